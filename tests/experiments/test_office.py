"""Tables for Dutch offices: what a spreadsheet there shows is what was found, and no text becomes a formula."""

import csv
import io
import json

import fake_world
import pytest
from click.testing import CliRunner

from experiments.cli.main import main
from experiments.comparison import results
from experiments.comparison.comparison import compare
from experiments.storage.office import BOM, table_text
from experiments.sweeps.export import export
from experiments.sweeps.sweep import sweep
from viz.cli.main import write_report


def dutch(text):
    """As Excel with Dutch settings reads a CSV: rows of values, with numbers where it sees numbers."""
    assert text.startswith(BOM) and text.count(BOM) == 1 and "\n" not in text.replace("\r\n", "")
    found = []
    for row in csv.reader(io.StringIO(text[1:]), delimiter=";"):
        found.append([number(cell) for cell in row])
    return found


def number(cell):
    """A number where the cell holds one in Dutch spelling; one with a point would be a date or a text there."""
    try:
        return float(cell.replace(",", ".")) if "." not in cell else cell
    except ValueError:
        return cell


@pytest.fixture(scope="module")
def found():
    return compare(["dossier_count", "responsive"], households=300, years=1, replications=3, uncertainty="luck", workers=1,
                   model=fake_world.model())  # fmt: skip


def test_a_dutch_results_table_holds_the_same_as_the_english(found, tmp_path):
    write_report(found, tmp_path / "nl", "nl")
    write_report(found, tmp_path / "en", "en")
    raw = (tmp_path / "nl" / "results.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    told = dutch(raw.decode("utf-8"))
    plain = list(csv.reader((tmp_path / "en" / "results.csv").read_text(encoding="utf-8").splitlines()))
    assert len(told) == len(plain) > 100 and told[0] == plain[0] == list(results.COLUMNS)
    words = {"True": "waar", "False": "onwaar"}
    for one, other in zip(told[1:], plain[1:], strict=True):
        for cell, text in zip(one, other, strict=True):
            assert cell == (float(text) if isinstance(cell, float) else words.get(text, text))
    assert all(isinstance(row[7], float) or row[7] == "" for row in told[1:]), "every mean is a number there"


@pytest.mark.parametrize("text", ["=1+1", "+31", "-cmd", "@x", "a;b", 'say "x"', "two\nlines", "é 日", "3,5", "1.5"])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_any_text_stays_a_text(text, lang):
    table = table_text([text, "b"], [{text: text, "b": -1.5}], lang).removeprefix(BOM)
    head, row = csv.reader(io.StringIO(table, newline=""), delimiter=";" if lang == "nl" else ",")
    assert head[1] == "b" and row[1] == ("-1,5" if lang == "nl" else "-1.5")
    for cell in (head[0], row[0]):
        assert cell.removeprefix("'") == text and not cell.startswith(("=", "+", "-", "@", "\t"))


def test_a_line_end_of_old_does_not_end_the_row():
    table = table_text(["a", "b"], [{"a": "one\rtwo\r\nthree", "b": 1}], "en")
    assert list(csv.reader(io.StringIO(table, newline="")))[1] == ["one\ntwo\nthree", "1"]


@pytest.mark.parametrize("text", ["-1", "-1.5", "-2.5e-07"])
def test_a_negative_number_written_out_is_no_formula(text):
    assert table_text(["a"], [{"a": text}], "en") == f"a\n{text}\n"


def test_a_scenario_named_as_a_formula_is_none_in_any_table(tmp_path):
    preset = tmp_path / "=1+1.yaml"
    preset.write_text("levers: {caseload_cap: 12}\n")
    found = compare(["dossier_count", str(preset)], households=300, years=1, replications=3, uncertainty="luck", workers=1,
                    model=fake_world.model())  # fmt: skip
    write_report(found, tmp_path / "out", "en")
    made = sweep({"design": "scenarios", "scenarios": ["dossier_count", str(preset)], "households": 300, "years": 1},
                 tmp_path / "s", engine="serial", model=fake_world.model())  # fmt: skip
    tables = [*(tmp_path / "out").glob("*.csv"), *export(made, tmp_path / "en"), *export(made, tmp_path / "nl", lang="nl")]
    texts = [io.StringIO(path.read_text(encoding="utf-8-sig"), newline="") for path in tables]
    rows = [row for text in texts for row in csv.reader(text, delimiter=";" if ";" in text.getvalue()[:99] else ",")]
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells) and not any(cell.startswith(("=", "@", "+", "\t")) for cell in cells)


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (float("nan"), ""), (0.1, "0,1"), (1e-7, "1e-07"), (12, "12"),
                                             (True, "waar"), (-2.5e30, "-2,5e+30")])  # fmt: skip
def test_values_as_they_are_written_there(value, cell):
    assert table_text(["x", "y"], [{"x": value, "y": 1}], "nl") == f"{BOM}x;y\r\n{cell};1\r\n"


def test_exports_of_a_sweep_are_alike_in_both_languages(tmp_path):
    design = {"design": "grid", "scenarios": ["responsive", "dossier_count"], "vary": {"caseload_cap": [12, 20]},
              "households": 300, "years": 1}  # fmt: skip
    made = sweep(design, tmp_path / "s", engine="serial", model=fake_world.model())
    english, told = export(made, tmp_path / "en", series=True), export(made, tmp_path / "nl", series=True, lang="nl")
    assert [path.name for path in english] == [path.name for path in told] and len(told) >= 5
    for one, other in zip(english, told, strict=True):
        plain = list(csv.reader(one.read_text(encoding="utf-8").splitlines()))
        office = dutch(other.read_bytes().decode("utf-8"))
        assert len(plain) == len(office) and plain[0] == office[0]
        for left, right in zip(plain[1:], office[1:], strict=True):
            same = [float(text) == cell if isinstance(cell, float) else True for text, cell in zip(left, right, strict=True)]
            assert all(same), other.name
    done = CliRunner().invoke(main, ["export", str(tmp_path / "s"), "--lang", "nl", "--to", str(tmp_path / "cli")])
    assert done.exit_code == 0 and (tmp_path / "cli" / "runs.csv").read_bytes() == told[0].read_bytes()
    assert json.loads((tmp_path / "s" / "sweep.json").read_text())["runs"] == 4
