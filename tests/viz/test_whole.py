"""The viewer's lines for a whole municipality: people and money of the place in force, and nothing without one."""

import pytest

from experiments.place.layer import using_place
from viz.viewer.picture import setup
from viz.viewer.session import Session, Spec
from viz.viewer.whole import LINES, whole_place
from viz.viewer.world import Place
from viz.words.viewer_rows import LINES as TOLD


def test_without_a_place_nothing_is_told_for_a_whole():
    assert whole_place(2_000, 4, "en") == {}


def test_shares_and_means_become_people_and_money_of_the_place():
    with using_place("waterkom_made_up") as place:
        found = whole_place(2_000, 4, "nl")
    lines, size = found["lines"], place.households
    assert found["name"] == "Waterkom" and found["households"] == size
    assert 0.08 * lines["trouble"]["by"] == pytest.approx(0.08 * size), "a share of households"
    assert 10 * lines["street"]["by"] == pytest.approx(10 * size / 10_000), "per 10,000 households"
    assert 8 * lines["waiting"]["by"] == pytest.approx(8 * size / 2_000), "counted among the simulated"
    assert 4_400 * lines["cost"]["by"] == pytest.approx(4_400 * size / 1e6) and lines["cost"]["unit"] == "miljoen euro per jaar"
    assert 0.5 * lines["burnout"]["by"] == pytest.approx(0.5 * place.posts)


def test_every_line_that_is_told_for_a_whole_exists_and_no_index_is():
    assert set(LINES) <= set(TOLD) and not {"unmet", "worst_tenth", "stress", "trust", "wait_median", "resolved"} & set(LINES)


def test_the_page_gets_it_with_its_name():
    with using_place("waterkom_made_up"):
        told = setup(Session((Spec("dossier_count"), Spec("responsive")), Place(300, 1, 1)), "en")
    assert "Waterkom" in told["municipality"] and told["whole"]["lines"]["trouble"]["unit"] == "households"
