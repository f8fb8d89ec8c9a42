"""The library of evidence: every pointer of the project leads to a row, every row is pointed at, and mistakes are told."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from abm.settings.errors import ConfigError
from abm.settings.evidence import FILE, cited, library, pointers, rows_of
from abm.settings.files import CONFIGS, using
from abm.settings.graded import GRADES
from experiments.evidence.pages import anchor, bands_with_source, documents, linked, numbers_by_grade
from experiments.evidence.published import figures
from experiments.storage.docs import HOMES, file_of
from viz.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
KINDS = (".yaml", ".csv", ".py", ".j2", ".vue", ".js")


def texts() -> dict[str, str]:
    """Text of every file in which a pointer may stand, by its path."""
    rooms = ("abm", "experiments", "viz", "configs")
    paths = [path for room in rooms for path in (ROOT / room).rglob("*")
             if path.suffix in KINDS and path.parent.name != "made_up"]  # tables as an office writes them, in any encoding
    paths += [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    found = {path.relative_to(ROOT).as_posix(): path for path in paths}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items()}


def pointed(files: dict[str, str]) -> dict[str, list[str]]:
    """Every pointer in the files, with the files that it stands in."""
    found: dict[str, list[str]] = {}
    for name, text in files.items():
        for _, _, pointer in pointers(text):
            found.setdefault(pointer, []).append(name)
    return found


@pytest.fixture
def folder(tmp_path):
    """A copy of the configs to make mistakes in."""
    shutil.copytree(CONFIGS, tmp_path / "configs")
    return tmp_path / "configs"


def test_no_pointer_dangles():
    rows = library(CONFIGS)
    loose = {pointer: sorted(set(files))[:3] for pointer, files in pointed(texts()).items() if not rows_of(pointer, rows)}
    assert not loose, f"pointers without a row in configs/{FILE}: {loose}"


def test_every_row_is_pointed_at_unless_it_says_background():
    rows = library(CONFIGS)
    mute = ("docs/", "configs/records/", f"configs/{FILE}")
    files = {name: text for name, text in texts().items() if not name.startswith(mute)}
    found = [pointer for pointer in pointed(files)] + [source for row in rows.values() for source in row.sources]
    used = {row.name for pointer in found for row in rows_of(pointer, rows)}
    idle = [name for name, row in rows.items() if name not in used and not row.background and row.kind != "system"]
    assert not idle, f"nothing points at {idle}; drop the row, or say background: true"
    assert not [name for name, row in rows.items() if name in used and row.background]


def test_every_row_is_a_sentence_with_a_writer_and_a_place():
    for name, row in library(CONFIGS).items():
        assert row.author and row.title and row.link and row.said == row.said.strip(), name
        assert row.grade in GRADES and row.grade != "assumed", name
        if row.kind != "system":
            assert row.said.endswith(".") and '"' not in row.said and row.said[0].isupper() | row.said[0].isdigit(), name


def sources(node: Any, name: str = "") -> list[tuple[str, str]]:
    """Every number that says it has a source, with that source; of checks of patterns too."""
    if isinstance(node, dict):
        own = [(name, str(node["source"]))] if node.get("source") else []
        return own + [item for key, value in node.items() for item in sources(value, f"{name}.{key}")]
    return [item for value in node for item in sources(value, name)] if isinstance(node, list) else []


def test_every_number_with_a_source_points_at_a_row():
    bare = []
    for path in sorted(CONFIGS.rglob("*.yaml")):
        if path.parent.name not in ("records", "places") and path.name != FILE:  # places name their tables
            found = sources(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem)
            bare += [item for item in found if not cited(item[1], CONFIGS)]
    assert not bare, f"a source without a pointer is an invented one, or has no row yet: {bare}"


def test_pointers_are_read_as_people_write_them():
    def named(text):
        return [pointer for _, _, pointer in pointers(text)]

    assert named("S0:98, 588-592 and (ext 7.3-7.6)") == ["S0:98", "S0:588-592", "ext 7.3-7.6"]
    assert named("levels 4.2.1, 4.2.3: 12 of 30; M5, C05, A1.8a") == ["levels 4.2.1", "levels 4.2.3", "C05", "A1.8a"]
    assert named("levels of care, S4, ext 9, C100 and 98 %") == []
    rows = library(CONFIGS)
    assert [row.name for row in rows_of("ext 7.3-7.5", rows)] == ["ext 7.3", "ext 7.4", "ext 7.5"]
    assert [row.name for row in rows_of("S0:589-591", rows)] == ["S0:590"]
    assert rows_of("ext 7.3-7.9", rows) == [] and rows_of("S0:5", rows) == []
    assert linked("`S0:98` and S0:98", "odd") == "`S0:98` and [S0:98](../evidence/practice.md#S0-98)"


# -- pages


@pytest.mark.parametrize("name", [name for name in HOMES if name.startswith("evidence/")])
def test_pages_are_current(name):
    made, kept = documents()[name], file_of(name).read_text(encoding="utf-8")
    assert made == kept, f"{HOMES[name]} is behind configs/{FILE}; make it again: make docs"


def test_every_link_to_a_row_leads_somewhere():
    pages = documents()
    anchors = {name: set(re.findall(r'<a id="([^"]+)">', text)) for name, text in pages.items()}
    assert sum(map(len, anchors.values())) == len(library(CONFIGS))
    for name in ("odd", "parameters", "deeds", "measures", "patterns"):
        found = re.findall(r"\]\(../(evidence/[a-z]+)\.md#([^)]+)\)", file_of(name).read_text(encoding="utf-8"))
        assert len(found) > 40 and not [link for link in found if link[1] not in anchors[link[0]]], name
    assert anchor("ext 7.3") in anchors["evidence/published"]


def test_as_many_numbers_have_a_source_as_the_page_says():
    counted = numbers_by_grade()
    told = file_of("parameters").read_text(encoding="utf-8")
    assert bands_with_source() >= 40 and len(figures()) >= 100
    assert f"**{sum(counted.values()) - counted['assumed']} have a source**" in told


# -- the command


def explained(*words):
    done = CliRunner().invoke(main, ["explain", *words, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_explain_leads_from_a_number_to_who_published_it():
    told = explained("money.creditor_euro")
    assert [row["name"] for row in told["evidence"]] == ["ext 7.3"] and told["evidence"][0]["author"] == "NVVK"
    row = explained("ext 7.3")
    assert (row["kind"], row["year"]) == ("published", 2022) and "configs/fixed/money.yaml" in row["cited_in"]
    passage = explained("S0:588")
    assert passage["author"] == "Catelijne Akkermans" and passage["key"] == "S0:588"
    assert [row["name"] for row in explained("C05")["evidence"]] == ["S0:588", "S0:590"]
    assert len(explained("S1:129-295")["evidence"]) > 10 and explained("evidence.A1.8")["home"]
    assert explained("car_bought")["evidence"] and explained("provision.household_help")["evidence"]


def test_the_command_tells_rows_in_sentences():
    done = CliRunner().invoke(main, ["explain", "money.creditor_euro"])
    assert "evidence  ext 7.3: At application the mean debt" in done.stdout
    done = CliRunner().invoke(main, ["list", "evidence"])
    assert len(done.stdout.splitlines()) == len(library(CONFIGS)) and done.stdout.startswith("ext 1.1 ")
    done = CliRunner().invoke(main, ["explain", "ext 7.33"])
    assert done.exit_code == 2 and 'did you mean "ext 7.3"?' in done.output and done.output.count("\n") == 1


# -- mistakes


BROKEN = {
    "a year that is missing": ("title: Annual figures of debt help, year: 2022, ", "title: Annual figures of debt help, ",
                               "ext 7.3: year is missing"),
    "a year that is a word": ("year: 2022", "year: long ago", "the year is 'long ago'; allowed: a year such as 2022, or undated"),
    "a grade that is none": ("grade: found", "grade: sure", "grade is 'sure'"),
    "a key that is misspelt": ("author: NVSI", "auhtor: NVSI", 'did you mean "author"?'),
    "an empty sentence": ('S0:98: "', 'S0:98: ""\n  S0:99: "', "passages.S0:98 is ''"),
    "lines in two passages": ('S0:98: "', 'S0:97-99: "Twice."\n  S0:98: "', "S0:97-99 and 98-98 overlap"),
    "a document that is none": ('S0:98: "', 'S7:98: "', "documents of this file: S0, S1, S2, S3, S4"),
    "a name that is none": ("ext 7.3:", "ext seven:", "names such as ext 7.3"),
    "a reading of nothing": ("sources: [S0:910]", "sources: [S0:9]", "C01.sources is 'S0:9'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_mistake_in_the_library_is_told_in_one_sentence(case, folder):
    old, new, told = BROKEN[case]
    path = folder / FILE
    text = path.read_text(encoding="utf-8").replace('title: "Annual figures of debt help"', "title: Annual figures of debt help")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        library(folder)
    assert told in str(error.value) and str(error.value).startswith(f"configs/{FILE}: ") and "\n" not in str(error.value)


def test_a_folder_without_a_library_still_runs(folder):
    (folder / FILE).unlink()
    assert library(folder) == {} and cited("ext 7.3", folder) == []
    with using(folder):
        assert "evidence" not in explained("money.creditor_euro")
