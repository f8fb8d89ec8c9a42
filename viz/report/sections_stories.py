"""One household's story in each world, as text: how it began, what became of it, where the worlds part, and the weeks."""

from collections.abc import Iterator

from experiments.story.kinds import KINDS, Event
from experiments.story.outcomes import OUTCOMES
from viz.facts.deep import Stories, Story
from viz.facts.facts import Facts
from viz.report.page import Block, Cell, ReportTable, Section, details, h3, p, table
from viz.story.page import MOST_PARTS, Teller
from viz.words.report import ReportWords, capital

SHOWN = ("unmet_need", "weeks_waiting", "stress", "trust_team", "debt", "crises", "refusals", "returns", "public_cost")
MOST_WEEKS = 60


def stories(facts: Facts, words: ReportWords) -> Section:
    """The households that the rule chose."""
    found = facts.stories
    if found is None:
        return Section("stories", words.say("h_stories"), [p(words.say("stories_none"), "note")])
    titles = {key: facts.scenario(name).title(words.lang) for key, name in (("of", found.of), ("against", found.against))}
    better, worse = (words.percent(share, 1) for share in (found.share_better, found.share_worse))
    intro = words.say("stories_intro", replication=found.replication, seed=found.seed, better=better, worse=worse,
                      least=words.number(found.least, 2), **titles)  # fmt: skip
    teller = Teller(words.lang)
    blocks = [p(intro)]
    for story in found.told:
        blocks += _story(facts, words, teller, found, story)
    return Section("stories", words.say("h_stories"), blocks)


def _story(facts: Facts, words: ReportWords, teller: Teller, found: Stories, story: Story) -> list[Block]:
    favoured = facts.scenario(found.favoured or found.of).title(words.lang)
    key = "story_harmed_none" if story.rule == "harmed" and found.favoured is None else f"story_{story.rule}"
    started = " ".join(line for line in teller.start(story.start) if line)
    blocks = [h3(words.say(key, slot=story.slot, favoured=favoured)), p(started)]
    if story.weeks < found.weeks:
        blocks.append(p(words.say("story_short", weeks=story.weeks), "note"))
    blocks.append(table(_became(facts, words, teller, story)))
    for label in story.parted:
        names = {"of": facts.scenario(label).title(words.lang), "against": facts.scenario(facts.baseline).title(words.lang)}
        blocks += [p(words.say("story_parted", **names)), Block("list", items=_parted(facts, words, teller, story, label))]
    return [*blocks, details(words.say("show_events"), _weeks(facts, words, teller, story))]


def _became(facts: Facts, words: ReportWords, teller: Teller, story: Story) -> ReportTable:
    rows = []
    for name in SHOWN:
        label, unit = teller.outcome(name)
        values = [world.outcomes.get(name) for world in story.worlds]
        told = ["–" if value is None else words.number(value, OUTCOMES[name].digits) for value in values]
        rows.append([Cell(capital(label), unit), *map(Cell, told)])
    head = [words.say("th_outcome"), *(facts.scenario(world.scenario).title(words.lang) for world in story.worlds)]
    return ReportTable(words.say("cap_story", slot=story.slot, weeks=story.weeks), head, rows, "numbers")


def _parted(facts: Facts, words: ReportWords, teller: Teller, story: Story, label: str) -> list[str]:
    found = story.parted[label]
    if found.first_week is None:
        return [words.say("story_part_never")]
    if found.told_week is None:
        return [words.say("story_part_told_never")]
    lines = [words.say("story_part_told", week=found.told_week)]
    for name, events in ((facts.baseline, found.only_a), (label, found.only_b)):
        title = facts.scenario(name).title(words.lang)
        lines += [words.say("story_part_only", title=title, text=teller.event(event)) for event in events]
    parts = [text for text in map(teller.part, found.parts) if text][:MOST_PARTS]
    both = {"a": facts.scenario(facts.baseline).title(words.lang), "b": facts.scenario(label).title(words.lang)}
    lines += [words.say("story_part_state", parts="; ".join(parts), **both)] if parts else []
    if found.felt_week is not None:
        lines.append(words.say("story_part_felt", week=found.felt_week))
    return lines


def _worth_telling(events: tuple[Event, ...]) -> Iterator[Event]:
    """Events that are told; of a need that hovers round being met, each time again until something else befalls it, one."""
    met: set[str] = set()
    for event in events:
        if not KINDS[event.kind][1]:
            continue
        if event.kind != "need_met":
            met.discard(event.domain)
        elif event.domain in met:
            continue
        else:
            met.add(event.domain)
        yield event


def _weeks(facts: Facts, words: ReportWords, teller: Teller, story: Story) -> ReportTable:
    """A row per week in which something happened anywhere, a column per world."""
    told = [
        [(event.week, teller.event(event)) for event in _worth_telling(world.events) if event.week <= story.weeks]
        for world in story.worlds
    ]
    weeks = sorted({week for lines in told for week, _ in lines})
    rows = [
        [Cell(str(week)), *(Cell(" ".join(text for at, text in lines if at == week), css="wrap") for lines in told)]
        for week in weeks[:MOST_WEEKS]
    ]
    if not rows:
        rows = [[Cell("–"), *(Cell(words.say("story_nothing")) for _ in story.worlds)]]
    if len(weeks) > MOST_WEEKS:
        left = words.say("story_more", count=len(weeks) - MOST_WEEKS)
        rows.append([Cell("…"), Cell(left), *(Cell("") for _ in story.worlds[1:])])
    head = [words.say("th_week"), *(facts.scenario(world.scenario).title(words.lang) for world in story.worlds)]
    return ReportTable(words.say("cap_events", slot=story.slot), head, rows, "events")
