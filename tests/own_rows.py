"""Rows of one's own for tests: one more agency, provision, deed (two), rule, KPI and archetype, as files of a configs folder."""

import shutil

from abm.settings.files import CONFIGS


def guess(value, low, high):
    return f'{{value: {value}, low: {low}, high: {high}, grade: assumed, reason: "a test"}}'


AGENCY = """en: food bank
nl: voedselbank
said: {en: the food bank, nl: de voedselbank}
payer: residents_volunteers
desk: true
"""
PROVISION = f"""
en: food parcel
nl: voedselpakket
domain: money
agency: food_bank
payer: residents_volunteers
purpose: informal_hours
stock: {guess(60, 20, 200)}
weeks: {guess(26, 13, 52)}
euro_week: {guess(15, 5, 30)}
support: {guess(0.2, 0.1, 0.4)}
healing: {guess(0, 0, 0.01)}
"""
DEED = f"""
title: {{en: "food parcel every week", nl: "elke week een voedselpakket"}}
did: {{en: "the food bank gave a parcel every week", nl: "de voedselbank gaf elke week een pakket"}}
domain: money
kind: product
provision: food_parcel
asks: [{{fact: room, below: 60}}, {{fact: need.money, at_least: 0.2}}]
rules: [food_bank_limit]
hours: {guess(1, 0.5, 3)}
"""
TOGETHER = f"""
title: {{en: "shopping with the food bank", nl: "met de voedselbank naar de winkel"}}
did: {{en: "somebody of the food bank went along", nl: "iemand van de voedselbank ging mee"}}
domain: participation
kind: exception
agency: neighbourhood_team
parties: [food_bank]
does: [{{fact: stress, by: {guess(0.1, 0.02, 0.2)}}}]
hours: {guess(1, 0.5, 3)}
"""
BLOCKER = """
food_bank_limit:
  title: {en: "limit of the food bank", nl: "grens van de voedselbank"}
  domain: money
  agency: food_bank
  national: false
  parties: 2
  asks: [{fact: adults, at_least: 2}]
  share: {value: 0.9, low: 0.5, high: 1, unit: share, grade: assumed, reason: "a test"}
  room: {value: 0.5, low: 0.2, high: 0.8, unit: probability, grade: assumed, reason: "a test"}
"""
KPI = "en: unheard people seen\nnl: ongehoorde mensen gezien\nfile: {unheard: 1}\nclose: {}\ndeed: {heard: 1}\n"
ARCHETYPE = f"""
en: seasonal worker
nl: seizoenarbeider
grade: assumed
reason: "a test"
prevalence: {guess(400, 300, 500)}
age: [20, 60]
capacity: low
trust: low
shame: high
events: 2
income: {{insecure: 1}}
tenant: 0.2
temporary: 0.8
order: 0.3
illness: [0.5, 0.6]
"""
FILES = {"agencies/food_bank": AGENCY, "provisions/food_parcel": PROVISION, "deeds/food_parcel": DEED,
         "deeds/food_together": TOGETHER, "kpis/unheard_seen": KPI, "archetypes/seasonal_worker": ARCHETYPE}  # fmt: skip


def copied(folder, **files):
    shutil.copytree(CONFIGS, folder)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def own_folder(folder):
    """The shipped configs and one more of everything, as files only."""
    copied(folder, **FILES)
    with (folder / "blockers.yaml").open("a", encoding="utf-8") as file:
        file.write(BLOCKER)
    return folder
