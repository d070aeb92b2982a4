"""The accessor of pandas."""

import datetime

import pytest

import svenner

pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")
import svenner.pandas  # noqa: E402

TEXTS = ["Jens Stoltenberg kom till Lund 2022-01-07.", None, "", "Vi ses i morgon, sade Åsa Ek till TT.", float("nan")]
INDEX = ["a", "b", "c", "d", "e"]


@pytest.fixture(params=["object", "str", "string", "category", "large_string[pyarrow]"])
def column(request):
    if request.param == "category":
        return pd.Series(TEXTS, INDEX).astype("category")
    return pd.Series(TEXTS, INDEX, dtype=request.param)


def test_entities_carry_the_index(column):
    frame = column.svenner.entities("2022-01-07")
    wanted = [
        (key, entity.start, entity.end, entity.text, entity.label, entity.norm)
        for key, text in zip(INDEX, TEXTS, strict=True)
        if isinstance(text, str)
        for entity in svenner.analyze(text, date="2022-01-07").entities
    ]
    assert list(zip(frame.index, *(frame[c] for c in ("start", "end", "text", "label", "norm")), strict=True)) == wanted
    assert frame["label"].dtype == "category"
    assert set(frame["label"].cat.categories) >= {"PER", "ORG", "LOC", "TME", "MSR"}


def test_other_parts(column):
    tokens = column.svenner.tokens()
    assert tokens.loc["d", "text"].tolist() == svenner.tokenize(TEXTS[3])
    assert "b" not in tokens.index
    assert column.svenner.sentences().loc[["a"], "text"].tolist() == [TEXTS[0]]
    assert list(column.svenner.clusters()) == ["name", "label", "mentions"]
    quotes = column.svenner.quotes()
    assert list(quotes) == ["start", "end", "text", "kind", "speaker", "speaker_start", "speaker_end", "source"]


@pytest.mark.parametrize("part", ["entities", "tokens", "sentences", "clusters", "quotes"])
def test_chosen_columns(column, part):
    whole = getattr(column.svenner, part)()
    for wanted in (whole.columns[:1], whole.columns[1:3], list(whole.columns)):
        pd.testing.assert_frame_equal(getattr(column.svenner, part)(columns=list(wanted)), whole[list(wanted)])


def test_counts_tell_missing_from_empty(column):
    counts = column.svenner.counts()
    assert counts.index.tolist() == INDEX
    assert counts["sentences"].tolist() == [1, pd.NA, 0, 1, pd.NA]
    assert set(map(str, counts.dtypes)) == {"Int64"}
    assert counts.loc["a", "PER"] == sum(entity.label == "PER" for entity in svenner.analyze(TEXTS[0]).entities)


def test_matches(column):
    matcher = svenner.Matcher([("Åsa Ek", "PER", "p1"), ("Lund", "LOC", None)])
    frame = column.svenner.match(matcher)
    assert list(zip(frame.index, frame["text"], frame["label"], frame["id"], strict=True)) == [
        ("a", "Lund", "LOC", None),
        ("d", "Åsa Ek", "PER", "p1"),
    ]
    assert str(frame["form"].dtype) == "category"


def test_missing_columns_have_the_same_types():
    whole = pd.Series(TEXTS)
    for empty in ([None] * 3, [float("nan")] * 3, [], [""]):
        series = pd.Series(empty, dtype=None if empty else "str")
        for part in ("entities", "tokens", "sentences", "clusters", "quotes"):
            got, wanted = getattr(series.svenner, part)(), getattr(whole.svenner, part)()
            assert got.dtypes.equals(wanted.dtypes), part
            assert len(got) == 0
        counts = series.svenner.counts()
        assert len(counts) == len(empty)
        assert counts.dtypes.equals(whole.svenner.counts().dtypes)
        matcher = svenner.Matcher(["Lund"])
        assert (
            series.svenner.match(matcher)
            .dtypes.drop(["label", "form"])
            .equals(whole.svenner.match(matcher).dtypes.drop(["label", "form"]))
        )


def test_dates_of_each_row():
    frame = pd.DataFrame({"text": ["Vi ses i morgon."] * 3, "day": pd.to_datetime(["2022-01-07", "2022-03-01", None])})
    for dates in (frame["day"], frame["day"].dt.date, [datetime.date(2022, 1, 7), "2022-03-01", None]):
        got = frame["text"].svenner.entities(dates)
        wanted = [
            (row, entity.value)
            for row, date in enumerate(("2022-01-07", "2022-03-01", None))
            for entity in svenner.analyze("Vi ses i morgon.", date=date).entities
        ]
        values = got["value"].astype(object).where(got["value"].notna(), None)
        assert list(zip(got.index, values, strict=True)) == wanted


def test_what_is_no_text():
    with pytest.raises(TypeError, match="row 1"):
        pd.Series(["a", 1]).svenner.tokens()
    with pytest.raises(TypeError):
        pd.Series([1, 2]).svenner.tokens()
    surrogate = pd.Series(["hej \udc99 då"], dtype=object).svenner.tokens()
    assert surrogate["start"].tolist() == svenner.analyze("hej \udc99 då").tokens.start.tolist()
