"""What the pages of a room are told: a phone its question and its own answer, the facilitator's page the whole crowd."""

from typing import Any

from experiments.words.language import pick
from viz.room import crowd
from viz.room.numbers import shown, title
from viz.room.rounds import CLOSED, GUESS, OPEN, REVEALED, VOTE, Line, QuestionRound
from viz.room.words import PANEL, listed, say
from viz.viewer.guessing import DRAWN
from viz.viewer.luck import REPLICATIONS
from viz.words.viewer import ViewerWords

BINS = 40  # places of a strip at which guesses are stacked
LETTERS = "AB"


def for_phone(asked: QuestionRound | None, phone: str, lang: str) -> dict[str, Any]:
    """What a phone shows: what came out and the room's middle guess only when they are revealed, of others never more."""
    if asked is None:
        return {"round": None}
    mine = asked.answers.get(phone)
    told: dict[str, Any] = {
        "number": asked.number, "kind": asked.kind, "stage": asked.stage, "years": asked.years,
        "worlds": [pick(pair, lang) for pair in asked.worlds], "mine": mine and mine._asdict(),
    }  # fmt: skip
    if asked.kind == VOTE:
        told |= {"text": pick(asked.text, lang), "options": [pick(pair, lang) for pair in asked.options]}
        return {"round": told | ({"counts": crowd.counts(asked)} if asked.stage != OPEN else {})}
    told["lines"] = [_line_for_phone(asked, line, lang) for line in asked.lines]
    told["curve"] = _curve(asked, lang)
    if asked.stage == REVEALED:
        told["foreseen"] = crowd.foreseen(asked, phone)
    return {"round": told}


def _line_for_phone(asked: QuestionRound, line: Line, lang: str) -> dict[str, Any]:
    told = _line(line, lang)
    if asked.stage == REVEALED:
        found = crowd.surprise(asked, line)
        told |= {"came_out": asked.came_out.get(line.name), "middle": found.get("middle")}
        told["words"] = surprise_words(line, found, lang)
    return told


def _line(line: Line, lang: str) -> dict[str, Any]:
    words = ViewerWords(lang).line(line.name)
    return line._asdict() | {"title": words["title"], "about": words["about"], "kind": words["kind"]}


def _curve(asked: QuestionRound, lang: str) -> dict[str, Any] | None:
    if asked.curve is None:
        return None
    words = ViewerWords(lang).line(DRAWN)
    told = {"title": words["title"], "about": words["about"], "kind": words["kind"], "knots": crowd.KNOTS,
            "base": asked.curve.base, "top": asked.curve.top}  # fmt: skip
    if asked.stage == REVEALED:
        told |= {"happened": asked.happened, "middle": crowd.middle_drawing(crowd.drawings(asked))}
    return told


def surprise_words(line: Line, found: dict[str, Any], lang: str) -> str:
    """One sentence on whether what came out is a surprise to the room."""
    fields = {name: shown(line.name, found[name], lang) for name in ("low", "high") if name in found}
    counted = {name: found[name] for name in ("futures", "inside", "of") if name in found}
    return say(found["kind"], lang, all=REPLICATIONS + 1, **fields, **counted)


def for_panel(rounds: list[QuestionRound], asked: QuestionRound | None, lang: str) -> dict[str, Any]:
    """What the facilitator's panel shows: answers are counted while a question is open, and shown when it is closed."""
    return {
        "words": listed(PANEL, lang), "lang": lang,
        "round": asked and _round_for_panel(asked, lang),
        "earlier": [_earlier(each, lang) for each in rounds if each is not asked and each.answers],
    }  # fmt: skip


def _earlier(asked: QuestionRound, lang: str) -> dict[str, Any]:
    names = [*(line.name for line in asked.lines), *([DRAWN] if asked.curve else [])]
    text = pick(asked.text, lang) if asked.kind == VOTE else ", ".join(ViewerWords(lang).line(name)["title"] for name in names)
    return {"number": asked.number, "text": text, "answers": len(asked.answers)}


def _round_for_panel(asked: QuestionRound, lang: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": asked.number, "kind": asked.kind, "stage": asked.stage, "years": asked.years, "answers": len(asked.answers),
        "worlds": [pick(pair, lang) for pair in asked.worlds],
    }  # fmt: skip
    if asked.kind == GUESS:
        told["lead"] = say("guess_lead" if asked.years > 1 else "guess_lead_one", lang, years=asked.years)
        told["lines"] = [_strip(asked, line, lang) for line in asked.lines]
        told["curve"] = _drawn(asked, lang)
    else:
        told["text"] = pick(asked.text, lang)
        told["options"] = [pick(pair, lang) for pair in asked.options]
        told["counts"] = crowd.counts(asked) if asked.stage != OPEN else []
    return told


def _strip(asked: QuestionRound, line: Line, lang: str) -> dict[str, Any]:
    """A line with every guess as a dot, stacked where they are alike; what came out and the futures once revealed."""
    told = _line(line, lang) | {"given": len(crowd.guesses(asked, line.name)), "a": shown(line.name, line.base, lang)}
    told |= {"zero": shown(line.name, 0.0, lang), "end": shown(line.name, line.top, lang)}
    if asked.stage == OPEN:
        return told
    bins = [0] * (BINS + 1)
    for value in crowd.guesses(asked, line.name):
        bins[round(value / line.top * BINS)] += 1
    found = crowd.surprise(asked, line)
    lower, same, higher = crowd.ways(asked, line)
    told |= {"bins": bins, "ways": say("ways", lang, lower=lower, same=same, higher=higher), "middle": found.get("middle")}
    if "middle" in found:
        told["middle_words"] = say("middle", lang, value=shown(line.name, found["middle"], lang))
    if asked.stage == REVEALED and line.name in asked.came_out:
        told |= {"came_out": asked.came_out[line.name], "low": found.get("low"), "high": found.get("high"),
                 "surprise": found["kind"], "futures": found["futures"], "words": surprise_words(line, found, lang),
                 "came_words": say("came", lang, value=shown(line.name, asked.came_out[line.name], lang))}  # fmt: skip
        if "middle" in found:
            told["off_words"] = _off(line, found["middle"] - asked.came_out[line.name], lang)
    return told


def _off(line: Line, gap: float, lang: str) -> str:
    """How far off the middle guess was; one nearer than what matters was about right."""
    if abs(gap) < line.smallest:
        return say("off_none", lang)
    size = shown(line.name, abs(gap), lang)
    points = say("points", lang, gap=size.rstrip("%\u00a0")) if "%" in size else size
    return say("off_low" if gap < 0.0 else "off_high", lang, gap=points)


def _drawn(asked: QuestionRound, lang: str) -> dict[str, Any] | None:
    told, lines = _curve(asked, lang), crowd.drawings(asked)
    if told is None:
        return None
    told |= {"given": len(lines), "words": say("drew_one", lang) if len(lines) == 1 else say("drew", lang, count=len(lines))}
    if asked.stage in (CLOSED, REVEALED):
        told |= {"lines": lines, "middle": crowd.middle_drawing(lines)}
    return told


def lines_to_ask(lang: str, asked: tuple[str, ...]) -> list[dict[str, str]]:
    """What the facilitator can tick: names and titles."""
    return [{"name": name, "title": ViewerWords(lang).line(name)["title"]} for name in asked]


def drawn_title(lang: str) -> str:
    """The title of the line that is drawn, within a sentence."""
    return title(DRAWN, lang)
