"""The peers, in one table: what each does with one text, by task. Libraries are imported when a peer is made, so that a
new interpreter can time the loading of each alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

DAY = date(2022, 1, 7)


@dataclass(frozen=True)
class Peer:
    """`make` loads it and gives a function from a text to its answer: a list of str where its quality is scored."""

    task: str
    name: str
    make: Callable[[], Callable[[str], Any]]
    scored: bool = True


PEERS: list[Peer] = []


def _peer(task: str, name: str, scored: bool = True) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    def add(make: Callable[[], Any]) -> Callable[[], Any]:
        PEERS.append(Peer(task, name, make, scored))
        return make

    return add


def of(task: str) -> list[Peer]:
    """The peers of a task, svenner first."""
    return [peer for peer in PEERS if peer.task == task]


def _pieces(iterator: Any, text: str) -> list[str]:
    """The pieces between the borders that ICU finds, by its own (UTF-16) offsets."""
    import icu

    unicode = icu.UnicodeString(text)
    iterator.setText(unicode)
    start, pieces = 0, []
    for end in iterator:
        pieces.append(str(unicode[start:end]))
        start = end
    return pieces


def _borders(iterator: Any, text: str) -> list[int]:
    import icu

    iterator.setText(icu.UnicodeString(text))
    return list(iterator)


def _blank_spacy(*pipes: str) -> Any:
    import spacy

    nlp = spacy.blank("sv")
    for pipe in pipes:
        nlp.add_pipe(pipe)
    return nlp


# ---- Words. ----


@_peer("Words", "svenner.tokenize")
def _() -> Any:
    import svenner

    return svenner.tokenize


@_peer("Words", r're.findall(r"\w+")')
def _() -> Any:
    return re.compile(r"\w+").findall


@_peer("Words", "PyICU, borders only", scored=False)
def _() -> Any:
    import icu

    return partial(_borders, icu.BreakIterator.createWordInstance(icu.Locale("sv")))


@_peer("Words", "PyICU")
def _() -> Any:
    import icu

    return partial(_pieces, icu.BreakIterator.createWordInstance(icu.Locale("sv")))


@_peer("Words", "blingfire")
def _() -> Any:
    import blingfire

    return lambda text: blingfire.text_to_words(text).split(" ")


@_peer("Words", "simplemma.simple_tokenizer")
def _() -> Any:
    import simplemma

    return simplemma.simple_tokenizer


@_peer("Words", "syntok")
def _() -> Any:
    from syntok.tokenizer import Tokenizer

    tokenizer = Tokenizer()
    return lambda text: [token.value for token in tokenizer.tokenize(text)]


@_peer("Words", 'spacy.blank("sv")')
def _() -> Any:
    tokenizer = _blank_spacy().tokenizer
    return lambda text: [token.text for token in tokenizer(text)]


# ---- Sentences. ----


@_peer("Sentences", "svenner.split_sentences")
def _() -> Any:
    import svenner

    return svenner.split_sentences


@_peer("Sentences", "PyICU")
def _() -> Any:
    import icu

    return partial(_pieces, icu.BreakIterator.createSentenceInstance(icu.Locale("sv")))


@_peer("Sentences", "blingfire")
def _() -> Any:
    import blingfire

    return lambda text: blingfire.text_to_sentences(text).split("\n")


@_peer("Sentences", "syntok")
def _() -> Any:
    from syntok import segmenter

    return lambda text: [
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in segmenter.process(text)
        for sentence in paragraph
    ]


@_peer("Sentences", "spaCy sentencizer")
def _() -> Any:
    nlp = _blank_spacy("sentencizer")
    return lambda text: [sentence.text for sentence in nlp(text).sents]


# ---- All of a text: names, times, measures, clusters and quotes. ----


@_peer("Whole analysis", "svenner.analyze", scored=False)
def _() -> Any:
    import svenner

    return svenner.analyze


@_peer("Whole analysis", "svenner.analyze, entities as objects", scored=False)
def _() -> Any:
    import svenner

    return lambda text: list(svenner.analyze(text).entities)


@_peer("Whole analysis", "svenner.analyze().to_json()", scored=False)
def _() -> Any:
    import svenner

    return lambda text: svenner.analyze(text).to_json()


@_peer("Whole analysis", 'spacy.blank("sv"), tokens only', scored=False)
def _() -> Any:
    return _blank_spacy()


# ---- Dates. ----


@_peer("Dates", "svenner.analyze, TME", scored=False)
def _() -> Any:
    import svenner

    return lambda text: [e.value for e in svenner.analyze(text, date=DAY).entities if e.label == "TME"]


@_peer("Dates", "dateparser.search", scored=False)
def _() -> Any:
    from dateparser.search import search_dates

    settings: Any = {"RELATIVE_BASE": datetime(DAY.year, DAY.month, DAY.day)}
    return partial(search_dates, languages=["sv"], settings=settings)
