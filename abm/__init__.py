"""The model: residents, professionals, managers and agencies in one social domain."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from abm.run.model import SocialDomain
    from abm.settings.errors import ConfigError
    from abm.settings.scenario import Scenario, load_scenario

__all__ = ["ConfigError", "Scenario", "SocialDomain", "load_scenario"]
_HOMES = {"ConfigError": "abm.settings.errors", "Scenario": "abm.settings.scenario", "SocialDomain": "abm.run.model",
          "load_scenario": "abm.settings.scenario"}


def __getattr__(name: str) -> Any:
    """A public name, imported when first asked for: numba and Mesa take a second, and `--help` needs neither."""
    if name not in _HOMES:
        raise AttributeError(f"module 'abm' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
