"""What a deed changes: each fact of a household set to a value, or changed by an amount."""

from abm.compiling.compiled import rule
from abm.mechanisms.basics import clip01
from abm.phases.crises import take_child
from abm.phases.homes import find_home
from abm.phases.income import start_work
from abm.state.facts import (
    F_ALLOWANCE,
    F_CARER_LOAD,
    F_CHILDREN,
    F_COACHED,
    F_DEBT,
    F_DEBT_STAGE,
    F_DRIVES,
    F_FIT,
    F_FRAILTY,
    F_HOME,
    F_HOME_WEEKS,
    F_IDENTITY,
    F_ILLNESS,
    F_IMPAIRMENT,
    F_INCOME,
    F_LEVEL,
    F_ONE_CONTACT,
    F_ORDER,
    F_PAUSED,
    F_PEER,
    F_REGISTERED,
    F_RENT_ARREARS,
    F_SANCTIONED,
    F_STRESS,
    F_SUPPORT,
    F_TRUST,
)
from abm.state.names import (
    INCOME_INSECURE,
    INCOME_WORK,
    NO_CRISIS,
    NO_DEBT,
    TEMPORARY,
    TENANT,
)


@rule
def arrange_support(i, j, deed, level, weeks, world):
    """An arrangement of one's own covers part of need `j` for some weeks; the same help that runs already then lasts longer."""
    h, until = world.h, world.week + int(weeks)
    if h[i].provision[j] == 0:
        h[i].provision[j] = world.rules[0].provisions.price.shape[0] + deed
        h[i].support[j] = level
        h[i].end[j] = until
        return
    h[i].support[j] = max(h[i].support[j], level)
    if h[i].provision[j] == world.rules[0].deeds.pool[deed]:
        h[i].end[j] = max(h[i].end[j], until)


@rule
def set_income(i, value, world):
    """What the household lives on from now on."""
    h = world.h
    if value == INCOME_WORK or value == INCOME_INSECURE:
        start_work(i, value == INCOME_INSECURE, world)
    else:
        h[i].income, h[i].income_end = value, -1


@rule
def set_home(i, value, world):
    """Where the household lives from now on."""
    h = world.h
    if value == TENANT:
        find_home(i, world)
    elif value == TEMPORARY:
        h[i].home = TEMPORARY
        h[i].home_end = world.week + int(world.rules[0].money.temporary_weeks)
    else:
        h[i].home = value


@rule
def set_debt_stage(i, value, world):
    """The stage of debts; what is settled is gone."""
    h = world.h
    h[i].debt_stage = value
    if value == NO_DEBT:
        h[i].debt = 0.0


@rule
def change_to(i, fact, size, world):
    """A deed sets a fact of household `i`."""
    h = world.h
    if fact == F_INCOME:
        set_income(i, int(size), world)
    elif fact == F_HOME:
        set_home(i, int(size), world)
    elif fact == F_DEBT:
        h[i].debt = size
    elif fact == F_DEBT_STAGE:
        set_debt_stage(i, int(size), world)
    elif fact == F_RENT_ARREARS:
        h[i].rent_arrears = min(h[i].rent_arrears, size)
    elif fact == F_REGISTERED:
        h[i].registered = int(size)
    elif fact == F_IDENTITY:
        h[i].identity = int(size)
    elif fact == F_ORDER:
        h[i].order = max(h[i].order, size)
    elif fact == F_CHILDREN:
        if size >= 2.0:
            take_child(i, world)
        else:
            h[i].crisis = NO_CRISIS
    elif fact == F_SANCTIONED:
        h[i].sanction_end = -1
    elif fact == F_ALLOWANCE:
        h[i].allowance = int(size)
    elif fact == F_FIT:
        h[i].fit = int(size)
    else:
        _change_work_to(i, fact, size, world)


@rule
def _change_work_to(i, fact, size, world):
    """As `change_to`, for what is about the help itself."""
    h = world.h
    if fact == F_ILLNESS:
        h[i].illness = size
    elif fact == F_FRAILTY:
        h[i].frailty = size
    elif fact == F_IMPAIRMENT:
        h[i].impairment = size
    elif fact == F_PAUSED:
        h[i].paused = world.week + int(size)
    elif fact == F_HOME_WEEKS:
        h[i].home_end = world.week + 1 + int(size)
    elif fact == F_ONE_CONTACT:
        h[i].one_contact = int(size)
    elif fact == F_PEER:
        h[i].peer = int(size)
    elif fact == F_COACHED:
        h[i].coached = int(size)
    elif fact == F_DRIVES:
        h[i].drives = int(size)
    elif fact == F_STRESS:
        h[i].stress = size
    elif fact == F_TRUST:
        h[i].trust_team = size


@rule
def change_by(i, fact, size, world):
    """A deed changes a fact by so much: an amount, or for needs, stress and a carer's load a share that it takes away."""
    h = world.h
    if fact == F_DEBT:
        h[i].debt = max(0.0, h[i].debt + size)
    elif fact == F_RENT_ARREARS:
        h[i].rent_arrears = max(0.0, h[i].rent_arrears + size)
    elif fact == F_ORDER:
        h[i].order = clip01(h[i].order + size)
    elif fact == F_ILLNESS:
        h[i].illness = clip01(h[i].illness + size)
    elif fact == F_FRAILTY:
        h[i].frailty = clip01(h[i].frailty + size)
    elif fact == F_IMPAIRMENT:
        h[i].impairment = clip01(h[i].impairment + size)
    elif fact == F_CARER_LOAD:
        h[i].carer_load *= 1.0 - size
    elif fact == F_STRESS:
        h[i].stress *= 1.0 - size
    elif fact == F_TRUST:
        h[i].trust_team = clip01(h[i].trust_team + size)
    elif F_LEVEL <= fact < F_SUPPORT:
        h[i].severity[fact - F_LEVEL] *= 1.0 - size
