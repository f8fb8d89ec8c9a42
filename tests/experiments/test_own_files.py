"""Paths in a file are taken from the file, and a sweep holds all that it was made from."""

import shutil

import fake_world
import pytest

from abm.settings.errors import ConfigError
from abm.settings.scenario import load_scenario
from experiments.sweeps.designs import load_design
from experiments.sweeps.export import export
from experiments.sweeps.read import open_sweep
from experiments.sweeps.sweep import sweep

DESIGN = """
design: scenarios
scenarios: [current_practice, ./mijn.yaml, "./mijn.yaml+./own measures/more.yaml", "responsive+./own measures/more.yaml"]
cases:
  - {name: plain}
  - {name: with, measures: [./other.yaml]}
households: 300
years: 1
replications: 2
"""
MEASURE = "levers: {{discretion: {{value: {value}, grade: assumed, low: 0, high: 1, reason: x}}}}\nno_cost: none\n"


@pytest.fixture
def designs(tmp_path):
    """A folder with a design and the files of its own, which build on one another."""
    folder = tmp_path / "designs"
    (folder / "own measures").mkdir(parents=True)
    (folder / "deep").mkdir()
    (folder / "sweep.yaml").write_text(DESIGN)
    (folder / "mijn.yaml").write_text("# why\nfrom: ./deep/base.yaml\nlevers: {caseload_cap: 9}\n")
    (folder / "deep" / "base.yaml").write_text(
        "borrow: [{preset: ../lender.yaml, levers: [hiring]}]\nlevers: {discretion: 0.25, caseload_cap: 30}\n")
    (folder / "lender.yaml").write_text("levers: {hiring: 0.75}\n")
    (folder / "own measures" / "more.yaml").write_text(MEASURE.format(value=0.9))
    (folder / "other.yaml").write_text(MEASURE.format(value=0.8))
    return folder


def run(designs, out, **changes):
    return sweep(designs / "sweep.yaml", out, engine="serial", model=fake_world.model(), **changes)


def test_a_preset_builds_on_files_beside_it(designs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("designs/mijn.yaml", designs / "mijn.yaml"):
        made = load_scenario(name)
        assert [made.origin[lever].value for lever in ("caseload_cap", "discretion", "hiring")] == [9, 0.25, 0.75]
    monkeypatch.chdir(designs / "deep")
    assert load_scenario("../mijn.yaml").fingerprint() == made.fingerprint()


def test_a_design_is_the_same_from_any_folder(designs, tmp_path, monkeypatch):
    found = []
    for folder in (tmp_path, designs, designs / "deep"):
        monkeypatch.chdir(folder)
        found.append(run(designs, tmp_path / "s").frame().drop(columns=["scenario"]).to_csv())
    assert len(set(found)) == 1 and len(list((tmp_path / "s" / "runs").iterdir())) <= 2, "nothing was done again"


def test_a_sweep_is_read_done_again_and_exported_when_its_files_are_gone(designs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = run(designs, "s")
    before, runs = made.frame().to_csv(), made.status().done
    shutil.rmtree(designs)
    (tmp_path / "far").mkdir()
    shutil.move("s", "far/s")
    for path in (tmp_path / "far" / "s" / "runs").iterdir():
        path.unlink()
    again = open_sweep("far/s", model=fake_world.model())
    assert again.status().missing == runs and again.design.name == made.design.name == "sweep"
    from experiments.runs.workers import Engine
    from experiments.sweeps.sweep import perform_sweep

    for _ in range(2):
        found = perform_sweep(again.design, tmp_path / "far" / "s", Engine("serial"), model=fake_world.model(), again=True)
        assert found.frame().to_csv() == before and found.status().missing == 0
    assert export(found) and len(list((tmp_path / "far" / "s" / "files").iterdir())) == 5


def test_an_edited_file_is_another_scenario(designs, tmp_path):
    first = run(designs, tmp_path / "s").frame()
    (designs / "lender.yaml").write_text("levers: {hiring: 0.5}\n")
    second = run(designs, tmp_path / "s").frame()
    same = [(one == other) for one, other in zip(first["id"], second["id"], strict=True)]
    assert any(same) and not all(same)


def test_a_file_that_is_not_there_is_told_where_it_was_sought(designs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (designs / "lender.yaml").unlink()
    with pytest.raises(ConfigError, match="lender.yaml"):
        run(designs, tmp_path / "s")
    (designs / "mijn.yaml").unlink()
    with pytest.raises(ConfigError, match=r"designs.mijn\.yaml: there is no such file"):
        run(designs, tmp_path / "s")
    assert load_design("levers_alone_and_together").files == {}
