"""The model under the tools of others: SALib, scipy, the EMA workbench; and a front of several goals.

Run: python examples/others/searches.py. It needs leefwereld[research].
Small, so that it takes a minute: for results leave households and years at their defaults, and take more seeds and samples.
"""

from typing import Any

import leefwereld as lw

SMALL: dict[str, Any] = {"households": 300, "years": 1}


def by_salib() -> dict[str, float]:
    """Morris effects of three parameters and a lever on exhaustion, by SALib alone."""
    from SALib.analyze import morris
    from SALib.sample import morris as sample

    burnout = lw.as_function("dossier_count", ["strain.load", "strain.room", "strain.team", "caseload_cap"], ["burnout"], **SMALL)
    space = sample.sample(burnout.problem, 2, seed=1)
    told = morris.analyze(burnout.problem, space, burnout.evaluate(space), seed=1)
    return dict(zip(burnout.names, map(float, told["mu_star"])))


def by_scipy() -> tuple[float, float]:
    """The caseload cap with least unmet need, in one luck, and what it gives with another."""
    from scipy.optimize import minimize_scalar

    unmet = lw.as_function("current_practice", {"caseload_cap": {"low": 8, "high": 30}}, ["unmet_need"], seeds=[1, 2], **SMALL)
    objective, (low, high) = unmet.objective(), unmet.bounds[0]
    best = minimize_scalar(lambda cap: objective([cap]), bounds=(low, high), method="bounded", options={"maxiter": 4})
    return float(best.x), unmet([best.x], seeds=[11, 12])["unmet_need"]


def by_ema() -> int:
    """Experiments of the EMA workbench, each with a luck of its own."""
    from ema_workbench import perform_experiments

    effect = lw.as_function("responsive", ["strain.load", "discretion"], ["unmet_need"], minus="dossier_count", **SMALL)
    experiments, outcomes = perform_experiments(effect.as_ema_model(), scenarios=3, policies=2)
    assert len(outcomes["unmet_need"]) == len(experiments)
    return len(experiments)


def front() -> str:
    """Levers and a measure of which no setting is better on both counts, looked at again with other seeds."""
    told = lw.pareto("current_practice", {"caseload_cap": {"low": 8, "high": 30}}, ["unmet_need", "municipal_cost"],
                     among=["peer_workers"], seeds=1, checks=4, population=4, generations=2, workers=1, **SMALL)
    return lw.pareto_text(told)


def main() -> None:
    """All of them."""
    print(by_salib())
    print(by_scipy())
    print(by_ema())
    print(front())


if __name__ == "__main__":
    main()
