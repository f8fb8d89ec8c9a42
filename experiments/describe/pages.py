"""The pages of docs/ that are made from configs/ and the code; `make docs` writes each to where it lives."""

from collections.abc import Callable
from functools import partial

from abm.settings.registry import lever_table_markdown
from abm.state.team_effect import read
from experiments.comparison.team_effect import page_text
from experiments.describe.deeds import deeds_markdown
from experiments.describe.measure_card import measures_markdown
from experiments.describe.odd import document
from experiments.evidence.pages import documents
from experiments.storage.docs import file_of
from experiments.storage.files import write_text

MADE: dict[str, Callable[[], str]] = {
    "differences": lambda: page_text(read()), "levers": lever_table_markdown, "measures": measures_markdown,
    "deeds": deeds_markdown, "odd": partial(document, "odd"), "parameters": partial(document, "parameters"),
}  # fmt: skip


def write() -> None:
    """Write every page to where it lives. Raises ConfigError when the disk does not take one."""
    for page, make in MADE.items():
        write_text(file_of(page), make())
    for page, text in documents().items():
        write_text(file_of(page), text)


if __name__ == "__main__":
    write()
