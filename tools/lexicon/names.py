"""Section NAME: the shipped gazetteer, the bytes of a saved matcher.

An entry's id is its canonical name (`FN` -> `Förenta nationerna`), and empty where that is the name itself.
"""

from __future__ import annotations

from pathlib import Path

from lexicon import _gazetteer
from svenner import _core


def build(builder: _core.DataBuilder, folder: Path) -> None:
    names = [
        (name.text, name.label, name.canonical if name.canonical != name.text else "")
        for name in _gazetteer.gazetteer(folder)
    ]
    builder.add_matcher("NAME", names)
