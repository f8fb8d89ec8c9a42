"""Values of the viewer's lines as people read them, in both languages."""

from experiments.words.language import separated
from viz.words.viewer import ViewerWords
from viz.words.viewer_rows import LINES

_DIGITS = {"percent": 0, "zero": 0, "euro": 0, "one": 1, "two": 2}


def shown(line: str, value: float, lang: str) -> str:
    """A value of a line with its sign of percent or euro: 23%, € 4,490, 1.6 (23 %, € 4.490, 1,6)."""
    kind = LINES[line][3]
    digits = _DIGITS[kind]
    text = f"{100.0 * value if kind == 'percent' else value:,.{digits}f}".replace("-", "−")
    text = separated(text, lang)
    return {"percent": f"{text}%" if lang == "en" else f"{text}\u00a0%", "euro": f"€\u00a0{text}"}.get(kind, text)


def title(line: str, lang: str) -> str:
    """The title of a line within a sentence."""
    found: str = ViewerWords(lang).line(line)["title"]
    return found[:1].lower() + found[1:]
