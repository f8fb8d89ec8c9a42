"""Sentences and headings of the part on what teams did, English and Dutch side by side. Nothing here is a finding."""

DID: dict[str, tuple[str, str]] = {
    "h_did": ("What the teams did", "Wat de teams deden"),
    "did_intro": (
        "What a team can do is the same in every scenario: the same catalogue of deeds, the same rules that may stop "
        "them. The scenarios differ in which deeds are chosen and which are allowed. A product is applied for, and "
        "the agency decides; an exception or a solution of one's own must first be allowed by somebody. Some deeds "
        "were begun before the policy started, and some are still under way at the end.",
        "Wat een team kan doen is in elk scenario hetzelfde: dezelfde catalogus van daden, dezelfde regels die ze "
        "kunnen tegenhouden. De scenario's verschillen in welke daden gekozen worden en welke mogen. Een product "
        "wordt aangevraagd, en de instantie besluit; een uitzondering of een eigen oplossing moet iemand eerst "
        "toestaan. Sommige daden begonnen vóór de start van het beleid, en sommige lopen aan het eind nog.",
    ),
    "did_none": (
        "This comparison was made before deeds were kept; run it again to see them.",
        "Deze vergelijking is gemaakt voordat daden bewaard werden; draai hem opnieuw om ze te zien.",
    ),
    "did_claim": (
        "{scenario}: the deed chosen most is “{deed}”, {chosen} times a year per 10,000 households ({chosen_range}); "
        "of all files that ended, most ended with: {ending} ({ended} a year per 10,000 households, {ended_range}).",
        "{scenario}: de meest gekozen daad is ‘{deed}’, {chosen} keer per jaar per 10.000 huishoudens "
        "({chosen_range}); van alle dossiers die sloten, eindigden de meeste met: {ending} ({ended} per jaar per "
        "10.000 huishoudens, {ended_range}).",
    ),
    "cap_did_deeds": (
        "The ten deeds chosen most, “{scenario}”: times a year per 10,000 households, with {level} intervals",
        "De tien meest gekozen daden, ‘{scenario}’: keren per jaar per 10.000 huishoudens, met {level}-intervallen",
    ),
    "cap_did_endings": (
        "How files ended: files a year per 10,000 households, with {level} intervals",
        "Hoe dossiers eindigden: dossiers per jaar per 10.000 huishoudens, met {level}-intervallen",
    ),
    "cap_did_classes": (
        "Files, and hours and weeks of each, by kind of question as the team saw it, with {level} intervals",
        "Dossiers, met uren en weken per dossier, naar soort vraag zoals het team die zag, met {level}-intervallen",
    ),
    "th_deed": ("Deed", "Daad"),
    "th_ending": ("How it ended", "Hoe het eindigde"),
    "th_class": ("Kind of question", "Soort vraag"),
    "did_files": ("files a year per 10,000 households", "dossiers per jaar per 10.000 huishoudens"),
    "did_hours": ("hours with the household a file", "uren met het huishouden per dossier"),
    "did_weeks": ("weeks a file", "weken per dossier"),
}
