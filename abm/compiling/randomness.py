"""Common luck: every draw is a pure function of (seed, stream, agent key, week, index).

Threefry2x64 with 13 rounds (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): a
keyed hash, so a draw neither moves another nor depends on when it is made. Key = (seed, stream); counter =
(agent key, week and index). The index says *what* the draw is about (agency, domain, colleague), never a count.
"""

import hashlib

import numpy as np

from abm.compiling.compiled import rule, shared

_STREAMS: dict[str, int] = {}


def stream(name: str) -> int:
    """Declare the stream of one decision; its number is the hash of its name, so a new one moves no other.

    Raises ValueError when the name is taken: two decisions on one stream would share their luck.
    """
    if name in _STREAMS:
        raise ValueError(f"the stream of draws {name!r} exists already: each decision needs its own")
    _STREAMS[name] = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big") >> 1
    return _STREAMS[name]


def streams() -> dict[str, int]:
    """Names and numbers of all declared streams."""
    return dict(_STREAMS)


_ROTATIONS = tuple(np.uint64(r) for r in (16, 42, 12, 31, 16, 32, 24, 21))
_PARITY = np.uint64(0x1BD11BDAA9FC1A22)
_R0, _R1, _R2, _R3, _R4, _R5, _R6, _R7 = _ROTATIONS
_W = np.uint64(64)
_U1, _U2, _U3, _U11, _U32 = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(11), np.uint64(32)
_UNIT = 1.0 / 9007199254740992.0  # 2**-53: a 53-bit integer becomes a float in [0, 1)


@rule
def _mix(x0, x1, rotation):
    x0 = x0 + x1
    x1 = (x1 << rotation) | (x1 >> (_W - rotation))
    return x0, x1 ^ x0


@shared
@rule(signature="UniTuple(uint64,2)(uint64,uint64,uint64,uint64)")
def threefry2x64(k0, k1, c0, c1):
    """Threefry2x64-13 of a two-word key and counter: two 64-bit words (checked against the Random123 vectors)."""
    k2 = _PARITY ^ k0 ^ k1
    x0, x1 = c0 + k0, c1 + k1
    x0, x1 = _mix(x0, x1, _R0)
    x0, x1 = _mix(x0, x1, _R1)
    x0, x1 = _mix(x0, x1, _R2)
    x0, x1 = _mix(x0, x1, _R3)
    x0, x1 = x0 + k1, x1 + k2 + _U1
    x0, x1 = _mix(x0, x1, _R4)
    x0, x1 = _mix(x0, x1, _R5)
    x0, x1 = _mix(x0, x1, _R6)
    x0, x1 = _mix(x0, x1, _R7)
    x0, x1 = x0 + k2, x1 + k0 + _U2
    x0, x1 = _mix(x0, x1, _R0)
    x0, x1 = _mix(x0, x1, _R1)
    x0, x1 = _mix(x0, x1, _R2)
    x0, x1 = _mix(x0, x1, _R3)
    x0, x1 = x0 + k0, x1 + k1 + _U3
    return _mix(x0, x1, _R4)


@shared
@rule(signature="float64(uint64,int64,uint64,int64,int64)")
def uniform(seed, stream_number, key, week, index):
    """A uniform draw in [0, 1): the luck of agent `key` in `week` about matter `index` of one stream."""
    word, _ = threefry2x64(seed, np.uint64(stream_number), key, (np.uint64(week) << _U32) | np.uint64(index))
    return np.float64(word >> _U11) * _UNIT


@shared
@rule(signature="uint64(int64,int64)")
def agent_key(slot, generation):
    """Key of the agent that lives in `slot`: a newcomer in the same slot has other luck."""
    return (np.uint64(generation) << _U32) | np.uint64(slot)
