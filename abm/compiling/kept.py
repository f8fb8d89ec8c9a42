"""The one owner of what can be remade: compiled code and warm starting states, in one folder, bounded in bytes.

Nothing kept here may stop a run or change its result, and compiled code is read by unpickling, so a folder or file that
somebody else could have written is never read. Whatever cannot be made, read, written or trusted is told once on stderr and
done without: the next folder in line is used, and at the end a private one that goes when the run ends.
"""

import atexit
import functools
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

HERE = Path(__file__).parents[1]
NAMED = "LEEFWERELD_CACHE"
MOST = "LEEFWERELD_CACHE_MB"
MOST_MB = 4_000
CODE, WARM, READY = "rules", "warm", "ready-"
STALE_SECONDS = 3_600.0  # a part older than this belongs to a process that is gone

_told: set[str] = set()


class Kept(NamedTuple):
    """One file of the cache: "code" or "warm", where, how large, when written."""

    kind: str
    path: Path
    size: int
    written: float


def tell(text: str) -> None:
    """Say on stderr, once a process, what the cache had to do without."""
    if text not in _told:
        _told.add(text)
        if sys.stderr is not None:
            print(f"leefwereld: {text}", file=sys.stderr)


@functools.cache
def source_hash() -> str:
    """Hash of every Python file of this package, with numba's version: names the folder of compiled code."""
    digest = hashlib.sha256(version("numba").encode())
    for path in sorted(HERE.rglob("*.py")):
        digest.update(path.relative_to(HERE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


# ---------------------------------------------------------------------------- which folder


def cache_root() -> Path | None:
    """Folder for everything that can be remade, or None where no folder can be had.

    `LEEFWERELD_CACHE` names it (~ is the home); else it is `leefwereld` in the user's cache folder, or, told once, in the
    temporary folder.
    """
    words = (os.environ.get(NAMED), os.environ.get("XDG_CACHE_HOME"), os.environ.get("HOME"))
    return _root(*words, os.getpid())


@functools.lru_cache(maxsize=8)
def _root(named: str | None, xdg: str | None, home: str | None, process: int) -> Path | None:
    del home, process  # they only tell one question from another
    lacking: list[str] = []
    ways: list[Callable[[], Path]] = [functools.partial(_of_the_user, xdg), _of_the_machine]
    for find in [lambda: Path(str(named)).expanduser()] if named else ways:
        try:
            folder = find()
            why = _made(folder)
        except (OSError, RuntimeError, ValueError) as error:
            folder, why = None, f"there is no home folder ({error})"
        if folder is not None and not why:
            if lacking:
                tell(f"the cache is in '{folder}', since {'; '.join(lacking)}")
                os.environ[NAMED] = str(folder)  # worker processes take the same without telling it again
            return folder
        lacking.append(f"'{folder}' {why}" if folder is not None else why)
    folder = _for_this_run()
    tell(f"nothing is kept for the next run, since {'; '.join(lacking)}")
    if folder is not None:
        os.environ[NAMED] = str(folder)
    return folder


def _of_the_user(xdg: str | None) -> Path:
    return (Path(xdg) if xdg and Path(xdg).is_absolute() else Path.home() / ".cache") / "leefwereld"


def _of_the_machine() -> Path:
    return Path(tempfile.gettempdir()) / f"leefwereld-{os.getuid() if hasattr(os, 'getuid') else 0}"


def _for_this_run() -> Path | None:
    """A folder of our own for as long as this process lives, so that its workers share what one of them compiled."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="leefwereld-"))
    except OSError:
        return None
    atexit.register(_remove_folder, folder, os.getpid())
    return folder


def _remove_folder(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked worker ends earlier
        shutil.rmtree(folder, ignore_errors=True)


def _made(folder: Path) -> str:
    """Make a folder that only we can write to; return in words why it cannot be used, or nothing.

    One that cannot be written to can be used when the whole model lies compiled in it, as on a shared disk.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        why = _distrust(folder.lstat()) or _distrust(folder.stat())
        readable = os.access(folder, os.R_OK | os.X_OK)
        if not why and not (readable and (os.access(folder, os.W_OK) or _filled(folder) or _filled(folder.parent))):
            why = "cannot be written to"
    except FileExistsError:
        return "is a file"
    except (OSError, ValueError) as error:
        return f"cannot be made ({(getattr(error, 'strerror', None) or str(error)).lower()})"
    return why


def _filled(folder: Path) -> bool:
    """Whether a cache in which the whole model was compiled begins here."""
    return next(folder.glob(f"{READY}*"), None) is not None


def _distrust(facts: os.stat_result) -> str:
    """In words, why what these facts are of may have been written by somebody else; nothing where it cannot."""
    if not hasattr(os, "geteuid"):
        return ""
    if facts.st_uid not in (os.geteuid(), 0):
        return "belongs to another account and is not trusted"
    if facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not stat.S_ISLNK(facts.st_mode):
        return "can be written to by other accounts and is not trusted (chmod go-w makes it so)"
    return ""


def place(kind: str) -> Path | None:
    """The folder of one kind in the cache, made and trusted, or None."""
    root = cache_root()
    if root is None:
        return None
    why = _made(root / kind)
    if why:
        tell(f"'{root / kind}' {why}; it is done without")
    return None if why else root / kind


# ---------------------------------------------------------------------------- reading and writing


def read(kind: str, name: str, load: Callable[[BinaryIO], Any]) -> Any | None:
    """What `load` makes of a kept file; None where there is none that can be trusted and read, which is told."""
    folder = place(kind)
    if folder is None:
        return None
    path = folder / name
    try:
        # Without waiting: where a pipe stands, opening it would wait for ever.
        with open(path, "rb", opener=lambda file, flags: os.open(file, flags | getattr(os, "O_NONBLOCK", 0))) as file:
            facts = os.fstat(file.fileno())
            why = _distrust(facts) or ("" if stat.S_ISREG(facts.st_mode) else "is no plain file")
            if not why:
                return load(file)
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever a damaged file brings about, the run goes on
        why = f"cannot be read ({type(error).__name__})"
    tell(f"'{path}' {why}; it is made again")
    _remove(path)
    return None


def write(kind: str, name: str, put: Callable[[BinaryIO], object]) -> None:
    """Keep what `put` writes, whole or not at all; a disk that does not take it costs time, never a result.

    Where others filled a cache for us to read, nothing is to be kept and nothing to be told.
    """
    folder = place(kind)
    if folder is None or not os.access(folder, os.W_OK):
        return
    aside = ""
    try:
        handle, aside = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")  # for us alone, whatever the umask
        with os.fdopen(handle, "wb") as file:
            put(file)
            large = file.tell() > most_bytes() // 2
        if not large:
            os.replace(aside, folder / name)
            aside = ""
        bound()
    except OSError as error:
        tell(f"nothing more is kept in '{folder}' ({(error.strerror or str(error)).lower()})")
    finally:
        if aside:
            _remove(Path(aside))


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def ready() -> bool:
    """Whether the compiled model lies ready on this machine."""
    root = cache_root()
    try:
        return root is not None and (root / f"{READY}{source_hash()}").is_file()
    except OSError:
        return False


def mark_ready() -> None:
    """Note that the whole model is compiled."""
    root = cache_root()
    try:
        if root is not None:
            (root / f"{READY}{source_hash()}").touch()
    except OSError as error:
        tell(f"nothing more is kept in '{root}' ({(error.strerror or str(error)).lower()})")


# ---------------------------------------------------------------------------- seeing, bounding, emptying


def most_bytes() -> int:
    """Most bytes that the cache may hold: 4 GB, or as many MB as LEEFWERELD_CACHE_MB says."""
    said = os.environ.get(MOST, "").strip()
    if said and not (said.isascii() and said.isdigit() and len(said) < 10):
        tell(f"{MOST} is '{said[:40]}'; allowed: a whole number of MB; {MOST_MB} is taken")
        said = ""
    return int(said or MOST_MB) * 1_000_000


def contents() -> list[Kept]:
    """Every file of ours in the cache, oldest first; what somebody else put there is not ours."""
    root = cache_root()
    found = [] if root is None else [kept for kept in _ours(root) if kept is not None]
    return sorted(found, key=lambda kept: (kept.written, kept.path))


def _ours(root: Path) -> Iterator[Kept | None]:
    for kind, folder, ending in (("code", CODE, "*.nb[ic]"), ("warm", WARM, "*.npz"), ("code", "compiled-*", "**/*.nb[ic]"),
                                 ("code", ".", f"{READY}*"), ("part", CODE, ".*.part"), ("part", WARM, ".*.part"),
                                 ("part", WARM, "tmp*.part")):  # fmt: skip
        for path in root.glob(f"{folder}/{ending}"):
            try:
                facts = path.lstat()
            except OSError:
                continue
            yield None if stat.S_ISDIR(facts.st_mode) else Kept(kind, path, facts.st_size, facts.st_mtime)


def bound() -> None:
    """Forget the oldest starting states until the cache is small enough, and the oldest code when that is not enough."""
    found, most = contents(), most_bytes()
    for kept in [kept for kept in found if kept.kind == "part" and time.time() - kept.written > STALE_SECONDS]:
        _remove(kept.path)
    total = sum(kept.size for kept in found if kept.kind != "part")
    for kept in sorted(found, key=lambda kept: kept.kind != "warm"):
        if total <= most or kept.kind == "part":
            break
        total -= kept.size if _remove(kept.path) else 0


def empty() -> tuple[int, int]:
    """Remove what is kept; return how many files and bytes went."""
    gone = [kept for kept in contents() if _remove(kept.path)]
    root = cache_root()
    for folder in [] if root is None else [root / CODE, root / WARM, *sorted(root.glob("compiled-*/**/"), reverse=True)]:
        try:
            folder.rmdir()
        except OSError:
            continue  # something of somebody else is in it
    return len(gone), sum(kept.size for kept in gone)
