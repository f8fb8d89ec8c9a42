"""The boiler room: nothing else knows numba."""
