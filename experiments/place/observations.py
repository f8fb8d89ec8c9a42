"""Tables in long form, one number a row, as clients of CBS's newest service write them: turned into a column a number.

Their columns are Measure, Value, often Id, ValueAttribute and StringValue, one a dimension, and labels (MeasureLabel,
RegioSLabel) where the client was asked for them.
"""

import re
from typing import Any

from abm.settings.errors import ConfigError

LABEL = re.compile(r"(.+?)(Label|Title)")
BESIDE = ("id", "valueattribute", "stringvalue")  # columns about a number, not about what it is of
NUMBERED = re.compile(r"column \d+")  # a column without a name: numbers of rows, as R and pandas write them
KEY = re.compile(r"[A-Z]{0,2}\d[\d_]*")  # how measures are called without their labels: M003057, 1050015_2
HOW = "ask the client for labels (R: cbs4_add_label_columns), or for the wide form (R: cbs4_get_data; Python: cbsodata.get_data)"


def is_long(names: list[str]) -> bool:
    """Whether columns of these names hold one number a row."""
    return {"measure", "value"} <= {name.lower() for name in names}


def widened(frame: Any, line: str, where: str) -> Any:
    """A frame of text in long form with a column for each measure. Raises ConfigError where measures have keys and no names."""
    frame = _labelled(frame.drop(columns=[name for name in frame.columns if NUMBERED.fullmatch(name)]), line)
    by_name = {name.lower(): name for name in frame.columns}
    measure, value = by_name["measure"], by_name["value"]
    measures = frame[measure].str.strip()
    if measures.map(lambda text: bool(KEY.fullmatch(text))).all():
        raise ConfigError(f"{where}: measures have keys ({', '.join(dict.fromkeys(measures[:3]))}) and no names; {HOW}.")
    dims = [name for name in frame.columns if name not in (measure, value, line) and name.lower() not in BESIDE]
    twice = frame.duplicated([*dims, measure])
    if twice.any():
        raise ConfigError(f"{where}, row {frame[line][twice].iloc[0]}: a second number of the same measure, region and period; "
                          "allowed: one.")  # fmt: skip
    first = frame.groupby(dims, sort=False)[line].min()
    wide = frame.pivot(index=dims, columns=measure, values=value).reindex(first.index).fillna("")
    wide.columns.name = None
    wide[line] = first
    return wide.reset_index()[[*dims, *dict.fromkeys(measures), line]]


def _labelled(frame: Any, line: str) -> Any:
    """Labels in the place of keys; a region keeps its code, beside its name."""
    for name in [name for name in frame.columns if name != line]:
        found = LABEL.fullmatch(name)
        if found is None or found[1] not in frame.columns:
            continue
        if found[1].lower() in ("regios", "wijkenenbuurten"):
            frame = frame.rename(columns={name: "Regionaam"})
        elif found[1].lower() == "measure":
            keys = frame.groupby(name)[found[1]].transform("nunique")
            frame[name] = frame[name].where(keys == 1, frame[name] + " " + frame[found[1]])  # one name, two measures
            frame = frame.drop(columns=found[1]).rename(columns={name: found[1]})
        else:
            frame = frame.drop(columns=found[1]).rename(columns={name: found[1]})
    return frame
