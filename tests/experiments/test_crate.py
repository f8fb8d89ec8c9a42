"""A folder of results as a research object: every file with its hash, how it was made, and a line to cite it by."""

import hashlib
import json

import fake_world
import pytest
from click.testing import CliRunner

from experiments.sweeps.crate import METADATA, citation, crate
from leefwereld import ConfigError, compare, sweep
from viz.cli.main import main

DAY = "2026-11-30"


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crate") / "comparison"
    compare(["current_practice", "responsive"], households=600, years=1, replications=4, workers=1, out=folder,
            model=fake_world.model())  # fmt: skip
    return folder


def graph(text):
    return {item["@id"]: item for item in json.loads(text)["@graph"]}


def test_every_file_is_listed_with_its_hash_and_how_it_was_made(comparison):
    found = graph(crate(comparison, DAY, ("A. Author", "B. Author"), "A title"))
    files = {path.relative_to(comparison).as_posix(): path for path in comparison.rglob("[!.]*") if path.is_file()}
    assert {name for name, item in found.items() if item["@type"] == "File"} == set(files)
    for name, path in files.items():
        assert found[name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert found[name]["contentSize"] == str(path.stat().st_size)
    told = json.loads((comparison / "summary.json").read_text(encoding="utf-8"))["provenance"]
    assert found["#made"]["description"] == told["command"] and found["#leefwereld"]["identifier"] == told["model_fingerprint"]
    root = found["./"]
    assert root["name"] == "A title" and root["datePublished"] == DAY and len(root["author"]) == 2
    assert found[METADATA]["conformsTo"]["@id"].endswith("ro/crate/1.1") and found[METADATA]["about"] == {"@id": "./"}
    known = set(found) | {"https://w3id.org/ro/crate/1.1"}
    assert {part["@id"] for part in [*root["hasPart"], *root["author"], root["license"], root["mentions"]]} <= known


def test_it_is_the_same_text_again_also_when_it_lies_there(comparison):
    before = crate(comparison, DAY)
    done = CliRunner().invoke(main, ["crate", str(comparison), "--published", DAY])
    assert done.exit_code == 0 and (comparison / METADATA).read_text(encoding="utf-8") == before == crate(comparison, DAY)
    assert done.output.strip() == citation(comparison, DAY, ())
    assert "Leefwereld 0." in done.output and f"Data set, {DAY}" in done.output
    (comparison / METADATA).unlink()


def test_a_sweep_is_described_too(tmp_path):
    sweep({"design": "grid", "scenarios": ["current_practice"], "vary": {"caseload_cap": [10, 25]}, "households": 500, "years": 1,
           "replications": 2}, tmp_path / "sweep", engine="serial", model=fake_world.model())  # fmt: skip
    found = graph(crate(tmp_path / "sweep", DAY))
    assert "4 runs" in found["./"]["name"] and {"sweep.json", "plan.parquet", "points.parquet"} <= set(found)


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "30-11-2026", ""])
def test_a_day_that_does_not_exist_is_refused(comparison, day):
    done = CliRunner().invoke(main, ["crate", str(comparison), "--published", day])
    assert done.exit_code == 2 and "--published" in done.output and done.output.count("\n") == 1


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="neither a sweep"):
        crate(tmp_path, DAY)
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be read"):
        crate(tmp_path, DAY)
