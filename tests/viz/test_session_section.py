"""What a session's report says was done in the room, from plain data: changes with their weeks, guesses, bookmarks."""

import json

from viz.cli.session import keep_session
from viz.report.page import Section
from viz.report.sections_session import WORDS, done, with_session

SESSION = {
    "changes": [{"week": 21, "world": 1, "lever": "caseload_cap", "value": 12.5}],
    "guesses": [{"who": "", "week": 0, "answers": {"burnout": "lower"}, "drawn": {}},
                {"who": "table 3", "week": 0, "answers": {}, "drawn": {"queue": [1.0, 2.0]}}],
    "bookmarks": [{"name": "before the cut", "week": 52}],
}  # fmt: skip


def told(lang):
    section = done(SESSION, lang)
    tables = [block.table for block in section.blocks if block.kind == "table"]
    return [[[cell.text for cell in row] for row in item.rows] for item in tables]


def test_what_was_changed_and_when_guessed_and_kept():
    changes, guesses, marks = told("nl")
    assert changes == [["21", "B", "hoogste caseload per fte", "12,5"]]
    assert guesses[0][0] == "zonder naam" and guesses[0][2].endswith(": lager") and guesses[1][2] == "tekende een lijn"
    assert marks == [["before the cut", "52"]]
    assert told("en")[0] == [["21", "B", "most files per fte", "12.5"]]


def test_it_stands_behind_the_answer_and_says_so_when_nothing_was_changed():
    sections = [Section("verdicts", "a", []), Section("money", "b", [])]
    assert [item.anchor for item in with_session(sections, SESSION, "nl")] == ["verdicts", "session", "money"]
    assert with_session(sections, None, "nl") == sections
    empty = done({"changes": [], "guesses": [], "bookmarks": []}, "en")
    assert [block.text for block in empty.blocks] == [WORDS["lead"][0], WORDS["unchanged"][0]]


def test_the_session_file_travels_with_the_report(tmp_path):
    file, folder = tmp_path / "monday.json", tmp_path / "monday"
    file.write_text(json.dumps(SESSION), encoding="utf-8")
    folder.mkdir()
    keep_session(file, folder)
    assert (folder / "session.json").read_bytes() == file.read_bytes()
    keep_session(folder / "session.json", folder)
    assert (folder / "session.json").read_bytes() == file.read_bytes()
