"""The four kinds of agents as Mesa agents: thin views that read and write their row of the tables.

The reference engine hands the rules these very agents instead of the tables: `h[i].stress` is then a property.
"""

from typing import Any

from abm import names
from abm.columns import HOUSEHOLD, PROFESSIONAL, TEAM
from abm.light import mesa


def _property(name: str, nested: bool) -> property:
    def read(self):
        column = self.data[name]
        return column[self.row] if nested else column.item(self.row)

    def write(self, value):
        self.data[name][self.row] = value

    return property(read, write, doc=f"Column {name!r} of this agent's row.")


class View(mesa.Agent):
    """A row of a table as an agent; `row` is the slot, `data` the columns by name."""

    def __init__(self, model: Any, row: int, data: dict[str, Any]) -> None:
        super().__init__(model)
        self.row, self.data = row, data


def _with_columns(kind: type, columns: tuple[tuple, ...]) -> type:
    for column in columns:
        if not hasattr(kind, column[0]):
            setattr(kind, column[0], _property(column[0], len(column) > 2))
    return kind


class Resident(View):
    """A household: slow facts, changing state, requests and provisions, and its file."""

    @property
    def archetype_name(self) -> str:
        """The archetype in words."""
        return names.ARCHETYPES[self.data["archetype"][self.row]]

    @property
    def status_name(self) -> str:
        """The one service status in words."""
        return names.STATUSES[self.data["status"][self.row]]


class Professional(View):
    """A post and who holds it."""


class Manager(View):
    """The manager of a team and what the dashboard shows."""


class Agency(View):
    """One of the 13 agencies."""

    @property
    def name(self) -> str:
        """Name of the agency."""
        return names.AGENCIES[self.row]

    @property
    def cooperation(self) -> float:
        """Willingness to cooperate, 0-1."""
        return float(self.data["cooperation"][self.row])


_with_columns(Resident, HOUSEHOLD)
_with_columns(Professional, PROFESSIONAL)
_with_columns(Manager, TEAM)


class Rows(list):
    """Agents in the order of their rows, with the `shape` that rules ask of a table."""

    @property
    def shape(self) -> tuple[int]:
        """(number of agents,)."""
        return (len(self),)
