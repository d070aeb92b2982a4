"""From command-line arguments to texts: files, folders, globs, columns of tables, standard input."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from glob import glob
from itertools import chain
from pathlib import Path
from typing import Any

from svenner.cli.streams import COMPRESSED, InputError, Lines, read_text

TABLES = {".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"}
_PARQUET_ROWS = 4096


@dataclass(frozen=True, slots=True)
class Text:
    """One text, where it came from, and the date that its relative times count from."""

    file: str
    row: int | None
    text: str
    date: str | None = None
    read: int = 0
    """How many bytes of the file had been read when it was taken."""

    @property
    def place(self) -> dict[str, Any]:
        """The columns that say where it came from."""
        return {"file": self.file} if self.row is None else {"file": self.file, "row": self.row}


@dataclass(frozen=True, slots=True)
class Options:
    """How to read."""

    encoding: str | None = None
    column: str | None = None
    date_column: str | None = None
    date: str | None = None


def find_files(arguments: Iterable[str], options: Options) -> Iterator[str | InputError]:
    """The files that the arguments name; an error for each that names none. `-` is standard input."""
    for argument in arguments:
        path = Path(argument)
        if argument == "-" or path.is_file():
            yield argument
        elif path.is_dir():
            yield from _files_of_folder(path, options)
        elif path.exists():
            yield argument
        else:
            matches = sorted(glob(argument, recursive=True)) if any(c in argument for c in "*?[") else []  # noqa: PTH207
            files = [match for match in matches if Path(match).is_file()]
            if files:
                yield from files
            else:
                yield InputError(f"{argument}: no such file")


def _files_of_folder(folder: Path, options: Options) -> Iterator[str | InputError]:
    wanted = TABLES if options.column else {".txt"}
    found = False
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and _kind(path.name) in wanted:
            found = True
            yield str(path)
    if not found:
        yield InputError(f"{folder}: no {' or '.join(sorted(wanted))} file in this folder")


def _kind(name: str) -> str:
    """The file's extension in lower case, that of compression apart."""
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix in COMPRESSED else path.suffix


def read_texts(file: str, options: Options, report: Callable[[str], None]) -> Iterator[Text]:
    """The texts of a file: all of it, or a row each of a table's column.

    A row that holds no text is reported and skipped. Raises InputError where nothing can be read.
    """
    if options.column is None:
        if _kind(file) in TABLES:
            raise InputError(f"{file}: which column holds the text? (--column NAME)")
        yield Text(file, None, read_text(file, options.encoding), options.date, size_of(file))
        return
    columns = [name for name in (options.column, options.date_column) if name]
    yield from _texts_of_rows(file, _table_rows(file, options.encoding, columns), options, report)


def size_of(file: str) -> int:
    """Bytes on disk; 0 of standard input and of what is not there."""
    path = Path(file)
    return path.stat().st_size if path.is_file() else 0


def read_names(file: str, encoding: str | None) -> list[tuple[str, str | None, Any]]:
    """Name, label and id of each row of a list: a table with such columns, or any other file with a name a line."""
    if _kind(file) not in TABLES:
        return [(line.strip(), None, None) for line in read_text(file, encoding).splitlines() if line.strip()]
    names = []
    for number, row, _ in _table_rows(file, encoding, ["name"], ["label", "id"]):
        if isinstance(row, str):
            raise InputError(f"{file}:{number}: {row}")
        if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
            raise InputError(f"{file}:{number}: no name in the column 'name'")
        given = [None if row.get(column) == "" else row.get(column) for column in ("label", "id")]
        names.append((row["name"], *given))
    return names


Row = tuple[int, Any, int]  # its line or number, a dict or what is wrong with it, and bytes of the file read so far


def _texts_of_rows(file: str, rows: Iterable[Row], options: Options, report: Callable[[str], None]) -> Iterator[Text]:
    column = options.column
    for number, row, read in rows:
        if isinstance(row, str):
            report(f"{file}:{number}: {row}")
        elif not isinstance(row, dict) or column not in row:
            report(f"{file}:{number}: no column {column!r}")
        elif row[column] is None:
            yield Text(file, number, "", options.date, read)
        elif not isinstance(row[column], str):
            report(f"{file}:{number}: {column!r} holds {type(row[column]).__name__}, not text")
        else:
            try:
                yield Text(file, number, row[column], _date_of(row, options), read)
            except ValueError as error:
                report(f"{file}:{number}: {error}")


def _date_of(row: dict[str, Any], options: Options) -> str | None:
    """The date of a row; None where its cell is empty. Raises ValueError for what is no date."""
    if options.date_column is None:
        return options.date
    if options.date_column not in row:
        raise ValueError(f"no column {options.date_column!r}")
    cell = row[options.date_column]
    if cell is None or cell == "":
        return None
    day = str(cell)[:10]
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise ValueError(f"{cell!r} is no date such as 2022-01-07") from None


def _table_rows(file: str, encoding: str | None, columns: list[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a table; where its name does not tell its kind, its beginning does. Of a Parquet file only the
    columns that are named."""
    kind = _kind(file)
    if kind == ".parquet":
        yield from _parquet_rows(file, columns, optional)
        return
    lines = Lines(file, encoding)
    source = iter(lines)
    first = next(source, "")
    source = chain((first,), source)
    if kind in (".jsonl", ".ndjson") or (kind not in (".csv", ".tsv") and lines.start == "{"):
        yield from _json_rows(source, lines)
        return
    delimiter = {".csv": ",", ".tsv": "\t"}.get(kind, "\t" if "\t" in first else ",")
    csv.field_size_limit(sys.maxsize)
    reader = csv.DictReader(source, delimiter=delimiter, strict=True)
    try:
        _check_columns(file, columns, reader.fieldnames or ())
    except csv.Error as error:
        raise InputError(f"{file}:1: {error}") from None
    yield from _delimited_rows(reader, lines)


def _check_columns(file: str, wanted: Iterable[str], there: Sequence[str]) -> None:
    for name in wanted:
        if name not in there:
            raise InputError(f"{file}: no column {name!r}; it has {', '.join(there) or 'none'}")


def _delimited_rows(reader: csv.DictReader[str], lines: Lines) -> Iterator[Row]:
    while True:
        begun = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            many = reader.line_num > begun
            told = f"a quoted cell that begins here is not closed as it should be: {error}" if many else str(error)
            yield begun, told, lines.position
            continue
        there: Any = {name: cell for name, cell in row.items() if cell is not None}
        if None in there:
            there = "more cells than the header"
        elif not all(map(lines.is_sound, there.values())):
            there = f"not text in {lines.encoding}"
        yield reader.line_num, there, lines.position


def _json_rows(source: Iterator[str], lines: Lines) -> Iterator[Row]:
    for number, line in enumerate(source, 1):
        row: Any
        if not line.strip():
            continue
        if not lines.is_sound(line):
            row = f"not text in {lines.encoding}"
        else:
            try:
                row = json.loads(line)
                if isinstance(row, str):
                    row = "not a JSON object"
            except ValueError as error:
                row = f"not JSON: {error}"
        yield number, row, lines.position


def _parquet_rows(file: str, columns: list[str], optional: Sequence[str]) -> Iterator[Row]:
    try:
        from pyarrow import ArrowInvalid, parquet
    except ImportError:
        raise InputError(f"{file}: reading Parquet needs `pip install pyarrow`") from None
    try:
        table = parquet.ParquetFile(file)
        there = table.schema_arrow.names
        _check_columns(file, columns, there)
        columns = columns + [name for name in optional if name in there]
        number, count, size = 0, table.metadata.num_rows, size_of(file)
        for batch in table.iter_batches(_PARQUET_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield number, row, size * number // count
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None
    except ArrowInvalid as error:
        raise InputError(f"{file}: not a Parquet file: {str(error).splitlines()[0]}") from None
