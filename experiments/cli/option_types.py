"""Kinds of option values: whole numbers, spelled as in files."""

from pathlib import Path
from typing import Any

import click

from abm.settings.files import user_path
from abm.settings.numbers import SEED as NUMBER_OF_LUCK
from abm.settings.numbers import read_number


class Whole(click.ParamType):
    """A whole number from `low` to `high` (None: no bound here), in plain decimals."""

    name = "integer"

    def __init__(self, low: int | None = None, high: int | None = None):
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Fails in words for any other text."""
        hint = ""
        try:
            found = read_number(value) if isinstance(value, str) else value
        except ValueError as error:
            found, hint = None, f" {error}".rstrip()
        if not isinstance(found, int) or not (self._above(found) and self._below(found)):
            self.fail(f"{value!r} is not {self._allowed()}.{hint}", param, ctx)
        return found

    def _above(self, value: int) -> bool:
        return self.low is None or value >= self.low

    def _below(self, value: int) -> bool:
        return self.high is None or value <= self.high

    def _allowed(self) -> str:
        low = "" if self.low is None else f" from {self.low}"
        return f"a whole number{low}{'' if self.high is None else f' to {self.high}'}"


class UserPath(click.Path):
    """A path in which a ~ in front is the user's home, also where no shell has seen it (--out=~/x)."""

    def __init__(self, **options: Any):
        super().__init__(path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Fails in words as click's does."""
        return super().convert(user_path(value), param, ctx)


WHOLE = Whole()
SEED = Whole(*NUMBER_OF_LUCK)
