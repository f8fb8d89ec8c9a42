"""Comparisons and their files: what comes out never depends on how it was made, and nothing is lost on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import fake_world
import numpy as np
import pytest
from patience import PATIENCE, until

from abm.settings.errors import ConfigError
from abm.settings.registry import PARAMETERS
from abm.settings.scenario import load_scenario
from experiments.ask.outcomes import differences_between
from experiments.comparison.comparison import compare, load_comparison
from experiments.comparison.guards import balances, null_policy, same_past
from experiments.runs.replicate import DONE, Record, plan, replicate
from experiments.runs.replications import replications
from experiments.runs.runstore import opened
from experiments.runs.tables import thirds

SMALL = {"households": 600, "years": 1, "replications": 4}
NAMES = ["dossier_count", "responsive"]
AGAIN = ("other_luck", "drawn_weak", "drawn_sourced")
TESTS = Path(__file__).parents[1]


def small(out=None, **options):
    options = {**SMALL, "model": fake_world.model(), "workers": 1, **options}
    return compare(options.pop("names", NAMES), out=out, **options)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """One comparison, written: (folder, comparison)."""
    folder = tmp_path_factory.mktemp("finished") / "out"
    return folder, small(folder)


def contents(folder):
    return {path.name: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def jobs():
    scenarios = {name: load_scenario(name, households=600, years=1) for name in NAMES}
    return plan(scenarios, replications(4, 1, "luck", {}), "fake model")


# the store of runs


def test_a_kept_run_gives_back_the_same_bytes(jobs, tmp_path):
    result = fake_world.simulate(jobs[0].scenario, 3)
    with opened(tmp_path, single=True) as store:
        store.keep("a", "x", 3, result)
        again = store.kept("a", fake_world.FakeResult)
        assert store.kept("b", fake_world.FakeResult) is None
    with opened(tmp_path, single=True) as store:
        found = [again, store.kept("a", fake_world.FakeResult)]
    for back in found:
        assert back.start_digest == result.start_digest and back.checks == result.checks
        assert list(back.outcomes) == list(result.outcomes) and np.isnan(back.outcomes["worse_off"])
        for name in result.weekly:
            assert back.weekly[name].tobytes() == np.asarray(result.weekly[name], float).tobytes()
        for name in ("money", "hours", "household_unmet", "household_archetype", "household_capacity"):
            before, after = getattr(result, name), getattr(back, name)
            assert (before.dtype, before.shape, before.tobytes()) == (after.dtype, after.shape, after.tobytes())


def file_of_run(folder, job):
    return folder / "runs" / f"run-{job.id}.parquet"


def test_kept_runs_are_not_done_again_and_damaged_ones_are(jobs, tmp_path):
    done, warned = [], []

    def counted(scenario, seed):
        done.append(seed)
        return fake_world.simulate(scenario, seed)

    def go():
        with opened(tmp_path, warned.append, single=True) as store:
            return replicate(jobs, counted, 1, store, fake_world.FakeResult)

    go()
    assert len(done) == 8 and not warned
    file_of_run(tmp_path, jobs[0]).unlink()
    kept = file_of_run(tmp_path, jobs[1])
    whole = kept.read_bytes()
    middle = len(whole) // 3
    for damage in (whole[: len(whole) // 2], whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], b""):
        kept.write_bytes(damage)
        records = go()
        assert kept.read_bytes() == whole
        assert [record.status for record in records] == [DONE] * 8
    assert len(done) == 8 + 1 + 3 and all("damaged" in text for text in warned) and len(warned) == 3


def test_one_process_at_a_time_writes_the_runs_of_a_comparison(tmp_path):
    with opened(tmp_path, single=True), pytest.raises(ConfigError, match=f"another process is at work.*{os.getpid()}"):
        small(tmp_path)
    assert small(tmp_path).document and (tmp_path / ".lock").read_bytes() == b""


def test_runs_that_an_older_version_kept_are_named_and_done_again(jobs, tmp_path):
    (tmp_path / "runs").mkdir()
    older = tmp_path / "runs" / f"{jobs[0].id}.parquet"
    older.write_bytes(b"of another version")
    warned = []
    with opened(tmp_path, warned.append, single=True) as store:
        assert store.kept(jobs[0].id, fake_world.FakeResult) is None
    assert len(warned) == 1 and "1 runs as an older version kept them" in warned[0] and older.exists()


# whole comparisons


def test_files_are_the_same_for_any_number_of_workers(finished, tmp_path):
    folder, _ = finished
    small(tmp_path / "two", workers=2)
    assert contents(tmp_path / "two") == contents(folder)


def test_resuming_after_a_lost_shard_gives_the_same_files(finished, tmp_path):
    folder, _ = finished
    shutil.copytree(folder, tmp_path / "copy")
    lost = sorted((tmp_path / "copy" / "runs").iterdir())[2]
    lost.unlink()
    (tmp_path / "copy" / "summary.json").unlink()
    done = []

    def counted(scenario, seed):
        done.append(seed)
        return fake_world.simulate(scenario, seed)

    small(tmp_path / "copy", model=fake_world.model(counted))
    assert contents(tmp_path / "copy") == contents(folder)
    assert len(done) == 2  # the lost run, and the guards' own, which never come from the store


@pytest.mark.parametrize("at", [0, 7, 14, 25])
def test_stopped_anywhere_and_gone_on_it_gives_the_same_files(finished, tmp_path, at):
    left = iter(range(at))

    def until_stopped(scenario, seed):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return fake_world.simulate(scenario, seed)

    with pytest.raises(KeyboardInterrupt):
        small(tmp_path / "out", model=fake_world.model(until_stopped))
    assert not (tmp_path / "out" / "summary.json").exists()
    small(tmp_path / "out")
    assert contents(tmp_path / "out") == contents(finished[0])


@pytest.mark.parametrize(("uncertainty", "added"), [("luck", 2), ("both", 6)])
def test_more_pairs_afterwards_do_what_is_new_and_give_the_files_of_a_whole_run(tmp_path, uncertainty, added):
    """Luck keeps the pairs it has; a hypercube of another count draws other assumptions, so that every pair is new."""
    first = small(tmp_path / "out", uncertainty=uncertainty).runs.set_index("id")
    kept, done = set(contents(tmp_path / "out" / "runs")), []

    def counted(scenario, seed):
        done.append(seed)
        return fake_world.simulate(scenario, seed)

    more = small(tmp_path / "out", uncertainty=uncertainty, replications=6, model=fake_world.model(counted))
    whole = small(tmp_path / "whole", uncertainty=uncertainty, replications=6)
    assert more.document == whole.document and kept <= set(contents(tmp_path / "out" / "runs"))
    assert len(set(done)) >= added
    again = more.runs.set_index("id")
    shared = again.index.intersection(first.index)
    assert again.loc[shared].equals(first.loc[shared]) and (len(shared) > 0) == (uncertainty == "luck")


def test_a_folder_that_another_model_wrote_keeps_its_runs_and_counts_none_of_them(finished, tmp_path):
    newer = fake_world.model()._replace(fingerprint="another fake model")
    shutil.copytree(finished[0], tmp_path / "out")
    done = []

    def counted(scenario, seed):
        done.append(seed)
        return fake_world.simulate(scenario, seed)

    again = small(tmp_path / "out", model=newer._replace(simulate=counted))
    whole = small(tmp_path / "whole", model=newer)
    assert again.document == whole.document and again.document["provenance"]["model_fingerprint"] == "another fake model"
    assert set(contents(finished[0] / "runs")) <= set(contents(tmp_path / "out" / "runs"))
    assert load_comparison(tmp_path / "out").summary() == whole.summary()
    with pytest.raises(ConfigError, match="cannot be paired: households, years or model"):
        differences_between(finished[0], tmp_path / "out")


def test_reading_back_gives_the_same_objects(finished):
    folder, made = finished
    read = load_comparison(folder)
    assert read.summary() == made.summary() and read.scenarios == made.scenarios
    assert (read.names, read.reference, read.labels) == (made.names, made.reference, made.labels)
    for name in ("runs", "weekly", "money", "hours", "groups"):
        first, second = getattr(made, name), getattr(read, name)
        assert first.equals(second) and list(first.dtypes) == list(second.dtypes) and len(first)


def test_tables_hold_every_run(finished):
    _, made = finished
    runs = made.runs
    as_is = runs[runs.variant == "as_is"]
    assert sorted(as_is.scenario.unique()) == ["current_practice", "dossier_count", "responsive"]
    assert len(as_is) == 12 and set(runs.status) == {"done"}
    assert (runs.groupby("variant").id.nunique() == runs.groupby("variant").size()).all()
    assert (as_is[as_is.scenario == "current_practice"].worse_off == 0).all()
    worse = as_is.groupby("scenario").worse_off.mean()
    assert worse["dossier_count"] > worse["responsive"] > 0
    whole = runs[~runs.variant.isin(AGAIN)]  # of the runs with another luck or evidence only the outcomes are kept
    assert runs.variant.value_counts()[list(AGAIN)].to_list() == [3 * 3, 3 * 2, 3 * 2]
    assert len(made.weekly) == len(whole) * 52 and len(made.money) == len(whole) * 9 * 23
    capacity = made.groups[made.groups.kind == "capacity"]
    assert list(capacity.groupby("group").households.first().loc[["low", "middle", "high"]]) == [200, 200, 200]


def test_the_summary_has_the_agreed_shape(finished):
    folder, made = finished
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["scenarios"] == ["dossier_count", "responsive", "current_practice"]
    unmet = summary["outcomes"]["unmet_need"]
    assert {"unit", "direction", "primary", "values", "difference"} <= set(unmet)
    assert set(unmet["values"]["responsive"]) == {"mean", "lo", "hi"}
    assert set(unmet["difference"]) == {
        "responsive minus dossier_count", "dossier_count minus current_practice", "responsive minus current_practice",
    }  # fmt: skip
    found = unmet["difference"]["responsive minus dossier_count"]
    assert found["verdict"] == "better" and found["p_better"] == 1.0 and found["lo"] <= found["mean"] <= found["hi"] < 0
    assert summary["outcomes"]["requests"]["difference"]["responsive minus dossier_count"]["p_better"] is None
    assert summary["outcomes"]["return_52"]["difference"]["responsive minus dossier_count"]["dropped"] == 1
    assert all(guard["passed"] for guard in summary["guards"].values()) and len(summary["guards"]) == 3
    extra = summary["equal_euros"]["ways"]["municipality"]["extra_fte"]["responsive minus dossier_count"]
    assert extra["receiver"] == "dossier_count" and extra["fte"] > 0 and extra["within_tolerance"]
    assert abs(extra["gap_after"]["mean"]) < abs(extra["gap_before"]["mean"]) / 10
    assert summary["uncertainty"]["kind"] == "both" and summary["uncertainty"]["drawn_parameters"]
    assert "workers" not in summary["provenance"]["command"] and summary["failed_runs"] == []
    assert set(summary["economics"]) == {"dossier_count", "responsive"} and set(summary["hours_balance"]) == {
        "dossier_count", "responsive", "current_practice",
    }  # fmt: skip


def test_luck_only_says_so_and_draws_nothing():
    made = small(uncertainty="luck")
    assert made.summary()["uncertainty"]["drawn_parameters"] == []
    assert "only luck" in made.summary()["uncertainty"]["note"]
    assert set(made.runs.draw) == {"{}"}


def test_one_draw_is_shared_by_all_scenarios_of_a_replication(finished):
    every = finished[1].runs
    runs = every[~every.variant.isin(AGAIN)]
    assert (every.groupby(["variant", "replication"]).draw.nunique() == 1).all()
    assert (runs.groupby("replication").draw.nunique() == 1).all() and runs.draw.nunique() == 4
    assert (runs.groupby("replication").seed.nunique() == 1).all()


def test_failed_runs_are_told_and_their_pairs_dropped(tmp_path):
    made = small(tmp_path, model=fake_world.model(fake_world.raises_sometimes), workers=2)
    failed = [item for item in made.failed if item["variant"] == "as_is"]
    assert [(item["scenario"], item["seed"]) for item in failed] == [("responsive", 2)]
    found = made.summary()["outcomes"]["unmet_need"]["difference"]["responsive minus dossier_count"]
    assert found["dropped"] == 1 and found["pairs"] == 3
    runs = load_comparison(tmp_path).runs
    assert list(runs[runs.status == "failed"].error.unique()) == ["RuntimeError: the roof fell in"]


def test_when_nothing_finishes_that_is_said(tmp_path):
    def broken(scenario, seed):
        raise RuntimeError("no luck")

    with pytest.raises(ConfigError, match="no run finished.*no luck"):
        small(tmp_path, model=fake_world.model(broken))


def test_measures_and_levers_leave_the_reference_alone_and_parameters_do_not():
    key = next(key for key, item in PARAMETERS.items() if item.drawn and not item.integer)
    value = PARAMETERS[key].low
    sets = ("discretion=0.9", f"{key}={value}")
    made = small(sets=sets, uncertainty="luck", names=["current_practice", "responsive"])
    told = made.scenarios
    assert made.labels == ("current_practice (changed)", "responsive", "current_practice")
    assert told["current_practice"]["levers"]["discretion"]["settings"] == []
    assert told["responsive"]["levers"]["discretion"]["first_week"][0] == 0.9
    assert {item["parameters"][key]["value"] for item in told.values()} == {value}
    assert made.summary()["guards"]["same_past"]["passed"]


# guards


def record(jobs, result, number=0):
    return Record(jobs[number], DONE, result)


def test_guards_fail_when_they_should(jobs):
    good = fake_world.simulate(jobs[0].scenario, 1)
    later = {**good.weekly, "unmet": good.weekly["unmet"] + (np.arange(52) == 30)}
    assert null_policy(good.weekly, good.weekly)["passed"]
    assert null_policy(good.weekly, later) == {
        "passed": False, "detail": "a measure of zero strength changes 'unmet', first in policy week 31",
    }  # fmt: skip
    other = good._replace(start_digest="another")
    first = record(jobs, good)
    assert same_past([first], first, good.start_digest)["passed"]
    assert not same_past([first, record(jobs, other, 1)], first, good.start_digest)["passed"]
    assert "made again" in same_past([first], first, "another")["detail"]
    assert balances([first])["passed"]
    wrong = good._replace(checks={"euros": 50.0})
    assert "euros do not balance in dossier_count" in balances([record(jobs, wrong)])["detail"]
    assert not balances([record(jobs, good._replace(checks={"hours": float("nan")}))])["passed"]


def test_a_model_that_breaks_a_guard_is_told(tmp_path):
    def forgetful(scenario, seed, fresh):
        return "another" if fresh else fake_world.warm_digest(scenario, seed, fresh)

    guards = small(model=fake_world.model(digest=forgetful)).summary()["guards"]
    assert [guards[name]["passed"] for name in ("null_policy", "same_past", "balances")] == [True, False, True]


# folders


def test_folders_that_cannot_be_written_are_refused_before_anything_runs(tmp_path, monkeypatch):
    def never(scenario, seed):
        raise AssertionError("must not run")

    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ConfigError, match="a file stands there"):
            small(out, model=fake_world.model(never))

    def denied(self, data):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", denied)
    with pytest.raises(ConfigError, match="permission denied"):
        small(tmp_path / "new", model=fake_world.model(never))


def test_a_full_disk_leaves_the_former_files_whole(finished, tmp_path, monkeypatch):
    folder, _ = finished
    shutil.copytree(folder, tmp_path / "copy")
    before = contents(tmp_path / "copy")
    import experiments.comparison.store

    def full(text, path):
        path.write_text(text[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(experiments.comparison.store, "_write_text", full)
    with pytest.raises(ConfigError, match="no space left on device"):
        small(tmp_path / "copy", uncertainty="both")
    assert contents(tmp_path / "copy") == before


@pytest.mark.parametrize("name", ["summary.json", "runs.parquet", "scenarios.json"])
def test_a_damaged_or_missing_file_is_noticed(finished, tmp_path, name):
    shutil.copytree(finished[0], tmp_path / "copy")
    path = tmp_path / "copy" / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ConfigError, match=name):
        load_comparison(tmp_path / "copy")
    path.unlink()
    with pytest.raises(ConfigError, match=name):
        load_comparison(tmp_path / "copy")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="sends a signal as a terminal does")
def test_an_interrupted_comparison_keeps_what_was_finished(tmp_path):
    code = (
        "import signal, sys; sys.path.insert(0, {tests!r})\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # whoever runs the tests may have started them deaf to it
        "import fake_world\n"
        "import experiments.cli.terminal\n"
        "experiments.cli.terminal.compiled_once = lambda lang: None\n"
        "from experiments.cli.main import perform_command\n"
        "import experiments.runs.model as m\n"
        "m.loaded = lambda: fake_world.model(fake_world.waits_for_the_signal)\n"
        "if __name__ == '__main__':\n"
        "    perform_command({names!r}, households=600, years=1, replications=40, workers=2, out={out!r})\n"
    ).format(tests=str(TESTS), names=NAMES, out=str(tmp_path / "out"))
    script = tmp_path / "script.py"
    script.write_text(code)
    child = subprocess.Popen(
        [sys.executable, str(script)], cwd=TESTS.parent, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(TESTS.parent), "FAKE_WORLD_OUT": str(tmp_path / "out")},
    )  # fmt: skip
    runs = tmp_path / "out" / "runs"
    until(lambda: any(runs.glob("*.parquet")), "the first world, while every other waits", child)
    os.killpg(child.pid, signal.SIGINT)
    told = child.communicate(timeout=PATIENCE)[1]
    assert child.returncode == 130, told
    assert "finished runs are kept" in told and "Traceback" not in told
    assert not list(runs.glob(".*")) and any(runs.glob("*.parquet"))
    with opened(tmp_path / "out", single=True) as store:
        for path in runs.glob("*.parquet"):
            assert store.kept(path.stem.removeprefix("run-"), fake_world.FakeResult) is not None


def test_thirds_are_equal_and_ordered():
    assert list(thirds([0.3, 0.1, 0.2, 0.6, 0.5, 0.4])) == [1, 0, 0, 2, 2, 1]
    assert list(thirds([1.0, 1.0, 1.0])) == [0, 1, 2]
