"""What is said of the runs of a comparison: how many for what, and what they took; part of `say.WORDS`."""

WORK_WORDS: dict[str, tuple[str, str]] = {
    "work": ("Runs: {parts}; {runs} in all, from {starts} starting states.",
             "Runs: {parts}; {runs} in totaal, vanuit {starts} begintoestanden."),
    "work_as_asked": ("as asked", "zoals gevraagd"),
    "work_equal_euros": ("at equal euros", "bij gelijke euro's"),
    "work_other_luck": ("with other luck", "met ander toeval"),
    "work_other_evidence": ("with other evidence", "met andere onderbouwing"),
    "work_guards": ("for the guards", "voor de controles"),
    "work_stories": ("for the stories", "voor de verhalen"),
    "time": ("processor time: {total} s in runs ({parts}), {rest} s in starting, tables and pages",
             "rekentijd: {total} s aan runs ({parts}), {rest} s aan opstarten, tabellen en pagina's"),
}  # fmt: skip
