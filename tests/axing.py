"""axe-core at a page, and the ways in which a page is looked at: how large the window, dark or light, language, letters."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations, product
from typing import Any

SIZES = {"laptop": (1280, 800), "projector": (1366, 768), "large": (1920, 1080), "phone": (390, 844)}
LETTERS = ("plain", "A+", "200 %")
ASK = """async () => (await window.axe.run(document, {resultTypes: ['violations']})).violations.flatMap(v => v.nodes.map(
    n => v.id + ': ' + n.html.slice(0, 160) + ' | ' + n.failureSummary.replace(/\\s+/g, ' ').slice(0, 200)))"""


@dataclass(frozen=True)
class Look:
    """One way to look at a page; twice as large means that half as many pixels fit, as a browser's own zoom has it."""

    size: str
    dark: bool
    lang: str
    letters: str

    @property
    def window(self) -> dict[str, int]:
        """Width and height that the page gets."""
        by = 2 if self.letters == "200 %" else 1
        width, height = SIZES[self.size]
        return {"width": width // by, "height": height // by}


def whole(letters: Iterable[str] = LETTERS) -> list[Look]:
    """Every way to look."""
    return [Look(*each) for each in product(SIZES, (False, True), ("en", "nl"), letters)]


def pairwise(places: Iterable[str], letters: Iterable[str] = LETTERS) -> dict[str, list[Look]]:
    """Few looks at each place, so that any two of place, size, darkness, language and letters are met together somewhere."""
    rows = [(place, look.size, look.dark, look.lang, look.letters) for look in whole(tuple(letters)) for place in places]
    pairs = {row: {(a, row[a], b, row[b]) for a, b in combinations(range(5), 2)} for row in rows}
    left = set().union(*pairs.values())
    chosen: dict[str, list[Look]] = {place: [] for place in places}
    while left:
        place, *look = row = max(rows, key=lambda row: len(pairs[row] & left))
        left -= pairs[row]
        chosen[place].append(Look(*look))
    return chosen


def findings(tab: Any) -> list[str]:
    """What axe-core finds wrong on the page as it stands: the rule, the element, and why."""
    if not tab.evaluate("!!window.axe"):
        tab.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    return list(tab.evaluate(ASK))


def look_round(
    tab: Any, looks: dict[str, list[Look]], go: Callable[[str], None], wear: Callable[[Look], None]
) -> Iterator[tuple[str, Look, list[str]]]:
    """Go to each place, look in each of its ways, and tell what axe-core finds there."""
    for place, ways in looks.items():
        for way in ways:
            wear(way)
            go(place)
            tab.wait_for_timeout(200)  # what moves or fades has come to rest
            yield place, way, findings(tab)
