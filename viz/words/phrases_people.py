"""Sentences of the parts on residents, staff, horizons and stories, in English and Dutch; part of `phrases.PHRASES`."""

PEOPLE: dict[str, tuple[str, str]] = {
    "span": ("{lo} to {hi}", "{lo} tot {hi}"),
    # residents and staff
    "groups_place": (
        "The table that follows is of the whole place, not of groups:",
        "De tabel hierna gaat over de hele gemeente, niet over groepen:",
    ),
    "th_lived_wait_median": ("Half met within, weeks", "Helft gesproken binnen, weken"),
    "th_lived_unreached_26": ("Not met after 26 weeks, per 100", "Na 26 weken niet gesproken, per 100"),
    "th_lived_gave_up": ("Gave up, per 100", "Afgehaakt, per 100"),
    "th_lived_reached": ("Ever met, per 100", "Ooit gesproken, per 100"),
    "cap_lived_waits": (
        "Waits as they are lived, everybody who asked counted: under “{against}”, and the difference “{of}” minus “{against}”, "
        "with {level} intervals",
        "Wachten zoals het wordt beleefd, iedereen met een vraag meegeteld: bij ‘{against}’, en het verschil ‘{of}’ min "
        "‘{against}’, met {level}-intervallen",
    ),
    "cap_met": (
        "Waiting and returns by group: under “{against}”, and the difference “{of}” minus “{against}”, with {level} intervals",
        "Wachten en terugkeer per groep: bij ‘{against}’, en het verschil ‘{of}’ min ‘{against}’, met {level}-intervallen",
    ),
    "th_queued": ("Weeks a year in the queue, “{against}”", "Weken per jaar in de wachtrij, ‘{against}’"),
    "th_returned": ("Back within 52 weeks, “{against}”", "Binnen 52 weken terug, ‘{against}’"),
    "th_points": ("Difference, percentage points", "Verschil, procentpunt"),
    "met_note": (
        "In the queue: weeks a year that an average household of the group waits for the team, those who never ask counted "
        "as zero. Back: the share of the group's closed files after which the household asks again within 52 weeks. Small "
        "groups close few files, so their ranges are wide. There is no verdict per group: what difference matters was "
        "fixed for the whole place only.",
        "In de wachtrij: het aantal weken per jaar dat een gemiddeld huishouden uit de groep op het team wacht; wie nooit "
        "iets vraagt, telt als nul. Terug: het deel van de gesloten dossiers van de groep waarna het huishouden binnen 52 "
        "weken opnieuw iets vraagt. Kleine groepen sluiten weinig dossiers, dus hun marges zijn breed. Er staat geen oordeel "
        "per groep: welk verschil ertoe doet, is alleen voor de hele gemeente vastgelegd.",
    ),
    "cap_residents": (
        "Residents: returns, waiting, crises, inequality and the rest, each with its {level} interval",
        "Bewoners: terugkeer, wachten, crises, ongelijkheid en de rest, elk met het {level}-interval",
    ),
    "residents_note": (
        "Failure demand: a question that comes back because an earlier one was closed unresolved or refused, without "
        "anything new having happened. Wellbeing and the other indices run from 0 to 1.",
        "Vermijdbare herhaalvraag: een vraag die terugkomt omdat een eerdere onopgelost is gesloten of is afgewezen, zonder "
        "dat er iets "
        "nieuws is gebeurd. Welbevinden en de andere indexen lopen van 0 tot 1.",
    ),
    "winners_all": ("All households", "Alle huishoudens"),
    "th_gains": ("Better off by {size}", "Beter af met {size}"),
    "th_loses": ("Worse off by {size}", "Slechter af met {size}"),
    "th_net_off": ("Net, {size}", "Netto, {size}"),
    "cap_winners": (
        "Better and worse off under “{of}” than the same household, same luck, under “{against}”: per 1,000 households of each "
        "kind, by two sizes of unmet need, with {level} intervals",
        "Beter en slechter af bij ‘{of}’ dan hetzelfde huishouden, met hetzelfde toeval, bij ‘{against}’: per 1.000 huishoudens "
        "van elke soort, met twee maten van onvervulde behoefte en {level}-intervallen",
    ),
    "few_households": ("too few households", "te weinig huishoudens"),
    "few_files": ("too few closed files", "te weinig gesloten dossiers"),
    "th_better_off": ("Better off than under “{reference}”", "Beter af dan bij ‘{reference}’"),
    # money
    "cap_bridge": (
        "From who pays to what society uses: “{of}” minus “{against}”, euro per household per year, with {level} intervals",
        "Van wie betaalt naar wat de samenleving gebruikt: ‘{of}’ min ‘{against}’, euro per huishouden per jaar, met "
        "{level}-intervallen",
    ),
    "bridge_paid": ("all payers together", "alle betalers samen"),
    "bridge_moved": ("less what only changes hands (benefits, fines, write-offs)",
                     "min wat alleen van hand wisselt (uitkeringen, boetes, afboekingen)"),
    "bridge_used": ("used by society, undiscounted", "gebruikt door de samenleving, niet verdisconteerd"),
    "bridge_discounting": ("discounting at 2.25 % a year", "verdisconteren met 2,25 % per jaar"),
    "h_horizons": ("By horizon", "Per termijn"),
    "horizons_intro": (
        "Avoided cost is what is not spent elsewhere; extra programme cost is what teams, programmes and change cost more "
        "than under “{reference}”. The benefit–cost ratio is the first divided by the second: above 1 it earns itself back. "
        "It is not given where hardly anything more is spent. For the municipality the ratio counts the whole programme as "
        "if the municipality paid for it.",
        "Vermeden kosten zijn wat elders niet wordt uitgegeven; extra programmakosten zijn wat teams, programma's en "
        "verandering meer kosten dan bij ‘{reference}’. De baten-kostenverhouding is het eerste gedeeld door het tweede: "
        "boven 1 verdient het zich terug. Ze staat er niet waar nauwelijks meer wordt uitgegeven. Voor de gemeente telt de "
        "verhouding het hele programma alsof de gemeente dat betaalt.",
    ),
    "cap_horizons": (
        "“{of}” against “{reference}”: value for money by horizon, € per household, present value",
        "‘{of}’ tegenover ‘{reference}’: kosten en baten per termijn, € per huishouden, contante waarde",
    ),
    "horizon_first": ("{who}, year {first}", "{who}, jaar {first}"),
    "horizon_years": ("{who}, years {first} to {last}", "{who}, jaar {first} tot en met {last}"),
    "societal": ("Society", "Maatschappij"),
    "municipal": ("Municipality", "Gemeente"),
    "th_horizon": ("Horizon", "Termijn"),
    "th_avoided": ("Avoided cost", "Vermeden kosten"),
    "th_extra_short": ("Extra programme cost", "Extra programmakosten"),
    "th_net_short": ("Net value", "Saldo"),
    "h_concentration": ("Where cost piles up", "Waar kosten zich ophopen"),
    "cap_concentration": (
        "Cost by kind, and of the dearest households, each with its {level} interval",
        "Kosten naar soort, en van de duurste huishoudens, elk met het {level}-interval",
    ),
    "t_net_municipal": (
        "Cumulative cost to the municipality against {reference}, discounted",
        "Opgetelde kosten voor de gemeente tegenover {reference}, verdisconteerd",
    ),
    "cost_words": (
        "Discounted means that a euro later counts a little less than a euro now; present value is all of it together, counted "
        "back to now in that way. Break-even is the first week from which the sum stays at or below zero.",
        "Verdisconteerd betekent dat een euro later iets minder telt dan een euro nu; de contante waarde is alles bij elkaar, zo "
        "teruggerekend naar nu. Het terugverdienmoment is de eerste week vanaf waar de som op of onder nul blijft.",
    ),
    # stories
    "h_stories": ("One household in each world", "Eén huishouden in elke wereld"),
    "stories_intro": (
        "The same household, with the same luck, in each world. A story shows how a difference comes about; it is one "
        "run, it has no interval, and it proves nothing. The households were chosen by a rule that was fixed before any "
        "run, in run {replication} (seed {seed}), on the difference in unmet need of “{of}” minus “{against}”. In that run "
        "{better} of all households had clearly less unmet need and {worse} clearly more (at least {least} points).",
        "Hetzelfde huishouden, met hetzelfde toeval, in elke wereld. Een verhaal laat zien hoe een verschil "
        "ontstaat; het is één run, heeft geen interval en bewijst niets. De huishoudens zijn gekozen volgens een regel die "
        "vóór de eerste run vastlag, in run {replication} (startwaarde {seed}), op het verschil in onvervulde behoefte van "
        "‘{of}’ min ‘{against}’. In die run had {better} van alle huishoudens duidelijk minder onvervulde behoefte en "
        "{worse} duidelijk meer (ten minste {least} punt).",
    ),
    "stories_none": (
        "No household was followed in this comparison.",
        "In deze vergelijking is geen huishouden gevolgd.",
    ),
    "story_largest": ("The largest difference: household {slot}", "Het grootste verschil: huishouden {slot}"),
    "story_median": (
        "The middle one of those with a clear difference: household {slot}",
        "Het middelste huishouden van alle met een duidelijk verschil: huishouden {slot}",
    ),
    "story_harmed": ("Worse off under “{favoured}”: household {slot}", "Slechter af bij ‘{favoured}’: huishouden {slot}"),
    "story_harmed_none": (
        "Worse off under “{favoured}” (neither scenario is favoured): household {slot}",
        "Slechter af bij ‘{favoured}’ (geen van beide is in het voordeel): huishouden {slot}",
    ),
    "story_short": (
        "Told over {weeks} weeks, the time it lived here in every world.",
        "Over {weeks} weken, de tijd dat het in elke variant hier woonde.",
    ),
    "cap_story": (
        "Household {slot} over {weeks} weeks, in each world (one run)",
        "Huishouden {slot} over {weeks} weken, in elke wereld (één run)",
    ),
    "cap_events": ("What happened to household {slot}, week by week", "Wat huishouden {slot} meemaakte, week na week"),
    "show_events": ("Read what happened, week by week", "Lees week na week wat er gebeurde"),
    "story_parted": ("“{of}” next to “{against}”:", "‘{of}’ vergeleken met ‘{against}’:"),
    "story_part_never": ("For this household nothing differs.", "Voor dit huishouden verschilt er niets."),
    "story_part_told_never": (
        "Nothing else happens in one world than in the other.",
        "Er gebeurt in de ene wereld niets anders dan in de andere.",
    ),
    "story_part_told": ("What happens differs from week {week} on.", "Wat er gebeurt, verschilt vanaf week {week}."),
    "story_part_only": ("Only under “{title}”: {text}", "Alleen bij ‘{title}’: {text}"),
    "story_part_state": (
        "How it stood the week before, under “{a}” and under “{b}”: {parts}.",
        "Hoe het er een week eerder voor stond, bij ‘{a}’ en bij ‘{b}’: {parts}.",
    ),
    "story_part_felt": (
        "The difference in unmet need is felt from week {week} on.",
        "Het verschil in onvervulde behoefte is te merken vanaf week {week}.",
    ),
    "story_more": (
        "… and {count} weeks more; all of it is in stories.json.",
        "… en nog {count} weken; alles staat in stories.json.",
    ),
    "story_nothing": ("Nothing of note happened.", "Er gebeurde niets bijzonders."),
    "th_week": ("Week", "Week"),
}
