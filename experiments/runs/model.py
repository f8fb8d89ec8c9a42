"""The model as a comparison or a sweep needs it: its calls, the class of its results, its fingerprint, its words."""

from collections.abc import Callable
from typing import Any, NamedTuple

from abm.settings.rows import archetype_names
from abm.state import names
from abm.state.outcomes import OUTCOMES
from experiments.runs import watch
from experiments.runs.plugin import put_outcomes, with_stamp
from experiments.runs.plugin_run import carried, simulate
from experiments.runs.tables import Names


class Model(NamedTuple):
    """What a comparison needs of the model: its two calls, the class of results, its fingerprint, its words.

    `follows` says whether households can be followed week by week, which their stories need. `watched` are the call and
    the class for runs of which a comparison also keeps who waited and who came back (`experiments.runs.watch`).
    """

    simulate: Callable[..., Any]
    warm_digest: Callable[..., str]
    make: Callable[..., Any]
    fingerprint: str
    names: Any
    follows: bool = False
    watched: tuple[Callable[..., Any], Callable[..., Any]] | None = None


def the_model() -> Model:
    """The model of this project, loaded now; a test puts a made-up one in the place of `loaded`."""
    return loaded()


def loaded() -> Model:
    """The model as it is, which takes a second the first time: numba and Mesa come along.

    With the plugin of the configs folder in force, where it has one (`experiments.runs.plugin`); raises ConfigError when that
    is wrong.
    """
    from abm.run.simulate import RunResult, warm_digest
    from abm.run.simulate import simulate as plainly

    plugin = put_outcomes()
    words = Names(tuple(OUTCOMES), names.PAYERS, names.PURPOSES, names.HOURS, archetype_names())
    plain, watched = plainly if plugin is None else carried(simulate), carried(watch.simulate)
    return Model(plain, warm_digest, RunResult, with_stamp(plugin), words, True, (watched, watch.Watched))
