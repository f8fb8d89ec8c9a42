"""Values that hardly ever belong where they are put, and ways to damage a content or the text of a file with them."""

import copy
import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import yaml

from abm.settings import registry
from abm.state.outcomes import OUTCOMES

LEVERS = list(registry.LEVERS)


class Raw(str):
    """A piece of YAML that stands in the file as it is written here."""


YAML_PIECES = tuple(map(Raw, (
    "!!python/object/apply:os.system [touch pwned]", "!!python/name:os.system",
    "!!python/object:abm.settings.errors.ConfigError {}",
    "!own x", "!!bool x", '!!int ""', "!!float x", "!!timestamp soon", "!!binary é", "!!binary aGVsbG8=", "!!set {a, b}",
    "!!omap [a: 1]", "!!null 1", "&a [*a]", "*nowhere", "&a {b: *a}", "1e999", ".nan", "-.INF", "2001-02-30", "2001-02-28",
    "0x" + "f" * 5000, "9" * 6000, "0o17", "190:20:30", "1_000", "012", "0b11", "1e3", "+.5", "1:30.5", "-.5e-3", "1e",
    "=", "<<", "? [a, b]", "? {a: b}", "{<<: 3}", "{<<: [1]}",
    "[" * 300 + "]" * 300, "{a: " * 200 + "1" + "}" * 200, "'", '"', "|\n", "@x", "`x`", "%x", "- - - 1", '"\\ud800"',
    '"\\x1b[2J"',
    "[&a [x,x,x,x,x,x,x,x,x], &b [*a,*a,*a,*a,*a,*a,*a,*a,*a], &c [*b,*b,*b,*b,*b,*b,*b,*b,*b],"
    " &d [*c,*c,*c,*c,*c,*c,*c,*c,*c], &e [*d,*d,*d,*d,*d,*d,*d,*d,*d], &f [*e,*e,*e,*e,*e,*e,*e,*e,*e],"
    " &g [*f,*f,*f,*f,*f,*f,*f,*f,*f], &h [*g,*g,*g,*g,*g,*g,*g,*g,*g], [*h,*h,*h,*h,*h,*h,*h,*h,*h]]",
)))  # fmt: skip
TEXTS = ("", " ", "nan", "inf", "1e3", "0,5", "yes", "null", "🦄", "Ω≈ç√", "a" * 100_000, "\x1b[2J", "‮abc",
         "<script>alert(1)</script>",
         "../../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\x", "%s{0}{x}", "'; drop table", "x\ny", "V05", "P1", "L1",
         "current_practice", "a: b", "--help", "-1", "0x10", "1" * 400, "012",
         "1_0", "1:30", "٣", "~/x.yaml", "a+b.yaml", "x minus y.yaml")  # fmt: skip
NUMBERS = (0, -1, 1, 2, 0.5, -0.0, 3, 52, 10_000, 1e308, -1e308, 1e-320, 10**30, -(10**30), 10**400, 2**63, float("nan"),
           float("inf"), float("-inf"), True, False)  # fmt: skip
SHAPES: tuple[Any, ...] = (
    None, [], {}, [[]], [None], [1, "a", None], {"x": 1}, {1: 2}, {None: None}, {True: 1}, {"value": 1}, {"value": {}}, [{}],
    [[1]],
    {"value": "x", "teams": []}, {"value": 0.5, "from_week": 9, "to_week": 3}, {"value": 0.5, "teams": [99]},
    {"en": 1, "nl": 2}, {"low": 5, "high": 1}, {"steps": 1e9}, {"values": []}, {"state": "asked"}, date(2001, 2, 3),
)  # fmt: skip
KEYS = ("x", "", " ", "🦄", "__class__", "__init__", "self", "value", "levers", "k" * 100_000, "a.b", "\x1b[2J", "from", "nan",
        "\n",
        1, -1, 1.5, None, True, date(2001, 2, 3))  # fmt: skip


def odd_value(luck: random.Random) -> Any:
    """Something that hardly ever belongs where it is put."""
    return luck.choice(luck.choice((YAML_PIECES, TEXTS, NUMBERS, SHAPES)))


def paths(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every value of a nested content stands, the whole not among them."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, part in items:
        yield (*at, key)
        yield from paths(part, (*at, key))


def holder(node: Any, at: tuple[Any, ...]) -> Any:
    """What holds the value at a path."""
    for key in at[:-1]:
        node = node[key]
    return node


def typo(word: str, luck: random.Random) -> str:
    place = luck.randrange(max(1, len(word)))
    return luck.choice((word[:place] + word[place + 1 :], word[:place] + "q" + word[place:], word.upper(), word + " ", word * 2))


def bent(content: Any, luck: random.Random) -> tuple[Any, str]:
    """A copy of a nested content with one thing wrong, and where."""
    content = copy.deepcopy(content)
    known = list(paths(content))
    at = luck.choice(known)
    inside, key = holder(content, at), at[-1]
    how = luck.choice(("value", "value", "value", "number", "drop", "name", "add", "wrap", "swap", "double"))
    if how == "value":
        inside[key] = odd_value(luck)
    elif how == "number":
        numbers = [path for path in known if type(holder(content, path)[path[-1]]) in (int, float)] or [at]
        at = luck.choice(numbers)
        value = holder(content, at)[at[-1]]
        change = luck.choice((lambda n: -n, lambda n: n * 1e6, lambda n: n + 0.5, lambda n: n * 10**30, lambda n: str(n),
                              lambda n: [n]))
        holder(content, at)[at[-1]] = change(value) if isinstance(value, int | float) else odd_value(luck)
    elif how == "drop":
        del inside[key]
    elif how in ("name", "add") and isinstance(inside, dict):
        new = luck.choice(KEYS) if luck.random() < 0.6 or not isinstance(key, str) else typo(key, luck)
        new = luck.choice((new, luck.choice([*LEVERS, *OUTCOMES]))) if how == "add" else new
        inside[new] = odd_value(luck) if how == "add" else inside.pop(key)
    elif how == "wrap":
        inside[key] = luck.choice(([inside[key]], {"value": inside[key]}, {"x": inside[key]}, [[inside[key]]]))
    elif how == "swap":
        other = luck.choice(known)
        inside[key] = copy.deepcopy(holder(content, other)[other[-1]])
    elif isinstance(inside, list):
        inside.insert(0, copy.deepcopy(inside[key]))
    else:
        inside[key] = [copy.deepcopy(inside[key])] * 2
    return content, f"{how} at {'.'.join(str(part)[:20] for part in at)}"


def plain(node: Any) -> Any:
    """What JSON can write."""
    if isinstance(node, dict):
        return {str(key): plain(part) for key, part in node.items()}
    if isinstance(node, list):
        return [plain(part) for part in node]
    return node if isinstance(node, str | int | float | None) else str(node)


def as_yaml(content: Any) -> str:
    """The content as YAML, with the raw pieces in their places."""
    pieces: list[str] = []

    def marked(node: Any) -> Any:
        if isinstance(node, Raw):
            pieces.append(str(node))
            return f"PIECE{len(pieces) - 1}HERE"
        if isinstance(node, dict):
            return {key: marked(part) for key, part in node.items()}
        if isinstance(node, list):
            return [marked(part) for part in node]
        return "9" * 401 if isinstance(node, int) and abs(node) > 10**300 else node

    text = yaml.safe_dump(marked(content), allow_unicode=True, sort_keys=False, width=10_000)
    for number, piece in enumerate(pieces):
        text = text.replace(f"PIECE{number}HERE", piece)
    return text


def scribbled(data: bytes, luck: random.Random) -> tuple[bytes, str]:
    """The bytes of a file with the text itself damaged, and how."""
    lines = data.splitlines(keepends=True) or [b""]
    at, place = luck.randrange(len(lines)), luck.randrange(len(data) + 1)
    nonsense = bytes(luck.randrange(256) for _ in range(luck.choice((1, 3, 40))))
    piece = luck.choice(YAML_PIECES).encode()
    ways: dict[str, Callable[[], bytes]] = {
        "cut off": lambda: data[:place], "a line lost": lambda: b"".join(lines[:at] + lines[at + 1 :]),
        "a line twice": lambda: b"".join(lines[: at + 1] + lines[at:]),
        "bytes put in": lambda: data[:place] + nonsense + data[place:],
        "bytes for bytes": lambda: data[:place] + nonsense + data[place + len(nonsense) :], "empty": lambda: b"",
        "a comment only": lambda: b"# nothing\n", "tabs": lambda: data.replace(b"  ", b"\t"),
        "utf-16": lambda: data.decode("utf-8", "replace").encode("utf-16"),
        "a mark of order": lambda: b"\xef\xbb\xbf" + data, "latin-1": lambda: data + "\n# caf\xe9".encode("latin-1"),
        "zeros": lambda: data[:place] + b"\0" * 9 + data[place:], "two documents": lambda: data + b"\n---\n" + data,
        "a directive": lambda: b"%YAML 9.9\n---\n" + data, "deep": lambda: data + b"\nx: " + b"[" * luck.choice((60, 3_000,
            60_000)),
        "deep blocks": lambda: b"- " * luck.choice((60, 3_000, 60_000)),
        "indented": lambda: b"".join(lines[:at]) + b"   " + b"".join(lines[at:]),
        "a list": lambda: b"- 1\n- 2\n", "a text": lambda: b"hello", "a number": lambda: b"12",
        "a piece at the end": lambda: data + b"\nx: " + piece, "a piece instead": lambda: piece,
        "a key of a piece": lambda: data + b"\n" + piece + b": 1",
        "large": lambda: data + b"\n# " + b"x" * 21_000_000 if luck.random() < 0.1 else data + b"\n# " + b"x" * 100_000,
        "random": lambda: bytes(luck.randrange(256) for _ in range(200)), "crlf": lambda: data.replace(b"\n", b"\r\n"),
    }  # fmt: skip
    what = luck.choice(sorted(ways))
    return ways[what](), what
