"""The report, made from a comparison of a small made-up world: nothing loaded from outside, no holes, same bytes."""

import hashlib
import re
import sys
from html.parser import HTMLParser
from subprocess import run
from typing import NamedTuple

import numpy as np
import pytest
from click.testing import CliRunner

from abm.state import names
from abm.state.outcomes import OUTCOMES, PRIMARY
from experiments.comparison.bands import banded
from experiments.comparison.comparison import load_comparison, perform
from experiments.comparison.request import Request
from experiments.comparison.store import write_comparison
from experiments.runs.model import Model
from experiments.runs.tables import Names
from viz.cli import main as cli
from viz.report.gather import gather
from viz.report.render import render
from viz.words.report import ReportWords

HOSTILE = 'Responsive <script>alert("1")</script> & "quoted"'
SERIES = (
    "unmet",
    "waited",
    "burnout",
    "exhaustion",
    "moral_distress",
    "sick",
    "recorded_in_term",
    "contact_hours",
    "closures",
    "requests",
    "intakes",
    "hours_asked",
)
WORDS = Names(tuple(OUTCOMES), names.PAYERS, names.PURPOSES, names.HOURS, names.ARCHETYPES)


class Made(NamedTuple):
    """The fields of a result of the model, made up."""

    outcomes: dict
    weekly: dict
    money: np.ndarray
    hours: np.ndarray
    household_unmet: np.ndarray
    household_archetype: np.ndarray
    household_capacity: np.ndarray
    checks: dict
    start_digest: str


def digest(scenario, seed, fresh):
    return hashlib.sha256(f"{seed} {scenario.households}".encode()).hexdigest()


def simulate(scenario, seed):
    """A made-up world in which room to decide lowers need, raises waiting, and costs money."""
    room = float(scenario.lever_table(0)[0, scenario.lever_names.index("discretion")]) - 0.4
    luck, weeks, n = np.random.default_rng(seed), scenario.weeks, scenario.households
    noise = luck.normal(size=weeks) * 0.01
    weekly = {name: 0.3 + noise * (index + 1) + (0.1 + 0.02 * index) * room for index, name in enumerate(SERIES)}
    weekly["resolved_true"] = np.where(np.arange(weeks) < weeks - 26, 0.35 + noise + 0.2 * room, np.nan)
    weekly["cost_programme"] = 300.0 * n / 52 * (1 + 0.5 * room + noise)
    weekly["cost_societal"] = 9_000.0 * n / 52 * (1 - 0.01 * room + 0.1 * noise)
    outcomes = {
        name: 0.3 + room * item.smallest * 8 * luck.normal() + 0.01 * luck.normal() for name, item in OUTCOMES.items()
    }
    outcomes |= {
        "wait_median": 6 + 12 * room + luck.normal() * 0.2,
        "burnout": 0.25 - 0.3 * room + 0.01 * luck.normal(),
    }
    outcomes |= {"better_off": np.nan, "worse_off": np.nan, "favour_strong": np.nan}
    money = np.abs(luck.normal(size=(9, 23))) * n * (1 + 0.2 * room)
    unmet = (0.4 + 0.1 * luck.normal(size=n) - 0.1 * room).astype(np.float32)
    archetype = luck.integers(0, 12, n).astype(np.int8)
    hours = np.ones((scenario.place["teams"], 8)) * (100 + 10 * room) + luck.random()
    balanced = dict.fromkeys(("hours", "euros", "households", "places"), 0.0)
    return Made(
        outcomes,
        weekly,
        money,
        hours,
        unmet,
        archetype,
        luck.random(n).astype(np.float32),
        balanced,
        digest(scenario, seed, False),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A stored comparison of two presets whose second title is hostile."""
    out = tmp_path_factory.mktemp("compared")
    request = Request(("dossier_count", "responsive"), households=500, years=2, replications=4, uncertainty="luck")
    found = perform(request, out, 1, model=Model(simulate, digest, Made, "made-up", WORDS))
    scenarios = {label: dict(told) for label, told in found.scenarios.items()}
    scenarios["responsive"]["title"] = {"en": HOSTILE, "nl": HOSTILE}
    write_comparison(out, found.tables, scenarios, found.document)
    return out


@pytest.fixture(scope="module", params=["nl", "en"])
def page(request, folder):
    """The report in one language, made by the command."""
    told = CliRunner().invoke(cli.main, ["report", str(folder), "--lang", request.param, "--date", ""])
    assert told.exit_code == 0, told.output
    return request.param, (folder / "report.html").read_text(encoding="utf-8")


class Reader(HTMLParser):
    """Collects what the tests ask about: tags with attributes, headings, visible text, ids, claims."""

    VOID = {"meta", "br", "img", "input", "link", "hr", "use", "path", "rect"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.headings, self.text, self.claims, self.titled, self._open = [], [], [], [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if tag == "li" and found.get("class") == "claim":
            self.claims.append("")
        if tag not in self.VOID:
            self._open.append((tag, found))

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        inside = [tag for tag, _ in self._open]
        if "style" in inside:
            return
        if inside and inside[-1] in ("title", "desc"):
            self.titled[self._open[-1][1].get("id")] = data
        if inside and re.fullmatch("h[1-6]", inside[-1]):
            self.headings.append((int(inside[-1][1]), data))
        if any(attributes.get("class") == "claim" for _, attributes in self._open):
            self.claims[-1] += data
        self.text.append(data)

    def seen(self):
        return " ".join(" ".join(self.text).split())


def test_nothing_is_loaded_from_elsewhere(page):
    text = page[1]
    loaders = [(tag, name, value) for tag, found in Reader(text).tags for name, value in found.items()
               if name in ("src", "href", "xlink:href", "data", "srcset", "action", "poster") and value]  # fmt: skip
    beside = ("parameters.html", "parameters.csv")  # written with the report
    assert not [item for item in loaders if not item[2].startswith("#") and item[2] not in beside]
    assert not {"script", "link", "iframe", "object", "embed"} & {tag for tag, _ in Reader(text).tags}
    assert "@import" not in text and "url(http" not in text and "//fonts" not in text
    assert len(text.encode()) < 5_000_000


def test_every_picture_says_what_it_shows(page):
    lang, reader = page[0], Reader(page[1])
    pictures = [found for tag, found in reader.tags if tag == "svg"]
    assert len(pictures) == 8
    for found in pictures:
        title, description = (reader.titled[name] for name in found["aria-labelledby"].split())
        assert found["role"] == "img" and title
        assert re.search(r"\d", description) and (" tot " if lang == "nl" else " to ") in description
    ids = [found["id"] for _, found in reader.tags if "id" in found]
    assert len(ids) == len(set(ids))


def test_language_headings_and_tables_are_in_order(page):
    lang, reader = page[0], Reader(page[1])
    assert ("html", {"lang": lang}) in reader.tags
    levels = [level for level, _ in reader.headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    words = ReportWords(lang)
    noted = ("n_h_answer", "n_h_years", "n_h_winners", "n_h_options", "n_h_first", "n_h_unknown", "n_annex")
    keys = (*noted, "h_answer", "h_mkba", "h_table", "h_asking", "h_nothing", "h_ledgers", "h_waiting", "h_residents", "h_did",
            "h_staff", "h_money", "h_cost", "h_balance", "h_stories", "h_sure", "h_frame", "h_levers", "h_measures",
            "h_provenance", "h_assumptions")  # fmt: skip
    assert [text for level, text in reader.headings if level == 2] == [words.say(key) for key in keys]
    assert all(found.get("scope") in ("row", "col") for tag, found in reader.tags if tag == "th")
    tables = [tag for tag, _ in reader.tags if tag in ("table", "caption")]
    assert tables.count("table") == tables.count("caption") >= 10


def test_all_primary_outcomes_and_waiting_are_there(page):
    words, seen = ReportWords(page[0]), Reader(page[1]).seen()
    for name in PRIMARY:
        assert words.outcome(name)[1:] in seen
    assert words.say("equal_intro")[:40] in seen
    levers = [found for found in ("discretion", "caseload_cap") if found in seen]
    assert levers == ["discretion", "caseload_cap"]


def test_no_hole_shows_as_a_word_of_the_machine(page):
    assert not re.search(r"\b(nan|None|null|inf|undefined)\b|\{[a-z_]+\}", Reader(page[1]).seen())


def test_every_claim_has_an_interval(page):
    claims = Reader(page[1]).claims
    interval = r"(tussen|between) .*?\d.*? (en|and) .*?\d|\d[\d.,]*\s?%?\)? (tot|to) [−+]?\d"
    undefined = {"nl": "niet te bepalen", "en": "cannot be determined"}[page[0]]
    assert len(claims) > 20
    assert not [claim for claim in claims if not re.search(interval, claim) and undefined not in claim]


def test_text_of_a_scenario_cannot_become_markup(page):
    text = page[1]
    assert "<script" not in text and "&lt;script&gt;" in text
    assert HOSTILE in Reader(text).seen()


def test_same_bytes_again(page, folder):
    lang, text = page
    assert text.startswith("<!DOCTYPE html>")
    assert render(gather(load_comparison(folder)), lang) == text
    code = (
        "import sys; from leefwereld import load_comparison; from viz.report.gather import gather; "
        "from viz.report.render import render; "
        f"sys.stdout.buffer.write(render(gather(load_comparison({str(folder)!r})), {lang!r}).encode())"
    )
    again = run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin"},
    )
    assert again.stdout.decode() == text


def test_facts_are_those_of_the_comparison(folder):
    found = load_comparison(folder)
    facts = gather(found)
    told = found.document["outcomes"]["unmet_need"]["difference"]["responsive minus dossier_count"]
    assert facts.differences["unmet_need", "responsive", "dossier_count"].estimate.mean == told["mean"]
    # The payers' totals are the sums of their purposes, and the last point of net cost is minus the net present value.
    total = sum(
        item.mean for (of, payer, _), item in facts.purposes.items() if of == "responsive" and payer == "municipality"
    )
    assert facts.payers["responsive", "municipality"].mean == pytest.approx(total)
    # And from all payers to society, step by step.
    steps = {key: item.mean for key, item in facts.bridge["responsive"]}
    assert steps["paid"] == pytest.approx(sum(item.mean for (of, _), item in facts.payers.items() if of == "responsive" and item))
    assert steps["paid"] + steps["moved"] == pytest.approx(steps["used"])
    cost = facts.differences["societal_cost", "responsive", "dossier_count"].estimate.mean
    assert steps["used"] + steps["discounting"] == pytest.approx(steps["societal_cost"]) == pytest.approx(cost)
    net = found.document["economics"]["responsive"]["net_present_value"]["mean"]
    assert facts.net_cost["responsive"].mean[-1] == pytest.approx(-net)
    assert {row.key for row in facts.levers} >= {"discretion", "clarity"}
    assert "queue_urgency" not in {row.key for row in facts.levers}


def test_bands_cover_four_weeks_and_leave_out_what_is_unknown():
    values = np.array(
        [[1.0, 3, 1, 3, np.nan, np.nan, np.nan, np.nan], [2.0, 2, 2, 2, 5, np.nan, 5, 5], [4.0, 4, 4, 4, 7, 7, 7, 7]]
    )
    series = banded(values, 0.95)
    assert series.weeks.tolist() == [2.0, 6.0]
    assert series.mean.tolist() == pytest.approx([8 / 3, 6.0])
    assert series.hi[1] - series.mean[1] == pytest.approx(12.706, abs=1e-3)  # t with one degree of freedom, error 1
    assert np.isnan(banded(values[:1], 0.95).mean).all()


def test_mistakes_are_told_in_one_line(tmp_path, folder):
    runner = CliRunner()
    for words, part in (
        (["report", str(tmp_path)], "no comparison"),
        (["report", str(folder), "--lang", "fr"], "fr"),
        (["compare", "responsive"], "compare needs two"),
        (["compare", "dossier_count", "responsiv"], "responsive"),
        (["raport", "x"], "did you mean 'report'"),
    ):
        told = runner.invoke(cli.main, words)
        assert told.exit_code == 2 and part in told.output and "Traceback" not in told.output
        assert len(told.output.strip().splitlines()) == 1


def test_compare_command_writes_the_report(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.runs.model.loaded", lambda: Model(simulate, digest, Made, "made-up", WORDS))
    words = [
        "compare",
        "dossier_count",
        "responsive",
        "--households",
        "500",
        "--years",
        "1",
        "--replications",
        "3",
        "--workers",
        "1",
    ]
    told = CliRunner().invoke(cli.main, [*words, "--lang", "nl", "--out", str(tmp_path)])
    assert told.exit_code == 0, told.output
    assert "het rapport staat in" in told.output
    assert '<html lang="nl">' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_one_scenario_is_set_against_the_reference(tmp_path):
    request = Request(("responsive",), households=500, years=1, replications=3, uncertainty="luck")
    found = perform(request, tmp_path, 1, model=Model(simulate, digest, Made, "made-up", WORDS))
    assert [item.name for item in gather(found).compared] == ["responsive"]
    assert gather(found).baseline == "current_practice"


def fails(scenario, seed):
    """One scenario never finishes, and another fails once."""
    if scenario.name == "responsive" or (scenario.name == "dossier_count" and seed == 2):
        raise RuntimeError("the roof <b>fell</b> in")
    return simulate(scenario, seed)


@pytest.mark.parametrize("run_one, replications, names", [
    (fails, 4, ("dossier_count", "responsive", "good_protocol")), (simulate, 2, ("dossier_count", "responsive")),
    (fails, 2, ("dossier_count", "responsive")), (simulate, 1, ("responsive",)),
    (simulate, 3, ("dossier_count", "responsive", "good_protocol", "bolt_on", "kpi_only", "over_open")),
])  # fmt: skip
def test_a_report_is_made_of_whatever_finished(tmp_path, run_one, replications, names):
    request = Request(names, households=500, years=1, replications=replications, uncertainty="both")
    facts = gather(perform(request, tmp_path, 1, model=Model(run_one, digest, Made, "made-up", WORDS)))
    for lang in ("en", "nl"):
        reader = Reader(render(facts, lang))
        assert not re.search(r"\b(nan|None|inf)\b", reader.seen())
        assert ("the roof <b>fell</b> in" in reader.seen()) == (run_one is fails)


def test_help_imports_nothing_heavy():
    heavy = ("numpy", "numba", "mesa", "pandas", "matplotlib", "seaborn", "solara", "scipy", "pyarrow", "jinja2")
    code = f"import sys, viz.cli; print([name for name in {heavy} if name in sys.modules])"
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
