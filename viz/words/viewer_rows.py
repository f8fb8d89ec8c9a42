"""What the viewer calls groups of levers, layers, people, lines, situations and parts of life; English and Dutch."""

# The lever groups of configs/levers.yaml, in the order of the page.
GROUPS = {
    "kpi": ("What counts (KPIs)", "Wat telt (KPI's)"),
    "team": ("The team", "Het team"),
    "closing": ("Closing files", "Dossiers sluiten"),
    "contact": ("Contact with residents", "Contact met bewoners"),
    "room": ("Room to decide", "Ruimte om te beslissen"),
    "rules": ("Rules and accountability", "Regels en verantwoording"),
    "learning": ("Learning", "Leren"),
    "triage": ("Triage and queue", "Triage en wachtrij"),
    "money": ("Money and walls", "Geld en schotten"),
    "agencies": ("Other agencies", "Andere instanties"),
    "neighbourhood": ("The neighbourhood", "De buurt"),
    "shocks": ("Shocks from outside", "Schokken van buiten"),
}

# Layers that a case switches (configs/vignettes, toggles).
TOGGLES = {
    "kpi": ("What counts: other KPIs", "Wat telt: andere KPI's"),
    "tools": ("Tools: conversation, triage, peers", "Gereedschap: gesprek, triage, ervaringswerkers"),
    "room": ("Room: mandate and backing", "Ruimte: mandaat en rugdekking"),
    "finance": ("Money: gains flow back", "Geld: opbrengst vloeit terug"),
}

# Who a case is about, where its sources give a name.
PERSONS = {"V12": ("mr Bartels", "meneer Bartels")}

# Lines: title, what it is in plain words, and which way is better (-1 less, +1 more, 0 neither); digits and kind.
LINES: dict[str, tuple[tuple[str, str], tuple[str, str], int, str]] = {
    "in_term": (("Closed within the term", "Binnen de termijn gesloten"),
                ("share of closed files, last 13 weeks", "van de gesloten dossiers, laatste 13 weken"), 0, "percent"),
    "closures": (("Files closed a week", "Gesloten dossiers per week"),
                 ("per 10,000 households, last 13 weeks", "per 10.000 huishoudens, laatste 13 weken"), 0, "one"),
    "weeks_per_file": (("Weeks per file", "Weken per dossier"),
                       ("mean age at closure, last 13 weeks", "gemiddelde leeftijd bij sluiting, laatste 13 weken"), 0, "one"),
    "satisfaction": (("Registered satisfaction", "Geregistreerde tevredenheid"),
                     ("of those who answer, 0–1", "van wie antwoordt, 0–1"), 0, "two"),
    "unmet": (("Unmet need", "Onvervulde behoefte"),
              ("severity not covered by help, sum over 8 life domains, mean of all households",
               "ernst die geen hulp dekt, som over 8 leefgebieden, gemiddelde van alle huishoudens"), -1, "two"),
    "worst_tenth": (("Unmet need, worst-off tenth", "Onvervulde behoefte, zwaarst getroffen tiende"),
                    ("the tenth of households with most of it", "het tiende van de huishoudens met de meeste"), -1, "two"),
    "resolved": (("Resolved, and staying so", "Opgelost, en dat gebleven"),
                 ("of files closed half a year ago: need gone, not back since",
                  "van dossiers die een half jaar geleden sloten: behoefte weg, niet terug"), 1, "percent"),
    "trouble": (("In serious trouble", "Ernstig in de knel"),
                ("share of households: a need of 0.6 or more, a crisis or no home",
                 "van de huishoudens: een behoefte van 0,6 of meer, een crisis of geen thuis"), -1, "percent"),
    "returning": (("Asking again (failure demand)", "Opnieuw vragen (vermijdbare herhaalvraag)"),
                  ("share of requests, last 13 weeks", "van de aanvragen, laatste 13 weken"), -1, "percent"),
    "stress": (("Stress of residents", "Stress van bewoners"), ("mean, 0–1", "gemiddelde, 0–1"), -1, "two"),
    "trust": (("Trust in the team", "Vertrouwen in het team"), ("mean, 0–1", "gemiddelde, 0–1"), 1, "two"),
    "out_of_view": (("Out of view", "Uit beeld"), ("share of households", "van de huishoudens"), -1, "percent"),
    "waiting": (("Households waiting", "Wachtende huishoudens"),
                ("for a first conversation with the team", "op een eerste gesprek met het team"), -1, "zero"),
    "waited": (("Waiting for the team", "Wachten op het team"),
               ("weeks that those in the queue have waited so far", "weken die wie in de rij staat al wacht"), -1, "one"),
    "wait_median": (("From asking to first contact", "Van vraag tot eerste contact"),
                    ("weeks within which half of all who asked was met, those who gave up included",
                     "weken waarbinnen de helft van wie iets vroeg iemand sprak, afhakers meegeteld"), -1, "one"),
    "wait_p90": (("First contact, slowest tenth", "Eerste contact, traagste tiende"),
                 ("weeks within which nine in ten were met; 104 stands for longer",
                  "weken waarbinnen negen op de tien iemand spraken; 104 staat voor langer"), -1, "zero"),
    "unreached": (("Gone or still waiting after 26 weeks", "Afgehaakt of nog wachtend na 26 weken"),
                  ("per 100 households that asked", "per 100 huishoudens met een vraag"), -1, "zero"),
    "street": (("On the street", "Op straat"), ("per 10,000 households", "per 10.000 huishoudens"), -1, "zero"),
    "in_shelter": (("In a shelter", "In de opvang"), ("per 10,000 households", "per 10.000 huishoudens"), 0, "zero"),
    "temporary": (("In a temporary home", "In een tijdelijke woonplek"),
                  ("per 10,000 households", "per 10.000 huishoudens"), 0, "zero"),
    "burnout": (("Burnout", "Burn-out"), ("share of staff", "van het personeel"), -1, "percent"),
    "exhaustion": (("Exhaustion", "Uitputting"), ("mean of staff, 0–1", "gemiddelde van personeel, 0–1"), -1, "two"),
    "distress": (("Moral distress", "Morele stress"), ("mean of staff, 0–1", "gemiddelde van personeel, 0–1"), -1, "two"),
    "sick": (("Sickness absence", "Ziekteverzuim"), ("share of staff", "van het personeel"), -1, "percent"),
    "files_open": (("Open files", "Open dossiers"), ("in all teams together", "in alle teams samen"), 0, "zero"),
    "cost": (("Societal cost", "Maatschappelijke kosten"),
             ("euro per household per year", "euro per huishouden per jaar"), -1, "euro"),
}  # fmt: skip

STATUSES = {
    "at_ease": ("at ease", "zonder zorgen"),
    "coping_alone": ("coping alone", "redt zich alleen"),
    "seeking": ("seeking help", "zoekt hulp"),
    "waiting": ("waiting", "wacht"),
    "in_care": ("in care of the team", "bij het team"),
    "out_of_view": ("out of view", "uit beeld"),
}
DOMAINS = {
    "money": ("money", "geld"), "work": ("work", "werk"), "housing": ("housing", "wonen"),
    "mental_health": ("mental health", "mentale gezondheid"), "daily_living": ("daily living", "dagelijks leven"),
    "family": ("family", "gezin"), "participation": ("participation", "meedoen"),
    "administration": ("papers and status", "papieren en status"),
}  # fmt: skip
