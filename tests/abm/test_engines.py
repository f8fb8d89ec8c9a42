"""Two engines, one truth: compiled and plain rules give the same bytes, on every rerun, and no compiled rule goes stale."""

import os
import random
import shutil
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest
from conftest import SEED
from numba.core.registry import CPUDispatcher
from patience import PATIENCE

from abm.compiling.compiled import plain
from abm.compiling.randomness import agent_key, uniform
from abm.mechanisms import basics, stress
from abm.run import chunks
from abm.run.bookkeeping import MOST_WEEKS
from abm.run.engines import PHASES, compiled_phases, plain_phases
from abm.run.model import WARM_WEEKS, SocialDomain
from abm.run.simulate import make_warm
from abm.settings.errors import ConfigError
from abm.settings.registry import LEVERS
from abm.settings.scenario import load_scenario
from abm.world.rules import MOST_DURATION, build_rules

ROOT = Path(__file__).parents[2]
SERIES = ("series_state", "series_tally", "series_money", "series_hours", "series_present")


def same_bytes(one, other):
    """Assert that two worlds have one state, and that everything they booked and counted on the way is equal too."""
    assert one.digest() == other.digest(), f"week {one.week}"
    for name in SERIES:
        assert getattr(one, name)[: one.week].tobytes() == getattr(other, name)[: one.week].tobytes(), name
    assert one.book.cohort.tobytes() == other.book.cohort.tobytes()
    for name, kept in one.book.lived._asdict().items():
        assert kept.tobytes() == getattr(other.book.lived, name).tobytes(), name
    assert one.levers.tobytes() == other.levers.tobytes()


def run_both(one, other, weeks, every):
    """Run two worlds in step and compare the whole state every so many weeks and at the end."""
    for week in range(1, weeks + 1):
        one.step()
        other.step()
        if week % every == 0:
            assert one.digest() == other.digest(), f"the engines part in week {one.week}"
    same_bytes(one, other)


# ---------------------------------------------------------------------------- compiled and reference


def test_both_engines_give_the_same_bytes_for_500_households_and_104_weeks():
    scenario = load_scenario(households=500)
    one, other = (SocialDomain(scenario, SEED, engine, horizon=104) for engine in ("compiled", "reference"))
    same_bytes(one, other)
    start = one.digest()
    run_both(one, other, 104, 8)
    assert one.digest() != start and one.week == other.week == 104
    tally = one.series_tally.sum(axis=0)
    assert (tally > 0).mean() > 0.7, "nearly everything that can happen has happened"


def test_both_engines_agree_in_a_policy_that_departs_in_many_levers():
    scenario = load_scenario("responsive", households=200)
    moved = (scenario.lever_table(0) != np.array(scenario.lever_defaults)).sum()
    assert moved > 25
    start = make_warm(scenario, SEED)
    one, other = (SocialDomain(scenario, SEED, engine, start=start) for engine in ("compiled", "reference"))
    one.start_policy()
    other.start_policy()
    run_both(one, other, 20, 1)


def test_both_engines_agree_over_a_year_end_that_finance_stops_and_over_new_posts(policy):
    """The engines also share what happens between the weeks: the year's end, new posts, dated levers, shocks."""
    levers = {"finance_stop": 0.01, "budget_factor": 0.5, "discretion": {"value": 0.9, "from_week": 3}, "strain_shock": 0.3,
              "staff_extra_fte": {"value": 60, "from_week": 2, "to_week": 40}, "hiring": {"value": 0.5, "from_week": 10}}
    one, other = policy(levers), policy(levers, engine="reference")
    run_both(one, other, 56, 4)
    assert one.system_record.stopped == other.system_record.stopped == 1.0


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_both_engines_agree_in_a_place_where_more_are_busy_than_a_byte_can_count():
    scenario = load_scenario("responsive", households=12_000)
    one, other = (SocialDomain(scenario, SEED, engine, horizon=3) for engine in ("compiled", "reference"))
    run_both(one, other, 3, every=1)
    assert one.near.sum(dtype=int) > 127


def test_an_engine_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="compiled or reference"):
        SocialDomain(load_scenario(households=60), 1, "quick")


# ---------------------------------------------------------------------------- chunks and threads


@pytest.fixture()
def world(monkeypatch):
    """Make a place of chunks of so many households, on so many threads."""

    def make(chunk, threads, engine="compiled", households=600):
        monkeypatch.setattr(chunks, "CHUNK", chunk)
        monkeypatch.setattr(chunks, "_threads", threads)
        return SocialDomain(load_scenario("responsive", households=households), SEED, engine)

    return make


def test_the_number_of_threads_changes_nothing(world):
    one, *others = [world(70, threads) for threads in (1, 2, 3)]
    assert len(one.chunks.bounds) == 9 and one.chunks.bounds[-1] == (560, 600)
    assert [other.chunks.threads for other in others] == [2, 3]
    one.run(WARM_WEEKS + 30)
    for other in others:
        other.run(WARM_WEEKS + 30)
        same_bytes(one, other)


def test_both_engines_agree_chunk_by_chunk(world):
    one, other = world(40, 2, households=100), world(40, 2, "reference", households=100)
    run_both(one, other, 40, 8)


def test_chunks_change_the_order_of_sums_and_nothing_else(world):
    """Sums of euros and of shares may differ in their last digits; counts are the same, and so is who lives how, at first."""
    whole, parts = world(600, 1), world(70, 2)
    assert len(whole.chunks.bounds) == 1
    whole.run(20)
    parts.run(20)
    assert np.array_equal(whole.series_tally[:20], parts.series_tally[:20])
    for name in ("series_money", "series_state"):
        np.testing.assert_allclose(getattr(parts, name)[:20], getattr(whole, name)[:20], rtol=1e-12, err_msg=name)


def test_residents_read_nothing_that_another_chunk_may_write(world):
    """A chunk adds to ledgers of its own: whatever else stands in them, the world stays the same."""
    plain_world, odd = world(70, 2), world(70, 2)
    for part in odd.chunks.spare:
        for table in (part.staff, part.system.reshape(1)):
            for column in set(table.dtype.names) - {"caseload", "pool_used"}:
                table[column] = 77
        part.book.hours[:], part.book.present[:] = np.nan, np.nan
    plain_world.run(60)
    odd.run(60)
    same_bytes(plain_world, odd)
    for part in odd.chunks.spare:
        untouched = [name for name in part.staff.dtype.names if (np.asarray(part.staff[name]) == 77).all()]
        assert len(untouched) == len(part.staff.dtype.names) - 1


def test_a_run_is_no_longer_than_its_weeks_can_be_counted():
    with pytest.raises(ValueError, match="at most 10000"):
        SocialDomain(load_scenario(households=60), 1, horizon=10_001)
    scenario = load_scenario(households=60)
    with pytest.raises(ConfigError, match="provisions: .* allowed: at most 22,000"):
        build_rules({**scenario.parameters, "agencies.lengthen": 200.0}, 60)
    assert np.iinfo(np.int16).max > MOST_WEEKS + MOST_DURATION


def test_threads_are_one_or_more():
    with pytest.raises(ValueError, match="0 threads; allowed: 1 or more"):
        chunks.use_threads(0)


# ---------------------------------------------------------------------------- reruns


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_a_rerun_is_identical_and_stopping_halfway_changes_nothing(engine):
    scenario = load_scenario("responsive", households=120)
    start = make_warm(scenario, SEED)
    one, other = (SocialDomain(scenario, SEED, engine, start=start) for _ in range(2))
    one.run(12)
    for _ in range(4):
        other.run(3)
        other.build_views()  # looking at the agents is not a change
    same_bytes(one, other)


def test_a_warm_start_continues_as_the_unbroken_run_does():
    """Not one bit is lost between the kept state and the model that made it, its slow means included."""
    scenario = load_scenario("responsive", households=150, years=1)
    unbroken = SocialDomain(scenario, SEED)
    unbroken.start_policy()
    kept = SocialDomain(scenario, SEED, start=make_warm(scenario, SEED))
    kept.start_policy()
    assert unbroken.digest() == kept.digest()
    unbroken.run(16)
    kept.run(16)
    assert unbroken.digest() == kept.digest()
    policy = slice(WARM_WEEKS, WARM_WEEKS + 16)
    for name in SERIES:
        assert np.array_equal(getattr(unbroken, name)[policy], getattr(kept, name)[policy]), name


SMALL_WORLD = """
from abm.run.model import SocialDomain
from abm.settings.scenario import load_scenario
model = SocialDomain(load_scenario("responsive", households=80), 5, horizon=12)
model.run(12)
print(model.digest())
"""


def in_a_process(code, folder, **environment):
    """Run code in another Python that finds the package in `folder`, and return what it prints."""
    shown = dict(os.environ) | {"PYTHONPATH": str(folder)} | environment
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=shown, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.split()


def test_the_seed_of_python_hashing_does_not_matter():
    here = SocialDomain(load_scenario("responsive", households=80), 5, horizon=12)
    here.run(12)
    printed = [in_a_process(SMALL_WORLD, ROOT, PYTHONHASHSEED=seed) for seed in ("0", "1")]
    assert printed == [[here.digest()]] * 2


TWO_PHASES = """
import hashlib
from abm.compiling.compiled import _Rule
from abm.run.model import SocialDomain
from abm.settings.scenario import load_scenario
model = SocialDomain(load_scenario("responsive", households=60), 5, horizon=12)
for week in range(4):
    model.week = week
    model._begin_week()
    model.triage()
    model.divide()
    model.learn()
print(_Rule is None, model.digest(), hashlib.sha256(model.book.tally.tobytes()).hexdigest())
"""


def test_plain_numba_gives_the_same_bytes_as_our_own_way_of_compiling():
    """What an untried numba falls back to; births and four phases, since compiling all of them so takes a minute."""
    ours = in_a_process(TWO_PHASES, ROOT, LEEFWERELD_PLAIN_NUMBA="")
    plainly = in_a_process(TWO_PHASES, ROOT, LEEFWERELD_PLAIN_NUMBA="1")
    assert (ours[0], plainly[0]) == ("False", "True") and ours[1:] == plainly[1:]


# ---------------------------------------------------------------------------- from compiled to plain


def called_rules(function, seen):
    """Every function of the model that a plain rule can reach by name, itself included."""
    if id(function) in seen:
        return
    seen.add(id(function))
    yield function
    for name in function.__code__.co_names:
        known = function.__globals__.get(name)
        if isinstance(known, CPUDispatcher):
            yield known
        elif isinstance(known, types.FunctionType) and known.__module__.startswith("abm."):
            yield from called_rules(known, seen)


def test_plain_unwraps_every_rule_that_a_phase_calls():
    reached = 0
    for name, phase in vars(plain_phases()).items():
        assert isinstance(phase, types.FunctionType), name
        assert isinstance(getattr(compiled_phases(), name), CPUDispatcher), name
        for found in called_rules(phase, set()):
            reached += 1
            assert not isinstance(found, CPUDispatcher) or found.stays_compiled, f"{name} calls {found} compiled"
    assert reached > 150 and len(PHASES) == len(vars(plain_phases()))


def test_plain_leaves_the_compiled_rule_as_it_is():
    made = plain(stress.fade_efficacy)
    assert isinstance(made, types.FunctionType)
    assert isinstance(made.__globals__["shrink"], types.FunctionType) and isinstance(stress.shrink, CPUDispatcher)
    assert stress.shrink is basics.shrink and stress.fade_efficacy.py_func.__globals__["shrink"] is basics.shrink
    assert plain(uniform) is uniform, "a draw stays compiled in both engines"
    assert uniform(np.uint64(1), 3, agent_key(4, 0), 5, 6) == plain(uniform)(np.uint64(1), 3, agent_key(4, 0), 5, 6)


def test_plain_and_compiled_rules_are_equal_to_the_last_bit():
    scenario = load_scenario(households=100)
    p = build_rules(scenario.parameters, 100).stress
    rng = random.Random(7)
    pairs = [(rule, plain(rule)) for rule in (stress.fade_trust, stress.gain_trust, stress.lose_trust,
                                              stress.next_carer_load)]
    target = stress.stress_target, plain(stress.stress_target)
    for _ in range(300):
        x, y = rng.random(), rng.random()
        for compiled, python in pairs:
            assert compiled(x, y, p) == python(x, y, p)
        pressures = [rng.random() * 3 for _ in range(6)]
        assert target[0](*pressures, p) == target[1](*pressures, p)
        assert basics.power(x, 3 * y) == plain(basics.power)(x, 3 * y)
        assert basics.logistic(9 * (x - y)) == plain(basics.logistic)(9 * (x - y))


# ---------------------------------------------------------------------------- no stale code

TWO_RULES = """
import abm
from abm.compiling.compiled import source_hash
from abm.mechanisms.stress import StressP, fade_efficacy, gain_trust
p = StressP(**dict.fromkeys(StressP._fields, 0.5) | {"efficacy_weeks": 4.0})
print(abm.__file__, source_hash(), fade_efficacy(0.9, 1.0, p), gain_trust(0.5, 1.0, p))
print(sum(fade_efficacy.stats.cache_hits.values()), sum(fade_efficacy.stats.cache_misses.values()))
"""


def test_an_edit_of_a_callee_in_another_file_changes_the_compiled_result(tmp_path):
    """`shrink` lives in basics.py; its callers in stress.py are cached, and their own file stays untouched."""
    for part in ("abm", "configs"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    caller, callee = tmp_path / "abm" / "mechanisms" / "stress.py", tmp_path / "abm" / "mechanisms" / "basics.py"
    untouched = caller.read_bytes(), caller.stat().st_mtime_ns

    def run():
        return in_a_process(TWO_RULES, tmp_path, LEEFWERELD_CACHE=str(tmp_path / "cache"), PYTHONDONTWRITEBYTECODE="1")

    first, again = run(), run()
    assert Path(first[0]).is_relative_to(tmp_path), "the copy was run, not the original"
    assert first[1:4] == again[1:4] and float(first[2]) == 0.9 + (0.5 - 0.9) / 4.0
    assert (first[4], again[4]) == ("0", "1"), "the second run took its code from the cache"

    text = callee.read_text()
    assert text.count("return gap / weeks") == 1
    callee.write_text(text.replace("return gap / weeks", "return gap / (2.0 * weeks)"))
    edited = run()
    assert (caller.read_bytes(), caller.stat().st_mtime_ns) == untouched
    assert edited[1] != first[1] and float(edited[2]) == 0.9 + (0.5 - 0.9) / 8.0, "a stale caller would give the old number"
    assert edited[3] == first[3], "what does not call it is as it was"

    callee.write_text(text)
    assert run()[1:5] == again[1:5], "the former text finds its former code again"


def test_levers_are_read_by_index_in_their_own_order():
    """Both engines index levers by number: the numbers are those of the registry."""
    from abm.state import levers

    assert len(LEVERS) == levers.N_LEVERS
    for index, name in enumerate(LEVERS):
        assert getattr(levers, name.upper(), index) == index, name


def test_the_second_process_compiles_for_the_very_types_of_a_run():
    """Compiled ahead for a place without people, then a week is run: no phase has got a second signature by it."""
    code = (
        "from abm.run import ahead, engines as engine\n"
        "from abm.run.model import SocialDomain\n"
        "from abm.settings.scenario import load_scenario\n"
        "ahead.compile_backwards()\n"
        "before = {p.__name__: len(p.alone().signatures) for p in engine.PHASES}\n"
        "engine.compiled_phases.cache_clear()\n"
        "SocialDomain(load_scenario(households=100), horizon=1).step()\n"
        "after = {p.__name__: len(p.alone().signatures) for p in engine.PHASES}\n"
        "again = {n: k for n, k in after.items() if before[n] and k != before[n]}\n"
        "assert not again and sum(before.values()) > 12, (before, after)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
