"""How long a test waits for something that must come: no test depends on speed, and one that would wait for ever ends."""

import time

PATIENCE = 600  # seconds; only a test that hangs gets there, however busy the machine


def deadline(seconds=PATIENCE):
    """Call the result: it says whether there is time left."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def until(ready, what="what was waited for", process=None):
    """Return when `ready()` is true; a process that is waited for must not end before."""
    time_left = deadline()
    while not ready():
        assert process is None or process.poll() is None, process.communicate()
        assert time_left(), f"never came: {what}"
        time.sleep(0.02)
