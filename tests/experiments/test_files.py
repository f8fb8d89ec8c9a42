"""One way to write a file: whole or not at all, into what stands there, at the place that was named."""

import os
import stat
import threading
from pathlib import Path

import fake_world
import pytest
from click.testing import CliRunner
from patience import PATIENCE

from abm.settings.errors import ConfigError
from abm.settings.files import user_path
from experiments.comparison.comparison import compare, load_comparison
from experiments.describe.odd import write as write_odd
from experiments.storage.files import prepare_file, together, write_file, write_text
from experiments.sweeps.export import export
from experiments.sweeps.sweep import sweep
from viz.cli.main import main, write_page

ROOT = Path(__file__).parents[2]
NAMES = ["dossier_count", "responsive"]


def small(out, **options):
    return compare(NAMES, out=out, **{"households": 300, "years": 1, "replications": 3, "uncertainty": "luck", "workers": 1,
                                      "model": fake_world.model(), **options})  # fmt: skip


def small_sweep(out, **options):
    design = {"design": "grid", "scenarios": NAMES, "vary": {"caseload_cap": [12, 20]}, "households": 300, "years": 1}
    return sweep(design, out, engine="serial", model=fake_world.model(), **options)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored") / "out"
    small(folder)
    return folder


# ---------------------------------------------------------------------------- whole or not at all


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("old")

    def breaks(aside):
        aside.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(ConfigError, match="no space left"):
        write_file(path, breaks)
    with pytest.raises(KeyboardInterrupt), together() as put:
        put(path, lambda aside: aside.write_text("new"))
        raise KeyboardInterrupt
    assert path.read_text() == "old" and [item.name for item in tmp_path.iterdir()] == ["x.txt"]


def test_files_of_one_result_take_their_places_together(tmp_path):
    with together() as put:
        waiting = put(tmp_path / "a", lambda aside: aside.write_text("1"))
        put(tmp_path / "b", lambda aside: aside.write_text("2"))
        assert waiting.read_text() == "1" and not (tmp_path / "a").exists()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a", "b"]


def test_what_is_written_is_settled_through_a_handle_that_may_be_written_to(tmp_path, monkeypatch):
    """On Windows nothing else can be settled on disk."""
    fcntl = pytest.importorskip("fcntl")
    seen = []
    monkeypatch.setattr(os, "fsync", lambda number: seen.append(fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE))
    write_text(tmp_path / "x", "text")
    small(tmp_path / "out")
    small_sweep(tmp_path / "sweep")
    assert len(seen) > 20 and os.O_RDONLY not in seen


# ---------------------------------------------------------------------------- what stands there


@pytest.fixture
def through(stored):
    """Every way in which a command writes one file that a person named."""
    return {"report": lambda path: write_page(load_comparison(stored), path, "en"),
            "odd": lambda path: write_odd("parameters", path), "text": lambda path: write_text(path, "text")}  # fmt: skip


@pytest.mark.parametrize("way", ["report", "odd", "text"])
def test_a_pipe_stays_a_pipe_and_its_reader_gets_all(tmp_path, through, way):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    through[way](pipe)
    reader.join(PATIENCE)
    plain = tmp_path / "plain"
    through[way](plain)
    assert stat.S_ISFIFO(pipe.stat().st_mode) and got == [plain.read_text(encoding="utf-8")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="making a device needs root")
@pytest.mark.parametrize("way", ["report", "odd", "text"])
def test_a_device_stays_a_device(tmp_path, through, way):
    device = tmp_path / "null"
    os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    prepare_file(device)
    through[way](device)
    assert stat.S_ISCHR(device.stat().st_mode) and os.listdir(tmp_path) == ["null"]


def test_a_link_keeps_leading_where_it_leads(tmp_path):
    (tmp_path / "far").mkdir()
    for name, target in (("link", tmp_path / "far" / "file"), ("new", tmp_path / "far" / "other")):
        (tmp_path / name).symlink_to(target)
    (tmp_path / "far" / "file").write_text("old")
    write_text(tmp_path / "link", "1")
    write_text(tmp_path / "new", "2")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "new").is_symlink()
    assert [(tmp_path / "far" / name).read_text() for name in ("file", "other")] == ["1", "2"]


def test_a_file_keeps_its_mode(tmp_path):
    path = tmp_path / "x"
    path.write_text("old")
    path.chmod(0o640)
    write_text(path, "new")
    assert path.read_text() == "new" and stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_folder_a_socket_and_a_loop_are_refused_in_words(tmp_path):
    import socket

    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "s"))
        for name in ("folder", "s", "loop", "folder\0x"):
            with pytest.raises(ConfigError, match="cannot write to"):
                write_text(tmp_path / name, "x")


@pytest.mark.parametrize("name", ["x" * 250, "with space", "ünïcode 日本", "~", "~root", "%s{0}"])
def test_any_name_that_a_disk_takes_is_written(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    write_text(Path(name), "text")
    assert (tmp_path / name).read_text() == "text"


# ---------------------------------------------------------------------------- where it goes


def test_a_tilde_is_the_home_wherever_a_path_is_named(tmp_path, monkeypatch):
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    (home / "mine.yaml").write_text("levers: {caseload_cap: 15}\n")
    small("~/a")
    small_sweep("~/b")
    export(small_sweep("~/b"), "~/c")
    done = CliRunner().invoke(main, ["odd", "--what", "parameters", "--out=~/d.md"])
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(main, ["explain", "caseload_cap", "--preset", "~/mine.yaml"]).exit_code == 0
    assert {"a", "b", "c", "d.md"} <= {item.name for item in home.iterdir()} and list(work.iterdir()) == []
    assert load_comparison("~/a").names == tuple(NAMES)


def test_a_folder_called_tilde_is_a_folder(tmp_path, monkeypatch):
    """The libraries that write tables take a ~ in front for the home by themselves."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)
    out = user_path("./~/x")
    small(out)
    small_sweep(user_path("./~/s"))
    assert list(home.iterdir()) == [] and (tmp_path / "~" / "x" / "runs.parquet").is_file()
    assert load_comparison(out).names == tuple(NAMES)


# ---------------------------------------------------------------------------- into the results of something else


def test_a_comparison_is_not_written_into_a_sweep_nor_a_sweep_into_a_comparison(tmp_path, stored):
    from experiments.sweeps.read import open_sweep

    small_sweep(tmp_path / "s")
    with pytest.raises(ConfigError, match="holds a sweep"):
        small(tmp_path / "s")
    with pytest.raises(ConfigError, match="holds a comparison"):
        small_sweep(stored)
    small(tmp_path / "stopped")
    (tmp_path / "stopped" / "summary.json").unlink()  # as an interrupted comparison leaves it
    with pytest.raises(ConfigError, match="runs of a comparison"):
        small_sweep(tmp_path / "stopped")
    before = len(open_sweep(tmp_path / "s", model=fake_world.model()).frame())
    (tmp_path / "s" / "runs" / ("0" * 64 + ".parquet")).write_bytes((next((stored / "runs").iterdir())).read_bytes())
    after = open_sweep(tmp_path / "s", model=fake_world.model()).frame()
    assert len(after) == before, "what version 0.1.0 put there is left alone"


def test_tables_and_pages_do_not_take_the_place_of_stored_results(tmp_path, stored):
    found = small_sweep(tmp_path / "s")
    before = {path: path.read_bytes() for path in stored.iterdir() if path.is_file()}
    for folder in (stored, tmp_path / "s"):
        with pytest.raises(ConfigError, match="another folder with --to"):
            export(found, folder)
    for name in ("summary.json", "runs.parquet"):
        with pytest.raises(ConfigError, match="another file with --to"):
            write_page(load_comparison(stored), stored / name, "en")
    assert all(path.read_bytes() == content for path, content in before.items())


def test_no_other_module_writes_a_file():
    """What is written past experiments.storage.files is half a file when the power fails, and replaces what is no file."""
    allowed = {"experiments/storage/files.py", "abm/compiling/kept.py"}
    # What is handed to experiments.storage.files, and what goes into a temporary folder for another program.
    inside = {"experiments/comparison/store.py": 2, "viz/report/note_pdf.py": 1, "viz/viewer/reporting.py": 1,
              "viz/viewer/page_file.py": 1}  # fmt: skip
    writing = ("write_text(", ".write_bytes(", '"w"', '"wb"', "os.replace(")
    for room in ("abm", "experiments", "viz"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            found = sum(text.count(f".{word}" if word == "write_text(" else word) for word in writing)
            if name == "experiments/runs/runstore.py":
                found -= text.count('os.replace(path, path.with_suffix(".damaged"))')  # a name for what is set aside
            assert name in allowed or found == inside.get(name, 0) or name == "experiments/sweeps/export.py", name
