"""Figures of the benchmarks: kept in `results.json` by script, told as one table in `results.md`."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from abm.compiling.kept import source_hash

FOLDER = Path(__file__).parents[1]
QUICK = "--quick" in sys.argv
ORDER = ("week.py", "twin.py", "size.py", "start.py", "threads.py", "peers.py", "sweep.py", "report.py", "compare.py",
         "viewer.py")
PACKAGES = ("numpy", "numba", "llvmlite", "mesa", "pyarrow", "ema-workbench", "solara", "simpy", "ciw", "starsim")
HEAD = """# Measured speed

Made by `make bench`, which runs every script in `benchmarks/`. Figures are medians with their range and number; each ratio
comes from one run of one script that takes its sides in turn. Absolute times are of the machine that is named; ratios are
what to quote. Sections that name `--quick` come from a shorter run. `notes/speed.md` says where a week of today's model goes, and
what the yardsticks are."""
TABLE = """| what | measured | target | |
|---|---|---|---|"""

BEFORE = "077fb14d"  # the last model that was measured before facts and deeds


class Figure(NamedTuple):
    """One measured thing: what, the value in words, the target in words and whether it is met (None: no target)."""

    what: str
    value: str
    target: str = ""
    met: bool | None = None
    reason: str = ""


def middle(values: Sequence[float], digits: int = 2, unit: str = "") -> str:
    """Median and range in words."""
    space = f" {unit}" if unit and unit != "×" else unit
    return (f"{statistics.median(values):,.{digits}f}{space} "
            f"({min(values):,.{digits}f}–{max(values):,.{digits}f}, n = {len(values)})")  # fmt: skip


def machine() -> str:
    """Processor, cores, system and Python."""
    model = platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model += ", " + line.partition(":")[2].strip()
                break
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def versions() -> str:
    """Versions of the packages that matter for speed, where present."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def note(script: str, title: str, figures: Sequence[Figure], text: Sequence[str] = ()) -> None:
    """Print the figures of one script, keep them and write the whole table again."""
    for figure in figures:
        print(f"{figure.what}: {figure.value}{_judged(figure)}", flush=True)
    for line in text:
        print(line, flush=True)
    store = FOLDER / "results.json"
    kept = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
    kept[script] = {"title": title, "machine": machine(), "versions": versions(), "quick": QUICK,
                    "model": source_hash()[:8], "load": round(os.getloadavg()[0], 1), "text": list(text),
                    "figures": [figure._asdict() for figure in figures]}  # fmt: skip
    kept = dict(sorted(kept.items(), key=lambda item: (ORDER.index(item[0]) if item[0] in ORDER else len(ORDER), item[0])))
    store.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (FOLDER / "results.md").write_text(_page(kept), encoding="utf-8")


def _judged(figure: Figure) -> str:
    if figure.met is None:
        return ""
    told = f" [target {figure.target}: {'met' if figure.met else 'not met'}]"
    return told + (f" {figure.reason}" if figure.reason and not figure.met else "")


def _earlier(kept: dict[str, dict]) -> list[str]:
    """Which sections are of another model than today's, so that nobody takes them for it."""
    today, models = source_hash()[:8], sorted({part["model"] for part in kept.values()})
    told = []
    for model in (model for model in models if model != today):
        scripts = ", ".join(f"`{script}`" for script, part in kept.items() if part["model"] == model)
        told.append(f"{scripts} of model {model}" + (", which is that before facts and deeds" if model == BEFORE else ""))
    which = "; ".join(told)
    return ["", f"Written with model {today}. Of an earlier one: {which}. `make bench` measures today's."] if told else []


def _page(kept: dict[str, dict]) -> str:
    lines = [HEAD, *_earlier(kept), "", TABLE]
    for script, part in kept.items():
        for figure in (figure for figure in part["figures"] if figure["met"] is not None):
            verdict = "met" if figure["met"] else "**not met**" + (f": {figure['reason']}" if figure["reason"] else "")
            verdict += " (busy machine)" if part["load"] > 1.5 * (os.cpu_count() or 1) else ""
            lines.append(f"| {figure['what']} (`{script}`) | {figure['value']} | {figure['target']} | {verdict} |")
    for script, part in kept.items():
        quick = ", few and short rounds (`--quick`)" if part["quick"] else ""
        made = f"`benchmarks/{script}`{quick}; model {part['model']}; load {part['load']} when written."
        lines += ["", f"## {part['title']}", "", f"{made} {part['machine']}; {part['versions']}.", ""]
        lines += ["| what | value |", "|---|---|"]
        lines += [f"| {figure['what']} | {figure['value']} |" for figure in part["figures"]]
        lines += ["", *part["text"]] if part["text"] else []
    return "\n".join(lines) + "\n"
