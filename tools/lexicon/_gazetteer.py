"""The names that the gazetteer holds: what the lists give, each with a label and its canonical name.

Labels are `PER`, `ORG` and `LOC`, or the same in lower case where the name is a weak sign: an ordinary word, or a
usual name of another kind (`Agenda`, `Lund`). The canonical name is the fullest: `FN` -> `Förenta nationerna`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lexicon import read_rows, split_cell

MIN_INHABITANTS = 1000  # of a one-word locality; smaller ones are in WORD only
MANY_INHABITANTS = 200_000  # such a place is meant more often than persons of its name
MANY_BEARERS = 300


@dataclass(frozen=True)
class Name:
    text: str
    label: str
    canonical: str
    famous: bool = False  # is not weakened by persons who bear it as a name


def listed(folder: Path) -> Iterator[Name]:
    """Every name that the lists give, some of them more than once."""
    for row in read_rows(folder / "organisations.tsv"):
        for text in [row["name"], row["acronym"], *split_cell(row["aliases"])]:
            yield Name(text, "ORG", row["name"])
    for row in read_rows(folder / "registers.tsv"):
        for text in [row["name"], *split_cell(row["aliases"])]:
            yield Name(text, "ORG", row["name"])
    for file in ("places", "regions"):
        for row in read_rows(folder / f"{file}.tsv"):
            famous = row["kind"] in ("country", "capital", "continent")
            for text in [row["name"], *split_cell(row["aliases"])]:
                yield Name(text, "LOC", row["name"], famous)
    for row in read_rows(folder / "localities.tsv"):
        inhabitants = int(row["inhabitants"])
        for text in [row["name"], *split_cell(row["aliases"])]:
            if inhabitants >= MIN_INHABITANTS or " " in text:
                yield Name(text, "LOC", row["name"], inhabitants >= MANY_INHABITANTS)
    for row in read_rows(folder / "persons.tsv"):
        for text in [row["name"], *split_cell(row["aliases"])]:
            yield Name(text, "PER", row["name"])


def ambiguous_words(folder: Path) -> tuple[set[str], set[str]]:
    """Folded words that are ordinary, and those that many persons bear as a name."""
    ordinary = {row["word"] for row in read_rows(folder / "common-words.tsv") if row["use"] == "word"}
    for file in ("name-words", "ordinary-words", "org-common"):
        ordinary |= {row["word"].lower() for row in read_rows(folder / f"{file}.tsv")}
    borne = {
        row["name"].lower()
        for row in read_rows(folder / "given-names.tsv")
        if int(row["women"]) + int(row["men"]) >= MANY_BEARERS
    }
    borne |= {row["name"].lower() for row in read_rows(folder / "surnames.tsv") if int(row["bearers"]) >= MANY_BEARERS}
    return ordinary, borne


def gazetteer(folder: Path) -> list[Name]:
    """The names in order, each once for a label; the first list that gives it decides its canonical name."""
    ordinary, borne = ambiguous_words(folder)
    listed_weak = {row["word"] for row in read_rows(folder / "org-common.tsv")}
    found: dict[tuple[str, str], Name] = {}
    for name in listed(folder):
        text = name.text.strip()
        if not text or not any(letter.isalpha() for letter in text):
            continue
        folded = text.lower()
        acronym = text.isupper() and len(text) > 1
        weak = (
            len(text) == 1
            or text in listed_weak
            or text[0].islower()
            or (folded in ordinary and not acronym)
            or (folded in borne and not name.famous and name.label != "PER")
            or (" " not in text and name.label == "PER")
        )
        label = name.label.lower() if weak else name.label
        found.setdefault((text, name.label), replace(name, text=text, label=label))
    return [found[key] for key in sorted(found)]


def first_words(folder: Path) -> set[str]:
    """The first words of names of several words."""
    return {name.text.split()[0].lower() for name in gazetteer(folder) if " " in name.text}

