"""Broken files and command lines by the thousand: `python benchmarks/fuzz.py [--cases 10000] [--first 0] [--sample 100]`.

Each case is judged in this process (`tests/fuzzing.py`); of those that were refused a sample is given to the real command
in a process of its own, which must say the same. Ends with code 1 when anything is found; `--case N` does one again.
"""

import argparse
import collections
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import fuzzing  # noqa: E402

MEMORY = 6_000_000_000  # bytes that this process may map


def outside(case: fuzzing.Case, told: str) -> list[str]:
    """What is wrong when the case is given to the command in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        (folder / "desk").mkdir()
        words = fuzzing.lay_out(case, folder)
        env = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
        try:
            done = subprocess.run([sys.executable, "-m", "viz.cli", *words], cwd=folder / "desk", env=env, timeout=120,
                                  capture_output=True, text=True, errors="replace", check=False)  # fmt: skip
        except subprocess.TimeoutExpired:
            return ["hangs in a process of its own"]
        found = fuzzing.wrong(case, done.returncode, done.stderr) + fuzzing.left_behind(folder, done.returncode, case)
    return found if found or done.returncode == 2 else [f"refused here, code {done.returncode} there ({told[-200:]!r})"]


def main() -> int:
    """Run the cases and print what was found; exit code 1 when anything was."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=10_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--sample", type=int, default=100, help="refused cases given to a process of their own as well")
    options.add_argument("--case", type=int, default=None, help="this one only, with all that was said")
    asked = options.parse_args()
    if asked.case is not None:
        case = fuzzing.make(asked.case)
        print(case._replace(content=(case.content or b"")[:3000]))
        print(fuzzing.judge(case))
        return 0
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # a case that wants more is told, and harms nobody
    codes: dict[str, collections.Counter[int]] = collections.defaultdict(collections.Counter)
    found, slowest, refused, began, done = [], (0.0, 0), [], time.process_time(), 0
    with contextlib.suppress(KeyboardInterrupt):  # whoever stops it is told of the cases that were done
        for number in range(asked.first, asked.first + asked.cases):
            case = fuzzing.make(number)
            if sys.stderr.isatty():
                print(number, end="\r", file=sys.stderr, flush=True)
            verdict = fuzzing.judge(case)
            done += 1
            codes[case.kind][verdict.code] += 1
            slowest = max(slowest, (verdict.seconds, number))
            if verdict.code == 2 and case.words:
                refused.append((case, verdict.told))
            for finding in verdict.findings:
                found.append(number)
                print(f"case {number} ({case.kind}, {case.what[:100]}): {finding}", flush=True)
    spent = time.process_time() - began
    for case, told in refused[:: max(1, len(refused) // max(1, asked.sample))][: asked.sample]:
        for finding in outside(case, told):
            found.append(case.number)
            print(f"case {case.number} in a process of its own: {finding}", flush=True)
    for kind in fuzzing.KINDS:
        print(f"{kind:<12}{codes[kind][2]:>7,} refused{codes[kind][0]:>7,} accepted{codes[kind][-1]:>5} broken")
    sampled, memory = min(asked.sample, len(refused)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done:,} cases from {asked.first:,} on in {spent:.0f} s of the processor, {sampled} in processes of their own too")
    print(f"slowest {slowest[0]:.2f} s (case {slowest[1]}); peak memory {memory:.0f} MB; {len(set(found))} cases with a finding")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
