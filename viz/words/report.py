"""Numbers and validated results into words, English or Dutch: the only place that makes a sentence about a result.

A sentence is a template of `phrases.py` filled from an object of `facts.py` with the unit, digits and direction that
the outcome registry gives it. Shares are told as percentages, their differences in percentage points.
"""

import math
import re
from pathlib import Path
from typing import Any

from abm.state.outcomes import OUTCOMES, PRIMARY, Outcome
from experiments.stats.robust import share_interval
from experiments.stats.verdicts import DIFFERS, FEWEST_FUTURES, NO_DIFFERENCE, SAME, UNSURE, side
from experiments.words.language import languages, named, pick, separated
from experiments.words.units import UNITS_NL
from viz.facts.estimates import Estimate
from viz.facts.facts import BreakEven, Difference, Facts, Setting
from viz.words.agreement import agreed
from viz.words.phrases import PHRASES
from viz.words.terms import pair_of

SHARE = "share of"  # units that begin so are told in percent
BIT_UNITS = {"severity per household": "need", "weeks": "weeks", "euro per household per year": "euro",
             "weeks a year per household": "weeks_year"}  # fmt: skip
MINUS = "\u2212"
FIXED = "\u00a0"  # a space at which no line breaks


class ReportWords:
    """Words of one language; rows bring theirs from a configs folder. Raises ValueError for a language that is not offered."""

    def __init__(self, lang: str, configs: Path | None = None) -> None:
        if lang not in languages():
            raise ValueError(f"language {lang!r} is not offered; choose {' or '.join(languages())}")
        self.lang, self.configs = lang, configs

    # words

    def say(self, key: str, **fields: Any) -> str:
        """The phrase `key`, filled; a sentence begins with a capital even when its first word is a field."""
        text = agreed(pick(PHRASES[key], self.lang).format(**fields), self.lang)
        return capital(text) if text.endswith((".", ":")) else text

    def term(self, kind: str, name: str) -> str:
        """The domain's word for a name of the model, or the name itself, readable."""
        pair = pair_of(kind, name, self.configs)
        return pick(pair, self.lang) if pair else name.replace("_", " ")

    def named(self, name: str) -> str:
        """A scenario's title in quotation marks of the language."""
        return self.say("quoted", name=name)

    def listed(self, items: list[str]) -> str:
        """One, two, or many items in a row, the last joined by 'and'."""
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + f" {self.say('and')} {items[-1]}"

    def item(self, key: str) -> str:
        """Name of a row of the provenance: known ones as read here, with what follows the first word left as it is."""
        first, _, rest = key.partition(" ")
        pair = PHRASES.get(f"pv_{first}")
        return " ".join(part for part in (pick(pair, self.lang) if pair else first, rest) if part)

    def outcome(self, name: str) -> str:
        """Name of an outcome in this language."""
        return named(OUTCOMES[name], self.lang)

    def unit(self, unit: str) -> tuple[str, str]:
        """The unit as read here, and the language it is in (English where no translation exists)."""
        told = UNITS_NL.get(unit, unit)
        whole = not unit.startswith(SHARE) or told.startswith(("aandeel ", "deel ", "hoogstens "))
        found = pick((unit, told if whole or unit not in UNITS_NL else f"aandeel {told}"), self.lang)
        known = found != unit or (self.lang == "nl" and unit in UNITS_NL)  # some are the same word in Dutch
        return found, self.lang if known else "en"

    def ends(self, low: float, high: float) -> str:
        """A range of settings, low to high, that does not break."""
        return f"{self.plain(low)}{FIXED}{self.say('to')}{FIXED}{self.plain(high)}"

    # numbers

    def number(self, value: float, digits: int, sign: bool = False) -> str:
        """A number with thousands and decimals as this language writes them. Raises ValueError if it is not finite."""
        if not math.isfinite(value):
            raise ValueError(f"only finite numbers are put into words, got {value}")
        rounded = round(value, digits) + 0.0
        text = f"{abs(rounded):,.{digits}f}"
        text = separated(text, self.lang)
        return (MINUS if rounded < 0 else "+" if sign and rounded > 0 else "") + text

    def local(self, text: str) -> str:
        """Figures in an English text as this language writes them, with a true minus sign."""
        text = re.sub(r"-(?=\d)", MINUS, text)
        return separated(text, self.lang)

    def plain(self, value: float) -> str:
        """A setting or parameter value with no more digits than it needs (at most six significant)."""
        shortest = f"{value:.6g}"
        if "e" in shortest:
            head, _, power = shortest.partition("e")
            return f"{self.number(float(head), _decimals(head))}{FIXED}×{FIXED}10^{self.number(int(power), 0)}"
        return self.number(float(shortest), _decimals(shortest))

    def percent(self, share: float, digits: int = 0) -> str:
        """A share (0-1) as a percentage."""
        return self.number(share * 100, digits) + ("%" if self.lang == "en" else FIXED + "%")

    def shown(self, outcome: Outcome, value: float, sign: bool = False) -> str:
        """A value of an outcome in the unit that `unit_of` names."""
        factor, digits = _display(outcome)
        return self.number(value * factor, digits, sign)

    def unit_of(self, outcome: Outcome, difference: bool = False) -> str:
        """Unit as shown: shares in percent or, for differences, percentage points."""
        unit, _ = self.unit(outcome.unit)
        if not outcome.unit.startswith(SHARE):
            return unit
        whole = unit.removeprefix("share ").removeprefix("aandeel ")
        point = pick(("percentage points", "procentpunt"), self.lang) if difference else "%"
        return f"{point} {whole}"

    def range(self, outcome: Outcome, estimate: Estimate | None, sign: bool = False) -> str:
        """An interval 'lo to hi' in the unit as shown."""
        if estimate is None:
            return self.say("not_defined")
        to = pick(("to", "tot"), self.lang)
        return f"{self.shown(outcome, estimate.lo, sign)} {to} {self.shown(outcome, estimate.hi, sign)}"

    def between(self, estimate: Estimate | None, digits: int, sign: bool = False) -> str:
        """An interval of a quantity that is not an outcome, with so many digits."""
        if estimate is None:
            return self.say("not_defined")
        to = pick(("to", "tot"), self.lang)
        return f"{self.number(estimate.lo, digits, sign)} {to} {self.number(estimate.hi, digits, sign)}"

    def setting(self, settings: tuple[Setting, ...]) -> str:
        """The values of a lever with their weeks and teams."""
        told = []
        for item in settings:
            text = self.plain(item.value)
            if item.last is not None:
                text = self.say("weeks_between", value=text, first=item.first, last=item.last)
            elif item.first > 1:
                text = self.say("weeks_from", value=text, first=item.first)
            told.append(self.say("in_teams", value=text, teams=", ".join(map(str, item.teams))) if item.teams else text)
        return "; ".join(told)

    def break_even(self, found: BreakEven) -> str:
        """When a scenario has earned itself back, or that it does not within the horizon; with the share of runs."""
        part = found.share or 0.0
        _, lo, hi = share_interval(part * found.runs, found.runs)
        share = f"{self.percent(part)} ({self.say('span', lo=self.percent(lo), hi=self.percent(hi))})"
        if found.week is None:
            return self.say("breakeven_never", share=share)
        if found.week == 0:
            return self.say("breakeven_start", share=share)
        return self.say("breakeven_week", week=self.number(found.week, 0), share=share)

    def verdict(self, word: str) -> str:
        """A verdict as read."""
        return self.term("verdict", word)

    # claims

    def more_or_less(self, key: str, estimate: Estimate, digits: int, **fields: Any) -> str:
        """A sentence on an amount that may be more, less or both: the templates are key_more, key_less and key_both."""
        if estimate.lo < 0 < estimate.hi:
            ends = {"down": self.number(-estimate.lo, digits), "up": self.number(estimate.hi, digits)}
            return self.say(f"{key}_both", **ends, **fields)
        small, large = sorted((abs(estimate.lo), abs(estimate.hi)))
        ends = {"small": self.number(small, digits), "large": self.number(large, digits)}
        return self.say(f"{key}_more" if estimate.hi > 0 else f"{key}_less", **ends, **fields)

    def _about(self, facts: Facts, difference: Difference) -> dict[str, str]:
        """Names of the outcome and of both scenarios, for a sentence on their difference."""
        return {
            "outcome": self.outcome(difference.outcome),
            "of": self.named(facts.scenario(difference.of).title(self.lang)),
            "against": self.named(facts.scenario(difference.against).title(self.lang)),
        }

    def claim(self, facts: Facts, difference: Difference) -> str:
        """The difference in one sentence, range first, and the share of pairs improved."""
        outcome, estimate = OUTCOMES[difference.outcome], difference.estimate
        names = self._about(facts, difference)
        if estimate is None:
            return self.say("claim_undefined", **names)
        text = self._interval_claim(outcome, estimate, names)
        same = estimate.lo == estimate.hi == 0
        if difference.better is None or not outcome.direction or same:
            return text
        return text + " " + self.say("share_better", share=self.percent(difference.better))

    def _interval_claim(self, outcome: Outcome, estimate: Estimate, names: dict[str, str]) -> str:
        unit = self.unit_of(outcome, difference=True)
        if estimate.lo == estimate.hi == 0:
            ends = {"lo": self.shown(outcome, 0.0), "hi": self.shown(outcome, 0.0)}
            return self.say("claim_none", unit=unit, **ends, **names)
        mean = self.shown(outcome, estimate.mean, sign=True)
        if _unseen(outcome, estimate):
            step = self.number(10.0 ** -_display(outcome)[1], _display(outcome)[1])
            return self.say("claim_both_sides", mean=mean, unit=unit, down=step, up=step, **names)
        if estimate.lo < 0 < estimate.hi:
            ends = {"down": self.shown(outcome, -estimate.lo), "up": self.shown(outcome, estimate.hi)}
            return self.say("claim_both_sides", mean=mean, unit=unit, **ends, **names)
        small, large = sorted((abs(estimate.lo), abs(estimate.hi)))
        return self.say(
            "claim_one_side", mean=mean, unit=unit, small=self.shown(outcome, small), large=self.shown(outcome, large),
            direction=self.say("higher" if estimate.hi > 0 else "lower"), **names,
        )  # fmt: skip

    def bit(self, facts: Facts, difference: Difference | None, short: bool = False) -> str:
        """A difference as part of a sentence: range, direction and, unless `short`, unit and both names."""
        if difference is None or difference.estimate is None:
            return self.say("bit_undefined")
        outcome, found = OUTCOMES[difference.outcome], difference.estimate
        lower, higher = ("shorter", "longer") if outcome.unit.startswith("weeks") else ("lower", "higher")
        fields = {
            "of": self.named(facts.scenario(difference.of).title(self.lang)),
            "against": self.named(facts.scenario(difference.against).title(self.lang)),
            "unit": self._bit_unit(outcome) if not short else "",
            "each": self.say("each_euro") if BIT_UNITS.get(outcome.unit) == "euro" and not short else "",
            "lower": self.say(lower), "higher": self.say(higher),
        }  # fmt: skip
        end = "_short" if short else ""
        if found.lo == found.hi == 0:
            return self.say(f"bit_none{end}", **fields)
        if _unseen(outcome, found):
            step = self.number(10.0 ** -_display(outcome)[1], _display(outcome)[1])
            return self.say(f"bit_both{end}", down=step, up=step, **fields)
        if found.lo < 0 < found.hi:
            return self.say(f"bit_both{end}", down=self.shown(outcome, -found.lo), up=self.shown(outcome, found.hi), **fields)
        small, large = sorted((abs(found.lo), abs(found.hi)))
        fields["direction"] = fields["higher" if found.hi > 0 else "lower"]
        return self.say(f"bit_one{end}", small=self.shown(outcome, small), large=self.shown(outcome, large), **fields)

    def _bit_unit(self, outcome: Outcome) -> str:
        kind = BIT_UNITS.get(outcome.unit)
        return self.say(f"unit_{kind}") if kind else self.unit_of(outcome, difference=True)

    def matters_from(self, outcome: Outcome) -> str:
        """From which size a difference matters, and how much that is of what the team as a whole does, where known."""
        size = f"{self.shown(outcome, outcome.smallest)} {self.unit_of(outcome, difference=True)}"
        if outcome.of_team is None:
            return self.say("matters", size=size)
        return self.say("matters_team", size=size, part=self.percent(outcome.of_team))

    def counts_of(self, facts: Facts, of: str, against: str) -> dict[str, int]:
        """How often each kind of verdict fell on the primary outcomes."""
        found = [
            facts.differences[name, of, against].verdict for name in PRIMARY if (name, of, against) in facts.differences
        ]
        sides = [side(word) for word in found]
        counts = {"better": sides.count(1), "worse": sides.count(-1), "same": found.count(NO_DIFFERENCE) + found.count(SAME),
                  "unsure": sum(word.endswith(UNSURE) for word in found)}  # fmt: skip
        return counts | {"unclear": len(found) - counts["better"] - counts["worse"] - counts["same"], "total": len(found)}

    def verdict_counts(self, facts: Facts, of: str, against: str) -> str:
        """How often each verdict fell on the primary outcomes, in one sentence."""
        counts = self.counts_of(facts, of, against)
        total = counts.pop("total")
        return self.say(
            "balance_of_verdicts", total=total,
            of=self.named(facts.scenario(of).title(self.lang)),
            against=self.named(facts.scenario(against).title(self.lang)),
            **{kind: count or self.say("none_of_them") for kind, count in counts.items()},
        )  # fmt: skip

    def unseen(self, facts: Facts, difference: Difference) -> str:
        """Why no difference is claimed: small for sure, none at all, futures that disagree, or too few of them."""
        outcome, estimate, spread = OUTCOMES[difference.outcome], difference.estimate, difference.spread
        names = self._about(facts, difference)
        if estimate is None:
            return self.say("claim_undefined", **names)
        smallest = f"{self.shown(outcome, outcome.smallest)} {self.unit_of(outcome, difference=True)}"
        if difference.verdict == SAME:
            return self.say("nothing_at_all", pairs=difference.pairs, **names)
        if spread is None or difference.pairs < FEWEST_FUTURES:
            lo, hi = (self.shown(outcome, end, sign=True) for end in (estimate.lo, estimate.hi))
            return self.say("nothing_few", fewest=FEWEST_FUTURES, pairs=difference.pairs, lo=lo, hi=hi, **names)
        fields = {"low": self.shown(outcome, spread.low, sign=True), "high": self.shown(outcome, spread.high, sign=True),
                  "smallest": smallest}  # fmt: skip
        fields |= {side: str(round(getattr(spread, side) * difference.pairs)) for side in ("higher", "same", "lower")}
        key = {NO_DIFFERENCE: "nothing_same", DIFFERS: "nothing_unclear"}.get(difference.verdict, "nothing_weights")
        return self.say(key, pairs=difference.pairs, **names, **fields)


def capital(text: str) -> str:
    """The text with its first letter a capital, the rest as it is; Dutch één keeps one of its accents."""
    return "Eén" + text[3:] if text.startswith("één") else text[:1].upper() + text[1:]


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _unseen(outcome: Outcome, found: Estimate) -> bool:
    """Whether both ends round to nothing in the digits that are shown: then the last digit bounds them."""
    factor, digits = _display(outcome)
    return round(found.lo * factor, digits) == round(found.hi * factor, digits) == 0


def _display(outcome: Outcome) -> tuple[float, int]:
    """Factor and digits with which an outcome is shown."""
    if outcome.unit.startswith(SHARE):
        return 100.0, max(0, outcome.digits - 2)
    return 1.0, outcome.digits
