"""How a municipality differs from the country: rates of both from one table, or published figures where it has no country."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from experiments.evidence.published import Figure, figures
from experiments.place.collect import CollectedNumber


class Rate(NamedTuple):
    """A sum of numbers over another number ("" is 1); `figures` are published names that stand in for a missing country."""

    parts: tuple[str, ...]
    per: str = "households"
    figures: tuple[str, ...] = ()


class Ratio(NamedTuple):
    """A rate of the place over that of the country, and what both rest on."""

    value: float
    own: float
    national: float
    table: str
    year: int
    column: str
    national_from: str
    unit: str


# In order of preference: the first that can be taken is.
RATES: dict[str, tuple[Rate, ...]] = {
    "couples": (Rate(("hh_married", "hh_unmarried"), "hh_all", ("two adults",)), Rate(("without_children", "with_children"))),
    "with_children": (Rate(("with_children",)),),
    "elders": (Rate(("persons_65",)),),
    "household_help": (Rate(("household_help_clients",), figures=("household help in a year",)), Rate(("wmo_clients",))),
    "support": (Rate(("support_clients",), figures=("support at home in a year",)), Rate(("wmo_clients",))),
    "household_help_weeks": (Rate(("household_help_stock",), "household_help_out"),),
    "household_help_money": (Rate(("household_help_spent",)),),
    "support_money": (Rate(("support_spent",)),),
    "youth": (Rate(("youth_clients",)), Rate(("youth_started",))),
    "youth_days": (Rate(("youth_days",), ""),),
    "youth_money": (Rate(("youth_spent",)),),
    "assistance": (Rate(("assistance",), figures=("on social assistance",)), Rate(("assistance_persons",))),
    "defaulters": (Rate(("defaulters",), figures=("premium defaulters",)),),
    "reintegration": (Rate(("reintegration",)),),
    "corporation": (Rate(("corporation_share",), ""),),
    "income": (Rate(("income",), ""),),
}  # fmt: skip


class Rates:
    """The ratios that can be taken of what was found."""

    def __init__(self, found: Mapping[str, CollectedNumber]) -> None:
        self.found = found
        self.published = figures()

    def ratio(self, name: str) -> Ratio | None:
        """The ratio by name; None where the place has none of it, or no country to set it beside."""
        return next((ratio for rate in RATES[name] if (ratio := self._ratio(rate)) is not None), None)

    def used(self) -> set[str]:
        """The numbers that some ratio is made of."""
        chosen = [next((rate for rate in ways if self._ratio(rate) is not None), None) for ways in RATES.values()]
        return {name for rate in chosen if rate is not None for name in (*rate.parts, rate.per)}

    def alone(self, name: str) -> bool:
        """Whether the place has the numbers, and only the country is missing."""
        return self.ratio(name) is None and any(self._has(rate) for rate in RATES[name])

    def _has(self, rate: Rate) -> bool:
        return all(name in self.found for name in (*rate.parts, *([rate.per] if rate.per else [])))

    def _ratio(self, rate: Rate) -> Ratio | None:
        if not self._has(rate):
            return None
        parts = [self.found[name] for name in rate.parts]
        per = self.found[rate.per] if rate.per else None
        below = per.own if per else 1.0
        national, source = self._national(rate, parts, per)
        if national is None or not national or not below:
            return None
        own = sum(part.own for part in parts) / below
        columns = " + ".join(part.column for part in parts)
        unit = parts[0].unit if per is None else f"per {rate.per.replace('hh_all', 'households').replace('_', ' ')}"
        return Ratio(own / national, own, national, parts[0].table, parts[0].year, columns, source, unit)

    def _national(self, rate: Rate, parts: Sequence[CollectedNumber], per: CollectedNumber | None) -> tuple[float | None, str]:
        above = None if any(part.national is None for part in parts) else sum(float(part.national or 0) for part in parts)
        if above is not None:
            below, note = 1.0, ""
            if per is not None:
                below, note = self._households(per, parts[0].year) if per.national is None else (per.national, "")
            if below:
                return above / below, f"{parts[0].table} {parts[0].year}{note}"
        figure = self._figure(rate.figures, parts[0].year)
        if figure is None:
            return None, ""
        if figure.unit == "share":
            return figure.value, f"published, {figure.name} {figure.year} ({figure.source})"
        below, _ = self._households(None, figure.year)
        return (figure.value / below if below else None), f"published, {figure.name} {figure.year} ({figure.source})"

    def _households(self, per: CollectedNumber | None, year: int) -> tuple[float, str]:
        """Households of the country in or nearest to a year, where the table of the place does not have them."""
        if per is not None and per.name not in ("households", "hh_all"):
            return 0.0, ""
        figure = self._figure(("households",), year)
        return (figure.value, f", over households in {figure.year}") if figure else (0.0, "")

    def _figure(self, names: Sequence[str], year: int) -> Figure | None:
        found = [figure for figure in self.published if figure.name in names]
        return min(found, key=lambda figure: (abs(figure.year - year), figure.year)) if found else None
