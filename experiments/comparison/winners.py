"""Who gains and who loses between any two scenarios: households better and worse off at two sizes, net and gross.

The same household in the same luck is set against itself, in mean unmet need over the whole run. Gross are the better off
and the worse off by themselves, net is the first less the second; and so for the need itself, what is taken away from those
who gain and added for those who lose.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.comparison.summary import interval_summary
from experiments.runs.pairs import pair_key
from experiments.runs.replicate import Record
from experiments.runs.tables import WORSE_OFF, references, unmet_change
from experiments.stats.paired import interval

LARGE = 0.2  # severity: as much as separates a need that is resolved from one that is not (abm.state.outcomes, true_rate)
SIZES = (WORSE_OFF, LARGE)
PER = 1_000
FEWEST_MEMBERS = 5  # households, or closed files, of a group in a run below which a share says nothing


def winners_section(records: Sequence[Record], pairs: Sequence[tuple[str, str]], archetypes: Sequence[str]) -> dict[str, Any]:
    """The `winners` of the summary: pair -> `sizes` (per 1,000 households), `need` (severity a household), `groups`."""
    found = {label: references(records, label) for label in {label for pair in pairs for label in pair}}
    section = {}
    for of, against in pairs:
        shared = sorted(set(found[of]) & set(found[against]))
        changes = [unmet_change(found[of][index], found[against][index]) for index in shared]
        kinds = [np.asarray(found[against][index].household_archetype) for index in shared]
        if not changes:
            continue
        section[pair_key(of, against)] = {
            "sizes": {f"{size:g}": counted(changes, size) for size in SIZES},
            "need": need(changes),
            "groups": {name: told for number, name in enumerate(archetypes) if (told := _group(changes, kinds, number))},
        }
    return section


def counted(changes: Sequence[np.ndarray], size: float) -> dict[str, Any]:
    """Households better and worse off by at least `size` in each run, and net, per 1,000, with intervals."""
    better, worse = (np.array([float((sign * change >= size).mean()) * PER for change in changes]) for sign in (-1.0, 1.0))
    parts = {"better": better, "worse": worse, "net": better - worse}
    return {name: interval_summary(interval(values)) for name, values in parts.items()}


def need(changes: Sequence[np.ndarray]) -> dict[str, Any]:
    """Unmet need taken away from those who gain and added for those who lose, over all households, and the two together."""
    taken = np.array([float(np.maximum(-change, 0.0).mean()) for change in changes])
    added = np.array([float(np.maximum(change, 0.0).mean()) for change in changes])
    parts = {"taken": taken, "added": added, "net": added - taken}
    return {name: interval_summary(interval(values)) for name, values in parts.items()}


def _group(changes: Sequence[np.ndarray], kinds: Sequence[np.ndarray], number: int) -> Mapping[str, Any] | None:
    own = [change[kind == number] for change, kind in zip(changes, kinds)]
    own = [change for change in own if change.size >= FEWEST_MEMBERS]
    return {f"{size:g}": counted(own, size) for size in SIZES} if own else None
