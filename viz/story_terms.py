"""The words for names of the model that a household's story needs, in English and Dutch. Nothing here is a finding."""

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

AGENCY: dict[str, Pair] = {
    "neighbourhood_team": ("the neighbourhood team", "het wijkteam"),
    "participation": ("the work and income desk", "het loket werk en inkomen"),
    "debt_help": ("the debt help desk", "het loket schuldhulp"),
    "wmo": ("the Wmo desk", "het Wmo-loket"),
    "youth": ("the youth desk", "het jeugdloket"),
    "social_base": ("the social base", "de sociale basis"),
    "civil_affairs": ("civil affairs", "burgerzaken"),
    "health_insurer": ("the health insurer", "de zorgverzekeraar"),
    "care_office": ("the care office", "het zorgkantoor"),
    "housing_corporation": ("the housing corporation", "de woningcorporatie"),
    "national_benefits": ("the national benefit agencies", "de landelijke uitkeringsinstanties"),
    "creditors": ("the creditors", "de schuldeisers"),
    "police_justice": ("police and justice", "politie en justitie"),
    "": ("the agency", "de instantie"),
}

PROVISION: dict[str, Pair] = {
    "household_help": ("household help", "huishoudelijke hulp"),
    "day_care": ("day care", "dagbesteding"),
    "youth_ambulant": ("youth care at home", "jeugdhulp aan huis"),
    "youth_residential": ("residential youth care", "jeugdhulp met verblijf"),
    "mental_health_care": ("mental health care", "ggz"),
    "debt_help": ("debt help", "schuldhulp"),
    "shelter": ("shelter", "opvang"),
    "dwelling": ("a dwelling", "een woning"),
    "district_nursing": ("district nursing", "wijkverpleging"),
    "nursing_home": ("a nursing home", "een verpleeghuis"),
    "reintegration": ("help towards work", "hulp naar werk"),
    "registration": ("registration", "inschrijving"),
    "open_place": ("a place at an open offer", "een plek bij een open aanbod"),
}

RULE: dict[str, Pair] = {
    "search_period": ("the search period for people under 27", "de zoektermijn voor mensen onder de 27"),
    "cost_sharer": ("the cost-sharer norm", "de kostendelersnorm"),
    "urgency_rule": ("the rules for priority on a dwelling", "de urgentieregels"),
    "fraud_debt": ("the exclusion of debts from fraud", "de uitsluiting van fraudeschulden"),
    "registration": ("the demand of a valid registration", "de eis van een geldige inschrijving"),
    "two_grounds": ("the rule of one dominant ground", "de regel van één dominante grondslag"),
    "status_proof": ("the demand of proof", "de eis van bewijs"),
    "reindication": ("the yearly new indication", "de jaarlijkse herindicatie"),
    "care_boundary": ("the border between care laws", "de grens tussen zorgwetten"),
    "privacy_fear": ("fear of sharing data", "angst om gegevens te delen"),
    "income_test": ("the own contribution", "de eigen bijdrage"),
    "postcode": ("what the region has contracted", "wat de regio heeft ingekocht"),
}

CLASS: dict[str, Pair] = {
    "single": ("a single question", "een enkelvoudige vraag"),
    "vulnerable": ("a vulnerable household", "een kwetsbaar huishouden"),
    "heavy": ("a household with heavy problems", "een huishouden met zware problemen"),
}

INCOME: dict[str, Pair] = {
    "work": ("income from work", "inkomen uit werk"),
    "benefit": ("a benefit", "een uitkering"),
    "pension": ("a pension", "een pensioen"),
    "none": ("no income", "geen inkomen"),
}

TENURE: dict[str, Pair] = {
    "owner": ("owns the home", "heeft een koopwoning"),
    "renter": ("rents", "huurt"),
    "homeless": ("has no home", "heeft geen woning"),
    "institution": ("lives in a nursing home", "woont in een verpleeghuis"),
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
    "plan_fit": ("fit of the tailored plan", "passendheid van het maatwerkplan"),
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
        ("weeks with a child placed elsewhere", "weken met een kind uit huis geplaatst"),
        ("a year", "per jaar"),
    ),
    "helpers": (("helpers at a time", "hulpverleners tegelijk"), ("number", "aantal")),
    "insight": (("how well the team knows the household", "hoe goed het team het huishouden kent"), ("0–1", "0–1")),
    "crises": (("evictions, placements and admissions", "uithuiszettingen, plaatsingen en opnames"), ("a year", "per jaar")),
    "refusals": (("refusals", "afwijzingen"), ("a year", "per jaar")),
    "pass_ons": (("times passed on to another desk", "keren doorgestuurd naar een ander loket"), ("a year", "per jaar")),
    "sanctions": (("sanctions", "sancties"), ("a year", "per jaar")),
    "returns": (("new questions after a closed file", "nieuwe vragen na een gesloten dossier"), ("a year", "per jaar")),
    "plans_made": (("tailored plans made", "maatwerkplannen gemaakt"), ("a year", "per jaar")),
    "plans_blocked": (("tailored plans blocked", "maatwerkplannen geblokkeerd"), ("a year", "per jaar")),
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
