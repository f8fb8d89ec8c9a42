"""What `leefwereld practice` found, told: tables for the terminal and the page docs/model/practice.md, in English or Dutch."""

from collections.abc import Mapping
from typing import Any

from abm.settings.deeds import deeds
from experiments.ask.practice import DEEDS, ROWS, SHARE, YEAR_P
from experiments.runs.plugin import fingerprint
from experiments.words.language import named, pick
from experiments.words.say import number
from experiments.words.text import table

PAGE = "practice"
HEADS = {
    "hours": ("Where hours of staff go", "Waar uren van personeel heen gaan"),
    "inflow": ("Who comes in", "Wie er binnenkomt"),
    "waits": ("Waiting as it is lived", "Wachten zoals het beleefd wordt"),
    "files": ("What a case takes", "Wat een zaak kost"),
    "endings": ("How cases end", "Hoe zaken eindigen"),
    "deeds": ("The deeds used most", "De daden die het meest gebruikt worden"),
    "place": ("Homes and chains of setbacks", "Woningen en ketens van tegenslag"),
}
UNITS = {SHARE: ("%", "%"), YEAR_P: ("per 10,000 households a year", "per 10.000 huishoudens per jaar"),
         "P": ("per 10,000 households", "per 10.000 huishoudens"), "weeks": ("weeks", "weken"), "hours": ("hours", "uren"),
         "per 100": ("per 100", "per 100")}
DEED_HEADS = {"chosen": ("chosen", "gekozen"), "allowed": ("allowed", "toegestaan"), "refused": ("refused", "geweigerd"),
              "done": ("done", "gedaan"), "failed": ("failed", "mislukt"), "undone": ("came undone", "ging weer mis")}
NOTES = (
    "Mean over {seeds} seeds with its 95 % interval; {households} households, {years} years. Deeds: chosen by the team; allowed "
    "within the rules, by own mandate, the manager, those above, a rule bent or the agency; refused by all of them; done, "
    "failed after all, or done and come undone. What is under way at the end is in none of the last three.",
    "Gemiddelde over {seeds} seeds met het 95%-interval; {households} huishoudens, {years} jaar. Daden: gekozen door het team; "
    "toegestaan binnen de regels, door eigen mandaat, de manager, hogerop, een gebogen regel of de instantie; door allen "
    "geweigerd; gedaan, alsnog mislukt, of gedaan en weer mis. Wat aan het eind nog loopt telt bij geen van de laatste drie.",
)
NOTHING = ("no deed was chosen", "er is geen daad gekozen")


def text(found: Mapping[str, Any], settings: Mapping[str, Any], lang: str = "en") -> str:
    """Every section as a table with a column for each preset."""
    parts = []
    for section in HEADS:
        if section == "deeds":
            parts += [f"{_say(HEADS[section], lang)}: {preset}\n" + _deeds(own, lang) for preset, own in found.items()]
        else:
            head = [_say(HEADS[section], lang), *found, ""]
            parts.append(table(head, _rows(section, found, lang)))
    return "\n\n".join([*parts, note(settings, lang)])


def note(settings: Mapping[str, Any], lang: str) -> str:
    """What the numbers are."""
    return _say(NOTES, lang).format(seeds=settings["seeds"], households=number(settings["households"], 0, lang),
                                    years=settings["years"])


def page(found: Mapping[str, Any], settings: Mapping[str, Any], command: str) -> str:
    """docs/model/practice.md: the same tables in English, with the command that made them and the model they are of."""
    lines = ["# How ways of working work in the model", "",
             f"Made by `{command}` (model `{fingerprint()[:12]}`). {note(settings, 'en')}", "",
             "A difference between columns is no verdict: for that, worlds with the same luck are compared in pairs",
             "(`leefwereld compare`).", ""]
    for section, words in HEADS.items():
        lines += [f"## {words[0]}", ""]
        if section == "deeds":
            for preset, own in found.items():
                head = ["deed", *(DEED_HEADS[key][0] for key in DEEDS)]
                lines += [f"### `{preset}`", "", *_markdown(head, _used(own, "en")), ""]
        else:
            lines += [*_markdown(["", *(f"`{name}`" for name in found), "unit"], _rows(section, found, "en")), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(section: str, found: Mapping[str, Any], lang: str) -> list[list[str]]:
    return [[pick((en, nl), lang), *(_span(own["sections"][section][key], unit, lang) for own in found.values()),
             _say(UNITS[unit], lang)] for key, unit, en, nl in ROWS[section]]


def _deeds(own: Mapping[str, Any], lang: str) -> str:
    rows = _used(own, lang)
    return table(["", *(_say(DEED_HEADS[key], lang) for key in DEEDS)], rows) if rows else _say(NOTHING, lang)


def _used(own: Mapping[str, Any], lang: str) -> list[list[str]]:
    known = deeds()
    return [[named(known[name].told.title, lang), *(_span(counts[key], YEAR_P, lang) for key in DEEDS)]
            for name, counts in own["deeds"].items()]


def _span(span: Mapping[str, float | None], unit: str, lang: str) -> str:
    """Mean and interval; a share as a percentage."""
    middle = span["mean"]
    if middle is None:
        return "-"
    factor = 100.0 if unit == SHARE else 1.0
    digits = 1 if abs(middle * factor) < 100 else 0
    mean, low, high = (None if value is None else number(value * factor, digits, lang)
                       for value in (middle, span["low"], span["high"]))
    between = f"{low} – {high}" if low is not None else "-"
    return f"{mean} [{between}]"


def _markdown(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows)]


def _say(words: tuple[str, str], lang: str) -> str:
    return pick(words, lang)
