"""What happened to one household, in words, Dutch or English: events, where two worlds part, and what replications say.

Text is plain: a page that shows it escapes it (templates here escape by themselves), and control characters from
files are dropped. Every number comes from events, rows or differences; no sentence holds a finding of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from abm.settings.deeds import deeds
from abm.settings.explain import presets
from abm.settings.rows import archetype_names, provisions
from abm.state import names
from abm.state.columns import unmet_need
from experiments.stats.paired import Difference
from experiments.story.count import Counted, judge, share
from experiments.story.deeds import STAGES
from experiments.story.follow import ColumnDifference, Divergence
from experiments.story.kinds import KINDS, Event
from experiments.story.outcomes import OUTCOMES
from experiments.story.run import Told
from experiments.story.vignettes import Direction, Vignette, load_vignette
from experiments.words.language import named, pick
from viz.story import terms
from viz.story.frame import FRAME, TABLES
from viz.story.phrases import EVENTS
from viz.words.report import ReportWords, capital

MOST_PARTS = 5  # columns told of the week before two worlds part
LEAST_PART = {"debt": 100.0, "hours": 0.5, "owed": 0.5, "room": 5.0, "rent_arrears": 0.5, "chain": 0.5}
WHOLE = ("debt", "noshows", "refusals", "room", "chain")


class Teller:
    """Says events, divergences and results in one language; rows (deeds, agencies, ...) bring their words from a configs folder.

    Raises ValueError for a language that is not offered.
    """

    def __init__(self, lang: str, configs: Path | None = None) -> None:
        self.words = ReportWords(lang, configs)
        self.lang, self.configs = lang, configs

    # ------------------------------------------------------------------ small words

    def _of(self, table: Mapping[str, terms.Pair], name: str) -> str:
        return pick(table[name], self.lang)

    def say(self, key: str, **fields: Any) -> str:
        """A phrase of the frame or of the tables, filled."""
        return pick((FRAME.get(key) or TABLES[key]), self.lang).format(**fields)

    def chosen(self, pair: Sequence[str]) -> str:
        """The text of this language out of (en, nl), from a file."""
        return printable_line(pick(pair, self.lang))

    def when(self, week: int) -> str:
        """A date: policy week and year."""
        return self.say("when", week=week, year=(week - 1) // 52 + 1)

    def amount(self, unit: str, value: float) -> str:
        """A number of weeks or hours, in words."""
        n = self.words.number(value, 0)
        return self.say(f"{unit}_one" if n == "1" else unit, n=n)

    def agency(self, name: str) -> str:
        """An agency as it stands in a sentence."""
        return self.words.term("agency_said", name) if name else self.say("the_agency")

    def provision(self, name: str) -> str:
        """What runs: a provision, or what a deed arranged."""
        return self.words.term("provision_said" if name in provisions(self.configs) else "deed", name)

    # ------------------------------------------------------------------ events

    def event(self, event: Event) -> str:
        """One event as a sentence, without its date."""
        fields: dict[str, Any] = {"agency": self.agency(event.agency)}
        if event.domain:
            fields["domain"] = self._of(terms.DOMAIN, event.domain)
        for name, value in event.numbers:
            fields[name] = self.amount(name, value) if name in ("weeks", "hours") else self.words.number(value, 0)
        if event.kind.startswith("deed_"):
            fields |= self._deed(event)
        elif event.kind.startswith(("provision_", "arrangement_")):
            fields["provision"] = self.provision(event.what)
        elif event.kind == "rule_changed" or _template(event) == "refused_rule":
            fields["rule"] = self.words.term("blocker", event.what)
        for field, kinds, table in (("class_", ("file_opened",), terms.CLASS), ("ending", ("file_closed",), terms.ENDING),
                                    ("income", ("job_lost", "found_work"), terms.INCOME)):  # fmt: skip
            if event.kind in kinds:
                fields[field] = self._of(table, event.what)
        if event.kind == "file_closed":
            fields["well"] = self.say(f"well_{event.by}")
        if event.kind == "room_short":
            fields["short"] = self.words.number(-(event.number("room") or 0.0), 0)
        return capital(pick(EVENTS[_template(event)], self.lang).format(**fields))

    def _deed(self, event: Event) -> dict[str, str]:
        """Title, what was done, price, who allowed it or what stopped it."""
        fields = {"deed": self.words.term("deed", event.what), "did": self.words.term("deed_did", event.what)}
        if event.kind == "deed_begun":
            fields["way"] = self._of(terms.WAY, event.by)
        elif event.kind == "deed_done":
            fields["price"] = self.price(event)
        elif event.kind in ("deed_blocked", "deed_refused"):
            parties = [self.agency(name) for name in deeds(self.configs)[event.what].told.parties]
            fields["parties"] = self.say("needs_parties", parties=", ".join(parties)) if parties else ""
            fields["rule"] = self.words.term("blocker", event.by) if event.by else ""
        return fields

    def price(self, event: Event) -> str:
        """What a deed cost: once, by the week, as a provision, in hours, and who pays."""
        known = dict(event.numbers)
        parts = []
        if "euro" in known:
            parts.append(self.say("price_once", euro=self.words.number(known["euro"], 0)))
        if "euro_week" in known:
            parts.append(self.say("price_weekly", euro_week=self.words.number(known["euro_week"], 0),
                                  weeks_paid=self.amount("weeks", known.get("weeks_paid", 0.0))))  # fmt: skip
        provision = deeds(self.configs)[event.what].told.provision
        fields = {"provision": self.provision(provision)} if provision else {}
        if event.by and (parts or provision):
            fields["payer"] = self._of(terms.PAYER, event.by)
        key = "_".join(("price", *(word for word, field in (("payer", "payer"), ("as", "provision")) if field in fields)))
        parts += [self.say(key, **fields)] if fields else []
        if "hours" in known:
            parts.append(self.say("price_hours", hours=self.amount("hours", known["hours"])))
        return ", ".join(parts)

    def dated(self, events: Iterable[Event], every: bool = False) -> list[str]:
        """Events one a line, with their date; a short telling leaves out what `KINDS` marks as detail."""
        return [f"{self.when(event.week)}: {self.event(event)}" for event in events if every or KINDS[event.kind][1]]

    # ------------------------------------------------------------------ divergence

    def divergence(self, found: Divergence, why: tuple[str, ...] | None = None) -> list[str]:
        """Where two worlds part for the household, and out of what, one sentence a line."""
        if found.first_week is None:
            return [self.say("part_never")]
        lines = [self.say("part_small", when=self.when(found.first_week))]
        if found.told_week is None:
            lines.append(self.say("part_told_never"))
        else:
            lines.append(self.say("part_told", when=self.when(found.told_week)))
            lines += [self.say("part_only", n=1, text=self.event(event)) for event in found.only_a]
            lines += [self.say("part_only", n=2, text=self.event(event)) for event in found.only_b]
            parts = [text for text in map(self.part, found.parts) if text][:MOST_PARTS]
            if parts:
                lines.append(self.say("part_state", parts="; ".join(parts)))
        if why is not None and found.told_week is not None:
            rows = "; ".join(self._of(terms.ROW, row) for row in why)
            lines.append(self.say("why_rows", rows=rows) if why else self.say("why_none"))
        if found.felt_week is not None:
            lines.append(self.say("part_felt", when=self.when(found.felt_week)))
        return lines

    def part(self, part: ColumnDifference) -> str:
        """A column with its value in both worlds; empty for one that has no words or hardly differs."""
        least = LEAST_PART.get(part.column, 0.02)
        if part.column not in terms.COLUMN or abs(part.a - part.b) < least:
            return ""
        name = self._of(terms.COLUMN, part.column).format(domain=self._of(terms.DOMAIN, part.domain) if part.domain else "")
        digits = 0 if part.column in WHOLE else 1 if part.column in ("hours", "owed", "rent_arrears") else 2
        a, b = (self.words.number(value, digits) for value in (part.a, part.b))
        return self.say("part_value", name=name, a=a, b=b) if a != b else ""

    # ------------------------------------------------------------------ start

    def start(self, row: Any) -> list[str]:
        """How the household stands in a row of HOUSEHOLD, in a few sentences."""
        parent = row["child_from"] <= row["age"] < row["child_to"]
        facts = self.say(
            "start_facts", group=capital(self.words.term("archetype", archetype_names(self.configs)[row["archetype"]])),
            age=self.words.number(int(row["age"]), 0), adults=self.say(f"adults_{min(2, max(1, int(row['adults'])))}"),
            children=self.say("children_yes" if parent else "children_no"),
            income=self._of(terms.INCOME, names.INCOMES[row["income"]]),
            home=self._of(terms.HOME, names.HOMES[row["home"]]),
        )  # fmt: skip
        unmet = unmet_need(row)
        needs = [f"{self._of(terms.DOMAIN, names.DOMAINS[j])} ({self.words.number(float(unmet[j]), 2)})"
                 for j in sorted(range(len(unmet)), key=lambda j: -unmet[j]) if unmet[j] >= 0.3]
        lines = [facts, self.say("start_needs", needs=", ".join(needs)) if needs else self.say("start_no_needs")]
        lines += self.money(row)
        lacks = [self.say(f"no_{name}") for name in ("registered", "identity", "allowance", "fit") if not row[name]]
        if lacks:
            lines.append(self.say("start_papers", papers=", ".join(lacks)))
        stress, trust = (self.words.number(float(row[column]), 2) for column in ("stress", "trust_team"))
        return [*lines, self.say("start_feels", stress=stress, trust=trust)]

    def money(self, row: Any) -> list[str]:
        """What is left to live on, debts with their stage, and rent that is behind."""
        room = float(row["room"])
        lines = [self.say("start_short" if room < 0.0 else "start_room", room=self.words.number(abs(room), 0))]
        if row["debt"] >= 1.0:
            stage = self._of(terms.DEBT_STAGE, names.DEBT_STAGES[row["debt_stage"]])
            lines.append(self.say("start_debt", debt=self.words.number(float(row["debt"]), 0), stage=stage))
        if row["rent_arrears"] >= 0.5:
            lines.append(self.say("start_rent", weeks=self.amount("weeks", float(row["rent_arrears"]))))
        return lines

    # ------------------------------------------------------------------ replications

    def counted(self, found: Counted, uncertainty: str) -> list[str]:
        """How often which world was better, and how sure that is."""
        part, lo, hi = share(found.better_b, found.pairs)
        lines = [self.say("better", b=found.better_b, a=found.better_a, alike=found.alike, pairs=found.pairs,
                          share=self.words.percent(part), lo=self.words.percent(lo), hi=self.words.percent(hi)),
                 self.say(f"uncertain_{uncertainty}")]
        if found.dropped:
            lines.append(self.say("dropped", n=found.dropped))
        if found.failed:
            lines.append(self.say("failed", n=len(found.failed), error=printable_line(found.failed[0])))
        return lines

    def deed_list(self, names_: Iterable[str]) -> str:
        """Titles of deeds, in one line."""
        return ", ".join(self.words.term("deed", name) for name in names_)

    def stages(self, found: Counted, deed_names_: Sequence[str]) -> str:
        """How far the deeds of the source came in both worlds."""
        told = [self.say("stage", name=self._of(terms.STAGE, name), a=self.words.percent(a), b=self.words.percent(b))
                for name, a, b in zip(STAGES, *found.stages, strict=True)]  # fmt: skip
        return self.say("stages", deeds=self.deed_list(deed_names_), stages="; ".join(told))

    def outcome(self, name: str) -> tuple[str, str]:
        """Name and unit of a household's outcome."""
        label, unit = terms.OUTCOME[name]
        return pick(label, self.lang), pick(unit, self.lang)

    def answer(self, word: str) -> str:
        """The answer to a suggested direction."""
        return self._of(terms.ANSWER, word)

    def expected(self, b_is: str) -> str:
        """Which way a source points."""
        return self._of(terms.EXPECTED, b_is)

    def combination(self, name: str) -> str:
        """Toggles that are on; a toggle of a file that has no word here is shown by its own name."""
        known = {key: pick(pair, self.lang) for key, pair in terms.TOGGLE.items()}
        return " + ".join(known.get(part) or printable_line(part).replace("_", " ") for part in name.split("+"))

    def difference(self, name: str, found: Difference) -> tuple[str, str, str]:
        """Mean and ends of a difference, as text."""
        digits = OUTCOMES[name].digits
        values = (found.mean, found.lo, found.hi)
        mean, lo, hi = ("-" if value != value else self.words.number(value, digits, sign=True) for value in values)
        return mean, lo, hi

    def direction(self, direction: Direction, counted: Counted) -> str:
        """Whether what the source suggests holds, with the difference and its interval."""
        label, unit = self.outcome(direction.outcome)
        mean, lo, hi = self.difference(direction.outcome, counted.differences[direction.outcome])
        answer = self.answer(judge(direction, counted))
        return self.say("direction_line", outcome=capital(label), expected=self.expected(direction.b_is),
                        source=direction.source, answer=answer, mean=mean, lo=lo, hi=hi, unit=unit)  # fmt: skip

    # ------------------------------------------------------------------ the whole

    def world(self, world: Mapping[str, Any], title: Mapping[str, str]) -> str:
        """What a vignette's world is, in one line; `title` gives presets by name in this language."""
        rows = [row for borrow in world["borrow"] for row in borrow["rows"]]
        preset = title[world["preset"]]
        if rows:
            told = "; ".join(self._of(terms.ROW, row) for row in rows)
            return self.say("with_rows", preset=preset, rows=told, other=title[world["borrow"][0]["preset"]])
        return self.say("with_changes", preset=preset) if world["levers"] or world["measures"] else preset

    def told(self, told: Told, titles: Sequence[str], every: bool = False) -> list[str]:
        """Both worlds, dated, and where they part."""
        lines = [f"{self.say('start')}:", *(f"  {line}" for line in self.start(told.a.rows[0]))]
        for n, (lived, title) in enumerate(((told.a, titles[0]), (told.b, titles[1])), 1):
            lines += ["", self.say("world", n=n, title=title)]
            lines += [f"  {line}" for line in self.dated(lived.events, every)] or [f"  {self.say('nothing')}"]
        lines += ["", self.say("part"), *(f"  {line}" for line in self.divergence(told.divergence, told.why))]
        return lines

    def intro(self, vignette: Vignette) -> list[str]:
        """Title and description of a vignette."""
        return [f"{vignette.name}. {self.chosen(vignette.title)}", "", self.chosen(vignette.description), ""]

    def outro(self, vignette: Vignette) -> list[str]:
        """What the model cannot express of it, and the sources."""
        return ["", f"{self.say('cannot')}: {self.chosen(vignette.cannot)}",
                f"{self.say('sources')}: {', '.join(map(printable_line, vignette.sources))}"]


def story_text(vignette: str | Path, told: Told, lang: str = "en", every: bool = False) -> str:
    """The story of a vignette (as `experiments.story.run.story` gives it) in plain words; `every` shows small events too.

    Raises ConfigError for a vignette that is not there, ValueError for a language that is not offered.
    """
    case, teller = load_vignette(vignette), Teller(lang)
    titles = {name: printable_line(named(info, lang)) for name, info in presets().items()}
    shown = [teller.world(world, titles) for world in case.worlds]
    return "\n".join([*teller.intro(case), *teller.told(told, shown, every), *teller.outro(case)]) + "\n"


def _template(event: Event) -> str:
    """The template that fits what is known of an event."""
    kind, what = event.kind, event.what
    if kind in ("left", "crisis_over", "home_ended"):
        return f"{kind}_{what}"
    if kind == "staying_with_others" and what:
        return "staying_with_others_lost"
    if kind == "refused" and what or kind in ("deed_blocked", "deed_refused") and event.by:
        return f"{kind}_rule"
    if kind == "deed_done" and deeds()[what].told.provision:
        return "deed_done_waits"
    if kind == "file_opened" and not event.number("weeks"):
        return "file_opened_now"
    if kind == "provision_started" and event.number("weeks") is not None:
        return "provision_started_after"
    return kind


def printable_line(text: str) -> str:
    """A text from a file on one line, without characters that a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
