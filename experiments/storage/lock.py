"""One process at a time in a folder: a lock that the operating system lets go when its holder dies, however it dies."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from abm.settings.errors import ConfigError
from experiments.storage.files import unwritable

NAME = ".lock"


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder` (which must exist). Raises ConfigError in words when another process holds it."""
    try:
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ConfigError(unwritable(folder, error)) from None
    try:
        if not _take(handle):
            holder = os.pread(handle, 20, 0).decode(errors="replace").strip() if hasattr(os, "pread") else ""
            who = f" (process {holder})" if holder.isdigit() else ""
            raise ConfigError(
                f"another process is at work in '{folder}'{who}; wait until it is done, or name another folder with --out"
            )
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        try:
            yield
        finally:
            os.ftruncate(handle, 0)  # what is left of the lock is the same whoever held it
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows has no flock; its own call does the same for one byte

        try:
            importlib.import_module("msvcrt").locking(handle, 2, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a disk that knows no locks: files of runs have names of their own, so that nothing is overwritten
    return True
