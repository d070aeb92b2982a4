"""Section SPCH: the small words of quoting (lexicon/speech-words.tsv), read by csrc/speech/words.c.

A table of folded word -> bits; bit i is the class of row i.
"""

from __future__ import annotations

import struct
from array import array
from pathlib import Path

from lexicon import read_rows, split_cell
from svenner import _core


def build(builder: _core.DataBuilder, folder: Path) -> None:
    classes: dict[str, int] = {}
    for bit, row in enumerate(read_rows(folder / "speech-words.tsv")):
        for word in split_cell(row["words"]):
            classes[word] = classes.get(word, 0) | 1 << bit
    keys = array("Q", (_core.word_key(word) for word in classes))
    builder.add_table("SPCH", keys, struct.pack(f"<{len(classes)}I", *classes.values()), 4)
