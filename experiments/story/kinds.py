"""The kinds of events that a household's story is made of, and the event itself: data, no words."""

from typing import Any, NamedTuple

# Every kind of event in the order of the week: its phase, and whether a short telling keeps it.
KINDS: dict[str, tuple[str, bool]] = {
    "left": ("live", True), "life_event": ("live", True), "job_lost": ("live", True), "income_stopped": ("live", True),
    "detained": ("live", True), "found_work": ("live", True), "benefit_granted": ("live", True), "pension": ("live", True),
    "sanctioned": ("live", True), "sanction_over": ("live", False), "parted": ("live", True), "dementia": ("live", True),
    "allowance_stopped": ("live", True), "allowance_restored": ("live", True), "identity_lost": ("live", True),
    "identity_back": ("live", True), "home_unfit": ("live", True), "home_mended": ("live", True),
    "evicted": ("live", True), "home_ended": ("live", True), "staying_with_others": ("live", True),
    "own_home_found": ("live", True), "debts_collected": ("live", True), "settled": ("live", True),
    "settlement_lost": ("live", True), "child_placed": ("live", True), "admitted": ("live", True),
    "crisis_over": ("live", True), "setback": ("live", True), "provision_ended": ("live", True),
    "provision_extended": ("live", False), "nursing_home_asked": ("live", True), "file_left": ("live", True),
    "out_of_view": ("seek", True), "back_in_view": ("seek", True), "gave_up_waiting": ("seek", True),
    "request_lapsed": ("seek", True),
    "asked_team": ("triage", True), "advised": ("triage", True), "more_seen": ("triage", True), "file_opened": ("triage", True),
    "peer_joined": ("triage", True),
    "desk_visit": ("work", True), "first_conversation": ("work", True), "missed_appointment": ("work", False),
    "understood": ("work", True), "deed_blocked": ("work", True), "deed_applied": ("work", True), "deed_begun": ("work", True),
    "request_made": ("work", True), "nothing_on_offer": ("work", False),
    "deed_asked": ("decide", False), "deed_passed_on": ("decide", True), "deed_granted": ("decide", True),
    "deed_refused": ("decide", True), "deed_arranged": ("decide", False), "deed_done": ("decide", True),
    "deed_failed": ("decide", True), "deed_dropped": ("decide", True), "deed_undone": ("decide", True),
    "granted": ("decide", True), "refused": ("decide", True), "passed_on": ("decide", True),
    "not_needed": ("decide", False), "provision_started": ("decide", True), "arrangement_started": ("decide", False),
    "shelter_entered": ("decide", True), "home_found": ("decide", True), "papers_arranged": ("decide", True),
    "moved_to_nursing_home": ("decide", True),
    "file_closed": ("close", True), "handover": ("strain", True), "finance_stop": ("steer", True),
    "rule_changed": ("learn", True),
    # how things stand at the end of the week
    "room_short": ("state", True), "room_enough": ("state", True), "rent_behind": ("state", True),
    "debt_grew": ("state", True), "debt_cleared": ("state", True), "need_counts": ("state", False),
    "need_urgent": ("state", True), "need_met": ("state", True), "recovered": ("state", True),
    "stress_high": ("state", True), "stress_eased": ("state", True), "trust_low": ("state", True),
    "trust_high": ("state", True),
}  # fmt: skip
ORDER = {kind: at for at, kind in enumerate(KINDS)}


class Event(NamedTuple):
    """One thing that happened in policy week `week` (the first is 1). Empty where a field does not apply.

    `domain`, `agency` and `what` are names of the model (a provision, a deed, a rule, an ending, an income source); `by` is
    the way by which a deed was allowed, or the rule that stopped it. `numbers` holds (name, value) pairs in the units of
    the columns: weeks, hours, euro, shares.
    """

    week: int
    kind: str
    domain: str = ""
    agency: str = ""
    what: str = ""
    numbers: tuple[tuple[str, float], ...] = ()
    by: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What happened, without when and how much: two worlds tell the same when their keys are the same."""
        return self.kind, self.domain, self.agency, self.what, self.by

    def number(self, name: str) -> float | None:
        """A number of the event, or None."""
        return dict(self.numbers).get(name)

    def plain(self) -> dict[str, Any]:
        """The event for JSON: empty fields left out."""
        told = {name: value for name, value in self._asdict().items() if value not in ("", ())}
        return told | ({"numbers": dict(self.numbers)} if self.numbers else {})
