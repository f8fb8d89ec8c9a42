"""Attention and closing follow the KPI mix and nothing else: odd mixes give odd work, and no rule knows a culture."""

import ast
from pathlib import Path

import numpy as np
import pytest

import abm
from abm.compiling.compiled import plain
from abm.mechanisms import attention, choosing, closing
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm
from abm.settings.registry import LEVERS, MIX_UNIT
from abm.settings.scenario import load_scenario
from abm.state import ledger
from abm.state.levers import N_LEVERS
from abm.world.rules import build_rules

MIX = [name for name, lever in LEVERS.items() if lever.unit == MIX_UNIT]
RULES = build_rules(load_scenario(households=400).parameters, 400)
file_features, mix_credit = plain(attention.file_features), plain(attention.mix_credit)
close_features, deed_features = plain(closing.close_features), plain(choosing.deed_features)
attention_weight = plain(attention.attention_weight)
KPIS, HOUSEHOLDS, WEEKS = RULES.kpis, 2000, 78
SEEDS = tuple(range(1, 9))


def only(indicator):
    """Levers of a mix of one indicator under full pressure."""
    return {name: float(name == indicator) for name in MIX} | {"kpi_pressure": 1.0}


def row(indicator, **others):
    """One team's lever table for that mix; `others` on top."""
    table = np.array([[lever.value for lever in LEVERS.values()]])
    for name, value in (only(indicator) | others).items():
        table[0, list(LEVERS).index(name)] = value
    return table


def credit(lv, **file):
    """Credit per hour of a file that is middling but for what is said of it."""
    middling = {"near": 0.5, "age": 10.0, "protocol": 0.5, "attends": 0.8, "trust": 0.5, "promise": 0.5, "severity": 0.5,
                "insight": 0.3, "blocked": 0.0}
    features = np.zeros(10)
    told = middling | file
    person = [told.pop(name) for name in ("attends", "trust", "promise", "severity", "insight")]
    file_features(**told, person=person, out=features, p=RULES.attention)
    return mix_credit(0, features, KPIS.file, KPIS.column, lv)


def push(lv, **file):
    """Push to close a file that is middling but for what is said of it."""
    middling = {"formal": 1.0, "age": 10.0, "term": RULES.attention.term_weeks, "protocol": 0.5, "solved": 0.3, "trust": 0.5,
                "insight": 0.3}
    features = np.zeros(8)
    told = middling | file
    seen = [told.pop(name) for name in ("protocol", "solved", "trust", "insight")]
    close_features(**told, file=seen, out=features, p=RULES.closing)
    return mix_credit(0, features, KPIS.close, KPIS.column, lv)


def deed_credit(lv, **deed):
    """Credit of a deed that is middling but for what is said of it."""
    middling = {"kind": 1, "quick": 0.3, "hours": 8.0, "gain": 0.5, "promise": 0.5, "insight": 0.3, "avoided": 1000.0}
    features = np.zeros(7)
    told = middling | deed
    asks, person = [told.pop(name) for name in ("quick", "hours", "avoided")], [told.pop(name) for name in ("promise", "insight")]
    deed_features(**told, asks=asks, person=person, out=features, p=RULES.choosing)
    return mix_credit(0, features, KPIS.deed, KPIS.column, lv)


@pytest.fixture(scope="module")
def worlds():
    """Call with levers for the finished models after 78 policy weeks, one per seed, all from the same warm states."""
    middle = load_scenario(households=HOUSEHOLDS, years=2)
    warm = {seed: make_warm(middle, seed) for seed in SEEDS}
    kept = {}

    def run(levers):
        key = repr(sorted(levers.items()))
        if key not in kept:
            kept[key] = [SocialDomain(middle.with_(levers=levers), seed, start=warm[seed]) for seed in SEEDS]
            for model in kept[key]:
                model.start_policy()
                model.run(WEEKS)
        return kept[key]

    return run


def total(models, name):
    """A tally over the policy weeks, summed over seeds; the first quarter, in which the change settles, left out."""
    return sum(model.series_tally[WARM_WEEKS + 13: WARM_WEEKS + WEEKS, ledger.INDEX[name]].sum() for model in models)


# ------------------------------------------------------------------ the functions


def test_hours_billed_only_never_wants_a_file_closed_and_likes_the_easy_ones_who_come():
    lv = row("kpi_hours_billed")
    assert push(lv) == -1.0 == push(lv, solved=1.0, age=500.0, protocol=1.0), "a closed file bills no hours"
    assert credit(lv, attends=1.0) > credit(lv, attends=0.4) and credit(lv, promise=0.9) > credit(lv, promise=0.2)
    assert credit(lv, severity=0.1) == credit(lv, severity=0.9), "need earns nothing here"


def test_unadjusted_outcome_only_creams():
    """Who will improve anyway earns more at equal severity, and is worth more of the week, the more so under pressure."""
    lv, p = row("kpi_resident_outcome"), RULES.attention
    for severity in (0.2, 0.5, 0.9):
        strong, weak = credit(lv, promise=0.8, severity=severity), credit(lv, promise=0.2, severity=severity)
        assert strong > 2 * weak
        ratios = [attention_weight(strong, 0.5, pressure, 0.7, p) / attention_weight(weak, 0.5, pressure, 0.7, p)
                  for pressure in (0.0, 0.3, 0.6, 1.0)]
        assert ratios[0] == 1.0 and np.all(np.diff(ratios) > 0)
    adjusted = row("kpi_societal_value")
    assert credit(adjusted, promise=0.8) == credit(adjusted, promise=0.2), "what counts by need does not cream"
    assert credit(adjusted, severity=0.8) > credit(adjusted, severity=0.2)


def test_satisfaction_only_goes_to_those_who_are_content_already():
    lv = row("kpi_satisfaction")
    assert credit(lv, trust=0.9) > credit(lv, trust=0.2) and credit(lv, promise=0.9) > credit(lv, promise=0.2)
    assert push(lv, trust=0.2) < push(lv, trust=0.9) <= 0.0


def test_compliance_only_is_protocol_on_everyone():
    lv = row("kpi_compliance")
    assert credit(lv, protocol=0.1) > credit(lv, protocol=0.9) and credit(lv, protocol=1.0) == 0.0
    assert {credit(lv, severity=s, promise=c, near=n) for s in (0, 1) for c in (0, 1) for n in (0, 1)} == {credit(lv)}
    assert push(lv, protocol=0.2) < push(lv, protocol=1.0) == 0.0, "nothing but missing steps holds a file open"


def test_counting_files_prefers_those_near_closure_and_pushes_once_the_steps_are_done():
    for name in ("kpi_closed", "kpi_weeks_per_file", "kpi_within_term"):
        lv = row(name)
        assert credit(lv, near=0.9) > credit(lv, near=0.2) and credit(lv, severity=0.9) == credit(lv, severity=0.1)
        late = RULES.attention.term_weeks - 1.0
        assert push(lv, formal=1.0, age=late) > push(lv, formal=0.3, age=late) >= 0.0
        assert push(lv, solved=0.0) == push(lv, solved=1.0), "whether it helped is nobody's business"
    term = RULES.attention.term_weeks
    assert credit(row("kpi_within_term"), age=term) > credit(row("kpi_within_term"), age=term + 1.0), "late files are lost"


def test_counting_value_holds_on_to_what_is_not_solved():
    for name in ("kpi_resident_outcome", "kpi_societal_value"):
        assert push(row(name), solved=0.1) < push(row(name), solved=0.9) < 0.0 == push(row(name), solved=1.0)
    assert push(row("kpi_resident_experience"), insight=0.1) < push(row("kpi_resident_experience"), insight=0.9) < 0.0
    assert credit(row("kpi_resident_experience"), insight=0.1) > credit(row("kpi_resident_experience"), insight=0.9)
    assert credit(row("kpi_learning"), blocked=1.0) > credit(row("kpi_learning"), blocked=0.0)


def test_nothing_but_the_mix_enters():
    """Any other lever at either bound changes neither credit nor push, and the mix enters as its shares say."""
    for name, lever in LEVERS.items():
        if name not in MIX:
            for value in (lever.low, lever.high):
                changed = row("kpi_closed", **{name: value})
                assert credit(changed) == credit(row("kpi_closed")) and push(changed) == push(row("kpi_closed")), name
    half = row("kpi_closed", kpi_closed=0.5, kpi_societal_value=0.5)
    assert credit(half) == pytest.approx(0.5 * credit(row("kpi_closed")) + 0.5 * credit(row("kpi_societal_value")))
    assert push(half) == pytest.approx(0.5 * push(row("kpi_closed")) + 0.5 * push(row("kpi_societal_value")))
    assert credit(np.zeros((1, N_LEVERS))) == 0.0 == push(np.zeros((1, N_LEVERS)))


# ------------------------------------------------------------------ whole weeks


def test_hours_billed_only_keeps_files_open_longer(worlds):
    middle, billed = worlds({}), worlds(only("kpi_hours_billed"))
    kinds = ("vulnerable", "heavy")  # a single question is answered at the desk, which nobody prolongs
    weeks = [sum(total(models, f"weeks_{kind}") for kind in kinds) / sum(total(models, f"files_{kind}") for kind in kinds)
             for models in (middle, billed)]
    assert weeks[1] > weeks[0], weeks  # beyond noise: test_side_effects
    assert total(billed, "closures") < total(middle, "closures")
    taken = [total(models, "taken_on") for models in (middle, billed)]
    assert taken[1] < taken[0], "what stays open keeps others out"


def test_compliance_only_completes_more_of_the_protocol(worlds):
    share = {name: total(models, "protocol_closed") / total(models, "closures")
             for name, models in (("middle", worlds({})), ("compliance", worlds(only("kpi_compliance"))),
                                  ("closed", worlds(only("kpi_closed"))))}
    assert share["compliance"] > share["middle"] and share["compliance"] > share["closed"], share


def test_closed_files_only_closes_more_than_societal_value_only(worlds):
    closed, value = worlds(only("kpi_closed")), worlds(only("kpi_societal_value"))
    assert total(closed, "closures") > 1.1 * total(value, "closures")
    for one, other in zip(closed, value, strict=True):
        assert total([one], "closures") >= total([other], "closures"), "in no pair the other way; a tiny pair may tie"


# ------------------------------------------------------------------ the text of the model

FLAGSHIP = ("the mix", "openness", "discretion", "who gains")


def toggles(tree):
    """Which of the flagship vignette's four toggles a piece of code names: as a column, an attribute or a string."""
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    named |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    named = {name.upper() for name in named}
    found = {"the mix"} if any(name.startswith("KPI_") for name in named) else set()
    found |= {toggle for toggle, names in (("openness", {"OPENNESS"}), ("discretion", {"DISCRETION"}),
                                           ("who gains", {"GAIN_SHARE", "SILO_STRENGTH"})) if named & names}
    return found


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]


def test_no_function_combines_the_four_toggles_of_the_flagship():
    folder, seen = Path(abm.__file__).parent, set()
    for path in sorted(folder.rglob("*.py")):
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            here = toggles(function)
            seen |= here
            assert len(here) < len(FLAGSHIP), f"{path.relative_to(folder)}:{function.lineno} reads all four: {here}"
    assert seen == set(FLAGSHIP), "the check itself sees each of them somewhere"
    planted = "def f(lv, t):\n    return lv[t, KPI_CLOSED] * lv[t, OPENNESS] * lv[t, DISCRETION] * lv[t, SILO_STRENGTH]\n"
    assert toggles(functions(ast.parse(planted))[0]) == set(FLAGSHIP), "and would see one that did"
