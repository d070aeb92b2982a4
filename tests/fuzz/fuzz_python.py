"""Calls of the package with whatever arguments, by atheris: an answer that holds, or one of the exceptions that are told of.

Run by `make fuzz-python`, with the core instrumented and under ASan. The input chooses calls and makes their arguments.
"""

import sys
from typing import Any

import atheris

import svenner
from svenner import _core

EXPECTED = (TypeError, ValueError, IndexError, OverflowError)
PARTS = ("tokens", "sentences", "entities", "quotes")
UNITS = ("codepoints", "bytes", "utf16")


def any_value(data: atheris.FuzzedDataProvider) -> Any:
    """A value of whatever type."""
    kind = data.ConsumeIntInRange(0, 9)
    if kind < 4:
        return data.ConsumeUnicode(data.ConsumeIntInRange(0, 200))
    if kind == 4:
        return data.ConsumeBytes(20)
    if kind == 5:
        return data.ConsumeInt(8)
    if kind == 6:
        return [data.ConsumeUnicode(20) for _ in range(data.ConsumeIntInRange(0, 4))]
    return (None, float("nan"), "2022-01-07", UNITS[data.ConsumeIntInRange(0, 2)], True)[data.ConsumeIntInRange(0, 4)]


def unit_lengths(text: str) -> dict[str, list[int]]:
    """For each unit, the offset of each code point and of the end."""
    steps = {
        "codepoints": [1] * len(text),
        "bytes": [len(c.encode("utf-8", "surrogatepass")) for c in text],
        "utf16": [1 + (ord(c) > 0xFFFF) for c in text],
    }
    offsets = {}
    for unit, sizes in steps.items():
        offsets[unit] = [0]
        for size in sizes:
            offsets[unit].append(offsets[unit][-1] + size)
    return offsets


def claim_units(text: str) -> None:
    """The same spans whatever they are counted in, and of bytes as of str."""
    document = svenner.analyze(text, date="2022-01-07")
    offsets = unit_lengths(text)
    plain = document.to_dict()
    for unit in UNITS:
        counted = svenner.analyze(text, date="2022-01-07", offsets=unit)
        for part in PARTS:
            for item, same in zip(getattr(document, part), getattr(counted, part), strict=True):
                assert (offsets[unit][item.start], offsets[unit][item.end]) == (same.start, same.end)
                assert item.text == same.text == text[item.start : item.end]
        assert counted.to_dict(offsets="codepoints") == plain
    if not any(0xD800 <= ord(c) < 0xE000 for c in text):
        assert _core.decode_text(text.encode(), "utf-8")[0] == text.removeprefix("\ufeff")


def claim_many(texts: list[Any], threads: int) -> None:
    """A list is read as its texts are."""
    documents = svenner.analyze_many(texts, threads=threads)
    for text, document in zip(texts, documents, strict=True):
        assert (document is None) == (not isinstance(text, str))
        if document is not None:
            assert document.to_dict() == svenner.analyze(text).to_dict()


def claim_matches(data: atheris.FuzzedDataProvider) -> None:
    """Matches lie in the text, and a matcher comes back from its bytes."""
    names = [data.ConsumeUnicode(12) for _ in range(data.ConsumeIntInRange(0, 5))]
    options = {name: data.ConsumeBool() for name in ("genitive", "compounds", "ignore_case", "fold_accents", "overlap")}
    matcher = svenner.Matcher(names, **options)
    text = data.ConsumeUnicode(100) + (names[0] if names else "")
    found = matcher.find(text)
    for match in found:
        assert match.text == text[match.start : match.end] and match.pattern in names
    again = svenner.Matcher.from_bytes(matcher.to_bytes())
    assert [match.to_dict() for match in again.find(text)] == [match.to_dict() for match in found]


def test_one_input(blob: bytes) -> None:
    """What atheris calls."""
    data = atheris.FuzzedDataProvider(blob)
    kind = data.ConsumeIntInRange(0, 5)
    try:
        if kind == 0:
            claim_units(data.ConsumeUnicode(300))
        elif kind == 1:
            texts = [any_value(data) for _ in range(data.ConsumeIntInRange(0, 5))]
            claim_many(texts, data.ConsumeIntInRange(0, 4))
        elif kind == 2:
            claim_matches(data)
        elif kind == 3:
            call = (svenner.analyze, svenner.tokenize, svenner.split_sentences, svenner.analyze_many, svenner.Matcher)
            chosen = call[data.ConsumeIntInRange(0, 4)]
            chosen(*[any_value(data) for _ in range(data.ConsumeIntInRange(0, 3))])
        elif kind == 4:
            names = ("date", "offsets", "dates", "threads", "progress", "labels", "matchers", "abbreviations")
            named = {names[data.ConsumeIntInRange(0, 7)]: any_value(data) for _ in range(2)}
            call = (svenner.analyze, svenner.analyze_many, svenner.Analyzer)[data.ConsumeIntInRange(0, 2)]
            call(*[any_value(data) for _ in range(data.ConsumeIntInRange(0, 1))], **named)
        else:
            _core.decode_text(data.ConsumeBytes(200), (None, "utf-16", "windows-1252")[data.ConsumeIntInRange(0, 2)])
    except EXPECTED:
        return


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
