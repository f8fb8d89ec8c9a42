"""Worker processes that stay: one set for all pieces of a comparison, started anew after one dies, none left behind."""

import os

import fake_world
import pytest

from experiments.comparison.effort import workers_for
from experiments.comparison.request import Request
from experiments.runs import standing as module
from experiments.runs.standing import standing
from experiments.runs.workers import DIED, Engine, perform
from leefwereld import compare


def process_of(batch):
    return [os.getpid() for _ in batch]


def falls_over(batch):
    if "kill" in batch:
        os.kill(os.getpid(), 9)
    return [os.getpid() for _ in batch]


def asked(batches, call=process_of, workers=2):
    return list(perform(batches, call, Engine("local", workers)))


def test_pieces_of_work_go_to_the_same_processes_and_none_is_left():
    with standing(1 + 1):
        first, second = ({answer.value for answer in asked([[1], [2], [3]])} for _ in range(2))
        assert first | second and os.getpid() not in first | second and len(first | second) <= 2
        with standing(2):  # inside another it is the same
            assert {answer.value for answer in asked([[1]], workers=1)} <= first | second
    later = {answer.value for answer in asked([[1]])}
    assert not later & (first | second)
    for process in first | second:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_after_one_dies_others_take_over():
    with standing(2):
        answers = {answer.item: answer for answer in asked([["a"], ["kill"], ["b"]], falls_over)}
        assert answers["kill"].error == DIED and not answers["a"].error and not answers["b"].error
        assert not asked([["c"]])[0].error


def test_work_that_is_broken_off_ends_them_and_the_next_goes_on():
    with standing(2):
        work = perform(([number] for number in range(50)), process_of, Engine("local", 2))
        before = next(work).value
        work.close()
        assert before not in {answer.value for answer in asked([[1], [2]])}
    with pytest.raises(KeyboardInterrupt), standing(2):
        gone = asked([[1]])[0].value
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(gone, 0)


def test_a_comparison_opens_them_once(monkeypatch):
    opened = []
    monkeypatch.setattr(module, "local_pool", lambda workers, pool=module.local_pool: opened.append(workers) or pool(workers))
    found = compare(["dossier_count", "responsive"], households=300, years=1, replications=4, workers=2, model=fake_world.model())
    assert opened == [2] and sum(found.seconds.values()) >= 0


def test_small_comparisons_are_done_by_this_process(monkeypatch):
    monkeypatch.setattr("experiments.comparison.effort.cpu_count", lambda: 2)
    assert workers_for(Request(("a", "b"), households=500, years=2, replications=4)) == 1
    assert workers_for(Request(("a", "b"), households=10_000, years=5, replications=20)) == 2
    monkeypatch.setattr("experiments.comparison.effort.cpu_count", lambda: 1)
    assert workers_for(Request(("a", "b"), households=10_000, years=5, replications=20)) == 1
