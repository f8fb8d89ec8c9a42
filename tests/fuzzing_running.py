"""A command run in this process up to its first heavy step: its exit code and what it said."""

import contextlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

from experiments.runs.stopping import check as check_signals


class Ready(BaseException):
    """Raised in place of the first heavy step of a command: the input was accepted."""


def _ready(*args: Any, **options: Any) -> Any:
    raise Ready


@contextlib.contextmanager
def nothing_heavy(solve: bool) -> Iterator[None]:
    """In place of the first heavy step of every command, `Ready` is raised."""
    import experiments.cli.main
    import experiments.cli.terminal
    import experiments.sweeps.sweep
    import viz.viewer.server

    quiet = _ready if not solve else lambda lang: None  # solve checks what it was given after that step
    places = [(experiments.cli.main, "compiled_once", quiet), (experiments.cli.terminal, "compiled_once", quiet),
              (experiments.sweeps.sweep, "perform_sweep", _ready), (viz.viewer.server, "start", _ready)]  # fmt: skip
    kept = [getattr(module, name) for module, name, _ in places]
    for module, name, new in places:
        setattr(module, name, new)
    try:
        yield
    finally:
        for (module, name, _), old in zip(places, kept, strict=True):
            setattr(module, name, old)


def run_command(words: Sequence[str]) -> tuple[int, str]:
    """Exit code (0 as well when it got to its first heavy step) and what it said on stderr; other errors pass through."""
    from viz.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with nothing_heavy(words[0] == "solve"), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(list(words))
        except SystemExit as ended:
            check_signals()  # whoever stops the fuzzer does not mean the case
            return int(ended.code or 0), err.getvalue()
        except Ready:
            return 0, err.getvalue()
    return 0, err.getvalue()


def faults_of(code: int, said: str, longest: int = 3_200) -> list[str]:
    """What is wrong with how any command ended: a code that is none of ours, a traceback, a refusal that is no line of ours."""
    last = said.rstrip("\n").rpartition("\n")[2]
    found = [] if code in (0, 2) else [f"exit code {code}: {said[-300:]}"]
    found += ["a traceback"] if "Traceback" in said else []
    if code == 2:
        found += [] if last.startswith("leefwereld: ") else [f"no line of ours: {said[-200:]!r}"]
        found += [f"{len(last)} characters long"] if len(last) > longest else []
        steers = not all(sign.isprintable() for sign in said.replace("\n", ""))
        found += [f"signs that steer a terminal: {said[-200:]!r}"] if steers else []
    return found
