"""What can be undone, bookmarked, stored and made again: a `Moment`, and what the viewer allows of it."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import refuse
from abm.settings.numbers import number
from experiments.story.vignettes import borrowed
from viz.viewer.dated import LeverChange, Place, base_scenario, case, dated

MOST_WORLDS = 3
HOUSEHOLDS = (200, 20_000)
YEARS = (1, 10)
SEEDS = (0, 2_000_000_000)


class Spec(NamedTuple):
    """What one world starts as."""

    preset: str
    measures: tuple[str, ...] = ()


class Moment(NamedTuple):
    """All that decides what is to be seen: `week` weeks simulated, of which week `shown` is looked at."""

    place: Place
    specs: tuple[Spec, ...]
    changes: tuple[LeverChange, ...]
    week: int
    shown: int


class Bookmark(NamedTuple):
    """A moment with a name, and the digest of each world there."""

    name: str
    moment: Moment
    digests: tuple[str, ...]


TWINS = (Spec("dossier_count"), Spec("responsive"))
USUAL = Place()


def checked_place(households: Any, years: Any, seed: Any, vignette: str = "") -> Place:
    """The place, when its numbers are within what the viewer can show live. Raises ConfigError with what is allowed."""
    where = "viewer"
    if vignette:
        case(vignette)
    return Place(
        int(number(where, "households", households, *HOUSEHOLDS, "households", True)),
        int(number(where, "years", years, *YEARS, "years of 52 weeks", True)),
        int(number(where, "seed", seed, *SEEDS, "number of the luck", True)),
        vignette,
    )


def checked_specs(specs: Sequence[Spec], place: Place) -> tuple[Spec, ...]:
    """The specs, when there are one to three and each can be built. Raises ConfigError."""
    if not 1 <= len(specs) <= MOST_WORLDS:
        raise refuse("viewer", "the number of worlds", len(specs), f"1 to {MOST_WORLDS}")
    for spec in specs:
        _come_along("preset", spec.preset)
        for measure in spec.measures:
            _come_along("measure", measure)
        base_scenario(spec.preset, spec.measures, place.households, place.years)
    return tuple(specs)


def _come_along(what: str, name: str) -> None:
    """Refuse a path: whoever is at the page may name what lies in the configs folder, not the files of this machine."""
    if any(sign in name for sign in "/\\") or name.endswith((".yaml", ".yml")):
        raise refuse("viewer", what, name, f"the name of a {what} that comes along")


def layer(vignette: str, name: str) -> dict[str, float]:
    """What a layer of a case sets, by lever. Raises KeyError for a layer that it does not have."""
    found = case(vignette)
    toggle = found.toggles[name]
    return _set_by(toggle["preset"], tuple(toggle["rows"]), tuple(toggle.get("levers") or ()), found.configs)


@functools.lru_cache(maxsize=64)
def _set_by(preset: str, rows: tuple[str, ...], levers: tuple[str, ...], configs: Path) -> dict[str, float]:
    return borrowed(preset, rows, levers, configs)


def check_moment(moment: Moment) -> None:
    """Refuse a moment that cannot be: a place too large, worlds that do not exist, weeks out of range. Raises ConfigError."""
    checked_place(*moment.place)
    checked_specs(moment.specs, moment.place)
    for number_, spec in enumerate(moment.specs):
        base = base_scenario(spec.preset, spec.measures, moment.place.households, moment.place.years)
        dated(base, [change for change in moment.changes if change.world == number_])
    if not 0 <= moment.shown <= moment.week <= 52 * moment.place.years:
        raise refuse("viewer", "week", moment.week, f"a week from 0 to {52 * moment.place.years}")
