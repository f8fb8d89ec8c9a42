"""What every column of an exported table holds: name, unit, digits and definition, in English and Dutch.

It goes beside the tables as `codebook.csv`, and into the metadata of Parquet files, column by column.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from abm.settings.registry import definitions
from abm.state.ledger import STATE, TALLY
from abm.state.outcomes import OUTCOMES

NAME = "codebook"
COLUMNS = ("table", "column", "unit", "digits", "en", "nl", "definition")


class CodebookColumn(NamedTuple):
    """One column: its unit ("" where it has none), digits that are worth telling (None: as it is), words, and definition."""

    unit: str
    digits: int | None
    en: str
    nl: str
    definition: str = ""


def _text(en: str, nl: str, definition: str = "") -> CodebookColumn:
    return CodebookColumn("", None, en, nl, definition)


KEYS = {
    "point": _text("number of the point of the design", "nummer van het punt van het ontwerp"),
    "label": _text("name of the point, where it has one", "naam van het punt, waar het een naam heeft"),
    "measures": _text("measures at the point", "maatregelen op het punt"),
    "scenario": _text("scenario: a preset, or a preset with measures", "scenario: een preset, of een preset met maatregelen"),
    "baseline": _text("scenario that is taken off it", "scenario dat ervan af gaat"),
    "against": _text("point that is taken off it", "punt dat ervan af gaat"),
    "replication": CodebookColumn("count", 0, "number of the replication", "nummer van de herhaling", "equal numbers share people and luck"),
    "seed": _text("seed of the replication", "beginwaarde van het toeval"),
    "status": _text("done or failed", "klaar (done) of mislukt (failed)"),
    "error": _text("why a run failed", "waarom een run mislukte"),
    "id": _text("address of the run", "adres van de run", "hash of scenario, changes, draw, seed, weeks and the model's text"),
    "reference": _text("address of the run that better and worse off are set against",
                       "adres van de run waartegen beter en slechter af zijn gezet"),
    "fingerprint": _text("hash of the resolved scenario", "hash van het uitgewerkte scenario"),
    "outcome": _text("outcome, a name of: leefwereld list outcomes", "uitkomst, een naam uit: leefwereld list outcomes"),
    "kind": _text("kind of group, or kind of hour", "soort groep, of soort uur",
                  "groups: archetype, third of capacity, neighbourhood"),
    "group": _text("group of residents", "groep inwoners"),
    "week": CodebookColumn("week", 0, "policy week, from 1", "beleidsweek, vanaf 1"),
    "payer": _text("who pays", "wie betaalt"),
    "purpose": _text("what is paid for", "waarvoor is betaald"),
    "team": CodebookColumn("count", 0, "number of the team, from 0", "nummer van het team, vanaf 0"),
}  # fmt: skip
AMOUNTS = {
    "euro": CodebookColumn("euro", 0, "euros over the horizon", "euro's over de hele periode"),
    "hours": CodebookColumn("hours", 0, "hours over the horizon", "uren over de hele periode"),
    "households": CodebookColumn("households", 0, "households in the group", "huishoudens in de groep"),
    "share": CodebookColumn("share", 3, "share of all households", "aandeel van alle huishoudens"),
    "waiting": CodebookColumn("weeks a year", 2, "weeks on the team's list per household a year",
                              "weken op de wachtlijst van het team per huishouden per jaar"),
    "followed": CodebookColumn("files", 0, "closed files that were followed for 52 weeks", "gesloten dossiers die 52 weken zijn gevolgd"),
}  # fmt: skip
OF_GROUPS = {
    "asked": CodebookColumn("households", 0, "households in the group that first asked", "huishoudens in de groep die voor het eerst vroegen"),
    "reached": CodebookColumn("per 100 households that asked", 1, "met by the team before the end", "door het team gezien voor het einde"),
    "gave_up": CodebookColumn("per 100 households that asked", 1, "gave up while waiting", "afgehaakt tijdens het wachten"),
    "worse_off": CodebookColumn("share", 3, "share of the group worse off than under current practice",
                                "aandeel van de groep slechter af dan in de huidige praktijk", OUTCOMES["worse_off"].formula),
    "better_off": CodebookColumn("share", 3, "share of the group better off than under current practice",
                                 "aandeel van de groep beter af dan in de huidige praktijk", OUTCOMES["better_off"].formula),
}  # fmt: skip
OF_OUTCOME = "of the outcome"
ESTIMATES = {
    "mean": CodebookColumn(OF_OUTCOME, None, "mean over replications or pairs", "gemiddelde over herhalingen of paren"),
    "lo": CodebookColumn(OF_OUTCOME, None, "lower end of the 95 % interval of the mean", "ondergrens van het 95%-interval van het gemiddelde"),
    "hi": CodebookColumn(OF_OUTCOME, None, "upper end of the 95 % interval of the mean", "bovengrens van het 95%-interval van het gemiddelde"),
    "n": CodebookColumn("count", 0, "replications with a value", "herhalingen met een waarde"),
    "pairs": CodebookColumn("count", 0, "pairs in which both have a value", "paren waarin beide een waarde hebben"),
    "dropped": CodebookColumn("count", 0, "pairs left out, one value being undefined", "weggelaten paren, met een waarde die niet is bepaald"),
    "share_better": CodebookColumn("share of pairs", 3, "pairs that improved, ties half", "verbeterde paren, gelijke voor de helft"),
    "share_higher": CodebookColumn("share of pairs", 3, "pairs that rose, ties half", "gestegen paren, gelijke voor de helft"),
    "verdict": _text("verdict in words", "oordeel in woorden", "what each word means stands in README.md"),
    "reason": _text("why there is no verdict", "waarom er geen oordeel is"),
    "p10": CodebookColumn(OF_OUTCOME, None, "lower end of the range of eight in ten pairs", "ondergrens van waar acht van de tien paren liggen"),
    "p90": CodebookColumn(OF_OUTCOME, None, "upper end of the range of eight in ten pairs", "bovengrens van waar acht van de tien paren liggen"),
    "share_higher_matters": CodebookColumn("share of pairs", 3, "pairs higher by at least what matters",
                                           "paren die minstens zoveel hoger zijn als ertoe doet"),
    "share_same": CodebookColumn("share of pairs", 3, "pairs that differ by less than matters", "paren die minder verschillen dan ertoe doet"),
    "share_lower_matters": CodebookColumn("share of pairs", 3, "pairs lower by at least what matters",
                                          "paren die minstens zoveel lager zijn als ertoe doet"),
    "chance_there": CodebookColumn("chance", 3, "chance that the next future goes that way", "kans dat de volgende toekomst die kant op gaat"),
    "chance_matters": CodebookColumn("chance", 3, "chance that it does so by at least what matters",
                                     "kans dat het minstens zoveel is als ertoe doet"),
    "chance_small": CodebookColumn("chance", 3, "chance that it differs by less than matters", "kans dat het minder is dan ertoe doet"),
}  # fmt: skip
COUNTED = "counted over the week, whole place (abm/state/ledger.py)"
AVERAGED = "mean over households or staff at the end of the week (abm/state/ledger.py)"
DERIVED = "made of other series of the week (weekly, abm/run/observe.py)"


def entry(table: str, column: str) -> CodebookColumn:
    """What a column of a table holds; of one that nobody told of, its name."""
    return _entry(table, column) or _text(column, column)


def _entry(table: str, column: str) -> CodebookColumn | None:
    if table.startswith("group") and column in OF_GROUPS:
        return OF_GROUPS[column]
    if table == "weekly" and column not in KEYS:
        return _series(column)
    named: Mapping[str, CodebookColumn] = {**ESTIMATES, **KEYS, **AMOUNTS}
    if column in named:
        return named[column]
    if column in OUTCOMES:
        known = OUTCOMES[column]
        return CodebookColumn(known.unit, known.digits, known.en, known.nl, known.formula)
    return _varied(column)


def _series(name: str) -> CodebookColumn:
    spoken = name.replace("_", " ")
    definition = AVERAGED if name in STATE else COUNTED if name in TALLY else DERIVED
    unit = "euro" if name.startswith(("paid_", "cost_")) else "hours" if name.endswith("hours") else ""
    return CodebookColumn(unit, None, f"weekly series: {spoken}", f"weekreeks: {spoken}", definition)


def _varied(name: str) -> CodebookColumn | None:
    """A lever, a parameter or a fact of the place; several numbers of one fact stand in columns that end in _1, _2 ..."""
    known = definitions()
    if name in known.levers:
        lever = known.levers[name]
        return CodebookColumn(lever.unit, None, lever.en, lever.nl, f"lever, {lever.low:g} to {lever.high:g}, grade {lever.grade}")
    if name in known.parameters:
        number = known.parameters[name]
        told = f"parameter, {number.low:g} to {number.high:g}, grade {number.grade}: {number.source or number.reason}"
        return CodebookColumn(number.unit, None, number.en or name, number.nl or name, told)
    fact = known.place.get(name.removeprefix("place."))
    if fact is None or not name.startswith("place."):
        return None
    told = f"fact of the place, grade {fact.grade}: {fact.source or fact.reason}"
    return CodebookColumn(fact.unit, None, f"fact of the place: {fact.name}", f"gegeven van de plaats: {fact.name}", told)


def rows(tables: Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    """The codebook of tables given as name -> columns, a row per column."""
    return [{"table": table, "column": column, **entry(table, column)._asdict()}
            for table, columns in tables.items() for column in columns]  # fmt: skip


def with_metadata(table: str, part: Any, provenance: Mapping[str, Any]) -> Any:
    """An Arrow table whose schema says what each column holds and which sweep it is of."""
    import pyarrow as pa

    fields = []
    for field in part.schema:
        told = {key: str(value) for key, value in entry(table, field.name)._asdict().items() if value not in ("", None)}
        fields.append(field.with_metadata(told))
    return part.cast(pa.schema(fields, {"leefwereld": json.dumps(provenance, sort_keys=True, ensure_ascii=False)}))
