"""A stored sweep's design, read again from what its folder keeps."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.runs.own_files import FOLDER
from experiments.runs.parts import read_part
from experiments.sweeps.designs import load_design


def reopened(folder: Path, manifest: Mapping[str, Any]) -> Any:
    """The design of a stored sweep, with the files that are kept in it."""
    kept = {name: folder / FOLDER / there for name, there in manifest.get("files", {}).items()}
    part = read_part(manifest["part"]) if "part" in manifest else None
    return replace(load_design(dict(manifest["content"]), files=kept), name=str(manifest.get("design", "design")), part=part)
