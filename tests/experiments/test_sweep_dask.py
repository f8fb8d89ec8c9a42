"""Sweeps over Dask: a cluster of this machine, and a scheduler with two workers that somebody else started, over TCP."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import fake_world
import pytest
from patience import until
from test_sweep import GRID, content, run

import leefwereld as lw
from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, VARIABLE
from experiments.runs.plugin import forget_outcomes
from leefwereld import sweep

pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    out = tmp_path_factory.mktemp("plain")
    run(GRID, out)
    return content(out)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def cluster():
    """Address of a scheduler on 127.0.0.1 with two workers, all processes of their own; and the workers."""
    with started() as found:
        yield found


@contextmanager
def started(**more):
    """A scheduler and two workers with these variables in their environment: the address, and the workers."""
    port = _free_port()
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", **more}
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard", "--no-nanny"]

    def start(words):
        return subprocess.Popen([sys.executable, "-m", *words], env=environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, cwd=ROOT)  # fmt: skip

    processes = [start(scheduler)]
    try:
        until(lambda: _answers(port), "the scheduler", processes[0])
        processes += [start(worker), start(worker)]
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_cluster_of_this_machine_gives_the_same_bytes(plain, tmp_path):
    run(GRID, tmp_path, engine="dask", workers=2)
    assert content(tmp_path) == plain


def test_a_scheduler_that_was_there_already_gives_the_same_bytes(plain, tmp_path, cluster):
    run(GRID, tmp_path, engine="dask", scheduler=cluster[0])
    assert content(tmp_path) == plain


def test_a_lost_worker_costs_time_and_nothing_else(tmp_path, cluster):
    address, workers = cluster
    lost = []

    def lose(phase, done, total):
        if done >= 2 and not lost:
            lost.append(workers[0].kill())

    long = {**GRID, "replications": 6, "keep": "outcomes"}
    model = fake_world.model(fake_world.slow_to_die)
    found = sweep(long, tmp_path / "a", engine="dask", scheduler=address, progress=lose, model=model)
    assert lost and found.status()[:4] == (36, 36, 0, 0)
    run(long, tmp_path / "b")
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_a_scheduler_that_is_not_there_is_told_in_words(tmp_path):
    with pytest.raises(ConfigError, match="no Dask scheduler answers"):
        run(GRID, tmp_path, engine="dask", scheduler=f"tcp://127.0.0.1:{_free_port()}")


OWN = """
def every_week(place):
    place.notes["weeks"] = place.notes.get("weeks", 0) + 1
OUTCOMES = {"calls": dict(unit="calls", direction=0, smallest=1, reason="a test", en="calls", nl="aanroepen",
            definition="a test", of=lambda run: run.notes["weeks"])}
"""
SMALL = {"design": "grid", "scenarios": ["current_practice"], "households": 200, "years": 1, "replications": 1,
         "vary": {"caseload_cap": [20, 40]}, "keep": "outcomes"}  # fmt: skip


@pytest.mark.slow
def test_workers_of_a_scheduler_run_a_plugin_of_ones_own_and_refuse_to_without_it(tmp_path):
    folder = tmp_path / "my"
    shutil.copytree(CONFIGS, folder)
    (folder / "plugin.py").write_text(OWN, encoding="utf-8")
    try:
        with lw.using(folder):
            here = sweep(SMALL, tmp_path / "here", engine="serial").frame("calls")
            with started(**{VARIABLE: str(folder)}) as (address, _):
                there = sweep(SMALL, tmp_path / "there", engine="dask", scheduler=address).frame("calls")
            assert here["calls"].tolist() == there["calls"].tolist() == [53.0, 53.0]
            assert content(tmp_path / "here") == content(tmp_path / "there")
            plain = {VARIABLE: str(CONFIGS)}
            with started(**plain) as (address, _), pytest.raises(ConfigError, match=f"start workers with {VARIABLE}=FOLDER"):
                sweep(SMALL, tmp_path / "without", engine="dask", scheduler=address)
    finally:
        forget_outcomes()
