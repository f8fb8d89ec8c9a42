"""Every sentence of a household's story as a template, English and Dutch side by side, with the same fields in both.

Templates are filled with names from `story_terms` and with numbers; nothing here is a finding.
"""

EVENTS: dict[str, tuple[str, str]] = {
    "left_died": (
        "Death. Another household comes to live here; this story ends.",
        "Overlijden. Er komt een ander huishouden wonen; dit verhaal eindigt.",
    ),
    "left_moved": ("The household moves away; this story ends.", "Het huishouden verhuist; dit verhaal eindigt."),
    "left_died_or_moved": (
        "The household ends by death or moves away; this story ends.",
        "Het huishouden eindigt door overlijden of verhuist; dit verhaal eindigt.",
    ),
    "life_event": (
        "Something happens in life that makes {domain} harder.",
        "Er gebeurt iets in het leven dat {domain} moeilijker maakt.",
    ),
    "job_lost": ("The job is lost; a benefit takes its place.", "De baan valt weg; er komt een uitkering voor in de plaats."),
    "found_work": ("There is work, and income from it.", "Er is werk, en inkomen daaruit."),
    "pension": ("The pension begins.", "Het pensioen begint."),
    "sanctioned": (
        "A sanction cuts the benefit; the debt is now €{debt}.",
        "Een sanctie kort de uitkering; de schuld is nu €{debt}.",
    ),
    "sanction_bites": (
        "The sanction of some weeks ago brings acute trouble with money.",
        "De sanctie van enkele weken geleden brengt acute geldnood.",
    ),
    "evicted": (
        "Eviction: the household loses its home, with a debt of €{debt}.",
        "Uithuiszetting: het huishouden verliest de woning, met een schuld van €{debt}.",
    ),
    "child_placed": ("A child is placed elsewhere.", "Een kind wordt uit huis geplaatst."),
    "admitted": ("Someone is admitted in a mental crisis.", "Iemand wordt in een psychische crisis opgenomen."),
    "crisis_over_child_placed": ("The placement of the child ends.", "De uithuisplaatsing van het kind eindigt."),
    "crisis_over_admitted": ("The admission ends.", "De opname eindigt."),
    "changed_group": (
        "Life changes course: this is now a household of the kind '{group}'.",
        "Het leven neemt een wending: dit is nu een huishouden van het soort '{group}'.",
    ),
    "provision_ended": ("{provision} ends.", "{provision} stopt."),
    "provision_extended": ("{provision} is judged anew and goes on.", "{provision} wordt opnieuw beoordeeld en loopt door."),
    "debt_help_broken_off": (
        "The household drops out of debt help; the debt is €{debt}.",
        "Het huishouden haakt af bij de schuldhulp; de schuld is €{debt}.",
    ),
    "nursing_home_asked": ("A place in a nursing home is asked for.", "Er wordt een plek in een verpleeghuis aangevraagd."),
    "file_left": ("The file leaves the team without being closed.", "Het dossier verlaat het team zonder te worden gesloten."),
    "out_of_view": ("After refusals the household drops out of view.", "Na afwijzingen raakt het huishouden uit beeld."),
    "back_in_view": ("The household is in view again.", "Het huishouden is weer in beeld."),
    "gave_up_waiting": (
        "The household gives up waiting for the team after {weeks}.",
        "Het huishouden geeft het wachten op het team op na {weeks}.",
    ),
    "request_lapsed": (
        "The household stops waiting for {agency} about {domain} after {weeks}.",
        "Het huishouden wacht niet langer op {agency} over {domain}, na {weeks}.",
    ),
    "asked_team": (
        "The household asks the neighbourhood team about {domain}.",
        "Het huishouden vraagt het wijkteam iets over {domain}.",
    ),
    "file_opened": (
        "The team opens a file after {weeks} in the queue and sees {class_}.",
        "Het team opent een dossier na {weeks} in de wachtrij en ziet {class_}.",
    ),
    "file_opened_now": (
        "The team opens a file at once and sees {class_}.",
        "Het team opent meteen een dossier en ziet {class_}.",
    ),
    "peer_joined": ("A peer worker joins the professional.", "Een ervaringswerker gaat met de professional mee."),
    "first_conversation": ("First conversation with the professional.", "Eerste gesprek met de professional."),
    "missed_appointment": ("An appointment is missed.", "Een afspraak wordt gemist."),
    "understood": (
        "The professional now knows enough of the household to make a plan of its own.",
        "De professional kent het huishouden nu genoeg om een eigen plan te maken.",
    ),
    "plan_made": ("A tailored plan is allowed and made.", "Een maatwerkplan mag en wordt gemaakt."),
    "plan_blocked": ("A tailored plan about {domain} is not allowed.", "Een maatwerkplan over {domain} mag niet."),
    "plan_blocked_rule": (
        "A tailored plan about {domain} is stopped by {rule}.",
        "Een maatwerkplan over {domain} loopt vast op {rule}.",
    ),
    "request_made": ("A request about {domain} goes to {agency}.", "Een aanvraag over {domain} gaat naar {agency}."),
    "nothing_on_offer": (
        "Help with {domain} is asked for, but nothing on offer answers it.",
        "Er wordt hulp bij {domain} gevraagd, maar niets in het aanbod past.",
    ),
    "granted": ("{agency} says yes about {domain}.", "{agency} zegt ja over {domain}."),
    "refused": ("{agency} refuses the request about {domain}.", "{agency} wijst de aanvraag over {domain} af."),
    "refused_rule": (
        "{agency} refuses the request about {domain}: {rule} stands in the way.",
        "{agency} wijst de aanvraag over {domain} af: {rule} staat in de weg.",
    ),
    "passed_on": (
        "The request about {domain} is passed on to another desk; the waiting starts again.",
        "De aanvraag over {domain} wordt doorgestuurd naar een ander loket; het wachten begint opnieuw.",
    ),
    "not_needed": (
        "The request about {domain} is dropped, no longer needed.",
        "De aanvraag over {domain} vervalt, niet meer nodig.",
    ),
    "provision_started": ("{provision} starts.", "{provision} begint."),
    "provision_started_after": ("{provision} starts, after {weeks} of waiting.", "{provision} begint, na {weeks} wachten."),
    "home_found": ("A dwelling is found, after {weeks} of waiting.", "Er is een woning gevonden, na {weeks} wachten."),
    "papers_arranged": (
        "The registration is arranged, after {weeks} of waiting.",
        "De inschrijving is geregeld, na {weeks} wachten.",
    ),
    "moved_to_nursing_home": ("Move to a nursing home.", "Verhuizing naar een verpleeghuis."),
    "file_closed_resolved": (
        "The team closes the file after {weeks} and {hours} of contact; what was asked, and what lay under it, is resolved.",
        "Het team sluit het dossier na {weeks} en {hours} contact; de vraag, en wat eronder lag, is opgelost.",
    ),
    "file_closed_unresolved": (
        "The team closes the file after {weeks} and {hours} of contact; what was asked, or what lay under it, is not resolved.",
        "Het team sluit het dossier na {weeks} en {hours} contact; de vraag, of wat eronder lag, is niet opgelost.",
    ),
    "handover": (
        "The professional leaves; the household is back in the queue, and part of what was known is lost.",
        "De professional vertrekt; het huishouden staat weer in de wachtrij, en een deel van wat bekend was gaat verloren.",
    ),
    "finance_stop": (
        "Finance stops the new way of working in this place.",
        "Financiën stopt de nieuwe manier van werken in deze plaats.",
    ),
    "rule_changed": (
        "A rule that stopped this household changes for everybody: {rule}.",
        "Een regel die dit huishouden tegenhield verandert voor iedereen: {rule}.",
    ),
    "debt_grew": ("The debt passes €{level}.", "De schuld komt boven €{level}."),
    "debt_cleared": ("The debts are gone.", "De schulden zijn weg."),
    "need_counts": ("The need about {domain} becomes one that counts.", "De behoefte bij {domain} gaat tellen."),
    "need_urgent": ("The need about {domain} becomes urgent.", "De behoefte bij {domain} wordt dringend."),
    "need_met": ("The need about {domain} is met.", "In de behoefte bij {domain} is voorzien."),
    "recovered": ("No need that counts is left.", "Er is geen behoefte meer die telt."),
    "stress_high": ("Stress has become high.", "De stress is hoog geworden."),
    "stress_eased": ("The stress has eased.", "De stress is gezakt."),
    "trust_low": ("Little trust in the team is left.", "Er is weinig vertrouwen in het team over."),
    "trust_high": ("Trust in the team has become high.", "Het vertrouwen in het team is hoog geworden."),
}

FRAME: dict[str, tuple[str, str]] = {
    "when": ("Week {week} (year {year})", "Week {week} (jaar {year})"),
    "weeks_one": ("1 week", "1 week"),
    "weeks": ("{n} weeks", "{n} weken"),
    "hours_one": ("1 hour", "1 uur"),
    "hours": ("{n} hours", "{n} uur"),
    "start": ("At the start", "Aan het begin"),
    "start_facts": (
        "{group}; reference person of {age}; {adults}; {children}; {income}; {tenure}.",
        "{group}; hoofdpersoon van {age}; {adults}; {children}; {income}; {tenure}.",
    ),
    "adults_1": ("one adult", "één volwassene"),
    "adults_2": ("two adults", "twee volwassenen"),
    "children_yes": ("children at home", "kinderen thuis"),
    "children_no": ("no children at home", "geen kinderen thuis"),
    "start_needs": ("Needs that count: {needs}.", "Behoeften die tellen: {needs}."),
    "start_no_needs": ("No need that counts.", "Geen behoefte die telt."),
    "start_debt": ("Debt: €{debt}.", "Schuld: €{debt}."),
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
        "Hoe het huishouden er de week ervoor voor stond, wereld 1 en wereld 2: {parts}.",
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
    "counted": ("Over {pairs} pairs", "Over {pairs} paren"),
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
        "The sizes of the start (severity, stress, trust) are assumed.",
        "Elk vignet is één huishouden met een gegeven begin, in twee werelden met dezelfde mensen en hetzelfde toeval. "
        "De richting komt uit de bron en stond vast voor er iets werd gedraaid. *Klopt* vraagt een interval aan die kant "
        "van nul dat niet binnen het kleinste verschil ligt dat ertoe doet; anders *klopt niet* of *niet te zeggen*. De "
        "maten van het begin (ernst, stress, vertrouwen) zijn aangenomen.",
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
