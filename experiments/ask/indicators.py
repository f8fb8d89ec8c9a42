"""Which early series goes together with what comes of a difference: rank correlations over the pairs of a stored comparison.

Every pair is one world of the model with its own luck and draw of assumed parameters. A series that can be read early and
ranks the worlds as their outcome later does is worth watching; nothing here says that it causes the outcome.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from abm.settings.errors import ConfigError, refuse
from abm.settings.graded import nearest
from abm.state.outcomes import OUTCOMES
from experiments.comparison.comparison import Comparison, load_comparison
from experiments.runs.known import known_outcome
from experiments.runs.replicate import AS_IS
from experiments.stats.paired import LEVEL
from experiments.words.language import named
from experiments.words.say import number, say
from experiments.words.text import table

QUARTER = 13
FEWEST = 8
RESAMPLES = 2_000
UP, DOWN, CANNOT = "up", "down", "cannot"

# What an organisation reads off its own systems while it goes on.
RECORDED = (
    "requests", "intakes", "direct_requests", "hours_asked", "closures", "recorded_in_term", "weeks_closed", "protocol_closed",
    "satisfaction_recorded", "gave_up", "contacts", "missed", "waiting", "waited", "files_open", "in_care",
    "running_provisions", "grants", "refusals", "pass_ons", "places_given", "places_wait", "custom_tried", "custom_made",
    "blocked", "escalations", "logged", "rules_changed", "sanctions", "evictions", "placements", "admissions",
    "shelter_entries", "nursing_home_entries", "incidents", "to_work", "on_benefit", "exits", "sick", "long_sick", "vacancies",
    "present", "handovers", "contact_hours", "admin_hours", "coordination_hours", "other_hours", "cost_programme",
    "cost_municipal", "cost_societal",
)  # fmt: skip
# What only residents or staff can tell, by asking them.
LIVED = (
    "unmet", "unmet_weighted", "unmet_worst_tenth", "stress", "trust_team", "trust_government", "debt", "out_of_view",
    "wellbeing", "unmet_low_capacity", "unmet_high_capacity", "homeless", "burnout", "exhaustion", "cynicism", "moral_distress",
    "end_left", "shadow_hours",
)  # fmt: skip
LEDGERS = {"recorded": RECORDED, "lived": LIVED}
# The weekly series that an outcome is the mean of, where the two have other names.
ITSELF = {
    "unmet_need": "unmet", "backlog": "waiting", "sickness": "sick", "vacancy": "vacancies", "societal_cost": "cost_societal",
    "municipal_cost": "cost_municipal", "programme_cost": "cost_programme", "outflow_to_work": "to_work",
    "recorded_rate": "recorded_in_term", "satisfaction": "satisfaction_recorded", "blocked_plans": "blocked",
    "custom_plans": "custom_made", "blockers_logged": "logged",
}  # fmt: skip


class Indicators(NamedTuple):
    """`table` (pandas), a row per series: ledger, series, `rho`, `lo`, `hi` (bootstrap over pairs), `p`, `p_holm`, `word` (up,
    down, cannot) and `itself` (an early look at the outcome); strongest first. `still` series did not vary and were left out."""

    outcome: str
    of: str
    against: str
    first: int
    last: int
    own: bool
    pairs: int
    still: int
    table: Any


def indicators(
    comparison: Any, *, week: int = 26, outcome: str = "unmet_need", scenario: str | None = None, minus: str | None = None,
    own: bool = False,
) -> Indicators:  # fmt: skip
    """Rank correlation over pairs between every series in the quarter up to `week` and the final difference in `outcome`.

    `comparison` is a Comparison or the folder of one. With `own` the level in `scenario` alone is looked at, as one town sees
    it, instead of the difference between the worlds. Raises ConfigError for what is not there, or fewer than 8 pairs.
    """
    found = comparison if isinstance(comparison, Comparison) else load_comparison(Path(comparison))
    of, against = chosen_pair(found, scenario, minus)
    _check(found, week, outcome)
    runs = found.runs[(found.runs["variant"] == AS_IS) & (found.runs["status"] == "done")].set_index(["scenario", "replication"])
    final = (runs.loc[of][outcome] - runs.loc[against][outcome]).dropna()
    if len(final) < FEWEST:
        raise ConfigError(f"indicators: {len(final)} pairs have {outcome} in both worlds; at least {FEWEST} are needed, "
                          "and 20 or more to tell much")  # fmt: skip
    first = max(1, week - QUARTER + 1)
    weekly = found.weekly
    weekly = weekly[(weekly["variant"] == AS_IS) & weekly["week"].between(first, week)]
    names = [name for ledger in LEDGERS.values() for name in ledger if name in weekly]
    seen = weekly.groupby(["scenario", "replication"])[names].mean()
    early = (seen.loc[of] if own else seen.loc[of] - seen.loc[against]).reindex(final.index)
    table = correlated(early, final, outcome)
    return Indicators(outcome, of, against, first, week, own, len(final), len(names) - len(table), table)


def chosen_pair(found: Any, scenario: str | None, minus: str | None) -> tuple[str, str]:
    """The two scenarios to set against each other: as named, else the second minus the first. Raises ConfigError."""
    labels = found.labels
    of, against = scenario or found.names[-1], minus or found.baseline
    if minus is None and of == against:
        against = found.reference
    for option, label in (("--scenario", of), ("--minus", against)):
        if label not in labels:
            raise refuse(option, "scenario", label, ", ".join(labels), nearest(label, labels))
    if of == against:
        raise ConfigError(f"'{of}' cannot be set against itself; scenarios of this comparison: {', '.join(labels)}")
    return of, against


def _check(found: Any, week: int, outcome: str) -> None:
    known_outcome(outcome, "indicators", "--outcome")
    last = int(found.weekly["week"].max())
    if not 1 <= week <= last:
        raise refuse("indicators", "--week", week, f"a week of this comparison, 1 to {last}")


def correlated(early: Any, final: Any, outcome: str) -> Any:
    """DataFrame: a row per series of `early` with its rank correlation with `final` over pairs, strongest first."""
    import pandas

    rows = []
    for ledger, names in LEDGERS.items():
        for name in names:
            if name not in early or not early[name].notna().sum() >= FEWEST or early[name].nunique() < 2:
                continue
            rho, low, high, p = rank_correlation(early[name].to_numpy(), final.to_numpy())
            if np.isfinite(rho):
                itself = name == ITSELF.get(outcome, outcome)
                rows.append({"ledger": ledger, "series": name, "rho": rho, "lo": low, "hi": high, "p": p, "itself": itself})
    table = pandas.DataFrame(rows, columns=["ledger", "series", "rho", "lo", "hi", "p", "itself"])
    table["p_holm"] = holm(table["p"].to_numpy(dtype=np.float64))
    sure = (table["p_holm"] < 1 - LEVEL) & ((table["lo"] > 0) | (table["hi"] < 0))
    table["word"] = np.where(~sure, CANNOT, np.where(table["rho"] > 0, UP, DOWN))
    strength = table["rho"].abs()
    return table.assign(strength=strength).sort_values("strength", ascending=False, kind="stable").drop(columns="strength")


def rank_correlation(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float, float]:
    """Spearman's rank correlation of the pairs in which both are known, the ends of its percentile bootstrap, and its p-value."""
    from scipy.stats import rankdata, spearmanr

    whole = np.isfinite(x) & np.isfinite(y)
    x, y = x[whole], y[whole]
    if x.size < FEWEST or np.ptp(x) == 0 or np.ptp(y) == 0:
        return np.nan, np.nan, np.nan, np.nan
    found = spearmanr(x, y)
    generator = np.random.Generator(np.random.Philox(key=x.size))
    picks = generator.integers(0, x.size, (RESAMPLES, x.size))
    first, second = (rankdata(values[picks], axis=1) for values in (x, y))
    first, second = (ranks - ranks.mean(axis=1, keepdims=True) for ranks in (first, second))
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = (first * second).sum(axis=1) / np.sqrt(np.square(first).sum(axis=1) * np.square(second).sum(axis=1))
    low, high = np.nanquantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(found.statistic), float(low), float(high), float(found.pvalue)


def holm(p: np.ndarray) -> np.ndarray:
    """p-values after Holm's step-down correction for their number, in the order given."""
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(np.minimum(1.0, p[order] * np.arange(p.size, 0, -1)))
    return stepped[np.argsort(order, kind="stable")]


def indicators_text(found: Indicators, lang: str = "en", every: bool = False, most: int = 5) -> str:
    """The answer as a table per ledger, in words; without `every` at most `most` of those that cannot be told."""
    outcome = named(OUTCOMES[found.outcome], lang)
    how = say("i_own" if found.own else "i_difference", lang, of=found.of, first=found.first, last=found.last)
    lines = [say("i_head", lang, outcome=outcome, of=found.of, against=found.against, pairs=found.pairs, how=how)]
    head = [say(key, lang) for key in ("i_series", "i_rank", "i_chance", "i_word")]
    for ledger in LEDGERS:
        rows = found.table[found.table["ledger"] == ledger]
        told, unsure = rows[rows["word"] != CANNOT], rows[rows["word"] == CANNOT]
        shown = [*told.to_dict("records"), *(unsure if every else unsure.head(most)).to_dict("records")]
        lines += ["", say(f"i_{ledger}", lang), "", table(head, [_row(row, lang) for row in shown])]
        if left := len(rows) - len(shown):
            lines.append(say("i_rest", lang, count=left))
    sure = found.table[found.table["word"] != CANNOT]
    lines.append("")
    for ledger in LEDGERS:
        best = sure[(sure["ledger"] == ledger) & ~sure["itself"]].head(1).to_dict("records")
        if best:
            word = f"{best[0]['series']} ({say('p_' + ledger, lang)}, {say('i_' + str(best[0]['word']), lang)})"
            lines.append(say("i_best", lang, what=word))
    if not len(sure):
        lines.append(say("i_none", lang, pairs=found.pairs, count=len(found.table)))
    lines += [say("i_itself", lang)] if found.table["itself"].any() else []
    lines += [say("i_still", lang, count=found.still)] if found.still else []
    return "\n".join([*lines, say("i_limits", lang, count=len(found.table))])


def _row(row: dict[str, Any], lang: str) -> list[str]:
    rho, low, high = (number(row[key], 2, lang, True) for key in ("rho", "lo", "hi"))
    name = row["series"] + (" *" if row["itself"] else "")
    return [name, f"{rho} [{low}; {high}]", number(row["p_holm"], 3, lang), say(f"i_{row['word']}", lang)]
