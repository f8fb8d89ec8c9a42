"""Words of the page on which one household is followed; English and Dutch."""

FOLLOW: dict[str, tuple[str, str]] = {
    "follow_find": ("Number of a household", "Nummer van een huishouden"), "follow": ("Follow", "Volg"),
    "follow_differ": ("Whose life differs most this week", "Wiens leven deze week het meest verschilt"),
    "follow_none": ("Nobody is followed. Type a number, click a dot among the people, or choose from the list.",
                    "Er wordt niemand gevolgd. Typ een nummer, klik op een stip bij de mensen, of kies uit de lijst."),
    "household": ("Household", "Huishouden"), "person": ("the household of the case", "het huishouden van de casus"),
    "follow_left": ("Left by now in {worlds}: what stands below is of the household that lives there today.",
                    "Inmiddels vertrokken in {worlds}: wat hieronder staat, gaat over het huishouden dat er nu woont."),
    "follow_none_differ": ("No life differs yet.", "Nog geen leven verschilt."),
    "story_first": ("Their lives part in week {week}.", "Hun levens lopen uiteen in week {week}."),
    "story_same": ("The same life in both worlds so far.", "Tot nu toe hetzelfde leven in beide werelden."),
    "nothing_happened": ("Nothing that is noted happened so far.", "Er gebeurde nog niets dat genoteerd is."),
}  # fmt: skip
