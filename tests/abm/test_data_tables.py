"""Tables of data as CSV: what they say is what the model has, and whatever is wrong with a cell is told in one sentence."""

import shutil

import pytest
from click.testing import CliRunner

from abm.mechanisms.situation import BudgetT
from abm.settings.errors import ConfigError
from abm.settings.files import CONFIGS
from abm.settings.registry import definitions
from abm.settings.rows import rows
from abm.settings.tables import AMOUNTS, PHASES
from abm.state.names import DOMAINS
from experiments.evidence.published import UNITS, figures, number_of
from viz.cli.main import main


@pytest.fixture
def folder(tmp_path):
    """A copy of the configs to make mistakes in."""
    shutil.copytree(CONFIGS, tmp_path / "configs")
    return tmp_path / "configs"


def test_the_budget_is_that_of_the_rules():
    found = rows().budget
    assert tuple(found) == AMOUNTS == BudgetT._fields
    assert found["benefit_single"] == 296.0 and found["rent_spread"] == 0.18
    assert found["benefit_single"] == round(1283.83 * 12 / 52) and found["benefit_couple"] == round(1834.04 * 12 / 52)


def test_events_are_shares_of_each_phase():
    found = rows().events
    assert tuple(found) == PHASES and all(set(mix) == set(DOMAINS) for mix in found.values())
    assert all(abs(sum(mix.values()) - 1) < 1e-9 for mix in found.values()) and found["elder"]["daily_living"] == 0.62


def test_words_of_a_table_are_not_in_the_fingerprint_and_numbers_are(folder):
    before = definitions(folder).tables
    path = folder / "tables" / "budget.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("mean rent of a social dwelling", "mean rent"), encoding="utf-8")
    definitions.__globals__["_definitions"].cache_clear()
    assert definitions(folder).tables == before
    path.write_text(text.replace("rent_tenant,142", "rent_tenant,143"), encoding="utf-8")
    definitions.__globals__["_definitions"].cache_clear()
    assert definitions(folder).tables != before


MODEL = {
    "a decimal comma": ("budget", "benefit_single,296,", 'benefit_single,"296,5",',
                        "row 2 (benefit_single): column value is '296,5'; allowed: a number of 0 or more. Write decimals with"),
    "a negative amount": ("budget", "rent_tenant,142", "rent_tenant,-142", "column value is '-142'; allowed: a number of 0"),
    "a missing year": ("budget", "benefit_single,296,euro a week,2024,", "benefit_single,296,euro a week,,",
                       "column year is empty; allowed: a source and its year"),
    "a year that is none": ("budget", "296,euro a week,2024", "296,euro a week,24",
                            "column year is '24'; allowed: a year from 1900"),
    "an assumption that cites": ("budget", "assumed,,second earners", "assumed,ext 1.1,second earners",
                                 "no source for what is assumed"),
    "an amount that is none": ("budget", "rent_owner", "rent_ovner", 'did you mean "rent_owner"?'),
    "an amount twice": ("budget", "rent_owner", "rent_tenant", "column name is rent_tenant for the second time"),
    "an amount too few": ("budget", "rent_owner,165,euro a week,2024,assumed,,\"mortgage and upkeep, mean\"\n", "",
                          "there is no row rent_owner"),
    "a grade that is none": ("budget", "2024,found", "2024,sure", "column grade is 'sure'; allowed: seed, found, weak, assumed"),
    "a heading misspelt": ("budget", "name,value,unit", "name,valeu,unit", 'there is no column \'valeu\'; did you mean "value"?'),
    "a heading too few": ("budget", "name,value,unit,", "name,value,value,", "column value stands 2 times"),
    "semicolons": ("budget", "name,value,unit,year,grade,source,reason", "name;value;unit;year;grade;source;reason",
                   "row 1: columns are parted by ;; allowed: commas"),
    "a cell too many": ("budget", "rent_spread,0.18", "rent_spread,0,18", "row 18: there are 8 cells; allowed: 7, one a column"),
    "shares that do not sum": ("events", "family,money,0.1,", "family,money,0.2,",
                               "column share sums to 1.1 over phase family; allowed: shares that sum to 1"),
    "a share above one": ("events", "family,money,0.1,", "family,money,1.1,",
                          "column share is '1.1'; allowed: a share from 0 to 1"),
    "a domain that is none": ("events", "family,money,", "family,mony,", 'did you mean "money"?'),
    "a phase that is none": ("events", "family,money,", "famly,money,",
                             "column phase is 'famly'; allowed: family, adult, elder"),
}  # fmt: skip


@pytest.mark.parametrize("case", MODEL)
def test_a_mistake_in_a_table_of_the_model_is_told(case, folder):
    name, old, new, told = MODEL[case]
    path = folder / "tables" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        rows(folder)
    assert told in str(error.value) and str(error.value).startswith(f"configs/tables/{name}.csv") and "\n" not in str(error.value)


def test_a_table_that_is_not_there_is_told(folder):
    (folder / "tables" / "budget.csv").unlink()
    with pytest.raises(ConfigError, match="budget.csv: there is no such file"):
        rows(folder)


# -- published figures


def test_published_figures_are_brought_to_the_units_of_the_model():
    known = {(figure.name, figure.year): figure for figure in figures()}
    help_ = known["household help in half a year", 2024]
    assert round(help_.told) == 598 and help_.model == "household_help.stock"
    assert round(known["household help money", 2021].told) == 54 and number_of("household_help.euro_week") == 55
    assert round(known["nursing home", 2019].told) == 156 and {figure.unit for figure in figures()} <= set(UNITS)
    assert known["spells of sickness", 2023].told == 1.3 / 52


def test_a_number_with_published_figures_lies_among_them_or_near():
    """As with bands of patterns: from a quarter below the lowest to a quarter above the highest."""
    by_number: dict[str, list[float]] = {}
    for figure in figures():
        if figure.model:
            by_number.setdefault(figure.model, []).append(figure.told)
    assert len(by_number) >= 25
    far = {key: (number_of(key), told) for key, told in by_number.items()
           if not 0.75 * min(told) <= number_of(key) <= 1.25 * max(told)}
    assert not far, far


PUBLISHED = {
    "a missing year": ("households,2020,", "households,,", "row 2 (households): column year is empty; allowed: a year"),
    "a decimal comma": ("0.399", '"0,399"', "column value is '0,399'; allowed: a number of 0 or more. Write decimals with"),
    "a negative count": (",33000,", ",-33000,", "column value is '-33000'"),
    "half a household": (",33000,", ",33000.5,", "column value is 33000.5; allowed: a whole number of 0 or more"),
    "shares that do not sum": ("0.399", "0.5", "column value sums to 1.101 over group types"),
    "a share above one": ("0.046,share", "46,share", "column value is 46.0; allowed: a share from 0 to 1"),
    "a unit that is none": ("0.046,share", "0.046,shares", 'column unit is \'shares\''),
    "a source that is none": ("levels 2.1.1", "levels 2.1.9", "column source is 'levels 2.1.9'; allowed: a row of the library"),
    "a number that is none": ("people.couple_share", "people.cuple_share", "column model is 'people.cuple_share'"),
}  # fmt: skip


@pytest.mark.parametrize("case", PUBLISHED)
def test_a_mistake_in_a_published_table_is_told(case, folder):
    old, new, told = PUBLISHED[case]
    path = folder / "published" / "households.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        figures(folder)
    said = str(error.value)
    assert told in said and said.startswith("configs/published/households.csv") and "\n" not in said


def test_the_command_ends_with_one_sentence(folder):
    path = folder / "tables" / "budget.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("benefit_single,296", 'benefit_single,"296,5"'), encoding="utf-8")
    done = CliRunner().invoke(main, ["list", "kpis", "--configs", str(folder)])
    assert done.exit_code == 2 and done.output.count("\n") == 1
    assert done.output.startswith("leefwereld: configs/tables/budget.csv, row 2 (benefit_single): column value is '296,5'")
