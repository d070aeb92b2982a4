"""spaCy: svenner as the tokenizer of a pipeline, and as a component that fills `ents`, `sents` and spans.

    import spacy, svenner.spacy
    nlp = spacy.blank("sv")
    nlp.tokenizer = svenner.spacy.Tokenizer(nlp.vocab)
    nlp.add_pipe("svenner")

Needs spacy (`pip install svenner[spacy]`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, get_words_and_spaces
from spacy.vocab import Vocab

from svenner import _core

__all__ = ["Component", "Tokenizer"]

_ENTITY_ATTRIBUTES = ("norm", "value", "mod", "score", "source", "compound", "cluster")


class Tokenizer:
    """Svenner's tokens as spaCy's; white space beyond a single space is a token of its own, as spaCy has it."""

    def __init__(self, vocab: Vocab, analyzer: _core.Analyzer | None = None) -> None:
        self.vocab = vocab
        self._analyzer = analyzer

    def __call__(self, text: str) -> Doc:
        """Make a Doc of the text's tokens."""
        tokenize = _core.tokenize if self._analyzer is None else self._analyzer.tokenize
        words, spaces = get_words_and_spaces(tokenize(text), text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterable[Doc]:
        """Do the same for many texts."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: a tokenizer is made of what is installed."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokenizer:
        """Nothing to take over."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Nothing to write."""

    def from_disk(self, _path: str | Path, **_: Any) -> Tokenizer:
        """Nothing to read."""
        return self


class Component:
    """Fills a Doc: `ents`, `sents` (unless it has them), `spans["quotes"]` and `spans["compounds"]`, `doc._.svenner`.

    A span has `._.norm`, `.value`, `.mod`, `.score`, `.source`, `.compound` and `.cluster`; a quote `._.speaker`. Any
    tokenizer will do: spans are widened to its tokens. `doc._.date`, set before, is what relative times count from.
    """

    def __init__(self, analyzer: _core.Analyzer | None = None, sentences: bool = True) -> None:
        self._analyzer = analyzer
        self._sentences = sentences
        for name in (*_ENTITY_ATTRIBUTES, "speaker"):
            if not Span.has_extension(name):
                Span.set_extension(name, default=None)
        for name in ("svenner", "date"):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Analyse the Doc's text and fill it."""
        analyze = _core.analyze if self._analyzer is None else self._analyzer.analyze
        answer = analyze(doc.text, date=doc._.date)
        doc._.svenner = answer
        if self._sentences and not doc.has_annotation("SENT_START"):
            self._set_sentences(doc, answer)
        entities: list[Span] = []
        compounds: list[Span] = []
        for entity in answer.entities:
            identity = entity.id if isinstance(entity.id, str) else ""
            span = doc.char_span(entity.start, entity.end, label=entity.label, kb_id=identity, alignment_mode="expand")
            if span is None:
                continue
            for name in _ENTITY_ATTRIBUTES:
                setattr(span._, name, getattr(entity, name))
            (compounds if entity.compound else entities).append(span)
        doc.ents = filter_spans(entities)
        doc.spans["compounds"] = compounds
        quotes = []
        for quote in answer.quotes:
            span = doc.char_span(quote.start, quote.end, label="QUOTE", alignment_mode="expand")
            if span is not None:
                span._.speaker = quote.speaker
                quotes.append(span)
        doc.spans["quotes"] = quotes
        return doc

    @staticmethod
    def _set_sentences(doc: Doc, answer: _core.Document) -> None:
        starts = [start for start in answer.sentences.start.tolist() if start < len(doc.text)]
        at = 0
        for token in doc:
            begins = at < len(starts) and token.idx + len(token.text) > starts[at]
            token.is_sent_start = begins or token.i == 0
            while at < len(starts) and token.idx + len(token.text) > starts[at]:
                at += 1


def _make(nlp: Language, name: str, labels: list[str] | None, matchers: list[str], sentences: bool) -> Component:
    """`matchers`: paths of saved matchers."""
    if labels is None and not matchers:
        return Component(None, sentences)
    from svenner.matcher import Matcher

    loaded = [Matcher.load(path) for path in matchers]
    return Component(_core.Analyzer(matchers=loaded, labels=labels), sentences)


Language.factory("svenner", default_config={"labels": None, "matchers": [], "sentences": True}, func=_make)
