"""Results for the whole municipality beside those of the simulated place: people, and millions of euros a year.

A run has so many households (10,000 unless asked otherwise) and its outcomes are shares and means, so the whole place is a
multiplication; what has no count for a whole place (weeks, indices, shares of those who asked) is not in here.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from experiments.place.document import PlaceFile
from experiments.place.layer import place_in_force
from experiments.words.language import pick
from experiments.words.say import number


class PlaceTotal(NamedTuple):
    """One outcome for a whole place: factor per household or post, unit in both languages, and digits."""

    factor: float
    of: str
    en: str
    nl: str
    digits: int = 0


MILLION = 1e-6
WHOLE: dict[str, PlaceTotal] = {
    "societal_cost": PlaceTotal(MILLION, "households", "EUR million a year", "miljoen euro per jaar", 2),
    "municipal_cost": PlaceTotal(MILLION, "households", "EUR million a year", "miljoen euro per jaar", 2),
    "programme_cost": PlaceTotal(MILLION, "households", "EUR million a year", "miljoen euro per jaar", 2),
    "better_off": PlaceTotal(1e-3, "households", "households", "huishoudens"),
    "worse_off": PlaceTotal(1e-3, "households", "households", "huishoudens"),
    "out_of_view": PlaceTotal(1.0, "households", "households", "huishoudens"),
    "backlog": PlaceTotal(1e-4, "households", "households", "huishoudens"),
    "evictions": PlaceTotal(1e-4, "households", "households a year", "huishoudens per jaar", 1),
    "placements": PlaceTotal(1e-4, "households", "children a year", "kinderen per jaar", 1),
    "admissions": PlaceTotal(1e-4, "households", "admissions a year", "opnames per jaar", 1),
    "burnout": PlaceTotal(1.0, "posts", "professionals", "professionals", 1),
}


def place_size() -> dict[str, Any]:
    """Name, code and households of the place in force; empty without one."""
    place = place_in_force()
    if place is None:
        return {}
    return {"name": place.name, "code": place.code, "made_up": place.made_up, "households": place.households}


def place_label(lang: str) -> str:
    """What the place in force is called; empty without one."""
    place = place_in_force()
    return "" if place is None else place.title(lang)


def for_place(outcomes: Mapping[str, Any], place: PlaceFile, posts_per_10000: float) -> dict[str, Any]:
    """The outcomes of a summary for the whole of `place`: values by scenario and differences by pair, each with its interval."""
    size = {"households": float(place.households), "posts": place.posts or posts_per_10000 * place.households / 1e4}
    whole_place: dict[str, Any] = {"name": place.name, "code": place.code, "made_up": place.made_up, **size, "outcomes": {}}
    for name, whole in WHOLE.items():
        if name in outcomes:
            scale = _times(whole.factor * size[whole.of])
            part = outcomes[name]
            whole_place["outcomes"][name] = {
                "en": whole.en, "nl": whole.nl, "digits": whole.digits,
                "values": {label: scale(found) for label, found in part["values"].items()},
                "difference": {pair: scale(found) for pair, found in part["difference"].items()},
            }  # fmt: skip
    return whole_place


def _times(factor: float) -> Callable[[Mapping[str, Any]], dict[str, float | None]]:
    def scale(found: Mapping[str, Any]) -> dict[str, float | None]:
        return {key: None if found.get(key) is None else factor * float(found[key]) for key in ("mean", "lo", "hi")}

    return scale


TITLE = (
    "For the whole of {name}{made}: {size} households, scaled up from a simulated place of {run}.",
    "Voor heel {name}{made}: {size} huishoudens, omgerekend uit een gesimuleerde plaats van {run}.",
)


def title(whole_place: Mapping[str, Any], simulated: int, lang: str) -> str:
    """One sentence: which place, how large, and how many households were simulated for it."""
    size, run = (number(float(value), 0, lang) for value in (whole_place["households"], simulated))
    made = pick((" (a made-up municipality)", " (een verzonnen gemeente)"), lang) if whole_place["made_up"] else ""
    return pick(TITLE, lang).format(made=made, name=whole_place["name"], size=size, run=run)
