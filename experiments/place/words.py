"""What `leefwereld place` says, English and Dutch."""

from typing import Any

from abm.settings.files import in_force, read_yaml
from experiments.words.language import pick

WORDS: dict[str, tuple[str, str]] = {
    "read": ("read: {line}", "gelezen: {line}"),
    "made": (
        "{name}: {own} numbers of its own, {national} national, {assumed} assumed; {unused} are known and not used.",
        "{name}: {own} eigen getallen, {national} landelijke, {assumed} aangenomen; {unused} zijn bekend en worden niet "
        "gebruikt.",
    ),
    "look": ("look at this: {line}", "let op: {line}"),
    "next": ("written: {file}; next: leefwereld place show {file}, and --place {file} with any command",
             "geschreven: {file}; verder: leefwereld place show {file}, en --place {file} bij elk commando"),
    "form": ("written: {file}; fill in what you know, then: leefwereld place make … --own {file}",
             "geschreven: {file}; vul in wat u weet, daarna: leefwereld place make … --own {file}"),
    "exists": ("--out: '{file}' is there already and may be filled in; name another file.",
               "--out: '{file}' bestaat al en is misschien ingevuld; noem een ander bestand."),
    "written": ("written: {file}", "geschreven: {file}"),
    "example": (
        "written to {folder}: made-up tables and a filled form; next: leefwereld place make --from {folder} --code GM9999 "
        "--name Waterkom --own {folder}/waterkom_made_up.own.yaml --out {folder}/waterkom.yaml",
        "geschreven naar {folder}: verzonnen tabellen en een ingevuld formulier; verder: leefwereld place make --from "
        "{folder} --code GM9999 --name Waterkom --own {folder}/waterkom_made_up.own.yaml --out {folder}/waterkom.yaml --lang nl",
    ),
    "head": ("{name}, {code}: {households} households", "{name}, {code}: {households} huishoudens"),
    "made_up": ("Made up, for practice: no number of it is of a real municipality.",
                "Verzonnen, om mee te oefenen: geen getal is van een echte gemeente."),
    "number": ("number of the model", "getal van het model"),
    "value": ("value", "waarde"),
    "from": ("from", "soort"),
    "source": ("table and year", "tabel en jaar"),
    "own": ("own", "eigen"),
    "national": ("national", "landelijk"),
    "assumed": ("assumed", "aangenomen"),
    "fitted": ("fitted", "geijkt"),
    "not_used": ("Known but not used:", "Bekend, maar niet gebruikt:"),
    "reason": ("why not", "waarom niet"),
    "what": ("what", "wat"),
    "checks": ("Does not agree with itself:", "Klopt niet met elkaar:"),
    "levels": (
        "Levels of its own, which leefwereld place fit can meet:",
        "Eigen niveaus, waar leefwereld place fit naartoe kan werken:",
    ),
    "fit_head": ("Fitted under current_practice alone, {rounds} tries of {seeds} runs of {households} households:",
                 "Geijkt op alleen current_practice, {rounds} pogingen van {seeds} runs van {households} huishoudens:"),
    "target": ("own level", "eigen niveau"),
    "before": ("model before", "model ervoor"),
    "after": ("model after", "model erna"),
    "met": ("met", "gehaald"),
    "not_met": ("not met", "niet gehaald"),
    "verdict": ("verdict", "oordeel"),
    "moved": ("moved", "bijgesteld"),
    "level": ("level", "niveau"),
    "nothing_to_fit": (
        "{name} has no levels of its own to fit to; allowed: a place with intakes_year, waiting_weeks or clients in its "
        "own form (leefwereld place template)",
        "{name} heeft geen eigen niveaus om op te ijken; toegestaan: een plaats met intakes_year, waiting_weeks of clients "
        "in het eigen formulier (leefwereld place template)",
    ),
    "level_intakes_year": ("intakes a year per 10,000 households", "instroom per jaar per 10.000 huishoudens"),
    "level_wait_median": ("weeks of waiting, median", "weken wachten, mediaan"),
    "level_household_help_stock": (
        "with household help, per 10,000 households",
        "met huishoudelijke hulp, per 10.000 huishoudens",
    ),
    "level_youth_ambulant_stock": (
        "with youth care at home, per 10,000 households",
        "met ambulante jeugdhulp, per 10.000 huishoudens",
    ),
    "level_benefit_stock": ("on social assistance, per 10,000 households", "in de bijstand, per 10.000 huishoudens"),
    "at_bound": ("its fact is at the end of its range", "het feit staat aan het eind van zijn bereik"),
    "given_posts": ("the posts are given; with these the model waits otherwise",
                    "de formatie is gegeven; daarmee wacht men in het model anders"),
    "more_rounds": ("more tries may bring it nearer", "met meer pogingen kan het dichterbij komen"),
}  # fmt: skip
NUMBERS: dict[str, tuple[str, str]] = {
    "place.neighbourhood_share": ("neighbourhoods, shares of households", "buurten, deel van de huishoudens"),
    "place.deprivation": ("neighbourhoods, deprivation (mean 1)", "buurten, achterstand (gemiddeld 1)"),
    "place.professionals_per_10000": ("professionals per 10,000 households", "professionals per 10.000 huishoudens"),
    "place.teams_per_10000": ("teams per 10,000 households", "teams per 10.000 huishoudens"),
    "place.managers_per_team": ("managers per team", "leidinggevenden per team"),
    "place.contract_hours": ("hours of a whole-time post", "uren van een voltijdbaan"),
    "people.couple_share": ("share with two adults", "deel met twee volwassenen"),
    "people.parent_share": ("share that has children at some time", "deel dat ooit kinderen heeft"),
    "people.start_help": (
        "household help at the start, share of the very old",
        "huishoudelijke hulp bij de start, deel van de oudsten",
    ),
    "people.start_youth": ("youth care at the start, share of families", "jeugdhulp bij de start, deel van de gezinnen"),
    "prevalence.elder_dementia": ("elders with dementia per 10,000", "ouderen met dementie per 10.000"),
    "prevalence.lonely_elder": ("lonely elders per 10,000", "eenzame ouderen per 10.000"),
    "prevalence.debts_benefit": ("on benefit with debts per 10,000", "bijstand met schulden per 10.000"),
    "prevalence.premium_defaulter": ("behind with the health premium per 10,000", "wanbetalers zorgpremie per 10.000"),
    "chains.job_loss": ("chance of losing work, a week", "kans op baanverlies, per week"),
    "budget.wage_median": ("net wage, euro a week, median", "nettoloon, euro per week, mediaan"),
    "costs.fte_year": ("cost of a post, euro a year", "kosten van een fte, euro per jaar"),
    "seeking.rate": ("how soon who needs help asks, a week at most", "hoe snel wie hulp nodig heeft aanklopt, per week hooguit"),
    "agencies.nursing_level": ("need from which nursing replaces household help",
                               "behoefte waarbij verpleging huishoudelijke hulp vervangt"),
    "seeking.doctor_rate": ("referral by doctors, a week", "verwijzing door artsen, per week"),
    "recovery.to_work": ("from assistance to work, chance a week", "van bijstand naar werk, kans per week"),
    "queueing.lead_weeks": ("weeks that a first talk takes to plan", "weken die het plannen van een eerste gesprek vergt"),
}  # fmt: skip
WHY: dict[str, tuple[str, str]] = {
    "moved": ("national {base} x {factor}{capped}: {parts}", "landelijk {base} x {factor}{capped}: {parts}"),
    "rate": ("{what} {own} here, {national} in the country ({source})", "{what} {own} hier, {national} in het land ({source})"),
    "capped": (", kept at {most}", ", gehouden op {most}"),
    "far": (
        "{what} is {times} times that of the country ({own} against {national}, {table} {year}); see whether both count "
        "the same",
        "{what} is {times} keer die van het land ({own} tegen {national}, {table} {year}); kijk of beide hetzelfde tellen",
    ),
    "per": ("{answer} {value} over {households} households", "{answer} {value} op {households} huishoudens"),
    "as_is": ("{answer} {value}", "{answer} {value}"),
    "teams": ("kept at {count}, since each team serves one of {parts} neighbourhoods",
              "gehouden op {count}, omdat elk team een van {parts} buurten bedient"),
    "no_table": ("no {tables} with this place and the country in it", "geen {tables} met deze gemeente en Nederland erin"),
    "no_answer": ("no {answer} in an own form", "geen {answer} in een eigen formulier"),
    "no_districts": ("no districts in 85984NED", "geen wijken in 85984NED"),
    "districts": ("{count} districts in {groups} groups of about as many households, by their share of low incomes",
                  "{count} wijken in {groups} groepen van ongeveer even veel huishoudens, naar hun deel lage inkomens"),
}  # fmt: skip
RATES: dict[str, tuple[str, str]] = {
    "couples": ("couples", "paren"),
    "with_children": ("households with children", "huishoudens met kinderen"),
    "elders": ("people of 65 and over per household", "65-plussers per huishouden"),
    "household_help": ("household help per household", "huishoudelijke hulp per huishouden"),
    "support": ("support at home per household", "ondersteuning thuis per huishouden"),
    "household_help_weeks": ("household help, stock over outflow", "huishoudelijke hulp, stand gedeeld door uitstroom"),
    "household_help_money": ("spending on household help per household", "uitgaven aan huishoudelijke hulp per huishouden"),
    "support_money": ("spending on support at home per household", "uitgaven aan ondersteuning thuis per huishouden"),
    "youth": ("youth care per household", "jeugdhulp per huishouden"),
    "youth_days": ("days that youth care lasts", "dagen dat jeugdhulp duurt"),
    "youth_money": ("spending on youth care per household", "uitgaven aan jeugdhulp per huishouden"),
    "assistance": ("social assistance per household", "bijstand per huishouden"),
    "defaulters": ("premium defaulters per household", "wanbetalers zorgpremie per huishouden"),
    "reintegration": ("reintegration per household", "re-integratie per huishouden"),
    "corporation": ("share of corporation dwellings", "deel corporatiewoningen"),
    "income": ("standardised income", "gestandaardiseerd inkomen"),
}  # fmt: skip
FIELDS = {"stock": ("places or clients per 10,000", "plaatsen of cliënten per 10.000"),
    "weeks": ("weeks", "weken"),
          "euro_week": ("euro a week each", "euro per week elk")}  # fmt: skip


def say(key: str, lang: str, **fields: Any) -> str:
    """The words for `key` in "en" or "nl", filled in."""
    return pick(WORDS[key], lang).format(**fields)


def why(key: str, lang: str, **fields: Any) -> str:
    """Where a number of a place comes from, in words."""
    return pick(WHY[key], lang).format(**fields)


def rate_name(name: str, lang: str) -> str:
    """What is compared with the country."""
    return pick(RATES[name], lang)


def number_name(key: str, lang: str) -> str:
    """What a number of the model is called."""
    if key in NUMBERS:
        return pick(NUMBERS[key], lang)
    _, row, field = key.split(".")
    words = read_yaml(in_force() / "provisions" / f"{row}.yaml")
    return f"{pick((words['en'], words['nl']), lang)}: {pick(FIELDS[field], lang)}"
