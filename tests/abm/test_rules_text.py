"""The text of the rules: few parameters each, and no effect size that stands as a literal instead of in configs/parameters."""

import ast
from pathlib import Path

import pytest

import abm

FOLDER = Path(abm.__file__).parent
MOST_PARAMETERS = 7
ROOMS = ("mechanisms", "phases")
# Numbers that are no effect: nothing, one, two, weeks of a year, never; tolerances; the domains; hours of a whole post; per cent;
# households that rates are told of.
PLAIN = {0, 1, 2, 52, 9999, 8, 36, 100, 10_000}
TOLERANCE = 1e-3
BIG = 1e3  # stands for no room, or for more than there can be
SIZES = {"range", "empty", "zeros", "uniform", "draws", "detail", "_draw"}  # their numbers name or count, and are no effect
# Definitions: where a scale has its middle, what is rounded, how a window is counted. By rule, with the numbers.
DEFINITIONS = {
    ("mechanisms/lifecourse.py", "event_domain"): {7},  # the last domain
    ("mechanisms/lifecourse.py", "death_hazard"): {20.0},  # age from which the law counts
    ("mechanisms/lifecourse.py", "dementia_hazard"): {65.0, 67.0},  # age from which, and at which, the base is told
    ("mechanisms/permission.py", "favour_factor"): {0.5},  # middle capacity
    ("mechanisms/seeking.py", "ask_hazard"): {0.5},  # middle access
    ("mechanisms/seeking.py", "give_up_hazard"): {0.5},  # middle trust
    ("mechanisms/strain.py", "exit_hazard"): {104.0},  # two years: what a newcomer is
    ("mechanisms/strain.py", "vacancy_length"): {0.5},  # from half to one and a half of the mean
    ("mechanisms/strain.py", "next_skill"): {3.0},  # time constants after which nothing is left to learn
    ("mechanisms/stress.py", "fade_trust"): {0.6931471805599453},  # ln 2: half-life
    ("mechanisms/triage.py", "queue_priority"): {0.5},  # luck among equals is less than a week
    ("phases/account.py", "sum_households"): {0.5},  # wellbeing is half needs, half stress, as the outcome is defined
    ("phases/account.py", "mean_households"): {0.1, 3, 4, 5, 6, 7, 11, 17},  # the worst tenth; places in the list of means
    ("phases/account.py", "account_staff"): {4.0},  # weeks that burnout is looked at
    ("phases/close.py", "end_file"): {0.5},  # more than half is solved
    ("phases/line.py", "in_line"): {0.5},  # luck among equals is less than a week
    ("phases/decide.py", "judge_all"): {9},  # lines of a household: a domain each, and its deed
    ("phases/places.py", "place_all"): {9},
    ("phases/offers.py", "mixed_grounds"): {4.0},  # five grounds are all mixed
    ("phases/places.py", "start_at_place"): {4.0},  # the way back from it
    ("phases/deeds.py", "about"): {3.0},  # a third fewer or more
    ("phases/deeds.py", "weeks_until"): {0.5},  # rounding
    ("phases/lived.py", "live_week"): {7, 255, 0.5},  # bits, the byte's end, rounding
    ("phases/strain.py", "_absence"): {0.5},  # from half to one and a half of the mean
    ("phases/steer.py", "overspending"): {13},  # a quarter
}


def functions():
    """(file, function) of everything that a rule's text holds."""
    for room in ROOMS:
        for path in sorted((FOLDER / room).glob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef):
                    yield f"{room}/{path.name}", node


FUNCTIONS = list(functions())


def named(node):
    """The last name of what is called."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def numbers_in(node):
    """Numbers in a piece of code that may be effects: not those that are positions, sizes or names of draws."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        yield node.value
    if isinstance(node, ast.Call) and named(node.func) in SIZES:
        return
    for name, part in ast.iter_fields(node):
        if isinstance(node, ast.Subscript) and name == "slice":
            continue
        for child in part if isinstance(part, list) else [part]:
            if isinstance(child, ast.AST):
                yield from numbers_in(child)


def effects(where, function):
    """Numbers of a rule that are neither plain nor a definition."""
    allowed = DEFINITIONS.get((where, function.name), set())
    return [value for value in numbers_in(function)
            if value not in PLAIN and value not in allowed and TOLERANCE < abs(value) < BIG]


@pytest.mark.parametrize("where", sorted({where for where, _ in FUNCTIONS}))
def test_no_effect_size_stands_as_a_literal_in_a_rule(where):
    found = {function.name: numbers for file, function in FUNCTIONS if file == where if (numbers := effects(where, function))}
    assert not found, f"{where}: these belong in configs/parameters, with unit, range, grade and reason"


def test_no_rule_takes_more_than_seven_parameters():
    many = {f"{where}: {function.name}": len(function.args.args) for where, function in FUNCTIONS
            if len(function.args.args) > MOST_PARAMETERS}
    assert not many


def test_the_search_finds_what_it_should_and_nothing_else():
    text = ("def f(i, x, world):\n    for j in range(8):\n        x[3] += uniform(1, 2, 3) + 0.25 * world[7]\n"
            "    return x if x < 0.0 else 1.5\n")
    assert effects("mechanisms/none.py", ast.parse(text).body[0]) == [0.25, 1.5]
    present = {(where, function.name): set(numbers_in(function)) for where, function in FUNCTIONS}
    assert all(numbers <= present[key] for key, numbers in DEFINITIONS.items()), "an exemption for a number that is gone"
