"""What observation looks at of each household, in a small row beside its own, so that it need not read them all every week.

A row is brought up to date when its household is looked at (phase 3) and, of who has business with services, once more before
means are taken (phase 12). To who is at rest nothing happens, so that what was noted last is still so.
"""

from abm.state.names import STATUSES

SHOWN = (
    ("unmet", "f4"),  # need (severity x (1 - support)) summed over domains
    ("weighted", "f4"),  # the same, each domain by its importance to the household
    ("stress", "f4"),  # 0-1, and so are the two below
    ("trust_team", "f4"),
    ("trust_government", "f4"),
    ("debt", "f4"),  # euro
    ("closed", "i2"),  # week of the last closure still watched for return; -9999 none
    ("bin", "i2"),  # bin of unmet need
    ("signs", "i2"),  # service status, and a bit for each of the signs below
    ("running", "i2"),  # provisions that run
)
BINS = 1024
MOST = 8.0  # unmet need at the end of the last bin
STATUS = 7  # bits of the service status in `signs`
TROUBLED, HOUSELESS, ON_BENEFIT, PENNILESS, LOW, HIGH = (8 << bit for bit in range(6))  # the last two: lowest, highest capacity
SIGNS = 8 << 6  # how many combinations there are
assert len(STATUSES) <= STATUS + 1
