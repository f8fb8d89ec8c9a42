"""Why a session file was refused, in the language of the page: what checks of files say in English, put into Dutch."""

import re

DUTCH: tuple[tuple[str, str], ...] = (
    (r"this is no session of the viewer", "dit is geen sessie van de viewer"),
    (r"a file that the viewer has saved", "een bestand dat de viewer heeft opgeslagen"),
    (r"the file is larger than (\d+) MB", r"het bestand is groter dan \1 MB"),
    (r"the version that this viewer writes", "de versie die deze viewer schrijft"),
    (r"\(value (.*?)\)(?=[;,.:])", r"(waarde \1)"),
    (r"there is no key ('[^']*')", r"er is geen sleutel \1"),
    (r"there is no lever ('[^']*')", r"er is geen knop \1"),
    (r"there is no ([a-z ]+) ('[^']*')", r"er is geen \1 \2"),
    (r"did you mean (\"[^\"]*\"|'[^']*')\?", r"bedoelde u \1?"),
    (r"a whole number from (\S+) to (\S+)", r"een heel getal van \1 tot en met \2"),
    (r"a number from (\S+) to (\S+)", r"een getal van \1 tot en met \2"),
    (r"\ba whole number\b", "een heel getal"), (r"\ba number\b", "een getal"), (r"\(households\)", "(huishoudens)"),
    (r"; allowed: ", "; toegestaan: "), (r" is missing\b", " ontbreekt"),
)  # fmt: skip


def refusal(reason: str, lang: str) -> str:
    """The reason in this language; a part that has no Dutch here stays as it is."""
    if lang == "nl":
        for english, dutch in DUTCH:
            reason = re.sub(english, dutch, reason)
    return reason
