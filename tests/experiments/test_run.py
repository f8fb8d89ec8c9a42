"""Identity, draws and workers: what is run, where, and that neither order nor accidents change what comes out."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import fake_world
import numpy as np
import pytest

from abm.settings.registry import PARAMETERS
from abm.settings.scenario import load_scenario
from experiments.comparison.effort import Effort
from experiments.runs import replicate as run
from experiments.runs.draws import draw_parameters, triangular
from experiments.runs.identity import bare_text, digest, run_id, tidy, tree_fingerprint
from experiments.runs.packing import content_hash
from experiments.runs.replicate import DONE, FAILED, Job, Record, plan, replicate
from experiments.runs.replications import Replication, given_parameters, replications
from experiments.runs.workers import _one_thread_each

NAMES = ["dossier_count", "responsive"]
TESTS = Path(__file__).parents[1]


def test_cores_that_no_replication_needs_are_threads_of_the_others(monkeypatch):
    told = []
    monkeypatch.setattr(run, "perform", lambda chunks, work, engine: told.append((work.args[1], len(chunks))) or ())
    for workers, chunks in ((1, 1), (2, 1), (5, 2), (2, 4), (4, 0)):
        assert list(run._perform([[]] * chunks, None, workers)) == []
    assert told == [(1, 1), (2, 1), (2, 2), (1, 4), (4, 0)]


def test_a_process_that_stays_takes_the_threads_of_each_work_anew(monkeypatch):
    told = []
    monkeypatch.setattr(run, "_threads", 1)
    monkeypatch.setattr("abm.run.chunks.use_threads", told.append)
    for threads in (1, 3, 3, 1, 1):
        assert run._attempt_all(None, threads, []) == []
    assert told == [3, 1]


def test_a_run_counts_once_but_one_that_is_never_kept_counts_anew():
    done = {name: Record(Job(name, "", name, Replication(seed, seed), None), DONE, seconds=1.0)
            for name, seed in (("a", 1), ("b", 1), ("c", 2))}  # fmt: skip
    effort = Effort()
    for phase, names in (("runs", "abb"), ("guards", "a"), ("other luck", "ca"), ("stories", "ab")):
        effort.add(phase, [done[name] for name in names])
    found = {name: tuple(row.values()) for name, row in effort.told().items()}
    assert found == {"as_asked": (2, 1), "guards": (1, 1), "other_luck": (1, 1), "stories": (2, 0)}
    assert effort.seconds == {"as_asked": 2.0, "guards": 1.0, "other_luck": 1.0, "stories": 2.0}


@pytest.fixture(scope="module")
def jobs():
    scenarios = {name: load_scenario(name, households=600, years=1) for name in NAMES}
    return plan(scenarios, replications(4, 1, "luck", {}), "fake model")


# identity and design


def test_identity_changes_with_all_that_matters_and_with_nothing_else():
    base = load_scenario("responsive", households=600, years=1)
    assert run_id(base, 1, "m") == run_id(base.with_(name="another name"), 1, "m")
    others = [
        run_id(base, 2, "m"), run_id(base, 1, "n"), run_id(base.with_(years=2), 1, "m"),
        run_id(base.with_(households=700), 1, "m"), run_id(base.with_(levers={"clarity": 0.123}), 1, "m"),
    ]  # fmt: skip
    assert len({run_id(base, 1, "m"), *others}) == 6


def pythons():
    """Supported Pythons on this machine besides the one that runs the tests."""
    places = [shutil.which(f"python3.{minor}") for minor in (11, 12, 13)]
    places += [str(path) for path in sorted(Path.home().glob(".pyenv/versions/3.1[123].*/bin/python"))]
    return list(dict.fromkeys(place for place in places if place))


FINGERPRINT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from experiments.runs import identity
identity.package_version = lambda name: "0"
print(identity.tree_fingerprint(Path(sys.argv[1]) / "abm"), *sys.version_info[:2])
"""


def test_every_python_gives_the_model_one_fingerprint():
    root, found = Path(__file__).parents[2], {}
    for python in [sys.executable, *pythons()]:
        done = subprocess.run([python, "-c", FINGERPRINT, str(root)], capture_output=True, text=True, check=False)
        if done.returncode == 0:  # a name that is there may stand for no Python
            found[tuple(done.stdout.split()[1:])] = done.stdout.split()[0]
    assert (str(sys.version_info[0]), str(sys.version_info[1])) in found and len(set(found.values())) == 1, found


@pytest.mark.parametrize(("text", "same"), [
    ("x = 1  # why\n\n\ny = 2   \n", True), ("'''About.'''\nx = 1\ny = 2\n", True), ("x = 1\r\ny = 2\r\n", True),
    ("x = 1\ny = 3\n", False), ("x = 1\n'# why'\ny = 2\n", False), ("y = 2\nx = 1\n", False),
])  # fmt: skip
def test_what_is_said_about_code_is_no_part_of_it(tmp_path, text, same):
    (tmp_path / "a.py").write_text(text, encoding="utf-8", newline="")
    assert (bare_text((tmp_path / "a.py").read_text(encoding="utf-8")) == "x = 1\ny = 2") == same


def test_a_text_in_the_code_is_code():
    three = [bare_text(text) for text in ("x = '''a\n\nb # c'''\n", "x = '''a\nb # c'''\n", "x = '''a\nb'''\n")]
    assert len(set(three)) == 3
    assert bare_text("def f():\n    '''a\n\n    b'''\n    return f'{1}# {2}'\n") == "def f():\n    return f'{1}# {2}'"


def test_the_fingerprint_of_the_model_sees_code_and_not_words(tmp_path):
    file = tmp_path / "rules.py"
    file.write_text('"""One."""\ndef f(x):\n    """Two."""\n    return x + 1  # three\n')
    before = tree_fingerprint(tmp_path)
    file.write_text('"""Another."""\n\n\ndef f(x):\n    return x + 1\n')
    assert tree_fingerprint(tmp_path) == before
    file.write_text("def f(x):\n    return x + 2\n")
    assert tree_fingerprint(tmp_path) != before


def test_tidy_leaves_nothing_that_json_cannot_hold():
    told = tidy({"a": np.float64("nan"), "b": (np.int64(1), float("inf")), "c": np.array([1.5, np.nan]), "d": {2, 1}})
    assert told == {"a": None, "b": [1, None], "c": [1.5, None], "d": [1, 2]}
    assert json.dumps(told, allow_nan=False)


def test_draws_fill_the_hypercube_within_bounds_and_keyed_by_name():
    assumed = {key: item for key, item in PARAMETERS.items() if item.drawn}
    drawn = draw_parameters(assumed, 10, 5)
    for key, item in assumed.items():
        values = np.array([dict(row)[key] for row in drawn])
        assert np.all((item.low <= values) & (values <= item.high))
        if item.integer:
            assert np.all(values == np.rint(values))
        else:
            edges = triangular(np.linspace(0, 1, 11), item.low, item.value, item.high)
            assert np.all(np.histogram(values, edges)[0] == 1)
    fewer = dict(list(assumed.items())[::2])
    for row, full in zip(draw_parameters(fewer, 10, 5), drawn):
        assert set(row) <= set(full)


def test_draws_are_the_same_for_any_hash_seed():
    code = (
        "from abm.settings.registry import PARAMETERS; from experiments.runs.replications import replications; "
        "from experiments.runs.identity import digest; "
        "print(digest([list(r.draw) for r in replications(5, 1, 'both', PARAMETERS)]))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=TESTS.parent,
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "4242")
    ]  # fmt: skip
    assert told[0] == told[1] != ""


def test_triangular_by_hand():
    assert list(triangular([0.0, 0.5, 1.0], 0.0, 1.0, 2.0)) == [0.0, 1.0, 2.0]
    assert triangular([0.25], 0.0, 0.0, 4.0)[0] == pytest.approx(4.0 - np.sqrt(0.75 * 16))
    assert triangular([0.25], 3.0, 3.0, 3.0)[0] == 3.0


def test_what_somebody_sets_is_not_drawn():
    key = next(key for key, item in PARAMETERS.items() if item.drawn and not item.integer)
    given = load_scenario(sets=(f"{key}={PARAMETERS[key].low}",))
    assert given_parameters([load_scenario(), given], PARAMETERS) == (key,)
    assert key not in dict(replications(2, 1, "both", PARAMETERS, (key,))[0].draw)


# running


def test_results_do_not_depend_on_workers_or_order(jobs):
    alone = replicate(jobs, fake_world.simulate, 1)
    together = replicate(jobs, fake_world.simulate, 3)
    assert [record.key for record in alone] == [record.key for record in together]
    for one, two in zip(alone, together):
        assert content_hash(one.result) == content_hash(two.result)
    turned = replicate(jobs[::-1], fake_world.simulate, 2)[::-1]
    assert [record.key for record in turned] == [record.key for record in alone]


def test_progress_tells_of_every_run_once(jobs):
    told = []
    replicate([*jobs, *jobs], fake_world.simulate, 1, progress=lambda done, total, label: told.append((done, total)))
    assert told == [(done, 8) for done in range(9)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_raises_is_a_record_and_the_others_go_on(jobs, workers):
    records = replicate(jobs, fake_world.raises_sometimes, workers)
    failed = [record for record in records if record.status == FAILED]
    assert [record.key[1:] for record in failed] == [("responsive", 1)]
    assert failed[0].error == "RuntimeError: the roof fell in"
    assert sum(record.status == DONE for record in records) == 7


def test_a_run_that_kills_its_worker_twice_is_a_record_and_nothing_else_is_lost(jobs):
    records = replicate(jobs, fake_world.kills_its_process, 2)
    failed = [record for record in records if record.status == FAILED]
    assert [record.key[1:] for record in failed] == [("responsive", 1)] and "died twice" in failed[0].error
    assert sum(record.status == DONE for record in records) == 7


def test_a_worker_that_dies_once_costs_nothing(jobs, tmp_path, monkeypatch):
    monkeypatch.setenv("FAKE_WORLD_MARK", str(tmp_path / "mark"))
    records = replicate(jobs, fake_world.kills_once, 2)
    assert all(record.status == DONE for record in records) and (tmp_path / "mark").exists()


def test_what_cannot_cross_to_a_worker_is_a_failed_record(jobs):
    records = replicate(jobs, lambda scenario, seed: None, 2)
    assert {record.status for record in records} == {FAILED} and records[0].error


def test_a_draw_that_a_scenario_refuses_is_a_failed_record():
    scenario = load_scenario(households=600, years=1)
    key = next(iter(PARAMETERS))
    jobs = plan({"x": scenario}, [Replication(0, 1, ((key, PARAMETERS[key].high + 1.0),)), Replication(1, 2)], "m")
    records = replicate(jobs, fake_world.simulate, 1)
    assert [record.status for record in records] == [FAILED, DONE] and key.split(".")[1] in records[0].error


def test_workers_inherit_one_thread_and_the_parent_gets_its_own_back(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with _one_thread_each():
        assert os.environ["OMP_NUM_THREADS"] == os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert os.environ["OMP_NUM_THREADS"] == "7" and "OPENBLAS_NUM_THREADS" not in os.environ


def test_a_digest_refuses_what_is_not_a_number():
    with pytest.raises(ValueError, match="JSON"):
        digest(float("nan"))


def test_jobs_know_their_error_before_they_run():
    job = Job("id", "as_is", "x", Replication(0, 1), None, "refused")
    assert replicate([job], fake_world.simulate, 1)[0].error == "refused"
