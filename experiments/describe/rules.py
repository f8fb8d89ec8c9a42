"""By which rules of the model something is moved: mechanism, file, what the rule says, and the evidence it cites."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.evidence import cited, said_in
from abm.settings.registry import definitions
from experiments.describe.source import Source, SourceFunction

RULES = "abm/mechanisms/"
COUNTED = "abm/run/observe.py"
NUMBERED = re.compile(r"[Mm]([0-9]{1,4})")
READ = {"lever": "levers", "parameter": "parameters"}


def with_rules(told: Mapping[str, Any], configs: Path | None = None) -> dict[str, Any]:
    """What `explain` found, and the rules that work there.

    Of an outcome those that speak of it, or where it is counted; of a lever or parameter those that read it; of a deed those by
    which deeds are chosen, allowed and done; of a mechanism its own.
    """
    found = [_rule(function, configs) for function in _functions(told)]
    return {**told, **({"moved_by": found} if found else {})}


def mechanism(key: str) -> dict[str, Any] | None:
    """A mechanism by its number ("M21", "m21") as `explain` tells things; None for a key that is no such number.

    Raises ConfigError for a number that no rule has.
    """
    asked = NUMBERED.fullmatch(key)
    if asked is None:
        return None
    known = sorted({number for function in Source().functions.values() for number in function.numbers})
    if int(asked[1]) not in known:
        raise ConfigError(f"There is no mechanism {key!r}; allowed: M{known[0]} to M{known[-1]}")
    return {"key": f"M{int(asked[1])}", "kind": "mechanism", "number": int(asked[1])}


def rules_text(told: Mapping[str, Any]) -> list[str]:
    """The rules for the terminal, a line for each and one for its evidence."""
    lines = []
    for rule in told.get("moved_by", ()):
        lines.append(f"{', '.join(rule['mechanisms']) or 'rule'} in {rule['file']}, {rule['name']}: {rule['says']}")
        for row in rule["evidence"]:
            lines.append(f"    {row['name']}: {row['said']}")
    return lines


def _functions(told: Mapping[str, Any]) -> list[SourceFunction]:
    source, kind = Source(), told.get("kind")
    if kind in READ:
        found = source.reads(READ[kind], told["key"])
    elif kind == "outcome":
        words = (told["en"].lower(), told["key"].replace("_", " "))
        found = [function for function in source.functions.values()
                 if function.numbers and any(word in function.doc.lower() for word in words)]  # fmt: skip
        if not found:
            counted = [function for function in source.functions.values() if function.module == COUNTED]
            return [function for function in counted if _named(told["key"], function)] or [
                function for function in counted if function.name == "outcomes"]  # fmt: skip
    elif kind == "mechanism":
        found = source.with_number(told["number"])
    elif kind == "deed":
        found = [function for function in source.functions.values()
                 if function.numbers and "deed" in function.doc.split("\n\n")[0].lower()]  # fmt: skip
    else:
        return []
    return [function for function in found if function.module.startswith(RULES)] or found


def _named(key: str, function: SourceFunction) -> bool:
    """Whether a function makes an outcome of this name."""
    return any(f"{mark}{key}{mark}" in function.code for mark in "'\"")


def _rule(function: SourceFunction, configs: Path | None) -> dict[str, Any]:
    known = definitions(configs).parameters
    sources = said_in([known[name]._asdict() for name in function.parameters if name in known])
    return {
        "mechanisms": [f"M{number}" for number in function.numbers],
        "file": function.module,
        "name": function.name,
        "says": " ".join(function.doc.split("\n\n")[0].split()),
        "parameters": list(function.parameters),
        "evidence": [row.told() for row in cited(f"{function.doc}; {sources}", configs)],
    }
