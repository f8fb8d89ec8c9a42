"""The folder of a place in the cache never changes a result: damaged, edited or open to others it is told and made again."""

import json
import os
import tempfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from abm.settings.errors import ConfigError
from abm.settings.files import in_force
from abm.settings.scenario import load_scenario
from experiments.cli.main import main
from experiments.cli.place import MADE_UP
from experiments.place import folders
from experiments.place.document import read_place, text_of
from experiments.place.layer import using_place
from experiments.place.make import make


@pytest.fixture(scope="module")
def text():
    """The made-up municipality as a file's text."""
    return text_of(make([MADE_UP], "GM9999", "Waterkom", MADE_UP / "waterkom_made_up.own.yaml").place)


@pytest.fixture
def town(text, tmp_path):
    path = tmp_path / "town.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def lived(town):
    """The folder of a place, and the fingerprint of a scenario there."""
    with using_place(town):
        return in_force(), load_scenario("responsive", households=500, years=1).fingerprint()


def emptied(folder: Path) -> None:
    (folder / "provisions" / "shelter.yaml").write_text("")


def edited(folder: Path) -> None:
    path = folder / "presets" / "responsive.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("levers:", "levers:\n  gaming_room: 0.9\n#", 1), encoding="utf-8")


def lost(folder: Path) -> None:
    (folder / "measures" / "peer_workers.yaml").unlink()


def added(folder: Path) -> None:
    (folder / "plugin.py").write_text("raise SystemExit('must not run')")


def linked(folder: Path) -> None:
    path = folder / "levers.yaml"
    path.rename(folder.parent / "elsewhere.yaml")
    path.symlink_to(folder.parent / "elsewhere.yaml")


def piped(folder: Path) -> None:
    (folder / "levers.yaml").unlink()
    os.mkfifo(folder / "levers.yaml")


def opened(folder: Path) -> None:
    (folder / "presets").chmod(0o777)


def a_file(folder: Path) -> None:
    folder.rename(folder.with_name("gone"))
    folder.write_text("no folder")


@pytest.mark.parametrize("damage", [emptied, edited, lost, added, linked, piped, opened, a_file])
def test_what_is_not_as_it_was_made_is_told_once_and_made_again(cache, town, capsys, damage):
    folder, before = lived(town)
    assert lived(town) == (folder, before) and capsys.readouterr().err == ""
    damage(folder)
    assert lived(town) == (folder, before) and lived(town) == (folder, before)
    assert capsys.readouterr().err == f"leefwereld: '{folder}' is not as it was made; it is made again\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_what_another_account_made_first_is_not_used(cache, town):
    folder, before = lived(town)
    os.chown(folder / "levers.yaml", 23456, 23456)
    assert lived(town) == (folder, before)
    os.chown(folder.parent, 23456, 23456)
    elsewhere, after = lived(town)
    assert after == before and cache not in elsewhere.parents


@pytest.mark.parametrize("way", ["a file", "read-only"])
def test_a_cache_that_takes_no_place_is_told_and_done_without(cache, town, capsys, monkeypatch, way):
    cache.mkdir(mode=0o700)
    if way == "a file":
        (cache / "places").write_text("")
    else:
        make = tempfile.mkdtemp

        def refused(*args, **options):
            if str(options.get("dir", "")).startswith(str(cache)):
                raise OSError(30, "Read-only file system")
            return make(*args, **options)

        monkeypatch.setattr(tempfile, "mkdtemp", refused)
    (folder, one), (again, other) = lived(town), lived(town)
    assert folder == again and one == other and cache not in folder.parents
    assert capsys.readouterr().err.count("\n") == 1


def test_places_are_bounded_shown_and_emptied(cache, town, text, monkeypatch):
    monkeypatch.setattr(folders, "MOST", 3)
    for number in range(5):
        town.write_text(text.replace("name: Waterkom", f"name: Waterkom {number}"), encoding="utf-8")
        folder, _ = lived(town)
    (cache / "places" / "mine").mkdir()
    assert len(folders.kept_places()) == 3 and folder in folders.kept_places()
    told = json.loads(CliRunner().invoke(main, ["cache", "--json"]).stdout)
    files = told["kinds"]["places"]["files"]
    assert files > 3 * 200 and told["kinds"]["places"]["bytes"] > 1_000_000
    gone = json.loads(CliRunner().invoke(main, ["cache", "--empty", "--json"]).stdout)
    assert gone["removed"]["files"] == files and "places" not in gone["kinds"]
    assert [path.name for path in (cache / "places").iterdir()] == ["mine"], "what is not ours stays"


@pytest.mark.parametrize(("change", "words"), [
    (lambda place: place["takes"].update({"costs.fte_year": {"value": [8e4], "from": "own", "source": "x"}}),
     r"costs.fte_year is \[80000.0\]; allowed: one number"),
    (lambda place: place["takes"]["place.deprivation"].update(value=1.0), "place.deprivation is 1.0; allowed: a list of numbers"),
    (lambda place: place["levels"].update(intake={"value": 3}), "intake"),
    (lambda place: place["levels"]["wait_median"].update(year="soon"), "levels.wait_median.year is 'soon'"),
    (lambda place: place["known_but_not_used"].update(x={"values": 3}), "known_but_not_used.x"),
    (lambda place: place["known_but_not_used"].update(x={"value": [3]}), "known_but_not_used.x"),
    (lambda place: place.update(checks=3), "checks is 3; allowed: a list of sentences"),
    (lambda place: place.update(fit={"rounds": 1}), "fit.seeds"),
    (lambda place: place.update(fit={"rounds": 1, "seeds": 1, "households": 9, "levels": {"wait_median": {"met": True}}}),
     "fit.levels.wait_median"),
])  # fmt: skip
def test_each_part_of_a_place_file_is_read_with_its_shape(town, change, words):
    content = yaml.safe_load(town.read_text(encoding="utf-8"))
    change(content)
    town.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ConfigError, match=words) as refused:
        read_place(town)
    assert "town.yaml" in str(refused.value)


@pytest.mark.parametrize(("key", "value"), [
    ("place.contract_hours", 1e8), ("people.couple_share", 2.0), ("chains.job_loss", 5), ("place.neighbourhood_share", [0.9] * 5),
    ("place.teams_per_10000", 1e6), ("provisions.day_care.stock", 1e9),
    ("budget.wage_median", 1e9),
])  # fmt: skip
def test_a_number_that_no_place_has_names_the_file_of_the_user(cache, town, key, value):
    content = yaml.safe_load(town.read_text(encoding="utf-8"))
    content["takes"][key]["value"] = value
    town.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"town\.yaml: .*{key.split('.')[-1]}.*allowed: ") as refused:
        lived(town)
    assert str(cache) not in str(refused.value) and folders.kept_places() == []
