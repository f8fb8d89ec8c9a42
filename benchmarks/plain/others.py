"""What a user would pick instead, each at its own simplest comparable model: python others.py WHICH HOUSEHOLDS WEEKS ROUNDS.

Run by `benchmarks/peers.py` in a process of its own, with an interpreter that has the package. Prints, a line each: one
JSON object with the version, processor seconds by round (made and imported beforehand) and what came out.

simpy, ciw   the teams as a queue: 8 professionals a team and 3 teams per 10,000 households, 20 questions a week in three
             classes of 3, 20 and 80 contact hours, 9 contact hours a week each. Files only: no resident exists.
starsim      households as agents with one state (susceptible, infected) on a random network, a step a week.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

TEAMS, POSTS, QUESTIONS = 3, 8, 20.0  # per 10,000 households; questions a week
HOURS, SHARES, CONTACT = (3.0, 20.0, 80.0), (0.76, 0.20, 0.04), 9.0


def by_simpy(households: int, weeks: int, seed: int) -> Callable[[], Any]:
    """Mean weeks in the queue, by processes and resources of SimPy."""
    import simpy

    def run() -> dict[str, float]:
        luck, waits, teams = random.Random(seed), [], max(1, round(TEAMS * households / 10_000))
        world = simpy.Environment()
        posts = [simpy.Resource(world, POSTS) for _ in range(teams)]
        rate = QUESTIONS * households / 10_000 / teams

        def file(team):
            came = world.now
            with team.request() as turn:
                yield turn
                waits.append(world.now - came)
                hours = luck.choices(HOURS, SHARES)[0]
                yield world.timeout(luck.expovariate(CONTACT / hours))

        def questions(team):
            while True:
                yield world.timeout(luck.expovariate(rate))
                world.process(file(team))

        for team in posts:
            world.process(questions(team))
        world.run(until=weeks)
        return {"files": len(waits), "mean_wait_weeks": sum(waits) / max(1, len(waits))}

    return run


def by_ciw(households: int, weeks: int, seed: int) -> Callable[[], Any]:
    """Mean weeks in the queue, by a network of Ciw with a node per team."""
    import ciw

    teams = max(1, round(TEAMS * households / 10_000))
    rate = QUESTIONS * households / 10_000 / teams
    served = [ciw.dists.HyperExponential([CONTACT / hours for hours in HOURS], list(SHARES)) for _ in range(teams)]
    network = ciw.create_network(arrival_distributions=[ciw.dists.Exponential(rate)] * teams, service_distributions=served,
                                 number_of_servers=[POSTS] * teams, routing=[[0.0] * teams] * teams)  # fmt: skip

    def run() -> dict[str, float]:
        ciw.seed(seed)
        world = ciw.Simulation(network)
        world.simulate_until_max_time(weeks)
        waits = [record.waiting_time for record in world.get_all_records()]
        return {"files": len(waits), "mean_wait_weeks": sum(waits) / max(1, len(waits))}

    return run


def by_starsim(households: int, weeks: int, seed: int) -> Callable[[], Any]:
    """Share infected at the end, by Starsim's own SIS on its own random network."""
    import starsim as ss

    world = ss.Sim(n_agents=households, dt=ss.weeks(1), start=ss.date("2020-01-01"), dur=ss.weeks(weeks), rand_seed=seed,
                   diseases=ss.SIS(), networks=ss.RandomNet(), verbose=0)  # fmt: skip
    world.init()

    def run() -> dict[str, float]:
        world.run()
        return {"steps": len(world.t.timevec), "infected": float(world.diseases[0].infected.mean())}

    return run


WAYS = {"simpy": by_simpy, "ciw": by_ciw, "starsim": by_starsim}


def main(which: str, households: int, weeks: int, rounds: int) -> None:
    """Run and print."""
    taken, came = [], None
    for seed in range(rounds + 1):
        run = WAYS[which](households, weeks, seed + 1)
        begun = time.process_time()
        came = run()
        taken.append(time.process_time() - begun)
    print(json.dumps({"version": version(which), "seconds": taken[1:], "came": came}))  # the first round loads code


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
