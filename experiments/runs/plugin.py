"""Which plugin is in force: that of the configs folder that a person named, and nothing where none was named.

Its outcomes stand in `abm.state.outcomes.OUTCOMES` as long as it is in force, behind those that come along, so that lists,
tables, summaries and searches know them. Its text is part of the fingerprint of the model.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from abm.settings import files
from abm.settings.errors import ConfigError
from abm.state.outcomes import OUTCOMES, Outcome
from experiments.place.layer import base_of
from experiments.runs.identity import digest, model_fingerprint
from experiments.runs.plugin_file import FILE, GROUP, SHIPPED, Plugin, read_plugin

# Folders that a person named: stored results name a folder too, and reading them may run nobody's code.
_named: set[Path] = {files.in_force()} if files.own_folder() else set()
# In a worker process: the plugin that came along with the work.
_held: ContextVar[Plugin | None] = ContextVar("plugin that came along", default=None)


def plugin_in_force() -> Plugin | None:
    """The plugin that came along with the work, else that of the configs folder in force, or None.

    Raises ConfigError when its file is wrong.
    """
    if (came := _held.get()) is not None:
        return came
    if not files.own_folder():
        return None
    folder = files.in_force()
    if folder not in _named and base_of(folder) not in _named:
        return None
    path = base_of(folder) / FILE
    return read_plugin(path) if path.is_file() else None


def put_own(folder: Path | str | None = None) -> Plugin | None:
    """Note that a person named the folder (default: the one in force), and put its plugin in force. Raises ConfigError."""
    _named.add(Path(folder).resolve() if folder is not None else files.in_force())
    return put_outcomes()


def put_outcomes() -> Plugin | None:
    """Let the outcomes known be those that come along and those of the plugin in force, which is returned."""
    found = plugin_in_force()
    forget_outcomes()
    OUTCOMES.update({} if found is None else found.outcomes)
    return found


def forget_outcomes() -> None:
    """Let the outcomes known be those that come along."""
    for name in [name for name in OUTCOMES if name not in SHIPPED]:
        del OUTCOMES[name]


@contextmanager
def using(folder: Path | str | None) -> Iterator[Path]:
    """Put a configs folder in force for a while, its plugin too; None leaves the one that is. Raises ConfigError."""
    try:
        with files.using(folder) as path:
            if folder is not None:
                put_own(path)
            yield path
    finally:
        put_outcomes()


@contextmanager
def holding(found: Plugin) -> Iterator[None]:
    """Let a plugin be in force for the work of this context alone."""
    before = _held.set(found)
    try:
        yield
    finally:
        _held.reset(before)


def fingerprint() -> str:
    """The model's fingerprint, with the text of the plugin in force where there is one."""
    return with_stamp(plugin_in_force())


def with_stamp(found: Plugin | None) -> str:
    """The model's fingerprint together with that of a plugin, or alone."""
    return model_fingerprint() if found is None else of_stamp(found.stamp)


def of_stamp(stamp: str) -> str:
    """The fingerprint of the model with a plugin of this hash."""
    return digest(model_fingerprint(), FILE, stamp)


def plugin_told() -> dict[str, Any]:
    """The plugin in force as results keep it, under the key `plugin`; empty when there is none."""
    found = plugin_in_force()
    return {} if found is None else {"plugin": found.told()}


def own_file(outcome: str) -> dict[str, str]:
    """The file of the plugin in force under the key `file`, when the outcome is one of its; else nothing."""
    found = plugin_in_force()
    return {"file": found.where} if found is not None and outcome in found.outcomes else {}


def made_here(told: Mapping[str, Any], key: str = "model_fingerprint") -> bool:
    """Whether stored results are of this version of the model, with the plugin that they name or none."""
    stamp = (told.get("plugin") or {}).get("sha256")
    return told.get(key) == (model_fingerprint() if stamp is None else of_stamp(str(stamp)))


def know_stored(told: Mapping[str, Any]) -> None:
    """Know the outcomes that stored results tell of, by what they keep of them: no code of theirs is run."""
    for name, kept in ((told.get("plugin") or {}).get("outcomes") or {}).items():
        if name not in OUTCOMES:
            OUTCOMES[name] = Outcome(name, kept["unit"], kept["direction"], False, kept["smallest"], kept["digits"], GROUP,
                                     kept["en"], kept["nl"], kept["formula"], kept["reason"])


def refuse_without(told: Mapping[str, Any], folder: Path) -> None:
    """Refuse to go on with stored runs of a plugin that is not in force, or is another one. Raises ConfigError."""
    kept, here = told.get("plugin"), plugin_in_force()
    if (kept or {}).get("sha256") == (None if here is None else here.stamp):
        return
    if kept is None and here is not None:
        raise ConfigError(f"'{folder}' was made without {here.where}; leave --configs away, or name another folder.")
    if kept is not None:
        there = "there is none" if here is None else "its text is another"
        raise ConfigError(f"'{folder}' was made with {kept['file']} ({kept['sha256'][:12]}), and {there} here; give --configs "
                          "with the folder that holds it.")
