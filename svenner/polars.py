"""`import svenner.polars` gives polars' Series and expressions a namespace: `pl.col("text").svenner.entities()`.

Needs polars (`pip install svenner[polars]`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from svenner import _tables
from svenner._core import Analyzer
from svenner._tables import COUNT_ROWS
from svenner.matcher import Matcher

__all__ = ["SvennerExpression", "SvennerSeries"]

_MATCH_TYPE = pl.Struct(
    {
        "start": pl.UInt32,
        "end": pl.UInt32,
        **dict.fromkeys(("text", "pattern", "label", "id", "form"), pl.String),
    }
)


def _nested(
    series: pl.Series,
    part: _tables.Part,
    columns: Sequence[str] | None,
    date: Any,
    analyzer: Analyzer | None,
    threads: int | None,
) -> pl.Series:
    """A list of structs for each text, null where the text is."""
    lazy = _tables.analyzer_or_default(analyzer).to_arrow(
        _text(series), part, columns=columns, nested=True, dates=_dates(date), threads=threads
    )
    return pl.DataFrame(lazy)[part].rename(series.name)


def _text(series: pl.Series) -> pl.Series:
    if series.dtype == pl.Null or (series.null_count() == len(series) and series.dtype != pl.String):
        return series.cast(pl.String)
    if series.dtype not in (pl.String, pl.Categorical, pl.Enum):
        raise TypeError(f"column {series.name!r} must hold text, not {series.dtype}")
    return series


def _dates(date: Any) -> Any:
    return date.to_list() if isinstance(date, pl.Series) else date


def _matches(series: pl.Series, matcher: Matcher, threads: int | None) -> pl.Series:
    texts = _text(series).to_list()
    lists = [
        None if text is None else [_row_of(match) for match in matches]
        for text, matches in zip(texts, matcher.find_many(texts, threads=threads), strict=True)
    ]
    return pl.Series(series.name, lists, dtype=pl.List(_MATCH_TYPE))


def _counts(series: pl.Series, date: Any, analyzer: Analyzer, threads: int | None) -> pl.DataFrame:
    texts = _text(series)
    batches = (texts[at : at + COUNT_ROWS].to_list() for at in range(0, len(texts), COUNT_ROWS))
    columns = _tables.count_columns(batches, date=_dates(date), analyzer=analyzer, threads=threads)
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.UInt32))


def _row_of(match: Any) -> dict[str, Any]:
    row = {name: getattr(match, name) for name in _tables.MATCH_COLUMNS}
    if row["id"] is not None:
        row["id"] = str(row["id"])
    return row


@pl.api.register_series_namespace("svenner")
class SvennerSeries:
    """What svenner finds in a Series of text, as long tables: `row` is the text's place in the Series.

    `columns`: the names of those that are wanted, which saves the making of the others; `row` is one of them.
    """

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def entities(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pl.DataFrame:
        """A row for each entity: row, span, text, label, norm, value, mod, cluster, compound, score, source, id."""
        return self._table("entities", columns, date, analyzer, threads)

    def tokens(
        self, *, columns: Sequence[str] | None = None, analyzer: Analyzer | None = None, threads: int | None = None
    ) -> pl.DataFrame:
        """A row for each token: row, start, end, text, kind."""
        return self._table("tokens", columns, None, analyzer, threads)

    def sentences(
        self, *, columns: Sequence[str] | None = None, analyzer: Analyzer | None = None, threads: int | None = None
    ) -> pl.DataFrame:
        """A row for each sentence: row, start, end, text."""
        return self._table("sentences", columns, None, analyzer, threads)

    def clusters(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pl.DataFrame:
        """A row for each person, place or organisation of a text: row, name, label, number of mentions."""
        return self._table("clusters", columns, date, analyzer, threads)

    def quotes(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pl.DataFrame:
        """A row for each quote: row, start, end, text, kind, speaker, speaker_start, speaker_end, source."""
        return self._table("quotes", columns, date, analyzer, threads)

    def match(self, matcher: Matcher, *, threads: int | None = None) -> pl.DataFrame:
        """A row for each of the matcher's names that is found: row, start, end, text, pattern, label, id, form."""
        nested = _matches(self._series, matcher, threads).rename("match")
        frame = nested.to_frame().with_row_index("row").explode("match").drop_nulls("match").unnest("match")
        return frame.with_columns(pl.col("row").cast(pl.Int64))

    def counts(self, date: Any = None, *, analyzer: Analyzer | None = None, threads: int | None = None) -> pl.DataFrame:
        """A row for each text: how many sentences, quotes and entities of each label; null where the text is."""
        return _counts(self._series, date, _tables.analyzer_or_default(analyzer), threads)

    def _table(
        self,
        part: _tables.Part,
        columns: Sequence[str] | None,
        date: Any,
        analyzer: Analyzer | None,
        threads: int | None,
    ) -> pl.DataFrame:
        lazy = _tables.analyzer_or_default(analyzer).to_arrow(
            _text(self._series), part, columns=columns, dates=_dates(date), threads=threads
        )
        return pl.DataFrame(lazy)


@pl.api.register_expr_namespace("svenner")
class SvennerExpression:
    """The same lazily: a list of structs for each text, null where the text is; `.explode()` makes it long."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def entities(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pl.Expr:
        """The entities; `date` may be an expression."""
        return self._nested("entities", columns, date, analyzer, threads)

    def tokens(
        self, *, columns: Sequence[str] | None = None, analyzer: Analyzer | None = None, threads: int | None = None
    ) -> pl.Expr:
        """The tokens."""
        return self._nested("tokens", columns, None, analyzer, threads)

    def sentences(
        self, *, columns: Sequence[str] | None = None, analyzer: Analyzer | None = None, threads: int | None = None
    ) -> pl.Expr:
        """The sentences."""
        return self._nested("sentences", columns, None, analyzer, threads)

    def clusters(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pl.Expr:
        """The clusters."""
        return self._nested("clusters", columns, date, analyzer, threads)

    def quotes(
        self,
        date: Any = None,
        *,
        columns: Sequence[str] | None = None,
        analyzer: Analyzer | None = None,
        threads: int | None = None,
    ) -> pl.Expr:
        """The quotes."""
        return self._nested("quotes", columns, date, analyzer, threads)

    def match(self, matcher: Matcher, *, threads: int | None = None) -> pl.Expr:
        """The matcher's names that are found."""
        return self._expression.map_batches(
            lambda series: _matches(series, matcher, threads),
            return_dtype=pl.List(_MATCH_TYPE),
            is_elementwise=True,
        )

    def counts(self, date: Any = None, *, analyzer: Analyzer | None = None, threads: int | None = None) -> pl.Expr:
        """A struct for each text: how many sentences, quotes and entities of each label."""
        analyzer = _tables.analyzer_or_default(analyzer)

        def work(series: pl.Series, date: Any) -> pl.Series:
            counts = _counts(series, date, analyzer, threads)
            return counts.select(pl.when(series.is_not_null()).then(pl.struct(pl.all()))).to_series()

        return self._mapped(work, date)

    def _nested(
        self,
        part: _tables.Part,
        columns: Sequence[str] | None,
        date: Any,
        analyzer: Analyzer | None,
        threads: int | None,
    ) -> pl.Expr:
        analyzer = _tables.analyzer_or_default(analyzer)
        return self._mapped(lambda series, date: _nested(series, part, columns, date, analyzer, threads), date)

    def _mapped(self, work: Callable[[pl.Series, Any], pl.Series], date: Any) -> pl.Expr:
        """`work` over the texts and their date, one for all or an expression."""
        kind = work(pl.Series(dtype=pl.String), None).dtype
        if not isinstance(date, pl.Expr):
            return self._expression.map_batches(
                lambda series: work(series, date), return_dtype=kind, is_elementwise=True
            )
        both = pl.struct(self._expression.alias("text"), date.alias("date"))
        return both.map_batches(
            lambda series: work(series.struct.field("text"), series.struct.field("date")),
            return_dtype=kind,
            is_elementwise=True,
        )
