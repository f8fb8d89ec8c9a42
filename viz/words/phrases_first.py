"""Sentences of the first page, and what the outcomes mean, English and Dutch side by side; part of `phrases.PHRASES`."""

FIRST: dict[str, tuple[str, str]] = {
    "first_trouble": (
        "The half year after asking: time in serious trouble is {found}.",
        "Het halve jaar na de eerste vraag: de tijd die een huishouden ernstig in de knel zit, is {found}.",
    ),
    "later_trouble": (
        "The second year after asking, for the same households: time in serious trouble is {found}.",
        "Het tweede jaar na de vraag, bij dezelfde huishoudens: de tijd die een huishouden ernstig in de knel zit, is {found}.",
    ),
    "first_waiting": (
        "The wait from asking to first contact (median) is {found}; of every 100 who asked, the number gone or still waiting "
        "after half a year is {late}.",
        "De wachttijd van vraag tot eerste contact (mediaan) is {found}; van elke 100 vragers is het aantal dat na een half "
        "jaar is afgehaakt of nog wacht, {late}.",
    ),
    "matters": ("A difference matters from {size}.", "Een verschil telt vanaf {size}."),
    "matters_team": (
        "A difference matters from {size}, {part} of what the team as a whole does.",
        "Een verschil telt vanaf {size}, {part} van wat het hele team uitmaakt.",
    ),
    "first_cost": (
        "Money: cost to society is {found}; {way}, it is {cost} and time in serious trouble, in weeks of "
        "the second year after asking, is {equal}.",
        "Geld: de maatschappelijke kosten zijn {found}; {way} zijn ze {cost} en is de tijd ernstig in de knel, in weken van het "
        "tweede jaar na de vraag, {equal}.",
    ),
    "first_cost_alone": (
        "Money: cost to society is {found}.",
        "Geld: de maatschappelijke kosten zijn {found}.",
    ),
    "bit_one": (
        "on average between {small} and {large} {unit}{each} {direction} under {of} than under {against}",
        "bij {of} gemiddeld tussen {small} en {large} {unit}{each} {direction} dan bij {against}",
    ),
    "bit_one_short": ("on average between {small} and {large} {direction}", "gemiddeld tussen {small} en {large} {direction}"),
    "bit_both": (
        "on average between {down} {unit} {lower} and {up} {unit} {higher}{each} under {of} than under {against}",
        "bij {of} gemiddeld tussen {down} {unit} {lower} en {up} {unit} {higher}{each} dan bij {against}",
    ),
    "bit_both_short": ("on average between {down} {lower} and {up} {higher}", "gemiddeld tussen {down} {lower} en {up} {higher}"),
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
    "unit_weeks_year": ("weeks a year", "weken per jaar"),
    "unit_euro": ("euro", "euro"),
    "each_euro": (" per household per year", " per huishouden per jaar"),
    "trouble_note": (
        "In serious trouble is a household with a need of 0.6 or more (of 1) in one of eight areas of life that no help covers, "
        "a "
        "crisis, or no home; told in weeks a year.",
        "Ernstig in de knel is een huishouden met op een van acht levensgebieden een behoefte van 0,6 of meer (van 1) die geen "
        "hulp "
        "dekt, een crisis, of geen huis; geteld in weken per jaar.",
    ),
    "need_note": (
        "Unmet need counts in eight areas of life (money, work, housing, mental health, daily living, family, taking part, "
        "papers) how severe a problem is that no help covers; 0 is none, 1 in one area is the worst. Shown is the sum per "
        "household, in points.",
        "Onvervulde behoefte telt op acht levensgebieden (geld, werk, wonen, psychische gezondheid, dagelijks leven, gezin, "
        "meedoen, papieren) hoe ernstig een probleem is dat door geen hulp wordt gedekt; 0 is geen, 1 op één gebied is het "
        "ergste. Getoond is de som per huishouden, in punten.",
    ),
    "first_read": (
        "In brackets: the {level} simulation error, which says how well the mean difference is known ({uncertainty}) and "
        "shrinks with more pairs. It is not what may happen: that is the spread over the pairs, each a possible future, told "
        "as the range of eight in ten and as the shares of pairs better, without a difference that matters, and worse. Better "
        "and worse are said when a next future is so by at least what matters with a chance of nine in ten; “size unsure” when "
        "it goes that way with that chance, but perhaps by too little. At equal euros: the "
        "cheaper of the two was given staff for what the dearer spends more, counted for the municipality or for all payers.",
        "Tussen haakjes: de simulatiefout ({level}). Die zegt hoe goed het gemiddelde verschil bekend is ({uncertainty}) en "
        "wordt kleiner met meer paren. Het is niet wat er kan gebeuren: dat is de spreiding over de paren, elk een mogelijke "
        "toekomst, getoond als het bereik van acht op de tien en als het deel van de paren dat beter is, niet genoeg "
        "verschilt, of slechter is. Een verschil heet beter of slechter als de kans negen op de tien is dat een volgende "
        "toekomst die kant op gaat, en ver genoeg om ertoe te doen; bij ‘omvang onzeker’ is de kans op die richting er ook, maar "
        "is het verschil misschien te klein. Bij gelijke euro's kreeg de goedkopere van de twee extra personeel voor het "
        "verschil in uitgaven, gerekend voor de gemeente of voor alle betalers samen.",
    ),
    "why_none": (
        "Why there is no difference to tell. Main outcomes that surely differ too little to matter: {same} of {total}; on which "
        "futures disagree, or nothing can be said: {unclear}. “{section}” tells it per outcome.",
        "Waarom er geen verschil te noemen is. Bij {same} van de {total} hoofduitkomsten is het verschil zeker te klein om "
        "ertoe te "
        "doen; bij {unclear} blijft het onbeslist. ‘{section}’ laat het zien per "
        "uitkomst.",
    ),
    "why_some": (
        "Main outcomes that surely differ too little to matter: {same} of {total}; on which futures disagree, or nothing can be "
        "said: {unclear}. “{section}” tells why.",
        "Bij {same} van de {total} hoofduitkomsten is het verschil zeker te klein om ertoe te doen; bij {unclear} blijft het "
        "onbeslist. ‘{section}’ zegt waarom.",
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
    "mean_trouble_asked": (
        "Serious trouble in the second year: weeks a year in which a household has a heavy need that no help covers, a crisis, "
        "or "
        "no home. Followed are all households that first ask in any of the worlds compared, also those who wait or give up.",
        "Ernstig in de knel in het tweede jaar: weken per jaar waarin een huishouden een zware behoefte heeft die geen hulp "
        "dekt, "
        "een crisis, of geen huis. Gevolgd zijn alle huishoudens die in een van de vergeleken werelden een eerste vraag stellen, "
        "ook wie wacht of afhaakt.",
    ),
    "mean_trouble_waiting": (
        "Serious trouble in the first half year: the same households, straight after asking. It holds the price of waiting.",
        "Ernstig in de knel in het eerste halfjaar: dezelfde huishoudens, direct na de vraag. Hierin zit de prijs van het "
        "wachten.",
    ),
    "mean_trouble_struck": (
        "Serious trouble after the same event: the two years after a life event that struck the same household in the same week "
        "in "
        "every world, whether it asked or not. Nothing a world does decides who is in it.",
        "Ernstig in de knel na dezelfde gebeurtenis: de twee jaar na een gebeurtenis die hetzelfde huishouden in dezelfde week "
        "trof "
        "in elke wereld, of het nu een vraag stelde of niet. Geen wereld bepaalt zelf wie erin zit.",
    ),
    "mean_resolved_lasting": (
        "Resolved and still so: of 100 households that asked, how many had their question answered within a year, need gone, and "
        "a year later still without need or new question.",
        "Opgelost en nog steeds: van 100 huishoudens met een vraag het aantal dat binnen een jaar antwoord had, de behoefte "
        "weg, en "
        "een jaar later nog steeds zonder behoefte of nieuwe vraag.",
    ),
    "mean_wait_median": (
        "Waiting: the weeks within which half of all who asked were met, or got the place they asked for. Who gives up counts as "
        "not met; 104 weeks stands for longer.",
        "Wachten: het aantal weken waarbinnen de helft van alle vragers is gesproken of de gevraagde plek kreeg. Wie afhaakt "
        "telt "
        "als niet bereikt; 104 weken staat voor langer.",
    ),
    "mean_wait_p90": (
        "The slowest tenth: the weeks within which nine of ten who asked were met; 104 stands for longer.",
        "Het traagste tiende: het aantal weken waarbinnen negen van de tien vragers zijn gesproken; 104 staat voor langer.",
    ),
    "mean_unreached_26": (
        "Gone or still waiting: of 100 households that asked, how many nobody had met after half a year.",
        "Afgehaakt of nog wachtend: van 100 huishoudens met een vraag het aantal dat na een half jaar nog door niemand is "
        "gesproken.",
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
    "mean_municipal_cost": (
        "Paid by the municipality: all that it pays itself, benefits included.",
        "Betaald door de gemeente: alles wat zij zelf betaalt, uitkeringen meegeteld.",
    ),
    "mean_better_off": (
        "Better off: of 1,000 households, how many have clearly less unmet need than the same household, with the same luck, has "
        "under current practice.",
        "Beter af: van 1.000 huishoudens het aantal met duidelijk minder onvervulde behoefte dan hetzelfde huishouden, met "
        "hetzelfde toeval, heeft in de huidige praktijk.",
    ),
    "mean_worse_off": (
        "Worse off: of 1,000 households, how many have clearly more unmet need than the same household, with the same luck, has "
        "under current practice.",
        "Slechter af: van 1.000 huishoudens het aantal met duidelijk meer onvervulde behoefte dan hetzelfde huishouden, met "
        "hetzelfde toeval, heeft in de huidige praktijk.",
    ),
    "mean_words": (
        "A run is one play of the model over all years. A pair is two runs, one in each world, with the same people, events "
        "and luck. A scenario is a set of levers: how the place is steered.",
        "Een run is één keer afspelen van het model over alle jaren. Een paar is twee runs, een in elke wereld, met "
        "dezelfde mensen, gebeurtenissen en hetzelfde toeval. Een scenario is een stel knoppen: hoe de gemeente stuurt.",
    ),
}
