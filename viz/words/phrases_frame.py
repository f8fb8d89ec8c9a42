"""Sentences of the parts on measures, frame and provenance, and on bad input, in English and Dutch; part of `phrases.PHRASES`."""

FRAMED: dict[str, tuple[str, str]] = {
    # measures
    "h_measures": (
        "Measures: what is claimed and what the model finds",
        "Maatregelen: wat wordt geclaimd en wat het model vindt",
    ),
    "measures_none": ("No measure was put on a scenario.", "Aan geen van de scenario's is een maatregel toegevoegd."),
    "measures_intro": (
        "What authors claim is of their own cases and measures of success, and none of it went into the model. It stands "
        "here beside what the model finds for the whole place.",
        "Wat auteurs claimen gaat over hun eigen gevallen en maten van succes, en niets ervan is in het model gestopt. Het "
        "staat hier naast wat het model voor de hele gemeente vindt.",
    ),
    "measure_claims": ("Its authors claim:", "De auteurs claimen:"),
    "measure_claim": ("{text} [{sources}; {known}]", "{text} [{sources}; {known}]"),
    "measure_known": ("also found outside their own text", "ook buiten hun eigen tekst gevonden"),
    "measure_unknown": ("not verified", "niet geverifieerd"),
    "measure_limits": ("Not expressed: {text}", "Niet uitgedrukt: {text}"),
    "measure_finds": ("The model finds, {of} minus {against}:", "Het model vindt, {of} min {against}:"),
    "measure_not_alone": (
        "This comparison has no pair that differs by this measure alone; leefwereld measure {name} makes one.",
        "Deze vergelijking heeft geen paar dat alleen in deze maatregel verschilt; leefwereld measure {name} maakt er een.",
    ),
    # frame
    "h_frame": ("The frame of this study", "Het kader van dit onderzoek"),
    "frame_intro": (
        "What a reader needs to judge an economic evaluation, in the order of the CHEERS 2022 checklist (item numbers in "
        "brackets) and the Dutch guidance on social cost–benefit analysis (MKBA).",
        "Wat een lezer nodig heeft om een economische evaluatie te beoordelen, in de volgorde van de CHEERS 2022-lijst "
        "(nummers tussen haakjes) en de Nederlandse leidraad voor maatschappelijke kosten-batenanalyse (MKBA).",
    ),
    "cap_frame": ("Frame", "Kader"),
    "th_here": ("In this report", "In dit rapport"),
    "fr_question": ("Decision question (1, 3)", "Beslisvraag (1, 3)"),
    "fr_plan": ("Analysis fixed beforehand (4)", "Analyse vooraf vastgelegd (4)"),
    "fr_plan_text": (
        "The plan is in the code and cannot be set per comparison: version {version} (model {model}) holds the outcomes, the "
        "smallest differences that matter, the rule of verdicts and the rule that chooses households. What the smallest "
        "differences are (a third of what the team as a whole does, or a judged amount with its reason) is as it was written on "
        "29 November 2026; the sizes come from current practice against no team, never from a contrast between ways of working. "
        "The rule of verdicts was written anew on 30 November 2026, after comparisons of version 0.1.0 had been read. The "
        "history of the program keeps these dates (docs/trust/differences.md); nobody outside it holds a dated plan.",
        "Het plan staat in de code en is per vergelijking niet te veranderen: versie {version} (model {model}) legt de "
        "uitkomsten vast, de kleinste verschillen die ertoe doen, de oordeelsregel en de regel die huishoudens kiest. Wat de "
        "kleinste verschillen zijn (een derde van wat het hele team uitmaakt, of een beoordeeld bedrag of aantal met de reden "
        "erbij) is zoals het op 29 november 2026 is opgeschreven; de groottes komen van de huidige praktijk tegenover geen team, "
        "nooit van een verschil tussen werkwijzen. De oordeelsregel is op 30 november 2026 herschreven, nadat vergelijkingen van "
        "versie 0.1.0 waren gelezen. De geschiedenis van het programma bewaart deze data (docs/trust/differences.md); niemand "
        "daarbuiten heeft een gedateerd plan.",
    ),
    "fr_population": ("Population (5)", "Bevolking (5)"),
    "fr_population_text": (
        "{households} made-up households of a Dutch place, in twelve kinds; shares after published figures where there are "
        "any.",
        "{households} verzonnen huishoudens van een Nederlandse gemeente, in twaalf soorten; aandelen naar gepubliceerde "
        "cijfers waar die er zijn.",
    ),
    "fr_setting": ("Setting (6)", "Plaats (6)"),
    "fr_setting_text": (
        "The social domain of one municipality: neighbourhood teams and other agencies, week by week. No real "
        "municipality was copied.",
        "Het sociaal domein van één gemeente: wijkteams en andere instanties, week na week. Geen echte gemeente is "
        "nagemaakt.",
    ),
    "fr_options": ("Options and comparator (7)", "Alternatieven en vergelijking (7)"),
    "fr_options_text": (
        "{alternatives} against {baseline}; all are also set against {reference} (what goes on if nothing changes). Every "
        "scenario pays for its own change.",
        "{alternatives} tegenover {baseline}; alle ook tegenover {reference} (wat doorgaat als er niets verandert: het "
        "nulalternatief). Elk scenario betaalt zijn eigen verandering.",
    ),
    "fr_options_null_text": (
        "{alternatives} against {reference}: what goes on if nothing changes. Every scenario pays for its own change.",
        "{alternatives} tegenover {reference}: wat doorgaat als er niets verandert (het nulalternatief). Elk scenario betaalt "
        "zijn eigen verandering.",
    ),
    "fr_perspective": ("Perspective (8)", "Perspectief (8)"),
    "fr_perspective_text": (
        "Society: every payer, with unpaid hours of volunteers and carers valued and transfers left out. The municipality "
        "and every other payer are told apart.",
        "De maatschappij: elke betaler, met onbetaalde uren van vrijwilligers en mantelzorgers gewaardeerd en overdrachten "
        "niet meegeteld. De gemeente en elke andere betaler staan ook apart.",
    ),
    "fr_horizon": ("Time horizon (9)", "Tijdshorizon (9)"),
    "fr_horizon_text": (
        "{years} years of 52 weeks from the start of the policy, after four years of current practice. Files, waiting and "
        "burnout settle within that time; what children, homes and debts become later does not, and is not counted, which "
        "weighs against costs that come first. “{mkba}” shows shorter horizons.",
        "{years} jaar van 52 weken vanaf de start van het beleid, na vier jaar huidige praktijk. Dossiers, wachttijden en "
        "burn-out "
        "komen binnen die tijd tot rust. Hoe het later verder gaat met kinderen, woningen en schulden telt niet mee, en dat "
        "werkt tegen kosten die voor de baten uitgaan. ‘{mkba}’ toont kortere termijnen.",
    ),
    "fr_horizon_short_text": (
        "{years} years of 52 weeks from the start of the policy, after four years of current practice. That is shorter than the "
        "five years in which files, waiting and burnout settle, so these may still be moving at the end; what comes later is not "
        "counted, which weighs against costs that come first. “{mkba}” shows each horizon apart.",
        "{years} jaar van 52 weken vanaf de start van het beleid, na vier jaar huidige praktijk. Dat is korter dan de vijf jaar "
        "waarin dossiers, wachttijden en burn-out tot rust komen; die kunnen aan het eind dus nog in beweging zijn. Wat later "
        "komt, telt niet mee, en dat werkt tegen kosten die voor de baten uitgaan. ‘{mkba}’ toont elke termijn apart.",
    ),
    "fr_discount": ("Discount rate (10)", "Discontovoet (10)"),
    "fr_discount_text": ("{rate} a year, for costs and effects in euros.", "{rate} per jaar, voor kosten en effecten in euro's."),
    "fr_outcomes": ("Outcomes (11–13)", "Uitkomsten (11–13)"),
    "fr_outcomes_text": (
        "{primary} main outcomes, each defined once. Need, stress, trust and burnout are not turned into money: they stand "
        "beside it. No QALYs are used.",
        "{primary} hoofduitkomsten, elk één keer gedefinieerd. Behoefte, stress, vertrouwen en burn-out worden niet in geld "
        "omgezet: ze staan ernaast. Er zijn geen QALY's gebruikt.",
    ),
    "fr_costs": ("Costs (14)", "Kosten (14)"),
    "fr_costs_text": (
        "Every euro in the model has one payer and one purpose. Of care only the modelled parts are counted. Unit prices "
        "and their sources are in parameters.html.",
        "Elke euro in het model heeft één betaler en één doel. Van de zorg tellen alleen de gemodelleerde delen. Prijzen en "
        "hun bronnen staan in parameters.html.",
    ),
    "fr_parameters": ("Parameters (22)", "Parameters (22)"),
    "fr_parameters_text": (
        "Every one with value, range, source and grade of evidence under “{assumptions}”.",
        "Elk met waarde, bereik, bron en onderbouwing onder ‘{assumptions}’.",
    ),
    "fr_limits": ("Findings and limits (2, 23, 26)", "Bevindingen en grenzen (2, 23, 26)"),
    "fr_limits_text": (
        "The findings are on the first two pages; what they can and cannot tell is below this table. {patterns}",
        "De bevindingen staan op de eerste twee pagina's; wat ze wel en niet kunnen zeggen staat onder deze tabel. {patterns}",
    ),
    "h_effects": ("Published effects beside the model's (26)", "Gepubliceerde effecten naast die van het model (26)"),
    "effects_intro": (
        "Effects of single changes that were measured or claimed elsewhere, beside what the model finds for the same change in "
        "runs of its own (“{section}”); none was fitted to. Among the sources read is no controlled study of a whole way of "
        "working, and cases that are published were often chosen for their result: agreement says only that the model is not "
        "out of step. Sources stand in docs/evidence/published.md.",
        "Effecten van losse veranderingen die elders zijn gemeten of geclaimd, naast wat het model in eigen runs voor dezelfde "
        "verandering vindt (‘{section}’); op geen ervan is het afgesteld. Onder de gelezen bronnen is geen gecontroleerd "
        "onderzoek naar een hele werkwijze, en gepubliceerde gevallen zijn vaak om hun resultaat gekozen: overeenstemming zegt "
        "alleen dat het model niet uit de pas loopt. De bronnen staan in docs/evidence/published.md.",
    ),
    "effect": (
        "{pattern}: {name}. Published: {band} ({source}); the model: {value}; {verdict}.",
        "{pattern}: {name}. Gepubliceerd: {band} ({source}); het model: {value}; {verdict}.",
    ),
    "fr_interests": ("Funding and interests (27–28)", "Financiering en belangen (27–28)"),
    "fr_interests_text": (
        "Not known to the program that made this page. Whoever uses it should say who asked and paid for it.",
        "Niet bekend bij het programma dat deze pagina maakte. Wie haar gebruikt, hoort te zeggen wie erom vroeg en ervoor "
        "betaalde.",
    ),
    "fr_price": ("Currency and price year (15)", "Munt en prijsjaar (15)"),
    "fr_price_text": ("Euro, prices of {year}; no inflation.", "Euro, prijzen van {year}; geen inflatie."),
    "fr_model": ("Model (16–17)", "Model (16–17)"),
    "fr_model_text": (
        "An agent-based model: households, professionals, managers and agencies follow written rules week by week. Its "
        "description and code are open; no rule knows the name of a scenario.",
        "Een agent-gebaseerd model: huishoudens, professionals, leidinggevenden en instanties volgen week na week "
        "opgeschreven regels. Beschrijving en code zijn open; geen regel kent de naam van een scenario.",
    ),
    "fr_groups": ("Groups and distribution (18–19)", "Groepen en verdeling (18–19)"),
    "fr_groups_text": (
        "By kind of household and by capacity to act; who is better and worse off; inequality; cost of the dearest "
        "households.",
        "Naar soort huishouden en naar doenvermogen; wie beter en slechter af is; ongelijkheid; kosten van de duurste "
        "huishoudens.",
    ),
    "fr_uncertainty": ("Uncertainty (20, 24)", "Onzekerheid (20, 24)"),
    "fr_uncertainty_text": (
        "{pairs} pairs of runs; the ranges hold {uncertainty}. Verdicts follow from how many futures agree; under “{sure}” "
        "stands "
        "what the spread rests on, and under “{mkba}” what discount rate and horizon do. What the structure of the model may "
        "have wrong is in no range.",
        "{pairs} paren; de marges omvatten {uncertainty}. Oordelen volgen uit hoeveel toekomsten het eens zijn; onder "
        "‘{sure}’ "
        "staat waarop de spreiding rust, onder ‘{mkba}’ wat discontovoet en termijn uitmaken. Wat de opbouw van het model "
        "verkeerd kan "
        "hebben, zit in geen marge.",
    ),
    "fr_people": ("People involved (21, 25)", "Betrokkenen (21, 25)"),
    "fr_people_text": (
        "No residents or professionals took part in making this comparison. Talk it over with them before using it.",
        "Bij het maken van deze vergelijking zijn geen bewoners of professionals betrokken. Leg het aan hen voor voordat u "
        "het gebruikt.",
    ),
    "fr_beside": ("Effects that are not money (MKBA)", "Effecten die geen geld zijn (MKBA)"),
    "fr_beside_text": (
        "They stand beside the money, unpriced; the weight between them is for the reader to choose.",
        "Ze staan naast het geld, zonder prijs; het gewicht ertussen kiest de lezer.",
    ),
    # provenance
    "pv_households": ("Households", "Huishoudens"),
    "pv_years": ("Years", "Jaren"),
    "pv_weeks": ("Weeks", "Weken"),
    "pv_uncertainty": ("Uncertainty", "Onzekerheid"),
    "pv_seeds": ("Seeds", "Startwaarden (seeds)"),
    "pv_measures": ("Measures on every scenario", "Maatregelen op elk scenario"),
    "pv_sets": ("Settings", "Instellingen"),
    "pv_plugin": ("Outcomes and mechanism of one's own", "Eigen uitkomsten en mechanisme"),
    "pv_model_fingerprint": ("Fingerprint of the model", "Vingerafdruk van het model"),
    "pv_scenario": ("Fingerprint of scenario", "Vingerafdruk van scenario"),
    "pv_version": ("Version of", "Versie van"),
    "beside": (
        "The same numbers for a program stand beside this page: summary.json (everything), results.csv (one row per value "
        "or difference), and the runs and weekly series in Parquet.",
        "Dezelfde getallen voor een programma staan naast deze pagina: summary.json (alles), results.csv (een regel per "
        "waarde of verschil), en de runs en weekreeksen in Parquet.",
    ),
    "other_model": (
        "This comparison was made with another version of the model than the one that made this page. Numbers and verdicts "
        "are those of then; names and explanations are of now. Run it again to have both of one version.",
        "Deze vergelijking is gemaakt met een andere versie van het model dan die deze pagina maakte. Getallen en oordelen "
        "zijn die van toen; namen en uitleg zijn van nu. Draai haar opnieuw om beide van één versie te hebben.",
    ),
    # bad input
    "most_scenarios": (
        "a report compares 2 to 6 scenarios, got {count}",
        "een rapport vergelijkt 2 tot 6 scenario's, dit zijn er {count}",
    ),
}
