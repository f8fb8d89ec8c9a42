"""My municipality: a place from public tables and an own form, as a layer of numbers under every preset.

`reading` reads files, `privacy` refuses those about persons, `known` names the tables, `collect` takes their numbers, `own` the
form, `rates` and `uses` turn numbers into what the model takes, `make` does all of it, `document` is the place file, `layer` puts
it in force, and `scaled` takes results to the whole place. `experiments.patterns.place_fit` moves a few facts to its own levels.
"""
