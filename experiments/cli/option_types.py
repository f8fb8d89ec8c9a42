"""Kinds of option values: whole numbers, spelled as in files."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from abm.settings.files import user_path
from abm.settings.numbers import read_number
from experiments.runs.seeds import FIRST_SEED
from experiments.words.language import languages


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


class Language(click.ParamType):
    """A language: English, Dutch, or one that the configs folder in force brings (`configs/languages/CODE`)."""

    name = "language"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """As a choice is shown."""
        return f"[{'|'.join(languages())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code. Fails in words, with the nearest, for a language that is not offered."""
        if value not in languages():
            close = get_close_matches(str(value), languages(), 1, 0.5)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            self.fail(f"{value!r} is not one of {', '.join(map(repr, languages()))}{hint}.", param, ctx)
        return str(value)


LANGUAGE = Language()
WHOLE = Whole()
SEED = Whole(*FIRST_SEED)
