"""The one way to write a file: whole or not at all, through links and pipes to where they lead, told in words when refused."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from abm.settings.errors import ConfigError

_number = count()


ELSEWHERE = "name another folder with --out"


def prepare(folder: Path, elsewhere: str = ELSEWHERE) -> None:
    """Make `folder` and see that files can be written there. Raises ConfigError in words, with what to do, when they cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = _beside(folder)
        trial.write_bytes(b"x" * 4096)
        trial.unlink()
    except (OSError, ValueError) as error:
        raise ConfigError(unwritable(folder, error, elsewhere)) from None


def prepare_file(path: Path, elsewhere: str = ELSEWHERE) -> None:
    """See that a file can be written, before work is done for it. Raises ConfigError in words when it cannot."""
    target = _target(path)
    if _plain(target):
        prepare(target.parent, elsewhere)


def unwritable(folder: Path, error: Exception, elsewhere: str = ELSEWHERE) -> str:
    """The user's words for an operating-system error on writing in `folder`."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"cannot write to '{folder}': a file stands there; {elsewhere.replace('another folder', 'a folder')}"
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return f"cannot write to '{folder}': {reason}; {elsewhere}"


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with the line ends that it has. Raises ConfigError as `write_file` does."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes. Raises ConfigError as `write_file` does."""
    write_file(path, lambda aside: aside.write_bytes(content))


def write_file(path: Path, write: Callable[[Path], object]) -> None:
    """Call `write` with a name beside `path`, and put what it wrote in the place of `path`.

    A pipe or a device is written to and stays what it is; a link keeps leading where it leads. Raises ConfigError in words
    when the disk does not take it; nothing half-written stays behind.
    """
    with together() as put:
        put(path, write)


@contextmanager
def together() -> Iterator[Callable[[Path, Callable[[Path], object]], Path]]:
    """Gives put(path, write), which returns where the content waits; all files take their places when the block ends."""
    waiting: list[tuple[Path, Path]] = []
    at = Path()

    def put(path: Path, write: Callable[[Path], object]) -> Path:
        nonlocal at
        at = path
        target = _target(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = _beside(target.parent) if _plain(target) else _elsewhere()
        waiting.append((target, aside))
        write(aside)
        _settle(aside)
        return aside

    try:
        yield put
        for target, aside in waiting:
            at = target
            _take_place(target, aside)
    except OSError as error:
        raise ConfigError(unwritable(at.parent, error)) from None
    finally:
        for _, aside in waiting:
            with suppress(OSError):  # on a disk that cannot be written to, nothing stands there either
                aside.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Where a path leads, in full: some libraries read a ~ in it anew. Raises ConfigError for a folder, disk or socket."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return Path(os.path.realpath(path))
    except ValueError as error:
        raise ConfigError(f"cannot write to '{path}': {error}") from None
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        return Path(os.path.abspath(path))  # what /dev/stdout leads to has no name
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "no file"
        raise ConfigError(f"cannot write to '{path}': {kind} stands there; name a file")
    return Path(os.path.realpath(path))


def _plain(path: Path) -> bool:
    return not path.exists() or path.is_file()


def _beside(folder: Path) -> Path:
    """A short name of our own: beside a name of 255 letters no longer one fits."""
    return Path(os.path.abspath(folder)) / f".{os.getpid()}-{next(_number)}.part"


def _elsewhere() -> Path:
    handle, name = tempfile.mkstemp(prefix="leefwereld-", suffix=".part")
    os.close(handle)
    return Path(name)


def _settle(aside: Path) -> None:
    """Have the disk take it before the name does; on Windows that asks for a handle that may be written to."""
    with open(aside, "r+b") as handle:
        os.fsync(handle.fileno())


def _take_place(target: Path, aside: Path) -> None:
    if not _plain(target):
        with open(aside, "rb") as content, open(target, "wb") as out:
            shutil.copyfileobj(content, out)
        return
    if target.exists():
        shutil.copymode(target, aside)
    os.replace(aside, target)
