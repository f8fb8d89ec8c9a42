"""Commands by what a person wants of them, as `leefwereld --help` lists them, each with its whole first sentence."""

from collections.abc import Mapping

import click

GROUPS: dict[str, tuple[str, ...]] = {
    "Compare": ("compare", "run", "options", "report", "note", "diff"),
    "My place": ("place",),
    "One household": ("story", "household"),
    "A room": ("view", "replay"),
    "Ask": ("solve", "pareto", "pilot", "indicators", "outcomes", "money", "groups", "practice", "questions"),
    "Sweep": ("sweep", "status", "retry", "merge", "discover", "sensitivity", "export"),
    "Explain": ("list", "explain", "measure", "odd"),
    "Keep in order": ("reproduce", "crate", "patterns", "calibrate", "cache"),
}
REST = "More"


def grouped(names: list[str]) -> dict[str, list[str]]:
    """Group -> the commands of it that exist, in the order of the table; what no group names stands under the last."""
    found = {group: [name for name in members if name in names] for group, members in GROUPS.items()}
    placed = {name for members in found.values() for name in members}
    found[REST] = [name for name in names if name not in placed]
    return {group: members for group, members in found.items() if members}


def write_groups(formatter: click.HelpFormatter, commands: Mapping[str, click.Command]) -> None:
    """Write the commands under the heads of their groups; a sentence goes on over lines and is not cut."""
    shown = [name for name, command in commands.items() if not command.hidden]
    for group, members in grouped(shown).items():
        with formatter.section(group):
            formatter.write_dl([(name, commands[name].get_short_help_str(limit=1_000)) for name in members])
