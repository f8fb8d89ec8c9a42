"""Sentences of the parts on how sure the answer is, in English and Dutch; part of `phrases.PHRASES`."""

SURE: dict[str, tuple[str, str]] = {
    "patterns_beside_all": (
        "of {count} patterns that are known from practice the model shows {holds}; these fail: {failing} (“{section}”).",
        "van {count} patronen die uit de praktijk bekend zijn, laat het model er {holds} zien; bij {failing} mislukt dat "
        "(‘{section}’).",
    ),
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
    "h_ranks": ("Which comes out best, and how often", "Wat het best uitkomt, en hoe vaak"),
    "cap_ranks": (
        "Share of the {futures} futures in which each scenario is best (ties shared), with its {level} interval",
        "Deel van de {futures} toekomsten waarin elk scenario het best is (gelijken gedeeld), met het {level}-interval",
    ),
    "h_robust": ("Robustness and regret", "Robuustheid en gemiste winst"),
    "robust_intro": (
        "A future is one replication: one luck and one draw of the assumptions. The worst case is the worst that was met in "
        "{futures} futures, not the worst that could be. Regret is how much better the best scenario of that same future "
        "would have done. Holding up means: not worse than under “{reference}” by the smallest difference that matters or "
        "more.",
        "Een toekomst is één replicatie: één toeval en één trekking van de aannames. Het slechtste geval is het slechtste "
        "dat in {futures} toekomsten voorkwam, niet het slechtste dat kan. Gemiste winst is hoeveel beter het beste scenario van "
        "diezelfde toekomst het had gedaan. Standhouden betekent: niet slechter dan bij ‘{reference}’ met het kleinste "
        "verschil dat ertoe doet of meer.",
    ),
    "cap_robust": (
        "Worst case, regret, and how often each scenario holds up",
        "Slechtste geval, gemiste winst, en hoe vaak elk scenario standhoudt",
    ),
    "th_worst": ("Worst case met", "Slechtste geval"),
    "th_regret": ("Largest regret", "Grootste gemiste winst"),
    "th_mean_regret": ("Mean regret", "Gemiddelde gemiste winst"),
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
    "fails_beside": ("{unit}; against it: {patterns}", "{unit}; ertegen: {patterns}"),
    "patterns_beside": (
        "Behind “against it” stand patterns that fail and tell against the level of that number; the part “{sure}” tells what "
        "was found.",
        "Achter ‘ertegen’ staan patronen die niet gelden en tegen het niveau van dat getal pleiten; het deel ‘{sure}’ laat zien "
        "wat er is gevonden.",
    ),
    "patterns_stale": (
        "They were measured on an earlier version of the model.",
        "Ze zijn gemeten op een eerdere versie van het model.",
    ),
    "cap_patterns": (
        "Each pattern: what was found with its interval, beside what is asked (C: fitted, V: checked, R: told beside what "
        "is published)",
        "Elk patroon: wat is gevonden met het interval, naast wat gevraagd is (C: afgesteld, V: gecontroleerd, R: ter informatie "
        "naast wat gepubliceerd is)",
    ),
    "pattern_cause": ("Why it fails: {cause}", "Waarom: {cause}"),
    "pattern_payback": (
        "of the patterns' own runs, assumptions held; what this comparison finds stands under “{section}”",
        "uit de eigen runs van de patronen, aannames vastgehouden; wat deze vergelijking vindt, staat onder ‘{section}’",
    ),
    "pattern_never": ("never", "nooit"),
    "show_patterns": ("Show every pattern", "Toon elk patroon"),
    "th_pattern": ("Pattern", "Patroon"),
    "th_found": ("Found", "Gevonden"),
    "th_band": ("Asked", "Gevraagd"),
}
