"""The kinds of events that a household's story is made of, and the event itself: data, no words."""

from typing import Any, NamedTuple

# Every kind of event in the order of the week: its phase, and whether a short telling keeps it.
KINDS: dict[str, tuple[str, bool]] = {
    "left": ("live", True), "life_event": ("live", True), "job_lost": ("live", True), "found_work": ("live", True),
    "pension": ("live", True), "sanctioned": ("live", True), "sanction_bites": ("live", True),
    "evicted": ("live", True), "child_placed": ("live", True), "admitted": ("live", True),
    "crisis_over": ("live", True), "changed_group": ("live", True), "provision_ended": ("live", True),
    "provision_extended": ("live", False), "debt_help_broken_off": ("live", True), "nursing_home_asked": ("live", True),
    "file_left": ("live", True),
    "out_of_view": ("seek", True), "back_in_view": ("seek", True), "gave_up_waiting": ("seek", True),
    "request_lapsed": ("seek", True),
    "asked_team": ("triage", True), "file_opened": ("triage", True), "peer_joined": ("triage", True),
    "first_conversation": ("work", True), "missed_appointment": ("work", False), "understood": ("work", True),
    "plan_made": ("work", True), "plan_blocked": ("work", True), "request_made": ("work", True),
    "nothing_on_offer": ("work", False),
    "granted": ("decide", True), "refused": ("decide", True), "passed_on": ("decide", True),
    "not_needed": ("decide", False), "provision_started": ("decide", True), "home_found": ("decide", True),
    "papers_arranged": ("decide", True), "moved_to_nursing_home": ("decide", True),
    "file_closed": ("close", True), "handover": ("strain", True), "finance_stop": ("steer", True),
    "rule_changed": ("learn", True),
    # how things stand at the end of the week
    "debt_grew": ("state", True), "debt_cleared": ("state", True), "need_counts": ("state", False),
    "need_urgent": ("state", True), "need_met": ("state", True), "recovered": ("state", True),
    "stress_high": ("state", True), "stress_eased": ("state", True), "trust_low": ("state", True),
    "trust_high": ("state", True),
}  # fmt: skip
ORDER = {kind: at for at, kind in enumerate(KINDS)}


class Event(NamedTuple):
    """One thing that happened in policy week `week` (the first is 1). Empty where a field does not apply.

    `domain`, `agency` and `what` are names of the model (a provision, a rule, a group, an income source); `numbers`
    holds (name, value) pairs in the units of the columns: weeks, hours, euro, shares.
    """

    week: int
    kind: str
    domain: str = ""
    agency: str = ""
    what: str = ""
    numbers: tuple[tuple[str, float], ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What happened, without when and how much: two worlds tell the same when their keys are the same."""
        return self.kind, self.domain, self.agency, self.what

    def number(self, name: str) -> float | None:
        """A number of the event, or None."""
        return dict(self.numbers).get(name)

    def plain(self) -> dict[str, Any]:
        """The event for JSON: empty fields left out."""
        told = {name: value for name, value in self._asdict().items() if value not in ("", ())}
        return told | ({"numbers": dict(self.numbers)} if self.numbers else {})
