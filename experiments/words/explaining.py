"""What `explain` prints, in English and Dutch: labels of its lines, and their words where these have a translation."""

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.words.language import in_words, pick, separated
from experiments.words.reasons import reason_in
from experiments.words.units import UNITS_NL

DUTCH_LABELS = {
    "key": "sleutel", "kind": "soort", "name": "naam", "value": "waarde", "low": "laagste", "high": "hoogste", "unit": "eenheid",
    "grade": "bewijs", "source": "bron", "sources": "bronnen", "reason": "reden", "integer": "geheel getal",
    "fixed": "nooit getrokken", "default": "standaard", "layer": "gezet door", "file": "bestand", "evidence": "gepubliceerd",
    "theory": "theorie", "table": "rij in tabel H", "group": "groep", "settles": "moet beklijven", "note": "opmerking",
    "direction": "richting (1: meer is beter)", "primary": "hoofduitkomst", "smallest": "telt vanaf", "digits": "decimalen",
    "formula": "formule", "settings": "instellingen", "title": "titel", "did": "wat er gebeurde", "domain": "domein",
    "agency": "instantie", "payer": "betaler", "purpose": "doel", "hours": "uren", "weeks": "weken",
    "fails": "loopt op niets uit",
    "undone": "wordt teruggedraaid", "does": "doet", "asks": "vraagt", "said": "in een zin", "parties": "partijen",
    "national": "landelijk", "share": "aandeel", "room": "ruimte", "available": "beschikbaar", "rules": "regels",
    "author": "auteur", "year": "jaar", "link": "adres", "also": "ook", "prevalence": "hoeveel per 10.000", "age": "leeftijd",
    "kind_of_deed": "soort daad", "needs_seen": "gezien vanaf", "weeks_paid": "weken betaald", "quick": "snel",
    "euro_week": "euro per week", "stock": "aantal bij aanvang", "support": "steun", "healing": "genezing", "desk": "loket",
}  # fmt: skip
KINDS = {
    "lever": "knop", "parameter": "aanname", "place": "feit over de plaats", "outcome": "uitkomst", "derived": "afgeleid",
    "archetype": "huishoudtype", "provision": "voorziening", "deed": "daad", "agency": "instantie", "blocker": "regel",
    "kpi": "KPI",
}  # fmt: skip
GRADES = {"seed": "uit de eigen bronnen", "found": "gevonden in onderzoek", "weak": "zwak bewijs", "assumed": "aangenomen"}
ENGLISH_ONLY = ("formula", "evidence", "source", "reason", "note", "said", "settings")
RULES = ("", "Regels waarin het meetelt (in het Engels):")


def explained(told: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """What `explain` found with labels and words in the language; English stays as it is, what has no words keeps its English."""
    return dict(told) if lang == "en" else dict(_lines(told, lang))


def _lines(told: Mapping[str, Any], lang: str) -> Iterator[tuple[str, Any]]:
    for key, value in told.items():
        if key in ("en", "nl", "theory") or (key == "name" and "en" in told):
            continue
        if key == "kind" and told.get("en"):
            yield _label("kind", lang), _word(KINDS, value, lang)
            yield _label("name", lang), in_words({"en": told["en"], "nl": told["nl"]}, lang)
        elif isinstance(value, str) and key in ("source", "reason") and value:
            text, spoken = reason_in(lang, value)
            yield _label(key, lang) + ("" if spoken == lang else _english(lang)), text
        else:
            yield _label(key, lang) + (_english(lang) if key in ENGLISH_ONLY else ""), _value(key, value, lang)


def _value(key: str, value: Any, lang: str) -> Any:
    if isinstance(value, bool):
        return pick(("yes", "ja") if value else ("no", "nee"), lang)
    if isinstance(value, Mapping) and {"en", "nl"} <= set(value):
        return in_words(value, lang)
    words = {"kind": KINDS, "grade": GRADES, "unit": UNITS_NL}.get(key)
    if isinstance(value, float):
        return separated(f"{value:g}", lang)
    return _word(words, value, lang) if words and isinstance(value, str) else value


def _label(key: str, lang: str) -> str:
    return pick((key, DUTCH_LABELS.get(key, key)), lang)


def _word(words: Mapping[str, str], value: str, lang: str) -> str:
    return pick((value, words.get(value, value)), lang)


def _english(lang: str) -> str:
    return pick(("", " (Engels)"), lang)
