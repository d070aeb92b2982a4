"""Checks what the layout of csrc promises: who may include whom, how long files are, who may allocate.

Prints one line a breach, `file:line: what`, and exits with 1 where there is one.
"""

import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "csrc"

# From the ground up. A file may include those of lower floors; within a floor the modules named
# here keep their order, and no headers, of those that serve them neither, make a circle. A module is known
# by the stem of its files; `token_join.c` belongs to `token`.
FLOORS = {
    "": "svenner",
    "base": "status memory allocator hash table trie data",
    "text": "utf8 chars token sentence",
    "names": "word gazetteer candidate tagger entity cluster",
    "values": "number measure time",
    "speech": "quote",
    "pipeline": "document analyzer batch",
    "python": "",
}
MAY_USE_ICU = ("text/chars", "values/time", "values/calendar")
MAY_ALLOCATE = ("base/allocator",)
HEADER_LINES = 160
SOURCE_LINES = 800

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
CALL = re.compile(r"(?<![\w.>])(malloc|calloc|realloc|free|strdup|printf|puts|abort|exit)\s*\(")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)


def floor_of(path: str) -> str:
    return path.rpartition("/")[0]


def module_of(path: str) -> str:
    """The module of a file: `text/token` of `text/token_join.c`, `names/alias` of `names/alias.h`."""
    floor, _, name = path.rpartition("/")
    stem = name.rsplit(".", 1)[0]
    owners = [module for module in FLOORS.get(floor, "").split() if stem == module or stem.startswith(module + "_")]
    return f"{floor}/{max(owners, key=len, default=stem)}".lstrip("/")


def place(module: str) -> int | None:
    """Where the module stands in the order of its floor; None where it is not named there."""
    order = FLOORS.get(floor_of(module), "").split()
    name = module.rpartition("/")[2]
    return order.index(name) if name in order else None


def without_comments(text: str) -> str:
    """The same text and lines, comments and string literals blanked."""
    return COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def includes(text: str) -> Iterator[tuple[int, str | None, str | None]]:
    """Line, quoted name and system name of each include."""
    for number, line in enumerate(text.splitlines(), 1):
        include = INCLUDE.match(line)
        if include is not None:
            yield number, include.group(1), include.group(2)


def include_breach(own: str, quoted: str) -> str | None:
    """What is wrong with a file of module `own` including `quoted`."""
    if not (CORE / quoted).exists():
        return f"no such file below csrc: {quoted}"
    floors = list(FLOORS)
    mine, other, included = floor_of(own), floor_of(quoted), module_of(quoted)
    if mine == "python":
        if other not in ("", "python"):
            return "the binding includes svenner.h and nothing else of the core"
    elif floors.index(other) > floors.index(mine):
        return f"{mine}/ stands below {other}/"
    elif other == mine and included != own:
        here, there = place(own), place(included)
        if here is not None and there is not None and there > here:
            return f"{own} stands before {included} in the order of modules"
    return None


def breaches(path: Path) -> Iterator[tuple[int, str]]:
    name = path.relative_to(CORE).as_posix()
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    own = module_of(name)
    generated = "generated" in lines[0].lower()
    if floor_of(name) not in FLOORS:
        yield 1, "lies on no floor that tools/check_layers.py knows"
        return
    if not text.startswith("/*"):
        yield 1, "the file does not open with its purpose"
    if name.endswith(".h") and name != "svenner.h" and not generated and len(lines) > HEADER_LINES:
        yield HEADER_LINES, f"a header of {len(lines)} lines; {HEADER_LINES} at most"
    if name.endswith(".c") and not generated and len(lines) > SOURCE_LINES:
        yield SOURCE_LINES, f"a file of {len(lines)} lines; {SOURCE_LINES} at most: split it by responsibility"
    for number, quoted, system in includes(text):
        if quoted is not None:
            breach = include_breach(own, quoted)
            if breach is not None:
                yield number, breach
        elif system is not None and system.startswith("unicode/") and own not in MAY_USE_ICU:
            yield number, f"ICU is included in {' and '.join(MAY_USE_ICU)} only"
        elif system == "Python.h" and floor_of(own) != "python":
            yield number, "the core does not know Python"
    if floor_of(own) != "python" and own not in MAY_ALLOCATE:
        for number, line in enumerate(without_comments(text).splitlines(), 1):
            for call in CALL.findall(line):
                yield number, f"{call}() is not called in the core"


def circle(paths: list[Path]) -> str | None:
    """A circle of headers that include each other, or None."""
    graph = {
        path.relative_to(CORE).as_posix(): {name for _, name, _ in includes(path.read_text(encoding="utf-8")) if name}
        for path in paths
        if path.suffix == ".h"
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " includes ".join(reversed(error.args[1]))
    return None


def main() -> int:
    paths = sorted(CORE.rglob("*.[ch]"))
    found = [f"{path.relative_to(ROOT)}:{line}: {what}" for path in paths for line, what in breaches(path)]
    around = circle(paths)
    if around is not None:
        found.append(f"csrc: headers in a circle: {around}")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
