"""From facts to the note's own page: HTML with everything in it, no network, the same bytes for the same facts and edition."""

from pathlib import Path
from typing import Any

from viz.facts.facts import Facts
from viz.facts.note import Edition
from viz.report.note_parts import note
from viz.words.report import ReportWords

HERE = Path(__file__).parent


def render_note(facts: Facts, lang: str = "nl", edition: Edition | None = None) -> str:
    """The note as one HTML document. Raises ValueError for a language that is not offered."""
    words = ReportWords(lang)
    who = edition or Edition()
    return templates().get_template("note_page.html.j2").render(
        lang=lang, title=title_of(facts, words), css=style(words, who), say=words.say, note=note(facts, words, who),
    ).lstrip()  # fmt: skip


def templates() -> Any:
    """Templates of note and report, which escape all text that they are given."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=False,
                       keep_trailing_newline=True)  # fmt: skip


def title_of(facts: Facts, words: ReportWords) -> str:
    """What is compared with what; titles after the first begin small, as words in a sentence do."""
    first, *others = [item.title(words.lang) for item in facts.compared]
    names = words.listed([first, *map(small, others)])
    baseline = small(facts.scenario(facts.baseline).title(words.lang))
    if facts.baseline == facts.reference:  # in Dutch "de huidige praktijk" has an article, other ways of working have none
        baseline = words.say("practice_in_title", practice=baseline)
    return words.say("page_title", alternatives=names, baseline=baseline)


def small(title: str) -> str:
    """A title within a sentence: without its capital, unless it begins with an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def style(words: ReportWords, edition: Edition | None = None) -> str:
    """The style of report and note, with a footer on every printed page: who and when, and the number of the page."""
    css = [(HERE / name).read_text(encoding="utf-8") for name in ("style.css", "note.css")]
    who = edition or Edition()
    said = " · ".join(text for text in (words.say("n_footer"), who.place, who.author, who.date) if text)
    page = f'"{words.say("n_page")} " counter(page) " {words.say("n_page_of")} " counter(pages)'
    look = "font: 8pt system-ui, Arial, 'Liberation Sans', sans-serif; color: #4c5762;"
    return "\n".join([*css, f"@page {{ @bottom-left {{ content: {quoted_css(said)}; width: 80%; {look} }} "
                      f"@bottom-right {{ content: {page}; width: 20%; {look} }} }}"])


def quoted_css(text: str) -> str:
    """Text as a string of CSS inside a style element: whatever could end either is written as its number."""
    return '"' + "".join(sign if sign.isalnum() or sign in " .,:·-()" else f"\\{ord(sign):06x}" for sign in text) + '"'
