"""What is observed: each outcome defined once, with unit, direction, wording and formula.

Every text, plot, report and page reads these definitions. `smallest` is the smallest difference that matters, fixed
before any run; it is a judgement of relevance, not a statistical quantity. Of outcomes that a team of any kind changes it
is a third of what the team as a whole does, measured under current practice and kept in configs/records/team_effect.yaml
(`abm.state.team_effect`); of the others `reason` says why it is what it is. No configuration layer may set an outcome.
"""

from typing import Any, NamedTuple

from abm.state.team_effect import TEAM_EFFECTS, TeamEffect, third


class Outcome(NamedTuple):
    """One observed quantity: direction -1 means less is better, +1 more is better, 0 neither.

    `team` is what having the team does to it, None where the record has no such row; `reason` says why `smallest` is
    what it is, where it does not follow from that.
    """

    name: str
    unit: str
    direction: int
    primary: bool
    smallest: float
    digits: int
    group: str
    en: str
    nl: str
    formula: str
    reason: str = ""
    team: TeamEffect | None = None

    @property
    def of_team(self) -> float | None:
        """The smallest difference that matters as a share of the team's effect, None without one."""
        return None if self.team is None or self.team.mean == 0.0 else self.smallest / abs(self.team.mean)


def _primary(*fields: Any, reason: str = "") -> Outcome:
    """A primary outcome: with a `reason` its smallest difference is judged, without it is a third of the team's effect.

    The number given in `fields` then stands in as long as no record has been made.
    """
    found, effect = Outcome(*(*fields[:3], True, *fields[3:], reason)), TEAM_EFFECTS.get(fields[0])
    if effect is None or not measures_it(reason):
        return found
    return found._replace(team=effect, smallest=found.smallest if reason else third(effect))


def measures_it(reason: str) -> bool:
    """Whether the team's effect is a measure for an outcome with this reason: not where nothing happens without a team."""
    return not reason.startswith(_JUDGED)


def _other(*fields: Any) -> Outcome:
    return Outcome(fields[0], fields[1], fields[2], False, *fields[3:])


_A = "the second year after first asking"
_AN = "tweede jaar na de eerste vraag"
_TROUBLE = "weeks with a need (severity x (1 - support)) of 0.6 or more, a crisis or no home, per year of households that"
_JUDGED = "judged, since without a team hardly anybody is met, no file closes and nobody can burn out"
_FEW = "judged: two in a hundred households, since a change for few may not be passed over because a team helps many"
_MONEY = "judged, since a third of what a team costs is too coarse for a budget"


def _since(low: int, high: int) -> tuple[Outcome, Outcome]:
    """Trouble and unmet need between so many weeks after first asking."""
    when, wanneer = f"week {low} to {high} after first asking", f"week {low} tot {high} na de eerste vraag"
    return (
        _other(f"trouble_since_{low}_{high}", "weeks a year per household", -1, 0.5, 2, "asking", f"serious trouble, {when}",
               f"ernstig in de knel, {wanneer}", f"as trouble_asked, in weeks {low}-{high - 1} after first asking"),
        _other(f"unmet_since_{low}_{high}", "severity per household", -1, 0.05, 3, "asking", f"unmet need, {when}",
               f"onvervulde behoefte, {wanneer}", f"as unmet_asked, in weeks {low}-{high - 1} after first asking"),
    )


DEFINITIONS = (
    _primary("trouble_asked", "weeks a year per household", -1, 0.9, 2, "residents", f"serious trouble, {_A}",
             f"ernstig in de knel, {_AN}",
             f"{_TROUBLE} first asked for help 52-103 weeks ago, in this world or one it is compared with (cohort A)"),
    _primary("trouble_waiting", "weeks a year per household", -1, 0.9, 2, "residents", "serious trouble, the half year after asking",
             "ernstig in de knel, half jaar na de eerste vraag",
             f"{_TROUBLE} first asked for help 0-25 weeks ago, in this world or one it is compared with (cohort B)"),
    _primary("trouble_struck", "weeks a year per household", -1, 0.6, 2, "residents", "serious trouble after the same life event",
             "ernstig in de knel na dezelfde gebeurtenis",
             f"{_TROUBLE} the same first life event struck 0-103 weeks ago, in every world compared (cohort C)"),
    _primary("resolved_lasting", "per 100 households that asked", 1, 2.0, 1, "lived", "resolved, and still so a year later",
             "opgelost, en een jaar later nog",
             "of households that first asked at least 104 weeks before the end and still live there 104 weeks later: the file "
             "closed (or the place asked for started) within 52 weeks with asked and root unmet < 0.2, the same again 52 weeks "
             "after that, and no new question between"),
    _primary("wait_median", "weeks", -1, 1.0, 1, "waiting", "waiting from asking to first contact (median)",
             "wachten van vraag tot eerste contact (mediaan)",
             "Kaplan-Meier median of weeks from first asking to the first kept meeting or the start of what was asked for; who "
             "gives up counts as not reached, who moves or dies drops out; 104 (or the whole horizon) stands for longer",
             reason=f"{_JUDGED}: a week more of waiting is what people notice (half of a two-week norm)"),
    _primary("wait_p90", "weeks", -1, 4.0, 1, "waiting", "waiting of the slowest tenth", "wachten van het traagste tiende",
             "weeks within which 90 % is reached, estimated as wait_median",
             reason=f"{_JUDGED}: a month for those who wait longest"),
    _primary("unreached_26", "per 100 households that asked", -1, 3.0, 1, "waiting", "gone or still waiting after 26 weeks",
             "afgehaakt of nog wachtend na 26 weken",
             "of households that first asked at least 26 weeks before the end, those not reached within 26 weeks, given up or "
             "not; who moved or died unreached within 26 weeks is left out",
             reason=f"{_JUDGED}: three in a hundred who asked"),
    _primary("return_52", "share of closed files", -1, 0.03, 3, "residents", "return within 52 weeks",
             "terugkeer binnen 52 weken",
             "share of files closed at least 52 weeks before the end whose household asks again within 52 weeks",
             reason=f"{_JUDGED}: three in a hundred closed files"),
    _primary("burnout", "share of staff", -1, 0.03, 3, "staff", "burnout", "burn-out",
             "mean over weeks of the share of staff on the payroll with four-week mean exhaustion >= 0.50 and cynicism >= 0.33",
             reason=f"{_JUDGED}: three in a hundred staff"),
    _primary("societal_cost", "euro per household per year", -1, 40.0, 0, "money", "societal cost",
             "maatschappelijke kosten",
             "present value at 2.25 % of resources used (not transfers), volunteer, carer and unpaid hours valued, per household-year",
             reason=f"{_MONEY}: EUR 40 is 0.4 million a year for 10,000 households"),
    _primary("municipal_cost", "euro per household per year", -1, 30.0, 0, "money", "paid by the municipality, benefits included",
             "betaald door de gemeente, met uitkeringen", "ledger",
             reason=f"{_MONEY}: EUR 30 is 0.3 million a year for 10,000 households"),
    _primary("better_off", "per 1,000 households", 1, 20.0, 0, "residents", "households better off than under current practice",
             "huishoudens beter af dan in de huidige praktijk",
             "households whose mean unmet need is at least 0.05 below that of the same household, same luck, under current_practice",
             reason=_FEW),
    _primary("worse_off", "per 1,000 households", -1, 20.0, 0, "residents", "households worse off than under current practice",
             "huishoudens slechter af dan in de huidige praktijk",
             "households whose mean unmet need is at least 0.05 above that of the same household, same luck, under current_practice",
             reason=_FEW),
    _other("trouble", "weeks a year per household", -1, 0.2, 2, "residents", "serious trouble of the whole population",
           "ernstig in de knel, hele bevolking", "weeks with a need of 0.6 or more, a crisis or no home, over every household"),
    _other("unmet_need", "severity per household", -1, 0.02, 3, "residents", "unmet need", "onvervulde behoefte",
           "mean over weeks and over every household of the sum over 8 domains of severity x (1 - support)"),
    _other("unmet_asked", "severity per household", -1, 0.09, 3, "residents", f"unmet need, {_A}", f"onvervulde behoefte, {_AN}",
           "mean of the sum over 8 domains of severity x (1 - support), cohort and weeks as trouble_asked"),
    _other("unmet_waiting", "severity per household", -1, 0.09, 3, "residents", "unmet need, the half year after asking",
           "onvervulde behoefte, half jaar na de eerste vraag", "as unmet_asked, cohort and weeks as trouble_waiting"),
    _other("unmet_struck", "severity per household", -1, 0.06, 3, "residents", "unmet need after the same life event",
           "onvervulde behoefte na dezelfde gebeurtenis", "as unmet_asked, cohort and weeks as trouble_struck"),
    _other("unmet_worst_tenth", "severity per household", -1, 0.08, 3, "residents", "unmet need of the worst tenth",
           "onvervulde behoefte van het zwaarst getroffen tiende",
           "mean over weeks of the mean unmet need of the tenth of households with most of it that week"),
    *(item for low, high in ((0, 13), (13, 26), (26, 52), (52, 78), (78, 104)) for item in _since(low, high)),
    _other("gave_up", "per 100 households that asked", -1, 3.0, 1, "waiting", "gave up before anybody met them",
           "afgehaakt voordat iemand hen sprak", "households that left the queue, or gave up the request, after first asking"),
    _other("evicted_asked", "per 1,000 households that asked", -1, 2.0, 1, "harms", "evicted in the two years after asking",
           "uit huis gezet in de twee jaar na de vraag", "households followed for 104 weeks after first asking in this world"),
    _other("child_placed_asked", "per 1,000 households that asked", -1, 2.0, 1, "harms", "child placed in the two years after asking",
           "kind uit huis geplaatst in de twee jaar na de vraag", "households with a child elsewhere, by a court or by agreement, in any of those weeks"),
    _other("no_income_asked", "per 1,000 households that asked", -1, 2.0, 1, "harms", "without income in the two years after asking",
           "zonder inkomen in de twee jaar na de vraag", "households without income in any of those weeks"),
    _other("no_home_asked", "per 1,000 households that asked", -1, 2.0, 1, "harms", "without a home in the two years after asking",
           "zonder huis in de twee jaar na de vraag", "households without a home in any of those weeks"),
    _other("unmet_weighted", "severity, weighted by importance", -1, 0.0025, 4, "residents",
           "unmet need weighted by what matters to the resident", "onvervulde behoefte gewogen naar wat de bewoner telt",
           "as unmet_need, each domain weighted by its importance to the household (weights sum to 1)"),
    _other("wellbeing", "index 0-1", 1, 0.01, 3, "residents", "wellbeing", "welbevinden",
           "1 - (importance-weighted unmet need + stress) / 2, mean over households and weeks"),
    _other("stress", "index 0-1", -1, 0.01, 3, "residents", "stress of residents", "stress van bewoners", "mean over households and weeks"),
    _other("trust_team", "index 0-1", 1, 0.01, 3, "residents", "trust in the team", "vertrouwen in het team", "mean over households and weeks"),
    _other("trust_government", "index 0-1", 1, 0.01, 3, "residents", "trust in government", "vertrouwen in de overheid", "mean over households and weeks"),
    _other("debt", "euro per household", -1, 100.0, 0, "residents", "problem debt", "problematische schuld", "mean over households and weeks"),
    _other("out_of_view", "share of households", -1, 0.002, 4, "residents", "out of view", "uit beeld", "mean over weeks"),
    _other("inequality", "difference in severity", -1, 0.02, 3, "residents", "inequality over capacity to act", "ongelijkheid naar doenvermogen",
           "mean unmet need of the third with least base capacity minus that of the third with most"),
    _other("evictions", "per 10,000 households a year", -1, 0.5, 2, "crises", "evictions", "huisuitzettingen", "events over the horizon"),
    _other("placements", "per 10,000 households a year", -1, 0.5, 2, "crises", "children placed out of home", "uithuisplaatsingen", "placements by a court over the horizon"),
    _other("admissions", "per 10,000 households a year", -1, 1.0, 2, "crises", "crisis admissions", "crisisopnames", "psychiatric admissions over the horizon"),
    _other("shelter_entries", "per 10,000 households a year", -1, 0.5, 2, "crises", "entries into shelter", "instroom opvang", "events over the horizon"),
    _other("nursing_home_entries", "per 10,000 households a year", -1, 1.0, 2, "crises", "moves to a nursing home", "verhuizingen naar een verpleeghuis", "events over the horizon"),
    _other("incidents", "per 10,000 households a year", -1, 2.0, 2, "crises", "police and ambulance calls", "inzet van politie en ambulance", "calls over the horizon"),
    _other("outflow_to_work", "per 10,000 households a year", 1, 2.0, 1, "residents", "from benefit to work", "uitstroom naar werk", "events over the horizon"),
    _other("sanctions", "per 10,000 households a year", 0, 2.0, 1, "residents", "benefit sanctions", "sancties op uitkering", "events over the horizon"),
    _other("requests", "per 10,000 households a week", 0, 0.5, 2, "flow", "requests to the team", "aanvragen bij het team", "events over the horizon"),
    _other("failure_demand", "share of requests", -1, 0.03, 3, "flow", "failure demand", "herstelvraag",
           "share of requests on a domain closed unresolved or refused at most 52 weeks ago, or driven by it without new shock, or chasing while waiting"),
    _other("recorded_rate", "share of closed files", 0, 0.03, 3, "recorded", "closed within the term (recorded)", "binnen de termijn gesloten (geregistreerd)",
           "closures within the term / closures"),
    _other("true_rate", "share of closed files", 1, 0.03, 3, "lived", "resolved and staying so 26 weeks", "opgelost en 26 weken gebleven",
           "closures with asked and root unmet < 0.2 and no new request in 26 weeks / closures"),
    _other("sustained_resolution", "share of closed files", 1, 0.03, 3, "lived", "resolved and staying so 52 weeks", "opgelost en 52 weken gebleven",
           "the same over 52 weeks; households hit by a new outside shock are left out"),
    _other("closures_per_fte", "files per fte per week", 0, 0.1, 2, "recorded", "files closed per fte", "gesloten dossiers per fte", "closures / fte present"),
    _other("weeks_per_file", "weeks", 0, 2.0, 1, "recorded", "weeks per file", "weken per dossier", "mean age of files at closure"),
    _other("backlog", "households per 10,000", -1, 10.0, 0, "recorded", "people waiting", "wachtenden", "mean over weeks"),
    _other("compliance", "share of files", 0, 0.05, 3, "recorded", "protocol complete at closure", "protocol volledig bij sluiting", "mean protocol completion at closure"),
    _other("satisfaction", "index 0-1", 0, 0.03, 3, "recorded", "registered satisfaction", "geregistreerde tevredenheid", "closed cases that answer"),
    _other("caseload", "files per fte present", 0, 1.0, 1, "flow", "files per fte", "dossiers per fte", "mean over weeks"),
    _other("no_shows", "share of contacts", -1, 0.02, 3, "flow", "missed appointments", "gemiste afspraken", "mean over weeks"),
    _other("refusals", "per 10,000 households a year", -1, 10.0, 1, "flow", "requests refused", "afgewezen aanvragen", "events over the horizon"),
    _other("pass_ons", "per 10,000 households a year", -1, 10.0, 1, "flow", "requests passed on", "doorgestuurde aanvragen", "events over the horizon"),
    _other("agency_wait", "weeks", -1, 1.0, 1, "flow", "waiting for a place", "wachten op een plek", "mean weeks waited by those who got a place"),
    _other("exhaustion", "index 0-1", -1, 0.02, 3, "staff", "exhaustion", "uitputting", "mean over staff and weeks"),
    _other("cynicism", "index 0-1", -1, 0.02, 3, "staff", "cynicism", "cynisme", "mean over staff and weeks"),
    _other("moral_distress", "index 0-1", -1, 0.02, 3, "staff", "moral distress", "morele stress", "mean over staff and weeks"),
    _other("sickness", "share of staff", -1, 0.01, 3, "staff", "sickness absence", "ziekteverzuim", "mean over weeks"),
    _other("exits", "share of staff a year", -1, 0.02, 3, "staff", "staff leaving", "vertrek van personeel", "exits / posts / years"),
    _other("vacancy", "share of posts", -1, 0.01, 3, "staff", "vacancies", "vacatures", "mean over weeks"),
    _other("contact_share", "share of hours", 1, 0.03, 3, "staff", "hours with residents", "uren met bewoners", "hours by kind / hours present"),
    _other("admin_share", "share of hours", 0, 0.03, 3, "staff", "administration", "administratie", "hours by kind / hours present"),
    _other("coordination_share", "share of hours", 0, 0.03, 3, "staff", "coordination", "afstemming", "hours by kind / hours present"),
    _other("reflection_share", "share of hours", 0, 0.02, 3, "staff", "reflection and learning", "reflectie en leren", "hours by kind / hours present"),
    _other("shadow_hours", "hours per fte per week", -1, 0.2, 2, "staff", "unpaid hours", "onbetaalde uren", "hours worked beyond contract"),
    _other("programme_cost", "euro per household per year", 0, 10.0, 0, "money", "teams, programmes and change", "teams, programma's en verandering", "ledger"),
    _other("care_cost", "euro per household per year", -1, 30.0, 0, "money", "paid by insurer and care office", "betaald door zorgverzekeraar en zorgkantoor", "ledger"),
    _other("crisis_cost", "euro per household per year", -1, 5.0, 0, "money", "direct cost of crises", "directe kosten van crises", "ledger"),
    _other("cost_top", "euro per household per year", -1, 2000.0, 0, "money", "cost of the dearest 0.5 % of households", "kosten van de duurste 0,5 % huishoudens",
           "public cost of the dearest 0.5 % over the horizon, nursing home excluded"),
    _other("decision_variance", "variance of support", -1, 0.005, 4, "legitimacy", "differences between equal cases", "verschillen tussen gelijke gevallen",
           "variance of the fit granted among custom decisions, from who decides"),
    _other("favour_strong", "correlation", -1, 0.05, 3, "legitimacy", "favour for the strong", "voorkeur voor de sterken", "correlation of custom decisions with capacity at equal need"),
    _other("custom_plans", "per 10,000 households a year", 0, 5.0, 1, "legitimacy", "custom plans made", "maatwerkplannen", "events over the horizon"),
    _other("blocked_plans", "per 10,000 households a year", -1, 5.0, 1, "legitimacy", "custom plans blocked", "geblokkeerde maatwerkplannen", "events over the horizon"),
    _other("escalations", "per 10,000 households a year", 0, 5.0, 1, "learning", "escalations", "opschalingen", "events over the horizon"),
    _other("blockers_logged", "per 10,000 households a year", 0, 5.0, 1, "learning", "blockers logged", "gemelde knelpunten", "events over the horizon"),
    _other("rules_changed", "rules", 0, 0.5, 2, "learning", "rules changed", "gewijzigde regels", "local and national rules changed over the horizon"),
)

OUTCOMES = {outcome.name: outcome for outcome in DEFINITIONS}
PRIMARY = tuple(outcome.name for outcome in DEFINITIONS if outcome.primary)
WITH_REFERENCE = ("better_off", "worse_off")  # are set against the run of current_practice with the same luck
