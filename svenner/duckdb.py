"""`svenner.duckdb.register(connection)`: SQL functions that find entities, quotes and so on in a column.

Needs duckdb and pyarrow (`pip install svenner[duckdb]`).
"""

from __future__ import annotations

from typing import Any

from svenner import _tables
from svenner._core import Analyzer

_TEXT = "VARCHAR"
_SPAN = {"start": "UINTEGER", "end": "UINTEGER", "text": _TEXT}
_TYPES: dict[_tables.Part, dict[str, str]] = {
    "tokens": _SPAN | {"kind": _TEXT},
    "sentences": _SPAN,
    "entities": _SPAN
    | dict.fromkeys(("label", "norm", "value", "mod", "cluster"), _TEXT)
    | {"compound": "BOOLEAN", "score": "FLOAT", "source": _TEXT, "id": _TEXT},
    "clusters": {"name": _TEXT, "label": _TEXT, "mentions": "UINTEGER"},
    "quotes": _SPAN
    | {"kind": _TEXT, "speaker": _TEXT, "speaker_start": "UINTEGER", "speaker_end": "UINTEGER", "source": _TEXT},
}


def register(connection: Any, *, analyzer: Analyzer | None = None, threads: int = 1) -> None:
    """Give a duckdb connection svenner_entities(text), and _tokens, _sentences, _clusters and _quotes.

    Each returns a list of structs; `unnest` makes rows of it. DuckDB calls from one thread: `threads` is how many
    svenner uses for a batch of rows.
    """
    for part, fields in _TYPES.items():
        struct = ", ".join(f'"{name}" {kind}' for name, kind in fields.items())
        connection.create_function(
            f"svenner_{part}",
            _function(part, analyzer, threads),
            [_TEXT],
            f"STRUCT({struct})[]",
            type="arrow",
            null_handling="special",
        )


def _function(part: _tables.Part, analyzer: Analyzer | None, threads: int) -> Any:
    def function(column: Any) -> Any:
        import pyarrow as pa

        table = _tables.arrow_table(column, part, date=None, analyzer=analyzer, threads=threads, nested=True)
        lists = table[part].combine_chunks()
        plain = pa.struct([(field.name, _plain(field.type)) for field in lists.type.value_type])
        return lists.cast(pa.list_(plain))

    return function


def _plain(kind: Any) -> Any:
    """A dictionary's values' type; any other type as it is."""
    return getattr(kind, "value_type", kind)
