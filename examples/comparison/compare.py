"""Compare two ways of working, read one verdict, and write the report. Run: python examples/comparison/compare.py FOLDER"""

import sys
from pathlib import Path

import leefwereld as lw


def main(folder: Path) -> None:
    """Write the comparison and its report to `folder`, and print each primary outcome with its verdict."""
    found = lw.compare(["current_practice", "responsive"], households=500, years=2, replications=4, out=folder)
    for name, section in found.summary()["outcomes"].items():
        if section["primary"]:
            difference = section["difference"]["responsive minus current_practice"]
            print(f"{lw.outcomes[name].en}: {difference['verdict']}")
    print(lw.write_report(found, folder, "en"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
