"""The server process of the viewer: `python -m viz.viewer.serving HOST PORT`, in the environment of `viz.viewer.server`."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from experiments.runs.workers import end_with


def warm_up() -> None:
    """Compile and keep the starting place before anybody asks, so that the first picture is quick."""
    from experiments.stats.paired import difference
    from viz.viewer.picture import setup
    from viz.viewer.session import Session

    session = Session()
    session.step()
    setup(session, "en")
    difference([1.0, 2.0, 3.0], [2.0, 3.0, 5.0], -1, 0.1)  # loads scipy, which takes seconds


def main(host: str, port: int, wrap: Callable[[Any], Any] = lambda app: app) -> None:
    """Serve until the process is ended; `wrap` may stand before the pages."""
    import uvicorn

    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    warm_up()
    from solara.server.starlette import app

    from viz.viewer import reporting
    from viz.viewer.lost import with_word
    from viz.viewer.scenes import wished
    from viz.viewer.visitor import LUCK

    LUCK.ask("story", wished(), lambda: None)  # everybody begins there: its other luck is under way before the first has come
    signal.signal(signal.SIGTERM, _ended)  # uvicorn sends itself the signal again, which must not end us before the worker is
    try:
        uvicorn.run(wrap(with_word(app)), host=host, port=port, log_level="warning", timeout_graceful_shutdown=2)
    except KeyboardInterrupt:
        pass
    finally:
        reporting.end()
        LUCK.end()


def _ended(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
