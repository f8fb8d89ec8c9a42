"""From facts to one page: HTML with everything in it, no network, the same bytes every time."""

from collections.abc import Callable
from pathlib import Path

from viz.facts.facts import Facts
from viz.report import (
    sections,
    sections_asking,
    sections_did,
    sections_first,
    sections_frame,
    sections_more,
    sections_stories,
    sections_sure,
)
from viz.report.page import Section
from viz.words.report import Wording

HERE = Path(__file__).parent


def render(facts: Facts, lang: str = "nl", besides: Callable[[list[Section]], list[Section]] = list) -> str:
    """The report as one HTML document; `besides` may put sections of its own among the others.

    Raises ValueError for a language that is not offered.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    words = Wording(lang)
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    names = words.listed([item.title(lang) for item in facts.compared])
    title = words.say("page_title", alternatives=names, baseline=facts.scenario(facts.baseline).title(lang))
    page = environment.get_template("template.html.j2").render(
        lang=lang, title=title, css=(HERE / "style.css").read_text(encoding="utf-8"), say=words.say,
        sections=besides([make(facts, words) for make in ORDER]),
    )  # fmt: skip
    return page.lstrip()


ORDER = (
    sections_first.question, sections_first.answer, sections.primary, sections_asking.asking, sections.nothing,
    sections.ledgers, sections.waiting, sections.residents, sections_did.did, sections_more.staff, sections_more.money,
    sections_more.cost,
    sections_more.balance, sections_stories.stories, sections_sure.sure, sections_frame.frame, sections_more.levers,
    sections_frame.measures, sections_more.provenance, sections_more.assumptions,
)  # fmt: skip
