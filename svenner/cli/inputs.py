"""From command-line arguments to texts: files, folders, globs, compression, columns of tables, standard input."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from glob import glob
from pathlib import Path
from typing import Any

from svenner._core import DataError, decode_text

TABLES = {".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"}
COMPRESSED = {".gz", ".bz2", ".xz", ".lzma", ".zst"}


class InputError(Exception):
    """What could not be read: the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text, where it came from, and the date that its relative times count from."""

    file: str
    row: int | None
    text: str
    date: str | None = None

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
    kind = _kind(file)
    if options.column is None:
        if kind in TABLES:
            raise InputError(f"{file}: which column holds the text? (--column NAME)")
        yield Text(file, None, _decode(file, _read(file), options.encoding), options.date)
        return
    columns = [name for name in (options.column, options.date_column) if name]
    yield from _texts_of_rows(file, _table_rows(file, options.encoding, columns), options, report)


def read_names(file: str, encoding: str | None) -> list[tuple[str, str | None, Any]]:
    """Name, label and id of each row of a list: a table with such columns, or any other file with a name a line."""
    if _kind(file) not in TABLES:
        text = _decode(file, _read(file), encoding)
        return [(line.strip(), None, None) for line in text.splitlines() if line.strip()]
    names = []
    for number, row in _table_rows(file, encoding, ["name"], ["label", "id"]):
        if isinstance(row, str):
            raise InputError(f"{file}:{number}: {row}")
        if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
            raise InputError(f"{file}:{number}: no name in the column 'name'")
        given = [None if row.get(column) == "" else row.get(column) for column in ("label", "id")]
        names.append((row["name"], *given))
    return names


def _table_rows(
    file: str, encoding: str | None, columns: list[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, Any]]:
    """The rows of a table with the line of each: a dict, or a str that says what is wrong with it. Of a Parquet file
    only the columns that are named."""
    kind = _kind(file)
    if kind == ".parquet":
        return _parquet_rows(file, columns, optional)
    text = _decode(file, _read(file), encoding)
    if kind in (".csv", ".tsv"):
        return _delimited_rows(text, "," if kind == ".csv" else "\t")
    if kind in (".jsonl", ".ndjson") or text.lstrip()[:1] == "{":
        return _json_rows(text)
    return _delimited_rows(text, "\t" if "\t" in text.split("\n", 1)[0] else ",")


def _texts_of_rows(
    file: str, rows: Iterable[tuple[int, Any]], options: Options, report: Callable[[str], None]
) -> Iterator[Text]:
    column = options.column
    for number, row in rows:
        if isinstance(row, str):
            report(f"{file}:{number}: {row}")
        elif not isinstance(row, dict) or column not in row:
            report(f"{file}:{number}: no column {column!r}")
        elif row[column] is None:
            yield Text(file, number, "", options.date)
        elif not isinstance(row[column], str):
            report(f"{file}:{number}: {column!r} holds {type(row[column]).__name__}, not text")
        else:
            try:
                yield Text(file, number, row[column], _date_of(row, options))
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


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read()
        data = Path(file).read_bytes()
        return _unpack(file, data)
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None
    except (EOFError, lzma.LZMAError, zlib.error) as error:
        raise InputError(f"{file}: cannot be unpacked: {error}") from None


def _unpack(file: str, data: bytes) -> bytes:
    suffix = Path(file.lower()).suffix
    if suffix == ".gz":
        return gzip.decompress(data)
    if suffix == ".bz2":
        return bz2.decompress(data)
    if suffix in (".xz", ".lzma"):
        return lzma.decompress(data)
    if suffix == ".zst":
        return _unpack_zstandard(file, data)
    return data


def _unpack_zstandard(file: str, data: bytes) -> bytes:
    try:
        import zstandard
    except ImportError:
        raise InputError(f"{file}: reading .zst needs `pip install zstandard`") from None
    try:
        with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as stream:
            unpacked: bytes = stream.read()
            return unpacked
    except zstandard.ZstdError as error:
        raise InputError(f"{file}: cannot be unpacked: {error}") from None


def _decode(file: str, data: bytes, encoding: str | None) -> str:
    try:
        return decode_text(data, encoding)[0]
    except (DataError, ValueError) as error:
        raise InputError(f"{file}: {error}") from None


def _delimited_rows(text: str, delimiter: str) -> Iterator[tuple[int, Any]]:
    csv.field_size_limit(sys.maxsize)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, str(error)
            continue
        yield reader.line_num, row


def _json_rows(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except ValueError as error:
            yield number, f"not JSON: {error}"


def _parquet_rows(file: str, columns: list[str], optional: Sequence[str]) -> Iterator[tuple[int, Any]]:
    try:
        from pyarrow import ArrowInvalid, parquet
    except ImportError:
        raise InputError(f"{file}: reading Parquet needs `pip install pyarrow`") from None
    try:
        table = parquet.ParquetFile(file)
        there = table.schema_arrow.names
        missing = [name for name in columns if name not in there]
        if missing:
            raise InputError(f"{file}: no column {missing[0]!r}")
        columns = columns + [name for name in optional if name in there]
        number = 0
        for batch in table.iter_batches(columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None
    except ArrowInvalid as error:
        raise InputError(f"{file}: not a Parquet file: {str(error).splitlines()[0]}") from None
