"""Every word of the viewer, English and Dutch side by side; terms come from `viz.words.terms`."""

from pathlib import Path
from typing import Any

from experiments.words.language import languages, pick
from experiments.words.units import UNITS_NL
from experiments.words.verdicts import VERDICT_WORDS
from viz.words.ahead import AHEAD
from viz.words.household import HOUSEHOLD
from viz.words.scenes import STORY
from viz.words.taking import TAKING
from viz.words.terms import pair_of

PAGES = ("story", "worlds", "levers", "variants", "follow", "guess", "sweep", "help")

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
WORDS: dict[str, tuple[str, str]] = {
    "title": ("Leefwereld", "Leefwereld"),
    "tagline": ("the same people, the same luck, another way of working",
                "dezelfde mensen, hetzelfde toeval, een andere manier van werken"),
    "page_worlds": ("Worlds", "Werelden"), "page_levers": ("Levers", "Knoppen"), "page_variants": ("Variants", "Varianten"), "page_follow": ("Follow one", "Volg iemand"),
    "page_guess": ("Guess first", "Eerst raden"), "page_sweep": ("Many runs", "Veel runs"), "page_help": ("Help", "Hulp"),
    "view_people": ("People", "Mensen"), "view_teams": ("Teams", "Teams"), "view_deeds": ("What teams do", "Wat teams doen"), "view_desks": ("Agencies", "Instanties"),
    "view_ledgers": ("Recorded and lived", "Geteld en geleefd"), "view_money": ("Money", "Geld"),
    "view_difference": ("Difference and luck", "Verschil en toeval"),
    "play": ("Play", "Afspelen"), "pause": ("Pause", "Pauze"), "step": ("One week on", "Een week verder"),
    "step_back": ("One week back", "Een week terug"), "speed": ("weeks a second", "weken per seconde"),
    "fastest": ("fastest", "snelst"), "first": ("First difference", "Eerste verschil"), "undo": ("Undo", "Ongedaan"),
    "bookmark": ("Bookmark", "Bladwijzer"), "bookmarks": ("Bookmarks", "Bladwijzers"),
    "bookmark_name": ("{world}, week {week}", "{world}, week {week}"), "remove": ("remove", "verwijder"),
    "save": ("Save", "Opslaan"), "load": ("Open", "Openen"),
    "dark": ("Dark", "Donker"), "light": ("Light", "Licht"), "large": ("A+", "A+"),
    "language": ("Nederlands", "English"), "week": ("week", "week"), "of": ("of", "van"), "year": ("year", "jaar"),
    "start": ("start", "begin"), "worlds_title": ("Choose worlds", "Kies werelden"), "apply": ("Start again", "Begin opnieuw"),
    "cancel": ("Cancel", "Annuleren"), "close": ("Close", "Sluiten"), "add_world": ("Add a world", "Wereld erbij"),
    "drop_world": ("Remove this world", "Wereld weg"), "preset": ("Way of working", "Manier van werken"),
    "measures": ("Measures on top", "Maatregelen erbovenop"), "no_measures": ("none", "geen"),
    "households": ("households", "huishoudens"), "years": ("years", "jaren"), "seed": ("luck number", "toevalsgetal"),
    "place_note": ("The same people and the same luck live in every world.",
                   "In elke wereld wonen dezelfde mensen met hetzelfde toeval."),
    "changed": ("changed", "gewijzigd"), "in_preset": ("preset", "uitgangspunt"), "reset": ("back to the preset", "terug naar het uitgangspunt"),
    "group_as": ("this group as in", "deze groep zoals in"),
    "differ": ("differs between worlds", "verschilt tussen werelden"),
    "from_week": ("in force from week {week}", "geldt vanaf week {week}"),
    "settles": ("settles over months", "groeit in maanden in"),
    "settles_note": ("A way of working: people must learn it, so a change settles over months.",
                     "Een manier van werken: mensen moeten die leren, dus een wijziging groeit in maanden in."),
    "at_once": ("in force at once", "geldt meteen"),
    "case": ("A case who lives there", "Een casus die er woont"), "no_case": ("nobody in particular", "niemand in het bijzonder"),
    "case_layers": ("The layers of this case", "De lagen van deze casus"),
    "case_cannot": ("What this model cannot show of it", "Wat dit model er niet van kan tonen"),
    "start_flagship": ("Start this case now", "Begin deze casus nu"),
    "source": ("source or reason", "bron of reden"), "in_english": ("(in English)", "(in het Engels)"),
    "search": ("Search", "Zoek"), "only_changed": ("Only what differs", "Alleen wat verschilt"),
    "grade_seed": ("from the project's sources", "uit de bronnen van het project"), "grade_found": ("found in research", "gevonden in onderzoek"),
    "grade_weak": ("weak evidence", "zwak bewijs"), "grade_assumed": ("assumed", "aangenomen"),
    "levers_note": ("A change takes effect from week {week} on. What was simulated after it is forgotten; Undo brings it back.",
                    "Een wijziging geldt vanaf week {week}. Wat daarna al berekend was vervalt; Ongedaan brengt het terug."),
    "neighbourhood": ("Neighbourhood", "Buurt"), "team": ("Team", "Team"),
    "people_note": ("One dot is one household. Click a dot to follow it. A ring: another life than in world {letter}.",
                    "Eén stip is één huishouden. Klik op een stip om het te volgen. Een ring: een ander leven dan in wereld {letter}."),
    "colour_by": ("Colour by", "Kleur naar"), "by_status": ("situation", "situatie"), "by_unmet": ("unmet need", "onvervulde behoefte"), "by_home": ("home", "woonplek"),
    "little": ("little", "weinig"), "much": ("much", "veel"),
    "queue": ("waiting: {desk} for the front desk (open dots), {file} for somebody to take their file",
              "wachten: {desk} op de balie (open stippen), {file} op iemand die het dossier oppakt"), "caseload": ("open files each", "open dossiers elk"),
    "staff_note": ("One figure is one professional, coloured by exhaustion; the bar is the number of open files.",
                   "Eén figuur is één professional, gekleurd naar uitputting; de balk is het aantal open dossiers."),
    "sick_word": ("sick", "ziek"), "vacant": ("vacant", "vacature"), "exhausted": ("exhausted", "uitgeput"), "rested": ("rested", "uitgerust"),
    "desks_note": ("Requests at the agencies' desks. Arrows: what they decided in the last 13 weeks; sent on means that the clock starts again. Ring: what lies there now.",
                   "Aanvragen bij de loketten van de instanties. Pijlen: wat zij de laatste 13 weken besloten; doorgestuurd betekent dat de klok opnieuw begint. Ring: wat er nu ligt."),
    "undecided": ("undecided", "nog niet besloten"), "refused": ("refused", "geweigerd"), "passed_on": ("sent on", "doorgestuurd"),
    "granted": ("granted", "toegekend"), "for_place": ("granted, waiting for a place", "toegekend, wacht op plek"),
    "desk_open": ("{count} open", "{count} open"), "desk_wait": ("{count} wait", "{count} wacht"),
    "recorded": ("Dashboard: what is recorded", "Dashboard: wat geteld wordt"),
    "lived": ("Lifeworld: what is lived", "Leefwereld: wat geleefd wordt"),
    "staff_lines": ("Staff", "Personeel"),
    "money_note": ("Euro per household per year since the start, by who pays. On the right: what each payer pays more or less in {other} than in {one}.",
                   "Euro per huishouden per jaar sinds het begin, naar wie betaalt. Rechts: wat elke betaler in {other} meer of minder betaalt dan in {one}."),
    "pays_more": ("pays more", "betaalt meer"), "pays_less": ("pays less", "betaalt minder"),
    "difference_note": ("Line: {other} minus {one}, with the luck shown. Band: the same pair with other luck ({pairs} pairs). A band across zero: it may be luck. Dotted: the smallest difference that matters.",
                        "Lijn: {other} min {one}, met het getoonde toeval. Band: hetzelfde paar met ander toeval ({pairs} paren). Een band over de nul heen: het kan toeval zijn. Gestippeld: het kleinste verschil dat ertoe doet."),
    "band_wait": ("Other luck is being tried: {pairs} of {all} pairs", "Ander toeval wordt geprobeerd: {pairs} van {all} paren"),
    "luck_only": ("Verdicts are on luck alone, over the weeks up to here; assumed numbers may move them.",
                  "Oordelen gaan over toeval alleen, over de weken tot hier; aangenomen getallen kunnen ze verschuiven."),
    "chances": ("Chance, with other luck: {there}% that it goes this way, {matters}% by what matters, {small}% too small to matter.",
                "Kans, met ander toeval: {there}% dat het deze kant op gaat, {matters}% genoeg om ertoe te doen, {small}% te klein."),
    "against": ("Patterns that fail tell against its level: {patterns}.", "Patronen die niet gelden pleiten tegen het niveau: {patterns}."),
    **VERDICT_WORDS,
    "lives_differ": ("{count} households live differently this week in {other} than in {one}: {better} with less unmet need, {worse} with more, {rest} in another situation with about as much. One draw of luck.",
                     "{count} huishoudens leven deze week in {other} anders dan in {one}: {better} met minder onvervulde behoefte, {worse} met meer, {rest} in een andere situatie met ongeveer evenveel. Eén keer toeval."),
    "lives_one": ("1 household lives differently this week in {other} than in {one}.", "1 huishouden leeft deze week in {other} anders dan in {one}."),
    "lives_same": ("Every household lives the same life in both worlds so far.", "Elk huishouden leeft tot nu toe in beide werelden hetzelfde."),
    "parted": ("First difference: week {week}", "Eerste verschil: week {week}"),
    "not_parted": ("The worlds have not parted yet: no household is in another situation. Play on first.",
                   "De werelden zijn nog gelijk: geen huishouden zit in een andere situatie. Speel eerst verder."),
    "at_the_end": ("This is the last week. Go back, or start again.", "Dit is de laatste week. Ga terug, of begin opnieuw."),
    "last_week": ("This is the last week: a change would never come into force. Drag the time line back first.",
                  "Dit is de laatste week: een wijziging zou nooit gaan gelden. Sleep eerst de tijdlijn terug."),
    "bookmarks_full": ("There are {most} bookmarks already, one for each key; remove one first.",
                       "Er zijn al {most} bladwijzers, één voor elke toets; haal er eerst een weg."),
    "out_of_bounds": ("{what}: {value} cannot be shown live; allowed: {low} to {high}. The worlds are as they were.",
                      "{what}: {value} kan hier niet live; toegestaan: {low} tot en met {high}. De werelden zijn zoals ze waren."),
    "file_refused": ("This file was not opened, and nothing was changed. {why}", "Dit bestand is niet geopend, en er is niets gewijzigd. {why}"),
    "not_back": ("What this page showed before could not be made again; it begins anew.",
                 "Wat deze pagina eerder toonde, kon niet opnieuw worden gemaakt; ze begint opnieuw."),
    "nothing_to_undo": ("There is nothing to undo.", "Er is niets ongedaan te maken."),
    "failed": ("Something went wrong here, and was written down where the server runs. The worlds are as they were.",
               "Hier ging iets mis; het staat opgeschreven waar de server draait. De werelden zijn zoals ze waren."),
    "not_understood": ("That could not be understood, so nothing was changed.", "Dat was niet te begrijpen; er is niets gewijzigd."),
    "no_such_household": ("There is no household of that number; they run from 0 to {most}.",
                          "Er is geen huishouden met dat nummer; ze lopen van 0 tot en met {most}."),
    "working": ("One moment: the worlds are being built …", "Een ogenblik: de werelden worden opgebouwd …"),
    "compare": ("Compare", "Vergelijk"), "with": ("with", "met"),
    "follow_find": ("Number of a household", "Nummer van een huishouden"), "follow": ("Follow", "Volg"),
    "follow_differ": ("Whose life differs most this week", "Wiens leven deze week het meest verschilt"),
    "follow_none": ("Nobody is followed. Type a number, click a dot among the people, or choose from the list.",
                    "Er wordt niemand gevolgd. Typ een nummer, klik op een stip bij de mensen, of kies uit de lijst."),
    "household": ("Household", "Huishouden"), "person": ("the household of the case", "het huishouden van de casus"),
    "follow_none_differ": ("No life differs yet.", "Nog geen leven verschilt."),
    "story_first": ("Their lives part in week {week}.", "Hun levens lopen uiteen in week {week}."),
    "story_same": ("The same life in both worlds so far.", "Tot nu toe hetzelfde leven in beide werelden."),
    "nothing_happened": ("Nothing that is noted happened so far.", "Er gebeurde nog niets dat genoteerd is."),
    "guess_intro": ("Before you see: over all {years} years, what do you expect of {other} compared with {one}?",
                    "Voordat u het ziet: wat verwacht u over alle {years} jaar van {other}, vergeleken met {one}?"),
    "guess_mean": ("It is about the mean over all these weeks; waits count everybody who asked. About the same: nearer than the smallest difference that matters.",
                   "Het gaat om het gemiddelde over al die weken; bij wachten telt iedereen mee die iets vroeg. Ongeveer gelijk: dichterbij dan het kleinste verschil dat ertoe doet."),
    "guess_seen": ("These worlds were played to the last week already: what follows is remembering, and is kept as such.",
                   "Deze werelden zijn al tot de laatste week afgespeeld: wat volgt is onthouden, en zo wordt het bewaard."),
    "guess_before": ("{count} guesses at earlier questions are kept.", "{count} schattingen bij eerdere vragen blijven bewaard."),
    "guess_team": ("This place has one team of {staff}: {points} points of staff is one person.", "Deze plek heeft één team van {staff}: {points} punten van het personeel is één mens."),
    "guess_lower": ("lower", "lager"), "guess_same": ("about the same", "ongeveer gelijk"), "guess_higher": ("higher", "hoger"),
    "guess_who": ("Name or table (may stay empty)", "Naam of tafel (mag leeg)"), "guess_add": ("Add this guess", "Voeg deze schatting toe"),
    "guess_count": ("{count} guesses so far", "{count} schattingen tot nu toe"), "guess_reveal": ("Show what happened", "Laat zien wat er gebeurde"),
    "guess_again": ("Guess again", "Opnieuw raden"),
    "guess_draw": ("Draw what you expect: waiting for the team in {other}, week by week. The line of {one} is there.",
                   "Teken wat u verwacht: wachten op het team in {other}, week na week. De lijn van {one} staat er al."),
    "guess_clear": ("Wipe the drawing", "Wis de tekening"), "guess_drawn": ("your line", "uw lijn"),
    "guess_need_two": ("Guessing needs two worlds; choose them first.", "Raden vraagt twee werelden; kies die eerst."),
    "guess_empty": ("Pick at least one answer, or draw a line, before you add the guess.",
                    "Kies ten minste één antwoord of teken een lijn voordat u de schatting toevoegt."),
    "guess_none": ("Add a guess first; then the answer is worth more.", "Voeg eerst een schatting toe; dan is het antwoord meer waard."),
    "guess_full": ("There are {most} guesses; that is enough to show.", "Er zijn {most} schattingen; dat is genoeg om te tonen."),
    "guess_score": ("{right} of {asked} foreseen", "{right} van {asked} voorzien"),
    "guess_all": ("Everything you picked came out as you thought.", "Alles wat u koos kwam uit zoals u dacht."),
    "guess_surprise": ("What surprised: {what}.", "Wat verraste: {what}."),
    "guess_room": ("Most in the room were surprised by: {what}.", "De zaal was het meest verrast door: {what}."),
    "guess_close": ("Your line lies close to what happened.", "Uw lijn ligt dicht bij wat er gebeurde."),
    "guess_way": ("Your line goes the right way; the size differed.", "Uw lijn gaat de goede kant op; de omvang was anders."),
    "guess_flat": ("Nothing that matters changed in this line; yours did.", "Aan deze lijn veranderde niets dat ertoe doet; aan die van u wel."),
    "guess_other_way": ("Your line went another way than this world did. Worth a talk: why?",
                        "Uw lijn ging een andere kant op dan deze wereld. Een gesprek waard: waarom?"),
    "guess_happened": ("what happened", "wat er gebeurde"), "guess_votes": ("votes", "stemmen"),
    "guess_hidden": ("The answer is being made, out of sight …", "Het antwoord wordt gemaakt, uit het zicht …"),
    "guess_luck": ("One run of luck. Difference and luck shows whether other luck says the same.",
                   "Eén keer toeval. Verschil en toeval toont of ander toeval hetzelfde zegt."),
    "sweep_intro": ("Open a stored sweep: many runs over the parameters that are not known well.",
                    "Open een bewaarde sweep: veel runs over de parameters die niet goed bekend zijn."),
    "sweep_none": ("No sweep is offered. Start the viewer with --results DIR, the folder that holds your sweeps.",
                   "Er is geen sweep om te openen. Start de viewer met --results MAP, de map met uw sweeps."),
    "sweep_open": ("Choose a sweep", "Kies een sweep"), "sweep_x": ("Across", "Horizontaal"), "sweep_y": ("Up", "Verticaal"),
    "sweep_state": ("{done} of {runs} runs done, {failed} failed", "{done} van {runs} runs klaar, {failed} mislukt"),
    "sweep_filter": ("Only runs within", "Alleen runs binnen"), "sweep_add": ("Add a slider", "Schuif erbij"),
    "sweep_note": ("One dot is one run. Drag a rectangle to see the runs behind it; click to let go.",
                   "Eén stip is één run. Sleep een rechthoek om de runs erachter te zien; klik om los te laten."),
    "sweep_share": ("shown: {runs} of {total} runs", "getoond: {runs} van {total} runs"),
    "sweep_behind": ("Runs behind the rectangle", "Runs achter de rechthoek"), "sweep_all": ("All runs within the sliders", "Alle runs binnen de schuiven"),
    "sweep_mean": ("mean", "gemiddelde"), "sweep_runs": ("runs", "runs"), "sweep_still": ("Nothing varies in this sweep but luck.", "In deze sweep varieert niets dan toeval."),
    "replication": ("pair", "paar"), "point": ("point", "punt"), "to": ("to", "tot"),
    "help_keys": ("Keys", "Toetsen"), "help_space": ("play and pause", "afspelen en pauze"), "help_arrows": ("a week on, a week back; with shift 13 weeks", "een week verder, een week terug; met shift 13 weken"),
    "help_numbers": ("go to a bookmark", "ga naar een bladwijzer"), "help_b": ("make a bookmark", "maak een bladwijzer"),
    "help_u": ("undo", "ongedaan maken"), "help_d": ("first difference", "eerste verschil"), "help_l": ("Dutch or English", "Nederlands of Engels"),
    "help_t": ("large type", "grote letters"), "help_n": ("light or dark", "licht of donker"),
    "keys_on": ("keys of one letter work on every page", "toetsen van één letter werken op elke pagina"),
    "help_how": ("How to read this", "Zo leest u dit"),
    "help_1": ("Two worlds start with the same people, in the same week, with the same luck. Only the way of working differs.",
               "Twee werelden beginnen met dezelfde mensen, in dezelfde week, met hetzelfde toeval. Alleen de manier van werken verschilt."),
    "help_2": ("What the organisation records and what residents live are two ledgers. Nobody in the model sees the second one.",
               "Wat de organisatie telt en wat bewoners leven zijn twee boekhoudingen. Niemand in het model ziet de tweede."),
    "help_3": ("One run is one draw of luck. The band tells whether a difference is more than luck.",
               "Eén run is één keer toeval. De band laat zien of een verschil meer is dan toeval."),
    "help_4": ("It is a thinking tool, not a forecast. Many numbers are assumed; each lever tells its source.",
               "Het is een denkhulp, geen voorspelling. Veel getallen zijn aangenomen; elke knop noemt zijn bron."),
    "help_twenty": ("Twenty minutes with Jamila, mr Bartels and Klaas", "Twintig minuten met Jamila, meneer Bartels en Klaas"),
    "guide_invite": ("New here? Twenty minutes, step by step: one man with a mess of papers, two ways of working.",
                     "Nieuw hier? Twintig minuten, stap voor stap: één man met een puinhoop van papieren, twee manieren van werken."),
    "guide_later": ("Look around first", "Eerst rondkijken"), "guide_step": ("Step {step} of {all}", "Stap {step} van {all}"),
    "guide_next": ("Next", "Volgende"), "guide_back": ("Back", "Terug"), "guide_end": ("End the guide", "Sluit de gids"),
    "guide_1": ("Two worlds, still the same. Every dot is a household; the yellow circle is mr Bartels. Jamila, his caseworker, is judged on the number of files, in A and in B. Look round, then press Next.",
                "Twee werelden, nog gelijk. Elke stip is een huishouden; de gele cirkel is meneer Bartels. Jamila, zijn medewerker, wordt afgerekend op het aantal dossiers, in A en in B. Kijk rond en druk op Volgende."),
    "guide_2": ("Change one thing, in B only: switch on What counts: other KPIs in the row of B.",
                "Verander één ding, alleen in B: zet Wat telt: andere KPI's aan in de rij van B."),
    "guide_3": ("Guess before you see: how will B differ from A? Pick answers, draw a line if you like, and press Add this guess; one by one with more people. Then press Show what happened.",
                "Raad voordat u kijkt: hoe gaat B verschillen van A? Kies antwoorden, teken een lijn als u wilt, en druk op Voeg deze schatting toe; één voor één met meer mensen. Druk dan op Laat zien wat er gebeurde."),
    "guide_4": ("What happened to mr Bartels, dated, in both worlds. A marked line is where his lives part. If they are the same, that is an answer too: one layer was not enough for him.",
                "Wat er met meneer Bartels gebeurde, gedateerd, in beide werelden. De gemarkeerde regel is waar zijn levens uiteenlopen. Zijn ze gelijk, dan is dat ook een antwoord: één laag was voor hem niet genoeg."),
    "guide_5": ("And the others? A ring: another life than in A. Press First difference and play on; click any dot to follow it. Look at Teams and Agencies too: who waits, who refuses?",
                "En de anderen? Een ring: een ander leven dan in A. Druk op Eerste verschil en speel verder; klik op een stip om die te volgen. Kijk ook bij Teams en Instanties: wie wacht, wie wijst af?"),
    "guide_6": ("Press Bookmark. Drag the time line back to week 0 and add in B the tools, then the room, then the money that Klaas of finance asks about. Play to the end after each; Undo takes a step back.",
                "Druk op Bladwijzer. Sleep de tijdlijn terug naar week 0 en zet in B het gereedschap aan, dan de ruimte, dan het geld waar Klaas van financiën om vraagt. Speel na elk tot het einde; Ongedaan neemt een stap terug."),
    "guide_7": ("On the left what the organisation records, on the right what residents live. Nobody in the model sees the right side. Which of the two did your layers move?",
                "Links wat de organisatie telt, rechts wat bewoners leven. Niemand in het model ziet de rechterkant. Welke van de twee bewoog door uw lagen?"),
    "guide_8": ("Drag the time line to the last week. Which differences would you bet on? The line is the luck that you saw, the grey band is other luck; a band across zero may be luck. Save keeps the session as a file, which can become a report.",
                "Sleep de tijdlijn naar de laatste week. Op welke verschillen durft u te rekenen? De lijn is het toeval dat u zag, de grijze band is ander toeval; een band over de nul heen kan toeval zijn. Opslaan bewaart de sessie als bestand, dat een rapport kan worden."),
    "time_line": ("Time line", "Tijdlijn"),
    "spoken_staff": ("{staff} professionals, {sick} sick, {files} open files", "{staff} professionals, {sick} ziek, {files} open dossiers"),
    "begin_hint": ("Press Play, or the space bar, to let time pass.", "Druk op Afspelen, of op de spatiebalk, om de tijd te laten lopen."),
    "people_followed": ("Yellow circle: {name}, followed.", "Gele cirkel: {name}, wordt gevolgd."),
    "of_staff": ("{count} of {all}", "{count} van {all}"), "one_world": ("There is one world here, so there is nothing to compare. Choose worlds gives a second.",
        "Er is hier één wereld, dus er valt niets te vergelijken. Kies werelden geeft er een tweede bij."),
    "more_levers": ("{count} more levers", "nog {count} knoppen"), "weeks_short": ("wk", "wk"),
    "lower_better": ("lower is better", "lager is beter"), "higher_better": ("higher is better", "hoger is beter"),
    "file_opened": ("The file was opened. {why}", "Het bestand is geopend. {why}"),
    "file_model": ("It was saved by another version of the model; the worlds came out the same.", "Het is door een andere versie van het model opgeslagen; de werelden kwamen er hetzelfde uit."),
    "line_marks": ("On the time line", "Op de tijdlijn"), "line_change": ("a lever changed", "een knop gewijzigd"),
    "line_parted": ("the worlds part", "de werelden gaan uiteen"),
    "save_hint": ("Keep this session as a file", "Bewaar deze sessie als bestand"), "load_hint": ("Open a session that was saved", "Open een sessie die bewaard is"),
    "replay_head": ("{households} households, {years} years, luck {seed} {vignette}: simulated again up to week {week}",
                    "{households} huishoudens, {years} jaar, toeval {seed} {vignette}: opnieuw berekend tot week {week}"),
    "replay_same": ("Every world is the same as in the file, to the last byte.", "Elke wereld is gelijk aan die in het bestand, tot op de laatste byte."),
    "replay_other": ("The worlds are NOT those of the file: it was changed after it was saved.", "De werelden zijn NIET die van het bestand: het is na het opslaan gewijzigd."),
    "replay_model": ("The worlds are NOT those of the file: it was saved by another version of the model.",
                     "De werelden zijn NIET die van het bestand: het is door een andere versie van het model opgeslagen."),
    "serving": ("the viewer is at {address} (Ctrl-C ends it)", "de viewer staat op {address} (Ctrl-C stopt hem)"),
    "shared": (
        "everybody who can reach {host} on your network can now open the viewer and use this machine's processor; there is no "
        "password. Do this in a room that you trust, and end it afterwards.",
        "iedereen die {host} op uw netwerk kan bereiken kan nu de viewer openen en de processor van deze machine gebruiken; er is "
        "geen wachtwoord. Doe dit in een ruimte die u vertrouwt, en sluit daarna af.",
    ),
    "world": ("World", "Wereld"), "no_data": ("not yet", "nog niet"),
    **AHEAD,
    **STORY,
    **TAKING,
    **HOUSEHOLD,
}  # fmt: skip


def say(key: str, lang: str, **fields: Any) -> str:
    """The words for `key`, filled in. Raises KeyError for what is not there."""
    text = pick(WORDS[key], lang)
    return text.format(**fields) if fields else text


def person(vignette: str, lang: str) -> str:
    """Who a case is about."""
    return pick(PERSONS.get(vignette, WORDS["person"]), lang)


def unit(name: str, lang: str) -> str:
    """A unit of the registries in this language, or as it stands."""
    dutch = ("aandeel " if name.startswith("share of") else "") + UNITS_NL.get(name, name)
    return pick((name, dutch if name in UNITS_NL else name), lang)


class Words:
    """The words of one language; rows bring theirs from a configs folder. Raises ValueError for a language not offered."""

    def __init__(self, lang: str, configs: Path | None = None) -> None:
        if lang not in languages():
            raise ValueError(f"language {lang!r} is not offered; choose {' or '.join(languages())}")
        self.lang, self.configs = lang, configs

    def pick(self, pair: tuple[str, str]) -> str:
        """The text of a pair in this language."""
        return pick(pair, self.lang)

    def all(self) -> dict[str, str]:
        """Every word of the page by its key."""
        return {key: pick(pair, self.lang) for key, pair in WORDS.items()}

    def term(self, kind: str, name: str) -> str:
        """The domain's word for a name of the model, or the name itself, readable."""
        own = {"status": STATUSES, "domain": DOMAINS}.get(kind)
        pair = own.get(name) if own is not None else pair_of(kind, name, self.configs)
        return pick(pair, self.lang) if pair else name.replace("_", " ")

    def line(self, name: str) -> dict[str, Any]:
        """A line's title, plain words, direction and kind of number."""
        title, about, direction, kind = LINES[name]
        return {"title": pick(title, self.lang), "about": pick(about, self.lang), "direction": direction, "kind": kind}
