"""Exported tables: names that tell what they hold, every column explained, and what cannot be told left empty or refused."""

import json

import fake_world
import pandas
import pyarrow.parquet as pq
import pytest

from abm.settings.errors import ConfigError
from abm.state.outcomes import OUTCOMES
from experiments.runs.codebook import COLUMNS, entry
from experiments.sweeps.export import export
from leefwereld import sweep

WORLD = {"households": 500, "years": 1}
BOTH = ["current_practice", "responsive"]


def run(design, out):
    return sweep({**WORLD, **design}, out, engine="serial", model=fake_world.model())


@pytest.fixture(scope="module")
def levers(tmp_path_factory):
    """Current practice beside another scenario, at levers that the design nowhere leaves alone."""
    design = {"design": "grid", "scenarios": BOTH, "replications": 4, "vary": {"caseload_cap": [10, 16]}}
    return run(design, tmp_path_factory.mktemp("levers"))


def test_every_column_of_every_table_stands_in_the_codebook(levers, tmp_path):
    paths = export(levers, tmp_path, series=True)
    book = pandas.read_csv(tmp_path / "codebook.csv", keep_default_na=False)
    assert list(book.columns) == list(COLUMNS) and paths[-1].name == "codebook.csv"
    for path in paths[:-1]:
        told = book[book["table"] == path.stem]
        assert told["column"].tolist() == list(pandas.read_csv(path).columns), path.name
        assert (told[["en", "nl"]] != "").all().all()
    nameless = {(row.table, row.column) for row in book.itertuples() if row.en == row.column and row.column not in OUTCOMES}
    assert nameless <= {("weekly", "week")}, "each has words of its own"
    known = book[(book["table"] == "runs") & (book["column"] == "unmet_need")].iloc[0]
    assert (known["unit"], known["digits"], known["nl"]) == ("severity per household", "3", "onvervulde behoefte")


def test_the_codebook_is_in_the_metadata_of_parquet_too(levers, tmp_path):
    for path in export(levers, tmp_path, csv=False, series=True)[:-1]:
        schema = pq.read_schema(path)
        told = json.loads(schema.metadata[b"leefwereld"])
        assert told["model"] == "fake model" and "numpy" in told["versions"]
        for field in schema:
            assert field.metadata[b"en"].decode() == entry(path.stem, field.name).en, (path.name, field.name)


def test_a_dutch_codebook_opens_in_a_dutch_office_program(levers, tmp_path):
    text = export(levers, tmp_path, lang="nl")[-1].read_text(encoding="utf-8")
    assert text.startswith("\ufefftable;column;unit;digits;en;nl;definition\n") and "onvervulde behoefte" in text


def test_means_are_not_called_differences(tmp_path):
    alone = run({"design": "grid", "scenarios": ["responsive"], "vary": {"caseload_cap": [10, 16]}}, tmp_path / "alone")
    names = [path.name for path in export(alone, tmp_path / "tables")]
    assert "means.csv" in names and "differences.csv" not in names
    steps = {"design": "one_at_a_time", "scenarios": ["responsive"], "vary": {"caseload_cap": [10, 16]}}
    names = [path.name for path in export(run(steps, tmp_path / "steps"), tmp_path / "more")]
    assert "differences.csv" in names and "means.csv" not in names


def test_better_and_worse_off_are_told_where_levers_vary(levers):
    frame = levers.frame("worse_off", "better_off").set_index("scenario")
    assert frame.loc["responsive", ["worse_off", "better_off"]].notna().all().all()
    assert frame.loc["responsive", "better_off"].max() > 0
    assert frame.loc["current_practice", "worse_off"].isna().all(), "with other levers it is no yardstick of itself"
    found = levers.group_differences("current_practice")
    assert len(found) and found["mean"].notna().all()


@pytest.mark.parametrize("ask", [lambda found: found.differences("responsive", outcomes=("unmet_ned",)),
                                 lambda found: found.against("a", outcomes=("unmet_ned",)),
                                 lambda found: found.frame("unmet_ned"), lambda found: found.means("unmet_ned")])
def test_an_outcome_that_does_not_exist_is_refused_with_the_nearest(tmp_path, ask):
    named = {"design": "scenarios", "scenarios": ["responsive"], "cases": [{"name": "a"}, {"name": "b"}], "keep": "outcomes"}
    with pytest.raises(ConfigError, match='unmet_ned.*did you mean "unmet_need"'):
        ask(run(named, tmp_path))
