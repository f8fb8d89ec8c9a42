"""Memory that was needed for a while, given back to the system, so that a large place holds no more than what it is."""

import ctypes

LARGE = 50_000  # households of a place from which what making it left behind counts


def give_back() -> None:
    """Return free memory to the system where the C library can; nothing elsewhere."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # another C library than GNU's keeps or returns it in its own way
        return
