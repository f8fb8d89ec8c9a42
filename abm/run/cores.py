"""How many processor cores this process may use: those it is bound to, and no more than a container's quota pays for."""

import os
from pathlib import Path

GROUPS, SELF = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def cores() -> int:
    """Number of cores, at least 1."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _quota()
    return max(1, bound if quota is None else min(bound, int(quota + 0.5)))


def _quota() -> float | None:
    """The least number of cores that the control groups of this process allow, whole or broken; None without a bound."""
    found = []
    for folder in _folders():
        for read in (_second_version, _first_version):
            try:
                allowed = read(folder)
            except (OSError, ValueError, IndexError, ZeroDivisionError):
                continue
            found += [allowed] if allowed > 0 else []
    return min(found, default=None)


def _folders() -> list[Path]:
    """Folders of the groups of this process, and of all groups around them."""
    try:
        lines = SELF.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    found = [GROUPS, GROUPS / "cpu"]
    for line in lines:
        _, _, rest = line.partition(":")
        kinds, _, name = rest.partition(":")
        if not kinds or "cpu" in kinds.split(","):
            own = (GROUPS / kinds if kinds else GROUPS) / name.lstrip("/")
            found += [own, *(folder for folder in own.parents if GROUPS in folder.parents)]
    return list(dict.fromkeys(found))


def _second_version(folder: Path) -> float:
    most, period = (folder / "cpu.max").read_text(encoding="ascii").split()
    return int(most) / int(period)  # "max" is no number: no bound


def _first_version(folder: Path) -> float:
    most, period = (int((folder / f"cpu.cfs_{name}_us").read_text(encoding="ascii")) for name in ("quota", "period"))
    return most / period
