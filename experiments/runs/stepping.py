"""Where a world begins its policy and lives on week by week, whoever looks: stories, cohorts, pilots, patterns, the viewer.

The mechanism of the plugin in force works here, on the eve of the policy and after every week; who looks after `step` sees
what it left, as the week that begins will. `plugin_run.simulate` keeps the same order, so that digests are those of a run.
"""

from typing import Any

from experiments.runs.plugin import plugin_in_force
from experiments.runs.plugin_run import Weekly

WEEKLY = "weekly_of_plugin"  # the attribute of the model; a copy of one that has it is refused


def begin_policy(model: Any) -> Any:
    """Begin the policy of a model at the end of its warm-up, and return it. Raises PluginError."""
    model.start_policy()
    found = plugin_in_force()
    if found is not None and found.mechanism:
        weekly = Weekly(found, int(model.luck))
        setattr(model, WEEKLY, weekly)
        weekly.look(model)
    return model


def step(model: Any) -> None:
    """Live one week. Raises PluginError when the mechanism does."""
    if not has_mechanism(model):
        model.step()
        return
    weekly: Weekly = getattr(model, WEEKLY)
    weekly.go_on()
    model.step()
    weekly.look(model)


def has_mechanism(model: Any) -> bool:
    """Whether a mechanism of one's own works in this world: then only living it again brings back a week that was."""
    return getattr(model, WEEKLY, None) is not None
