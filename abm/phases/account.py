"""Phase 12, account: every hour and euro of staff and place booked once; outcomes collected; closed files followed."""

from abm.compiling.compiled import rule
from abm.compiling.fetching import fetch_at
from abm.phases.lived import live_week
from abm.phases.returns import HALF_YEAR, YEAR, follow_closed
from abm.phases.show import show_busy
from abm.state.columns import HOUSEHOLD, kind
from abm.state.levers import ACCESS_EASE, DATA_SHARING, INFORMAL_BASE, OUTREACH
from abm.state.names import (
    AT_EASE,
    FOR_CHANGE,
    FOR_DESKS,
    FOR_INFORMAL,
    FOR_MANAGEMENT,
    FOR_OPEN_PLACES,
    FOR_PROGRAMME,
    FOR_SICK_COVER,
    FOR_TEAMS,
    IN_CARE,
    OUT_OF_VIEW,
    PAY_MUNICIPALITY,
    PAY_RESIDENTS,
    SEEKING,
    SICK,
    VACANT,
    WAITING,
)
from abm.state.shown import BINS, HIGH, HOUSELESS, LOW, ON_BENEFIT, SIGNS, STATUS, TROUBLED

MEANS = 19  # means over households, as they stand first in `abm.state.ledger.STATE`
LOWEST, HIGHEST = MEANS, MEANS + 1  # how many there are in these thirds of capacity
SUMS = MEANS + 2
TOTAL = int(kind(HOUSEHOLD).fields["total_unmet"][1])  # type: ignore[index]  # where in a row it stands
AHEAD = 8  # households by which memory is asked for it
STAFF_MEANS = 9  # means over staff, which come next there


@rule
def sum_households(first, last, how, into, world):
    """Sums over households `first` to before `last` `into` (count (BINS,), total (BINS,) by bin of unmet need, sums (SUMS,),
    how many have which signs (SIGNS,)). Closed files are followed.

    `how`: (unmet need is added up over the weeks, what observation looks at is noted anew of everybody).
    """
    h, book, week, shown = world.h, world.book, world.week, world.shown
    level = world.rules[0].triage.well_below
    count, total, sums, having = into
    following, at = book.lived.start[0] >= 0, week - book.lived.start[0]
    sums[18] += show_busy(first, last, how[1], world)
    unmet_all, weighted_all, stress, wellbeing, low, high = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    trust_team, trust_government, debt, running = 0.0, 0.0, 0.0, 0
    for i in range(first, last):
        unmet, weighted, signs = shown[i].unmet, shown[i].weighted, shown[i].signs
        count[shown[i].bin] += 1.0
        total[shown[i].bin] += unmet
        having[signs] += 1
        world.eased[i] = (signs & STATUS) == AT_EASE
        unmet_all += unmet
        weighted_all += weighted
        stress += shown[i].stress
        trust_team += shown[i].trust_team
        trust_government += shown[i].trust_government
        debt += shown[i].debt
        wellbeing += 1.0 - 0.5 * (weighted + shown[i].stress)
        low += unmet if signs & LOW else 0.0
        high += unmet if signs & HIGH else 0.0
        running += shown[i].running
        fetch_at(h, min(i + AHEAD, last - 1), TOTAL)
        if how[0]:
            h[i].total_unmet += unmet
        since = week - shown[i].closed
        if since == HALF_YEAR or since == YEAR:
            follow_closed(i, week, level, h, book)
        if following:
            live_week(i, at, unmet, signs, h, book.lived)
    sums[0] += unmet_all
    sums[1] += weighted_all
    sums[3] += stress
    sums[4] += trust_team
    sums[5] += trust_government
    sums[6] += debt
    sums[11] += wellbeing
    sums[12] += low
    sums[13] += high
    sums[16] += running
    _count_signs(having, sums)


@rule
def _count_signs(having, sums):
    """Add to `sums` how many have each sign, of `having` (SIGNS,) how many have each combination; empties it."""
    for signs in range(SIGNS):
        many, status = having[signs], signs & STATUS
        if many == 0:
            continue
        having[signs] = 0
        sums[7] += many if status == OUT_OF_VIEW else 0
        sums[8] += many if status == WAITING else 0
        sums[9] += many if status == SEEKING else 0
        sums[10] += many if status == IN_CARE else 0
        sums[14] += many if signs & HOUSELESS else 0
        sums[15] += many if signs & ON_BENEFIT else 0
        sums[17] += many if signs & TROUBLED else 0
        sums[LOWEST] += many if signs & LOW else 0
        sums[HIGHEST] += many if signs & HIGH else 0


@rule
def share_ease(world):
    """Count anew the neighbours at ease of those who know somebody that came to ease, or left it, this week."""
    start, other = world.ties.start, world.ties.other
    for i in range(world.ease.shape[0]):
        more = world.eased[i] - world.ease[i]
        if more != 0:
            world.ease[i] = world.eased[i]
            for k in range(start[i], start[i + 1]):
                world.neighbours[other[k]] += more


@rule
def mean_households(n, count, total, sums, out):
    """Means over `n` households into `out` (MEANS,), from their sums; the worst tenth by bins (exact within a bin)."""
    for k in range(out.shape[0]):
        out[k] = sums[k]
    out[12] = out[12] / sums[LOWEST] if sums[LOWEST] > 0.0 else 0.0
    out[13] = out[13] / sums[HIGHEST] if sums[HIGHEST] > 0.0 else 0.0
    out[2] = worst_mean(count, total, 0.1 * n)
    out[18] = out[18] / sums[8] if sums[8] > 0.0 else 0.0
    for k in (0, 1, 3, 4, 5, 6, 7, 11, 17):
        out[k] /= n


@rule
def worst_mean(count, total, wanted):
    """Mean of the `wanted` largest values, from bins of counts and sums; the last bin is taken in part."""
    left, summed = wanted, 0.0
    for k in range(BINS):
        b = BINS - 1 - k
        if count[b] <= 0.0:
            continue
        part = 1.0 if count[b] <= left else left / count[b]
        summed += part * total[b]
        left -= part * count[b]
        if left <= 0.0:
            break
    return summed / wanted


@rule
def account_staff(out, world):
    """Means over the payroll, the sick included, into `out` (STAFF_MEANS,); hours booked to teams; pay of posts held."""
    staff, book, rules = world.staff, world.book, world.rules[0]
    p, c = rules.staffing, rules.costs
    payroll, posts = 0.0, 0.0
    for k in range(out.shape[0]):
        out[k] = 0.0
    for w in range(staff.shape[0]):
        for k in range(8):
            book.hours[staff[w].team, k] += staff[w].hours[k]
        if staff[w].until == -1 and staff[w].presence == VACANT:
            continue
        posts += 1.0
        if staff[w].presence == VACANT:
            out[5] += 1.0
            continue
        payroll += 1.0
        recent = (staff[w].recent[0] + staff[w].recent[1] + staff[w].recent[2] + staff[w].recent[3]) / 4.0
        out[0] += 1.0 if recent >= p.burnt_exhaustion and staff[w].cynicism >= p.burnt_cynicism else 0.0
        out[1] += staff[w].exhaustion
        out[2] += staff[w].cynicism
        out[3] += staff[w].distress
        pay = c.fte_year / 52.0 * staff[w].contract / 36.0
        book.money[PAY_MUNICIPALITY, FOR_TEAMS] += pay
        if staff[w].presence == SICK:
            out[4] += 1.0
            book.money[PAY_MUNICIPALITY, FOR_SICK_COVER] += c.sick_cover * pay
        else:
            out[7] += staff[w].contract / 36.0
        out[8] += staff[w].caseload
    for k in range(5):
        out[k] = out[k] / payroll if payroll > 0.0 else 0.0
    out[5] = out[5] / posts if posts > 0.0 else 0.0
    out[6] = posts


@rule
def account_place(exits, changed_fte, managers, households, world):
    """What the place costs as a whole: managers, desks, open places, outreach, data, access, change, recruiting, volunteers."""
    teams, book, lv, rules = world.teams, world.book, world.lv, world.rules[0]
    c, scale = rules.costs, households / 10000.0
    money = book.money
    money[PAY_MUNICIPALITY, FOR_MANAGEMENT] += managers * c.manager_year / 52.0
    money[PAY_MUNICIPALITY, FOR_DESKS] += c.desk_fte * scale * c.desk_year / 52.0
    money[PAY_MUNICIPALITY, FOR_TEAMS] += exits * c.replacement
    money[PAY_MUNICIPALITY, FOR_CHANGE] += changed_fte * c.change_external
    total = 0.0
    for t in range(teams.shape[0]):
        total += teams[t].households
    for t in range(teams.shape[0]):
        share = teams[t].households / total * scale / 52.0
        money[PAY_MUNICIPALITY, FOR_OPEN_PLACES] += share * c.open_place * lv[t, INFORMAL_BASE]
        money[PAY_MUNICIPALITY, FOR_PROGRAMME] += share * (
            c.outreach * lv[t, OUTREACH] + c.data_system * lv[t, DATA_SHARING] + c.access * lv[t, ACCESS_EASE])
        hours = rules.informal.volunteer_hours * lv[t, INFORMAL_BASE] * teams[t].households
        money[PAY_RESIDENTS, FOR_INFORMAL] += hours * c.informal_hour
