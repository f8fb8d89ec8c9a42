"""The note: its facts are those of the summary, its sentences say no more than their verdicts, and anybody can read it."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from test_report import HOSTILE, WORDS, Made, digest, simulate

from experiments.comparison.comparison import Model, Request, load_comparison, perform
from experiments.comparison.note import SENTENCES, WORST, first_sure_year, worst_balance
from experiments.comparison.store import write_comparison
from experiments.stats.verdicts import BETTER, DIFFERS, NO_DIFFERENCE, UNSURE, VERDICTS, WORSE
from viz.cli import main as cli
from viz.facts.note import Edition, note_facts, read_options
from viz.report.gather import gather
from viz.report.note_options import options_table, rows_named
from viz.report.note_pdf import to_pdf
from viz.report.note_render import quoted_css, render_note
from viz.report.note_sentences import _rounded, better_sign, clause, ends, kind_of, millions, sentences
from viz.report.render import render
from viz.words.report import ReportWords

PAIR = "responsive minus dossier_count"
FACTS = tuple(key for keys in SENTENCES.values() for key in keys)


@pytest.fixture(scope="module")
def made():
    """A small made-up comparison of two presets over fourteen futures."""
    request = Request(("dossier_count", "responsive"), households=500, years=2, replications=14, uncertainty="both")
    return perform(request, None, 1, model=Model(simulate, digest, Made, "made-up", WORDS))


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    """The same, stored."""
    out = tmp_path_factory.mktemp("noted")
    write_comparison(out, made.tables, made.scenarios, made.document)
    return out


@pytest.fixture(params=["nl", "en"])
def words(request):
    return ReportWords(request.param)


def fact(verdict, mean=-7.0, **more):
    """A fact that goes from 31 down to 24, with a spread to match."""
    ends = {"p10": mean - 3, "p90": mean + 3, "lo": mean - 1, "hi": mean + 1}
    worst = {"better": {"mean": 12.0}, "worse": {"mean": 5.0}}
    return {"from": 31.0, "to": 31.0 + mean, "mean": mean, **ends, "pairs": 20, "counts": {"higher": 3, "same": 5, "lower": 12},
            "relative": mean / 31.0, "million": {"from": 30.0, "to": 29.3, "mean": -0.7, "p10": -1.0, "p90": 0.2},
            "verdict": verdict, **worst, **more}  # fmt: skip


def at(document, path):
    """What a source points at: names divided by full stops, the last of which is a pair and may hold any sign."""
    found = document
    *keys, last = path.split(".", path.count(".") if "years" in path else 3)
    for key in keys:
        found = found[key]
    return found[last]


# its facts


def test_every_fact_is_the_number_that_its_source_points_at(made):
    section = made.document["note"]["pairs"][PAIR]
    facts = [found for key, found in section["facts"].items() if key != WORST]
    facts += [found for by_year in section["years"].values() for found in by_year.values()]
    assert len(section["facts"]) == len(FACTS) and section["years"]
    for found in facts:
        told = at(made.document, found["source"])
        factor = 100.0 if found["unit"].startswith("per 100 staff") else 1.0
        factor = 100 / 52 if found["unit"].endswith("at any moment") else factor
        assert found["verdict"] == told["verdict"] and found["pairs"] == told["pairs"]
        for key in ("mean", "lo", "hi"):
            assert found[key] == pytest.approx(told[key] * factor)
        assert found["p10"] == pytest.approx(told["futures"]["p10"] * factor)
        assert found["to"] - found["from"] == pytest.approx(found["mean"])
        assert sum(found["counts"].values()) == found["pairs"]


def test_money_is_told_for_the_place(made):
    found = made.document["note"]["pairs"][PAIR]["facts"]["municipal_cost"]
    assert found["million"]["mean"] == pytest.approx(found["mean"] * 500 / 1e6)
    assert found["million"]["to"] == pytest.approx(found["to"] * 500 / 1e6)


def records(first, second, count=6):
    """Runs of two scenarios with these needs of households in every replication."""
    from experiments.runs.replicate import AS_IS, DONE

    class Thing:
        def __init__(self, **fields):
            self.__dict__ |= fields

    def one(label, needs, index):
        job = Thing(label=label, variant=AS_IS, replication=Thing(index=index))
        return Thing(job=job, status=DONE, result=Thing(household_unmet=np.asarray(needs, np.float32)))

    return [one(label, needs, index) for index in range(count) for label, needs in (("a", first), ("b", second))]


def test_the_worst_off_are_chosen_by_neither_world():
    calm = np.zeros(90)
    first = np.concatenate([np.full(10, 3.0), calm])
    better = np.concatenate([np.full(6, 2.5), np.full(3, 3.5), [3.0], calm])
    found = worst_balance(records(first, better), "b", "a")
    assert (found["better"]["mean"], found["worse"]["mean"], found["mean"]) == (60.0, 30.0, 30.0) and found["verdict"] == BETTER
    turned = worst_balance(records(better, first), "b", "a")
    assert turned["mean"] == -30.0 and turned["verdict"] == WORSE
    luck = np.random.default_rng(1).normal(1.0, 1.0, (2, 4000))
    assert abs(worst_balance(records(*luck), "b", "a")["mean"]) < 15.0  # the worst of one world alone would gain by some eighty
    assert worst_balance([], "b", "a") is None


def test_a_year_is_sure_only_when_all_later_ones_are():
    years = {"1": {"verdict": BETTER}, "2": {"verdict": DIFFERS}, "5": {"verdict": BETTER + UNSURE}}
    assert first_sure_year(years) == 5
    assert first_sure_year(years | {"5": {"verdict": DIFFERS}}) is None and first_sure_year({}) is None


def test_a_comparison_of_before_notes_were_kept_has_one(made):
    document = {key: value for key, value in made.document.items() if key != "note"}
    found = note_facts(document).pairs["responsive", "dossier_count"]["facts"]
    assert set(found) == set(FACTS) - {WORST}
    assert found["burnout"] == made.document["note"]["pairs"][PAIR]["facts"]["burnout"]


# its sentences

UNSURE_WORDS = r"misschien|perhaps"
OPEN_WORDS = r"hangt (daar ook |)af|depends on how things turn out|does so too"
SMALL_WORDS = r"te weinig|te klein|too little|too small|vrijwel opheft|cancels out"


@pytest.mark.parametrize("key", FACTS)
def test_no_clause_says_more_than_its_verdict(made, words, key):
    facts, good = gather(made), better_sign(key)
    for verdict in VERDICTS:
        mean = 7.0 * {"h": 1, "l": -1, "b": good, "w": -good}.get(verdict[0], 1)
        text = clause(facts, words, key, fact(verdict, mean))
        assert not re.search(r"[{}]|None|nan|  ", text) and text[0].islower() and not text.endswith("."), text
        assert bool(re.search(UNSURE_WORDS, text)) == verdict.endswith(UNSURE), text
        assert bool(re.search(OPEN_WORDS, text)) == (verdict == DIFFERS), text
        assert bool(re.search(SMALL_WORDS, text)) == (verdict == NO_DIFFERENCE or verdict.endswith(UNSURE)), text


def test_a_mean_that_points_the_other_way_is_no_more_than_disagreement():
    assert kind_of(fact(BETTER, -7.0), -1) == "sure" and kind_of(fact(BETTER, 7.0), -1) == "differs"
    assert kind_of(fact("lower" + UNSURE, -7.0), 0) == "likely"
    assert kind_of(fact("not defined") | {"mean": None}, 1) == "undefined"


def test_sentences_read_as_a_person_would_write_them(made):
    facts, dutch, english = gather(made), ReportWords("nl"), ReportWords("en")
    assert clause(facts, dutch, "gave_up", fact(WORSE, 7.0)) == (
        "van elke 100 huishoudens die om hulp vragen, haken er 7 meer af voordat iemand hen spreekt: 38 in plaats van 31 "
        "(23\u00a0% meer)")  # fmt: skip
    assert clause(facts, dutch, "wait_median", fact(DIFFERS)) == (
        "of de helft van wie om hulp vraagt later of eerder wordt gesproken, hangt af van hoe het loopt: in 3 van de 20 "
        "doorgerekende toekomsten merkbaar later, in 12 merkbaar eerder en in 5 vrijwel gelijk")  # fmt: skip
    assert clause(facts, english, "municipal_cost", fact(BETTER)) == (
        "the municipality spends €\u00a00.70\u00a0million a year less, €\u00a07 per household (23% less)")
    assert clause(facts, dutch, WORST, fact(WORSE)).endswith("zijn er 12 duidelijk beter af en 5 duidelijk slechter")
    assert clause(facts, dutch, "gave_up", fact(WORSE, 62.0, relative=2.0)).endswith("(3,0 keer zoveel)")


def in_the_summary(document, keys):
    """Every number that sentences on these facts may tell, from the outcomes of summary.json: both levels, how much they differ
    in the outcome's unit, in per cent, in times, in euro of the place and in millions, its ends, and counts of futures."""
    found = [100.0]  # of every 100 households
    for key in keys:
        if key == WORST:
            worst = document["note"]["pairs"][PAIR]["facts"][WORST]
            found += [worst[name] for name in ("mean", "p10", "p90", "pairs")] + list(worst["counts"].values())
            found += [worst[name]["mean"] for name in ("better", "worse")]
            continue
        told = document["outcomes"][key]
        change, level = told["difference"][PAIR], told["values"]["dossier_count"]["mean"]
        sizes = [change["mean"], change["futures"]["p10"], change["futures"]["p90"]]
        found += [value * scale for value in sizes for scale in (1, 100, 100 / level, 500, 500 / 1e6)]
        found += [value["mean"] * scale for value in told["values"].values() for scale in (1, 100)] + [1 + change["mean"] / level]
        found += [change["pairs"], *(change["futures"][way] * change["pairs"] for way in ("higher", "same", "lower"))]
    return np.abs(np.array(found, float))


def test_the_five_sentences_can_be_checked_against_the_summary(folder, words):
    document = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    told = sentences(gather(load_comparison(folder)), words, "responsive")
    assert len(told) == len(SENTENCES) == 5
    thousands, point = (".", ",") if words.lang == "nl" else (",", ".")
    checked = 0
    for sentence, keys in zip(told, SENTENCES.values()):
        known = in_the_summary(document, keys)
        for text in re.findall(r"\d+(?:[.,]\d+)*", f"{sentence.text} {sentence.ranges}"):
            plain = text.replace(thousands, "").replace(point, ".")
            digits = len(plain.partition(".")[2])
            rounded = 500.0 if thousands in text else 0.5 * 10.0**-digits
            assert np.abs(known - float(plain)).min() <= rounded + 1e-9, (sentence.label, text, sentence.text, sentence.ranges)
            checked += 1
    assert checked >= 20


def test_ends_in_weeks_say_the_unit_once_where_both_lie_on_one_side(words):
    week = {"nl": "2 tot 5 weken later", "en": "2 to 5 weeks later"}[words.lang]
    both = {"nl": "1\u00a0week eerder tot 5\u00a0weken later", "en": "1\u00a0week sooner to 5\u00a0weeks later"}[words.lang]
    assert ends(words, "wait_median", fact(WORSE, 3.0, p10=2.0, p90=5.0)).replace("\u00a0", " ") == week
    assert ends(words, "wait_median", fact(DIFFERS, 0.0, p10=-1.0, p90=5.0)) == both


def test_two_facts_on_which_futures_disagree_are_said_in_one_breath(made):
    facts = gather(made)
    torn = {key: fact(DIFFERS) for key in FACTS}
    pairs = {("responsive", "dossier_count"): {"facts": torn}}
    told = sentences(replace(facts, note=replace(facts.note, pairs=pairs)), ReportWords("nl"), "responsive")
    assert [item.label for item in told] == [ReportWords("nl").say(f"n_{name}") for name in SENTENCES]
    assert told[2].text.count("toekomsten") == 1 and "hangt daar ook van af: in 3 merkbaar meer" in told[2].text
    assert told[2].verdicts == (("wisselt per toekomst", "unclear"),) and "gemiddeld 7 minder" in told[2].ranges


def test_levels_and_difference_add_up():
    assert _rounded(fact(BETTER), 0) == (31.0, 24.0, 7.0)
    close = fact(BETTER) | {"from": 31.4, "to": 38.6, "mean": 7.2}
    assert _rounded(close, 0) == (31.4, 38.6, 7.2)  # 31 to 39 would be eight
    assert _rounded(fact(BETTER) | {"from": 12.39, "to": 12.15, "mean": -0.24}, 0)[2] == 0.2


def test_amounts_are_told_in_as_many_digits_as_they_need():
    dutch = ReportWords("nl")
    assert [millions(dutch, value).replace("\u00a0", " ") for value in (-12.34, 0.845, 0.0124)] == [
        "€ 12,3 mln", "€ 0,84 mln", "€ 12.000"]  # fmt: skip


# the page


def test_the_note_opens_the_report_and_stands_alone(made):
    facts = gather(made)
    for lang in ("nl", "en"):
        whole, alone = render(facts, lang), render_note(facts, lang)
        assert whole.index('class="note-pages') < whole.index('id="annex"') < whole.index("<section aria-labelledby=\"verdicts\"")
        first = alone[alone.index("<article") : alone.index("</article>")]
        assert first in whole and alone == render_note(facts, lang)
        assert first.count("<li><p class=\"label\">") == 5 and 'id="note-unknown"' in first
        told = re.sub(r"\d{1,3}[.,]000", "", re.sub(r"<[^>]+>", " ", first))
        assert not re.search(r"\b0[.,]\d{3}", told)


def test_who_made_it_cannot_become_markup(made):
    page = render_note(gather(made), "nl", Edition(HOSTILE, '"} body { display: none } </style>', HOSTILE, "1 mei 2027"))
    assert "<script" not in page and page.count("</style>") == 1 and "&lt;script&gt;" in page and "1 mei 2027" in page
    assert "display: none }" not in page[page.index("@bottom-left") : page.index("</style>")]
    assert quoted_css('a"\\<b') == '"a\\000022\\00005c\\00003cb"'


def test_the_command_writes_the_note_and_names_what_is_missing(folder):
    told = CliRunner().invoke(cli.main, ["note", str(folder), "--lang", "nl"])
    assert told.exit_code == 0, told.output
    assert "de notitie staat in" in told.output and "--author" in told.output, told.output
    who = ["--author", "Ann", "--date", "today", "--for", "Here"]
    told = CliRunner().invoke(cli.main, ["note", str(folder), "--lang", "en", *who])
    page = (folder / "note.html").read_text(encoding="utf-8")
    assert told.exit_code == 0 and "names nobody" not in told.output, told.output
    assert "Ann" in page and "today" in page
    assert "Here (calculated for 500 households)" in page and load_comparison(folder).document["note"]


def test_without_a_browser_it_says_so_in_one_line(folder, monkeypatch):
    monkeypatch.setattr("viz.report.note_pdf.browser", lambda: None)
    told = CliRunner().invoke(cli.main, ["note", str(folder), "--pdf"])
    assert told.exit_code == 2 and told.output.count("\n") == 1 and "Chromium" in told.output
    assert not (folder / "note.pdf").exists()


def test_a_browser_that_fails_is_told_in_one_line(monkeypatch, tmp_path):
    bad = tmp_path / "browser"
    bad.write_text("#!/bin/sh\necho it broke >&2\nexit 3\n")
    bad.chmod(0o755)
    monkeypatch.setattr("viz.report.note_pdf.browser", lambda: str(bad))
    from abm.settings.errors import ConfigError

    with pytest.raises(ConfigError, match="did not print the page .it broke."):
        to_pdf("<p>x</p>")


# options in the folder

OPTION = {"kind": "first", "name": "responsive", "title": {"en": "Responsive", "nl": "Responsief"}, "rows": ["L26"],
          "values": {"wait_median": {"mean": 4.25}, "unreached_26": {"mean": None}}, "fte_needed": None,
          "differences": {"trouble_asked": {"mean": -1.04, "verdict": NO_DIFFERENCE}},
          "net_by_year": [{"mean": -10.0}, {"mean": 25.0}], "pilot": {"week": 52, "quantity": "unmet", "last": 104, "worlds": 6},
          "flips": {}, "watch": {"series": "requests", "rho": 0.9, "week": 26}}  # fmt: skip
STORED = {"asked": {"names": ["responsive"], "households": 10_000, "years": 2, "replications": 6}, "options": [OPTION]}


def test_options_in_the_folder_stand_in_the_note(made, folder):
    facts = gather(made, folder)
    assert facts.note.options is None
    assert "leefwereld options responsive --households 500 --years 2 --out DIR" in render_note(facts, "en")
    (folder / "options.json").write_text(json.dumps(STORED), encoding="utf-8")
    facts = gather(made, folder)
    (row,) = options_table(facts, ReportWords("nl")).rows
    assert [cell.text for cell in row][1:] == ["−1,0", "4,2; –", "meer dan 80", "−0,10 / +0,25", "vanaf week 52"]
    page = render_note(facts, "nl")
    assert "laat dat vanaf week 52 boven het toeval uit zien, aan onvervulde behoefte" in page and "het aantal vragen" in page
    assert "maar die alleen is niet genoeg (zware nood: geen verschil dat ertoe doet)" in page
    english = ReportWords("en")
    assert rows_named(english, ["L26", "L2", "L3", "L4"]).endswith("and 1 more") and rows_named(english, ["Z9"]) == "Z9"


@pytest.mark.parametrize("text", ["", "[]", '{"options": 3, "asked": {}}', '{"options": [1], "asked": {}}', "{"])
def test_what_are_no_options_is_passed_over(tmp_path, text):
    (tmp_path / "options.json").write_text(text, encoding="utf-8")
    assert read_options(tmp_path / "options.json") is None and read_options(tmp_path / "none.json") is None


# the annex's own files, and its costs and benefits


def test_every_assumption_stands_in_files_of_their_own(made, folder):
    told = CliRunner().invoke(cli.main, ["report", str(folder), "--lang", "nl"])
    assert told.exit_code == 0, told.output
    page, table = ((folder / name).read_text(encoding="utf-8") for name in ("parameters.html", "parameters.csv"))
    facts = gather(made)
    assert len(table.strip().splitlines()) == len(facts.parameters) + 1 and table.startswith("\ufeffparameter;name;value;unit")
    assert page.count("<tr>") >= len(facts.parameters) and '<html lang="nl">' in page and "<script" not in page
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert 'href="parameters.html"' in report and facts.parameters[0].key not in report[report.index('id="assumptions"') :]
    assert 'href="parameters.html"' not in render(facts, "nl", linked=False)


def test_units_and_reasons_of_parameters_have_dutch_words():
    from abm.settings.registry import PARAMETERS
    from experiments.words.reasons import reason_in

    reasons = [item.source or item.reason for item in PARAMETERS.values() if item.source or item.reason]
    spoken = [reason_in("nl", text) for text in reasons]
    assert sum(lang == "nl" for _, lang in spoken) >= 0.95 * len(reasons) > 500  # one that is rewritten is shown in English
    for text, (dutch, lang) in zip(reasons, spoken, strict=True):
        cited = re.findall(r"(?:ext|S[0-4]:)\s?[\d.]+", text)
        assert lang == "en" or all(found in dutch for found in cited), text
    assert not [item.unit for item in PARAMETERS.values() if ReportWords("nl").unit(item.unit)[1] != "nl"]


def test_every_reason_of_a_lever_has_dutch_words():
    from abm.settings.registry import LEVERS
    from experiments.words.reasons import reason_in

    reasons = {item.source or item.reason for item in LEVERS.values()}
    assert "" not in reasons and len(reasons) > 30
    for text in reasons:
        dutch, lang = reason_in("nl", text)
        assert lang == "nl", f"no Dutch for the reason of a lever: {text}"
        assert all(found in dutch for found in re.findall(r"(?:ext|S[0-4]:)\s?[\d.]+", text)), text


def test_the_balance_is_that_of_the_payers_and_rests_on_rate_and_horizon(made, words):
    from viz.report.sections_mkba import mkba

    facts = gather(made)
    section = mkba(facts, words)
    balance, rates = (block.table for block in section.blocks if block.kind == "table")
    shown = [row[2].text for row in balance.rows]
    assert shown[0] == words.number(facts.payers["responsive", "municipality"].mean * 500 / 1e6, 2, True)
    assert {row.rate for row in facts.sure.rates["responsive"]} == {0.0, 0.0225, 0.04}
    whole = {row.rate: row.net.mean for row in facts.sure.rates["responsive"] if row.years == 2}
    assert whole[0.0225] == pytest.approx(made.document["economics"]["responsive"]["net_present_value"]["mean"])
    assert abs(whole[0.0]) > abs(whole[0.0225]) > abs(whole[0.04]) and len(rates.rows) == 6
