"""Where each page of the documentation lives, and links from one page to another."""

import re
from os.path import relpath
from pathlib import Path

from abm.settings.files import CONFIGS

ROOT = CONFIGS.parent / "docs"
FOLDERS = {
    "use": ("tutorial", "questions", "sweeps", "stories", "paper", "workshop.en", "workshop.nl", "room.en", "room.nl",
            "my_municipality.en", "my_municipality.nl"),
    "model": ("odd", "levers", "parameters", "deeds", "measures", "needs", "glossary", "practice"),
    "trust": ("patterns", "calibration", "screening", "differences", "verdicts", "vignettes", "v12", "where_it_loses", "trace",
              "reliability", "stress", "rests_on"),
    "build": ("architecture", "plugins", "api"),
    ".": ("index", "dependencies"),
    "evidence": ("evidence/README", "evidence/published", "evidence/practice", "evidence/readings", "evidence/systems",
                 "evidence/tables"),
}  # fmt: skip
HOMES = {name: Path(folder) / f"{name.removeprefix('evidence/')}.md" for folder, names in FOLDERS.items() for name in names}
LINK = re.compile(r"\]\(([\w./]+)\.md(#[^)\s]*)?\)")


def file_of(page: str) -> Path:
    """The file of a page by its name, as docs/model/odd.md for "odd". Raises KeyError for a page that has no home."""
    return ROOT / HOMES[page]


def is_checkout() -> bool:
    """Whether the documentation stands beside the configs; an installed wheel has none."""
    return ROOT.is_dir()


def link(page: str, seen_from: str) -> str:
    """The address of a page as a link on another page needs it: "../trust/trace.md" for "trace", seen from "odd"."""
    return Path(relpath(HOMES[page], HOMES[seen_from].parent)).as_posix()


def with_links(text: str, page: str) -> str:
    """The text of a page in which each link by a page's name, as `](odd.md)`, leads to where that page lives."""
    return LINK.sub(lambda found: f"]({link(found[1], page)}{found[2] or ''})" if found[1] in HOMES else found[0], text)
