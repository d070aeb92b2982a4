"""Small promises of the objects: equality, columns, sizes, and what is refused with which exception."""

import copy
import datetime
import json
import sys
import sysconfig
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import svenner
from svenner import _core

TEXT = "”Nato växer”, säger Anna Ek i Åre till TT."
DATA = Path(str(files("svenner.data")))


def test_matches_are_equal_where_all_is_the_same() -> None:
    matcher, other = svenner.Matcher(["Nato", "Ek"]), svenner.Matcher(["Nato", "Ek"])
    first, second = matcher.find(TEXT)
    again = matcher.find(str(TEXT.encode(), "utf-8"))[0]
    assert first == again and hash(first) == hash(again)
    assert first != second and first != other.find(TEXT)[0]
    assert first != matcher.find("Nato växer")[0]
    assert first != "Nato" and first.__eq__("Nato") is NotImplemented
    with pytest.raises(TypeError):
        first < second  # noqa: B015
    assert len({first, again, second}) == 2


def test_columns_hold_what_items_say() -> None:
    doc = svenner.analyze(TEXT)
    assert list(doc.entities.end) == [entity.end for entity in doc.entities]
    assert [round(score, 4) for score in doc.entities.score] == [entity.score for entity in doc.entities]
    assert [("direct", "indirect")[kind] for kind in doc.quotes.kind] == [quote.kind for quote in doc.quotes]
    quote = doc.quotes[0]
    assert quote.speaker_start is not None and quote.speaker_end is not None
    assert doc.text[quote.speaker_start : quote.speaker_end] == "Anna Ek"
    assert svenner.analyze("Hon sade: ”Ja.”").quotes[0].speaker_start == 0
    assert doc.tokens.start.readonly and doc.tokens.start.strides[0] > 4
    column = doc.tokens.start.obj
    with pytest.raises((BufferError, TypeError)):
        bytearray().join([column])  # wants bytes that lie close together
    assert len(doc.tokens[:0].start) == 0


def test_an_analyzer_splits_as_the_module_does() -> None:
    matcher = svenner.Matcher(["Nato"])
    analyzer = svenner.Analyzer(matchers=[matcher])
    assert analyzer.matchers == (matcher,)
    assert analyzer.split_sentences("Hej! Hej då.") == svenner.split_sentences("Hej! Hej då.") == ["Hej!", "Hej då."]
    assert analyzer.tokenize(TEXT) == svenner.tokenize(TEXT)


@pytest.mark.skipif(bool(sysconfig.get_config_var("Py_GIL_DISABLED")), reason="words are kept under a GIL only")
def test_a_word_met_again_is_the_same_str() -> None:
    first, _, again = svenner.tokenize("Växjö och Växjö")
    assert first is again is svenner.tokenize("Växjö!")[0] == "Växjö"


def test_sizes_count_the_names() -> None:
    small, large = svenner.Matcher(["Nato"]), svenner.Matcher([f"Namn{i}" for i in range(1000)])
    assert sys.getsizeof(large) > sys.getsizeof(small) + 10_000
    assert sys.getsizeof(small) >= len(small.to_bytes())


class Unlucky:
    """A value whose attributes cannot be read."""

    @property
    def year(self) -> int:
        raise MemoryError

    @property
    def __arrow_c_stream__(self) -> Any:
        raise MemoryError


def test_memory_errors_are_not_taken_for_wrong_types() -> None:
    with pytest.raises(MemoryError):
        svenner.analyze(TEXT, date=Unlucky())  # type: ignore[arg-type]
    with pytest.raises(MemoryError):
        svenner.Analyzer().to_arrow(Unlucky())


@pytest.mark.parametrize(
    ("call", "exception"),
    [
        (lambda: svenner.analyze(TEXT, text=TEXT), TypeError),
        (lambda: svenner.analyze(), TypeError),
        (lambda: svenner.analyze(TEXT, "2022-01-07", "bytes", 1), TypeError),
        (lambda: svenner.Analyzer(labels=["PER"], abbreviations=[7]), TypeError),
        (lambda: svenner.Analyzer(labels="PER"), TypeError),
        (lambda: svenner.Analyzer(["Nato"]), TypeError),
        (lambda: svenner.Document(), TypeError),
        (lambda: svenner.analyze(TEXT).entities["Nato"], TypeError),
        (lambda: svenner.analyze(TEXT).entities[-99], IndexError),
        (lambda: svenner.analyze(TEXT).explain(-99), IndexError),
        (lambda: svenner.analyze(TEXT).explain(svenner.analyze(TEXT).entities[0]), (TypeError, ValueError)),
        (lambda: svenner.analyze_many([TEXT], threads=0), ValueError),
        (lambda: svenner.Matcher.load(DATA / "lexicon.sve"), svenner.DataError),
        (lambda: svenner.Matcher.from_bytes(b"SVENNER"), svenner.DataError),
        (lambda: svenner.Matcher.from_bytes(svenner.Matcher(["Nato"]).to_bytes(), ("a",)), TypeError),
        (lambda: svenner.Matcher(["Nato"])._find_rows((7,), 0), TypeError),
        (lambda: svenner.Matcher(["Nato"]).find(b"Nato"), TypeError),
        (lambda: _core.Matcher(["Nato"], [7]), TypeError),
        (lambda: _core.Matcher(["Nato"], ("ORG",)), TypeError),
        (lambda: _core.Matcher(["Nato"], None, None, [1, 2]), ValueError),
        (lambda: _core.features(b"Nato", b"123", b""), ValueError),
        (lambda: _core.DataBuilder().add("TOO LONG", b""), ValueError),
        (lambda: _core.decode_text("Nato"), TypeError),
        (lambda: _core.decode_text(b"Nato", 7), TypeError),
        (lambda: _core.decode_text(b"\x00\x01\x02\x03"), svenner.DataError),
    ],
)
def test_what_is_refused(call: Any, exception: Any) -> None:
    with pytest.raises(exception):
        call()


def test_dates_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    text = "Vi ses i morgon."
    wanted = svenner.analyze(text, date=datetime.date(2022, 1, 7)).entities[0].value
    assert svenner.analyze(text, date=numpy.datetime64("2022-01-07")).entities[0].value == wanted == "2022-01-08"
    assert (
        svenner.analyze(text, date=numpy.datetime64("NaT")).entities[0].value == svenner.analyze(text).entities[0].value
    )


def test_matchers_are_copied_and_asked() -> None:
    matcher = svenner.Matcher({"Nato": "ORG-1"})
    assert "Nato" in matcher and "USA" not in matcher and 7 not in matcher
    again = copy.deepcopy(matcher)
    assert [match.to_dict() for match in again.find(TEXT)] == [match.to_dict() for match in matcher.find(TEXT)]


# ---- Arrow's tables.


class Column:
    """What an object that is no column of text gives for its stream or array."""

    def __init__(self, **methods: Any) -> None:
        for name, given in methods.items():
            setattr(self, f"__arrow_c_{name}__", lambda given=given: given)


def test_columns_of_no_text_are_refused() -> None:
    pa = pytest.importorskip("pyarrow")
    analyzer = svenner.Analyzer()
    structs = pa.RecordBatchReader.from_batches(pa.schema([("text", pa.struct([]))]), [])
    for column in (structs, Column(stream=structs.__arrow_c_stream__()), Column(array=7)):
        with pytest.raises(TypeError):
            analyzer.to_arrow(column)
    with pytest.raises(ValueError, match="offsets"):
        analyzer.to_arrow(pa.array([TEXT]), offsets="miles")


def test_tables_hold_what_documents_say() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table(svenner.Analyzer(matchers=[svenner.Matcher({"Nato": {"id": 7}})]).to_arrow(pa.array([TEXT])))
    assert [json.loads(text) for text in table["id"].to_pylist() if text] == [{"id": 7}]
    (quote,) = pa.table(svenner.Analyzer().to_arrow(pa.array(["”Ja”, sade hon.", "Hej."]), "quotes")).to_pylist()
    assert (quote["row"], quote["text"], quote["speaker"], quote["speaker_start"]) == (0, "Ja", "hon", 11)
