"""The user's surroundings reach neither figures nor streams nor results: settings of other programs, encodings, quotas."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import fake_world
import pytest
from patience import PATIENCE, until

from abm.run import cores
from experiments.cli.streams import accept_every_sign
from experiments.comparison.comparison import compare
from experiments.runs import stopping
from experiments.runs import workers as engine
from experiments.runs.replicate import attempt
from experiments.runs.workers import Engine, perform
from viz.cli.main import write_page

ROOT = Path(__file__).parents[2]
TESTS = Path(__file__).parents[1]


def small(names, out=None, **options):
    return compare(names, out=out, **{"households": 300, "years": 1, "replications": 3, "uncertainty": "luck", "workers": 1,
                                      "model": fake_world.model(), **options})  # fmt: skip


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A comparison, its page, and the page's text."""
    folder = tmp_path_factory.mktemp("stored") / "out"
    page = write_page(small(["dossier_count", "responsive"], folder), folder / "report.html", "en")
    return folder, page.read_text(encoding="utf-8")


def command(words, folder, **surroundings):
    """A command in a process of its own, in another working folder."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    code = "import sys; from viz.cli.main import main; sys.argv[0] = 'leefwereld'; main()"
    return subprocess.run([sys.executable, "-c", code, *map(str, words)], cwd=folder, env=env, capture_output=True, check=False)


# ---------------------------------------------------------------------------- figures


@pytest.mark.parametrize("settings", [
    "text.usetex: True\n", "font.family: fantasy\nfont.size: 30\nfigure.dpi: 10\nsavefig.bbox: tight\nsvg.fonttype: none\n"
    "axes.prop_cycle: cycler('color', ['r'])\nlines.linewidth: 9\nbackend: nowhere\nnonsense\n",
])  # fmt: skip
def test_a_matplotlibrc_in_the_working_folder_changes_no_figure(stored, tmp_path, settings):
    (tmp_path / "matplotlibrc").write_text(settings)
    done = command(["report", stored[0], "--to", tmp_path / "x.html"], tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == stored[1]


@pytest.mark.parametrize("surroundings", [
    {"MPLBACKEND": "nowhere", "LC_ALL": "nl_NL.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "COLUMNS": "20"},
    {"MPLBACKEND": "module://nowhere", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONOPTIMIZE": "1", "PYTHONIOENCODING": "ascii"},
])  # fmt: skip
def test_the_environment_changes_no_page(stored, tmp_path, surroundings):
    done = command(["report", stored[0], "--to", tmp_path / "x.html"], tmp_path, **surroundings)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == stored[1]


@pytest.mark.parametrize("name", ["日本", "cost $5 and $x_{1}$", "<b>&amp;", "a" * 120, "עברית", "x\u0301\u200d"])
def test_any_name_is_drawn_without_a_word(tmp_path, name, recwarn):
    path = tmp_path / f"{name}.yaml"
    path.write_text(f"title: {{en: {name!r}, nl: x}}\nlevers: {{caseload_cap: 15}}\n", encoding="utf-8")
    write_page(small(["responsive", str(path)]), tmp_path / "x.html", "en")
    assert [str(item.message) for item in recwarn if "lyph" in str(item.message)] == []


# ---------------------------------------------------------------------------- streams


@pytest.mark.parametrize(("encoding", "words"), [
    ("cp1252", ["odd"]), ("iso8859-1", ["list", "measures", "--lang", "nl"]), ("cp437", ["explain", "caseload_cap", "--json"]),
    ("cp1252", ["measure", "the_car", "--no-run"]),
])  # fmt: skip
def test_what_an_encoding_lacks_is_written_alike(tmp_path, encoding, words):
    done, plain = (command(words, tmp_path, PYTHONIOENCODING=name) for name in (encoding, "utf-8"))
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    assert done.stdout.decode(encoding).count("\n") == plain.stdout.decode("utf-8").count("\n") > 3


@pytest.mark.parametrize(("encoding", "expected"), [
    ("ascii", "a -> b >= 'c' e EUR ? ? A"), ("koi8-r", "a -> b ≥ 'c' e EUR ? ? A"), ("cp437", "a -> b ≥ 'c' é EUR ? ? A"),
    ("cp1250", "a -> b >= “c” é € ? ? Á"), ("shift_jis", "a → b >= “c” e EUR 日 ? A"),
])  # fmt: skip
def test_signs_are_told_alike(monkeypatch, encoding, expected):
    """A code page calls itself only "charmap" in its error, so that it was asked of another whether it has a sign."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", out)
    accept_every_sign()
    print("a → b ≥ “c” é € 日 \udcff Á", file=out)
    out.flush()
    assert out.buffer.getvalue().decode(encoding) == f"{expected}\n"


# ---------------------------------------------------------------------------- processors and shared memory


@pytest.mark.parametrize(("files", "expected"), [
    ({"cpu.max": "150000 100000"}, 2), ({"cpu.max": "50000 100000"}, 1), ({"cpu.max": "max 100000"}, 8),
    ({"cpu.max": "rubbish"}, 8), ({"cpu.max": ""}, 8), ({"a/cpu.max": "300000 100000"}, 3),
    ({"a/b/cpu.max": "400000 100000", "cpu.max": "100000 100000"}, 1),
    ({"cpu/cpu.cfs_quota_us": "200000", "cpu/cpu.cfs_period_us": "100000"}, 2), ({}, 8),
    ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, 8), ({"cpu.max": "100000 0"}, 8),
])  # fmt: skip
def test_a_quota_of_a_container_is_seen(tmp_path, monkeypatch, files, expected):
    for name, text in files.items():
        path = tmp_path / "groups" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "self").write_text("0::/a/b\n4:cpu,cpuacct:/\n2:memory:/m\n")
    monkeypatch.setattr(cores, "GROUPS", tmp_path / "groups")
    monkeypatch.setattr(cores, "SELF", tmp_path / "self")
    monkeypatch.setattr(os, "sched_getaffinity", lambda number: set(range(8)), raising=False)
    assert cores.cores() == engine.cpu_count() == expected


def doubled(batch):
    return [2 * item for item in batch]


@pytest.mark.parametrize("error", [OSError(30, "Read-only file system"), ImportError("no sem_open")])
def test_without_shared_memory_runs_are_done_here(monkeypatch, capsys, error):
    from abm.compiling import kept

    monkeypatch.setattr(kept, "_told", set())

    def refused(*args, **options):
        raise error

    monkeypatch.setattr(engine, "ProcessPoolExecutor", refused)
    found = list(perform([[1, 2], [3]], doubled, Engine("local", 2)))
    assert sorted(answer.value for answer in found) == [2, 4, 6]
    assert "one after the other" in capsys.readouterr().err


# ---------------------------------------------------------------------------- told to end


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="sends a signal as a system does")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_process_that_is_told_to_end_keeps_what_is_finished_and_says_so(tmp_path, name):
    out = tmp_path / "out"
    (tmp_path / "design.yaml").write_text(
        "design: grid\nscenarios: [responsive]\nvary: {caseload_cap: [12, 20]}\nhouseholds: 300\nyears: 1\nreplications: 3\n")
    words = [sys.executable, str(TESTS / "fake_cli.py"), "waits_for_the_signal", "sweep", str(tmp_path / "design.yaml"),
             "--out", str(out), "--workers", "2"]  # fmt: skip
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
                               env={**os.environ, "FAKE_WORLD_OUT": str(out)})  # fmt: skip
    until(lambda: any((out / "runs").glob("*.parquet")), "a finished run", process)
    process.send_signal(getattr(signal, name))
    _, told = process.communicate()
    assert process.returncode == 128 + getattr(signal, name), told
    assert "goes on from there" in told and "Traceback" not in told and "leaked" not in told
    assert any((out / "runs").glob("*.parquet")) and not list(out.rglob("*.part"))


class Tidied:
    """Gets a signal while Python tidies it up, which drops what is raised there."""

    def __del__(self):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_whose_exception_python_drops_is_not_lost():
    before = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGINT,)}
    try:
        stopping.listen()
        stopping.check()
        Tidied()
        for work in (lambda: attempt(lambda scenario, seed: 1, None, 1), lambda: list(perform([[1]], doubled, Engine("serial")))):
            with pytest.raises(KeyboardInterrupt):
                work()
        stopping.listen()
        stopping.check()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def endless(item):
    """Works until it is ended."""
    time.sleep(PATIENCE)


def test_a_signal_that_went_lost_ends_the_wait_for_workers_too():
    stopping.listen()
    threading.Timer(0.1, stopping._by.append, [signal.SIGINT]).start()
    try:
        with pytest.raises(KeyboardInterrupt):
            list(perform([[1]], endless, Engine("local", 1)))
    finally:
        stopping._by.clear()


def test_a_pool_that_is_ended_leaves_no_process():
    pool = engine.fresh_pool(2, engine.begin_worker)
    waiting = [pool.submit(endless, item) for item in range(20)]
    until(lambda: any(future.running() for future in waiting), "a worker at work")
    workers = list(pool._processes.values())
    engine.end_pool(pool)
    assert workers and not any(worker.is_alive() for worker in workers) and all(future.done() for future in waiting)


def test_without_shared_memory_the_viewer_has_its_band(monkeypatch, capsys):
    from viz.viewer import luck as runs

    monkeypatch.setattr(runs, "fresh_pool", lambda workers, begin: None)
    monkeypatch.setattr(runs, "run_lines", lambda key, seed: seed)
    luck, told = runs.Luck(), []
    luck.ask("a visitor", [("world", 1), ("world", 2)], lambda: told.append(1))
    until(lambda: len(told) >= 2, "both runs")
    assert luck.waiting() == 0
    luck.end()
