"""The networks of the model as networkx graphs, made on request from the tables; the model itself never reads them."""

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from abm.settings.rows import agency_names
from abm.state import names

if TYPE_CHECKING:
    from abm.run.model import SocialDomain


def staff_network(model: "SocialDomain") -> nx.Graph:
    """Professionals and agencies: nodes ("professional", post) and ("agency", name), edges weighted by acquaintance 0-1.

    Posts that nobody holds are left out. Colleagues of one team are tied by the smaller of their joint histories.
    """
    staff, graph = model.staff_table, nx.Graph()
    agencies = agency_names(model.scenario.configs)
    graph.add_nodes_from(("agency", name) for name in agencies)
    held = np.flatnonzero(staff["presence"] != names.VACANT)
    for post in held:
        node = ("professional", int(post))
        graph.add_node(node, team=int(staff["team"][post]), frame=names.DOMAINS[staff["frame"][post]])
        for agency, tie in zip(agencies, staff["ties"][post]):
            graph.add_edge(node, ("agency", agency), weight=float(tie))
    for k, post in enumerate(held):
        for other in held[k + 1:]:
            if staff["team"][post] == staff["team"][other]:
                weight = float(min(staff["colleagues"][post], staff["colleagues"][other]))
                graph.add_edge(("professional", int(post)), ("professional", int(other)), weight=weight)
    return graph


def informal_network(model: "SocialDomain") -> nx.Graph:
    """Households (nodes are slots) and who knows whom. Some 800 bytes a node: for places of ten thousands, not millions."""
    ties, graph = model.ties, nx.Graph()
    graph.add_nodes_from(range(len(model.household_table)))
    rows = np.repeat(np.arange(len(ties.start) - 1), np.diff(ties.start))
    graph.add_edges_from(zip(rows.tolist(), ties.other.tolist(), strict=True))
    return graph
