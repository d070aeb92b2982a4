"""Section SENT: words around the border of a headline (lexicon/sentence-words.tsv), read by csrc/text/sentence_headline.c.

A table of word as it stands -> bits; bit i is class i of CLASSES. What opens a sentence is a key with its capital.
"""

from __future__ import annotations

import struct
from array import array
from pathlib import Path

from lexicon import read_rows, split_cell
from svenner import _core

CLASSES = ["opens", "polite", "open-ended", "verb", "title", "relative"]
CAPITAL = {"opens", "polite"}


def build(builder: _core.DataBuilder, folder: Path) -> None:
    classes: dict[int, int] = {}
    for row in read_rows(folder / "sentence-words.tsv"):
        for word in split_cell(row["words"]):
            form = word.capitalize() if row["class"] in CAPITAL else word
            key = _core.word_key(form, False)
            classes[key] = classes.get(key, 0) | 1 << CLASSES.index(row["class"])
    builder.add_table("SENT", array("Q", classes), struct.pack(f"<{len(classes)}I", *classes.values()), 4)
