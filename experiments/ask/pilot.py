"""What a pilot in some of a place's teams will show after so many weeks, and whether that is enough to tell.

In one real place there is one pilot. So the pilot and the same place without it are run with the same luck and the same draws
of assumed parameters, and an evaluator looks at both as one can look in reality: how much more the pilot's teams changed since
week 0 than the others did (difference in differences). In the worlds without a pilot that is luck alone.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.registry import LEVERS, PARAMETERS
from abm.state.columns import unmet_need
from abm.state.names import VACANT, WAITING
from experiments.comparison.request import REFERENCE
from experiments.patterns.measurements import wilson
from experiments.runs.halfway import load_scenario
from experiments.runs.plausible import usable
from experiments.runs.plugin import fingerprint
from experiments.runs.replicate import DONE, plan, replicate
from experiments.runs.replications import given_parameters
from experiments.runs.replications import replications as replicated
from experiments.runs.seeds import first_seed
from experiments.runs.stepping import begin_policy, step
from experiments.runs.workers import cpu_count
from experiments.stats.paired import FEWEST_PAIRS, LEVEL, Interval, interval
from experiments.words.say import number, plain, say
from experiments.words.text import table

PRESET = "pilot_two_neighbourhoods"
QUARTER = 13
LATER = (1, 2, 4)  # looks, in times the weeks asked for
ENOUGH = 0.8
FEW = 20
MOST_WEEKS = 520
SEEN_IN = 0.9  # the middle share of worlds whose sightings are told

# name -> ledger and digits; name and unit in words stand in experiments.words.say
QUANTITIES: dict[str, tuple[str, int]] = {
    "unmet": ("lived", 3), "stress": ("lived", 3), "waiting": ("lived", 1), "closures": ("recorded", 3),
    "in_term": ("recorded", 3),
}  # fmt: skip


class Looked(NamedTuple):
    """What one run gave: `seen` (looks, teams, quantities), the first look being the start of the policy."""

    seen: np.ndarray


class Pilot(NamedTuple):
    """The answer. `table` (pandas) has a row per week and quantity: `true`, `lo`, `hi` what the pilot does to its own teams
    (pilot minus none, paired), `seen`, `seen_lo`, `seen_hi` what an evaluator sees (mean, middle 90 % of worlds), `luck_lo`,
    `luck_hi` the range in which one more world without a pilot lies in 95 %, `power` the share of pilots seen outside it with
    ends `power_lo`, `power_hi`, `false_alarm` the share of worlds without a pilot outside it, `others` what happens to the
    other teams (paired mean). `pairs` (pandas) has every world: true, others, seen_pilot, seen_none per week and quantity."""

    preset: str
    against: str
    weeks: int
    looks: tuple[int, ...]
    teams: int
    pilot_teams: tuple[int, ...]
    households: int
    replications: int
    failed: tuple[str, ...]
    drawn: int
    table: Any
    pairs: Any


def pilot(
    preset: str = PRESET,
    *,
    weeks: int = 26,
    sets: Sequence[str] = (),
    households: int = 10_000,
    seed: int = 1,
    replications: int = 40,
    uncertainty: str = "both",
    workers: int | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Pilot:
    """Run a pilot and the same place without it, and say what is seen at `weeks`, twice and four times as many.

    `preset` sets levers for some teams only; what it is set against is current practice. Raises ConfigError when the place
    has one team, no team or every team differs, or a number cannot be.
    """
    from abm.run.simulate import prepare

    first_seed(seed, "pilot")
    if not 1 <= weeks <= MOST_WEEKS // LATER[-1]:
        raise refuse("pilot", "--weeks", weeks, f"a whole number from 1 to {MOST_WEEKS // LATER[-1]}")
    if replications < FEWEST_PAIRS:
        raise refuse("pilot", "--replications", replications, f"at least {FEWEST_PAIRS}; 40 to tell a chance")
    looks = tuple(weeks * times for times in LATER)
    scenarios = _scenarios(preset, REFERENCE, sets, households, looks[-1])
    own = pilot_teams(scenarios, preset, looks[-1])
    fixed = given_parameters(scenarios.values(), PARAMETERS)
    reps = replicated(replications, seed, uncertainty, PARAMETERS, fixed, usable(uncertainty))

    def tell(done: int, total: int, _label: str) -> None:
        if progress is not None:
            progress("pilot", done, total)

    prepare()
    crew = cpu_count() if workers is None else workers
    records = replicate(plan(scenarios, reps, fingerprint()), partial(look, looks), crew, progress=tell)
    found: dict[int, dict[str, np.ndarray]] = {}
    for record in records:
        if record.status == DONE:
            found.setdefault(record.job.replication.index, {})[record.job.label] = record.result.seen
    whole = [found[index] for index in sorted(found) if len(found[index]) == len(scenarios)]
    errors = tuple(record.error for record in records if record.status != DONE)
    if len(whole) < FEWEST_PAIRS:
        raise ConfigError(f"only {len(whole)} pairs of runs finished; the first error was: {errors[0]}")
    name, against = scenarios
    pairs = paired_looks([each[name] for each in whole], [each[against] for each in whole], own, looks)
    teams = int(scenarios[against].place["teams"])
    return Pilot(name, against, weeks, looks, teams, own, households, len(whole), errors, len(reps[0].draw), power_table(pairs),
                 pairs)  # fmt: skip


def _scenarios(preset: str, reference: str, sets: Sequence[str], households: int, weeks: int) -> dict[str, Any]:
    """The pilot and what it is set against; settings of levers go to the pilot, those of the world to both."""
    world = [text for text in sets if text.partition("=")[0].partition("@")[0].strip() not in LEVERS]
    load = partial(load_scenario, households=households, years=-(-weeks // 52))
    piloted = load(preset, sets=sets)
    label = piloted.name if piloted.name != reference else f"{reference} (changed)"
    return {label: piloted, reference: load(reference, sets=world)}


def pilot_teams(scenarios: Mapping[str, Any], preset: str, weeks: int) -> tuple[int, ...]:
    """Teams whose levers differ from the second scenario in some week before `weeks`.

    Raises ConfigError when there is one team, no team differs, or every team does.
    """
    piloted, none = scenarios.values()
    teams = int(none.place["teams"])
    if teams < 2:
        raise ConfigError(
            f"pilot: a place of {none.households:,} households has one team, so there is nobody to set a pilot against; "
            "allowed: --households from 5,000 on, or more teams (--set place.teams_per_10000=…)."
        )
    dates = sorted({week for each in (piloted, none) for week in each.change_weeks() if week < weeks} | {0})
    differs = np.zeros(teams, bool)
    for week in dates:
        differs |= (piloted.lever_table(week) != none.lever_table(week)).any(axis=1)
    if not differs.any():
        raise ConfigError(f"pilot: {preset} differs in no team from current practice within {weeks} weeks; "
                          f"name a preset that sets levers with teams: [0], as {PRESET} does.")  # fmt: skip
    if differs.all():
        raise ConfigError(f"pilot: {preset} changes every one of the {teams} teams, so nobody is left to set it against; "
                          "name a preset whose levers have teams: [0].")  # fmt: skip
    return tuple(int(team) for team in np.flatnonzero(differs))


def look(looks: Sequence[int], scenario: Any, seed: int) -> Looked:
    """Run a scenario from the warm state of its place to the last look, and see every team at the start and at each look."""
    from abm.run.simulate import warmed

    model = begin_policy(warmed(scenario, seed))
    seen = [see(model, _closed(model, model.week - QUARTER))]
    closed: list[np.ndarray] = []
    for week in range(1, looks[-1] + 1):
        step(model)
        closed.append(_closed(model, model.week - 1))
        if week in looks:
            quarter = np.sum(closed[-QUARTER:], axis=0)
            seen.append(see(model, quarter if week >= QUARTER else quarter * QUARTER / week))
    return Looked(np.array(seen))


def _closed(model: Any, first: int) -> np.ndarray:
    """Files closed since week `first` as their households remember it: (2, teams) all, and those within the term.

    A household that asked again since is missing: a few in a hundred in the quarter before the start, none in a single week.
    """
    h, teams = model.household_table, int(model.place["teams"])
    rows = h["closed"] >= first
    timely = rows & (h["closed"] - h["opened"] <= model.tables.attention.term_weeks)
    return np.array([np.bincount(h["team"][kept], minlength=teams) for kept in (rows, timely)], np.float64)


def see(model: Any, closed: np.ndarray) -> np.ndarray:
    """Every quantity per team (teams, quantities); `closed` (2, teams) are the files of the last quarter."""
    h, staff, teams = model.household_table, model.staff_table, int(model.place["teams"])
    unmet = unmet_need(h).sum(axis=1)
    size = np.bincount(h["team"], minlength=teams)

    def mean(values: np.ndarray) -> np.ndarray:
        return np.bincount(h["team"], values, teams) / size

    held = staff["presence"] != VACANT
    fte = np.bincount(staff["team"], staff["contract"] / 36.0 * held, teams)
    with np.errstate(invalid="ignore", divide="ignore"):
        per_fte = np.where(fte > 0, closed[0] / QUARTER / fte, np.nan)
        timely = np.where(closed[0] > 0, closed[1] / closed[0], np.nan)
    return np.column_stack((mean(unmet), mean(h["stress"]), 1_000.0 * mean(h["status"] == WAITING), per_fte, timely))


def gap(seen: np.ndarray, own: Sequence[int]) -> np.ndarray:
    """Difference in differences of one world: change of the pilot's teams since the start minus the mean change of the others.

    `seen` (looks, teams, quantities) -> (looks - 1, quantities).
    """
    change = seen[1:] - seen[0]
    others = [team for team in range(seen.shape[1]) if team not in own]
    return change[:, list(own)].mean(axis=1) - change[:, others].mean(axis=1)


def paired_looks(piloted: list[np.ndarray], none: list[np.ndarray], own: tuple[int, ...], looks: tuple[int, ...]) -> Any:
    """DataFrame: pair, week, quantity: what the pilot does, to others too, and what an evaluator sees with it and without."""
    import pandas

    others = [team for team in range(none[0].shape[1]) if team not in own]
    rows = []
    for index, (one, other) in enumerate(zip(piloted, none, strict=True)):
        made, seen, luck = one[1:] - other[1:], gap(one, own), gap(other, own)
        for at, week in enumerate(looks):
            rows += [{"pair": index + 1, "week": week, "quantity": name, "true": made[at, own, k].mean(),
                      "others": made[at, others, k].mean(), "seen_pilot": seen[at, k], "seen_none": luck[at, k]}
                     for k, name in enumerate(QUANTITIES)]  # fmt: skip
    return pandas.DataFrame(rows)


def power_table(pairs: Any) -> Any:
    """DataFrame: a row per week and quantity of what `paired_looks` holds, as `pilot_row` gives it."""
    import pandas

    rows = [{"week": week, "quantity": name, "ledger": QUANTITIES[name][0], **pilot_row(part)}
            for (week, name), part in pairs.groupby(["week", "quantity"], sort=False)]  # fmt: skip
    return pandas.DataFrame(rows)


def luck_range(values: Any) -> tuple[float, float]:
    """Ends between which one more world without a pilot lies in 95 %: Student's prediction interval; NaN below two values."""
    from scipy.stats import t

    kept = np.asarray(values, np.float64)
    kept = kept[np.isfinite(kept)]
    if kept.size < 2:
        return np.nan, np.nan
    half = float(t.ppf(0.5 + LEVEL / 2, kept.size - 1) * kept.std(ddof=1) * np.sqrt(1.0 + 1.0 / kept.size))
    return float(kept.mean()) - half, float(kept.mean()) + half


def pilot_row(part: Any) -> dict[str, float]:
    """One row of the table from the pairs of one week and quantity."""
    true, others = interval(part["true"]), interval(part["others"])
    seen, none = (part[name].to_numpy()[np.isfinite(part[name].to_numpy())] for name in ("seen_pilot", "seen_none"))
    low, high = luck_range(none)

    def outside(values: np.ndarray) -> Interval:
        known = values.size and np.isfinite(low)
        # A team that luck never moves (a place in which nobody closes a file) gives no range to lie outside of.
        return wilson(float(((values < low) | (values > high)).mean()), values.size) if known else interval([])

    power = outside(seen)
    ends = np.quantile(seen, [(1 - SEEN_IN) / 2, (1 + SEEN_IN) / 2]) if seen.size else (np.nan, np.nan)
    return {"true": true.mean, "lo": true.lo, "hi": true.hi, "seen": float(seen.mean()) if seen.size else np.nan,
            "seen_lo": float(ends[0]), "seen_hi": float(ends[1]), "luck_lo": low, "luck_hi": high,
            "power": power.mean, "power_lo": power.lo, "power_hi": power.hi, "false_alarm": outside(none).mean,
            "others": others.mean, "others_lo": others.lo, "others_hi": others.hi, "worlds": int(seen.size)}  # fmt: skip


def pilot_text(found: Pilot, lang: str = "en") -> str:
    """The answer as sentences and a table per look."""
    teams = ", ".join(str(team + 1) for team in found.pilot_teams)
    varied = say("both", lang, count=found.drawn, pairs=found.replications) if found.drawn else say("luck", lang)
    lines = [say("p_head", lang, preset=found.preset, against=found.against, own=teams, teams=found.teams,
                 households=number(found.households, 0, lang), pairs=found.replications), varied]  # fmt: skip
    head = [say(key, lang) for key in ("p_what", "p_ledger", "unit", "p_true", "p_seen", "p_luck", "p_power")]
    for week in found.looks:
        rows = [_row(row, lang) for row in found.table[found.table["week"] == week].to_dict("records")]
        lines += ["", say("p_after", lang, week=week), "", table(head, rows)]
    lines += ["", *_answer(found, lang), "", say("p_reading", lang), say("p_limits", lang)]
    if found.replications < FEW:
        lines.append(say("p_few", lang, pairs=found.replications))
    if found.failed:
        lines.append(say("failed", lang, count=len(found.failed), error=found.failed[0]))
    return "\n".join(lines)


def _row(row: Mapping[str, Any], lang: str) -> list[str]:
    digits = QUANTITIES[row["quantity"]][1]

    def told(key: str) -> str:
        return number(_known(row[key]), digits, lang, True)

    return [
        say(f"p_{row['quantity']}", lang), say(f"p_{row['ledger']}", lang), say(f"p_unit_{row['quantity']}", lang),
        f"{told('true')} [{told('lo')}; {told('hi')}]", f"{told('seen')} [{told('seen_lo')}; {told('seen_hi')}]",
        f"{told('luck_lo')} … {told('luck_hi')}", _chance(row, lang),
    ]  # fmt: skip


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _chance(row: Mapping[str, Any], lang: str) -> str:
    if not np.isfinite(row["power"]):
        return "-"
    return f"{100 * row['power']:.0f} % [{100 * row['power_lo']:.0f}; {100 * row['power_hi']:.0f}]"


def _answer(found: Pilot, lang: str) -> list[str]:
    """Enough to tell, per quantity: at the week asked, later, or not within the weeks looked at."""
    lines = []
    for name in QUANTITIES:
        rows = found.table[found.table["quantity"] == name].set_index("week")
        known = rows["power"].notna()
        enough = [int(week) for week in rows.index[known & (rows["power"] >= ENOUGH)]]
        real = bool(rows["lo"].iloc[0] > 0 or rows["hi"].iloc[0] < 0)
        first = "p_enough" if found.weeks in enough else "p_later" if enough else "p_never"
        fields = {"what": say(f"p_{name}", lang), "week": found.weeks, "later": enough[0] if enough else 0,
                  "last": found.looks[-1], "share": plain(100 * ENOUGH, lang)}  # fmt: skip
        lines.append(say(first, lang, **fields) + " " + say("p_real" if real else "p_unreal", lang, **fields))
    asked = found.table[found.table["week"] == found.weeks]
    moved = asked[(asked["others_lo"] > 0) | (asked["others_hi"] < 0)]
    if len(moved):
        told = ", ".join(say(f"p_{name}", lang) for name in moved["quantity"])
        lines.append(say("p_others", lang, what=told, week=found.weeks))
    return lines
