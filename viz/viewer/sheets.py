"""The numbers behind the charts of a view, as tables: read aloud, copied as CSV, and drawn for paper (`viz.viewer.paper`)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from abm.settings.deed_tables import deed_names
from abm.state.ledger import DEED_COUNTS
from abm.state.names import HOMES, PAYERS, STATUSES
from viz.viewer.band import COMPARED, band_of
from viz.viewer.desks import FLOWS
from viz.viewer.frames import STAFF_FILES, STAFF_PRESENCE, STAFF_TEAM
from viz.viewer.guessing import ANSWERS
from viz.viewer.naming import world_names
from viz.viewer.picture import LETTERS, deeds_data, desks_of, flows_at
from viz.words.viewer import ViewerWords, say

if TYPE_CHECKING:
    from viz.viewer.visitor import Visitor

LEDGERS = ("in_term", "closures", "weeks_per_file", "satisfaction", "unmet", "worst_tenth", "trouble", "resolved", "wait_median",
           "unreached", "returning", "street", "trust")  # what the page draws of the two ledgers
Value = float | int | str | None


class Sheet(NamedTuple):
    """One table; `form` says what kind of number its columns after the first hold, `kind` how it is drawn: lines or bars."""

    name: str
    title: str
    about: str
    kind: str
    form: str
    columns: list[str]
    rows: list[list[Value]]


def sheets_of(visitor: "Visitor", view: str) -> list[Sheet]:
    """The tables of a view of the page. Raises KeyError for a view that has none."""
    with visitor.session.lock:
        return VIEWS[view](visitor, ViewerWords(visitor.lang))


def _letters(visitor: "Visitor") -> list[str]:
    return list(LETTERS[: len(visitor.session.worlds)])


def _named(visitor: "Visitor") -> dict[str, str]:
    """Worlds in a few words, by their letter."""
    return dict(zip(LETTERS, world_names(visitor.session.moment(), visitor.lang), strict=False))


def _lines(visitor: "Visitor", names: tuple[str, ...], words: ViewerWords) -> list[Sheet]:
    """Lines over the weeks up to the one that is shown, a column a world, with figures of one's own where there are any."""
    session, found = visitor.session, []
    lines = [world.lines() for world in session.worlds]
    for name in names:
        told, own = words.line(name), session.figures.get(name, {})
        columns = [say("week", visitor.lang), *_letters(visitor), *([say("own_figures", visitor.lang)] if own else [])]
        rows: list[list[Value]] = [
            [week + 1, *(line[name][week] for line in lines), *([own.get(week + 1)] if own else [])]
            for week in range(session.shown)
        ]
        found.append(Sheet(name, told["title"], told["about"], "lines", told["kind"], columns, rows))
    return found


def ledgers(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """What is recorded and what is lived, and every line that there are figures of one's own for."""
    return _lines(visitor, tuple(dict.fromkeys((*LEDGERS, *visitor.session.figures))), words)


def differences(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """What differs, with the ends that other luck gives, and what it is worth."""
    session, lang = visitor.session, visitor.lang
    if len(session.worlds) < 2 or session.shown == 0:
        return []
    band = band_of(visitor.pairs(), 0, 1, session.shown)
    one, other = (session.worlds[number].lines() for number in visitor.pair)
    gap = f"{LETTERS[visitor.pair[1]]} − {LETTERS[visitor.pair[0]]}"
    columns, found = [say("week", lang), gap, say("take_low", lang), say("take_high", lang)], []
    for name in COMPARED:
        told, verdict = words.line(name), band.verdicts.get(name, {}).get("verdict", "")
        about = f"{told['about']}. {say(verdict, lang)}" if verdict and band.pairs > 2 else told["about"]
        rows: list[list[Value]] = [
            [week + 1, _minus(other[name][week], one[name][week]), band.low[name][week], band.high[name][week]]
            for week in range(session.shown)
        ]
        found.append(Sheet(name, told["title"], about, "gaps", told["kind"], columns, rows))
    return found


def _minus(other: float | None, one: float | None) -> float | None:
    return None if other is None or one is None else round(other - one, 5)


def people(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """Households by situation and by home."""
    session, lang, letters = visitor.session, visitor.lang, _letters(visitor)
    frames = [world.frame(session.shown) for world in session.worlds]
    status = [np.bincount(frame.status, minlength=len(STATUSES)).tolist() for frame in frames]
    home = [np.bincount(frame.home, minlength=len(HOMES)).tolist() for frame in frames]
    tables = (("status", STATUSES, status, "take_situation"), ("home", HOMES, home, "take_home"))
    return [
        Sheet(kind, say(head, lang), say("households", lang), "bars", "zero", [say(head, lang), *letters],
              [[words.term(kind, name), *(counts[code] for counts in worlds)] for code, name in enumerate(names)])
        for kind, names, worlds, head in tables
    ]  # fmt: skip


def teams(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """Who waits at each team, and who works there, a table a world."""
    session, lang, named, found = visitor.session, visitor.lang, _named(visitor), []
    heads = [say(key, lang) for key in ("team", "take_desk", "take_file_wait", "take_staff", "take_sick", "take_open")]
    for letter, world in zip(LETTERS, session.worlds, strict=False):
        frame, rows = world.frame(session.shown), []
        for team, (desk, file) in enumerate(frame.queue.tolist()):
            staff = frame.staff[(frame.staff[:, STAFF_TEAM] == team) & (frame.staff[:, STAFF_PRESENCE] >= 0)]
            sick, files = int((staff[:, STAFF_PRESENCE] == 2).sum()), int(staff[:, STAFF_FILES].sum())
            rows.append([f"{say('team', lang)} {team + 1}", desk, file, len(staff), sick, files])
        found.append(Sheet(f"teams_{letter}", named[letter], say("view_teams", lang), "bars", "zero", heads, rows))
    return found


def deeds(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """What teams did since the start, a table a world."""
    session, lang, named, found = visitor.session, visitor.lang, _named(visitor), []
    names = deed_names(session.worlds[0].model.scenario.configs)
    heads = [say("deed_name", lang), *(words.term("deed_count", name) for name in DEED_COUNTS[:4])]
    for letter, world in zip(LETTERS, session.worlds, strict=False):
        most = deeds_data(world.frames[: session.shown + 1])["most"]
        rows: list[list[Value]] = [[words.term("deed", names[k]), *counts[:4]] for k, *counts in most]
        found.append(Sheet(f"deeds_{letter}", named[letter], say("deeds_most", lang), "bars", "zero", heads, rows))
    return found


def desks(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """Requests at the agencies' desks, a table a world."""
    session, lang, named, found = visitor.session, visitor.lang, _named(visitor), []
    heads = [say("take_agency", lang), *(say("for_place" if flow == "waiting" else flow, lang) for flow in FLOWS)]
    for letter, world in zip(LETTERS, session.worlds, strict=False):
        flows = flows_at(world, session.shown)
        served = desks_of(world.model, words)
        rows: list[list[Value]] = [[desk["name"], *(flow[desk["agency"]] for flow in flows)] for desk in served]
        found.append(Sheet(f"desks_{letter}", named[letter], say("desks_note", lang), "bars", "zero", heads, rows))
    return found


def money(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """Euro per household per year since the start, by who pays."""
    session, lang = visitor.session, visitor.lang
    if session.shown == 0:
        return []
    households = session.place.households
    paid = [
        np.array([frame.paid for frame in world.frames[1 : session.shown + 1]], np.float64).mean(axis=0) / households * 52.0
        for world in session.worlds
    ]
    two = len(paid) > 1
    gaps = [paid[visitor.pair[1]] - paid[visitor.pair[0]]] if two else []
    rows: list[list[Value]] = [
        [words.term("payer", name), *(round(float(euro[code]), 1) for euro in (*paid, *gaps))]
        for code, name in enumerate(PAYERS)
    ]  # fmt: skip
    columns = [say("take_payer", lang), *_letters(visitor), *([say("take_gap", lang)] if two else [])]
    return [Sheet("money", say("view_money", lang), words.line("cost")["about"], "bars", "euro", columns, rows)]


def guess(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """What was guessed at the question that is open, and after the reveal what came out."""
    lang, told = visitor.lang, visitor.guessing.told(visitor.session, visitor.lang)
    if not told["revealed"]:
        return []
    heads = [say("page_guess", lang), *(say(f"guess_{answer}", lang) for answer in ANSWERS)]
    votes: list[list[Value]] = [[words.line(name)["title"], *told["votes"][name]] for name in told["asked"]]
    drawn = words.line(told["drawn"])
    weeks = np.linspace(1, visitor.session.weeks, len(told["base"])).round().astype(int).tolist()
    rows: list[list[Value]] = [list(row) for row in zip(weeks, told["base"], told["happened"], strict=True)]
    weekly = [say("week", lang), "A", "B"]
    return [Sheet("votes", say("page_guess", lang), say("guess_luck", lang), "bars", "zero", heads, votes),
            Sheet("drawn", drawn["title"], drawn["about"], "lines", drawn["kind"], weekly, rows)]  # fmt: skip


def variants(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """Every variant with what differs, a table a line."""
    lang = visitor.lang
    told, found = visitor.variants(), []
    if not told:
        return []
    for name in told["lines"]:
        line = words.line(name)
        rows: list[list[Value]] = [
            [row["name"] or say("variant_now", lang), *(row["lines"][name][part] for part in ("one", "other", "gap"))]
            for row in told["rows"] if row["ready"]
        ]
        columns = [say("variant", lang), *(LETTERS[number] for number in visitor.pair), say("take_gap", lang)]
        found.append(Sheet(name, line["title"], line["about"], "bars", line["kind"], columns, rows))
    return found


def story(visitor: "Visitor", words: ViewerWords) -> list[Sheet]:
    """The scenes that were guessed at: in how many pairs which way, and both worlds."""
    lang, found = visitor.lang, []
    for scene in visitor.tale()["scenes"]:
        if scene["ready"]:
            line, came = words.line(scene["line"]), scene["came"]
            head = f"{scene['head']}: {line['title']}"
            rows: list[list[Value]] = [[say(f"guess_{answer}", lang), came[answer]] for answer in ANSWERS]
            found.append(Sheet(scene["name"], head, scene["means"], "bars", "zero", ["", say("take_pairs", lang)], rows))
    return found


VIEWS: dict[str, Callable[["Visitor", ViewerWords], list[Sheet]]] = {
    "people": people, "teams": teams, "deeds": deeds, "desks": desks, "ledgers": ledgers, "money": money,
    "difference": differences, "guess": guess, "variants": variants, "levers": variants, "story": story,
}  # fmt: skip
