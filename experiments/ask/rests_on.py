"""What the answers rest on: the variance of each primary outcome over luck and over the numbers of each evidence grade.

`python -m experiments.ask.rests_on` draws WORLDS pairs of worlds in which everything is drawn (luck, and every number with a
range), swaps one group at a time between the two of a pair, and writes docs/trust/rests_on.md: per primary outcome and
contrast of two ways of working the share of the variance that each group brings alone (first) and together with the others
(total), after Saltelli 2010 and Jansen 1999, with bootstrap intervals; and the five numbers that rule each outcome most, by the
regression of calibration. Shares of groups that act together need not add to one.
"""

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.registry import PARAMETERS, ParameterDef
from abm.settings.scenario import load_scenario
from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.runs.draws import triangular, unit_columns
from experiments.runs.identity import model_fingerprint
from experiments.stats.history import describe, emulate
from experiments.storage.docs import file_of
from experiments.storage.files import write_text

HOUSEHOLDS, YEARS, WORLDS, SEED = 5_000, 5, 120, 1
PRESETS = ("current_practice", "dossier_count", "responsive")
CONTRASTS = (("responsive", "dossier_count"), ("responsive", "current_practice"), ("dossier_count", "current_practice"))
LUCK = "luck"
GROUPS = ("assumed, drawn", "assumed, fixed", "weak", "found or seed")
RESAMPLES, LEVEL, RULERS = 400, 0.95, 5
SHOWN = 12  # letters of the fingerprint of the model
PAGE = "rests_on"

HEAD = """\
# What the answers rest on

{worlds} pairs of worlds ({households:,} households, {years} years) in which everything is drawn: luck, and every number
that has a range. One group at a time is swapped between the two worlds of a pair. *Alone* is the share of the variance of
the difference that a group brings by itself (Saltelli 2010), *with others* what would be left if only that group were not
known (Jansen 1999); intervals are {level:.0%} bootstraps over pairs. Shares of groups that act together need not add to
one, and small ones may come out below nothing. Whatever is swapped also changes how luck falls from then on, so that *with
others* is seldom small even for numbers that hardly matter by themselves.

- *luck*: the seed, with all numbers as they are;
- *assumed, drawn*: the {drawn} assumed numbers that a comparison draws along;
- *assumed, fixed*: the {fixed} assumed numbers that [screening](screening.md) found to move nothing, which stay at their values;
- *weak*: {weak} numbers of weak evidence; *found or seed*: {found} numbers with a range that a publication or a source
  text gives.

Better and worse off are counted between two runs of the same people and have no place here.

Below each table are the five numbers that rule it most: their share of the variance by a regression on all draws, and
whether more of it moves the difference up or down.

`python -m experiments.ask.rests_on` makes this page (model `{model}`).
"""


class Share(NamedTuple):
    """A share of the variance with its interval."""

    value: float
    low: float
    high: float


def group_of(item: ParameterDef) -> str:
    """The group of a number by its grade, and by whether comparisons draw it."""
    if item.grade == "assumed":
        return GROUPS[0] if item.drawn else GROUPS[1]
    return GROUPS[2] if item.grade == "weak" else GROUPS[3]


def groups(definitions: Mapping[str, ParameterDef] = PARAMETERS) -> dict[str, list[str]]:
    """Group -> its numbers that have a range, in order of their names."""
    found: dict[str, list[str]] = {name: [] for name in GROUPS}
    for key, item in sorted(definitions.items()):
        if item.low < item.high:
            found[group_of(item)].append(key)
    return found


def values_of(levels: np.ndarray, keys: Sequence[str], definitions: Mapping[str, ParameterDef] = PARAMETERS) -> dict[str, float]:
    """Numbers at these quantiles (keys,) of their triangular distributions; whole ones are rounded."""
    found = {}
    for key, level in zip(keys, levels, strict=True):
        item = definitions[key]
        value = float(triangular(level, float(item.low), float(item.value), float(item.high)))
        found[key] = float(round(value)) if item.integer else value
    return found


class PairedDraws(NamedTuple):
    """Two draws of each pair of worlds: `levels` (2, pairs, keys) quantiles, `seeds` (2, pairs); `keys` and their groups."""

    keys: tuple[str, ...]
    group: np.ndarray
    levels: np.ndarray
    seeds: np.ndarray

    def world(self, pair: int, swapped: str | None) -> tuple[np.ndarray, int]:
        """Quantiles and seed of the first world of a pair with one group from the second; all of the second for ""."""
        if swapped == "":
            return self.levels[1, pair], int(self.seeds[1, pair])
        levels = np.where(self.group == swapped, self.levels[1, pair], self.levels[0, pair])
        return levels, int(self.seeds[1 if swapped == LUCK else 0, pair])


def designed(worlds: int, seed: int = SEED) -> PairedDraws:
    """The pairs of worlds of this size; more pairs keep the first."""
    members = groups()
    keys = tuple(key for name in GROUPS for key in members[name])
    group = np.array([name for name in GROUPS for _ in members[name]])
    levels = np.stack([unit_columns(keys, worlds, seed + side) for side in (0, 1)])
    seeds = np.arange(2 * worlds).reshape(worlds, 2).T + 1_000 * seed + 1
    return PairedDraws(keys, group, levels, seeds)


def one(job: tuple[str, Mapping[str, float], int]) -> dict[str, float]:
    """Primary outcomes of one world; empty when the numbers together are refused."""
    from abm.run.simulate import simulate

    preset, parameters, seed = job
    try:
        found = simulate(load_scenario(preset, households=HOUSEHOLDS, years=YEARS).with_(parameters=parameters), seed).outcomes
    except (ConfigError, ValueError, FloatingPointError):
        return {}
    return {name: found[name] for name in PRIMARY}


def run_draws(design: PairedDraws, workers: int = 2) -> dict[str, np.ndarray]:
    """Preset -> outcomes (pairs, worlds of a pair, primary outcomes): the first, the second, and one per swapped group."""
    sides = (None, "", LUCK, *GROUPS)
    pairs = design.levels.shape[1]
    jobs = []
    for preset in PRESETS:
        for pair in range(pairs):
            for side in sides:
                levels, seed = design.world(pair, side)
                jobs.append((preset, values_of(levels, design.keys), seed))
    with ProcessPoolExecutor(workers) as pool:
        rows = list(pool.map(one, jobs, chunksize=len(sides)))
    table = np.array([[row.get(name, np.nan) for name in PRIMARY] for row in rows])
    whole = table.reshape(len(PRESETS), pairs, len(sides), len(PRIMARY))
    return dict(zip(PRESETS, whole, strict=True))


def shares(values: np.ndarray, seed: int = SEED) -> tuple[list[Share], list[Share]]:
    """Shares alone and with others per group: values (pairs, 2 + groups), of which pairs with a hole are left out."""
    whole = values[np.isfinite(values).all(axis=1)]
    luck = np.random.default_rng(seed)
    chosen = luck.integers(0, len(whole), (RESAMPLES, len(whole)))
    first, total = _indices(whole[None])
    spread = _indices(whole[chosen])
    tail = 100 * (1 - LEVEL) / 2
    ends = [np.nanpercentile(each, (tail, 100 - tail), axis=0) for each in spread]
    return ([Share(float(first[0, k]), *map(float, ends[0][:, k])) for k in range(first.shape[1])],
            [Share(float(total[0, k]), *map(float, ends[1][:, k])) for k in range(total.shape[1])])


def _indices(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and total indices (samples, groups) of values (samples, pairs, 2 + groups)."""
    a, b, swapped = values[:, :, 0], values[:, :, 1], values[:, :, 2:]
    variance = np.concatenate([a, b], axis=1).var(axis=1)[:, None]
    variance = np.where(variance > 0.0, variance, np.nan)
    centre = np.concatenate([a, b], axis=1).mean(axis=1)[:, None]
    first = ((b - centre)[:, :, None] * (swapped - a[:, :, None])).mean(axis=1) / variance
    total = ((a[:, :, None] - swapped) ** 2).mean(axis=1) / 2 / variance
    return first, total


def rulers(design: PairedDraws, values: np.ndarray) -> list[dict[str, Any]]:
    """The numbers that matter most by a regression on every world of every pair: values (pairs, 2 + groups)."""
    sides = (None, "", LUCK, *GROUPS)
    points = np.array([design.world(pair, side)[0] for pair in range(len(values)) for side in sides])
    return describe(emulate(points, values.ravel()), design.keys, RULERS)


def page(design: PairedDraws, found: Mapping[str, np.ndarray], model: str) -> str:
    """The page: a table per contrast, and below each what rules each outcome."""
    members = groups()
    sizes = {name: len(members[name]) for name in GROUPS}
    lines = [HEAD.format(worlds=design.levels.shape[1], households=HOUSEHOLDS, years=YEARS, level=LEVEL, drawn=sizes[GROUPS[0]],
                         fixed=sizes[GROUPS[1]], weak=sizes[GROUPS[2]], found=sizes[GROUPS[3]], model=model)]
    for other, against in CONTRASTS:
        difference = found[other] - found[against]
        lines += [f"\n## `{other}` minus `{against}`\n", "| outcome | mean | standard deviation | "
                  + " | ".join((LUCK, *GROUPS)) + " |", "|---" * (3 + 1 + len(GROUPS)) + "|"]
        ruled = []
        for k, name in enumerate(PRIMARY):
            values = difference[:, :, k]
            if not np.isfinite(values).any():  # counted between two runs
                continue
            alone, together = shares(values)
            cells = [f"{_share(first)}; {_share(last)}" for first, last in zip(alone, together, strict=True)]
            mean, deviation = float(np.nanmean(values[:, :2])), float(np.nanstd(values[:, :2], ddof=1))
            lines.append(f"| {OUTCOMES[name].en} | {mean:.3g} | {deviation:.3g} | " + " | ".join(cells) + " |")
            ruled.append(f"- {OUTCOMES[name].en}: {_ruled(design, values)}")
        lines += ["\nEach cell: alone; with others.\n", *ruled]
    return "\n".join(lines) + "\n"


def _share(share: Share) -> str:
    if not np.isfinite(share.value):
        return "–"
    return f"{share.value:.0%} [{share.low:.0%}, {share.high:.0%}]"


def _ruled(design: PairedDraws, values: np.ndarray) -> str:
    return ", ".join(_ruler(each) for each in rulers(design, values)) or "no number stands out"


def _ruler(each: Mapping[str, Any]) -> str:
    item = PARAMETERS[each["parameter"]]
    way = "up" if each["sign"] > 0 else "down" if each["sign"] < 0 else "bent"
    return f"`{each['parameter']}` ({item.grade}, {each['share']:.0%}, {way})"


def main() -> None:
    """Run the design and write the page."""
    design = designed(WORLDS)
    text = page(design, run_draws(design), model_fingerprint()[:SHOWN])
    write_text(file_of(PAGE), text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
