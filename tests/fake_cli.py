"""The real commands over the FAKE model: `python tests/fake_cli.py FUNCTION COMMAND …`, for tests that kill processes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import fake_world  # noqa: E402

import experiments.comparison  # noqa: E402
import experiments.terminal  # noqa: E402


def main() -> None:
    """Put the fake model in place and hand over to the command line."""
    from experiments.cli import main as commands

    function = getattr(fake_world, sys.argv.pop(1))
    experiments.comparison.the_model = lambda: fake_world.model(function)
    experiments.terminal.compiled_once = lambda lang: None
    commands()


if __name__ == "__main__":
    main()
