/* The resident phases in plain C: a twin of abm/phases/{residents,live,events,feel,seek,returns}.py, abm/world/birth.py and the rules they
 * call, line by line, in the same order of operations and with the same draws. benchmarks/twin.py compiles it, compares every
 * column of every table and measures. layout.h is generated; nothing about the tables is written here. */
#include <math.h>
#include <stdbool.h>
#include "layout.h"

#define LEVER(t, name) lv[(t) * N_LEVERS + (name)]
typedef struct household H;
typedef struct rules_row R;

/* ------------------------------------------------------------------ abm/compiling/randomness.py */

static inline void mix(uint64_t *x0, uint64_t *x1, int r) {
    *x0 += *x1;
    *x1 = (*x1 << r) | (*x1 >> (64 - r));
    *x1 ^= *x0;
}

static inline uint64_t threefry2x64(uint64_t k0, uint64_t k1, uint64_t c0, uint64_t c1) {
    uint64_t k2 = UINT64_C(0x1BD11BDAA9FC1A22) ^ k0 ^ k1, x0 = c0 + k0, x1 = c1 + k1;
    mix(&x0, &x1, 16); mix(&x0, &x1, 42); mix(&x0, &x1, 12); mix(&x0, &x1, 31);
    x0 += k1; x1 += k2 + 1;
    mix(&x0, &x1, 16); mix(&x0, &x1, 32); mix(&x0, &x1, 24); mix(&x0, &x1, 21);
    x0 += k2; x1 += k0 + 2;
    mix(&x0, &x1, 16); mix(&x0, &x1, 42); mix(&x0, &x1, 12); mix(&x0, &x1, 31);
    x0 += k0; x1 += k1 + 3;
    mix(&x0, &x1, 16);
    return x0;
}

static inline double uniform(uint64_t seed, int64_t stream, uint64_t key, int64_t week, int64_t index) {
    uint64_t word = threefry2x64(seed, (uint64_t)stream, key, ((uint64_t)week << 32) | (uint64_t)index);
    return (double)(word >> 11) * (1.0 / 9007199254740992.0);
}

static inline uint64_t agent_key(int64_t slot, int64_t generation) { return ((uint64_t)generation << 32) | (uint64_t)slot; }

/* ------------------------------------------------------------------ abm/mechanisms/basics.py */

static inline double clip01(double x) { return x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x; }
static inline double clip(double x, double low, double high) { return x < low ? low : x > high ? high : x; }
static inline double logistic(double x) {
    if (x >= 0.0) return 1.0 / (1.0 + exp(-x));
    double e = exp(x);
    return e / (1.0 + e);
}
static inline double saturate(double x) { return x <= 0.0 ? 0.0 : 1.0 - exp(-x); }
static inline double shrink_gap(double gap, double weeks) { return weeks < 1.0 ? gap : gap / weeks; }

/* ------------------------------------------------------------------ abm/mechanisms: needs, money, stress, crises, seeking */

static inline double next_severity(double severity, double push, double drift, double healing) {
    return clip01(severity + (1.0 - severity) * push + drift - healing * severity);
}
static inline double balanced_severity(double push, double drift, double healing) {
    double total = push + healing;
    return total > 0.0 ? clip01((push + drift) / total) : 0.0;
}
static inline double housing_factor(double unmet_housing, const R *r) { return 1.0 - r->needs.housing_brake * unmet_housing; }
static inline int phase_of_life(double age, double child_from, double child_to, double pension_age) {
    if (child_from <= age && age < child_to) return 0;
    return age >= pension_age ? 2 : 1;
}
static inline double phase_factor(int phase, const R *r) {
    if (phase == 0) return r->needs.family_events;
    return phase == 2 ? r->needs.elder_events : 1.0;
}
static inline int event_domain(double u, int phase, const R *r) {
    int j = 0;
    while (j < 7 && u >= r->couplings.mix[phase][j]) j++;
    return j;
}
static inline double event_size(double u, const R *r) {
    return r->needs.event_low + u * (r->needs.event_high - r->needs.event_low);
}
static inline double death_hazard(double age, double frail, const R *r) {
    double yearly = r->needs.death_base * exp(r->needs.death_slope * (age - 20.0));
    return (yearly + r->needs.death_frail * frail) / 52.0;
}
static inline double open_offer_relief(double base, double capacity, double digital, double unmet, const R *r) {
    double uptake = capacity * (1.0 - r->needs.digital_weight + r->needs.digital_weight * digital);
    return r->needs.open_reach * base * uptake * r->needs.open_relief * unmet;
}
static inline double neighbour_relief(int64_t at_ease, const R *r) {
    return r->needs.informal_relief * (r->needs.help_anyway + r->needs.recovered_help) * at_ease
           / (at_ease + r->needs.neighbour_half);
}
static inline double debt_growth(double debt, double severity_money, double creditors, double coordination, const R *r) {
    double lacking = severity_money - r->money.arrears_floor;
    double arrears = lacking > 0.0 ? r->money.arrears * lacking : 0.0;
    double collectors = saturate(creditors / 5.0) * (1.0 - coordination);
    return (arrears + r->money.fines * debt * collectors) * clip01(1.0 - debt / r->money.debt_cap);
}
static inline double debt_repaid(double debt, double capacity, double settled, double creditors, double coordination,
                                 const R *r) {
    double contacts = creditors * (1.0 + (r->money.settle_contacts - 1.0) * (1.0 - coordination));
    double speed = r->money.settle_scale / (r->money.settle_scale + contacts);
    return debt * (r->money.self_repay * capacity + r->money.settle_repay * settled * speed);
}
static inline double garnished(double debt, double coordination, const R *r) {
    return r->money.garnish * saturate(debt / r->money.debt_scale) * (1.0 - coordination);
}
static inline double debt_pressure(double debt, const R *r) {
    return r->money.debt_push * saturate(debt / r->money.debt_scale);
}
static inline double work_hazard(double capacity, double unmet_money, double unmet_mental, double unmet_work, double support,
                                 bool sanctioned, const R *r) {
    double held = r->money.held_back;
    double able = capacity * (1.0 - held * unmet_money) * (1.0 - held * unmet_mental) * (1.0 - held * unmet_work);
    double pressed = sanctioned ? r->money.sanction_exit : 1.0;
    return r->money.to_work * able * (1.0 + r->money.work_effect * support) * pressed;
}
static inline double job_loss_hazard(double capacity, double unmet_work, const R *r) {
    return r->money.job_loss * (1.5 - capacity) * (1.0 + unmet_work);
}
static inline double sanction_hazard(double capacity, double strictness, const R *r) {
    return clip(r->money.sanction_rate * strictness * (1.0 - capacity), 0.0, 1.0);
}
static inline double stress_target(double unmet, double debt, double waiting, double extra, double control, double burden,
                                   const R *r) {
    return saturate(r->stress.from_unmet * unmet + r->stress.from_debt * debt + r->stress.from_waiting * waiting
                    + r->stress.from_helpers * extra + r->stress.from_control * control + r->stress.from_burden * burden);
}
static inline double next_stress(double stress, double target, const R *r) {
    return clip01(stress + shrink_gap(target - stress, r->stress.weeks));
}
static inline double capacity_now(double base, double stress, double efficacy, const R *r) {
    double belief = 1.0 + r->stress.efficacy_weight * (efficacy - USUAL_EFFICACY) / (1.0 - USUAL_EFFICACY);
    return clip01(base * (1.0 - r->stress.bandwidth * stress) * belief);
}
static inline double fade_efficacy(double efficacy, const R *r) {
    return efficacy + shrink_gap(USUAL_EFFICACY - efficacy, r->stress.efficacy_weeks);
}
static inline double lose_trust(double trust, double size, const R *r) {
    return clip01(trust - r->stress.trust_ratio * r->stress.trust_gain * size * trust);
}
static inline double fade_trust(double trust, const R *r) {
    return trust + (r->stress.trust_base - trust) * 0.6931471805599453 / r->stress.trust_weeks;
}
static inline double next_carer_load(double load, double unmet_daily, const R *r) {
    return clip01(load + r->stress.carer_rise * unmet_daily * (1.0 - load)
                  - r->stress.carer_relief * (1.0 - unmet_daily) * load);
}
static inline double eviction_hazard(double debt, double unmet_money, double capacity, const R *r) {
    return r->crises.eviction * saturate(debt / r->crises.eviction_scale) * unmet_money * (1.0 - capacity);
}
static inline double placement_hazard(double unmet_family, double unmet_housing, double stress, const R *r) {
    double excess = unmet_family + r->crises.housing_weight * unmet_housing - r->crises.placement_floor;
    return excess > 0.0 ? r->crises.placement * excess * stress : 0.0;
}
static inline double admission_hazard(double unmet_mental, double stress, const R *r) {
    double excess = unmet_mental - r->crises.admission_floor;
    return excess > 0.0 ? r->crises.admission * excess * (0.5 + stress) : 0.0;
}
static inline double nursing_hazard(double unmet_daily, double severity_daily, double carer_load, double caution, const R *r) {
    if (severity_daily < r->crises.nursing_floor) return 0.0;
    double need = r->crises.care_weight * (unmet_daily - r->crises.care_floor) + r->crises.carer_weight * carer_load
                  + r->crises.risk_aversion * caution;
    return r->crises.nursing * logistic(need);
}
static inline double incident_hazard(double unmet_mental, double unmet_housing, double unmet_family, const R *r) {
    double grave = unmet_mental * unmet_mental
                   + r->crises.housing_weight * (unmet_housing + r->crises.family_weight * unmet_family);
    return clip(r->crises.incident * grave, 0.0, 1.0);
}
static inline double trust_to_ask(double team, double government, const R *r) {
    return (1.0 - r->seeking.government_share) * team + r->seeking.government_share * government;
}
static inline double ask_hazard(double most, double stress, double trust, double shame, double access, double refusals,
                                int64_t weeks_since_shock, const R *r) {
    double wish = r->seeking.steepness * (most - r->seeking.threshold) + r->seeking.stress_weight * stress;
    double barrier = r->seeking.shame_weight * shame * (1.0 - trust) + r->seeking.access_weight * (0.5 - access)
                     + r->seeking.refusal_weight * refusals;
    double fresh = weeks_since_shock <= r->seeking.fresh_weeks ? r->seeking.fresh : 1.0;
    return r->seeking.rate * fresh * logistic(wish - barrier);
}
static inline double found_hazard(double most, double outreach, double generalists, const R *r) {
    return r->seeking.outreach_rate * outreach * most * (1.0 + r->seeking.proximity * generalists);
}
static inline double signal_hazard(double debt_share, double data_sharing, const R *r) {
    return r->seeking.signal_rate * data_sharing * debt_share;
}
static inline double leave_view_hazard(double refusals, double trust, const R *r) {
    return r->seeking.out_rate * clip01(refusals / r->seeking.refusals_out) * (1.0 - trust);
}
static inline double give_up_hazard(int64_t weeks, double trust, const R *r) {
    return r->seeking.give_up * clip01(weeks / r->seeking.give_up_weeks)
           * (1.0 + r->seeking.give_up_distrust * (0.5 - trust));
}

/* ------------------------------------------------------------------ abm/phases/returns.py */

static void count_return(int64_t week, H *h, struct book *book) {
    int64_t closed = h->closed;
    if (closed < 0) return;
    if (week - closed <= 26) book->cohort[closed][C_RETURNED_26] += 1.0;
    if (week - closed <= 52) {
        book->cohort[closed][C_RETURNED_52] += 1.0;
        book->tally[T_RETURNED] += 1.0;
    }
    h->closed = -9999;
}

static void note_gone(int64_t week, H *h, struct book *book) {
    int64_t closed = h->closed;
    if (closed < 0) return;
    if (week - closed < 26) book->cohort[closed][C_GONE_26] += 1.0;
    book->cohort[closed][C_GONE_52] += 1.0;
}

/* ------------------------------------------------------------------ abm/world/birth.py */

static int draw_archetype(uint64_t seed, uint64_t key, int64_t week, double age, const R *r) {
    double u = uniform(seed, BIRTH_S_ARCHETYPE, key, week, 0);
    for (int kind = 1; kind < 12; kind++)
        if (r->archetypes.age_low[kind] <= age && age < r->archetypes.age_high[kind]) {
            u -= r->archetypes.weight[kind];
            if (u < 0.0) return kind;
        }
    return 0;
}

static double draw_age(double u, const R *r) {
    const int years = sizeof r->archetypes.age_cdf / sizeof r->archetypes.age_cdf[0];
    double before = 0.0;
    for (int k = 0; k < years; k++) {
        double cdf = r->archetypes.age_cdf[k];
        if (u < cdf) return 20.0 + k + (u - before) / (cdf - before);
        before = cdf;
    }
    return 20.0 + years;
}

static void settle_archetype(int kind, uint64_t key, uint64_t seed, int64_t week, H *h, const R *r) {
    h->archetype = kind;
    double spread = 2.0 * uniform(seed, BIRTH_S_BIRTH, key, week, BIRTH_CAPACITY) - 1.0;
    h->base_capacity = clip(r->archetypes.capacity[kind] + r->people.capacity_spread * spread, 0.05, 1.0);
    h->shame = clip01(r->archetypes.shame[kind]
                      + r->people.shame_spread * (2.0 * uniform(seed, BIRTH_S_BIRTH, key, week, BIRTH_SHAME) - 1.0));
    h->registered = kind == NO_REGISTRATION ? 0 : 1;
    for (int j = 0; j < 8; j++) {
        double level = r->archetypes.level[kind][j]
                       * (1.0 + r->people.level_spread * (2.0 * uniform(seed, BIRTH_S_LEVEL, key, week, j) - 1.0));
        if (level > h->severity[j]) h->severity[j] = clip01(level);
    }
    if (h->debt < 1.0) h->debt = r->archetypes.debt[kind] * 2.0 * uniform(seed, BIRTH_S_BIRTH, key, week, BIRTH_DEBT);
    h->creditors = (int64_t)(h->debt / r->money.creditor_euro);
}

static void circumstances(int kind, uint64_t key, uint64_t seed, H *h, const R *r) {
    double age = h->age;
    h->adults = uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_ADULTS) < r->people.couple_share ? 2 : 1;
    h->child_from = 999.0;
    h->child_to = 999.0;
    if (uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_PARENT) < r->people.parent_share || kind == DISABLED_CHILD) {
        double first = uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_FIRST_CHILD);
        double years = r->people.child_years_low + (r->people.child_years_high - r->people.child_years_low)
                                                       * uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_CHILD_YEARS);
        h->child_from = r->people.first_child_low + first * (r->people.first_child_high - r->people.first_child_low);
        if (kind == DISABLED_CHILD && !(h->child_from <= age && age < h->child_from + years)) h->child_from = age - 0.5 * years;
        h->child_to = h->child_from + years;
    }
    double u = uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_WORK);
    if (age >= r->people.pension_age) h->income = INCOME_PENSION;
    else if (kind == NO_REGISTRATION) h->income = INCOME_NONE;
    else h->income = u < r->archetypes.no_work[kind] ? INCOME_BENEFIT : INCOME_WORK;
    double shift = kind == WORKING_DEBTS ? r->people.shift_debts : r->people.shift_share;
    h->shift = h->income == INCOME_WORK && uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_SHIFT) < shift ? 1 : 0;
    double old = clip01((age - r->people.digital_from) / r->people.digital_span);
    h->digital = clip01(r->people.digital_young + (r->people.digital_old - r->people.digital_young) * old
                        + r->people.digital_spread * (2.0 * uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_DIGITAL) - 1.0));
    h->tenure = uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_TENURE) < r->archetypes.renter[kind] ? RENTER : OWNER;
    if ((kind == LEAVING_CARE || kind == NO_REGISTRATION || kind == MIXED_GROUND)
        && uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_NO_HOME) < r->start.start_homeless) {
        h->tenure = HOMELESS;
        h->severity[HOUSING] = r->crises.mark_housing;
    }
}

static void start_provision(int kind, int64_t week, H *h, struct system_row *system, const R *r, double u) {
    int64_t j = r->provisions.domain[kind];
    if (h->provision[j] != 0) system->pool_used[h->provision[j]] -= 1;
    h->provision[j] = kind;
    h->support[j] = r->provisions.support[kind];
    h->end[j] = week + 1 + (int64_t)(r->provisions.weeks[kind] * u);
    system->pool_used[kind] += 1;
}

static inline double between(double low, double high, double u) { return low + (high - low) * u; }

static void running(int kind, uint64_t key, uint64_t seed, int64_t week, H *h, struct system_row *system, const R *r) {
    double age = h->age, u = uniform(seed, BIRTH_S_START, key, 0, 20);
    if (kind == ELDER_DEMENTIA && uniform(seed, BIRTH_S_START, key, 0, 0) < r->start.start_nursing) {
        h->tenure = INSTITUTION;
        start_provision(NURSING_HOME, week, h, system, r, 1.0);
    } else if (age >= r->start.start_help_age && uniform(seed, BIRTH_S_START, key, 0, 1) < r->start.start_help) {
        double level = between(r->start.start_help_low, r->start.start_help_high, uniform(seed, BIRTH_S_START, key, 0, 2));
        if (level > h->severity[DAILY]) h->severity[DAILY] = level;
        start_provision(HOUSEHOLD_HELP, week, h, system, r, u);
    }
    if ((kind == ELDER_DEMENTIA || kind == BRAIN_INJURY) && h->tenure != INSTITUTION
        && uniform(seed, BIRTH_S_START, key, 0, 3) < r->start.start_day_care)
        start_provision(DAY_CARE, week, h, system, r, u);
    if (h->child_from <= age && age < h->child_to && uniform(seed, BIRTH_S_START, key, 0, 4) < r->start.start_youth) {
        double level = between(r->start.start_youth_low, r->start.start_youth_high, uniform(seed, BIRTH_S_START, key, 0, 5));
        if (level > h->severity[FAMILY]) h->severity[FAMILY] = level;
        bool grave = uniform(seed, BIRTH_S_START, key, 0, 6) < r->start.start_residential;
        start_provision(grave ? YOUTH_RESIDENTIAL : YOUTH_AMBULANT, week, h, system, r, u);
    }
    if (h->severity[MENTAL] > r->start.start_mental_level
        && uniform(seed, BIRTH_S_START, key, 0, 7) < r->start.start_mental)
        start_provision(MENTAL_CARE, week, h, system, r, u);
    if (h->debt > r->agencies.least_debt && uniform(seed, BIRTH_S_START, key, 0, 8) < r->start.start_debt_help)
        start_provision(DEBT_HELP, week, h, system, r, u);
}

static void pull_up(H *h, const R *r) {
    int kind = h->archetype;
    for (int round = 0; round < 3; round++) {
        double ability = housing_factor(h->severity[HOUSING] * (1.0 - h->support[HOUSING]), r) * h->base_capacity;
        for (int j = 0; j < 8; j++) {
            double push = 0.0;
            for (int k = 0; k < 8; k++) push += r->couplings.coupling[k][j] * h->severity[k] * (1.0 - h->support[k]);
            push *= r->needs.susceptibility;
            double drift = r->archetypes.drift[kind][j];
            if (j == MONEY) drift += debt_pressure(h->debt, r);
            double balance = balanced_severity(push, drift, r->couplings.heal[j] * ability);
            if (balance > h->severity[j]) h->severity[j] += r->start.start_settled * (balance - h->severity[j]);
        }
    }
}

static void clear_household(H *h, struct system_row *system) {
    for (int j = 0; j < 8; j++) {
        if (h->provision[j] != 0) system->pool_used[h->provision[j]] -= 1;
        h->provision[j] = 0;
        h->support[j] = 0.0;
        h->request[j] = 0;
        h->burnt[j] = -9999;
        h->severity[j] = 0.0;
    }
    h->debt = 0.0;
    h->crisis = 0;
    h->sanction_end = -1;
    h->refusals = 0;
    h->shock_week = -9999;
    h->carer_load = 0.0;
    h->helpers = 0;
    h->worker = -1;
    h->closed = -9999;
    h->hours = 0.0;
    h->insight = 0.0;
}

static void be_born(int64_t i, int64_t generation, bool young, int64_t week, uint64_t seed, H *h, struct system_row *system,
                    const R *r) {
    uint64_t key = agent_key(i, generation);
    h->key = key;
    h->generation = generation;
    clear_household(h, system);
    double u = uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_AGE);
    h->age = young ? r->people.entry_age + r->people.entry_span * u : draw_age(u, r);
    int kind = draw_archetype(seed, key, 0, h->age, r);
    settle_archetype(kind, key, seed, 0, h, r);
    circumstances(kind, key, seed, h, r);
    double total = 0.0;
    for (int j = 0; j < 8; j++) {
        double weight = r->archetypes.importance[j]
                        * (1.0 + r->people.importance_spread * (2.0 * uniform(seed, BIRTH_S_IMPORTANCE, key, 0, j) - 1.0));
        h->importance[j] = weight;
        total += weight;
    }
    for (int j = 0; j < 8; j++) h->importance[j] /= total;
    double trust = r->archetypes.trust[kind], spread = r->people.trust_spread;
    h->trust_team = clip(trust + spread * (2.0 * uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_TRUST) - 1.0), 0.02, 0.98);
    h->trust_government = clip(trust + spread * (2.0 * uniform(seed, BIRTH_S_BIRTH, key, 0, BIRTH_TRUST_GOV) - 1.0), 0.02, 0.98);
    h->efficacy = USUAL_EFFICACY;
    if (uniform(seed, BIRTH_S_START, key, 0, 9) < r->start.start_need) {
        int phase = phase_of_life(h->age, h->child_from, h->child_to, r->people.pension_age);
        int j = event_domain(uniform(seed, BIRTH_S_START, key, 0, 10), phase, r);
        double left = r->start.start_need_left * uniform(seed, BIRTH_S_START, key, 0, 11);
        if (left > h->severity[j]) h->severity[j] = left;
    }
    running(kind, key, seed, week, h, system, r);
    if (!young) pull_up(h, r);
    h->stress = r->start.start_stress;
    h->capacity = capacity_now(h->base_capacity, h->stress, h->efficacy, r);
    h->status = COPING;
    if (h->provision[DAILY] + h->provision[FAMILY] + h->provision[MENTAL] == 0
        && h->severity[PARTICIPATION] + h->severity[MONEY] + h->severity[MENTAL] < r->triage.well_below)
        h->status = 0;
}

/* ------------------------------------------------------------------ abm/phases/events.py */

static inline bool happens(uint64_t seed, uint64_t key, int64_t week, int64_t matter, double hazard) {
    return uniform(seed, EVENT_S_EVENT, key, week, matter) * GATE < hazard;
}

static void leave_file(H *h, struct professional *staff, struct book *book) {
    if (h->worker >= 0) {
        staff[h->worker].caseload -= 1;
        h->worker = -1;
        book->tally[T_LEFT_OPEN] += 1.0;
    }
}

static void ask_agency(int j, int64_t week, H *h) {
    if (h->request[j] == NO_REQUEST) {
        h->request[j] = ASKED;
        h->request_week[j] = week;
    }
}

static bool renew(int64_t i, uint64_t key, int64_t week, uint64_t seed, H *h, struct professional *staff,
                  struct system_row *system, struct book *book, const R *r) {
    double frail = h->tenure == INSTITUTION ? 1.0 : h->archetype == ELDER_DEMENTIA ? FRAIL_AT_HOME : 0.0;
    bool dies = happens(seed, key, week, EVENT_DEATH, death_hazard(h->age, frail, r));
    bool moves = happens(seed, key, week, EVENT_MOVE, r->needs.move_rate / 52.0) && h->tenure != INSTITUTION;
    if (!dies && !moves) return false;
    leave_file(h, staff, book);
    note_gone(week, h, book);
    book->tally[dies ? T_DEATHS : T_MOVES] += 1.0;
    be_born(i, (int64_t)h->generation + 1, dies, week, seed, h, system, r);
    return true;
}

static void shock(int j, double size, int64_t week, H *h) {
    h->severity[j] = clip01(h->severity[j] + (1.0 - h->severity[j]) * size);
    h->shock_week = week;
}

static void life_event(int64_t t, uint64_t key, int64_t week, uint64_t seed, H *h, struct book *book, const double *lv,
                       const double *deprivation, const R *r) {
    int phase = phase_of_life(h->age, h->child_from, h->child_to, r->people.pension_age);
    double factor = r->archetypes.events[h->archetype] * phase_factor(phase, r);
    double hazard = r->needs.event_rate * factor
                    * (1.0 + r->needs.event_deprivation * (deprivation[h->neighbourhood] - 1.0)) * LEVER(t, INFLOW_FACTOR);
    if (!happens(seed, key, week, EVENT_SHOCK, hazard)) return;
    int j = event_domain(uniform(seed, EVENT_S_DETAIL, key, week, EVENT_SHOCK), phase, r);
    shock(j, event_size(uniform(seed, EVENT_S_DETAIL, key, week, 50), r), week, h);
    book->tally[T_EVENTS] += 1.0;
}

static void change_archetype(uint64_t key, int64_t week, uint64_t seed, H *h, const R *r) {
    double age = h->age, u = uniform(seed, EVENT_S_DETAIL, key, week, EVENT_TURNOVER);
    int new = 0;
    for (int other = 1; other < 12; other++)
        if (other != ELDER_DEMENTIA && r->archetypes.age_low[other] <= age && age < r->archetypes.age_high[other]) {
            u -= r->archetypes.weight[other];
            if (u < 0.0) {
                new = other;
                break;
            }
        }
    settle_archetype(new, key, seed, week, h, r);
}

static void circumstances_change(uint64_t key, int64_t week, uint64_t seed, H *h, const R *r) {
    int kind = h->archetype;
    double age = h->age;
    if (kind == ELDER_DEMENTIA) return;
    if (age >= 72.0 && happens(seed, key, week, EVENT_ONSET, r->needs.dementia_onset / 52.0)) {
        settle_archetype(ELDER_DEMENTIA, key, seed, week, h, r);
        return;
    }
    bool outgrown = !(r->archetypes.age_low[kind] <= age && age < r->archetypes.age_high[kind]);
    if (outgrown || happens(seed, key, week, EVENT_TURNOVER, r->needs.turnover_rate / 52.0))
        change_archetype(key, week, seed, h, r);
}

static void income(int64_t t, uint64_t key, int64_t week, uint64_t seed, H *h, const double *unmet, struct book *book,
                   const double *lv, const R *r) {
    if (h->income != INCOME_PENSION && h->age >= r->people.pension_age) {
        h->income = INCOME_PENSION;
    } else if (h->income == INCOME_WORK) {
        if (happens(seed, key, week, EVENT_LOSS, job_loss_hazard(h->capacity, unmet[WORK], r))) {
            h->income = INCOME_BENEFIT;
            shock(WORK, r->money.loss_size, week, h);
            book->tally[T_JOB_LOSSES] += 1.0;
        }
    } else if (h->income == INCOME_BENEFIT) {
        double hazard = work_hazard(h->capacity, unmet[MONEY], unmet[MENTAL], unmet[WORK], h->support[WORK],
                                    h->sanction_end >= week, r);
        if (happens(seed, key, week, EVENT_TO_WORK, hazard)) {
            h->income = INCOME_WORK;
            h->severity[WORK] *= r->money.loss_size;
            book->tally[T_TO_WORK] += 1.0;
        } else if (h->sanction_end < week
                   && happens(seed, key, week, EVENT_SANCTION, sanction_hazard(h->capacity, LEVER(t, SANCTION_STRICTNESS), r))) {
            if (uniform(seed, EVENT_S_CONSULT, key, week, 0) < LEVER(t, CONSULT_FIRST)) {
                book->money[PAY_MUNICIPALITY][FOR_DESKS] += r->costs.consult_case;
                h->total_cost += r->costs.consult_case;
                return;
            }
            double delay = r->money.sanction_low + (r->money.sanction_high - r->money.sanction_low)
                                                       * uniform(seed, EVENT_S_DETAIL, key, week, EVENT_SANCTION);
            h->sanction_end = week + (int64_t)delay;
            h->debt += r->money.sanction_euro;
            h->trust_government = lose_trust(h->trust_government, 1.0, r);
            book->tally[T_SANCTIONS] += 1.0;
        }
    }
}

static void pay_crisis(int payer, double euro, H *h, struct book *book) {
    book->money[payer][FOR_CRISES] += euro;
    h->total_cost += euro;
}

static void evict(int64_t week, H *h, struct book *book, const R *r) {
    h->tenure = HOMELESS;
    h->severity[HOUSING] = r->crises.mark_housing;
    shock(MENTAL, r->crises.mark_mental, week, h);
    shock(FAMILY, r->crises.lesser_mark * r->crises.mark_family, week, h);
    pay_crisis(PAY_CORPORATION, r->costs.eviction, h, book);
    book->tally[T_EVICTIONS] += 1.0;
    ask_agency(HOUSING, week, h);
}

static void crises(int64_t t, uint64_t key, int64_t week, uint64_t seed, H *h, const double *unmet, struct book *book,
                   const double *lv, const R *r) {
    if (h->tenure == RENTER
        && happens(seed, key, week, EVENT_EVICTION, eviction_hazard(h->debt, unmet[MONEY], h->capacity, r)))
        evict(week, h, book, r);
    bool parent = h->child_from <= h->age && h->age < h->child_to;
    if (h->crisis == NO_CRISIS && parent
        && happens(seed, key, week, EVENT_PLACEMENT, placement_hazard(unmet[FAMILY], unmet[HOUSING], h->stress, r))) {
        h->crisis = CHILD_PLACED;
        h->crisis_end = week + (int64_t)r->crises.placement_weeks;
        shock(MENTAL, r->crises.mark_family, week, h);
        h->severity[FAMILY] = r->crises.mark_housing;
        h->request[FAMILY] = ASKED;
        h->request_week[FAMILY] = week;
        pay_crisis(PAY_MUNICIPALITY, r->costs.placement, h, book);
        book->tally[T_PLACEMENTS] += 1.0;
    }
    if (h->crisis == NO_CRISIS && happens(seed, key, week, EVENT_ADMISSION, admission_hazard(unmet[MENTAL], h->stress, r))) {
        h->crisis = ADMITTED;
        h->crisis_end = week + (int64_t)r->crises.admission_weeks;
        pay_crisis(PAY_INSURER, r->costs.admission_week * r->crises.admission_weeks, h, book);
        ask_agency(MENTAL, week, h);
        book->tally[T_ADMISSIONS] += 1.0;
    }
    if (happens(seed, key, week, EVENT_INCIDENT, incident_hazard(unmet[MENTAL], unmet[HOUSING], unmet[FAMILY], r))) {
        pay_crisis(PAY_POLICE, r->costs.incident, h, book);
        book->tally[T_INCIDENTS] += 1.0;
    }
    if (h->archetype == ELDER_DEMENTIA && h->tenure != INSTITUTION) {
        double hazard = nursing_hazard(unmet[DAILY], h->severity[DAILY], h->carer_load, 1.0 - LEVER(t, BACKING), r);
        bool waiting = h->request[DAILY] == FOR_NURSING_HOME_PLACE;
        if (!waiting && happens(seed, key, week, EVENT_NURSING, hazard)) {
            h->request[DAILY] = FOR_NURSING_HOME_PLACE;
            h->request_week[DAILY] = week;
        }
    }
}

static void end_provision(int j, H *h, struct system_row *system) {
    system->pool_used[h->provision[j]] -= 1;
    h->provision[j] = 0;
    h->support[j] = 0.0;
}

static void services_end(int64_t t, uint64_t key, int64_t week, uint64_t seed, H *h, struct system_row *system,
                         const double *lv, const R *r) {
    if (h->provision[MONEY] == DEBT_HELP
        && happens(seed, key, week, EVENT_DROPOUT, r->agencies.dropout * (1.0 - h->capacity) * LEVER(t, PROCESSES) / 100.0)) {
        end_provision(MONEY, h, system);
        h->burnt[MONEY] = week;
        h->refusals += 1;
    }
    if (h->helpers > 0 && happens(seed, key, week, EVENT_CONTRACT_END, 1.0 / (52.0 * LEVER(t, CONTRACT_YEARS))))
        h->trust_team = lose_trust(h->trust_team, r->agencies.contract_trust * r->steering.end_trust, r);
    double ends = r->steering.programme_share / (52.0 * LEVER(t, PROGRAMME_YEARS));
    if (h->worker >= 0 && happens(seed, key, week, EVENT_PROGRAMME_END, ends))
        h->trust_team = lose_trust(h->trust_team, r->steering.end_trust, r);
}

static void rare_week(int64_t i, int64_t t, int64_t week, uint64_t seed, H *h, struct professional *staff,
                      struct system_row *system, struct book *book, const double *lv, const double *deprivation, const R *r,
                      const double *unmet) {
    uint64_t key = h->key;
    if (renew(i, key, week, seed, h, staff, system, book, r)) return;
    if (h->tenure == INSTITUTION) return;
    life_event(t, key, week, seed, h, book, lv, deprivation, r);
    circumstances_change(key, week, seed, h, r);
    income(t, key, week, seed, h, unmet, book, lv, r);
    crises(t, key, week, seed, h, unmet, book, lv, r);
    services_end(t, key, week, seed, h, system, lv, r);
}

/* ------------------------------------------------------------------ abm/phases/live.py */

static void provisions(int64_t week, H *h, struct system_row *system, struct book *book, const R *r) {
    for (int j = 0; j < 8; j++) {
        int kind = h->provision[j];
        if (kind == 0) continue;
        double price = r->provisions.price[kind];
        book->money[r->provisions.payer[kind]][r->provisions.purpose[kind]] += price;
        if (kind != NURSING_HOME) h->total_cost += price;
        h->severity[j] -= r->provisions.healing[kind] * h->severity[j];
        if (week >= h->end[j]) {
            if (h->severity[j] > r->triage.well_below && kind != DEBT_HELP && kind != DWELLING)
                h->end[j] = week + (int64_t)(r->provisions.weeks[kind] * r->agencies.renewal) + 1;
            else
                end_provision(j, h, system);
        }
    }
}

static void needs(int64_t i, int64_t t, H *h, const double *lv, const struct ties *ties, const ease_t *ease, const R *r,
                  const double *unmet) {
    int64_t with_room = 0;
    for (int64_t k = ties->start[i]; k < ties->start[i + 1]; k++) with_room += ease[ties->other[k]];
    double ability = housing_factor(unmet[HOUSING], r) * h->capacity + neighbour_relief(with_room, r);
    double lacking = h->severity[MONEY], push[8];
    int kind = h->archetype;
    for (int j = 0; j < 8; j++) {
        double total = 0.0;
        for (int k = 0; k < 8; k++) total += r->couplings.coupling[k][j] * unmet[k];
        push[j] = r->needs.susceptibility * total;
    }
    for (int j = 0; j < 8; j++)
        h->severity[j] = next_severity(h->severity[j], push[j], r->archetypes.drift[kind][j], r->couplings.heal[j] * ability);
    double drift = r->archetypes.drift[kind][MONEY] + debt_pressure(h->debt, r);
    drift += garnished(h->debt, LEVER(t, CREDITOR_COORDINATION), r);
    h->severity[MONEY] = next_severity(lacking, push[MONEY], drift, r->couplings.heal[MONEY] * ability);
    double open_offer = open_offer_relief(LEVER(t, INFORMAL_BASE), h->capacity, h->digital, unmet[PARTICIPATION], r);
    h->severity[PARTICIPATION] = clip01(h->severity[PARTICIPATION] - open_offer);
}

static void debts(int64_t t, H *h, struct book *book, const double *lv, const R *r) {
    double coordination = LEVER(t, CREDITOR_COORDINATION);
    if (h->debt < 1.0 && h->severity[MONEY] < r->money.arrears_floor) return;
    double settled = h->provision[MONEY] == DEBT_HELP ? 1.0 : 0.0;
    double growth = debt_growth(h->debt, h->severity[MONEY], h->creditors, coordination, r);
    if (settled > 0.0) growth *= r->money.settled_growth;
    double repaid = debt_repaid(h->debt, h->capacity, settled, h->creditors, coordination, r);
    h->debt = h->debt + growth > repaid ? h->debt + growth - repaid : 0.0;
    h->creditors = (int64_t)(h->debt / r->money.creditor_euro);
    book->money[PAY_CREDITORS][FOR_FINES] += growth;
}

static void carers(H *h, const double *unmet, struct book *book, const R *r) {
    if (h->archetype != ELDER_DEMENTIA || h->tenure == INSTITUTION) return;
    h->carer_load = next_carer_load(h->carer_load, unmet[DAILY], r);
    double hours = r->informal.carer_hours * (1.0 - r->informal.carer_saved * h->support[DAILY]);
    book->money[PAY_RESIDENTS][FOR_INFORMAL] += hours * r->costs.informal_hour;
}

static void delayed(int64_t week, H *h, const R *r) {
    if (h->sanction_end == week) shock(MONEY, r->money.sanction_shock, week, h);
    if (h->crisis != NO_CRISIS && week >= h->crisis_end) {
        if (h->crisis == CHILD_PLACED) shock(MENTAL, r->crises.lesser_mark * r->crises.mark_family, week, h);
        h->crisis = NO_CRISIS;
    }
}

static void live_one(int64_t i, int64_t week, uint64_t seed, H *h, struct professional *staff, struct system_row *system,
                     struct book *book, const double *lv, const struct ties *ties, const ease_t *ease, const R *r,
                     double *unmet) {
    int64_t t = h->team;
    h->age += 1.0 / 52.0;
    if (h->age >= r->archetypes.age_low[LONELY_ELDER] && r->archetypes.age_low[LONELY_ELDER] > h->age - 1.0 / 52.0)
        change_archetype(h->key, week, seed, h, r);
    if (h->tenure == INSTITUTION) leave_file(h, staff, book);
    provisions(week, h, system, book, r);
    double total = h->debt;
    for (int j = 0; j < 8; j++) {
        unmet[j] = h->severity[j] * (1.0 - h->support[j]);
        total += h->severity[j];
    }
    if (h->income == INCOME_BENEFIT) book->money[PAY_MUNICIPALITY][FOR_BENEFITS] += r->costs.benefit_week;
    if (total > 0.02) {
        needs(i, t, h, lv, ties, ease, r, unmet);
        debts(t, h, book, lv, r);
        carers(h, unmet, book, r);
        delayed(week, h, r);
    }
    if (uniform(seed, EVENT_S_RARE, h->key, week, 0) < GATE)
        rare_week(i, t, week, seed, h, staff, system, book, lv, ties->deprivation, r, unmet);
}

/* ------------------------------------------------------------------ abm/phases/feel.py */

static void feel_one(H *h, const double *lv, const R *r) {
    int64_t t = h->team;
    double unmet = 0.0;
    int64_t pending = 0, helpers = 0;
    for (int j = 0; j < 8; j++) {
        unmet += h->severity[j] * (1.0 - h->support[j]);
        if (h->request[j] != 0) pending++;
        if (h->provision[j] != 0) helpers++;
    }
    if (h->worker >= 0) helpers++;
    h->helpers = helpers;
    double extra = helpers + pending > 1 ? helpers + pending - 1.0 : 0.0;
    double control = h->income == INCOME_BENEFIT ? LEVER(t, SANCTION_STRICTNESS) : 0.0;
    double debt = saturate(h->debt / r->money.debt_scale) * (1.0 - r->money.one_creditor * LEVER(t, CREDITOR_COORDINATION));
    double waiting = h->status == WAITING || pending > 0 ? 1.0 : 0.0;
    double target = stress_target(unmet, debt, waiting, extra * (1.0 - LEVER(t, SINGLE_CONTACT)), control,
                                  pending * LEVER(t, PROCESSES) / 100.0, r);
    h->stress = next_stress(h->stress, target, r);
    h->efficacy = fade_efficacy(h->efficacy, r);
    h->capacity = capacity_now(h->base_capacity, h->stress, h->efficacy, r);
    h->trust_team = fade_trust(h->trust_team, r);
    h->trust_government = fade_trust(h->trust_government, r);
}

/* ------------------------------------------------------------------ abm/phases/seek.py */

static double most_unmet(const H *h, int *domain) {
    double most = 0.0;
    *domain = 0;
    for (int j = 0; j < 8; j++)
        if (h->request[j] == NO_REQUEST) {
            double unmet = h->severity[j] * (1.0 - h->support[j]);
            if (unmet > most) {
                most = unmet;
                *domain = j;
            }
        }
    return most;
}

static void ask(uint64_t key, int64_t week, uint64_t seed, int domain, bool found, H *h, struct book *book, const R *r) {
    bool care = domain == DAILY || domain == FAMILY || domain == MENTAL;
    if (care && !found && uniform(seed, S_ROUTE, key, week, domain) < r->seeking.direct) {
        ask_agency(domain, week, h);
        book->tally[T_DIRECT] += 1.0;
        count_return(week, h, book);
        h->status = COPING;
    } else {
        h->status = SEEKING;
        h->queued = week;
    }
}

static void wait_on(uint64_t key, int64_t week, uint64_t seed, double most, H *h, struct book *book, const R *r) {
    double hazard = give_up_hazard(week - h->queued, h->trust_team, r);
    if (most < r->seeking.ease_below || uniform(seed, S_GIVE_UP, key, week, 0) < hazard) {
        h->status = most >= r->seeking.ease_below ? COPING : AT_EASE;
        h->insight = 0.0;
        book->tally[T_GAVE_UP] += 1.0;
    }
}

static void lapse(uint64_t key, int64_t week, uint64_t seed, H *h, const R *r) {
    for (int j = 0; j < 8; j++)
        if (h->request[j] != NO_REQUEST && week - h->request_week[j] > r->agencies.lapse_weeks)
            if (uniform(seed, S_LAPSE, key, week, j) < r->agencies.lapse) {
                h->request[j] = NO_REQUEST;
                h->burnt[j] = week;
            }
}

static void seek_one(int64_t week, uint64_t seed, H *h, struct book *book, const double *lv, const R *r) {
    if (h->tenure == INSTITUTION) {
        h->status = AT_EASE;
        return;
    }
    lapse(h->key, week, seed, h, r);
    if (h->worker >= 0) {
        h->status = IN_CARE;
        return;
    }
    int64_t t = h->team;
    uint64_t key = h->key;
    int domain;
    double most = most_unmet(h, &domain);
    if (h->status == WAITING) {
        wait_on(key, week, seed, most, h, book, r);
        return;
    }
    double trust = trust_to_ask(h->trust_team, h->trust_government, r);
    if (h->refusals > 0 && uniform(seed, S_VIEW, key, week, 1) < r->seeking.forget) h->refusals -= 1;
    if (most < r->seeking.ease_below) {
        h->status = AT_EASE;
        return;
    }
    if (h->status != OUT_OF_VIEW) {
        h->status = COPING;
        if (h->refusals > 0 && uniform(seed, S_VIEW, key, week, 0) < leave_view_hazard(h->refusals, trust, r))
            h->status = OUT_OF_VIEW;
    }
    double hazard = ask_hazard(most, h->stress, trust, h->shame, LEVER(t, ACCESS_EASE), h->refusals, week - h->shock_week, r);
    if (h->status == OUT_OF_VIEW) hazard *= r->seeking.back_rate;
    if (uniform(seed, S_ASK, key, week, 0) < hazard) {
        ask(key, week, seed, domain, false, h, book, r);
        return;
    }
    double found = found_hazard(most, LEVER(t, OUTREACH), LEVER(t, GENERALISTS), r);
    found += signal_hazard(saturate(h->debt / r->money.debt_scale), LEVER(t, DATA_SHARING), r);
    if (uniform(seed, S_FOUND, key, week, 0) < found) ask(key, week, seed, domain, true, h, book, r);
}

/* ------------------------------------------------------------------ abm/phases/residents.py */

void residents_all(int64_t first, int64_t last, int64_t week, uint64_t seed, H *h, int64_t n, struct professional *staff,
                   int64_t posts, struct system_row *system, struct book *book, const double *lv, const struct ties *ties,
                   const ease_t *ease, const R *r, int64_t one) {
    (void)n, (void)posts, (void)one;
    double unmet[8];
    for (int64_t i = first; i < last; i++) {
        live_one(i, week, seed, &h[i], staff, system, book, lv, ties, ease, r, unmet);
        feel_one(&h[i], lv, r);
        seek_one(week, seed, &h[i], book, lv, r);
    }
}
