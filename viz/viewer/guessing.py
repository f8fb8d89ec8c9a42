"""Guess first: what people expect before they see it, and a kind word on what surprised."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from abm.settings.errors import ConfigError
from abm.state.outcomes import OUTCOMES
from viz.viewer.band import OUTCOME_OF
from viz.viewer.course import Course
from viz.viewer.frames import WAITS
from viz.viewer.naming import world_names
from viz.words.viewer import ViewerWords, say

if TYPE_CHECKING:
    from viz.viewer.session import Session
    from viz.viewer.visitor import Visitor

ASKED = ("in_term", "unmet", "wait_median", "resolved", "burnout", "cost")
DRAWN = "waited"
ANSWERS = ("lower", "same", "higher")
MOST, MOST_KEPT = 60, 200  # guesses at one question, and in one session
CLOSE = 0.2  # of the range that both lines span: a drawing nearer than this on average is called close
POINTS = 60  # of a drawing that are kept


class Guessing:
    """The guesses of a room about pairs of worlds, one question after the other: asked, then revealed. None is thrown away."""

    def __init__(self) -> None:
        self.revealed = False
        self.question = 0  # which question it is; those before stay in the session
        self._of: list[Course] = []  # the worlds that it is about

    def do(self, command: dict[str, Any], visitor: "Visitor") -> None:
        """Do what the page asks: begin, add, reveal, again. Raises ConfigError with kind words."""
        session, lang = visitor.session, visitor.lang
        what = command["what"]
        if len(session.worlds) < 2:
            raise ConfigError(say("guess_need_two", lang))
        if what in ("begin", "add", "reveal"):
            self._begin(session, visitor.gone)
        if what == "add":
            self._add(session, command, lang)
        elif what == "reveal":
            if not self._asked(session):
                raise ConfigError(say("guess_none", lang))
            session.run_to(session.weeks)
            self.revealed = True
        elif what == "again":
            self.question, self.revealed = self.question + 1, False

    def _begin(self, session: "Session", stop: Callable[[], bool]) -> None:
        """Ask about the worlds as they are now: another question when they are others. The answer is made out of sight."""
        of = [world.course for world in session.worlds[:2]]
        if not self.question:  # the page has just come, or come back: the last question is taken up when it was about these
            asked = [guess for guess in session.guesses if guess["question"] >= 0]  # those below are of the story
            last = asked[-1] if asked else {}
            self.question = int(last.get("question", 0)) + int(last.get("worlds") != self._names(session))
        elif len(of) != len(self._of) or any(one is not other for one, other in zip(of, self._of, strict=True)):
            self.question, self.revealed = self.question + bool(self._asked(session)), False
        self._of = of
        for course in of:
            course.reach(session.weeks, stop)

    def open_at(self, courses: list[Course]) -> bool:
        """Whether a question about these worlds waits for its answer to be revealed."""
        return bool(self._of) and not self.revealed and all(one is other for one, other in zip(self._of, courses, strict=False))

    def _asked(self, session: "Session") -> list[dict[str, Any]]:
        """The guesses at the question that is open."""
        return [guess for guess in session.guesses if guess["question"] == self.question]

    def _names(self, session: "Session") -> list[str]:
        return [name[:300] for name in world_names(session.moment(), "en")[:2]]

    def _add(self, session: "Session", command: dict[str, Any], lang: str) -> None:
        given = dict(command.get("answers") or {})
        answers = {line: answer for line, answer in given.items() if line in ASKED and answer in ANSWERS}
        drawn = [float(value) for value in (command.get("drawn") or [])][:POINTS]
        if not np.isfinite(drawn).all():
            raise ValueError("a drawing has finite points")
        if not answers and len(drawn) < 2:
            raise ConfigError(say("guess_empty", lang))
        if len(self._asked(session)) >= MOST or len(session.guesses) >= MOST_KEPT:
            raise ConfigError(say("guess_full", lang, most=len(session.guesses)))
        session.guesses.append({
            "who": " ".join(str(command.get("who") or "").split())[:40], "week": session.week, "answers": answers,
            "drawn": {DRAWN: drawn} if len(drawn) > 1 else {}, "question": self.question, "worlds": self._names(session),
        })  # fmt: skip

    def told(self, session: "Session", lang: str) -> dict[str, Any]:
        """What the page shows: how many guessed; after revealing also the truth, the votes and kind words."""
        guesses, weeks = self._asked(session), session.weeks
        ready = len(session.worlds) > 1 and all(world.course.week >= weeks for world in session.worlds[:2])
        found: dict[str, Any] = {
            "asked": list(ASKED), "count": len(guesses), "revealed": ready and self.revealed, "drawn": DRAWN, "ready": ready,
            "seen": session.week >= weeks and not self.revealed, "before": len(session.guesses) - len(guesses),
            "names": [guess["who"] or f"#{number + 1}" for number, guess in enumerate(guesses)],
        }  # fmt: skip
        if ready:
            lines = [world.course.lines for world in session.worlds[:2]]
            found["base"] = _thin(lines[0][DRAWN])
            if self.revealed:
                truth = truths(lines[0], lines[1])
                found |= {
                    "truth": truth,
                    "happened": _thin(lines[1][DRAWN]),
                    "votes": {line: _votes(guesses, line) for line in ASKED},
                    "scores": [score(guess, truth, lines, lang) for guess in guesses],
                    "room": unforeseen_by_most(guesses, truth, lang),
                    "lines": [guess["drawn"].get(DRAWN, []) for guess in guesses],
                }
        return found


def truths(first: dict[str, Any], second: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Per line its value over all weeks in both worlds, and whether the second is lower, about the same or higher.

    About the same: nearer than the smallest difference that matters, which the outcome of that line gives.
    """
    found = {}
    for line in ASKED:
        one, other = (_over_weeks(line, lines[line]) for lines in (first, second))
        if one is None or other is None:
            continue
        gap, smallest = other - one, OUTCOMES[OUTCOME_OF[line]].smallest
        answer = "same" if abs(gap) < smallest else "higher" if gap > 0 else "lower"
        found[line] = {"one": round(one, 4), "other": round(other, 4), "answer": answer}
    return found


def score(guess: dict[str, Any], truth: dict[str, dict[str, Any]], lines: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """How many were foreseen, and words about what was not."""
    asked = [line for line in guess["answers"] if line in truth]
    wrong = [line for line in asked if guess["answers"][line] != truth[line]["answer"]]
    words = []
    if asked:
        words.append(say("guess_score", lang, right=len(asked) - len(wrong), asked=len(asked)) + ".")
        if wrong:
            words.append(say("guess_surprise", lang, what=", ".join(_title(line, lang) for line in wrong)))
        else:
            words.append(say("guess_all", lang))
    if guess["drawn"].get(DRAWN):
        words.append(say(_of_drawing(guess["drawn"][DRAWN], lines), lang))
    return {"right": len(asked) - len(wrong), "asked": len(asked), "wrong": wrong, "words": " ".join(words)}


def _of_drawing(drawn: list[float], lines: list[dict[str, Any]]) -> str:
    """The word for a drawn line: close, the right way, or another way."""
    at = np.linspace(0.0, 1.0, POINTS)
    guessed = np.interp(at, np.linspace(0.0, 1.0, len(drawn)), drawn)
    base, happened = (np.array(_thin(line[DRAWN]), np.float64) for line in lines)
    smallest = OUTCOMES[OUTCOME_OF[DRAWN]].smallest
    span = max(float(np.ptp(np.concatenate([base, happened]))), smallest)
    if np.abs(guessed - happened).mean() <= CLOSE * span:
        return "guess_close"
    if abs((happened - base).mean()) < smallest:  # a way is only a way when it goes somewhere
        return "guess_close" if abs((guessed - base).mean()) < smallest else "guess_flat"
    return "guess_way" if (guessed - base).mean() * (happened - base).mean() > 0 else "guess_other_way"


def unforeseen_by_most(guesses: list[dict[str, Any]], truth: dict[str, dict[str, Any]], lang: str) -> str:
    """What most people did not foresee, or nothing; one person is no room."""
    if len(guesses) < 3:
        return ""
    wrong = Counter(line for guess in guesses for line, answer in guess["answers"].items()
                    if line in truth and answer != truth[line]["answer"])  # fmt: skip
    most = [line for line, count in wrong.items() if count * 2 > sum(line in guess["answers"] for guess in guesses)]
    return say("guess_room", lang, what=", ".join(_title(line, lang) for line in most)) if most else ""


def _votes(guesses: list[dict[str, Any]], line: str) -> list[int]:
    counted = Counter(guess["answers"].get(line) for guess in guesses)
    return [counted[answer] for answer in ANSWERS]


def _title(line: str, lang: str) -> str:
    title: str = ViewerWords(lang).line(line)["title"]
    return title[:1].lower() + title[1:]


def _over_weeks(line: str, values: list[float | None]) -> float | None:
    """The mean of a line, or the last value of one that counts from the start; None when there is none."""
    known = [value for value in values if value is not None]
    return None if not known else float(known[-1] if line in WAITS else np.mean(known))


def _thin(values: list[float | None]) -> list[float]:
    """A line at POINTS weeks, gaps filled from their neighbours."""
    known = [(week, value) for week, value in enumerate(values) if value is not None]
    if not known:
        return [0.0] * POINTS
    weeks, found = zip(*known, strict=True)
    return [round(float(v), 3) for v in np.interp(np.linspace(0, len(values) - 1, POINTS), weeks, found)]
