"""Section WORD: what every single word may be, as csrc/names/word.h lays it out (sve_lexeme, 8 bytes).

    kinds u32 · common u8 (16 * Zipf) · given u8, surname u8, place u8 (16 * log10 of bearers or inhabitants)

A kind with level 0 is known without a count.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Iterable
from pathlib import Path

from lexicon import _gazetteer, read_rows, split_cell
from svenner import _core

GIVEN = 1 << 0
SURNAME = 1 << 1
PLACE = 1 << 2
ORG = 1 << 3
ORG_WORD = 1 << 4
TITLE = 1 << 5
ROLE = 1 << 6
SAY = 1 << 7
SAY_ATT = 1 << 8
NUMBER = 1 << 9
UNIT = 1 << 10
TIME = 1 << 11
TAIL_PERSON = 1 << 12
TAIL_ORG = 1 << 13
TAIL_PLACE = 1 << 14
TAIL = 1 << 15
COMMON = 1 << 16
PARTICLE = 1 << 17
FEMALE = 1 << 18
MALE = 1 << 19
NAME_PART = 1 << 20
SAY_OTHER = 1 << 21
SAY_PARTICLE = 1 << 22
SAY_INFINITIVE = 1 << 23
WEAK = 1 << 24
TAIL_NOUN = 1 << 25

KINDS, COMMON_LEVEL, GIVEN_LEVEL, SURNAME_LEVEL, PLACE_LEVEL = range(5)

LEXEME = struct.Struct("<IBBBB")

MOSTLY = 4  # a given name is women's if women bear it this many times as often as men

# A place without a known number of inhabitants weighs as if it had 10 to the power of this.
PLACE_WEIGHTS = {
    "continent": 8.5,
    "country": 7.5,
    "former-country": 6.5,
    "capital": 6.0,
    "state": 6.0,
    "county": 5.5,
    "landscape": 5.5,
    "region": 5.5,
    "territory": 5.0,
    "sea": 5.0,
    "city": 4.5,
    "municipality": 4.5,
    "district": 4.0,
}
OTHER_PLACE_WEIGHT = 3.5

TAIL_KINDS = {"person": TAIL_PERSON, "org": TAIL_ORG, "place": TAIL_PLACE}

# `chef` -> `chefen`, `chefer`, `cheferna`; taken only where the result is a word of common-words.tsv. Genitives are
# found without their ending.
INFLECTIONS = ["n", "t", "en", "et", "ar", "er", "or", "na", "arna", "erna", "orna", "are", "aren"]
# `fråga` -> `frågan`, `frågor`: the last vowel makes room.
VOWEL_INFLECTIONS = ["or", "orna", "ar", "arna", "er", "erna"]
ADJECTIVE_INFLECTIONS = ["t", "a", "e"]

# A given name that is an ordinary word or another kind of name too counts only if so many bear it (`Vid`: 15).
MIN_BEARERS_OF_A_WORD = 100
EVERYDAY = 3.5 * 16
MIN_PLACE_OF_A_WORD = 5 * 16
FUNCTION_WORD = 5.6 * 16


def level(count: float) -> int:
    """16 * log10 of a count, as a byte; 0 for none."""
    return min(255, round(16 * math.log10(count))) if count > 1 else 0


class Words:
    """Folded word -> kinds and levels."""

    def __init__(self) -> None:
        self.entries: dict[str, list[int]] = {}

    def add(self, word: str, kinds: int, column: int = KINDS, amount: int = 0) -> None:
        """Adds kinds to a word, and raises a level to `amount`. Not for several words or an empty one."""
        word = word.strip().lower()
        if not word or any(letter.isspace() for letter in word):
            return
        entry = self.entries.setdefault(word, [0, 0, 0, 0, 0])
        entry[KINDS] |= kinds
        if column != KINDS:
            entry[column] = max(entry[column], amount)

    def kinds(self, word: str) -> int:
        """What is known of a word; 0 for nothing."""
        return self.entries.get(word.lower(), [0])[KINDS]


def add_common_words(words: Words, folder: Path) -> None:
    for row in read_rows(folder / "common-words.tsv"):
        kind = 0 if row["use"] == "name" else COMMON
        words.add(row["word"], kind, COMMON_LEVEL, round(16 * float(row["zipf"])))
    for file in ("name-words", "ordinary-words", "org-common"):
        for row in read_rows(folder / f"{file}.tsv"):
            if row.get("common_meaning", "") or file != "name-words":
                words.add(row["word"], COMMON)
    for row in read_rows(folder / "particles.tsv"):
        words.add(row["word"], PARTICLE)


def is_another_word(words: Words, word: str) -> bool:
    """Whether `word` is an everyday word, an organisation, a country or a large city before it is a rare name."""
    kinds, common, _, _, place = words.entries.get(word, [0, 0, 0, 0, 0])
    return (bool(kinds & COMMON) and common >= EVERYDAY) or bool(kinds & ORG) or place >= MIN_PLACE_OF_A_WORD


def add_persons(words: Words, folder: Path) -> None:
    for row in read_rows(folder / "given-names.tsv"):
        women, men = int(row["women"]), int(row["men"])
        if women + men < MIN_BEARERS_OF_A_WORD and is_another_word(words, row["name"].lower()):
            continue
        female = women >= MOSTLY * men if women + men else row["sex"] == "f"
        male = men >= MOSTLY * women if women + men else row["sex"] == "m"
        kinds = GIVEN | (FEMALE if female else 0) | (MALE if male else 0)
        words.add(row["name"], kinds, GIVEN_LEVEL, level(women + men))
    for row in read_rows(folder / "surnames.tsv"):
        usual = 400 if row["usual"] else 0
        count = max(int(row["bearers"]), 40 * int(row["members"]), usual)
        words.add(row["name"], SURNAME, SURNAME_LEVEL, level(count))
    for row in read_rows(folder / "persons.tsv"):
        for word in row["sort_name"].split():
            if word[0].isupper() and not words.kinds(word) & PARTICLE:
                words.add(word, SURNAME, SURNAME_LEVEL, level(100))
        before, found, _ = row["name"].rpartition(row["sort_name"])
        if found and before:
            for word in before.split():
                if word[0].isupper() and word[1:2].islower() and not words.kinds(word) & COMMON:
                    words.add(word, GIVEN)
    kind = {"given": GIVEN, "surname": SURNAME, "place": PLACE}
    for row in read_rows(folder / "name-words.tsv"):
        for name_kind in split_cell(row["name_kind"]):
            words.add(row["word"], kind[name_kind])


def add_places(words: Words, folder: Path) -> None:
    for row in read_rows(folder / "localities.tsv"):
        for name in [row["name"], *split_cell(row["aliases"])]:
            words.add(name, PLACE, PLACE_LEVEL, level(int(row["inhabitants"])))
    for file in ("places", "regions"):
        for row in read_rows(folder / f"{file}.tsv"):
            weight = round(16 * PLACE_WEIGHTS.get(row["kind"], OTHER_PLACE_WEIGHT))
            for name in [row["name"], *split_cell(row["aliases"])]:
                words.add(name, PLACE, PLACE_LEVEL, weight)


def add_organisations(words: Words, folder: Path) -> None:
    for row in read_rows(folder / "organisations.tsv"):
        for name in [row["name"], row["acronym"], *split_cell(row["aliases"])]:
            words.add(name, ORG)
    for row in read_rows(folder / "registers.tsv"):
        for name in [row["name"], *split_cell(row["aliases"])]:
            words.add(name, ORG)
    for row in read_rows(folder / "org-common.tsv"):
        words.add(row["word"], ORG | WEAK)
    for row in read_rows(folder / "org-heads.tsv"):
        weak = WEAK if row["strength"] == "weak" else 0
        if row["position"] == "suffix":
            words.add(row["word"].removeprefix("-"), TAIL_ORG | weak)
        else:
            words.add(row["word"].split()[0], ORG_WORD | weak)
            words.add(row["word"].split()[-1] if row["position"] == "word" else "", ORG_WORD | weak)


def add_titles(words: Words, folder: Path) -> None:
    for row in read_rows(folder / "titles.tsv"):
        kind = TITLE if row["person_cue"] == "strong" else ROLE
        for word in (row["word"], row["definite"]):
            words.add(word, kind)


def add_verbs_of_saying(words: Words, folder: Path) -> None:
    """Verbs of one word first: `ropar` says by itself, and keeps doing so beside `ropar ut`."""
    rows = sorted(read_rows(folder / "say-verbs.tsv"), key=lambda row: " " in row["infinitive"])
    for row in rows:
        clause = 0 if row["att"] == "no" else SAY_ATT | (SAY_INFINITIVE if row["att"] == "both" else 0)
        for column in ("infinitive", "supine", "present", "preterite"):
            form = row[column].split()
            if not form:
                continue
            finite = column not in ("infinitive", "supine")
            kinds = SAY if finite else SAY_OTHER
            if row["kind"] != "think" or column == "present":
                kinds |= clause
            if len(form) > 1:
                known = words.kinds(form[0])
                if known & (SAY | SAY_OTHER) and not known & SAY_PARTICLE:
                    continue
                kinds |= SAY_PARTICLE
            words.add(form[0], kinds)


def add_tails(words: Words, folder: Path) -> None:
    for row in read_rows(folder / "compound-tails.tsv"):
        kinds = 0
        for kind in split_cell(row["kind_of_whole"]):
            kinds |= TAIL_KINDS.get(kind, TAIL)
        for form in inflected(row["tail"], row["kind_of_whole"] == "adjective", words):
            words.add(form, kinds)
    for row in read_rows(folder / "place-heads.tsv"):
        words.add(row["word"], TAIL_PLACE)
    for row in read_rows(folder / "noun-tails.tsv"):
        words.add(row["word"], TAIL_NOUN)


def inflected(tail: str, adjective: bool, words: Words) -> Iterable[str]:
    """`tail` and those of its inflected forms that are common words."""
    yield tail
    stems = [(tail, ADJECTIVE_INFLECTIONS if adjective else INFLECTIONS)]
    if tail[-1] in "ae":
        stems.append((tail[:-1], VOWEL_INFLECTIONS))
    for stem, endings in stems:
        for ending in endings:
            if words.kinds(stem + ending) & COMMON:
                yield stem + ending


# Kinds of number-words.tsv that are words around a number, not numbers.
AROUND_NUMBERS = ("approximation", "label", "sign")


# Classes of time-words.tsv that name a time; the others (verbs that tell the tense, small words) are about one.
CLASSES_OF_TIME = ("weekday", "month", "relative_day", "season", "part", "unit", "span", "quarter", "decade")


def add_built_surnames(words: Words, folder: Path) -> None:
    """Surnames by their parts (`Lind|ström`), where the word is nothing else that is known."""
    rows = list(read_rows(folder / "surname-parts.tsv"))
    for first in (row["part"] for row in rows if row["place"] == "first"):
        for last in (row["part"] for row in rows if row["place"] == "last"):
            if not words.kinds(first + last):
                words.add(first + last, SURNAME)


def drop_names_of_function_words(words: Words, folder: Path) -> None:
    """`En`, `Ni`, `Vi`, `Om` are somebody's surname or a hamlet somewhere; here they are words."""
    kept = {row["word"].lower() for file in ("name-words", "org-common") for row in read_rows(folder / f"{file}.tsv")}
    for word, entry in words.entries.items():
        if entry[KINDS] & COMMON and entry[COMMON_LEVEL] >= FUNCTION_WORD and len(word) > 1 and word not in kept:
            entry[KINDS] &= ~(GIVEN | SURNAME | PLACE | ORG | FEMALE | MALE)
            entry[GIVEN_LEVEL] = entry[SURNAME_LEVEL] = entry[PLACE_LEVEL] = 0


def add_values(words: Words, folder: Path) -> None:
    """Words that numbers, units and times begin with; what they are worth stands in other sections."""
    for row in read_rows(folder / "number-words.tsv"):
        if not row["kind"].startswith(AROUND_NUMBERS):
            words.add(row["word"], NUMBER)
    for row in read_rows(folder / "units.tsv"):
        for name in split_cell(row["words"]) + split_cell(row["symbols"]):
            words.add(name.split()[0], UNIT)
    for row in read_rows(folder / "currencies.tsv"):
        words.add(row["code"], UNIT)
        words.add(row["noun"], UNIT)
    for row in read_rows(folder / "time-words.tsv"):
        if row["class"].startswith(CLASSES_OF_TIME):
            words.add(row["word"], TIME)


def collect(folder: Path) -> Words:
    words = Words()
    add_common_words(words, folder)
    add_places(words, folder)
    add_organisations(words, folder)
    add_persons(words, folder)
    add_titles(words, folder)
    add_verbs_of_saying(words, folder)
    add_tails(words, folder)
    add_values(words, folder)
    add_built_surnames(words, folder)
    drop_names_of_function_words(words, folder)
    for word in _gazetteer.first_words(folder):
        words.add(word, NAME_PART)
    return words


def build(builder: _core.DataBuilder, folder: Path) -> None:
    lexemes: dict[int, bytes] = {}
    for word, entry in sorted(collect(folder).entries.items()):
        lexemes[_core.word_key(word)] = LEXEME.pack(*entry)
    # In the order of their slots, values lie near each other where they are read, and the file packs better.
    keys = sorted(lexemes, key=lambda key: (key & 0xFFFFF, key))
    builder.add_table("WORD", array("Q", keys), b"".join(lexemes[key] for key in keys), LEXEME.size)
