"""Words of the page Many runs; English and Dutch."""

SWEEP: dict[str, tuple[str, str]] = {
    "sweep_intro": ("Open a stored sweep: many runs over the parameters that are not known well.",
                    "Open een bewaarde sweep: veel runs over de parameters die niet goed bekend zijn."),
    "sweep_what": ("Here many stored runs are looked at together: what comes out when numbers that are not known well are taken otherwise.",
                   "Hier bekijkt u veel bewaarde runs samen: wat eruit komt als getallen die niet goed bekend zijn anders worden genomen."),
    "sweep_none": ("None is stored where this viewer was started. Whoever runs it makes some with leefwereld sweep, and starts it with leefwereld view --results FOLDER.",
                   "Er staan er geen waar deze viewer gestart is. Wie hem draait maakt ze met leefwereld sweep, en start met leefwereld view --results MAP."),
    "sweep_open": ("Choose a sweep", "Kies een sweep"), "sweep_x": ("Across", "Horizontaal"), "sweep_y": ("Up", "Verticaal"),
    "sweep_state": ("{done} of {runs} runs done, {failed} failed", "{done} van {runs} runs klaar, {failed} mislukt"),
    "sweep_filter": ("Only runs within", "Alleen runs binnen"), "sweep_add": ("Add a slider", "Schuif erbij"),
    "sweep_note": ("One dot is one run. Drag a rectangle to see the runs behind it; click to let go.",
                   "Eén stip is één run. Sleep een rechthoek om de runs erachter te zien; klik om los te laten."),
    "sweep_share": ("shown: {runs} of {total} runs", "getoond: {runs} van {total} runs"),
    "sweep_behind": ("Runs behind the rectangle", "Runs achter de rechthoek"),
    "sweep_all": ("All runs within the sliders", "Alle runs binnen de schuiven"),
    "sweep_mean": ("mean", "gemiddelde"), "sweep_runs": ("runs", "runs"),
    "sweep_still": ("Nothing varies in this sweep but luck.", "In deze sweep varieert niets dan toeval."),
    "replication": ("pair", "paar"), "point": ("point", "punt"), "to": ("to", "tot"),
}  # fmt: skip
