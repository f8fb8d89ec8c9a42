"""How a way of working works in the model: where hours go, who comes in and waits, how cases end, which deeds are done.

`practise(scenario, seed)` runs one world and reads its ledgers; nothing in the model reads what is made here. Numbers are
per 10,000 households a year unless ROWS gives another unit; deeds count since the policy began.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from abm.settings.deeds import deeds
from abm.settings.errors import ConfigError
from abm.state.names import HOURS
from experiments.patterns.levels import EVERY, Stocks
from experiments.runs.plugin import fingerprint
from experiments.runs.plugin_run import simulate
from experiments.runs.replicate import plan, replicate
from experiments.runs.replications import Replication
from experiments.stats.paired import interval
from experiments.stats.spells import ratio

SHARE, YEAR_P = "%", "P/y"
USED = 10  # deeds that are told

# Section -> rows of (key, unit: SHARE of a whole, YEAR_P or other words, English, Dutch).
ROWS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "hours": (
        ("hours_contact", SHARE, "contact with households", "contact met huishoudens"),
        ("hours_administration", SHARE, "administration", "administratie"),
        ("hours_coordination", SHARE, "coordination with others", "afstemming met anderen"),
        ("hours_justification", SHARE, "justification", "verantwoording"),
        ("hours_reflection", SHARE, "reflection", "reflectie"),
        ("hours_change", SHARE, "change", "verandering"),
        ("hours_slack", SHARE, "unused", "ongebruikt"),
        ("hours_travel_noshow", SHARE, "travel and missed appointments", "reizen en gemiste afspraken"),
    ),
    "inflow": (
        ("intakes", YEAR_P, "taken in by the team", "instroom bij het team"),
        ("advice", YEAR_P, "of which advice only", "waarvan alleen advies"),
        ("pilot", YEAR_P, "of which a pilot light picked up again", "waarvan een waakvlam die weer opvlamt"),
        ("files_single", YEAR_P, "cases ended: single questions", "beëindigde zaken: enkele vraag"),
        ("files_vulnerable", YEAR_P, "cases ended: vulnerable", "beëindigde zaken: kwetsbaar"),
        ("files_heavy", YEAR_P, "cases ended: heavy", "beëindigde zaken: zwaar"),
    ),
    "waits": (
        ("wait_median", "weeks", "weeks from asking to first contact, median", "weken van vraag tot eerste contact, mediaan"),
        ("wait_p90", "weeks", "the slowest tenth waits at least", "het traagste tiende wacht ten minste"),
        ("unreached_26", "per 100", "gone or still waiting after 26 weeks, per 100 who asked",
         "afgehaakt of nog wachtend na 26 weken, per 100 vragers"),
    ),
    "files": (
        ("hours_single", "hours", "hours on a file, single question", "uren per dossier, enkele vraag"),
        ("hours_vulnerable", "hours", "hours on a file, vulnerable", "uren per dossier, kwetsbaar"),
        ("hours_heavy", "hours", "hours on a file, heavy", "uren per dossier, zwaar"),
        ("weeks_single", "weeks", "weeks open, single question", "weken open, enkele vraag"),
        ("weeks_vulnerable", "weeks", "weeks open, vulnerable", "weken open, kwetsbaar"),
        ("weeks_heavy", "weeks", "weeks open, heavy", "weken open, zwaar"),
    ),
    "endings": (
        ("end_answered", SHARE, "question answered", "vraag beantwoord"),
        ("end_goals", SHARE, "goals reached", "doelen bereikt"),
        ("end_handed", SHARE, "handed to running provisions, with a pilot light",
         "overgedragen aan lopende voorzieningen, met waakvlam"),
        ("end_let_go", SHARE, "let go by the team", "losgelaten door het team"),
        ("end_stopped", SHARE, "the household stopped coming", "het huishouden kwam niet meer"),
        ("end_term", SHARE, "term over", "termijn om"),
        ("end_left", SHARE, "moved or died", "verhuisd of overleden"),
    ),
    "place": (
        ("homeless_stock", "P", "homeless, in shelter or not", "dakloos, in de opvang of niet"),
        ("shelter_stock", "P", "of which in shelter", "waarvan in de opvang"),
        ("evictions", YEAR_P, "evicted", "uit huis gezet"),
        ("dwellings_free", YEAR_P, "dwellings that came free", "woningen die vrijkwamen"),
        ("dwellings_here", YEAR_P, "of which let to households that asked", "waarvan naar huishoudens met een vraag"),
        ("chain_4", "P", "ever met a chain of four setbacks or more", "ooit een keten van vier tegenslagen of meer"),
    ),
}  # fmt: skip
DEEDS = ("chosen", "allowed", "refused", "done", "failed", "undone")


class Practised(NamedTuple):
    """One run: numbers by key of ROWS, and deeds (names, DEEDS) per 10,000 households a year."""

    values: dict[str, float]
    deeds: np.ndarray


def practise(scenario: Any, seed: int) -> Practised:
    """Run the policy years of a scenario and read how it worked; depends on scenario and seed alone."""
    stocks = Stocks()
    seen: list[Any] = []

    def look(model: Any) -> None:
        seen[:] = [model]
        if model.week % EVERY == 0:
            stocks.look(model.household_table)

    run = simulate(scenario, seed, look=look)
    return Practised(_values(run, seen[0], stocks.means()), seen[0].book.deeds * _per_year(scenario))


def _per_year(scenario: Any) -> float:
    """Factor from a count over the run to a number per 10,000 households a year."""
    return 10_000.0 / scenario.households * 52.0 / scenario.weeks


def _values(run: Any, model: Any, means: Mapping[str, float]) -> dict[str, float]:
    scale, hours = _per_year(model.scenario), run.hours.sum(axis=0)

    def count(name: str) -> float:
        return float(run.weekly[name].sum())

    found = {f"hours_{kind}": ratio(hours[k], hours.sum()) for k, kind in enumerate(HOURS)}
    found |= {name: count(name) * scale for name in ("intakes", "advice", "pilot", "evictions")}
    for kind in ("single", "vulnerable", "heavy"):
        files = count(f"files_{kind}")
        found[f"files_{kind}"] = files * scale
        found |= {f"{what}_{kind}": ratio(count(f"{what}_{kind}"), files) for what in ("hours", "weeks")}
    ended = sum(count(name) for name, *_ in ROWS["endings"])
    found |= {name: ratio(count(name), ended) for name, *_ in ROWS["endings"]}
    free, _, here, _ = (float(value) for value in model.system_record.lettings)
    table = model.household_table
    found |= {"dwellings_free": free * scale, "dwellings_here": here * scale,
              "chain_4": float((table["longest"] >= 4).sum()) * 10_000.0 / len(table)}
    found |= {name: run.outcomes[name] for name, *_ in ROWS["waits"]}
    return {key: found[key] if key in found else means[key] for rows in ROWS.values() for key, *_ in rows}


def measure_practice(scenarios: Mapping[str, Any], seeds: int, first: int, workers: int,
                     progress: Callable[[int, int, str], None] | None = None) -> dict[str, list[Practised]]:
    """Each scenario over so many seeds, in order of seed. Raises ConfigError for a run that failed."""
    jobs = plan(scenarios, [Replication(k, first + k) for k in range(seeds)], fingerprint())
    found: dict[str, list[Practised]] = {name: [] for name in scenarios}
    for record in replicate(jobs, practise, workers, progress=progress):
        if record.error:
            raise ConfigError(f"{record.job.label}, seed {record.job.replication.seed}: {record.error}")
        found[record.job.label].append(record.result)
    return found


def practice_summary(runs: Mapping[str, Sequence[Practised]]) -> dict[str, Any]:
    """Means with 95 % intervals as plain data: per preset sections of ROWS, and the deeds used most, by how often chosen."""

    def span(values: Sequence[float]) -> dict[str, float | None]:
        found = interval(values)
        return {key: None if np.isnan(value) else float(f"{value:.6g}")
                for key, value in (("mean", found.mean), ("low", found.lo), ("high", found.hi))}

    names, result = tuple(deeds()), {}
    for preset, own in runs.items():
        sections = {section: {key: span([run.values[key] for run in own]) for key, *_ in rows} for section, rows in ROWS.items()}
        table = np.array([run.deeds for run in own])
        chosen = table[:, :, 0].mean(axis=0)
        most = sorted(range(len(names)), key=lambda k: (-chosen[k], names[k]))[:USED]
        used = {names[k]: {what: span(list(table[:, k, c])) for c, what in enumerate(DEEDS)} for k in most if chosen[k] > 0}
        result[preset] = {"seeds": len(own), "sections": sections, "deeds": used}
    return result
