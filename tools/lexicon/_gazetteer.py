"""The names that the gazetteer holds: what the lists give, each with a label and its canonical name.

Labels are `PER`, `ORG` and `LOC`, or the same in lower case where the name is a weak sign: an ordinary word, or a
usual name of another kind (`Agenda`, `Lund`). The canonical name is the fullest: `FN` -> `Förenta nationerna`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lexicon import read_rows, split_cell

# Inhabitants of a locality of one word; smaller ones are in WORD only.
MIN_INHABITANTS, MIN_INHABITANTS_ABROAD = 1000, 100_000
NORDIC = ("SE", "FI", "AX", "NO", "DK", "IS", "FO", "GL")
MANY_INHABITANTS = 200_000  # such a place is meant more often than persons of its name
MANY_BEARERS = 300
LONG = 10  # letters: such a word is not two things (`Arbetsförmedlingen`, also written in lower case)

FAMOUS_PLACES = ("country", "capital", "continent", "state")
# Kinds of a place that is an organisation first, where the lists give it as one too: `Dramaten`, `British Museum`.
HOUSES = ("building", "site", "park", "street", "square", "bridge")


@dataclass(frozen=True)
class Name:
    """A name, its label and the canonical name of what it names."""

    text: str
    label: str
    canonical: str
    famous: bool = False  # means this more often than an ordinary word or persons of this name
    large: bool = False  # a city that is meant more often than persons of its name
    house: bool = False
    far: bool = False  # a foreign place of no other list: `Toyota`, `Nokia`


@dataclass(frozen=True)
class Ambiguous:
    """Folded words that are something else than the name of a place or an organisation."""

    words: set[str]  # ordinary words
    by_hand: set[str]  # listed as ambiguous
    borne: set[str]  # usual names of persons


def listed(folder: Path) -> Iterator[Name]:
    """Every name that the lists give, some of them more than once."""
    # An acronym that several have is, in a Swedish text, rather of the world or of Sweden: `FN`, not a French party.
    rows = list(read_rows(folder / "organisations.tsv"))
    for row in sorted(rows, key=lambda row: row["kind"] != "international" and row["country"] not in ("SE", "")):
        for text in [row["name"], row["acronym"], *split_cell(row["aliases"])]:
            yield Name(text, "ORG", row["name"])
    for row in read_rows(folder / "registers.tsv"):
        for text in [row["name"], *split_cell(row["aliases"])]:
            yield Name(text, "ORG", row["name"])
    for file in ("places", "regions"):
        for row in read_rows(folder / f"{file}.tsv"):
            famous, house = row["kind"] in FAMOUS_PLACES, row["kind"] in HOUSES
            for text in [row["name"], *split_cell(row["aliases"])]:
                yield Name(text, "LOC", row["name"], famous=famous, house=house)
    for row in read_rows(folder / "localities.tsv"):
        inhabitants = int(row["inhabitants"])
        least = MIN_INHABITANTS if row["country"] in NORDIC else MIN_INHABITANTS_ABROAD
        for text in [row["name"], *split_cell(row["aliases"])]:
            if inhabitants >= least or " " in text:
                large = inhabitants >= MANY_INHABITANTS
                yield Name(text, "LOC", row["name"], large=large, far=row["country"] != "SE")
    for row in read_rows(folder / "persons.tsv"):
        for text in [row["name"], *split_cell(row["aliases"])]:
            yield Name(text, "PER", row["name"])


def ambiguous(folder: Path) -> Ambiguous:
    words = {row["word"] for row in read_rows(folder / "common-words.tsv") if row["use"] == "word"}
    by_hand = {
        row["word"].lower()
        for file in ("name-words", "ordinary-words", "org-common")
        for row in read_rows(folder / f"{file}.tsv")
    }
    borne = {
        row["name"].lower()
        for row in read_rows(folder / "given-names.tsv")
        if int(row["women"]) + int(row["men"]) >= MANY_BEARERS
    }
    borne |= {row["name"].lower() for row in read_rows(folder / "surnames.tsv") if int(row["bearers"]) >= MANY_BEARERS}
    return Ambiguous(words, by_hand, borne)


def is_weak(name: Name, others: Ambiguous, place: Name | None, organisation: Name | None) -> bool:
    """Whether a name alone says little; `place` and `organisation` are what the lists give its text as."""
    text, folded = name.text, name.text.lower()
    if len(text) == 1:
        return True
    if " " not in text:
        if name.label == "PER":
            return True
        if not name.famous:
            initials = text.isupper() and name.label == "ORG"
            ordinary = folded in others.words and len(text) < LONG
            if (ordinary or folded in others.by_hand) and not initials:
                return True
            if folded in others.borne and not name.large and not initials:
                return True
    if place is None or organisation is None or text.endswith(" kommun"):
        return False
    organisation_first = place.house or (place.far and organisation.canonical == text)
    return name.label == ("LOC" if organisation_first else "ORG")


def gazetteer(folder: Path) -> list[Name]:
    """The names in order, each once for a label; the first list that gives it decides its canonical name."""
    found: dict[tuple[str, str], Name] = {}
    for name in listed(folder):
        name = replace(name, text=name.text.strip())
        capital = any(letter.isupper() for letter in name.text.split(" ")[0]) or name.text[:1].isdigit()
        # A title in lower case is no part of a name: `kung Faisal`.
        if capital and any(letter.isalpha() for letter in name.text):
            known = found.setdefault((name.text, name.label), name)
            found[name.text, name.label] = replace(
                known,
                famous=name.famous or known.famous,
                large=name.large or known.large,
                house=name.house or known.house,
            )
    others = ambiguous(folder)
    names = []
    for key in sorted(found):
        name = found[key]
        weak = is_weak(name, others, found.get((name.text, "LOC")), found.get((name.text, "ORG")))
        names.append(replace(name, label=name.label.lower()) if weak else name)
    return names


def first_words(folder: Path) -> set[str]:
    """The first words of names of several words."""
    return {name.text.split()[0].lower() for name in gazetteer(folder) if " " in name.text}
