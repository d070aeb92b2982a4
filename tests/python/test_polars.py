"""The namespaces of polars."""

import pytest

import svenner

pl = pytest.importorskip("polars")
import svenner.polars  # noqa: E402

TEXTS = ["Jens Stoltenberg kom till Lund 2022-01-07.", None, "", "Vi ses i morgon, sade Åsa Ek till TT."]
PARTS = ("entities", "tokens", "sentences", "clusters", "quotes")


@pytest.fixture
def frame():
    return pl.DataFrame({"id": list("abcd"), "text": TEXTS, "day": ["2022-01-07", "2022-01-08", None, "2022-03-01"]})


def test_a_series_gives_long_tables(frame):
    table = frame["text"].svenner.entities("2022-01-07")
    wanted = [
        (row, entity.start, entity.text, entity.label)
        for row, text in enumerate(TEXTS)
        if text is not None
        for entity in svenner.analyze(text, date="2022-01-07").entities
    ]
    assert table.select("row", "start", "text", pl.col("label").cast(pl.String)).rows() == wanted
    assert frame["text"].svenner.tokens().filter(row=3)["text"].to_list() == svenner.tokenize(TEXTS[3])
    assert frame["text"].cast(pl.Categorical).svenner.entities("2022-01-07").equals(table)


@pytest.mark.parametrize("part", PARTS)
def test_expressions_are_lazy_and_keep_rows(frame, part):
    lazy = frame.lazy().select(key="id", found=getattr(pl.col("text").svenner, part)())
    schema = lazy.collect_schema()
    table = lazy.collect()
    assert table.schema == schema
    assert table["found"].is_null().to_list() == [text is None for text in TEXTS]
    long = table.explode("found").drop_nulls("found").unnest("found")
    plain = getattr(frame["text"].svenner, part)()
    assert long.drop("key").equals(plain.drop("row"))


@pytest.mark.parametrize("part", PARTS)
def test_chosen_columns(frame, part):
    whole = getattr(frame["text"].svenner, part)()
    chosen = getattr(frame["text"].svenner, part)(columns=["row", whole.columns[1]])
    assert chosen.equals(whole.select("row", whole.columns[1]))
    nested = frame.select(getattr(pl.col("text").svenner, part)(columns=whole.columns[1:3]))["text"]
    assert nested.is_null().to_list() == [text is None for text in TEXTS]
    assert nested.drop_nulls().list.explode().drop_nulls().struct.unnest().equals(whole.select(whole.columns[1:3]))


def test_a_date_for_each_row(frame):
    table = frame.lazy().select(found=pl.col("text").svenner.entities(date=pl.col("day"))).collect()
    values = [[entity["value"] for entity in entities or []] for entities in table["found"].to_list()]
    assert values == [
        [] if text is None else [entity.value for entity in svenner.analyze(text, date=day).entities]
        for text, day in zip(TEXTS, frame["day"], strict=True)
    ]


def test_counts_tell_missing_from_empty(frame):
    counts = frame["text"].svenner.counts(frame["day"])
    assert counts["sentences"].to_list() == [1, None, 0, 1]
    assert counts["TME"].to_list() == [1, None, 0, 1]
    assert counts["quotes"].to_list() == [0, None, 0, len(svenner.analyze(TEXTS[3]).quotes)]
    lazy = frame.lazy().select(counts=pl.col("text").svenner.counts(date=pl.col("day")))
    table = lazy.collect()
    assert table.schema == lazy.collect_schema()
    assert table["counts"].is_null().to_list() == [text is None for text in TEXTS]
    assert table.unnest("counts").equals(counts)
    assert frame["text"].head(0).svenner.counts().schema == counts.schema


def test_matches(frame):
    matcher = svenner.Matcher([("Åsa Ek", "PER", "p1"), ("Lund", "LOC", 7)])
    table = frame["text"].svenner.match(matcher)
    assert table.select("row", "text", "label", "id").rows() == [(0, "Lund", "LOC", "7"), (3, "Åsa Ek", "PER", "p1")]
    nested = frame.lazy().select(pl.col("text").svenner.match(matcher)).collect()["text"].to_list()
    assert [len(items) if items is not None else None for items in nested] == [1, None, 0, 1]
    assert frame["text"].head(0).svenner.match(matcher).schema == table.schema


def test_missing_columns_have_the_same_types(frame):
    whole = frame["text"].svenner
    for empty in (pl.Series([None] * 3), pl.Series([None], dtype=pl.String), pl.Series([], dtype=pl.String)):
        for part in PARTS:
            assert getattr(empty.svenner, part)().schema == getattr(whole, part)().schema
    with pytest.raises(TypeError, match="text"):
        frame.with_row_index()["index"].svenner.tokens()
