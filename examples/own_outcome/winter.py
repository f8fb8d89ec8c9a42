"""An outcome and a weekly mechanism of your own, in Python, from your own folder. Run: python examples/own_outcome/winter.py DIR

configs_extra/plugin.py holds both; configs_extra/measures/winter_moratorium.yaml moves the lever that the mechanism heeds, so
that one comparison holds a world with it and one without.
"""

import shutil
import sys
from pathlib import Path

import leefwereld as lw

EXTRA = Path(__file__).parent / "configs_extra"


def main(folder: Path) -> None:
    """Compare current practice with and without the winter moratorium, by an outcome that does not come along."""
    own = folder / "configs"
    if not own.exists():
        shutil.copytree(lw.configs(), own)
    shutil.copytree(EXTRA, own, dirs_exist_ok=True)
    names = ["current_practice", "current_practice+winter_moratorium"]
    with lw.using(own):
        found = lw.compare(names, households=500, years=2, replications=4, out=folder / "comparison")
    told = found.summary()["outcomes"]["waiting_in_arrears"]
    for label, value in told["values"].items():
        print(f"{label}: {value['mean']:.1f} {told['unit']}")
    for pair, difference in told["difference"].items():
        print(f"{pair}: {difference['verdict']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
