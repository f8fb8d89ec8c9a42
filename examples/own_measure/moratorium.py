"""A measure and a deed of your own, beside those that come along. Run: python examples/own_measure/moratorium.py FOLDER

moratorium.yaml lets a team pause collection; groceries.yaml is a deed that no source names. A measure goes on a preset by its
path; a deed, agency, KPI or archetype is a file in a copy of the folder configs, which `using` (or --configs) puts in force.
"""

import shutil
import sys
from pathlib import Path

import leefwereld as lw

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Compare current practice with and without the moratorium, in a place where the deed exists too."""
    rows = folder / "configs"
    if not rows.exists():
        shutil.copytree(lw.configs(), rows)
        shutil.copy(HERE / "groceries.yaml", rows / "deeds" / "groceries_together.yaml")
    names = ["current_practice", f"current_practice+{HERE / 'moratorium.yaml'}"]
    with lw.using(rows):
        found = lw.compare(names, households=500, years=2, replications=4, out=folder / "comparison")
    for pair, difference in found.summary()["outcomes"]["trouble_asked"]["difference"].items():
        print(f"{pair}: {difference['verdict']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
