"""The networks as networkx graphs say what the tables say."""

import networkx as nx

from abm.run.model import SocialDomain
from abm.run.networks import informal_network, staff_network
from abm.settings.scenario import load_scenario
from abm.state.names import AGENCIES


def test_networks_say_what_the_tables_say():
    model = SocialDomain(load_scenario(households=1000, years=1), 3, horizon=1)
    people = informal_network(model)
    assert people.number_of_nodes() == 1000 and 2 * people.number_of_edges() == len(model.ties.other)
    assert not list(nx.selfloop_edges(people)), "nobody is a tie of itself"
    assert all(people.degree(i) == model.ties.start[i + 1] - model.ties.start[i] for i in range(1000))
    assert 4.0 < 2 * people.number_of_edges() / 1000 < 6.5, "three picks each make about six ties, some picked twice"
    staff = staff_network(model)
    posts = [node for node in staff if node[0] == "professional"]
    assert len(posts) == model.place["professionals"] and len(staff) == len(posts) + len(AGENCIES)
    first = posts[0]
    assert staff[first]["agency", "wmo"]["weight"] == model.staff_table["ties"][first[1], AGENCIES.index("wmo")]
