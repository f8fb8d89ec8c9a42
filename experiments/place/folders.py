"""Folders of places in the cache: each is named by what it is made of, and used only while it is whole and nobody else's.

A folder that was damaged, edited or could have been written by another account is told once and made again, so that what lies
there never changes a result. The oldest go when there are more than `MOST`; `leefwereld cache` shows and empties them.
"""

import atexit
import contextlib
import functools
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from abm.compiling.kept import cache_root, place, tell
from abm.settings.errors import ConfigError
from experiments.storage.files import write_text

ROOM, WHOLE = "places", "whole.sha256"
MOST = 40  # of 1.5 MB each
OTHERS = stat.S_IWGRP | stat.S_IWOTH


def folder_named(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name, as `make` fills it. Raises ConfigError where no folder can be had."""
    room = place(ROOM)
    try:
        if room is not None:
            return _in(room, name, make)
    except OSError as error:
        tell(f"'{room}' takes no place ({(error.strerror or str(error)).lower()}); it is done without")
    try:
        return _in(_for_this_run(), name, make)
    except OSError as error:
        raise ConfigError(f"--place: no folder can be made for it ({error}).") from None


def _in(room: Path, name: str, make: Callable[[Path], None]) -> Path:
    folder = room / name
    if not _is_whole(folder):
        _make(folder, make)
        _forget_oldest(room)
    with contextlib.suppress(OSError):
        os.utime(folder)  # the oldest is what was not used for longest
    return folder


def _make(folder: Path, make: Callable[[Path], None]) -> None:
    aside = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        make(aside)
        write_text(aside / WHOLE, digest_of(aside))
        if os.path.lexists(folder):
            tell(f"'{folder}' is not as it was made; it is made again")
            _remove(folder)
        aside.rename(folder)
    except OSError:
        if not _is_whole(folder):  # else another process made it meanwhile
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    """Whether a folder holds what was put in it, and no other account could have changed it."""
    try:
        return (folder / WHOLE).read_text(encoding="ascii") == digest_of(folder)
    except (OSError, ValueError):
        return False


def digest_of(folder: Path) -> str:
    """sha256 (hex) of every name and byte in a folder. Raises OSError for what is no plain file, or is not ours alone."""
    digest = hashlib.sha256()
    for path in [folder, *sorted(folder.rglob("*"))]:
        facts = path.lstat()
        if facts.st_mode & OTHERS or (hasattr(os, "geteuid") and facts.st_uid not in (os.geteuid(), 0)):
            raise OSError(f"{path} may have been written by another account")
        if stat.S_ISREG(facts.st_mode) and path.name != WHOLE:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        elif not stat.S_ISDIR(facts.st_mode) and path.name != WHOLE:
            raise OSError(f"{path} is no plain file")
    return digest.hexdigest()


def kept_places() -> list[Path]:
    """The folders of places in the cache, oldest first; what somebody else put there is not ours."""
    root = cache_root()
    found = []
    for path in [] if root is None else (root / ROOM).glob(f"*/{WHOLE}"):
        with contextlib.suppress(OSError):  # another process may have removed it
            found.append((path.parent.lstat().st_mtime, path.parent))
    return [path for _, path in sorted(found)]


def _forget_oldest(room: Path) -> None:
    if room.parent == cache_root():
        for path in kept_places()[:-MOST]:
            _remove(path)


def sizes(folders: Sequence[Path]) -> list[int]:
    """Bytes of each file in these folders."""
    found = []
    for path in (path for folder in folders for path in folder.rglob("*") if not path.is_dir()):
        with contextlib.suppress(OSError):
            found.append(path.lstat().st_size)
    return found


def empty_places() -> tuple[int, int]:
    """Remove all folders of places; return how many files and bytes went. They are made again when they are needed."""
    folders = kept_places()
    gone = sizes(folders)
    for folder in folders:
        _remove(folder)
    return len(gone), sum(gone)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)  # another process may do the same
    else:
        path.unlink(missing_ok=True)


@functools.cache
def _for_this_run() -> Path:
    """A folder of our own for as long as this process lives."""
    folder = Path(tempfile.mkdtemp(prefix="leefwereld-"))
    atexit.register(_remove_own, folder, os.getpid())
    return folder


def _remove_own(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked worker ends earlier
        shutil.rmtree(folder, ignore_errors=True)
