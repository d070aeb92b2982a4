"""Sections TIM*: words, rules and holidays of time (lexicon/time-*.tsv, holidays.tsv), read by csrc/values/time_rules.c.

TIMW table of words and their classes, TIME trie over words and classes, TIMR one row for each of its entries, TIMS steps of
values, TIMC keys of classes, TIMH holidays, TIMG gates: which words can begin an expression,
be one, and stand in one.
"""

from __future__ import annotations

import itertools
import re
import struct
from array import array
from pathlib import Path

from lexicon import read_rows, split_cell
from svenner import _core

# Classes that the core gives to figures and numbers, in the order of its enum; those of words follow.
FIGURE_CLASSES = (
    "number one ordinal day dayword hour hourword few week year date daymonth clock colonclock about_hour decade century "
    "yearrange yearslash dayrange hourrange weekrange clockrange daymonthrange datetime daterange "
    "some_decade some_century year_short weekday_in unit_in decade_in century_in early_year"
).split()
# Classes of words that the core asks for.
ASKED_CLASSES = "past future function cue month month_short often price unit age_in weekday_s weekday weekday_short weekdays".split()
OPERATIONS = (
    "- go shift weekday inweek date month week quarter half season part clock minutes nth holiday decade century duration "
    "set to mod none bc weekend weekdayday last packed years days clocks hours daymonths weekdaypart daymonth weeks centuryth months weekdays "
    "datetime dates plus firstyear"
).split()
UNITS = ["second", "minute", "hour", "day", "week", "month", "year"]
PARTS = ["-", "MO", "MI", "AF", "EV", "NI"]
SEASONS = ["-", "SP", "SU", "FA", "WI"]
DIRECTIONS = {"before": -2, "latest": -1, "tense": 0, "soonest": 1, "after": 2, "told": 3, "recalled": 4, "any": 9}
MODIFIERS = {"APPROX": 1, "START": 6, "MID": 7, "END": 8}
GUARDS = [
    "",
    "lower",
    "closed",
    "final",
    "year",
    "daymonth",
    "holiday",
    "duration",
    "once",
    "decade",
    "alone",
    "clock",
    "hours",
    "apart",
]
WEEKDAYS = ["-", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
PART_ENDINGS = {  # second parts of a weekday's compounds: `måndagskvällen`
    "weekday_part": {"morgon": "MO", "förmiddag": "MO", "eftermiddag": "AF", "kväll": "EV", "natt": "NI"},
    "weekday_part_the": {
        "morgonen": "MO",
        "förmiddagen": "MO",
        "eftermiddagen": "AF",
        "kvällen": "EV",
        "natten": "NI",
    },
}
TERMS = {"ht": "autumn_term", "vt": "spring_term"}  # of schools: `HT24`, `vt-25`, `HT2024`
TERM_YEARS = range(2000, 2040)
WORD_CLASSES = 4  # of one word at most
GATE_BITS = 16384

Element = list[tuple[str, ...]]  # the ways to read one place of a pattern; () where it may be missing


def value_of(cell: str) -> int:
    """A number, or the name of a part, season or unit (`15*minute`)."""
    if re.fullmatch(r"-?\d+", cell):
        return int(cell)
    if cell in PARTS:
        return PARTS.index(cell)
    if cell in SEASONS:
        return SEASONS.index(cell)
    multiple, _, unit = cell.rpartition("*")
    return int(multiple or 1) * 8 + UNITS.index(unit)


def parse_holiday(rule: str) -> bytes:
    """The row of TIMH: kind, month, day, weekday on or after that, offset, length."""
    first, *more = rule.split(" ")
    month, day = (0, 0) if first == "easter" else (int(part) for part in first.split("-"))
    weekday = offset = 0
    length = 1
    for part in more:
        if part in WEEKDAYS:
            weekday = WEEKDAYS.index(part)
        elif part.startswith("x"):
            length = int(part[1:])
        else:
            offset = int(part)
    return struct.pack("<BBBBbBxx", first == "easter", month, day, weekday, offset, length)


class Rules:
    """Collects words and rules, then adds the sections."""

    def __init__(self) -> None:
        self.words: dict[str, list[tuple[str, int]]] = {}
        self.classes = list(FIGURE_CLASSES) + list(ASKED_CLASSES)
        self.sequences: dict[tuple[str, ...], tuple[bytes, int, int, int]] = {}
        self.holidays = bytearray()

    def add_word(self, word: str, name: str, value: int) -> None:
        if name not in self.classes:
            self.classes.append(name)
        known = self.words.setdefault(word, [])
        if (name, value) not in known:
            known.append((name, value))

    def add_rule(self, pattern: str, value: str, guard: str) -> None:
        """Adds every sequence of words and classes that a pattern stands for; the first rule of a sequence stays."""
        elements = [self.parse_element(element) for element in pattern.split(" ")]
        for choice in itertools.product(*(ways for ways, _ in elements)):
            keys = [word for way in choice for word in way]
            flags = [context for way, (_, context) in zip(choice, elements, strict=True) for _ in way]
            left = next((i for i, context in enumerate(flags) if not context), len(flags))
            right = next((i for i, context in enumerate(reversed(flags)) if not context), 0)
            names = self.name_captures(pattern.split(" "), choice)
            steps = self.parse_steps(value, names, pattern)
            self.sequences.setdefault(tuple(keys), (steps, left, right, GUARDS.index(guard)))

    def parse_element(self, element: str) -> tuple[Element, bool]:
        context = element.startswith("(")
        optional = element.startswith("[")
        inner = element[1:-1] if context or optional else element
        ways: Element
        if inner.startswith("{"):
            ways = [("{" + name + "}",) for name in inner[1:-1].split("|")]
        else:
            ways = [tuple(word.split("_")) for word in inner.split("|")]
        return ([(), *ways] if optional else ways), context

    def name_captures(self, elements: list[str], choice: tuple[tuple[str, ...], ...]) -> dict[str, int]:
        """Name of a capture -> its index in this sequence; a class is called by the first of its alternatives."""
        names: dict[str, int] = {}
        count = 0
        seen: dict[str, int] = {}
        for element, way in zip(elements, choice, strict=True):
            match = re.search(r"\{([^}]*)\}", element)
            if match is None:
                continue
            name = match[1].split("|")[0]
            seen[name] = seen.get(name, 0) + 1
            if way:
                names[name + (str(seen[name]) if seen[name] > 1 else "")] = count
                count += 1
        return names

    def parse_steps(self, value: str, names: dict[str, int], pattern: str) -> bytes:
        steps = b""
        known = {name.split("|")[0] for name in re.findall(r"\{([^}]*)\}", pattern)}
        for step in value.split(" "):
            match = re.fullmatch(r"(\w+)\(([^)]*)\)", step)
            if match is None or match[1] not in OPERATIONS:
                raise ValueError(f"time-rules.tsv: {step!r} is no step, in {pattern!r}")
            captured = negative = 0
            arguments = [0, 0, 0]
            for place, argument in enumerate(filter(None, match[2].split(","))):
                name = argument.lstrip("-")
                if name in names:
                    captured |= 1 << place
                    negative |= (argument[0] == "-") << place
                    arguments[place] = names[name]
                elif name.rstrip("23456789") in known:
                    continue  # an optional place that is missing here: 0
                elif argument in DIRECTIONS:
                    arguments[place] = DIRECTIONS[argument]
                elif argument in MODIFIERS:
                    arguments[place] = MODIFIERS[argument]
                else:
                    try:
                        arguments[place] = value_of(argument)
                    except ValueError:
                        raise ValueError(f"time-rules.tsv: {argument!r} is no argument, in {pattern!r}") from None
            steps += struct.pack("<BBBx3h", OPERATIONS.index(match[1]), captured, negative, *arguments)
        return steps

    def add_sections(self, builder: _core.DataBuilder) -> None:
        class_key = {name: _core.word_key("{" + name + "}") for name in self.classes}
        keys, starts = array("Q"), array("I", [0])
        rows, steps = bytearray(), bytearray()
        places: dict[bytes, int] = {}
        first_words: set[str] = set()
        for sequence, (own_steps, left, right, guard) in self.sequences.items():
            first_words.add(sequence[0])
            for word in sequence:
                if word.startswith("{") and word[1:-1] not in class_key:
                    raise ValueError(f"time-rules.tsv: no word is of class {word}")
                keys.append(class_key[word[1:-1]] if word.startswith("{") else _core.word_key(word))
            starts.append(len(keys))
            if own_steps not in places:
                places[own_steps] = len(steps) // 10
                steps += own_steps
            rows += struct.pack("<IBBBB", places[own_steps], len(own_steps) // 10, left, right, guard)
        word_keys, values = array("Q"), bytearray()
        begins, alone, belongs = (bytearray(GATE_BITS // 8) for _ in range(3))
        openers = {word for word in first_words if not word.startswith("{")}
        whole = {sequence[0] for sequence in self.sequences if len(sequence) == 1 and not sequence[0].startswith("{")}
        for word, members in self.words.items():
            if len(members) > WORD_CLASSES:
                raise ValueError(f"time-words.tsv: {word} is of more than {WORD_CLASSES} classes")
            if any("{" + name + "}" in first_words for name, _ in members):
                openers.add(word)
            if (word,) in self.sequences or any(("{" + name + "}",) in self.sequences for name, _ in members):
                whole.add(word)
            padded = members + [("", 0)] * (WORD_CLASSES - len(members))
            word_keys.append(_core.word_key(word))
            values += struct.pack("<4B4h", *(self.number_of(name) for name, _ in padded), *(v for _, v in padded))
        literals = {word for sequence in self.sequences for word in sequence if not word.startswith("{")}
        for gate, words in ((begins, openers), (alone, whole), (belongs, literals | self.words.keys())):
            for word in words:
                bit = _core.word_key(word) % GATE_BITS
                gate[bit >> 3] |= 1 << (bit & 7)
        builder.add_table("TIMW", word_keys, values, 12)
        builder.add_trie("TIME", keys, starts)
        builder.add("TIMR", bytes(rows))
        builder.add("TIMS", bytes(steps))
        builder.add("TIMC", array("Q", [0, *class_key.values()]).tobytes())
        builder.add("TIMH", bytes(self.holidays))
        builder.add("TIMG", bytes(begins + alone + belongs))

    def number_of(self, name: str) -> int:
        return self.classes.index(name) + 1 if name else 0


def build(builder: _core.DataBuilder, folder: Path) -> None:
    rules = Rules()
    for row in read_rows(folder / "time-words.tsv"):
        rules.add_word(row["word"], row["class"], value_of(row["value"]))
    weekdays = [(word, members[0][1]) for word, members in rules.words.items() if members[0][0] == "weekday_s"]
    for word, weekday in weekdays:
        for name, endings in PART_ENDINGS.items():
            for ending, part in endings.items():
                rules.add_word(word + ending, name, weekday * 8 + PARTS.index(part))
    for term, name in TERMS.items():
        for year in TERM_YEARS:
            for written in (f"{year % 100:02}", f"-{year % 100:02}", f"{year}"):
                rules.add_word(term + written, name, year)
    long_names: list[tuple[str, int]] = []
    for index, row in enumerate(read_rows(folder / "holidays.tsv")):
        rules.holidays += parse_holiday(row["rule"])
        for name in split_cell(row["names"]):
            if " " in name:
                long_names.append((name, index))
            else:
                rules.add_word(name, row["class"], index)
    for row in read_rows(folder / "time-rules.tsv"):
        rules.add_rule(row["pattern"], row["value"], row["guard"])
    for name, index in long_names:
        rules.add_rule(name, f"holiday({index},tense)", "")
        rules.add_rule(name + " {year}", f"date(year,0,0) holiday({index},tense)", "")
    rules.add_sections(builder)
