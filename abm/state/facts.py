"""The facts of a household that conditions may ask and deeds may change, in one table. Position is code: part of the data format.

What is not in this table cannot be asked or done. A derived fact follows from others, so it can be asked and never done.
"""

from typing import NamedTuple

from abm.state.names import DOMAINS

# What a number of a fact is.
UNIT, EURO, EURO_WEEK, WEEKS, YEARS, COUNT, YES_NO, ONE_OF = (
    "number from 0 to 1", "euro", "euro a week", "weeks", "years", "count", "yes or no", "one of",
)  # fmt: skip
# What may happen to a fact, and what `by` means for it: a number added, or a share of what is there taken away.
ASKED_ONLY, TO, BY_ADDS, BY_SHARE = "asked only", "to", "by adds", "by takes a share"
OP_NONE, OP_TO, OP_BY = -1, 0, 1

INCOME_WORDS = ("work", "insecure", "benefit", "pension", "other", "none")
HOME_WORDS = ("owner", "tenant", "homeless", "institution", "temporary", "shelter")
DEBT_WORDS = ("none", "arrears", "collected", "in_settlement", "settled", "barred")
CHILDREN_WORDS = ("none", "home", "placed")


class Fact(NamedTuple):
    """One fact: bounds, the words of a one-of fact (code is position), whether it can be asked, and what can be done to it."""

    name: str
    kind: str
    low: float
    high: float
    en: str
    nl: str
    words: tuple[str, ...] = ()
    done: tuple[str, ...] = (TO,)
    asked: bool = True
    needs_weeks: bool = False  # done for a number of weeks, which the deed must then give

    def can(self, how: str) -> bool:
        """Return whether a deed may do it `how`: "to" or "by"."""
        return TO in self.done if how == "to" else BY_ADDS in self.done or BY_SHARE in self.done


def _one_of(name: str, words: tuple[str, ...], en: str, nl: str, done: tuple[str, ...] = (TO,)) -> Fact:
    return Fact(name, ONE_OF, 0, len(words) - 1, en, nl, words, done)


def _yes_no(name: str, en: str, nl: str) -> Fact:
    return Fact(name, YES_NO, 0, 1, en, nl)


def _unit(name: str, en: str, nl: str, done: tuple[str, ...] = (TO, BY_ADDS)) -> Fact:
    return Fact(name, UNIT, 0, 1, en, nl, (), done)


_SOFT = ("mental_health", "daily_living", "family", "participation")
_DOMAIN_NL = ("geld", "werk", "wonen", "psychische gezondheid", "dagelijks leven", "gezin", "meedoen", "papieren")
_DOMAIN_EN = ("money", "work", "housing", "mental health", "daily living", "family", "participation", "administration")
_DOMAIN = tuple(zip(DOMAINS, _DOMAIN_EN, _DOMAIN_NL, strict=True))

TABLE: tuple[Fact, ...] = (
    _one_of("income", INCOME_WORDS, "income", "inkomen"),
    _one_of("home", HOME_WORDS, "home", "woonplek"),
    Fact("debt", EURO, 0, 1_000_000, "debt", "schuld", (), (TO, BY_ADDS)),
    _one_of("debt_stage", DEBT_WORDS, "stage of the debts", "fase van de schulden"),
    Fact("rent_arrears", WEEKS, 0, 52, "rent in arrears", "huurachterstand", (), (TO, BY_ADDS)),
    Fact("room", EURO_WEEK, -500, 2000, "left to live on", "wat overblijft om van te leven", (), (ASKED_ONLY,)),
    _yes_no("registered", "validly registered", "geldig ingeschreven"),
    _yes_no("identity", "valid proof of identity", "geldig identiteitsbewijs"),
    _unit("order", "order of the paperwork", "orde in de administratie"),
    _unit("illness", "mental illness", "psychische ziekte"),
    _unit("frailty", "frailty", "kwetsbaarheid door ouderdom"),
    _unit("impairment", "disability or brain injury", "beperking of hersenletsel"),
    _unit("carer_load", "load of the carer", "belasting van de mantelzorger", (TO, BY_SHARE)),
    Fact("age", YEARS, 0, 120, "age", "leeftijd", (), (ASKED_ONLY,)),
    Fact("adults", COUNT, 1, 2, "adults", "volwassenen", (), (ASKED_ONLY,)),
    _one_of("children", CHILDREN_WORDS, "children", "kinderen"),
    _yes_no("sanctioned", "benefit cut", "gekort op de uitkering"),
    _yes_no("allowance", "allowances paid out rightly", "toeslagen kloppen en worden betaald"),
    _yes_no("fit", "home fit to live in", "woning geschikt om in te wonen"),
    Fact("helpers", COUNT, 0, 50, "helpers over the floor", "hulpverleners over de vloer", (), (ASKED_ONLY,)),
    _unit("stress", "stress", "stress", (TO, BY_SHARE)),
    _unit("trust", "trust in the team", "vertrouwen in het team"),
    *(_unit(f"need.{name}", f"unmet need: {en}", f"onvervulde behoefte: {nl}", (ASKED_ONLY,)) for name, en, nl in _DOMAIN),
    *(_unit(f"level.{name}", f"severity: {en}", f"ernst: {nl}", (BY_SHARE,) if name in _SOFT else (ASKED_ONLY,))
      for name, en, nl in _DOMAIN),
    *(Fact(f"support.{name}", UNIT, 0, 1, f"support: {en}", f"steun: {nl}", (), (TO,), False, True)
      for name, en, nl in _DOMAIN),
    Fact("paused", WEEKS, 0, 260, "weeks without collection", "weken zonder incasso", (), (TO,), False),
    Fact("home_weeks", WEEKS, 0, 260, "weeks that the temporary home lasts", "weken dat de tijdelijke plek er is", (), (TO,),
         False),
    _yes_no("one_contact", "one contact and one plan", "één aanspreekpunt en één plan"),
    _yes_no("peer", "peer worker beside the household", "ervaringswerker naast het huishouden"),
    _yes_no("coached", "coaching kept after the job starts", "begeleiding loopt door na de start van het werk"),
    _yes_no("drives", "licence and car", "rijbewijs en auto"),
)  # fmt: skip

FACTS: dict[str, Fact] = {fact.name: fact for fact in TABLE}
CODES: dict[str, int] = {fact.name: code for code, fact in enumerate(TABLE)}
N_FACTS = len(TABLE)

(F_INCOME, F_HOME, F_DEBT, F_DEBT_STAGE, F_RENT_ARREARS, F_ROOM, F_REGISTERED, F_IDENTITY, F_ORDER, F_ILLNESS, F_FRAILTY,
 F_IMPAIRMENT, F_CARER_LOAD, F_AGE, F_ADULTS, F_CHILDREN, F_SANCTIONED, F_ALLOWANCE, F_FIT, F_HELPERS, F_STRESS,
 F_TRUST) = range(22)
F_NEED, F_LEVEL, F_SUPPORT = 22, 30, 38  # plus the code of the domain
F_PAUSED, F_HOME_WEEKS, F_ONE_CONTACT, F_PEER, F_COACHED, F_DRIVES = range(46, 52)
