"""Training a model for the recogniser: annotated files -> a data file for `Analyzer(model=…)`.

The core computes the features and finds their weights; what is written are the sections that csrc/names/tagger.h
draws. The same files give the same bytes.
"""

from __future__ import annotations

import functools
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    """How the weights are found, and which are too light to be kept.

    `rounds`: how often all windows are read; `rate`: of learning; `left_out`: the share of a token's features that is
    left out at random each time it is read.
    """

    rounds: int = 10
    rate: float = 0.02
    left_out: float = 0.2
    least_weight: float = 0.08
    largest_weight: float = 6.0


@dataclass(slots=True)
class Windows:
    """The windows in which the recogniser looks for names, one after the other: what `_core.train` reads."""

    features: array[int] = field(default_factory=lambda: array("Q"))
    starts: array[int] = field(default_factory=lambda: array("I", [0]))
    tags: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("I"))

    def add(self, document: gold.GoldDocument, labels: Sequence[str]) -> None:
        """Append the windows of a document."""
        doc = _reader().analyze(document.text)
        encoded = document.text.encode("utf-8", "surrogatepass")
        byte_starts, byte_ends = doc.tokens.spans("bytes")
        starts, ends = (column.tolist() for column in doc.tokens.spans("codepoints"))
        borders = array("I", [border for pair in zip(byte_starts, byte_ends, strict=True) for border in pair])
        hashes, places = _core.features(encoded, borders, array("I", _sentence_ends(doc, starts)))
        firsts = memoryview(places).cast("I")
        base = len(self.features)
        self.features.frombytes(hashes)
        inside = 0  # tokens of the window at hand
        for token, tag in enumerate(_tags_of(document, starts, ends, labels)):
            if firsts[token] < firsts[token + 1]:
                # A name that began before the window is not in it.
                self.tags.append(tag - 1 if inside == 0 and tag > 0 and tag % 2 == 0 else tag)
                self.starts.append(base + firsts[token + 1])
                inside += 1
            elif inside:
                self.ends.append(len(self.tags))
                inside = 0
        if inside:
            self.ends.append(len(self.tags))

    def extend(self, other: Windows) -> None:
        """Append all windows of another."""
        features, tags = len(self.features), len(self.tags)
        self.features.extend(other.features)
        self.starts.extend(array("I", [features + start for start in other.starts[1:]]))
        self.tags += other.tags
        self.ends.extend(array("I", [tags + end for end in other.ends]))


def train(
    paths: Iterable[str | Path],
    output: str | Path,
    *,
    labels: Sequence[str] = LABELS,
    settings: Settings = Settings(),
) -> int:
    """Train on annotated files and write the model to `output`; returns its size in bytes.

    `labels`: one to three; other labels of the files are read as no name. Raises GoldError, OSError, and ValueError
    where the files have none of the labels.
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
    windows = Windows()
    for document in documents:
        windows.add(document, labels)
    return train_windows(windows, labels=labels, settings=settings)


def train_windows(windows: Windows, *, labels: Sequence[str] = LABELS, settings: Settings = Settings()) -> bytes:
    """The same over windows that were found already, with these labels."""
    if not 1 <= len(labels) <= len(LABELS):
        raise ValueError(f"a model holds one to {len(LABELS)} labels, not {len(labels)}")
    if not any(windows.tags):
        raise ValueError(f"the files have no name with a label of {', '.join(labels)}")
    features, weights, transitions = _core.train(
        windows.features,
        windows.starts,
        windows.tags,
        windows.ends,
        len(labels),
        settings.rounds,
        settings.rate,
        settings.left_out,
    )
    rows = zip(memoryview(features).cast("Q"), struct.iter_unpack(f"<{_TAGS}f", weights), strict=True)
    return pack(dict(rows), memoryview(transitions).cast("f"), labels, settings)


@functools.cache
def _reader() -> Analyzer:
    return Analyzer(model=None)


def _sentence_ends(doc: Document, starts: list[int]) -> list[int]:
    ends = [bisect_right(starts, end - 1) for end in doc.sentences.spans("codepoints")[1].tolist()]
    return sorted(set(ends))


def _tags_of(document: gold.GoldDocument, starts: list[int], ends: list[int], labels: Sequence[str]) -> bytearray:
    """A tag a token, as in `_core.train`; a name that begins or ends inside a token has the whole of it."""
    tags = bytearray(len(starts))
    for start, end, label in document.entities:
        if label not in labels:
            continue
        tag = 1 + 2 * labels.index(label)
        for token in range(bisect_right(ends, start), len(starts)):
            if starts[token] >= end:
                break
            if tags[token] == 0:
                tags[token] = tag
                tag += tag % 2
    return tags


def pack(
    weights: Mapping[int, Sequence[float]],
    transitions: Iterable[float],
    labels: Sequence[str],
    settings: Settings = Settings(),
) -> bytes:
    """The data file of a model's weights, in the layout of csrc/names/tagger.h.

    `weights`: of each feature, one a tag; `transitions`: from each tag to each tag, 49 in all.
    """
    heaviest = max((abs(weight) for row in weights.values() for weight in row), default=1.0)
    step = min(heaviest, settings.largest_weight) / _LARGEST_STEP
    rows = {
        feature: [_steps(weight, step, _LARGEST_STEP) for weight in row]
        for feature, row in weights.items()
        if max(map(abs, row)) >= settings.least_weight
    }
    matrix = [_steps(weight, step, 32767) for weight in transitions]
    builder = _core.DataBuilder()
    builder.add("CRFL", b"".join(label.encode() + b"\0" for label in labels))
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
