"""A mechanism of one's own works wherever a world is stepped: the same digests as in a run, in every command, back and forth."""

import ast
import copy
import pickle
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import leefwereld as lw
from abm.run.simulate import warmed
from abm.settings.files import CONFIGS
from experiments.runs.plugin import fingerprint
from experiments.runs.plugin_file import PluginError
from experiments.runs.plugin_run import carried, simulate
from experiments.runs.stepping import begin_policy, step
from viz.cli.main import main
from viz.viewer.course import Course, key_of
from viz.viewer.dated import LeverChange, Place
from viz.viewer.record import fingerprint as of_record

ROOT = Path(__file__).parents[2]
# Keeps something in a variable of its own, in its notes and in the place, so that a world that was copied would go on otherwise.
TELLING = """
weeks = []
def every_week(place):
    weeks.append(place.week)
    place.notes["sum"] = place.notes.get("sum", 0) + place.week
    drawn = place.chance.random(len(place.households)) < 0.02
    place.households["illness"][drawn] = 0.1 + 0.8 * (len(weeks) % 3 == 0)
    place.staff["exhaustion"] *= 0.97 + 0.01 * (place.notes["sum"] % 3)
"""
RAISES = "def every_week(place):\n    if place.week == 3:\n        1 / 0\n"
SENTENCE = "my/plugin.py: line 3: in week 3: ZeroDivisionError: division by zero"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Call with the text of a plugin for a folder that holds it."""
    path = tmp_path_factory.mktemp("stepping") / "my"
    shutil.copytree(CONFIGS, path)

    def write(text: str) -> Path:
        (path / "plugin.py").write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_who_steps_a_world_gets_the_digests_of_a_run(own, engine):
    scenario = lw.load_scenario("current_practice", households=100, years=1)
    seen: list[str] = []
    with lw.using(own(TELLING)):
        simulate(scenario, 3, engine, look=lambda model: seen.append(model.digest()))
        model = begin_policy(warmed(scenario, 3, engine))
        stepped = [model.digest()]
        for _ in range(scenario.weeks):
            step(model)
            stepped.append(model.digest())
    plain: list[str] = []
    simulate(scenario, 3, engine, look=lambda model: plain.append(model.digest()))
    assert stepped == seen and seen[-1] != plain[-1]


def test_nothing_else_steps_a_world():
    """Else a mechanism would be passed over in silence."""
    found = []
    for path in [*ROOT.glob("experiments/**/*.py"), *ROOT.glob("viz/**/*.py")]:
        calls = (node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        names = {call.attr for call in calls if isinstance(call, ast.Attribute) and _of_a_model(call)}
        found += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(names)]
    assert found == ["experiments/runs/stepping.py: start_policy", "experiments/runs/stepping.py: step"]


def _of_a_model(call: ast.Attribute) -> bool:
    return call.attr == "start_policy" or (call.attr in ("step", "run") and ast.unparse(call.value).endswith(("model", "beside")))


SMALL = ("--households", "500", "--workers", "1")
COMMANDS = {
    "story": ("story", "V12", "--households", "500", "--replications", "0"),
    "story count": ("story", "V12", "--households", "500", "--replications", "4", "--workers", "1"),
    "household": ("household", "17", "--households", "500", "--week", "4"),
    "practice": ("practice", "current_practice", "--seeds", "2", *SMALL),
    "patterns": ("patterns", "--only", "P9", "--seeds", "2", *SMALL),
    "pilot": ("pilot", "--households", "5000", "--weeks", "4", "--replications", "4", "--workers", "1"),
    "options": ("options", "responsive", "--replications", "4", "--years", "1", *SMALL),
    "compare": ("compare", "current_practice", "responsive", "--replications", "4", "--years", "1", *SMALL),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_lets_the_mechanism_work(name, own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [*COMMANDS[name], "--configs", str(own(RAISES))])
    assert SENTENCE in done.output.replace("\n", " ") and done.exit_code in (1, 2), done.output
    assert "Traceback" not in done.output and not isinstance(done.exception, ZeroDivisionError)


@pytest.fixture()
def course(own):
    with lw.using(own(TELLING)):
        yield lambda *changes, like=None: Course(key_of("responsive", (), Place(600, 1, 3, ""), changes), like)


def digests(found: Course, weeks) -> list[str]:
    return [found.digest(week) for week in weeks]


def test_the_viewer_goes_back_to_weeks_that_were_as_they_were(course):
    forward = course()
    seen = []
    for week in range(1, 31):
        forward.reach(week)
        seen.append(forward.digest(week))
    later = course()
    later.reach(30)
    assert digests(later, (29, 1, 14, 30)) == [seen[week - 1] for week in (29, 1, 14, 30)]


def test_the_viewer_parts_from_a_course_in_the_week_of_the_change(course):
    first = course()
    first.reach(20)
    change = LeverChange(12, 0, "discretion", 0.0)
    parted, anew = course(change, like=first), course(change)
    parted.reach(30)
    anew.reach(30)
    assert digests(parted, (11, 12, 13, 30)) == digests(anew, (11, 12, 13, 30))
    assert parted.digest(30) != course_at(first, 30) and parted.lines == anew.lines


def course_at(found: Course, week: int) -> str:
    found.reach(week)
    return found.digest(week)


def test_the_viewer_shows_the_digest_of_the_run(course):
    found, seen = course(), []
    scenario = found.scenario
    simulate(scenario, 3, look=lambda model: seen.append(model.digest()))
    found.reach(scenario.weeks)
    assert found.digest(scenario.weeks) == seen[-1] and found.digest(10) == seen[10]
    life = found.life(5)
    assert life.model.week == found.model.week


def test_a_world_whose_mechanism_raised_goes_no_further(own):
    with lw.using(own(RAISES)):
        found = Course(key_of("current_practice", (), Place(300, 1, 3, ""), ()))
        for _ in range(2):
            with pytest.raises(PluginError, match="in week 3"):
                found.reach(5)
        assert found.week == 2 and len(found.frames) == 3


def test_a_copy_would_go_on_differently_and_is_refused(own):
    with lw.using(own(TELLING)):
        model = begin_policy(warmed(lw.load_scenario(households=300, years=1), 3))
        for duplicate in (copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError, match="my/plugin.py: a world with an every_week cannot be copied or pickled"):
                duplicate(model)
    copy.deepcopy(begin_policy(warmed(lw.load_scenario(households=300, years=1), 3)))


def test_the_fingerprint_of_a_session_is_that_of_the_plugin(own):
    plain = of_record()
    with lw.using(own(TELLING)):
        assert of_record() == fingerprint() != plain
        assert carried(carried(len)).args == carried(len).args, "what carries it already is left as it is"
