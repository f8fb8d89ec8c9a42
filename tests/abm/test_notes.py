"""Nothing that was asked for silently does not count or counts twice; a scenario is who it is by where it comes from."""

import json
from pathlib import Path

import fake_world
import pytest
from click.testing import CliRunner

from abm.settings.errors import ConfigError
from abm.settings.explain import measures, presets
from abm.settings.names import split
from abm.settings.notes import HIDDEN, LATE, SAME, TWICE
from abm.settings.scenario import load_scenario
from experiments.cli.terminal import tell_notes
from experiments.comparison.comparison import compare, load_comparison
from experiments.runs.pairs import pairs
from experiments.sweeps.sweep import sweep
from viz.cli.main import write_report

MINE = "title: {en: My town, nl: Mijn gemeente}\nlevers: {caseload_cap: 40, discretion: 0.1}\n"


def kinds(**asked):
    return [(note.kind, note.what) for note in load_scenario(**asked).notes]


def small(names, out=None, **options):
    return compare(names, out=out, **{"households": 300, "years": 1, "replications": 3, "uncertainty": "luck", "workers": 1,
                                      "model": fake_world.model(), **options})  # fmt: skip


# ---------------------------------------------------------------------------- counts, or is told


@pytest.fixture(scope="module")
def plain():
    return {name: load_scenario(name) for name in presets()}


def test_every_measure_on_every_preset_is_in_force_or_told(plain):
    for preset, base in plain.items():
        assert base.notes == (), preset
        for measure in measures():
            made = load_scenario(preset, measures=[measure])
            assert made.fingerprint() != base.fingerprint() or made.notes, (preset, measure)


@pytest.mark.parametrize("years", [1, 2])
def test_what_begins_after_the_end_is_told_with_its_week(plain, years):
    late = 0
    for measure in measures():
        made = load_scenario(measures=[measure], years=years)
        starts = [setting.from_week for setting in made.asked.settings if setting.origin.layer == f"measure {measure}"]
        starts += [change.from_week for change in made.deed_changes]
        expected = {start + 1 for start in starts if start >= made.weeks}
        found = {note.week for note in made.notes if note.kind == LATE}
        assert expected <= found, measure
        late += bool(expected)
    assert late or years > 1
    assert load_scenario(measures=["more_dwellings"], years=2).notes[0][:4] == (LATE, "more_dwellings (housing_supply)", 105, 104)
    assert kinds(measures=["more_dwellings"], years=3) == [(SAME, "more_dwellings")], "today's supply is above what it asks"


@pytest.mark.parametrize(("sets", "expected"), [
    (["caseload_cap@52=12"], [(LATE, "--set caseload_cap@52=12")]),
    (["caseload_cap@51=12"], []),
    (["caseload_cap=12", "caseload_cap=15"], [(HIDDEN, "--set caseload_cap=12")]),
    (["caseload_cap=12", "caseload_cap@1=15"], []),
    (["caseload_cap@20=12", "caseload_cap@10=15"], [(HIDDEN, "--set caseload_cap@20=12")]),
    (["costs.fte_year=80000", "costs.fte_year=81000"], [(HIDDEN, "--set costs.fte_year=80000")]),
    (["place.contract_hours=30", "place.contract_hours=31"], [(HIDDEN, "--set place.contract_hours=30")]),
])  # fmt: skip
def test_settings_that_do_not_count_are_told(sets, expected):
    assert kinds(sets=sets, years=1) == expected


def test_a_lever_of_a_measure_that_a_setting_takes_is_told():
    lever = load_scenario(measures=["gain_share"]).asked.settings[-1].lever
    found = load_scenario(measures=["gain_share"], sets=[f"{lever}=0.123"] if lever != "kpi_closed" else []).notes
    assert [(note.kind, note.by) for note in found] == [(HIDDEN, f"--set {lever}=0.123")]


def test_a_preset_file_that_begins_too_late_is_told(tmp_path):
    path = tmp_path / "late.yaml"
    path.write_text("levers: {caseload_cap: {value: 12, from_week: 60}}\n")
    assert kinds(preset=path, years=1) == [(LATE, f"{path} (caseload_cap)")]
    assert load_scenario(path, years=2).notes == () and load_scenario(path, years=2).with_(years=1).notes[0].kind == LATE


@pytest.mark.parametrize("name", sorted(measures()))
def test_a_measure_named_twice_counts_once(name):
    once, twice = (load_scenario(measures=[name] * count) for count in (1, 2))
    assert twice.fingerprint() == once.fingerprint() and twice.programmes == once.programmes
    assert (TWICE, name) in [note[:2] for note in twice.notes] and TWICE not in [note.kind for note in once.notes]


def test_one_measure_by_two_roads_counts_once_and_is_told_everywhere(tmp_path, capsys):
    found = small(["current_practice", "current_practice+peer_workers"], tmp_path / "out", measures=["peer_workers"])
    assert found.summary()["notes"]["current_practice+peer_workers"][0]["kind"] == TWICE
    told = json.loads((tmp_path / "out" / "summary.json").read_text())["notes"]
    assert told == json.loads(json.dumps(found.summary()["notes"]))
    page = write_report(load_comparison(tmp_path / "out"), tmp_path / "out", "nl").read_text(encoding="utf-8")
    assert "peer_workers is twee keer genoemd en telt één keer" in page
    tell_notes({"x": load_scenario(measures=["peer_workers"] * 2)}, "en")
    assert "x: peer_workers is named twice and counts once." in capsys.readouterr().err


def test_the_terminal_tells_it_before_anything_runs(monkeypatch):
    import experiments.runs.model
    from experiments.cli.main import main

    monkeypatch.setattr(experiments.runs.model, "loaded", fake_world.model)
    monkeypatch.setattr("experiments.cli.main.compiled_once", lambda lang: None)
    words = ["run", "current_practice+more_dwellings", "--years", "2", "--households", "300", "--replications", "1",
             "--workers", "1", "--uncertainty", "luck"]  # fmt: skip
    done = CliRunner().invoke(main, words)
    assert "starts in week 105, after the 104 weeks" in done.stderr and "starts in week 105" in done.stdout
    assert '"week": 105' in CliRunner().invoke(main, [*words, "--json"]).stdout


def test_a_sweep_tells_it_too(tmp_path):
    warned = []
    design = {"design": "scenarios", "scenarios": ["responsive"], "households": 300, "years": 1,
              "cases": [{"name": "late", "measures": ["more_dwellings"]}, {"name": "plain"}]}  # fmt: skip
    sweep(design, tmp_path / "s", engine="serial", model=fake_world.model(), warn=warned.append)
    assert [text for text in warned if "week 105" in text and "responsive, late" in text] and len(warned) == 1


def test_two_files_of_one_name_are_two_measures_or_refused(tmp_path):
    for folder, week in (("a", 0), ("b", 1)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.yaml").write_text(
            f"levers: {{discretion: {{value: 0.{week + 1}, grade: assumed, low: 0, high: 1, reason: x}}}}\nno_cost: none\n")
    one, other = tmp_path / "a" / "mine.yaml", tmp_path / "b" / "mine.yaml"
    with pytest.raises(ConfigError, match="called 'mine' too"):
        load_scenario(measures=[one, other])
    assert TWICE in [kind for kind, _ in kinds(measures=[one, tmp_path / "b" / ".." / "a" / "mine.yaml"])]


def test_a_measure_that_finds_all_as_it_asks_is_told(plain):
    preset, measure = next((preset, measure) for preset in plain for measure in measures()
                           if SAME in [note.kind for note in load_scenario(preset, measures=[measure]).notes])  # fmt: skip
    made = load_scenario(preset, measures=[measure])
    assert all((made.lever_table(week) == plain[preset].lever_table(week)).all() for week in (0, 51))


# ---------------------------------------------------------------------------- who a scenario is


def test_an_own_file_is_never_the_shared_reference(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("current_practice.yaml").write_text(MINE)
    found = small(["./current_practice.yaml", "responsive"], "out")
    assert found.labels == ("current_practice.yaml", "responsive", "current_practice")
    caps = {label: told["levers"]["caseload_cap"]["first_week"][0] for label, told in found.scenarios.items()}
    assert caps["current_practice.yaml"] == 40 and caps["current_practice"] != 40
    design = {"design": "scenarios", "scenarios": ["current_practice", "./current_practice.yaml"], "households": 300, "years": 1}
    assert len(set(sweep(design, "s", engine="serial", model=fake_world.model()).frame()["scenario"])) == 2


def test_an_edited_copy_is_told_with_its_own_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("responsive.yaml").write_text(MINE)
    found = small(["dossier_count", "./responsive.yaml"], "out")
    told = found.scenarios["responsive.yaml"]
    assert told["title"] == {"en": "My town", "nl": "Mijn gemeente"} and set(told["description"].values()) == {""}
    page = write_report(found, Path("out"), "nl").read_text(encoding="utf-8")
    assert "Mijn gemeente" in page and presets()["responsive"].description_nl[:30] not in page


def test_a_measure_of_ones_own_is_not_the_one_that_came_along(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "levers: {discretion: {value: 0.9, grade: assumed, low: 0, high: 1, reason: x}}\nno_cost: none\n"
    Path("peer_workers.yaml").write_text(text)
    found = small(["responsive", "responsive+./peer_workers.yaml", "responsive+peer_workers"])
    assert found.names == ("responsive", "responsive+peer_workers.yaml", "responsive+peer_workers")


@pytest.mark.parametrize("name", ["b10 budget minus 10", "a minus b", "x+y", "  spaces ", "ünï 日本",
                                  "responsive minus dossier_count"])  # fmt: skip
def test_any_name_of_a_file_is_carried_through(tmp_path, name):
    path = tmp_path / f"{name}.yaml"
    path.write_text("levers: {caseload_cap: 15}\n", encoding="utf-8")
    found = small(["responsive", str(path), f"{path}+peer_workers"], tmp_path / "out")
    assert found.names == ("responsive", name, f"{name}+peer_workers")
    write_report(load_comparison(tmp_path / "out"), tmp_path / "out", "en")
    rows = (tmp_path / "out" / "results.csv").read_text(encoding="utf-8")
    assert name in rows


def test_pairs_that_would_be_called_the_same_are_refused_before_a_run():
    assert pairs(["a", "b minus c"])["b minus c minus a"] == ("b minus c", "a")
    with pytest.raises(ConfigError, match="would mean two things"):
        pairs(["a", "b", "a minus b", "b minus b"])


def test_two_own_files_of_one_stem_are_two_scenarios(tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.yaml").write_text(f"levers: {{caseload_cap: {12 + ord(folder) % 2}}}\n")
    one, other = (str(tmp_path / folder / "mine.yaml") for folder in "ab")
    assert small([one, other]).names == ("mine", other)
    with pytest.raises(ConfigError, match="named twice"):
        small([one, one])


def test_a_plus_in_the_name_of_a_file_is_a_part_of_it(tmp_path):
    path = tmp_path / "a+b.yaml"
    path.write_text("levers: {}\n")
    assert split(str(path)) == (str(path), []) and split(f"{path}+x+{path}") == (str(path), ["x", str(path)])
    assert split("responsive+a+b") == ("responsive", ["a", "b"])
