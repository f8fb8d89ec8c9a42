"""The division of a variance over luck and grades, on answers whose division is known."""

import numpy as np
import pytest

from abm.settings.registry import PARAMETERS
from experiments.ask import rests_on
from experiments.ask.rests_on import GROUPS, LUCK, PairedDraws, designed, group_of, groups, shares, values_of

WEIGHTS = {LUCK: 1.0, GROUPS[0]: 2.0, GROUPS[1]: 0.0, GROUPS[2]: 0.0, GROUPS[3]: 1.0}


@pytest.fixture(scope="module")
def design():
    return designed(400)


def answers(design: PairedDraws, together: float = 0.0) -> np.ndarray:
    """A made-up answer of each world: a weighted sum of one number of each group and of luck, and a product of two groups."""
    firsts = {name: int(np.flatnonzero(design.group == name)[0]) for name in GROUPS}
    rows = []
    for pair in range(design.levels.shape[1]):
        row = []
        for side in (None, "", LUCK, *GROUPS):
            levels, seed = design.world(pair, side)
            parts = {name: levels[k] - 0.5 for name, k in firsts.items()}
            parts[LUCK] = np.random.default_rng(seed).random() - 0.5
            row.append(sum(WEIGHTS[name] * part for name, part in parts.items()) + together * parts[GROUPS[0]] * parts[LUCK])
        rows.append(row)
    return np.array(rows)


def test_shares_of_a_sum_are_those_of_its_parts(design):
    alone, together = shares(answers(design))
    whole = sum(weight**2 for weight in WEIGHTS.values())
    for (name, weight), first, last in zip(WEIGHTS.items(), alone, together, strict=True):
        assert first.low <= weight**2 / whole <= first.high, name
        assert last.low <= weight**2 / whole <= last.high, name
    assert together[2].value == 0.0, "what does nothing has no share"


def test_what_acts_together_counts_in_both(design):
    alone, together = shares(answers(design, together=30.0))
    assert together[0].value > alone[0].value + 0.2 and together[1].value > alone[1].value + 0.2


def test_a_pair_with_a_world_that_was_refused_is_left_out(design):
    values = answers(design)
    holed = np.vstack([values, np.full((3, values.shape[1]), np.nan)])
    assert shares(holed) == shares(values)


def test_every_number_with_a_range_is_in_one_group():
    members = groups()
    spread = {key for key, item in PARAMETERS.items() if item.low < item.high}
    assert sorted(key for keys in members.values() for key in keys) == sorted(spread)
    assert all(group_of(PARAMETERS[key]) == name for name, keys in members.items() for key in keys)


def test_a_world_takes_one_group_from_the_other(design):
    levels, seed = design.world(0, GROUPS[2])
    mine = design.group == GROUPS[2]
    assert (levels[mine] == design.levels[1, 0, mine]).all() and (levels[~mine] == design.levels[0, 0, ~mine]).all()
    assert seed == design.seeds[0, 0] and design.world(0, LUCK)[1] == design.seeds[1, 0]
    values = values_of(levels, design.keys)
    assert all(PARAMETERS[key].low <= value <= PARAMETERS[key].high for key, value in values.items())


def test_the_page_says_what_it_rests_on(monkeypatch):
    """Made from few small worlds: every outcome that one run has is in it, and no interval is undefined."""
    monkeypatch.setattr(rests_on, "HOUSEHOLDS", 1000)
    monkeypatch.setattr(rests_on, "YEARS", 3)
    few = designed(8)
    found = rests_on.run_draws(few, workers=2)
    text = rests_on.page(few, found, "of-this-test")
    assert text.count("\n| ") == 3 * (len(rests_on.PRIMARY) - 2 + 1) and "of-this-test" in text
    assert "assumed, drawn" in text and "nan" not in text
