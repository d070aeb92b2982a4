"""Sections NUMB and NUMG: number words (lexicon/number-words.tsv), read by csrc/values/number.c."""

from __future__ import annotations

import struct
from array import array
from pathlib import Path

from lexicon import read_rows
from svenner import _core

KINDS = {
    name: number
    for number, name in enumerate(
        [
            "",
            "cardinal",
            "hundred",
            "scale",
            "ordinal",
            "fraction",
            "collective",
            "article",
            "dozen",
            "approximation",
            "approximation-part",
            "approximation-link",
            "label",
            "label-behind",
            "sign",
            "half",
            "single",
            "vague",
            "telephone",
        ]
    )
}
COUNTING = {"cardinal", "hundred", "scale", "ordinal", "fraction", "collective", "article", "dozen", "half", "single"}
OPENING = {"cardinal", "hundred", "scale", "article"}  # what a solid word can begin with
MODIFIERS = {
    name: number
    for number, name in enumerate(["-", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"])
}


def prefix_bit(word: str) -> int:
    """Where the gate of solid words has its bit for the first three bytes; the core computes the same."""
    first, second, third = (*word.encode()[:3], 0)[:3]
    return (first * 961 + second * 31 + third) & 4095


def build(builder: _core.DataBuilder, folder: Path) -> None:
    keys, values = array("Q"), bytearray()
    by_hash, by_prefix = bytearray(2048), bytearray(512)
    for row in read_rows(folder / "number-words.tsv"):
        kind = row["kind"]
        number = int(row["value"]) if kind in COUNTING else 0
        modifier = 0 if kind in COUNTING else MODIFIERS[row["value"]]
        keys.append(_core.word_key(row["word"]))
        values += struct.pack("<qBBB5x", number, KINDS[kind], modifier, row["solid"] == "yes")
        if kind in COUNTING:
            bit = keys[-1] % (8 * len(by_hash))
            by_hash[bit >> 3] |= 1 << (bit & 7)
        if kind in OPENING and row["solid"] == "yes":
            bit = prefix_bit(row["word"])
            by_prefix[bit >> 3] |= 1 << (bit & 7)
    builder.add_table("NUMB", keys, values, 16)
    builder.add("NUMG", bytes(by_hash + by_prefix))
