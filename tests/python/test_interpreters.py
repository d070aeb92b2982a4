"""Other kinds of Python: without a GIL, with more than one interpreter. Answers are those of one thread."""

import _imp
import array
import gc
import importlib.machinery
import subprocess
import sys
import sysconfig
import threading
import weakref
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

import svenner
from svenner import _core

TEXT = "– Natochefen mötte USA:s president i Åre den 3 maj 2022 😀, säger Anna Ek till TT. Hon betalade 20 kr."
THREADS = 8


def in_threads(work: Callable[[int], Any]) -> list[Any]:
    """What `work` gives on each of eight threads that start at once."""
    results: list[Any] = [None] * THREADS
    start = threading.Barrier(THREADS)

    def run(number: int) -> None:
        start.wait()
        results[number] = work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.skipif(not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python has a GIL")
def test_the_gil_stays_off() -> None:
    code = "import sys, svenner; svenner.analyze('Lund'); sys.exit(sys._is_gil_enabled())"
    subprocess.run([sys.executable, "-P", "-c", code], check=True)


def test_threads_make_one_default_analyzer() -> None:
    code = """
import threading, svenner
from svenner import _core
start, made = threading.Barrier(8), []
def run():
    start.wait()
    made.append((id(_core.default_analyzer()), len(svenner.analyze("Anna Ek bor i Lund.").entities)))
threads = [threading.Thread(target=run) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(made) == 8 and len(set(made)) == 1, made
"""
    for _ in range(5):
        subprocess.run([sys.executable, "-P", "-c", code], check=True)


def test_threads_share_a_document() -> None:
    alone = svenner.analyze(TEXT, date="2022-01-07")
    wanted = alone.to_dict(offsets="utf16"), [alone.explain(entity) for entity in alone.entities]
    for _ in range(30):
        document = svenner.analyze(TEXT, date="2022-01-07")

        def work(_: int, document: svenner.Document = document) -> Any:
            explained = [document.explain(entity) for entity in document.entities]
            return document.to_dict(offsets="utf16"), explained

        assert in_threads(work) == [wanted] * THREADS


def test_threads_share_a_matcher() -> None:
    matcher = svenner.Matcher({"Nato": {"id": 7}, "USA": {}, "Anna Ek": [1]}, compounds=True)
    wanted = [(match.to_dict(), match.payload) for match in matcher.find(TEXT)]
    assert len(wanted) == 3

    def work(_: int) -> bool:
        return all([(m.to_dict(), m.payload) for m in matcher.find(TEXT)] == wanted for _ in range(200))

    assert in_threads(work) == [True] * THREADS


def test_threads_share_a_builder() -> None:
    builder = _core.DataBuilder()

    def work(number: int) -> None:
        for i in range(25):
            builder.add(f"{chr(65 + number)}{i:03}", array.array("I", [number, i]))

    in_threads(work)
    assert len(builder.finish()) > THREADS * 25 * 8


# ---- More interpreters in one process.


def run_in_interpreter(code: str) -> None:
    for name in ("_interpreters", "_xxsubinterpreters"):
        try:
            interpreters = importlib.import_module(name)
        except ImportError:
            continue
        break
    else:
        pytest.skip("this Python cannot make interpreters")
    made = interpreters.create()
    try:
        run = interpreters.exec if hasattr(interpreters, "exec") else interpreters.run_string
        failure = run(made, code)
        assert failure is None, failure
    finally:
        interpreters.destroy(made)


IN_INTERPRETER = f"""
import sys
sys.path[:] = {[path for path in sys.path if path]!r}
import svenner
document = svenner.analyze({TEXT!r}, date="2022-01-07")
assert document.to_json(offsets="utf16") == {{wanted!r}}
matcher = svenner.Matcher(["Nato", "USA"], compounds=True)
assert [match.text for match in matcher.find(document.text)] == ["Nato", "USA:s"]
assert len(svenner.analyze_many([document.text] * 20, threads=2)) == 20
try:
    svenner.Matcher([""])
except ValueError:
    pass
"""


def test_interpreters_have_modules_of_their_own() -> None:
    wanted = svenner.analyze(TEXT, date="2022-01-07").to_json(offsets="utf16")
    for _ in range(3):
        run_in_interpreter(IN_INTERPRETER.format(wanted=wanted))
    assert svenner.analyze(TEXT, date="2022-01-07").to_json(offsets="utf16") == wanted


def test_interpreters_on_threads() -> None:
    wanted = svenner.analyze(TEXT, date="2022-01-07").to_json(offsets="utf16")
    in_threads(lambda _: run_in_interpreter(IN_INTERPRETER.format(wanted=wanted)))


def test_only_the_main_interpreter_streams_tables() -> None:
    run_in_interpreter(f"""
import sys
sys.path[:] = {[path for path in sys.path if path]!r}
import svenner
try:
    svenner.Analyzer().to_arrow([])
except RuntimeError:
    pass
else:
    raise AssertionError
""")


# ---- The end, and cycles.


def test_calls_while_python_ends() -> None:
    """Objects that outlive their module's names still answer."""
    code = """
import os, sys, svenner
class Last:
    def __init__(self, name, write=os.write):
        self.name, self.write = name, write
        self.tokenize, self.document = svenner.tokenize, svenner.analyze("Anna Ek bor i Lund.")
    def __del__(self):
        words = self.tokenize(self.name + " hej " + self.name)
        self.write(1, " ".join([*words, self.document.entities[0].text, ""]).encode())
kept, cycle = Last("ett"), Last("två")
cycle.itself = cycle
sys.modules["last"] = Last("tre")
svenner.tokenize("ett hej två tre")
"""
    done = subprocess.run([sys.executable, "-P", "-X", "dev", "-c", code], check=True, capture_output=True)
    for name in ("ett", "två", "tre"):
        assert f"{name} hej {name} Anna Ek " in done.stdout.decode()
    assert done.stderr == b""


def test_cycles_through_an_analyzer_are_collected() -> None:
    class Path:
        def __fspath__(self) -> str:
            return self.path

    class Payload:
        pass

    path, payload = Path(), Payload()
    path.path = str(files("svenner.data") / "model.sve")
    matcher = svenner.Matcher({"Lund": payload})
    analyzer = svenner.Analyzer(matchers=[matcher], model=path)
    path.analyzer = payload.analyzer = analyzer
    gone = [weakref.ref(path), weakref.ref(payload)]
    del path, payload, matcher, analyzer
    gc.collect()
    assert [reference() for reference in gone] == [None, None]


class Payload:
    """What a name stands for, and what was found of it."""

    document: Any


def test_a_document_among_its_own_matchers_payloads_is_collected() -> None:
    payload = Payload()
    analyzer = svenner.Analyzer(matchers=[svenner.Matcher({"Lund": payload})])
    payload.document = analyzer.analyze("Lund")
    many = analyzer.analyze_many(["Anna bor i Lund."])
    gone = weakref.ref(payload)
    del payload, analyzer
    gc.collect()
    assert many[0].entities[-1].text == "Lund"  # which holds on to them
    assert gone() is not None
    del many
    gc.collect()
    assert gone() is None


def test_a_module_goes_with_its_documents() -> None:
    spec = importlib.machinery.ModuleSpec("svenner._core", None, origin=_core.__file__)
    core = _imp.create_dynamic(spec)
    core.__file__ = _core.__file__
    _imp.exec_dynamic(core)
    payload = Payload()
    analyzer = core.Analyzer(matchers=[core.Matcher(["Lund"], None, None, [payload])])
    payload.document = analyzer.analyze("Lund")
    payload.module = core
    gone = weakref.ref(payload)
    del payload, analyzer, core
    gc.collect()
    assert gone() is None
