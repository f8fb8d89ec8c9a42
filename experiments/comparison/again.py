"""A comparison run again from what its folder says of itself and set beside it: every file by its bytes."""

import itertools
import json
import shlex
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError
from abm.settings.files import in_force, using
from abm.state.outcomes import OUTCOMES
from experiments.comparison.comparison import Comparison, load_comparison, perform
from experiments.comparison.kept_files import Mirror
from experiments.comparison.request import Request, load_scenarios
from experiments.comparison.store import SUMMARY
from experiments.place.layer import base_of
from experiments.runs.model import Model, the_model
from experiments.runs.plugin import refuse_without

SHOWN = 10
KEY = ["variant", "scenario", "replication"]


class Again(NamedTuple):
    """What a second run of a comparison gave: its files, those that differ, and where.

    `apart` holds key and the outcomes that differ of each run that does; `keys` the parts of the summary that differ.
    """

    files: tuple[str, ...]
    differing: tuple[str, ...]
    runs: int
    apart: tuple[dict[str, Any], ...]
    keys: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether every file has the same bytes."""
        return not self.differing


def holds_comparison(folder: Path) -> bool:
    """Whether a comparison is stored in the folder."""
    return (folder / SUMMARY).is_file()


def compare_again(folder: Path, workers: int = 1, progress: Any = None, warn: Callable[[str], None] | None = None,
                  model: Model | None = None) -> Again:
    """Run the comparison in `folder` again, elsewhere, and compare. The folder is only read.

    Presets and measures of one's own are read from it. Raises ConfigError when it holds no comparison, or when model, plugin or
    what else was read are other ones here.
    """
    stored = load_comparison(folder)
    made = stored.document["provenance"]
    refuse_without(made, folder)
    with using(stored.configs):
        here = model or the_model()
        if made["model_fingerprint"] != here.fingerprint:
            raise ConfigError(f"'{folder}' was made with another version of the model ({made['model_fingerprint'][:12]}, here "
                              f"{here.fingerprint[:12]}); install the version that made it: {made['versions']}")  # fmt: skip
        with tempfile.TemporaryDirectory(prefix="leefwereld-") as elsewhere:
            other = Path(elsewhere) / "again"
            mirror = Mirror(Path(elsewhere) / "files", folder, made.get("own_files", {}))
            request = mirror.request(request_of(stored))
            _refuse_other_settings(folder, request, made)
            again = perform(request, other, workers, progress, warn, here, _price(stored.document.get("equal_euros")))
            mirror.restore(other, _names_then(made))
            return _beside(folder, stored, other, again)


def _names_then(made: Mapping[str, Any]) -> dict[str, str]:
    """Configs folders as they are named here -> as they were named then, where they were made again elsewhere."""
    pairs, words = [(in_force(), made.get("configs"))], made.get("place", {}).get("words", [])
    if words[:1] == ["--configs"]:
        pairs.append((base_of(in_force()), words[1]))
    paths = {str(here): then for here, then in pairs if then}
    # Files are named from their folder on.
    return paths | {f"{here.name}/": f"{Path(then).name}/" for here, then in pairs if then}


def _refuse_other_settings(folder: Path, request: Request, made: Mapping[str, Any]) -> None:
    """Refuse presets and measures that the folder does not keep and that changed since. Raises ConfigError."""
    told = {label: scenario.fingerprint() for label, scenario in load_scenarios(request)[1].items()}
    for label, stamp in told.items():
        if stamp != made["scenario_fingerprints"].get(label):
            raise ConfigError(f"'{folder}': {label} has other settings here than when it was run; what they were stands in "
                              f"'{folder / 'scenarios.json'}'.")  # fmt: skip


def request_of(stored: Comparison) -> Request:
    """What was asked for, by the command that the folder keeps."""
    made = stored.document["provenance"]
    words = shlex.split(made["command"])
    asked = {name: [words[k + 1] for k, word in enumerate(words[:-1]) if word == name]
             for name in ("--seed", "--replications", "--until-precise", "--most")}  # fmt: skip
    names = tuple(itertools.takewhile(lambda word: not word.startswith("--"), words[2:]))  # files stand there by their paths
    return Request(names, tuple(made["measures"]), tuple(made["sets"]), made["households"], made["years"],
                   int(asked["--seed"][0]), int(asked["--replications"][0]), made["uncertainty"],
                   tuple(asked["--until-precise"]), int((asked["--most"] or ["100"])[0]))  # fmt: skip


def _price(section: Any) -> float | None:
    """The price of an fte that staff was counted with, wherever in the section it stands; None where none was added."""
    if not isinstance(section, dict):
        return None
    return section.get("fte_year_euro") or next((found for part in section.values() if (found := _price(part)) is not None), None)


def _beside(folder: Path, stored: Comparison, other: Path, again: Comparison) -> Again:
    summaries = [json.loads((place / SUMMARY).read_text(encoding="utf-8")) for place in (folder, other)]
    files = sorted({name for summary in summaries for name in summary["files"]} - {"format"}) + [SUMMARY]
    differing = tuple(name for name in files if _bytes(folder / name) != _bytes(other / name))
    apart = tuple(_runs_apart(stored.runs, again.runs)) if "runs.parquet" in differing else ()
    keys = tuple(_keys_apart(*summaries)) if SUMMARY in differing else ()
    return Again(tuple(files), differing, len(stored.runs), apart, keys)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _runs_apart(before: Any, after: Any) -> Iterator[dict[str, Any]]:
    there = after.set_index(KEY)
    names = [name for name in OUTCOMES if name in before and name in after]
    for row in before.to_dict("records"):
        key = tuple(row[name] for name in KEY)
        found = there.loc[key] if key in there.index else None
        other = [] if found is None else [name for name in names if not _equal(row[name], found[name])]
        if found is None or other:
            yield {**dict(zip(KEY, key)), "outcomes": other, "missing": found is None}


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other or (one != one and other != other))


def _keys_apart(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """Keys of two documents whose values differ; hashes of files are told as files."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other} - ({"files"} if not where else set())):
            yield from _keys_apart(one.get(key), other.get(key), f"{where}.{key}" if where else key)
    elif one != other:
        yield where


def again_text(found: Again) -> str:
    """What was equal and what was not, for the terminal."""
    same = len(found.files) - len(found.differing)
    lines = [f"{same} of {len(found.files)} files of {found.runs:,} runs are the same to the byte"]
    lines += [f"  {name} differs" for name in found.differing]
    for item in found.apart[:SHOWN]:
        what = "is not there" if item["missing"] else ", ".join(item["outcomes"][:5])
        lines.append(f"  differs: {item['scenario']} ({item['variant']}), replication {item['replication']}: {what}")
    lines += [f"  differs in {SUMMARY}: {key}" for key in found.keys[:SHOWN]]
    for shown in (found.apart, found.keys):
        if len(shown) > SHOWN:
            lines.append(f"  and {len(shown) - SHOWN:,} more")
    return "\n".join(lines)
