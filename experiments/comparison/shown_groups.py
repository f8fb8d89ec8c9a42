"""Who fares how, by kind of household and capacity: need and who is better or worse off, waits as lived, waiting and returns.

Only groups of `FEWEST_MEMBERS` or more are told of, in the runs in which they are that many.
"""

from typing import Any

from abm.settings.rows import archetype_names
from experiments.comparison.shown_paired import estimate, estimate_row, paired_by
from experiments.comparison.winners import FEWEST_MEMBERS
from experiments.runs.lived_groups import NAMES
from experiments.runs.tables import THIRDS

KEYS = ["kind", "group"]
Rows = list[dict[str, Any]]


def _named() -> list[tuple[str, str]]:
    return [(kind, name) for kind, names in (("archetype", archetype_names()), ("capacity", THIRDS)) for name in names]


def group_rows(table: Any, order: tuple[str, ...], level: float) -> Rows:
    """Per group its share of households, the change in unmet need, and the shares worse and better off than the reference."""
    baseline = order[0]
    share = table[table["scenario"] == baseline].groupby(KEYS)["share"].mean()
    enough = table[table["households"] >= FEWEST_MEMBERS]  # shares are over the same runs as the difference beside them
    rows: Rows = []
    for label in order[1:]:
        found = paired_by(enough, "unmet_need", KEYS, label, baseline, level)
        own = enough[enough["scenario"] == label].groupby(KEYS)
        harmed, helped = (
            {key: estimate(values.to_numpy(), level) for key, values in own[name]} for name in ("worse_off", "better_off")
        )
        rows += [{"kind": key[0], "group": key[1], "scenario": label, "share": float(share[key]),
                  "unmet_need": estimate_row(found[key]), "worse_off": estimate_row(harmed.get(key)),
                  "better_off": estimate_row(helped.get(key))} for key in _named() if key in found]  # fmt: skip
    return rows


def wait_rows(table: Any, order: tuple[str, ...], level: float) -> Rows:
    """Waits as lived per group, of runs in which enough of it asked; nothing from a comparison made before they were kept."""
    if not {"asked", *NAMES} <= set(table) or not (enough := table[table["asked"] >= FEWEST_MEMBERS]).size:
        return []
    baseline = order[0]
    base = enough[enough["scenario"] == baseline].groupby(KEYS)
    values = {name: {key: estimate(rows.to_numpy(), level) for key, rows in base[name]} for name in NAMES}
    found: Rows = []
    for label in order[1:]:
        changes = {name: paired_by(enough, name, KEYS, label, baseline, level) for name in NAMES}
        found += [{"kind": key[0], "group": key[1], "scenario": label,
                   "baseline": {name: estimate_row(values[name].get(key)) for name in NAMES},
                   "difference": {name: estimate_row(changes[name].get(key)) for name in NAMES}}
                  for key in _named() if key in values[NAMES[0]]]  # fmt: skip
    return found


def met_rows(table: Any, order: tuple[str, ...], level: float) -> Rows:
    """Waiting and returns per group; nothing from a comparison made before they were kept."""
    if not {"waiting", "return_52", "followed"} <= set(table) or table["waiting"].isna().all():
        return []
    baseline, few = order[0], table.groupby(["scenario", *KEYS])["followed"].mean() < FEWEST_MEMBERS
    base = table[table["scenario"] == baseline].groupby(KEYS)
    waiting, returned = (
        {key: estimate(rows.to_numpy(), level) for key, rows in base[name]} for name in ("waiting", "return_52")
    )
    found: Rows = []
    for label in order[1:]:
        more, back = (paired_by(table, name, KEYS, label, baseline, level) for name in ("waiting", "return_52"))
        for key in _named():
            if key in more:
                known = not few[baseline, *key]
                both = known and not few[label, *key]
                found.append({"kind": key[0], "group": key[1], "scenario": label,
                              "waiting": estimate_row(waiting.get(key)), "waiting_difference": estimate_row(more[key]),
                              "returned": estimate_row(returned.get(key) if known else None),
                              "returned_difference": estimate_row(back.get(key) if both else None)})  # fmt: skip
    return found
