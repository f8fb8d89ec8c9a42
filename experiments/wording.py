"""The few words that the commands print, in English and Dutch. Reports have wording of their own, in viz."""

from typing import Any

LANGUAGES = ("en", "nl")

WORDS: dict[str, tuple[str, str]] = {
    "outcome": ("outcome", "uitkomst"),
    "unit": ("unit", "eenheid"),
    "mean": ("mean", "gemiddelde"),
    "interval": ("95 % interval", "95%-interval"),
    "difference": ("difference [95 % interval]", "verschil [95%-interval]"),
    "improved": ("pairs improved", "paren beter"),
    "verdict": ("verdict", "oordeel"),
    "as_is": ("{other} minus {baseline}, as they are", "{other} min {baseline}, zoals ze zijn"),
    "equal": ("{other} minus {baseline}, at equal euros", "{other} min {baseline}, bij gelijke euro's"),
    "extra": (
        "{receiver} gets {fte} fte more ({per} per 10,000 households), for the €{gap} per household a year that the "
        "other spends more on services; with it the gap is €{after}.",
        "{receiver} krijgt {fte} fte erbij ({per} per 10.000 huishoudens), voor de €{gap} per huishouden per jaar die "
        "de ander meer uitgeeft aan voorzieningen; daarna is het verschil €{after}.",
    ),
    "capped": (
        "The lever's upper bound held this back: the two are not yet equal.",
        "De bovengrens van de knop hield dit tegen: de twee zijn nog niet gelijk.",
    ),
    "no_extra": ("Both spend the same on services; nothing is added.", "Beide geven evenveel uit; er komt niets bij."),
    "reference": (
        "Every scenario is also set against current_practice; see summary.json.",
        "Elk scenario is ook vergeleken met current_practice; zie summary.json.",
    ),
    "luck": (
        "Only luck varies: assumed parameters are held at their values.",
        "Alleen toeval varieert: aangenomen waarden staan vast.",
    ),
    "both": (
        "Luck and {count} assumed parameters vary together over {pairs} pairs.",
        "Toeval en {count} aangenomen waarden variëren samen over {pairs} paren.",
    ),
    "few": ("A verdict needs at least 3 pairs.", "Een oordeel vraagt ten minste 3 paren."),
    "rest": ("The other {count} outcomes are in summary.json; --all prints them.",
             "De andere {count} uitkomsten staan in summary.json; --all toont ze."),
    "guards": ("guards", "controles"),
    "passed": ("passed", "in orde"),
    "not_passed": ("NOT PASSED", "NIET IN ORDE"),
    "failed": ("{count} runs failed; the first: {error}", "{count} runs mislukten; de eerste: {error}"),
    "compiling": (
        "compiling the model, once on this machine; about a minute",
        "het model wordt gecompileerd, eenmaal op deze machine; ongeveer een minuut",
    ),
    "written": ("written to {folder}", "weggeschreven naar {folder}"),
    "stopped": (
        "stopped; finished runs are kept in {folder}, the same command goes on from there",
        "gestopt; voltooide runs staan in {folder}, dezelfde opdracht gaat daar verder",
    ),
    "stopped_bare": (
        "stopped; with --out DIR finished runs are kept and the same command goes on from there",
        "gestopt; met --out MAP blijven voltooide runs bewaard en gaat dezelfde opdracht daar verder",
    ),
    "better": ("better", "beter"),
    "worse": ("worse", "slechter"),
    "higher": ("higher", "hoger"),
    "lower": ("lower", "lager"),
    "no difference that matters": ("no difference that matters", "geen verschil dat ertoe doet"),
    "cannot tell apart": ("cannot tell apart", "niet te onderscheiden"),
}  # fmt: skip

UNITS_NL = {
    "severity per household": "ernst per huishouden",
    "weeks": "weken",
    "share of closed files": "deel van de gesloten dossiers",
    "share of staff": "deel van het personeel",
    "euro per household per year": "euro per huishouden per jaar",
    "share of households": "deel van de huishoudens",
}


def say(key: str, lang: str, **fields: Any) -> str:
    """The words for `key` in "en" or "nl", filled in."""
    return WORDS[key][LANGUAGES.index(lang)].format(**fields)


def unit(name: str, lang: str) -> str:
    """A unit in the language, or in English where no translation stands here."""
    return UNITS_NL.get(name, name) if lang == "nl" else name


def number(value: float | None, digits: int, lang: str, sign: bool = False) -> str:
    """A number with that many digits in the language's notation, "-" when undefined."""
    if value is None:
        return "-"
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    if not text.strip("+-0.,"):
        text = text.lstrip("+-")
    return text.translate(str.maketrans(",.", ".,")) if lang == "nl" else text


def share(value: float | None) -> str:
    """A share as a percentage, "-" when undefined."""
    return "-" if value is None else f"{100 * value:.0f} %"
