"""Reading annotated text, for training and evaluation: IOB2 (as UNER's), CoNLL-U with NER= in MISC, two columns, and
running text with marks, `[[PER|Anna Ek]] bor i [[LOC|Lund]].`

Sentences are joined to documents, so that what reads them sees running text as a user would give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SENTENCES_PER_DOCUMENT = 20
_CLOSING = frozenset([".", ",", ":", ";", "!", "?", ")", "]", "…", "%"])
_MARK = re.compile(r"\[\[(\w+)\|([^][|]+)\]\]")
_SENTENCE_END = re.compile(r"""[.!?…:]["'”’»)]*$""")


class GoldError(ValueError):
    """An annotated file that cannot be read; the message names file and line."""


@dataclass(slots=True)
class GoldDocument:
    """Running text and its names as (start, end, label), in code points, end exclusive, in text order.

    `continued`: the text of the document before goes on here; it was cut after 20 sentences.
    """

    text: str = ""
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    sentences: int = 0
    continued: bool = False

    def add(self, text: str, tokens: list[tuple[int, int]], tags: list[str], gap: str) -> None:
        """Append a sentence: its text, the spans of its tokens and one IOB2 tag a token."""
        if self.text:
            self.text += gap
        base = len(self.text)
        self.text += text
        self.sentences += 1
        open_label = ""
        for (start, end), tag in zip(tokens, tags, strict=True):
            mark, _, label = tag.partition("-")
            if mark == "I" and label == open_label:
                first, _, _ = self.entities[-1]
                self.entities[-1] = (first, base + end, label)
            elif mark in ("B", "I"):
                self.entities.append((base + start, base + end, label))
            open_label = label if mark in ("B", "I") else ""


@dataclass(slots=True)
class _Sentence:
    forms: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    text: str = ""
    opens_document: bool = False
    opens_paragraph: bool = False


def read(path: str | Path) -> list[GoldDocument]:
    """The documents of an annotated file.

    A document begins at `# newdoc`, or else after 20 sentences; a file of two columns (form and tag), whose
    sentences have no given order, makes one document of each sentence. A file that has a mark `[[LABEL|name]]` is
    running text: one sentence a line, a blank line between documents, `#` and a blank begin a comment. Raises
    GoldError and OSError.
    """
    with Path(path).open(encoding="utf-8") as file:
        lines = file.read().split("\n")
    if any(_MARK.search(line) for line in lines if not line.startswith("# ")):
        return _read_marked(path, lines)
    documents: list[GoldDocument] = []
    for sentence, columns in _sentences(path, lines):
        last = documents[-1] if documents else None
        alone = columns == 2
        if last is None or alone or sentence.opens_document or last.sentences >= SENTENCES_PER_DOCUMENT:
            last = GoldDocument(continued=last is not None and not (alone or sentence.opens_document))
            documents.append(last)
        text, spans = _place(sentence, path)
        last.add(text, spans, sentence.tags, "\n" if sentence.opens_paragraph else " ")
    return documents


def _read_marked(path: str | Path, lines: Iterable[str]) -> list[GoldDocument]:
    documents = [GoldDocument()]
    gap = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("# "):
            continue
        if not line.strip():
            if documents[-1].sentences:
                documents.append(GoldDocument())
            continue
        # split by a pattern with two groups: text, label, name, text, label, name, …, text
        pieces = _MARK.split(line.strip())
        unmarked = "".join(pieces[::3])
        if "[[" in unmarked or "]]" in unmarked:
            raise GoldError(f"{path}:{number}: a mark is not closed, or not as [[LABEL|name]]")
        text, spans, tags = pieces[0], [], []
        for label, name, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            spans.append((len(text), len(text) + len(name)))
            tags.append(f"B-{label}")
            text += name + after
        documents[-1].add(text, spans, tags, gap)
        # A headline is a paragraph of its own.
        gap = " " if _SENTENCE_END.search(text) else "\n"
    return [document for document in documents if document.sentences]


def _sentences(path: str | Path, lines: Iterable[str]) -> Iterator[tuple[_Sentence, int]]:
    sentence, columns, before = _Sentence(), 0, "O"
    for number, line in enumerate(lines, 1):
        if line.startswith("# "):
            sentence.opens_document |= line.startswith("# newdoc")
            sentence.opens_paragraph |= line.startswith("# newpar")
            if line.startswith("# text ="):
                sentence.text = line.removeprefix("# text =").strip()
            continue
        cells = line.split("\t") if "\t" in line else line.split()
        if len(cells) < 2:
            if sentence.forms:
                yield sentence, columns
                sentence, before = _Sentence(), "O"
            continue
        columns = len(cells)
        if columns == 2:
            form, plain = cells
            tag = _iob2(plain, before)
            before = plain
        elif not cells[0].isdigit():  # a range of words, or an empty node
            continue
        elif columns == 10:
            form, tag = cells[1], _tag_in(cells[9])
        else:
            form, tag = cells[1], cells[2]
        if tag[:2] not in ("O", "B-", "I-"):
            raise GoldError(f"{path}:{number}: {tag!r} is no tag of IOB2")
        sentence.forms.append(form)
        sentence.tags.append(tag)
    if sentence.forms:
        yield sentence, columns


def _iob2(tag: str, before: str) -> str:
    """A tag without prefix (`PER`, `0`): neighbours of one label make one name."""
    if tag in ("0", "O"):
        return "O"
    if tag[:2] in ("B-", "I-"):
        return tag
    return ("I-" if tag == before else "B-") + tag


def _tag_in(misc: str) -> str:
    for item in misc.split("|"):
        if item.startswith("NER="):
            return item.removeprefix("NER=")
    return "O"


def _place(sentence: _Sentence, path: str | Path) -> tuple[str, list[tuple[int, int]]]:
    """The sentence's text and the spans of its tokens; without a given text, joined as Swedish is written."""
    spans: list[tuple[int, int]] = []
    if sentence.text:
        at = 0
        for form in sentence.forms:
            at = sentence.text.find(form, at)
            if at < 0:
                raise GoldError(f"{path}: {form!r} is not in {sentence.text!r}")
            spans.append((at, at + len(form)))
            at += len(form)
        return sentence.text, spans
    text, quoted = "", False
    for form in sentence.forms:
        closing = form in _CLOSING or (form == '"' and quoted)
        if text and not closing and text[-1] not in "([" and not (text[-1] == '"' and quoted):
            text += " "
        quoted ^= form == '"'
        spans.append((len(text), len(text) + len(form)))
        text += form
    return text, spans
