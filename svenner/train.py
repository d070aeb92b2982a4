"""Training a model for the recogniser: annotated files -> a data file for `Analyzer(model=…)`.

The core computes the features; python-crfsuite (`pip install svenner[train]`) finds their weights; what is
written are the sections that csrc/names/tagger.h draws. The same files give the same bytes.
"""

from __future__ import annotations

import functools
import struct
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from svenner import Analyzer, Document, _core, gold

LABELS = ("PER", "ORG", "LOC")
_TAGS = 7
_ROWS = 7
_BUCKET_BYTES = 64
_ROWS_WANTED = 5.2  # on average in a bucket: few buckets overflow
_LARGEST_STEP = 127


@dataclass(frozen=True, slots=True)
class Settings:
    """How the weights are found: the CRF's regularization and iterations, and what is too light to be kept."""

    l1: float = 0.1
    l2: float = 0.05
    iterations: int = 120
    least_weight: float = 0.08
    largest_weight: float = 6.0


Window = tuple[list[list[str]], list[str]]


def train(
    paths: Iterable[str | Path],
    output: str | Path,
    *,
    labels: Sequence[str] = LABELS,
    settings: Settings = Settings(),
) -> int:
    """Train on annotated files and write the model to `output`; returns its size in bytes.

    `labels`: one to three; other labels of the files are read as no name. Raises GoldError, OSError, ValueError
    where the files have none of the labels, and ImportError where python-crfsuite is missing.
    """
    documents = [document for path in paths for document in gold.read(path)]
    model = train_documents(documents, labels=labels, settings=settings)
    Path(output).write_bytes(model)
    return len(model)


def train_documents(
    documents: Iterable[gold.GoldDocument],
    *,
    labels: Sequence[str] = LABELS,
    settings: Settings = Settings(),
) -> bytes:
    """The same over documents that were read already: the bytes of the model."""
    if not 1 <= len(labels) <= len(LABELS):
        raise ValueError(f"a model holds one to {len(LABELS)} labels, not {len(labels)}")
    tags = ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]
    sequences = [sequence for document in documents for sequence in sequences_of(document, labels)]
    if not any(tag != "O" for _, row in sequences for tag in row):
        raise ValueError(f"the files have no name with a label of {', '.join(labels)}")
    states, transitions = _find_weights(sequences, settings)
    return pack(states, transitions, tags, settings)


def sequences_of(document: gold.GoldDocument, labels: Sequence[str]) -> Iterator[Window]:
    """The windows in which the recogniser looks for names: features (as hexadecimal) and tag of each token."""
    doc = _reader().analyze(document.text)
    encoded = document.text.encode("utf-8", "surrogatepass")
    byte_starts, byte_ends = doc.tokens.spans("bytes")
    starts, ends = (column.tolist() for column in doc.tokens.spans("codepoints"))
    borders = array("I", [border for pair in zip(byte_starts, byte_ends, strict=True) for border in pair])
    hashes, places = _core.features(encoded, borders, array("I", _sentence_ends(doc, starts)))
    features, firsts = memoryview(hashes).cast("Q"), memoryview(places).cast("I")
    tags = _tags_of(document, starts, ends, labels)
    rows: list[list[str]] = []
    row_tags: list[str] = []
    for token in range(len(starts) + 1):
        if token < len(starts) and firsts[token] < firsts[token + 1]:
            rows.append([f"{feature:x}" for feature in features[firsts[token] : firsts[token + 1]]])
            row_tags.append(tags[token])
        elif rows:
            # A name that began before the window is not in it.
            yield rows, ["B" + tag[1:] if at == 0 and tag[0] == "I" else tag for at, tag in enumerate(row_tags)]
            rows, row_tags = [], []


@functools.cache
def _reader() -> Analyzer:
    return Analyzer(model=None)


def _sentence_ends(doc: Document, starts: list[int]) -> list[int]:
    ends = [bisect_right(starts, end - 1) for end in doc.sentences.spans("codepoints")[1].tolist()]
    return sorted(set(ends))


def _tags_of(document: gold.GoldDocument, starts: list[int], ends: list[int], labels: Sequence[str]) -> list[str]:
    """One IOB2 tag a token; a name that begins or ends inside a token has the whole of it."""
    tags = ["O"] * len(starts)
    for start, end, label in document.entities:
        if label not in labels:
            continue
        mark = "B"
        for token in range(bisect_right(ends, start), len(starts)):
            if starts[token] >= end:
                break
            if tags[token] == "O":
                tags[token] = f"{mark}-{label}"
                mark = "I"
    return tags


def _find_weights(
    sequences: Iterable[Window], settings: Settings
) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    """Weights of (feature, tag) and of (tag, next tag)."""
    try:
        import pycrfsuite
    except ImportError as error:
        raise ImportError("training needs python-crfsuite: pip install svenner[train]") from error
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": settings.l1, "c2": settings.l2, "max_iterations": settings.iterations})
    for rows, tags in sequences:
        trainer.append(rows, tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return dict(info.state_features), dict(info.transitions)


def pack(
    states: Mapping[tuple[str, str], float],
    transitions: Mapping[tuple[str, str], float],
    tags: Sequence[str],
    settings: Settings = Settings(),
) -> bytes:
    """The data file of a model's weights, in the layout of csrc/names/tagger.h."""
    number = {tag: index for index, tag in enumerate(tags)}
    weights: dict[int, list[float]] = {}
    for (feature, tag), weight in states.items():
        weights.setdefault(int(feature, 16), [0.0] * _TAGS)[number[tag]] = weight
    heaviest = max((abs(weight) for row in weights.values() for weight in row), default=1.0)
    step = min(heaviest, settings.largest_weight) / _LARGEST_STEP
    rows = {
        feature: [_steps(weight, step, _LARGEST_STEP) for weight in row]
        for feature, row in weights.items()
        if max(map(abs, row)) >= settings.least_weight
    }
    matrix = [0] * (_TAGS * _TAGS)
    for (before, after), weight in transitions.items():
        matrix[number[before] * _TAGS + number[after]] = _steps(weight, step, 32767)
    builder = _core.DataBuilder()
    builder.add("CRFL", b"".join(tag.removeprefix("B-").encode() + b"\0" for tag in tags if tag[0] == "B"))
    builder.add("CRFT", struct.pack(f"<f{_TAGS * _TAGS + 1}h", step, *matrix, 0))
    builder.add("CRFW", _buckets(rows))
    return builder.finish()


def _steps(weight: float, step: float, largest: int) -> int:
    return max(-largest, min(largest, round(weight / step)))


def _buckets(rows: Mapping[int, list[int]]) -> bytes:
    """Each row in the bucket of its hash; where one has too many, the lightest are left out."""
    count = max(1, round(len(rows) / _ROWS_WANTED))
    buckets: list[dict[int, list[int]]] = [{} for _ in range(count)]
    heaviest_first = sorted(rows.items(), key=lambda item: (-max(map(abs, item[1])), item[0]))
    for feature, row in heaviest_first:
        bucket = buckets[(feature >> 32) * count >> 32]
        if len(bucket) < _ROWS:
            bucket.setdefault(feature & 0xFFFF or 1, row)
    out = bytearray()
    for bucket in buckets:
        checks = [*bucket, *([0] * (_ROWS - len(bucket)))]
        values = [value for row in bucket.values() for value in row]
        out += struct.pack(f"<{_ROWS}H{len(values)}b", *checks, *values).ljust(_BUCKET_BYTES, b"\0")
    return bytes(out)
