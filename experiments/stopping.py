"""A process that is told to end (SIGTERM, or its terminal closed) ends as on Ctrl-C: what is finished is kept, with a word."""

import signal
from types import FrameType

_by: list[int] = []


def listen() -> None:
    """From now on such a signal raises KeyboardInterrupt, where this thread may listen to signals."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        try:
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, _end)
        except ValueError:
            return  # not the main thread


def _end(number: int, frame: FrameType | None) -> None:
    _by.append(number)
    signal.signal(number, signal.SIG_IGN)  # once is enough: what follows puts away what is finished
    raise KeyboardInterrupt


def code_of(code: int, interrupted: int) -> int:
    """The exit code: that of the signal (128 and its number) in the place of an interruption's."""
    return 128 + _by[-1] if _by and code == interrupted else code

