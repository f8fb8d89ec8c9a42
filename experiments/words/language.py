"""The languages that a person can be spoken to in: English and Dutch come along, any other is one folder of phrases.

A text of the project is a pair, English and Dutch. `configs/languages/CODE/` holds another language: `language.yaml` says how it
is called and writes numbers, every other file there maps English texts to its own. What is not translated is read in English.
"""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from abm.settings.errors import ConfigError, refuse
from abm.settings.files import in_force, read_yaml, shown

SHIPPED = ("en", "nl")
FOLDER, HEAD = "languages", "language.yaml"
# Names in the model's table as an editor writes them: that table is part of the model's fingerprint, its wording is not.
EDITED_NL = {
    "onvervulde behoefte gewogen naar wat de bewoner telt": "onvervulde behoefte, gewogen naar wat voor de bewoner telt",
    "herstelvraag": "vermijdbare herhaalvraag",
    "voorkeur voor de sterken": "bevoordeling van mondige inwoners",
}  # fmt: skip
COMMA = ("nl",)  # of the shipped ones: a comma before decimals, a dot between thousands


class Language(NamedTuple):
    """A language of one's own: what it is called, whether decimals stand behind a comma, its texts by the English ones."""

    code: str
    title: str
    comma: bool
    texts: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """Codes of all languages: the shipped ones, then the folders of the configs folder in force."""
    folder = in_force() / FOLDER
    own = sorted(path.parent.name for path in folder.glob(f"*/{HEAD}")) if folder.is_dir() else []
    return (*SHIPPED, *(code for code in own if code not in SHIPPED))


def pick(pair: Sequence[str], lang: str) -> str:
    """The text of a pair (English, Dutch) in the language. Raises ConfigError for a language that is not offered."""
    if lang in SHIPPED:
        return pair[SHIPPED.index(lang)]
    return language(lang).texts.get(pair[0], pair[0])


def named(thing: Any, lang: str) -> str:
    """The name of a thing that has one in `en` and in `nl`: an outcome, a lever, a row."""
    return pick((thing.en, EDITED_NL.get(thing.nl, thing.nl)), lang)


def in_words(texts: Mapping[str, Any], lang: str) -> str:
    """The text of a mapping with `en` and `nl`, as files and documents hold them."""
    return pick((texts["en"], EDITED_NL.get(texts["nl"], texts["nl"])), lang)


def has_comma(lang: str) -> bool:
    """Whether decimals stand behind a comma and a dot between thousands."""
    return lang in COMMA if lang in SHIPPED else language(lang).comma


def separated(text: str, lang: str) -> str:
    """A number written as in English (1,234.5) as the language writes it."""
    return text.translate(str.maketrans(",.", ".,")) if has_comma(lang) else text


def language(code: str) -> Language:
    """A language of one's own. Raises ConfigError when there is none of that code, or its files are broken."""
    if code not in languages():
        raise ConfigError(f"language '{code}' is not offered; allowed: {', '.join(languages())}")
    return _read(in_force(), code)


@functools.cache
def _read(configs: Path, code: str) -> Language:
    folder = configs / FOLDER / code
    head = read_yaml(folder / HEAD)
    where = shown(folder / HEAD, configs)
    if not isinstance(head.get("title"), str) or not isinstance(head.get("comma"), bool) or len(head) != 2:
        raise refuse(where, "title and comma", head, "its name, and whether decimals stand behind a comma (true, false)")
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != HEAD:
            texts |= {english: _checked(english, text, shown(path, configs)) for english, text in read_yaml(path).items()}
    return Language(code, head["title"], head["comma"], texts)


def _checked(english: str, text: Any, where: str) -> str:
    """A text that fills in what its English does, and nothing else."""
    if not isinstance(text, str) or _fields(text) != _fields(english):
        wanted = ", ".join(f"{{{name}}}" for name in sorted(_fields(english))) or "no field"
        raise refuse(where, english, text, f"a text with {wanted}")
    return text


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
