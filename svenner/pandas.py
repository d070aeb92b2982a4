"""`import svenner.pandas` gives every Series of text an accessor: `df["text"].svenner.entities()`.

Needs pandas and pyarrow (`pip install svenner[pandas]`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from svenner import _tables
from svenner._core import Analyzer
from svenner._tables import COUNT_ROWS
from svenner.matcher import Matcher

__all__ = ["SvennerAccessor"]

_MATCH_TYPES: dict[str, Any] = {
    "start": "uint32",
    "end": "uint32",
    "text": "str",
    "pattern": "str",
    "label": "category",
    "id": "object",
    "form": "category",
}


@pd.api.extensions.register_series_accessor("svenner")
class SvennerAccessor:
    """What svenner finds in a column of text, as long tables that carry the column's index.

    A missing text (None, NaN, NA) and an empty one give no rows; `counts` keeps a row for each and tells them apart.
    `date`: what relative times count from, one for all or a column of them. `columns`: the names of those that are
    wanted, which saves the making of the others. Labels and kinds are categories. Columns have the same types whatever
    the rows hold. Raises TypeError for a value that is neither text nor missing.
    """

    def __init__(self, series: pd.Series[Any]) -> None:
        self._series = series

    def entities(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """A row for each entity: start, end, text, label, norm, value, mod, cluster, compound, score, source, id."""
        return self._table("entities", columns, date, analyzer, threads)

    def tokens(
        self, *, columns: Sequence[str] | None = None, analyzer: Analyzer | None = None, threads: int | None = None
    ) -> pd.DataFrame:
        """A row for each token: start, end, text, kind."""
        return self._table("tokens", columns, None, analyzer, threads)

    def sentences(
        self, *, columns: Sequence[str] | None = None, analyzer: Analyzer | None = None, threads: int | None = None
    ) -> pd.DataFrame:
        """A row for each sentence: start, end, text."""
        return self._table("sentences", columns, None, analyzer, threads)

    def clusters(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """A row for each person, place or organisation of a text: name, label, number of mentions."""
        return self._table("clusters", columns, date, analyzer, threads)

    def quotes(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """A row for each quote: start, end, text, kind, speaker, speaker_start, speaker_end, source."""
        return self._table("quotes", columns, date, analyzer, threads)

    def match(self, matcher: Matcher, *, threads: int | None = None) -> pd.DataFrame:
        """A row for each of the matcher's names that is found: start, end, text, pattern, label, id, form."""
        columns = _tables.match_columns(self._column().to_pylist(), matcher, threads)
        rows = columns.pop("row")
        frame = pd.DataFrame({name: pd.Series(columns[name], dtype=_MATCH_TYPES[name]) for name in columns})
        return frame.set_axis(self._series.index.take(rows), axis=0)

    def counts(self, date: Any = None, *, analyzer: Analyzer | None = None, threads: int | None = None) -> pd.DataFrame:
        """A row for each text: how many sentences, quotes and entities of each label; NA where the text is missing."""
        column = self._column()
        batches = (column[at : at + COUNT_ROWS].to_pylist() for at in range(0, len(column), COUNT_ROWS))
        columns = _tables.count_columns(batches, date=_dates(date), analyzer=analyzer, threads=threads)
        return pd.DataFrame(columns, index=self._series.index, dtype="Int64")

    def _column(self) -> Any:
        return _tables.text_array(self._series)

    def _table(
        self,
        part: _tables.Part,
        columns: Sequence[str] | None,
        date: Any,
        analyzer: Analyzer | None,
        threads: int | None,
    ) -> pd.DataFrame:
        table = _tables.arrow_table(
            self._column(), part, columns=columns, date=_dates(date), analyzer=analyzer, threads=threads
        )
        rows = table["row"].to_numpy()
        frame = table.drop_columns("row").to_pandas()
        for name in ("speaker_start", "speaker_end"):
            if name in frame:
                frame[name] = frame[name].astype("UInt32")
        return frame.set_axis(self._series.index.take(rows), axis=0)


def _dates(date: Any) -> Any:
    """A column of dates as a list; anything else as it is."""
    return date.tolist() if isinstance(date, pd.Series | pd.Index) else date
