"""A place in force: the configs folder with the place's numbers in it, under every preset, so that all commands read them.

The folder is made in the cache, named by its content: the same place gives the same folder, and a changed one another. Levers and
rules are those of the folder it was made of; a number that a place sets keeps its unit, and its range moves with it.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS, in_force, own_folder, put_in_force, read_yaml, using
from abm.settings.scenario import load_scenario
from experiments.place.defaults import BUDGET, Taken
from experiments.place.document import PlaceFile, find, read_place, text_of
from experiments.place.folders import folder_named
from experiments.place.kept_rows import folder_of_rows, rows_stored
from experiments.place.own import FORM
from experiments.place.uses import ANSWERS
from experiments.storage.files import write_text

PROPORTION = 100.0  # times the national number, beyond which it counts something else
FORM_BOUNDS = {answer.key: (FORM[part][name].low, FORM[part][name].high) for answer in ANSWERS if not answer.per
               for part, name in [answer.answer.split(".")]}  # fmt: skip
PLACE = "my_place.yaml"
ORIGIN = "my_place_of.txt"


def put_place(name: str | Path) -> PlaceFile:
    """Put a place in force over the configs folder that is, and return it. Raises ConfigError."""
    path = find(name)
    place = read_place(path)
    put_in_force(folder_of(place, base_of(in_force()), str(name) if path.parent.parent == in_force() else str(path.resolve())))
    return place


def checked(place: PlaceFile) -> PlaceFile:
    """The place itself, when a world can be made of it. Raises ConfigError."""
    load_scenario(configs=folder_of(place, base_of(in_force()), place.name))
    return place


@contextmanager
def using_place(name: str | Path) -> Iterator[PlaceFile]:
    """Put a place in force for a while, for Python. Raises ConfigError."""
    with using(None):
        yield put_place(name)


def place_in_force(folder: Path | str | None = None) -> PlaceFile | None:
    """The place whose numbers a configs folder holds (default: the one in force); None when it is no place's."""
    path = Path(folder or in_force()) / PLACE
    return read_place(path) if path.is_file() else None


def words_in_force() -> list[str]:
    """The words of a command that name the place and the configs folder in force; none for what comes along."""
    path = in_force() / ORIGIN
    if not path.is_file():
        return own_folder()
    file, _, base = path.read_text(encoding="utf-8").strip().partition("\n")
    return [*(["--configs", base] if base else []), "--place", file]


def base_of(folder: Path) -> Path:
    """The configs folder that a place was laid over; the folder itself when it is no place's."""
    path = folder / ORIGIN
    if not path.is_file():
        return folder
    base = path.read_text(encoding="utf-8").strip().partition("\n")[2]
    return Path(base) if base else CONFIGS


def place_stored() -> dict[str, Any]:
    """The place in force as results keep it, under the key `place`; empty when there is none."""
    place = place_in_force()
    if place is None:
        return {}
    stored = {"name": place.name, "code": place.code, "households": place.households, "made_up": place.made_up}
    return {"place": stored | {"words": words_in_force(), "file": text_of(place)}}


def layers_stored() -> dict[str, Any]:
    """What results keep of the configs folder in force, to be run and read without it: rows of one's own and the place."""
    folder = in_force()
    return {**({"configs": str(folder)} if folder != CONFIGS else {}), **rows_stored(base_of(folder)), **place_stored()}


def folder_again(stored: Mapping[str, Any]) -> str | None:
    """The configs folder that stored results name; one that has gone, or changed since, is made again from what they keep.

    Raises ConfigError where it cannot be.
    """
    folder = stored.get("configs")
    if folder is None or "place" not in stored:
        return folder if folder is None else str(folder_of_rows(stored, Path(folder)))
    if Path(folder).is_dir():  # in the cache, named by its content
        return str(folder)
    words = list(stored["place"]["words"])
    base = folder_of_rows(stored, Path(words[1])) if words[0] == "--configs" else CONFIGS
    aside = Path(tempfile.mkdtemp()) / "place.yaml"
    try:
        write_text(aside, stored["place"]["file"])
        return str(folder_of(read_place(aside), base, words[-1]))
    finally:
        shutil.rmtree(aside.parent, ignore_errors=True)


def folder_of(place: PlaceFile, base: Path, name: str) -> Path:
    """The configs folder of a place, made where it is not there yet. Raises ConfigError where a number cannot be."""
    digest = hashlib.sha256(text_of(place).encode() + _stamp(base).encode() + name.encode()).hexdigest()[:12]

    def made(aside: Path) -> None:
        try:
            _write(place, base, aside, name)
            load_scenario(configs=aside)  # a number that cannot be is refused here, in words
        except ConfigError as error:
            raise ConfigError(f"{name}: {str(error).replace(f'{aside.name}/', '')}") from None

    return folder_named(f"{_plain(place.name)}-{digest}", made)


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in name.lower())[:40].strip("_") or "place"


def _stamp(base: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in base.rglob("*") if path.is_file() and path.suffix in (".yaml", ".csv")):
        digest.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _write(place: PlaceFile, base: Path, folder: Path, name: str) -> None:
    shutil.copytree(base, folder, dirs_exist_ok=True)
    for key, item in place.own().items():
        _set(key, item, folder, place.made_up)
    write_text(folder / ORIGIN, f"{name}\n{'' if base == CONFIGS else base}\n")
    write_text(folder / PLACE, text_of(place))


def _set(key: str, item: Taken, folder: Path, made_up: bool) -> None:
    """Write one number into the configs folder of a place. Raises ConfigError."""
    theory, _, name = key.partition(".")
    if key == BUDGET:
        _set_budget(item, folder, made_up)
        return
    if theory == "provisions":
        row, name = name.split(".")
        path, inner = folder / "provisions" / f"{row}.yaml", name
    elif theory == "prevalence":
        path, inner = folder / "archetypes" / f"{name}.yaml", "prevalence"
    elif theory == "place":
        path, inner = folder / "place.yaml", name
    else:
        path = next(path for path in (folder / "fixed" / f"{theory}.yaml", folder / "parameters" / f"{theory}.yaml")
                    if path.is_file() and name in read_yaml(path))  # fmt: skip
        inner = name
    content = read_yaml(path)
    content[inner] = _changed(content[inner], item, made_up)
    _dump(path, content)


def _dump(path: Path, content: Mapping[str, Any]) -> None:
    import yaml

    write_text(path, yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True, width=1000))


def _changed(entry: Mapping[str, Any], item: Taken, made_up: bool) -> dict[str, Any]:
    """A definition with the place's value: its range moves along, its grade says what the number rests on."""
    value: Any = list(item.value) if isinstance(item.value, tuple) else item.value
    _check(entry, item)
    if entry.get("integer"):
        value = round(value)
    found = {key: part for key, part in entry.items() if key not in ("value", "grade", "source", "reason")} | {"value": value}
    if "low" in entry:
        found |= _range(entry, value)
    assumed = made_up or item.origin == "fitted"
    text = item.source if item.source else item.why
    if assumed:
        return found | {"grade": "assumed", "reason": f"made up: {text}" if made_up else f"fitted: {item.why or item.source}"}
    return found | {"grade": "found", "source": text}


def _check(entry: Mapping[str, Any], item: Taken) -> None:
    """Raise ConfigError for a number that no place has: a share above 1, or one out of all proportion to the country's."""
    ends = entry["value"] if isinstance(entry["value"], list) else [entry["value"], entry.get("high", 0)]
    most, given = max(map(float, ends)), item.value if isinstance(item.value, tuple) else (item.value,)
    bound = FORM_BOUNDS.get(item.key) or (0.0, 1.0 if most <= 1 and not isinstance(entry["value"], list) else most * PROPORTION)
    if most and not all(bound[0] <= value <= bound[1] for value in given):
        shown_value = list(given) if isinstance(item.value, tuple) else item.value
        raise ConfigError(f"{item.key} is {shown_value}; allowed: {bound[0]:g} to {bound[1]:g}.")


def _range(entry: Mapping[str, Any], value: Any) -> dict[str, float]:
    low, high = float(entry["low"]), float(entry["high"])
    if isinstance(value, list) or isinstance(entry["value"], list):
        return {"low": min([low, *value]), "high": max([high, *value])}
    old = float(entry["value"])
    if entry.get("integer") or not old:
        return {"low": min(low, value), "high": max(high, value)}
    ends = (low * value / old, high * value / old)
    if old <= 1 and high <= 1:  # a share stays one
        ends = (ends[0], max(value, min(1.0, ends[1])))
    return {"low": min(ends[0], value), "high": max(ends[1], value)}


def _set_budget(item: Taken, folder: Path, made_up: bool) -> None:
    import pandas as pd

    path = folder / "tables" / "budget.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    row = table["name"] == BUDGET.partition(".")[2]
    _check({"value": float(table.loc[row, "value"].iloc[0])}, item)
    assumed = made_up or item.origin == "fitted"
    cells = {"value": f"{item.value:g}", "grade": "assumed" if assumed else "found", "source": "" if assumed else item.source,
             "reason": f"made up: {item.source}" if assumed else ""}  # fmt: skip
    cells |= {"year": str(item.year)} if item.year else {}
    for column, cell in cells.items():
        table.loc[row, column] = cell
    write_text(path, table.to_csv(index=False, lineterminator="\n"))
