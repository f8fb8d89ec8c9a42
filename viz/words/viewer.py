"""Every word of the viewer, English and Dutch side by side: those of its frame here, of each page in `viewer_*`.

Terms come from `viz.words.terms`.
"""

from pathlib import Path
from typing import Any

from experiments.words.language import languages, pick
from experiments.words.units import UNITS_NL
from viz.words.ahead import AHEAD
from viz.words.household import HOUSEHOLD
from viz.words.scenes import STORY
from viz.words.taking import TAKING
from viz.words.terms import pair_of
from viz.words.viewer_follow import FOLLOW
from viz.words.viewer_guess import GUESS
from viz.words.viewer_help import HELP
from viz.words.viewer_levers import LEVERS
from viz.words.viewer_rows import DOMAINS, LINES, PERSONS, STATUSES
from viz.words.viewer_sweep import SWEEP
from viz.words.viewer_worlds import WORLDS

PAGES = ("story", "worlds", "levers", "variants", "follow", "guess", "sweep", "help")
WORDS: dict[str, tuple[str, str]] = {
    "title": ("Leefwereld", "Leefwereld"),
    "tagline": ("the same people, the same luck, another way of working",
                "dezelfde mensen, hetzelfde toeval, een andere manier van werken"),
    "page_worlds": ("Worlds", "Werelden"), "page_levers": ("Levers", "Knoppen"), "page_variants": ("Variants", "Varianten"),
    "page_follow": ("Follow one", "Volg iemand"),
    "page_guess": ("Guess first", "Eerst raden"), "page_sweep": ("Many runs", "Veel runs"), "page_help": ("Help", "Hulp"),
    "play": ("Play", "Afspelen"), "pause": ("Pause", "Pauze"), "step": ("One week on", "Een week verder"),
    "step_back": ("One week back", "Een week terug"), "speed": ("weeks a second", "weken per seconde"),
    "fastest": ("fastest", "snelst"), "first": ("First difference", "Eerste verschil"), "undo": ("Undo", "Ongedaan"),
    "bookmark": ("Bookmark", "Bladwijzer"), "bookmarks": ("Bookmarks", "Bladwijzers"),
    "bookmark_name": ("{world}, week {week}", "{world}, week {week}"), "remove": ("remove", "verwijder"),
    "save": ("Save", "Opslaan"), "load": ("Open", "Openen"),
    "dark": ("Dark", "Donker"), "light": ("Light", "Licht"), "large": ("A+", "A+"),
    "language": ("Nederlands", "English"), "week": ("week", "week"), "of": ("of", "van"), "year": ("year", "jaar"),
    "start": ("start", "begin"),
    "close": ("Close", "Sluiten"),
    "parted": ("First difference: week {week}", "Eerste verschil: week {week}"),
    "not_parted": ("The worlds have not parted yet: no household is in another situation. Play on first.",
                   "De werelden zijn nog gelijk: geen huishouden zit in een andere situatie. Speel eerst verder."),
    "at_the_end": ("This is the last week. Go back, or start again.", "Dit is de laatste week. Ga terug, of begin opnieuw."),
    "bookmarks_full": ("There are {most} bookmarks already, one for each key; remove one first.",
                       "Er zijn al {most} bladwijzers, één voor elke toets; haal er eerst een weg."),
    "out_of_bounds": ("{what}: {value} cannot be shown live; allowed: {low} to {high}. The worlds are as they were.",
                      "{what}: {value} kan hier niet live; toegestaan: {low} tot en met {high}. De werelden zijn zoals ze waren."),
    "file_refused": ("This file was not opened, and nothing was changed. {why}", "Dit bestand is niet geopend, en er is niets gewijzigd. {why}"),
    "not_back": ("What this page showed before could not be made again; it begins anew.",
                 "Wat deze pagina eerder toonde, kon niet opnieuw worden gemaakt; ze begint opnieuw."),
    "nothing_to_undo": ("There is nothing to undo.", "Er is niets ongedaan te maken."),
    "failed": ("Something went wrong here, and was written down where the server runs. The worlds are as they were.",
               "Hier ging iets mis; het staat opgeschreven waar de server draait. De werelden zijn zoals ze waren."),
    "not_understood": ("That could not be understood, so nothing was changed.", "Dat was niet te begrijpen; er is niets gewijzigd."),
    "no_such_household": ("There is no household of that number; they run from 0 to {most}.",
                          "Er is geen huishouden met dat nummer; ze lopen van 0 tot en met {most}."),
    "working": ("One moment: the worlds are being built …", "Een ogenblik: de werelden worden opgebouwd …"),
    "compare": ("Compare", "Vergelijk"), "with": ("with", "met"),
    "time_line": ("Time line", "Tijdlijn"),
    "begin_hint": ("Press Play, or the space bar, to let time pass.", "Druk op Afspelen, of op de spatiebalk, om de tijd te laten lopen."),
    "weeks_short": ("wk", "wk"),
    "file_opened": ("The file was opened. {why}", "Het bestand is geopend. {why}"),
    "file_model": ("It was saved by another version of the model; the worlds came out the same.", "Het is door een andere versie van het model opgeslagen; de werelden kwamen er hetzelfde uit."),
    "line_marks": ("On the time line", "Op de tijdlijn"), "line_change": ("a lever changed", "een knop gewijzigd"),
    "line_parted": ("the worlds part", "de werelden gaan uiteen"),
    "save_hint": ("Keep this session as a file", "Bewaar deze sessie als bestand"),
    "load_hint": ("Open a session that was saved", "Open een sessie die bewaard is"),
    "replay_head": ("{households} households, {years} years, luck {seed} {vignette}: simulated again up to week {week}",
                    "{households} huishoudens, {years} jaar, toeval {seed} {vignette}: opnieuw berekend tot week {week}"),
    "replay_same": ("Every world is the same as in the file, to the last byte.", "Elke wereld is gelijk aan die in het bestand, tot op de laatste byte."),
    "replay_other": ("The worlds are NOT those of the file: it was changed after it was saved.", "De werelden zijn NIET die van het bestand: het is na het opslaan gewijzigd."),
    "replay_model": ("The worlds are NOT those of the file: it was saved by another version of the model.",
                     "De werelden zijn NIET die van het bestand: het is door een andere versie van het model opgeslagen."),
    "serving": ("the viewer is at {address} (Ctrl-C ends it)", "de viewer staat op {address} (Ctrl-C stopt hem)"),
    "shared": (
        "everybody who can reach {host} on your network can now open the viewer and use this machine's processor; there is no "
        "password. Do this in a room that you trust, and end it afterwards.",
        "iedereen die {host} op uw netwerk kan bereiken kan nu de viewer openen en de processor van deze machine gebruiken; er is "
        "geen wachtwoord. Doe dit in een ruimte die u vertrouwt, en sluit daarna af.",
    ),
    "world": ("World", "Wereld"),
    **AHEAD, **FOLLOW, **GUESS, **HELP, **HOUSEHOLD, **LEVERS, **STORY, **SWEEP, **TAKING, **WORLDS,
}  # fmt: skip


def say(key: str, lang: str, **fields: Any) -> str:
    """The words for `key`, filled in. Raises KeyError for what is not there."""
    text = pick(WORDS[key], lang)
    return text.format(**fields) if fields else text


def person(vignette: str, lang: str) -> str:
    """Who a case is about."""
    return pick(PERSONS.get(vignette, WORDS["person"]), lang)


def unit(name: str, lang: str) -> str:
    """A unit of the registries in this language, or as it stands."""
    dutch = ("aandeel " if name.startswith("share of") else "") + UNITS_NL.get(name, name)
    return pick((name, dutch if name in UNITS_NL else name), lang)


class ViewerWords:
    """The words of one language; rows bring theirs from a configs folder. Raises ValueError for a language not offered."""

    def __init__(self, lang: str, configs: Path | None = None) -> None:
        if lang not in languages():
            raise ValueError(f"language {lang!r} is not offered; choose {' or '.join(languages())}")
        self.lang, self.configs = lang, configs

    def pick(self, pair: tuple[str, str]) -> str:
        """The text of a pair in this language."""
        return pick(pair, self.lang)

    def all(self) -> dict[str, str]:
        """Every word of the page by its key."""
        return {key: pick(pair, self.lang) for key, pair in WORDS.items()}

    def term(self, kind: str, name: str) -> str:
        """The domain's word for a name of the model, or the name itself, readable."""
        own = {"status": STATUSES, "domain": DOMAINS}.get(kind)
        pair = own.get(name) if own is not None else pair_of(kind, name, self.configs)
        return pick(pair, self.lang) if pair else name.replace("_", " ")

    def line(self, name: str) -> dict[str, Any]:
        """A line's title, plain words, direction and kind of number."""
        title, about, direction, kind = LINES[name]
        return {"title": pick(title, self.lang), "about": pick(about, self.lang), "direction": direction, "kind": kind}
