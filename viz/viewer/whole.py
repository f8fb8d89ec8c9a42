"""Lines of the viewer for a whole municipality: people and millions of euros beside shares, where a place is in force."""

from typing import Any, NamedTuple

from experiments.place.layer import place_in_force
from experiments.words.language import pick

HOUSEHOLDS, PROFESSIONALS = ("households", "huishoudens"), ("professionals", "professionals")
MILLIONS = ("EUR million a year", "miljoen euro per jaar")


class WholeLine(NamedTuple):
    """What a line counts for a whole place: what of (households, posts, or what is simulated), how many each, unit, digits."""

    of: str
    each: float
    unit: tuple[str, str]
    digits: int = 0


LINES = {
    "trouble": WholeLine("households", 1.0, HOUSEHOLDS), "out_of_view": WholeLine("households", 1.0, HOUSEHOLDS),
    "street": WholeLine("households", 1e-4, HOUSEHOLDS), "in_shelter": WholeLine("households", 1e-4, HOUSEHOLDS),
    "temporary": WholeLine("households", 1e-4, HOUSEHOLDS), "waiting": WholeLine("simulated", 1.0, HOUSEHOLDS),
    "closures": WholeLine("households", 1e-4, ("files a week", "dossiers per week")),
    "files_open": WholeLine("simulated", 1.0, ("files", "dossiers")),
    "burnout": WholeLine("posts", 1.0, PROFESSIONALS), "sick": WholeLine("posts", 1.0, PROFESSIONALS),
    "cost": WholeLine("households", 1e-6, MILLIONS, 2),
}  # fmt: skip


def whole_place(households: int, staff: int, lang: str) -> dict[str, Any]:
    """By line what one of its unit is in the place in force; `households` and `staff` are simulated. Empty without a place."""
    place = place_in_force()
    if place is None:
        return {}
    larger = place.households / households
    sizes = {"households": float(place.households), "posts": place.posts or staff * larger, "simulated": larger}
    lines = {name: {"by": sizes[line.of] * line.each, "unit": pick(line.unit, lang), "digits": line.digits}
             for name, line in LINES.items()}  # fmt: skip
    return {"name": place.name, "households": place.households, "lines": lines}
