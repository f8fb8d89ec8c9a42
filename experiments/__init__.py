"""What is run and what came out: paired replications, statistics, economics, storage and the commands without pictures.

The plain calls can be imported from here and load nothing before they are used:

    from experiments import compare, load_comparison
    result = compare(["dossier_count", "responsive"], households=2_000, replications=5, out="results/first")
    result.summary()["outcomes"]["unmet_need"]["difference"]

    from experiments import sweep
    sweep("levers_alone_and_together", "results/levers", households=1_000).frame("unmet_need")
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Comparison": "experiments.comparison.comparison",
    "compare": "experiments.comparison.comparison",
    "discover": "experiments.ask.discovery",
    "load_comparison": "experiments.comparison.comparison",
    "load_design": "experiments.sweeps.designs",
    "load_scenarios": "experiments.comparison.comparison",
    "open_sweep": "experiments.sweeps.read",
    "replicate": "experiments.runs.replicate",
    "sensitivity": "experiments.ask.sensitivity",
    "smallest_package": "experiments.ask.packages",
    "solve": "experiments.ask.solve",
    "sweep": "experiments.sweeps.sweep",
    "until_precise": "experiments.stats.paired",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'experiments' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
