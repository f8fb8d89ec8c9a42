"""Two engines, one truth: the phases compiled over tables, and the very same functions uncompiled over Mesa agents."""

import functools
from types import SimpleNamespace

from abm.compiling.compiled import plain
from abm.phases.account import account_place, account_staff, mean_households, share_ease, sum_households
from abm.phases.close import close_all
from abm.phases.decide import judge_all
from abm.phases.divide import divide_all, rows_by_worker
from abm.phases.learn import learn_all
from abm.phases.line import rows_with_requests
from abm.phases.places import place_all
from abm.phases.residents import residents_all
from abm.phases.rest import list_busy
from abm.phases.steer import open_year, programme_ends, steer_all
from abm.phases.strain import strain_all
from abm.phases.triage import triage_all
from abm.phases.work import work_all

PHASES = (account_place, account_staff, close_all, divide_all, judge_all, learn_all, list_busy, mean_households, open_year,
          place_all, programme_ends, residents_all, rows_by_worker, rows_with_requests, share_ease, steer_all, strain_all,
          sum_households, triage_all, work_all)


@functools.cache
def compiled_phases() -> SimpleNamespace:
    """The phases as compiled functions."""
    return SimpleNamespace(**{phase.__name__: phase.alone() if hasattr(phase, "alone") else phase for phase in PHASES})


@functools.cache
def plain_phases() -> SimpleNamespace:
    """The same phases as plain Python, for the reference engine."""
    return SimpleNamespace(**{phase.__name__: plain(phase) for phase in PHASES})
