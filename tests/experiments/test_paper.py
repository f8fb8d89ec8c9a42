"""The researcher's afternoon of docs/use/paper.md, line by line on the real model, small."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "use" / "paper.md"


@pytest.mark.slow
def test_every_line_of_the_page_runs(tmp_path):
    text = PAGE.read_text(encoding="utf-8")
    for block in re.findall(r"```yaml\n(.*?)```", text, re.S):
        name = re.match(r"# (\S+\.yaml)", block)
        assert name
        (tmp_path / name[1]).write_text(block, encoding="utf-8")
    script = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S))
    assert script.count("leefwereld ") >= 11
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "leefwereld"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m viz.cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = os.environ | {"PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = ("results/caseload/ro-crate-metadata.json", "appendix/tables/codebook.csv", "appendix/odd.md",
            "appendix/parameters.md")  # fmt: skip
    assert [name for name in made if not (tmp_path / name).is_file()] == []
    assert "the same" in done.stdout and "Data set, 2026-11-30" in done.stdout
