"""What a world is called in words: its way of working, the measures and the layers of the case on it, and levers set by hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from abm.settings.files import in_force
from abm.settings.registry import definitions
from experiments.words.language import named, pick
from viz.viewer.catalogue import catalogue
from viz.viewer.dated import LeverChange, Place, base_scenario, case, dated
from viz.viewer.moments import Moment, Spec, layer
from viz.words.viewer import say
from viz.words.viewer_rows import TOGGLES

MOST_LEVERS = 2  # set by hand, that are named one by one


def layers_on(spec: Spec, place: Place, changes: Iterable[LeverChange]) -> tuple[str, ...]:
    """The layers of the case that these changes of one world switch on, in the order of the case."""
    changes = tuple(changes)
    if not place.vignette or not changes:
        return ()
    scenario = dated(base_scenario(spec.preset, spec.measures, place.households, place.years), changes)
    values = dict(zip(scenario.lever_names, scenario.lever_table(scenario.weeks - 1)[0], strict=True))
    return tuple(
        name for name in case(place.vignette).toggles
        if all(abs(values[lever] - value) < 1e-9 for lever, value in layer(place.vignette, name).items())
    )  # fmt: skip


def world_name(spec: Spec, place: Place, changes: Iterable[LeverChange], lang: str, configs: Path | None = None) -> str:
    """A world in a few words: "Dossier counting + What counts + caseload 20"."""
    changes = tuple(changes)
    last, on = _last(changes), layers_on(spec, place, changes)
    known, programmes, _ = catalogue(configs or in_force())
    told = [_title(known, spec.preset, lang), *(_title(programmes, name, lang) for name in spec.measures)]
    told += [pick(TOGGLES.get(name, (name, name)), lang).split(":")[0] for name in on]
    taken = {lever for name in on for lever in layer(place.vignette, name)}
    for name, week, levers_of in _ended(spec, place, changes, on):
        told.append(f"{pick(TOGGLES.get(name, (name, name)), lang).split(':')[0]} {say('until_week', lang, week=week)}")
        taken |= levers_of
    by_hand = [lever for lever in last if lever not in taken]
    levers = definitions(configs).levers if configs else definitions().levers
    told += [f"{named(levers[lever], lang)} {last[lever]:g}" for lever in by_hand[:MOST_LEVERS]]
    if len(by_hand) > MOST_LEVERS:
        told.append(say("more_levers", lang, count=len(by_hand) - MOST_LEVERS))
    return " + ".join(told)


def _ended(spec: Spec, place: Place, changes: Sequence[LeverChange], on: Sequence[str]) -> list[tuple[str, int, set[str]]]:
    """The layers that were on and were switched off again: name, the week in which, and the levers set back."""
    if not place.vignette:
        return []
    base = base_scenario(spec.preset, spec.measures, place.households, place.years)
    usual = dict(zip(base.lever_names, base.lever_table(base.weeks - 1)[0], strict=True))
    back = {change.lever: change.week for change in sorted(changes) if abs(change.value - usual[change.lever]) < 1e-9}
    last, found = _last(changes), []
    for name in case(place.vignette).toggles:
        levers = set(layer(place.vignette, name)) & set(last)
        if name not in on and levers and levers <= set(back) and all(abs(last[lever] - usual[lever]) < 1e-9 for lever in levers):
            found.append((name, max(back[lever] for lever in levers), levers))
    return found


def world_names(moment: Moment, lang: str) -> list[str]:
    """Every world of a moment in a few words, with its letter before it."""
    return [
        f"{'ABC'[number]} {world_name(spec, moment.place, of_world(moment.changes, number), lang)}"
        for number, spec in enumerate(moment.specs)
    ]


def of_world(changes: Iterable[LeverChange], world: int) -> tuple[LeverChange, ...]:
    """The changes of one world."""
    return tuple(change for change in changes if change.world == world)


def _last(changes: Iterable[LeverChange]) -> dict[str, float]:
    return {change.lever: change.value for change in sorted(changes, key=lambda change: change.week)}


def _title(known: dict, name: str, lang: str) -> str:  # type: ignore[type-arg]
    info = known.get(name)
    return name if info is None else str(named(info, lang))
