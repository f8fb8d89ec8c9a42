"""Words on one household's facts and on what teams do, English and Dutch side by side; names of the model are terms."""

HOUSEHOLD: dict[str, tuple[str, str]] = {
    # facts
    "facts": ("How this household stands", "Hoe dit huishouden ervoor staat"),
    "fact_income": ("Lives on", "Leeft van"),
    "fact_room": ("Left to spend", "Over om te besteden"),
    "fact_debt": ("Debts", "Schulden"),
    "fact_home": ("Home", "Woonplek"),
    "fact_papers": ("Papers", "Papieren"),
    "fact_carer": ("Informal carer", "Mantelzorger"),
    "fact_waits": ("Waits for", "Wacht op"),
    "fact_has": ("Support", "Ondersteuning"),
    "cut": ("cut until week {week}", "gekort tot week {week}"),
    "ends": ("until week {week}", "tot week {week}"),
    "no_allowance": ("allowances are not paid out rightly", "toeslagen kloppen niet"),
    "left_over": (
        "€ {euro} a week after fixed costs and a minimum to live on",
        "€ {euro} per week na vaste lasten en een minimum om van te leven",
    ),
    "short": (
        "€ {euro} a week short of fixed costs and a minimum to live on",
        "€ {euro} per week te kort voor vaste lasten en een minimum om van te leven",
    ),
    "owes": ("€ {euro} to {count} creditors: {stage}", "€ {euro} bij {count} schuldeisers: {stage}"),
    "owes_one": ("€ {euro} to one creditor: {stage}", "€ {euro} bij één schuldeiser: {stage}"),
    "rent_behind": ("{weeks} weeks behind with the cost of the home", "{weeks} weken achter met de woonlasten"),
    "rent_behind_one": ("1 week behind with the cost of the home", "1 week achter met de woonlasten"),
    "paused": ("collection stands still until week {week}", "incasso staat stil tot week {week}"),
    "unfit": ("not fit to live in", "niet geschikt om in te wonen"),
    "no_registration": ("no valid registration", "geen geldige inschrijving"),
    "no_identity": ("no valid proof of identity", "geen geldig identiteitsbewijs"),
    "papers_fine": ("registration and proof of identity valid", "inschrijving en identiteitsbewijs geldig"),
    "order": ("{percent} % of the administration in order", "{percent} % van de administratie op orde"),
    "carer": ("load {percent} %", "belasting {percent} %"),
    "since": ("since week {week}", "sinds week {week}"),
    "since_before": ("since before the start", "al van vóór het begin"),
    "in_week": ("in week {week}", "in week {week}"),
    "in_week_before": ("before the start", "vóór het begin"),
    "front_desk": ("a visit to the front desk", "een afspraak aan de balie"),
    "a_worker": ("somebody of the team to take the file", "iemand van het team die het dossier oppakt"),
    "nursing_home": ("a nursing home", "een verpleeghuis"),
    "no_place_yet": ("granted, no place yet", "toegekend, nog geen plek"),
    "not_decided": ("not decided", "nog niet besloten"),
    # deeds
    "deeds_title": ("What is done for it", "Wat ervoor gedaan wordt"),
    "deed_now": ("Under way", "In gang"),
    "deed_done": ("Done", "Gedaan"),
    "deed_refused": ("Refused", "Geweigerd"),
    "deed_none": ("Nothing is done or asked for yet.", "Er is nog niets gedaan of aangevraagd."),
    "deed_allowed_by": ("allowed by: {way}", "toegestaan door: {way}"),
    "deed_at": ("at: {agency}", "bij: {agency}"),
    "deed_from": ("takes effect in week {week}", "gaat in in week {week}"),
    "last_ending": ("Last file", "Laatste dossier"),
    # what teams do
    "deeds_most": ("The ten deeds chosen most", "De tien meest gekozen daden"),
    "deeds_none": ("Nothing has been chosen yet. Press Play.", "Er is nog niets gekozen. Druk op Afspelen."),
    "deed_name": ("deed", "daad"),
    "endings": ("How files ended", "Hoe dossiers eindigden"),
    "by_class": ("Hours by kind of question", "Uren naar soort vraag"),
    "class_name": ("as the team saw it", "zoals het team het zag"),
    "class_files": ("files ended", "gesloten dossiers"),
    "class_hours": ("hours a file", "uur per dossier"),
    "class_weeks": ("weeks a file", "weken per dossier"),
    "deeds_note": (
        "Everything since the start, what was begun before it included. A product needs the agency's yes; an "
        "exception or a solution of one's own first needs somebody who allows it. Not yet decided, and come to "
        "nothing, are the rest.",
        "Alles sinds het begin, ook wat eerder in gang was gezet. Een product vraagt het ja van de instantie; een "
        "uitzondering of eigen oplossing moet eerst iemand toestaan. De rest is nog niet besloten of liep op niets "
        "uit.",
    ),
    "no_home_now": ("No home of their own", "Zonder eigen thuis"),
}
