"""A QR code of a short text, made here without a library: byte mode, versions 1 to 6, error correction level M.

After ISO/IEC 18004. Level M mends about 15 % of damage, which a beamer and a phone held askew need.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

Matrix = list[list[bool]]


class QrVersion(NamedTuple):
    """One version: its number, how its codewords are divided, and where its second alignment mark has its middle."""

    version: int
    blocks: int
    data: int  # codewords with data in each block
    repair: int  # codewords that mend, in each block
    align: int | None

    @property
    def side(self) -> int:
        """Modules on a side."""
        return 17 + 4 * self.version

    @property
    def room(self) -> int:
        """Bytes of text that fit: four bits say the mode, eight the length."""
        return self.blocks * self.data - 2


SIZES = (
    QrVersion(1, 1, 16, 10, None), QrVersion(2, 1, 28, 16, 18), QrVersion(3, 1, 44, 26, 22), QrVersion(4, 2, 32, 18, 26),
    QrVersion(5, 2, 43, 24, 30), QrVersion(6, 4, 27, 16, 34),
)  # fmt: skip
MOST_BYTES = SIZES[-1].room
QUIET = 4  # light modules round the code, which readers need
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
_EYE = (1, 0, 1, 1, 1, 0, 1)


def matrix(text: str) -> Matrix:
    """Rows of modules, True where dark, without the quiet border. Raises ValueError for a text that does not fit."""
    return min(drawings(text), key=penalty)


def drawings(text: str) -> list[Matrix]:
    """The code under each of the eight masks; all of them can be read. Raises ValueError for a text that does not fit."""
    content = text.encode("utf-8")
    size = next((size for size in SIZES if len(content) <= size.room), None)
    if size is None:
        raise ValueError(f"{len(content)} bytes do not fit in a QR code of version 6; allowed: {MOST_BYTES}")
    blank, taken = _blank(size)
    bits = _bits(codewords(content, size))
    plain = [row[:] for row in blank]
    for row, column in _path(size, taken):
        plain[row][column] = next(bits, False)
    return [_masked(plain, taken, mask) for mask in range(len(MASKS))]


def svg_path(modules: Matrix) -> str:
    """The dark modules as one SVG path, a unit each, with the quiet border: draw it in a box of `len(modules) + 2 * QUIET`."""
    return "".join(f"M{column + QUIET} {row + QUIET}h1v1h-1z" for row, line in enumerate(modules)
                   for column, dark in enumerate(line) if dark)  # fmt: skip


# ------------------------------------------------------------------ codewords


def codewords(content: bytes, size: QrVersion) -> bytes:
    """Data and repair codewords of all blocks, interleaved as they are drawn."""
    length = size.blocks * size.data
    number = (0b0100 << 8 | len(content)) << 8 * len(content) | int.from_bytes(content, "big")
    filled = (number << 4).to_bytes(len(content) + 2, "big")  # four noughts end the text, and fill the last byte
    filled += (b"\xec\x11" * length)[: length - len(filled)]
    blocks = [filled[start : start + size.data] for start in range(0, length, size.data)]
    repairs = [repair(block, size.repair) for block in blocks]
    return bytes(block[at] for group in (blocks, repairs) for at in range(len(group[0])) for block in group)


def _tables() -> tuple[list[int], list[int]]:
    """Powers of 2 in the field of 256 with x^8 + x^4 + x^3 + x^2 + 1, and their logarithms."""
    powers, logs, value = [0] * 255, [0] * 256, 1
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return powers, logs


_POWERS, _LOGS = _tables()


def times(one: int, other: int) -> int:
    """The product of two bytes in the field."""
    return _POWERS[(_LOGS[one] + _LOGS[other]) % 255] if one and other else 0


def repair(data: bytes, count: int) -> bytes:
    """Reed-Solomon codewords of a block: the remainder after division by the generator of that length."""
    generator = [1]
    for exponent in range(count):
        root = _POWERS[exponent]
        generator = [a ^ times(b, root) for a, b in zip([*generator, 0], [0, *generator])]
    rest = list(data) + [0] * count
    for at in range(len(data)):
        factor = rest[at]
        for step, part in enumerate(generator):
            rest[at + step] ^= times(part, factor)
    return bytes(rest[-count:])


def _bits(content: bytes) -> Iterator[bool]:
    return (bool(byte >> shift & 1) for byte in content for shift in range(7, -1, -1))


# ------------------------------------------------------------------ drawing


def _blank(size: QrVersion) -> tuple[Matrix, Matrix]:
    """The marks that every code of a size has, and which modules they take (those of the format included)."""
    side = size.side
    dark, taken = ([[False] * side for _ in range(side)] for _ in range(2))
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        for row in range(max(0, top - 1), min(side, top + 8)):
            for column in range(max(0, left - 1), min(side, left + 8)):
                taken[row][column] = True
                dark[row][column] = _in_eye(row - top, column - left)
    if size.align is not None:
        for row in range(-2, 3):
            for column in range(-2, 3):
                taken[size.align + row][size.align + column] = True
                dark[size.align + row][size.align + column] = max(abs(row), abs(column)) != 1
    for at in range(8, side - 8):
        dark[6][at] = dark[at][6] = at % 2 == 0
        taken[6][at] = taken[at][6] = True
    for row, column in (*_format_places(side, 0), *_format_places(side, 1), (side - 8, 8)):
        taken[row][column] = True
    dark[side - 8][8] = True
    return dark, taken


def _in_eye(row: int, column: int) -> bool:
    """Whether a module of an eye of 7 by 7 is dark; its border of one is light."""
    if not (0 <= row <= 6 and 0 <= column <= 6):
        return False
    return bool(_EYE[row] and _EYE[column]) if 1 < row < 5 and 1 < column < 5 else row in (0, 6) or column in (0, 6)


def _format_places(side: int, copy: int) -> list[tuple[int, int]]:
    """Where the fifteen bits of the format stand, the highest first, in one of their two copies."""
    if copy == 0:
        return [*((8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)), *((row, 8) for row in (7, 5, 4, 3, 2, 1, 0))]
    return [*((side - 1 - step, 8) for step in range(7)), *((8, side - 8 + step) for step in range(8))]


def format_bits(mask: int) -> int:
    """Fifteen bits that say level M and which mask, with their own repair."""
    rest = mask << 10
    for shift in range(4, -1, -1):
        if rest >> shift + 10 & 1:
            rest ^= 0x537 << shift
    return (mask << 10 | rest) ^ 0x5412


def _path(size: QrVersion, taken: Matrix) -> Iterator[tuple[int, int]]:
    """Modules in the order in which bits are drawn: up and down in pairs of columns, from the right, past column 6."""
    upward = True
    for right in [*range(size.side - 1, 6, -2), *range(5, 0, -2)]:
        rows = range(size.side - 1, -1, -1) if upward else range(size.side)
        yield from ((row, column) for row in rows for column in (right, right - 1) if not taken[row][column])
        upward = not upward


def _masked(plain: Matrix, taken: Matrix, mask: int) -> Matrix:
    """The drawing under a mask, its format written in."""
    flips = MASKS[mask]
    found = [
        [dark ^ (not taken[row][column] and flips(row, column)) for column, dark in enumerate(line)]
        for row, line in enumerate(plain)
    ]
    bits = format_bits(mask)
    for copy in range(2):
        for at, (row, column) in enumerate(_format_places(len(plain), copy)):
            found[row][column] = bool(bits >> 14 - at & 1)
    return found


def penalty(modules: Matrix) -> int:
    """How hard a drawing is to read by the four rules of the standard; the mask with the lowest is taken."""
    side = len(modules)
    lines = ["".join("1" if dark else "0" for dark in line) for line in (*modules, *zip(*modules))]
    found = sum(_runs(line) + 40 * _eyes(line) for line in lines)
    found += 3 * sum(
        modules[row][column] == modules[row][column + 1] == modules[row + 1][column] == modules[row + 1][column + 1]
        for row in range(side - 1) for column in range(side - 1)
    )  # fmt: skip
    percent = 100 * sum(map(sum, modules)) / side**2
    return found + 10 * int(abs(percent - 50) // 5)


def _runs(line: str) -> int:
    """Five alike in a row count three, and one for each more."""
    found, run = 0, 0
    for at, sign in enumerate(line):
        run = run + 1 if at and sign == line[at - 1] else 1
        found += 3 if run == 5 else run > 5
    return found


def _eyes(line: str) -> int:
    """What looks like an eye with four light modules before or after it."""
    return sum(line.startswith(("10111010000", "00001011101"), at) for at in range(len(line) - 10))
