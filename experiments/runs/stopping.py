"""A process that is told to end (Ctrl-C, SIGTERM, its terminal closed) ends: what is finished is kept, with a word.

A signal raises KeyboardInterrupt wherever the program then is, and Python drops what is raised while it tidies up an object.
So it is written down too, and the loops that do work ask for it: no signal is lost.
"""

import signal
from types import FrameType

_by: list[int] = []


def listen() -> None:
    """From now on such a signal raises KeyboardInterrupt, where this thread may listen to signals."""
    _by.clear()
    for name, usual in (("SIGINT", signal.default_int_handler), ("SIGTERM", signal.SIG_DFL), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)
        try:
            if number is not None and signal.getsignal(number) == usual:
                signal.signal(number, _end)
        except ValueError:
            return  # not the main thread


def check() -> None:
    """Raise KeyboardInterrupt when the process has been told to end, also when what was raised then went lost."""
    if _by:
        raise KeyboardInterrupt


def _end(number: int, frame: FrameType | None) -> None:
    _by.append(number)
    if number != signal.SIGINT:
        signal.signal(number, signal.SIG_IGN)  # once is enough: what follows puts away what is finished
    raise KeyboardInterrupt


def code_of(code: int, interrupted: int) -> int:
    """The exit code: that of the signal (128 and its number) in the place of an interruption's."""
    return 128 + _by[-1] if _by and code == interrupted else code
