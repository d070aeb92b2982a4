"""Dask: `svenner.dask.entities(ddf["text"])`, the pandas accessor on every partition.

Needs dask[dataframe] and what svenner.pandas needs (`pip install svenner[dask]`).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import svenner.pandas  # registers the accessor on the workers too
from svenner import _tables
from svenner.matcher import Matcher

__all__ = ["entities", "match", "part"]


def entities(series: Any, *, date: str | None = None) -> Any:
    """A lazy DataFrame with a row for each entity, as in svenner.pandas. `date`: one for all texts."""
    return part(series, "entities", date=date)


def part(series: Any, part: _tables.Part, *, date: str | None = None) -> Any:
    """The same for 'tokens', 'sentences', 'clusters' and 'quotes'."""
    dated = {} if part in ("tokens", "sentences") else {"date": date}
    return series.map_partitions(_part, part, dated, meta=_part(_empty(series), part, dated))


def match(series: Any, matcher: str) -> Any:
    """A row for each name found of the matcher saved at the path `matcher`, which every worker can read."""
    return series.map_partitions(_match, matcher, meta=_match(_empty(series), matcher))


def _part(series: pd.Series[Any], part: str, dated: dict[str, Any]) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(svenner.pandas.SvennerAccessor(series), part)(threads=1, **dated)
    return frame


def _match(series: pd.Series[Any], path: str) -> pd.DataFrame:
    frame = svenner.pandas.SvennerAccessor(series).match(Matcher.load(path), threads=1)
    # Which labels and forms there are differs between partitions.
    return frame.astype(dict.fromkeys(("label", "form"), "str"))


def _empty(series: Any) -> pd.Series[Any]:
    empty: pd.Series[Any] = series._meta.iloc[:0]
    return empty
