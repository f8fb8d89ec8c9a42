"""The word for a command that the page may send and that cannot be done now."""

from typing import Any

Command = dict[str, Any]  # what the page sends: "act" and what that command asks


class UnfitError(Exception):
    """A command that cannot be done now, in words for the page."""
