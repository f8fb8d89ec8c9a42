"""The parts of a page: plain texts in tables, lists and figures, which the template turns into HTML and escapes."""

from dataclasses import dataclass, field

from experiments.stats.verdicts import BETTER, NO_DIFFERENCE, SAME, UNSURE, WORSE


@dataclass(frozen=True)
class Cell:
    """One cell: text, a second line in small print, the language when it is not the page's, and a style class."""

    text: str
    small: str = ""
    lang: str = ""
    css: str = ""


@dataclass(frozen=True)
class ReportTable:
    """A caption, column headings, and rows whose first cell is the heading of the row."""

    caption: str
    head: list[str]
    rows: list[list[Cell]]
    css: str = ""


@dataclass(frozen=True)
class Statement:
    """A sentence about a result with its verdict: `word` as read, `css` the class of its mark."""

    text: str
    word: str = ""
    css: str = ""


@dataclass(frozen=True)
class Block:
    """One piece of a section; `kind` says which field holds it: p, claims, list, table, details, figure, code, link or h3."""

    kind: str
    text: str = ""
    claims: list[Statement] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    table: ReportTable | None = None
    svg: str = ""
    css: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the report under one heading; `anchor` is its id in the page."""

    anchor: str
    title: str
    blocks: list[Block]


CLASSES = {BETTER: "better", BETTER + UNSURE: "better", WORSE: "worse", WORSE + UNSURE: "worse",
           NO_DIFFERENCE: "same", SAME: "same"}  # fmt: skip
FEW = 2  # alternatives whose tables of groups and levers fit in the printed annex


def p(text: str, css: str = "") -> Block:
    """A paragraph."""
    return Block("p", text=text, css=css)


def h3(text: str) -> Block:
    """A heading within a section."""
    return Block("h3", text=text)


def table(found: ReportTable) -> Block:
    """A table in full view."""
    return Block("table", table=found)


def details(summary: str, found: ReportTable) -> Block:
    """A table that opens when asked for; it is for the screen and not printed."""
    return Block("details", text=summary, table=found)


def folded(found: ReportTable) -> Block:
    """A table under its own caption that opens when asked for; it is for the screen and not printed."""
    return details(found.caption, found)


def in_few(found: ReportTable, alternatives: int) -> Block:
    """A table in full view where few alternatives stand next to each other; with more it opens on the screen only."""
    return table(found) if alternatives <= FEW else folded(found)


def link(text: str, address: str) -> Block:
    """A line that leads to a file beside the page."""
    return Block("link", text=text, css=address)


def figure(svg: str, caption: str, finding: str = "") -> list[Block]:
    """A figure under what it shows, with its caption; nothing when there is no picture."""
    return [Block("figure", svg=svg, text=caption, items=[finding] if finding else [])] if svg else []
