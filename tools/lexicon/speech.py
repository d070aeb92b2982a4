"""Section SPCH: the small words of quoting (lexicon/speech-words.tsv) and the particles of verbs of saying
(lexicon/say-verbs.tsv), read by csrc/speech/words.c.

A table of folded word -> bits; bit i is the class of row i. A verb and its particle (`lade till`, `gör gällande`) are one
key with bit PAIR.
"""

from __future__ import annotations

import struct
from array import array
from pathlib import Path

from lexicon import read_rows, split_cell
from svenner import _core

PAIR = 1 << 31
FORMS = ("infinitive", "supine", "present", "preterite")
WIDTH = (1 << 64) - 1


def hash_next(sequence: int, item: int) -> int:
    """`sve_hash_next` of csrc/base/hash.h."""
    mixed = ((sequence ^ item) * 0x9E3779B97F4A7C15 + item) & WIDTH
    mixed ^= mixed >> 32
    mixed = mixed * 0xD6E8FEB86659FD93 & WIDTH
    return mixed ^ mixed >> 29


def pairs(folder: Path) -> set[tuple[str, str]]:
    """The first word of each form of several words, and the word that tells it from others: `häver ur` of `häver ur sig`."""
    found = set()
    for row in read_rows(folder / "say-verbs.tsv"):
        for form in FORMS:
            words = row[form].split()
            particles = [word for word in words[1:] if word != "sig"] or words[1:]
            found.update((words[0], particle) for particle in particles[:1])
    return found


def build(builder: _core.DataBuilder, folder: Path) -> None:
    classes: dict[int, int] = {}
    for bit, row in enumerate(read_rows(folder / "speech-words.tsv")):
        for word in split_cell(row["words"]):
            key = _core.word_key(word)
            classes[key] = classes.get(key, 0) | 1 << bit
    for verb, particle in sorted(pairs(folder)):
        classes[hash_next(_core.word_key(verb), _core.word_key(particle))] = PAIR
    builder.add_table("SPCH", array("Q", classes), struct.pack(f"<{len(classes)}I", *classes.values()), 4)
