"""Every call with its n-th allocation failing, n = 0, 1, 2 …: MemoryError or an answer, and nothing is kept.

Python's allocations fail by CPython's own test hooks, those of the core, of ICU and of the C library by a malloc that
is loaded before theirs.
"""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# In a process of its own: a call that fails is repeated until no allocation of it is left to fail.
SWEEP = """
import _imp, ctypes, gc, importlib.machinery, sys
from array import array
import svenner
from svenner import _core

sys.path.insert(0, sys.argv[3])
from test_arrow_interface import Column, batches

if sys.argv[2] == "python":
    from _testcapi import remove_mem_hooks, set_nomemory
    def starve(n):
        set_nomemory(n, n + 1)
    def feed():
        remove_mem_hooks()
    def held():
        return sys.getallocatedblocks()
else:
    starve, held = ctypes.CDLL(None).fail_malloc, ctypes.CDLL(None).blocks_held
    starve.argtypes, held.restype = [ctypes.c_size_t], ctypes.c_size_t
    feed = ctypes.CDLL(None).malloc_failed

TEXT = "– Natochefen Jens Stoltenberg mötte USA:s president i Åre den 3 maj 2022 😀, säger Anna Ek till TT."
LONG = TEXT * 30
MATCHER = svenner.Matcher({"Nato": {"id": 7}, "USA": "land", "Anna Ek": [1]}, compounds=True)
ANALYZER = svenner.Analyzer(matchers=[MATCHER])
WIDE = (TEXT + " USA:s utrikesdepartement teg. ”Det går”, sade hon. ") * 3  # offsets that Python has no small int for
DOCUMENT = ANALYZER.analyze(WIDE, date="2022-01-07", offsets="utf16")

SPEC = importlib.machinery.ModuleSpec("svenner._core", None, origin=_core.__file__)

def a_module():
    core = _imp.create_dynamic(SPEC)
    core.__file__ = _core.__file__
    try:
        _imp.exec_dynamic(core)
    except SystemError as error:  # up to 3.12, CPython makes a type without memory for its name fail in silence
        assert "without setting an exception" in str(error)
        raise MemoryError from error
    core.analyze(TEXT)
    core.tokenize(TEXT)
    core.Matcher(["Nato"], compounds=True).find(TEXT)

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
    document = svenner.analyze(WIDE)
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

def a_matcher():
    long = "Å" * 600
    made = svenner.Matcher({"Lund": {"id": "ö"}, long: None})
    assert long in made and "Lund" in made and made.options
    copy = _core.Matcher.from_bytes(made.to_bytes())
    assert copy.find("i Lund")[0].id == "ö"

def matches():
    for match in MATCHER.find(TEXT):
        match.to_dict(), match.payload, match.ending, repr(match), match == match
    MATCHER._find_rows((LONG, None, TEXT), 0)

COLUMN = Column(TEXT, "", "😀")

def tables():
    try:
        for part in ("tokens", "sentences", "entities", "clusters", "quotes"):
            list(batches(ANALYZER.to_arrow(COLUMN, part, dates=["2022-01-07"] * 3, offsets="utf16")))
        list(batches(ANALYZER.to_arrow(COLUMN, "quotes", nested=True)))
    except ctypes.ArgumentError as error:
        assert "MemoryError" in str(error)
        raise MemoryError from error

CALLS = {
    "a module": a_module,
    "analyze": lambda: ANALYZER.analyze(LONG, date="2022-01-07"),
    "analyze_many": lambda: ANALYZER.analyze_many([LONG, None, TEXT], dates=["2022-01-07"] * 3, threads=1, progress=int),
    "an analyzer": lambda: svenner.Analyzer(matchers=[MATCHER], labels=["PER"], abbreviations=["åå."]).labels,
    "tokenize": lambda: (svenner.tokenize(TEXT), svenner.split_sentences(LONG)),
    "to_dict": lambda: ANALYZER.analyze(WIDE).to_dict(offsets="utf16"),
    "explain": lambda: [DOCUMENT.explain(entity) for entity in DOCUMENT.entities],
    "items": items,
    "columns": columns,
    "a matcher": a_matcher,
    "features": lambda: _core.features(b"Anna Ek", bytes(array("I", [0, 4, 5, 7])), bytes(array("I", [2]))),
    "weights": lambda: _core.train(bytes(16), bytes(array("I", [0, 1, 2])), bytes([1, 2]), bytes([2, 0, 0, 0]), 1, 2, 0.5, 0.0),
    "a pickle": lambda: ANALYZER.__reduce__(),
    "matches": matches,
    "a builder": builder,
    "decode": lambda: _core.decode_text(TEXT.encode("utf-16"), "utf-16"),
    "keys": lambda: (_core.word_keys(["Lund", "Åre"]), _core.word_key("Å" * 2000)),
    "tables": tables,
}
call = CALLS[sys.argv[1]]
for _ in range(3):
    call()
failed = n = calm = 0
while calm < 100 and n < 20_000:
    starve(n)
    try:
        call()
        feed()
        calm += 1
    except MemoryError:
        feed()
        failed += 1
        calm = 0
    n += 1
gc.collect()
blocks = held()
for _ in range(3):
    for at in range(0, n, 7):
        starve(at)
        try:
            call()
        except MemoryError:
            pass
        feed()
gc.collect()
assert held() - blocks < 300, held() - blocks
print(failed)
"""

CALLS = "a module|analyze|analyze_many|an analyzer|tokenize|to_dict|explain|items|columns|a matcher|features|weights|a pickle|matches|a builder|decode|keys|tables"


def sweep(call: str, whose: str, **environment: str) -> None:
    gc.collect()
    command = [sys.executable, "-P", "-c", SWEEP, call, whose, str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 0


@pytest.mark.parametrize("call", CALLS.split("|"))
def test_each_allocation_may_fail(call: str) -> None:
    pytest.importorskip("_testcapi", reason="this Python has no allocator that fails")
    if call in ("a module", "tables") and sys.version_info >= (3, 13):
        pytest.skip("CPython itself crashes: as it loads a module anew (_ssl too), and behind the column of ctypes")
    sweep(call, "python")


@pytest.fixture(scope="session")
def failing_malloc(tmp_path_factory: pytest.TempPathFactory) -> str:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler")
    source, library = Path(__file__).with_name("failing_malloc.c"), tmp_path_factory.mktemp("malloc") / "failing.so"
    if (
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source], capture_output=True).returncode
        != 0
    ):
        pytest.skip("no malloc as glibc's")
    return str(library)


# A pickle is made of objects of Python's alone.
@pytest.mark.parametrize("call", [call for call in CALLS.split("|") if call != "a pickle"])
def test_each_allocation_of_the_core_may_fail(call: str, failing_malloc: str) -> None:
    sweep(call, "core", LD_PRELOAD=failing_malloc)
