"""Names that a person gives, looked up: an outcome that does not exist is refused in one way everywhere."""

from abm.settings.errors import refuse
from abm.settings.graded import nearest
from abm.state.outcomes import OUTCOMES, Outcome


def known_outcome(name: str, where: str, key: str = "outcome") -> Outcome:
    """The outcome of that name; `where` and `key` say in the error where the name was given. Raises ConfigError."""
    if name not in OUTCOMES:
        raise refuse(where, key, name, "a name of: leefwereld list outcomes", nearest(name, OUTCOMES))
    return OUTCOMES[name]
