"""Why a number that is known is not used, and how the numbers of tables and forms are called, English and Dutch."""
from experiments.place.own import FORM
from experiments.words.language import pick

# name of the number -> what it is, and why the model does not take it
NOT_USED: dict[str, tuple[str, str, str, str]] = {
    "persons": ("inhabitants", "inwoners", "the model counts households", "het model telt huishoudens"),
    "single": ("households of one person", "eenpersoonshuishoudens", "couples are set; the others follow",
               "paren worden ingesteld; de rest volgt daaruit"),
    "wmo_clients": ("Wmo clients", "Wmo-cliënten", "used only where 86050NED is missing: it takes all provisions together",
                    "alleen gebruikt als 86050NED ontbreekt: hierin zijn alle voorzieningen samengeteld"),
    "wealth": ("median wealth", "mediaan vermogen", "households in the model have debts and no savings",
               "huishoudens in het model hebben schulden en geen spaargeld"),
    "urbanity": ("degree of urbanity", "stedelijkheid", "no rule knows distance or density",
                 "geen regel kent afstand of dichtheid"),
    "poverty_share": ("people in poverty", "personen in armoede", "used for neighbourhoods only, where low incomes are missing",
                      "alleen gebruikt voor buurten, als lage inkomens ontbreken"),
    "low_income_share": ("households with low incomes", "huishoudens met een laag inkomen",
                         "used for neighbourhoods only; incomes follow from work, benefits and wages",
                         "alleen gebruikt voor buurten; inkomens volgen uit werk, uitkeringen en loon"),
    "stay_clients": ("clients of stay and shelter", "cliënten verblijf en opvang",
                     "shelter is set by its places (own form); sheltered living is not in the model",
                     "opvang wordt ingesteld met haar plaatsen (eigen formulier); beschermd wonen zit niet in het model"),
    "stay_spent": (
        "spending on stay and shelter",
        "uitgaven verblijf en opvang",
        "shelter is set by its places and tariff (own form)",
        "opvang wordt ingesteld met plaatsen en tarief (eigen formulier)",
    ),
    "aids_clients": (
        "clients of aids and services",
        "cliënten hulpmiddelen en diensten",
        "aids and adaptations are not in the model",
        "hulpmiddelen en woningaanpassingen zitten niet in het model",
    ),
    "aids_spent": (
        "spending on aids and services",
        "uitgaven hulpmiddelen en diensten",
        "aids and adaptations are not in the model",
        "hulpmiddelen en woningaanpassingen zitten niet in het model",
    ),
    "hh_single": ("households of one person", "eenpersoonshuishoudens", "couples are set; the others follow",
                  "paren worden ingesteld; de rest volgt daaruit"),
    "hh_one_parent": ("one-parent households", "eenoudergezinnen", "who has children follows from ages in the model",
                      "wie kinderen heeft, volgt in het model uit de leeftijden"),
    "youth_repeat": (
        "youth care asked for again",
        "herhaald beroep op jeugdhulp",
        "returning follows from the rules (pattern P18)",
        "terugkeer volgt uit de regels (patroon P18)",
    ),
    "youth_crisis": ("youth care begun with a crisis", "jeugdhulp begonnen met een crisis", "crises follow from the rules",
                     "crises volgen uit de regels"),
    "youth_ended": ("youth care ended", "beëindigde jeugdhulp", "the length of care is set by its mean duration",
                    "de duur van de hulp wordt ingesteld met de gemiddelde duur"),
    "youth_started": (
        "youth care begun",
        "begonnen jeugdhulp",
        "used only where the key figures have no young people in youth care",
        "alleen gebruikt als de kerncijfers geen jongeren met jeugdhulp hebben",
    ),
    "support_stock": ("support at home, stock", "ondersteuning thuis, stand", "no length of support is made of it",
                      "hier wordt geen duur van ondersteuning uit berekend"),
    "support_out": ("support at home, outflow", "ondersteuning thuis, uitstroom", "no length of support is made of it",
                    "hier wordt geen duur van ondersteuning uit berekend"),
}  # fmt: skip
ALONE = ("the table has no row of the country in that year to set it beside; download it with Nederland",
         "de tabel heeft geen rij voor Nederland in dat jaar om het naast te leggen; download haar met Nederland erbij")
OTHER_TABLE = ("another table has it, or the number that it goes with is missing",
               "een andere tabel heeft het al, of het getal dat erbij hoort ontbreekt")
BUDGET = ("set beside clients x tariff only; the model makes its own money",
          "alleen naast cliënten x tarief gelegd; het model rekent zelf met geld")
WAITING = ("who waits follows from who asks and who works; the weeks of waiting can be fitted",
           "wie wacht, volgt uit wie vraagt en wie werkt; de weken wachten kunnen worden geijkt")
NO_NUMBER = ("the model has no number that it could set", "het model heeft geen getal dat hiermee is in te stellen")


def reason_of(pair: tuple[str, ...], lang: str) -> str:
    """One of two languages."""
    return pick(pair, lang)


OTHER_NAMES: dict[str, tuple[str, str]] = {
    "persons_65": ("people of 65 and over", "65-plussers"),
    "households": ("households", "huishoudens"),
    "hh_married": ("married couples", "gehuwde paren"),
    "hh_unmarried": ("unmarried couples", "niet-gehuwde paren"),
    "household_help_clients": ("clients of household help", "cliënten huishoudelijke hulp"),
    "support_clients": ("clients of support at home", "cliënten ondersteuning thuis"),
    "household_help_spent": ("spending on household help", "uitgaven huishoudelijke hulp"),
    "support_spent": ("spending on support at home", "uitgaven ondersteuning thuis"),
    "youth_days": ("days that youth care lasts", "duur van jeugdhulp in dagen"),
    "youth_spent": ("spending on youth care", "uitgaven jeugdhulp"),
    "assistance": ("social assistance", "bijstand"),
    "reintegration": ("reintegration", "re-integratie"),
    "defaulters": ("premium defaulters", "wanbetalers zorgpremie"),
    "assistance_persons": ("people on social assistance", "personen in de bijstand"),
    "without_children": ("households without children", "huishoudens zonder kinderen"),
    "with_children": ("households with children", "huishoudens met kinderen"),
    "youth_clients": ("young people in youth care", "jongeren met jeugdzorg"),
    "household_help_stock": ("household help, stock", "huishoudelijke hulp, stand"),
    "household_help_out": ("household help, outflow", "huishoudelijke hulp, uitstroom"),
    "hh_all": ("households (71486ned)", "huishoudens (71486ned)"),
    "income": ("standardised income", "gestandaardiseerd inkomen"),
    "corporation_share": ("share of corporation dwellings", "deel corporatiewoningen"),
}


def name_of(name: str, lang: str) -> str:
    """What a number of a table is called, or what the form asks; a name that neither knows is itself."""
    found = NOT_USED.get(name) or OTHER_NAMES.get(name)
    if found:
        return pick(found, lang)
    section, _, key = name.partition(".")
    asked = FORM.get(section, {}).get(key)
    return pick((asked.en, asked.nl), lang) if asked else name
