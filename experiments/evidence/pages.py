"""The pages of docs/evidence, made from configs/evidence.yaml, and pointers as links to their rows.

`make docs` writes the pages; a test says when the committed ones are behind.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from abm.settings.evidence import FILE, EvidenceRow, library, pointers, rows_of
from abm.settings.files import CONFIGS, read_yaml
from abm.settings.graded import GRADES
from experiments.evidence.published import figures, tables_markdown
from experiments.storage.docs import link, with_links

PAGES = {"published": "published.md", "passage": "practice.md", "reading": "readings.md", "system": "systems.md"}
README = "evidence/README"
CODE = re.compile(r"(```.*?```|`[^`\n]*`|\]\([^)\n]*\)|<a id=[^>]*></a>[^|\n]*)", re.DOTALL)  # where a pointer is no link
OWN = ("records", "vignettes", "patterns", "experiments", "questions")  # folders whose numbers are not the model's


def linked(text: str, page: str) -> str:
    """A page with every pointer as a link to its row and every link to where its page lives; code and names of rows stay."""
    rows, folder = library(CONFIGS), link(README, page).removesuffix("README.md")
    parts = enumerate(CODE.split(with_links(text, page)))
    return "".join(part if index % 2 else _linked(part, folder, rows) for index, part in parts)


def _linked(text: str, folder: str, rows: Mapping[str, EvidenceRow]) -> str:
    parts, done = [], 0
    for begin, end, pointer in pointers(text):
        found = rows_of(pointer, rows)
        if found:
            parts += [text[done:begin], f"[{text[begin:end]}]({folder}{PAGES[found[0].kind]}#{anchor(found[0].name)})"]
            done = end
    return "".join([*parts, text[done:]])


def anchor(name: str) -> str:
    """The anchor of a row on its page."""
    return name.replace(" ", "-").replace(":", "-")


def numbers_by_grade() -> Counter[str]:
    """How many numbers of the configs stand in each grade: of parameters, levers, rows, measures and tables alike."""
    found: Counter[str] = Counter()
    for path in sorted(CONFIGS.rglob("*.yaml")):
        if path.parent.name not in OWN and path.name != FILE:
            found.update(_grades(read_yaml(path)))
    for path in sorted((CONFIGS / "tables").glob("*.csv")):
        found.update(row["grade"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    return found


def directions() -> int:
    """How many assumed numbers name where the direction of what they do, or a number nearby, is described."""
    paths = [path for path in sorted(CONFIGS.rglob("*.yaml")) if path.parent.name not in OWN and path.name != FILE]
    return sum(_directed(read_yaml(path)) for path in paths)


def _directed(node: Any) -> int:
    if isinstance(node, dict):
        own = node.get("grade") == "assumed" and any(True for _ in pointers(str(node.get("reason", ""))))
        return own + sum(_directed(value) for value in node.values())
    return sum(_directed(value) for value in node) if isinstance(node, list) else 0


def bands_with_source() -> int:
    """How many numbers of patterns have a band with a source."""
    files = [read_yaml(path) for path in sorted((CONFIGS / "patterns").glob("*.yaml"))]
    return sum(bool(check.get("band") and check.get("source")) for file in files for check in file["checks"])


def _grades(node: Any) -> Iterator[str]:
    """The grade of every number in what a file says."""
    if isinstance(node, dict):
        graded = node.get("grade") in GRADES and any(key in node for key in ("value", "at_least", "at_most", "to", "weeks"))
        yield from [node["grade"]] if graded else []
        for value in node.values():
            yield from _grades(value)
    elif isinstance(node, list):
        for value in node:
            yield from _grades(value)


def documents() -> dict[str, str]:
    """Every page of docs/evidence by its name."""
    rows = list(library(CONFIGS).values())
    kinds = {kind: [row for row in rows if row.kind == kind] for kind in PAGES}
    made = {
        "published": _page("Published figures", PUBLISHED, _published(kinds["published"])),
        "practice": _page("Practice sources", PRACTICE, _passages(kinds["passage"])),
        "readings": _page("What was read in the practice sources", READINGS, _readings(kinds["reading"])),
        "tables": _page("Published figures beside the model's numbers", TABLES, [linked("\n".join(tables_markdown()), README)]),
        "systems": _page("Systems of the sources, and where each lives in the model", with_links(SYSTEMS, README),
                         _systems(kinds["system"])),
    }  # fmt: skip
    return {README: _first(kinds), **{f"evidence/{name}": text for name, text in made.items()}}


def _page(title: str, about: str, lines: Sequence[str]) -> str:
    return "\n".join([f"# {title}", "", about.strip(), "", *lines]).rstrip() + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return [f"| {' | '.join(head)} |", "|---" * len(head) + "|", *(f"| {line} |" for line in lines), ""]


def _name(row: EvidenceRow) -> str:
    return f'<a id="{anchor(row.name)}"></a>{row.name}'


def _link(row: EvidenceRow) -> str:
    return f"<{row.link}>" if row.link.startswith("https://") else row.link


def _first(kinds: Mapping[str, Sequence[EvidenceRow]]) -> str:
    told = {"published": "figures that others published", "passage": "passages of the practice sources",
            "reading": "mechanisms, limits and loops read in those",
            "system": "systems and programmes described there"}  # fmt: skip
    counted = [[f"[{PAGES[kind]}]({PAGES[kind]})", told[kind], str(len(rows))] for kind, rows in kinds.items()]
    counted.append(["[tables.md](tables.md)", "published figures beside the numbers of the model", str(len(figures()))])
    return _page("Evidence", FIRST, _table(["page", "what", "rows"], counted))


def _published(rows: Sequence[EvidenceRow]) -> list[str]:
    head = ["row", "who and when", "what", "says", "where", "grade"]
    return _table(head, [[_name(row), row.by, row.title, _said(row), _link(row), row.grade] for row in rows])


def _said(row: EvidenceRow) -> str:
    return row.said + (" *Background.*" if row.background else "")


def _passages(rows: Sequence[EvidenceRow]) -> list[str]:
    lines: list[str] = []
    documents = read_yaml(CONFIGS / FILE)["documents"]
    for key, known in documents.items():
        year = "" if known["year"] == "undated" else f", {known['year']}"
        link = f"<{known['link']}>" if known["link"].startswith("https://") else known["link"]
        lines += [f"## {key}: {known['title']}", "", f"{known['editor']}{year}; {link}.", ""]
        own = [row for row in rows if row.name.startswith(f"{key}:")]
        for author, title in dict.fromkeys((row.author, row.title.partition(", in: ")[0]) for row in own):
            part = [row for row in own if (row.author, row.title.partition(", in: ")[0]) == (author, title)]
            lines += [f"### {title} ({author})", "", *_table(["lines", "says"], [[_name(row), row.said] for row in part])]
    return lines


def _readings(rows: Sequence[EvidenceRow]) -> list[str]:
    return _table(["row", "says", "read in"], [[_name(row), _said(row), linked(", ".join(row.sources), README)] for row in rows])


def _systems(rows: Sequence[EvidenceRow]) -> list[str]:
    heads = {"A1": "Momentum (S0): frame, chapters and synthesis", "A2": "The art of working together (S1, Almere)",
             "A3": "Dreaming with open eyes (S2): ten stories", "A4": "Eight organisations (S3)",
             "A5": "Systemic learning (S4)"}  # fmt: skip
    lines: list[str] = []
    for chapter, title in heads.items():
        cells = []
        for row in rows:
            if row.name.startswith(f"{chapter}."):
                english, _, dutch = row.title.partition(" / ")
                cells.append([_name(row), f"{dutch} / {english}", row.said, linked(", ".join(row.sources), README), row.home])
        lines += [f"## {chapter} {title}", ""]
        lines += _table(["code", "name (nl / en)", "in a few words", "source", "where it lives"], cells)
    return lines


FIRST = """
Every source that a number, a rule or a document of this project points at, once: who, when, what it says and where. Made from
`configs/evidence.yaml` by `make docs`: change it there. What a row says is a sentence of our own, with facts and figures, and
never a sentence of the source.

| a pointer | finds |
|---|---|
| `ext 7.3`, `levels 4.2.1` | a published figure: [published.md](published.md) |
| `S0:588` | a line of a practice source, in the passage that holds it: [practice.md](practice.md) |
| `C05`, `G13`, `R12` | a mechanism, a limit or a loop that the writers read there: [readings.md](readings.md) |
| `A1.8a` | a system or programme described there, and where it lives in the model: [systems.md](systems.md) |

From the command line: `leefwereld explain "ext 7.3"` tells a row and the files that point at it, `leefwereld explain
money.creditor_euro` a number with the rows behind it, `leefwereld list evidence` all rows.

Grades: `seed` stands in the practice sources that this project began with, `found` stood in a page or abstract that was read
(not always the whole paper), `weak` is old, local, of one firm, without method, or derived. What nobody published stays
`assumed` and points at nothing; after *direction* a reason names where the sign of an effect is described, not its size.
General knowledge that no page was seen for is not in this library.
"""

PUBLISHED = """
Statistics, studies and reports. `ext` rows were found in a first search (about practice), `levels` rows in a second (levels,
prices and effects). An address is the one that was noted when the figure was read; pages move. *Background*: known, and used
by no number or rule.
"""

PRACTICE = """
Five texts from practice, by lines of the text as it was read. They are stories and pleas of practitioners with few control
groups, so that their claims are told and not used as effects.
"""

TABLES = """
Tables of what was published, as data (`configs/published/`): households, ages and mortality, provisions (stock, flow and
money), staff, social assistance and debts. No run reads them: each number of the model stands in its own file with its own
range, and this page shows how near it lies. In the model's unit means per 10,000 households of that year (or the nearest year
counted) for a count, euro a week each for money over who had it, per week for what is counted by the year. A file may be
changed or added; a year that is missing, a decimal comma, a negative count or shares that do not sum are refused with file,
row, column and what is allowed.
"""

READINGS = """
What the writers of this model read in the practice sources, as mechanisms (C), limits and counter-evidence (G) and loops (R).
Rules name them in their descriptions; sizes are ours unless a number says otherwise. *Background*: read there, and named by
no rule.
"""

SYSTEMS = """
The practice sources describe systems, programmes and parts of them; each has a row here (A1 *Momentum*, A2 Almere, A3 *Dromen
met open ogen*, A4 eight organisations, A5 systemic learning). The words are ours; claims of authors are not repeated as
facts.

*Where it lives* names things that exist: mechanisms by number (described in [odd.md](odd.md)), and `lever:`, `parameter:`,
`outcome:`, `preset:`, `measure:`, `vignette:`, `archetype:`, `agency:`, `provision:`, `deed:` and `blocker:` by their name in
the model. A test checks that each of them exists and that no row is missing. *Not in the model* gives the reason. *Partly*
says what is left out.
"""
