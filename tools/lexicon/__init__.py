"""One module per section of the compiled lexicon, and the reader that they share.

A list is a TSV file: comment lines that begin with `#` and state source and licence, one row of column names,
then one entry a row. A cell may hold several values between `|`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a list as column name -> cell; none where the file is not there.

    Raises ValueError, with file and line, for a row that has not as many cells as there are columns.
    """
    if not path.exists():
        return
    columns: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
        elif len(cells) != len(columns):
            raise ValueError(f"{path.name}:{number}: {len(cells)} cells, {len(columns)} columns")
        else:
            yield dict(zip(columns, cells, strict=True))


def split_cell(cell: str) -> list[str]:
    """The values of a cell: `a|b` -> ["a", "b"]; none for an empty cell."""
    return [value for value in cell.split("|") if value]
