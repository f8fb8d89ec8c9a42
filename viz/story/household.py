"""One household as it stands, in words: its facts, its needs and the facts behind them, and what is done for it.

The command `leefwereld household` and the viewer tell the same; both read it here, from a row of HOUSEHOLD and the events
of its story.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from abm.settings.rows import archetype_names, provision_names
from abm.state import names
from abm.state.facts import FACTS
from experiments.story.events import provision_name
from experiments.story.kinds import Event
from experiments.story.needs import Need, needs_of
from experiments.words.language import named, pick
from viz.story.household_deeds import DoneFor, Told, policy_week
from viz.story.page import Teller
from viz.words.household import FACT
from viz.words.report import capital
from viz.words.viewer import ViewerWords, say

LEAST_SHARE = 0.005  # of a whole; less is not told
LEAST_EURO = 0.5
CONDITION = ("illness", "frailty", "impairment", "strain", "lonely")
FEELINGS = ("stress", "capacity", "efficacy", "trust_team", "trust_government")
BESIDE = ("one_contact", "peer", "coached", "drives")


class Household:
    """Tells rows in one language, in the words of a configs folder. `week` is the policy week of which a row is the end."""

    def __init__(self, lang: str, configs: Path | None = None) -> None:
        self.lang, self.configs = lang, configs
        self.teller, self.words = Teller(lang, configs), ViewerWords(lang, configs)
        self.numbers = self.teller.words
        self.done_for = DoneFor(self.teller, self.words)

    def parts(self, row: Any, week: int, tables: Any, events: Iterable[Event] = ()) -> dict[str, list[Told]]:
        """All of it, in three parts: facts, needs and deeds. Events are those of its story up to that week."""
        happened = list(events)
        left = [event.week for event in happened if event.kind == "left"]
        gone = [{"name": "fact_gone", "title": self._say("fact_gone"), "text": self._say("gone", week=left[0])}] if left else []
        deeds = self.deeds(row, tables, [] if left else happened)
        return {"facts": [*gone, *self.facts(row, week)], "needs": self.needs(row, tables), "deeds": deeds}

    def lines(self, row: Any, week: int, tables: Any, events: Iterable[Event] = ()) -> list[str]:
        """The same as lines of text, a heading before each part."""
        found: list[str] = []
        for key, part in self.parts(row, week, tables, events).items():
            told = [f"  {item['title']}: {item['text']}." for item in part] or [f"  {self._say(f'{key}_none')}"]
            found += ["", f"{self._say(f'{key}_title')}:", *told]
        return found

    def facts(self, row: Any, week: int) -> list[Told]:
        """What is true of the household: a title and a text for each fact that there is something to tell of."""
        told = {
            "fact_who": self._who(row), "fact_income": self._income(row, week), "fact_room": self._room(row),
            "fact_debt": self._debt(row, week), "fact_home": self._home(row, week), "fact_papers": self._papers(row),
            "fact_crisis": self._crisis(row), "fact_condition": self._condition(row), "fact_carer": self._carer(row),
            "fact_feels": self._levels(row, FEELINGS), "fact_team": self._team(row),
            "fact_has": "; ".join(self._support(row, week)), "fact_waits": "; ".join(self._waits(row)),
        }  # fmt: skip
        return [{"name": key, "title": self._say(key), "text": text} for key, text in told.items() if text]

    def needs(self, row: Any, tables: Any) -> list[Told]:
        """Each need that there is with its reasons, the largest unmet need first."""
        found = sorted(needs_of(row, tables), key=lambda one: -one.unmet)
        return [
            {"name": f"need_{need.domain}", "title": capital(self.words.term("domain", need.domain)), "text": self._need(need)}
            for need in found if max(need.severity, need.level) >= LEAST_SHARE
        ]  # fmt: skip

    def deeds(self, row: Any, tables: Any = None, events: Iterable[Event] = ()) -> list[Told]:
        """What is under way, done and stopped: price, who allowed it, what came of it; and how the last file ended."""
        return self.done_for.told(row, tables, events)

    def _need(self, need: Need) -> str:
        parts = [self._number(need.severity)]
        if need.support > 0.0:
            parts.append(self._say("need_covered", share=self.numbers.percent(need.support), unmet=self._number(need.unmet)))
        if need.reasons:
            told = ", ".join(f"{self._fact(reason.fact)} {self._number(reason.takes)}" for reason in need.reasons)
            parts.append(self._say("need_because", reasons=told))
        if need.moves:
            parts.append(self._say("need_moves", level=self._number(need.level)))
        return "; ".join(parts)

    # ------------------------------------------------------------------ facts

    def _say(self, key: str, **fields: Any) -> str:
        return say(key, self.lang, **fields)

    def _number(self, value: float) -> str:
        return self.numbers.number(float(value), 2)

    def _fact(self, name: str) -> str:
        return pick(FACT[name], self.lang) if name in FACT else named(FACTS[name], self.lang)

    def _euro(self, value: float) -> str:
        return self.numbers.number(value, 0)

    def _when(self, key: str, week: Any) -> str:
        return self.done_for.when(key, week)

    def _ends(self, week: int, now: int) -> list[str]:
        """Until when, for what is not over yet."""
        return [self._say("ends", week=policy_week(week))] if week >= 0 and policy_week(week) > now else []

    def _who(self, row: Any) -> str:
        """Its kind, and who lives there."""
        parent = row["child_from"] <= row["age"] < row["child_to"]
        return "; ".join([
            self.words.term("archetype", archetype_names(self.configs)[row["archetype"]]),
            self._say("aged", age=int(row["age"])), self.teller.say(f"adults_{min(2, max(1, int(row['adults'])))}"),
            self.teller.say("children_yes" if parent else "children_no"),
        ])  # fmt: skip

    def _crisis(self, row: Any) -> str:
        parts = [self._say(f"crisis_{names.CRISES[row['crisis']]}")] if row["crisis"] != names.NO_CRISIS else []
        return "; ".join([*parts, *([self._say("setbacks", times=int(row["longest"]))] if row["longest"] > 1 else [])])

    def _condition(self, row: Any) -> str:
        levels = self._levels(row, CONDITION)
        return ", ".join([*([levels] if levels else []), *([self._fact("dementia")] if row["dementia"] else [])])

    def _levels(self, row: Any, columns: tuple[str, ...]) -> str:
        return ", ".join(f"{self._fact(name)} {self._number(row[name])}" for name in columns if row[name] >= LEAST_SHARE)

    def _team(self, row: Any) -> str:
        """Where it stands with the team, and what the file says of it."""
        parts = [self.words.term("status", names.STATUSES[row["status"]])]
        if row["status"] in (names.SEEKING, names.WAITING, names.IN_CARE):
            parts[0] += f", {self._say('about', domain=self.words.term('domain', names.DOMAINS[row['asked']]))}"
        if row["worker"] >= 0:
            parts += [
                self._say("file_open", when=self._when("since", row["opened"]), hours=self.teller.amount("hours", row["hours"])),
                self._say("file_seen", seen=self.words.term("class", names.CLASSES[row["seen_class"]])),
                self._say("file_known", share=self.numbers.percent(float(row["insight"]))),
            ]  # fmt: skip
        return "; ".join(parts)

    def _income(self, row: Any, week: int) -> str:
        parts = [self.words.term("income", names.INCOMES[row["income"]]), *self._ends(int(row["income_end"]), week)]
        if policy_week(row["sanction_end"]) > week and row["sanction_end"] >= 0:
            parts.append(self._say("cut", week=policy_week(row["sanction_end"])))
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
        if policy_week(row["paused"]) > week and row["paused"] >= 0:
            parts.append(self._say("paused", week=policy_week(row["paused"])))
        return "; ".join(parts) or self.words.term("debt_stage", "none")

    def _home(self, row: Any, week: int) -> str:
        parts = [self.words.term("home", names.HOMES[row["home"]]), *self._ends(int(row["home_end"]), week)]
        return "; ".join(parts if row["fit"] else [*parts, self._say("unfit")])

    def _papers(self, row: Any) -> str:
        lacking = [self._say(f"no_{what}") for what, column in (("registration", "registered"), ("identity", "identity"))
                   if not row[column]]  # fmt: skip
        order = self._say("order", percent=self.numbers.percent(float(row["order"])))
        return "; ".join([*(lacking or [self._say("papers_fine")]), order])

    def _carer(self, row: Any) -> str:
        load = float(row["carer_load"])
        return self._say("carer", percent=self.numbers.percent(load)) if load >= LEAST_SHARE else ""

    def _support(self, row: Any, week: int) -> Iterator[str]:
        """Provisions and arrangements of one's own that run, how much of the need they cover, and what is there beside them."""
        kinds = len(provision_names(self.configs))
        for code, end, share in zip(row["provision"].tolist(), row["end"].tolist(), row["support"].tolist(), strict=True):
            if code != names.NO_PROVISION:
                name = self.words.term("provision" if code < kinds else "deed", provision_name(code, self.configs))
                covers = [self._say("covers", share=self.numbers.percent(share))] if share >= LEAST_SHARE else []
                told = ", ".join([*covers, *self._ends(end, week)])
                yield f"{name} ({told})" if told else name
        yield from (self._fact(name) for name in BESIDE if row[name])

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
        what = self.words.term(*(("provision", provision_name(kind, self.configs)) if kind else ("domain", names.DOMAINS[j])))
        return f"{what} ({self._say('no_place_yet' if request == names.QUEUED else 'not_decided')})"
