"""Measures the rates that docs/scaling.md reckons with: `build/bench/bin/python benchmarks/scaling.py` (after `make bench`).

Seconds are the processor's, of the fastest of three. Texts are paragraphs of the corpus, or those joined to the length
of a newspaper page or of a page of the web.
"""

import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

import svenner

sys.path.insert(0, str(Path(__file__).parent))
import corpus

SIZE = 20_000_000
NEWSPAPER_PAGE, WEB_PAGE = 3000, 320  # words
WRONG_WORDS = 0.1  # of a page that was read by a machine
LETTERS = "abcdefghiklmnoprstuvyåäö.,'il1"


def seconds_of(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def joined(paragraphs: list[str], length: int) -> Iterator[str]:
    """Texts of so many words or a few more."""
    taken: list[str] = []
    words = 0
    for paragraph in paragraphs:
        taken.append(paragraph)
        words += len(paragraph.split())
        if words >= length:
            yield "\n".join(taken)
            taken, words = [], 0


def misread(text: str, rng: random.Random) -> str:
    """With a letter wrong in one word of ten, and every fifth of those cut in two."""
    words = []
    for word in text.split(" "):
        if rng.random() < WRONG_WORDS:
            at = rng.randrange(len(word) + 1)
            word = word[:at] + rng.choice(LETTERS) + word[at + 1 :]
            if rng.random() < 0.2:
                word = f"{word[:at]}-\n{word[at:]}"
        words.append(word)
    return " ".join(words)


def row(what: str, seconds: float, texts: list[str]) -> str:
    size, words = sum(len(text.encode()) for text in texts), sum(len(text.split()) for text in texts)
    return f"| {what} | {words / seconds / 1e6:.2f} | {size / seconds / 1e6:.1f} |"


def peak(repeats: int) -> float:
    """MB at the most of a process that reads the entities of the corpus, so many times over, a batch at a time."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import corpus, svenner, pyarrow as pa;"
        f"column = pa.chunked_array([pa.array(corpus.paragraphs({SIZE}, seed=5))] * {repeats});"
        "lazy = svenner.Analyzer().to_arrow(column);"
        "[batch for batch in pa.RecordBatchReader.from_stream(lazy) if False];"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True)
    return int(done.stdout) * 1024 / 1e6


def main() -> None:
    analyzer = svenner.Analyzer()
    paragraphs = corpus.paragraphs(SIZE, seed=5)
    pages = list(joined(paragraphs, NEWSPAPER_PAGE))
    web = list(joined(paragraphs, WEB_PAGE))
    rng = random.Random(6)
    scanned = [misread(page, rng) for page in pages]

    def table(texts: list[str], part: str = "entities") -> Callable[[], object]:
        column = pa.array(texts)
        return lambda: pa.table(analyzer.to_arrow(column, part, threads=1))

    print("| one core | million words/s | MB/s |\n|---|---:|---:|")
    for what, texts, part in (
        ("entities, paragraphs", paragraphs, "entities"),
        (f"entities, texts of {WEB_PAGE} words", web, "entities"),
        (f"entities, pages of {NEWSPAPER_PAGE:,} words", pages, "entities"),
        ("entities, those pages misread", scanned, "entities"),
        ("tokens, paragraphs", paragraphs, "tokens"),
    ):
        print(row(what, seconds_of(table(texts, part)), texts), flush=True)

    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in web]
    packed = gzip.compress("\n".join(lines).encode(), 6)
    print(row("unpacking gz", seconds_of(partial(gzip.decompress, packed)), web))
    print(row("reading JSON in Python", seconds_of(lambda: [json.loads(line) for line in lines]), web))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.parquet"
        parquet.write_table(pa.table({"text": web}), file, compression="zstd")
        print(row("reading Parquet (zstd)", seconds_of(partial(parquet.read_table, file)), web))
        source = Path(folder) / "texts.jsonl.gz"
        source.write_bytes(packed)
        out = Path(folder) / "out.tsv"
        command = ["analyze", "-f", "tsv", "--threads", "1", "--column", "text", "-o", str(out), str(source)]
        from svenner.cli import main as svenner_command

        print(row("`svenner analyze -f tsv` of jsonl.gz", seconds_of(partial(svenner_command, command)), web))

    found = pa.table(analyzer.to_arrow(pa.array(web)))
    written = io.BytesIO()
    print(row("writing the entities as Parquet", seconds_of(lambda: save(found, written)), web))
    size = sum(len(text.encode()) for text in web)
    print(
        f"\nFor each byte of text: {len(packed) / size:.2f} bytes as gz, {len(written.getvalue()) / size:.2f} of entities."
    )
    print(f"At the most {peak(1):.0f} MB for {SIZE / 1e6:.0f} MB of text, {peak(4):.0f} MB for four times that.")

    column = pa.array(paragraphs)
    all_of_them, mine = time.process_time(), time.thread_time()
    pa.table(analyzer.to_arrow(column, threads=2))
    all_of_them, mine = time.process_time() - all_of_them, time.thread_time() - mine
    print(f"Of the processor's time with two threads, {100 * mine / all_of_them:.1f} % is one thread's alone.")


def save(found: pa.Table, out: io.BytesIO) -> None:
    out.seek(0)
    parquet.write_table(found, out, compression="zstd")


if __name__ == "__main__":
    main()
