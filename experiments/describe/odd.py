"""The documents made from the model: its ODD description and the table of its parameters, in plain English.

The facts are gathered from code (`experiments.describe.source`), registry and configs; the words around them stand in
experiments/describe/templates. `leefwereld odd` prints them and `make docs` writes them; a test says when those kept are behind.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from abm.settings.files import CONFIGS, read_yaml
from abm.settings.graded import GRADES, ParameterDef
from abm.settings.registry import LEVERS, PARAMETERS, ROWS, LeverDef, PlaceDef, definitions
from abm.state import names
from abm.state.outcomes import DEFINITIONS
from experiments.describe.source import Source, SourceFunction
from experiments.evidence.pages import bands_with_source, directions, linked, numbers_by_grade
from experiments.evidence.published import figures
from experiments.storage.files import write_text

TEMPLATES = Path(__file__).parent / "templates"
NUMBERS = range(1, 42)
MIX = ("abm/mechanisms/attention.py", "mix_credit")  # reads the levers of every KPI by its row
DOCUMENTS = {"odd": "odd.md.j2", "parameters": "parameters.md.j2"}
TABLES = {"HOUSEHOLD": "Resident (a household)", "PROFESSIONAL": "Professional (a post and who holds it)",
          "TEAM": "Manager (a team)", "SYSTEM": "Agencies and the place"}  # fmt: skip
KINDS = {"f8": "number", "f4": "number, four bytes", "i1": "code or count",
         "i2": "whole number", "i4": "whole number", "i8": "bits", "u8": "key"}
PER = {8: "per domain", "MOST_AGENCIES": "per agency", 9: "per payer", "MOST_BLOCKERS": "per blocker",
       "MOST_PROVISIONS": "per provision", 4: "last four weeks",
       2: "two kinds", 1: ""}  # fmt: skip
CODES = {
    "life domains": names.DOMAINS, "archetypes": names.ARCHETYPES, "service status": names.STATUSES,
    "income": names.INCOMES, "home": names.HOMES, "crisis": names.CRISES, "request": names.REQUESTS,
    "class": names.CLASSES, "provision": names.PROVISIONS, "agencies": names.AGENCIES, "payers": names.PAYERS,
    "purposes of money": names.PURPOSES, "kinds of hours": names.HOURS,
}  # fmt: skip


def document(what: str) -> str:
    """The document "odd" or "parameters" as Markdown. Raises KeyError for another name."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    page = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)  # Markdown, not HTML
    page.filters |= {"cell": cell, "number": number, "first": first_sentences, "dash": lambda text: text or "–"}
    text = page.get_template(DOCUMENTS[what]).render(facts())
    return linked(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", what)


def write(what: str, out: Path) -> None:
    """Write a document to a file. Raises ConfigError when the file cannot be written."""
    write_text(out, document(what))


@lru_cache(maxsize=1)
def facts() -> dict[str, Any]:
    """Everything that the templates tell, gathered once."""
    source = Source()
    place = definitions().place
    return {
        "mechanisms": [_mechanism(source, number) for number in NUMBERS],
        "phases": [_phase(source, index, phase) for index, phase in enumerate(source.phases, 1)],
        "tables": [_table(source, key, title) for key, title in TABLES.items()],
        "codes": {word: [plain(code) for code in codes] for word, codes in CODES.items()},
        "streams": _streams(source),
        "rows": [(row, about, [lever for lever in LEVERS.values() if lever.table == row]) for row, about in ROWS.items()],
        "lever_readers": {name: lever_readers(source, name) for name in LEVERS},
        "outcomes": DEFINITIONS,
        "patterns": patterns(),
        "presets": _titles("presets"),
        "measures": _titles("measures"),
        "vignettes": _titles("vignettes"),
        "place": list(place.values()),
        "theories": _theories(source),
        "counts": grade_counts(),
        "numbers": numbers_by_grade(),
        "bands": bands_with_source(),
        "directions": directions(),
        "figures": len(figures()),
        "grades": GRADES,
        "levers": list(LEVERS.values()),
        "warm_weeks": _constant(source, "abm/run/bookkeeping.py", "WARM_WEEKS"),
        "facts": {name: fact.value for name, fact in place.items()},
        "spaces": {"domains": len(names.DOMAINS), "agencies": len(names.AGENCIES), "archetypes": len(names.ARCHETYPES)},
    }  # fmt: skip


def _mechanism(source: Source, number: int) -> dict[str, Any]:
    """Words, rules, other functions, parameters and levers of one mechanism."""
    words = _words("mechanisms")[f"M{number}"]
    functions = source.with_number(number)
    for named in words.get("also", []):
        function = source.functions[tuple(named.split(":"))]
        functions += [function] if function not in functions else []
    own = [function for function in functions if number in function.numbers]
    keys = list(dict.fromkeys(key for function in own or functions for key in function.parameters))
    reached = source.reached(tuple(function.key for function in functions if _is_week(function)))
    levers = dict.fromkeys(name for function in [*functions, *_callers(source, own)] for name in function.levers)
    return {
        "id": f"M{number}", "name": words["name"], "text": words["text"],
        "rules": [function for function in functions if function.module.startswith("abm/mechanisms/")],
        "others": [function for function in functions if not function.module.startswith("abm/mechanisms/")],
        "parameters": [PARAMETERS[key] for key in keys],
        "levers": sorted(levers, key=list(LEVERS).index),
        "streams": list(dict.fromkeys(name for function in functions for name in function.streams)),
        "uses": sorted({f"M{n}" for function in reached for n in function.numbers} - {f"M{number}"}, key=_by_number),
    }  # fmt: skip


def _is_week(function: SourceFunction) -> bool:
    return function.module.startswith(("abm/phases/", "abm/mechanisms/"))


def _callers(source: Source, rules: Sequence[SourceFunction]) -> list[SourceFunction]:
    """Functions of the week that hand these rules what they need, levers among them."""
    wanted = {function.key for function in rules if function.module.startswith("abm/mechanisms/")}
    return [function for function in source.functions.values() if _is_week(function) and wanted & set(function.calls)]


def _phase(source: Source, index: int, phase: Any) -> dict[str, Any]:
    """One phase of the week with what it calls and the mechanisms at work in it."""
    reached = source.reached(phase.calls)
    modules = dict.fromkeys(module for module, _ in phase.calls)
    parts = [function.name for function in reached if function.module.startswith("abm/phases/")]
    return {
        "index": index, "name": phase.name, "doc": phase.doc.partition(": ")[2] or phase.doc,
        "text": _words("phases")[phase.name], "functions": parts,
        "mechanisms": sorted({f"M{n}" for function in reached for n in function.numbers}, key=_by_number),
        "modules": list(modules),
    }  # fmt: skip


def _table(source: Source, key: str, title: str) -> dict[str, Any]:
    """One kind of agent with its state variables in words."""
    words = _words("state")
    rows = [{"name": column.name, "kind": KINDS[column.kind], "per": PER[column.per_agent],
             "said": column.said or words[f"{key}.{column.name}"]} for column in source.columns if column.table == key]
    return {"title": title, "rows": rows}


def _streams(source: Source) -> list[dict[str, Any]]:
    return [{"name": name, "module": module, "readers": [function.name for function in source.reads("streams", name)]}
            for name, module in sorted(source.streams.items())]


def _theories(source: Source) -> list[dict[str, Any]]:
    """Parameters by theory, each with what reads it; those that only tables carry say so."""
    readers: dict[str, list[SourceFunction]] = {key: [] for key in PARAMETERS}
    for function in source.functions.values():
        for key in function.parameters:
            readers[key].append(function)
    found = []
    for theory in sorted({item.theory for item in PARAMETERS.values()}):
        items = {key: item for key, item in PARAMETERS.items() if item.theory == theory}
        rows = [{"item": item,
                 "readers": _where(readers[key]) if readers[key] else "tables of `world/rules.py`"}
                for key, item in items.items()]
        counts = Counter(item.grade for item in items.values())
        files = {definitions().files[key] for key in items}
        found.append({"name": theory, "file": ", ".join(sorted(files)), "about": _words("theories")[theory], "rows": rows,
                      "counts": ", ".join(f"{counts[grade]} {grade}" for grade in GRADES if counts[grade])})  # fmt: skip
    return found


def grade_counts() -> dict[str, dict[str, int]]:
    """How many parameters, levers (their middle) and facts of the place stand in each grade of evidence."""
    groups: Mapping[str, Iterable[ParameterDef | LeverDef | PlaceDef]] = {
        "parameters": [item for item in PARAMETERS.values() if not item.fixed],
        "fixed numbers": [item for item in PARAMETERS.values() if item.fixed], "levers (their middle setting)": LEVERS.values(),
        "facts of the place": definitions().place.values(),
    }  # fmt: skip
    counted = {name: Counter(item.grade for item in items) for name, items in groups.items()}
    return {name: {grade: found[grade] for grade in GRADES} for name, found in counted.items()}


def patterns() -> list[dict[str, str]]:
    """The patterns of configs/patterns, in the order of their numbers; none when there is no such folder."""
    found = []
    numbered_first = sorted((CONFIGS / "patterns").glob("*.yaml"), key=lambda path: (not path.stem[1:].isdigit(),
                                                                                   _by_number(path.stem)))
    for path in numbered_first:
        entry = read_yaml(path, path.name)
        found.append({
            "id": path.stem, "title": english(entry.get("title", "")), "statement": english(entry.get("statement", "")),
            "role": str(entry.get("role", "")), "anchor": english(entry.get("anchor", "")),
            "sources": ", ".join(str(part) for part in entry.get("sources") or []),
            "bands": "; ".join(_band(check) for check in entry.get("checks") or []),
        })  # fmt: skip
    return found


def _band(check: Mapping[str, Any]) -> str:
    low, high = [*(check.get("band") or []), None, None][:2]
    ends = [f"at least {number(low)}" if low is not None else "", f"at most {number(high)}" if high is not None else ""]
    if low is not None and high is not None:
        ends = [f"{number(low)} to {number(high)}"]
    band = " ".join(end for end in ends if end)
    said = str(check.get("en") or check.get("name") or "")
    return f"{said}: {band}" if band else said


def lever_readers(source: Source, name: str) -> str:
    """Where a lever is read: by name, or as a KPI by the one function that sums what the mix credits."""
    found = source.reads("levers", name)
    by_rows = (CONFIGS / "kpis" / f"{name.removeprefix('kpi_')}.yaml").is_file()
    return _where(found) or (f"`{MIX[1]}` (attention), by the rows of `configs/kpis`" if by_rows else "")


def _titles(folder: str) -> list[tuple[str, str]]:
    """(name, English title) of every file in a folder of configs; none when the folder is not there."""
    return [(path.stem, english(read_yaml(path, path.name).get("title", path.stem)))
            for path in sorted((CONFIGS / folder).glob("*.yaml"))]


def _words(name: str) -> dict[str, Any]:
    """Hand-written words of experiments/templates/NAME.yaml."""
    words: dict[str, Any] = yaml.safe_load((TEMPLATES / f"{name}.yaml").read_text(encoding="utf-8"))
    return words


def _where(functions: Sequence[SourceFunction]) -> str:
    """ "`ask_hazard` (seeking)" for each function, in order."""
    return ", ".join(f"`{function.name}` ({Path(function.module).stem})" for function in functions)


def _constant(source: Source, module: str, name: str) -> int:
    match = re.search(rf"^{name} = (\d+)\b", source.text[module], re.MULTILINE)
    if match is None:
        raise KeyError(f"{module} has no whole number {name}")
    return int(match[1])


def _by_number(text: str) -> tuple[int, str]:
    digits = re.sub(r"\D", "", text)
    return (int(digits) if digits else 0, text)


def english(text: Any) -> str:
    """The English of a text in two languages, or the text itself."""
    return str(text.get("en", "")) if isinstance(text, Mapping) else str(text)


def plain(code: str) -> str:
    """ "daily_living" as "daily living"."""
    return code.replace("_", " ")


def cell(text: Any) -> str:
    """Text for a cell of a Markdown table: one line, no bar."""
    return " ".join(str(text).split()).replace("|", "\\|")


def first_sentences(text: str) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join(text.split("\n\n")[0].split())


def number(value: Any) -> str:
    """A number, or several, as people write it; nothing else is changed."""
    if isinstance(value, tuple | list):
        return ", ".join(number(part) for part in value)
    return f"{value:,.10g}" if isinstance(value, int | float) and abs(value) >= 10_000 else (
        f"{value:.10g}" if isinstance(value, int | float) else str(value))
