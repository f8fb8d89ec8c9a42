"""The section of a session's report on what the room expected: each question with its guesses, what came out, the surprise."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from abm.settings.errors import ConfigError
from viz.report.page import Block, Cell, ReportTable, Section, h3, p, table
from viz.room import crowd
from viz.room.kept import round_of
from viz.room.numbers import shown, title
from viz.room.rounds import REVEALED, VOTE, Line, QuestionRound
from viz.room.telling import pick
from viz.room.words import say
from viz.viewer.guessing import DRAWN
from viz.viewer.rounds import RoundShape
from viz.words.viewer import ViewerWords
from viz.words.viewer_rows import LINES

AFTER = "verdicts"  # the section of the report behind which it stands: the answer


def with_room(sections: list[Section], rounds: Sequence[Any], lang: str) -> list[Section]:
    """The sections of a report, with that of the room if it was asked anything. Raises ConfigError for what is none of ours."""
    if not rounds:
        return sections
    at = next((number for number, section in enumerate(sections, 1) if section.anchor == AFTER), 0)
    return [*sections[:at], expected(rounds, lang), *sections[at:]]


def expected(rounds: Sequence[Any], lang: str) -> Section:
    """The questions of a session, as `viz.room.kept` keeps them. Raises ConfigError for a file changed by hand."""
    blocks = [p(say("lead", lang))]
    for number, data in enumerate(rounds, 1):
        try:
            asked = round_of(RoundShape.model_validate(data))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            key = ".".join(str(part) for part in ("room", number, *first["loc"]))
            why = f"summary.json: {key}: {first['msg'].lower()}"
            raise ConfigError(f"{why}; make the report again from the session file") from None
        blocks += _vote(asked, number, lang) if asked.kind == VOTE else _guess(asked, number, lang)
    return Section("room", say("heading", lang), blocks)


def _people(asked: QuestionRound, lang: str) -> Block:
    count = len(asked.answers)
    return p(say("answered_one", lang) if count == 1 else say("answered", lang, count=count))


def _vote(asked: QuestionRound, number: int, lang: str) -> list[Block]:
    rows = [[Cell(pick(option, lang)), Cell(str(count))] for option, count in zip(asked.options, crowd.counts(asked))]
    head = [say("th_option", lang), say("th_votes", lang)]
    told = table(ReportTable(say("votes_caption", lang), head, rows, "numbers"))
    return [h3(say("vote", lang, number=number, text=pick(asked.text, lang))), _people(asked, lang), told]


def _guess(asked: QuestionRound, number: int, lang: str) -> list[Block]:
    names = [pick(pair, lang) for pair in asked.worlds]
    one, other = (f"{letter} ({name})" for letter, name in zip("AB", [*names, "", ""]))
    head = h3(say("question", lang, number=number, week=asked.week, years=asked.years, one=one, other=other))
    lines = [line for line in asked.lines if line.name in LINES]
    shown_lines = [_row(asked, line, lang) for line in lines]
    columns = [say(f"th_{name}", lang) for name in ("line", "a", "ways", "middle", "b", "futures", "surprise")]
    blocks = [head, _people(asked, lang)]
    if shown_lines:
        blocks.append(table(ReportTable(say("caption", lang), columns, shown_lines, "numbers")))
    blocks += _drawn(asked, lang)
    return blocks if asked.stage == REVEALED else [*blocks, p(say("not_revealed", lang), "note")]


def _row(asked: QuestionRound, line: Line, lang: str) -> list[Cell]:
    words, found = ViewerWords(lang).line(line.name), crowd.surprise(asked, line)
    middle = shown(line.name, found["middle"], lang) if "middle" in found else "–"
    cells = [Cell(words["title"], words["about"]), Cell(shown(line.name, line.base, lang)),
             Cell(" · ".join(map(str, crowd.ways(asked, line)))), Cell(middle)]  # fmt: skip
    if asked.stage != REVEALED or line.name not in asked.came_out:
        return [*cells, Cell("–"), Cell("–"), Cell("–")]
    ends = {name: shown(line.name, found[name], lang) for name in ("low", "high") if name in found}
    return [*cells, Cell(shown(line.name, asked.came_out[line.name], lang)), Cell(say("to", lang, **ends) if ends else "–"),
            Cell(say(f"s_{found['kind']}", lang))]  # fmt: skip


def _drawn(asked: QuestionRound, lang: str) -> list[Block]:
    lines = crowd.drawings(asked)
    if not lines or not asked.happened or asked.stage != REVEALED:
        return []
    ends = {"middle": shown(DRAWN, crowd.middle_drawing(lines)[-1], lang), "happened": shown(DRAWN, asked.happened[-1], lang)}
    return [p(say("drawn", lang, count=len(lines), title=title(DRAWN, lang), **ends))]
