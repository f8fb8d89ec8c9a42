"""Mesa's own page with our model, as somebody who knows Mesa would write it; `python mesa_page.py HOST PORT` serves it."""

import sys

import numpy as np
from mesa import DataCollector
from mesa.visualization import SolaraViz, make_plot_component

from abm.run.model import SocialDomain


def stress(model):
    """Mean stress of the residents."""
    return float(np.mean(model.household_table["stress"]))


class Watched(SocialDomain):
    """The model, with what the page plots collected every week."""

    def __init__(self, **options):
        super().__init__(**options)
        self.datacollector = DataCollector(model_reporters={"stress": stress})
        self.datacollector.collect(self)

    def step(self):
        super().step()
        self.datacollector.collect(self)


if __name__ == "__main__":
    import uvicorn
    from solara.server.starlette import app

    uvicorn.run(app, host=sys.argv[1], port=int(sys.argv[2]), log_level="warning")
else:
    page = SolaraViz(
        Watched(households=200, seed=3),
        components=[make_plot_component("stress")],
        model_params={"households": 200, "seed": 3, "caseload_cap": 20},
        name="Leefwereld in Mesa",
    )
