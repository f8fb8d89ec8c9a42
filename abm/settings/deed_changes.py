"""What a measure does to deeds: adds or takes one away, makes it cheaper or dearer, lifts its rules, gives the mandate for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.deeds import Deed, deeds
from abm.settings.errors import ConfigError, refuse, unknown
from abm.settings.graded import nearest
from abm.settings.shapes import DeedEntry, MeasureFile


class DeedChange(NamedTuple):
    """One change of one deed by one measure in [from_week, to_week) (None: to the end); None leaves a thing as it is.

    Changes apply in order: the later one holds, and lifted rules add up.
    """

    deed: str
    available: bool | None
    euro_factor: float | None
    lift: tuple[str, ...]
    mandate: bool | None
    from_week: int
    to_week: int | None
    measure: str

    def matters(self) -> tuple[Any, ...]:
        """Return what can matter to a result: all but the measure's name."""
        return self[:-1]


def deed_changes(folder: Path, file: MeasureFile, where: str, name: str) -> list[DeedChange]:
    """Return what a measure changes of deeds, in the order of the file.

    Raises ConfigError for a deed or rule that does not exist, and for a change that changes nothing.
    """
    known, found = deeds(folder) if file.deeds else {}, []
    for deed, entry in file.deeds.items():
        if deed not in known:
            raise unknown(where, "deed", deed, entry.model_dump(exclude_none=True), nearest(deed, known))
        _check(where, known[deed], entry)
        factor = None if entry.euro_factor is None else float(entry.euro_factor)
        window = file.first_week(), file.end_week
        found.append(DeedChange(deed, entry.available, factor, tuple(entry.lift), entry.mandate, *window, name))
    return found


def _check(where: str, deed: Deed, entry: DeedEntry) -> None:
    told, name = deed.told, deed.name
    if entry.available is None and entry.euro_factor is None and entry.mandate is None and not entry.lift:
        raise ConfigError(f"{where}: deeds.{name} changes nothing; allowed: available, euro_factor, lift, mandate.")
    for rule in entry.lift:
        if rule not in told.rules:
            allowed = f"the rules that may stop {name}: {', '.join(told.rules) or 'none'}"
            raise refuse(where, f"lift of {name}", rule, allowed, nearest(rule, told.rules) if told.rules else "")
    if entry.euro_factor is not None and not (told.euro or told.euro_week):
        raise refuse(where, f"euro_factor of {name}", entry.euro_factor, "a deed that costs euros; this one takes hours only")


def clashes(one: DeedChange, other: DeedChange) -> Iterator[tuple[str, Any, Any]]:
    """Yield (key, ours, theirs) where two measures want different things of one deed in the same weeks."""
    ends = [change.to_week for change in (one, other) if change.to_week is not None]
    meet = not ends or max(one.from_week, other.from_week) < min(ends)
    if one.deed != other.deed or one.measure == other.measure or not meet:
        return
    for key in ("available", "euro_factor", "mandate"):
        ours, theirs = getattr(one, key), getattr(other, key)
        if ours is not None and theirs is not None and ours != theirs:
            yield key, ours, theirs
