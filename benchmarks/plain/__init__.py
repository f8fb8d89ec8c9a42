"""What somebody would write without this package: each at its own simplest, for `benchmarks/week.py` and `peers.py`."""
