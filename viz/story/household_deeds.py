"""What is done for one household, in words: each deed with its price, who allowed or stopped it, and what came of it.

Read from its row of HOUSEHOLD and from the events of its story; a row alone tells what runs and what was done, not when.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from abm.run.model import WARM_WEEKS
from abm.settings.deed_tables import deed_names
from abm.settings.deeds import deeds
from abm.settings.rows import agency_names
from abm.state import names
from experiments.story.deeds import payer_of, price_of
from experiments.story.kinds import Event
from viz.story.page import Teller
from viz.words.viewer import ViewerWords, say

Told = dict[str, str]
Course = list[Event]  # of one deed, from its choice to its end

BEGINS = ("deed_applied", "deed_begun", "deed_blocked")
SILENT = ("deed_asked", "deed_arranged")  # told by what follows
STOPPED = ("deed_blocked", "deed_refused")


class DoneFor:
    """Tells deeds in one language; what a deed costs comes from the tables of rules, where they are known."""

    def __init__(self, teller: Teller, words: ViewerWords) -> None:
        self.teller, self.words = teller, words
        self.names = deed_names(teller.configs)

    def told(self, row: Any, tables: Any = None, events: Iterable[Event] = ()) -> list[Told]:
        """What is under way, then every deed by its end, then how the last file ended."""
        found = [("deed_now", self._under_way(row, tables))] if row["deed"] >= 0 else []
        found += [("deed_now", self._on_its_way(row, j, tables)) for j in range(len(row["coming"])) if row["coming"][j] >= 0]
        courses = courses_of(events)
        for course in self._once(courses, row):
            found.append((_heading(course[-1]), self._course(course, tables)))
        found += self._before(row, tables, courses)
        if row["ending"] != names.NO_ENDING:
            ending = self.words.term("ending", names.ENDINGS[row["ending"]])
            found.append(("last_ending", f"{ending}, {self.when('in_week', row['ended'])}"))
        return [{"name": key, "title": self._say(key), "text": text} for key, text in found]

    def name(self, code: int, kind: str = "deed") -> str:
        """What a deed is called, or with `kind` deed_did what was done by it."""
        return self.words.term(kind, self.names[int(code)])

    def when(self, key: str, week: Any) -> str:
        """In or since which week; all that came before the policy is told as one time."""
        return self._say(key, week=policy_week(week)) if policy_week(week) > 0 else self._say(f"{key}_before")

    def _say(self, key: str, **fields: Any) -> str:
        return say(key, self.teller.lang, **fields)

    # ------------------------------------------------------------------ from the row

    def _under_way(self, row: Any, tables: Any) -> str:
        """How far it is, at whom it lies, since or until when, who allowed it, and its price."""
        state, code = int(row["deed_state"]), int(row["deed"])
        parts = [f"{self.name(code)}: {self.words.term('deed_state', names.DEED_STATES[state])}"]
        if state == names.DEED_ASKED:
            agency = agency_names(self.teller.configs)[deeds(self.teller.configs)[self.names[code]].agency]
            parts += [self._say("deed_at", agency=self.words.term("agency", agency)), self.when("since", row["deed_week"])]
        if row["deed_way"] != names.NO_WAY:
            parts.append(self._say("deed_allowed_by", way=self.words.term("way", names.WAYS[row["deed_way"]])))
        price = self._price(code, tables)
        return ", ".join([*parts, *([f"({price})"] if price else [])])

    def _on_its_way(self, row: Any, j: int, tables: Any) -> str:
        """A deed that is arranged and allowed, the week in which it takes effect, and its price."""
        code = int(row["coming"][j])
        text = f"{self.name(code)}: {self._say('deed_coming', week=policy_week(row['coming_week'][j]))}"
        return self._with_price(text, code, tables)

    def _before(self, row: Any, tables: Any, courses: Sequence[Course]) -> list[tuple[str, str]]:
        """What the row remembers and no event tells: it was done or stopped before its story began."""
        known = {(event.kind, event.what) for course in courses for event in course}
        found = []
        for code in row["done"]:
            if code >= 0 and ("deed_done", self.names[code]) not in known:
                found.append(("deed_done", self._with_price(self.name(code, "deed_did"), code, tables)))
        ended = {kind for kind, what in known if row["refused"] >= 0 and what == self.names[row["refused"]]}
        if row["refused"] >= 0 and not ended & {*STOPPED, "deed_failed"}:
            found.append(("deed_refused", self.name(row["refused"])))
        return found

    # ------------------------------------------------------------------ from events

    def _once(self, courses: Sequence[Course], row: Any) -> list[Course]:
        """Courses that ended; one that is stopped by the same thing again and again is told once, by its last time."""
        found: dict[Any, Course] = {}
        now = {self.names[code] for code in (row["deed"], *row["coming"]) if code >= 0}
        for at, course in enumerate(courses):
            last = course[-1]
            if _heading(last) == "deed_now" and last.what in now:
                continue
            key = (last.kind, last.what, last.by) if last.kind in STOPPED else at
            found[key] = [*found.pop(key, []), *course]
        return list(found.values())

    def _course(self, course: Course, tables: Any) -> str:
        last = course[-1]
        code = self.names.index(last.what)
        stopped = [event for event in course if event.kind in STOPPED]
        if stopped and last.kind in STOPPED:
            what, steps = self.name(code), [self._step(last)]
            if len(stopped) > 1:
                steps.append(self._say("step_again", times=len(stopped), week=stopped[0].week))
        else:
            what = self._with_price(self.name(code, "deed_did" if last.kind == "deed_done" else "deed"), code, tables)
            steps = [self._step(event) for event in course if event.kind not in SILENT]
        return "; ".join([what, *steps])

    def _step(self, event: Event) -> str:
        """One thing that became of a deed, with its week."""
        fields: dict[str, Any] = {"week": event.week, "agency": self.teller.agency(event.agency), "why": ""}
        if event.kind == "deed_begun":
            fields["way"] = self.words.term("way", event.by)
        if event.kind in STOPPED:
            parties = [self.teller.agency(name) for name in deeds(self.teller.configs)[event.what].told.parties]
            fields["why"] = (f": {self.words.term('blocker', event.by)}" if event.by else
                             self.teller.say("needs_parties", parties=", ".join(parties)) if parties else "")  # fmt: skip
        return self._say(f"step_{event.kind.removeprefix('deed_')}", **fields)

    def _with_price(self, text: str, code: int, tables: Any) -> str:
        price = self._price(code, tables)
        return f"{text} ({price})" if price else text

    def _price(self, code: int, tables: Any) -> str:
        if tables is None:
            return ""
        done = Event(0, "deed_done", what=self.names[code], numbers=price_of(code, tables), by=payer_of(code, tables))
        return self.teller.price(done)


def policy_week(week: Any) -> int:
    """The policy week, from 1, of a week as the model counts it."""
    return int(week) - WARM_WEEKS + 1


def courses_of(events: Iterable[Event]) -> list[Course]:
    """Events of deeds, one list for each time that a deed was taken up, in the order in which they were."""
    found: list[Course] = []
    for event in events:
        if not event.kind.startswith("deed_"):
            continue
        own = [course for course in found if course[0].what == event.what]
        if event.kind in BEGINS or not own:
            found.append([event])
        else:
            own[-1].append(event)
    return found


def _heading(last: Event) -> str:
    """Under which title a course stands, by how it ended."""
    ends = {"deed_blocked": "deed_refused"} | {kind: kind for kind in (
        "deed_refused", "deed_done", "deed_failed", "deed_dropped", "deed_undone")}  # fmt: skip
    return ends.get(last.kind, "deed_now")
