"""Verdicts in English and Dutch, the same wherever one is shown; part of `wording.WORDS`."""

VERDICT_WORDS: dict[str, tuple[str, str]] = {
    "better": ("better", "beter"),
    "worse": ("worse", "slechter"),
    "higher": ("higher", "hoger"),
    "lower": ("lower", "lager"),
    "better, size unsure": ("better, size unsure", "beter, omvang onzeker"),
    "worse, size unsure": ("worse, size unsure", "slechter, omvang onzeker"),
    "higher, size unsure": ("higher, size unsure", "hoger, omvang onzeker"),
    "lower, size unsure": ("lower, size unsure", "lager, omvang onzeker"),
    "no difference that matters": ("no difference that matters", "geen verschil dat ertoe doet"),
    "differs by future": ("differs by future", "wisselt per toekomst"),
    "exactly the same": ("exactly the same", "precies gelijk"),
    "cannot tell apart": ("cannot tell apart", "niet te onderscheiden"),
    "not defined": ("not defined", "niet te bepalen"),
}
