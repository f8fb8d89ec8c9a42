"""The domain's own words for the names that the model uses, in English and Dutch. Other names are shown as they are.

What is a row of configs (agencies, archetypes, provisions, KPIs, deeds, rules) brings its words along: see `pair_of`.
"""

from pathlib import Path

from abm.settings.told import ROW_KINDS, words_of
from experiments.words.verdicts import VERDICT_WORDS
from viz.words.terms_series import SERIES_WORDS
from viz.words.terms_theories import THEORY_WORDS

TERMS: dict[str, dict[str, tuple[str, str]]] = {
    "payer": {
        "municipality": ("municipality", "gemeente"),
        "health_insurer": ("health insurer", "zorgverzekeraar"),
        "care_office": ("care office (Wlz)", "zorgkantoor (Wlz)"),
        "housing_corporation": ("housing corporation", "woningcorporatie"),
        "national_benefits": ("national benefits (UWV, SVB, Toeslagen)", "UWV, SVB en Toeslagen"),
        "creditors": ("creditors", "schuldeisers"),
        "police_justice": ("police and justice", "politie en justitie"),
        "residents_volunteers": ("residents and volunteers", "bewoners en vrijwilligers"),
        "transition_fund": ("transition fund", "transitiefonds"),
    },
    "purpose": {
        "teams": ("neighbourhood teams", "wijkteams"),
        "management": ("management", "leiding"),
        "programme": ("programme", "programma"),
        "change": ("change", "verandering"),
        "custom_plans": ("custom plans", "maatwerk"),
        "household_help": ("household help", "huishoudelijke hulp"),
        "day_care": ("day care", "dagbesteding"),
        "youth_ambulant": ("youth care, ambulant", "jeugdhulp, ambulant"),
        "youth_residential": ("youth care, with stay", "jeugdhulp, met verblijf"),
        "mental_health_care": ("mental health care", "ggz"),
        "district_nursing": ("district nursing", "wijkverpleging"),
        "nursing_home": ("nursing home", "verpleeghuis"),
        "debt_help": ("debt help", "schuldhulp"),
        "reintegration": ("reintegration", "re-integratie"),
        "shelter": ("shelter", "opvang"),
        "housing": ("housing", "huisvesting"),
        "open_places": ("open places", "open plekken"),
        "agency_desks": ("agency desks", "loketten van instanties"),
        "crises": ("crises", "crises"),
        "informal_hours": ("informal hours", "informele uren"),
        "benefits": ("benefits (transfer)", "uitkeringen (overdracht)"),
        "fines_writeoffs": ("fines and write-offs (transfer)", "boetes en afboekingen (overdracht)"),
        "sick_pay_agency_staff": ("sick pay and agency staff", "ziekteverzuim en inhuur"),
    },
    "hours": {
        "contact": ("with residents", "met bewoners"),
        "administration": ("administration", "administratie"),
        "coordination": ("coordination", "afstemming"),
        "justification": ("justification", "verantwoording"),
        "reflection": ("reflection", "reflectie"),
        "change": ("change", "verandering"),
        "slack": ("slack", "leegloop"),
        "travel_noshow": ("travel and missed appointments", "reizen en gemiste afspraken"),
    },
    "income": {
        "work": ("wages", "loon uit werk"),
        "insecure": ("insecure work", "onzeker werk"),
        "benefit": ("social assistance", "bijstand"),
        "pension": ("a pension", "pensioen"),
        "other": ("another benefit", "een andere uitkering"),
        "none": ("no income", "geen inkomen"),
    },
    "home": {
        "owner": ("own house", "koopwoning"),
        "tenant": ("rented home", "huurwoning"),
        "homeless": ("on the street", "op straat"),
        "institution": ("nursing home", "verpleeghuis"),
        "temporary": ("temporary home", "tijdelijke woonplek"),
        "shelter": ("shelter", "opvang"),
    },
    "debt_stage": {
        "none": ("no debts", "geen schulden"),
        "arrears": ("behind with payments", "betalingsachterstand"),
        "collected": ("in the hands of collectors", "bij incasso en deurwaarder"),
        "in_settlement": ("in a debt settlement", "in een schuldregeling"),
        "settled": ("settled", "geregeld"),
        "barred": ("barred from a settlement", "uitgesloten van een schuldregeling"),
    },
    "ending": {
        "none": ("not ended", "niet gesloten"),
        "answered": ("question answered", "vraag beantwoord"),
        "goals_reached": ("goals reached", "doelen bereikt"),
        "handed_over": ("handed over to others", "overgedragen aan anderen"),
        "let_go": ("let go by the team", "losgelaten door het team"),
        "stopped_coming": ("stopped coming", "kwam niet meer opdagen"),
        "term": ("closed by the term", "gesloten vanwege de termijn"),
        "left": ("moved or died", "verhuisd of overleden"),
    },
    "deed_state": {
        "none": ("nothing under way", "niets in gang"),
        "arranging": ("being arranged", "wordt geregeld"),
        "asked": ("applied for", "aangevraagd"),
    },
    "way": {
        "no": ("nobody yet", "nog niemand"),
        "rules": ("the rules", "de regels"),
        "mandate": ("the professional, by own mandate", "de medewerker, op eigen mandaat"),
        "manager": ("the manager", "de leidinggevende"),
        "escalated": ("those above the manager", "hogerhand, na opschalen"),
        "bent": ("nobody: the rule was bent", "niemand: de regel is opgerekt"),
        "agency": ("the agency", "de instantie"),
    },
    "class": {
        "single": ("single question", "enkelvoudige vraag"),
        "vulnerable": ("vulnerable household", "kwetsbaar huishouden"),
        "heavy": ("household with heavy problems", "huishouden met zware problemen"),
    },
    "deed_count": {
        "chosen": ("chosen", "gekozen"),
        "allowed": ("allowed", "toegestaan"),
        "refused": ("refused", "geweigerd"),
        "done": ("done", "gedaan"),
        "failed": ("came to nothing", "op niets uitgelopen"),
        "undone": ("came undone", "teruggedraaid"),
    },
    "capacity": {
        "low": ("least capacity to act", "minste doenvermogen"),
        "middle": ("middle", "midden"),
        "high": ("most capacity to act", "meeste doenvermogen"),
    },
    "grade": {
        "seed": ("from the project's own sources", "uit de eigen bronnen van het project"),
        "found": ("found in research", "gevonden in onderzoek"),
        "weak": ("weak evidence", "zwak bewijs"),
        "assumed": ("assumed", "aangenomen"),
    },
    "series": SERIES_WORDS,
    "theory": THEORY_WORDS,
    "verdict": VERDICT_WORDS,
    "guard": {
        "null_policy": ("a measure of zero strength changes nothing", "een maatregel met sterkte nul verandert niets"),
        "same_past": ("every scenario starts from the same past", "elk scenario begint bij hetzelfde verleden"),
        "balances": ("hours, euros, households and places balance", "uren, euro's, huishoudens en plekken kloppen"),
        "patterns": ("the patterns that the model must show", "de patronen die het model moet laten zien"),
    },
    "must_hold": {
        "null_policy": ("Switched on with zero strength, a measure changes not one weekly number.",
                        "Een maatregel die met sterkte nul wordt aangezet, verandert geen enkel weekcijfer."),
        "same_past": ("All scenarios of a pair leave from one starting state, and made again it is the same.",
                      "Alle scenario's van een paar vertrekken vanuit één begintoestand, en opnieuw gemaakt is die gelijk."),
        "balances": ("What goes out must have come in, in every run.",
                     "Wat eruit gaat, moet erin gekomen zijn, in elke run."),
        "patterns": ("The model shows what is known of practice; the part above tells which patterns hold and which fail.",
                     "Het model laat zien wat van de praktijk bekend is; het deel hierboven zegt welke patronen gelden en "
                     "welke niet."),
    },
    "uncertainty": {
        "luck": ("luck alone", "alleen toeval"),
        "both": ("luck and assumptions together", "toeval en aannames samen"),
        "ranges": ("luck and assumptions anywhere in their ranges", "toeval en aannames overal in hun bereik"),
    },
}


def pair_of(kind: str, name: str, configs: Path | None = None) -> tuple[str, str] | None:
    """The words (en, nl) for a name of the model, None where there are none. Raises KeyError for an unknown kind.

    Kinds are those of TERMS, those of rows of a configs folder (agency, archetype, provision, kpi, deed, blocker), and
    deed_did (what was done), agency_said and provision_said (as they stand in a sentence).
    """
    row, _, part = kind.partition("_") if kind not in TERMS else ("", "", "")
    if row in ROW_KINDS:
        return words_of(row, name, configs, part or "name")
    return TERMS[kind].get(name)
