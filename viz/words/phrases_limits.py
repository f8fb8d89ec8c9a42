"""Sentences on levers, assumptions, limits and the command, in English and Dutch; part of `phrases.PHRASES`."""

LIMITS: dict[str, tuple[str, str]] = {
    # levers and assumptions
    "levers_none": ("No lever differs.", "Geen enkele knop verschilt."),
    "conflict_later": (
        "In {scenario} two measures set {lever}: the one named later, {winner}, holds with {winner_value} instead of "
        "{loser_value} ({loser}).",
        "In {scenario} bepalen twee maatregelen {lever}: de later genoemde, {winner}, geldt met {winner_value} in plaats "
        "van {loser_value} ({loser}).",
    ),
    "conflict_stronger": (
        "In {scenario} two measures limit {lever} the same way: the stronger, {winner} with {winner_value}, also satisfies "
        "{loser} with {loser_value}.",
        "In {scenario} begrenzen twee maatregelen {lever} dezelfde kant op: de sterkste, {winner} met {winner_value}, "
        "voldoet ook aan {loser} met {loser_value}.",
    ),
    "par_title": ("Assumptions and sources", "Aannames en bronnen"),
    "par_where": (
        "Every one of them, with value, unit, range, source or reason, stands in files of its own beside this report:",
        "Elk ervan staat, met waarde, eenheid, bereik en bron of reden, in eigen bestanden naast dit rapport:",
    ),
    "par_page": ("parameters.html, to read", "parameters.html, om te lezen"),
    "par_data": ("parameters.csv, for a spreadsheet", "parameters.csv, voor een rekenblad"),
    "par_of": ("{theory}: {count} numbers", "{theory}: {count} getallen"),
    "par_reading": (
        "The value is the most likely one; the range is what is thought possible. Assumed numbers are varied together.",
        "De waarde is de meest waarschijnlijke; het bereik is wat voor mogelijk wordt gehouden. Aangenomen getallen variëren "
        "samen.",
    ),
    "show_outcomes": ("Show all other outcomes", "Alle andere uitkomsten"),
    "show_purposes": ("Show every payer and purpose", "Alle betalers en doelen"),
    "grades": (
        "Of {count} parameters, {seed} come from the project's own sources, {found} from research, {weak} rest on weak "
        "evidence and {assumed} are assumed.",
        "Van {count} parameters komen er {seed} uit de eigen bronnen van het project, {found} uit onderzoek, {weak} rusten "
        "op zwak bewijs en {assumed} zijn aangenomen.",
    ),
    "weeks_from": ("{value} from week {first}", "{value} vanaf week {first}"),
    "weeks_between": ("{value} in weeks {first} to {last}", "{value} in week {first} tot en met {last}"),
    "in_teams": ("{value} (teams {teams})", "{value} (teams {teams})"),
    "drawn": ("varied", "gevarieerd"),
    "drawn_note": (
        "{count} of them were varied: {how}, the same for all scenarios of the pair. The value shown is the most likely one.",
        "{count} daarvan zijn gevarieerd: {how}, gelijk voor alle scenario's van het paar. De getoonde waarde is de meest "
        "waarschijnlijke.",
    ),
    "drawn_range": (
        "drawn anew from their range for every pair of runs",
        "voor elk paar runs opnieuw uit hun bereik getrokken",
    ),
    "drawn_plausible": (
        "for every pair of runs another of {count} joint settings within their ranges that could not be ruled out when "
        "current practice was set beside what is known of it",
        "voor elk paar runs een andere van {count} gezamenlijke instellingen binnen hun bereik die niet viel uit te sluiten "
        "toen de huidige praktijk naast bekende cijfers werd gelegd",
    ),
    "changed": ("set for this comparison", "gezet voor deze vergelijking"),
    "empty": ("not stated", "niet vermeld"),
    # limits
    "limit_tool": (
        "This is a thinking tool, not a forecast. It shows what follows from stated causes and assumptions in a made-up "
        "place.",
        "Dit is een hulpmiddel om mee te denken, geen voorspelling. Het laat zien wat volgt uit benoemde oorzaken en aannames "
        "in een "
        "verzonnen gemeente.",
    ),
    "limit_place": (
        "No household here is a real one, and no number here is a measurement of a real municipality.",
        "Geen huishouden hier bestaat echt, en geen getal hier is een meting van een echte gemeente.",
    ),
    "limit_fit": (
        "Parameters were never fitted to a contrast between scenarios. Many are assumed; the table says which, and why.",
        "Parameters zijn nooit afgesteld op een verschil tussen scenario's. Veel ervan zijn aangenomen; de tabel zegt "
        "welke, en waarom.",
    ),
    "limit_range": (
        "Small differences between means do not count: read the range first, and the verdict that follows from it.",
        "Kleine verschillen tussen gemiddelden tellen niet: lees eerst de marge, en het oordeel dat daaruit volgt.",
    ),
    "limit_use": (
        "Use it to find better questions, to see who might pay for a gain, and to choose what to try and measure in "
        "practice.",
        "Gebruik het om betere vragen te vinden, om te zien wie een winst zou kunnen betalen, en om te kiezen wat u in de "
        "praktijk probeert en meet.",
    ),
    "reproduce": ("The command that makes this comparison again:", "Met deze opdracht is de vergelijking opnieuw te maken:"),
    # the command
    "report_at": ("the report is in {path}", "het rapport staat in {path}"),
    "no_report": (
        "no report was written; name a folder with --out to get one",
        "er is geen rapport gemaakt; geef met --out een map op",
    ),
}
