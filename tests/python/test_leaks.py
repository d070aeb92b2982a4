"""Nothing is kept of a call: counts of references and blocks, and bytes of C's memory, are level after many calls.

CALLS=33000 makes it a million calls; the usual number finds a leak of a block a call as surely.
"""

import ctypes
import gc
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest

import svenner
from svenner import _core

CALLS = int(os.environ.get("CALLS", "2000"))
SLACK_BLOCKS, SLACK_BYTES = 100, 64_000

TEXT = "– Natochefen Jens Stoltenberg mötte USA:s president i Åre den 3 maj 2022 😀, säger Anna Ek till TT."
MATCHER = svenner.Matcher({"Nato": {"id": 7}, "USA": "land", "Anna Ek": [1]}, compounds=True)
ANALYZER = svenner.Analyzer(matchers=[MATCHER])
DOCUMENT = ANALYZER.analyze(TEXT, date="2022-01-07")
HELD: tuple[Any, ...] = (TEXT, MATCHER, ANALYZER, DOCUMENT, svenner.Document, svenner.Entity, svenner.Match)


def fails(call: Callable[..., Any], *arguments: Any, **named: Any) -> Callable[[], None]:
    def run() -> None:
        try:
            call(*arguments, **named)
        except (TypeError, ValueError, OSError, IndexError, BufferError):
            return
        raise AssertionError("did not fail")

    return run


def use_views() -> None:
    for part in (DOCUMENT.tokens, DOCUMENT.sentences, DOCUMENT.entities, DOCUMENT.clusters, DOCUMENT.quotes):
        repr(part[::-1])
        [item.to_dict() for item in part]
    DOCUMENT.entities.spans("utf16")
    bytes(DOCUMENT.tokens.kind)
    hash(DOCUMENT.entities[0])
    assert DOCUMENT.entities[0] == DOCUMENT.entities[0]


def build_data() -> None:
    builder = _core.DataBuilder()
    builder.add("TEST", b"12345678")
    builder.add_matcher("NAME", [("Lund", "LOC", "1")])
    builder.finish()


def give_up(_: int) -> None:
    raise ValueError


KINDS: dict[str, Callable[[], Any]] = {
    "analyze": lambda: ANALYZER.analyze(TEXT, date="2022-01-07"),
    "analyze by default": lambda: svenner.analyze(TEXT).entities[0].cluster,
    "to_dict": lambda: DOCUMENT.to_dict(offsets="utf16"),
    "explain": lambda: [DOCUMENT.explain(entity) for entity in DOCUMENT.entities],
    "views": use_views,
    "tokenize": lambda: svenner.tokenize(TEXT),
    "split_sentences": lambda: svenner.split_sentences(TEXT),
    "analyze_many": lambda: ANALYZER.analyze_many([TEXT, None, "a"], dates=["2022-01-07", None, None], threads=2),
    "find": lambda: [(match.to_dict(), match.payload, repr(match)) for match in MATCHER.find(TEXT)],
    "a matcher": lambda: svenner.Matcher({"Lund": 1, "Åre": 2}).to_bytes(),
    "decode": lambda: _core.decode_text(TEXT.encode("utf-16")),
    "keys": lambda: _core.word_keys(["Lund", "Åre"]),
    "a builder": build_data,
    "no str": fails(svenner.analyze, b"Lund"),
    "no date": fails(svenner.analyze, TEXT, date="i går"),
    "no unit": fails(svenner.analyze, TEXT, offsets="miles"),
    "a word too many": fails(svenner.analyze, TEXT, data="2022-01-07"),
    "no str in a list": fails(svenner.analyze_many, [TEXT, 7]),
    "too few dates": fails(svenner.analyze_many, [TEXT, TEXT], dates=["2022-01-07"]),
    "progress fails": fails(svenner.analyze_many, [TEXT, TEXT], progress=give_up),
    "a blank name": fails(svenner.Matcher, ["Lund", " "]),
    "no name": fails(svenner.Matcher, ["Lund", 7]),
    "no matcher": fails(svenner.Analyzer, matchers=["Lund"]),
    "no label": fails(svenner.Analyzer, labels=["LUND"]),
    "no file": fails(svenner.Matcher.load, "/no/such/file"),
    "no model": fails(svenner.Analyzer, model=__file__),
    "no encoding": fails(_core.decode_text, b"Lund", "lundska"),
    "no index": fails(lambda: DOCUMENT.entities[99]),
    "no entity": fails(DOCUMENT.explain, "Lund"),
    "no column": fails(ANALYZER.to_arrow, ["Lund"]),
    "no such column": fails(ANALYZER.to_arrow, ["Lund"], columns=["start", "miles"]),
    "a writable column": fails(lambda: memoryview(bytearray(8)).__setitem__(0, DOCUMENT.tokens.start)),
}


class Mallinfo(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd us fs uordblks ford keep".split()
    ]


def bytes_in_use() -> int:
    """Bytes that C's allocator has given out; 0 where it does not tell."""
    try:
        mallinfo = ctypes.CDLL(None).mallinfo2
    except (AttributeError, OSError, TypeError):
        return 0
    mallinfo.restype = Mallinfo
    state = mallinfo()
    return int(state.uordblks + state.hblkhd)


def state() -> tuple[list[int], int, int]:
    gc.collect()
    return [sys.getrefcount(held) for held in HELD], sys.getallocatedblocks(), bytes_in_use()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_kept(kind: str) -> None:
    call = KINDS[kind]
    for _ in range(50):
        call()
    # Python's own caches may fill late, once; what is kept of a call is kept in every round.
    for _ in range(3):
        references, blocks, size = state()
        for _ in range(CALLS):
            call()
        references_after, blocks_after, size_after = state()
        if not hasattr(sys, "_is_gil_enabled"):  # elsewhere counts are put off
            assert references_after == references
        if blocks_after - blocks < SLACK_BLOCKS and size_after - size < SLACK_BYTES:
            return
    pytest.fail(f"{blocks_after - blocks} blocks and {size_after - size} bytes are kept of {CALLS} calls")
