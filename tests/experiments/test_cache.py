"""What can be made again never stops a run nor changes its result, and nothing that others could have written is read."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from abm.compiling import kept
from abm.compiling.compiled import _plain_numba, rule
from abm.run import simulate as runs
from abm.settings.scenario import load_scenario
from experiments.cli.main import main

ROOT = Path(__file__).parents[2]
OTHER = 23456  # an account that is not ours


def twice(x):
    """A rule to compile."""
    return 2.0 * x + 0.25


def compiled():
    """The rule made anew; (its value, from the cache)."""
    made = rule(twice)
    value = made(1.5)
    return value, sum(made.stats.cache_hits.values())


class Mark:
    """Would make a folder if it were unpickled."""

    def __init__(self, folder):
        self.folder = str(folder)

    def __reduce__(self):
        return os.mkdir, (self.folder,)


def planted(folder):
    """A pickle that tells of being read, with the hash that belongs to it."""
    from numba.core.serialize import dumps

    text = dumps(Mark(folder))
    return hashlib.sha256(text).digest() + text


# ---------------------------------------------------------------------------- damage


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
@pytest.mark.parametrize("damage", ["emptied", "cut", "a byte", "rubbish", "a folder", "a pipe", "unreadable"])
def test_damaged_code_is_told_once_and_made_again(cache, capsys, ending, damage):
    assert compiled() == (3.25, 0) and compiled() == (3.25, 1)
    path = next((cache / "rules").glob(f"*.{ending}"))
    whole = path.read_bytes()
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage == "a pipe":
        os.mkfifo(path)
    else:
        path.write_bytes({"emptied": b"", "cut": whole[:50], "a byte": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]}
                         .get(damage, b"rubbish" * 9))
    if damage == "unreadable":
        path.chmod(0o622)
    assert compiled() == (3.25, 0)
    assert capsys.readouterr().err.count("leefwereld: ") == 1 + (damage == "a folder")  # which cannot be replaced either
    assert compiled() == (3.25, damage != "a folder")


def test_plain_numba_is_guarded_too(cache, capsys):
    def value():
        made = _plain_numba(twice, None, error_model="numpy")
        return made(1.5), sum(made.stats.cache_hits.values())

    assert value() == (3.25, 0) and value() == (3.25, 1)
    next(cache.glob("compiled-*/*.nbi")).write_bytes(b"")
    assert value() == (3.25, 0) and "made again" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"rubbish", "other"])
def test_a_damaged_starting_state_is_made_again(cache, capsys, monkeypatch, content):
    place = load_scenario(households=100, years=1)
    start = {name: np.zeros(2) for name in runs._NAMES}
    monkeypatch.setattr(runs, "make_warm", lambda scenario, seed: start)
    runs._keep(place, 1, start)
    path = next((cache / "warm").iterdir())
    assert np.array_equal(runs._kept(place, 1)["ties_start"], np.zeros(2))
    if content == "other":  # a whole file, of another seed
        runs._keep(place, 2, start)
        content = (cache / "warm" / f"{runs.warm_key(place, 2)}.npz").read_bytes()
    path.write_bytes(content)
    runs._read.cache_clear()
    assert runs._kept(place, 1) is None and not path.exists() and "made again" in capsys.readouterr().err
    runs._keep(place, 1, start)
    assert runs._kept(place, 1) is not None, "a miss is not remembered"


# ---------------------------------------------------------------------------- trust


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="giving a file away needs root")
@pytest.mark.parametrize("part", ["", "rules", "file"])
def test_what_another_account_owns_is_not_read(cache, tmp_path, capsys, part):
    assert compiled() == (3.25, 0)
    index = next((cache / "rules").glob("*.nbi"))
    index.write_bytes(planted(tmp_path / "marker"))
    os.chown({"": cache, "rules": cache / "rules", "file": index}[part], OTHER, OTHER)
    kept._root.cache_clear()
    assert compiled() == (3.25, 0)
    assert not (tmp_path / "marker").exists() and "another account" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["", "rules", "file"])
@pytest.mark.parametrize("mode", [stat.S_IWGRP, stat.S_IWOTH])
def test_what_others_may_write_to_is_not_read(cache, tmp_path, capsys, part, mode):
    assert compiled() == (3.25, 0)
    index = next((cache / "rules").glob("*.nbi"))
    index.write_bytes(planted(tmp_path / "marker"))
    path = {"": cache, "rules": cache / "rules", "file": index}[part]
    path.chmod(path.stat().st_mode | mode)
    kept._root.cache_clear()
    assert compiled() == (3.25, 0)
    assert not (tmp_path / "marker").exists() and "written to by other accounts" in capsys.readouterr().err


def test_what_we_keep_nobody_else_can_write_to(cache):
    before = os.umask(0o002)
    try:
        assert compiled() == (3.25, 0)
    finally:
        os.umask(before)
    paths = [cache, *cache.rglob("*")]
    assert len(paths) == 4 and not any(path.stat().st_mode & 0o022 for path in paths)


# ---------------------------------------------------------------------------- folders that cannot be had


ASK = "from abm.compiling.kept import cache_root; print(cache_root()); print(cache_root())"


@pytest.mark.parametrize(("home", "temporary", "expected"), [
    ("home", "tmp", "home/.cache/leefwereld"), ("file", "tmp", "tmp/leefwereld-{user}"), ("file", "taken", "taken/leefwereld-")
])  # fmt: skip
def test_the_next_folder_in_line_is_used_and_told_once(tmp_path, home, temporary, expected):
    """A home that is a file, and a temporary folder in which somebody else made ours first."""
    for name in ("home", "tmp", "taken"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_text("x")
    user = os.getuid()
    (tmp_path / "taken" / f"leefwereld-{user}").mkdir()
    (tmp_path / "taken" / f"leefwereld-{user}").chmod(0o777)
    words = {"HOME": str(tmp_path / home), "TMPDIR": str(tmp_path / temporary), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", ASK], env={**os.environ, **words, kept.NAMED: "", "XDG_CACHE_HOME": ""},
                          capture_output=True, text=True, check=True)  # fmt: skip
    first, again = done.stdout.splitlines()
    assert first == again and first.startswith(str(tmp_path / expected.format(user=user)))
    assert done.stderr.count("leefwereld: ") == (home != "home")
    if temporary == "taken":
        assert first != str(tmp_path / "taken" / f"leefwereld-{user}") and not Path(first).exists(), "it went with the run"


def test_without_a_home_and_a_name_there_is_a_cache(tmp_path, monkeypatch, capsys):
    """As `docker run --user 12345`: no HOME, and no line in /etc/passwd."""
    monkeypatch.setattr(kept, "_told", set())
    monkeypatch.setenv(kept.NAMED, "")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", classmethod(lambda cls: (_ for _ in ()).throw(RuntimeError("no home"))))
    monkeypatch.setattr(kept.tempfile, "gettempdir", lambda: str(tmp_path))
    kept._root.cache_clear()
    assert kept.cache_root() == tmp_path / f"leefwereld-{os.getuid()}"
    assert "no home" in capsys.readouterr().err
    kept._root.cache_clear()


def test_without_any_folder_it_still_runs(cache, monkeypatch, capsys):
    monkeypatch.setattr(kept, "_made", lambda folder: "cannot be made (read-only file system)")
    monkeypatch.setattr(kept.tempfile, "mkdtemp", lambda **words: (_ for _ in ()).throw(OSError(30, "read-only")))
    assert kept.cache_root() is None and not kept.ready() and kept.contents() == [] and kept.empty() == (0, 0)
    kept.mark_ready()
    assert compiled() == (3.25, 0) and compiled() == (3.25, 0)
    assert capsys.readouterr().err.count("leefwereld: ") == 1


def test_a_full_disk_is_told_once(cache, monkeypatch, capsys):
    def full(**words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept.tempfile, "mkstemp", full)
    assert compiled() == (3.25, 0) and compiled() == (3.25, 0)
    assert capsys.readouterr().err.count("no space left") == 1


# ---------------------------------------------------------------------------- bound, see, empty


def test_the_oldest_states_go_first_when_the_cache_is_full(cache, monkeypatch):
    monkeypatch.setenv(kept.MOST, "1")
    compiled()
    for number in range(8):
        kept.write(kept.WARM, f"{number}.npz", lambda file: file.write(bytes(300_000)))
        os.utime(cache / "warm" / f"{number}.npz", (number, number))
    left = sorted(path.name for path in (cache / "warm").iterdir())
    assert sum(found.size for found in kept.contents()) <= 1_000_000
    assert left == ["5.npz", "6.npz", "7.npz"] and compiled() == (3.25, 1)
    kept.write(kept.WARM, "large.npz", lambda file: file.write(bytes(700_000)))
    assert sorted(path.name for path in (cache / "warm").iterdir()) == left, "one thing does not push out all others"


@pytest.mark.parametrize("said", ["much", "-1", "1.5", "1e3", "٣"])
def test_a_bound_that_is_no_number_is_told(cache, monkeypatch, capsys, said):
    monkeypatch.setenv(kept.MOST, said)
    assert kept.most_bytes() == kept.MOST_MB * 1_000_000 and kept.MOST in capsys.readouterr().err


def test_the_command_shows_and_empties_what_is_ours_only(cache):
    compiled()
    (cache / "mine.txt").write_text("not the model's")
    (cache / "rules" / "notes.txt").write_text("not the model's")
    run = CliRunner()
    told = json.loads(run.invoke(main, ["cache", "--json"]).stdout)
    assert told["folder"] == str(cache) and told["kinds"]["code"]["files"] == 2 and told["most_bytes"] == 4_000_000_000
    assert "gecompileerde code: 2 bestanden" in run.invoke(main, ["cache", "--lang", "nl"]).stdout
    gone = json.loads(run.invoke(main, ["cache", "--empty", "--json"]).stdout)
    assert gone["removed"]["files"] == 2 and gone["kinds"] == {}
    assert sorted(path.name for path in cache.rglob("*.txt")) == ["mine.txt", "notes.txt"]
    assert compiled() == (3.25, 0)
