"""The words of the model in their fixed order: domains, archetypes, states, payers. Order is part of the data format.

Of archetypes, provisions, agencies and KPIs these are the ones that rules know by name and that come first; rows of configs
beyond them follow (abm.settings.rows), and how many there are is told by the tables of rules.
"""

DOMAINS = ("money", "work", "housing", "mental_health", "daily_living", "family", "participation", "administration")
MONEY, WORK, HOUSING, MENTAL, DAILY, FAMILY, PARTICIPATION, ADMINISTRATION = range(8)
N_DOMAINS = 8

ARCHETYPES = ("single_question", "working_debts", "leaving_care", "elder_dementia", "lonely_elder", "premium_defaulter",
              "no_registration", "mixed_ground", "disabled_child", "brain_injury", "multi_problem", "debts_benefit")
(SINGLE_QUESTION, WORKING_DEBTS, LEAVING_CARE, ELDER_DEMENTIA, LONELY_ELDER, PREMIUM_DEFAULTER, NO_REGISTRATION,
 MIXED_GROUND, DISABLED_CHILD, BRAIN_INJURY, MULTI_PROBLEM, DEBTS_BENEFIT) = range(12)

# Service status: exactly one per household.
STATUSES = ("at_ease", "coping_alone", "seeking", "waiting", "in_care", "out_of_view")
AT_EASE, COPING, SEEKING, WAITING, IN_CARE, OUT_OF_VIEW = range(6)

INCOMES = ("work", "insecure", "benefit", "pension", "other", "none")
INCOME_WORK, INCOME_INSECURE, INCOME_BENEFIT, INCOME_PENSION, INCOME_OTHER, INCOME_NONE = range(6)
HOMES = ("owner", "tenant", "homeless", "institution", "temporary", "shelter")
OWNER, TENANT, HOMELESS, INSTITUTION, TEMPORARY, IN_SHELTER = range(6)
DEBT_STAGES = ("none", "arrears", "collected", "in_settlement", "settled", "barred")
FOR_GOOD = 32_767  # a week that does not come
NO_DEBT, ARREARS, COLLECTED, IN_SETTLEMENT, SETTLED, BARRED = range(6)
CRISES = ("none", "child_placed", "admitted")
NO_CRISIS, CHILD_PLACED, ADMITTED = range(3)

# Request of a household on one domain.
NO_REQUEST, ASKED, QUEUED, FOR_NURSING_HOME_PLACE = range(4)
REQUESTS = ("none", "asked", "waiting for a place", "waiting for a nursing home")

CLASSES = ("single", "vulnerable", "heavy")

# How a file ends.
ENDINGS = ("none", "answered", "goals_reached", "handed_over", "let_go", "stopped_coming", "term", "left")
(NO_ENDING, ANSWERED, GOALS_REACHED, HANDED_OVER, LET_GO, STOPPED_COMING, TERM, LEFT) = range(8)
# A deed under way.
DEED_STATES = ("none", "arranging", "asked")
NO_DEED, ARRANGING, DEED_ASKED = range(3)
# By which way it was allowed.
WAYS = ("no", "rules", "mandate", "manager", "escalated", "bent", "agency")
(NO_WAY, WITHIN_RULES, OWN_MANDATE, MANAGER_SAID_YES, ESCALATED, BENT, AGENCY_GRANTED) = range(7)

PROVISIONS = ("none", "household_help", "day_care", "youth_ambulant", "youth_residential", "mental_health_care",
              "debt_help", "shelter", "dwelling", "district_nursing", "nursing_home", "reintegration", "registration",
              "open_place")
(NO_PROVISION, HOUSEHOLD_HELP, DAY_CARE, YOUTH_AMBULANT, YOUTH_RESIDENTIAL, MENTAL_CARE, DEBT_HELP, SHELTER, DWELLING,
 DISTRICT_NURSING, NURSING_HOME, REINTEGRATION, REGISTRATION, OPEN_PLACE) = range(14)
POOLS = ("household_help", "day_care", "youth_ambulant", "youth_residential", "mental_health_care", "debt_help",
         "shelter", "dwelling")

AGENCIES = ("neighbourhood_team", "participation", "debt_help", "wmo", "youth", "social_base", "civil_affairs",
            "health_insurer", "care_office", "housing_corporation", "national_benefits", "creditors", "police_justice")
(TEAM, W_AND_I, DEBT_DESK, WMO, YOUTH, SOCIAL_BASE, CIVIL_AFFAIRS, INSURER, CARE_OFFICE, CORPORATION,
 NATIONAL_BENEFITS, CREDITORS, POLICE) = range(13)

PAYERS = ("municipality", "health_insurer", "care_office", "housing_corporation", "national_benefits", "creditors",
          "police_justice", "residents_volunteers", "transition_fund")
(PAY_MUNICIPALITY, PAY_INSURER, PAY_CARE_OFFICE, PAY_CORPORATION, PAY_NATIONAL, PAY_CREDITORS, PAY_POLICE,
 PAY_RESIDENTS, PAY_FUND) = range(9)
PURPOSES = ("teams", "management", "programme", "change", "custom_plans", "household_help", "day_care",
            "youth_ambulant", "youth_residential", "mental_health_care", "district_nursing", "nursing_home",
            "debt_help", "reintegration", "shelter", "housing", "open_places", "agency_desks", "crises",
            "informal_hours", "benefits", "fines_writeoffs", "sick_pay_agency_staff")
(FOR_TEAMS, FOR_MANAGEMENT, FOR_PROGRAMME, FOR_CHANGE, FOR_CUSTOM, FOR_HOUSEHOLD_HELP, FOR_DAY_CARE,
 FOR_YOUTH_AMBULANT, FOR_YOUTH_RESIDENTIAL, FOR_MENTAL_CARE, FOR_NURSING, FOR_NURSING_HOME, FOR_DEBT_HELP,
 FOR_REINTEGRATION, FOR_SHELTER, FOR_HOUSING, FOR_OPEN_PLACES, FOR_DESKS, FOR_CRISES, FOR_INFORMAL, FOR_BENEFITS,
 FOR_FINES, FOR_SICK_COVER) = range(23)
# Purposes that pay for the place as a whole; what is booked there for one household is counted apart.
PLACE_PURPOSES = ("teams", "management", "programme", "change", "agency_desks", "nursing_home", "open_places",
                  "informal_hours", "benefits", "fines_writeoffs", "sick_pay_agency_staff")
PLACE_CODES = tuple(PURPOSES.index(name) for name in PLACE_PURPOSES)
TRANSFERS = ("benefits", "fines_writeoffs")

HOURS = ("contact", "administration", "coordination", "justification", "reflection", "change", "slack", "travel_noshow")
(H_CONTACT, H_ADMIN, H_COORDINATION, H_JUSTIFICATION, H_REFLECTION, H_CHANGE, H_SLACK, H_NOSHOW) = range(8)

KPIS = ("closed", "weeks_per_file", "within_term", "compliance", "hours_billed", "satisfaction", "resident_outcome",
        "resident_experience", "learning", "societal_value")

# Staff.
VACANT, PRESENT, SICK = range(3)
