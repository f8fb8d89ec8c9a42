"""From facts to one page: HTML with everything in it, no network, the same bytes every time."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from viz.facts.facts import Facts
from viz.facts.note import Edition
from viz.report import (
    sections,
    sections_asking,
    sections_did,
    sections_first,
    sections_frame,
    sections_mkba,
    sections_more,
    sections_stories,
    sections_sure,
)
from viz.report.note_parts import note
from viz.report.note_render import style, templates, title_of
from viz.report.page import Section
from viz.words.report import ReportWords

HERE = Path(__file__).parent


def render(
    facts: Facts, lang: str = "nl", besides: Callable[[list[Section]], list[Section]] = list, edition: Edition | None = None,
    linked: bool = True,
) -> str:
    """The report as one HTML document, the note in front; `besides` may put sections of its own among the others.

    `linked` says that the files which the report leads to stand beside it.

    Raises ValueError for a language that is not offered.
    """
    words = ReportWords(lang)
    who = edition or Edition()
    page = templates().get_template("template.html.j2").render(
        lang=lang, title=title_of(facts, words), css=style(words, who), say=words.say, note=note(facts, words, who),
        sections=besides([_kept(make(facts, words), linked) for make in ORDER]),
    )  # fmt: skip
    return page.lstrip()


def _kept(section: Section, linked: bool) -> Section:
    """The section without lines that lead to files which are not there."""
    return section if linked else replace(section, blocks=[item for item in section.blocks if item.kind != "link"])


ORDER = (
    sections_first.answer, sections_mkba.mkba, sections.primary, sections_asking.asking, sections.nothing,
    sections.ledgers, sections.waiting, sections.residents, sections_did.did, sections_more.staff, sections_more.money,
    sections_more.cost,
    sections_more.balance, sections_stories.stories, sections_sure.sure, sections_frame.frame, sections_more.levers,
    sections_frame.measures, sections_more.provenance, sections_more.assumptions,
)  # fmt: skip
