"""What a comparison says is in its stored runs, and neither order nor name turns a verdict."""

import shutil

import fake_world
import numpy as np
import pytest
from scipy.stats import t

from abm.settings.files import CONFIGS
from abm.state import names
from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.comparison.comparison import load_comparison, perform
from experiments.comparison.request import Request
from experiments.stats.verdicts import side, turned

ASKED = ("dossier_count", "responsive")
SIZE = {"households": 500, "years": 1}


def leaning(scenario, seed):
    """Every outcome moves with the room to decide by a size of its own, from nothing to much, and by luck of its own."""
    room = fake_world.lever(scenario, "discretion").mean() - 0.4
    luck, paid = np.random.default_rng(seed), np.random.default_rng(seed + 1)
    outcomes = {name: 1.0 + item.smallest * (luck.normal() + room * (luck.normal() + index % 9 - 4) * 3)
                for index, (name, item) in enumerate(OUTCOMES.items())}  # fmt: skip
    money = paid.random((len(names.PAYERS), len(names.PURPOSES))) * 1e4 * (1 + room)
    return fake_world.simulate(scenario, seed)._replace(outcomes=outcomes, money=money)


def compared(asked=ASKED, count=12, out=None, run=leaning):
    request = Request(tuple(asked), replications=count, uncertainty="luck", **SIZE)
    return perform(request, out, 1, model=fake_world.model(run))


def told(found, of, against):
    """Outcome -> the difference as the summary tells it."""
    rows = {name: rows["difference"].get(f"{of} minus {against}") for name, rows in found.document["outcomes"].items()}
    return {name: row for name, row in rows.items() if row is not None}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    out = tmp_path_factory.mktemp("compared")
    compared(out=out)
    return load_comparison(out)


@pytest.mark.parametrize("name", PRIMARY)
def test_every_number_of_a_difference_is_in_the_stored_runs(found, name):
    rows = found.runs[found.runs["variant"] == "as_is"].pivot(index="replication", columns="scenario", values=name)
    change, item = (rows["responsive"] - rows["dossier_count"]).to_numpy(), OUTCOMES[name]
    row = told(found, "responsive", "dossier_count")[name]
    if not np.isfinite(change).any():
        assert row["mean"] is None and row["pairs"] == 0
        return
    half = t.ppf(0.975, len(change) - 1) * change.std(ddof=1) / np.sqrt(len(change))
    ends = np.quantile(change, (0.1, 0.9), method="weibull")
    shares = [(change >= item.smallest).mean(), (np.abs(change) < item.smallest).mean(), (change <= -item.smallest).mean()]
    assert [row[key] for key in ("mean", "lo", "hi")] == pytest.approx([change.mean() + way * half for way in (0, -1, 1)])
    assert [row["futures"][key] for key in ("p10", "p90", "higher", "same", "lower")] == pytest.approx([*ends, *shares])
    assert row["pairs"] == 12 and row["p_better"] == pytest.approx((change * item.direction > 0).mean())
    for label in ASKED:
        assert found.document["outcomes"][name]["values"][label]["mean"] == pytest.approx(rows[label].mean())


def test_every_payers_line_is_in_the_stored_money_and_is_the_sum_of_its_purposes(found):
    money = found.money[found.money["variant"] == "as_is"]
    keys = ["scenario", "replication", "payer"]
    paid = money.groupby(keys)["euro"].sum().groupby(["scenario", "payer"]).mean() / SIZE["households"] / SIZE["years"]
    for label in ASKED:
        lines = found.document["economics"][label]["payers"]
        assert set(lines) == set(names.PAYERS)
        for payer, line in lines.items():
            assert line["net"]["mean"] == pytest.approx(paid[label, payer] - paid["current_practice", payer])
            assert line["net"]["mean"] == pytest.approx(sum(row["mean"] for row in line["purposes"].values()))


def test_the_made_up_outcomes_lean_both_ways_and_not_at_all(found):
    words = [side(row["verdict"]) for row in told(found, *reversed(ASKED)).values()]
    assert min(words.count(way) for way in (-1, 0, 1)) >= 3


def test_swapping_the_two_turns_every_verdict_and_nothing_else(found):
    other = compared(reversed(ASKED))
    back, forth = told(other, *ASKED), told(found, *reversed(ASKED))
    assert set(back) == set(forth)
    for name, row in forth.items():
        assert back[name]["verdict"] == turned(row["verdict"])
        assert row["mean"] is None or back[name]["mean"] == pytest.approx(-row["mean"])


def test_another_name_for_the_same_preset_changes_no_verdict(found, tmp_path):
    mine = tmp_path / "a_name_of_my_own.yaml"
    shutil.copy(CONFIGS / "presets" / "responsive.yaml", mine)
    other = compared(("dossier_count", str(mine)))
    assert told(other, "a_name_of_my_own", "dossier_count") == told(found, "responsive", "dossier_count")
