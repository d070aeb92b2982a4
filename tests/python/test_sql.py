"""DuckDB's functions, Spark on two workers, Dask."""

import os
import sys

import pytest

import svenner

pa = pytest.importorskip("pyarrow")

TEXTS = ["Jens Stoltenberg kom till Lund.", None, "", "Vi ses i morgon, sade Åsa Ek till TT."] * 10


def wanted_rows():
    return [
        (row, entity.start, entity.text, entity.label)
        for row, text in enumerate(TEXTS)
        if text is not None
        for entity in svenner.analyze(text).entities
    ]


def test_duckdb():
    duckdb = pytest.importorskip("duckdb")
    import svenner.duckdb

    connection = duckdb.connect()
    svenner.duckdb.register(connection)
    table = pa.table({"row": range(len(TEXTS)), "text": TEXTS})
    connection.register("articles", table)
    rows = connection.sql(
        "select row, e.start, e.text, e.label from (select row, unnest(svenner_entities(text)) as e from articles)"
        " order by row, e.start"
    ).fetchall()
    assert rows == wanted_rows()
    for part in ("tokens", "sentences", "clusters", "quotes"):
        found = connection.sql(f"select svenner_{part}(text) as f from articles order by row").fetchall()
        assert [value[0] is None for value in found] == [text is None for text in TEXTS]


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    sql = pytest.importorskip("pyspark.sql")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.chdir(tmp_path_factory.mktemp("spark"))  # workers import from where the driver stands
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    try:
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    except Exception as error:
        pytest.skip(f"Spark does not start: {error}")
    yield session
    session.stop()


def test_spark(spark, tmp_path):
    import svenner.spark

    frame = spark.createDataFrame(
        [(row, text, "2022-01-07") for row, text in enumerate(TEXTS)], "id int, t string, d string"
    )
    frame = frame.repartition(4)
    found = svenner.spark.entities(frame, "t", keep=["id"], date="d").collect()
    assert sorted((r.id, r.start, r.text, r.label) for r in found) == [
        (row, entity.start, entity.text, entity.label)
        for row, text in enumerate(TEXTS)
        if text is not None
        for entity in svenner.analyze(text, date="2022-01-07").entities
    ]
    tokens = svenner.spark.part(frame, "t", "tokens", keep=["id"])
    assert tokens.where("id = 3").count() == len(svenner.tokenize(TEXTS[3]))
    assert svenner.spark.part(frame, "t", "quotes").columns[0] == "start"
    svenner.Matcher([("Lund", "LOC", "l1")]).save(tmp_path / "names.sve")
    matches = svenner.spark.match(frame, "t", str(tmp_path / "names.sve"), keep=["id"]).collect()
    assert sorted((r.id, r.text, r.label, r.found_id) for r in matches)[0] == (0, "Lund", "LOC", "l1")
    assert len(matches) == 10
    ours = svenner.spark.entities(frame, "t", matchers=[str(tmp_path / "names.sve")]).where("source = 'matcher'")
    assert ours.count() == 10


def test_dask(tmp_path):
    frames = pytest.importorskip("dask.dataframe")
    pd = pytest.importorskip("pandas")
    import svenner.dask

    series = frames.from_pandas(pd.Series(TEXTS, dtype="str"), npartitions=4)
    found = svenner.dask.entities(series)
    table = found.compute()
    assert list(zip(table.index, table["start"], table["text"], table["label"], strict=True)) == wanted_rows()
    assert list(map(str, table.dtypes)) == list(map(str, found.dtypes))
    assert len(svenner.dask.part(series, "tokens").compute()) == sum(len(svenner.tokenize(t)) for t in TEXTS if t)
    svenner.Matcher(["Lund"]).save(tmp_path / "names.sve")
    assert len(svenner.dask.match(series, str(tmp_path / "names.sve")).compute()) == 10
