"""The report as a page that anybody can read, and what stands beside it: access, contrast, bad folders, CSV, diff, stories."""

import csv
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from test_report import HOSTILE, WORDS, Made, digest, simulate

from abm.settings.errors import ConfigError
from abm.settings.registry import PARAMETERS
from abm.state.columns import HOUSEHOLD, table
from abm.state.outcomes import PRIMARY
from experiments.comparison.comparison import load_comparison, perform
from experiments.comparison.diff import differing, text
from experiments.comparison.followed import Followed, stories
from experiments.comparison.grades import members
from experiments.comparison.request import Request
from experiments.comparison.shown import SHOWN
from experiments.comparison.store import SUMMARY, write_comparison
from experiments.runs.model import Model
from experiments.story.kinds import Event
from viz.cli import main as cli
from viz.facts.estimates import Estimate
from viz.report.gather import gather
from viz.report.render import HERE, ORDER, render
from viz.report.sections import waiting
from viz.report.sections_frame import PRICE_YEAR
from viz.report.sections_patterns import localized
from viz.report.sections_stories import _worth_telling
from viz.words.phrases import PHRASES
from viz.words.report import ReportWords

PAIR = ("dossier_count", "responsive", "responsive")


def followed(slot, scenario):
    """A made-up life in a made-up world."""
    rows = table(HOUSEHOLD, 105)
    rows["severity"][:] = 0.5 if scenario == "responsive" else 0.4
    events = (Event(3, "asked_team", "money"), *((Event(9, "refused", "money", "wmo"),) if scenario == "responsive" else ()))
    return Followed(slot, rows, events, 104)


@pytest.fixture(scope="module")
def made():
    """A comparison with drawn assumptions, another luck, and stories."""
    request = Request(PAIR[:2], households=500, years=2, replications=14, uncertainty="both")
    found = perform(request, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS))
    results = {name: simulate_named(name) for name in PAIR[:2]}

    def watch(follower):
        return {name: [followed(slot, name) for slot in follower.args[0]] for name in PAIR[:2]}

    told = json.loads(json.dumps(stories(PAIR, results, 1, 1, watch)))
    return type(found)(found.names, found.reference, found.tables, found.scenarios, found.document, told)


def simulate_named(name):
    """A result of which only unmet need and the number of weeks are asked."""
    unmet = np.full(500, 0.4, np.float32)
    unmet[:40] += 0.3 if name == "responsive" else 0.0
    return Made({}, {"unmet": np.zeros(104)}, None, None, unmet, None, None, {}, "")


@pytest.fixture(scope="module", params=["nl", "en"])
def page(request, made):
    return request.param, render(gather(made), request.param)


class Tree(HTMLParser):
    """Tables with their cells, headings, and the language in force at every text."""

    VOID = {"meta", "br", "img", "input", "link", "hr", "use", "path", "rect", "stop", "col"}

    def __init__(self, content):
        super().__init__(convert_charrefs=True)
        self.open, self.tables, self.figures, self.skips, self.lang = [], [], [], [], {}
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "table":
            self.tables.append({"caption": "", "rows": []})
        if tag == "tr":
            self.tables[-1]["rows"].append([])
        if tag in ("td", "th"):
            self.tables[-1]["rows"][-1].append((tag, found.get("scope"), found.get("lang")))
        if tag == "figure":
            self.figures.append({"svg": None, "caption": ""})
        if tag == "svg":
            self.figures[-1]["svg"] = found
        if tag == "a":
            self.skips.append(found["href"])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "caption" in self.open:
            self.tables[-1]["caption"] += data
        if "figcaption" in self.open:
            self.figures[-1]["caption"] += data


def test_tables_have_captions_headers_and_full_rows(page):
    tree = Tree(page[1])
    assert len(tree.tables) > 20
    for found in tree.tables:
        head, *rows = found["rows"]
        assert found["caption"].strip() and rows
        assert all(tag == "th" and scope == "col" for tag, scope, _ in head)
        for row in rows:
            assert row[0][:2] == ("th", "row") and len(row) == len(head), found["caption"]


def test_figures_are_named_and_links_lead_somewhere(page):
    tree = Tree(page[1])
    ids = set(re.findall(r'\bid="([^"]+)"', page[1]))
    assert all(found["svg"]["role"] == "img" and found["caption"].strip() for found in tree.figures)
    beside = {"parameters.html", "parameters.csv"}
    assert all(target.removeprefix("#") in ids | beside for target in tree.skips) and tree.skips[0] == "#answer"
    assert page[1].count("<main>") == 1 and '<meta name="viewport"' in page[1]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_of_text_is_legible_on_the_page_and_on_grey():
    from viz.figures.style import GREY, INK, LOOKS, REFERENCE

    css = (HERE / "style.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", css))
    texts = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", css)) | {named[name] for name in ("ink", "quiet", "link")}
    texts |= {look.colour for look in (*LOOKS, REFERENCE)} | {INK, GREY}
    assert len(texts) > 8
    for colour in texts:
        for ground in ("#ffffff", named["pale"]):
            assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= 4.5, (colour, ground)


def test_scenarios_differ_in_more_than_colour():
    from viz.figures.style import LOOKS

    assert len({look.marker for look in LOOKS}) == len({str(look.dash) for look in LOOKS}) == len(LOOKS) == cli.MOST


def test_both_languages_say_the_same_with_the_same_fields():
    for key, (english, dutch) in PHRASES.items():
        fields = [set(re.findall(r"\{(\w+)\}", text)) for text in (english, dutch)]
        free = {"of", "against", "lower", "higher", "unit"} if key.startswith("bit_") else set()
        assert fields[0] - free == fields[1] - free, key


def test_the_first_page_says_it_in_four_sentences(page, made):
    lang, content = page
    first = content[content.index('id="verdicts"') : content.index('id="mkba"')]
    assert first.count('<li class="claim">') == 4 and first.count("<table") == 1
    rows = first.count("<tr>") - 1
    assert rows == len(PRIMARY) and ReportWords(lang).outcome("trouble_waiting")[1:] in first
    assert first.count('class="verdict') == 4


def test_stories_are_told_and_are_no_claims(page, made):
    lang, content = page
    part = content[content.index('id="stories"') : content.index('id="sure"')]
    rules = [item["rule"] for item in made.stories["households"]]
    assert rules == ["largest", "median", "harmed"] and len({item["slot"] for item in made.stories["households"]}) == 3
    assert part.count("<h3>") == 3 and "claim" not in part
    assert {"nl": "één run", "en": "one run"}[lang] in part
    assert {"nl": "wijst de aanvraag", "en": "turns down"}[lang] in part or "Wmo" in part


def test_luck_and_assumptions_are_shown_apart(page, made):
    lang, content = page
    words = ReportWords(lang)
    drawn = made.document["uncertainty"]["drawn_parameters"]
    group = {name: len(keys) for name, keys in members(PARAMETERS).items()}
    assert len(drawn) > 100 and min(group["weak"], group["sourced"]) > 0
    for told in (words.say("h_apart"), words.say("th_share_assumed", count=len(drawn)),
                 words.say("th_bound_weak", count=group["weak"]), words.say("th_bound_sourced", count=group["sourced"]),
                 words.say("rests_moved", pairs=3)):  # fmt: skip
        assert told in content
    assert set(made.document["luck_apart"]) == {"responsive minus dossier_count", "dossier_count minus current_practice",
                                                "responsive minus current_practice"}
    assert (made.runs["variant"] == "other_luck").sum() == 7 * 3
    assert (made.runs["variant"] == "drawn_weak").sum() == 3 * 2


def test_a_comparison_of_before_grades_and_groups_were_measured_says_so(made):
    document = {key: value for key, value in made.document.items() if key not in ("grades", SHOWN)}
    tables = dict(made.tables) | {"groups": made.tables["groups"].drop_columns(["waiting", "return_52", "followed"])}
    facts = gather(type(made)(made.names, made.reference, tables, made.scenarios, document))
    assert facts.met == () and not facts.sure.moved
    assert ReportWords("en").say("rests_not_moved") in render(facts, "en")


def test_groups_tell_who_waits_and_who_comes_back(made):
    import pyarrow as pa

    groups = made.tables["groups"].to_pandas()
    more = (groups["scenario"] == "responsive") * 1.0
    groups["waiting"], groups["return_52"] = 3.0 + 2.0 * more + 0.01 * groups["replication"] * more, 0.4 - 0.1 * more
    groups["followed"] = np.where(groups["group"] == "middle", 2.0, 40.0)
    tables = dict(made.tables) | {"groups": pa.Table.from_pandas(groups, preserve_index=False)}
    document = {key: value for key, value in made.document.items() if key != SHOWN}
    facts = gather(type(made)(made.names, made.reference, tables, made.scenarios, document))
    (row,) = [row for row in facts.met if row.group == "low" and row.of == "responsive"]
    assert row.waiting.mean == 3.0 and row.waiting_change.mean == pytest.approx(2.075)
    assert row.returned.mean == pytest.approx(0.4) and row.returned_change.mean == pytest.approx(-0.1)
    (few,) = [row for row in facts.met if row.group == "middle" and row.of == "responsive"]
    assert few.returned is few.returned_change is None and few.waiting_change is not None
    content = render(facts, "nl")
    part = content[content.index('id="residents"') : content.index('id="staff"')]
    assert ReportWords("nl").say("met_note") in part and "+2,1 <small>+2,1 tot +2,1" in part and "−10,0" in part


def test_patterns_are_told_as_they_were_last_measured(made):
    check = {"name": "gap", "en": "the gap", "nl": "het gat", "value": 0.243, "low": 0.2, "high": 0.3, "band": [0.1, 0.2]}
    never = {"name": "even", "en": "even", "nl": "quitte", "value": "never", "low": None, "high": None, "band": None}
    found = {"P2": {"role": "V", "title": {"en": "Gap", "nl": "Gat"}, "verdict": "fails",
                    "checks": [check | {"verdict": "fails"}, never | {"verdict": "told"}]}}  # fmt: skip
    told = {"stale": True, "settings": {}, "patterns": found, "undermined": {"societal_cost": [{"pattern": "P2"}] * 2}}
    document = {**made.document, "patterns": told}
    content = render(gather(type(made)(made.names, made.reference, made.tables, made.scenarios, document)), "nl")
    words = ReportWords("nl")
    part = content[content.index(words.say("h_patterns")) : content.index(words.say("h_guards"))]
    for told in ("P2 (V) Gat", "geldt niet", "0,243", "0,2 tot 0,3", "nooit", words.say("patterns_stale")):
        assert told in part
    assert "; ertegen: P2</small>" in content and words.say("patterns_beside", sure=words.say("h_sure")) in content
    assert words.say("stories_none") in content


def test_published_effects_stand_beside_those_of_the_model_and_levels_do_not(made):
    effect = {"name": "asked", "en": "asking", "nl": "vragen", "value": -1e-7, "low": -0.1, "high": 0.2, "band": [0.05, 0.25],
              "measurement": "relative_change", "source": "ext 6.6: as we read it", "verdict": "fails"}  # fmt: skip
    others = ({"measurement": "value"}, {"band": [0.05, None]}, {"band": None}, {"source": "S4:100"})
    checks = [effect, *(effect | other | {"nl": "anders"} for other in others)]
    found = {"P10": {"role": "V", "title": {"en": "Near", "nl": "Nabij"}, "verdict": "fails", "checks": checks},
             "P11": {"role": "C", "title": {"en": "Fit", "nl": "Afgesteld"}, "verdict": "holds", "checks": [effect]}}  # fmt: skip
    document = {**made.document, "patterns": {"stale": True, "settings": {}, "patterns": found, "undermined": {}}}
    content = render(gather(type(made)(made.names, made.reference, made.tables, made.scenarios, document)), "nl")
    words = ReportWords("nl")
    part = content[content.index(words.say("h_effects")) : content.index(words.say("h_limits"))]
    assert part.count("<li>") == 1 and words.say("patterns_stale") in part
    told = "Nabij: vragen. Gepubliceerd: 0,05 – 0,25 (ext 6.6); het model: 0 (−0,1 tot 0,2); buiten de gepubliceerde marge."
    assert told in part


def test_no_sentence_says_more_than_the_evidence(page):
    strong = {
        "nl": r"\b(bewezen|aangetoond|zorgt ervoor|leidt tot|veroorzaakt)\b",
        "en": r"\b(proven|proves that|leads to|causes (a|the|more|less))\b",
    }
    assert not re.search(strong[page[0]], re.sub(r"<[^>]+>", " ", page[1].split('id="levers"')[0]))


def test_price_year_is_that_of_the_prices():
    costs = Path(__file__).parents[2] / "configs" / "fixed" / "costs.yaml"
    assert f"price year {PRICE_YEAR}" in costs.read_text(encoding="utf-8")


def test_the_frame_names_every_item_of_the_checklist(page):
    content = page[1]
    part = content[content.index('id="frame"') : content.index('id="levers"')]
    named = set()
    for first, last in re.findall(r"[(,] ?(\d+)(?:–(\d+))?(?=[,)])", re.sub(r"<(td|li)>.*?</(td|li)>", "", part)):
        named |= set(range(int(first), int(last or first) + 1))
    assert named == set(range(2, 29)) | {1}


def test_a_need_that_hovers_is_told_once_until_something_else_befalls_it():
    met, urgent = Event(1, "need_met", "money"), Event(4, "need_urgent", "money")
    events = (met, met._replace(week=2), Event(2, "need_met", "work"), met._replace(week=3), urgent, met._replace(week=5))
    told = [(event.week, event.domain) for event in _worth_telling(events)]
    assert told == [(1, "money"), (2, "work"), (4, "money"), (5, "money")]


def test_bands_of_patterns_are_written_as_the_language_writes_numbers():
    assert localized(ReportWords("nl"), "60,000 – 120,000") == "60.000 – 120.000"
    assert localized(ReportWords("nl"), "-0.14 – -") == "−0,14 – -"
    assert localized(ReportWords("en"), "60,000 – -0.5") == "60,000 – −0.5"


# what stands beside it


def write(found, folder):
    write_comparison(folder, found.tables, found.scenarios, found.document, found.stories)
    return folder


def test_results_stand_beside_the_page_as_a_tidy_table(tmp_path, made):
    folder = write(made, tmp_path / "made")
    told = CliRunner().invoke(cli.main, ["report", str(folder)])
    assert told.exit_code == 0, told.output
    rows = list(csv.DictReader((folder / "results.csv").open(encoding="utf-8")))
    wanted = made.document["outcomes"]["burnout"]["difference"]["responsive minus dossier_count"]
    (row,) = [row for row in rows if row["kind"] == "difference" and row["variant"] == "as_is" and row["outcome"] == "burnout"
              and row["scenario"] == "responsive" and row["against"] == "dossier_count"]  # fmt: skip
    assert float(row["mean"]) == wanted["mean"] and row["verdict"] == wanted["verdict"]
    assert {row["variant"] for row in rows} == {"as_is", "equal_municipality", "equal_society"}
    assert load_comparison(folder).stories == made.stories


def test_bad_folders_are_told_in_one_clear_line(tmp_path, made):
    whole = write(made, tmp_path / "whole")

    def spoiled(name, spoil):
        folder = Path(shutil.copytree(whole, tmp_path / name))
        spoil(folder)
        told = CliRunner().invoke(cli.main, ["report", str(folder)])
        assert told.exit_code == 2 and "Traceback" not in told.output and len(told.output.strip().splitlines()) == 1
        return told.output

    def rewrite(folder, **changes):
        document = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        (folder / SUMMARY).write_text(json.dumps(document | changes), encoding="utf-8")

    assert "is missing" in spoiled("incomplete", lambda folder: (folder / "weekly.parquet").unlink())
    assert "is missing" in spoiled("no stories", lambda folder: (folder / "stories.json").unlink())
    assert "not what this comparison wrote" in spoiled("mixed", lambda folder: (folder / "money.parquet").write_bytes(b"other"))
    assert "not written by this version" in spoiled("version", lambda folder: rewrite(folder, files={"format": 99}))
    assert "no finished run" in spoiled("none", lambda folder: rewrite(folder, replications=0))


def test_more_scenarios_than_can_be_told_apart_are_refused_before_anything_runs():
    names = ["dossier_count", "responsive", "good_protocol", "bolt_on", "kpi_only", "over_open", "silo_only"]
    told = CliRunner().invoke(cli.main, ["compare", *names])
    assert told.exit_code == 2 and "2 to 6" in told.output


def test_text_of_a_story_cannot_become_markup(made):
    scenarios = {label: dict(found) for label, found in made.scenarios.items()}
    scenarios["responsive"]["title"] = {"en": HOSTILE, "nl": HOSTILE}
    scenarios["responsive"]["measures"] = [{"name": HOSTILE, "title": {"en": HOSTILE}, "limits": {}, "sources": [HOSTILE],
                                            "claims": [{"en": HOSTILE, "sources": [HOSTILE], "verified": False}]}]  # fmt: skip
    found = type(made)(made.names, made.reference, made.tables, scenarios, made.document, made.stories)
    content = render(gather(found), "en")
    assert "<script" not in content and content.count("&lt;script&gt;") > 10


def test_diff_tells_what_changed_and_nothing_else(tmp_path, made):
    first = write(made, tmp_path / "first")
    told = CliRunner().invoke(cli.main, ["diff", str(first), str(first), "--json"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.output)
    assert found.pop("failed_runs") == [0, 0] and not any(found.values())

    request = Request(PAIR[:2], households=500, years=2, replications=5, uncertainty="luck", sets=("caseload_cap=15",))
    other = perform(request, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS))
    found = differing(made, other)
    assert {row["key"] for row in found["settings"]} == {"command", "uncertainty", "seeds", "sets", "replications"}
    assert {row["key"] for row in found["levers"]} == {"caseload_cap"} and not found["versions"] and found["drawn"]
    assert "→" in text(found, "nl")
    assert "onvervulde behoefte" in text(found, "nl") and "{" not in text(found, "en")
    assert not text(found, "en").startswith("made by two")
    made_by = {**other.document["provenance"], "model_fingerprint": "another"}
    other = type(made)(made.names, made.reference, other.tables, other.scenarios, {**other.document, "provenance": made_by})
    assert text(differing(made, other), "en").startswith("made by two versions of the model")
    assert text(differing(made, other), "nl").startswith("gemaakt door twee versies van het model")
    refused = CliRunner().invoke(cli.main, ["diff", str(first), str(tmp_path)])
    assert refused.exit_code == 2 and "no comparison" in refused.output


def test_diff_across_horizons_and_scenarios_tells_real_changes_only(made):
    """A longer run of a place with more teams has the same levers, and a pair that one side lacks is told once."""
    request = Request((*PAIR[:2], "burnout_shock"), households=6_000, years=3, replications=5)
    found = differing(made, perform(request, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS)))
    assert not found["levers"]
    assert found["pairs"] and {row["after"] for row in found["pairs"]} == {True}
    for lang in ("en", "nl"):
        told = [line for line in text(found, lang, every=True).splitlines() if "→" in line]
        assert told and not [line for line in told if (sides := line.partition(": ")[2].split(" → "))[0] == sides[1]]


def test_a_comparison_of_another_model_version_says_so_on_top(made):
    first = render(replace(gather(made), other_model=True), "en")
    assert first.index("another version of the model") < first.index('id="answer"')


def test_one_scenario_alone_is_refused_in_words(made):
    class Alone:
        labels, document, runs = ("responsive",), made.document, made.runs

    with pytest.raises(ConfigError, match="run alone"):
        gather(Alone())


def test_every_part_of_the_report_is_made_by_one_function():
    assert len(ORDER) == len(set(ORDER)) == 20


def test_a_wait_that_is_longer_than_is_looked_at_says_so(made):
    facts = gather(made)
    for mean, told in ((104.0, True), (30.0, False)):
        values = {**facts.values, **{("wait_p90", item.name): Estimate(mean, mean, mean) for item in facts.scenarios}}
        texts = [block.text for block in waiting(replace(facts, values=values), ReportWords("en")).blocks if block.kind == "p"]
        assert any("stands for longer" in text for text in texts) is told
