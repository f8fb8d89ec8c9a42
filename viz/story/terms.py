"""The words for names of the model that a household's story needs, in English and Dutch; rows of configs bring their own."""

Pair = tuple[str, str]

DOMAIN: dict[str, Pair] = {
    "money": ("money", "geld"),
    "work": ("work", "werk"),
    "housing": ("housing", "wonen"),
    "mental_health": ("mental health", "psychische gezondheid"),
    "daily_living": ("daily living", "het dagelijks leven"),
    "family": ("the family", "het gezin"),
    "participation": ("company and taking part", "contact en meedoen"),
    "administration": ("papers and registration", "papieren en inschrijving"),
}

CLASS: dict[str, Pair] = {
    "single": ("a single question", "een enkelvoudige vraag"),
    "vulnerable": ("a vulnerable household", "een kwetsbaar huishouden"),
    "heavy": ("a household with heavy problems", "een huishouden met zware problemen"),
}

INCOME: dict[str, Pair] = {
    "work": ("income from work", "inkomen uit werk"),
    "insecure": ("income from insecure work", "inkomen uit onzeker werk"),
    "benefit": ("social assistance", "een bijstandsuitkering"),
    "pension": ("a pension", "een pensioen"),
    "other": ("another benefit, after work or for a disability", "een andere uitkering, na werk of bij een beperking"),
    "none": ("no income", "geen inkomen"),
}

HOME: dict[str, Pair] = {
    "owner": ("owns the home", "heeft een koopwoning"),
    "tenant": ("rents a home", "huurt een woning"),
    "homeless": ("has no home", "heeft geen woning"),
    "institution": ("lives in an institution", "woont in een instelling"),
    "temporary": ("stays somewhere for a while", "verblijft tijdelijk ergens"),
    "shelter": ("stays in a shelter", "verblijft in de opvang"),
}

DEBT_STAGE: dict[str, Pair] = {
    "none": ("no debts", "geen schulden"),
    "arrears": ("bills that lie", "rekeningen die blijven liggen"),
    "collected": ("collected by bailiffs", "geïnd door deurwaarders"),
    "in_settlement": ("in a settlement", "in een schuldregeling"),
    "settled": ("settled", "geregeld"),
    "barred": ("barred from settlement", "uitgesloten van een schuldregeling"),
}

# How a file ended (names.ENDINGS).
ENDING: dict[str, Pair] = {
    "none": ("not told", "onbekend"),
    "answered": ("the question was answered at the desk or by the team", "de vraag is aan de balie of door het team beantwoord"),
    "goals_reached": ("nothing is left to do that the professional sees", "de professional ziet niets meer om te doen"),
    "handed_over": ("what is left is taken up by others", "wat er nog is wordt door anderen opgepakt"),
    "let_go": ("the professional lets go", "de professional laat los"),
    "stopped_coming": ("appointments were missed", "er werden afspraken gemist"),
    "term": ("the term is over", "de termijn is om"),
    "left": ("the household is gone", "het huishouden is weg"),
}

# Who allowed a deed (names.WAYS).
WAY: dict[str, Pair] = {
    "no": ("without being asked for", "zonder dat het gevraagd is"),
    "rules": ("within the rules", "binnen de regels"),
    "mandate": ("on the worker's own mandate", "op eigen mandaat van de professional"),
    "manager": ("by the manager", "van de leidinggevende"),
    "escalated": ("from above, after escalation", "van hogerhand, na opschalen"),
    "bent": ("because a rule is bent", "doordat een regel wordt opgerekt"),
    "agency": ("as the agency granted it", "omdat de instantie het toekende"),
}

PAYER: dict[str, Pair] = {
    "municipality": ("the municipality", "de gemeente"),
    "health_insurer": ("the health insurer", "de zorgverzekeraar"),
    "care_office": ("the care office", "het zorgkantoor"),
    "housing_corporation": ("the housing corporation", "de woningcorporatie"),
    "national_benefits": ("the national benefit agencies", "de landelijke uitkeringsinstanties"),
    "creditors": ("the creditors", "de schuldeisers"),
    "police_justice": ("police and justice", "politie en justitie"),
    "residents_volunteers": ("residents and volunteers", "bewoners en vrijwilligers"),
    "transition_fund": ("the transition fund", "het transitiefonds"),
}

# How far the deeds of a source came (experiments.story.deeds.STAGES).
STAGE: dict[str, Pair] = {
    "no_contact": ("no talk with the team", "geen gesprek met het team"),
    "not_taken_up": ("never taken up", "nooit opgepakt"),
    "stopped": ("not allowed or refused", "niet toegestaan of afgewezen"),
    "under_way": ("taken up, without effect", "opgepakt, zonder effect"),
    "done": ("took effect", "kreeg effect"),
}


# Rows of the table of levers.
ROW: dict[str, Pair] = {
    "L1": ("what is counted (KPIs) and how hard it presses", "wat geteld wordt (KPI's) en hoe hard dat drukt"),
    "L2": ("the caseload and staff", "de caseload en het personeel"),
    "L3": ("the term after which a file must close", "de termijn waarna een dossier moet sluiten"),
    "L4": ("closing after missed appointments, flexible contact", "sluiten na gemiste afspraken, flexibel contact"),
    "L5": ("room to decide and clarity about it", "beslisruimte en duidelijkheid daarover"),
    "L6": ("own mandate and custom budget", "eigen mandaat en maatwerkbudget"),
    "L7": ("walls between budgets and shared gains", "schotten tussen budgetten en gedeelde opbrengst"),
    "L8": ("one fixed contact person", "één vaste contactpersoon"),
    "L9": ("the way of talking", "de manier van praten"),
    "L10": ("reflection and safety in the team", "reflectie en veiligheid in het team"),
    "L11": ("learning from stuck cases", "leren van vastgelopen zaken"),
    "L12": ("work processes and their relevance check", "werkprocessen en de toets op hun nut"),
    "L13": ("peer workers", "ervaringswerkers"),
    "L14": ("triage and the order of the queue", "triage en de volgorde van de wachtrij"),
    "L15": ("sanctions and contact before them", "sancties en contact vooraf"),
    "L16": ("creditors acting as one", "schuldeisers die als één handelen"),
    "L17": ("dwellings and priority", "woningen en urgentie"),
    "L18": ("contracts with providers", "contracten met aanbieders"),
    "L19": ("open places and volunteers", "open plekken en vrijwilligers"),
    "L20": ("backing by managers", "rugdekking door leidinggevenden"),
    "L21": ("how teams are made up", "hoe teams zijn samengesteld"),
    "L22": ("how control grows", "hoe controle groeit"),
    "L23": ("how long programmes last", "hoe lang programma's duren"),
    "L24": ("whether new work replaces old work", "of nieuw werk oud werk vervangt"),
    "L25": ("shocks", "schokken"),
    "L26": ("outreach and signals of arrears", "outreach en signalen van achterstanden"),
}

# What differed between the two rows before something different happened; columns not listed are not told.
COLUMN: dict[str, Pair] = {
    "severity": ("severity of {domain}", "ernst bij {domain}"),
    "support": ("support for {domain}", "steun bij {domain}"),
    "stress": ("stress", "stress"),
    "capacity": ("capacity to act", "doenvermogen"),
    "trust_team": ("trust in the team", "vertrouwen in het team"),
    "trust_government": ("trust in government", "vertrouwen in de overheid"),
    "efficacy": ("self-efficacy", "zelfvertrouwen"),
    "debt": ("debt, euro", "schuld, euro"),
    "insight": ("how well the team knows the household", "hoe goed het team het huishouden kent"),
    "hours": ("contact hours so far", "contacturen tot dan toe"),
    "noshows": ("missed appointments", "gemiste afspraken"),
    "protocol": ("share of the protocol done", "deel van het protocol dat gedaan is"),
    "refusals": ("refusals remembered", "onthouden afwijzingen"),
    "room": ("euro a week left to live on", "euro per week over om van te leven"),
    "rent_arrears": ("weeks of rent behind", "weken huurachterstand"),
    "order": ("order of the papers", "orde in de papieren"),
    "illness": ("mental illness", "psychische ziekte"),
    "carer_load": ("load of the carer", "belasting van de mantelzorger"),
    "owed": ("hours that what was begun still takes", "uren die het begonnene nog kost"),
    "chain": ("setbacks in a row", "tegenslagen op rij"),
}

OUTCOME: dict[str, tuple[Pair, Pair]] = {
    "unmet_need": (("unmet need", "onvervulde behoefte"), ("severity, sum of 8", "ernst, som van 8")),
    **{
        f"unmet_{name}": ((f"unmet need: {en}", f"onvervulde behoefte: {nl}"), ("severity 0–1", "ernst 0–1"))
        for name, (en, nl) in DOMAIN.items()
    },
    "stress": (("stress", "stress"), ("0–1", "0–1")),
    "capacity": (("capacity to act", "doenvermogen"), ("0–1", "0–1")),
    "efficacy": (("self-efficacy", "zelfvertrouwen"), ("0–1", "0–1")),
    "trust_team": (("trust in the team", "vertrouwen in het team"), ("0–1", "0–1")),
    "trust_government": (("trust in government", "vertrouwen in de overheid"), ("0–1", "0–1")),
    "debt": (("debt", "schuld"), ("euro", "euro")),
    "public_cost": (
        ("public cost of care and help, nursing home left out", "publieke kosten van zorg en hulp, zonder verpleeghuis"),
        ("euro a year", "euro per jaar"),
    ),
    "weeks_in_nursing_home": (("weeks in a nursing home", "weken in een verpleeghuis"), ("a year", "per jaar")),
    "weeks_homeless": (("weeks without a home", "weken zonder woning"), ("a year", "per jaar")),
    "weeks_at_work": (("weeks with income from work", "weken met inkomen uit werk"), ("a year", "per jaar")),
    "weeks_waiting": (
        ("weeks of waiting for the team or an agency", "weken wachten op het team of een instantie"),
        ("a year", "per jaar"),
    ),
    "weeks_in_care": (("weeks with an open file", "weken met een open dossier"), ("a year", "per jaar")),
    "weeks_out_of_view": (("weeks out of view", "weken uit beeld"), ("a year", "per jaar")),
    "weeks_child_placed": (
        ("weeks with a child living elsewhere", "weken met een kind dat elders woont"),
        ("a year", "per jaar"),
    ),
    "helpers": (("helpers at a time", "hulpverleners tegelijk"), ("number", "aantal")),
    "insight": (("how well the team knows the household", "hoe goed het team het huishouden kent"), ("0–1", "0–1")),
    "crises": (("evictions, placements and admissions", "uithuiszettingen, plaatsingen en opnames"), ("a year", "per jaar")),
    "refusals": (("refusals", "afwijzingen"), ("a year", "per jaar")),
    "pass_ons": (("times passed on to another desk", "keren doorgestuurd naar een ander loket"), ("a year", "per jaar")),
    "sanctions": (("sanctions", "sancties"), ("a year", "per jaar")),
    "returns": (("new questions after a closed file", "nieuwe vragen na een gesloten dossier"), ("a year", "per jaar")),
    "deeds_done": (("deeds that took effect", "daden die effect kregen"), ("a year", "per jaar")),
    "deeds_blocked": (("deeds that were not allowed", "daden die niet mochten"), ("a year", "per jaar")),
    "handovers": (("handovers to another professional", "overdrachten aan een andere professional"), ("a year", "per jaar")),
    "rules_changed": (
        ("rules changed that stopped this household", "regels veranderd die dit huishouden tegenhielden"),
        ("a year", "per jaar"),
    ),
}

ANSWER: dict[str, Pair] = {
    "holds": ("holds", "klopt"),
    "fails: no difference that matters": ("fails: no difference that matters", "klopt niet: geen verschil dat ertoe doet"),
    "fails: the other way": ("fails: the other way", "klopt niet: het is omgekeerd"),
    "cannot tell apart": ("cannot tell", "niet te zeggen"),
}

EXPECTED: dict[str, Pair] = {"lower": ("lower", "lager"), "higher": ("higher", "hoger"), "same": ("the same", "gelijk")}

TOGGLE: dict[str, Pair] = {
    "none": ("none (all as in world 1)", "geen (alles als in wereld 1)"),
    "kpi": ("KPI", "KPI"),
    "tools": ("tools", "gereedschap"),
    "room": ("room", "ruimte"),
    "finance": ("finance", "financiën"),
}
