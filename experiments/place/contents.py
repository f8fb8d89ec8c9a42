"""What stands in a file as text: CSV in either encoding, the one table of a zip file, the first sheet of a workbook."""

import io
import zipfile
from pathlib import Path

from abm.settings.errors import ConfigError

MOST_BYTES = 200_000_000
TEXTS = (".csv", ".txt", ".tsv")
WORKBOOKS = (".xlsx", ".xls", ".ods")
ENDINGS = (*TEXTS, *WORKBOOKS, ".zip")
CHOOSE = "choose 'CSV' at download, or open it and save it as CSV UTF-8"


def text_in(path: Path, where: str) -> str:
    """The table of a file as text. Raises ConfigError when it holds none, or more than one."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError as error:
        raise ConfigError(f"{where}: cannot be read ({error}).") from None
    name = path.name
    if path.suffix.lower() == ".zip":
        name, content = _unpacked(content, where)
    return _sheet(name, content, where) if Path(name).suffix.lower() in WORKBOOKS else _decoded(content, where)


def _unpacked(content: bytes, where: str) -> tuple[str, bytes]:
    """Name and content of the one table in a zip file; what tells about it (metadata) does not count."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            tables = [item for item in box.infolist() if Path(item.filename).suffix.lower() in (*TEXTS, *WORKBOOKS)]
            data = [item for item in tables if "meta" not in item.filename.lower()]
            if len(data) != 1:
                named = ", ".join(item.filename for item in data[:4]) or "none"
                raise ConfigError(f"{where}: holds {len(data)} tables ({named}); allowed: one (unpack it, and name the table).")
            return data[0].filename, box.read(data[0]) if data[0].file_size <= MOST_BYTES else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise ConfigError(f"{where}: cannot be unpacked ({error}); unpack it, and name the table in it.") from None


def _sheet(name: str, content: bytes, where: str) -> str:
    """The first sheet of a workbook as CSV, where pandas has the library for it."""
    import pandas as pd

    try:
        frame = pd.read_excel(io.BytesIO(content), header=None, dtype=str, keep_default_na=False)
    except ImportError:
        raise ConfigError(f"{where}: is a spreadsheet; allowed: CSV ({CHOOSE}).") from None
    except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
        raise ConfigError(f"{where}: cannot be read as a spreadsheet ({error}); {CHOOSE}.") from None
    return str(frame.to_csv(sep=";", header=False, index=False))


def _decoded(content: bytes, where: str) -> str:
    if not content.strip():
        raise ConfigError(f"{where}: is empty, or larger than {MOST_BYTES // 1_000_000} MB; allowed: a table as CSV.")
    if b"\x00" in content[:4096]:
        raise ConfigError(f"{where}: is no text; allowed: a table as CSV in UTF-8 or Windows-1252.")
    for coding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise ConfigError(f"{where}: its letters are neither UTF-8 nor Windows-1252; save it as UTF-8.")
