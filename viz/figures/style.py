"""How every figure looks, and how it becomes a piece of a page: same bytes every time, legible in black and white.

Colours keep apart for the colour-blind (darkened from Okabe and Ito 2008, contrast with white at least 4.5) and each
scenario also has a line style and a marker of its own.
"""

import hashlib
import io
import os
import re
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any, NamedTuple

import numpy as np

# The user's choice of a backend is for windows of their own; one that is not there would end the import.
_choice = os.environ.pop("MPLBACKEND", None)
import matplotlib  # noqa: E402

matplotlib.use("Agg")
if _choice is not None:
    os.environ["MPLBACKEND"] = _choice

from matplotlib import rcsetup  # noqa: E402
from matplotlib.figure import Figure as Figure  # noqa: E402  the backend is chosen first; figures are made from here

WIDTH = 7.05  # inches: as wide as a printed page, so that letters keep their size
INK, GREY, RULE = "#1d2733", "#5a6570", "#d4dae0"
SALT = "leefwereld"


class Look(NamedTuple):
    """Colour, dash pattern and marker of one scenario."""

    colour: str
    dash: Any
    marker: str


LOOKS = (
    Look("#005a9c", "-", "o"),
    Look("#b34700", (0, (5, 1.6)), "s"),
    Look("#00705a", (0, (6, 1.5, 1, 1.5)), "^"),
    Look("#8a3a70", (0, (1.2, 1.2)), "D"),
    Look("#7a5c00", (0, (3, 1, 1, 1, 1, 1)), "v"),
    Look("#3f3fa8", (0, (8, 3)), "P"),
)
REFERENCE = Look("#4a4a4a", (0, (2, 2)), "x")

# Seaborn's quiet theme (set_theme(style="ticks")) in its own numbers: to import seaborn for them took a second of each report.
DEEP = ("#4c72b0", "#dd8452", "#55a868", "#c44e52", "#8172b3", "#937860", "#da8bc3", "#8c8c8c", "#ccb974", "#64b5cd")
THEME: dict[Any, Any] = {
    "axes.prop_cycle": rcsetup.cycler("color", DEEP),
    "axes.linewidth": 1.25, "legend.fontsize": 11.0, "legend.title_fontsize": 12.0, "lines.solid_capstyle": "round",
    "patch.edgecolor": "white", "patch.force_edgecolor": True,
    **{f"{axis}tick.{kind}.{what}": value for axis in "xy" for kind, what, value in (
        ("major", "size", 6.0), ("major", "width", 1.25), ("minor", "size", 4.0), ("minor", "width", 1.0))},
}  # fmt: skip
RC: dict[Any, Any] = {
    "svg.hashsalt": SALT, "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 8.5,
    "axes.titlesize": 9.5, "axes.titleweight": "bold", "axes.titlelocation": "left", "axes.labelsize": 8.5,
    "axes.edgecolor": GREY, "axes.labelcolor": INK, "text.color": INK, "xtick.color": GREY, "ytick.color": GREY,
    "xtick.labelcolor": INK, "ytick.labelcolor": INK, "axes.spines.top": False, "axes.spines.right": False,
    "axes.grid": True, "grid.color": RULE, "grid.linewidth": 0.6, "axes.axisbelow": True, "axes.unicode_minus": True,
    "text.parse_math": False, "xtick.labelsize": 8, "ytick.labelsize": 8, "hatch.linewidth": 0.6,
}  # fmt: skip


@contextmanager
def drawing() -> Iterator[None]:
    """Seaborn's quiet theme with our settings, for the time of one figure: nothing of it leaks to other code."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()  # a matplotlibrc of the user's is for figures of their own
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # a box stands for it; the page itself has the sign
        matplotlib.rcParams.update({**THEME, **RC})
        yield


def looks(scenarios: Sequence[str], reference: str) -> dict[str, Look]:
    """A look per scenario, the shared reference always grey."""
    others = [name for name in scenarios if name != reference]
    found = {name: LOOKS[index % len(LOOKS)] for index, name in enumerate(others)}
    if reference in scenarios:
        found[reference] = REFERENCE
    return found


def svg(figure: Figure, title: str, description: str) -> str:
    """The figure as inline SVG with an accessible name and description; ids are unique within a page."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    own = "f" + hashlib.sha256((title + text).encode()).hexdigest()[:8]
    text = re.sub(r'\bid="', f'id="{own}-', text)
    text = re.sub(r"url\(#", f"url(#{own}-", text)
    text = re.sub(r'href="#', f'href="#{own}-', text)
    text = re.sub(r"\n\s*", "\n", text)
    size = re.search(r'viewBox="[^"]*"', text)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{size.group(0) if size else ""} role="img" aria-labelledby="{own}-title {own}-desc">'
        f'<title id="{own}-title">{escape(title)}</title><desc id="{own}-desc">{escape(description)}</desc>'
    )
    return head + text[text.index(">") + 1 :].strip()


def labels_apart(positions: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres moved apart as little as possible so that labels of these heights do not overlap, in the same order.

    Pooled adjacent violators on the centres less the room that labels below need; all in the unit of the axis.
    """
    order = np.argsort(positions, kind="stable")
    sizes = np.asarray(heights, dtype=float)[order]
    room = np.concatenate([[0.0], np.cumsum((sizes[:-1] + sizes[1:]) / 2)])
    blocks: list[list[float]] = []
    for wish in np.asarray(positions, dtype=float)[order] - room:
        blocks.append([wish])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    placed = np.concatenate([np.full(len(block), np.mean(block)) for block in blocks]) + room if blocks else np.empty(0)
    if len(placed):
        placed -= max(0.0, placed[-1] - high)
        placed += max(0.0, low - placed[0])
    result = np.empty(len(placed))
    result[order] = placed
    return [float(value) for value in result]


def label_ends(axes: Any, ends: Sequence[tuple[float, str, str]], size: float = 8.0, wrap: int = 18) -> None:
    """Write each (height, text, colour) to the right of the axes, moved apart where they would overlap."""
    low, high = axes.get_ylim()
    texts = ["\n".join(textwrap.wrap(text, wrap, max_lines=3, placeholder=" …")) for _, text, _ in ends]
    inches = axes.get_window_extent().height / axes.get_figure(root=True).dpi
    tall = [(high - low) * ((text.count("\n") + 1) * size * 1.15 + 3) / 72 / inches for text in texts]
    at = labels_apart([height for height, _, _ in ends], tall, low, high)
    for (height, _, colour), text, place in zip(ends, texts, at, strict=True):
        axes.annotate(
            text, xy=(1.0, (height - low) / (high - low)), xytext=(1.035, (place - low) / (high - low)),
            xycoords="axes fraction", textcoords="axes fraction", color=colour, fontsize=size, va="center", ha="left",
            linespacing=1.1, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.7, "shrinkA": 1, "shrinkB": 0,
                        "relpos": (0, 0.5)},
        )  # fmt: skip
