"""A household planted by hand: what tests of deeds set its facts with, and what they read them back with."""

import math
from types import SimpleNamespace

import numpy as np

from abm.compiling.compiled import plain
from abm.phases.conditions import fact_of
from abm.phases.facts import end_provision
from abm.settings.deed_tables import compile_deeds, deed_names
from abm.state import facts
from abm.state.facts import COUNT, EURO, ONE_OF, TABLE, YEARS, YES_NO
from abm.state.names import CHILD_PLACED, INCOME_WORK, NO_CRISIS, NO_REQUEST, PRESENT, TENANT

fact_value, ends = plain(fact_of), plain(end_provision)
NAMES = deed_names()
TABLES = compile_deeds()
# Nothing is badly the matter, and everything that a deed may lower is above 0, so that lowering it shows.
AT_PEACE = {
    "income": INCOME_WORK, "income_end": -1, "room": 300.0, "allowance": 1, "sanction_end": -1, "debt": 2000.0, "debt_stage": 0,
    "creditors": 0, "rent_arrears": 0.0, "paused": -1, "home": TENANT, "home_end": -1, "fit": 1, "registered": 1, "identity": 1,
    "order": 0.9, "illness": 0.0, "frailty": 0.0, "impairment": 0.0, "dementia": 0, "strain": 0.0, "lonely": 0.0,
    "carer_load": 0.3, "crisis": NO_CRISIS, "crisis_end": -1, "adults": 1, "age": 40.0, "child_from": 999.0, "child_to": 999.0,
    "stress": 0.45, "trust_team": 0.6, "capacity": 0.6, "helpers": 0, "one_contact": 0, "peer": 0, "coached": 0, "drives": 0,
    "severity": 0.15, "request": NO_REQUEST, "wanted": 0,
    "deed": -1, "deed_state": 0, "refused": -1, "known_rules": 0, "coming": -1, "done": -1, "owed": 0.0,
    "doubt": 0.0, "insight": 1.0, "noshows": 0,
}  # fmt: skip
COLUMN = {"trust": "trust_team"}  # where a fact's column has another name


class Team:
    """A row of the teams as rules read it: plain numpy rows have methods of their own that hide a column named squeeze."""

    def __init__(self, table, row):
        self.__dict__["place"] = (table, row)

    def __getattr__(self, name):
        table, row = self.place
        return table[name][row]

    def __setattr__(self, name, value):
        table, row = self.place
        table[name][row] = value


class Teams:
    """Teams by number, their columns by name."""

    def __init__(self, table):
        self.table, self.shape = table, table.shape

    def __getitem__(self, key):
        return self.table[key] if isinstance(key, str) else Team(self.table, key)

    def __setitem__(self, name, value):
        self.table[name] = value

    def copy(self):
        """Teams that may be changed without changing these."""
        return Teams(self.table.copy())


def planted(model, i=0):
    """A world of a model whose household `i` is at peace and has a file, whose rules stop nobody and whose parties agree."""
    model.gather()
    world = model.world
    deeds = model.tables.deeds._replace(available=np.ones_like(model.tables.deeds.available))
    world = world._replace(rules=(model.tables._replace(deeds=deeds),), lv=model.levers.copy(), teams=Teams(model.team_table))
    h = world.h
    for j in range(8):
        if h[i].provision[j] != 0:
            ends(i, j, world)
    for name, value in AT_PEACE.items():
        model.household_table[name][i] = value
    w = int(h[i].team)
    model.household_table["worker"][i], model.household_table["asked"][i] = w, 0
    model.staff_table["presence"][w], model.staff_table["ties"][w] = PRESENT, 1.0
    model.team_table["pot"], model.team_table["fear"] = 1e6, 0.0
    model.system_record.changed[:], model.system_record.cooperation[:] = 1, 1.0
    model.system_record.pool_used[:] = 0  # there is a place for every arrangement
    world.book.deeds[:], world.book.money[:], world.book.tally[:] = 0.0, 0.0, 0.0
    return world, w


def set_fact(i, code, value, world):
    """Make a fact of household `i` this value, whatever else is true."""
    row, name = world.h[i], TABLE[code].name
    if facts.F_NEED <= code < facts.F_SUPPORT:
        domain = (code - facts.F_NEED) % 8
        row.severity[domain], row.support[domain] = value, 0.0
    elif name == "children":
        row.child_from, row.child_to = (row.age - 2.0, row.age + 10.0) if value == 1 else (999.0, 999.0)
        row.crisis = CHILD_PLACED if value == 2 else NO_CRISIS
    elif name == "sanctioned":
        row.sanction_end = world.week + 10 if value else -1
    else:
        setattr(row, COLUMN.get(name, name), value)


def inside(code, low, high):
    """A value of this fact between these bounds, away from them where there is room."""
    fact = TABLE[code]
    if fact.kind in (ONE_OF, YES_NO):
        return int(max(low, 0))
    gap = {COUNT: 0.0, YEARS: 5.0, EURO: 500.0}.get(fact.kind, 0.05 * (fact.high - fact.low))
    if math.isfinite(low):
        return min(low + gap, fact.high, high)
    return max(high - gap, fact.low)


def outside(code, low, high):
    """A value of this fact beyond these bounds, or None where every value lies within."""
    fact = TABLE[code]
    if fact.kind in (ONE_OF, YES_NO):
        others = [word for word in range(int(fact.high) + 1) if not low <= word <= high]
        return others[0] if others else None
    gap = 1.0 if fact.kind == COUNT else 1e-6 * (fact.high - fact.low)
    if math.isfinite(low) and low - gap >= fact.low:
        return low - gap
    return high + gap if math.isfinite(high) and high + gap <= fact.high else None


def asks_of(deed):
    """The conditions of a deed: (fact, least, most)."""
    rows = zip(TABLES.ask_fact[deed], TABLES.ask_low[deed], TABLES.ask_high[deed], strict=True)
    return [(int(fact), float(low), float(high)) for fact, low, high in rows if fact >= 0]


def meet_asks(i, deed, world):
    """Give household `i` the facts that a deed asks for; what it asks already is left."""
    asks = sorted(asks_of(deed), key=lambda ask: TABLE[ask[0]].name != "age")  # children are born after their parents
    for code, low, high in asks:
        if not low <= fact_value(i, code, world) <= high:
            set_fact(i, code, inside(code, low, high), world)


def facts_now(i, world):
    """Every fact of household `i` by name: asked ones by the model's own reading, others off their columns."""
    row = world.h[i]
    found = {fact.name: float(fact_value(i, code, world)) for code, fact in enumerate(TABLE)}
    found["paused"] = float(max(0, int(row.paused) - world.week))
    found["home_weeks"] = float(max(0, int(row.home_end) - world.week - 1))
    return found


def seed_where(does, seeds=4000):
    """The first seed for which `does(seed)` says yes; fails when none does."""
    for seed in range(1, seeds):
        if does(np.uint64(seed)):
            return np.uint64(seed)
    raise AssertionError(f"not once in {seeds} seeds")


def effect_of(deed):
    """What the file of a deed says it changes: (fact, "to" or "by", size, weeks)."""
    rows = zip(TABLES.do_fact[deed], TABLES.do_op[deed], TABLES.do_size[deed], TABLES.do_weeks[deed], strict=True)
    return [SimpleNamespace(fact=TABLE[fact], code=int(fact), to=op == facts.OP_TO, size=float(size), weeks=float(weeks))
            for fact, op, size, weeks in rows if fact >= 0]
