"""The command `leefwereld` with everything that faces a person; run it as `python -m viz.cli`."""
