"""Spark: entities, tokens and matches of a DataFrame's column, on its workers, through mapInArrow.

Needs pyspark and pyarrow (`pip install svenner[spark]`), and svenner on the workers. Each worker reads the lexicon
and the model where they are installed; a matcher is shared by its file's path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from svenner import _tables
from svenner._core import Analyzer
from svenner.matcher import Matcher

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_SPAN = "start long, end long, text string"
_SCHEMAS: dict[str, str] = {
    "tokens": f"{_SPAN}, kind string",
    "sentences": _SPAN,
    "entities": f"{_SPAN}, label string, norm string, value string, mod string, cluster string, compound boolean, "
    "score float, source string, id string",
    "clusters": "name string, label string, mentions long",
    "quotes": f"{_SPAN}, kind string, speaker string, speaker_start long, speaker_end long, source string",
    "matches": f"{_SPAN}, pattern string, label string, id string, form string",
}


def entities(
    frame: DataFrame,
    column: str,
    *,
    keep: Sequence[str] = (),
    date: str | None = None,
    matchers: Sequence[str] = (),
) -> DataFrame:
    """A row for each entity in `column`, behind the columns to `keep`.

    Where a kept column and a found one have the same name (`id`), the found one is called `found_id`.
    `date`: name of the column with the text's date. `matchers`: paths of saved matchers, readable on every worker.
    """
    return part(frame, column, "entities", keep=keep, date=date, matchers=matchers)


def part(
    frame: DataFrame,
    column: str,
    part: _tables.Part,
    *,
    keep: Sequence[str] = (),
    date: str | None = None,
    matchers: Sequence[str] = (),
) -> DataFrame:
    """A row for each item of a part: 'tokens', 'sentences', 'entities', 'clusters' or 'quotes'."""
    paths = tuple(matchers)

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        analyzer = _analyzer(paths)
        for batch in batches:
            dates = batch.column(date) if date else None
            table = _tables.arrow_table(batch.column(column), part, date=dates, analyzer=analyzer, threads=1)
            yield from _with_kept(batch, keep, table, table["row"])

    needed = [column, *([date] if date else []), *keep]
    schema = _schema(frame, keep, _SCHEMAS[part])
    return frame.select(*dict.fromkeys(needed)).mapInArrow(work, schema)


def match(frame: DataFrame, column: str, matcher: str, *, keep: Sequence[str] = ()) -> DataFrame:
    """A row for each name found of the matcher saved at the path `matcher`, which every worker can read."""

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        loaded = _matcher(matcher)
        for batch in batches:
            columns = _tables.match_columns(batch.column(column).to_pylist(), loaded, 1)
            columns["id"] = [None if value is None else str(value) for value in columns["id"]]
            rows = pa.array(columns.pop("row"), pa.int64())
            text = ("text", "pattern", "label", "id", "form")
            types = {"start": pa.int64(), "end": pa.int64()} | dict.fromkeys(text, pa.string())
            table = pa.table({name: pa.array(columns[name], types[name]) for name in columns})
            yield from _with_kept(batch, keep, table, rows)

    schema = _schema(frame, keep, _SCHEMAS["matches"])
    return frame.select(*dict.fromkeys([column, *keep])).mapInArrow(work, schema)


@lru_cache(maxsize=8)
def _matcher(path: str) -> Matcher:
    return Matcher.load(path)


@lru_cache(maxsize=8)
def _analyzer(paths: tuple[str, ...]) -> Analyzer:
    return Analyzer(matchers=[_matcher(path) for path in paths])


def _schema(frame: DataFrame, keep: Sequence[str], columns: str) -> str:
    kept = [f"`{name}` {frame.schema[name].dataType.simpleString()}" for name in keep]
    found = [f"found_{column}" if column.split()[0] in keep else column for column in columns.split(", ")]
    return ", ".join((*kept, *found))


def _with_kept(batch: Any, keep: Sequence[str], table: Any, rows: Any) -> Iterator[Any]:
    """The table with the kept columns of each item's row before it, in Spark's types."""
    import pyarrow as pa

    columns: dict[str, Any] = {name: pa.chunked_array([batch.column(name)]).take(rows) for name in keep}
    for name in table.column_names:
        if name == "row":
            continue
        values = table[name]
        kind = getattr(values.type, "value_type", values.type)
        columns[f"found_{name}" if name in columns else name] = values.cast(
            pa.int64() if pa.types.is_uint32(kind) else kind
        )
    yield from pa.table(columns).to_batches()
