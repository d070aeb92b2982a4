"""From documents to the terminal or a file: one writer a format, each record written whole."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import IO, TYPE_CHECKING, Any

from svenner import _render
from svenner.cli.inputs import Text
from svenner.cli.streams import InputError

if TYPE_CHECKING:
    from svenner import Document, Quote

ENTITY_COLUMNS = ("start", "end", "text", "label", "norm", "value", "cluster", "compound", "score", "source", "id")
MATCH_COLUMNS = ("start", "end", "text", "pattern", "label", "id", "form")
_ANSI = {"PER": "34", "ORG": "33", "LOC": "32", "TME": "35", "MSR": "36"}
_ROW_BATCH = 65_536

Row = dict[str, Any]


class Writer:
    """Takes texts and their documents in order; `close` ends the output."""

    def write(self, text: Text, document: Document) -> None:
        """Write one record, whole."""
        raise NotImplementedError

    def close(self) -> None:
        """Write what ends the output."""


class JsonWriter(Writer):
    """`json`: an object where `single`, else an array of objects. `jsonl`: an object a line."""

    def __init__(self, out: IO[str], answer: Callable[[Document], Row], lines: bool, single: bool) -> None:
        self.out, self.answer, self.lines, self.single, self.count = out, answer, lines, single, 0

    def write(self, text: Text, document: Document) -> None:
        """Write an object with where the text came from and the answer."""
        row = text.place | self.answer(document)
        if self.lines or self.single:
            self.out.write(_json(row) + "\n")
        else:
            self.out.write(("[\n" if self.count == 0 else ",\n") + _json(row))
        self.count += 1

    def close(self) -> None:
        """End the array."""
        if not self.lines and not (self.single and self.count):
            self.out.write("\n]\n" if self.count else "[]\n")


def _json(row: Row) -> str:
    text = json.dumps(row, ensure_ascii=False, default=str)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(row, default=str)
    return text


class RowWriter(Writer):
    """`tsv` and `csv`: a row for each entity or match, a header before the first."""

    def __init__(
        self, out: IO[str], columns: Sequence[str], rows: Callable[[Document], Iterable[Row]], tabs: bool
    ) -> None:
        self.columns, self.rows, self.tabs = ("file", "row", *columns), rows, tabs
        self.out = out
        self.csv = csv.writer(out, lineterminator="\n")
        self._put(self.columns)

    def _put(self, cells: Sequence[Any]) -> None:
        if self.tabs:
            # A cell of a TSV is one line: tabs and line breaks become spaces.
            self.out.write("\t".join(" ".join(str(cell).split()) for cell in cells) + "\n")
        else:
            self.csv.writerow(cells)

    def write(self, text: Text, document: Document) -> None:
        """Write the document's rows."""
        for row in self.rows(document):
            row = {"row": ""} | text.place | row
            self._put(["" if row.get(column) is None else row[column] for column in self.columns])


class ParquetWriter(Writer):
    """`parquet`: the rows of RowWriter, typed; needs pyarrow and a file."""

    def __init__(self, path: str, columns: Sequence[str], rows: Callable[[Document], Iterable[Row]]) -> None:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            raise InputError("writing Parquet needs `pip install pyarrow`") from None
        kinds = {"row": "int64", "start": "uint32", "end": "uint32", "compound": "bool", "score": "float"}
        names = ("file", "row", *columns)
        self.schema = pyarrow.schema([(name, pyarrow.type_for_alias(kinds.get(name, "string"))) for name in names])
        self.arrow, self.rows, self.held = pyarrow, rows, list[Row]()
        self.writer = parquet.ParquetWriter(path, self.schema)

    def write(self, text: Text, document: Document) -> None:
        """Keep the document's rows, and write them by the batch."""
        for row in self.rows(document):
            row = text.place | row
            if row.get("id") is not None:
                row["id"] = str(row["id"])
            self.held.append(row)
        if len(self.held) >= _ROW_BATCH:
            self._flush()

    def _flush(self) -> None:
        self.writer.write_table(self.arrow.Table.from_pylist(self.held, schema=self.schema))
        self.held.clear()

    def close(self) -> None:
        """Write the rest and the footer."""
        self._flush()
        self.writer.close()


class PlainWriter(Writer):
    """`conllu`, `iob2` and tokens: each document's own text after the other."""

    def __init__(self, out: IO[str], answer: Callable[[Document], str]) -> None:
        self.out, self.answer = out, answer

    def write(self, text: Text, document: Document) -> None:
        """Write the document's lines."""
        self.out.write(_writable(self.answer(document)))


class TextWriter(PlainWriter):
    """`text`: the texts themselves, a line break behind each that does not end in one."""

    def write(self, text: Text, document: Document) -> None:
        """Write the text as it is."""
        answer = self.answer(document)
        self.out.write(answer if answer.endswith("\n") else answer + "\n")


class ConlluWriter(PlainWriter):
    """`conllu`, with a `# newdoc` line for each text."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__(out, _render.conllu)

    def write(self, text: Text, document: Document) -> None:
        """Write the document's sentences."""
        row = "" if text.row is None else f":{text.row}"
        self.out.write(f"# newdoc id = {_writable(text.file)}{row}\n")
        super().write(text, document)


class HtmlWriter(Writer):
    """`html`: one page with all texts."""

    def __init__(self, out: IO[str]) -> None:
        self.out, self.count = out, 0

    def write(self, text: Text, document: Document) -> None:
        """Write the marked text under its file's name."""
        if self.count == 0:
            self.out.write(_render.PAGE_START)
        self.count += 1
        row = "" if text.row is None else f":{text.row}"
        self.out.write(f"<h2>{_render.escape(text.file)}{row}</h2>\n{_render.html(document)}\n")

    def close(self) -> None:
        """End the page."""
        self.out.write((_render.PAGE_START if self.count == 0 else "") + _render.PAGE_END)


class TableWriter(Writer):
    """`table`: for people; in colour on a terminal."""

    def __init__(
        self,
        out: IO[str],
        columns: Sequence[str],
        rows: Callable[[Document], list[Row]],
        summary: Callable[[Document], str],
        quotes: bool,
    ) -> None:
        self.out, self.columns, self.rows, self.summary, self.quotes = out, columns, rows, summary, quotes
        self.count = 0
        self.colour = out.isatty()
        self.width = shutil.get_terminal_size((100, 24)).columns if self.colour else 100

    def write(self, text: Text, document: Document) -> None:
        """Write the file's name, its entities as a table, its quotes and what was counted."""
        lines = [] if self.count == 0 else [""]
        self.count += 1
        name = text.file if text.row is None else f"{text.file}:{text.row}"
        rows = self.rows(document)
        lines.append(f"{self._style('1', _writable(name))}  ({self.summary(document)})")
        lines += self._table(rows) if rows else ["  nothing found"]
        if self.quotes and document.quotes:
            lines += ["", *(self._quote(quote) for quote in document.quotes)]
        self.out.write("\n".join(lines) + "\n")

    def _quote(self, quote: Quote) -> str:
        speaker = _writable(quote.speaker or "?")
        said = " ".join(_writable(quote.text).split())
        return f"  {self._style('1', speaker)}: {_cut(said, max(30, self.width - 6 - _width(speaker)))}"

    def _table(self, rows: list[Row]) -> list[str]:
        cells = [
            ["" if row.get(c) is None else " ".join(_writable(str(row[c])).split()) for c in self.columns]
            for row in rows
        ]
        used = [i for i, column in enumerate(self.columns) if column == "label" or any(row[i] for row in cells)]
        limit = max(16, (self.width - 20) // 3)
        head = [column.upper() for column in self.columns]
        table = [[_cut(row[i], limit) for i in used] for row in [head, *cells]]
        widths = [max(_width(row[i]) for row in table) for i in range(len(used))]
        numbers = [self.columns[i] in ("start", "end") for i in used]
        lines = []
        for number, row in enumerate(table):
            padded = [_pad(cell, width, right) for cell, width, right in zip(row, widths, numbers, strict=True)]
            if number == 0:
                padded = [self._style("2", cell) for cell in padded]
            else:
                label = str(rows[number - 1].get("label"))
                padded = [
                    self._style(_ANSI.get(label, "31"), cell) if self.columns[i] in ("label", "text") else cell
                    for i, cell in zip(used, padded, strict=True)
                ]
            lines.append("  " + "  ".join(padded).rstrip())
        return lines

    def _style(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text.strip() else text


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _width(text: str) -> int:
    """Columns on a terminal: wide East Asian characters and emoji take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn")
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    while _width(text) > width - 1:
        text = text[:-1]
    return text + "…"


def _writable(text: str) -> str:
    """Without control characters that a terminal would obey, and without lone surrogates."""
    return _render.UNSHOWABLE.sub("\ufffd", text) if not text.isprintable() else text


def document_summary(document: Document) -> str:
    """What was counted."""
    counts = (_count(len(document.sentences), "sentence"), _count(len(document.tokens), "token"))
    return ", ".join((*counts, _count(len(document.entities), "entity", "entities")))


def entity_table(document: Document) -> list[Row]:
    """The same for people: no base form where it is the text."""
    return [row | {"norm": None} if row["norm"] == row["text"] else row for row in entity_rows(document)]


def entity_rows(document: Document) -> list[Row]:
    """A row for each entity."""
    return document.to_dict()["entities"]  # type: ignore[no-any-return]


def token_lines(document: Document) -> str:
    """A sentence a line, a space between tokens; a space inside a token becomes a no-break space."""
    lines = []
    for sentence in document.sentences:
        lines.append(" ".join("\u00a0".join(token.split()) or "\ufffd" for token in sentence.tokens.texts()) + "\n")
    return "".join(lines)


def match_rows(matches: Any) -> list[Row]:
    """A row for each match."""
    return [{column: getattr(match, column) for column in MATCH_COLUMNS} for match in matches]


def match_summary(matches: Any) -> str:
    """How many there are."""
    return _count(len(matches), "match", "matches")
