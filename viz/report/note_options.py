"""The options that `leefwereld options` left in the folder as a table of the note, and the first step by them."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from abm.settings.registry import LEVERS, MIX_UNIT
from experiments.ask.option_parts import LADDER
from experiments.runs.halfway import HALF
from experiments.stats.verdicts import BETTER, UNSURE
from experiments.words.language import named
from experiments.words.say import say as spoken
from viz.facts.facts import Facts
from viz.report.page import CLASSES, Cell, ReportTable
from viz.words.report import ReportWords

SOUGHT, WAIT, LATE = "trouble_asked", "wait_median", "unreached_26"
NOTHING, FIRST, PACKAGE = "nothing", "first", "package"
MOST_ROWS = 3  # rows of levers that are named; the others are counted

Option = Mapping[str, Any]


def options_table(facts: Facts, words: ReportWords) -> ReportTable | None:
    """A row for every option; None where none were calculated."""
    stored = facts.note.options
    if stored is None:
        return None
    asked = stored["asked"]
    size = {"households": words.number(asked["households"], 0), "years": asked["years"], "pairs": asked["replications"]}
    keys = ("n_opt_option", "n_opt_trouble", "n_opt_wait", "n_opt_fte", "n_opt_net", "n_opt_pilot")
    head = [words.say(key, **({"year": asked["years"]} if key == "n_opt_net" else {})) for key in keys]
    whole = round(stored.get("for_place", asked)["households"])
    rows = [_row(words, item, whole) for item in stored["options"]]
    return ReportTable(words.say("n_options_cap", **size), head, rows, "small options cards")


def _row(words: ReportWords, item: Option, households: int) -> list[Cell]:
    values = item["values"]
    waits = Cell("; ".join(_mean(words, values.get(key), 1 if key == WAIT else 0) for key in (WAIT, LATE)))
    name = Cell(option_name(words, item))
    if item["kind"] == NOTHING:
        return [name, Cell(_mean(words, values.get(SOUGHT), 1)), waits, Cell("–"), Cell("–"), Cell("–")]
    found = item["differences"][SOUGHT]
    trouble = Cell("–") if found["mean"] is None else Cell(words.number(found["mean"], 1, True), words.verdict(found["verdict"]),
                                                           css=CLASSES.get(found["verdict"], "unclear"))  # fmt: skip
    return [name, trouble, waits, Cell(_fte(words, item)), Cell(_net(words, item, households)), Cell(_pilot(words, item))]


def _mean(words: ReportWords, found: Mapping[str, Any] | None, digits: int) -> str:
    return "–" if found is None or found["mean"] is None else words.number(found["mean"], digits)


def _fte(words: ReportWords, item: Option) -> str:
    fte = item["fte_needed"]
    return words.say("n_opt_over", most=words.plain(LADDER[-1])) if fte is None else words.number(fte, 0)


def _net(words: ReportWords, item: Option, households: int) -> str:
    means = [year["mean"] for year in item["net_by_year"]]
    kept = [means[0], means[-1]] if len(means) > 1 else means
    return " / ".join("–" if mean is None else signed(words, mean * households / 1e6) for mean in kept)


def signed(words: ReportWords, value: float) -> str:
    """An amount in million euro with its sign, without unit."""
    return words.number(value, 1 if abs(value) >= 10 else 2, True)


def _pilot(words: ReportWords, item: Option) -> str:
    pilot = item["pilot"]
    if pilot is None:
        return words.say("n_opt_one_team")
    if pilot["week"] is None:
        return words.say("n_opt_not", week=pilot["last"])
    return words.say("n_opt_from", week=pilot["week"])


def option_name(words: ReportWords, item: Option) -> str:
    """What the option is, its levers by name."""
    title = item["title"].get(words.lang) or item["title"].get("en", item["name"])
    return words.say(f"n_opt_{item['kind']}", **_named(words, item, title))


def _named(words: ReportWords, item: Option, title: str) -> dict[str, str]:
    if item["kind"] == NOTHING:
        return {}
    return {"rows": rows_named(words, item["rows"])} if item["kind"] in (FIRST, PACKAGE) else {"title": words.named(title)}


def rows_named(words: ReportWords, rows: Sequence[str]) -> str:
    """Rows of levers in words, the first few; a row that is not known as it stands."""
    names = [_row_name(words, row) for row in rows]
    if len(names) <= MOST_ROWS:
        return words.listed(names)
    return words.say("n_opt_more", rows=", ".join(names[:MOST_ROWS]), count=len(names) - MOST_ROWS)


def _row_name(words: ReportWords, row: str) -> str:
    levers = [lever for lever in LEVERS.values() if lever.table == row]
    if not levers:
        return row
    if any(lever.unit == MIX_UNIT for lever in levers):
        return spoken("op_mix", words.lang)
    return named(levers[0], words.lang)


def first_step(facts: Facts, words: ReportWords) -> list[str]:
    """What to start with and when a trial of it would show, as sentences; empty where no options were calculated."""
    stored = facts.note.options
    item = next((item for item in (stored or {}).get("options", ()) if item["kind"] == FIRST), None)
    if item is None:
        return []
    verdict = item["differences"][SOUGHT]["verdict"]
    sure = {BETTER: "n_first_step", BETTER + UNSURE: "n_first_step_likely"}
    key = sure.get(verdict, "n_first_step_unsure")
    lines = [words.say(key, rows=rows_named(words, item["rows"]), verdict=words.verdict(verdict))]
    pilot, watch = item["pilot"], item["watch"]
    if pilot is not None and pilot["week"] is None:
        lines.append(words.say("n_first_pilot_not", week=pilot["last"]))
    elif pilot is not None:
        lines.append(words.say("n_first_pilot", week=pilot["week"], what=spoken(f"p_{pilot['quantity']}", words.lang)))
    if watch and watch["series"]:
        lines.append(words.say("n_first_watch", series=words.term("series", watch["series"])))
    return lines


def options_command(facts: Facts) -> str:
    """The command that puts the options in this folder."""
    names = [item.name for item in facts.compared if item.name != facts.reference and not item.name.startswith(HALF)]
    size = ["--households", str(facts.households), "--years", str(facts.years), *facts.note.place_words]
    return shlex.join(["leefwereld", "options", *(names or [facts.baseline]), *size, "--out"]) + " DIR"
