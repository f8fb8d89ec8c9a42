"""The words on equal euros that the commands print, in English and Dutch; part of `wording.WORDS`."""

EQUAL_WORDS: dict[str, tuple[str, str]] = {
    "equal_municipality": (
        "{other} minus {baseline}, at equal euros for the municipality (only its own saving buys its staff)",
        "{other} min {baseline}, bij gelijke euro's voor de gemeente (alleen haar eigen besparing betaalt haar personeel)",
    ),
    "equal_society": (
        "{other} minus {baseline}, at equal euros for society (other payers' savings are moved to the municipality)",
        "{other} min {baseline}, bij gelijke euro's voor de samenleving (besparingen van andere betalers gaan naar de gemeente)",
    ),
    "d_equal_municipality": ("at equal euros for the municipality", "bij gelijke euro's voor de gemeente"),
    "d_equal_society": ("at equal euros for society", "bij gelijke euro's voor de samenleving"),
    "way_municipality": ("the municipality", "de gemeente"),
    "way_society": ("all public payers together", "alle publieke betalers samen"),
    "extra": (
        "{receiver} gets {fte} fte more ({per} per 10,000 households; rounds of runs: {rounds}). Difference in spending on "
        "services by {way}, euro per household a year, mean [simulation error]: {gap} as they are, {after} with the staff.",
        "{receiver} krijgt {fte} fte erbij ({per} per 10.000 huishoudens; aantal rekenronden: {rounds}). Verschil in uitgaven "
        "aan voorzieningen van {way}, euro per huishouden per jaar, gemiddelde [simulatiefout]: {gap} zoals ze zijn, {after} met "
        "het personeel erbij.",
    ),
    "no_extra": (
        "Nothing is moved: the difference in spending on services by {way}, {gap} euro per household a year, cannot be told from "
        "zero.",
        "Er komt niets bij: het verschil in uitgaven aan voorzieningen van {way}, {gap} euro per huishouden per jaar, is niet "
        "van nul te onderscheiden.",
    ),
    "capped": (
        "The lever's upper bound held this back: the two are not yet equal.",
        "De bovengrens van de knop hield dit tegen: de twee zijn nog niet gelijk.",
    ),
    "not_within": (
        "They are not equal to within €{euro}: more or less staff did not bring them closer.",
        "Ze zijn niet gelijk tot op €{euro}: meer of minder personeel bracht ze niet dichter bij elkaar.",
    ),
    "by_payer": ("What is left by payer, in euro: {payers}.", "Wat per betaler overblijft, in euro: {payers}."),
    "transfer": (
        "Booked transfer to the municipality: €{euro} per household a year, from the payers that pay less.",
        "Geboekte overdracht aan de gemeente: €{euro} per huishouden per jaar, van de betalers die minder betalen.",
    ),
    "granted": (
        "Provisions granted, per 10,000 households a year, as it is → at equal euros: {granted}.",
        "Toegekende voorzieningen, per 10.000 huishoudens per jaar, zoals het is → bij gelijke euro's: {granted}.",
    ),
    "granted_item": ("{label} {before} → {after}", "{label} {before} → {after}"),
    "equal_stop": (
        "With the staff, finance stopped {receiver} in {stopped} of {runs} runs.",
        "Met het extra personeel zette financiën {receiver} stop in {stopped} van de {runs} runs.",
    ),
    "payer_municipality": ("municipality", "gemeente"),
    "payer_health_insurer": ("health insurer", "zorgverzekeraar"),
    "payer_care_office": ("care office", "zorgkantoor"),
    "payer_housing_corporation": ("housing corporation", "woningcorporatie"),
    "payer_national_benefits": ("national benefits agencies", "rijk en uitvoerders (UWV, SVB)"),
    "payer_creditors": ("creditors", "schuldeisers"),
    "payer_police_justice": ("police and justice", "politie en justitie"),
    "payer_transition_fund": ("transition fund", "transitiefonds"),
}
