"""Sentences of the first page, and what the outcomes mean, English and Dutch side by side; part of `phrases.PHRASES`."""

FIRST: dict[str, tuple[str, str]] = {
    "first_how": (
        "Tried in a computer model of a place of {households} households over {years} years, in {pairs} pairs of runs with "
        "the same people and the same luck. It is a thinking tool, not a forecast.",
        "Uitgeprobeerd in een rekenmodel van een plek met {households} huishoudens over {years} jaar, in {pairs} paren van "
        "runs met dezelfde mensen en hetzelfde toeval. Het is een denkgereedschap, geen voorspelling.",
    ),
    "first_need": (
        "Residents: unmet need is {found}; weighted by what matters to them it is {weighted}.",
        "Bewoners: de onvervulde behoefte is {found}; gewogen naar wat voor hen telt is die {weighted}.",
    ),
    "first_waiting": (
        "Waiting for the team is {found}.",
        "De wachttijd bij het team is {found}.",
    ),
    "first_cost": (
        "Money: cost to society is {found}; when both may spend the same, it is {cost} and unmet need is {equal}.",
        "Geld: de maatschappelijke kosten zijn {found}; als beide evenveel mogen uitgeven, zijn ze {cost} en is de "
        "onvervulde behoefte {equal}.",
    ),
    "first_cost_alone": (
        "Money: cost to society is {found}.",
        "Geld: de maatschappelijke kosten zijn {found}.",
    ),
    "bit_one": (
        "between {small} and {large} {unit}{each} {direction} under {of} than under {against}",
        "bij {of} tussen {small} en {large} {unit}{each} {direction} dan bij {against}",
    ),
    "bit_one_short": ("between {small} and {large} {direction}", "tussen {small} en {large} {direction}"),
    "bit_both": (
        "between {down} {unit} {lower} and {up} {unit} {higher}{each} under {of} than under {against}",
        "bij {of} tussen {down} {unit} {lower} en {up} {unit} {higher}{each} dan bij {against}",
    ),
    "bit_both_short": ("between {down} {lower} and {up} {higher}", "tussen {down} {lower} en {up} {higher}"),
    "bit_none": (
        "exactly the same under {of} as under {against} (interval from 0 to 0)",
        "bij {of} precies gelijk aan die bij {against} (interval van 0 tot 0)",
    ),
    "bit_none_short": ("exactly the same (from 0 to 0)", "precies gelijk (van 0 tot 0)"),
    "bit_undefined": ("cannot be determined", "niet te bepalen"),
    "with_verdict": ("{text} ({verdict})", "{text} ({verdict})"),
    "shorter": ("shorter", "korter"),
    "longer": ("longer", "langer"),
    "unit_need": ("points", "punt"),
    "unit_weeks": ("weeks", "weken"),
    "unit_euro": ("euro", "euro"),
    "each_euro": (" per household per year", " per huishouden per jaar"),
    "need_note": (
        "Unmet need counts in eight areas of life (money, work, housing, mental health, daily living, family, taking part, "
        "papers) how severe a problem is that no help covers; 0 is none, 1 in one area is the worst. Shown is the sum per "
        "household, in points.",
        "Onvervulde behoefte telt op acht levensgebieden (geld, werk, wonen, psychische gezondheid, dagelijks leven, gezin, "
        "meedoen, papieren) hoe ernstig een probleem is dat door geen hulp wordt gedekt; 0 is geen, 1 op één gebied is het "
        "ergste. Getoond is de som per huishouden, in punten.",
    ),
    "first_read": (
        "In brackets: the {level} interval, a range for the mean difference that holds {uncertainty}. Better and worse are "
        "said only when zero lies outside it and it is not too small to matter. At equal euros: the cheaper of the two was "
        "given staff for what the dearer spends more.",
        "Tussen haakjes: het {level}-interval, een marge voor het gemiddelde verschil die {uncertainty} omvat. Beter en "
        "slechter heet iets alleen als nul erbuiten ligt en het niet te klein is om ertoe te doen. Bij gelijke euro's: de "
        "goedkoopste kreeg personeel voor wat de duurste meer uitgeeft.",
    ),
    "why_none": (
        "Why there is no difference to tell. Main outcomes of which the whole range is too small to matter: {same} of {total}; "
        "of which the range is too wide to say: {unclear}. “{section}” tells it per outcome.",
        "Waarom er geen verschil te noemen is. Hoofduitkomsten waarvan de hele marge te klein is om ertoe te doen: {same} van "
        "de {total}; waarvan de marge te breed is om iets te zeggen: {unclear}. ‘{section}’ vertelt het per uitkomst.",
    ),
    "why_some": (
        "Main outcomes of which the whole range is too small to matter: {same} of {total}; of which the range is too wide to "
        "say: {unclear}. “{section}” tells why.",
        "Hoofduitkomsten waarvan de hele marge te klein is om ertoe te doen: {same} van de {total}; waarvan de marge te breed "
        "is om iets te zeggen: {unclear}. ‘{section}’ vertelt waarom.",
    ),
    "cap_first": (
        "The main outcomes: “{of}” minus “{against}”, with the {level} interval in brackets",
        "De hoofduitkomsten: ‘{of}’ min ‘{against}’, met het {level}-interval tussen haakjes",
    ),
    "cap_first_many": (
        "The main outcomes, {variant}: difference with “{against}”, with the {level} interval and the verdict",
        "De hoofduitkomsten, {variant}: verschil met ‘{against}’, met het {level}-interval en het oordeel",
    ),
    "bracketed": ("({text})", "({text})"),
    "h_meaning": ("What the outcomes mean", "Wat de uitkomsten betekenen"),
    "mean_unmet_need": (
        "Unmet need: the sum over eight areas of life of how severe a problem is times the part that no help covers, "
        "averaged over all households and weeks, also those who wait or never asked.",
        "Onvervulde behoefte: de som over acht levensgebieden van hoe ernstig een probleem is maal het deel dat geen hulp "
        "dekt, gemiddeld over alle huishoudens en weken, ook wie wacht of nooit iets vroeg.",
    ),
    "mean_unmet_weighted": (
        "Weighted: the same, but each area counts for as much as it matters to that household. Unmet need is only called "
        "better or worse when both point the same way.",
        "Gewogen: hetzelfde, maar elk gebied telt zo zwaar als het voor dat huishouden telt. Onvervulde behoefte heet "
        "alleen beter of slechter als beide dezelfde kant op wijzen.",
    ),
    "mean_unmet_worst_tenth": (
        "The worst tenth: unmet need of the ten percent of households that have most of it in that week.",
        "Het zwaarst getroffen tiende: de onvervulde behoefte van de tien procent huishoudens die er die week de meeste van "
        "hebben.",
    ),
    "mean_waiting_weeks": (
        "Waiting for the team: the weeks that somebody who asks now would wait before the team begins.",
        "Wachttijd bij het team: de weken die iemand die nu vraagt, zou wachten voordat het team begint.",
    ),
    "mean_return_52": (
        "Return: the share of closed files whose household is back with a question within 52 weeks.",
        "Terugkeer: het deel van de gesloten dossiers waarvan het huishouden binnen 52 weken met een vraag terug is.",
    ),
    "mean_burnout": (
        "Burnout: the share of staff that is both exhausted and cynical beyond the limits used in the model, the sick "
        "included.",
        "Burn-out: het deel van het personeel dat zowel uitgeput als cynisch is boven de grenzen van het model, zieken "
        "meegeteld.",
    ),
    "mean_societal_cost": (
        "Cost to society: what everybody together uses in care, help, staff and crises, unpaid hours valued; benefits and "
        "fines are left out because they only change hands.",
        "Maatschappelijke kosten: wat iedereen samen gebruikt aan zorg, hulp, personeel en crises, onbetaalde uren "
        "gewaardeerd; uitkeringen en boetes tellen niet mee omdat die alleen van hand wisselen.",
    ),
    "mean_worse_off": (
        "Worse off: the share of households with clearly more unmet need than the same household, with the same luck, has "
        "under current practice.",
        "Slechter af: het deel van de huishoudens met duidelijk meer onvervulde behoefte dan hetzelfde huishouden, met "
        "hetzelfde toeval, heeft in de huidige praktijk.",
    ),
    "mean_words": (
        "A run is one play of the model over all years. A pair is two runs, one in each world, with the same people, events "
        "and luck. A scenario is a set of levers: how the place is steered.",
        "Een run is één keer afspelen van het model over alle jaren. Een paar is twee runs, een in elke wereld, met "
        "dezelfde mensen, gebeurtenissen en hetzelfde toeval. Een scenario is een stel knoppen: hoe de plek wordt gestuurd.",
    ),
}
