"""Common luck: published known answers, and worlds that differ minimally differ nowhere else."""

import random

import numpy as np
import pytest
from conftest import SEED, same_rows

from abm.compiling import randomness
from abm.compiling.randomness import agent_key, stream, streams, threefry2x64, uniform
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.settings.scenario import load_scenario
from abm.state.names import ELDER_DEMENTIA, INSTITUTION, VACANT
from abm.world.population import make_households, make_staff, posts_needed
from abm.world.rules import as_row, build_rules

PUBLISHED = {  # kat_vectors of Random123, threefry2x64 with 13 rounds: counter, key, result
    "zeros": ((0, 0), (0, 0), (0xF167B032C3B480BD, 0xE91F9FEE4B7A6FB5)),
    "ones": ((2**64 - 1,) * 2, (2**64 - 1,) * 2, (0xCCDEC5C917A874B1, 0x4DF53ABCA26CEB01)),
    "pi": ((0x243F6A8885A308D3, 0x13198A2E03707344), (0xA4093822299F31D0, 0x082EFA98EC4E6C89),
           (0xC3AAC71561042993, 0x3FE7AE8801AFF316)),
}


def words(*numbers):
    """Numbers as 64-bit words."""
    return tuple(np.uint64(number) for number in numbers)


def plain_threefry(key, counter):
    """Threefry2x64-13 over again in whole numbers of Python, from the paper, for keys that nobody published."""
    mask, parity = 2**64 - 1, 0x1BD11BDAA9FC1A22
    keys = (*key, parity ^ key[0] ^ key[1])
    rotations = (16, 42, 12, 31, 16, 32, 24, 21)
    x0, x1 = (counter[0] + key[0]) & mask, (counter[1] + key[1]) & mask
    for step in range(13):
        r = rotations[step % 8]
        x0 = (x0 + x1) & mask
        x1 = ((x1 << r) | (x1 >> (64 - r))) & mask ^ x0
        if step % 4 == 3:
            turn = step // 4 + 1
            x0 = (x0 + keys[turn % 3]) & mask
            x1 = (x1 + keys[(turn + 1) % 3] + turn) & mask
    return x0, x1


@pytest.mark.parametrize("name", PUBLISHED)
def test_threefry_gives_the_published_answers(name):
    counter, key, answer = PUBLISHED[name]
    assert tuple(int(word) for word in threefry2x64(*words(*key), *words(*counter))) == answer
    assert plain_threefry(key, counter) == answer


def test_threefry_equals_whole_number_arithmetic_for_any_key():
    rng = random.Random(11)
    for _ in range(200):
        key, counter = (rng.getrandbits(64), rng.getrandbits(64)), (rng.getrandbits(64), rng.getrandbits(64))
        assert tuple(int(word) for word in threefry2x64(*words(*key), *words(*counter))) == plain_threefry(key, counter)


def test_a_name_of_a_stream_is_used_once():
    taken = next(iter(streams()))
    with pytest.raises(ValueError, match="exists already"):
        stream(taken)
    numbers = list(streams().values())
    assert len(numbers) > 30 and len(set(numbers)) == len(numbers), "two decisions share their luck"


def test_a_draw_depends_on_what_it_is_about_and_not_on_the_order_of_drawing():
    number = next(iter(streams().values()))
    matters = [(slot, week, index) for slot in range(6) for week in (0, 1, 52) for index in range(3)]

    def draw(matter):
        return uniform(np.uint64(5), number, agent_key(matter[0], 0), *matter[1:])

    forward = {matter: draw(matter) for matter in matters}
    shuffled = random.Random(2).sample(matters, len(matters))
    assert {matter: draw(matter) for matter in shuffled} == forward
    assert len(set(forward.values())) == len(matters), "slot, week and index each make another draw"
    others = [uniform(np.uint64(6), number, agent_key(0, 0), 0, 0), uniform(np.uint64(5), number + 1, agent_key(0, 0), 0, 0),
              uniform(np.uint64(5), number, agent_key(0, 1), 0, 0)]
    assert forward[0, 0, 0] not in others, "seed, stream and generation each make another draw"


def test_draws_are_uniform_and_unrelated():
    """5 standard errors at one fixed seed: it either always passes or the draws are bad."""
    number = streams()["household: who it is"]
    n = 40_000
    draws = np.array([[uniform(np.uint64(1), number, agent_key(i, 0), week, 0) for week in (0, 1)] for i in range(n)])
    assert draws.min() >= 0.0 and draws.max() < 1.0
    assert abs(draws.mean() - 0.5) < 5 * (1 / 12) ** 0.5 / (2 * n) ** 0.5
    counts = np.histogram(draws, bins=100, range=(0, 1))[0]
    assert np.abs(counts - 2 * n / 100).max() < 5 * (2 * n / 100) ** 0.5
    for one, other in ((draws[:, 0], draws[:, 1]), (draws[:-1, 0], draws[1:, 0])):
        assert abs(np.corrcoef(one, other)[0, 1]) < 5 / n**0.5, "neighbours in week or slot are related"


def test_one_more_household_changes_nobody_else():
    scenario = load_scenario(households=500)
    rules = as_row(build_rules(scenario.parameters, 500))
    place = dict(scenario.place)
    before, _, ties_before = make_households(SEED, place, rules)
    later, _, ties_later = make_households(SEED, place | {"households": 501}, rules)
    assert len(later) == 501 and not same_rows(before, later, 500)
    for i in range(500):
        known = ties_before.other[ties_before.start[i]: ties_before.start[i + 1]]
        now = ties_later.other[ties_later.start[i]: ties_later.start[i + 1]]
        assert list(known) == [other for other in now if other != 500], "only the newcomer's own ties come on top"


def test_one_more_post_changes_no_colleague():
    scenario = load_scenario(households=5000)
    rules = as_row(build_rules(scenario.parameters, 5000))[0]
    place = dict(scenario.place)
    served = np.full(place["teams"], 5000.0 / place["teams"])
    for extra in (2.0, 9.0):
        today, more = posts_needed(place, 0.0, served), posts_needed(place, extra, served)
        before, later = make_staff(SEED, place, rules, today), make_staff(SEED, place, rules, more)
        assert len(later) > len(before) and not same_rows(before, later, len(before))
        assert (later["presence"][len(before):] == VACANT).all(), "a new post is empty until somebody is hired"
        assert len(later) == more * place["teams"]


def test_one_more_professional_changes_no_colleague_at_the_start_and_no_life_event(policy):
    """Who is born, dies, moves and what kind of household it becomes is luck; only the care for the frail may differ."""
    plain, more = policy(), policy({"staff_extra_fte": 50})
    posts = len(plain.staff_table)
    assert len(more.staff_table) > posts
    assert not same_rows(plain.staff_table, more.staff_table, posts)
    assert not same_rows(plain.household_table, more.household_table, 400)
    plain.run(52)
    more.run(52)
    assert (more.staff_table["presence"][posts:] != VACANT).any(), "somebody was hired on the new posts"
    one, other = plain.household_table, more.household_table
    assert not np.array_equal(one["stress"], other["stress"]), "more staff matters to residents"
    luck_alone = np.ones(400, bool)
    for table in (one, other):
        luck_alone &= (table["home"] != INSTITUTION) & (table["archetype"] != ELDER_DEMENTIA)
    assert luck_alone.mean() > 0.9 and (one["generation"] > 0).any()
    ages = [table["age"] + (52 + WARM_WEEKS - table["seen"]) / 52.0 for table in (one, other)]  # who is at rest ages later
    np.testing.assert_allclose(ages[0][luck_alone], ages[1][luck_alone], atol=1e-9)
    for name in ("key", "generation", "archetype", "base_capacity", "importance", "neighbourhood", "child_to"):
        assert np.array_equal(one[name][luck_alone], other[name][luck_alone]), name


def test_one_more_draw_moves_none(small, warm, monkeypatch):
    """A decision that comes later has a stream of its own: making its draws changes no week of anybody."""
    untouched = SocialDomain(small, SEED, start=warm)
    untouched.run(8)
    monkeypatch.setattr(randomness, "_STREAMS", dict(randomness._STREAMS))
    number = stream("tests: a decision that nobody takes yet")
    drawing = SocialDomain(small, SEED, start=warm)
    for _ in range(8):
        for i in range(0, 400, 7):
            uniform(drawing.luck, number, agent_key(i, 0), drawing.week, 0)
        drawing.step()
    assert drawing.digest() == untouched.digest()


def test_the_seed_is_the_luck(small, warm):
    one, other = SocialDomain(small, SEED, start=warm), SocialDomain(small, SEED + 1, start=warm)
    assert one.digest() == other.digest(), "the same start"
    one.run(4)
    other.run(4)
    assert one.digest() != other.digest(), "another future"


def test_worlds_are_identical_until_the_policy_starts(small):
    """Levers take no part in the warm-up, whatever they are and whoever runs it."""
    far = small.with_(levers={"caseload_cap": 5, "discretion": 1.0, "inflow_factor": 3.0, "strain_shock": 0.5})
    one, other = SocialDomain(small, 9), SocialDomain(far, 9)
    for weeks in (20, WARM_WEEKS - 20):
        one.run(weeks)
        other.run(weeks)
        assert one.digest() == other.digest()
    one.run(1)
    other.run(1)
    assert one.digest() != other.digest()
