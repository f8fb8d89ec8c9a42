"""Sentences on what finance stopped, English and Dutch side by side; part of `phrases.PHRASES`."""

FINANCE: dict[str, tuple[str, str]] = {
    "stop_some": (
        "Finance stopped {scenario} in {stopped} of {runs} runs, from week {earliest} at the earliest (median: week {median}). "
        "From then on that run goes on as current practice, so the results of {scenario} are partly those of current practice.",
        "Financiën zette {scenario} stop in {stopped} van de {runs} runs, op zijn vroegst vanaf week {earliest} (mediaan: week "
        "{median}). Daarna gaat zo'n run verder als de huidige praktijk; de uitkomsten van {scenario} zijn dus deels die van de "
        "huidige praktijk.",
    ),
    "stop_none": (
        "Finance stopped none of the scenarios in any run.",
        "Financiën heeft in geen enkele run een scenario stopgezet.",
    ),
    "stop_word": ("stopped", "stopgezet"),
    "stop_split": (
        "With and without the pairs that finance stopped: in {stopped} of {pairs} pairs, {of} or {against} was stopped. The "
        "pairs that are left are a selection: the worlds in which the money did not run out. Their difference is no "
        "estimate of what happens without a stop.",
        "Met en zonder de paren die financiën stopzette: in {stopped} van de {pairs} paren werd {of} of {against} stopgezet. De "
        "paren die overblijven zijn een selectie: de werelden waarin het geld niet opraakte. Het verschil in die paren is geen "
        "schatting van wat er zonder stop zou gebeuren.",
    ),
    "stop_all": (
        "In all {pairs} pairs, {of} or {against} was stopped by finance: there is no pair left without a stop.",
        "In alle {pairs} paren zette financiën {of} of {against} stop: er is geen paar zonder stop.",
    ),
    "cap_stop": (
        "With and without the pairs that finance stopped: “{of}” minus “{against}”, with the {level} interval",
        "Met en zonder de paren die financiën stopzette: ‘{of}’ min ‘{against}’, met het {level}-interval",
    ),
    "th_stop_all": ("All pairs", "Alle paren"),
    "th_stop_without": ("Without the stopped pairs (selection)", "Zonder de stopgezette paren (selectie)"),
}
