"""Why a direction of a source does not come out: how far the deed of the source came, and what it would do if it were done.

Two toggles tell causes apart. In a third world everything is as in world 1 but what the source did has taken effect in the
first week: nobody had to see it, choose it, allow it or grant it, and it did not fail. When the direction holds there, what
stands in the way in world 2 is practice, and the stage at which most households stay says where; when it does not, the
effect of the deed on this household is too small in the model, or another way round.
"""

from collections.abc import Mapping, Sequence

from abm.settings.deed_tables import deed_names
from experiments.story.count import FAILS_OPPOSITE, FAILS_SAME, HOLDS, IF_DONE, Counted, judge
from experiments.story.deeds import STAGES
from experiments.story.vignettes import Direction, Vignette
from experiments.words.language import pick
from viz.story import terms
from viz.story.page import Teller

DONE = STAGES.index("done")
SOURCE_DID = 0.5  # share of households above which what the source did counts as done in world 2


def causes(teller: Teller, found: Mapping[str, Vignette], results: Mapping[str, Mapping[tuple[str, str], Counted]],
           given: Mapping[str, Sequence[str]]) -> list[str]:
    """Lines of Markdown: one for each direction that does not hold, with the cause that the toggles show."""
    lines = ["", teller.say("causes_title"), "", teller.say("causes_about"), ""]
    for name, vignette in found.items():
        for item, word in zip(vignette.directions, given[name], strict=True):
            if word != HOLDS:
                lines.append(f"- {_cause(teller, name, vignette, item, word, results[name])}")
    return lines


def _cause(teller: Teller, name: str, vignette: Vignette, item: Direction, word: str,
           results: Mapping[tuple[str, str], Counted]) -> str:
    label = f"{teller.outcome(item.outcome)[0]} {teller.expected(item.b_is)}"
    head = teller.say("cause_head", name=name, outcome=label, answer=teller.answer(word))
    practice, done = results["a", "b"], results.get(("a", IF_DONE))
    if done is None:
        return f"{head} {teller.say('cause_levers')}"
    if done.fitted == 0.0:
        told = teller.say("cause_unfit", deeds=teller.deed_list(deed_names(vignette.configs)[k] for k in vignette.deeds))
        return f"{head} {_reached(teller, practice)} {told}"
    what = judge(item, done)
    mean, lo, hi = teller.difference(item.outcome, done.differences[item.outcome])
    if_done = teller.say("cause_if_done", answer=teller.answer(what), mean=mean, lo=lo, hi=hi,
                         unit=teller.outcome(item.outcome)[1])  # fmt: skip
    return f"{head} {_reached(teller, practice)} {if_done} {teller.say(_verdict(what, practice))}"


def _reached(teller: Teller, found: Counted) -> str:
    one, two = found.stages
    stuck = max((k for k in range(DONE)), key=lambda k: two[k])
    return teller.say("cause_reached", b=teller.words.percent(two[DONE]), a=teller.words.percent(one[DONE]),
                      stage=pick(terms.STAGE[STAGES[stuck]], teller.lang), share=teller.words.percent(two[stuck]))


def _verdict(what: str, found: Counted) -> str:
    """Which of the causes it is: practice does not get there, or the deed itself does too little or the opposite."""
    if what == HOLDS:
        one, two = found.stages
        return "cause_both" if one[DONE] >= SOURCE_DID and two[DONE] >= SOURCE_DID else "cause_practice"
    if what == FAILS_SAME:
        return "cause_small"
    return "cause_opposite" if what == FAILS_OPPOSITE else "cause_luck"
