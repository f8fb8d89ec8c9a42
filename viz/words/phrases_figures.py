"""Titles, labels and alternative texts of the figures, English and Dutch side by side; part of `phrases.PHRASES`."""

FIGURES: dict[str, tuple[str, str]] = {
    "spread_range": ("10–90% of pairs: {low} to {high}", "10–90 % van de paren: {low} tot {high}"),
    "spread_shares": (
        "{first} better, {same} no difference that matters, {last} worse",
        "{first} beter, {same} geen verschil dat ertoe doet, {last} slechter",
    ),
    "spread_neutral": (
        "{first} higher, {same} no difference that matters, {last} lower",
        "{first} hoger, {same} geen verschil dat ertoe doet, {last} lager",
    ),
    "chances": (
        "chance that the next goes this way {there}, by what matters {matters}, too small to matter {small}",
        "kans dat de volgende deze kant op gaat {there}, genoeg om ertoe te doen {matters}, te klein {small}",
    ),
    "finding": ("{outcome} ({unit}): {told}", "{outcome} ({unit}): {told}"),
    "finding_item": ("{of} {mean}, {verdict}", "{of} {mean}, {verdict}"),
    "finding_balance": ("Contact hours a week there / asked: {told}", "Contacturen per week, aanwezig / gevraagd: {told}"),
    "finding_forest": ("Of {total} main outcomes: {told}", "Van de {total} hoofduitkomsten: {told}"),
    "finding_counts": (
        "{of} {better} better, {worse} worse, {same} without a difference that matters, {unclear} undecided",
        "{of} {better} beter, {worse} slechter, {same} zonder verschil dat ertoe doet, {unclear} onbeslist",
    ),
    "beyond": ("A triangle at the edge: it lies further out; the number stands beside it.",
               "Een driehoekje aan de rand: het ligt verder weg; het getal staat ernaast."),
    "f_ledgers": ("Recorded next to lived", "Geregistreerd en meegemaakt"),
    "f_forest": ("Waiting and the other main outcomes", "Wachttijd en de andere hoofduitkomsten"),
    "f_staff": ("Staff over time", "Personeel in de tijd"),
    "f_hours": ("Hours by kind", "Uren naar soort"),
    "f_payers": ("Who pays more and who pays less", "Wie betaalt meer en wie betaalt minder"),
    "f_cost": ("Cost over time", "Kosten in de tijd"),
    "f_balance": ("Hours available and hours asked", "Uren die er zijn en uren die gevraagd worden"),
    "x_years": ("years since the start of the policy", "jaren sinds de start van het beleid"),
    "y_share_files": ("% of closed files", "% van gesloten dossiers"),
    "t_true_recorded": (
        "Closed files: recorded as in time, and truly resolved",
        "Gesloten dossiers: geregistreerd op tijd, en echt opgelost",
    ),
    "t_change": (
        "What residents live: unmet need, difference with {baseline}",
        "Wat bewoners meemaken: onvervulde behoefte, verschil met {baseline}",
    ),
    "l_recorded": ("recorded", "geregistreerd"),
    "l_lived": ("lived", "meegemaakt"),
    "x_better": (
        "← worse · difference, in smallest differences that matter · better →",
        "← slechter · verschil, in kleinste verschillen die ertoe doen · beter →",
    ),
    "zone": ("no difference\nthat matters", "geen verschil\ndat ertoe doet"),
    "t_waiting": ("Weeks that those in the queue have waited so far", "Weken die wie in de rij staat al wacht"),
    "t_since_trouble": ("In serious trouble: difference", "Ernstig in de knel: verschil"),
    "t_since_unmet": ("Unmet need: difference", "Onvervulde behoefte: verschil"),
    "f_asking": (
        "Difference with the baseline by weeks since first asking: time in serious trouble and unmet need",
        "Verschil met de uitgangssituatie naar weken sinds de eerste vraag: tijd ernstig in de knel en onvervulde behoefte",
    ),
    "x_share_hours": ("% of all hours of staff", "% van alle uren van het personeel"),
    "x_euro": ("euro per household per year, against {baseline}", "euro per huishouden per jaar, tegenover {baseline}"),
    "t_net_payer": ("Per payer, all purposes", "Per betaler, alle doelen"),
    "t_cells": ("The largest changes by payer and purpose", "De grootste veranderingen naar betaler en doel"),
    "y_net": ("euro per household", "euro per huishouden"),
    "t_net": (
        "Cumulative societal cost against {reference}, discounted",
        "Opgetelde maatschappelijke kosten tegenover {reference}, verdisconteerd",
    ),
    "zero_line": ("as dear as {reference}", "even duur als {reference}"),
    "l_available": ("available", "beschikbaar"),
    "l_asked": ("asked for", "gevraagd"),
    "x_hours": ("contact hours a week per 10,000 households", "contacturen per week per 10.000 huishoudens"),
    "band_note": (
        "Bands are {level} intervals; points are four-week means.",
        "Banden zijn {level}-intervallen; punten zijn gemiddelden over vier weken.",
    ),
    "dot_note": ("Dots are means, bars {level} intervals.", "Stippen zijn gemiddelden, strepen {level}-intervallen."),
    # alternative texts
    "alt_end": (
        "{series}, {scenario}: from {first} to {last} in the last four weeks (interval {lo} to {hi}).",
        "{series}, {scenario}: van {first} naar {last} in de laatste vier weken (interval {lo} tot {hi}).",
    ),
    "alt_point": (
        "{series}, {scenario}: {mean} (interval {lo} to {hi}).",
        "{series}, {scenario}: {mean} (interval {lo} tot {hi}).",
    ),
    "alt_times": (
        "{outcome}, {of} against {against}: {mean} times the smallest difference that matters, "
        "positive is better (interval {lo} to {hi}).",
        "{outcome}, {of} tegenover {against}: {mean} maal het kleinste verschil dat ertoe doet, "
        "positief is beter (interval {lo} tot {hi}).",
    ),
    "no_data": ("No data for this figure in this comparison.", "Geen gegevens voor deze figuur in deze vergelijking."),
}
