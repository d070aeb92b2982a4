"""The command line, run as a user runs it."""

import csv
import gzip
import io
import json
import lzma
import signal
import subprocess
import sys
import time

import pytest

import svenner

TEXT = "Natos generalsekreterare Jens Stoltenberg varnar.\nMötet hålls i Bryssel 2022-01-07.\n"


def run(*arguments, data=b"", status=0):
    command = [sys.executable, "-m", "svenner", *map(str, arguments)]
    done = subprocess.run(command, input=data, capture_output=True, cwd="/", timeout=60, check=False)
    assert done.returncode == status, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_table_for_people(article):
    out, err = run("analyze", article)
    assert str(article) in out
    assert "2 sentences" in out
    assert "2022-01-07" in out
    assert err == ""
    assert "\x1b" not in out


def test_json_of_one_text_is_an_object_of_many_an_array(article):
    one = json.loads(run("analyze", "-f", "json", article)[0])
    assert one == {"file": str(article)} | svenner.analyze(TEXT).to_dict()
    assert json.loads(run("analyze", "-f", "json", article, article)[0]) == [one, one]
    assert json.loads(run("analyze", "-f", "json", "-", data=TEXT.encode())[0]) == one | {"file": "-"}


def test_jsonl_is_a_line_a_text(article):
    lines = run("analyze", "-f", "jsonl", article, article, "--date", "2022-01-07")[0].splitlines()
    wanted = {"file": str(article)} | svenner.analyze(TEXT, date="2022-01-07").to_dict()
    assert [json.loads(line) for line in lines] == [wanted, wanted]


@pytest.mark.parametrize(("form", "delimiter"), [("tsv", "\t"), ("csv", ",")])
def test_rows_of_entities(article, form, delimiter):
    out, _ = run("analyze", "-f", form, article)
    rows = list(csv.DictReader(io.StringIO(out), delimiter=delimiter))
    entities = svenner.analyze(TEXT).to_dict()["entities"]
    assert [(int(row["start"]), int(row["end"]), row["text"], row["label"]) for row in rows] == [
        (entity["start"], entity["end"], entity["text"], entity["label"]) for entity in entities
    ]


def test_conllu_holds_every_token(article):
    out, _ = run("analyze", "-f", "conllu", article)
    rows = [line.split("\t") for line in out.splitlines() if line and not line.startswith("#")]
    assert {len(row) for row in rows} == {10}
    assert [row[1] for row in rows] == svenner.tokenize(TEXT)
    assert out.count("# text = ") == 2


def test_iob2_and_html_and_tokens(article):
    rows = [line.split("\t") for line in run("analyze", "-f", "iob2", article)[0].splitlines() if line]
    assert [row[0] for row in rows] == svenner.tokenize(TEXT)
    page = run("analyze", "-f", "html", article)[0]
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert "<script" not in page
    assert run("tokenize", article)[0].split() == svenner.tokenize(TEXT)


def test_what_cannot_be_read_is_told_in_one_line_and_the_rest_is_done(article, tmp_path):
    missing = tmp_path / "missing.txt"
    broken = tmp_path / "broken.txt.gz"
    broken.write_bytes(b"not gzip")
    out, err = run("analyze", "-f", "jsonl", missing, broken, article, status=2)
    assert [json.loads(line)["file"] for line in out.splitlines()] == [str(article)]
    assert [line.split(": ")[1] for line in err.splitlines()] == [str(missing), str(broken)]
    out, err = run("analyze", "-f", "jsonl", "--strict", missing, article, status=2)
    assert out == ""
    assert len(err.splitlines()) == 1


def test_folders_and_globs_and_compression(article, tmp_path):
    folder = tmp_path / "more" / "deep"
    folder.mkdir(parents=True)
    (folder / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (folder / "a.txt.xz").write_bytes(lzma.compress(TEXT.encode()))
    (folder / ".hidden.txt").write_text("x")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    for arguments in ([tmp_path / "more"], [str(folder / "*.txt.?z")]):
        out, _ = run("analyze", "-f", "jsonl", *arguments)
        assert [json.loads(line)["file"] for line in out.splitlines()] == [
            str(folder / "a.txt.xz"),
            str(folder / "b.txt.gz"),
        ]
        assert {len(json.loads(line)["tokens"]) for line in out.splitlines()} == {len(svenner.tokenize(TEXT))}
    _, err = run("analyze", tmp_path / "*.none", status=2)
    assert "no such file" in err


def test_columns_of_tables(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text('id,text,day\n1,"Vi ses\n""i morgon"".",2022-01-07\n2,,2022-01-08\n3,Hej då,2022-01-09\n', "utf-8")
    out, _ = run("analyze", "-f", "jsonl", "--column", "text", "--date-column", "day", table)
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["row"] for row in rows] == [3, 4, 5]
    wanted = svenner.analyze('Vi ses\n"i morgon".', date="2022-01-07").to_dict()
    assert rows[0] == {"file": str(table), "row": 3} | wanted
    assert run("analyze", table, status=2)[1].count("--column") == 1
    _, err = run("analyze", "--column", "none", table, status=2)
    assert err == f"svenner: {table}: no column 'none'; it has id, text, day\n"


def test_a_bad_row_is_told_by_file_and_line(tmp_path):
    table = tmp_path / "t.jsonl"
    table.write_text('{"text": "Ett."}\n{"text": 2}\nnot json\n\n{"text": null}\n{"text": "Fem."}\n', "utf-8")
    out, err = run("analyze", "-f", "jsonl", "--column", "text", table, status=2)
    assert [json.loads(line)["row"] for line in out.splitlines()] == [1, 5, 6]
    assert [line.split(":")[2] for line in err.splitlines()] == ["2", "3"]
    run("analyze", "-f", "jsonl", "--column", "text", "--strict", table, status=2)


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("t.jsonl", b'{"text": "G\xc3\xa5r \xc3\x85sa?"}\n' * 5 + b'{"text": "\xc5sa."}\n{"text": "Sju."}\n', [6]),
        ("t.csv", b"id,text\n" + b"1,G\xc3\xa5r \xc3\x85sa?\n" * 5 + b"2,\xc5sa.\n3\n4,a,b\n5,Fem.\n", [7, 8, 9]),
    ],
)
def test_a_row_of_wrong_bytes_or_cells_is_skipped(tmp_path, name, data, wrong):
    (tmp_path / name).write_bytes(data)
    out, err = run("tokenize", "--column", "text", tmp_path / name, status=2)
    assert out.splitlines()[:5] == ["Går Åsa ?"] * 5
    assert len(out.splitlines()) == 6
    assert [int(line.split(":")[2]) for line in err.splitlines()] == wrong
    out, _ = run("tokenize", "--column", "text", "--encoding", "latin-1", tmp_path / name, status=2 * (len(wrong) > 1))
    assert "Åsa ." in out.splitlines()


def test_a_quote_that_is_not_closed_is_told_where_it_begins(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text('text\nEtt.\n"Två.\nTre.\nFyra.\n', "utf-8")
    out, err = run("tokenize", "--column", "text", table, status=2)
    assert out.split() == ["Ett", "."]
    assert err.startswith(f"svenner: {table}:3: ")


def test_strict_leaves_the_rows_before_whole(tmp_path):
    table = tmp_path / "t.jsonl"
    table.write_text('{"text": "Ett."}\n{"text": 2}\n{"text": "Tre."}\n', "utf-8")
    out, err = run("analyze", "-f", "json", "--column", "text", "--strict", table, status=2)
    assert [row["row"] for row in json.loads(out)] == [1]
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_tables_are_read_in_bounded_memory(tmp_path, pack):
    row = json.dumps({"text": "Hej då.", "rest": TEXT * 40}).encode() + b"\n"
    suffix = "" if pack is bytes else ".gz"
    code = (
        "import sys; from svenner.cli import main; status = main(sys.argv[1:]);"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr); sys.exit(status)"
    )
    peaks = []
    for count in (3000, 30_000):
        table = tmp_path / f"{count}.jsonl{suffix}"
        table.write_bytes(pack(row * count))
        command = [sys.executable, "-P", "-c", code, "tokenize", "--column", "text", "-o", "/dev/null", str(table)]
        done = subprocess.run(command, capture_output=True, check=True, timeout=120)
        peaks.append(int(done.stderr) * 1024)
    assert peaks[1] - peaks[0] < 15_000_000 < len(row) * 27_000


def test_the_output_is_not_an_input(article):
    before = article.read_text("utf-8")
    for output in (article, article.parent / "." / article.name):
        assert "overwritten" in run("redact", "-o", output, article, status=2)[1]
    assert article.read_text("utf-8") == before


def test_dates_of_rows(tmp_path):
    table = tmp_path / "t.tsv"
    table.write_text("text\tday\nVi ses i morgon.\t2022-01-07\nVi ses.\tigår\nVi ses i morgon.\t\n", "utf-8")
    out, err = run("analyze", "-f", "json", "--column", "text", "--date-column", "day", table, status=2)
    assert [[e.get("value") for e in row["entities"]] for row in json.loads(out)] == [
        [e.value for e in svenner.analyze("Vi ses i morgon.", date=date).entities] for date in ("2022-01-07", None)
    ]
    assert err.startswith(f"svenner: {table}:3: ")
    out, err = run("analyze", "-f", "json", "--column", "text", "--date-column", "day", "--strict", table, status=2)
    json.loads(out)
    assert len(err.splitlines()) == 1
    assert "ISO date" in run("analyze", "--date", "7 januari", "-", data=b"Hej.", status=2)[1]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "tsv", "csv", "conllu", "iob2", "html"])
def test_any_number_of_threads_gives_the_same(tmp_path, form):
    table = tmp_path / "t.jsonl"
    table.write_text("".join(json.dumps({"text": f"{i} kr till Åsa i Lund."}) + "\n" for i in range(3000)), "utf-8")
    outputs = {run("analyze", "-f", form, "--column", "text", "--threads", n, table)[0] for n in (1, 2, 4)}
    assert len(outputs) == 1
    assert "2999" in outputs.pop()


def test_output_file_and_help(article, tmp_path):
    run("analyze", "-f", "json", "-o", tmp_path / "out.json", article)
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["file"] == str(article)
    assert "analyze" in run("--help")[0]
    assert run("--version")[0].strip() == f"svenner {svenner.__version__}"
    run("analyze", status=2)
    missing = tmp_path / "none" / "out.json"
    assert run("analyze", "-o", missing, article, status=2)[1].startswith(f"svenner: {missing}: ")
    assert "labels" in run("analyze", "--help")[0]
    assert "NONE" in run("analyze", "--labels", "NONE", article, status=2)[1]


def test_ctrl_c_leaves_what_is_done_whole(tmp_path):
    table = tmp_path / "t.jsonl"
    row = json.dumps({"text": TEXT * 40}) + "\n"
    table.write_text(row * 20_000, "utf-8")
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "svenner", "analyze", "-f", "json", "--column", "text", "-o", str(out), str(table)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd="/") as process:
        deadline = time.monotonic() + 30
        while (not out.exists() or out.stat().st_size == 0) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        asked = time.monotonic()
        assert process.wait(timeout=20) == 130
        assert time.monotonic() - asked < 5
        assert b"Traceback" not in process.stderr.read()
    rows = json.loads(out.read_text("utf-8"))
    assert 0 < len(rows) < 20_000
    assert [row["row"] for row in rows] == list(range(1, len(rows) + 1))


def test_a_reader_that_stops_early(article):
    article.write_text(TEXT * 5000, "utf-8")
    command = f"{sys.executable} -m svenner analyze -f conllu {article} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, cwd="/", timeout=60, check=False)
    assert done.stdout.startswith(b"# newdoc")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("latin-1", b""),
    ],
)
def test_encodings_are_detected(article, encoding, bom):
    text = "Räksmörgåsen såldes på Västgötagatan i Malmö för över 30 kronor, sade ägaren Åsa Öberg på fredagen.\n" * 3
    article.write_bytes(bom + text.encode(encoding))
    assert run("tokenize", article)[0].split() == svenner.tokenize(text)


def test_encodings_that_are_told(article):
    text = "”Tolv” – sade Åsa…\n"
    article.write_bytes(text.encode("windows-1252"))
    assert run("tokenize", "--encoding", "windows-1252", article)[0].split() == svenner.tokenize(text)
    assert "none" in run("tokenize", "--encoding", "none", article, status=2)[1]


def test_binary_files_are_not_texts(article, tmp_path):
    binary = tmp_path / "picture.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    out, err = run("analyze", "-f", "jsonl", binary, article, status=2)
    assert len(out.splitlines()) == len(err.splitlines()) == 1
    assert str(binary) in err


def test_match(article, tmp_path):
    names, table, compiled = tmp_path / "names.txt", tmp_path / "names.csv", tmp_path / "names.sve"
    names.write_text("Bryssel\nNato\n", "utf-8")
    table.write_text("name,label,id\nBryssel,CITY,b1\nNato,ORG,\n", "utf-8")
    out, _ = run("match", "-f", "tsv", "--names", names, article)
    rows = list(csv.DictReader(io.StringIO(out), delimiter="\t"))
    assert [(row["text"], row["pattern"], row["form"]) for row in rows] == [
        ("Natos", "Nato", "genitive"),
        ("Bryssel", "Bryssel", "exact"),
    ]
    out, _ = run("match", "-f", "jsonl", "--no-genitive", "--save", compiled, "--names", table, article)
    assert [(m["text"], m["label"], m["id"]) for m in json.loads(out)["matches"]] == [("Bryssel", "CITY", "b1")]
    assert run("match", "-f", "jsonl", "--names", compiled, article)[0] == out
    assert "1 match" in run("match", "--names", compiled, article)[0]
    (tmp_path / "wrong.sve").write_text("x" * 100)
    for wrong in (tmp_path / "wrong.sve", tmp_path / "none.txt", tmp_path / "none.sve"):
        assert len(run("match", "--names", wrong, article, status=2)[1].splitlines()) == 1


def test_match_in_tables(tmp_path):
    """The list and the texts are tables of any kind."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"text": ["Volvos vinst", None, "Lund"]}), tmp_path / "reviews.parquet")
    (tmp_path / "names.csv").write_text("name,id\nVolvo,7\nLund,\n", "utf-8")
    (tmp_path / "names.jsonl").write_text('{"name": "Volvo", "id": "7"}\n{"name": "Lund"}\n', "utf-8")
    parquet.write_table(pyarrow.table({"id": ["7", None], "name": ["Volvo", "Lund"]}), tmp_path / "names.parquet")
    for kind in ("csv", "jsonl", "parquet"):
        names = tmp_path / f"names.{kind}"
        out, _ = run("match", "--names", names, "--column", "text", "-f", "tsv", tmp_path / "reviews.parquet")
        rows = csv.DictReader(io.StringIO(out), delimiter="\t")
        assert [(row["row"], row["text"], row["id"]) for row in rows] == [("1", "Volvos", "7"), ("3", "Lund", "")]
    parquet.write_table(pyarrow.table({"namn": ["Volvo"]}), tmp_path / "names.parquet")
    wrong = run("match", "--names", tmp_path / "names.parquet", tmp_path / "names.csv", status=2)[1]
    assert "no column 'name'" in wrong


def test_redact(article, tmp_path):
    article.write_text("Jens Stoltenberg (811218-9876) kom. Stoltenberg gick.\n", "utf-8")
    assert run("redact", article)[0] == "[PERSON] ([PERSONNUMMER]) kom. [PERSON] gick.\n"
    row = json.loads(run("redact", "-f", "jsonl", "--pseudonyms", "--key", "k", "--kinds", "PER", article)[0])
    assert "811218-9876" in row["text"]
    assert len({redaction["replacement"] for redaction in row["redactions"]}) == 1
    assert "NONE" in run("redact", "--kinds", "NONE", article, status=2)[1]


def test_train_and_evaluate(tmp_path):
    gold = tmp_path / "gold.txt"
    gold.write_text("Åsa B-PER\nEk I-PER\nbor O\ni O\nLund B-LOC\n. O\n\n" * 30, "utf-8")
    run("train", "-o", tmp_path / "model.sve", gold)
    out, _ = run("evaluate", "--model", tmp_path / "model.sve", gold)
    assert out.splitlines()[1].startswith("PER")
    assert "gold" in run("evaluate", tmp_path / "none.gold", status=2)[1]


def test_parquet_in_and_out(tmp_path):
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"text": [TEXT, None, "Hej då."], "day": ["2022-01-07", None, "2022-01-08"]})
    parquet.write_table(table, tmp_path / "in.parquet")
    options = ("--column", "text", "--date-column", "day", tmp_path / "in.parquet")
    run("analyze", "-f", "parquet", "-o", tmp_path / "out.parquet", *options)
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    wanted = svenner.analyze(TEXT, date="2022-01-07").to_dict()["entities"]
    assert [(row["row"], row["start"], row["text"]) for row in rows] == [(1, e["start"], e["text"]) for e in wanted]
    assert "--output" in run("analyze", "-f", "parquet", *options, status=2)[1]


def test_zstandard(tmp_path):
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "a.txt.zst"
    frame = zstandard.compress(TEXT.encode())
    path.write_bytes(frame)
    assert run("tokenize", path)[0].split() == svenner.tokenize(TEXT)
    path.write_bytes(frame * 2)
    assert run("tokenize", path)[0].split() == svenner.tokenize(TEXT) * 2
    for broken in (frame[:-5], frame + b"x"):
        path.write_bytes(broken)
        assert "cannot be unpacked" in run("tokenize", path, status=2)[1]
