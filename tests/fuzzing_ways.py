"""Cases of the fuzzer that are no broken input: spellings of numbers, names of files, the user's surroundings, damaged caches.

Each check takes the luck of its case and an empty folder, and gives its findings: an empty list when all roads agree, a name
is carried through, nothing around the program changes what it says, and a cache full of rubbish changes no result.
"""

import contextlib
import io
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_world
import numpy as np

from abm.compiling import kept
from abm.compiling.compiled import rule
from abm.run import simulate as runs
from abm.settings.errors import ConfigError
from abm.settings.files import read_yaml
from abm.settings.names import split
from abm.settings.numbers import read_number
from abm.settings.scenario import load_scenario
from experiments.ask.goal import parse_goal
from experiments.comparison.comparison import compare, load_comparison

LEVER, LOW, HIGH = "caseload_cap", 3, 80
COMPARED = 0.25  # of the names, since a comparison takes most of a second
SIGNS = ("+", "-", "", "", "", "")
PIECES = ("0", "1", "7", "12", "012", "9", "5", ".", ".", "e", "E", "e+", "e-", "_", ":", "x", "0x", "0b", "0o", ",", " ",
          "\u00a0", "٣", "½", "inf", "nan", ".inf", "%", "'", "0" * 40, "1" * 320)  # fmt: skip
NAMES = ("a", "my town", " ", "  x  ", "+", "++", " minus ", "日本", "ünï", "é", "e\u0301", "עברית", "$x_{1}$", "%s", "{0}", "'",
         "<b>", "&amp;", "-", "--out", "=", "@", ",", ";", "#", "~", "current_practice", "responsive", "V05", "P1", "con",
         "🦄", "x" * 60, "\u200d", "\u202e", "\t", ".", "..x", "yaml", "|", "*", "?", "[a]", "\\", "012", "=1+1")  # fmt: skip
ENCODINGS = ("utf-8", "cp1252", "ascii", "iso8859-1", "cp437", "utf-16", "shift_jis", "koi8-r")
COMMANDS = (["list", "measures", "--lang", "nl"], ["list", "levers"], ["explain", "caseload_cap"], ["explain", "V05"],
            ["measure", "the_car", "--no-run"], ["list", "presets", "--lang", "nl"], ["cache", "--lang", "nl"])  # fmt: skip
AROUND = {
    "LC_ALL": ("C", "nl_NL.UTF-8", "nowhere"), "LANG": ("C", "tr_TR.UTF-8"), "TZ": ("Asia/Tokyo", "nowhere"),
    "TERM": ("dumb", ""),
    "COLUMNS": ("1", "20", "many", "99999"), "LINES": ("0", "x"), "NO_COLOR": ("1",), "MPLBACKEND": ("nowhere", "module://x"),
    "HOME": ("/nonexistent", "", "relative", "/dev/null"), "XDG_CACHE_HOME": ("/dev/null", "relative", "", "~"),
    "LEEFWERELD_CACHE": ("", "/dev/null/x", "x\ny", "relative", "~nobody-here/x"), "LEEFWERELD_CACHE_MB": ("0", "-1", "1e3", "٣"),
    "PAGER": ("false",), "PYTHONUTF8": ("0",), "OMP_NUM_THREADS": ("0", "many"), "LEEFWERELD_RESULTS": ("nowhere",),
}  # fmt: skip


def numbers(luck: random.Random, folder: Path) -> list[str]:
    """One spelling by every road: a file, --set and a goal read the number that the reader reads, or all refuse it."""
    text = luck.choice(SIGNS) + "".join(luck.choice(PIECES) for _ in range(luck.randint(1, 5)))

    def by_file() -> object:
        path = folder / "x.yaml"
        path.write_text(f"value: {text}\n", encoding="utf-8")
        value = read_yaml(path)["value"]
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def by_set() -> object:
        return load_scenario(sets=[f"{LEVER}={text}"]).origin[LEVER].value

    def by_goal() -> object:
        return parse_goal(f"{LEVER} such that unmet_need < {text}").bound

    expected = _of(lambda: read_number(text), ValueError)
    plain = re.fullmatch(r"[-+]?((0|[1-9][0-9]*)\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", text.strip(" \u00a0"))
    found = [f"read as {expected!r}, and is not decimal: {text!r}"] if expected is not None and not plain else []
    fits = expected is not None and LOW <= expected <= HIGH
    for name, road, right in (("file", by_file, expected), ("--set", by_set, expected if fits else None),
                              ("goal", by_goal, expected)):  # fmt: skip
        value = _of(road, ConfigError)
        if value != right:
            found.append(f"{name} reads {text!r} as {value!r}, the reader {right!r}")
    return found


def _of(read: Callable[[], object], refusal: type[Exception]) -> object:
    try:
        return read()
    except refusal:
        return None


def names(luck: random.Random, folder: Path) -> list[str]:
    """A preset of any file name is one scenario with a measure or without, and is found again in what was stored."""
    stem = "".join(luck.choice(NAMES) for _ in range(luck.randint(1, 4))).strip(".").replace("/", "")
    path = folder / f"{stem or 'x'}.yaml"
    path.write_text("title: {en: Own, nl: Eigen}\nlevers: {caseload_cap: 15}\n", encoding="utf-8")
    asked = str(path)
    found = [] if split(f"{asked}+peer_workers") == (asked, ["peer_workers"]) else [f"{path.name!r} is taken apart"]
    if luck.random() > COMPARED:
        return found if load_scenario(path).origin[LEVER].value == 15 else [*found, f"{path.name!r} is another preset"]
    try:
        made = compare(["responsive", asked, f"{asked}+peer_workers"], out=folder / "out", households=300, years=1,
                       replications=3, uncertainty="luck", workers=1, model=fake_world.model())  # fmt: skip
    except ConfigError as error:
        return [*found, f"{path.name!r} is refused: {error}"]
    again = load_comparison(folder / "out")
    found += [] if again.names == made.names and len(set(made.names)) == 3 else [f"{made.names} came back as {again.names}"]
    told = again.scenarios[made.names[1]]["title"]["en"]
    return [*found, *([] if told == "Own" else [f"{path.name!r} is told as {told!r}"])]


@contextlib.contextmanager
def surrounded(env: dict[str, str]) -> Iterator[None]:
    """Other surroundings, and the cache's memory of the old ones put away."""
    before, told = dict(os.environ), set(kept._told)
    os.environ.update(env)
    kept._root.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        kept._told.clear()
        kept._told.update(told)
        kept._root.cache_clear()
        runs._read.cache_clear()


def _said(words: list[str], encoding: str) -> tuple[int, str]:
    """What a command wrote to a stream of this encoding, and its exit code."""
    from experiments.cli.streams import accept_every_sign
    from viz.cli.main import main

    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.TextIOWrapper(io.BytesIO(), encoding=encoding)):
        accept_every_sign()
        try:
            main(words)
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        out.flush()
        # click takes a stream in ascii for one that is set up wrongly, and writes UTF-8 to it.
        return code, out.buffer.getvalue().decode("utf-8" if encoding == "ascii" else encoding)


def surroundings(luck: random.Random, folder: Path) -> list[str]:
    """A command says as many lines, and ends as well, in any surroundings and on any stream."""
    words, encoding = luck.choice(COMMANDS), luck.choice(ENCODINGS)
    chosen = {name: luck.choice(values) for name, values in AROUND.items() if luck.random() < 0.3}
    with surrounded({"LEEFWERELD_CACHE": str(folder / "plain")}):
        plain = _said(words, "utf-8")
    with surrounded({"LEEFWERELD_CACHE": str(folder / "other"), **chosen}):
        code, text = _said(words, encoding)
    if code != plain[0] or "Traceback" in text:
        return [f"{words} ends with {code} in {chosen}: {text[-200:]}"]
    if words[0] == "cache":  # which is to say what lies in another folder
        return []
    same = text.count("\n") == plain[1].count("\n") and (encoding != "utf-8" or text == plain[1])
    return [] if same else [f"{words} says something else in {chosen} and {encoding}"]


def _rubbish(luck: random.Random, path: Path) -> None:
    """One thing in the cache damaged, as a crash, a full disk, another program or another account would."""
    whole = path.read_bytes() if path.is_file() else b""
    at = luck.randrange(len(whole) + 1)
    how = luck.choice(("empty", "cut", "bits", "random", "twice", "gone", "folder", "link", "pipe", "open", "loop", "zip"))
    if how in ("gone", "folder", "link", "pipe", "loop"):
        path.unlink()
    if how == "folder":
        path.mkdir()
    elif how == "link":
        path.symlink_to(os.devnull)
    elif how == "loop":
        path.symlink_to(path)
    elif how == "pipe":
        os.mkfifo(path)
    elif how == "open":
        path.chmod(0o666)
    elif how != "gone":
        other = bytes(luck.randrange(256) for _ in range(luck.choice((1, 40, 4_000))))
        path.write_bytes({"empty": b"", "cut": whole[:at], "bits": whole[:at] + other[:1] + whole[at + 1 :], "random": other,
                          "twice": whole + whole, "zip": b"PK\x03\x04" + other}[how])  # fmt: skip


def _rule(x: float) -> float:
    """A rule to compile."""
    return 2.0 * x + 0.25


def caches(luck: random.Random, folder: Path) -> list[str]:
    """After any damage a rule gives its value and a starting state is the right one or made again, and nothing stops."""
    place = load_scenario(households=100, years=1)
    start = {name: np.full(3, 7.0) for name in runs._NAMES}
    with surrounded({"LEEFWERELD_CACHE": str(folder / "cache")}), contextlib.redirect_stderr(io.StringIO()):
        _ = rule(_rule)(1.5)
        runs._keep(place, 1, start)
        files = sorted(path for path in (folder / "cache").rglob("*") if path.is_file())
        for path in luck.sample(files, luck.randint(1, len(files))):
            _rubbish(luck, path)
        if luck.random() < 0.2:
            luck.choice([path for path in (folder / "cache").rglob("*") if path.is_dir() and not path.is_symlink()]).chmod(0o777)
        for _ in range(2):
            value = rule(_rule)(1.5)
            runs._read.cache_clear()
            state = runs._kept(place, 1)
            if value != 3.25:
                return [f"a rule gives {value}"]
            if state is not None and not all(np.array_equal(state[name], start[name]) for name in start):
                return ["a damaged starting state was believed"]
            runs._keep(place, 1, start)
        kept.contents(), kept.empty()
    return []


WAYS: dict[str, Callable[[random.Random, Path], list[str]]] = {
    "number": numbers, "name": names, "surroundings": surroundings, "cache": caches}  # fmt: skip
