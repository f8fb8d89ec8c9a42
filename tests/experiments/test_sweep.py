"""Sweeps: one truth from every engine, whatever is killed, full, damaged or interrupted. Processes are really killed."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import fake_world
import numpy as np
import pytest
from patience import PATIENCE, until

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS
from abm.settings.registry import PARAMETERS, definitions
from abm.settings.scenario import load_scenario
from experiments.runs.places import neighbourhoods
from experiments.runs.runstore import RunStore
from experiments.sweeps.export import export
from experiments.sweeps.manifest import read_manifest
from experiments.sweeps.worker import EVIDENCE
from leefwereld import open_sweep, sweep

TESTS = Path(__file__).parents[1]
FAKE = TESTS / "fake_cli.py"
WORLD = {"households": 500, "years": 1}
GRID = {"design": "grid", "scenarios": ["dossier_count", "responsive"], **WORLD, "replications": 2, "keep": "weekly",
        "vary": {"caseload_cap": [10, 13, 16]}}  # fmt: skip
LONG = {**GRID, "vary": {"caseload_cap": {"low": 5, "high": 60, "steps": 20}}, "keep": "outcomes"}


def run(design, out, function=fake_world.simulate, **options):
    return sweep(design, out, **{"engine": "serial", "model": fake_world.model(function), **options})


def content(folder, name="e") -> dict[str, str]:
    """Hash of every exported file: what two sweeps must share."""
    found = open_sweep(folder, model=fake_world.model())
    series = found.design.file.keep != "outcomes"
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in export(found, folder / name, series=series)}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The sweep done by one process without any accident, and its export."""
    out = tmp_path_factory.mktemp("plain")
    return run(GRID, out), content(out)


@pytest.fixture(scope="module")
def long_plain(tmp_path_factory):
    out = tmp_path_factory.mktemp("long")
    run(LONG, out)
    return content(out)


def written(design, path) -> Path:
    path.write_text(json.dumps(design))  # JSON is YAML
    return path.rename(path.with_suffix(".yaml"))


def start(function, *words, seed="0", **options):
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS.parent)}
    if "--out" in words:
        environment["FAKE_WORLD_OUT"] = str(words[words.index("--out") + 1])
    return subprocess.Popen(
        [sys.executable, str(FAKE), function, *map(str, words)], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def command(function, *words, **options):
    process = start(function, *words, **options)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


# one truth


def test_a_sweep_is_a_row_per_run_in_the_order_of_the_design(plain):
    found, _ = plain
    frame = found.frame()
    assert len(frame) == 12 and list(frame["point"]) == sorted(frame["point"])
    assert list(frame["caseload_cap"].unique()) == [10, 13, 16] and frame["unmet_need"].notna().all()
    assert found.status()[:5] == (12, 12, 0, 0, 0)
    expected = fake_world.simulate(load_scenario("responsive", experiment={"levers": {"caseload_cap": 13}}, **WORLD), 2)
    row = frame[(frame["scenario"] == "responsive") & (frame["seed"] == 2) & (frame["caseload_cap"] == 13)].iloc[0]
    assert row["unmet_need"] == expected.outcomes["unmet_need"]
    kept = found.store.result(found._places[row["id"]])
    assert np.array_equal(kept.weekly["unmet"], expected.weekly["unmet"]) and not hasattr(kept, "household_unmet")
    assert row["fingerprint"] == load_scenario(
        "responsive", experiment={"levers": {"caseload_cap": 13}}, **WORLD
    ).fingerprint()


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_give_the_same_bytes(plain, tmp_path, workers):
    run(GRID, tmp_path, engine="local", workers=workers)
    assert content(tmp_path) == plain[1]


def test_the_command_gives_the_same_bytes_for_any_hash_seed(plain, tmp_path):
    file = written(GRID, tmp_path / "design")
    code, out, err = command("simulate", "sweep", file, "--out", tmp_path / "a", "--engine", "serial", seed="4242")
    assert code == 0 and "12 of 12 runs done" in out and "12 runs (3 points x 2 scenarios x 2 replications)" in err
    assert content(tmp_path / "a") == plain[1]


def test_starting_again_does_nothing_and_extending_does_the_rest(plain, tmp_path):
    told = []
    run(GRID, tmp_path)
    files = sorted((tmp_path / "runs").iterdir())
    run(GRID, tmp_path, fake_world.raises_sometimes, progress=lambda *step: told.append(step))
    assert sorted((tmp_path / "runs").iterdir()) == files and told == [("runs", 12, 12)]
    wider = {**GRID, "vary": {"caseload_cap": [9, 10, 13, 16]}, "replications": 3}
    extended = run(wider, tmp_path)
    assert extended.status()[:5] == (24, 24, 0, 0, 0)
    run(wider, tmp_path / "fresh")
    assert content(tmp_path) == content(tmp_path / "fresh")
    assert run(GRID, tmp_path).status().others == 12
    assert content(tmp_path) == plain[1]


def test_a_dry_run_tells_the_size_and_writes_nothing(tmp_path):
    file = written(GRID, tmp_path / "design")
    code, out, err = command("simulate", "sweep", file, "--out", tmp_path / "a", "--dry-run", "--replications", "50")
    assert code == 0 and "300 runs" in err and "on disk" in err and "of memory" in err and not (tmp_path / "a").exists()


# failures


def test_a_run_that_fails_is_a_record_with_its_scenario_and_retry_does_it_again(plain, tmp_path):
    file = written(GRID, tmp_path / "design")
    out = tmp_path / "a"
    code, told, _ = command("raises_sometimes", "sweep", file, "--out", out, "--engine", "serial")
    assert code == 1 and "9 of 12 runs done, 3 failed" in told and "the roof fell in" in told and "retry" in told
    detail = json.loads(open_sweep(out).query("SELECT detail FROM runs WHERE status = 'failed'")["detail"][0])
    assert detail["seed"] == 2 and detail["recipe"]["preset"] == "responsive" and len(detail["parameters"]) == len(PARAMETERS)
    assert command("simulate", "sweep", file, "--out", out, "--engine", "serial")[0] == 1  # a failure stays told
    code, told, _ = command("simulate", "retry", out, "--engine", "serial")
    assert code == 0 and "12 of 12 runs done, 0 failed" in told
    assert content(out) == plain[1]


def test_a_run_that_kills_its_worker_is_found_among_its_batch(plain, tmp_path):
    found = run(GRID, tmp_path, fake_world.kills_by_point, engine="local", workers=2)
    status = found.status()
    assert status[:4] == (12, 8, 4, 0) and all("died twice" in item["error"] for item in status.failures)
    assert {item["point"] for item in status.failures} == {1}


def test_what_a_scenario_refuses_is_a_failed_run_and_the_others_go_on(tmp_path):
    design = {"design": "grid", "vary": {"staff_extra_fte": [0, -20]}, "place": {"professionals_per_10000": 24}, **WORLD}
    found = run({**design, "keep": "outcomes", "place": {"professionals_per_10000": 15}}, tmp_path)
    assert found.status()[:4] == (2, 1, 1, 0) and "no staff is left" in found.status().failures[0]["error"]


def test_every_file_that_holds_a_number_is_evidence():
    """A worker with another number in any definition is refused."""
    files = {Path(name).parts[1] for name in definitions().files.values()}
    assert "fixed" in files and files <= set(EVIDENCE), files
    assert all((CONFIGS / name).exists() for name in EVIDENCE)


# killed


@pytest.mark.parametrize("whom", ["coordinator", "worker"])
def test_killed_in_the_middle_and_started_again_gives_the_same_bytes(long_plain, tmp_path, whom):
    file = written(LONG, tmp_path / "design")
    out = tmp_path / "a"
    words = ("sweep", file, "--out", out, "--engine", "local", "--workers", "2")
    process = start("waits_for_the_signal", *words)
    until(lambda: len(list((out / "runs").glob("*.parquet"))) >= 1, "a finished run", process)
    if whom == "coordinator":
        workers = _children(process.pid)
        process.kill()
        process.communicate(timeout=PATIENCE)
        done = open_sweep(out).status().done
        assert 0 < done < 80
        until(lambda: not any(_alive(pid) for pid in workers), "the end of every worker")  # nobody is left behind
        assert command("simulate", *words)[0] == 0
    else:
        victims = [pid for pid in _children(process.pid) if "spawn_main" in _command_line(pid)]
        os.kill(victims[-1], signal.SIGKILL)
        out.with_suffix(".let_on").touch()
        out_text, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0 and "80 of 80 runs done" in out_text
    assert content(out) == long_plain


def test_interrupted_it_says_how_to_go_on_and_keeps_what_it_has(long_plain, tmp_path):
    file = written(LONG, tmp_path / "design")
    out = tmp_path / "a"
    process = start("waits_for_the_signal", "sweep", file, "--out", out, "--engine", "serial")
    until(lambda: len(list((out / "runs").glob("*.parquet"))) >= 1, "a finished run", process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130 and "goes on from there" in err and "Traceback" not in err
    before = open_sweep(out).status().done
    assert before > 0 and not list(out.rglob("*.part"))
    run(LONG, out)
    assert content(out) == long_plain


def test_two_sweeps_on_one_folder_do_not_meet(tmp_path):
    file = written(LONG, tmp_path / "design")
    out = tmp_path / "a"
    process = start("waits_for_the_signal", "sweep", file, "--out", out, "--engine", "serial")
    try:
        until(lambda: (out / "sweep.json").exists(), "the sweep", process)
        with pytest.raises(ConfigError, match=f"another process is at work.*{process.pid}"):
            run(LONG, out)
    finally:
        process.kill()
        process.communicate()


def _children(pid):
    found = []
    for task in Path("/proc").glob("[0-9]*"):
        try:
            if int((task / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(task.name))
        except (OSError, IndexError):
            continue
    return sorted(found)


def _command_line(pid):
    return Path(f"/proc/{pid}/cmdline").read_text()


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


# the disk


@pytest.fixture
def small_disk(tmp_path):
    """A file system of five megabytes, where the machine allows one to be made; unmounted whatever happens."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(folder)], capture_output=True
    ).returncode == 0  # fmt: skip
    yield folder if made else None
    if made:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk, tmp_path):
    design = {**GRID, "replications": 4}
    file, limit = written(design, tmp_path / "design"), None
    if small_disk is None:  # not allowed to make one: no file may grow beyond 1 MB
        import resource

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    out = (small_disk or tmp_path) / "a"
    code, _, err = command("too_big", "sweep", file, "--out", out, "--engine", "serial", preexec_fn=limit)
    assert code == 2 and "cannot write" in err and "Traceback" not in err, err
    done = open_sweep(out).status().done
    assert not list(out.rglob("*.part"))
    moved = tmp_path / "moved"
    shutil.copytree(out, moved)
    found = run(design, moved, fake_world.too_big)
    assert found.status()[:4] == (24, 24, 0, 0)
    assert small_disk is None or 0 < done < 24


def _first_file(folder, kind):
    return sorted((folder / kind).glob("*.parquet"))[0]


@pytest.mark.parametrize("kind", ["runs", "index"])
def test_a_truncated_file_is_told_and_its_runs_are_done_again(plain, tmp_path, kind):
    run(GRID, tmp_path)
    path = _first_file(tmp_path, kind)
    path.write_bytes(path.read_bytes()[:-100])
    told = []
    run(GRID, tmp_path, warn=told.append)
    assert len(told) == 1 and path.name in told[0] and "damaged" in told[0]
    assert content(tmp_path) == plain[1]


def test_a_flipped_byte_is_noticed_and_retry_mends_it(plain, tmp_path):
    found = run(GRID, tmp_path)
    path = _first_file(tmp_path, "runs")
    held = bytearray(path.read_bytes())
    at = next(index for index in range(4000, len(held)) if _breaks(path, held, index, found))
    assert at
    with pytest.raises(ConfigError, match="retry"):
        content(tmp_path)
    code, out, err = command("simulate", "retry", tmp_path, "--engine", "serial")
    assert code == 0 and "12 of 12" in out and "damaged" in err, err
    assert content(tmp_path) == plain[1]


def _breaks(path, held, index, found):
    """Flip a byte that the reader notices; padding that nobody reads is put back."""
    held[index] ^= 0xFF
    path.write_bytes(held)
    if not all(RunStore(found.folder, writable=False)._sound(row) for row in found._places.values()):
        return True
    held[index] ^= 0xFF
    path.write_bytes(held)
    return False


def test_a_lost_index_costs_nothing(plain, tmp_path):
    run(GRID, tmp_path)
    shutil.rmtree(tmp_path / "index")
    run(GRID, tmp_path, fake_world.raises_sometimes)
    assert content(tmp_path) == plain[1]


def test_many_small_index_files_become_one(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.runs.runstore.INDEX_ROWS", 1)
    monkeypatch.setattr("experiments.runs.runstore.MANY_INDEX_FILES", 3)
    monkeypatch.setattr("experiments.runs.runstore.FILE_RUNS", 1)
    found = run(GRID, tmp_path)
    assert len(list((tmp_path / "index").iterdir())) == 1 and found.status().done == 12


# what it refuses


def test_older_and_other_folders_are_refused_with_a_word(tmp_path):
    run({**GRID, "replications": 1, "vary": {"caseload_cap": [10]}}, tmp_path / "a")
    manifest = tmp_path / "a" / "sweep.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**told, "format": 0}))
    for action in (lambda: open_sweep(tmp_path / "a"), lambda: run(GRID, tmp_path / "a")):
        with pytest.raises(ConfigError, match="format 0"):
            action()
    manifest.write_text("{")
    with pytest.raises(ConfigError, match="cannot be read"):
        read_manifest(tmp_path / "a")
    (tmp_path / "b").mkdir()
    with pytest.raises(ConfigError, match="holds no sweep"):
        open_sweep(tmp_path / "b")
    (tmp_path / "b" / "summary.json").write_text("{}")
    with pytest.raises(ConfigError, match="comparison"):
        run(GRID, tmp_path / "b")


@pytest.mark.parametrize(
    ("options", "words"),
    [({"engine": "lokal"}, '"local"'), ({"workers": 0, "engine": "local"}, "at least 1"), ({"scheduler": "tcp://x:1"}, "dask")],
)
def test_engines_that_do_not_exist_are_refused(tmp_path, options, words):
    from experiments.runs.workers import Engine

    with pytest.raises(ConfigError, match=words):
        Engine(options.get("engine", "serial"), options.get("workers", 1), options.get("scheduler", ""))


def test_provenance_is_in_every_file_of_runs(plain):
    import pyarrow.parquet as pq

    found, _ = plain
    for path in (found.folder / "runs").glob("*.parquet"):
        note = pq.read_schema(path).metadata
        assert note[b"model"] == b"fake model" and len(note[b"evidence"]) == 64 and b"numpy" in note[b"versions"]
    assert found.manifest["evidence"] == note[b"evidence"].decode()


# reading


def test_sql_and_differences_speak_of_the_same_runs(plain):
    found, _ = plain
    told = found.query("SELECT caseload_cap, avg(unmet_need) AS mean FROM runs JOIN points USING (point) "
                       "WHERE scenario = 'responsive' GROUP BY 1 ORDER BY 1")  # fmt: skip
    frame = found.frame("unmet_need")
    mean = frame[frame["scenario"] == "responsive"].groupby("caseload_cap")["unmet_need"].mean()
    assert np.allclose(told["mean"], mean)
    gap = found.differences("dossier_count", outcomes=("unmet_need",)).set_index("point")["mean"]
    sides = frame.pivot_table(index=["point", "replication"], columns="scenario", values="unmet_need")
    assert np.allclose(gap, (sides["responsive"] - sides["dossier_count"]).groupby("point").mean())
    with pytest.raises(ConfigError, match="query"):
        found.query("SELEKT 1")
    with pytest.raises(ConfigError, match='"responsive"'):
        found.differences("responsiv")
    with pytest.raises(ConfigError, match='"unmet_need"'):
        found.frame("unmet_nede")


def test_groups_of_residents_and_who_is_worse_off(tmp_path):
    design = {"design": "scenarios", "scenarios": ["dossier_count", "responsive", "current_practice"], **WORLD, "replications": 3}
    found = run(design, tmp_path)
    frame = found.frame("worse_off").pivot(index="replication", columns="scenario", values="worse_off")
    assert (frame["current_practice"] == 0).all() and (frame["dossier_count"] > frame["responsive"]).all()
    groups = found.groups()
    assert set(groups["kind"]) == {"archetype", "capacity", "neighbourhood"}
    hood = groups[(groups["kind"] == "neighbourhood") & (groups["replication"] == 1) & (groups["scenario"] == "responsive")]
    scenario = load_scenario("responsive", **WORLD)
    lives = neighbourhoods(scenario, 1)
    unmet = fake_world.simulate(scenario, 1).household_unmet
    assert list(hood["households"]) == list(np.bincount(lives))
    assert np.allclose(hood["unmet_need"], [unmet[lives == index].mean() for index in range(len(hood))])
    told = found.group_differences("dossier_count")
    assert (told[told["scenario"] == "responsive"]["mean"] < 0).all()
    thin = run({**design, "keep": "outcomes"}, tmp_path / "thin")
    with pytest.raises(ConfigError, match="keep: households"):
        thin.groups()
