"""An outcome of your own, and a mechanism that works between weeks. It goes into a copy of the folder configs as plugin.py.

Where creditors act as one, collection pauses in the first thirteen weeks of every year for a tenth of the households with
arrears: a winter moratorium. Made up as an example; no source says so.
"""

import numpy as np

import leefwereld as lw

WINTER = 13  # weeks
SHARE = 0.1  # of the households with arrears
AS_ONE = 0.5  # of the creditors, from which such a deal is thinkable


def arrears(place: lw.PlaceView) -> np.ndarray:
    """Whether each household has debts in arrears or beyond, not settled, or owes rent: bool (households,)."""
    stage, settled = place.households["debt_stage"], place.households.code("debt_stage", "settled")
    return ((stage > 0) & (stage != settled)) | (place.households["rent_arrears"] > 0.0)


def every_week(place: lw.PlaceView) -> None:
    """Count who waits for the team with arrears; when a year begins, pause collection for the winter."""
    if place.week > 0:  # 0 is the eve of the policy
        waits = place.households["status"] == place.households.code("status", "waiting")
        place.notes["both"] = place.notes.get("both", 0) + int((waits & arrears(place)).sum())
    drawn = place.chance.random(len(place.households)) < SHARE  # drawn whatever the lever says, so that worlds share their luck
    if place.week % 52 == 0 and place.levers["creditor_coordination"] >= AS_ONE:
        who = drawn & arrears(place)
        paused = place.households["paused"]
        paused[who] = np.maximum(paused[who], place.now + WINTER)


def waiting_in_arrears(run: lw.OwnRun) -> float:
    """Weeks a year per 100 households."""
    return 100.0 * run.notes["both"] / run.households / (run.weeks / 52)


OUTCOMES = {
    "waiting_in_arrears": lw.OwnOutcome(
        unit="weeks a year per 100 households", direction=-1, smallest=2.0, digits=1,
        reason="an example: two weeks a year in a hundred households",
        en="waiting for the team with arrears", nl="wachten op het team met achterstanden",
        definition="weeks in which a household waits in the queue of the team and has arrears, per 100 households a year",
        of=waiting_in_arrears,
    ),
}  # fmt: skip
