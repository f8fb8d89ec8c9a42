"""Memory after many runs and many visitors: a short form of `benchmarks/soak.py`, which does a thousand and a hundred."""

import gc
import threading
import tracemalloc

import soaking

from viz.viewer.luck import Luck
from viz.viewer.world import Place


def grown(work, first, more):
    """Kilobytes that Python and numpy hold more after `more` times, once `first` times have filled every cache."""
    for number in range(first):
        work(number)
    gc.collect()
    tracemalloc.start()
    try:
        work(0)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for number in range(more):
            work(number)
        gc.collect()
        return (tracemalloc.get_traced_memory()[0] - before) / 1000
    finally:
        tracemalloc.stop()


def test_runs_hold_no_memory():
    rounds = len(soaking.PRESETS) * 2
    assert grown(soaking.run, rounds, rounds) < 25 * rounds, "a result that is kept holds 70 kB, a model more"


def test_visitors_who_left_hold_no_memory_and_no_thread():
    left = []
    before = threading.active_count()
    held = grown(lambda number: left.append(soaking.visit(number % 2)), 2, 3)
    assert held < 1500, "a visitor whose worlds are kept holds 1300 kB"
    gc.collect()
    assert sum(session() is not None for session in left) == 0
    assert threading.active_count() <= before + 1


def test_thirty_who_come_and_leave_at_random_hold_nobody_up(monkeypatch):
    """Also at the last week, in a guess, or with other luck under way; nobody who has left is still worked for."""
    luck = Luck(workers=1)
    monkeypatch.setattr("viz.viewer.visitor.LUCK", luck)
    monkeypatch.setattr("viz.viewer.visitor.IDLE", 0.05)
    try:
        came = soaking.crowd(30, Place(200, 1, 1, "V12"), lambda turn: turn < 12)
        assert came.left > 30 and luck.waiting() == 0
    finally:
        luck.end()
