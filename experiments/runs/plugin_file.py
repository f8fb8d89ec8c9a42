"""A file `plugin.py` of one's own, in one's own configs folder: outcomes, and one mechanism that works between weeks.

The file is read once as text; that very text is run, anew for every run of the model, so that nothing that it keeps in
variables of its own goes from one run to another.
"""

import functools
import hashlib
import inspect
import math
import re
import sys
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import shown
from abm.settings.graded import nearest
from abm.settings.registry import definitions
from abm.state.outcomes import DEFINITIONS, Outcome
from experiments.runs.identity import bare_text

FILE = "plugin.py"
OUTCOMES, EVERY_WEEK = "OUTCOMES", "every_week"
SHIPPED = tuple(outcome.name for outcome in DEFINITIONS)
# Columns beside outcomes in tables of runs: an outcome of one of these names could not be kept.
TAKEN = ("id", "variant", "scenario", "replication", "seed", "draw", "status", "error", "detail", "fingerprint", "content",
         "kinds", "file", "row", "bytes", "point", "label", "measures", "reference", "outcome", "week", "outcomes")  # fmt: skip
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
GROUP = "residents"  # where the report shows it
MOST_BYTES = 1_000_000


class PluginError(ConfigError):
    """What went wrong in a plugin while a run went on; the message names file, line, week and what is allowed."""


class OwnRun(NamedTuple):
    """What an outcome of one's own is made of, once a run is over."""

    result: Any  # abm.run.simulate.RunResult: outcomes, weekly series, money, hours, households
    notes: dict[Any, Any]  # what `every_week` wrote into `place.notes`; empty without
    households: int
    weeks: int  # policy weeks


@dataclass(frozen=True)
class OwnOutcome:
    """One outcome of one's own: -1 in `direction` means less is better, +1 more is better, 0 neither.

    `smallest` is the smallest difference that matters, `reason` says why; `definition` says how it is counted; `of` makes
    the number of a run (nan where it is not defined).
    """

    unit: str
    direction: int
    smallest: float
    reason: str
    en: str
    nl: str
    definition: str
    of: Callable[[OwnRun], float]
    digits: int = 2


class Plugin(NamedTuple):
    """A plugin that was read and checked."""

    path: Path
    where: str  # how it is named to the user
    text: str
    stamp: str  # sha256 (hex) of its text without comments and docstrings
    outcomes: Mapping[str, Outcome]
    mechanism: bool  # whether it has an `every_week`

    def told(self) -> dict[str, Any]:
        """What results keep of it: file, hash, whether it has a mechanism, and its outcomes."""
        kept = ("unit", "direction", "smallest", "digits", "en", "nl", "formula", "reason")
        outcomes = {name: {key: getattr(found, key) for key in kept} for name, found in self.outcomes.items()}
        return {"file": self.where, "sha256": self.stamp, "every_week": self.mechanism, "outcomes": outcomes}


def read_plugin(path: Path) -> Plugin:
    """The plugin in a file, which is run to see what it defines. Raises ConfigError naming file, line and what is allowed."""
    where = shown(path, path.parent)
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{where}: cannot be read as text ({error}).") from None
    if len(content) > MOST_BYTES or "\0" in text:
        raise ConfigError(f"{where}: is no file of Python; allowed: at most {MOST_BYTES // 1_000_000} MB of text.")
    return _read(path, where, text.replace("\r\n", "\n"))


@functools.lru_cache(maxsize=8)
def _read(path: Path, where: str, text: str) -> Plugin:
    made = made_anew(path, where, text)
    weekly = made.get(EVERY_WEEK)
    if OUTCOMES not in made and weekly is None:
        near = [nearest(name, (OUTCOMES, EVERY_WEEK)) for name in made if _like(name)]
        hint = next((told for told in near if told.startswith("did")), "")
        raise ConfigError(f"{where}: defines neither {OUTCOMES} nor {EVERY_WEEK}; allowed: one of them, or both. {hint}".strip())
    if weekly is not None and not _takes_one(weekly):
        raise refuse(where, EVERY_WEEK, weekly, "a function of one thing, the place: def every_week(place)")
    known = [*definitions(path.parent).levers, *definitions(path.parent).parameters]
    outcomes = {name: outcome_of(name, found, where, known) for name, found in own_outcomes(made, where).items()}
    return Plugin(path, where, text, hashlib.sha256(bare_text(text).encode()).hexdigest(), outcomes, weekly is not None)


def _like(name: str) -> bool:
    return not name.startswith("_")


def made_anew(path: Path, where: str, text: str) -> dict[str, Any]:
    """The names that the text defines, run now. Raises ConfigError with the line when it is broken or raises."""
    name = f"leefwereld_plugin_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    module = types.ModuleType(name)
    module.__file__ = str(path)
    try:
        code = compile(text, str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        raise ConfigError(f"{where}: {line}is not Python ({getattr(error, 'msg', None) or error}).") from None
    sys.modules[name] = module  # dataclasses look there for the module that they stand in
    try:
        exec(code, module.__dict__)  # noqa: S102 - the user named the folder that the file stands in
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever a file raises ends in a sentence
        raise ConfigError(f"{where}: {line_of(error, path)}{in_words(error)}.") from None
    return module.__dict__


def line_of(error: BaseException, path: Path) -> str:
    """ "line 12: " where the error came out of the file, else nothing."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"line {line}: " if line else ""


def in_words(error: BaseException) -> str:
    """An error with its kind, without a full stop."""
    text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return f"{type(error).__name__}: {text.rstrip('.')}" if text else type(error).__name__


def own_outcomes(made: Mapping[str, Any], where: str) -> dict[str, OwnOutcome]:
    """The outcomes that the file defines, by name, each with all its parts. Raises ConfigError."""
    table = made.get(OUTCOMES, {})
    if not isinstance(table, Mapping):
        raise refuse(where, OUTCOMES, table, "a mapping of names to outcomes (lw.OwnOutcome)")
    return {str(name): _whole(str(name), found, where) for name, found in table.items()}


def _whole(name: str, found: Any, where: str) -> OwnOutcome:
    if isinstance(found, OwnOutcome):
        return found
    if not isinstance(found, Mapping):
        raise refuse(where, f"{OUTCOMES} {name}", found, "an lw.OwnOutcome, or a mapping with its parts")
    parts = {field.name: field for field in fields(OwnOutcome)}
    for key in found:
        if key not in parts:
            raise ConfigError(f"{where}: {OUTCOMES} {name}: there is no part {key!r}; {nearest(str(key), parts)}")
    missing = [key for key, field in parts.items() if key not in found and field.default is MISSING]
    if missing:
        raise ConfigError(f"{where}: {OUTCOMES} {name}: {', '.join(missing)} must be given.")
    return OwnOutcome(**found)


def outcome_of(name: str, own: OwnOutcome, where: str, known: Iterable[str]) -> Outcome:
    """The definition as the rest of the program reads it. Raises ConfigError for a part that cannot be."""
    key = f"{OUTCOMES} {name}"
    if not NAME.fullmatch(name):
        raise refuse(where, f"the name of {OUTCOMES}", name, "small letters, digits and _, a letter first")
    if name in SHIPPED:
        raise ConfigError(f"{where}: {key} hides the outcome {name!r} that comes along; allowed: a name of your own.")
    if name in TAKEN or name in known:
        raise ConfigError(f"{where}: {key} is the name of a column, a lever or a parameter; allowed: a name of your own.")
    for part in ("unit", "reason", "en", "nl", "definition"):
        if not (isinstance(text := getattr(own, part), str) and text.strip()):
            raise refuse(where, f"{part} of {key}", text, "a text")
    if own.direction not in (-1, 0, 1) or isinstance(own.direction, bool):
        raise refuse(where, f"direction of {key}", own.direction, "-1 (less is better), 0 (neither), 1 (more is better)")
    if not _number(own.smallest) or not own.smallest > 0:
        raise refuse(where, f"smallest of {key}", own.smallest, "a number above 0, the smallest difference that matters")
    if type(own.digits) is not int or not 0 <= own.digits <= 6:
        raise refuse(where, f"digits of {key}", own.digits, "a whole number from 0 to 6")
    if not _takes_one(own.of):
        raise refuse(where, f"of of {key}", own.of, "a function of one thing, the run that is over (lw.OwnRun)")
    return Outcome(name, own.unit, int(own.direction), False, float(own.smallest), own.digits, GROUP, own.en, own.nl,
                   own.definition, own.reason)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _takes_one(function: Any) -> bool:
    """Whether something can be called with one argument."""
    if not callable(function):
        return False
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        return False
    except ValueError:  # built-in, without a signature
        return True
    return True
