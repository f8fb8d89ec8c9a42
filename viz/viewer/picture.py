"""What the page is sent: plain data for a browser to draw, small enough to send twenty times a second."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from abm.settings.deed_tables import deed_names
from abm.settings.registry import definitions
from abm.settings.rows import agency_names
from abm.state.ledger import D_CHOSEN, DEED_COUNTS, T_ENDINGS, T_FILE_WEEKS, T_FILES_HOURS, T_FILES_OF, TALLY
from abm.state.names import CLASSES, DOMAINS, ENDINGS, HOMES, PAYERS, STATUSES
from abm.state.outcomes import OUTCOMES
from experiments.patterns.undermined import patterns_of
from experiments.place.scaled import place_label
from experiments.words.language import named, pick
from experiments.words.reasons import reason_in
from viz.viewer.band import OUTCOME_OF, Band
from viz.viewer.catalogue import catalogue, failing
from viz.viewer.dated import case
from viz.viewer.desks import FLOWS, PRODUCT, UNDECIDED, WAITING
from viz.viewer.frames import STAFF_PRESENCE, UNMET_LEVELS, Frame
from viz.viewer.moments import HOUSEHOLDS, MOST_WORLDS, YEARS, layer
from viz.viewer.returning import left
from viz.viewer.session import Session
from viz.viewer.whole import whole_place
from viz.viewer.world import World
from viz.words.viewer import PAGES, ViewerWords, person, unit
from viz.words.viewer_rows import GROUPS, LINES, TOGGLES

if TYPE_CHECKING:
    from viz.viewer.visitor import Visitor

SHOWN_SLOTS = 400  # households that differ, of which the page is told the numbers
MOST_DEEDS = 10
LETTERS = "ABC"
_DIGITS = np.frombuffer(b"0123456789", np.uint8)
_SHADES = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_", np.uint8)


def _text(codes: np.ndarray, alphabet: np.ndarray) -> str:
    """One character per household."""
    return alphabet[codes].tobytes().decode("ascii")


def world_data(frame: Frame, households: int) -> dict[str, Any]:
    """One world in one week."""
    counts = np.bincount(frame.status, minlength=len(STATUSES))
    return {
        "status": _text(frame.status, _DIGITS),
        "unmet": _text(np.minimum(frame.unmet, UNMET_LEVELS), _SHADES),
        "counts": counts.tolist(),
        "staff": frame.staff.tolist(),
        "working": int((frame.staff[:, STAFF_PRESENCE] > 0).sum()),
        "home": _text(frame.home, _DIGITS),
        "homes": np.bincount(frame.home, minlength=len(HOMES)).tolist(),
        "queue": frame.queue.tolist(),
        "paid": [round(float(euro) / households * 52.0, 1) for euro in frame.paid],
        "hours": [round(float(hours), 1) for hours in frame.hours],
    }


def picture(session: Session, pair: tuple[int, int], since: int, number: int) -> dict[str, Any]:
    """The week shown in every world; of the lines only what came after week `since`, which the page has already."""
    with session.lock:
        week, households = session.shown, session.place.households
        lines = [{name: values[since:] for name, values in world.lines().items()} for world in session.worlds]
        return {
            "number": number,
            "epoch": session.epoch,
            "shown": week,
            "week": session.week,
            "worlds": [
                world_data(world.frame(week), households)
                | {"flows": flows_at(world, week)}
                for world in session.worlds
            ],
            "since": min(since, session.week),
            "lines": lines,
            "difference": _difference(session, pair, week),
            "totals": [_totals(world.frames[1 : week + 1], households) for world in session.worlds],
            "deeds": [deeds_data(world.frames[: week + 1]) for world in session.worlds],
        }


def flows_at(world: World, week: int) -> list[list[int]]:
    """Requests by agency (FLOWS × agencies): what lies there after `week`, and what was decided in the 13 weeks up to it."""
    frames, agencies = world.frames[max(1, week - 12) : week + 1], len(world.model.tables.payer_of)
    if not frames:
        return [[0] * agencies for _ in FLOWS]
    total = np.sum([frame.flows for frame in frames], axis=0)
    for flow in (UNDECIDED, WAITING):
        total[flow] = frames[-1].flows[flow]
    found: list[list[int]] = total.tolist()
    return found


def _rounded(lines: dict[str, list[float | None]]) -> dict[str, list[float | None]]:
    return {name: [None if value is None else round(value, 4) for value in values] for name, values in lines.items()}


def _totals(frames: list[Frame], households: int) -> dict[str, Any]:
    """Euro per household per year by payer since the start, or nothing in week 0."""
    if not frames:
        return {"paid": None, "weeks": 0}
    paid = np.array([frame.paid for frame in frames], np.float64).sum(axis=0) / households / len(frames) * 52.0
    return {"paid": [round(float(euro), 1) for euro in paid], "weeks": len(frames)}


def deeds_data(frames: list[Frame]) -> dict[str, Any]:
    """What teams did since the start: the deeds chosen most, how files ended, and files, hours and weeks by seen class.

    `most` holds rows of the number of a deed and its DEED_COUNTS, the most chosen first.
    """
    counts = frames[-1].deeds
    most = [k for k in np.argsort(-counts[:, D_CHOSEN], kind="stable")[:MOST_DEEDS].tolist() if counts[k, D_CHOSEN] > 0]
    tally = np.sum([frame.tally for frame in frames[1:]], axis=0) if len(frames) > 1 else np.zeros(len(TALLY))
    classes = [[float(tally[first + k]) for first in (T_FILES_OF, T_FILES_HOURS, T_FILE_WEEKS)] for k in range(len(CLASSES))]
    return {
        "most": [[k, *counts[k].tolist()] for k in most],
        "endings": [int(tally[T_ENDINGS + k]) for k in range(len(ENDINGS))],
        "classes": [[int(files), _per(hours, files), _per(weeks, files)] for files, hours, weeks in classes],
    }


def _per(amount: float, files: float) -> float | None:
    return round(amount / files, 2) if files > 0 else None


def _difference(session: Session, pair: tuple[int, int], week: int) -> dict[str, Any] | None:
    if len(session.worlds) < 2:
        return None
    found = session.difference(week, *pair)
    return {
        "one": pair[0],
        "other": pair[1],
        "slots": found.slots[:SHOWN_SLOTS].tolist(),
        "count": len(found.slots),
        "status": found.status,
        "better": found.better,
        "worse": found.worse,
        "rest": max(0, len(found.slots) - found.better - found.worse),
    }


def band_data(band: Band, epoch: int, shown: int) -> dict[str, Any]:
    """The band of luck for the page."""
    return {
        "epoch": epoch, "shown": shown, "pairs": band.pairs, "verdicts": band.verdicts,
        "low": _rounded(band.low), "high": _rounded(band.high),
    }  # fmt: skip


def state(visitor: "Visitor") -> dict[str, Any]:
    """What the controls show: time, marks, bookmarks, levers."""
    session = visitor.session
    with session.lock:
        return {
            "lang": visitor.lang,
            "playing": visitor.playing,
            "speed": visitor.speed,
            "busy": visitor.busy,
            "notice": visitor.notice,
            "notices": visitor.told_notices,
            "week": session.week,
            "shown": session.shown,
            "weeks": session.weeks,
            "epoch": session.epoch,
            "pair": list(visitor.pair),
            "parted": session.parted(*visitor.pair) if len(session.worlds) > 1 else None,
            "undo": session.can_undo(),
            "depth": session.depth(),
            "reporting": visitor.reporting,
            "figures": {name: list(found.items()) for name, found in session.figures.items()},
            "marks": _marks(session),
            "bookmarks": [{"name": kept.name, "week": kept.moment.shown} for kept in session.bookmarks],
            "followed": visitor.followed,
            "download": visitor.download,
            "left": left(visitor),
            "returned": visitor.returned,
            "toggles": [_toggles(session, number) for number in range(len(session.worlds))],
            "levers": [_levers(session, number) for number in range(len(session.worlds))],
            "place": session.place._asdict(),
            "specs": [{"preset": spec.preset, "measures": list(spec.measures)} for spec in session.specs],
        }


def _marks(session: Session) -> list[dict[str, Any]]:
    """Lever changes on the time line; shares of the KPI mix that moved along are one mark."""
    levers = definitions().levers
    marks: dict[tuple[int, int, str], dict[str, Any]] = {}
    for change in session.changes:
        known = levers[change.lever]
        key = (change.week, change.world, known.unit if known.unit.startswith("share of the KPI") else change.lever)
        marks[key] = {"week": change.week, "world": change.world, "lever": change.lever, "value": change.value}
    return list(marks.values())


def _toggles(session: Session, number: int) -> dict[str, bool]:
    """Which layers of the case are on in the week shown: all levers of the layer as it sets them."""
    if not session.place.vignette:
        return {}
    scenario = session.worlds[number].scenario
    table = scenario.lever_table(min(session.shown, session.weeks - 1))[0]
    column = scenario.lever_names.index
    return {
        name: all(abs(table[column(lever)] - value) < 1e-9 for lever, value in layer(session.place.vignette, name).items())
        for name in case(session.place.vignette).toggles
    }


def _levers(session: Session, number: int) -> dict[str, list[float]]:
    """Values in the week shown (mean over teams): as they are now, and as the preset with its measures has them."""
    world = session.worlds[number]
    week = min(session.shown, session.weeks - 1)
    now, base = world.scenario.lever_table(week).mean(axis=0), world.base.lever_table(week).mean(axis=0)
    return {"now": [round(float(v), 4) for v in now], "preset": [round(float(v), 4) for v in base]}


def setup(session: Session, lang: str) -> dict[str, Any]:
    """What stays the same while the worlds do: words, levers, presets, who lives where."""
    model = session.worlds[0].model
    configs = model.scenario.configs
    words = ViewerWords(lang, configs)
    titles, programmes, cases = catalogue(configs)
    return {
        "lang": lang,
        "words": words.all(),
        "pages": list(PAGES),
        "neighbourhood": model.household_table["neighbourhood"].tolist(),
        "neighbourhoods": int(model.place["neighbourhoods"]),
        "team_of": [int(team) for team in model.place["team_of_neighbourhood"]],
        "teams": int(model.place["teams"]),
        "worlds": [
            {"letter": LETTERS[k], "title": _title(titles, spec.preset, lang), "preset": spec.preset,
             "measures": [_title(programmes, name, lang) for name in spec.measures]}
            for k, spec in enumerate(session.specs)
        ],
        "case": _case(session.place.vignette, lang),
        "resident": session.worlds[0].resident,
        "cases": [{"name": name, "title": pick(found.title, lang)} for name, found in cases.items()],
        "presets": _listed(titles, lang),
        "measures": _listed(programmes, lang),
        "levers": [_lever(lever, lang) for lever in definitions(configs).levers.values()],
        "groups": [{"name": name, "title": words.pick(pair)} for name, pair in GROUPS.items()],
        "lines": {name: words.line(name) | {"smallest": _smallest(name), "against": against(name, failing())} for name in LINES},
        "statuses": [words.term("status", name) for name in STATUSES],
        "domains": [words.term("domain", name) for name in DOMAINS],
        "homes": [words.term("home", name) for name in HOMES],
        "deeds": [words.term("deed", name) for name in deed_names(configs)],
        "counts": [words.term("deed_count", name) for name in DEED_COUNTS],
        "endings": [words.term("ending", name) for name in ENDINGS],
        "classes": [words.term("class", name) for name in CLASSES],
        "desks": desks_of(model, words),
        "payers": [words.term("payer", name) for name in model_payers()],
        "limits": {"households": HOUSEHOLDS, "years": YEARS, "worlds": MOST_WORLDS},
        "municipality": place_label(lang),
        "whole": whole_place(session.place.households, len(model.staff_table), lang),
    }  # fmt: skip


def model_payers() -> tuple[str, ...]:
    """Payers in the order of the ledgers."""
    return PAYERS


def _smallest(line: str) -> float | None:
    """The smallest difference that matters on a line, where it has an outcome of the registry."""
    return OUTCOMES[OUTCOME_OF[line]].smallest if line in OUTCOME_OF else None


def against(line: str, found: Mapping[str, list[dict[str, Any]]]) -> str:
    """The failing patterns that tell against the level of a line, "P1, P20"; empty where none does."""
    return patterns_of(found.get(OUTCOME_OF.get(line, ""), []))


def desks_of(model: Any, words: ViewerWords) -> list[dict[str, Any]]:
    """The agencies that answer requests or decide on products: number, name, and on which life domains."""
    kinds, deeds = model.tables.provisions, model.tables.deeds
    served: dict[int, set[int]] = {}
    product = deeds.kind == PRODUCT
    pairs = zip((*kinds.agency[1:], *deeds.agency[product]), (*kinds.domain[1:], *deeds.domain[product]), strict=True)
    for agency, domain in pairs:  # the first kind of provision is none
        served.setdefault(int(agency), set()).add(int(domain))
    return [
        {"agency": agency, "name": words.term("agency", agency_names(model.scenario.configs)[agency]),
         "about": ", ".join(words.term("domain", DOMAINS[domain]) for domain in sorted(served[agency]))}
        for agency in sorted(served)
    ]  # fmt: skip


def _case(name: str, lang: str) -> dict[str, Any] | None:
    """The case of the session in words, with its layers."""
    if not name:
        return None
    found = case(name)
    layers = [{"name": layer, "title": pick(TOGGLES.get(layer, (layer, layer)), lang)} for layer in found.toggles]
    told = {"name": name, "person": person(name, lang), "title": pick(found.title, lang)}
    return told | {"about": pick(found.description, lang), "cannot": pick(found.cannot, lang), "layers": layers}


def _title(known: Any, name: str, lang: str) -> str:
    info = known.get(name)
    return name if info is None else str(named(info, lang))


def _listed(known: Any, lang: str) -> list[dict[str, str]]:
    return [
        {"name": name, "title": named(info, lang), "about": pick((info.description_en, info.description_nl), lang)}
        for name, info in known.items()
    ]


def _lever(lever: Any, lang: str) -> dict[str, Any]:
    source, spoken = reason_in(lang, lever.source or lever.reason)
    return {
        "name": lever.name, "title": named(lever, lang), "group": lever.group, "unit": unit(lever.unit, lang),
        "low": lever.low, "high": lever.high, "middle": lever.value, "grade": lever.grade, "row": lever.table,
        "source": source, "source_lang": spoken, "settles": lever.settles,
    }  # fmt: skip
