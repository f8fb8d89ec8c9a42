"""The few words that the commands print, in English and Dutch. Reports have wording of their own, in viz."""

from typing import Any

from experiments.words.asking import ASKING_WORDS
from experiments.words.equal import EQUAL_WORDS
from experiments.words.language import pick, separated
from experiments.words.options import OPTION_WORDS
from experiments.words.pareto import PARETO_WORDS
from experiments.words.verdicts import VERDICT_WORDS
from experiments.words.work import WORK_WORDS

WORDS: dict[str, tuple[str, str]] = {
    "outcome": ("outcome", "uitkomst"),
    "unit": ("unit", "eenheid"),
    "mean": ("mean", "gemiddelde"),
    "interval": ("95 % interval", "95%-interval"),
    "difference": ("difference [95 % simulation error]", "verschil [simulatiefout, 95%]"),
    "futures": ("10-90 % of pairs", "10-90% van de paren"),
    "shares": ("pairs better / no difference / worse, %", "paren beter / geen verschil / slechter, %"),
    "shares_neutral": ("(higher / no difference / lower)", "(hoger / geen verschil / lager)"),
    "chances": ("chance there / matters / too small, %", "kans: er / genoeg / te klein, %"),
    "error_note": (
        "The simulation error says how well the mean is known, and shrinks with more pairs. What may happen is the spread "
        "over the pairs, each a possible future: the range of eight in ten, and how many differ by at least what matters. "
        "Chances are of the next future: that it goes the likelier way, that it does so by what matters, that it differs by "
        "less. A verdict is surely so from nine in ten.",
        "De simulatiefout zegt hoe goed het gemiddelde bekend is, en wordt kleiner met meer paren. Wat er kan gebeuren is de "
        "spreiding over de paren, elk een mogelijke toekomst: het bereik van acht op de tien, en hoeveel er genoeg "
        "verschillen om ertoe te doen. De kansen gaan over de volgende toekomst: dat die de waarschijnlijkste kant op gaat, "
        "dat genoeg doet om ertoe te doen, dat minder verschilt. Een oordeel is zeker vanaf negen op de tien.",
    ),
    "improved": ("pairs improved", "paren beter"),
    "verdict": ("verdict", "oordeel"),
    "smallest": ("matters from (share of the team's effect)", "telt vanaf (deel van het effect van het team)"),
    "smallest_note": (
        "A difference matters from the size in the last column; beside it, that size as a share of what the team as a whole "
        "does.",
        "Een verschil telt vanaf de grootte in de laatste kolom; ernaast die grootte als deel van wat het hele team uitmaakt.",
    ),
    "team_stale": (
        "What the team as a whole does was measured on an earlier version of the model "
        "(python -m experiments.comparison.team_effect).",
        "Wat het hele team uitmaakt is gemeten met een eerdere versie van het model "
        "(python -m experiments.comparison.team_effect).",
    ),
    "asking": (
        "By weeks since first asking, {other} minus {baseline}: the same households, waiting or not",
        "Naar weken sinds de eerste vraag, {other} min {baseline}: dezelfde huishoudens, wachtend of niet",
    ),
    "weeks_since": ("weeks since asking", "weken sinds de vraag"),
    "since": ("{low}-{high}", "{low}-{high}"),
    "since_trouble": ("in serious trouble, weeks a year", "ernstig in de knel, weken per jaar"),
    "since_unmet": ("unmet need", "onvervulde behoefte"),
    "as_is": ("{other} minus {baseline}, as they are", "{other} min {baseline}, zoals ze zijn"),
    "direct": (
        "The alternatives next to each other: {other} minus {against}, as they are",
        "De alternatieven naast elkaar: {other} min {against}, zoals ze zijn",
    ),
    **EQUAL_WORDS,
    "stop_some": (
        "Finance stopped {label} in {stopped} of {runs} runs, from week {earliest} at the earliest (median: week {median}). "
        "From then on it is run as current practice.",
        "Financiën zette {label} stop in {stopped} van de {runs} runs, op zijn vroegst vanaf week {earliest} (mediaan: week "
        "{median}). Daarna gaat het verder als de huidige praktijk.",
    ),
    "stop_none": ("Finance stopped {label} in none of {runs} runs.", "Financiën zette {label} in geen van de {runs} runs stop."),
    "stop_split": (
        "{other} minus {baseline}, with and without the {stopped} of {pairs} pairs in which finance stopped one of the two. "
        "The pairs that are left are a selection: the worlds in which the money did not run out.",
        "{other} min {baseline}, met en zonder de {stopped} van de {pairs} paren waarin financiën een van beide stopzette. "
        "De paren die overblijven zijn een selectie: de werelden waarin het geld niet opraakte.",
    ),
    "stop_all": (
        "{other} minus {baseline}: finance stopped one of the two in all {pairs} pairs, so no pair is left without a stop.",
        "{other} min {baseline}: financiën zette in alle {pairs} paren een van beide stop; er is geen paar zonder stop.",
    ),
    "stop_with": ("all pairs", "alle paren"),
    "stop_without": ("without the stopped pairs (selection)", "zonder de stopgezette paren (selectie)"),
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
    "plausible": (
        "The assumed parameters come from {points} joint settings that current practice did not rule out "
        "(docs/trust/calibration.md).",
        "De aangenomen waarden komen uit {points} gezamenlijke instellingen die de huidige praktijk niet uitsluit "
        "(docs/trust/calibration.md).",
    ),
    "few": ("A verdict needs at least 4 pairs.", "Een oordeel vraagt ten minste 4 paren."),
    "rest": ("The other {count} outcomes are in summary.json; --all prints them.",
             "De andere {count} uitkomsten staan in summary.json; --all toont ze."),
    "conflict_later": (
        "{label}: two measures set {lever}; {winner}, named later, holds with {winner_value} instead of {loser_value} "
        "({loser}).",
        "{label}: twee maatregelen bepalen {lever}; {winner}, later genoemd, geldt met {winner_value} in plaats van "
        "{loser_value} ({loser}).",
    ),
    "conflict_stronger": (
        "{label}: two measures limit {lever} the same way; the stronger, {winner} with {winner_value}, also satisfies "
        "{loser} with {loser_value}.",
        "{label}: twee maatregelen begrenzen {lever} dezelfde kant op; de sterkste, {winner} met {winner_value}, voldoet "
        "ook aan {loser} met {loser_value}.",
    ),
    "note_late": (
        "{label}: {what} does not count: it starts in week {week}, after the {weeks} weeks of this run.",
        "{label}: {what} telt niet mee: het begint in week {week}, na de {weeks} weken van deze run.",
    ),
    "note_hidden": (
        "{label}: {what} does not count: {by} holds instead.",
        "{label}: {what} telt niet mee: {by} geldt in plaats daarvan.",
    ),
    "note_same": (
        "{label}: {what} changes no lever: what it asks is so already.",
        "{label}: {what} verandert geen knop: wat ervoor nodig is, is al zo.",
    ),
    "winners": ("Better and worse off, {other} minus {baseline}, the same household in the same luck, per 1,000 households:",
                "Beter en slechter af, {other} min {baseline}, hetzelfde huishouden en toeval, per 1.000 huishoudens:"),
    "winners_size": ("by at least {size} in unmet need: {better} better, {worse} worse, net {net}",
                     "met ten minste {size} aan onvervulde behoefte: {better} beter, {worse} slechter, netto {net}"),
    "winners_need": ("unmet need per household: {taken} taken away, {added} added, net {net}",
                     "onvervulde behoefte per huishouden: {taken} eraf, {added} erbij, netto {net}"),
    "half_title": ("half of {title}", "de helft van {title}"),
    "half_about": ("Every lever halfway between current practice and {title}.",
                   "Elke knop halverwege tussen de huidige praktijk en {title}."),
    "note_identical": (
        "{label} has the same settings as {by} in every week: they are identical, and nothing can differ between them.",
        "{label} heeft in elke week dezelfde instellingen als {by}: ze zijn identiek, en er kan niets tussen verschillen.",
    ),
    "note_twice": ("{label}: {what} is named twice and counts once.", "{label}: {what} is twee keer genoemd en telt één keer."),
    "m_rows": ("programme of the sources", "programma in de bronnen"),
    "m_sets": ("What it sets on {preset}", "Wat het instelt op {preset}"),
    "m_lever": ("lever", "knop"),
    "m_asked": ("asked", "gevraagd"),
    "m_before": ("there", "daar"),
    "m_after": ("becomes", "wordt"),
    "m_evidence": ("evidence", "bewijs"),
    "m_value": ("{value}", "{value}"),
    "m_at_least": ("at least {value}", "ten minste {value}"),
    "m_at_most": ("at most {value}", "ten hoogste {value}"),
    "m_nothing": ("It changes no lever on this preset: what it asks for holds there already.",
                  "Het verandert geen knop op deze voorinstelling: wat het vraagt geldt daar al."),
    "m_deeds": ("What it does to deeds", "Wat het met daden doet"),
    "m_opened": ("it can be done", "het kan gedaan worden"),
    "m_taken": ("it can no longer be done", "het kan niet meer"),
    "m_lift": ("rules lifted: {rules}", "regels opgeheven: {rules}"),
    "m_mandate": ("in the professional's own mandate", "in het eigen mandaat van de professional"),
    "m_no_mandate": ("not in the professional's own mandate", "niet in het eigen mandaat van de professional"),
    "m_price": ("price times {factor}", "prijs maal {factor}"),
    "m_no_levers": ("It sets no lever.", "Het stelt geen knop in."),
    "m_cost": ("own cost", "eigen kosten"),
    "m_cost_value": ("€{week} a week per 10,000 households (€{year} a year), paid by {payer}",
                     "€{week} per week per 10.000 huishoudens (€{year} per jaar), betaald door {payer}"),
    "m_cost_weeks": ("during {weeks} weeks", "gedurende {weeks} weken"),
    "m_no_cost": ("none of its own", "geen eigen"),
    "m_capacity": ("capacity added", "toegevoegde capaciteit"),
    "m_fte": ("{fte} fte per 10,000 households, paid by the model like other staff",
              "{fte} fte per 10.000 huishoudens, door het model betaald zoals ander personeel"),
    "m_none": ("none", "geen"),
    "m_delay": ("works from", "werkt vanaf"),
    "m_week": ("week {week} of the policy", "week {week} van het beleid"),
    "m_preset": ("sits naturally on", "past van nature op"),
    "m_limits": ("what is not expressed", "wat niet is uitgedrukt"),
    "m_sources": ("sources", "bronnen"),
    "m_claims": ("What its authors claim", "Wat de auteurs claimen"),
    "m_verified": ("also found outside their own text", "ook buiten hun eigen tekst gevonden"),
    "m_unverified": ("not verified", "niet geverifieerd"),
    "m_no_claims": ("No claim is recorded.", "Er is geen claim vastgelegd."),
    "m_finds": ("What the model finds", "Wat het model vindt"),
    "m_beside": (
        "Beside the claims: they are of the authors' own cases and measures of success, and no claim went into the model. "
        "The table is of the whole place.",
        "Naast de claims: die gaan over eigen gevallen en maten van de auteurs, en geen claim is in het model gestopt. "
        "De tabel gaat over de hele plaats.",
    ),
    "m_same": (
        "Nothing is run: with and without it the world is the same.",
        "Er wordt niets gedraaid: met en zonder is de wereld dezelfde.",
    ),
    "m_late": (
        "its levers move in week {week}, after the {weeks} weeks of this run; only its cost falls within it",
        "de knoppen bewegen in week {week}, na de {weeks} weken van deze run; alleen de kosten vallen erbinnen",
    ),
    "grade_seed": ("seed", "uit de bronnen"),
    "grade_found": ("found", "elders gevonden"),
    "grade_weak": ("weak", "zwak"),
    "grade_assumed": ("assumed", "aangenomen"),
    "m_locators": (
        "Evidence that it points at (an assumed number has none):",
        "Bewijs waarnaar zij verwijst (een aangenomen getal heeft er geen; in het Engels):",
    ),
    "precise": (
        "The widths asked for were reached at {pairs} pairs.", "De gevraagde breedtes zijn bereikt bij {pairs} paren."
    ),
    "not_precise": (
        "The widths asked for were not reached at {pairs} pairs, the most allowed: {widths}.",
        "De gevraagde breedtes zijn niet bereikt bij {pairs} paren, het hoogst toegestane aantal: {widths}.",
    ),
    "undermined": (
        "A pattern fails that tells against these numbers, so read their level with care (leefwereld patterns): {outcomes}.",
        "Een patroon geldt niet dat tegen deze getallen pleit; lees hun niveau met zorg (leefwereld patterns): {outcomes}.",
    ),
    "guards": ("guards", "controles"),
    "passed": ("passed", "in orde"),
    "not_passed": ("NOT PASSED", "NIET IN ORDE"),
    "failed": ("{count} runs failed; the first: {error}", "{count} runs mislukten; de eerste: {error}"),
    "compiling": (
        "compiling the model, once on this machine; less than a minute",
        "het model wordt gecompileerd, eenmaal op deze machine; minder dan een minuut",
    ),
    "cache_at": ("cache: {folder}, at most {most}", "cache: {folder}, hoogstens {most}"),
    "cache_nowhere": ("nowhere", "nergens"),
    "cache_code": ("compiled code: {files} files, {size}", "gecompileerde code: {files} bestanden, {size}"),
    "cache_warm": ("starting states: {files} files, {size}", "begintoestanden: {files} bestanden, {size}"),
    "cache_part": ("unfinished: {files} files, {size}", "niet af: {files} bestanden, {size}"),
    "cache_places": ("places: {files} files, {size}", "gemeenten: {files} bestanden, {size}"),
    "cache_removed": ("removed: {files} files, {size}", "verwijderd: {files} bestanden, {size}"),
    "written": ("written to {folder}", "weggeschreven naar {folder}"),
    "stopped": (
        "stopped; finished runs are kept in {folder}, the same command goes on from there",
        "gestopt; voltooide runs staan in {folder}, dezelfde opdracht gaat daar verder",
    ),
    "stopped_bare": (
        "stopped; with --out DIR finished runs are kept and the same command goes on from there",
        "gestopt; met --out MAP blijven voltooide runs bewaard en gaat dezelfde opdracht daar verder",
    ),
    "d_settings": ("settings", "instellingen"),
    "d_versions": ("versions", "versies"),
    "d_model": (
        "made by two versions of the model: what differs in the results may be the model's doing, not that of what was asked",
        "gemaakt door twee versies van het model: verschillen in de resultaten kunnen aan het model liggen, niet aan de vraag",
    ),
    "d_data": ("model and scenarios", "model en scenario's"),
    "d_levers": ("levers", "knoppen"),
    "d_parameters": ("parameters", "parameters"),
    "d_drawn": ("parameters that are varied", "parameters die worden gevarieerd"),
    "d_pairs": ("pairs that are told", "paren die getoond worden"),
    "d_guards": ("guards", "controles"),
    "d_results": ("results (* the verdict changed)", "resultaten (* het oordeel is anders)"),
    "d_same": ("the same", "gelijk"),
    "d_rest": ("{count} other differences moved without another verdict; --all prints them",
               "{count} andere verschillen zijn verschoven zonder ander oordeel; --all toont ze"),
    "d_failed": ("failed runs: {before} → {after}", "mislukte runs: {before} → {after}"),
    "d_none": ("none", "geen"),
    "d_yes": ("yes", "ja"),
    "d_no": ("no", "nee"),
    **VERDICT_WORDS,
    **OPTION_WORDS,
    **PARETO_WORDS,
    **WORK_WORDS,
    **ASKING_WORDS,
}  # fmt: skip

UNITS_NL = {
    "severity per household": "ernst per huishouden",
    "weeks": "weken",
    "share of closed files": "deel van de gesloten dossiers",
    "share of staff": "deel van het personeel",
    "euro per household per year": "euro per huishouden per jaar",
    "share of households": "deel van de huishoudens",
    "weeks a year per household": "weken per jaar per huishouden",
    "per 100 households that asked": "per 100 huishoudens met een vraag",
    "per 1,000 households": "per 1.000 huishoudens",
    "per 1,000 households that asked": "per 1.000 huishoudens met een vraag",
}


def say(key: str, lang: str, **fields: Any) -> str:
    """The words for `key` in "en" or "nl", filled in."""
    return pick(WORDS[key], lang).format(**fields)


def unit(name: str, lang: str) -> str:
    """A unit in the language, or in English where no translation stands here."""
    return pick((name, UNITS_NL.get(name, name)), lang)


def number(value: float | None, digits: int, lang: str, sign: bool = False) -> str:
    """A number with that many digits in the language's notation, "-" when undefined."""
    if value is None:
        return "-"
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    if not text.strip("+-0.,"):
        text = text.lstrip("+-")
    return separated(text, lang)


def plain(value: float, lang: str) -> str:
    """A number with the digits it has."""
    return separated(f"{value:g}", lang)


def share(value: float | None) -> str:
    """A share as a percentage, "-" when undefined."""
    return "-" if value is None else f"{100 * value:.0f} %"
