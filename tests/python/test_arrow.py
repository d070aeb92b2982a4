"""Analyzer.to_arrow with every library that speaks Arrow."""

import datetime
import gc

import pytest

import svenner

pa = pytest.importorskip("pyarrow")

TEXTS = [
    "Jens Stoltenberg kom till Lund.",
    None,
    "",
    "– Vi ses i morgon 😀, sade Åsa Ek till TT. Hon betalade 20 kr.",
    "nan",
]
PARTS = ("tokens", "sentences", "entities", "clusters", "quotes")
DATE = "2022-01-07"


@pytest.fixture(scope="module")
def analyzer():
    return svenner.Analyzer()


def rows_of(part, offsets="codepoints"):
    """What the table should hold, from the documents themselves."""
    rows = []
    for row, text in enumerate(TEXTS):
        if text is None:
            continue
        doc = svenner.analyze(text, date=DATE, offsets=offsets)
        for item in getattr(doc, part):
            answer = {"row": row} | item.to_dict()
            if part == "clusters":
                answer["mentions"] = len(answer["mentions"])
            answer.pop("also", None)
            rows.append(answer)
    return rows


def without_nulls(row):
    return {name: value for name, value in row.items() if value is not None}


def columns():
    plain = pa.array(TEXTS)
    yield "utf8", plain
    yield "chunked", pa.chunked_array([TEXTS[:2], [], TEXTS[2:]])
    yield "large_utf8", plain.cast(pa.large_string())
    yield "string_view", plain.cast(pa.string_view())
    yield "dictionary", plain.dictionary_encode()
    yield "sliced", pa.array(["x", *TEXTS, "y"])[1:-1]


@pytest.mark.parametrize(("name", "column"), list(columns()), ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("part", PARTS)
def test_long_tables_hold_what_documents_hold(analyzer, name, column, part):
    table = pa.table(analyzer.to_arrow(column, part, dates=DATE))
    table.validate(full=True)
    got = [without_nulls(row) for row in table.to_pylist()]
    wanted = [without_nulls(row) for row in rows_of(part)]
    for row in got:
        if "score" in row:
            row["score"] = round(row["score"], 4)
    assert got == wanted


@pytest.mark.parametrize("part", PARTS)
def test_nested_tables_keep_every_row(analyzer, part):
    table = pa.table(analyzer.to_arrow(pa.array(TEXTS), part, nested=True, dates=DATE))
    table.validate(full=True)
    assert table.column_names == [part]
    lists = table[part].to_pylist()
    assert [items is None for items in lists] == [text is None for text in TEXTS]
    assert [] in lists or part == "tokens"
    long = pa.table(analyzer.to_arrow(pa.array(TEXTS), part, dates=DATE)).drop_columns("row").to_pylist()
    assert [item for items in lists for item in items or []] == long


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("part", PARTS)
def test_chosen_columns_are_those_of_the_whole_table(analyzer, part, nested):
    whole = pa.table(analyzer.to_arrow(pa.array(TEXTS), part, dates=DATE))
    for wanted in [[name] for name in whole.column_names] + [whole.column_names[1:3], tuple(whole.column_names[-2:])]:
        if nested and "row" in wanted:
            continue
        chosen = pa.table(analyzer.to_arrow(pa.array(TEXTS), part, columns=wanted, nested=nested, dates=DATE))
        chosen.validate(full=True)
        if nested:
            assert [items is None for items in chosen[part].to_pylist()] == [text is None for text in TEXTS]
            chosen = pa.Table.from_struct_array(chosen[part].combine_chunks().flatten())
        assert chosen.equals(whole.select(list(wanted)))


def test_columns_that_are_not_there(analyzer):
    column = pa.array(TEXTS)
    for wanted in (["start", "label"], ["row", 3], []):
        with pytest.raises(ValueError, match="column"):
            analyzer.to_arrow(column, "tokens", columns=wanted)
    with pytest.raises(ValueError, match="row"):
        analyzer.to_arrow(column, "tokens", columns=["row"], nested=True)
    for wrong in ("start", 3):
        with pytest.raises(TypeError, match="list of names"):
            analyzer.to_arrow(column, "tokens", columns=wrong)


@pytest.mark.parametrize("offsets", ["bytes", "utf16"])
@pytest.mark.parametrize("part", [part for part in PARTS if part != "clusters"])
def test_offsets_in_other_units(analyzer, part, offsets):
    table = pa.table(analyzer.to_arrow(pa.array(TEXTS), part, offsets=offsets, dates=DATE))
    rows = [without_nulls(row) for row in table.to_pylist()]
    for row in rows:
        if "score" in row:
            row["score"] = round(row["score"], 4)
    assert rows == [without_nulls(row) for row in rows_of(part, offsets)]


def test_offsets_in_utf16_of_long_texts(analyzer):
    texts = ["😀 å 𝒳 Åsa Ek är här. " * 500, "Utan.", "😀"]
    for row in pa.table(analyzer.to_arrow(pa.array(texts), "tokens", offsets="utf16")).to_pylist():
        units = texts[row["row"]].encode("utf-16-le")
        assert units[2 * row["start"] : 2 * row["end"]].decode("utf-16-le") == row["text"]
    with pytest.raises(ValueError, match="utf16"):
        analyzer.to_arrow(pa.array(texts), offsets="utf32")


def test_many_chunks_keep_their_order(analyzer):
    texts = [f"Rad {i} i Lund" if i % 7 else None for i in range(30_000)]
    column = pa.chunked_array([texts[at : at + 1111] for at in range(0, len(texts), 1111)])
    for threads in (1, 3):
        table = pa.table(analyzer.to_arrow(column, "tokens", threads=threads))
        numbers = [int(row["text"]) for row in table.to_pylist() if row["kind"] == "number"]
        assert numbers == [i for i in range(30_000) if i % 7]


def test_long_texts_beside_short_ones_keep_their_order(analyzer):
    texts = [f"{i} " * (100_000 if i % 5 == 0 else 3) for i in range(40)]
    for threads in (1, 3):
        table = pa.table(analyzer.to_arrow(pa.array(texts), "tokens", columns=["row"], threads=threads))
        wanted = [i for i in range(40) for _ in range(100_000 if i % 5 == 0 else 3)]
        assert table["row"].to_pylist() == wanted


def test_a_table_is_read_again_and_dropped_unread(analyzer):
    lazy = analyzer.to_arrow(pa.array(TEXTS))
    assert pa.table(lazy).equals(pa.table(lazy))
    del lazy
    analyzer.to_arrow(pa.array(TEXTS))
    lazy = analyzer.to_arrow(pa.array(TEXTS))
    lazy.__arrow_c_stream__()
    reader = pa.RecordBatchReader.from_stream(analyzer.to_arrow(pa.chunked_array([TEXTS, TEXTS])))
    reader.read_next_batch()
    del reader, lazy
    gc.collect()


def test_dates_of_each_row(analyzer):
    column = pa.array(["Vi ses i morgon."] * 3)
    dates = ["2022-01-07", datetime.date(2022, 3, 1), None]
    for given in (dates, pa.array([datetime.date(2022, 1, 7), datetime.date(2022, 3, 1), None])):
        got = pa.table(analyzer.to_arrow(column, dates=given)).to_pylist()
        wanted = [
            {"row": row} | entity.to_dict()
            for row, date in enumerate(dates)
            for entity in svenner.analyze("Vi ses i morgon.", date=date).entities
        ]
        assert [without_nulls(row) for row in got] == wanted


def test_missing_and_empty_columns(analyzer):
    for column in (pa.nulls(3), pa.array([None] * 3, pa.string())):
        table = pa.table(analyzer.to_arrow(column))
        assert table.num_rows == 0
        assert table.schema == pa.table(analyzer.to_arrow(pa.array(TEXTS))).schema
        assert pa.table(analyzer.to_arrow(column, nested=True))["entities"].to_pylist() == [None] * 3
    assert pa.table(analyzer.to_arrow(pa.array([], pa.string()))).num_rows == 0
    assert pa.table(analyzer.to_arrow(pa.chunked_array([], pa.string()), nested=True)).num_rows == 0


def test_other_columns_are_refused(analyzer):
    for wrong in (pa.array([1]), pa.array([b"x"]), ["x"], "x", None, pa.table({"a": ["x"]})):
        with pytest.raises(TypeError):
            analyzer.to_arrow(wrong)
    with pytest.raises(ValueError, match="part"):
        analyzer.to_arrow(pa.array(TEXTS), "words")
    with pytest.raises(TypeError):
        analyzer.to_arrow()


def test_what_other_libraries_make_of_it(analyzer):
    wanted = rows_of("entities")
    pl = pytest.importorskip("polars")
    table = pl.DataFrame(analyzer.to_arrow(pl.Series(TEXTS), dates=DATE))
    assert table["text"].to_list() == [row["text"] for row in wanted]
    assert table["label"].dtype == pl.Categorical
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame.from_arrow(analyzer.to_arrow(pd.Series(TEXTS, dtype="str"), dates=DATE))
    assert frame["row"].tolist() == [row["row"] for row in wanted]
    assert frame["label"].dtype == "category"
    duckdb = pytest.importorskip("duckdb")
    lazy = pa.RecordBatchReader.from_stream(analyzer.to_arrow(pa.array(TEXTS), dates=DATE))  # noqa: F841
    rows = duckdb.sql("select text, label from lazy order by row, start").fetchall()
    assert rows == [(row["text"], row["label"]) for row in wanted]
    # And from each of them again: a column that DuckDB, polars and pandas hold.
    told = pa.table({"text": TEXTS})  # noqa: F841
    from_duckdb = duckdb.sql("select text from told").to_arrow_table()["text"]
    for column in (
        from_duckdb,
        pl.DataFrame({"text": TEXTS})["text"],
        pd.DataFrame({"text": pd.array(TEXTS, "str")})["text"],
    ):
        assert pa.table(analyzer.to_arrow(column, dates=DATE)).equals(
            pa.table(analyzer.to_arrow(pa.array(TEXTS), dates=DATE))
        )


def test_the_process_does_not_grow(analyzer):
    column = pa.array([TEXTS[3] * 20] * 500)

    def resident():
        with open("/proc/self/statm") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * 4096

    def work():
        for nested in (False, True):
            for part in PARTS:
                pa.table(analyzer.to_arrow(column, part, nested=nested))

    for _ in range(3):
        work()
    pa.default_memory_pool().release_unused()
    before = resident()
    for _ in range(5):
        work()
    pa.default_memory_pool().release_unused()
    assert resident() - before < 20_000_000


def test_many_threads_read_tables_at_once():
    """Consumers let go of the GIL before they read, so another thread has it."""
    from concurrent.futures import ThreadPoolExecutor

    column = pa.array(["Jens Stoltenberg kom till Lund.", None, "Vi ses i morgon."])

    def read(_):
        return pa.table(svenner.Analyzer().to_arrow(column, threads=1))["text"].to_pylist()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(read, range(400)))
    assert found == [["Jens Stoltenberg", "Lund", "i morgon"]] * 400
