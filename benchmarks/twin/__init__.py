"""The resident phases in plain C and what joins them to the model, for `benchmarks/twin.py`."""
