"""The options as one table of plain text and as data, in English or Dutch."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from abm.settings.registry import LEVERS, MIX_UNIT, PARAMETERS
from abm.state.outcomes import OUTCOMES
from experiments.ask.option_parts import LADDER
from experiments.ask.option_reads import Flip
from experiments.ask.options import ALL, NOTHING, PACKAGE, SEARCHES, SOUGHT, Option, Options
from experiments.comparison.summary import difference_summary
from experiments.place.scaled import place_size, title
from experiments.runs.identity import tidy
from experiments.words.language import in_words, named
from experiments.words.say import number, plain, say
from experiments.words.text import table

TOLD_YEARS = (1, 2, 5, 10)
MOST_ROWS = 4  # rows of levers that are named; the others are counted


def head(found: Options, lang: str) -> list[str]:
    """The names of the columns."""
    years = " / ".join(map(str, told_years(found)))
    keys = ("op_option", "op_trouble", "op_waits", "op_hours", "op_fte", "op_net", "op_pilot", "op_flip", "op_watch")
    return [say(key, lang, **({"years": years} if key == "op_net" else {})) for key in keys]


def told_years(found: Options) -> list[int]:
    """The years of which own net is told: 1, 2, 5 and 10 as far as the runs go, and the last."""
    return sorted({year for year in (*TOLD_YEARS, found.asked.years) if year <= found.asked.years})


def cells(found: Options, option: Option, lang: str) -> list[str]:
    """One row of the table."""
    waits = " / ".join(_mean(option.values[key], OUTCOMES[key].digits, lang) for key in ("wait_median", "wait_p90"))
    waits += f"; {_mean(option.values['unreached_26'], 0, lang)}"
    there, asked, short = (_mean(option.hours[key], 0, lang) for key in ("there", "asked", "short_fte"))
    row = [name(option, lang), _trouble(option, lang), waits, f"{there} / {asked}; {short}"]
    if option.kind == NOTHING:
        return [*row, "-", "-", "-", "-", "-"]
    return [*row, _fte(option, lang), _net(found, option, lang), _pilot(option, lang), _flips(option, lang), _watch(option, lang)]


def name(option: Option, lang: str) -> str:
    """What the option is."""
    return say(f"op_{option.kind}", lang, title=in_words(option.title, lang))


def _rows(rows: Sequence[str], lang: str) -> str:
    def row_name(row: str) -> str:
        levers = [lever for lever in LEVERS.values() if lever.table == row]
        if any(lever.unit == MIX_UNIT for lever in levers):
            return say("op_mix", lang)
        return named(levers[0], lang)

    told = [row_name(row) for row in rows[:MOST_ROWS]]
    return ", ".join(told) + (f" + {len(rows) - MOST_ROWS}" if len(rows) > MOST_ROWS else "")


def _mean(found: Any, digits: int, lang: str) -> str:
    return number(float(found.mean) if np.isfinite(found.mean) else None, digits, lang)


def _trouble(option: Option, lang: str) -> str:
    digits = OUTCOMES[SOUGHT].digits
    if option.kind == NOTHING:
        return _mean(option.values[SOUGHT], digits, lang)
    found = option.differences[SOUGHT]
    if found.futures is None:
        return say(found.verdict, lang)
    mean, low, high = (number(value, digits, lang, True) for value in (found.mean, found.futures.p10, found.futures.p90))
    return f"{mean} ({low} … {high}) {say(found.verdict, lang)}"


def _fte(option: Option, lang: str) -> str:
    return say("op_more_fte", lang, most=plain(LADDER[-1], lang)) if option.fte is None else number(option.fte, 0, lang)


def _net(found: Options, option: Option, lang: str) -> str:
    years = [option.net[year - 1] for year in told_years(found)]
    whole = float(place_size().get("households", found.asked.households))
    millions = number(float(years[-1].mean) * whole / 1e6, 2, lang, True)
    return " / ".join(number(float(item.mean), 0, lang, True) for item in years) + f" ({millions})"


def _pilot(option: Option, lang: str) -> str:
    if option.trial is None:
        return say("op_one_team", lang)
    if option.trial.week is None:
        return say("op_not_within", lang, week=option.trial.last)
    return say("op_by", lang, week=option.trial.week, what=say(f"p_{option.trial.quantity}", lang))


def _flips(option: Option, lang: str) -> str:
    return "; ".join(_flip(found, say("op_trouble_short" if key == SOUGHT else "op_net_short", lang), lang)
                     for key, found in option.flips.items())  # fmt: skip


def _flip(found: Flip, what: str, lang: str) -> str:
    if not found.key:
        return say("op_flip_no", lang, what=what, futures=found.futures)
    known = PARAMETERS.get(found.key)
    called = ((named(known, lang)) if known else "") or found.key
    if found.at is None:
        return say("op_flip_inside", lang, what=what, name=called)
    at = plain(float(f"{found.at:.3g}"), lang)
    return say("op_flip_above" if found.above else "op_flip_below", lang, what=what, name=called, at=at)


def _watch(option: Option, lang: str) -> str:
    if option.watch is None:
        return say("op_watch_few", lang)
    if not option.watch.series:
        return say("op_watch_none", lang)
    return f"{option.watch.series} ({number(option.watch.rho, 2, lang, True)})"


def reading(found: Options, lang: str) -> list[str]:
    """What goes under the table: which levers were chosen, how to read it, what was left out and why, runs that failed."""
    chosen = [option for option in found.options if option.rows]
    lines = [say("op_sets", lang, option=name(option, lang), rows=_rows(option.rows, lang)) for option in chosen]
    lines += [say("op_reading", lang, searches=min(SEARCHES, found.asked.replications))]
    lines += [say("both", lang, count=found.drawn, pairs=found.asked.replications) if found.drawn else say("luck", lang)]
    lines += [say("op_missing", lang, why=why) for why in found.missing.values()]
    packed = {option.name for option in found.options if option.kind == PACKAGE}
    lines += [say("op_no_package", lang, title=in_words(option.title, lang)) for option in found.options
              if option.kind == ALL and option.name not in packed]  # fmt: skip
    return lines + ([say("failed", lang, count=len(found.failed), error=found.failed[0])] if found.failed else [])


def heading(found: Options, lang: str) -> str:
    """How it was tried, in one line."""
    place = place_size()
    about = f" {title(place, found.asked.households, lang)}" if place else ""
    return say("op_head", lang, households=number(found.asked.households, 0, lang), years=found.asked.years,
               pairs=found.asked.replications) + about  # fmt: skip


def text(found: Options, lang: str = "en") -> str:
    """The answer for a terminal."""
    rows = [cells(found, option, lang) for option in found.options]
    return "\n\n".join([heading(found, lang), table(head(found, lang), rows), "\n".join(reading(found, lang))])


def document(found: Options) -> Any:
    """The answer as data."""
    asked = {key: getattr(found.asked, key) for key in ("names", "households", "years", "replications", "seed", "uncertainty")}
    return tidy({"asked": asked, "options": [_data(option) for option in found.options], "missing": dict(found.missing),
                 "failed": list(found.failed), "drawn": found.drawn,
                 **({"for_place": place} if (place := place_size()) else {})})  # fmt: skip


def _data(option: Option) -> dict[str, Any]:
    return {
        "kind": option.kind, "name": option.name, "title": dict(option.title), "rows": list(option.rows),
        "values": {key: item._asdict() for key, item in option.values.items()},
        "differences": {key: difference_summary(item) for key, item in option.differences.items()},
        "hours": {key: item._asdict() for key, item in option.hours.items()},
        "fte_needed": option.fte, "net_by_year": [item._asdict() for item in option.net],
        "pilot": option.trial and option.trial._asdict(), "flips": {key: item._asdict() for key, item in option.flips.items()},
        "watch": option.watch and option.watch._asdict(),
    }  # fmt: skip
