"""The QR encoder: the drawings that another encoder makes, and a reader of our own that reads them, also when damaged."""

import hashlib

import pytest

from viz.room.qr import MASKS, MOST_BYTES, QUIET, SIZES, drawings, format_bits, matrix, penalty, repair, svg_path, times

# Version and digest of the eight drawings (rows of 1 and 0, a line each) that the library qrcode 8 makes at level M, byte mode.
KNOWN = {
    "a": (1, "851c02ef5ae6509f"),
    "http://10.0.0.7:8765/r/k7m2qz": (3, "fba73f444275a6db"),
    "http://192.168.178.24:8765/r/workshop-almere-2026": (4, "8275d8446141c6b0"),
    "https://leefwereld.example.org/apps/lw/r/Jamila-Bartels-Klaas": (4, "0aed460dc6701b94"),
    "Zaal ‘Noord’: één adres, zonder internet, voor veertig telefoons tegelijk": (5, "f3cc7dbbd6a96a1e"),
    "x" * MOST_BYTES: (6, "94e75f1abed25f17"),
}


def flat(modules):
    return "".join("1" if dark else "0" for row in modules for dark in row)


@pytest.mark.parametrize("text", KNOWN, ids=lambda text: text[:20])
def test_the_drawings_are_those_of_another_encoder(text):
    version, digest = KNOWN[text]
    drawn = drawings(text)
    assert {len(modules) for modules in drawn} == {17 + 4 * version}
    assert hashlib.sha256("".join(flat(modules) + "\n" for modules in drawn).encode()).hexdigest()[:16] == digest


# ------------------------------------------------------------------ a reader, written from the standard, not from the encoder


def mask_of(modules):
    """The mask and level that the format tells, from the copy round the first eye."""
    places = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8),
              (0, 8)]  # fmt: skip
    bits = int("".join(str(int(modules[row][column])) for row, column in places), 2) ^ 0b101010000010010
    return bits >> 13, bits >> 10 & 7


def reserved(size, row, column):
    side = size.side
    if (row < 9 and (column < 9 or column >= side - 8)) or (row >= side - 8 and column < 9):
        return True
    near = size.align is not None and abs(row - size.align) <= 2 and abs(column - size.align) <= 2
    return row == 6 or column == 6 or near


def read(modules):
    """The text of a drawing whose codewords are all whole, and its blocks."""
    size = next(size for size in SIZES if size.side == len(modules))
    level, mask = mask_of(modules)
    assert level == 0  # M
    bits, column, up = [], size.side - 1, True
    while column > 0:
        column -= column == 6
        for row in reversed(range(size.side)) if up else range(size.side):
            for at in (column, column - 1):
                if not reserved(size, row, at):
                    bits.append(int(modules[row][at]) ^ int(MASKS[mask](row, at)))
        column, up = column - 2, not up
    total = size.blocks * (size.data + size.repair)
    words = [int("".join(map(str, bits[8 * k : 8 * k + 8])), 2) for k in range(total)]
    assert not any(bits[8 * total :])
    data = [words[k :: size.blocks][: size.data] for k in range(size.blocks)]
    rest = words[size.blocks * size.data :]
    blocks = [part + rest[k :: size.blocks] for k, part in enumerate(data)]
    stream = "".join(f"{byte:08b}" for part in data for byte in part)
    length = int(stream[4:12], 2)
    assert stream[:4] == "0100" and stream[12 + 8 * length : 16 + 8 * length] in ("0000", "")
    return bytes(int(stream[12 + 8 * k : 20 + 8 * k], 2) for k in range(length)).decode(), blocks


def syndromes(block, count):
    """The block as a polynomial at the first powers of 2: all nought when nothing is damaged."""
    found, power = [], 1
    for _ in range(count):
        value = 0
        for word in block:
            value = times(value, power) ^ word
        found.append(value)
        power = times(power, 2)
    return found


@pytest.mark.parametrize("length", [1, 13, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, MOST_BYTES])
def test_every_length_is_read_back_under_every_mask(length):
    text = "".join(chr(33 + k * 7 % 90) for k in range(length))
    size = next(size for size in SIZES if length <= size.room)
    for mask, modules in enumerate(drawings(text)):
        assert len(modules) == size.side and mask_of(modules) == (0, mask)
        told, blocks = read(modules)
        assert told == text
        assert all(not any(syndromes(block, size.repair)) for block in blocks)


def test_damage_is_seen_by_the_repair_words():
    _, blocks = read(matrix("http://10.0.0.7:8765/r/k7m2qz"))
    block = list(blocks[0])
    block[3] ^= 0x41
    assert any(syndromes(block, SIZES[2].repair))


def test_the_mask_that_is_easiest_to_read_is_taken():
    for text in KNOWN:
        drawn = drawings(text)
        assert penalty(matrix(text)) == min(map(penalty, drawn)) < max(map(penalty, drawn))


def test_a_text_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="107 bytes do not fit"):
        matrix("x" * 107)
    with pytest.raises(ValueError, match="do not fit"):
        matrix("é" * 54)
    assert read(matrix(""))[0] == ""


def test_the_formats_are_those_of_the_standard():
    # ISO/IEC 18004, table C.1: level M, masks 0 to 7.
    assert [f"{format_bits(mask):015b}" for mask in (0, 1, 5, 7)] == [
        "101010000010010", "101000100100101", "100000011001110", "100101010100000"]  # fmt: skip


def test_the_repair_words_of_the_standards_example():
    # ISO/IEC 18004, annex I: 01234567 in version 1, level M.
    data = bytes([0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11])
    assert repair(data, 10) == bytes([0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55])


def test_the_picture_has_every_dark_module_within_its_quiet_border():
    modules = matrix("a")
    path = svg_path(modules)
    assert path.count("M") == flat(modules).count("1")
    assert path.startswith(f"M{QUIET} {QUIET}h1v1h-1z")
