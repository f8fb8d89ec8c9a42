"""Sentences of the parts on horizons, stories, certainty, frame and measures, English and Dutch; part of `phrases.PHRASES`."""

DEEP: dict[str, tuple[str, str]] = {
    "span": ("{lo} to {hi}", "{lo} tot {hi}"),
    # residents and staff
    "groups_place": (
        "The table that follows is of the whole place, not of groups:",
        "De tabel hierna gaat over de hele plek, niet over groepen:",
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
        "per groep: welk verschil ertoe doet, is alleen voor de hele plek vastgelegd.",
    ),
    "cap_residents": (
        "Residents: returns, waiting, crises, inequality and the rest, each with its {level} interval",
        "Bewoners: terugkeer, wachten, crises, ongelijkheid en de rest, elk met het {level}-interval",
    ),
    "residents_note": (
        "Failure demand: a question that comes back because an earlier one was closed unresolved or refused, without "
        "anything new having happened. Wellbeing and the other indices run from 0 to 1.",
        "Herstelvraag: een vraag die terugkomt omdat een eerdere onopgelost is gesloten of is afgewezen, zonder dat er iets "
        "nieuws is gebeurd. Welbevinden en de andere indexen lopen van 0 tot 1.",
    ),
    "few_households": ("too few households", "te weinig huishoudens"),
    "few_files": ("too few closed files", "te weinig gesloten dossiers"),
    "th_better_off": ("Better off than under “{reference}”", "Beter af dan bij ‘{reference}’"),
    # money
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
        "‘{of}’ tegenover ‘{reference}’: waarde voor geld per termijn, € per huishouden, contante waarde",
    ),
    "horizon_first": ("{who}, year {first}", "{who}, jaar {first}"),
    "horizon_years": ("{who}, years {first} to {last}", "{who}, jaar {first} tot en met {last}"),
    "societal": ("Society", "Maatschappij"),
    "municipal": ("Municipality", "Gemeente"),
    "th_horizon": ("Horizon", "Termijn"),
    "th_avoided": ("Avoided cost", "Vermeden kosten"),
    "th_extra_short": ("Extra programme cost", "Extra programmakosten"),
    "th_net_short": ("Net value", "Netto waarde"),
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
        "teruggerekend naar nu. Het omslagpunt is de eerste week vanaf waar de som op of onder nul blijft.",
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
        "vóór de eerste run vastlag, in run {replication} (startgetal {seed}), op het verschil in onvervulde behoefte van "
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
        "Het middelste van wie een duidelijk verschil heeft: huishouden {slot}",
    ),
    "story_harmed": ("Worse off under “{favoured}”: household {slot}", "Slechter af bij ‘{favoured}’: huishouden {slot}"),
    "story_harmed_none": (
        "Worse off under “{favoured}” (neither scenario is favoured): household {slot}",
        "Slechter af bij ‘{favoured}’ (geen van beide is in het voordeel): huishouden {slot}",
    ),
    "story_short": (
        "Told over {weeks} weeks, the time it lived here in every world.",
        "Verteld over {weeks} weken, de tijd dat het in elke wereld hier woonde.",
    ),
    "cap_story": (
        "Household {slot} over {weeks} weeks, in each world (one run)",
        "Huishouden {slot} over {weeks} weken, in elke wereld (één run)",
    ),
    "cap_events": ("What happened to household {slot}, week by week", "Wat huishouden {slot} meemaakte, week na week"),
    "show_events": ("Read what happened, week by week", "Lees wat er gebeurde, week na week"),
    "story_parted": ("“{of}” next to “{against}”:", "‘{of}’ naast ‘{against}’:"),
    "story_part_never": ("For this household nothing differs.", "Voor dit huishouden verschilt er niets."),
    "story_part_told_never": (
        "Nothing else happens in one world than in the other.",
        "Er gebeurt in de ene wereld niets anders dan in de andere.",
    ),
    "story_part_told": ("What happens differs from week {week} on.", "Wat er gebeurt, verschilt vanaf week {week}."),
    "story_part_only": ("Only under “{title}”: {text}", "Alleen bij ‘{title}’: {text}"),
    "story_part_state": (
        "How it stood the week before, under “{a}” and under “{b}”: {parts}.",
        "Hoe het er de week ervoor voor stond, bij ‘{a}’ en bij ‘{b}’: {parts}.",
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
    # how sure
    "h_apart": ("Luck and assumptions apart", "Toeval en aannames uit elkaar"),
    "apart_intro": (
        "Pairs differ from each other for two reasons: their luck, and the assumptions that were drawn for them. {pairs} "
        "pairs were run once more with the same assumptions and another luck, which tells the two apart. A standard "
        "deviation is the usual distance from the mean.",
        "Paren verschillen van elkaar om twee redenen: hun toeval, en de aannames die voor ze zijn getrokken. {pairs} paren "
        "zijn nog eens gedraaid met dezelfde aannames en ander toeval; dat houdt de twee uit elkaar. De standaardafwijking is "
        "de gebruikelijke afstand tot het gemiddelde.",
    ),
    "apart_luck_only": (
        "Assumptions were held fixed, so all the spread between pairs is luck. What the assumptions would add is not known "
        "from this comparison; --uncertainty both tells it.",
        "De aannames stonden vast, dus alle spreiding tussen paren is toeval. Wat de aannames zouden toevoegen, is uit deze "
        "vergelijking niet bekend; --uncertainty both laat dat zien.",
    ),
    "apart_few": (
        "There are too few pairs to tell luck and assumptions apart.",
        "Er zijn te weinig paren om toeval en aannames uit elkaar te houden.",
    ),
    "cap_apart": (
        "Spread between pairs of the difference “{of}” minus “{against}”, and what it comes from ({pairs} pairs, twice)",
        "Spreiding tussen paren van het verschil ‘{of}’ min ‘{against}’, en waar die van komt ({pairs} paren, tweemaal)",
    ),
    "th_spread_luck": ("By luck (standard deviation)", "Door toeval (standaardafwijking)"),
    "th_spread_assumed": ("By assumed values (standard deviation)", "Door aangenomen waarden (standaardafwijking)"),
    "h_rests": ("What the answer rests on", "Waar het antwoord op rust"),
    "rests_grades": (
        "The model holds {count} numbers. The {varied} that are assumed (a reasoned guess with a range) were varied: {how}. "
        "The others were held at their values: {seed} from the project's own sources, {found} from research and {weak} with "
        "weak evidence.",
        "Het model bevat {count} getallen. De {varied} aangenomen getallen (een beredeneerde schatting met een bereik) zijn "
        "gevarieerd: {how}. De andere stonden vast: {seed} uit de eigen bronnen van het project, {found} uit onderzoek en "
        "{weak} met zwak bewijs.",
    ),
    "rests_moved": (
        "What does holding those fixed leave out? {pairs} pairs were run again with the same luck and the same assumptions, "
        "and with one group of those numbers drawn from its range too. The table divides the variance (the square of the "
        "spread) of the difference between pairs over luck and assumed numbers. For each other group it gives the mean "
        "square of how far the difference moved, as a share of that same variance. That is an upper bound: a changed number "
        "also brings some other luck along. The ranges elsewhere in this report do not hold it. With few pairs the shares "
        "are rough, so read their ranges; 100% says nothing.",
        "Wat blijft daardoor buiten beeld? {pairs} paren zijn nog eens gedraaid met hetzelfde toeval en dezelfde aannames, "
        "en met één groep van die getallen ook uit het eigen bereik getrokken. De tabel verdeelt de variantie (het kwadraat "
        "van de spreiding) van het verschil tussen paren over toeval en aangenomen getallen. Voor elke andere groep staat "
        "er hoe ver het verschil opschoof, gemiddeld en in het kwadraat, als deel van diezelfde variantie. Dat is een "
        "bovengrens: een ander getal brengt ook wat ander toeval mee. In de marges elders in dit rapport zit dit niet. Met "
        "weinig paren zijn de delen grof, dus lees hun marges; 100 % zegt niets.",
    ),
    "rests_not_moved": (
        "What those would add to the spread is in no range here; it was not measured in this comparison.",
        "Wat die aan de spreiding zouden toevoegen, zit in geen enkele marge hier; het is in deze vergelijking niet gemeten.",
    ),
    "cap_grades": (
        "What the variance of the difference “{of}” minus “{against}” comes from, by evidence",
        "Waar de variantie van het verschil ‘{of}’ min ‘{against}’ vandaan komt, naar onderbouwing",
    ),
    "th_share_luck": ("Luck", "Toeval"),
    "th_share_assumed": ("Assumed numbers ({count})", "Aangenomen getallen ({count})"),
    "th_bound_weak": ("Weak evidence ({count}), upper bound", "Zwak bewijs ({count}), bovengrens"),
    "th_bound_sourced": ("Numbers with a source ({count}), upper bound", "Getallen met een bron ({count}), bovengrens"),
    "below": ("below {value}", "minder dan {value}"),
    "drivers_none": (
        "With {varied} assumptions and {futures} futures, no single assumption goes with the difference more than the "
        "strongest of as many would by chance, on any main outcome. With so few futures only a very strong one could: a "
        "rank correlation beyond ±{least} (1 is perfect). That none is seen does not say that none matters.",
        "Met {varied} aannames en {futures} toekomsten hangt geen enkele aanname sterker met het verschil samen dan de "
        "sterkste van zoveel aannames bij toeval zou doen, op geen enkele hoofduitkomst. Met zo weinig toekomsten kan alleen "
        "een heel sterke dat: een rangcorrelatie voorbij ±{least} (1 is volmaakt). Dat er geen te zien is, zegt niet dat er "
        "geen toe doet.",
    ),
    "drivers_few": (
        "With {futures} futures it cannot be told which assumptions the difference goes with; about a hundred would be a "
        "start.",
        "Met {futures} toekomsten is niet te zeggen met welke aannames het verschil samenhangt; ongeveer honderd zou een "
        "begin zijn.",
    ),
    "cap_drivers": (
        "Assumptions that go with the difference “{of}” minus “{against}” more than chance explains (rank correlation over "
        "{futures} futures)",
        "Aannames die sterker met het verschil ‘{of}’ min ‘{against}’ samenhangen dan toeval verklaart (rangcorrelatie over "
        "{futures} toekomsten)",
    ),
    "drivers_note": (
        "A rank correlation runs from −1 to 1; 0 is no connection. It is not a cause, and the strongest that are found look "
        "a little stronger than they are. Chance is that the strongest of all assumptions would look at least as strong if "
        "none mattered.",
        "Een rangcorrelatie loopt van −1 tot 1; 0 is geen samenhang. Samenhang is geen oorzaak, en de sterkste die gevonden "
        "worden, lijken iets sterker dan ze zijn. Toeval is de kans dat de sterkste van alle aannames minstens zo sterk zou "
        "lijken als geen ervan ertoe deed.",
    ),
    "th_rho": ("Rank correlation", "Rangcorrelatie"),
    "th_chance": ("Chance", "Toeval"),
    "h_ranks": ("Which comes out best, and how often", "Welk het best uitkomt, en hoe vaak"),
    "cap_ranks": (
        "Share of the {futures} futures in which each scenario is best (ties shared), with its {level} interval",
        "Deel van de {futures} toekomsten waarin elk scenario het best is (gelijken gedeeld), met het {level}-interval",
    ),
    "h_robust": ("Robustness and regret", "Robuustheid en spijt"),
    "robust_intro": (
        "A future is one replication: one luck and one draw of the assumptions. The worst case is the worst that was met in "
        "{futures} futures, not the worst that could be. Regret is how much better the best scenario of that same future "
        "would have done. Holding up means: not worse than under “{reference}” by the smallest difference that matters or "
        "more.",
        "Een toekomst is één replicatie: één toeval en één trekking van de aannames. Het slechtste geval is het slechtste "
        "dat in {futures} toekomsten voorkwam, niet het slechtste dat kan. Spijt is hoeveel beter het beste scenario van "
        "diezelfde toekomst het had gedaan. Standhouden betekent: niet slechter dan bij ‘{reference}’ met het kleinste "
        "verschil dat ertoe doet of meer.",
    ),
    "cap_robust": (
        "Worst case, regret, and how often each scenario holds up",
        "Slechtste geval, spijt, en hoe vaak elk scenario standhoudt",
    ),
    "th_worst": ("Worst case met", "Slechtste geval"),
    "th_regret": ("Largest regret", "Grootste spijt"),
    "th_mean_regret": ("Mean regret", "Gemiddelde spijt"),
    "th_kept": ("Futures in which it holds up", "Toekomsten waarin het standhoudt"),
    "least_regret": ("smallest of all", "kleinste van alle"),
    "kept_all": (
        "On all main outcomes at once, {scenario} holds up in {share} of the futures ({lo} to {hi}).",
        "Op alle hoofduitkomsten tegelijk houdt {scenario} stand in {share} van de toekomsten ({lo} tot {hi}).",
    ),
    "many_note": (
        "All {count} outcomes were looked at. Where nothing differs, about {chance} of such verdicts would still fall by "
        "luck, so read the main outcomes first and the others as hints.",
        "Er is naar alle {count} uitkomsten gekeken. Waar niets verschilt, zou ongeveer {chance} van zulke oordelen toch "
        "door toeval vallen; lees dus eerst de hoofduitkomsten en de andere als aanwijzing.",
    ),
    "losses_intro": (
        "Futures in which {favoured} is worse than {other} by the smallest difference that matters or more, and which "
        "assumption they share, where one can be told from chance:",
        "Toekomsten waarin {favoured} slechter is dan {other} met het kleinste verschil dat ertoe doet of meer, en welke "
        "aanname ze delen, waar die van toeval te onderscheiden is:",
    ),
    "cap_losses": ("Where {favoured} loses", "Waar {favoured} verliest"),
    "th_losing": ("Futures in which it is worse", "Toekomsten waarin het slechter is"),
    "th_where": ("Where", "Waar"),
    "loss_cut": (
        "{name} above {at}: worse in {above} of {above_all} futures ({above_lo} to {above_hi}); otherwise in {below} of "
        "{below_all} ({below_lo} to {below_hi})",
        "{name} boven {at}: slechter in {above} van {above_all} toekomsten ({above_lo} tot {above_hi}); anders in {below} "
        "van {below_all} ({below_lo} tot {below_hi})",
    ),
    "losses_search": (
        "{futures} futures can show no more than a split on one assumption that parts them almost wholly. Where two or more "
        "assumptions together make {favoured} lose is a question for hundreds of futures: leefwereld sweep with a random "
        "design (where_each_wins is one), and leefwereld discover DIR --question \"{question}\".",
        "{futures} toekomsten kunnen niet meer laten zien dan een splitsing op één aanname die ze bijna helemaal scheidt. "
        "Waar twee of meer aannames samen {favoured} laten verliezen, is een vraag voor honderden toekomsten: leefwereld "
        "sweep met een willekeurig ontwerp (where_each_wins is er een), en leefwereld discover MAP --question \"{question}\".",
    ),
    "loss_nowhere": ("no single assumption stands out from chance", "geen enkele aanname onderscheidt zich van toeval"),
    "loss_few": (
        "too few futures, or too few on one side, to tell",
        "te weinig toekomsten, of te weinig aan één kant, om dat te zeggen",
    ),
    "loss_never": ("in none of these futures", "in geen van deze toekomsten"),
    "loss_always": ("in all of these futures", "in al deze toekomsten"),
    "loss_fixed": ("assumptions were not varied", "de aannames zijn niet gevarieerd"),
    "h_patterns": ("Patterns that the model must show", "Patronen die het model moet laten zien"),
    "patterns_none": (
        "The patterns were never measured on this model; leefwereld patterns --record does that.",
        "De patronen zijn op dit model nooit gemeten; leefwereld patterns --record doet dat.",
    ),
    "patterns_summary": (
        "Of {count} patterns that may fail, {holds} hold, {fails} fail and {small} need a larger sample. They say whether "
        "the model behaves as what is known of practice; a failing one is shown, not tuned away.",
        "Van {count} patronen die kunnen mislukken gelden er {holds}, mislukken er {fails} en vragen er {small} meer runs. "
        "Ze zeggen of het model zich gedraagt zoals van de praktijk bekend is; een patroon dat mislukt wordt getoond, niet "
        "weggepoetst.",
    ),
    "patterns_stale": (
        "They were measured on an earlier version of the model.",
        "Ze zijn gemeten op een eerdere versie van het model.",
    ),
    "cap_patterns": (
        "Each pattern: what was found with its interval, beside what is asked (C: fitted, V: checked, R: told beside what "
        "is published)",
        "Elk patroon: wat is gevonden met het interval, naast wat gevraagd is (C: afgesteld, V: gecontroleerd, R: verteld "
        "naast wat gepubliceerd is)",
    ),
    "pattern_never": ("never", "nooit"),
    "show_patterns": ("Show every pattern", "Toon elk patroon"),
    "th_pattern": ("Pattern", "Patroon"),
    "th_found": ("Found", "Gevonden"),
    "th_band": ("Asked", "Gevraagd"),
    # measures
    "h_measures": (
        "Measures: what is claimed and what the model finds",
        "Maatregelen: wat wordt geclaimd en wat het model vindt",
    ),
    "measures_none": ("No measure was put on a scenario.", "Er is geen maatregel op een scenario gezet."),
    "measures_intro": (
        "What authors claim is of their own cases and measures of success, and none of it went into the model. It stands "
        "here beside what the model finds for the whole place.",
        "Wat auteurs claimen gaat over hun eigen gevallen en maten van succes, en niets ervan is in het model gestopt. Het "
        "staat hier naast wat het model voor de hele plek vindt.",
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
        "Outcomes, smallest differences that matter, verdicts and the rule that chooses households were fixed before any "
        "run.",
        "Uitkomsten, kleinste verschillen die ertoe doen, oordelen en de regel die huishoudens kiest, zijn vóór de eerste "
        "run vastgelegd.",
    ),
    "fr_population": ("Population (5)", "Bevolking (5)"),
    "fr_population_text": (
        "{households} made-up households of a Dutch place, in twelve kinds; shares after published figures where there are "
        "any.",
        "{households} verzonnen huishoudens van een Nederlandse plek, in twaalf soorten; aandelen naar gepubliceerde "
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
    "fr_perspective": ("Perspective (8)", "Perspectief (8)"),
    "fr_perspective_text": (
        "Society: every payer, with unpaid hours of volunteers and carers valued and transfers left out. The municipality "
        "and every other payer are told apart.",
        "De maatschappij: elke betaler, met onbetaalde uren van vrijwilligers en mantelzorgers gewaardeerd en overdrachten "
        "niet meegeteld. De gemeente en elke andere betaler staan ook apart.",
    ),
    "fr_horizon": ("Time horizon (9)", "Tijdshorizon (9)"),
    "fr_horizon_text": (
        "{years} years of 52 weeks from the start of the policy, after four years of current practice; effects after that "
        "are not counted.",
        "{years} jaar van 52 weken vanaf de start van het beleid, na vier jaar huidige praktijk; effecten daarna tellen "
        "niet mee.",
    ),
    "fr_discount": ("Discount rate (10)", "Discontovoet (10)"),
    "fr_discount_text": ("{rate} a year, for costs and effects in euros.", "{rate} per jaar, voor kosten en effecten in euro's."),
    "fr_outcomes": ("Outcomes (11–13)", "Uitkomsten (11–13)"),
    "fr_outcomes_text": (
        "Seven main outcomes, each defined once. Need, stress, trust and burnout are not turned into money: they stand "
        "beside it. No QALYs are used.",
        "Zeven hoofduitkomsten, elk één keer gedefinieerd. Behoefte, stress, vertrouwen en burn-out worden niet in geld "
        "omgezet: ze staan ernaast. Er zijn geen QALY's gebruikt.",
    ),
    "fr_costs": ("Costs (14)", "Kosten (14)"),
    "fr_costs_text": (
        "Every euro in the model has one payer and one purpose. Of care only the modelled parts are counted. Unit prices "
        "and their sources are in the table of assumptions.",
        "Elke euro in het model heeft één betaler en één doel. Van de zorg tellen alleen de gemodelleerde delen. Prijzen en "
        "hun bronnen staan in de tabel met aannames.",
    ),
    "fr_parameters": ("Parameters (22)", "Parameters (22)"),
    "fr_parameters_text": (
        "Every one with value, range, source and grade of evidence under “{assumptions}”.",
        "Elk met waarde, bereik, bron en onderbouwing onder ‘{assumptions}’.",
    ),
    "fr_limits": ("Findings and limits (2, 23, 26)", "Bevindingen en grenzen (2, 23, 26)"),
    "fr_limits_text": (
        "The findings are on the first page; what they can and cannot tell is below this table.",
        "De bevindingen staan op de eerste pagina; wat ze wel en niet kunnen zeggen staat onder deze tabel.",
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
    "fr_uncertainty": ("Uncertainty (20, 23–24)", "Onzekerheid (20, 23–24)"),
    "fr_uncertainty_text": (
        "{pairs} pairs of runs; the ranges hold {uncertainty}. What the structure of the model may have wrong is in no "
        "range.",
        "{pairs} paren van runs; de marges omvatten {uncertainty}. Wat de opbouw van het model verkeerd kan hebben, zit in "
        "geen marge.",
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
    "pv_seeds": ("Seeds", "Startgetallen"),
    "pv_measures": ("Measures on every scenario", "Maatregelen op elk scenario"),
    "pv_sets": ("Settings", "Instellingen"),
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
