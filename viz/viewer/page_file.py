"""The page in the browser, put together of its parts: `pages/viewer.vue` names each where it belongs. No build step is needed."""

import functools
import re
import tempfile
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
_PART = re.compile(r"(?:<!--|/\*) part ([a-z_]+\.(?:html|js)) (?:-->|\*/)")


def text() -> str:
    """The whole page as one Vue file; a part is markup of one page, or methods of one purpose."""
    page = (PAGES / "viewer.vue").read_text(encoding="utf-8")
    return _PART.sub(lambda found: (PAGES / found[1]).read_text(encoding="utf-8").rstrip("\n"), page)


def file() -> str:
    """Where the whole page stands for this process; it goes when the process ends."""
    path = Path(_folder().name) / "viewer.vue"
    path.write_text(text(), encoding="utf-8")
    return str(path)


@functools.cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="leefwereld-page-")
