"""What is given and cannot be: the exception is the one that was raised, or says what was expected."""

import ctypes
import datetime
import gc
import shutil
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import svenner
from svenner import _core

TEXT = "Anna Ek bor i Lund 😀. Hon kom i går."
DOCUMENT = svenner.analyze(TEXT, date="2022-01-07")
MATCHER = svenner.Matcher({"Lund": {"id": 1}})
OTHER = svenner.analyze(TEXT)


class Stubborn:
    """Raises where it is asked anything."""

    def __bool__(self) -> bool:
        raise RuntimeError("no answer")

    def __index__(self) -> int:
        raise RuntimeError("no answer")

    def __fspath__(self) -> str:
        raise RuntimeError("no answer")

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError("no answer")

    @property
    def year(self) -> int:
        raise RuntimeError("no answer")

    def as_py(self) -> Any:
        raise RuntimeError("no answer")


def failing() -> Iterator[str]:
    yield "Lund"
    raise RuntimeError("no answer")


def builder(call: str, *arguments: Any) -> Callable[[], Any]:
    return lambda: getattr(_core.DataBuilder(), call)(*arguments)


RAISED: dict[str, Callable[[], Any]] = {
    "an option": lambda: svenner.Matcher(["Lund"], compounds=Stubborn()),  # type: ignore[arg-type]
    "dehyphenate": lambda: svenner.Analyzer(dehyphenate=Stubborn()),  # type: ignore[arg-type]
    "fold_case": lambda: _core.word_key("Lund", Stubborn()),  # type: ignore[arg-type]
    "fold_case of many": lambda: _core.word_keys(["Lund"], Stubborn()),  # type: ignore[arg-type]
    "nested": lambda: svenner.Analyzer().to_arrow([], nested=Stubborn()),  # type: ignore[arg-type]
    "verify": lambda: _core.Matcher.load("x", Stubborn()),  # type: ignore[arg-type]
    "a path to load": lambda: _core.Matcher.load(Stubborn()),  # type: ignore[arg-type]
    "a path to save": lambda: MATCHER._save(Stubborn()),
    "a model": lambda: svenner.Analyzer(model=Stubborn()),  # type: ignore[arg-type]
    "matchers": lambda: svenner.Analyzer(matchers=Stubborn()),  # type: ignore[arg-type]
    "labels": lambda: svenner.Analyzer(labels=Stubborn()),  # type: ignore[arg-type]
    "abbreviations": lambda: svenner.Analyzer(abbreviations=failing()),  # type: ignore[arg-type]
    "names": lambda: _core.Matcher(Stubborn()),  # type: ignore[arg-type]
    "names midway": lambda: _core.Matcher(failing()),  # type: ignore[arg-type]
    "texts": lambda: svenner.analyze_many(Stubborn()),  # type: ignore[arg-type]
    "texts midway": lambda: svenner.analyze_many(failing()),
    "dates": lambda: svenner.analyze_many(["Lund"], dates=failing()),
    "a date": lambda: svenner.analyze("Lund", date=Stubborn()),
    "words": lambda: _core.word_keys(failing()),
    "an index": lambda: DOCUMENT.entities[Stubborn()],  # type: ignore[call-overload]
    "a slice": lambda: DOCUMENT.entities[: Stubborn()],  # type: ignore[misc]
    "names of a builder": builder("add_matcher", "NAME", failing()),
}


@pytest.mark.parametrize("call", RAISED)
def test_what_is_raised_is_passed_on(call: str) -> None:
    with pytest.raises(RuntimeError, match="no answer"):
        RAISED[call]()


HUGE = 1 << 80
REFUSED: dict[str, tuple[type[Exception], Callable[[], Any]]] = {
    "a path with NUL": (ValueError, lambda: _core.Matcher.load("a\0b")),
    "a path to save with NUL": (ValueError, lambda: MATCHER._save("a\0b")),
    "a huge index": (IndexError, lambda: DOCUMENT.entities[HUGE]),
    "a huge entity": (OverflowError, lambda: DOCUMENT.explain(HUGE)),
    "an entity of another document": (TypeError, lambda: DOCUMENT.explain(OTHER.entities[0])),
    "a token for an entity": (ValueError, lambda: DOCUMENT.explain(DOCUMENT.tokens[0])),  # type: ignore[arg-type]
    "no entity": (TypeError, lambda: DOCUMENT.explain("Lund")),  # type: ignore[arg-type]
    "threads beyond a long": (OverflowError, lambda: svenner.analyze_many(["a"], threads=HUGE)),
    "threads of a str": (TypeError, lambda: svenner.analyze_many(["a"], threads="2")),  # type: ignore[arg-type]
    "bytes for texts": (TypeError, lambda: svenner.analyze_many(b"Lund")),  # type: ignore[arg-type]
    "offsets for many": (ValueError, lambda: svenner.analyze_many(["a"], offsets="miles")),  # type: ignore[arg-type]
    "offsets of spans": (ValueError, lambda: DOCUMENT.tokens.spans("miles")),  # type: ignore[arg-type]
    "too many spans": (TypeError, lambda: DOCUMENT.tokens.spans("bytes", 1)),  # type: ignore[call-arg]
    "to_dict by position": (TypeError, lambda: DOCUMENT.to_dict("bytes")),  # type: ignore[call-arg,misc]
    "an entry": (IndexError, lambda: MATCHER._entry(7)),
    "an entry before the first": (IndexError, lambda: MATCHER._entry(-1)),
    "an entry that is none": (TypeError, lambda: MATCHER._entry("Lund")),
    "rows of a list": (TypeError, lambda: MATCHER._find_rows(["Lund"], 0)),
    "a str for words": (TypeError, lambda: _core.word_keys("Lund")),
    "a word that is none": (TypeError, lambda: _core.word_keys([7])),  # type: ignore[list-item]
    "no word": (TypeError, lambda: _core.word_key()),  # type: ignore[call-arg]
    "no words": (TypeError, lambda: _core.word_keys()),  # type: ignore[call-arg]
    "no data": (TypeError, lambda: _core.decode_text()),  # type: ignore[call-arg]
    "an encoding with a surrogate": (UnicodeEncodeError, lambda: _core.decode_text(b"a", "\ud800")),
    "an encoding that is no str": (TypeError, lambda: _core.decode_text(b"a", 7)),  # type: ignore[arg-type]
    "a tag of three letters": (ValueError, builder("add", "TAG", b"")),
    "a tag of a matcher": (ValueError, builder("add_matcher", "TAG", [])),
    "a tag of a table": (ValueError, builder("add_table", "TAG", b"", b"", 0)),
    "a tag of a trie": (ValueError, builder("add_trie", "TAG", b"", bytes(4))),
    "a section that is none": (TypeError, builder("add", "TEST", 7)),
    "a table of no bytes": (TypeError, builder("add_table", "TEST", 7, b"", 1)),
    "half a key": (ValueError, builder("add_table", "TEST", b"1234", b"", 0)),
    "values for no keys": (ValueError, builder("add_table", "TEST", b"", b"1", 0)),
    "values too few": (ValueError, builder("add_table", "TEST", bytes(16), b"1", 1)),
    "values less than nothing": (ValueError, builder("add_table", "TEST", b"", b"", -1)),
    "a trie of no bytes": (TypeError, builder("add_trie", "TEST", 7, b"")),
    "a trie of half a key": (ValueError, builder("add_trie", "TEST", b"1234", bytes(4))),
    "a trie of half a start": (ValueError, builder("add_trie", "TEST", b"", b"1")),
    "a trie without starts": (ValueError, builder("add_trie", "TEST", b"", b"")),
    "a trie that falls": (ValueError, builder("add_trie", "TEST", bytes(8), array("I", [1, 0, 1]).tobytes())),
    "no names": (TypeError, builder("add_matcher", "TEST", 7)),
    "names without tuples": (TypeError, builder("add_matcher", "TEST", [7])),
    "names of pairs": (TypeError, builder("add_matcher", "TEST", [("Lund", "LOC")])),
    "a name that is none": (TypeError, builder("add_matcher", "TEST", [("Lund", 7, "")])),
    "a tag that is none": (TypeError, builder("add_matcher", 7, [])),
    "a matcher's bytes": (TypeError, lambda: _core.Matcher.from_bytes("Lund")),  # type: ignore[arg-type]
    "payloads of bytes": (TypeError, lambda: _core.Matcher.from_bytes(b"", ())),  # type: ignore[arg-type]
    "features of nothing": (TypeError, lambda: _core.features(b"Lund")),  # type: ignore[call-arg]
    "half a border": (ValueError, lambda: _core.features(b"Lund", b"1234", b"1234")),
    "half an end": (ValueError, lambda: _core.features(b"Lund", bytes(8), b"1")),
    "training on nothing": (TypeError, lambda: _core.train(b"")),  # type: ignore[call-arg]
    "training without starts": (ValueError, lambda: _core.train(b"", b"", b"", b"", 1, 1, 1.0, 0.0)),
    "training with half an end": (ValueError, lambda: _core.train(b"", bytes(4), b"", b"1", 1, 1, 1.0, 0.0)),
    "training from the middle": (ValueError, lambda: _core.train(bytes(8), b"\1\0\0\0", b"", b"", 1, 1, 1.0, 0.0)),
    "training on half a feature": (ValueError, lambda: _core.train(b"1", bytes(4), b"", b"", 1, 1, 1.0, 0.0)),
    "a part that is no str": (ValueError, lambda: svenner.Analyzer().to_arrow([], 7)),  # type: ignore[arg-type]
    "a wish": (TypeError, lambda: svenner.Analyzer(matcher=[])),  # type: ignore[call-arg]
}


@pytest.mark.parametrize("call", REFUSED)
def test_what_cannot_be_is_refused(call: str) -> None:
    error, made = REFUSED[call]
    with pytest.raises(error):
        made()


@pytest.mark.parametrize(
    "date",
    [
        "2022-1-07",
        "2022/01/07",
        "2022-01-07x",
        "2022-13-01",
        "2022-02-29",
        "2022-01-00",
        "0000-01-01",
        "20x2-01-01",
        "ååå",
    ],
)
def test_dates_that_are_none(date: str) -> None:
    with pytest.raises(ValueError, match="ISO date"):
        svenner.analyze("Lund", date=date)


def test_dates_that_are_objects() -> None:
    class Parts:
        def __init__(self, year: Any, month: Any, day: Any) -> None:
            self.year, self.month, self.day = year, month, day

    class Scalar:
        def __init__(self, value: Any) -> None:
            self.value = value

        def as_py(self) -> Any:
            return self.value

    def tell(date: Any) -> str | None:
        return svenner.analyze("Hon kom i går.", date=date).entities[0].value

    assert tell(Parts(2024, 3, 1)) == tell(datetime.datetime(2024, 3, 1, 12)) == "2024-02-29"
    assert tell("2000-03-01") == "2000-02-29"
    assert tell("1900-03-01 12:00") == tell("1900-03-01T12:00") == "1900-02-28"
    assert tell(Scalar(datetime.date(2022, 1, 7))) == "2022-01-06"
    [many] = svenner.analyze_many(["Hon kom i går."], dates=datetime.date(2022, 1, 7))
    assert many.entities[0].value == "2022-01-06"
    assert tell(Scalar(None)) == tell(float("nan")) == tell(None)
    for date in (
        Parts("2024", 1, 1),
        Parts(2024, 13, 1),
        Parts(2024, 1, -1),
        Parts(10000, 1, 1),
        Parts(2023, 2, 29),
        7,
    ):
        with pytest.raises(TypeError, match="date must be"):
            tell(date)


def test_dates_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    analyze = svenner.analyze
    assert analyze("i går", date=numpy.datetime64("2022-01-07")).entities[0].value == "2022-01-06"
    assert analyze("i går", date=numpy.datetime64("NaT")).entities[0].value is None
    with pytest.raises(ValueError, match="ISO date"):
        analyze("i går", date=numpy.datetime64("2022-01"))


def test_columns_are_read_only_and_strided() -> None:
    column = DOCUMENT.tokens.start.obj
    assert bytes(memoryview(column)) == bytes(DOCUMENT.tokens.start)
    with pytest.raises(BufferError, match="read-only and strided"):
        _core.decode_text(column)
    with pytest.raises((BufferError, TypeError)):
        (ctypes.c_char * 4).from_buffer(column)


def test_items_and_matches_compare_with_their_like_only() -> None:
    token, match = DOCUMENT.tokens[0], MATCHER.find("i Lund")[0]
    assert token != 7 and match != 7 and token != DOCUMENT.sentences[0]
    for compared in (token, match):
        with pytest.raises(TypeError):
            compared < compared  # type: ignore[operator] # noqa: B015

    class Odd(str):
        def __eq__(self, other: object) -> bool:
            raise RuntimeError("no answer")

        __hash__ = str.__hash__

    with pytest.raises(RuntimeError, match="no answer"):
        assert MATCHER.find(Odd("i Lund")) == MATCHER.find(Odd("i Lund"))
    found = svenner.Matcher(["Lund", "Lunds"], overlap=True).find("Lunds i Lund, Lunds")
    assert len({hash(match) for match in found}) == len(found)
    assert all((a == b) == (a is b) for a in found for b in found)


def test_the_collector_sees_what_is_held() -> None:
    document = svenner.Analyzer(matchers=[MATCHER]).analyze("Lund")
    analyzer = gc.get_referents(document)[1]
    assert analyzer in gc.get_referrers(svenner.Analyzer) and document in gc.get_referrers(analyzer)
    assert analyzer in gc.get_referrers(analyzer.matchers)
    payloads = MATCHER._payloads
    assert payloads is None or MATCHER in gc.get_referrers(payloads)
    svenner.analyze("Lund")
    held = gc.get_referents(_core)
    for shared in (svenner.DataError, svenner.Analyzer, svenner.Document, svenner.Token, svenner.Match):
        assert shared in held and _core in gc.get_referrers(shared)
    assert _core.default_analyzer() in held


def test_a_package_without_a_model_names_what_the_lexicon_knows(tmp_path: Path) -> None:
    package = tmp_path / "svenner"
    shutil.copytree(Path(svenner.__file__).parent, package)
    (package / "data" / "model.sve").unlink()
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import svenner
assert svenner.__file__.startswith({str(tmp_path)!r})
print([entity.source for entity in svenner.analyze("Anna Ek bor i Lund.").entities])
"""
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert "lexicon" in done.stdout and "model" not in done.stdout
    (package / "data" / "lexicon.sve").unlink()
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    assert "FileNotFoundError" in done.stderr and "lexicon.sve" in done.stderr
