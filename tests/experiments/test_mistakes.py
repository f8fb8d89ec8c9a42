"""Mistakes are told in the reader's language: each sentence that a command with --lang can end in has a Dutch one."""

import ast
import csv
from pathlib import Path

import pytest

from experiments.cli.main import main
from experiments.words import mistakes
from experiments.words.mistakes import FIELD, TABLE, in_language

ROOT = Path(__file__).resolve().parents[2]
# Rooms whose sentences commands with --lang end in.
ROOMS = ("experiments/place", "experiments/comparison", "experiments/cli", "experiments/storage", "viz/cli",
         "viz/report/gather.py", "experiments/ask/options.py",
         "experiments/ask/pilot.py", "experiments/ask/indicators.py", "experiments/ask/outcomes.py",
         "experiments/ask/goal.py", "experiments/ask/pareto.py",
         "experiments/ask/packages.py", "experiments/runs/halfway.py", "experiments/runs/plausible.py",
         "experiments/runs/replications.py", "experiments/runs/pairs.py")  # fmt: skip


def text_of(node):
    """A message as it may read: what it fills in is one letter."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) if isinstance(part, ast.Constant) else _quoted(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return text_of(node.left) + text_of(node.right)
    return "X"


def _quoted(part):
    if isinstance(part.value, ast.Call) and ast.unparse(part.value.func) == "near":
        return ""  # "; did you mean …?", where something is near
    return "'X'" if part.conversion == ord("r") else "X"


def sentences():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")) if (ROOT / room).is_dir() else [ROOT / room]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = ast.unparse(node.func) if isinstance(node, ast.Call) and node.args else ""
                guard = path.name == "guards.py" and called == "_said"
                if guard or called in ("ConfigError", "click.UsageError"):
                    text = text_of(node.args[1 if guard else 0])
                    if len(text.replace("X", "").strip(" :.;'")) > 3:
                        yield pytest.param(text, id=f"{path.name}-{node.lineno}")


@pytest.mark.parametrize("text", list(sentences()))
def test_each_sentence_has_a_dutch_one(text):
    assert in_language(text, "en") == text
    assert in_language(text, "nl") != text, text


def test_what_a_guard_found_is_said_part_by_part():
    said = "measured on an earlier model: 13 of 17 hold; failing: P1; sample too small to tell: P9, levels"
    dutch = "gemeten op een eerder model: 13 van 17 gelden; niet: P1; steekproef te klein om het te zeggen: P9, levels"
    assert in_language(said, "nl") == dutch
    said = "dwellings, euros, files, hours, households, places balance in 12 runs"
    assert in_language(said, "nl") == "woningen, euro's, dossiers, uren, huishoudens en plekken kloppen in 12 runs"


def test_templates_fill_in_the_same_and_are_met_once():
    with open(TABLE, encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        assert set(FIELD.findall(row["nl"])) <= set(FIELD.findall(row["en"])), row
    assert len({(row["part"], row["en"]) for row in rows}) == len(rows)


@pytest.mark.parametrize("words, part", [
    (["place", "make", "--from", "/nowhere", "--code", "GM0034", "--name", "A", "--out", "x.yaml"],
     "dat bestand of die map bestaat niet"),
    (["place", "show", "nergens"], "toegestaan: national, waterkom_made_up."),
    (["explain", "casload"], "knop, aanname, uitkomst of rij 'casload' bestaat niet; bedoelde u"),
    (["patterns", "--seeds", "x"], "'x' is geen geheel getal van 1 tot 10000"),
    (["patterns", "--seds", "2"], "optie '--seds' bestaat niet. (Bedoelde u een van:"),
    (["list", "lever"], "een lijst van 'lever' bestaat niet; bedoelde u 'levers'?"),
])  # fmt: skip
def test_commands_end_in_dutch(words, part, capsys):
    with pytest.raises(SystemExit) as stop:
        main([*words, "--lang", "nl"])
    told = capsys.readouterr().err
    assert stop.value.code == 2 and part in told, told
    with pytest.raises(SystemExit):
        main(list(words))
    assert part not in capsys.readouterr().err


@pytest.mark.parametrize("english, dutch", [
    ("a.yaml: teams.posts is 25000; allowed: a number from 1 to 20,000 (fte).",
     "a.yaml: teams.posts is 25000; toegestaan: een getal van 1 tot 20.000 (fte)."),
    ("a.yaml: clients.support is '4,5'; allowed: a number from 0 to 1,000,000 (clients today). Write decimals with a point.",
     "a.yaml: clients.support is '4,5'; toegestaan: een getal van 0 tot 1.000.000 (cliënten vandaag). Schrijf decimalen met een "
     "punt."),
    ("a.csv: has no row of GM0043 or 'Almere'; did you mean 'GM0034'?",
     "a.csv: heeft geen rij van GM0043 of 'Almere'; bedoelde u 'GM0034'?"),
])  # fmt: skip
def test_a_sentence_is_dutch_to_its_last_word(english, dutch):
    assert in_language(english, "nl") == dutch


def test_a_language_of_ones_own_speaks_its_own_sentences(monkeypatch):
    french = {"{where}: there is no such file.": "{where} : ce fichier n'existe pas."}
    monkeypatch.setattr(mistakes, "pick", lambda pair, lang: french.get(pair[0], pair[0]))
    assert in_language("a.yaml: there is no such file.", "fr") == "a.yaml : ce fichier n'existe pas."
    assert in_language("something without a template", "fr") == "something without a template"
