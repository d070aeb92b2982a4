"""Sections UNIT, UNIR and USTR: units and currencies (lexicon/units.tsv, currencies.tsv), read by csrc/values/measure.c.

UNIT is a trie over the words of a form; its entry i is row i of UNIR, whose code stands in USTR.
"""

from __future__ import annotations

import struct
from array import array
from pathlib import Path

from lexicon import read_rows, split_cell
from svenner import _core

FLAGS = {"time": 1, "money": 2, "before": 4, "minus": 8, "counted": 32, "about": 64}
SYMBOL = 16  # matches only as it is written

Form = tuple[str, bool]  # the words, and whether they are a symbol
Unit = tuple[str, int, int]  # value, tens, flags

# Plurals of currencies that are not their singular.
PLURALS = {"krona": "kronor", "rupie": "rupier", "shilling": "shilling", "koruna": "koruna"}


def flags_of(cell: str) -> int:
    return sum(FLAGS[flag] for flag in split_cell(cell))


def forms_of_units(folder: Path) -> dict[Form, Unit]:
    """Every form of the units, then those of currencies that the units do not have."""
    forms: dict[Form, Unit] = {}
    for row in read_rows(folder / "units.tsv"):
        unit = (row["value"], int(row["tens"]), flags_of(row["flags"]))
        for words, symbol in ((row["words"], False), (row["symbols"], True)):
            for form in split_cell(words):
                if (form, symbol) in forms:
                    raise ValueError(f"units.tsv: {form} stands there twice")
                forms[form, symbol] = unit
    for row in read_rows(folder / "currencies.tsv"):
        code, adjective, noun = row["code"], row["adjective"], row["noun"]
        unit = (code, 0, FLAGS["money"])
        forms.setdefault((code, True), (code, 0, FLAGS["money"] | FLAGS["before"]))
        if adjective:
            for article in (adjective, adjective + "t", adjective + "a"):
                for form in {noun, PLURALS.get(noun, noun)}:
                    forms.setdefault((f"{article} {form}", False), unit)
        elif noun[0].isupper():
            forms.setdefault((noun.lower(), False), unit)
    return forms


def conversions(folder: Path) -> str:
    """A line for each unit that has a fixed factor: its value, UCUM code, quantity and factor (svenner/data/units.tsv)."""
    lines: dict[str, str] = {}
    for row in read_rows(folder / "units.tsv"):
        if row["value"] and row["ucum"] and row["factor"] and not flags_of(row["flags"]) & FLAGS["money"]:
            line = "\t".join(row[column] for column in ("value", "ucum", "quantity", "factor"))
            if lines.setdefault(row["value"], line) != line:
                raise ValueError(f"units.tsv: {row['value']} is two units")
    return "".join(line + "\n" for line in lines.values())


def build(builder: _core.DataBuilder, folder: Path) -> None:
    forms = forms_of_units(folder)
    by_keys: dict[tuple[int, ...], tuple[Unit, bool]] = {}
    for (form, symbol), unit in sorted(forms.items()):
        keys = tuple(_core.word_key(word, fold_case=not symbol) for word in form.split(" "))
        by_keys.setdefault(keys, (unit, symbol))
    keys, starts, rows, strings = array("Q"), array("I", [0]), bytearray(), bytearray()
    places: dict[str, int] = {}
    for sequence, ((value, tens, flags), symbol) in sorted(by_keys.items()):
        keys.extend(sequence)
        starts.append(len(keys))
        if value not in places:
            places[value] = len(strings)
            strings += value.encode()
        rows += struct.pack("<HBbBxxx", places[value], len(value.encode()), tens, flags | SYMBOL * symbol)
    builder.add_trie("UNIT", keys, starts)
    builder.add("UNIR", bytes(rows))
    builder.add("USTR", bytes(strings))
