"""The tutorial runs as it stands, on the real model, block after block."""

import re
from pathlib import Path

import pytest

from abm.settings.registry import PARAMETERS

TUTORIAL = Path(__file__).parents[2] / "docs" / "use" / "tutorial.md"


@pytest.mark.slow
def test_every_block_of_the_tutorial_runs(tmp_path, capsys):
    blocks = re.findall(r"```python\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.S)
    assert len(blocks) >= 7
    names = {"folder": tmp_path}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"tutorial.md, block {number}", "exec"), names)
    told = capsys.readouterr().out
    assert "caseload_cap" in told and "with interactions" in told and "wait_median" in told and "runs.csv" in told
    assert "strain.load" in PARAMETERS
