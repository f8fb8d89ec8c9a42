"""The page in the browser, put together of its parts: `pages/viewer.vue` names each where it belongs. No build step is needed."""

import functools
import re
import tempfile
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
_PART = re.compile(r"(?:<!--|/\*) part ([a-z_]+\.(?:html|js)) (?:-->|\*/)")


def text(page_of: Path = PAGES / "viewer.vue") -> str:
    """A whole page as one Vue file; a part is markup or methods of one purpose, and may have parts itself."""
    page = page_of.read_text(encoding="utf-8")
    return _PART.sub(lambda found: text(PAGES / found[1]).rstrip("\n"), page)


def file(page_of: Path = PAGES / "viewer.vue") -> str:
    """Where the whole page stands for this process; it goes when the process ends."""
    path = Path(_folder().name) / page_of.name
    path.write_text(text(page_of), encoding="utf-8")
    return str(path)


@functools.cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="leefwereld-page-")
