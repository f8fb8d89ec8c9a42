"""The real commands over the FAKE model: `python tests/fake_cli.py FUNCTION COMMAND …`, for tests that kill processes."""

import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import fake_world  # noqa: E402

import experiments.cli.terminal  # noqa: E402
import experiments.runs.model  # noqa: E402
import experiments.sweeps.sweep  # noqa: E402


def main() -> None:
    """Put the fake model in place and hand over to the command line."""
    from experiments.cli.main import main as commands

    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have started them deaf to these
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)

    function = getattr(fake_world, sys.argv.pop(1))
    experiments.runs.model.loaded = lambda: fake_world.model(function)
    experiments.cli.terminal.compiled_once = lambda lang: None
    if function is fake_world.waits_for_the_signal:
        experiments.sweeps.sweep.PUBLISH_SECONDS = 0.0  # what is finished is written at once: no later run would come to do it
    commands()


if __name__ == "__main__":
    main()
