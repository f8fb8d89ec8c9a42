"""What an answer rests on: indices of a sweep with intervals, and what they say by evidence grade.

Sobol and Morris indices are SALib's; worlds drawn one by one, and grids, have those of `experiments.ask.given`.
A design with a hole is refused: SALib would silently give nonsense for a single missing value.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from abm.state.outcomes import OUTCOMES
from experiments.ask.given import FEWEST_WORLDS, indices, luck_share
from experiments.runs.known import known_outcome
from experiments.stats.paired import LEVEL
from experiments.sweeps.designs import Dimension
from experiments.sweeps.points import problem, unit_sample
from experiments.sweeps.read import Sweep

GIVEN = ("random", "latin_hypercube", "grid")
METHODS = ("sobol", "morris", *GIVEN)
RESAMPLES = 500
SHOWN_HOLES = 8
NOTHING = 1e-12
LEFT = "luck and interactions"
FROM = {"interactions": "parameters acting together", LEFT: "luck, and things acting together", "luck": "luck"}
CHOSEN = {"lever": "levers, which are choices", "place": "facts of the place"}
SURE = 0.25  # half-width beyond which an estimate outside 0 to 1 says nothing
RANDOM_SEED = 20261122


class Sensitivity(NamedTuple):
    """Indices of one response: `table` a row per parameter or group, `grades` a row per evidence grade (pandas).

    Sobol: `first` and `total` are shares of the variance of the response, with half-widths `first_half`, `total_half`.
    Given data (worlds drawn one by one, grids): `first` as of Sobol, `pawn` the distance between distributions (0 to 1), with
    half-widths, and `pawn_nothing`, what doing nothing gets.
    Morris: `effect` is the mean absolute elementary effect in the outcome's unit over a whole range, `effect_half` its
    half-width. `response` says in words what the indices are about, `method` how they were made, `runs` from how many.
    """

    response: str
    method: str
    unit: str
    mean: float
    deviation: float
    table: Any
    grades: Any
    runs: int


class FlatError(ConfigError):
    """An outcome that does not vary by what matters: it has no indices."""


def sensitivity(
    found: Sweep, outcome: str, scenario: str | None = None, minus: str | None = None, level: float = LEVEL
) -> Sensitivity:
    """Indices for an outcome of one scenario, or of a scenario minus another in the same worlds.

    Without names: the second scenario of the design minus the first, or its only one. Raises ConfigError for a design
    that cannot give indices, for a hole in it (saying which runs are missing), and for a response that never varies.
    """
    method = found.design.file.design
    if method not in METHODS:
        raise ConfigError(
            f"'{found.folder}' is a {method} design, whose worlds were not sampled; indices need design: {', '.join(METHODS)}. "
            "For other designs: leefwereld export"
        )
    known_outcome(outcome, "--outcome")
    scenario, minus = sides(found, scenario, minus)
    values = responses(found, outcome, scenario, minus)
    deviation = float(values.std())
    if not deviation > NOTHING * max(1.0, float(np.abs(values).max())):
        told = f"{outcome} is the same in all {len(values)} worlds"
        raise FlatError(f"{told}: there is nothing to divide over parameters")
    wide, smallest = float(np.ptp(values)), OUTCOMES[outcome].smallest
    if wide < smallest:
        told = f"{outcome} differs by at most {wide:.3g} {OUTCOMES[outcome].unit} over {len(values)} worlds"
        raise FlatError(f"{told}, less than the smallest difference that matters ({smallest:.3g}): there is nothing to divide "
                        "over parameters")
    make = {"sobol": _sobol, "morris": _morris}.get(method, partial(_given, outcome, scenario, minus))
    table, grades = make(found, values, level)
    response = f"{outcome} of {scenario}" + (f" minus {minus}" if minus else "")
    runs = len(values) * found.design.file.replications * (2 if minus else 1)
    return Sensitivity(response, method, OUTCOMES[outcome].unit, float(values.mean()), deviation, table, grades, runs)


def sides(found: Sweep, scenario: str | None, minus: str | None) -> tuple[str, str | None]:
    """The scenario that is looked at and the one that is taken off it. Raises ConfigError for one that is not there."""
    for name in (scenario, minus):
        if name is not None:
            found.check_scenario(name)
    if scenario is None:
        scenario = found.scenarios[1] if len(found.scenarios) > 1 else found.scenarios[0]
        minus = minus or (found.scenarios[0] if len(found.scenarios) > 1 else None)
    if scenario == minus:
        raise ConfigError(f"'{scenario}' minus itself is nothing; name two scenarios that differ")
    return scenario, minus


def responses(found: Sweep, outcome: str, scenario: str, minus: str | None) -> np.ndarray:
    """The response at every point, mean over replications: (points,). Raises ConfigError naming the runs that lack."""
    wanted = [name for name in (scenario, minus) if name]
    plan = found.plan_table
    plan = plan[plan["scenario"].isin(wanted)]
    table = found.frame(outcome, values=False)
    whole = plan.merge(table[["point", "scenario", "replication", outcome]], on=["point", "scenario", "replication"], how="left")
    holes = whole[~np.isfinite(whole[outcome].astype(float))]
    if len(holes):
        listed = ", ".join(
            f"point {row.point} {row.scenario} replication {row.replication}" for row in holes.head(SHOWN_HOLES).itertuples()
        )
        more = f" and {len(holes) - SHOWN_HOLES} more" if len(holes) > SHOWN_HOLES else ""
        raise ConfigError(
            f"{outcome} is missing or undefined in {len(holes)} of {len(whole)} runs, and indices need them all: {listed}"
            f"{more}; 'leefwereld retry {found.folder}' does failed runs again, 'leefwereld sweep' the missing ones"
        )
    means = whole.groupby(["point", "scenario"])[outcome].mean().unstack("scenario")
    values = means[scenario] - means[minus] if minus else means[scenario]
    return values.sort_index().to_numpy(dtype=np.float64)


def _grade(item: Dimension) -> str:
    """Its grade of evidence; a lever and a fact of the place are chosen, which no evidence grades."""
    return item.grade if item.kind == "parameter" else item.kind


def _grade_of(found: Sweep) -> dict[str, str]:
    return {item.group: _grade(item) for item in found.design.dimensions}


def _given(outcome: str, scenario: str, minus: str | None, found: Sweep, values: np.ndarray, level: float) -> tuple[Any, Any]:
    import pandas
    from scipy.stats import norm

    if len(values) < FEWEST_WORLDS:
        raise ConfigError(f"'{found.folder}' has {len(values)} worlds; indices need at least {FEWEST_WORLDS}, and 500 to "
                          "lean on: take more samples")  # fmt: skip
    dimensions = found.design.dimensions
    space = found.points.sort_values("point")[found.names].to_numpy(dtype=np.float64)
    table, again = indices(dimensions, space, values, level)
    grades = [_grade(item) for item in dimensions]
    table.insert(1, "grade", grades)
    z = float(norm.ppf(0.5 + level / 2))
    rows: list[dict[str, Any]] = []
    for name in dict.fromkeys(grades):
        members = np.array(grades) == name
        half = z * float(again[:, members].sum(axis=1).std(ddof=1))
        rows.append({"grade": name, "share": float(table["first"][members].sum()), "half": half})
    luck = luck_share(_by_world(found, outcome, scenario, minus), float(values.var(ddof=1)))
    if np.isfinite(luck):
        rows.append({"grade": "luck", "share": luck, "half": np.nan})
    left = 1.0 - sum(float(row["share"]) for row in rows)
    rows.append({"grade": "interactions" if np.isfinite(luck) else LEFT, "share": left,
                 "half": z * float(again.sum(axis=1).std(ddof=1))})  # fmt: skip
    return _sorted(table, "first"), pandas.DataFrame(rows)


def _by_world(found: Sweep, outcome: str, scenario: str, minus: str | None) -> list[np.ndarray]:
    """The response of every replication of each world."""
    table = found.frame(outcome, values=False).pivot_table(index=["point", "replication"], columns="scenario", values=outcome)
    values = table[scenario] - table[minus] if minus else table[scenario]
    return [part.dropna().to_numpy() for _, part in values.groupby(level="point", sort=True)]


def _sobol(found: Sweep, values: np.ndarray, level: float) -> tuple[Any, Any]:
    import pandas
    from SALib.analyze import sobol
    from scipy.stats import norm

    file = found.design.file
    # SALib advises centred values; the scale drops out of the indices.
    told = sobol.analyze(
        problem(found.design), (values - values.mean()) / values.std(), calc_second_order=file.second_order,
        num_resamples=RESAMPLES, conf_level=level, keep_resamples=True, seed=RANDOM_SEED,
    )  # fmt: skip
    grade = _grade_of(found)
    names = list(grade)
    table = pandas.DataFrame(
        {"name": names, "grade": list(grade.values()), "first": told["S1"], "first_half": told["S1_conf"],
         "total": told["ST"], "total_half": told["ST_conf"]}
    )  # fmt: skip
    again = np.asarray(told["S1_conf_all"]).reshape(RESAMPLES, len(names))
    z, rows = float(norm.ppf(0.5 + level / 2)), []
    for name in dict.fromkeys(grade.values()):
        members = np.array([grade[key] == name for key in names])
        half = z * float(again[:, members].sum(axis=1).std(ddof=1))
        rows.append({"grade": name, "share": float(np.sum(told["S1"][members])), "half": half})
    total, half = float(np.sum(told["S1"])), z * float(again.sum(axis=1).std(ddof=1))
    rows.append({"grade": "interactions", "share": 1.0 - total, "half": half})
    return _sorted(table, "total"), pandas.DataFrame(rows)


def _morris(found: Sweep, values: np.ndarray, level: float) -> tuple[Any, Any]:
    import pandas
    from SALib.analyze import morris

    told = morris.analyze(
        problem(found.design), unit_sample(found.design), values, num_levels=found.design.file.morris_levels,
        conf_level=level, seed=RANDOM_SEED,
    )  # fmt: skip
    grade = _grade_of(found)
    effect = np.asarray(told["mu_star"], dtype=np.float64)
    table = pandas.DataFrame(
        {"name": list(grade), "grade": list(grade.values()), "effect": effect, "effect_half": np.asarray(told["mu_star_conf"])}
    )
    rows = [
        {"grade": name, "share": float(effect[[grade[key] == name for key in grade]].sum() / effect.sum()), "half": np.nan}
        for name in dict.fromkeys(grade.values())
    ]
    return _sorted(table, "effect"), pandas.DataFrame(rows)


def _sorted(table: Any, by: str) -> Any:
    return table.sort_values(by, ascending=False, kind="stable").reset_index(drop=True)


def sensitivity_text(told: Sensitivity, most: int = 15) -> str:
    """The indices in lines for a terminal, the largest first, then what they say by evidence grade."""
    lines = [
        f"{told.response}: mean {told.mean:.4g} {told.unit}, standard deviation {told.deviation:.3g} over the worlds of "
        f"{told.runs:,} runs"
    ]
    width = max(len(name) for name in told.table["name"][:most])
    lines.append("")
    for row in told.table.head(most).to_dict("records"):
        lines.append(f"  {row['name']:<{width}}  {row['grade']:<8}  {_index(row, told.method)}")
    if len(told.table) > most:
        lines.append(f"  and {len(told.table) - most} smaller ones")
    lines.append("")
    for row in told.grades.to_dict("records"):
        near = f" (± {100 * row['half']:.0f})" if np.isfinite(row["half"]) else ""
        if not _is_share(row):
            lines.append(f"  what comes from {_group(row['grade'])} cannot be told from these samples: "
                         f"estimated at {100 * row['share']:.0f}{near} of 100")
            continue
        share = f"{100 * min(max(row['share'], 0.0), 1.0):.0f} %{near}"
        lines.append("  " + _grade_words(row["grade"], told.method != "morris", share))
    lines += ["", "  " + _caution(told)]
    return "\n".join(lines)


def _index(row: Mapping[str, Any], method: str) -> str:
    if method in GIVEN:
        whole = f"PAWN {row['pawn']:.2f} ± {row['pawn_half']:.2f} (doing nothing gets up to {row['pawn_nothing']:.2f})"
        return f"alone {row['first']:+.2f} ± {row['first_half']:.2f}, {whole}"
    if method == "sobol":
        alone = f"alone {row['first']:+.2f} ± {row['first_half']:.2f}"
        return f"{alone}, with interactions {row['total']:.2f} ± {row['total_half']:.2f}"
    return f"mean effect over its range {row['effect']:.3g} ± {row['effect_half']:.2g}"


def _is_share(row: Mapping[str, Any]) -> bool:
    """Whether an estimate can be told as a share: between nothing and all, or beyond by no more than it is sure of."""
    room = min(row["half"], SURE) if np.isfinite(row["half"]) else 0.0
    return bool(-room <= row["share"] <= 1.0 + room)


def _group(grade: str) -> str:
    return FROM.get(grade) or CHOSEN.get(grade) or f"values graded {grade}"


def _grade_words(grade: str, shares: bool, share: str) -> str:
    if grade in FROM:
        return f"{share} of the variance comes from {FROM[grade]}"
    if grade in CHOSEN:
        return f"{share} of the {'variance' if shares else 'summed effects'} comes from {CHOSEN[grade]}"
    what = "of the variance rests on" if shares else "of the summed effects comes from"
    return f"{share} {what} values graded {grade}"


def _caution(told: Sensitivity) -> str:
    if told.method == "morris":
        return "Morris effects rank; they are not shares of the variance."
    widest = float(told.table["first_half" if told.method in GIVEN else "total_half"].max())
    unclear = widest > 0.2
    words = "Intervals come from resampling; an index whose interval holds zero cannot be told from nothing."
    return words + (" They are wide here: take more samples before leaning on the order." if unclear else "")
