"""Does more staff always shorten the queue? `python benchmarks/more_staff.py [--seeds 20]`: a year of a whole place.

Prints household-weeks of waiting by posts added, and in how many worlds a step of more posts made it longer. The queue alone
never grows with more posts (`tests/abm/test_properties.py`); a whole place is not a queue alone.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from abm.run.model import WARM_WEEKS, SocialDomain  # noqa: E402
from abm.run.simulate import make_warm  # noqa: E402
from abm.settings.scenario import load_scenario  # noqa: E402
from abm.state.ledger import STATE_INDEX  # noqa: E402

POSTS = (0, 10, 20, 40, 80, 160)  # per 10,000 households, on top of 24


def waiting(preset: str, seeds: int, households: int) -> np.ndarray:
    """Household-weeks of waiting in a policy year, (seeds, posts)."""
    found = np.zeros((seeds, len(POSTS)))
    for seed in range(seeds):
        start = make_warm(load_scenario(households=households), seed)
        for column, posts in enumerate(POSTS):
            scenario = load_scenario(preset, households=households, years=1).with_(levers={"staff_extra_fte": posts})
            model = SocialDomain(scenario, seed, start=start)
            model.start_policy()
            model.run(52)
            found[seed, column] = model.series_state[WARM_WEEKS : WARM_WEEKS + 52, STATE_INDEX["waiting"]].sum()
    return found


def main() -> None:
    """Print one table per preset."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--households", type=int, default=500)
    asked = options.parse_args()
    for preset in ("current_practice", "dossier_count", "responsive"):
        found = waiting(preset, asked.seeds, asked.households)
        means = ", ".join(f"+{posts}: {value:.0f}" for posts, value in zip(POSTS, found.mean(axis=0), strict=True))
        longer = (np.diff(found, axis=1) > 0).sum(axis=0)
        steps = ", ".join(f"+{a} to +{b}: {n}" for a, b, n in zip(POSTS, POSTS[1:], longer, strict=False))
        print(f"{preset}: household-weeks of waiting, mean of {asked.seeds} worlds: {means}")
        print(f"  worlds in which the step made it longer: {steps}; {longer.sum()} of {longer.size * asked.seeds}", flush=True)


if __name__ == "__main__":
    main()
