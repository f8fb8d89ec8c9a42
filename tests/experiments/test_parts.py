"""A sweep in parts: jobs of an array, each in a folder of its own, merged into what one run of the whole would have made."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import fake_world
import pytest
from click.testing import CliRunner

import experiments.cli.terminal
import experiments.runs.model
from abm.settings.errors import ConfigError
from experiments.cli.main import main
from experiments.runs.parts import read_part
from experiments.sweeps.export import export
from experiments.sweeps.merging import merge
from leefwereld import open_sweep, sweep

ROOT = Path(__file__).parents[2]
DESIGN = {"design": "grid", "scenarios": ["dossier_count", "responsive", "current_practice"], "replications": 2,
          "vary": {"caseload_cap": [10, 13, 16]}, "households": 500, "years": 1}  # fmt: skip
PARTS = 3


def run(out, design=DESIGN, function=fake_world.simulate, **options):
    return sweep(design, out, engine="serial", model=fake_world.model(function), **options)


def hashes(folder: Path) -> dict[str, str]:
    """Hash of what says what was run, and of every table exported."""
    found = open_sweep(folder, model=fake_world.model())
    paths = [folder / name for name in ("sweep.json", "plan.parquet", "points.parquet")]
    paths += export(found, folder.parent / f"{folder.name}-tables", series=True)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    out = tmp_path_factory.mktemp("whole") / "all"
    run(out)
    return hashes(out)


@pytest.fixture
def parts(tmp_path):
    folders = [tmp_path / f"part-{number}" for number in range(1, PARTS + 1)]
    for number, folder in enumerate(folders, 1):
        run(folder, part=f"{number}/{PARTS}")
    return folders


def test_merged_parts_are_one_run_to_the_byte(whole, parts, tmp_path):
    done = [open_sweep(folder).status().done for folder in parts]
    assert sum(done) == 18 and min(done) == 6, "worlds go round the parts, each run in one"
    assert merge(parts[::-1], tmp_path / "merged") == []
    assert hashes(tmp_path / "merged") == whole
    assert run(tmp_path / "merged", function=fake_world.raises_sometimes).status().failed == 0, "nothing is left to do"


def test_a_part_that_comes_later_is_merged_into_the_same_folder(whole, parts, tmp_path):
    assert merge(parts[:2], tmp_path / "merged") == [3]
    assert open_sweep(tmp_path / "merged").status().missing == 6
    assert merge(parts[2:], tmp_path / "merged") == [1, 2]
    assert hashes(tmp_path / "merged") == whole


def test_a_run_that_several_worlds_share_is_done_once(tmp_path):
    design = {"design": "one_at_a_time", "scenarios": ["current_practice"], "vary": {"caseload_cap": [12, 20]}, "households": 500,
              "years": 1, "cases": [], "keep": "outcomes"}  # fmt: skip
    alone = run(tmp_path / "alone", design)
    folders = [tmp_path / str(number) for number in (1, 2)]
    for number, folder in enumerate(folders, 1):
        run(folder, design, part=f"{number}/2")
    merge(folders, tmp_path / "merged")
    assert open_sweep(tmp_path / "merged").store.index.num_rows == alone.store.index.num_rows


def test_a_part_goes_on_and_is_done_again_as_a_part(parts, tmp_path):
    for path in (parts[1] / "runs").iterdir():
        path.unlink()
    assert run(parts[1], part=f"2/{PARTS}").status().done == 6
    assert open_sweep(parts[1]).design.part == (2, PARTS)


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/3/5", "1/1000000", "١/٣", ""])
def test_what_is_no_part_is_refused(text):
    with pytest.raises(ConfigError, match="PART/PARTS, as in 3/20"):
        read_part(text)


def test_what_is_not_of_one_sweep_is_refused_and_nothing_is_lost(parts, tmp_path):
    shutil.copytree(parts[0], tmp_path / "again")
    run(tmp_path / "other", {**DESIGN, "replications": 3}, part=f"2/{PARTS}")
    run(tmp_path / "halves", part="2/2")
    sweep(DESIGN, tmp_path / "model", engine="serial", part=f"2/{PARTS}",
          model=fake_world.model()._replace(fingerprint="another model"))  # fmt: skip
    run(tmp_path / "all")
    for folders, told in (((parts[0], tmp_path / "again"), "part 1/3 is named twice"),
                          ((parts[0], tmp_path / "other"), "a part of another design"),
                          ((parts[0], tmp_path / "model"), "another version of the model"),
                          ((parts[0], tmp_path / "halves"), "it is part 2/2, and the other part 1/3"),
                          ((parts[0], tmp_path / "all"), "holds a whole sweep, not a part"),
                          ((parts[0], tmp_path / "nothing"), "holds no sweep")):  # fmt: skip
        with pytest.raises(ConfigError, match=told):
            merge(folders, tmp_path / "merged")
        assert not (tmp_path / "merged").exists()
    with pytest.raises(ConfigError, match="holds another sweep"):
        merge(parts, run(tmp_path / "wide", {**DESIGN, "replications": 3}).folder)
    with pytest.raises(ConfigError, match="each part has a folder of its own"):
        run(parts[0], part=f"2/{PARTS}")
    with pytest.raises(ConfigError, match="holds a whole sweep"):
        run(tmp_path / "all", part=f"2/{PARTS}")


def test_the_commands_say_what_is_missing(parts, tmp_path, monkeypatch):
    monkeypatch.setattr(experiments.runs.model, "loaded", fake_world.model)
    monkeypatch.setattr(experiments.cli.terminal, "compiled_once", lambda lang: None)

    def call(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    told = call("status", parts[0])
    assert told.exit_code == 0 and "this is part 1/3" in told.stdout
    told = call("merge", *parts[:2], "--out", tmp_path / "merged")
    assert told.exit_code == 0 and "not there: part 3" in told.stderr and "12 of 18 runs done" in told.stdout
    told = call("merge", parts[0], parts[0], "--out", tmp_path / "twice")
    assert told.exit_code == 2 and "named twice" in told.stderr and told.stderr.count("\n") == 1


def test_the_array_job_of_the_documentation_runs_as_it_stands(whole, tmp_path):
    """Its script, task after task, over the made-up model; then its line that merges."""
    text = (ROOT / "docs" / "use" / "sweeps.md").read_text(encoding="utf-8")
    blocks = [re.sub("^    ", "", block, flags=re.MULTILINE) for block in re.findall(r"(?:^    .*\n|^\n)+", text, re.MULTILINE)]
    script = next(block for block in blocks if "SLURM_ARRAY_TASK_ID" in block).strip()
    last = next(block for block in blocks if block.strip().startswith("leefwereld merge")).strip()
    (tmp_path / "design.yaml").write_text(json.dumps(DESIGN))
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    command = f'exec "{sys.executable}" "{ROOT / "tests" / "fake_cli.py"}" simulate "$@"\n'
    (tmp_path / ".venv" / "bin" / "leefwereld").write_text(f"#!/bin/sh\n{command}")
    (tmp_path / ".venv" / "bin" / "leefwereld").chmod(0o755)
    (tmp_path / ".venv" / "bin" / "activate").write_text('PATH="$PWD/.venv/bin:$PATH"\n')
    assert script.startswith("#!/bin/bash")
    for number in range(1, PARTS + 1):
        task = {"SLURM_ARRAY_TASK_ID": str(number), "SLURM_ARRAY_TASK_COUNT": str(PARTS), "HOME": str(tmp_path)}
        environment = {**os.environ, **task}
        subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True, capture_output=True)
    subprocess.run(["bash", "-e", "-c", f". .venv/bin/activate; {last}"], cwd=tmp_path, check=True, capture_output=True)
    assert hashes(tmp_path / "results" / "main") == whole
