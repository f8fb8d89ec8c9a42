"""A report of a session by a button: the command `leefwereld report` in a process of its own, one at a time for everybody."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from abm.settings.files import own_folder

PAIRS = 8  # enough for a verdict, few enough to wait for
_ONE = threading.Lock()
_ENDED = threading.Event()


def begin(record: str, lang: str, gone: Callable[[], bool], done: Callable[[str], None]) -> bool:
    """Make the report of a session file out of sight; False while another one is being made.

    `done(page)` is called from another thread, with nothing when it failed; who is `gone` is not waited for.
    """
    if not _ONE.acquire(blocking=False):
        return False
    threading.Thread(target=_make, args=(record, lang, gone, done), name="report", daemon=True).start()
    return True


def _make(record: str, lang: str, gone: Callable[[], bool], done: Callable[[str], None]) -> None:
    page = ""
    try:
        with tempfile.TemporaryDirectory(prefix="leefwereld-report-") as folder:
            place = Path(folder)
            (place / "session.json").write_text(record, encoding="utf-8")
            if _run(place, lang, gone):
                page = (place / "out" / "report.html").read_text(encoding="utf-8")
    except OSError:
        page = ""
    finally:
        _ONE.release()
        done(page)


def _run(place: Path, lang: str, gone: Callable[[], bool]) -> bool:
    words = ["report", "session.json", "--out", "out", "--lang", lang, "--replications", str(PAIRS), *own_folder()]
    process = subprocess.Popen([sys.executable, "-m", "viz.cli", *words], cwd=place, env=_env(), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    while process.poll() is None:
        if gone() or _ENDED.is_set():
            process.terminate()
            process.wait()
            return False
        time.sleep(0.2)
    return process.returncode == 0


def end() -> None:
    """End what is being made: the server itself ends."""
    _ENDED.set()
    if _ONE.acquire(timeout=2):
        _ONE.release()


def _env() -> dict[str, str]:
    """The environment of this process; the project may be a checkout that is not installed."""
    root = str(Path(__file__).parents[2])
    return os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}
