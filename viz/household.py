"""One household's facts, and what is done for it, in words: read from its row of HOUSEHOLD, nothing worked out anew."""

from collections.abc import Iterator
from typing import Any

from abm.run.model import WARM_WEEKS
from abm.settings.deed_tables import deed_names
from abm.settings.deeds import deeds
from abm.state import names
from viz.report.wording import Wording
from viz.viewer_words import Words, say

LEAST_LOAD = 0.005  # of a carer; less is not told
LEAST_EURO = 0.5
TYPES = len(names.PROVISIONS)

Told = dict[str, str]


class Household:
    """Tells rows in one language. `week` is the policy week of which a row is the end."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words, self.numbers = Words(lang), Wording(lang)

    def facts(self, row: Any, week: int) -> list[Told]:
        """What is true of the household: a title and a text for each fact that there is something to tell of."""
        told = {
            "fact_income": self._income(row, week), "fact_room": self._room(row), "fact_debt": self._debt(row, week),
            "fact_home": self._home(row, week), "fact_papers": self._papers(row), "fact_carer": self._carer(row),
            "fact_has": "; ".join(self._support(row, week)), "fact_waits": "; ".join(self._waits(row)),
        }  # fmt: skip
        return [{"name": key, "title": self._say(key), "text": text} for key, text in told.items() if text]

    def deeds(self, row: Any) -> list[Told]:
        """What is under way, done and refused, and how the last file ended."""
        found = [("deed_now", self._under_way(row))] if row["deed"] >= 0 else []
        found += [("deed_done", self._deed(code, "deed_did")) for code in row["done"] if code >= 0]
        if row["refused"] >= 0:
            found.append(("deed_refused", self._deed(row["refused"])))
        if row["ending"] != names.NO_ENDING:
            when = self._when("in_week", row["ended"])
            found.append(("last_ending", f"{self.words.term('ending', names.ENDINGS[row['ending']])}, {when}"))
        return [{"name": key, "title": self._say(key), "text": text} for key, text in found]

    # ------------------------------------------------------------------ facts

    def _say(self, key: str, **fields: Any) -> str:
        return say(key, self.lang, **fields)

    def _euro(self, value: float) -> str:
        return self.numbers.number(value, 0)

    def _when(self, key: str, week: Any) -> str:
        """In or since which week; all that came before the policy is told as one time."""
        return self._say(key, week=_policy(week)) if _policy(week) > 0 else self._say(f"{key}_before")

    def _ends(self, week: int, now: int) -> list[str]:
        """Until when, for what is not over yet."""
        return [self._say("ends", week=_policy(week))] if week >= 0 and _policy(week) > now else []

    def _income(self, row: Any, week: int) -> str:
        parts = [self.words.term("income", names.INCOMES[row["income"]]), *self._ends(int(row["income_end"]), week)]
        if _policy(row["sanction_end"]) > week and row["sanction_end"] >= 0:
            parts.append(self._say("cut", week=_policy(row["sanction_end"])))
        if not row["allowance"]:
            parts.append(self._say("no_allowance"))
        return "; ".join(parts)

    def _room(self, row: Any) -> str:
        key = "short" if row["room"] <= -LEAST_EURO else "left_over"
        return self._say(key, euro=self._euro(abs(float(row["room"]))))

    def _debt(self, row: Any, week: int) -> str:
        parts = []
        stage, euro, count = names.DEBT_STAGES[row["debt_stage"]], float(row["debt"]), int(row["creditors"])
        if euro >= LEAST_EURO:
            key = "owes" if count > 1 else "owes_one"
            parts.append(self._say(key, euro=self._euro(euro), count=count, stage=self.words.term("debt_stage", stage)))
        elif row["debt_stage"] != names.NO_DEBT:
            parts.append(self.words.term("debt_stage", stage))
        behind = self.numbers.number(float(row["rent_arrears"]), 0)
        if behind != "0":
            parts.append(self._say("rent_behind_one" if behind == "1" else "rent_behind", weeks=behind))
        if _policy(row["paused"]) > week and row["paused"] >= 0:
            parts.append(self._say("paused", week=_policy(row["paused"])))
        return "; ".join(parts) or self.words.term("debt_stage", "none")

    def _home(self, row: Any, week: int) -> str:
        parts = [self.words.term("home", names.HOMES[row["home"]]), *self._ends(int(row["home_end"]), week)]
        return "; ".join(parts if row["fit"] else [*parts, self._say("unfit")])

    def _papers(self, row: Any) -> str:
        lacking = [self._say(f"no_{what}") for what, column in (("registration", "registered"), ("identity", "identity"))
                   if not row[column]]  # fmt: skip
        order = self._say("order", percent=self.numbers.number(100.0 * float(row["order"]), 0))
        return "; ".join([*(lacking or [self._say("papers_fine")]), order])

    def _carer(self, row: Any) -> str:
        load = float(row["carer_load"])
        return self._say("carer", percent=self.numbers.number(100.0 * load, 0)) if load >= LEAST_LOAD else ""

    def _support(self, row: Any, week: int) -> Iterator[str]:
        """Provisions and arrangements of one's own that run."""
        for code, end in zip(row["provision"].tolist(), row["end"].tolist(), strict=True):
            if code != names.NO_PROVISION:
                own = code >= TYPES
                name = self._deed(code - TYPES) if own else self.words.term("provision", names.PROVISIONS[code])
                yield " ".join([name, *(f"({text})" for text in self._ends(end, week))])

    def _waits(self, row: Any) -> Iterator[str]:
        """The queue of the team, and requests that are not answered yet."""
        if row["status"] == names.WAITING:
            what = self._say("front_desk" if row["desk"] > 0 else "a_worker")
            yield f"{what}, {self._when('since', row['queued'])}"
        for j, request in enumerate(row["request"].tolist()):
            if request != names.NO_REQUEST:
                yield f"{self._wanted(row, j, request)}, {self._when('since', row['request_week'][j])}"

    def _wanted(self, row: Any, j: int, request: int) -> str:
        if request == names.FOR_NURSING_HOME_PLACE:
            return self._say("nursing_home")
        kind = int(row["wanted"][j])
        what = self.words.term("provision", names.PROVISIONS[kind]) if kind else self.words.term("domain", names.DOMAINS[j])
        return f"{what} ({self._say('no_place_yet' if request == names.QUEUED else 'not_decided')})"

    # ------------------------------------------------------------------ deeds

    def _deed(self, code: int, kind: str = "deed") -> str:
        return self.words.term(kind, deed_names()[int(code)])

    def _under_way(self, row: Any) -> str:
        """The deed under way: how far it is, at whom it lies, since or until when, and who allowed it."""
        state, name = int(row["deed_state"]), deed_names()[int(row["deed"])]
        parts = [f"{self._deed(row['deed'])}: {self.words.term('deed_state', names.DEED_STATES[state])}"]
        if state == names.DEED_ASKED:
            agency = self.words.term("agency", names.AGENCIES[deeds()[name].agency])
            parts += [self._say("deed_at", agency=agency), self._when("since", row["deed_week"])]
        if state == names.COMING:
            parts.append(self._say("deed_from", week=_policy(row["deed_week"])))
        if row["deed_way"] != names.NO_WAY:
            parts.append(self._say("deed_allowed_by", way=self.words.term("way", names.WAYS[row["deed_way"]])))
        return ", ".join(parts)


def _policy(week: Any) -> int:
    """The policy week, from 1, of a week as the model counts it."""
    return int(week) - WARM_WEEKS + 1
