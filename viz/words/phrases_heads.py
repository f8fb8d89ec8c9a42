"""Headings of sections and tables, English and Dutch side by side; part of `phrases.PHRASES`."""

HEADS: dict[str, tuple[str, str]] = {
    # headings
    "h_question": ("The question", "De vraag"),
    "h_answer": ("The answer with its ranges", "Het antwoord met de marges"),
    "h_table": ("The main outcomes in full", "De hoofduitkomsten volledig"),
    "h_nothing": ("Where no difference is seen, and why", "Waar geen verschil te zien is, en waarom"),
    "h_ledgers": ("What is recorded and what residents live", "Wat geregistreerd wordt en wat bewoners meemaken"),
    "h_asking": ("After asking", "Na de eerste vraag"),
    "asking_intro": (
        "The same households in every world, from the week in which they first ask in any of them: waiting makes the first "
        "months "
        "what they are, what is solved makes the second year.",
        "Dezelfde huishoudens in elke wereld, vanaf de week waarin ze in een ervan voor het eerst een vraag stellen: het wachten "
        "bepaalt de eerste maanden, wat wordt opgelost het tweede jaar.",
    ),
    "since_weeks": ("weeks {low} to {high}", "week {low} tot {high}"),
    "th_since": ("Since first asking", "Sinds de eerste vraag"),
    "th_trouble": ("In serious trouble, weeks a year, under “{against}”", "Ernstig in de knel, weken per jaar, bij ‘{against}’"),
    "th_unmet": ("Unmet need under “{against}”", "Onvervulde behoefte bij ‘{against}’"),
    "cap_asking": (
        "By weeks since first asking: “{against}”, and the difference of “{of}” with it, with {level} intervals",
        "Naar weken sinds de eerste vraag: ‘{against}’, en het verschil van ‘{of}’ daarmee, met {level}-intervallen",
    ),
    "h_years": ("Year by year", "Jaar voor jaar"),
    "years_intro": (
        "A mean over all years hides what is still growing or fading. These are single policy years; cost is not discounted "
        "here.",
        "Een gemiddelde over alle jaren verbergt wat nog groeit of uitdooft. Dit zijn losse beleidsjaren; kosten zijn hier niet "
        "verdisconteerd.",
    ),
    "th_year": ("Year", "Jaar"),
    "cap_years": (
        "Outcomes of single years: “{against}”, and the difference of “{of}” with it, with {level} intervals",
        "Uitkomsten van losse jaren: ‘{against}’, en het verschil van ‘{of}’ daarmee, met {level}-intervallen",
    ),
    "h_waiting": ("Waiting next to every gain", "Wachttijd tegenover winst"),
    "h_residents": ("Residents, by group", "Bewoners, per groep"),
    "h_staff": ("Staff", "Personeel"),
    "h_money": ("Who pays and who gains", "Wie betaalt en wie wint"),
    "h_cost": ("Cost over time", "Kosten in de tijd"),
    "h_balance": ("Hours balance", "Uren: aanbod en vraag"),
    "h_sure": ("How sure this is", "Hoe zeker dit is"),
    "h_runs": ("Runs and luck", "Runs en toeval"),
    "h_guards": ("Checks on this comparison", "Controles op deze vergelijking"),
    "h_loses": ("Where the favoured scenario loses", "Waar het beste scenario toch verliest"),
    "h_levers": ("What differs between the scenarios", "Wat er tussen de scenario's verschilt"),
    "h_assumptions": ("Assumptions and sources", "Aannames en bronnen"),
    "h_limits": ("What this can and cannot tell", "Wat dit wel en niet kan zeggen"),
    "h_provenance": ("How this was made", "Hoe dit is gemaakt"),
    # tables
    "cap_primary": (
        "Main outcomes, fixed before any run; difference of “{of}” minus “{against}” with its {level} interval",
        "Hoofduitkomsten, vastgelegd vóór de eerste run; verschil van ‘{of}’ min ‘{against}’ "
        "met het {level}-interval",
    ),
    "cap_ledgers": ("The two ledgers, side by side", "De twee boekhoudingen naast elkaar"),
    "cap_groups": (
        "Mean unmet need per household: difference of “{of}” minus “{against}” with its {level} interval. {kind}",
        "Gemiddelde onvervulde behoefte per huishouden: verschil van ‘{of}’ min ‘{against}’ "
        "met het {level}-interval. {kind}",
    ),
    "cap_staff": (
        "Staff: value per scenario with its {level} interval",
        "Personeel: waarde per scenario met het {level}-interval",
    ),
    "cap_money": (
        "Euro per household per year, by payer and purpose: difference of “{of}” minus “{against}” "
        "with its {level} interval",
        "Euro per huishouden per jaar, naar betaler en doel: verschil van ‘{of}’ min ‘{against}’ "
        "met het {level}-interval",
    ),
    "cap_worth": ("Value for money against “{reference}”", "Kosten en baten tegenover ‘{reference}’"),
    "cap_balance": (
        "Contact hours a week per 10,000 households: what staff has, and what the inflow asks for",
        "Contacturen per week per 10.000 huishoudens: wat het personeel heeft, en wat de instroom vraagt",
    ),
    "cap_guards": ("Each check with its result", "Elke controle met de uitslag"),
    "cap_levers": (
        "Every lever that is not the same in all scenarios",
        "Elke knop die niet in alle scenario's gelijk staat",
    ),
    "cap_evidence": ("What the numbers and measures point at", "Waar de getallen en maatregelen naar verwijzen"),
    "th_row": ("Row", "Rij"),
    "th_who": ("Who and when", "Wie en wanneer"),
    "th_says": ("Says", "Zegt"),
    "th_address": ("Where", "Waar"),
    "cap_parameters": (
        "Every assumption of the model, with its evidence",
        "Elke aanname van het model, met de onderbouwing",
    ),
    "cap_all": (
        "All other outcomes: difference of “{of}” minus “{against}” with its {level} interval",
        "Alle andere uitkomsten: verschil van ‘{of}’ min ‘{against}’ met het {level}-interval",
    ),
    "cap_provenance": ("Versions, hashes and settings", "Versies, hashes en instellingen"),
    "to": ("to", "tot"),
    "th_outcome": ("Outcome", "Uitkomst"),
    "th_unit": ("Unit", "Eenheid"),
    "th_as_is": ("As they are", "Zoals ze zijn"),
    "h_direct": (
        "The alternatives next to each other: {of} minus {against}",
        "De alternatieven naast elkaar: {of} min {against}",
    ),
    "th_pairs": ("Pairs, each a possible future", "Paren, elk een mogelijke toekomst"),
    "th_verdict": ("Verdict", "Oordeel"),
    "th_scenario": ("Scenario", "Scenario"),
    "th_ledger": ("Ledger", "Boekhouding"),
    "th_group": ("Group", "Groep"),
    "th_share": ("Share of households", "Deel van de huishoudens"),
    "th_worse_off": ("Worse off than under “{reference}”", "Slechter af dan bij ‘{reference}’"),
    "th_difference": ("Difference", "Verschil"),
    "th_payer": ("Payer", "Betaler"),
    "th_purpose": ("Purpose", "Doel"),
    "th_check": ("Check", "Controle"),
    "th_result": ("Result", "Uitslag"),
    "th_detail": ("What must hold", "Wat moet kloppen"),
    "th_lever": ("Lever", "Knop"),
    "th_range": ("Range", "Bereik"),
    "th_parameter": ("Parameter", "Parameter"),
    "th_value": ("Value", "Waarde"),
    "th_source": ("Source or reason", "Bron of reden"),
    "th_grade": ("Evidence", "Onderbouwing"),
    "th_breakeven": ("Break-even", "Terugverdienmoment"),
    "th_ratio": ("Benefit–cost ratio", "Baten-kostenverhouding"),
    "th_net": ("Net value, € per household", "Saldo (netto contante waarde), € per huishouden"),
    "th_extra": ("Extra programme cost, € per household", "Extra programmakosten, € per huishouden"),
    "th_available": ("Hours staff has", "Uren die er zijn"),
    "th_asked": ("Hours the inflow asks for", "Uren die de instroom vraagt"),
    "th_inflow": ("New requests a week", "Nieuwe aanvragen per week"),
    "th_seed": ("Seed", "Startwaarde (seed)"),
    "th_error": ("Error", "Fout"),
    "th_item": ("Item", "Onderdeel"),
}
