"""Leefwereld from Python: `import leefwereld as lw`.

    found = lw.compare(["dossier_count", "responsive"], households=2_000, replications=5, out="results/first")
    found.summary()["outcomes"]["unmet_need"]["difference"]
    lw.sweep("levers_alone_and_together", "results/levers", households=1_000).frame("unmet_need")

Every name below is typed and documented where it is defined; nothing heavy is loaded before a name is used. What is not
listed here is private and may change.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from abm.run.model import SocialDomain
    from abm.run.simulate import RunResult
    from abm.settings.errors import ConfigError
    from abm.settings.files import in_force as configs
    from abm.settings.scenario import Scenario
    from abm.state.outcomes import OUTCOMES as outcomes  # noqa: N811
    from abm.state.outcomes import Outcome
    from experiments.ask.discovery import Discovery, discover, discovery_text
    from experiments.ask.function import Function, as_function
    from experiments.ask.options import Options, OptionsRequest, options
    from experiments.ask.packages import Package, smallest_package
    from experiments.ask.pareto import Pareto, pareto, pareto_text
    from experiments.ask.sensitivity import Sensitivity, sensitivity, sensitivity_text
    from experiments.ask.solve import Solution, solution_text, solve
    from experiments.comparison.comparison import Comparison, compare, load_comparison, run
    from experiments.runs.halfway import load_scenario
    from experiments.runs.plugin import using
    from experiments.runs.plugin_file import OwnOutcome, OwnRun
    from experiments.runs.plugin_place import PlaceView
    from experiments.runs.plugin_run import simulate
    from experiments.stats.paired import Difference, difference, interval
    from experiments.story.run import Told, story
    from experiments.sweeps.designs import Design, load_design
    from experiments.sweeps.export import export
    from experiments.sweeps.read import Sweep, open_sweep
    from experiments.sweeps.sweep import sweep
    from viz.cli.main import write_report
    from viz.story.page import story_text

_HOMES = {
    "abm.run.model": ("SocialDomain",),
    "abm.run.simulate": ("RunResult",),
    "abm.settings.errors": ("ConfigError",),
    "abm.settings.files": ("configs",),
    "abm.settings.scenario": ("Scenario",),
    "abm.state.outcomes": ("Outcome", "outcomes"),
    "experiments.ask.discovery": ("Discovery", "discover", "discovery_text"),
    "experiments.ask.function": ("Function", "as_function"),
    "experiments.ask.options": ("Options", "OptionsRequest", "options"),
    "experiments.ask.packages": ("Package", "smallest_package"),
    "experiments.ask.pareto": ("Pareto", "pareto", "pareto_text"),
    "experiments.ask.sensitivity": ("Sensitivity", "sensitivity", "sensitivity_text"),
    "experiments.ask.solve": ("Solution", "solution_text", "solve"),
    "experiments.comparison.comparison": ("Comparison", "compare", "load_comparison", "run"),
    "experiments.runs.halfway": ("load_scenario",),
    "experiments.runs.plugin": ("using",),
    "experiments.runs.plugin_file": ("OwnOutcome", "OwnRun"),
    "experiments.runs.plugin_place": ("PlaceView",),
    "experiments.runs.plugin_run": ("simulate",),
    "experiments.stats.paired": ("Difference", "difference", "interval"),
    "experiments.story.run": ("Told", "story"),
    "experiments.sweeps.designs": ("Design", "load_design"),
    "experiments.sweeps.export": ("export",),
    "experiments.sweeps.read": ("Sweep", "open_sweep"),
    "experiments.sweeps.sweep": ("sweep",),
    "viz.cli.main": ("write_report",),
    "viz.story.page": ("story_text",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
_CALLED = {"configs": "in_force", "outcomes": "OUTCOMES"}

__all__ = [
    "Comparison", "ConfigError", "Design", "Difference", "Discovery", "Function", "Options", "OptionsRequest", "Outcome",
    "OwnOutcome", "OwnRun", "Package", "Pareto", "PlaceView", "RunResult", "Scenario", "Sensitivity", "SocialDomain", "Solution",
    "Sweep", "Told", "as_function", "compare", "configs", "difference", "discover", "discovery_text", "export", "interval",
    "load_comparison", "load_design", "load_scenario", "open_sweep", "options", "outcomes", "pareto", "pareto_text", "run",
    "sensitivity", "sensitivity_text", "simulate", "smallest_package", "solution_text", "solve", "story", "story_text", "sweep",
    "using", "write_report",
]  # fmt: skip


def _check_rooms(here: Path) -> None:
    """Raise ImportError in one sentence when another project's `abm`, `experiments` or `viz` stands first on the path."""
    for room in ("abm", "experiments", "viz"):
        spec = find_spec(room)
        found = Path(spec.origin).resolve().parent if spec is not None and spec.origin else None
        if found != here / room:
            where = "nowhere" if found is None else f"in '{found}'"
            raise ImportError(f"leefwereld in '{here}' needs its own package '{room}', which Python finds {where}; "
                              f"put '{here}' first on PYTHONPATH, or work in another folder")  # fmt: skip


_check_rooms(Path(__file__).resolve().parent.parent)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'leefwereld' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), _CALLED.get(name, name))


def __dir__() -> list[str]:
    return sorted(__all__)
