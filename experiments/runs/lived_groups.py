"""Waits as they are lived by a group of residents: everybody who asked counts, also who gives up or is never met."""

from typing import Any

import numpy as np

from abm.run.cohorts import Cohort, Lives, lives, outcomes
from abm.state.lived import ASKED, CONTACT

NAMES = ("wait_median", "unreached_26", "gave_up", "reached")  # weeks; the others per 100 households that asked


def lived_of(result: Any, members: np.ndarray) -> dict[str, float]:
    """`asked`, how many first asked, and NAMES; NaN where nobody did, or the run did not keep its households."""
    own = lives(result)
    if own is None:
        return {"asked": np.nan, **dict.fromkeys(NAMES, np.nan)}
    marks = own.marks[members]
    nobody = np.full(len(marks), -1, np.int64)  # the cohorts of trouble are not looked at here
    part = Lives(own.weeks, own.trouble[:, members], own.unmet[:, members], marks)
    found = outcomes(part, Cohort(nobody, nobody, nobody))
    asked = marks[:, ASKED] >= 0
    met = float(100.0 * (marks[asked, CONTACT] >= 0).mean()) if asked.any() else np.nan
    return {"asked": float(asked.sum()), **{name: found[name] for name in NAMES[:-1]}, "reached": met}
