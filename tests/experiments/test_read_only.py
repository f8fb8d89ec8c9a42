"""What is on a disk that cannot be written to can be asked all the same, and a filled cache there is used."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import fake_world
import pytest
from click.testing import CliRunner

import experiments.runs.model
from abm.compiling import kept
from leefwereld import compare, sweep
from viz.cli.main import main

SMALL = {"households": 500, "years": 1}
VARY = {"strain.load": None, "strain.room": None}
QUESTION = "responsive better on unmet_need than dossier_count"


@contextmanager
def shut(folder: Path):
    """While this lasts nothing can be written into `folder`; for root, who may write anywhere, it is mounted read-only."""
    if os.geteuid():
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        return
    steps = [["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,bind,ro", str(folder)]]
    for step in steps:
        if subprocess.run(step, capture_output=True).returncode:
            subprocess.run(["umount", str(folder)], capture_output=True)
            pytest.skip("this account writes anywhere and may mount nothing")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A folder with two sweeps and a comparison of the made-up model."""
    folder = tmp_path_factory.mktemp("stored")
    model = fake_world.model(fake_world.tangled)
    both = {"scenarios": ["dossier_count", "responsive"], "vary": VARY, **SMALL}
    sweep({**both, "design": "latin_hypercube", "samples": 120}, folder / "worlds", engine="serial", model=model)
    sweep({**both, "design": "sobol", "samples": 16, "keep": "outcomes"}, folder / "rests", engine="serial", model=model)
    compare(["dossier_count", "responsive"], **SMALL, replications=3, workers=1, out=folder / "pairs", model=model)
    return folder


def test_all_questions_are_answered(stored, tmp_path, monkeypatch):
    monkeypatch.setattr(experiments.runs.model, "loaded", lambda: fake_world.model(fake_world.tangled))
    asked = [("status", stored / "worlds"), ("discover", stored / "worlds", "--question", QUESTION),
             ("sensitivity", stored / "rests"), ("groups", stored / "pairs"), ("diff", stored / "pairs", stored / "pairs")]
    with shut(stored):
        before = sorted(stored.rglob("*"))
        for words in asked:
            done = call(*words)
            assert done.exit_code == 0, done.output
            if words[0] == "sensitivity":
                assert "no figures" in done.stderr and "--to FILE" in done.stderr
        for words, file in ((asked[2], "rests.html"), (("report", stored / "pairs"), "report.html")):
            done = call(*words, "--to", tmp_path / file)
            assert done.exit_code == 0 and (tmp_path / file).read_text(encoding="utf-8").startswith("<!")
        assert call("export", stored / "worlds", "--to", tmp_path / "tables").exit_code == 0
        assert sorted(stored.rglob("*")) == before


def test_what_must_write_there_says_where_else(stored):
    with shut(stored):
        for words in (("report", stored / "pairs"), ("export", stored / "worlds")):
            done = call(*words)
            assert done.exit_code == 2 and "with --to" in done.stderr and done.stderr.count("\n") == 1, done.output


def test_a_filled_cache_is_read_and_nothing_is_told(tmp_path, monkeypatch, capsys):
    cache = tmp_path / "cache"
    monkeypatch.setenv(kept.NAMED, str(cache))
    monkeypatch.setattr(kept, "_told", set())
    kept._root.cache_clear()
    kept.write(kept.WARM, "one", lambda file: file.write(b"1"))
    kept.mark_ready()
    with shut(cache):
        kept._root.cache_clear()
        assert kept.cache_root() == cache and kept.ready()
        assert kept.read(kept.WARM, "one", lambda file: file.read()) == b"1"
        kept.write(kept.WARM, "two", lambda file: file.write(b"2"))
        assert kept.read(kept.WARM, "two", lambda file: file.read()) is None
    kept._root.cache_clear()
    assert capsys.readouterr().err == ""
