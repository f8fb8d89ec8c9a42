"""The tables that a place can be made of: which columns tell them apart, which numbers each gives, and where to find them.

Columns are patterns of plain names (`reading.plain`), since the number at the end of a name changes every year and each way of
downloading writes names differently.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Measure(NamedTuple):
    """One number of a table: the pattern of its column, its unit, and whether the table is known by it."""

    column: str
    unit: str = "count"
    needed: bool = False


class CbsTable(NamedTuple):
    """One table of CBS; `kinds` names, per pattern of a category, the prefix that its numbers carry."""

    id: str
    others: tuple[str, ...]
    title: str
    measures: Mapping[str, Measure]
    kind: str = ""  # the column with categories, such as the type of provision
    kinds: Mapping[str, str] = {}
    must: tuple[str, ...] = ()  # columns that must be there for it to be this table

    def columns(self) -> str:
        """What is looked for, in words."""
        return ", ".join(dict.fromkeys([*self.must, *(measure.column for measure in self.measures.values())]))


REGION = (r"regios?|regioaanduiding|wijkenenbuurten|codering|gwbcode(8|10)?|gemeente(code|n)?|gmcode|regiocode|regionaam|gmnaam"
          r"|gemeentenaam")  # fmt: skip
PERIOD = r"perioden?|jaar|year|peildatum|verslagjaar"
TYPE = r"typemaatwerkvoorziening(en)?|type|typevoorziening|voorziening"

HOUSEHOLD_HELP = r"hulpbij(het)?huishoud(en|ing)|huishoudelijkehulp"
SUPPORT = r"ondersteuningthuis|begeleiding"
STAY = r"verblijfenopvang"
AIDS = r"hulpmiddelenendiensten"
ALL = r"totaal.*"

KEY_FIGURES = CbsTable(
    "85984NED", ("85618NED", "85318NED", "85039NED", "kwb"), "Kerncijfers wijken en buurten",
    {
        "persons": Measure("aantalinwoners|ainw"),
        "persons_65": Measure("65jaarofouder|a65oo"),
        "households": Measure("huishoudenstotaal|totaalhuishoudens|ahh", needed=True),
        "single": Measure("eenpersoonshuishoudens|a1phh"),
        "without_children": Measure("huishoudenszonderkinderen|ahhzk"),
        "with_children": Measure("huishoudensmetkinderen|ahhmk"),
        "corporation_share": Measure("inbezitwoningcorporatie|pwcorpw", "percent"),
        "income": Measure("gem(iddeld)?gestandaardiseerdinkomen(vanhuishoudens?)?|ghhsti", "thousand euro"),
        "low_income_share": Measure("40huishoudensmetlaagsteinkomen|phhli", "percent"),
        "poverty_share": Measure("personeninarmoede|pinkar", "percent"),
        "assistance_persons": Measure("personenpersoortuitkeringbijstand|asozwb"),
        "youth_clients": Measure("jongerenmetjeugdzorginnatura|ajztn"),
        "wmo_clients": Measure("wmoclienten|awmot"),
        "wealth": Measure("mediaanvermogenvanparticulierehuish(oudens)?|mhhver", "thousand euro"),
        "urbanity": Measure("matevanstedelijkheid|stemvs|sted", "class 1-5"),
    },
    must=("huishoudenstotaal", "eenpersoonshuishoudens of aantalinwoners"),
)  # fmt: skip

TABLES: tuple[CbsTable, ...] = (
    KEY_FIGURES,
    CbsTable("71486ned", (), "Huishoudens; samenstelling, regio", {
        "hh_all": Measure("totaal(particulierehuishoudens|huishoudens)?|huishoudenstotaal|particulierehuishoudens", needed=True),
        "hh_single": Measure("(totaal)?eenpersoonshuishoudens?"),
        "hh_married": Measure("(totaal)?gehuwde?p(aar|aren)", needed=True),
        "hh_unmarried": Measure("(totaal)?nietgehuwde?p(aar|aren)", needed=True),
        "hh_one_parent": Measure("(totaal)?eenouder(huishoudens?|gezinnen)?"),
    }, must=("gehuwdpaar", "nietgehuwdpaar")),
    CbsTable("86050NED", ("83264NED",), "Wmo-cliënten; type maatwerkvoorziening, regio", {
        "clients": Measure("wmoclienten(metmaatwerk.*)?", needed=True),
    }, TYPE, {HOUSEHOLD_HELP: "household_help", SUPPORT: "support", STAY: "stay", AIDS: "aids"}, ("wmoclienten", "type")),
    CbsTable("83268NED", (), "Wmo-trajecten; stand, instroom, uitstroom", {
        "stock": Measure("stand.*|.*(begin|eind)stand.*", needed=True),
        "out": Measure("uit(stroom)?|.*uitstroom.*|.*beeindigd.*", needed=True),
    }, TYPE, {HOUSEHOLD_HELP: "household_help", SUPPORT: "support"}, ("stand", "uitstroom", "type")),
    CbsTable("84580NED", (), "Wmo-uitgaven; type maatwerkvoorziening, gemeente", {
        "spent": Measure("gerealiseerdeuitgaven(totaal)?|gerealiseerd", "money", needed=True),
    }, TYPE, {HOUSEHOLD_HELP: "household_help", SUPPORT: "support", STAY: "stay", AIDS: "aids"},
        ("gerealiseerdeuitgaven", "type")),
    CbsTable("85097NED", ("85096NED", "85098NED", "85101NED"), "Jeugdzorgtrajecten; duur, begin en einde", {
        "youth_started": Measure("nieuwtraject(en)?|begonnentrajecten"),
        "youth_repeat": Measure("herhaaldberoep"),
        "youth_crisis": Measure("gestartmetcrisis"),
        "youth_ended": Measure("(totaal)?beeindigd(etrajecten)?"),
        "youth_days": Measure("gemiddeldeduur(trajecten)?", "days", needed=True),
    }, must=("gemiddeldeduur", "nieuwtraject")),
    CbsTable("83454NED", (), "Kosten van jeugdzorg per gemeente", {
        "youth_spent": Measure("gerealiseerdekosten", "money", needed=True),
    }, "vormen(van)?jeugdzorg|vorm", {ALL: ""}, ("gerealiseerdekosten",)),
    CbsTable("82015NED", ("82016NED",), "Bijstand; huishoudens en personen", {
        "assistance": Measure(".*bijstand(suitkering(en)?)?.*", needed=True),
    }, must=("bijstand",)),
    CbsTable("85588NED", ("85589NED",), "Voorzieningen voor re-integratie en participatie", {
        "reintegration": Measure(".*(reintegratie|voorziening).*", needed=True),
    }, must=("re-integratie of voorzieningen",)),
    CbsTable("81064ned", ("81066ned",), "Wanbetalers zorgpremie", {
        "defaulters": Measure(".*wanbetalers.*", needed=True),
    }, must=("wanbetalers",)),
)  # fmt: skip
