"""Small rooms for tests: time that stands still, a question with two lines and a drawing, a vote, and phones that joined."""

from viz.room.room import Room
from viz.room.rounds import GUESS, VOTE, QuestionRound, curve, guess_lines
from viz.viewer.guessing import POINTS

A, B = ("Counting", "Tellen"), ("Responsive", "Responsief")
VALUES = {"in_term": 0.86, "unmet": 0.51, "wait_median": 2.0, "resolved": 0.17, "burnout": 0.67, "cost": 4412.0}


class Clock:
    """Time that a test turns."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def guess(**more):
    """A question with two lines and a drawing."""
    return QuestionRound(0, GUESS, [A, B], 0, 5, guess_lines(VALUES, ("unmet", "burnout")), curve([1.0] * POINTS), **more)


def vote():
    return QuestionRound(0, VOTE, [A, B], 0, 5, text=("Bet?", "Rekenen?"), options=(("yes", "ja"), ("no", "nee")))


def room_with(asked, phones=3):
    room = Room(clock=Clock())
    found = [room.join(f"table {number}") for number in range(phones)]
    room.ask(asked)
    return room, found
