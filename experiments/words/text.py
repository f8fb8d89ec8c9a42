"""Plain text for the terminal that many commands print: a table, and what was asked for and does not count."""

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.words.say import plain, say


def conflict_lines(conflicts: Mapping[str, Any], lang: str) -> list[str]:
    """One sentence for each lever that two measures want differently: what holds, and by which rule."""
    return [
        say(
            f"conflict_{item['rule']}", lang, label=label, lever=item["lever"], winner=item["winner"], loser=item["loser"],
            winner_value=plain(item["winner_value"], lang), loser_value=plain(item["loser_value"], lang),
        )
        for label, found in conflicts.items() for item in found
    ]  # fmt: skip


def note_lines(notes: Mapping[str, Any], lang: str) -> list[str]:
    """One sentence for each thing that was asked of a scenario and does not count, or was named twice."""
    return [say(f"note_{item['kind']}", lang, label=label, **item) for label, found in notes.items() for item in found]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of plain text under a head and a rule."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)
