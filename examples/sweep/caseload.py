"""Does a caseload matter as much in both ways of steering? Run: python examples/sweep/caseload.py FOLDER"""

import sys
from pathlib import Path

import leefwereld as lw

DESIGN = {
    "design": "grid",
    "scenarios": ["dossier_count", "responsive"],
    "vary": {"caseload_cap": [10, 25]},
    "households": 500, "years": 1, "replications": 4,
}  # fmt: skip


def main(folder: Path) -> None:
    """Run the design into `folder` (a second call does nothing), print differences, and export the tables beside it."""
    found = lw.sweep(DESIGN, folder)
    print(found.differences("dossier_count", "responsive", outcomes=("trouble_asked", "burnout")))
    for path in lw.export(found, folder / "export", csv=True):
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
