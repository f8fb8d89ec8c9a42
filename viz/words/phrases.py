"""Every sentence of the report as a template, English and Dutch side by side; the same fields in both.

A sentence about a result has fields for its numbers and is filled by `wording.py` alone. Nothing here is a finding.
"""

from viz.words.phrases_did import DID
from viz.words.phrases_equal import EQUAL
from viz.words.phrases_figures import FIGURES
from viz.words.phrases_finance import FINANCE
from viz.words.phrases_first import FIRST
from viz.words.phrases_frame import FRAMED
from viz.words.phrases_heads import HEADS
from viz.words.phrases_limits import LIMITS
from viz.words.phrases_mkba import MKBA
from viz.words.phrases_note import NOTE
from viz.words.phrases_people import PEOPLE
from viz.words.phrases_sure import SURE

PHRASES: dict[str, tuple[str, str]] = {
    **NOTE,
    **MKBA,
    **EQUAL,
    **FIGURES,
    **FINANCE,
    **FIRST,
    **PEOPLE,
    **SURE,
    **FRAMED,
    **LIMITS,
    **HEADS,
    **DID,
    # page
    "page_title": ("{alternatives} compared with {baseline}", "{alternatives} vergeleken met {baseline}"),
    "practice_in_title": ("{practice}", "de {practice}"),
    "kicker": ("Comparison made with Leefwereld", "Vergelijking gemaakt met Leefwereld"),
    "contents": ("Contents", "Inhoud"),
    "skip": ("Skip to the answer", "Direct naar het antwoord"),
    "toc_label": ("Parts of this report", "Onderdelen van dit rapport"),
    "and": ("and", "en"),
    # question
    "question": (
        "What happens to residents, to staff and to every payer's money when a place like this one goes from "
        "“{baseline}” to {alternatives}?",
        "Wat gebeurt er met bewoners, met personeel en met het geld van elke betaler als een gemeente van "
        "‘{baseline}’ overstapt op {alternatives}?",
    ),
    "setting": (
        "A modelled place of {households} households, followed for {years} years ({weeks} weeks) from the moment the policy "
        "starts, {replications} pairs of runs. Until that moment every scenario is the same, and each pair of runs shares "
        "the same residents, events and luck. The first scenario named, “{baseline}”, is the baseline; “{reference}” is the "
        "shared reference.",
        "Een fictieve gemeente van {households} huishoudens, {years} jaar ({weeks} weken) gevolgd vanaf de start van het "
        "beleid, {replications} keer doorgerekend. Tot dat moment zijn alle scenario's gelijk, en elk paar runs deelt dezelfde "
        "bewoners, gebeurtenissen en hetzelfde toeval. Het eerst genoemde scenario, ‘{baseline}’, is de basis; "
        "‘{reference}’ is de gedeelde referentie.",
    ),
    "perspective": (
        "Costs are societal: resources used by every payer, volunteer and carer hours valued, transfers left out, one price "
        "year, discounted at 2.25 % a year.",
        "Kosten zijn maatschappelijk: middelen van alle betalers, uren van vrijwilligers en mantelzorgers gewaardeerd, "
        "overdrachten niet meegeteld, één prijsjaar, verdisconteerd met 2,25 % per jaar.",
    ),
    # claims
    "quoted": ("“{name}”", "‘{name}’"),
    "balance_of_verdicts": (
        "On the {total} main outcomes {of} is better than {against} on {better} and worse on {worse} (size unsure on {unsure} of "
        "these); there is no difference that matters on {same}; on {unclear} futures disagree, or nothing can be said.",
        "Van de {total} hoofduitkomsten is {of} vergeleken met {against} bij {better} beter en bij {worse} slechter (bij "
        "{unsure} daarvan is de omvang onzeker); bij {same} is er geen verschil dat "
        "ertoe doet; bij {unclear} blijft het onbeslist.",
    ),
    "claim_one_side": (
        "{outcome}: on average between {small} and {large} {direction} under {of} than under {against} (estimate {mean}; "
        "{unit}).",
        "{outcome}: bij {of} gemiddeld tussen {small} en {large} {direction} dan bij {against} (schatting {mean}; {unit}).",
    ),
    "claim_both_sides": (
        "{outcome}: under {of} on average between {down} lower and {up} higher than under {against} (estimate {mean}; {unit}).",
        "{outcome}: bij {of} gemiddeld tussen {down} lager en {up} hoger dan bij {against} (schatting {mean}; {unit}).",
    ),
    "claim_none": (
        "{outcome}: exactly the same under {of} and {against} in every pair (interval from {lo} to {hi}; {unit}).",
        "{outcome}: bij {of} en {against} in elk paar precies gelijk (interval van {lo} tot {hi}; {unit}).",
    ),
    "claim_undefined": (
        "{outcome}: cannot be determined over this horizon for {of} against {against}.",
        "{outcome}: over deze periode niet te bepalen voor {of} tegenover {against}.",
    ),
    "none_of_them": ("none", "geen"),
    "share_better": ("Better in {share} of the pairs.", "Beter in {share} van de paren."),
    "higher": ("higher", "hoger"),
    "lower": ("lower", "lager"),
    "range_note": (
        "Ranges are {level} intervals for the mean over pairs of runs (simulation error). They hold {uncertainty}; what the "
        "model itself may "
        "have wrong is not in them.",
        "De marges zijn {level}-intervallen voor het gemiddelde over alle paren (simulatiefout). Ze omvatten {uncertainty}; "
        "wat het "
        "model zelf verkeerd kan hebben, zit er niet in.",
    ),
    "luck_only": (
        "These verdicts vary luck only: assumed values were held fixed. With the assumptions varied as well the ranges "
        "become wider.",
        "Deze oordelen variëren alleen het toeval: aangenomen waarden zijn vastgehouden. Als ook de aannames variëren, "
        "worden de marges breder.",
    ),
    "waiting_price": (
        "Time for one household can be waiting for the next: read waiting beside every gain.",
        "Meer tijd voor het ene huishouden kan langer wachten betekenen voor het volgende: lees bij elke winst ook de wachttijd.",
    ),
    "wait_most": (
        "Waiting of the slowest tenth can run into {weeks} weeks under {scenarios}: that is as far as is looked, and stands for "
        "longer. Where two worlds both stand there, a difference between them goes unseen.",
        "Het wachten van het traagste tiende kan bij {scenarios} tot {weeks} weken oplopen: verder wordt niet gekeken, en het "
        "staat voor langer. Waar twee werelden allebei op dat aantal uitkomen, blijft een verschil tussen de twee onzichtbaar.",
    ),
    # words in tables
    "not_defined": ("not defined", "niet te bepalen"),
    "not_available": ("not measured in this comparison", "niet gemeten in deze vergelijking"),
    "not_moved": ("nothing moved", "niets verschoven"),
    "not_run": ("not run", "niet uitgevoerd"),
    "passed": ("holds", "klopt"),
    "failed": ("FAILED", "KLOPT NIET"),
    "recorded": ("recorded", "geregistreerd"),
    "lived": ("lived", "meegemaakt"),
    # nothing differs
    "nothing_none": (
        "On every main outcome the futures agree on a difference.",
        "Bij elke hoofduitkomst zijn de toekomsten het eens over een verschil.",
    ),
    "nothing_same": (
        "{outcome} ({of} minus {against}): in {same} of the {pairs} futures the difference is smaller than what matters "
        "({smallest}); eight in ten lie between {low} and {high}. That is a finding: the effect was measured and is small.",
        "{outcome} ({of} min {against}): in {same} van de {pairs} toekomsten is het verschil kleiner dan wat ertoe doet "
        "({smallest}); acht van de tien liggen tussen {low} en {high}. Dat is een bevinding: het effect is gemeten en klein.",
    ),
    "nothing_last_year": (
        "In year {year} alone: {mean} ({span}), {verdict}.",
        "In jaar {year} alleen: {mean} ({span}), {verdict}.",
    ),
    "nothing_at_all": (
        "{outcome} ({of} minus {against}): exactly the same in all {pairs} pairs (0 to 0).",
        "{outcome} ({of} min {against}): in alle {pairs} paren precies gelijk (0 tot 0).",
    ),
    "nothing_unclear": (
        "{outcome} ({of} minus {against}): futures disagree. Of {pairs} it is higher by enough to matter ({smallest} or more) in "
        "{higher}, lower by as much in {lower}, and neither in {same}; eight in ten lie between {low} and {high}. More pairs make "
        "these shares better known; they do not make futures agree.",
        "{outcome} ({of} min {against}): het wisselt per toekomst. Van de {pairs} toekomsten is het in {higher} zoveel hoger dat "
        "het ertoe doet ({smallest} of meer), in {lower} zoveel lager en in {same} geen van beide; acht van de tien liggen tussen {low} en {high}. "
        "Met meer paren zijn deze delen beter bekend; de toekomsten worden het er niet door eens.",
    ),
    "nothing_few": (
        "{outcome} ({of} minus {against}): {pairs} whole pairs of runs (interval of the mean {lo} to {hi}); fewer than {fewest} "
        "give no verdict.",
        "{outcome} ({of} min {against}): {pairs} volledige paren (interval van het gemiddelde {lo} tot {hi}); minder dan "
        "{fewest} geven geen oordeel.",
    ),
    "nothing_weights": (
        "{outcome} ({of} minus {against}): higher by enough to matter in {higher} of {pairs} futures and lower in {lower} (eight in ten "
        "between {low} and {high}), but weighted by what matters to residents the difference points the other way "
        "or nowhere, so the answer would depend on the weights.",
        "{outcome} ({of} min {against}): in {higher} van de {pairs} toekomsten zoveel hoger dat het ertoe doet en in {lower} "
        "zoveel lager (acht van de tien tussen {low} en {high}), maar gewogen naar wat voor bewoners telt wijst het verschil de "
        "andere kant op of nergens heen; het antwoord zou dan van de weging afhangen.",
    ),
    "nothing_levers": (
        "The scenarios set every lever to the same value, so nothing can differ.",
        "De scenario's zetten elke knop op dezelfde waarde; er kan dus niets verschillen.",
    ),
    # ledgers
    "ledger_intro": (
        "The organisation sees the recorded ledger. Residents live the other one. No target figure (KPI), dashboard or "
        "worker in the model ever reads the lived side.",
        "De organisatie ziet wat geregistreerd wordt; bewoners maken de andere kant mee. Geen stuurcijfer (KPI), dashboard of "
        "medewerker in het model krijgt die kant ooit te zien.",
    ),
    "gap": (
        "Under {scenario}, {recorded} of closed files count as closed in time ({recorded_range}) and {true} are truly "
        "resolved and stay so for 26 weeks ({true_range}).",
        "Bij {scenario} staat {recorded} van de gesloten dossiers geregistreerd als op tijd gesloten ({recorded_range}); "
        "{true} is "
        "werkelijk opgelost en blijft dat 26 weken ({true_range}).",
    ),
    "groups_intro": (
        "An average hides who gains and who loses. Negative is less unmet need, so better.",
        "Een gemiddelde verbergt wie wint en wie verliest. Negatief is minder onvervulde behoefte, dus beter.",
    ),
    "group_claim": (
        "Per group, the mean change is least favourable for: {worst} ({worst_range}); most favourable for: {best} "
        "({best_range}).",
        "Per groep is de gemiddelde verandering het ongunstigst voor: {worst} ({worst_range}); het gunstigst voor: {best} "
        "({best_range}).",
    ),
    "by_archetype": ("By kind of household at the start", "Naar soort huishouden aan het begin"),
    "by_capacity": ("By capacity to act (thirds)", "Naar doenvermogen (derden)"),
    # money
    "money_intro": (
        "Positive is paying more than under “{baseline}”, negative is paying less. Transfers (benefits and fines: "
        "money that only changes hands) count for who pays them, not in societal cost.",
        "Positief is meer betalen dan bij ‘{baseline}’, negatief is minder betalen. Overdrachten (uitkeringen en boetes: "
        "geld dat alleen van hand wisselt) tellen bij wie ze betaalt, niet in de maatschappelijke kosten.",
    ),
    "payers_intro": (
        "Under {of}, compared with {against}, per household per year:",
        "Bij {of}, vergeleken met {against}, per huishouden per jaar:",
    ),
    "payer_more": ("{payer}: between {small} and {large} euro more.", "{payer}: tussen {small} en {large} euro meer."),
    "payer_less": (
        "{payer}: between {small} and {large} euro less.",
        "{payer}: tussen {small} en {large} euro minder.",
    ),
    "payer_both": (
        "{payer}: between {down} euro less and {up} euro more.",
        "{payer}: tussen {down} euro minder en {up} euro meer.",
    ),
    "breakeven_start": (
        "from the start (median; in {share} of the runs within the horizon)",
        "vanaf het begin (mediaan; in {share} van de runs binnen de periode)",
    ),
    "breakeven_week": (
        "after {week} weeks (median; in {share} of the runs within the horizon)",
        "na {week} weken (mediaan; in {share} van de runs binnen de periode)",
    ),
    "breakeven_never": (
        "not within the horizon (in {share} of the runs it is)",
        "niet binnen de periode (in {share} van de runs wel)",
    ),
    "ratio_undefined": (
        "not defined: extra programme cost stays below € 25 a household",
        "niet te bepalen: de extra programmakosten blijven onder € 25 per huishouden",
    ),
    "net_more": (
        "At the end of the horizon {scenario} has cost between {small} and {large} euro per household more than {reference} "
        "(discounted).",
        "Aan het eind van de periode heeft {scenario} tussen {small} en {large} euro per huishouden meer gekost dan "
        "{reference} (verdisconteerd).",
    ),
    "net_less": (
        "At the end of the horizon {scenario} has cost between {small} and {large} euro per household less than {reference} "
        "(discounted).",
        "Aan het eind van de periode heeft {scenario} tussen {small} en {large} euro per huishouden minder gekost dan "
        "{reference} (verdisconteerd).",
    ),
    "net_both": (
        "At the end of the horizon {scenario} has cost between {down} euro less and {up} euro more per household than "
        "{reference} (discounted).",
        "Aan het eind van de periode heeft {scenario} tussen {down} euro minder en {up} euro meer per huishouden gekost dan "
        "{reference} (verdisconteerd).",
    ),
    # balance
    "balance_claim": (
        "Under {scenario} staff has {available} contact hours a week per 10,000 households ({available_range}), and the "
        "inflow asks for {asked} ({asked_range}).",
        "Bij {scenario} heeft het personeel {available} contacturen per week per 10.000 huishoudens ({available_range}), en "
        "vraagt de instroom er {asked} ({asked_range}).",
    ),
    "balance_intro": (
        "What the inflow asks for is the number of intakes times the standard hours of their class (by default 3 for a "
        "single, 20 for a vulnerable and 80 for a heavy household). Where it asks for more than staff has, the queue grows "
        "until something gives: the inflow, the time per household, or the people.",
        "Wat de instroom vraagt, is het aantal intakes maal de standaarduren van hun klasse (standaard 3 voor een "
        "enkelvoudig, 20 voor een kwetsbaar en 80 voor een zwaar huishouden). Waar de instroom meer vraagt dan het "
        "personeel heeft, groeit de rij tot er iets meegeeft: de instroom, de tijd per huishouden, of de mensen.",
    ),
    # sure
    "runs": (
        "{replications} pairs of runs, {failed} failed. The intervals hold {uncertainty}.",
        "{replications} paren doorgerekend, waarvan {failed} mislukt. De intervallen omvatten {uncertainty}.",
    ),
    "rank_intro": (
        "Rank stability, the share of replications in which each scenario comes out best:",
        "Stabiliteit van de volgorde, het deel van de replicaties waarin elk scenario het best uitkomt:",
    ),
    "rank": ("{outcome}: {list}.", "{outcome}: {list}."),
    "rank_item": ("{scenario} {share}", "{scenario} {share}"),
    "favoured": (
        "{favoured} is better on more main outcomes than {other}. It is worse on:",
        "{favoured} is bij meer hoofduitkomsten beter dan {other}. Slechter is het bij:",
    ),
    "favoured_none": (
        "{favoured} is better on more main outcomes than {other}, and no outcome was found on which it is worse.",
        "{favoured} is bij meer hoofduitkomsten beter dan {other}, en er is geen uitkomst gevonden waarbij het slechter is.",
    ),
    "no_favourite": (
        "Neither of {of} and {against} is better on more main outcomes. They differ on:",
        "{of} en {against} zijn bij evenveel hoofduitkomsten beter. Ze verschillen bij:",
    ),
    "no_favourite_none": (
        "Neither of {of} and {against} is better on more main outcomes, and no outcome was found on which they differ.",
        "{of} en {against} zijn bij evenveel hoofduitkomsten beter, en er is geen uitkomst gevonden waarbij ze verschillen.",
    ),
    "failed_runs": ("Failed runs", "Mislukte runs"),
    "no_failed": ("No run failed.", "Geen enkele run is mislukt."),
}
