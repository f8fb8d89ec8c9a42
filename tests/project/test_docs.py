"""The documents: those made from the model are current, and those written by hand name only what exists."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from abm.settings.files import CONFIGS
from abm.settings.registry import LEVERS, PARAMETERS
from abm.state import names
from abm.state.outcomes import OUTCOMES
from experiments.describe import odd, pages
from experiments.describe.source import Source
from experiments.storage import docs

ROOT = Path(__file__).resolve().parents[2]
# Rows of the table of systems, by chapter: the number and the letters of its parts.
SYSTEMS = {
    "A1": "01 02 03 04 05 06 1:i 2:h 3:h 4:d 5:d 6:h 7:j 8:f 9:i 10:h 11:c 12:f 13:c 14:h 15:g 16:e 17 18",
    "A2": "1 2:q 3:o 4:g 5:g",
    "A3": "0 1:c 2:d 3:f 4:g 5:b 6:b 7:d 8:c 9:c 10:d",
    "A4": "1 2 3 4 5 6 7 8 9",
    "A5": "1 2 3 4 5 6:d 7:c 8:g 9:d 10 11 12 13 14 15 16 17:a 18 19 20 21",
}
# Folders that only some editions of the model have: a name in one is checked as soon as it is there.
OPTIONAL = {"measure": "measures", "vignette": "vignettes"}


def read(page: str) -> str:
    """Text of a page of docs/ by its name."""
    return docs.file_of(page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def source():
    return Source()


# -- made from the model


@pytest.mark.parametrize("page", pages.MADE)
def test_pages_made_from_the_model_are_current(page):
    made, kept = pages.MADE[page]().splitlines(), read(page).splitlines()
    behind = next((f"line {n}: {b!r} should be {a!r}" for n, (a, b) in enumerate(zip(made, kept), 1) if a != b), "its end")
    assert made == kept, f"{docs.HOMES[page]} is behind the model ({behind[:300]}); make it again: make docs"


def test_every_word_written_by_hand_belongs_to_something(source):
    assert list(odd._words("mechanisms")) == [f"M{number}" for number in odd.NUMBERS]
    assert list(odd._words("phases")) == [phase.name for phase in source.phases] and len(source.phases) == 12
    assert set(odd._words("theories")) == {item.theory for item in PARAMETERS.values()}
    silent = {f"{column.table}.{column.name}" for column in source.columns if not column.said}
    assert set(odd._words("state")) == silent, "state.yaml names each column without a comment, and no other"
    assert {column.table for column in source.columns} == set(odd.TABLES)


def test_every_mechanism_has_functions_and_every_reader_is_found(source):
    for mechanism in odd.facts()["mechanisms"]:
        assert mechanism["rules"] or mechanism["others"], mechanism["id"]
        assert mechanism["name"] and len(mechanism["text"]) > 60, mechanism["id"]
    assert not [name for name in LEVERS if not odd.lever_readers(source, name)]
    assert odd.MIX in source.functions
    assert not [name for name in source.streams if not source.reads("streams", name)]
    by_table = {"prevalence", "blockers", "deeds"}  # numbers of rows, which tables carry
    by_step = re.compile(r"people\.(importance|low|middle|high)_")
    unread = [key for key, item in PARAMETERS.items() if item.theory not in by_table and not by_step.match(key)
              and not source.reads("parameters", key)]
    assert not unread, f"nothing seems to read {unread}"


def test_source_reads_what_a_person_would(source):
    rule = source.functions["abm/mechanisms/strain.py", "exit_hazard"]
    assert rule.numbers == (22,) and set(rule.parameters) == {"staffing.exit_base", "staffing.exit_strain", "staffing.exit_new"}
    assert rule.code.startswith("def exit_hazard(") and '"""' not in rule.code
    seek = source.functions["abm/phases/seek.py", "seek_one"]
    assert {"outreach", "access_ease"} <= set(seek.levers) and "household: ask for help" in seek.streams
    assert ("abm/mechanisms/seeking.py", "ask_hazard") in seek.calls
    assert [phase.name for phase in source.phases][:3] == ["live", "feel", "seek"]


def test_what_the_description_says_of_two_columns_is_so(source):
    """Importance steers where help goes and an outcome; trust in government steers asking; nothing else reads them."""
    for column, readers in {"importance": {"show", "choose", "meeting"},
                            "trust_government": {"account", "show", "feel", "decide", "income", "seek"}}.items():  # fmt: skip
        found = {module for module, text in source.text.items() if module.startswith("abm/phases/") and f".{column}" in text}
        assert found == {f"abm/phases/{name}.py" for name in readers}, column
    own = re.compile(r"h\[i\]\.trust_government = \w+\(h\[i\]\.trust_government")
    for module in ("abm/phases/feel.py", "abm/phases/decide.py", "abm/phases/income.py"):
        text = source.text[module]
        assert 2 * len(own.findall(text)) == text.count(".trust_government"), f"{module}: docs say nothing else reads it"


def test_a_band_is_told_in_words():
    assert odd._band({"en": "share", "band": [0.1, 0.2]}) == "share: 0.1 to 0.2"
    assert odd._band({"en": "room", "band": [0.1, None]}) == "room: at least 0.1"
    assert odd._band({"name": "gap", "band": [None, 2]}) == "gap: at most 2"
    assert odd._band({"name": "free"}) == "free"
    assert odd.cell("a | b\n c") == "a \\| b c" and odd.number((1, 0.25)) == "1, 0.25" and odd.number(10000) == "10,000"


# -- systems of the sources


def codes() -> list[str]:
    """Every code of the table of systems, in order."""
    found = []
    for chapter, rows in SYSTEMS.items():
        for row in rows.split():
            number, _, last = row.partition(":")
            found += [f"{chapter}.{number}"]
            found += [f"{chapter}.{number}{chr(letter)}" for letter in range(ord("a"), ord(last) + 1)] if last else []
    return found


def system_rows() -> list[list[str]]:
    """Cells of each row of docs/evidence/systems.md."""
    lines = re.sub(r'<a id="[^"]*"></a>|\]\([^)]*\)', "", read("evidence/systems")).splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines
            if re.match(r"^\| A\d\.\d", line)]


def known(kind: str) -> set[str] | None:
    """Names of one kind that the model has; None when this edition has no such folder."""
    from abm.settings.blockers import blocker_names
    from abm.settings.deed_tables import deed_names

    if kind in OPTIONAL and not (CONFIGS / OPTIONAL[kind]).is_dir():
        return None
    return {
        "lever": lambda: set(LEVERS), "parameter": lambda: set(PARAMETERS), "outcome": lambda: set(OUTCOMES),
        "preset": lambda: {path.stem for path in (CONFIGS / "presets").glob("*.yaml")},
        "measure": lambda: {path.stem for path in (CONFIGS / "measures").glob("*.yaml")},
        "vignette": lambda: {path.stem for path in (CONFIGS / "vignettes").glob("*.yaml")},
        "archetype": lambda: set(names.ARCHETYPES), "agency": lambda: set(names.AGENCIES),
        "provision": lambda: set(names.PROVISIONS), "blocker": lambda: set(blocker_names()), "deed": lambda: set(deed_names()),
    }[kind]()  # fmt: skip


def test_every_system_of_the_sources_has_its_row():
    assert [row[0] for row in system_rows()] == codes() and len(codes()) == 279


@pytest.mark.parametrize("row", system_rows(), ids=lambda row: row[0])
def test_a_row_is_complete_and_names_only_what_exists(row):
    assert len(row) == 5 and all(row), "a row has a code, a name, words, a source and a place"
    assert " / " in row[1] and re.search(r"S\d:\d", row[3])
    home = row[4]
    named = re.findall(r"`([^`]+)`", home)
    for item in named:
        kind, _, name = item.partition(":")
        have = known(kind)
        assert have is None or name in have, f"{row[0]}: the model has no {item}"
    numbers = [int(number) for number in re.findall(r"\bM(\d+)\b", home)]
    assert set(numbers) <= set(odd.NUMBERS)
    if home.startswith("not in the model"):
        assert len(home) > len("not in the model: "), f"{row[0]}: say why it is not in the model"
    elif home.startswith("partly"):
        assert ";" in home or ":" in home


def test_every_measure_and_vignette_is_named_among_the_systems():
    for kind in OPTIONAL:
        have = known(kind)
        missing = sorted(name for name in have or () if f"`{kind}:{name}`" not in read("evidence/systems"))
        assert not missing, f"docs/evidence/systems.md names no {missing}"


# -- notes on testing


TICKED = re.compile(r"`([^`\n]+)`")


@pytest.mark.parametrize("name", ["trace", "stress"])
def test_notes_on_testing_point_at_things_that_exist(name):
    text = read(name)
    pointed = TICKED.findall(text)
    assert len(pointed) > 20
    for item in pointed:
        if item.startswith("leefwereld "):
            command_exists(item)
        elif item.startswith("make "):
            assert re.search(rf"^{item.split()[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), item
        elif "::" in item:
            path, _, test = item.partition("::")
            assert f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), f"{name}: {item} does not exist"
        elif not (ROOT / item).exists():
            assert "/" not in item and "." not in item, f"{name}: {item} does not exist"
            is_known = item in OUTCOMES or item in odd.GRADES or (CONFIGS / "presets" / f"{item}.yaml").exists()
            assert is_known, f"{name}: {item} is nothing known"


def command_exists(line: str) -> None:
    """A command named in a document exists with the options that are named."""
    from viz.cli.main import main

    words = shlex.split(line)[1:]
    assert words[0] in main.commands, line
    options = {option for parameter in main.commands[words[0]].params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options, line


def test_stress_covers_every_item_of_the_checklist():
    items = re.findall(r"^\| (\d\.\d) ", read("stress"), re.MULTILINE)
    assert items == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3",
                     "5.1", "5.2", "5.3", "5.4", "6.1"]  # fmt: skip


# -- glossary


def test_glossary_explains_each_term_once_in_both_languages():
    rows = [line for line in read("glossary").splitlines() if line.startswith("| ") and "Nederlands |" not in line]
    terms = [line.strip("|").split("|")[0].strip().lower() for line in rows]
    assert len(terms) == len(set(terms)), sorted(term for term in terms if terms.count(term) > 1)
    assert all(len(line.strip("|").split("|")) == 4 and all(cell.strip() for cell in line.strip("|").split("|")) for line in rows)


# Words of everyday Dutch in the names below, which need no explanation.
EVERYDAY = {
    "bewoners", "leiding", "programma", "verandering", "huisvesting", "crises", "informele", "uren", "maatwerk", "politie",
    "justitie", "administratie", "reflectie", "reizen", "gemiste", "afspraken", "werkend", "gezin", "ploegendienst", "oudere",
    "dementie", "eenzame", "zonder", "geldige", "status", "ouder", "kind", "zware", "beperkingen", "complex", "vraag",
    "jeugdhulp", "zorgpremie", "inschrijving",
}  # fmt: skip


def test_glossary_explains_the_domain_words_that_reports_use():
    from abm.settings.rows import rows
    from viz.words.terms import TERMS

    text = read("glossary").lower()
    terms = [dutch for kind in ("payer", "purpose", "hours") for _, dutch in TERMS[kind].values()]
    said = {word for dutch in (*terms, *(row.nl for row in rows().archetypes.values()))
            for word in re.findall(r"[a-zé-]{4,}", dutch.lower())} - EVERYDAY
    missing = sorted(word for word in said if word[:-2] not in text)
    assert len(said) > 25 and not missing, f"docs/model/glossary.md says nothing of {missing}"


@pytest.mark.parametrize("words", [["odd", "--what", "od"], ["odd", "--out", "/proc/none/odd.md"]])
def test_mistakes_are_told_in_one_line(words):
    from click.testing import CliRunner

    from viz.cli.main import main

    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2 and done.output.startswith("leefwereld: ") and done.output.count("\n") == 1
    assert "'odd', 'parameters'" in done.output or "cannot write to" in done.output


def test_the_command_writes_what_it_prints(tmp_path):
    from click.testing import CliRunner

    from viz.cli.main import main

    out = tmp_path / "new" / "parameters.md"
    assert CliRunner().invoke(main, ["odd", "--what", "parameters", "--out", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8") == CliRunner().invoke(main, ["odd", "--what", "parameters"]).output


# -- where pages live, and links between them

PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
         ROOT / "examples" / "README.md"]  # fmt: skip
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]+))?\)")


def slug(heading: str) -> str:
    """The anchor that a heading gets: lower case, without marks, spaces as hyphens."""
    return re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", heading).lower()).replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    """Every anchor of a page: of its headings, and those set by hand."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+?)\s*$", text, re.MULTILINE)
    return frozenset(map(slug, headings)) | frozenset(re.findall(r'<a id="([^"]+)">', text))


def test_every_page_has_one_home_and_the_index_or_its_folder_names_it():
    assert sorted(docs.HOMES.values()) == sorted(path.relative_to(docs.ROOT) for path in docs.ROOT.rglob("*.md"))
    linked = {target for target, _ in LINK.findall(read("index"))}
    own = [page for page in docs.HOMES if page != "index" and not page.startswith("evidence/")]
    silent = [page for page in own if docs.link(page, "index") not in linked]
    assert not silent, f"docs/index.md does not lead to {silent}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page):
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for target, anchor in LINK.findall(text):
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), f"{page.name} links to {target}"
        assert not anchor or file.suffix != ".md" or anchor in anchors(file), f"{page.name} links to {target}#{anchor}"


def test_a_page_named_anywhere_in_the_code_is_where_it_is_said_to_be():
    files = [path for folder in ("abm", "experiments", "viz", "configs", "benchmarks") for path in (ROOT / folder).rglob("*")
             if path.suffix in {".py", ".j2", ".yaml", ".md"}]  # fmt: skip
    named = {name for path in files for name in re.findall(r"\bdocs/[\w./]+\.md\b", path.read_text(encoding="utf-8"))}
    assert len(named) > 5 and not [name for name in named if not (ROOT / name).is_file()]


def test_links_by_name_lead_to_where_a_page_lives():
    text = "[a](trace.md#how) [b](evidence/practice.md) [c](deeds.md) [d](https://x.org/odd.md) [e](nothing.md)"
    assert docs.with_links(text, "odd") == (
        "[a](../trust/trace.md#how) [b](../evidence/practice.md) [c](deeds.md) [d](https://x.org/odd.md) [e](nothing.md)")
    assert docs.link("odd", "index") == "model/odd.md" and docs.file_of("paper").is_file()
