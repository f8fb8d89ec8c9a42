"""Points of a design: the settings of every world, made lazily and in one order that any machine gives again.

Sampled points come from unit samples (SALib, scipy.stats.qmc, or generators keyed by name) that are carried to the range
of each dimension. More samples in a `sobol` or `random` design keep the points there were: a sweep can be extended.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from abm.settings.files import in_force
from abm.settings.registry import LEVERS, MIX_UNIT, ROWS, definitions
from abm.settings.scenario import Scenario
from experiments.runs.draws import draw_parameters, triangular, unit_columns
from experiments.runs.halfway import load_scenario
from experiments.runs.lever_tables import settings_of
from experiments.sweeps.designs import SAMPLERS, Design, Dimension

NOTHING = "nothing"


class Point(NamedTuple):
    """One place in the space of a design: `values` by name (its coordinates), and what a run gets set."""

    number: int
    label: str
    values: Mapping[str, float]
    levers: Mapping[str, Any]
    parameters: Mapping[str, float]
    place: Mapping[str, Any]
    measures: tuple[str, ...] = ()

    def changes(self) -> dict[str, Any]:
        """What the point sets, as an experiment layer writes it."""
        return {"levers": dict(self.levers), "parameters": dict(self.parameters), "place": dict(self.place)}


def points(design: Design) -> Iterator[Point]:
    """All points of a design in order. Raises ConfigError when the library refuses the sample."""
    makers = {
        "scenarios": _cases, "grid": _grid, "one_at_a_time": _one_at_a_time, "alone_and_together": _alone_and_together,
    }  # fmt: skip
    if design.file.design in SAMPLERS:
        rows = _sampled(design)
    else:
        rows = makers[design.file.design](design)
    for number, point in enumerate(rows):
        yield point._replace(number=number)


def count(design: Design) -> int:
    """Number of points, without making them where that is dear."""
    file, samples = design.file, design.file.samples or 0
    groups = len({dimension.group for dimension in design.dimensions})
    if file.design in ("latin_hypercube", "random"):
        return samples
    if file.design == "sobol":
        return samples * (2 * groups + 2 if file.second_order else groups + 2)
    if file.design == "morris":
        return samples * (groups + 1)
    if file.design == "grid":
        total = 1
        for dimension in design.dimensions:
            total *= len(dimension.values)
        return total
    return sum(1 for _ in points(design))


def at(values: Mapping[str, float], dimensions: Mapping[str, Dimension], label: str = "") -> Point:
    """The point with these coordinates."""
    parts: dict[str, dict[str, float]] = {"lever": {}, "parameter": {}, "place": {}}
    for name, value in values.items():
        parts[dimensions[name].kind][name.removeprefix("place.")] = value
    return Point(0, label, dict(values), parts["lever"], parts["parameter"], parts["place"])


def _cases(design: Design) -> Iterator[Point]:
    if not design.file.cases:
        yield Point(0, "as is", {}, {}, {}, {})
    for case in design.file.cases:
        levers, parameters, place = (case.get(key) or {} for key in ("levers", "parameters", "place"))
        yield Point(0, case["name"], {}, levers, parameters, place, tuple(case.get("measures") or ()))


def _grid(design: Design) -> Iterator[Point]:
    dimensions = {dimension.name: dimension for dimension in design.dimensions}
    for row in itertools.product(*(dimension.values for dimension in design.dimensions)):
        yield at(dict(zip(dimensions, row)), dimensions)


def _one_at_a_time(design: Design) -> Iterator[Point]:
    dimensions = {dimension.name: dimension for dimension in design.dimensions}
    yield Point(0, NOTHING, {}, {}, {}, {})
    for dimension in design.dimensions:
        for value in dimension.values:
            yield at({dimension.name: value}, dimensions, f"{dimension.name} = {value:g}")


# levers alone and together


def _alone_and_together(design: Design) -> Iterator[Point]:
    """Nothing; every lever of the bundle alone; every row of levers together; all but one row; the full bundle.

    The KPI mix sums to one, so its levers go together, as one lever called kpi_mix.
    """
    file = design.file
    assert file.bundle is not None
    bundle = load_scenario(design.where_is(file.bundle), households=file.households, years=file.years)
    parts = {
        lever: settings_of(bundle, lever) for lever in LEVERS if bundle.origin[lever].layer != "defaults"
    }
    if not parts:
        raise ConfigError(f"{design.where}: the preset {file.bundle} changes no lever; name one that does.")
    alone: dict[str, list[str]] = {}
    for lever in parts:
        alone.setdefault("kpi_mix" if LEVERS[lever].unit == MIX_UNIT else lever, []).append(lever)
    if "kpi_mix" in alone:
        mix = kpi_mix()
        parts |= {name: settings_of(bundle, name) for name in mix}
        alone["kpi_mix"] = mix
    rows: dict[str, list[str]] = {}
    for names in alone.values():
        rows.setdefault(LEVERS[names[0]].table, []).extend(names)

    def made(label: str, names: list[str]) -> Point:
        return Point(0, label, {}, {name: parts[name] for name in names}, {}, {})

    yield made(NOTHING, [])
    for name, names in alone.items():
        yield made(f"alone: {name}", names)
    for row in sorted(rows, key=lambda key: int(key[1:])):
        yield made(f"together: {row} {ROWS[row]}", rows[row])
    for row in sorted(rows, key=lambda key: int(key[1:])):
        yield made(f"all but: {row} {ROWS[row]}", [name for name in parts if name not in rows[row]])
    yield made("full bundle", list(parts))


# samples


def problem(design: Design) -> dict[str, Any]:
    """The design's dimensions as SALib names them, on the unit cube; with groups when dimensions share one."""
    dimensions = design.dimensions
    told: dict[str, Any] = {
        "num_vars": len(dimensions),
        "names": [dimension.name for dimension in dimensions],
        "bounds": [[0.0, 1.0]] * len(dimensions),
    }
    groups = [dimension.group for dimension in dimensions]
    if len(set(groups)) < len(groups):
        told["groups"] = groups
    return told


def _sampled(design: Design) -> Iterator[Point]:
    """Points of a sampler, from a matrix of coordinates (points, dimensions)."""
    dimensions = {dimension.name: dimension for dimension in design.dimensions}
    table = _matrix(design)
    for row in table:
        yield at(dict(zip(dimensions, (float(value) for value in row))), dimensions)


def _matrix(design: Design) -> Any:
    import numpy as np

    file = design.file
    samples, seed = int(file.samples or 0), int(file.seed)
    shape = file.distribution or ("triangular" if file.design == "random" else "uniform")
    if file.design == "random" and shape == "triangular":
        drawn = draw_parameters({item.name: item for item in design.dimensions}, samples, seed, latin=False)
        names = [item.name for item in design.dimensions]
        return np.array([[row[name] for name in names] for row in map(dict, drawn)])
    unit = unit_sample(design)
    columns = [_carried(unit[:, index], item, shape) for index, item in enumerate(design.dimensions)]
    return np.stack(columns, axis=1)


def unit_sample(design: Design) -> Any:
    """The sample on the unit cube, (points, dimensions)."""
    file, told = design.file, problem(design)
    samples, seed = int(file.samples or 0), int(file.seed)
    if file.design == "sobol":
        from SALib.sample import sobol

        return sobol.sample(told, samples, calc_second_order=file.second_order, scramble=True, seed=seed)
    if file.design == "morris":
        from SALib.sample import morris

        return morris.sample(told, samples, num_levels=file.morris_levels, seed=seed)
    if file.design == "latin_hypercube":
        from scipy.stats import qmc

        return qmc.LatinHypercube(len(design.dimensions), rng=seed).random(samples)

    return unit_columns([item.name for item in design.dimensions], samples, seed)


def _carried(levels: Any, dimension: Dimension, shape: str) -> Any:
    """Levels (0-1) to the range of a dimension: uniform, or triangular with the mode at its value."""
    import numpy as np

    low, high = float(dimension.low), float(dimension.high)
    flat = low + (high - low) * levels if shape == "uniform" else triangular(levels, low, dimension.value, high)
    return np.clip(np.rint(flat), np.ceil(low), np.floor(high)) if dimension.integer else np.clip(flat, low, high)


# the KPI mix


def kpi_mix() -> list[str]:
    """The levers that are shares of the KPI mix, by the folder in force."""
    return [name for name, lever in definitions(in_force()).levers.items() if lever.unit == MIX_UNIT]


def with_whole_mix(levers: Mapping[str, Any], scenario: Scenario, where: str) -> dict[str, Any]:
    """`levers` with the rest of the KPI mix scaled so that it sums to one, when they hold plain shares of that mix.

    What is varied keeps its value (or is scaled down when it is more than one together); the rest gives way in
    proportion. Raises ConfigError when the scenario's mix is not one for all weeks and teams.
    """
    mix = kpi_mix()
    given = {name: levers[name] for name in mix if isinstance(levers.get(name), float | int)}
    if not given or len(given) == len(mix):
        return dict(levers)
    columns = [scenario.lever_names.index(name) for name in mix]
    tables = [scenario.lever_table(week)[:, columns] for week in scenario.change_weeks()]
    if any((table != tables[0][0]).any() for table in tables):
        raise ConfigError(f"{where}: the KPI mix of {scenario.name} differs between weeks or teams; vary other levers.")
    today = dict(zip(mix, (float(value) for value in tables[0][0])))
    asked = sum(given.values())
    scale = max(1.0, asked)
    rest = sum(value for name, value in today.items() if name not in given)
    left = max(0.0, 1.0 - asked)
    if rest <= 0 and asked < 1:
        scale = asked or 1.0
    return {
        **levers,
        **{name: value / scale for name, value in given.items()},
        **{name: value / rest * left if rest > 0 else 0.0 for name, value in today.items() if name not in given},
    }
