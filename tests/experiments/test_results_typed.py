"""Results as pandas, as xarray with units, and as text: the same from a comparison and a sweep."""

import fake_world
import numpy as np
import pytest

import leefwereld as lw
from abm.state.outcomes import OUTCOMES

DESIGN = {"design": "grid", "replications": 3, "vary": {"caseload_cap": [10, 13]}, "households": 500, "years": 1,
          "scenarios": ["dossier_count", "responsive"]}  # fmt: skip


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    return lw.sweep(DESIGN, tmp_path_factory.mktemp("swept"), engine="serial", model=fake_world.model())


@pytest.fixture(scope="module")
def compared():
    names = ["dossier_count", "responsive"]
    return lw.compare(names, households=500, years=1, replications=4, workers=1, model=fake_world.model())


def test_tables_as_pandas(swept, compared):
    assert swept.to_pandas().equals(swept.frame()) and len(swept.to_pandas("plan")) == 12
    assert swept.to_pandas("points")["caseload_cap"].tolist() == [10.0, 13.0]
    assert len(compared.to_pandas()) == len(compared.runs) and len(compared.to_pandas("weekly")) == len(compared.weekly)
    results = compared.to_pandas("results")
    assert set(results["kind"]) == {"value", "difference"} and results["unit"].notna().all()
    mine = compared.to_pandas()
    mine["unmet_need"] = 0.0
    assert (compared.runs["unmet_need"] != 0.0).any(), "a copy"
    for found in (swept, compared):
        with pytest.raises(lw.ConfigError, match='did you mean "runs"'):
            found.to_pandas("rums")


def test_a_sweep_as_arrays(swept):
    pytest.importorskip("xarray")
    cube = swept.to_xarray("unmet_need", "burnout")
    assert cube["unmet_need"].dims == ("point", "scenario", "replication") and cube["unmet_need"].shape == (2, 2, 3)
    for row in swept.frame("unmet_need").to_dict("records"):
        there = cube["unmet_need"].sel(point=row["point"], scenario=row["scenario"], replication=row["replication"])
        assert float(there) == row["unmet_need"] and float(there["caseload_cap"]) == row["caseload_cap"]
    attrs = cube["burnout"].attrs
    assert attrs["units"] == OUTCOMES["burnout"].unit and attrs["direction"] == -1 and attrs["long_name"] == "burnout"
    assert cube.to_array("outcome").dims == ("outcome", "point", "scenario", "replication") and "model" in cube.attrs
    with pytest.raises(lw.ConfigError, match="burnout"):
        swept.to_xarray("burnuot")


def test_a_comparison_as_arrays(compared):
    pytest.importorskip("xarray")
    cube = compared.to_xarray()
    assert cube["stress"].dims == ("scenario", "replication") and cube["seed"].values.tolist() == [1, 2, 3, 4]
    rows = compared.runs[compared.runs["variant"] == "as_is"]
    row = rows[(rows["scenario"] == "responsive") & (rows["replication"] == 2)].iloc[0]
    assert float(cube["stress"].sel(scenario="responsive", replication=2)) == row["stress"]
    weekly = compared.to_xarray("weekly")
    assert weekly["unmet"].dims == ("scenario", "replication", "week") and weekly.sizes["week"] == 52
    with pytest.raises(lw.ConfigError, match="as_is"):
        compared.to_xarray(variant="as_si")


def test_without_xarray_it_says_what_to_install(swept, monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *rest, **named):
        if name == "xarray":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(lw.ConfigError, match=r"install leefwereld\[research\]"):
        swept.to_xarray()


def test_reports_in_words(swept, compared):
    text = swept.report("unmet_need")
    assert "12 of 12 runs done" in text and "not known" in text and "share their seeds" in text
    assert OUTCOMES["unmet_need"].unit in text and "responsive" in text
    assert "responsive" in compared.report() and compared.report("nl") != compared.report()


def test_a_report_has_intervals_where_worlds_have_their_own_luck(tmp_path):
    design = {**DESIGN, "design": "random", "samples": 8, "vary": {"strain.load": None}, "replications": 1}
    found = lw.sweep(design, tmp_path, engine="serial", model=fake_world.model(fake_world.tangled))
    text = found.report("unmet_need")
    mean = found.frame("unmet_need").query("scenario == 'responsive'")["unmet_need"]
    assert f"{mean.mean():.{OUTCOMES['unmet_need'].digits}f}" in text and " to " in text and "not known" not in text
    assert np.isfinite(mean).all()
