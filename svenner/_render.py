"""What Document.to_json, to_html, to_conllu and plot call: plain Python over the document's public attributes."""

from __future__ import annotations

import html as _html
import itertools
import json as _json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svenner import Document, Entity, Quote

_SURROGATE = re.compile("[\ud800-\udfff]")
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

# Tinted backgrounds under the page's own text colour: legible on white and on black.
_COLOURS = {
    "PER": "59 130 246",
    "ORG": "217 119 6",
    "LOC": "5 150 105",
    "TME": "168 85 247",
    "MSR": "100 116 139",
}
_OTHER_COLOUR = "225 29 72"
PAGE_START = (
    '<!DOCTYPE html>\n<html lang="sv"><head><meta charset="utf-8"><title>svenner</title>'
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    "<style>body{font:1.05em/1.6 system-ui,sans-serif;margin:2em auto;padding:0 1em;max-width:48em}</style>"
    "</head><body>\n"
)
PAGE_END = "</body></html>\n"
_STYLE = (
    ".svenner{white-space:pre-wrap;line-height:1.9;max-width:46em;overflow-wrap:anywhere}"
    ".svenner mark{color:inherit;background:rgb(var(--c)/.22);border-radius:.3em;padding:.1em .25em;"
    "box-shadow:inset 0 -.12em rgb(var(--c)/.75)}"
    ".svenner small{font-size:.62em;font-weight:600;letter-spacing:.04em;margin-left:.35em;opacity:.75}"
    ".svenner q{quotes:none;font-style:italic;border-bottom:1px dashed rgb(128 128 128/.9);padding-bottom:.15em}"
)


def json(doc: Document, *, offsets: str | None = None, indent: int | None = None) -> str:
    """to_dict() as JSON; a lone surrogate is written as an escape, so that the result can be encoded, and an id that
    JSON cannot hold as its str.
    """
    text = _json.dumps(doc.to_dict(offsets=offsets), ensure_ascii=False, indent=indent, default=str)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def conllu(doc: Document) -> str:
    """Sentences in CoNLL-U: ID, FORM and MISC (SpaceAfter, NER) are filled in, the other columns hold `_`."""
    text = doc.text
    starts, ends = (column.tolist() for column in doc.tokens.spans("codepoints"))
    tags = _tags(doc, starts)
    lines: list[str] = []
    at = 0
    sentence_starts, sentence_ends = (column.tolist() for column in doc.sentences.spans("codepoints"))
    for number, (start, end) in enumerate(zip(sentence_starts, sentence_ends, strict=True), 1):
        lines += [f"# sent_id = {number}", f"# text = {' '.join(text[start:end].split())}"]
        word = 1
        while at < len(starts) and starts[at] < end:
            misc = [] if ends[at] == len(text) or text[ends[at]].isspace() else ["SpaceAfter=No"]
            if tags[at]:
                misc.append(f"NER={tags[at]}")
            form = _form(doc, at, text[starts[at] : ends[at]])
            lines.append(f"{word}\t{form}" + "\t_" * 7 + "\t" + ("|".join(misc) or "_"))
            at += 1
            word += 1
        lines.append("")
    return _SURROGATE.sub("\ufffd", "\n".join(lines) + "\n") if lines else ""


def iob2(doc: Document) -> str:
    """A token and its tag a line, tab between them, an empty line after each sentence."""
    text = doc.text
    starts, ends = (column.tolist() for column in doc.tokens.spans("codepoints"))
    tags = _tags(doc, starts)
    lines = []
    at = 0
    for end in doc.sentences.spans("codepoints")[1].tolist():
        while at < len(starts) and starts[at] < end:
            lines.append(f"{_form(doc, at, text[starts[at] : ends[at]])}\t{tags[at] or 'O'}")
            at += 1
        lines.append("")
    return _SURROGATE.sub("\ufffd", "\n".join(lines) + "\n") if lines else ""


def _form(doc: Document, token: int, text: str) -> str:
    """A token as one line: with single spaces, or whole where a line break parts it."""
    if len(text.splitlines()) > 1:
        text = doc.tokens[token].norm
    return " ".join(text.split()) or "_"


def _tags(doc: Document, starts: list[int]) -> list[str]:
    """B- and I- tags of the entities over whole tokens; '' elsewhere, and for names inside compounds."""
    tags = [""] * len(starts)
    at = 0
    entity_starts, entity_ends = (column.tolist() for column in doc.entities.spans("codepoints"))
    for entity, start, end in zip(doc.entities, entity_starts, entity_ends, strict=True):
        if entity.compound:
            continue
        while at < len(starts) and starts[at] < start:
            at += 1
        prefix = "B-"
        while at < len(starts) and starts[at] < end:
            tags[at] = prefix + entity.label
            prefix = "I-"
            at += 1
    return tags


def html(doc: Document, *, page: bool = False) -> str:
    """The text with its entities and quotes marked, as an HTML fragment or a whole page."""
    body = "".join(_pieces(doc))
    fragment = f'<div class="svenner" lang="sv"><style>{_STYLE}</style>{body}</div>'
    if not page:
        return fragment
    return f"{PAGE_START}{fragment}{PAGE_END}"


def _pieces(doc: Document) -> Iterator[str]:
    """The text, cut wherever an entity or a quote begins or ends: quotes outside, entities inside."""
    text = doc.text
    entities = list(zip(*(column.tolist() for column in doc.entities.spans("codepoints")), doc.entities, strict=True))
    quotes = list(zip(*(column.tolist() for column in doc.quotes.spans("codepoints")), doc.quotes, strict=True))
    cuts = sorted({0, len(text), *(at for item in (*entities, *quotes) for at in item[:2])})
    entity_at = quote_at = 0
    for start, end in itertools.pairwise(cuts):
        while entity_at < len(entities) and entities[entity_at][1] <= start:
            entity_at += 1
        while quote_at < len(quotes) and quotes[quote_at][1] <= start:
            quote_at += 1
        piece = escape(text[start:end])
        if entity_at < len(entities) and entities[entity_at][0] <= start:
            piece = _mark(entities[entity_at][2], piece, last=entities[entity_at][1] == end)
        if quote_at < len(quotes) and quotes[quote_at][0] <= start:
            first, last = quotes[quote_at][0] == start, quotes[quote_at][1] == end
            piece = (_quote(quotes[quote_at][2]) if first else "") + piece + ("</q>" if last else "")
        yield piece


def escape(text: str) -> str:
    """Text for HTML; what no page may hold becomes U+FFFD."""
    return _html.escape(UNSHOWABLE.sub("\ufffd", text))


def _quote(quote: Quote) -> str:
    said_by = " · ".join(part for part in (quote.speaker, quote.source) if part)
    return f'<q title="{escape(said_by)}">'


def _mark(entity: Entity, piece: str, last: bool) -> str:
    facts = [entity.norm, entity.value, entity.cluster if entity.cluster != entity.norm else None, entity.id]
    title = escape(" · ".join(str(fact) for fact in facts if fact is not None))
    colour = _COLOURS.get(entity.label, _OTHER_COLOUR)
    label = f"<small>{escape(entity.label)}</small>" if last else ""
    return f'<mark style="--c:{colour}" title="{title}">{piece}{label}</mark>'


def plot(doc: Document, ax: Any = None) -> Any:
    """svenner.plots.mentions of this one document."""
    from svenner import plots

    return plots.mentions([doc], ax=ax)
