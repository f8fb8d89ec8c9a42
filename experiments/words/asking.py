"""What the commands of the first day's questions print: pilot (p_), indicators (i_), outcomes (o_), money (b_), groups (g_)."""

ASKING_WORDS: dict[str, tuple[str, str]] = {
    "p_head": (
        "{preset} set against {against}: team {own} of {teams} is the pilot, in {households} households; {pairs} worlds, each "
        "with "
        "and without the pilot, the same luck and the same assumptions.",
        "{preset} tegenover {against}: team {own} van {teams} is de proef, in {households} huishoudens; {pairs} werelden, elk "
        "met en "
        "zonder de proef, met hetzelfde toeval en dezelfde aannames.",
    ),
    "p_after": ("After {week} weeks", "Na {week} weken"),
    "p_what": ("what", "wat"),
    "p_ledger": ("ledger", "boek"),
    "p_true": ("the pilot does to its own teams [95 %]", "de proef doet met de eigen teams [95%]"),
    "p_seen": ("an evaluator sees [90 % of worlds]", "een evaluator ziet [90% van de werelden]"),
    "p_luck": ("luck alone, 95 %", "alleen toeval, 95%"),
    "p_power": ("chance to tell [95 %]", "kans om het te zien [95%]"),
    "p_lived": ("lived", "beleefd"),
    "p_recorded": ("recorded", "vastgelegd"),
    "p_unmet": ("unmet need", "onvervulde behoefte"),
    "p_stress": ("stress", "stress"),
    "p_waiting": ("households waiting", "wachtende huishoudens"),
    "p_closures": ("files closed", "gesloten dossiers"),
    "p_in_term": ("closed within the term", "binnen de termijn gesloten"),
    "p_unit_unmet": ("severity per household", "ernst per huishouden"),
    "p_unit_stress": ("0 to 1", "0 tot 1"),
    "p_unit_waiting": ("per 1,000 households", "per 1.000 huishoudens"),
    "p_unit_closures": ("per fte a week", "per fte per week"),
    "p_unit_in_term": ("share of closed files", "deel van de gesloten dossiers"),
    "p_enough": (
        "{what}: after {week} weeks at least {share} % of such pilots would be seen to differ from luck.",
        "{what}: na {week} weken is van ten minste {share}% van zulke proeven te zien dat het geen toeval is.",
    ),
    "p_later": (
        "{what}: not enough to tell after {week} weeks; from {later} weeks on at least {share} % of such pilots would be.",
        "{what}: na {week} weken niet genoeg om het te zien; vanaf {later} weken bij ten minste {share}% van zulke proeven wel.",
    ),
    "p_never": (
        "{what}: not enough to tell after {week} weeks, nor at any look up to {last} weeks.",
        "{what}: niet genoeg om het te zien na {week} weken, en ook niet bij een latere blik tot {last} weken.",
    ),
    "p_real": (
        "At {week} weeks the pilot does change it, on average over the worlds.",
        "Na {week} weken verandert de proef dit wel, gemiddeld over de werelden.",
    ),
    "p_unreal": (
        "At {week} weeks the model cannot tell whether the pilot changes it at all.",
        "Na {week} weken is in het model niet te zeggen of de proef dit verandert.",
    ),
    "p_others": (
        "At {week} weeks the pilot also changes what happens to the other teams, which blurs what is seen: {what}.",
        "Na {week} weken verandert de proef ook wat er bij de andere teams gebeurt, wat het beeld vertroebelt: {what}.",
    ),
    "p_reading": (
        "Seen: the change of the pilot's teams since week 0 minus the mean change of the other teams. A world counts as told "
        "when that "
        "lies outside the range of luck alone; files are those of the last quarter.",
        "Gezien: de verandering van de teams in de proef sinds week 0 min de gemiddelde verandering van de andere teams. Een "
        "wereld telt "
        "als gezien wanneer dat buiten het bereik van toeval ligt; dossiers zijn die van het laatste kwartaal.",
    ),
    "p_limits": (
        "Each quantity by itself, every household asked and no measurement error: a survey of some sees less than this. More "
        "teams: a "
        "preset with more of them in teams: […], in a place of more households.",
        "Elke grootheid op zichzelf, met elk huishouden bevraagd en zonder meetfout: een steekproef ziet minder. Meer teams: een "
        "voorinstelling met meer teams in teams: […], in een plaats met meer huishoudens.",
    ),
    "p_few": (
        "{pairs} worlds are few: the chance to tell is rough.", "{pairs} werelden zijn weinig: de kans om het te zien is ruw."
    ),
    "p_stopped": ("stopped", "gestopt"),
    "i_head": (
        "Which series goes together with the final difference in {outcome}, {of} minus {against}, over {pairs} pairs? {how}",
        "Welke reeks hangt samen met het uiteindelijke verschil in {outcome}, {of} min {against}, over {pairs} paren? {how}",
    ),
    "i_difference": (
        "Looked at: the difference between the two worlds in weeks {first}-{last}.",
        "Bekeken: het verschil tussen de twee werelden in week {first}-{last}.",
    ),
    "i_own": (
        "Looked at: the level in {of} alone in weeks {first}-{last}, as one town sees it.",
        "Bekeken: het niveau in {of} alleen in week {first}-{last}, zoals één gemeente het ziet.",
    ),
    "i_recorded": (
        "Recorded: what an organisation can read off its own systems",
        "Vastgelegd: wat een organisatie uit eigen systemen haalt",
    ),
    "i_lived": (
        "Lived: what only residents or staff can tell, by asking them",
        "Beleefd: wat alleen bewoners of medewerkers kunnen zeggen",
    ),
    "i_series": ("series", "reeks"),
    "i_rank": ("rank correlation [95 %]", "rangcorrelatie [95%]"),
    "i_chance": ("p after Holm", "p na Holm"),
    "i_word": ("in words", "in woorden"),
    "i_up": ("goes up with it", "gaat ermee omhoog"),
    "i_down": ("goes down as it goes up", "gaat omlaag als het omhoog gaat"),
    "i_cannot": ("cannot tell", "niet te zeggen"),
    "i_best": ("Watch first: {what}.", "Let eerst op: {what}."),
    "i_none": (
        "No series can be told to go together with it: with {pairs} pairs and {count} series looked at, only strong ties show.",
        "Van geen reeks is te zeggen dat hij samenhangt: met {pairs} paren en {count} bekeken reeksen tonen alleen sterke "
        "verbanden zich.",
    ),
    "i_rest": (
        "{count} more series of this ledger cannot be told; --all prints them.",
        "Van nog {count} reeksen in dit boek is het niet te zeggen; --all toont ze.",
    ),
    "i_still": (
        "{count} series did not differ over the pairs and were left out.",
        "{count} reeksen verschilden niet over de paren en vielen af.",
    ),
    "i_itself": ("* is an early look at the outcome itself.", "* is een vroege blik op de uitkomst zelf."),
    "i_limits": (
        "{count} series were looked at, and Holm's correction allows for that. A correlation over worlds of the model is no "
        "proof that "
        "the series causes the outcome, nor that it would show the same in one real town.",
        "{count} reeksen zijn bekeken, en Holms correctie houdt daar rekening mee. Een samenhang over werelden van het model "
        "bewijst niet "
        "dat de reeks de uitkomst veroorzaakt, en ook niet dat die in één echte gemeente hetzelfde laat zien.",
    ),
    "o_head": ("{of} minus {against}, over {pairs} pairs", "{of} min {against}, over {pairs} paren"),
    "o_before": ("without", "zonder"),
    "o_after": ("with", "met"),
    "b_head": (
        "Who pays for what: {of} minus {against}, euro per household per year, over {years} year(s), {pairs} pairs [95 % "
        "interval].",
        "Wie betaalt wat: {of} min {against}, euro per huishouden per jaar over {years} jaar, {pairs} paren [95%-interval].",
    ),
    "b_payer": ("payer", "betaler"),
    "b_purpose": ("for", "waarvoor"),
    "b_euro": ("euro per household per year", "euro per huishouden per jaar"),
    "b_word": ("in words", "in woorden"),
    "b_follows": ("what the money follows", "wat het geld volgt"),
    "b_all": ("everything", "alles"),
    "b_more": ("pays more", "betaalt meer"),
    "b_less": ("pays less", "betaalt minder"),
    "b_posts": ("posts, desks and contracts", "functies, loketten en contracten"),
    "b_use": ("households that use it", "huishoudens die het gebruiken"),
    "b_transfer": ("transfers to households", "overdrachten aan huishoudens"),
    "b_valued": ("hours that nobody pays", "uren die niemand betaalt"),
    "b_municipality": (
        "The municipality: {total} in all. Posts, desks and contracts, which change only when somebody changes them: "
        "{posts_euro}. "
        "Use: {use_euro}. Benefits: {transfer_euro}.",
        "De gemeente: {total} in totaal. Functies, loketten en contracten, die alleen veranderen als iemand ze verandert: "
        "{posts_euro}. Gebruik: {use_euro}. Uitkeringen: {transfer_euro}.",
    ),
    "b_cash": (
        "If only {low} % of what falls in use becomes money within the budget, and every rise counts in full, the municipality's "
        "total is {low_euro}; at {high} % it is {high_euro}.",
        "Als maar {low}% van wat in gebruik daalt geld binnen de begroting wordt, en elke stijging helemaal telt, is het "
        "totaal van "
        "de gemeente {low_euro}; bij {high}% is het {high_euro}.",
    ),
    "b_limits": (
        "The model pays per household that uses a place and keeps the number of places as it was: an empty place costs nothing "
        "here, "
        "while a contract with a provider usually pays on.",
        "Het model betaalt per huishouden dat een plek gebruikt en houdt het aantal plekken gelijk: een lege plek kost hier "
        "niets, "
        "terwijl een contract met een aanbieder meestal doorloopt.",
    ),
    "g_head": (
        "Who is better or worse off: {of} minus {against}, {pairs} pairs. Shares better or worse off are under {of}, against "
        "{reference}: a household whose mean unmet need is 0.05 or more lower or higher.",
        "Wie is beter of slechter af: {of} min {against}, {pairs} paren. Aandelen beter of slechter af gelden onder {of}, ten "
        "opzichte "
        "van {reference}: een huishouden met een gemiddelde onvervulde behoefte die 0,05 of meer lager of hoger is.",
    ),
    "g_archetype": ("By kind of household, most often worse off first", "Naar soort huishouden, vaakst slechter af eerst"),
    "g_capacity": ("By capacity to act", "Naar doenvermogen"),
    "g_neighbourhood": ("By neighbourhood", "Naar buurt"),
    "g_hood": ("neighbourhood", "buurt"),
    "g_group": ("group", "groep"),
    "g_share": ("of households", "van de huishoudens"),
    "g_change": ("change in unmet need [95 %]", "verandering in onvervulde behoefte [95%]"),
    "g_word": ("in words", "in woorden"),
    "g_better": ("better off [95 %]", "beter af [95%]"),
    "g_worse": ("worse off [95 %]", "slechter af [95%]"),
    "g_up": ("more unmet need", "meer onvervulde behoefte"),
    "g_down": ("less unmet need", "minder onvervulde behoefte"),
    "g_sure": ("On average surely more unmet need: {names}.", "Gemiddeld zeker meer onvervulde behoefte: {names}."),
    "g_nobody": (
        "No group surely has more unmet need on average; within a group some households still have.",
        "Geen groep heeft gemiddeld zeker meer onvervulde behoefte; binnen een groep hebben sommige huishoudens dat wel.",
    ),
    "g_limits": (
        "{count} groups were looked at, each by itself: a few would stand out by luck alone. Small groups have wide intervals.",
        "{count} groepen zijn bekeken, elk op zichzelf: enkele vallen alleen al door toeval op. Kleine groepen hebben brede "
        "intervallen.",
    ),
}  # fmt: skip
