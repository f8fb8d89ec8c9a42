"""The viewer's sessions without any page: twin worlds, going back, changing from a week on, undo, bookmarks, files."""

import gc
import json
import pickle
import re
import weakref
from dataclasses import replace

import numpy as np
import pytest

from abm.run.simulate import simulate, warmed
from abm.settings.deed_changes import DeedChange
from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS
from abm.state import names
from abm.state.ledger import INDEX
from experiments.words.mistakes import in_language
from viz.viewer.band import COMPARED, band_of
from viz.viewer.course import Course, Courses, key_of
from viz.viewer.dated import LeverChange, Place, base_scenario, dated, sorted_changes
from viz.viewer.desks import FLOWS, PRODUCT
from viz.viewer.frames import WAITS, indicator_series
from viz.viewer.luck import packed, run_lines
from viz.viewer.moments import Spec
from viz.viewer.record import read_record, replay, restore, to_record, to_text
from viz.viewer.session import Session

PLACE = Place(300, 1, 5)
TWINS = (Spec("dossier_count"), Spec("responsive"))


@pytest.fixture(autouse=True)
def own_courses(monkeypatch):
    """Courses that no other test has worked on."""
    monkeypatch.setattr("viz.viewer.world.COURSES", Courses())


@pytest.fixture
def session():
    """Two worlds of 300 households, a year, at week 0."""
    return Session(TWINS, PLACE)


def plain_run(spec, changes, weeks, place=PLACE):
    """Digest of the dated scenario run without any viewer."""
    model = warmed(dated(base_scenario(spec.preset, spec.measures, place.households, place.years), changes), place.seed)
    model.start_policy()
    model.run(weeks)
    return model.digest()


def test_worlds_are_identical_until_the_policy_starts_and_part_later(session):
    assert len(set(session.digests())) == 1
    assert session.parted() is None
    session.run_to(12)
    assert len(set(session.digests())) == 2
    week = session.parted()
    assert week is not None and 0 < week <= 12
    before, at = (session.worlds[k].frames[week - 1].status for k in (0, 1)), [w.frames[week].status for w in session.worlds]
    assert np.array_equal(*before) and not np.array_equal(*at)
    assert session.difference(week).status == int((at[0] != at[1]).sum()) > 0


def test_three_worlds_of_one_preset_stay_the_same():
    same = Session((Spec("responsive"),) * 3, PLACE)
    same.run_to(9)
    assert len(set(same.digests())) == 1
    assert same.parted(0, 2) is None and len(same.difference(9, 0, 2).slots) == 0


def test_a_session_is_the_dated_scenario_whatever_way_it_went(session):
    session.run_to(6)
    session.set_lever(0, "caseload_cap", 8)
    session.run_to(20)
    session.seek(13)
    session.set_lever(0, "caseload_cap", 30)
    session.run_to(18)
    changes = [LeverChange(6, 0, "caseload_cap", 8.0), LeverChange(13, 0, "caseload_cap", 30.0)]
    assert list(session.changes) == changes
    assert session.digests() == (plain_run(TWINS[0], changes, 18), plain_run(TWINS[1], [], 18))


def test_going_back_brings_the_same_bytes_with_and_without_more_posts(session):
    session.run_to(10)
    ten = session.digests()
    session.set_lever(1, "staff_extra_fte", 120)
    assert session.digests() != ten, "posts kept for the extra staff are rows of the table"
    session.run_to(25)
    assert session.digests()[1] == plain_run(TWINS[1], [LeverChange(10, 1, "staff_extra_fte", 120.0)], 25)
    assert session.undo()
    assert session.week == 10 and session.digests() == ten
    session.run_to(17)
    before = {name: values[:10] for name, values in session.worlds[0].lines().items()}
    session.worlds[0].back_to(10)
    assert session.worlds[0].lines() == before
    assert session.worlds[0].digest() == ten[0]
    assert len(session.worlds[0].frames) == 11


def test_frames_hold_what_the_model_recorded(session):
    session.run_to(8)
    for world in session.worlds:
        model = world.model
        lines = indicator_series(world.frames, PLACE.households)
        assert len(lines["unmet"]) == 8
        assert lines["unmet"][-1] == pytest.approx(model.series_state[model.week - 1][0], abs=1e-5)
        assert lines == {name: indicator_series(world.frames[:6], 300)[name] + indicator_series(world.frames, 300, 5)[name]
                         for name in lines}
        last = world.frames[-1]
        assert np.array_equal(last.status, model.household_table["status"])
        refused, passed = (last.flows[FLOWS.index(name)].sum() for name in ("refused", "passed_on"))
        assert 0 <= refused <= last.tally[22] and 0 <= passed <= last.tally[23]


def test_decisions_by_agency_add_up_to_what_the_ledger_counts():
    session = Session((Spec("dossier_count"),), Place(1000, 1, 5))
    session.run_to(52)
    model, frames = session.worlds[0].model, session.worlds[0].frames[1:]
    seen = np.sum([frame.flows for frame in frames], axis=0)
    for flow, event, room in (("refused", "refusals", 0.0), ("passed_on", "pass_ons", 0.0), ("granted", "grants", 0.03)):
        counted = sum(float(frame.tally[INDEX[event]]) for frame in frames)
        assert counted > 0 and abs(seen[FLOWS.index(flow)].sum() - counted) <= room * counted, event
    product = model.tables.deeds.kind == PRODUCT
    answering = {int(agency) for agency in (*model.tables.provisions.agency[1:], *model.tables.deeds.agency[product])}
    assert {int(agency) for agency in np.flatnonzero(seen.sum(axis=0))} <= answering
    request = model.household_table["request"]
    lying = frames[-1].flows[[FLOWS.index("undecided"), FLOWS.index("waiting")]].sum()
    pending = int((request != 0).sum()) + int((model.household_table["deed_state"] == names.DEED_ASKED).sum())
    assert 0.9 * pending <= lying <= pending, "but for what nothing on offer answers"


def test_playing_through_the_past_shows_it_again_without_simulating(session):
    session.run_to(9)
    before = session.digests()
    session.seek(3)
    assert session.step() and session.shown == 4 and session.week == 9
    assert session.digests() == before
    session.seek(400)
    assert session.shown == 9
    session.seek(-4)
    assert session.shown == 0


def test_the_last_week_is_the_end(session):
    session.run_to(10_000)
    assert session.week == session.weeks == 52
    assert not session.step()
    with pytest.raises(ConfigError, match="last week"):
        session.set_lever(0, "caseload_cap", 9)


@pytest.mark.parametrize("lever, value, word", [
    ("caseload_cap", 1e9, "allowed"), ("caseload_cap", float("nan"), "allowed"), ("caseload_cap", "many", "allowed"),
    ("caseload_kap", 10, "caseload_cap"), ("kpi_closed", -0.2, "allowed"), ("staff_extra_fte", -1000, "allowed"),
])
def test_an_absurd_lever_is_refused_and_the_worlds_go_on(session, lever, value, word):
    session.run_to(4)
    before = session.moment(), session.digests()
    with pytest.raises(ConfigError, match=word):
        session.set_lever(0, lever, value)
    assert (session.moment(), session.digests()) == before
    assert session.step() and session.week == 5


def test_shares_of_the_kpi_mix_move_together(session):
    session.set_lever(0, "kpi_closed", 0.8)
    table = session.worlds[0].scenario.lever_table(0)[0]
    shares = [table[k] for k, lever in enumerate(LEVERS.values()) if lever.unit == "share of the KPI mix"]
    assert sum(shares) == pytest.approx(1.0)
    assert table[list(LEVERS).index("kpi_closed")] == 0.8
    session.reset_lever(0, "kpi_closed")
    assert np.allclose(session.worlds[0].scenario.lever_table(0), session.worlds[0].base.lever_table(0))


def test_bookmarks_restore_a_moment_exactly_and_there_are_nine(session):
    session.run_to(7)
    session.set_lever(1, "openness", 0.1)
    session.run_to(12)
    kept = session.bookmark("  before the\nbreak ")
    assert kept.name == "before the break" and kept.digests == session.digests()
    session.configure((Spec("bolt_on"),), Place(250, 1, 9))
    assert len(session.worlds) == 1 and session.week == 0
    session.to_bookmark(0)
    assert session.digests() == kept.digests and session.moment() == kept.moment
    session.undo()
    assert len(session.worlds) == 1
    for number in range(8):
        session.bookmark(f"{number}")
    with pytest.raises(ConfigError, match="9"):
        session.bookmark("too many")
    with pytest.raises(ConfigError, match="no bookmark"):
        session.to_bookmark(30)
    session.remove_bookmark(0)
    assert len(session.bookmarks) == 8


def test_a_file_gives_the_session_again(session, tmp_path):
    session.run_to(5)
    session.set_lever(0, "caseload_cap", 11)
    session.bookmark("five")
    session.run_to(14)
    text = to_text(to_record(session))
    again, same = replay(read_record(text, "file"))
    assert same and again.digests() == session.digests()
    other = Session((Spec("good_protocol"),), Place(250, 1, 3))
    restore(other, read_record(text, "file"))
    assert other.digests() == session.digests() and other.bookmarks == session.bookmarks
    assert to_record(other) == to_record(session)
    other.undo()
    assert other.specs == (Spec("good_protocol"),)


def broken(text, change):
    """The file with one thing changed."""
    content = json.loads(text)
    change(content)
    return json.dumps(content)


@pytest.mark.parametrize("change, word", [
    (lambda c: c.update(leefwereld_session=99), "leefwereld_session is 99"),
    (lambda c: c.pop("leefwereld_session"), "no session"),
    (lambda c: c["now"].update(households=10**9), "households"),
    (lambda c: c["now"].update(years=-3), "years"),
    (lambda c: c["now"].update(worlds=[]), "worlds"),
    (lambda c: c["now"]["worlds"][0].update(preset="../../secret"), "preset"),
    (lambda c: c["now"]["worlds"][0].update(preset="responsief"), "responsive"),
    (lambda c: c["now"].update(week=51, shown=52), "week"),
    (lambda c: c["now"].update(changes=[{"week": 1, "world": 0, "lever": "caseload_kap", "value": 3.0}]), "caseload_cap"),
    (lambda c: c["now"].update(changes=[{"week": 1, "world": 0, "lever": "caseload_cap", "value": 1e30}]), "caseload_cap"),
    (lambda c: c.update(extra=1), "extra"),
    (lambda c: c.update(digests="x"), "digests"),
])
def test_a_broken_file_is_refused_in_words_and_changes_nothing(session, change, word):
    session.run_to(3)
    before = session.moment(), session.digests()
    text = broken(to_text(to_record(session)), change)
    with pytest.raises(ConfigError, match=word):
        restore(session, read_record(text, "file"))
    assert (session.moment(), session.digests()) == before


ENGLISH = re.compile(r"allowed|there is|this is|did you|number|value|larger|with_")


@pytest.mark.parametrize("change", [
    lambda c: c.clear(), lambda c: c.update(leefwereld_session=9), lambda c: c["now"].update(households=10**9),
    lambda c: c["now"].update(changes=[{"week": 1, "world": 0, "lever": "caseload_kap", "value": 3.0}]),
    lambda c: c["now"].update(changes=[{"week": 1, "world": 0, "lever": "caseload_cap", "value": 1e300}]),
    lambda c: c.update(extra=1),
])  # fmt: skip
def test_a_refused_file_is_told_by_its_name_in_the_language_of_the_page(session, change):
    text = broken(to_text(to_record(session)), change)
    with pytest.raises(ConfigError) as refused:
        restore(session, read_record(text, "mine.json"), None, "mine.json")
    english, dutch = (in_language(str(refused.value), lang) for lang in ("en", "nl"))
    assert english.startswith("mine.json: ") and "with_" not in english and "toegestaan" not in english
    assert dutch.startswith("mine.json: ") and not ENGLISH.search(re.sub(r"'[^']*'|\"[^\"]*\"|\(.*?\)", "", dutch)), dutch


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "\x00\x01", "{" * 5000, '{"leefwereld_session": NaN}', "x" * 5_000_000])
def test_garbage_is_no_session(text):
    with pytest.raises(ConfigError):
        read_record(text, "file")


@pytest.mark.parametrize("place", [Place(10**7, 5, 1), Place(0, 5, 1), Place(500, 0, 1), Place(500, 400, 1), Place(500, 5, -1)])
def test_a_place_too_large_or_absurd_is_refused(session, place):
    with pytest.raises(ConfigError, match="allowed"):
        session.configure(TWINS, place)
    assert session.place == PLACE


def test_sessions_do_not_touch_one_another():
    one, other = Session(TWINS, PLACE), Session(TWINS, PLACE)
    other.run_to(6)
    six = other.digests()
    one.set_lever(0, "caseload_cap", 5)
    one.run_to(15)
    assert other.digests() == six
    other.run_to(15)
    assert other.digests() == (plain_run(TWINS[0], [], 15), plain_run(TWINS[1], [], 15))


def test_the_band_of_luck_is_made_of_pairs_with_other_luck(session):
    session.run_to(52)
    keys = [world.course.key for world in session.worlds]
    own = [run_lines(key, PLACE.seed) for key in keys]
    for lines, world in zip(own, session.worlds, strict=True):
        assert all(np.array_equal(lines[name], values, equal_nan=True) for name, values in packed(world.lines()).items())
    runs = [own, *([run_lines(key, seed) for key in keys] for seed in (6, 7))]
    band = band_of(runs, 0, 1, 8)
    gaps = [float(run[1]["unmet"][7] - run[0]["unmet"][7]) for run in runs]
    assert band.low["unmet"][7] == min(gaps) and band.high["unmet"][7] == max(gaps) and len(band.low["unmet"]) == 8
    assert band.pairs == 3 and len(set(gaps)) == 3 and set(band.low) == set(COMPARED)
    few = band_of(runs[:2], 0, 1, 8)
    assert few.verdicts["unmet"]["verdict"] == "cannot tell apart", "two pairs are too few for a verdict"
    alike = band_of([own, own, own, own], 0, 0, 8).verdicts["unmet"]
    assert alike["verdict"] == "exactly the same" and alike["chances"] == {"there": 10, "matters": 10, "small": 90}


def ledgers(model):
    """The whole state of a model and every ledger that goes on, as bytes."""
    book = model.book
    kept = (book.cohort, book.deeds, *book.lived, *model.tables.deeds, model.tables.deed_mandate)
    return [model.digest(), *(part.tobytes() for part in kept)]


def past(course):
    """What there was to see in every week, as bytes."""
    return [[np.asarray(part).tobytes() for part in frame] for frame in course.frames]


@pytest.mark.parametrize("vignette", ["", "V12"])
def test_back_to_any_week_and_on_gives_the_same_worlds(vignette):
    session = Session(TWINS, PLACE._replace(vignette=vignette))
    session.run_to(34)
    digests, seen = session.digests(), [past(world.course) for world in session.worlds]
    for week in range(31):
        session.go(session.moment()._replace(week=week, shown=week))
        assert session.week == session.shown == week
        session.run_to(34)
        assert session.digests() == digests, week
    fresh = Courses()
    for world, digest, frames in zip(session.worlds, digests, seen, strict=True):
        course = fresh.get(world.course.key)
        course.reach(34)
        assert course.digest(34) == digest and past(course) == frames


@pytest.mark.parametrize("changed", [False, True])
def test_a_change_in_any_week_gives_the_world_and_the_ledgers_of_a_fresh_run(changed, monkeypatch):
    base = base_scenario("responsive", (), PLACE.households, PLACE.years)
    if changed:  # a measure brings a deed into the mandate for some weeks, and takes another away
        changes = (DeedChange("special_assistance", None, 0.5, (), True, 6, 20, "m"),
                   DeedChange("day_care", False, None, (), None, 9, None, "m"))  # fmt: skip
        monkeypatch.setattr("viz.viewer.course.base_scenario", lambda *_: replace(base, deed_changes=changes))
    key = key_of("responsive", (), PLACE)
    like = Course(key)
    like.reach(30)
    deeds = {week: like.frames[week].deeds for week in (4, 30)}
    assert deeds[30].sum() > deeds[4].sum()
    for week in range(31):
        other = key._replace(changes=sorted_changes([LeverChange(week, 1, "caseload_cap", 9.0)]))
        fork, fresh = Course(other, like), Course(other)
        assert fork.week == week and fork.frames[0] is like.frames[0], "the weeks before are shared"
        fork.reach(32)
        fresh.reach(32)
        assert ledgers(fork.model) == ledgers(fresh.model), week
        assert past(fork) == past(fresh) and repr(fork.lines) == repr(fresh.lines)
        assert fork.digest(week) == fresh.digest(week)
        assert fork.life(7).events[7] == fresh.life(7).events[7]


KEPT = {"week", "levers", "practice", "book", "household_table", "staff_table", "team_table", "system_record"}
FOLLOWS = {
    # made of the above, at the start of a week or by refresh
    "steps", "_user_step", "step", "place_levers", "ease", "eased", "neighbours", "busy", "near", "rest", "shown", "shown_anew",
    "noted", "facts", "managers", "h", "staff", "teams", "system", "chunks", "world", "_changed_fte", "_start", "_members",
    "series_state", "series_tally", "series_money", "series_hours", "series_present",  # written, read by no week
}  # fmt: skip


def test_every_part_that_a_week_may_change_is_kept_or_follows_from_what_is():
    """By looking at what weeks change: a part that is added to the model, or to practice, must be kept or be named here."""
    course = Course(key_of("responsive", (), PLACE, [LeverChange(2, 0, "caseload_cap", 9.0)]))

    def parts(thing):
        return {name: pickle.dumps(value) for name, value in vars(thing).items()}

    before, practice = parts(course.model), parts(course.model.practice)
    course.reach(4)
    after = parts(course.model)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {"household_table", "practice"} <= changed <= KEPT | FOLLOWS
    kept = set(course.kept[0].practice) | {"decided"}
    assert {name for name, value in parts(course.model.practice).items() if value != practice[name]} <= kept


def test_one_course_serves_everybody_with_the_same_settings():
    one, other = Session(TWINS, PLACE), Session(TWINS, PLACE)
    assert [world.course for world in one.worlds] == [world.course for world in other.worlds]
    one.run_to(20)
    assert other.week == 0 and len(other.worlds[0].lines()["unmet"]) == 0 and len(other.worlds[0].frames) == 1
    one.set_lever(1, "caseload_cap", 9)
    assert one.worlds[1].course is not other.worlds[1].course and one.worlds[0].course is other.worlds[0].course
    other.run_to(20)
    other.set_lever(1, "openness", 0.4)
    other.set_lever(1, "caseload_cap", 9)
    one.set_lever(1, "openness", 0.4)
    assert one.worlds[1].course is other.worlds[1].course, "in whatever order it was changed"
    one.undo()
    one.undo()
    assert one.worlds[1].course.week == 20, "what was worked out is not worked out again"


def test_courses_at_which_nobody_looks_are_forgotten_but_for_the_last():
    courses = Courses(recent_bytes=1)
    keys = [key_of("responsive", (), PLACE._replace(seed=seed)) for seed in (1, 2)]
    first = courses.get(keys[0])
    again = weakref.ref(courses.get(keys[1]))
    assert courses.get(keys[0]) is first
    gc.collect()
    assert again() is None


def test_waiting_as_it_is_lived_ends_as_the_outcome_of_the_run():
    found = Session((Spec("current_practice"),), PLACE).worlds[0]
    found.run_to(52)
    told = simulate(found.scenario, PLACE.seed).outcomes
    for line, outcome in WAITS.items():
        last = found.lines()[line][-1]
        assert last is None or abs(last - told[outcome]) < 1e-4, line
    assert found.lines()["unreached"][-1] is not None and found.lines()["unreached"][10] is None, "half a year must go by"


def test_who_waits_and_who_has_no_home_is_told_apart_and_adds_up(session):
    session.run_to(20)
    for world in session.worlds:
        for week in (1, 10, 20):
            frame = world.frames[week]
            assert frame.queue.sum() == (frame.status == names.WAITING).sum()
            lines = {name: world.lines()[name][week - 1] * PLACE.households / 10_000 for name in ("street", "in_shelter")}
            assert round(lines["street"]) == (frame.home == names.HOMELESS).sum()
            assert round(lines["in_shelter"]) == (frame.home == names.IN_SHELTER).sum()
