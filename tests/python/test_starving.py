"""Every call with its n-th allocation by Python failing, n = 0, 1, 2 …: MemoryError or an answer, and nothing is kept.

The core's own allocations fail in the C tests (test_sweep).
"""

import gc
import subprocess
import sys

import pytest

pytest.importorskip("_testcapi", reason="this Python has no allocator that fails")

# In a process of its own: a call that fails is repeated until no allocation of it is left to fail.
SWEEP = """
import gc, sys
from _testcapi import remove_mem_hooks, set_nomemory
import svenner
from svenner import _core

TEXT = "– Natochefen Jens Stoltenberg mötte USA:s president i Åre den 3 maj 2022 😀, säger Anna Ek till TT."
LONG = TEXT * 30
MATCHER = svenner.Matcher({"Nato": {"id": 7}, "USA": "land", "Anna Ek": [1]}, compounds=True)
ANALYZER = svenner.Analyzer(matchers=[MATCHER])
DOCUMENT = ANALYZER.analyze(TEXT, date="2022-01-07")

def items():
    for part in (DOCUMENT.tokens, DOCUMENT.sentences, DOCUMENT.entities, DOCUMENT.clusters, DOCUMENT.quotes):
        for item in part[::-1]:
            item.to_dict()
            repr(item)
            for name in dir(type(item)):
                if not name.startswith("_"):
                    getattr(item, name)
        repr(part)

def columns():
    document = svenner.analyze(TEXT)
    document.entities.spans("utf16")
    document.tokens.texts()
    memoryview(document.tokens.kind)
    document.entities.score, document.entities.label, document.quotes.kind

def builder():
    made = _core.DataBuilder()
    made.add("TEST", b"12345678")
    made.add_matcher("NAME", [("Lund", "LOC", "1")])
    made.add_table("TABL", _core.word_keys(["Lund"]), b"1234", 4)
    made.finish()

def matches():
    for match in MATCHER.find(TEXT):
        match.to_dict(), match.payload, match.ending, repr(match), match == match
    MATCHER._find_rows((LONG, None, TEXT), 0, 3)

CALLS = {
    "analyze": lambda: ANALYZER.analyze(LONG, date="2022-01-07"),
    "analyze_many": lambda: ANALYZER.analyze_many([LONG, None, TEXT], dates=["2022-01-07"] * 3, threads=1, progress=int),
    "an analyzer": lambda: svenner.Analyzer(matchers=[MATCHER], labels=["PER"], abbreviations=["åå."]).labels,
    "tokenize": lambda: (svenner.tokenize(TEXT), svenner.split_sentences(LONG)),
    "to_dict": lambda: DOCUMENT.to_dict(offsets="utf16"),
    "explain": lambda: [DOCUMENT.explain(entity) for entity in DOCUMENT.entities],
    "items": items,
    "columns": columns,
    "a matcher": lambda: svenner.Matcher(["Lund", "Åre"]).to_bytes(),
    "matches": matches,
    "a builder": builder,
    "decode": lambda: _core.decode_text(TEXT.encode("utf-16"), "utf-16"),
    "keys": lambda: (_core.word_keys(["Lund", "Åre"]), _core.word_key("Å" * 2000)),
    "a table": lambda: ANALYZER.to_arrow(COLUMN, "entities", dates=["2022-01-07"] * 2).__arrow_c_stream__(),
}
if sys.argv[1] == "a table":
    import pyarrow
    COLUMN = pyarrow.array([TEXT, None])
call = CALLS[sys.argv[1]]
for _ in range(3):
    call()
failed = n = calm = 0
while calm < 100 and n < 20_000:
    set_nomemory(n, n + 1)
    try:
        call()
        remove_mem_hooks()
        calm += 1
    except MemoryError:
        remove_mem_hooks()
        failed += 1
        calm = 0
    n += 1
gc.collect()
blocks = sys.getallocatedblocks()
for _ in range(3):
    for at in range(0, n, 7):
        set_nomemory(at, at + 1)
        try:
            call()
        except MemoryError:
            pass
        remove_mem_hooks()
gc.collect()
assert sys.getallocatedblocks() - blocks < 300, sys.getallocatedblocks() - blocks
print(failed)
"""

CALLS = "analyze|analyze_many|an analyzer|tokenize|to_dict|explain|items|columns|a matcher|matches|a builder|decode|keys|a table"


@pytest.mark.parametrize("call", CALLS.split("|"))
def test_each_allocation_may_fail(call: str) -> None:
    if call == "a table":
        pytest.importorskip("pyarrow")
    gc.collect()
    done = subprocess.run([sys.executable, "-P", "-c", SWEEP, call], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 0
