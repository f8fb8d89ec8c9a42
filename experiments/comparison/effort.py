"""What a comparison ran and what for: counted for the summary, timed for the terminal.

A run counts once, under the first purpose that asks for it, whether it is done now or was kept: so the count follows from what
was asked. Seconds are those of this process and its workers; they are no part of what is stored.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from experiments.runs.replicate import Record
from experiments.runs.workers import cpu_count
from experiments.words.say import number, say


class Purpose(NamedTuple):
    """What a phase runs for. What is not `kept` is done anew each time; `warms_up` is with a starting state of its own."""

    name: str
    kept: bool = True
    warms_up: bool = False


PHASES = {
    "runs": Purpose("as_asked"), "runs at equal euros": Purpose("equal_euros"), "other luck": Purpose("other_luck"),
    "other evidence": Purpose("other_evidence"), "guards": Purpose("guards", kept=False, warms_up=True),
    "stories": Purpose("stories", kept=False),
}  # fmt: skip

# By which it is judged whether more processes pay: seconds of processor of a run and a starting state, runs of a comparison
# in all for each that was asked for, and what one more process takes before its first run. None of it needs to be exact.
SECONDS_PER_RUN, SECONDS_PER_HOUSEHOLD_WEEK, START_WEEKS = 0.02, 0.5e-6, 100
RUNS_IN_ALL, SECONDS_TO_START = 4, 4.0


def workers_for(request: Any) -> int:
    """As many processes as there are cores; this one alone where starting others takes longer than they would save."""
    cores, asked = cpu_count(), request.replications * (len(request.names) + 1)
    weeks = 52 * request.years + START_WEEKS
    seconds = RUNS_IN_ALL * asked * (SECONDS_PER_RUN + SECONDS_PER_HOUSEHOLD_WEEK * request.households * weeks)
    return cores if seconds * (1 - 1 / cores) > SECONDS_TO_START else 1


class Effort:
    """Runs, starting states and seconds of processor by purpose, as they come in."""

    def __init__(self) -> None:
        self.runs: dict[str, int] = {}
        self.starts: dict[str, int] = {}
        self.seconds: dict[str, float] = {}
        self._known: set[Any] = set()

    def add(self, phase: str, records: Sequence[Record]) -> None:
        """Count the runs of a phase."""
        purpose, kept, warms_up = PHASES[phase]
        for record in {record.job.id: record for record in records}.values():
            world = record.job.replication.seed, record.job.replication.draw
            fresh = not kept or record.job.id not in self._known
            self.runs[purpose] = self.runs.get(purpose, 0) + fresh
            self.starts[purpose] = self.starts.get(purpose, 0) + (warms_up or world not in self._known)
            self.seconds[purpose] = self.seconds.get(purpose, 0.0) + record.seconds * fresh
            self._known |= {world, record.job.id} if kept else {world}

    def told(self) -> dict[str, dict[str, int]]:
        """The `work` of the summary: purpose -> runs, and starting states that were first needed for it."""
        return {name: {"runs": self.runs[name], "starts": self.starts[name]} for name, *_ in PHASES.values()
                if self.runs.get(name)}  # fmt: skip


def work_line(work: Mapping[str, Mapping[str, int]], lang: str) -> str:
    """How many runs for what, in one sentence; empty where a summary does not tell."""
    if not work:
        return ""
    parts = ", ".join(f"{row['runs']} {say('work_' + purpose, lang)}" for purpose, row in work.items())
    runs, starts = (sum(row[key] for row in work.values()) for key in ("runs", "starts"))
    return say("work", lang, runs=runs, starts=starts, parts=parts)


def time_line(seconds: Mapping[str, float], lang: str) -> str:
    """Seconds of processor of the runs by purpose, and of all else that this process and its workers did until now."""
    rest = sum(os.times()[:4]) - sum(seconds.values())
    parts = ", ".join(f"{number(value, 1, lang)} {say('work_' + purpose, lang)}" for purpose, value in seconds.items())
    return say("time", lang, total=number(sum(seconds.values()), 1, lang), parts=parts, rest=number(max(rest, 0.0), 1, lang))
