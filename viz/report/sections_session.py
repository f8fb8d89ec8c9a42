"""The section of a session's report on what was done in the room: changes and their weeks, guesses, bookmarks."""

from collections.abc import Mapping, Sequence
from typing import Any

from abm.settings.registry import LEVERS
from experiments.words.language import named, pick, separated
from viz.report.page import Block, Cell, ReportTable, Section, h3, p, table
from viz.words.viewer import say
from viz.words.viewer_rows import LINES

AFTER = "verdicts"  # the section of the report behind which it stands: the answer
LETTERS = "ABC"
WORDS = {
    "heading": ("What was done in the session", "Wat er in de sessie is gedaan"),
    "lead": ("The worlds were changed live; this report runs them again with each change at its week. The session file lies "
             "beside it as session.json: leefwereld replay session.json plays it again.",
             "De werelden zijn tijdens de sessie veranderd; dit rapport rekent ze opnieuw door, elke verandering in haar week. "
             "Het sessiebestand staat ernaast als session.json: leefwereld replay session.json speelt het opnieuw af."),
    "unchanged": ("Nothing was changed while it ran.", "Er is onderweg niets veranderd."),
    "changes": ("Changed while it ran", "Onderweg veranderd"), "week": ("Week", "Week"), "world": ("World", "Wereld"),
    "lever": ("Lever", "Knop"), "value": ("Set to", "Gezet op"),
    "guesses": ("Guessed before it was seen", "Geraden voordat het te zien was"), "who": ("Who", "Wie"),
    "nobody": ("without a name", "zonder naam"), "expected": ("Expected of the second world, compared with the first",
                                                             "Verwacht van de tweede wereld, vergeleken met de eerste"),
    "drew": ("drew a line", "tekende een lijn"), "bookmarks": ("Bookmarks", "Bladwijzers"), "name": ("Name", "Naam"),
}  # fmt: skip


def with_session(sections: list[Section], session: Mapping[str, Any] | None, lang: str) -> list[Section]:
    """The sections of a report, with that of the session that it was made of."""
    if not session:
        return sections
    at = next((number for number, section in enumerate(sections, 1) if section.anchor == AFTER), 0)
    return [*sections[:at], done(session, lang), *sections[at:]]


def done(session: Mapping[str, Any], lang: str) -> Section:
    """Changes, guesses and bookmarks of a session, as its file has them."""
    changes = [[Cell(str(item["week"])), Cell(LETTERS[item["world"]]), Cell(_lever(item["lever"], lang)),
                Cell(separated(f"{item['value']:g}", lang))] for item in session["changes"]]  # fmt: skip
    guesses = [[Cell(item["who"] or _word("nobody", lang)), Cell(str(item["week"])), Cell(_expected(item, lang))]
               for item in session["guesses"]]  # fmt: skip
    marks = [[Cell(item["name"]), Cell(str(item["week"]))] for item in session["bookmarks"]]
    blocks = [p(_word("lead", lang))] + ([] if changes else [p(_word("unchanged", lang))])
    blocks += _listed("changes", ("week", "world", "lever", "value"), changes, lang)
    blocks += _listed("guesses", ("who", "week", "expected"), guesses, lang)
    blocks += _listed("bookmarks", ("name", "week"), marks, lang)
    return Section("session", _word("heading", lang), blocks)


def _listed(heading: str, head: Sequence[str], rows: list[list[Cell]], lang: str) -> list[Block]:
    if not rows:
        return []
    title = _word(heading, lang)
    return [h3(title), table(ReportTable(title, [_word(key, lang) for key in head], rows))]


def _expected(guess: Mapping[str, Any], lang: str) -> str:
    told = [f"{pick(LINES[line][0], lang) if line in LINES else line}: {say(f'guess_{answer}', lang)}"
            for line, answer in guess["answers"].items()]  # fmt: skip
    return "; ".join([*told, *([_word("drew", lang)] if guess["drawn"] else [])])


def _lever(name: str, lang: str) -> str:
    return named(LEVERS[name], lang) if name in LEVERS else name


def _word(key: str, lang: str) -> str:
    return pick(WORDS[key], lang)
