"""What the four scenes of the story come to over many pairs: what a workshop's script may say before the room has seen it.

`python -m viz.viewer.claims [--pairs 32]` runs every scene's two worlds with as many seeds and writes
configs/records/workshop.yaml, with the model it was measured on; `tests/viz/test_viewer_workshop.py` holds the scripts to it.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from abm.settings.files import CONFIGS, read_yaml
from experiments.runs.identity import model_fingerprint
from experiments.storage.files import write_text
from viz.viewer.band import difference_worth
from viz.viewer.course import Key
from viz.viewer.luck import Lines, run_lines
from viz.viewer.scenes import LAYERS, PLACE, keys_of

RECORD = Path("records") / "workshop.yaml"
PAIRS = 32
TOLD = ("in_term", "unmet", "worst_tenth", "wait_p90", "unreached", "resolved", "burnout", "cost")


def worlds() -> list[Key]:
    """A of every scene, then B of each."""
    return [keys_of(0)[0], *(keys_of(number)[1] for number in range(len(LAYERS)))]


def verdicts_of(runs: Sequence[Sequence[Lines]]) -> dict[str, dict[str, dict[str, Any]]]:
    """By scene and line: verdict, mean difference B - A over the whole run and its ends; `runs` by seed, then world."""
    weeks = 52 * PLACE.years
    return {name: {line: difference_worth(runs, 0, number, line, weeks) for line in TOLD}
            for number, name in enumerate(LAYERS, 1)}  # fmt: skip


def record_text(found: dict[str, dict[str, dict[str, Any]]], pairs: int) -> str:
    """The record as YAML."""
    head = [
        "# What the scenes of the viewer's story come to: B minus A over five years, on luck alone; mean and 95 % interval.",
        "# Made by: python -m viz.viewer.claims", f"model: {model_fingerprint()}", f"households: {PLACE.households}",
        f"years: {PLACE.years}", f"vignette: {PLACE.vignette}", f"pairs: {pairs}", "scenes:",
    ]  # fmt: skip
    for scene, lines in found.items():
        head.append(f"  {scene}:")
        head += [f"    {line}: {{verdict: \"{row['verdict']}\", mean: {row['mean']}, low: {row['lo']}, high: {row['hi']}}}"
                 for line, row in lines.items()]  # fmt: skip
    return "\n".join(head).replace(": None", ": null") + "\n"


def read(configs: Path = CONFIGS) -> dict[str, Any]:
    """The record as it was kept."""
    return read_yaml(configs / RECORD)


def main() -> None:
    """Run and write the record; prints it too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    pairs = parser.parse_args().pairs
    runs = []
    for seed in range(PLACE.seed, PLACE.seed + pairs):
        runs.append([run_lines(key, seed) for key in worlds()])
        sys.stderr.write(f"\r{len(runs)} of {pairs} pairs")
    text = record_text(verdicts_of(runs), pairs)
    write_text(CONFIGS / RECORD, text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
