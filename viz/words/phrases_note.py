"""Headings, labels and other sentences of the note, English and Dutch side by side; part of `viz.words.phrases.PHRASES`."""

from viz.words.phrases_note_facts import FACTS

MONTHS = {
    "en": (
        "January",
        "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ),
    "nl": (
        "januari",
        "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    ),
}

NOTE: dict[str, tuple[str, str]] = {
    **FACTS,
    # head
    "n_kicker": ("Policy note", "Beleidsnotitie"),
    "n_asked_by": ("Asked by", "Vraag van"),
    "n_place": ("For", "Voor"),
    "n_author": ("Written by", "Opgesteld door"),
    "n_date": ("Date", "Datum"),
    "n_made": ("Calculated with", "Doorgerekend met"),
    "n_version": ("Leefwereld {version}, model {model}", "Leefwereld {version}, model {model}"),
    "n_place_none": ("a made-up municipality of {households} households", "een verzonnen gemeente van {households} huishoudens"),
    "n_place_some": ("{place} (calculated for {households} households)", "{place} (doorgerekend voor {households} huishoudens)"),
    "n_place_whole": (
        "{place}, {households} households (calculated on {run})",
        "{place}, {households} huishoudens (doorgerekend met {run})",
    ),
    "n_made_up": (" (made up)", " (verzonnen)"),
    "n_the_place": ("the municipality", "de gemeente"),
    "n_question": (
        "What changes for residents, for staff and for the municipality's own purse when {place} goes from “{baseline}” to "
        "{alternatives}?",
        "Wat verandert er voor bewoners, voor het personeel en voor de gemeentekas als {place} van ‘{baseline}’ overstapt op "
        "{alternatives}?",
    ),
    "n_how": (
        "Calculated over {years} years in {pairs} possible futures, each time with the same residents and the same luck for "
        "every way of working. It is an aid to thinking, not a forecast.",
        "Doorgerekend over {years} jaar in {pairs} mogelijke toekomsten, steeds met dezelfde bewoners en hetzelfde toeval voor "
        "elke werkwijze. Het is een hulpmiddel om mee te denken, geen voorspelling.",
    ),
    "n_null": ("The alternative is to change nothing: “{reference}”.", "Het nulalternatief is doorgaan met ‘{reference}’."),
    "n_other": (
        "Changing nothing, “{reference}”, stands in the annex.",
        "‘{reference}’, het nulalternatief, staat in de bijlage.",
    ),
    # the five sentences
    "n_h_answer": ("The answer in five sentences", "Het antwoord in vijf zinnen"),
    "n_h_answer_many": ("The answer, by way of working", "Het antwoord per werkwijze"),
    "n_residents": ("Residents", "Bewoners"),
    "n_worst_off": ("The worst off", "Wie het slechtst af is"),
    "n_waiting": ("Waiting and giving up", "Wachten en afhaken"),
    "n_staff": ("Staff", "Personeel"),
    "n_purse": ("The municipality's purse", "De gemeentekas"),
    "n_now": ("now", "nu"),
    "n_under": ("under “{baseline}”", "bij ‘{baseline}’"),
    "n_two": ("{first}; {second}.", "{first}; {second}."),
    "n_one": ("{first}.", "{first}."),
    "n_range": ("Eight in ten futures: {ranges}.", "Acht van de tien toekomsten: {ranges}."),
    "n_tagged": ("{tag} {span}", "{tag} {span}"),
    "n_tag_resolved_lasting": ("helped for good", "blijvend geholpen"),
    "n_tag_trouble_asked": ("in trouble", "in de knel"),
    "n_tag_unmet_worst_tenth": ("need", "nood"),
    "n_tag_worst_balance": ("balance", "saldo"),
    "n_tag_wait_median": ("met", "gesproken"),
    "n_tag_gave_up": ("gave up", "afgehaakt"),
    "n_tag_burnout": ("burnt out", "opgebrand"),
    "n_tag_exits": ("left", "vertrokken"),
    "n_tag_municipal_cost": ("municipality", "gemeente"),
    "n_tag_societal_cost": ("everybody together", "iedereen samen"),
    "n_ends_same": ("{low} to {high} {way}", "{low} tot {high} {way}"),
    "n_ends_both": ("{low} {down} to {high} {up}", "{low} {down} tot {high} {up}"),
    "n_ends_mean": (", on average {mean} {way}", ", gemiddeld {mean} {way}"),
    "n_ends_none": ("no difference", "geen verschil"),
    "n_levels": ("levels", "niveaus"),
    "n_weeks": ("weeks", "weken"),
    "n_week": ("week", "week"),
    "n_stop_some": (
        "Finance stops this way of working in {stopped} of the {runs} futures, in week {earliest} at the earliest.",
        "Financiën zet deze werkwijze in {stopped} van de {runs} toekomsten stop, op zijn vroegst in week {earliest}.",
    ),
    "n_stop_none": (
        "Finance stops this way of working in none of the {runs} futures.",
        "Financiën zet deze werkwijze in geen van de {runs} toekomsten stop.",
    ),
    "n_marks": ("Mind {patterns}", "Let op {patterns}"),
    "n_reading": (
        "For good: solved within a year, and a year later still so. Better and worse are said only when the next future is so "
        "by enough to matter with a chance of nine in ten; “size unsure” when it goes that way, but perhaps by too little.",
        "Blijvend: binnen een jaar opgelost en een jaar later nog steeds. Iets heet alleen beter of slechter als de kans negen "
        "op de tien is dat een volgende toekomst die kant op gaat, en ver genoeg om ertoe te doen; bij ‘omvang onzeker’ is de "
        "kans op die richting er ook, maar is het verschil misschien te klein.",
    ),
    "n_luck_only": (
        "Only luck was varied: the assumed numbers stood still, so reality may differ more than these futures do.",
        "Alleen het toeval is gevarieerd: de aangenomen getallen stonden stil, dus de werkelijkheid kan meer afwijken dan deze "
        "toekomsten doen.",
    ),
    # years
    "n_h_years": ("How it goes: year by year", "Hoe het verloopt: jaar voor jaar"),
    "n_cap_years": ("Under “{of}”, and between brackets under “{against}”", "Bij ‘{of}’, en tussen haakjes bij ‘{against}’"),
    "n_year": ("Year {year}", "Jaar {year}"),
    "n_row_trouble": ("In serious trouble, of every 100 households", "Ernstig in de knel, van elke 100 huishoudens"),
    "n_row_backlog": ("In the queue, per 10,000 households", "In de wachtrij, per 10.000 huishoudens"),
    "n_row_burnout": ("Burnt out, of every 100 staff", "Opgebrand, van elke 100 medewerkers"),
    "n_row_municipal_cost": ("The municipality spends, euro million", "De gemeente geeft uit, mln euro"),
    "n_cap_years_many": ("In years {years}, and between brackets under “{against}”; the verdict is of the last year",
                         "In jaar {years}, en tussen haakjes bij ‘{against}’; het oordeel gaat over het laatste jaar"),
    "n_cell": ("{b} ({a})", "{b} ({a})"),
    # the five in short, for many alternatives
    "n_cap_short": (
        "By way of working, and between brackets under “{against}”",
        "Per werkwijze, en tussen haakjes bij ‘{against}’",
    ),
    "n_short_resolved_lasting": ("Helped for good, of every 100 that ask", "Blijvend geholpen, van elke 100 vragers"),
    "n_short_unmet_worst_tenth": ("Unmet need of the tenth that is worst off", "Nood van het tiende deel dat het slechtst af is"),
    "n_short_wait_median": ("Half met within, weeks", "Helft gesproken binnen, weken"),
    "n_short_gave_up": ("Gave up, of every 100 that ask", "Afgehaakt, van elke 100 vragers"),
    "n_short_burnout": ("Burnt out, of every 100 staff", "Opgebrand, van elke 100 medewerkers"),
    "n_short_municipal_cost": ("The municipality spends, euro million a year", "De gemeente geeft uit, mln euro per jaar"),
    # winners and losers
    "n_bar": ("{better} better off, {same} little difference, {worse} worse off, of every 1,000 households",
              "{better} beter af, {same} weinig verschil, {worse} slechter af, van elke 1.000 huishoudens"),
    "n_h_winners": ("Who gains and who loses", "Wie erop vooruitgaat en wie erop achteruitgaat"),
    "n_winners": (
        "Of every 1,000 households {better} are better off under {of} than {under}, {worse} are worse off, and {same} notice "
        "little.",
        "Van elke 1.000 huishoudens zijn er bij {of} {better} beter af dan {under}, zijn er {worse} slechter af en merken er "
        "{same} weinig verschil.",
    ),
    "n_winners_groups": (
        "Most often better off: {best} ({gain} of every 1,000, net). Most often worse off: {worst} ({loss} of every 1,000, net).",
        "Per saldo het vaakst beter af is de groep ‘{best}’ ({gain} van elke 1.000), het vaakst slechter af de groep ‘{worst}’ "
        "({loss} van elke 1.000).",
    ),
    "n_winners_best": (
        "On balance most often better off: {best} ({gain} of every 1,000); no kind of household is on balance worse off.",
        "Per saldo het vaakst beter af is de groep ‘{best}’ ({gain} van elke 1.000); geen enkele groep is per saldo slechter af.",
    ),
    "n_winners_worst": (
        "On balance most often worse off: {worst} ({loss} of every 1,000); no kind of household is on balance better off.",
        "Per saldo het vaakst slechter af is de groep ‘{worst}’ ({loss} van elke 1.000); geen enkele groep is per saldo beter "
        "af.",
    ),
    "n_than_now": ("now", "nu"),
    "n_than_under": ("under “{baseline}”", "bij ‘{baseline}’"),
    "n_better": ("better off", "beter af"),
    "n_worse": ("worse off", "slechter af"),
    "n_same": ("little difference", "weinig verschil"),
    # options
    "n_h_options": ("What there is to choose", "Wat er te kiezen valt"),
    "n_options_none": (
        "Doing nothing, half of it, one first lever, a package or all of it: not calculated yet. This puts it here:",
        "Niets doen, de helft, één eerste knop, een pakket of alles: nog niet doorgerekend. Zo komt het hier te staan:",
    ),
    "n_options_cap": (
        "Options against doing nothing; {households} households, {years} years, {pairs} futures",
        "Keuzes tegenover niets doen; {households} huishoudens, {years} jaar, {pairs} toekomsten",
    ),
    "n_opt_nothing": ("Nothing", "Niets doen"),
    "n_opt_half": ("Half of {title}", "De helft van {title}"),
    "n_opt_first": ("First lever: {rows}", "Eerste knop: {rows}"),
    "n_opt_package": ("Package: {rows}", "Pakket: {rows}"),
    "n_opt_all": ("All of {title}", "Alles van {title}"),
    "n_opt_more": ("{rows} and {count} more", "{rows} en nog {count}"),
    "n_opt_option": ("Option", "Keuze"),
    "n_opt_trouble": ("In serious trouble, weeks a year", "Ernstig in de knel, weken per jaar"),
    "n_opt_wait": (
        "Half met within, weeks; not after half a year, of 100",
        "Helft gesproken binnen, weken; na half jaar niet, van 100",
    ),
    "n_opt_fte": ("Fte to wait no longer", "Fte om niet langer te wachten"),
    "n_opt_net": ("Own balance, euro million: year 1 / {year}", "Eigen saldo, mln euro: jaar 1 / {year}"),
    "n_opt_pilot": ("A pilot shows it", "Een proef toont het"),
    "n_opt_from": ("from week {week}", "vanaf week {week}"),
    "n_opt_not": ("not within {week} weeks", "niet binnen {week} weken"),
    "n_opt_one_team": ("one team: no pilot", "één team: geen proef"),
    "n_opt_over": ("more than {most}", "meer dan {most}"),
    # not known
    "n_h_unknown": ("What is not known", "Wat we niet weten"),
    "n_unknown_pattern": (
        "{pattern}, beside sentence {where}: for “{check}” the model gives {value}, where {band} is published.",
        "{pattern}, bij zin {where}: voor ‘{check}’ geeft het model {value}, waar {band} is gepubliceerd.",
    ),
    "n_unknown_stale": (
        "These misfits were measured on an earlier version of the model.",
        "Deze afwijkingen zijn gemeten met een eerdere versie van het model.",
    ),
    "n_unknown_more": (
        "More misfits, of {patterns}, stand in the annex.",
        "Meer afwijkingen, van {patterns}, staan in de bijlage.",
    ),
    "n_unknown_assumed": (
        "{varied} numbers are assumed. Together they make for {share} ({lo} to {hi}) of how far futures differ in what the "
        "municipality spends.",
        "{varied} getallen zijn aangenomen. Samen bepalen zij {share} ({lo} tot {hi}) van de spreiding tussen toekomsten in "
        "wat de "
        "gemeente uitgeeft.",
    ),
    "n_unknown_assumed_some": (
        "{varied} numbers are assumed and were varied together.",
        "{varied} getallen zijn aangenomen; zij zijn samen gevarieerd.",
    ),
    "n_unknown_own": (
        "Of {place} only the numbers in its place file are its own; behaviour, workload and rules are national or assumed, and "
        "what happens after {years} years is not counted.",
        "Van {place} zijn alleen de getallen in het plaatsbestand eigen; gedrag, werkdruk en regels zijn landelijk of "
        "aangenomen, en wat er na {years} jaar gebeurt, telt niet mee.",
    ),
    "n_unknown_place": (
        "No real municipality was copied, and what happens after {years} years is not counted.",
        "Er is geen bestaande gemeente nagebootst, en wat er na {years} jaar gebeurt, telt niet mee.",
    ),
    # first step
    "n_h_first": ("The first step, and when it could be seen", "De eerste stap, en wanneer die te zien is"),
    "n_first_step": (
        "Start with {rows}: of all levers this one alone takes away most serious trouble, enough to matter.",
        "Begin met {rows}: van alle knoppen neemt deze in zijn eentje de meeste zware nood weg, genoeg om ertoe te doen.",
    ),
    "n_first_step_likely": (
        "Start with {rows}: of all levers this one alone takes away most serious trouble, though perhaps too little to matter.",
        "Begin met {rows}: van alle knoppen neemt deze in zijn eentje de meeste zware nood weg, al is dat misschien te weinig om "
        "ertoe te doen.",
    ),
    "n_first_step_unsure": (
        "Of all levers {rows} does most by itself, but that alone does not solve it (serious trouble: {verdict}).",
        "Van alle knoppen doet {rows} in zijn eentje het meest, maar die alleen is niet genoeg (zware nood: {verdict}).",
    ),
    "n_first_pilot": (
        "A trial of it in half of the teams would show that beyond luck from week {week} on, by {what}.",
        "Een proef ermee in de helft van de teams laat dat vanaf week {week} boven het toeval uit zien, aan {what}.",
    ),
    "n_first_pilot_not": (
        "A trial of it in half of the teams does not show beyond luck within {week} weeks: a trial cannot decide this.",
        "Een proef ermee in de helft van de teams laat binnen {week} weken niets boven het toeval uit zien: een proef kan dit "
        "niet "
        "beslissen.",
    ),
    "n_first_watch": ("Watch {series} until then.", "Volg tot die tijd {series}."),
    "n_first_none": (
        "Which single lever to start with, and whether a pilot would show it, has not been calculated; the command above does "
        "both.",
        "Met welke ene knop te beginnen, en of een proef het laat zien, is nog niet doorgerekend; de opdracht hierboven doet "
        "beide.",
    ),
    "n_first_sure": (
        "Under {of} the futures agree which way it goes for: {list}.",
        "Bij {of} zijn de toekomsten het eens over de richting van: {list}.",
    ),
    "n_first_sure_item": ("{what} from year {year} on", "{what} vanaf jaar {year}"),
    "n_first_sure_none": (
        "Under {of} the futures do not agree up to the last year on any line of the table by year.",
        "Bij {of} zijn de toekomsten het over geen enkele regel van de jaartabel tot het laatste jaar eens.",
    ),
    "n_what_trouble": ("serious trouble", "de zware nood"),
    "n_what_backlog": ("the queue", "de wachtrij"),
    "n_what_burnout": ("burnt-out staff", "opgebrand personeel"),
    "n_what_municipal_cost": ("the municipality's purse", "de gemeentekas"),
    "n_check": (
        "Every number in the five sentences stands in summary.json, under “note”, with its verdict and its source.",
        "Elk getal in de vijf zinnen staat in summary.json, onder ‘note’, met oordeel en herkomst.",
    ),
    "n_annex": ("Annex", "Bijlage"),
    "n_footer": ("Leefwereld: an aid to thinking", "Leefwereld: hulpmiddel om mee te denken"),
    "n_page": ("page", "pagina"),
    "n_page_of": ("of", "van"),
    # the command
    "note_at": ("the note is in {path}", "de notitie staat in {path}"),
    "note_no_author": (
        "the note names nobody: --author, --asked-by and --for say who made it, who asks and for which place",
        "de notitie noemt niemand: --author, --asked-by en --for zeggen wie haar maakte, wie erom vraagt en voor welke "
        "gemeente",
    ),
}
