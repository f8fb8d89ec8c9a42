"""The sentences around a household's events, English and Dutch side by side, with the same fields in both."""

FRAME: dict[str, tuple[str, str]] = {
    "when": ("Week {week} (year {year})", "Week {week} (jaar {year})"),
    "weeks_one": ("1 week", "1 week"),
    "weeks": ("{n} weeks", "{n} weken"),
    "hours_one": ("1 hour", "1 uur"),
    "hours": ("{n} hours", "{n} uur"),
    "the_agency": ("the agency", "de instantie"),
    "start": ("At the start", "Aan het begin"),
    "start_facts": (
        "{group}; reference person of {age}; {adults}; {children}; {income}; {home}.",
        "{group}; hoofdpersoon van {age}; {adults}; {children}; {income}; {home}.",
    ),
    "adults_1": ("one adult", "één volwassene"),
    "adults_2": ("two adults", "twee volwassenen"),
    "children_yes": ("children at home", "kinderen thuis"),
    "children_no": ("no children at home", "geen kinderen thuis"),
    "start_needs": ("Needs that count: {needs}.", "Behoeften die tellen: {needs}."),
    "start_no_needs": ("No need that counts.", "Geen behoefte die telt."),
    "start_debt": ("Debt: €{debt}, {stage}.", "Schuld: €\u00a0{debt}, {stage}."),
    "start_room": (
        "After fixed costs and a minimum budget €{room} a week is left.",
        "Na vaste lasten en een minimumbudget blijft er €\u00a0{room} per week over.",
    ),
    "start_short": (
        "After fixed costs and a minimum budget it is €{room} a week short.",
        "Na vaste lasten en een minimumbudget komt het €\u00a0{room} per week tekort.",
    ),
    "start_rent": ("Rent behind: {weeks}.", "Huurachterstand: {weeks}."),
    "start_papers": ("Not in order: {papers}.", "Niet op orde: {papers}."),
    "no_registered": ("registration", "inschrijving"),
    "no_identity": ("proof of identity", "identiteitsbewijs"),
    "no_allowance": ("allowances", "toeslagen"),
    "no_fit": ("the home, which is not fit to live in", "de woning, die ongeschikt is"),
    "price_once": ("€{euro} once", "eenmalig €\u00a0{euro}"),
    "price_weekly": ("€{euro_week} a week for {weeks_paid}", "€\u00a0{euro_week} per week, {weeks_paid} lang"),
    "price_as": ("paid as {provision}", "betaald als {provision}"),
    "price_payer": ("paid by {payer}", "betaald door {payer}"),
    "price_payer_as": ("paid by {payer} as {provision}", "betaald door {payer} als {provision}"),
    "price_hours": ("{hours} of work", "{hours} werk"),
    "needs_parties": (
        ", by the team or by those who must agree: {parties}",
        ", van het team of van wie moet instemmen: {parties}",
    ),
    "well_resolved": ("resolved", "opgelost"),
    "well_unresolved": ("not resolved", "niet opgelost"),
    "start_feels": (
        "Stress {stress}, trust in the team {trust} (0 to 1).",
        "Stress {stress}, vertrouwen in het team {trust} (0 tot 1).",
    ),
    "world": ("World {n}: {title}", "Wereld {n}: {title}"),
    "with_rows": ("{preset}, but as in '{other}': {rows}", "{preset}, maar als in '{other}': {rows}"),
    "with_changes": ("{preset}, changed", "{preset}, gewijzigd"),
    "nothing": ("Nothing worth telling happens.", "Er gebeurt niets dat het vertellen waard is."),
    "part": ("Where the two worlds part", "Waar de twee werelden uit elkaar gaan"),
    "part_never": (
        "They never do: for this household both worlds are the same, to the last digit.",
        "Nergens: voor dit huishouden zijn beide werelden tot op het laatste cijfer gelijk.",
    ),
    "part_small": ("{when}: numbers begin to differ, however little.", "{when}: getallen gaan verschillen, hoe weinig ook."),
    "part_told_never": (
        "Nothing different happens in the weeks that both worlds share.",
        "Er gebeurt niets anders in de weken die beide werelden delen.",
    ),
    "part_told": ("{when}: for the first time something different happens.", "{when}: voor het eerst gebeurt er iets anders."),
    "part_only": ("Only in world {n}: {text}", "Alleen in wereld {n}: {text}"),
    "part_felt": (
        "{when}: the unmet need differs by a tenth of a whole part of life or more.",
        "{when}: de onvervulde behoefte verschilt een tiende van een heel levensgebied of meer.",
    ),
    "part_state": (
        "How the household stood the week before, world 1 and world 2: {parts}.",
        "Hoe het huishouden er een week eerder voor stond, in wereld 1 en in wereld 2: {parts}.",
    ),
    "part_value": ("{name} {a} and {b}", "{name} {a} en {b}"),
    "why_rows": (
        "What already makes that difference when it alone is taken from world 2 into world 1: {rows}.",
        "Wat dat verschil al maakt als het alleen uit wereld 2 in wereld 1 komt: {rows}.",
    ),
    "why_none": (
        "No single group of settings makes that difference alone; it takes several together.",
        "Geen enkele groep instellingen maakt dat verschil alleen; daar zijn er meer samen voor nodig.",
    ),
    "counted": (
        "Over {pairs} pairs: the household in several places of each of {replications} replications",
        "Over {pairs} paren: het huishouden op meer plekken in elk van {replications} herhalingen",
    ),
    "stages": (
        "What the source did ({deeds}), in world 1 and world 2: {stages}.",
        "Wat de bron deed ({deeds}), in wereld 1 en wereld 2: {stages}.",
    ),
    "stage": ("{name} {a} and {b}", "{name} {a} en {b}"),
    "if_done": (
        "If that had been done in the first week in world 1 (its facts call for it in {fitted} of the places):",
        "Als dat in wereld 1 in de eerste week was gedaan (de feiten vragen erom op {fitted} van de plekken):",
    ),
    "uncertain_ranges": ("Luck and the assumed numbers vary, the latter anywhere in their ranges.",
                         "Toeval en aangenomen getallen variëren, de laatste overal in hun bereik."),
    "uncertain_both": ("Luck and the assumed numbers vary together.", "Toeval en aangenomen getallen variëren samen."),
    "uncertain_luck": ("Only luck varies.", "Alleen toeval varieert."),
    "better": (
        "World 2 leaves this household less unmet need in {b} of {pairs} pairs ({share}; 95% interval {lo} "
        "to {hi}), world 1 in {a}; in {alike} there is no difference that matters.",
        "Wereld 2 laat dit huishouden minder onvervulde behoefte in {b} van {pairs} paren ({share}; "
        "95%-interval {lo} tot {hi}), wereld 1 in {a}; in {alike} is er geen verschil dat ertoe doet.",
    ),
    "dropped": (
        "{n} pairs are left out: the household died or moved within half a year.",
        "{n} paren tellen niet mee: het huishouden overleed of verhuisde binnen een half jaar.",
    ),
    "failed": ("{n} runs failed; the first: {error}", "{n} runs mislukten; de eerste: {error}"),
    "direction": ("What the source suggests", "Wat de bron suggereert"),
    "direction_line": (
        "{outcome} {expected} in world 2 ({source}): {answer}. World 2 minus world 1: {mean} [{lo} to {hi}] {unit}.",
        "{outcome} {expected} in wereld 2 ({source}): {answer}. Wereld 2 min wereld 1: {mean} [{lo} tot {hi}] {unit}.",
    ),
    "cannot": ("What the model cannot express here", "Wat het model hier niet kan uitdrukken"),
    "sources": ("Sources", "Bronnen"),
    "household": ("Household {n}", "Huishouden {n}"),
    "seed": (
        "The story is that of seed {seed}, with every parameter at its value; place of {households} households.",
        "Het verhaal is dat van toeval {seed}, met elke parameter op zijn waarde; plaats van {households} huishoudens.",
    ),
    "to": ("to", "tot"),
    "and": ("and", "en"),
    "toggles": ("Which of the four are on", "Welke van de vier aanstaan"),
    "toggle_enough": ("alone already as good as all together", "alleen al zo goed als alles samen"),
    "interval": ("[95% interval]", "[95%-interval]"),
    "against_none": ("minus none", "min geen"),
    "against_all": ("minus all", "min alle"),
}

TABLES: dict[str, tuple[str, str]] = {
    "made_with": ("Made with `{command}`.", "Gemaakt met `{command}`."),
    "all_title": (
        "# Vignettes: what the sources suggest and what the model finds",
        "# Vignetten: wat de bronnen suggereren en wat het model vindt",
    ),
    "all_about": (
        "Each vignette is one household with a given start, in two worlds with the same people and the same luck. The "
        "direction comes from the source and was fixed before anything was run. *Holds* asks for an interval on that "
        "side of zero that is not within the smallest difference that matters; else it *fails*, or one *cannot tell*. "
        "The household is planted in several places of each replication; a replication counts once. Start blocks hold facts; "
        "their sizes between 0 and 1 are assumed.",
        "Elk vignet is één huishouden met een gegeven begin, in twee werelden met dezelfde mensen en hetzelfde toeval. "
        "De richting komt uit de bron en stond vast voor er iets werd gedraaid. *Klopt* vraagt een interval aan die kant "
        "van nul dat niet binnen het kleinste verschil ligt dat ertoe doet; anders *klopt niet* of *niet te zeggen*. Het "
        "huishouden staat op meer plekken van elke herhaling; een herhaling telt één keer. Een begin bestaat uit feiten; hun "
        "maten tussen 0 en 1 zijn aangenomen.",
    ),
    "all_tally": (
        "First direction of each vignette ({n_first}): {first}. All directions ({n_all}): {every}.",
        "Eerste richting van elk vignet ({n_first}): {first}. Alle richtingen ({n_all}): {every}.",
    ),
    "all_head": (
        "Vignette|Source points to|Source|Answer|World 2 minus world 1 [95% interval]|Unit|Less unmet need in 2 / in 1 / alike",
        "Vignet|Bron wijst naar|Bron|Oordeel|Wereld 2 min wereld 1 [95%-interval]|Eenheid|"
        "Minder onvervulde behoefte in 2 / in 1 / gelijk",
    ),
    "causes_title": ("## Where a direction does not hold: the cause", "## Waar een richting niet klopt: de oorzaak"),
    "causes_about": (
        "Found by toggling. A third world is world 1 in which what the source did has taken effect in the first week: nobody had "
        "to see it, choose it, allow it or grant it. Where the direction holds there, practice stands in the way in world 2; "
        "where it does not, the deed itself does too little in the model.",
        "Gevonden door te schakelen. Een derde wereld is wereld 1 waarin wat de bron deed in de eerste week effect kreeg: "
        "niemand hoefde het te zien, te kiezen, toe te staan of toe te kennen. Waar de richting daar klopt staat in wereld 2 de "
        "praktijk in de weg; waar niet, daar doet de daad zelf in het model te weinig.",
    ),
    "cause_head": ("**{name}, {outcome}** ({answer}).", "**{name}, {outcome}** ({answer})."),
    "cause_reached": (
        "What the source did took effect for {b} of the households in world 2 and {a} in world 1; of the others most stayed at "
        "'{stage}' ({share}).",
        "Wat de bron deed kreeg effect voor {b} van de huishoudens in wereld 2 en {a} in wereld 1; van de andere bleven de "
        "meeste steken bij '{stage}' ({share}).",
    ),
    "cause_if_done": (
        "Done in the first week: {answer}, {mean} [{lo} to {hi}] {unit}.",
        "In de eerste week gedaan: {answer}, {mean} [{lo} tot {hi}] {unit}.",
    ),
    "cause_practice": (
        "So the deed would do it, and practice does not get there.", "De daad zou het dus doen, en de praktijk komt er niet.",
    ),
    "cause_both": (
        "So the deed does it, and world 1 gets there as well.", "De daad doet het dus, en wereld 1 komt er ook.",
    ),
    "cause_small": (
        "So the deed itself moves this too little in the model.", "De daad zelf beweegt dit in het model dus te weinig.",
    ),
    "cause_opposite": (
        "So the deed itself moves this the other way in the model.", "De daad zelf beweegt dit in het model dus andersom.",
    ),
    "cause_luck": (
        "So even the deed done at once cannot be told from luck here.",
        "Zelfs als de daad meteen is gedaan is het hier niet van toeval te onderscheiden.",
    ),
    "cause_levers": (
        "The model has no deed for what the source did; only settings differ between the worlds.",
        "Het model heeft geen daad voor wat de bron deed; tussen de werelden verschillen alleen instellingen.",
    ),
    "cause_unfit": (
        "At the start the facts do not call for what the source did, or it is asked for already, so that doing it at once tells "
        "nothing ({deeds}).",
        "Aan het begin vragen de feiten niet om wat de bron deed, of het is al aangevraagd, zodat het meteen doen niets zegt "
        "({deeds}).",
    ),
    "all_cannot": ("## What the model cannot express", "## Wat het model niet kan uitdrukken"),
    "toggle_about": (
        "Each toggle takes over rows of levers from another preset ({parts}) and nothing else changes; nothing in the code "
        "adds them up. The same people and the same luck in every row. Replications: {pairs}.",
        "Elke schakelaar neemt rijen knoppen over uit een andere voorinstelling ({parts}) en verder verandert er niets; "
        "niets in de code telt ze op. Dezelfde mensen en hetzelfde toeval in elke rij. Herhalingen: {pairs}.",
    ),
    "toggle_claim": ("**{outcome}: {expected}?**", "**{outcome}: {expected}?**"),
    "toggle_whole": ("- All together, against none: {answer}.", "- Alles samen, tegen geen: {answer}."),
    "toggle_one": (
        "- {name} alone, against none: {alone}. {name} added when the others are already on: {added}.",
        "- {name} alleen, tegen geen: {alone}. {name} erbij als de andere al aanstaan: {added}.",
    ),
}
