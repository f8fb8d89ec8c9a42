"""Sentences of costs and benefits in one place (MKBA), English and Dutch side by side; part of `phrases.PHRASES`."""

MKBA: dict[str, tuple[str, str]] = {
    "h_mkba": ("Costs and benefits in one place", "Kosten en baten op een rij"),
    "h_problem": ("The problem, and the alternative of changing nothing", "Het probleem en het nulalternatief"),
    "problem": ("Under {reference}: {told}.", "Bij {reference}: {told}."),
    "problem_wait_median": (
        "half of those who ask are met within {value} weeks",
        "de helft van de vragers wordt binnen {value} weken gesproken",
    ),
    "problem_gave_up": ("{value} of every 100 give up before that",
                        "van elke 100 vragers haken er {value} af voordat iemand hen spreekt"),
    "problem_resolved_lasting": ("{value} of every 100 are helped for good", "{value} van de 100 worden blijvend geholpen"),
    "problem_burnout": ("{value}% of staff are burnt out", "{value} % van het personeel is opgebrand"),
    "problem_recorded_rate": (
        "{value}% of closed files count as closed in time",
        "{value} % van de gesloten dossiers staat als op tijd gesloten geregistreerd",
    ),
    "problem_true_rate": (
        "{value}% of them are truly resolved and stay so for half a year",
        "{value} % is werkelijk opgelost en blijft dat een half jaar",
    ),
    "mkba_null": (
        "That is what goes on if nothing is decided: {reference} is the comparator of every balance by horizon and rate. What "
        "the council can change is how the place steers; laws, prices and the number of households stay as they are.",
        "Zo gaat het verder als er niets wordt besloten: {reference} is het nulalternatief waartegen elk saldo per termijn en "
        "discontovoet is afgezet. De raad kan veranderen hoe er gestuurd wordt; wetten, prijzen en het aantal huishoudens "
        "blijven gelijk.",
    ),
    "mkba_reading": (
        "Positive is paying more. The lines by payer hold benefits and fines, which only change hands, and are undiscounted; "
        "the total is what society uses, discounted, unpaid hours valued. What has no price stands below it unweighted: which "
        "of the two counts more is for the reader.",
        "Positief is meer betalen. De regels per betaler bevatten uitkeringen en boetes, die alleen van hand wisselen, en zijn "
        "niet "
        "verdisconteerd; het totaal is wat de samenleving gebruikt, verdisconteerd en met onbetaalde uren gewaardeerd. Wat "
        "geen prijs "
        "heeft, staat er ongewogen onder: wat zwaarder telt, is aan de lezer.",
    ),
    "mkba_payer": ("euro million a year", "mln euro per jaar"),
    "mkba_people": ("distribution", "verdeling"),
    "mkba_unpriced": ("without a price", "zonder prijs"),
    "mkba_total": ("Society as a whole", "De samenleving als geheel"),
    "mkba_what": ("What", "Wat"),
    "mkba_kind": ("Kind and unit", "Soort en eenheid"),
    "cap_mkba": (
        "Balance and distribution: “{of}” minus “{against}”, with {level} intervals",
        "Saldo en verdeling: ‘{of}’ min ‘{against}’, met {level}-intervallen",
    ),
    "h_rates": ("Another discount rate, another horizon", "Een andere discontovoet, een andere termijn"),
    "rates_intro": (
        "Net gain to society in euro per household, positive is gain. 2.25% is the rate of this analysis; the other two show how "
        "far the answer rests on it. A short horizon weighs against ways of working whose costs come first.",
        "Saldo voor de samenleving in euro per huishouden; positief is winst. 2,25 % is de discontovoet van deze analyse; de "
        "andere "
        "twee laten zien hoezeer het antwoord daarop rust. Een korte termijn werkt tegen een werkwijze waarvan de kosten voor "
        "de baten "
        "uitgaan.",
    ),
    "cap_rates": (
        "Net gain against “{reference}”, € per household, by discount rate and horizon, with {level} intervals",
        "Saldo tegenover ‘{reference}’, € per huishouden, naar discontovoet en termijn, met {level}-intervallen",
    ),
    "th_rate": ("Way of working and discount rate", "Werkwijze en discontovoet"),
    "rate_of": ("{scenario}, {rate}", "{scenario}, {rate}"),
    "first_years": ("First {years} years", "Eerste {years} jaar"),
    "first_year": ("First year", "Eerste jaar"),
}
