"""Broken files and command lines, made from valid ones, and the judge of what is said of them.

A case is known by its number alone: `python benchmarks/fuzz.py --case 4711` does it again. `judge` runs one in this
process and gives its findings, an empty list when all is well: code 2 with one readable line that names the file or
the key, or acceptance of what happens to be valid; no other error, no hang, nothing left behind.
"""

import contextlib
import copy
import json
import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from fuzzing_features import FEATURES
from fuzzing_running import faults_of, run_command
from fuzzing_values import LEVERS, NUMBERS, TEXTS, as_yaml, bent, odd_value, plain, scribbled, typo
from fuzzing_ways import WAYS
from patience import PATIENCE

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS
from abm.state.outcomes import OUTCOMES
from experiments.cli.friendly import one_line

SECONDS, WAIT = 20, PATIENCE  # of the processor that a case may take (the slowest takes five), and of the clock
CHECKS = WAYS | FEATURES
KINDS = ("levers", "parameters", "place", "preset", "measure", "vignette", "pattern", "experiment", "session", "set",
         "command", "path", *CHECKS)  # fmt: skip
COMMANDS = {
    "preset": ["explain", "discretion", "--preset", "{file}"],
    "measure": ["measure", "{file}", "--no-run"],
    "vignette": ["story", "{file}", "--replications", "0"],
    "experiment": ["sweep", "{file}", "--out", "sweep", "--dry-run"],
    "session": ["replay", "{file}"],
}
FOLDERS = {"preset": "presets", "measure": "measures", "vignette": "vignettes", "pattern": "patterns",
           "experiment": "experiments", "parameters": "parameters"}  # fmt: skip


class Hang(BaseException):
    """A case took longer than SECONDS or WAIT."""


class Case(NamedTuple):
    """One broken input: `name` of the file, its bytes (None for another kind of path), the words of the command."""

    number: int
    kind: str
    what: str
    name: str
    content: bytes | None
    words: tuple[str, ...]


class Verdict(NamedTuple):
    """What came of a case: code 2 or 0, what was said, seconds of the processor, and what is wrong with it."""

    code: int
    told: str
    seconds: float
    findings: list[str]


# ---------------------------------------------------------------------------- cases

SESSION = {
    "leefwereld_session": 1, "model": "none",
    "now": {"households": 300, "years": 2, "seed": 5, "vignette": "V05",
            "worlds": [{"preset": "dossier_count", "measures": []}, {"preset": "responsive", "measures": ["peer_workers"]}],
            "changes": [{"week": 4, "world": 0, "lever": "caseload_cap", "value": 12.0},
                        {"week": 9, "world": 1, "lever": "discretion", "value": 0.4}], "week": 20, "shown": 12},
    "digests": ["a" * 64, "b" * 64],
    "bookmarks": [{"name": "before", "digests": ["c", "d"],
                   "moment": {"households": 300, "years": 1, "seed": 2, "vignette": "",
                              "worlds": [{"preset": "bolt_on", "measures": []}], "changes": [], "week": 3, "shown": 3}}],
    "guesses": [{"who": "ann", "week": 3, "answers": {"unmet": "a"}, "drawn": {"unmet": [0.1, 0.2]}}],
}  # fmt: skip
DESIGNS = (
    "design: grid\nscenarios: [current_practice, responsive]\n"
    "vary:\n  caseload_cap: [10, 20]\n  discretion: {low: 0.1, high: 0.9, steps: 3}\n",
    "design: sobol\nscenarios: [dossier_count, responsive]\nvary_all: {grades: [assumed], theories: [strain, stress]}\n"
    "samples: 64\nhouseholds: 500\nyears: 2\n",
    "design: scenarios\nscenarios: [current_practice]\n"
    "cases:\n- {name: a, levers: {caseload_cap: 9}}\n- {name: b, place: {contract_hours: 30}}\n",
    "design: morris\nscenarios: [responsive]\nvary: {strain.load: null, place.contract_hours: {low: 30, high: 36}}\n"
    "samples: 4\nuncertainty: both\n",
    "design: alone_and_together\nbundle: responsive\nhouseholds: 500\nreplications: 2\n"
    "levers: {outreach: 0.5}\nparameters: {strain.load: 1.0}\n",
)


def sources(kind: str) -> list[Path]:
    """The valid files of a kind that come along."""
    if kind in ("levers", "place"):
        return [CONFIGS / f"{kind}.yaml"]
    return sorted((CONFIGS / FOLDERS[kind]).glob("*.yaml"))


def make(number: int) -> Case:
    """The case of a number: always the same, and of the kinds in turn."""
    luck = random.Random(f"fuzz {number}")
    kind = KINDS[number % len(KINDS)]
    if kind == "set":
        return _set_case(number, luck)
    if kind == "command":
        return _command_case(number, luck)
    if kind == "path":
        return _path_case(number, luck)
    if kind in CHECKS:
        return Case(number, kind, "a way", "", None, ())
    if kind == "session":
        name, content, source = "session.json", copy.deepcopy(SESSION), json.dumps(SESSION).encode()
    elif kind == "experiment" and luck.random() < 0.7:
        name, source = "own_design.yaml", luck.choice(DESIGNS).encode()
        content = yaml.safe_load(source)
    else:
        path = luck.choice(sources(kind))
        name, source = path.name, path.read_bytes()
        content = yaml.safe_load(source)
    if luck.random() < 0.3:
        data, what = scribbled(source, luck)
    else:
        whats = []
        for _ in range(luck.choice((1, 1, 1, 2, 4))):
            if content:
                content, what = bent(content, luck)
                whats.append(what)
        what = "; ".join(whats)
        text = json.dumps(plain(content), ensure_ascii=luck.random() < 0.5) if kind == "session" else as_yaml(content)
        data = text.encode("utf-8", "surrogatepass")
    return Case(number, kind, what, name, data, tuple(COMMANDS.get(kind, ())))


FITTING = {
    "names": ("responsive", "dossier_count", "current_practice+peer_workers", "half:responsive", "V05"),
    "name": ("peer_workers", "the_car"),
    "preset": ("responsive", "over_open"), "measures": ("gain_share",), "among": ("gain_share", "the_car"),
    "key": ("discretion", "strain.load"),
    "sets": ("caseload_cap=9", "strain.load=1"), "what": ("presets", "levers"), "design": ("main_comparison", "where_each_wins"),
    "goal": ("fte such that wait_median < 8", "measures such that unmet_need < 1"), "only": ("P3",),
    "precise": ("unmet_need", "stress=0.1"),
    "households": ("500", "3333"), "years": ("1", "3"), "seed": ("0", "7"), "replications": ("3", "20"), "workers": ("1", "2"),
    "out": ("here", "over/there"), "household": ("17",), "outcomes": ("unmet_need",),
    "question": ("responsive better on unmet_need",),
    "folder": (".", "nowhere"), "file": ("none.json",), "first": (".",), "second": (".",), "to": ("there",), "port": ("8999",),
    "host": ("127.0.0.1", "localhost"), "results": (".",), "runs": ("100",), "most": ("50",), "samples": ("8",), "seeds": ("3",),
    "code": ("GM9999",), "sources": (".",), "own": ("own.yaml",), "place": ("national",), "published": ("2026-11-30",),
}  # fmt: skip


def _fitting(option: Any, luck: random.Random) -> str:
    """A word that fits an argument or option of the command, or one that most likely does not."""
    chosen = getattr(option.type, "choices", None) or FITTING.get(option.name or "", ())
    return str(luck.choice(list(chosen))) if chosen and luck.random() < 0.75 else _word(luck)


def _word(luck: random.Random) -> str:
    """A word for the command line; no path leads out of the sandbox."""
    word = luck.choice((
        str(luck.choice(TEXTS)), str(luck.choice(NUMBERS[:14])), luck.choice(LEVERS), luck.choice(list(OUTCOMES)), "responsive",
        "dossier_count",
        "responsive+peer_workers", "V05", "P3", "all", "no_such_thing", "a+b", "+", "=", "caseload_cap=9", "unmet_need<0.5",
        "here", "./here.json",
        "nl", "half:responsive", "half:half:x", "GM0034", "both", "luck",
        "serial", "dask", "1000", "3", typo(luck.choice(LEVERS), luck),
        "fte such that wait_median < 8", "measures such that unmet_need < 1", "discretion such that nothing < x",
        "dossier_count better on unmet_need", "responsive worse on",
    ))  # fmt: skip
    # The system itself cannot hand over a zero byte or half a character; and a path must stay in the sandbox.
    return word.replace("/etc/passwd", "here/there").replace("../", "").replace("\0", "")[:5_000]


def _set_case(number: int, luck: random.Random) -> Case:
    lever, value = luck.choice(LEVERS), str(odd_value(luck))[:3_000]
    text = luck.choice((
        f"{lever}={value}", f"{lever}@{value}=0.5", f"{lever}@26={value}", f"{typo(lever, luck)}=0.5", f"place.{value}=3",
        f"strain.load={value}",
        f"strain.{value}=1", f"place.contract_hours={value}", value, f"={value}", f"{lever}=", f"{lever}",
        f"{luck.choice(list(OUTCOMES))}=1",
        f"place.teams_per_10000={luck.choice(('1', '99', '0'))}", f"place.neighbourhood_share={value}", f"households={value}",
    ))  # fmt: skip
    return Case(number, "set", "set", "", None, ("explain", "discretion", "--set", text.replace("\0", "")))


def _command_case(number: int, luck: random.Random) -> Case:
    """A command with options of its own, some with words that do not belong."""
    import click

    from viz.cli.main import main

    name = luck.choice(sorted(main.commands))
    words: list[str] = [name if luck.random() < 0.95 else typo(name, luck)]
    command: Any = main.commands[name]
    if isinstance(command, click.Group) and luck.random() < 0.95:
        part = luck.choice(sorted(command.commands))
        command = command.commands[part]
        words.append(part if luck.random() < 0.95 else typo(part, luck))
    for option in command.params:
        if isinstance(option, click.Argument):
            words += [_fitting(option, luck) for _ in range(luck.choice((1,) * 8 + (0,
                2)) if option.nargs == 1 else luck.choice((0, 1, 2, 2, 3)))]
        elif luck.random() < 0.25:
            words.append(luck.choice((*option.opts, *option.secondary_opts)) if luck.random() < 0.95 else "--nothing")
            if not getattr(option, "is_flag", False) and luck.random() < 0.97:
                words.append(_fitting(option, luck))
    return Case(number, "command", name, "", None, tuple(words))


def _path_case(number: int, luck: random.Random) -> Case:
    """Something that is no such file where a file is asked for."""
    kind = luck.choice(sorted(COMMANDS))
    what = luck.choice(("missing", "folder", "loop", "endless", "long", "zero", "inside"))
    return Case(number, "path", f"{what} for a {kind}", "in.json" if kind == "session" else "in.yaml", None,
                tuple(COMMANDS[kind]))


# ---------------------------------------------------------------------------- judging


def lay_out(case: Case, folder: Path) -> list[str]:
    """Put what a case needs into a folder, and return the words of its command."""
    (folder / "in").mkdir()
    path = folder / "in" / case.name
    if case.content is not None:
        path.write_bytes(case.content)
    shown = str(path)
    if case.kind == "path":
        what = case.what.split()[0]
        if what == "folder":
            path.mkdir()
        elif what == "loop":
            path.symlink_to(path)
        elif what == "endless":
            path.symlink_to("/dev/zero")
        shown = {"long": str(folder / "in" / ("x" * 5_000 + path.suffix)), "inside": str(path / path.name),
                 "zero": str(folder / "in" / f"a\nb{path.suffix}")}.get(what, shown)  # fmt: skip
    return [word.replace("{file}", shown) for word in case.words]


def configs_with(case: Case, folder: Path) -> Path:
    """A configs folder of links to the shipped one, but for the file of this case."""
    configs = folder / "configs"
    configs.mkdir()
    inside = FOLDERS.get(case.kind)
    for path in CONFIGS.iterdir():
        if path.name != inside and path.name != case.name:
            (configs / path.name).symlink_to(path)
    if inside:
        (configs / inside).mkdir()
        for path in (CONFIGS / inside).iterdir():
            if path.name != case.name:
                (configs / inside / path.name).symlink_to(path)
    (configs / (inside or "") / case.name).write_bytes(case.content or b"")
    return configs


def _load(case: Case, folder: Path) -> None:
    from abm.settings.scenario import load_scenario
    from experiments.patterns.files import load_patterns

    configs = configs_with(case, folder)
    if case.kind == "pattern":
        load_patterns([Path(case.name).stem], 500, configs, 1)
    else:
        load_scenario("responsive", households=500, years=1, configs=configs)


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    def late(number: int, frame: Any) -> None:
        raise Hang

    kinds = ((signal.SIGVTALRM, signal.ITIMER_VIRTUAL, SECONDS), (signal.SIGALRM, signal.ITIMER_REAL, WAIT))
    before = [signal.signal(number, late) for number, _, _ in kinds]
    for _, timer, most in kinds:
        signal.setitimer(timer, most)
    try:
        yield
    finally:
        for (number, timer, _), old in zip(kinds, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, old)


def _run(case: Case, folder: Path) -> tuple[int, str]:
    """Exit code and what was said; other errors pass through."""
    words = lay_out(case, folder)
    if words:
        return run_command(words)
    try:
        _load(case, folder)
    except ConfigError as error:
        return 2, f"leefwereld: {one_line(str(error))}"
    return 0, ""


def judge(case: Case) -> Verdict:
    """Run a case in this process and say what is wrong with the answer."""
    home, tmp = os.getcwd(), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        for part in ("desk", "tmp"):
            (folder / part).mkdir()
        os.chdir(folder / "desk")
        tempfile.tempdir = str(folder / "tmp")
        began = time.process_time()
        try:
            with _in_time():
                findings = CHECKS[case.kind](random.Random(f"way {case.number}"), folder) if case.kind in CHECKS else []
                code, told = (0, "") if case.kind in CHECKS else _run(case, folder)
        except (Exception, Hang) as error:
            code, told, findings = -1, "", [f"{type(error).__name__}: {str(error)[:300]}"]
        finally:
            os.chdir(home)
            tempfile.tempdir = tmp
        seconds = time.process_time() - began
        if not findings:
            findings = [*wrong(case, code, told), *left_behind(folder, code, case)]
    return Verdict(code, told, seconds, findings)


def wrong(case: Case, code: int, told: str) -> list[str]:
    """What is wrong with a code and what was said."""
    last = told.rstrip("\n").rpartition("\n")[2]
    found = faults_of(code, told)
    return [*found, f"names neither file nor key: {last!r}"] if code == 2 and not _names(case, last) else found


def _names(case: Case, told: str) -> bool:
    """Whether a message says what it is about: the file, or a word or option of the command."""
    if case.name:
        if not case.words and any(name in told for name in LEVERS):  # any of the files may be what does not fit with another
            return True
        return Path(case.name).stem in told or case.what.startswith("long") or "a\\nb" in told or "a b" in told
    words = [part for word in case.words for part in (word, word.partition("=")[0], word.strip("'\" "), " ".join(word.split()),
                                                      Path(word).name, repr(word.partition("+")[0]))]
    told_of_command = "--" in told or "Missing argument" in told or case.words[0] in told
    return told_of_command or any(word and word[:20] in told for word in words)


def left_behind(folder: Path, code: int, case: Case) -> list[str]:
    """Files that a refused command wrote."""
    if code != 2:
        return []
    left = [str(path.relative_to(folder)) for part in ("desk", "tmp") for path in (folder / part).rglob("*")]
    left += [str(path.relative_to(folder)) for path in (folder / "in").rglob("*") if path.name != case.name]
    return [f"left behind: {', '.join(left)}"] if left else []
