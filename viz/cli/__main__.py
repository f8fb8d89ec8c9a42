"""`python -m viz.cli` is the command `leefwereld`."""

from viz.cli.main import main

main()
