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
    "Comparison": "experiments.comparison",
    "compare": "experiments.compare",
    "discover": "experiments.discovery",
    "load_comparison": "experiments.comparison",
    "load_design": "experiments.designs",
    "load_scenarios": "experiments.comparison",
    "open_sweep": "experiments.sweep_read",
    "replicate": "experiments.run",
    "sensitivity": "experiments.indices",
    "smallest_package": "experiments.measure_sets",
    "solve": "experiments.solving",
    "sweep": "experiments.sweeps",
    "until_precise": "experiments.compare",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'experiments' has no attribute {name!r}")
    home = import_module(_HOME[name])
    # The module of the statistics is itself the call: see the end of experiments/compare.py.
    return home if name == "compare" else getattr(home, name)
