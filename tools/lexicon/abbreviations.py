"""Section ABBR: abbreviations and how their stop is read, as csrc/text/token_abbreviation.c reads them.

One record each: classes u8 (SVE_ABBREVIATION_… of its header) · bytes u8 · the form in UTF-8.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from lexicon import read_rows
from svenner import _core

CLASSES = {
    "always": 1 << 1,
    "final": 1 << 2,
    "before-number": 1 << 3,
    "before-name": 1 << 4,
    "context": 1 << 5,
    "word": 1 << 7,
}


def build(builder: _core.DataBuilder, folder: Path) -> None:
    """Add the section for lexicon/abbreviations.tsv."""
    records = bytearray()
    for row in read_rows(folder / "abbreviations.tsv"):
        form = unicodedata.normalize("NFC", row["form"]).encode()
        classes = sum(CLASSES[name] for name in row["class"].split("|"))
        records += bytes([classes, len(form)]) + form
    builder.add("ABBR", bytes(records))
