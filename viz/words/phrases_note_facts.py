"""What each fact of the note says under each verdict, English and Dutch side by side; part of `viz.words.phrases.PHRASES`.

A clause begins without a capital and ends without a full stop, so that two of them make one sentence. `sure` is for better and
worse, `likely` for those whose size is unsure, `small` for no difference that matters; what futures disagree on, what is exactly
the same and what cannot be told is said in one way for all facts, by `what` is asked and the `noun` that would change.
"""

FACTS: dict[str, tuple[str, str]] = {
    # frames that all facts share
    "nf_differs": ("{what} depends on how things turn out: {split}", "{what}, hangt af van hoe het loopt: {split}"),
    "nf_differs_too": ("{what} does so too: {split}", "{what}, hangt daar ook van af: {split}"),
    "nf_same": ("{noun} stays exactly the same", "{noun} blijft precies gelijk"),
    "nf_few": ("{what} cannot be told from {pairs} futures", "{what}, is met {pairs} doorgerekende toekomsten niet te zeggen"),
    "nf_few_both": ("{first}, and {second}, cannot be told from {pairs} futures",
                    "{first}, en {second}, is met {pairs} doorgerekende toekomsten niet te zeggen"),
    "nf_undefined": (
        "{what} cannot be measured over {years} years",
        "{what}, is over een periode van {years} jaar niet te meten",
    ),
    "nf_split_first": ("in {count} of the {pairs} futures clearly {way}",
                       "in {count} van de {pairs} doorgerekende toekomsten merkbaar {way}"),
    "nf_split_next": ("in {count} clearly {way}", "in {count} merkbaar {way}"),
    "nf_split_same_first": ("in {count} of the {pairs} futures hardly any different",
                            "in {count} van de {pairs} doorgerekende toekomsten vrijwel gelijk"),
    "nf_split_same": ("in {count} hardly any different", "in {count} vrijwel gelijk"),
    "nf_levels": ("{b} instead of {a}", "{b} in plaats van {a}"),
    "nf_level": ("{a} either way", "{a} in beide gevallen"),
    "nf_percent": (" ({percent} {way})", " ({percent} {way})"),
    "nf_times": (" ({times} times as many)", " ({times} keer zoveel)"),
    # residents
    "resolved_lasting_sure": (
        "of every 100 households that ask for help, {n} {way} are helped for good: {levels}{percent}",
        "van elke 100 huishoudens die om hulp vragen, worden er {n} {way} blijvend geholpen: {levels}{percent}",
    ),
    "resolved_lasting_likely": (
        "of every 100 households that ask for help, probably {way} are helped for good ({levels}), but perhaps by too little to "
        "matter",
        "van elke 100 huishoudens die om hulp vragen, worden er waarschijnlijk {way} blijvend geholpen ({levels}), maar "
        "misschien "
        "scheelt het te weinig om ertoe te doen",
    ),
    "resolved_lasting_small": (
        "of every 100 households that ask for help, about as many are helped for good as {now}: {levels}, too little to matter",
        "van elke 100 huishoudens die om hulp vragen, worden er ongeveer evenveel blijvend geholpen als {now}: {levels}, te "
        "weinig "
        "verschil om ertoe te doen",
    ),
    "resolved_lasting_what": (
        "whether more or fewer of every 100 households that ask for help are helped for good",
        "of er van elke 100 huishoudens die om hulp vragen meer of minder blijvend worden geholpen",
    ),
    "resolved_lasting_noun": ("the number of households helped for good", "het aantal huishoudens dat blijvend wordt geholpen"),
    "resolved_lasting_up": ("more", "meer"),
    "resolved_lasting_down": ("fewer", "minder"),
    "trouble_asked_sure": (
        "in the second year after asking, a household is in serious trouble {n} weeks a year {way}: {levels}{percent}",
        "in het tweede jaar na de vraag zit een huishouden {n} weken per jaar {way} ernstig in de knel: {levels}{percent}",
    ),
    "trouble_asked_likely": (
        "in the second year after asking, a household is probably in serious trouble {way} ({levels} weeks a year), but "
        "perhaps by "
        "too little to matter",
        "in het tweede jaar na de vraag zit een huishouden waarschijnlijk {way} ernstig in de knel ({levels} weken per jaar), "
        "maar "
        "misschien scheelt het te weinig om ertoe te doen",
    ),
    "trouble_asked_small": (
        "in the second year after asking, a household is in serious trouble about as long as {now}: {levels} weeks a year, too "
        "little to matter",
        "in het tweede jaar na de vraag zit een huishouden ongeveer even lang ernstig in de knel als {now}: {levels} weken per "
        "jaar, te weinig verschil om ertoe te doen",
    ),
    "trouble_asked_what": (
        "whether a household is in serious trouble for longer or shorter in the second year after asking",
        "of een huishouden in het tweede jaar na de vraag langer of korter ernstig in de knel zit",
    ),
    "trouble_asked_noun": ("the time in serious trouble in the second year after asking",
                           "de tijd die een huishouden in het tweede jaar na de vraag ernstig in de knel zit,"),
    "trouble_asked_up": ("longer", "langer"),
    "trouble_asked_down": ("shorter", "korter"),
    # the worst off
    "unmet_worst_tenth_sure": (
        "for the tenth of households that are worst off, unmet need is {relative} {way}",
        "bij het tiende deel van de huishoudens dat er het slechtst aan toe is, is de nood {relative} {way}",
    ),
    "unmet_worst_tenth_likely": (
        "for the tenth of households that are worst off, unmet need is probably {way} (by {relative}), but perhaps by too little "
        "to matter",
        "bij het tiende deel van de huishoudens dat er het slechtst aan toe is, is de nood waarschijnlijk {way} ({relative}), "
        "maar "
        "misschien scheelt het te weinig om ertoe te doen",
    ),
    "unmet_worst_tenth_small": (
        "for the tenth of households that are worst off, unmet need is about as large as {now}: {relative} {way}, too little to "
        "matter",
        "bij het tiende deel van de huishoudens dat er het slechtst aan toe is, is de nood ongeveer even groot als {now}: "
        "{relative} {way}, te weinig om ertoe te doen",
    ),
    "unmet_worst_tenth_what": (
        "whether the need of the tenth of households that are worst off grows or shrinks",
        "of de nood groter of kleiner wordt bij het tiende deel van de huishoudens dat er het slechtst aan toe is",
    ),
    "unmet_worst_tenth_noun": ("the need of the tenth of households that are worst off",
                               "de nood bij het tiende deel van de huishoudens dat er het slechtst aan toe is,"),
    "unmet_worst_tenth_up": ("larger", "groter"),
    "unmet_worst_tenth_down": ("smaller", "kleiner"),
    "worst_balance_sure": (
        "of every 100 of them, {better} are clearly better off and {worse} clearly worse",
        "van elke 100 van hen zijn er {better} duidelijk beter af en {worse} duidelijk slechter",
    ),
    "worst_balance_likely": (
        "of every 100 of them, {better} are clearly better off and {worse} clearly worse, a difference that is perhaps too "
        "small to "
        "matter",
        "van elke 100 van hen zijn er {better} duidelijk beter af en {worse} duidelijk slechter, een verschil dat misschien te "
        "klein is om ertoe te doen",
    ),
    "worst_balance_small": (
        "of every 100 of them, {better} are clearly better off and {worse} clearly worse, which as good as cancels out",
        "van elke 100 van hen zijn er {better} duidelijk beter af en {worse} duidelijk slechter, wat elkaar vrijwel opheft",
    ),
    "worst_balance_differs": (
        "of every 100 of them, {better} on average are clearly better off and {worse} clearly worse; which of the two is more "
        "depends on how things turn out",
        "van elke 100 van hen zijn er gemiddeld {better} duidelijk beter af en {worse} duidelijk slechter; welke groep de "
        "grootste "
        "is, hangt af van hoe het loopt",
    ),
    "worst_balance_what": ("whether more of them are better or worse off", "of er van hen meer beter of slechter af zijn"),
    "worst_balance_noun": ("the life of every one of them", "het leven van ieder van hen"),
    "worst_balance_up": ("more better off than worse", "meer beter dan slechter af"),
    "worst_balance_down": ("more worse off than better", "meer slechter dan beter af"),
    # waiting and giving up
    "wait_median_sure": (
        "half of those who ask for help are met within {b} weeks, {n} weeks {way} than {now} ({a} weeks)",
        "de helft van wie om hulp vraagt, wordt binnen {b} weken gesproken, {n} weken {way} dan {now} ({a} weken)",
    ),
    "wait_median_likely": (
        "half of those who ask for help are probably met {way} than {now} (within {levels} weeks), but perhaps by too little "
        "to matter",
        "de helft van wie om hulp vraagt, wordt waarschijnlijk {way} gesproken dan {now} (binnen {levels} weken), maar misschien "
        "scheelt het te weinig om ertoe te doen",
    ),
    "wait_median_small": (
        "half of those who ask for help are met about as soon as {now}: within {levels} weeks, too little to matter",
        "de helft van wie om hulp vraagt, wordt ongeveer even snel gesproken als {now}: binnen {levels} weken, te weinig "
        "verschil "
        "om ertoe te doen",
    ),
    "wait_median_what": ("whether half of those who ask for help are met later or sooner",
                         "of de helft van wie om hulp vraagt later of eerder wordt gesproken"),
    "wait_median_noun": ("the time within which half of those who ask for help are met",
                         "de tijd waarbinnen de helft van wie om hulp vraagt wordt gesproken,"),
    "wait_median_up": ("later", "later"),
    "wait_median_down": ("sooner", "eerder"),
    "gave_up_sure": (
        "of every 100 households that ask for help, {n} {way} give up before anybody has met them: {levels}{percent}",
        "van elke 100 huishoudens die om hulp vragen, haken er {n} {way} af voordat iemand hen spreekt: {levels}{percent}",
    ),
    "gave_up_likely": (
        "of every 100 households that ask for help, probably {way} give up before anybody has met them ({levels}), but perhaps "
        "by "
        "too little to matter",
        "van elke 100 huishoudens die om hulp vragen, haken er waarschijnlijk {way} af voordat iemand hen spreekt ({levels}), "
        "maar "
        "misschien scheelt het te weinig om ertoe te doen",
    ),
    "gave_up_small": (
        "of every 100 households that ask for help, about as many give up before anybody has met them as {now}: {levels}, too "
        "little to matter",
        "van elke 100 huishoudens die om hulp vragen, haken er ongeveer evenveel af voordat iemand hen spreekt als {now}: "
        "{levels}, "
        "te weinig verschil om ertoe te doen",
    ),
    "gave_up_what": ("whether more or fewer of every 100 households that ask give up before anybody has met them",
                     "of er van elke 100 huishoudens die om hulp vragen meer of minder afhaken voordat iemand hen spreekt"),
    "gave_up_noun": (
        "the number that gives up before anybody has met them",
        "het aantal dat afhaakt voordat iemand hen spreekt,",
    ),
    "gave_up_up": ("more", "meer"),
    "gave_up_down": ("fewer", "minder"),
    # staff
    "burnout_sure": (
        "of every 100 members of staff, {n} {way} are burnt out: {levels}{percent}",
        "van elke 100 medewerkers zijn er {n} {way} opgebrand: {levels}{percent}",
    ),
    "burnout_likely": (
        "of every 100 members of staff, probably {way} are burnt out ({levels}), but perhaps by too little to matter",
        "van elke 100 medewerkers zijn er waarschijnlijk {way} opgebrand ({levels}), maar misschien scheelt het te weinig om "
        "ertoe "
        "te doen",
    ),
    "burnout_small": (
        "of every 100 members of staff, about as many are burnt out as {now}: {levels}, too little to matter",
        "van elke 100 medewerkers zijn er ongeveer evenveel opgebrand als {now}: {levels}, te weinig verschil om ertoe te doen",
    ),
    "burnout_what": ("whether more or fewer of every 100 members of staff burn out",
                     "of er van elke 100 medewerkers meer of minder opgebrand raken"),
    "burnout_noun": ("the number of staff that is burnt out", "het aantal opgebrande medewerkers"),
    "burnout_up": ("more", "meer"),
    "burnout_down": ("fewer", "minder"),
    "exits_sure": (
        "of every 100 members of staff, {n} {way} leave in a year: {levels}{percent}",
        "van elke 100 medewerkers vertrekken er {n} {way} per jaar: {levels}{percent}",
    ),
    "exits_likely": (
        "of every 100 members of staff, probably {way} leave in a year ({levels}), but perhaps by too little to matter",
        "van elke 100 medewerkers vertrekken er waarschijnlijk {way} per jaar ({levels}), maar misschien scheelt het te weinig "
        "om "
        "ertoe te doen",
    ),
    "exits_small": (
        "of every 100 members of staff, about as many leave in a year as {now}: {levels}, too little to matter",
        "van elke 100 medewerkers vertrekken er per jaar ongeveer evenveel als {now}: {levels}, te weinig verschil om ertoe te "
        "doen",
    ),
    "exits_what": ("whether more or fewer of every 100 members of staff leave in a year",
                   "of er van elke 100 medewerkers per jaar meer of minder vertrekken"),
    "exits_noun": ("the number of staff that leaves in a year", "het aantal medewerkers dat per jaar vertrekt,"),
    "exits_up": ("more", "meer"),
    "exits_down": ("fewer", "minder"),
    # the purse
    "municipal_cost_sure": (
        "the municipality spends {million} a year {way}, {euro} per household{percent}",
        "de gemeente is per jaar {million} {way} uit, {euro} per huishouden{percent}",
    ),
    "municipal_cost_likely": (
        "the municipality probably spends {way}, on average {million} a year ({euro} per household), but perhaps by too little "
        "to "
        "matter",
        "de gemeente is waarschijnlijk {way} uit, gemiddeld {million} per jaar ({euro} per huishouden), maar misschien scheelt "
        "het "
        "te weinig om ertoe te doen",
    ),
    "municipal_cost_small": (
        "the municipality spends about as much as {now}: on average {million} a year {way}, too little to matter",
        "de gemeente is ongeveer evenveel kwijt als {now}: gemiddeld is zij {million} per jaar {way} uit, te weinig om ertoe "
        "te doen",
    ),
    "municipal_cost_what": ("whether the municipality spends more or less", "of de gemeente duurder of goedkoper uit is"),
    "municipal_cost_noun": ("what the municipality spends", "wat de gemeente uitgeeft,"),
    "municipal_cost_up": ("more", "duurder"),
    "municipal_cost_down": ("less", "goedkoper"),
    "societal_cost_sure": (
        "for everybody together, unpaid hours counted, it is {million} a year {way}{percent}",
        "voor iedereen samen, onbetaalde uren meegerekend, is het per jaar {million} {way}{percent}",
    ),
    "societal_cost_likely": (
        "for everybody together, unpaid hours counted, it is probably {way}, on average {million} a year, but perhaps by too "
        "little "
        "to matter",
        "voor iedereen samen, onbetaalde uren meegerekend, is het waarschijnlijk {way}, gemiddeld {million} per jaar, maar "
        "misschien "
        "scheelt het te weinig om ertoe te doen",
    ),
    "societal_cost_small": (
        "for everybody together, unpaid hours counted, it costs about as much as {now}: {million} a year {way}, too little to "
        "matter",
        "voor iedereen samen, onbetaalde uren meegerekend, kost het ongeveer evenveel als {now}: {million} per jaar {way}, te "
        "weinig "
        "om ertoe te doen",
    ),
    "societal_cost_what": ("whether it is dearer or cheaper for everybody together",
                           "of het voor iedereen samen duurder of goedkoper is"),
    "societal_cost_noun": ("what everybody together spends", "wat iedereen samen uitgeeft,"),
    "societal_cost_up": ("dearer", "duurder"),
    "societal_cost_down": ("cheaper", "goedkoper"),
}  # fmt: skip
