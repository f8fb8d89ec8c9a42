"""A folder of results as a research object: RO-Crate 1.1 metadata and a citation, made from what the folder itself says.

Nothing here knows the time: the day of publication is given. Every file is listed with its size and sha256, and the run with the
command, the model's fingerprint and the versions that made it, so that a stranger can check and repeat it.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse
from experiments.comparison.store import to_json
from experiments.runs.identity import package_version
from experiments.storage.folders import COMPARISON, SWEEP
from experiments.sweeps.manifest import read_manifest

METADATA = "ro-crate-metadata.json"
CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
LICENCE = "https://spdx.org/licenses/MIT"
FORMATS = {".parquet": "application/vnd.apache.parquet", ".json": "application/json", ".csv": "text/csv", ".html": "text/html",
           ".yaml": "application/yaml", ".png": "image/png", ".svg": "image/svg+xml", ".pdf": "application/pdf"}  # fmt: skip


class Provenance(NamedTuple):
    """What a folder says of how it was made: a sweep's design or a comparison, the command, the model, the versions."""

    what: str
    command: str
    fingerprint: str
    versions: Mapping[str, str]


def made_by(folder: Path) -> Provenance:
    """How the results in a folder were made. Raises ConfigError for a folder that holds neither a sweep nor a comparison."""
    if (folder / SWEEP).is_file():
        told = read_manifest(folder)
        what = f"a sweep of the design {told['design']}: {told['points']:,} points, {told['runs']:,} runs"
        return Provenance(what, f"leefwereld reproduce {folder.name}", told["model"], json.loads(told["versions"]))
    if not (folder / COMPARISON).is_file():
        raise ConfigError(f"'{folder}' holds neither a sweep ({SWEEP}) nor a comparison ({COMPARISON}); name a folder of results")
    try:
        found = json.loads((folder / COMPARISON).read_text(encoding="utf-8"))
        how = found["provenance"]
        what = f"a comparison of {', '.join(found['named'])}: {found['replications']} replications"
        return Provenance(what, how["command"], how["model_fingerprint"], how["versions"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"'{folder / COMPARISON}' cannot be read ({type(error).__name__}); run the comparison again") from None


def checked_day(published: str) -> str:
    """A day as YYYY-MM-DD. Raises ConfigError for any other text."""
    try:
        return datetime.date.fromisoformat(published).isoformat()
    except ValueError:
        raise refuse("crate", "--published", published, "a day that exists, as 2026-11-30") from None


def citation(folder: Path, published: str, authors: tuple[str, ...], title: str = "") -> str:
    """One line to cite the results by: who, when, what, with which version and model."""
    made = made_by(folder)
    who = "; ".join(authors) or "Anonymous"
    version = made.versions.get("leefwereld", package_version("leefwereld"))
    return (f"{who} ({published[:4]}). {title or made.what[2:].capitalize()}. Data set, {checked_day(published)}. "
            f"Made with Leefwereld {version}, model {made.fingerprint[:12]}.")  # fmt: skip


def crate(folder: Path, published: str, authors: tuple[str, ...] = (), title: str = "") -> str:
    """The RO-Crate metadata of a folder of results as JSON: files, people, the software, and the act that made them.

    Raises ConfigError for a folder without results and a day that does not exist.
    """
    made, day = made_by(folder), checked_day(published)
    files = [_file(folder, path) for path in sorted(folder.rglob("*")) if _belongs(path, folder)]
    people = [{"@id": f"#author-{number}", "@type": "Person", "name": name} for number, name in enumerate(authors, 1)]
    parts = [{"@id": item["@id"]} for item in files]
    root = {
        "@id": "./", "@type": "Dataset", "name": title or made.what[2:].capitalize(), "datePublished": day,
        "description": f"Results of {made.what}, made with Leefwereld.", "license": {"@id": LICENCE},
        "author": [{"@id": person["@id"]} for person in people], "hasPart": parts,
        "creditText": citation(folder, published, authors, title), "mentions": {"@id": "#made"},
    }  # fmt: skip
    software = {
        "@id": "#leefwereld", "@type": "SoftwareApplication", "name": "Leefwereld",
        "version": made.versions.get("leefwereld", package_version("leefwereld")), "identifier": made.fingerprint,
        "softwareRequirements": ", ".join(f"{name} {version}" for name, version in sorted(made.versions.items())),
    }  # fmt: skip
    act = {"@id": "#made", "@type": "CreateAction", "name": made.what, "description": made.command,
           "instrument": {"@id": "#leefwereld"}, "result": parts}  # fmt: skip
    licence = {"@id": LICENCE, "@type": "CreativeWork", "name": "MIT", "description": "MIT licence"}
    about = {"@id": METADATA, "@type": "CreativeWork", "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
             "about": {"@id": "./"}}  # fmt: skip
    return to_json({"@context": CONTEXT, "@graph": [about, root, *files, *people, software, act, licence]})


def _belongs(path: Path, folder: Path) -> bool:
    """Whether a file is a part of the results: no hidden or half-written one, and not the metadata itself."""
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and path.name != METADATA


def _file(folder: Path, path: Path) -> dict[str, Any]:
    """One file: where it is, what kind, how large, its hash."""
    content = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    return {"@id": name, "@type": "File", "name": path.name, "contentSize": str(len(content)),
            "encodingFormat": FORMATS.get(path.suffix, "application/octet-stream"),
            "sha256": hashlib.sha256(content).hexdigest()}  # fmt: skip
