"""Group screening: which groups of assumed numbers move anything that is promised, drawn jointly over their ranges.

`python -m experiments.ask.screening` draws each group (a file of configs/parameters or configs/fixed) DRAWS times, all
others at their values, one seed for all, and writes docs/trust/screening.md: per primary outcome the spread over draws of its
level under current practice and of the contrast between two ways of working, next to the spread that luck alone gives
over as many seeds. A group that moves nothing beyond luck is no matter for sweeps: its numbers are fixed.
"""

import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.settings.graded import ParameterDef
from abm.settings.registry import PARAMETERS
from abm.settings.scenario import load_scenario
from experiments.storage.docs import file_of
from experiments.storage.files import write_text

HOUSEHOLDS, YEARS, DRAWS = 4_000, 4, 8
SEED = 1
WORLDS = ("current_practice", "dossier_count", "responsive")
OUTCOMES = (
    "trouble_asked",
    "trouble_waiting",
    "trouble_struck",
    "resolved_lasting",
    "wait_p90",
    "unreached_26",
    "return_52",
    "burnout",
    "societal_cost",
    "municipal_cost",
)
PAGE = file_of("screening")
TIMES_LUCK = 2.0  # a group matters when it spreads an outcome this many times as much as luck does

HEAD = """\
Each group of assumed numbers was drawn jointly {draws} times over its ranges, all others at their values, one seed,
{households:,} households, {years} years. Told is how many times as far as luck alone (as many seeds) the draws spread an
outcome: its level under `current_practice` / the contrast of two ways of working (`responsive` minus `dossier_count`).
Bold: {times:g} times or more. Which groups comparisons draw was chosen by such a screen (factor fixing): the other numbers
stand in `configs/fixed/` and in rows, and sweeps that draw assumptions leave them at their values, though anybody can set or
sweep one by name. Drawn, though nothing is moved that far here: {idle}. Fixed, though something is: {moving}; what all fixed
numbers carry together is in [what the answers rest on](rests_on.md). Eight draws at this size cannot see
effects smaller than luck: a number that is fixed may still move an outcome a little.
`python -m experiments.ask.screening` makes this page."""


def groups() -> dict[str, list[ParameterDef]]:
    """Swept numbers by the file that holds them."""
    found: dict[str, list[ParameterDef]] = {}
    for item in PARAMETERS.values():
        if item.low < item.high:
            found.setdefault(item.theory, []).append(item)
    return found


def joint_draw(items: list[ParameterDef], draw: int) -> dict[str, float]:
    """One joint draw of a group, even over its ranges; whole numbers stay whole."""
    luck = np.random.default_rng([SEED, draw, len(items)])
    values = {}
    for item in items:
        value = luck.uniform(item.low, item.high)
        values[f"{item.theory}.{item.name}"] = float(round(value)) if item.integer else float(value)
    return values


def one(job: tuple[str, Mapping[str, float], int]) -> dict[str, float]:
    """Outcomes of one world with these parameters and seed, of those who ask in it; empty when the numbers are refused."""
    from abm.run.simulate import simulate

    preset, parameters, seed = job
    try:
        scenario = load_scenario(preset, households=HOUSEHOLDS, years=YEARS).with_(parameters=parameters)
        found = simulate(scenario, seed).outcomes
    except (ConfigError, ValueError, FloatingPointError):
        return {}
    return {name: found[name] for name in OUTCOMES}


def screen(workers: int = 2) -> tuple[dict[str, dict[str, tuple[float, float]]], dict[str, tuple[float, float]]]:
    """Group -> outcome -> (spread of the level, spread of the contrast), and the same two of luck."""
    jobs: list[tuple[str, tuple[str, Mapping[str, float], int]]] = []
    for name, items in groups().items():
        jobs += [(name, (world, joint_draw(items, draw), SEED)) for draw in range(DRAWS) for world in WORLDS]
    jobs += [("luck", (world, {}, SEED + draw)) for draw in range(DRAWS) for world in WORLDS]
    with ProcessPoolExecutor(workers) as pool:
        rows = list(pool.map(one, [job for _, job in jobs], chunksize=3))
    spread: dict[str, dict[str, tuple[float, float]]] = {}
    for name in [*groups(), "luck"]:
        mine = [row for (group, _), row in zip(jobs, rows, strict=True) if group == name]
        spread[name] = _spread([mine[k : k + len(WORLDS)] for k in range(0, len(mine), len(WORLDS))])
    return spread, spread.pop("luck")


def _spread(draws: list[list[dict[str, float]]]) -> dict[str, tuple[float, float]]:
    whole = [draw for draw in draws if all(draw)]
    found = {}
    for name in OUTCOMES:
        level = [draw[0][name] for draw in whole]
        contrast = [draw[2][name] - draw[1][name] for draw in whole]
        enough = len(whole) > 2
        found[name] = (float(np.nanstd(level, ddof=1)), float(np.nanstd(contrast, ddof=1))) if enough else (np.nan, np.nan)
    return found


def page(spread: Mapping[str, Any], luck: Mapping[str, tuple[float, float]]) -> str:
    """The page: how many times as far as luck each group spreads levels and contrasts; what matters is in bold."""
    drawn = {name: sum(item.drawn for item in items) for name, items in groups().items()}
    moves = {name: strength(row, luck) >= TIMES_LUCK for name, row in spread.items()}
    idle = _named(name for name, count in drawn.items() if count and not moves[name])
    moving = _named(name for name, count in drawn.items() if not count and moves[name])
    lines = [
        "# Group screening", "",
        HEAD.format(draws=DRAWS, households=HOUSEHOLDS, years=YEARS, times=TIMES_LUCK, idle=idle, moving=moving),
        "", "| group | numbers | drawn | " + " | ".join(OUTCOMES) + " |", "|---|---|---|" + "---|" * len(OUTCOMES),
    ]  # fmt: skip
    sizes = {name: len(items) for name, items in groups().items()}
    for name, row in sorted(spread.items(), key=lambda item: -strength(item[1], luck)):
        cells = [_cell(row[outcome], luck[outcome]) for outcome in OUTCOMES]
        lines.append(f"| {name} | {sizes[name]} | {drawn[name]} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "none"


def strength(row: Mapping[str, tuple[float, float]], luck: Mapping[str, tuple[float, float]]) -> float:
    """The largest ratio to luck over outcomes, of level or contrast."""
    ratios = [row[name][k] / max(luck[name][k], 1e-9) for name in OUTCOMES for k in (0, 1)]
    return float(np.nanmax(ratios)) if np.isfinite(ratios).any() else 0.0


def _cell(mine: tuple[float, float], luck: tuple[float, float]) -> str:
    told = []
    for k in (0, 1):
        ratio = mine[k] / max(luck[k], 1e-9)
        text = "–" if not np.isfinite(ratio) else f"{ratio:.1f}"
        told.append(f"**{text}**" if np.isfinite(ratio) and ratio >= TIMES_LUCK else text)
    return " / ".join(told)


def main(to: Path = PAGE) -> None:
    """Screen all groups and write the page."""
    text = page(*screen())
    write_text(to, text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
