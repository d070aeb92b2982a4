"""What the integrations with tables share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Literal, TypeAlias

from svenner._core import Analyzer, default_analyzer
from svenner.matcher import Matcher

Part: TypeAlias = Literal["tokens", "sentences", "entities", "clusters", "quotes"]
PARTS: tuple[Part, ...] = ("tokens", "sentences", "entities", "clusters", "quotes")
COUNT_ROWS = 8192
MATCH_COLUMNS = ("start", "end", "text", "pattern", "label", "id", "form")

_SURROGATE = re.compile("[\ud800-\udfff]")


def analyzer_or_default(analyzer: Analyzer | None) -> Analyzer:
    """The analyzer given, or the one that svenner.analyze uses."""
    return default_analyzer() if analyzer is None else analyzer


def text_array(values: Any) -> Any:
    """A pyarrow array or chunked array of text, whatever a column holds it as; missing values are null.

    A lone surrogate, which Arrow cannot hold, becomes U+FFFD: offsets stay. Raises TypeError for other values.
    """
    import pyarrow as pa

    try:
        array = pa.array(values, from_pandas=True)
    except UnicodeEncodeError:
        values = [_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value for value in values]
        array = pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        for row, value in enumerate(values):
            if value is not None and value == value and not isinstance(value, str):
                raise TypeError(f"row {row} must be str or missing, not {type(value).__name__}") from None
        raise
    if array.null_count == len(array):
        return pa.nulls(len(array), pa.string())
    return array


def arrow_table(
    column: Any,
    part: Part,
    *,
    columns: Sequence[str] | None = None,
    date: Any,
    analyzer: Analyzer | None,
    threads: int | None,
    nested: bool = False,
) -> Any:
    """Analyzer.to_arrow as a pyarrow.Table; with `row`, whatever `columns` are wanted, where it is not nested."""
    import pyarrow as pa

    wanted = columns if columns is None or nested else ["row", *columns]
    lazy = analyzer_or_default(analyzer).to_arrow(
        column, part, columns=wanted, nested=nested, dates=date, threads=threads
    )
    return pa.table(lazy)


def match_columns(texts: Iterable[Any], matcher: Matcher, threads: int | None) -> dict[str, list[Any]]:
    """The matches in many texts, as columns: `row` and MATCH_COLUMNS."""
    columns: dict[str, list[Any]] = {name: [] for name in ("row", *MATCH_COLUMNS)}
    rows, rest = columns["row"], [columns[name] for name in MATCH_COLUMNS]
    for row, matches in enumerate(matcher.find_many(texts, threads=threads)):
        for match in matches:
            rows.append(row)
            for name, values in zip(MATCH_COLUMNS, rest, strict=True):
                values.append(getattr(match, name))
    return columns


def count_columns(
    batches: Iterable[list[Any]], *, date: Any, analyzer: Analyzer | None, threads: int | None
) -> dict[str, list[int | None]]:
    """For each text its number of sentences, quotes and entities by label; None where the text is missing.

    The documents of a batch are held at a time, of COUNT_ROWS texts, say.
    """
    analyzer = analyzer_or_default(analyzer)
    labels = range(len(analyzer.labels))
    columns: dict[str, list[int | None]] = {name: [] for name in ("sentences", "quotes", *analyzer.labels)}
    one = date is None or isinstance(date, str | datetime.date)
    dates = date if one else iter(date)
    for texts in batches:
        days = dates if one else list(islice(dates, len(texts)))
        for doc in analyzer.analyze_many(texts, dates=days, threads=threads):
            numbers: list[int | None] = [None] * len(columns)
            if doc is not None:
                found = doc.entities.label.tolist()
                numbers = [len(doc.sentences), len(doc.quotes), *map(found.count, labels)]
            for values, number in zip(columns.values(), numbers, strict=True):
                values.append(number)
    return columns
