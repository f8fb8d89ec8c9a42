"""A stored sweep is run again from its own folder, and what differs is told by run and outcome."""

import json
import shutil
from pathlib import Path

import fake_world
import pytest
from click.testing import CliRunner

import experiments.cli.terminal
import experiments.runs.model
from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, using
from experiments.cli.main import main
from experiments.comparison.again import again_text, compare_again
from experiments.place.layer import folder_again
from experiments.runs.workers import Engine
from experiments.sweeps.manifest import read_manifest
from experiments.sweeps.reproduce import reproduce, reproduced_text
from leefwereld import compare, sweep

MEASURE = Path(__file__).resolve().parents[2] / "examples" / "own_measure" / "moratorium.yaml"
DESIGN = {"design": "grid", "replications": 2, "vary": {"caseload_cap": [10, 13]}, "households": 500, "years": 1}


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A sweep of an own preset, moved from where it was made, the preset gone."""
    made = tmp_path_factory.mktemp("made")
    (made / "mine.yaml").write_text("title: {en: Mine, nl: Van mij}\nlevers: {discretion: 0.7}\n")
    design = {**DESIGN, "scenarios": ["responsive", str(made / "mine.yaml")]}
    sweep(design, made / "out", engine="serial", model=fake_world.model())
    (made / "mine.yaml").unlink()
    return shutil.move(made / "out", tmp_path_factory.mktemp("moved") / "out")


def again(folder, function=fake_world.simulate, **model):
    return reproduce(folder, Engine("serial"), model=fake_world.model(function)._replace(**model))


def test_a_folder_alone_is_enough_to_make_it_again(stored):
    before = {path: path.read_bytes() for path in stored.rglob("*") if path.is_file()}
    found = again(stored)
    assert found.same and (found.runs, found.equal) == (8, 8) and "8 of 8 stored runs are the same" in reproduced_text(found)
    assert {path: path.read_bytes() for path in stored.rglob("*") if path.is_file()} == before


def other_in_one(scenario, seed):
    found = fake_world.simulate(scenario, seed)
    return found._replace(outcomes={**found.outcomes, "burnout": 9.0}) if seed == 2 else found


def test_what_differs_is_told_by_run_and_outcome(stored):
    found = again(stored, other_in_one)
    assert not found.same and found.equal == 4 and all(item["outcomes"] == ["burnout"] for item in found.apart)
    assert "differs: responsive, point 0, replication 2: burnout" in reproduced_text(found)


def test_another_model_is_refused(stored):
    with pytest.raises(ConfigError, match="another version of the model"):
        again(stored, fingerprint="another")


def test_the_command_ends_with_one_when_something_differs(stored, monkeypatch):
    monkeypatch.setattr(experiments.cli.terminal, "compiled_once", lambda lang: None)
    for function, code in ((fake_world.simulate, 0), (other_in_one, 1)):
        monkeypatch.setattr(experiments.runs.model, "loaded", lambda function=function: fake_world.model(function))
        done = CliRunner().invoke(main, ["reproduce", str(stored), "--engine", "serial"])
        assert done.exit_code == code, done.output


# comparisons


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """A comparison that was stored, with a measure, a setting and pairs until it was precise enough."""
    out = tmp_path_factory.mktemp("compared") / "out"
    compare(["dossier_count", "responsive"], measures=["peer_workers"], sets=["caseload_cap=15"], households=500, years=1,
            replications=6, seed=4, most=8, until_precise=["unmet_need=1000"], workers=1, out=out, model=fake_world.model())
    return out


def once_more(folder, function=fake_world.simulate, **model):
    return compare_again(folder, model=fake_world.model(function)._replace(**model))


def test_a_comparison_is_made_again_to_the_byte(compared):
    found = once_more(compared)
    assert found.same and not found.keys and "summary.json" in found.files and "runs.parquet" in found.files
    assert again_text(found).startswith(f"{len(found.files)} of {len(found.files)} files of {found.runs} runs are the same")


def test_where_a_comparison_differs_is_told(compared):
    def other(scenario, seed):
        found = fake_world.simulate(scenario, seed)
        return found._replace(outcomes={**found.outcomes, "burnout": 9.0}) if seed == 5 else found

    found = once_more(compared, other)
    assert not found.same and {"runs.parquet", "summary.json"} <= set(found.differing) and "weekly.parquet" not in found.differing
    assert {item["replication"] for item in found.apart} == {2} and all(item["outcomes"] == ["burnout"] for item in found.apart)
    assert any(key.startswith("outcomes.burnout") for key in found.keys)
    text = again_text(found)
    assert "runs.parquet differs" in text and "responsive (as_is), replication 2: burnout" in text


def test_a_comparison_of_another_model_is_refused(compared):
    with pytest.raises(ConfigError, match="another version of the model"):
        once_more(compared, fingerprint="another")


@pytest.fixture(params=["absolute", "relative"])
def with_own(tmp_path, monkeypatch, request):
    """A stored comparison of an own preset, which builds on another, with an own measure, and the folder of those files."""
    mine, desk = tmp_path / "mine", tmp_path / "desk"
    (mine / "shared").mkdir(parents=True)
    desk.mkdir()
    monkeypatch.chdir(desk)
    (mine / "shared" / "base.yaml").write_text("title: {en: Base, nl: Basis}\nlevers: {caseload_cap: 14}\n")
    (mine / "my own.yaml").write_text("title: {en: Mine, nl: Van mij}\nfrom: ./shared/base.yaml\nlevers: {discretion: 0.7}\n")
    (mine / "more.yaml").write_text(MEASURE.read_text(encoding="utf-8"))
    at = str(mine) if request.param == "absolute" else "../mine"
    compare([f"{at}/my own.yaml", f"responsive+{at}/more.yaml"], households=500, years=1, replications=4, uncertainty="luck",
            workers=1, out=tmp_path / "out", model=fake_world.model())  # fmt: skip
    return tmp_path / "out", mine


def test_own_presets_and_measures_are_read_from_the_folder_once_they_are_gone(with_own, tmp_path, monkeypatch):
    out, mine = with_own
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert sorted(path.name[13:] for path in (out / "files").iterdir()) == ["base.yaml", "more.yaml", "my own.yaml"]
    (mine / "shared" / "base.yaml").write_text("title: {en: Base, nl: Basis}\nlevers: {caseload_cap: 9}\n")
    assert once_more(out).same
    shutil.rmtree(mine)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    found = once_more(out)
    assert found.same, again_text(found)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_kept_file_that_was_edited_is_refused(with_own):
    out, _ = with_own
    kept = next((out / "files").glob("*base.yaml"))
    kept.write_text("title: {en: Base, nl: Basis}\nlevers: {caseload_cap: 9}\n")
    with pytest.raises(ConfigError, match="is not what this comparison wrote"):
        once_more(out)


def test_shipped_presets_that_changed_since_are_told(compared, tmp_path):
    out = shutil.copytree(compared, tmp_path / "out")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    summary["provenance"]["scenario_fingerprints"]["responsive"] = "another"
    (out / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    with pytest.raises(ConfigError, match="responsive.* has other settings here than when it was run"):
        once_more(out)


def test_the_command_takes_a_comparison(compared, monkeypatch):
    monkeypatch.setattr(experiments.cli.terminal, "compiled_once", lambda lang: None)
    monkeypatch.setattr(experiments.runs.model, "loaded", lambda: fake_world.model())
    done = CliRunner().invoke(main, ["reproduce", str(compared), "--engine", "serial"])
    assert done.exit_code == 0 and "are the same to the byte" in done.output, done.output
    done = CliRunner().invoke(main, ["reproduce", str(compared), "--engine", "dask"])
    assert done.exit_code == 2 and "allowed: serial" in done.output


# a configs folder with rows of one's own


@pytest.fixture
def own_rows(tmp_path):
    """A copy of configs with another default, a preset of its own and without one that comes along."""
    folder = tmp_path / "rows"
    shutil.copytree(CONFIGS, folder)
    levers = folder / "levers.yaml"
    levers.write_text(levers.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    (folder / "presets" / "ours.yaml").write_text("title: {en: Ours, nl: Van ons}\nlevers: {discretion: 0.7}\n", encoding="utf-8")
    return folder


SMALL = {"households": 500, "years": 1, "replications": 3, "uncertainty": "luck", "workers": 1, "model": fake_world.model()}


@pytest.mark.parametrize("lost", ["gone", "changed"])
def test_rows_of_ones_own_are_read_from_the_results(own_rows, tmp_path, lost):
    out = tmp_path / "out"
    with using(own_rows):
        compare(["responsive", "ours"], out=out, **SMALL)
        sweep({**DESIGN, "scenarios": ["responsive", "ours"]}, tmp_path / "sweep", engine="serial", model=fake_world.model())
    rows = json.loads((out / "summary.json").read_text(encoding="utf-8"))["provenance"]["rows"]
    assert set(rows["changed"]) == {"levers.yaml", "presets/ours.yaml"} and rows["gone"] == []
    if lost == "gone":
        shutil.rmtree(own_rows)
    else:
        (own_rows / "presets" / "ours.yaml").write_text("title: {en: Ours, nl: Van ons}\nlevers: {discretion: 0.1}\n")
    found = once_more(out)
    assert found.same, again_text(found)
    with using(folder_again(read_manifest(tmp_path / "sweep"))):
        assert again(tmp_path / "sweep").same


def test_rows_that_climb_out_of_their_folder_are_refused(tmp_path):
    stored = {"configs": str(tmp_path / "gone"), "rows": {"changed": {"../../evil.yaml": "a: 1"}, "gone": []}}
    with pytest.raises(ConfigError, match=r"'\.\./\.\./evil.yaml' is no file of a configs folder"):
        folder_again(stored)
    with pytest.raises(ConfigError, match="is no file of a configs folder"):
        folder_again({**stored, "rows": {"changed": {}, "gone": ["/etc/passwd"]}})


def test_a_folder_that_comes_along_leaves_no_rows(compared):
    assert "rows" not in json.loads((compared / "summary.json").read_text(encoding="utf-8"))["provenance"]
