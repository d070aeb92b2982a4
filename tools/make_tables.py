"""Makes csrc/text/char_classes.tsv from ICU's properties, and from it and token.rules chars_table.* and token_table.*.

    python tools/make_tables.py [--check]

The tables are two automata that csrc/text/token_scan.c runs side by side: bytes -> class of a character,
and classes -> kind of a token. Every example of the rules is tried on the way.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TEXT = Path(__file__).resolve().parents[1] / "csrc" / "text"
MORE, BAD = "MORE", "BAD"  # inside a character; a byte that belongs to none
MAX_BACK = 4  # characters that a failed match may have gone too far
COLUMNS = 64
ENDS, SLOW = 1, 2  # flags of a move
TRIMMED = ("url", "path")  # kinds that token_scan.c trims when they end
ASKED = ("path",)  # kinds that token_scan.c may refuse to enter

COARSE = {
    "SPACE": "SPACE", "CR": "LINE", "LINE": "LINE", "LOWER": "LOWER", "UPPER": "UPPER", "DIGIT": "DIGIT",
    "NUMERAL": "DIGIT", "MARK": "MARK", "JOINER": "MARK", "EMOJI_STYLE": "MARK", "KEYCAP": "MARK", "HYPHEN": "DASH",
    "EN_DASH": "DASH", "EM_DASH": "DASH", "MINUS": "DASH", "APOSTROPHE": "QUOTE", "QUOTE": "QUOTE", "OPEN": "OPEN",
    "OPEN_ROUND": "OPEN", "CLOSE": "CLOSE", "CLOSE_ROUND": "CLOSE", "DOT": "STOP", "BANG": "STOP", "ELLIPSIS": "STOP",
    "COMMA": "POINT", "COLON": "POINT", "SEMICOLON": "POINT", "SLASH": "POINT", "AMPERSAND": "POINT", "AT": "POINT",
    "HASH": "POINT", "UNDERSCORE": "POINT", "STAR": "POINT", "POINT": "POINT", "PLUS": "SYMBOL", "EQUALS": "SYMBOL",
    "ANGLE": "SYMBOL", "DEGREE": "SYMBOL", "SYMBOL": "SYMBOL", "PICTOGRAPH": "SYMBOL", "EMOJI": "EMOJI",
    "SKIN": "EMOJI", "REGIONAL": "EMOJI", "BAD": "OTHER",
}  # fmt: skip


# ---- Rules -> nondeterministic automaton ----


@dataclass
class Rule:
    """One `rule` of token.rules, with its examples."""

    kind: str
    expressions: list[str] = field(default_factory=list)
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)


def read_rules(path: Path) -> tuple[list[Rule], dict[str, list[str]], dict[str, str]]:
    rules: list[Rule] = []
    sets: dict[str, list[str]] = {}
    parts: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        word, _, rest = line.strip().partition(" ")
        if word == "set":
            name, _, members = rest.partition(" = ")
            sets[name] = members.split()
        elif word == "part":
            name, _, expression = rest.partition(" = ")
            parts[name] = expression
        elif word == "rule":
            rules.append(Rule(rest))
        elif word in ("yes", "no"):
            getattr(rules[-1], word).extend(rest.split())
        else:
            rules[-1].expressions.append(line.strip())
    return rules, sets, parts


class Automaton:
    """States with moves on sets of classes, and empty moves."""

    def __init__(self, sets: dict[str, list[str]], parts: dict[str, str]) -> None:
        self.sets, self.parts = sets, parts
        self.empty: list[set[int]] = []
        self.moves: list[list[tuple[frozenset[str], int]]] = []
        self.characters: list[int] = []  # states behind a character that marks may follow

    def state(self) -> int:
        self.empty.append(set())
        self.moves.append([])
        return len(self.moves) - 1

    def expression(self, text: str) -> tuple[int, int]:
        tokens = re.findall(r"[A-Z_]+|[()|*+?]", text)
        start, end, rest = self.alternatives(tokens)
        if rest:
            raise ValueError(f"cannot read {text!r} from {rest}")
        return start, end

    def alternatives(self, tokens: list[str]) -> tuple[int, int, list[str]]:
        start, end = self.state(), self.state()
        while True:
            first, last, tokens = self.sequence(tokens)
            self.empty[start].add(first)
            self.empty[last].add(end)
            if tokens[:1] != ["|"]:
                return start, end, tokens
            tokens = tokens[1:]

    def sequence(self, tokens: list[str]) -> tuple[int, int, list[str]]:
        start = end = self.state()
        while tokens and tokens[0] not in "|)":
            if tokens[0] == "(":
                first, last, tokens = self.alternatives(tokens[1:])
                tokens = tokens[1:]
            else:
                first, last = self.atom(tokens[0])
                tokens = tokens[1:]
            if tokens and tokens[0] in "*+?":
                inner, outer = self.state(), self.state()
                self.empty[inner].add(first)
                self.empty[last].add(outer)
                if tokens[0] in "*?":
                    self.empty[inner].add(outer)
                if tokens[0] in "*+":
                    self.empty[outer].add(inner)
                first, last, tokens = inner, outer, tokens[1:]
            self.empty[end].add(first)
            end = last
        return start, end, tokens

    def atom(self, name: str) -> tuple[int, int]:
        if name in self.parts:
            return self.expression(self.parts[name])
        classes = frozenset(self.sets.get(name, [name]))
        start, end = self.state(), self.state()
        self.moves[start].append((classes, end))
        if not classes & {"SPACE", "LINE", "CR"}:
            self.characters.append(end)
        return start, end

    def loop_marks(self, ends: set[int]) -> None:
        """Lets marks follow letters and digits, and any character that may end a token."""
        marks = frozenset(self.sets["MARKS"])
        letters = frozenset(self.sets["WORD"])
        into = {target: classes for moves in self.moves for classes, target in moves}
        for state in self.characters:
            if into[state] <= letters or self.closure({state}) & ends:
                self.moves[state].append((marks, state))

    def closure(self, states: set[int]) -> frozenset[int]:
        seen, todo = set(states), list(states)
        while todo:
            for state in self.empty[todo.pop()] - seen:
                seen.add(state)
                todo.append(state)
        return frozenset(seen)


# ---- Deterministic automaton ----


@dataclass
class Machine:
    """State 0 is the start. moves[state][class] is a state or None; kinds[state] is None where no token may end."""

    classes: list[str]
    moves: list[list[int | None]]
    kinds: list[str | None]
    back: list[int] = field(default_factory=list)  # characters since the last state where a token may end

    def scan(self, classes: list[str]) -> Iterator[tuple[int, int, str]]:
        """Plain longest match: (start, end, kind) of each token."""
        column = {name: i for i, name in enumerate(self.classes)}
        start = 0
        while start < len(classes):
            state, best = 0, (start + 1, "symbol")
            for at in range(start, len(classes)):
                following = self.moves[state][column[classes[at]]]
                if following is None:
                    break
                state = following
                kind = self.kinds[state]
                if kind is not None and self.back[state] == 0:
                    best = (at + 1, kind)
            yield start, *best
            start = best[0]


def build_machine(rules: list[Rule], sets: dict[str, list[str]], parts: dict[str, str], classes: list[str]) -> Machine:
    nfa = Automaton(sets, parts)
    start, ends = nfa.state(), {}
    for order, rule in enumerate(rules):
        for expression in rule.expressions:
            first, last = nfa.expression(expression)
            nfa.empty[start].add(first)
            ends[last] = order
    nfa.loop_marks(set(ends))
    plain = {name: name.rstrip("*") for name in classes}
    first_set = nfa.closure({start})
    numbers, todo = {first_set: 0}, [first_set]
    moves: list[list[int | None]] = []
    kinds: list[str | None] = []
    while len(moves) < len(todo):
        current = todo[len(moves)]
        orders = [ends[s] for s in current if s in ends]
        kinds.append(rules[min(orders)].kind if orders else None)
        row: list[int | None] = []
        for name in classes:
            targets = {t for s in current for members, t in nfa.moves[s] if plain[name] in members}
            if not targets:
                row.append(None)
                continue
            following = nfa.closure(targets)
            if following not in numbers:
                numbers[following] = len(todo)
                todo.append(following)
            row.append(numbers[following])
        moves.append(row)
    return minimize(Machine(classes, moves, kinds))


def minimize(machine: Machine) -> Machine:
    """Merges states that behave alike (partition refinement), keeping the start first."""
    block: list[object] = list(machine.kinds)
    count = 0
    while len(set(map(str, block))) != count:
        count = len(set(map(str, block)))
        signatures: dict[object, int] = {}
        fresh = []
        for state, row in enumerate(machine.moves):
            signature = (str(block[state]), tuple(None if t is None else str(block[t]) for t in row))
            fresh.append(signatures.setdefault(signature, len(signatures)))
        block = list(fresh)
    order = list(dict.fromkeys(block))
    place = {name: i for i, name in enumerate(order)}
    moves, kinds = [], []
    for name in order:
        state = block.index(name)
        moves.append([None if t is None else place[block[t]] for t in machine.moves[state]])
        kinds.append(machine.kinds[state])
    return Machine(machine.classes, moves, kinds)


def with_distances(machine: Machine) -> Machine:
    """Splits states without a kind by the last state with one: how far back it lies, and its kind. Refuses what
    is too far. Afterwards every state but the start has a kind: that of the token if the match fails here."""
    numbers: dict[tuple[int, int, str | None], int] = {(0, 0, None): 0}
    todo: list[tuple[int, int, str | None]] = [(0, 0, None)]
    paths = [""]
    result = Machine(machine.classes, [], [], [])
    while len(result.moves) < len(todo):
        state, back, kind = todo[len(result.moves)]
        path = paths[len(result.moves)]
        row: list[int | None] = []
        for name, target in zip(machine.classes, machine.moves[state], strict=True):
            if target is None:
                row.append(None)
                continue
            distance = 0 if machine.kinds[target] is not None else back + 1
            if distance > MAX_BACK:
                raise ValueError(f"a rule looks too far ahead:{path} {name}")
            key = (target, distance, machine.kinds[target] or kind)
            if key not in numbers:
                numbers[key] = len(todo)
                todo.append(key)
                paths.append(f"{path} {name}")
            row.append(numbers[key])
        result.moves.append(row)
        result.kinds.append(kind)
        result.back.append(back)
    return result


def check_starts(machine: Machine) -> None:
    """Every character alone must be a token, so that a failed match always has one to fall back on."""
    for name, target in zip(machine.classes, machine.moves[0], strict=True):
        if name != MORE and (target is None or machine.back[target] > 0):
            raise ValueError(f"no rule for a {name} alone")


def check_letters(machine: Machine) -> None:
    """A lower-case letter behind another must change nothing: token_scan.c passes over it."""
    column = machine.classes.index("LOWER")
    for row in machine.moves:
        target = row[column]
        if target is not None and machine.moves[target][column] != target:
            raise ValueError("a rule counts lower-case letters")


def check_latin(table: dict[int, str]) -> None:
    """Letters of two bytes that token_scan.c passes over as it does those of ASCII."""
    if any(class_of(table, character) != "LOWER" for character in range(0xE0, 0x100) if character != 0xF7):
        raise ValueError("a letter of à–ÿ is none")


# ---- Classes of characters ----


def classes_of_icu() -> str:
    """The text of char_classes.tsv by the ICU that is installed."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "char_classes"
        source = Path(__file__).with_name("char_classes.c")
        subprocess.run(["cc", "-o", program, source, "-licuuc", "-licudata"], check=True)
        return subprocess.run([program], check=True, capture_output=True, encoding="utf-8").stdout


def unicode_version(text: str) -> str:
    found = re.search(r"Unicode ([0-9.]+);", text)
    assert found is not None
    return found[1]


def classes_are_stale() -> bool:
    """Whether the file differs from what ICU says, if that knows the same Unicode."""
    here, there = (TEXT / "char_classes.tsv").read_text(encoding="utf-8"), classes_of_icu()
    return unicode_version(here) == unicode_version(there) and here != there


def read_classes(path: Path) -> dict[int, str]:
    table = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or line.startswith("first"):
            continue
        first, last, name = line.split("\t")
        for character in range(int(first, 16), int(last, 16) + 1):
            table[character] = name
    return table


def is_odd(name: str) -> bool:
    """Of characters that make a word differ from its plain NFC form."""
    return name.endswith("*") or COARSE.get(name) == "MARK"


def class_of(table: dict[int, str], character: int) -> str:
    return table.get(character, "SYMBOL")


def byte_rows(table: dict[int, str], column: dict[str, int]) -> list[list[int]]:
    """Rows of the byte automaton: row 0 has 256 entries for a first byte, the others 64 for a following one.

    An entry is class | row << 6: class MORE where a row follows, and 0 where the bytes so far are ill-formed.
    """
    rows: list[list[int]] = [[]]
    known: dict[tuple[int, ...], int] = {}

    def row_of(entries: list[int]) -> int:
        key = tuple(entries)
        if key not in known:
            known[key] = len(rows)
            rows.append(entries)
        return known[key]

    def last(base: int) -> int:
        return row_of([column[class_of(table, base + i)] for i in range(64)])

    def more(row: int) -> int:
        return column[MORE] | row << 6

    first = [column[BAD]] * 256
    for byte in range(0x80):
        first[byte] = column[class_of(table, byte)]
    for lead in range(0xC2, 0xE0):
        first[lead] = more(last((lead & 0x1F) << 6))
    for lead in range(0xE0, 0xF0):
        entries = [more(last((lead & 0x0F) << 12 | i << 6)) for i in range(64)]
        if lead == 0xE0:
            entries[:0x20] = [column[MORE]] * 0x20
        first[lead] = more(row_of(entries))
    for lead in range(0xF0, 0xF5):
        entries = []
        for i in range(64):
            base = (lead & 7) << 18 | i << 12
            if 0x10000 <= base <= 0x10FFFF:
                entries.append(more(row_of([more(last(base | j << 6)) for j in range(64)])))
            else:
                entries.append(column[MORE])
        first[lead] = more(row_of(entries))
    rows[0] = first
    return rows


# ---- Output ----


def numbers(values: list[int]) -> str:
    lines, line = [], " "
    for value in values:
        if len(line) + len(str(value)) + 2 > 120:
            lines.append(line)
            line = " "
        line += f" {value},"
    return "\n".join([*lines, line])


BANNER = "/* Generated by tools/make_tables.py from char_classes.tsv and token.rules; do not edit."


def constant(name: str) -> str:
    return name.replace("*", "_FORM")


def chars_header(machine: Machine) -> str:
    names = "".join(f"  SVE_CLASS_{constant(name)},\n" for name in machine.classes)
    first_odd = next(name for name in machine.classes if is_odd(name))
    return f"""{BANNER}
 *
 * Classes of characters, finer than sve_char_class, and the automaton that finds them byte by byte. */
#ifndef SVE_TEXT_CHARS_TABLE_H
#define SVE_TEXT_CHARS_TABLE_H

#include "text/chars.h"

enum {{ /* from FIRST_ODD on: marks, and _FORM: characters that are not their own NFC form */
{names}  SVE_CLASS_COUNT,
  SVE_CLASS_FIRST_ODD = SVE_CLASS_{constant(first_odd)}
}};

/* At [row + byte]: the class that a byte ends, and the row for the next byte. Row 0 stands before a first byte;
 * where another byte must follow the class is MORE and the row not 0. A following byte must be checked to be one;
 * MORE with row 0 says that it is ill-formed after those before it. */
extern const uint8_t SVE_BYTE_CLASS[];
extern const uint16_t SVE_BYTE_ROW[];
extern const uint8_t SVE_CLASS_COARSE[SVE_CLASS_COUNT]; /* sve_char_class */

#endif
"""


def chars_body(machine: Machine, rows: list[list[int]]) -> str:
    offsets, at = [0], 256
    for _ in rows[1:]:
        offsets.append(at - 0x80)  # the byte itself is added, and a following byte is 0x80 or more
        at += 64
    flat = [entry for row in rows for entry in row]
    coarse = [f"  SVE_CHAR_{COARSE.get(name.rstrip('*'), 'OTHER')}," for name in machine.classes]
    return f"""{BANNER} */
/* clang-format off */
#include "text/chars_table.h"

const uint8_t SVE_BYTE_CLASS[{len(flat)}] = {{
{numbers([entry & 63 for entry in flat])}
}};

const uint16_t SVE_BYTE_ROW[{len(flat)}] = {{
{numbers([offsets[entry >> 6] for entry in flat])}
}};

const uint8_t SVE_CLASS_COARSE[SVE_CLASS_COUNT] = {{
{chr(10).join(coarse)}
}};
"""


def token_header(kinds: list[str]) -> str:
    raw = "".join(f"  SVE_RAW_{kind.upper()},\n" for kind in kinds)
    return f"""{BANNER}
 *
 * The automaton of token.rules, over classes of characters. */
#ifndef SVE_TEXT_TOKEN_TABLE_H
#define SVE_TEXT_TOKEN_TABLE_H

#include "text/chars_table.h"

enum {{ /* kinds of the rules */
{raw}  SVE_RAW_COUNT
}};

enum {{ SVE_MOVE_ENDS = {ENDS}, SVE_MOVE_SLOW = {SLOW} }};

/* A character's move, at [state + class]: the state after it (a multiple of 64), and flags: ENDS where a token
 * ended before it. SLOW asks for a decision: where the state stays the same, the token ended SVE_STATE_BACK
 * characters before this one (an address is trimmed then); else an address may begin: is there a host before it? */
extern const uint16_t SVE_STATE_MOVES[];
extern const uint8_t SVE_STATE_FLAGS[];
extern const uint8_t SVE_STATE_KIND[]; /* SVE_RAW_…, by state / 64 */
extern const uint8_t SVE_STATE_BACK[]; /* by state / 64 */

#endif
"""


def state_moves(machine: Machine) -> list[int]:
    moves = []
    for state, row in enumerate(machine.moves):
        here = state * COLUMNS
        cells = [here]  # MORE: stay
        for column, target in enumerate(row[1:], 1):
            if target is not None:
                enters = machine.kinds[target] in ASKED and machine.kinds[state] not in (*ASKED, None)
                cells.append(target * COLUMNS | (SLOW if enters else 0))
            elif machine.back[state] == 0 and machine.kinds[state] not in (*TRIMMED, None):
                start = machine.moves[0][column]
                assert start is not None
                cells.append(start * COLUMNS | ENDS)
            else:
                cells.append(here | SLOW)
        moves += cells + [here] * (COLUMNS - len(cells))
    return moves


def token_body(machine: Machine, kinds: list[str]) -> str:
    moves = state_moves(machine)
    kind_numbers = [kinds.index(kind) if kind is not None else 0 for kind in machine.kinds]
    return f"""{BANNER} */
/* clang-format off */
#include "text/token_table.h"

const uint16_t SVE_STATE_MOVES[{len(moves)}] = {{
{numbers([move - move % COLUMNS for move in moves])}
}};

const uint8_t SVE_STATE_FLAGS[{len(moves)}] = {{
{numbers([move % COLUMNS for move in moves])}
}};

const uint8_t SVE_STATE_KIND[{len(kind_numbers)}] = {{
{numbers(kind_numbers)}
}};

const uint8_t SVE_STATE_BACK[{len(machine.back)}] = {{
{numbers(machine.back)}
}};
"""


def try_examples(rules: list[Rule], machine: Machine, table: dict[int, str]) -> None:
    for rule in rules:
        for wanted, examples in ((True, rule.yes), (False, rule.no)):
            for example in examples:
                tokens = list(machine.scan([class_of(table, ord(c)) for c in example]))
                found = len(tokens) == 1 and tokens[0][2] == rule.kind
                if found != wanted:
                    raise ValueError(
                        f"{example!r} as {rule.kind}: {'wanted' if wanted else 'not wanted'}, got {tokens}"
                    )


def load() -> tuple[Machine, dict[int, str], list[str]]:
    """The automaton, the classes of characters and the kinds; the examples have been tried."""
    table = read_classes(TEXT / "char_classes.tsv")
    rules, sets, parts = read_rules(TEXT / "token.rules")
    classes = [MORE, BAD, *sorted({*table.values(), "SYMBOL"}, key=lambda name: (is_odd(name), name))]
    if len(classes) > COLUMNS:
        raise ValueError("too many classes")
    machine = with_distances(build_machine(rules, sets, parts, classes))
    check_starts(machine)
    check_letters(machine)
    check_latin(table)
    try_examples(rules, machine, table)
    return machine, table, list(dict.fromkeys(rule.kind for rule in rules))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the files; change nothing")
    arguments = parser.parse_args()
    if not arguments.check:
        (TEXT / "char_classes.tsv").write_text(classes_of_icu(), encoding="utf-8")
    machine, table, kinds = load()
    rows = byte_rows(table, {name: i for i, name in enumerate(machine.classes)})
    stale = arguments.check and classes_are_stale()
    if stale:
        print("char_classes.tsv is not what ICU gives: run `make tables`", file=sys.stderr)
    files = {
        "chars_table.h": chars_header(machine),
        "chars_table.c": chars_body(machine, rows),
        "token_table.h": token_header(kinds),
        "token_table.c": token_body(machine, kinds),
    }
    for name, text in files.items():
        path = TEXT / name
        if arguments.check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(f"{path.name} is not what the rules give: run `make tables`", file=sys.stderr)
                stale = True
        else:
            path.write_text(text, encoding="utf-8")
    print(f"{len(machine.moves)} states, {len(rows)} rows, {len(machine.classes)} classes")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
