"""Cases of the fuzzer for what has files, names or addresses of its own: a municipality, stored comparisons, plug-ins, `half:`,
what a tab of the viewer keeps, and the addresses and answers of a room.

Each check takes the luck of its case and an empty folder, and gives its findings: an empty list when what is broken is refused in
one line and leaves nothing, and what is accepted can be used and says what was asked.
"""

import asyncio
import csv
import functools
import hashlib
import io
import json
import math
import random
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_world
import numpy as np
import yaml
from asking import asked
from fuzzing_running import faults_of, run_command
from fuzzing_values import TEXTS, as_yaml, bent, plain, scribbled, typo
from rooms import Clock, guess, vote

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS
from abm.settings.scenario import load_scenario
from experiments.cli.place import MADE_UP
from experiments.comparison.comparison import compare
from experiments.place.document import read_place, text_of
from experiments.place.layer import using_place
from experiments.place.make import make
from experiments.place.own import template
from experiments.runs import halfway
from experiments.storage.office import BOM, FORMULA, NEGATIVE, table_text
from viz.room.address import Door, checked_token
from viz.room.gate import with_room
from viz.room.room import Room
from viz.viewer.moments import Spec
from viz.viewer.returning import come_back, left
from viz.viewer.visitor import Visitor
from viz.viewer.world import Place

TOWN = ("--code", "GM9999", "--name", "Waterkom")
CELLS = ("", ".", "-", "x", "-1", "0", "1e9", "1e400", "nan", "inf", "1.234", "1,5", "1.234,5", "=1+1", '"', ";", "\u00a05", "٣",
         "12345678901234567890", "GM9999", "Nederland", "geheim", "0012", " 7 ", "7%", "7 *", "<7")  # fmt: skip


def _scribbled_table(data: bytes, luck: random.Random) -> bytes:
    """A table with cells, separators, rows or its text damaged."""
    text = data.decode("utf-8", "replace")
    mark, lines = luck.choice((";", ",", "\t", "|")), text.split("\n")
    row = luck.randrange(len(lines))
    cells = lines[row].split(";")
    cells[luck.randrange(len(cells))] = luck.choice(CELLS)
    how = luck.choice(("cell", "cell", "cell", "mark", "double", "lost", "columns", "bytes"))
    if how == "bytes":
        return scribbled(data, luck)[0]
    if how in ("cell", "columns"):
        lines[row] = ";".join(cells if how == "cell" else cells * 2)
    elif how == "double":
        lines.insert(row, lines[row])
    elif how == "lost":
        del lines[row]
    text = "\n".join(lines).replace(";", mark if how == "mark" else ";")
    return text.encode(luck.choice(("utf-8", "cp1252", "utf-16", "utf-8-sig")), "replace")


def municipalities(luck: random.Random, folder: Path) -> list[str]:
    """Tables and a form with something wrong: refused in one line, or a place that can be read, shown and lived in."""
    tables, out = folder / "in", folder / "desk" / "town.yaml"
    shutil.copytree(MADE_UP, tables)
    own = tables / "waterkom_made_up.own.yaml"
    for number in range(luck.choice((1, 1, 2, 5))):
        path = luck.choice(sorted(tables.iterdir())) if luck.random() < 0.6 else own
        data = path.read_bytes()
        if path == own and luck.random() < 0.7 and number == 0 and (content := _read(data)):
            path.write_bytes(as_yaml(bent(content, luck)[0]).encode("utf-8", "surrogatepass"))
        else:
            path.write_bytes(_scribbled_table(data, luck) if path.suffix == ".csv" else scribbled(data, luck)[0])
    if luck.random() < 0.1:
        own.write_text(template(luck.choice(("en", "nl"))), encoding="utf-8")
    town = list(TOWN)
    if luck.random() < 0.15:
        town[luck.choice((1, 3))] = luck.choice(TEXTS).replace("\0", "")[:300]
    code, said = run_command(["place", "make", "--from", str(tables), f"--code={town[1]}", f"--name={town[3]}", "--own", str(own),
                              "--out", str(out)])  # fmt: skip
    found = faults_of(code, said)
    if code == 2:
        return [*found, *(["a refused place is written"] if out.exists() else [])]
    return [*found, *_lived_in(out)]


def _read(data: bytes) -> Any:
    try:
        return yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeError, ValueError, AttributeError):
        return None


def _lived_in(path: Path) -> list[str]:
    """What is wrong with a place that was accepted: it is read again as it was written, shown, and lies under a scenario."""
    place = read_place(path)
    found = [] if read_place_text(text_of(place), path) == place else ["a place is read back as another"]
    bad = [key for key, item in place.takes.items() if isinstance(item.value, float) and not math.isfinite(item.value)]
    found += [f"{bad} is no number"] if bad else []
    with using_place(path):
        load_scenario("responsive", households=500, years=1)
    for words in (["place", "show", str(path)], ["place", "fit", str(path)]):
        code, said = run_command(words)
        found += [f"{words[:2]}: {fault}" for fault in faults_of(code, said)]
        found += [] if code == 0 else [f"{words[:2]} refused: {said}"]
    return found


def read_place_text(text: str, beside: Path) -> Any:
    """A place of its text."""
    path = beside.with_name("again.yaml")
    path.write_text(text, encoding="utf-8")
    place = read_place(path)
    path.unlink()
    return place


@functools.cache
def _town() -> bytes:
    """The made-up municipality as a file."""
    return text_of(make([MADE_UP], TOWN[1], TOWN[3], MADE_UP / "waterkom_made_up.own.yaml").place).encode()


def place_files(luck: random.Random, folder: Path) -> list[str]:
    """A place file with something wrong: every command refuses it in one line, or every command takes it."""
    (folder / "in").mkdir()
    path = folder / "in" / "town.yaml"
    if luck.random() < 0.3:
        data = scribbled(_town(), luck)[0]
    else:
        content = yaml.safe_load(_town())
        for _ in range(luck.choice((1, 1, 2, 4))):
            content = bent(content, luck)[0] if content else content
        data = as_yaml(content).encode("utf-8", "surrogatepass")
    path.write_bytes(data)
    roads = (["place", "show", str(path)], ["place", "fit", str(path)], ["explain", "place.contract_hours", "--place", str(path)],
             ["compare", "dossier_count", "responsive", "--place", str(path)])  # fmt: skip
    found, codes = [], {}
    for words in roads:
        code, said = run_command(words)
        found += [f"{words[:2]}: {fault}" for fault in faults_of(code, said)]
        found += [f"{words[:2]} names no file: {said}"] if code == 2 and "town" not in said else []
        codes[words[0] if words[0] != "place" else words[1]] = code
    taken = {codes[name] for name in ("explain", "compare")}
    return [*found, *(["one command takes it and another does not"] if len(taken) > 1 else [])]


@functools.cache
def _stored() -> Path:
    """A comparison of the made-up model, made once; this process removes it when it ends."""
    holder = tempfile.TemporaryDirectory(prefix="fuzz-stored-", dir="/tmp" if Path("/tmp").is_dir() else None)
    _HELD.append(holder)
    folder = Path(holder.name) / "kept"
    compare(["current_practice", "responsive"], households=300, years=1, replications=4, workers=1, uncertainty="luck",
            out=folder, model=fake_world.model())  # fmt: skip
    return folder


_HELD: list[tempfile.TemporaryDirectory[str]] = []
READERS = (["note", "{dir}"], ["note", "{dir}", "--lang", "nl"], ["crate", "{dir}", "--published", "2026-11-30"],
           ["diff", "{dir}", "{dir}"], ["money", "{dir}"], ["groups", "{dir}"], ["outcomes", "{dir}", "unmet_need"],
           ["indicators", "{dir}"], ["crate", "{dir}", "--published", "2026-11-30", "--author", "=1+1"],
           ["report", "{dir}"])  # fmt: skip


def stored(luck: random.Random, folder: Path) -> list[str]:
    """A stored comparison of which a file is damaged: each command that reads it refuses in one line, or does its work."""
    kept = folder / "kept"
    shutil.copytree(_stored(), kept)
    files = sorted(path for path in kept.rglob("*") if path.is_file())
    named = [path for path in files if path.name in ("summary.json", "scenarios.json", "stories.json", "runs.parquet")]
    for _ in range(luck.choice((0, 1, 1, 1, 3))):
        path = luck.choice(named) if luck.random() < 0.6 else luck.choice(files)
        if not path.exists():
            continue
        data = path.read_bytes()
        if path.suffix == ".json" and luck.random() < 0.5 and (content := _read(data)):
            path.write_text(json.dumps(plain(bent(content, luck)[0])), encoding="utf-8")
        elif luck.random() < 0.15:
            path.unlink()
        else:
            at = luck.randrange(len(data) + 1)
            path.write_bytes(luck.choice((b"", data[:at], data[:at] + b"\0\xff" + data[at + 2 :], data + data)))
    words = [word.replace("{dir}", str(kept)) for word in luck.choice(READERS)]
    code, said = run_command(words)
    found = [f"{words[0]}: {fault}" for fault in faults_of(code, said)]
    return found + (_hashes(kept) if words[0] == "crate" and code == 0 else [])


def _hashes(folder: Path) -> list[str]:
    """What is wrong with the list of an archive: each file once, with its own hash."""
    listed = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    files = {item["@id"]: item["sha256"] for item in listed if item["@type"] == "File"}
    there = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*")
             if path.is_file() and path.name[0] != "." and path.name != "ro-crate-metadata.json"}  # fmt: skip
    return [] if files == there else [f"the archive lists {sorted(set(files.items()) ^ set(there.items()))[:2]}"]


PLUGIN = (CONFIGS.parent / "examples" / "own_outcome" / "configs_extra" / "plugin.py").read_text(encoding="utf-8")
LINES = ("raise SystemExit(3)", "import nothing_such", "1 / 0", "OUTCOMES = 3", "OUTCOMES = {1: 2}",
         "OUTCOMES['unmet_need'] = OUTCOMES['waiting_in_arrears']", "every_week = 3", "def every_week(): pass",
         "def every_week(*a, **k): return 3", "print('hello')", "import sys; sys.exit(0)", "OUTCOMES['x y'] = {}", "exec('1 +')",
         "def every_week(place): place.households['nothing']", "x = '\\x1b[2J'; raise ValueError(x)", "raise BaseException", "(",
         "del OUTCOMES", "OUTCOMES = {'a': dict(unit=1, direction=9)}", "import os; os.chdir('/')", "raise MemoryError",
         "def every_week(place): place.households['debt'] = 'x'", "async def every_week(place): pass", "assert False, 'é' * 9999",
         "def every_week(place): raise SystemExit", "from __future__ import nothing", "raise RecursionError", "\ufeff", "\0",
         "OUTCOMES = {'a'*999: None}", "OUTCOMES['waiting_in_arrears'] = None", "raise StopIteration")  # fmt: skip


def plugins(luck: random.Random, folder: Path) -> list[str]:
    """A plug-in with something wrong is refused in one line that names it, or listed; nothing of it ends the program."""
    my = folder / "my"
    my.mkdir()
    for path in CONFIGS.iterdir():
        (my / path.name).symlink_to(path)
    data = PLUGIN.encode()
    for _ in range(luck.choice((1, 1, 2))):
        lines = data.decode("utf-8", "replace").split("\n")
        at, how = luck.randrange(len(lines)), luck.choice(("put", "put", "lost", "typo", "bytes"))
        if how == "put":
            lines.insert(luck.choice((at, len(lines), 0)), luck.choice(LINES))
        elif how == "lost":
            del lines[at]
        elif how == "typo" and lines[at].strip():
            lines[at] = typo(lines[at], luck)
        data = scribbled(data, luck)[0] if how == "bytes" else "\n".join(lines).encode()
    (my / "plugin.py").write_bytes(data)
    found = []
    for words in luck.sample((["list", "outcomes"], ["compare", "current_practice", "responsive"], ["explain", "unmet_need"]), 1):
        code, said = run_command([*words, "--configs", str(my)])
        found += [f"{words[0]}: {fault}" for fault in faults_of(code, said)]
        if words[0] == "list" and code == 2 and "plugin" not in said:
            found.append(f"names no plug-in: {said}")
    return found


PARTS = ("half:", "half:", "half", ":", "responsive", "dossier_count", "current_practice", "bolt_on", "pilot", "+peer_workers",
         "+gain_share", "+the_car", "+", "V05", " ", "Half:", "nothing", "responsive.yaml", "./", "é")  # fmt: skip


def halves(luck: random.Random, folder: Path) -> list[str]:
    """What is named as half of something is halfway in every lever and week, wherever a scenario is named, or nowhere taken."""
    name = "".join(["half:" * (luck.random() < 0.7), *(luck.choice(PARTS) for _ in range(luck.randint(1, 3)))])
    roads: tuple[list[str], ...] = (["compare", "current_practice", name], ["options", name], ["run", name],
                                     ["explain", "caseload_cap", "--preset", name],
             ["practice", name])  # fmt: skip
    found, codes = [], set()
    for words in roads:
        code, said = run_command(words)
        found += [f"{words[0]} {name!r}: {fault}" for fault in faults_of(code, said)]
        if words[0] not in ("options", "explain"):  # that makes halves itself; this takes a preset alone
            codes.add(code)
    if not halfway.is_half(name):
        return found
    try:
        made = halfway.load_scenario(name, households=500, years=1)
    except ConfigError:
        return [*found, *([] if codes == {2} else [f"{name!r} is refused here, and {codes} there"])]
    whole, between = halfway.load_scenario(name.removeprefix("half:")), halfway.load_scenario("current_practice")
    apart = [week for week in range(0, 52, 17) if not np.allclose(
        made.lever_table(week), (whole.lever_table(week)[:1] + between.lever_table(week)[:1]) / 2)]  # fmt: skip
    return [*found, *([f"{name!r} is not halfway in week {apart}"] if apart else []),
            *([] if codes == {0} else [f"{name!r} is taken here, and {codes} there"])]


def _gone(state: Any, shown: Any) -> None:
    """A page that hears nothing."""


@functools.cache
def _left() -> str:
    """What a tab keeps of a small session with a change."""
    visitor = Visitor(_gone, (Spec("dossier_count"), Spec("responsive")), Place(200, 1, 5))
    visitor.session.run_to(3)
    visitor.session.set_lever(1, "caseload_cap", 9.0)
    visitor.session.bookmark("here")
    text = left(visitor)
    visitor.close()
    return text


def tabs(luck: random.Random, folder: Path) -> list[str]:
    """What a tab or an address hands over, with something wrong: the visitor begins anew, or is one whose text is read again."""
    if luck.random() < 0.3:
        text = scribbled(_left().encode(), luck)[0].decode("utf-8", "replace")
    else:
        content = json.loads(_left())
        for _ in range(luck.choice((1, 1, 2))):
            content = bent(content, luck)[0] if content else content
        text = json.dumps(plain(content))
    visitor = Visitor(_gone, (Spec("dossier_count"), Spec("responsive")), Place(200, 1, 5))
    try:
        come_back(visitor, text, (1, 5))
        again = left(visitor)
        come_back(visitor, again, (1, 5))
        return [] if left(visitor) == again else ["what came back is left as another"]
    except ConfigError:
        return []
    finally:
        visitor.close()


BODIES = ({"name": "ann"}, {"name": 3}, {}, [], None, {"round": 0}, {"round": 0, "values": {"unmet": 0.5}}, {"choice": "yes"},
          {"round": -1, "values": {"unmet": "x"}}, {"round": 0, "values": [1] * 99, "drawn": [0.1] * 9}, "x", 3, True,
          {"name": "x" * 5000}, {"name": "\u202e<b>"}, {"round": 10**30}, {"values": {"unmet": 1e308}})  # fmt: skip
TOKENS = ("zaal-1", "zaal", "ab", "", "a b", "é", "../x", "a/b", "%2e%2e", "x" * 41, "_-_-", "----", "\n", "zaal-1\n", "a?b",
          "a#b", "٣٣٣٣", "a+b+c", "=1+1", "null")  # fmt: skip


def rooms(luck: random.Random, folder: Path) -> list[str]:
    """A token is refused or is an address as it stands; whoever asks with another, or nonsense, gets a word and no room."""
    wanted = luck.choice(TOKENS) if luck.random() < 0.7 else "".join(luck.choice("aZ9-_ /é?") for _ in range(luck.randint(3, 41)))
    code, said = run_command(["view", "--room", f"--room-token={wanted}", "--no-browser"])
    found = faults_of(code, said)
    fits = re.fullmatch(r"[A-Za-z0-9_-]{4,40}", wanted) is not None
    found += [] if fits == (code == 0) or not wanted else [f"the token {wanted!r} ends with {code}"]
    room = Room(Door(checked_token(wanted) if fits else "zaal-1", "the-key"), clock=Clock())
    room.ask(luck.choice((guess, vote))())
    app = with_room(_empty, room)
    for _ in range(12):
        token = room.door.token if luck.random() < 0.7 else luck.choice(TOKENS).replace("\n", "%0A")
        path = f"/r/{token}" + luck.choice(("", "/", "/join", "/state", "/answer", "/nothing", "/state?version=x",
                                                "/join?lang=xx"))
        body = json.dumps(luck.choice(BODIES)).encode()
        body = body[: luck.randrange(len(body) + 1)] if luck.random() < 0.3 else body
        headers = {"x-leefwereld-phone": luck.choice(("", "nobody", "x" * 300)),
                   "accept-language": luck.choice(("nl", "", "*;q=x")),
                   "cookie": luck.choice(("", "leefwereld_room=no", "=;=", "leefwereld_room"))}  # fmt: skip
        got = asyncio.run(asked(app, luck.choice(("GET", "POST", "PUT", "DELETE")), path, body, headers))
        if got.code >= 500 or (got.code == 200 and token != room.door.token):
            found.append(f"{path!r} with {body[:80]!r} gets {got.code}")
        if token != room.door.token == "zaal-1" and b"zaal-1" in got.body:
            found.append(f"{path!r} tells the token")
    return found


async def _empty(scope: Any, receive: Any, send: Any) -> None:
    """The viewer, which nobody without the key may reach."""
    raise AssertionError("reached without the key")


def tables(luck: random.Random, folder: Path) -> list[str]:
    """Any text in a table that is written for people stays that text, and no spreadsheet works it out."""
    pieces = (*TEXTS[:20], *CELLS, "=", "+", "@", "\t", "\r", "\n", ";", ",", "'", "＝1")
    value = "".join(luck.choice(pieces) for _ in range(luck.randint(1, 3)))[:400]
    lang = luck.choice(("en", "nl", "xx"))
    text = table_text([value, "b"], [{value: value, "b": -1.5}], lang).removeprefix(BOM)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if lang == "nl" else ","))
    numbers = ["b", "-1,5" if lang == "nl" else "-1.5"]
    found = [] if [row[1:] for row in read] == [[cell] for cell in numbers] else [f"{value!r} breaks the table: {read}"]
    same = value.replace("\r\n", "\n").replace("\r", "\n")
    for row in read:
        found += [] if row[0] in (same, f"'{same}") else [f"{value!r} is read as {row[0]!r}"]
        found += [f"{value!r} is a formula in {lang}"] if row[0].startswith(FORMULA) and not NEGATIVE.fullmatch(row[0]) else []
    return found


FEATURES: dict[str, Callable[[random.Random, Path], list[str]]] = {
    "municipality": municipalities, "place file": place_files, "stored": stored, "plug-in": plugins, "half": halves, "tab": tabs,
    "room": rooms, "table": tables}  # fmt: skip
