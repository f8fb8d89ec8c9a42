"""Sentences on equal euros, English and Dutch side by side; part of `phrases.PHRASES`."""

EQUAL: dict[str, tuple[str, str]] = {
    "equal_municipality": ("at equal euros for the municipality", "bij gelijke euro's voor de gemeente"),
    "equal_society": ("at equal euros for society", "bij gelijke euro's voor de samenleving"),
    "th_equal_municipality": ("Equal for the municipality", "Gelijk voor de gemeente"),
    "th_equal_society": ("Equal for society", "Gelijk voor de samenleving"),
    "equal_intro": (
        "At equal euros, twice. For the municipality: only what the municipality itself saves buys its staff. For society: what "
        "other payers save is moved to the municipality by a transfer that is booked, and buys staff too. The cheaper of a pair "
        "gets that staff and its runs are done again, in a few rounds, until both spend about the same on services. Where the "
        "difference cannot be told from zero, nothing is moved. "
        "Finance stops no run that it did not stop without the extra staff.",
        "Bij gelijke euro's, op twee manieren. Voor de gemeente: alleen wat de gemeente zelf bespaart, betaalt haar extra "
        "personeel. Voor de samenleving: wat andere betalers besparen, gaat met een geboekte overdracht naar de gemeente en "
        "betaalt ook personeel. De goedkopere van de twee krijgt dat personeel en wordt opnieuw doorgerekend, in enkele ronden, "
        "tot beide ongeveer evenveel aan voorzieningen uitgeven. Is het verschil niet van nul te onderscheiden, dan "
        "wordt er niets verschoven. Financiën zet geen run stop die zonder het extra personeel doorging.",
    ),
    "equal_item": (
        "{of} minus {against}, {way}: {scenario} was given {fte} fte more. The difference in spending on services was {before} "
        "euro per household per year (95 % simulation error) and is {gap} with that staff.",
        "{of} min {against}, {way}: {scenario} kreeg er {fte} fte bij. Het verschil in uitgaven aan voorzieningen was {before} "
        "euro per huishouden per jaar (simulatiefout, 95 %) en is met dat personeel {gap}.",
    ),
    "equal_none": (
        "{of} minus {against}, {way}: nothing was moved, because the difference in spending on services cannot be told from zero "
        "({before} euro per household per year).",
        "{of} min {against}, {way}: er is niets verschoven, want het verschil in uitgaven aan voorzieningen is niet van nul te "
        "onderscheiden ({before} euro per huishouden per jaar).",
    ),
    "equal_capped": (
        "More staff than the lever allows would be needed.",
        "Er zou meer personeel nodig zijn dan de knop toelaat.",
    ),
    "equal_not_within": (
        "They did not come closer than this: they are not equal to within the tolerance.",
        "Dichter bij elkaar kwamen ze niet: het verschil is groter dan wat we als gelijk aanhouden.",
    ),
    "equal_transfer": (
        "For this, {euro} euro per household per year is moved from the payers that pay less to the municipality.",
        "Hiervoor gaat er {euro} euro per huishouden per jaar van de betalers die minder betalen naar de gemeente.",
    ),
    "equal_stopped": (
        "Finance stopped {scenario} with the extra staff in {stopped} of {runs} runs.",
        "Financiën zette {scenario} met het extra personeel stop in {stopped} van de {runs} runs.",
    ),
    "equal_granted": (
        "Provisions granted per 10,000 households a year, before and with the staff: {granted}.",
        "Toegekende voorzieningen per 10.000 huishoudens per jaar, zonder en met het extra personeel: {granted}.",
    ),
    "granted_item": ("{scenario} {before} and {after}", "{scenario} {before} en {after}"),
    "cap_equal": (
        "What is left by payer, {way}: “{of}” minus “{against}”, euro per household per year, with the {level} interval",
        "Wat per betaler overblijft, {way}: ‘{of}’ min ‘{against}’, euro per huishouden per jaar, met het {level}-interval",
    ),
    "th_left": ("Difference with the staff", "Verschil met het personeel erbij"),
    "th_transfer": ("Transfer booked", "Geboekte overdracht"),
    "th_left_after": ("Difference after the transfer", "Verschil na de overdracht"),
    "no_equal": (
        "Runs at equal euros are not part of this comparison.",
        "Runs bij gelijke euro's zijn geen deel van deze vergelijking.",
    ),
}
