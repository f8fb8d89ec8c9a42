"""Everything that faces a person: the command `leefwereld`, figures and reports."""
