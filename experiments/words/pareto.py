"""What `leefwereld pareto` says, English and Dutch side by side; part of `say.WORDS`."""

PARETO_WORDS: dict[str, tuple[str, str]] = {
    "front": (
        "{count} settings of {scenario} of which none is better on every outcome ({runs} runs), over {checked} seeds that the "
        "search did not see, minus {scenario} as it is:",
        "{count} instellingen van {scenario} waarvan geen op elke uitkomst beter is ({runs} runs), over {checked} startwaarden "
        "die de zoektocht niet zag, min {scenario} zoals het is:",
    ),
    "front_setting": ("setting", "instelling"),
    "front_plain": ("no measure", "geen maatregel"),
    "front_span": ("{mean} [{lo} to {hi}]", "{mean} [{lo} tot {hi}]"),
    "front_more": ("and {count} more", "en nog {count}"),
    "front_note": (
        "A front is of the settings that were tried: another search may find more. Where an interval holds nought the sign of "
        "that difference cannot be told.",
        "Een front bestaat uit de instellingen die zijn geprobeerd: een andere zoektocht kan er meer vinden. Waar een interval "
        "nul bevat, is van dat verschil niet te zeggen of het boven of onder nul ligt.",
    ),
}  # fmt: skip
