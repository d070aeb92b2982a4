"""Checks what the layout of csrc promises: who may include whom, how long headers are, who may allocate.

Prints one line a breach, `file:line: what`, and exits with 1 where there is one.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "csrc"

# From the ground up: a module may include those before it, and itself. A module is known by the
# stem of its file; `word_german.c` belongs to the longest module name that it starts with.
ORDER = [
    "svenner",
    "base/status base/memory base/allocator base/hash base/table base/trie base/data",
    "text/utf8 text/chars text/token text/sentence",
    "names/inflect names/word names/piece names/near names/gazetteer names/candidate names/view names/features names/known names/tagger names/agreement names/mention",
    "names/norm names/entity names/cluster",
    "values/number values/measure values/time",
    "speech/quote",
    "pipeline/document pipeline/analyzer pipeline/training pipeline/batch",
    "python/",
]
MAY_USE_ICU = ("text/chars", "values/time")
MAY_ALLOCATE = ("base/allocator",)
HEADER_LINES = 110
SOURCE_LINES = 600

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
CALL = re.compile(r"(?<![\w.>])(malloc|calloc|realloc|free|strdup|printf|puts|abort|exit)\s*\(")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)


def modules() -> list[str]:
    return [name for floor in ORDER for name in floor.split()]


def module_of(path: str) -> str | None:
    """The module that a file of csrc belongs to: `names/word_table.c` to `names/word`."""
    stem = path.rsplit(".", 1)[0]
    fitting = [name for name in modules() if stem == name or stem.startswith(name if name[-1] == "/" else name + "_")]
    return max(fitting, key=len, default=None)


def without_comments(text: str) -> str:
    """The same text and lines, comments and string literals blanked."""
    return COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def breaches(path: Path) -> Iterator[tuple[int, str]]:
    name = path.relative_to(CORE).as_posix()
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if not text.startswith("/*"):
        yield 1, "the file does not open with its purpose"
    if name.endswith(".h") and name != "svenner.h" and len(lines) > HEADER_LINES:
        yield HEADER_LINES, f"a header of {len(lines)} lines; {HEADER_LINES} at most"
    if name.endswith(".c") and len(lines) > SOURCE_LINES and "Generated" not in lines[0]:
        yield SOURCE_LINES, f"a file of {len(lines)} lines; {SOURCE_LINES} at most: split it by responsibility"
    own = module_of(name)
    if own is None:
        yield 1, "belongs to no module of ORDER in tools/check_layers.py"
        return
    order = modules()
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        if include is None:
            continue
        quoted, system = include.groups()
        if system is not None:
            if system.startswith("unicode/") and own not in MAY_USE_ICU:
                yield number, f"ICU is included in {' and '.join(MAY_USE_ICU)} only"
            if system == "Python.h" and own != "python/":
                yield number, "the core does not know Python"
            continue
        included = module_of(quoted)
        if included is None or not (CORE / quoted).exists():
            yield number, f"no such file below csrc: {quoted}"
        elif own == "python/" and included not in ("svenner", "python/"):
            yield number, "the binding includes svenner.h and nothing else of the core"
        elif order.index(included) > order.index(own):
            yield number, f"{own} stands before {included} in the order of modules"
    if own == "python/":
        return
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        for call in CALL.findall(line):
            if own not in MAY_ALLOCATE:
                yield number, f"{call}() is not called in the core"


def main() -> int:
    count = 0
    for path in sorted(CORE.rglob("*.[ch]")):
        for line, what in breaches(path):
            print(f"{path.relative_to(ROOT)}:{line}: {what}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
