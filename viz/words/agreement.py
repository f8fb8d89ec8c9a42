"""One of something: what a template says of many, said of one ("1 week", "wordt er 1 meer geholpen")."""

import re

NOT_AFTER = r"(?<![\d.,])(?<!week )(?<!year )(?<!jaar )(?<!run )(?<!household )(?<!huishouden )"  # week 1 is a name, no count
FEWER_EN, FEWER_NL = "(more|fewer)", "(meer|minder)"
RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (rf"{NOT_AFTER}1([ \u00a0])(possible |whole )?(year|week|future|pair|run|household|file|hour|number)s\b", r"1\1\g<2>\3"),
        (rf"{NOT_AFTER}1 {FEWER_EN} are\b", r"1 \1 is"),
        (rf"{NOT_AFTER}1 {FEWER_EN} (give|leave)\b", r"1 \1 \2s"),
        (rf"{NOT_AFTER}1 are (better|worse|clearly)\b", r"1 is \1"),
        (rf"{NOT_AFTER}1 notice\b", r"1 notices"),
    ),
    "nl": (
        (rf"{NOT_AFTER}1([ \u00a0])(doorgerekende |mogelijke |volledige )?(toekomst|week|paar|run|huishouden|dossier|getal)"
         r"(?:en|s|len)\b", r"1\1\g<2>\3"),
        (rf"{NOT_AFTER}1([ \u00a0])(doorgerekende |mogelijke |volledige )?weken\b", r"1\1\g<2>week"),
        (rf"{NOT_AFTER}1([ \u00a0])(doorgerekende |mogelijke |volledige )?paren\b", r"1\1\g<2>paar"),
        (rf"\bworden er 1 {FEWER_NL}\b", r"wordt er 1 \1"),
        (rf"\bhaken er 1 {FEWER_NL}\b", r"haakt er 1 \1"),
        (rf"\bvertrekken er 1 {FEWER_NL}\b", r"vertrekt er 1 \1"),
        (r"\bzijn er (bij ‘[^’]*’ )?1 (meer|minder|beter|slechter|duidelijk)\b", r"is er \g<1>1 \2"),
        (r"\bmerken er 1 weinig\b", r"merkt er 1 weinig"),
    ),
}  # fmt: skip
COMPILED = {lang: tuple((re.compile(found), said) for found, said in rules) for lang, rules in RULES.items()}


def agreed(text: str, lang: str) -> str:
    """The text with nouns and verbs of one where it counts one."""
    if "1" not in text:
        return text
    for found, said in COMPILED.get(lang, ()):
        text = found.sub(said, text)
    return text
