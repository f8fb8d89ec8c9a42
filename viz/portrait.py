"""One household as it stands: its facts, its needs and which facts they follow from, what runs and what is under way."""

from collections.abc import Iterator
from typing import Any

from abm.run.model import WARM_WEEKS
from abm.state import names
from abm.state.facts import FACTS
from abm.state.names import DOMAINS
from experiments.needs_why import Need, needs_of
from experiments.story_events import provision_name
from viz import story_terms as terms
from viz.portrait_words import FACT, SAID
from viz.report.wording import capital
from viz.story import Teller

SHARES = ("order", "illness", "frailty", "impairment", "strain", "lonely", "carer_load")
FEELINGS = ("stress", "capacity", "efficacy", "trust_team", "trust_government")


class Portrait:
    """Says how one household (a row of HOUSEHOLD) stands in a model week, in one language."""

    def __init__(self, row: Any, week: int, tables: Any, lang: str) -> None:
        self.row, self.week, self.tables = row, week, tables
        self.teller = Teller(lang)
        self.words = self.teller.words

    def _say(self, key: str, **fields: Any) -> str:
        return SAID[key][self.teller.at].format(**fields)

    def _word(self, pair: tuple[str, str]) -> str:
        return pair[self.teller.at]

    def _fact(self, name: str) -> str:
        """The words for a fact."""
        if name in FACT:
            return self._word(FACT[name])
        return FACTS[name].en if self.teller.lang == "en" else FACTS[name].nl

    def _number(self, value: float, digits: int = 2) -> str:
        return self.words.number(float(value), digits)

    def lines(self) -> list[str]:
        """All of it, a heading before each part."""
        parts = (("facts", self.facts()), ("needs", self.needs()), ("runs", self.runs()), ("under_way", self.under_way()))
        found: list[str] = []
        for key, part in parts:
            told = list(part) or [self._say("nothing")]
            found += ["", f"{self._say(key)}:", *(f"  {line}" for line in told)]
        return found

    # ------------------------------------------------------------------ facts

    def facts(self) -> Iterator[str]:
        """What is true of it."""
        row, say = self.row, self.teller.say
        parent = row["child_from"] <= row["age"] < row["child_to"]
        yield say(
            "start_facts", group=capital(self.words.term("archetype", names.ARCHETYPES[row["archetype"]])),
            age=self._number(int(row["age"]), 0), adults=say(f"adults_{min(2, max(1, int(row['adults'])))}"),
            children=say("children_yes" if parent else "children_no"),
            income=self._word(terms.INCOME[names.INCOMES[row["income"]]]), home=self._word(terms.HOME[names.HOMES[row["home"]]]),
        )  # fmt: skip
        if row["home"] == names.TEMPORARY:
            yield self._say("home_weeks", weeks=self.teller.amount("weeks", max(0, int(row["home_end"]) - self.week)))
        if row["crisis"] != names.NO_CRISIS:
            yield self._say(f"crisis_{names.CRISES[row['crisis']]}")
        yield from self.teller.money(row)
        if row["sanction_end"] > self.week:
            yield self._say("sanction", weeks=self.teller.amount("weeks", int(row["sanction_end"]) - self.week))
        if row["paused"] > self.week:
            yield self._say("paused", weeks=self.teller.amount("weeks", int(row["paused"]) - self.week))
        lacks = [say(f"no_{name}") for name in ("registered", "identity", "allowance", "fit") if not row[name]]
        if lacks:
            yield say("start_papers", papers=", ".join(lacks))
        if row["dementia"]:
            yield self._say("dementia")
        yield self._listed("condition", SHARES)
        yield self._listed("feelings", FEELINGS)
        if row["longest"] > 1:
            yield self._say("chain", times=int(row["longest"]))

    def _listed(self, key: str, columns: tuple[str, ...]) -> str:
        return self._say(key, items=", ".join(f"{self._fact(name)} {self._number(self.row[name])}" for name in columns))

    # ------------------------------------------------------------------ needs

    def needs(self) -> Iterator[str]:
        """Each need with its reasons, the largest unmet need first."""
        for need in sorted(needs_of(self.row, self.tables), key=lambda one: -one.unmet):
            yield self._need(need)

    def _need(self, need: Need) -> str:
        name = capital(self._word(terms.DOMAIN[need.domain]))
        parts = [self._say("need", name=name, value=self._number(need.severity))]
        if need.support > 0.0:
            parts.append(self._say("covered", share=self.words.percent(need.support), unmet=self._number(need.unmet)))
        if need.reasons:
            told = ", ".join(f"{self._fact(reason.fact)} {self._number(reason.takes)}" for reason in need.reasons)
            parts.append(self._say("because", reasons=told))
        elif need.level < 0.005:
            parts.append(self._say("no_reason"))
        if need.moves:
            parts.append(self._say("moves", level=self._number(need.level)))
        return " ".join(parts)

    # ------------------------------------------------------------------ help

    def runs(self) -> Iterator[str]:
        """Provisions and arrangements that run, and deeds that were done."""
        row = self.row
        for j, kind in enumerate(row["provision"]):
            if kind:
                yield self._say("provision", name=capital(self._word(terms.provision_words(provision_name(int(kind))))),
                                domain=self._word(terms.DOMAIN[DOMAINS[j]]), share=self.words.percent(float(row["support"][j])),
                                weeks=self.teller.amount("weeks", max(0, int(row["end"][j]) - self.week)))  # fmt: skip
        done = [self._deed(int(deed)) for deed in row["done"] if deed >= 0]
        if done:
            yield self._say("done", deeds="; ".join(done))
        for name in ("one_contact", "peer", "coached", "drives"):
            if row[name]:
                yield self._say("has", fact=self._fact(name))

    def _deed(self, deed: int) -> str:
        from abm.settings.deed_tables import deed_names

        return self._word(terms.deed_words(deed_names()[deed])[0])

    def under_way(self) -> Iterator[str]:
        """Where it stands with the team, its requests and the deed under way."""
        row = self.row
        yield self._say(f"status_{names.STATUSES[row['status']]}", domain=self._word(terms.DOMAIN[DOMAINS[row["asked"]]]),
                        weeks=self.teller.amount("weeks", self.week - int(row["queued"])))  # fmt: skip
        if row["worker"] >= 0:
            yield self._say("file", weeks=self.teller.amount("weeks", self.week - int(row["opened"])),
                            hours=self.teller.amount("hours", float(row["hours"])), insight=self._number(row["insight"]),
                            class_=self._word(terms.CLASS[names.CLASSES[row["seen_class"]]]))  # fmt: skip
        elif row["ending"] != names.NO_ENDING and row["ended"] >= 0:
            yield self._say("last_file", weeks=self.teller.amount("weeks", self.week - int(row["ended"])),
                            ending=self._word(terms.ENDING[names.ENDINGS[row["ending"]]]))  # fmt: skip
        for j, state in enumerate(row["request"]):
            if state:
                wanted = names.PROVISIONS[row["wanted"][j]] if row["wanted"][j] else ""
                what = f": {self._word(terms.provision_words(wanted))}" if wanted else ""
                yield self._say(f"request_{int(state)}", domain=self._word(terms.DOMAIN[DOMAINS[j]]), what=what,
                                weeks=self.teller.amount("weeks", self.week - int(row["request_week"][j])))  # fmt: skip
        if row["deed"] >= 0:
            way = names.WAYS[row["deed_way"]]
            allowed = self._say("allowed", way=self._word(terms.WAY[way])) if way not in ("no", "agency") else ""
            yield self._say(f"deed_{int(row['deed_state'])}", deed=self._deed(int(row["deed"])), allowed=allowed,
                            hours=self.teller.amount("hours", float(row["owed"])),
                            weeks=self.teller.amount("weeks", abs(int(row["deed_week"]) - self.week)))  # fmt: skip
        if row["refused"] >= 0:
            yield self._say("refused", deed=self._deed(int(row["refused"])))


def portrait(model: Any, slot: int, lang: str) -> list[str]:
    """How the household in `slot` of a live model stands at the end of the week before, in lines."""
    row = model.household_table[slot]
    return Portrait(row, int(model.week), model.tables, lang).lines()


def as_data(model: Any, slot: int) -> dict[str, Any]:
    """The same for a program: every column of the row, and needs with their reasons."""
    row = model.household_table[slot]
    columns = {name: row[name].tolist() for name in row.dtype.names if name != "key"}
    needs = [need._asdict() | {"reasons": [reason._asdict() for reason in need.reasons]} for need in needs_of(row, model.tables)]
    return {"household": slot, "week": int(model.week) - WARM_WEEKS, "columns": columns, "needs": needs}
