"""Times svenner beside its peers in one run and writes benchmarks/RESULTS.md: `make bench`.

Matching against lists of names is timed by benchmarks/matching.py.
"""

import argparse
import importlib.metadata
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import blingfire
import dateparser.search
import icu
import simplemma
import spacy
from syntok import segmenter

import svenner

sys.path.insert(0, str(Path(__file__).parent))
import charts
import corpus
from harness import Timing, compare, fresh

HERE = Path(__file__).parent
PEERS = ["svenner", "PyICU", "spacy", "blingfire", "simplemma", "syntok", "dateparser"]
Candidates = dict[str, Callable[[], object]]


def icu_pieces(iterator: icu.BreakIterator, text: str) -> list[str]:
    """The pieces between the borders that ICU finds, by its own (UTF-16) offsets."""
    unicode = icu.UnicodeString(text)
    iterator.setText(unicode)
    start, pieces = 0, []
    for end in iterator:
        pieces.append(str(unicode[start:end]))
        start = end
    return pieces


def icu_borders(iterator: icu.BreakIterator, text: str) -> list[int]:
    iterator.setText(icu.UnicodeString(text))
    return list(iterator)


def token_candidates(texts: list[str]) -> Candidates:
    nlp = spacy.blank("sv")
    words = icu.BreakIterator.createWordInstance(icu.Locale("sv"))
    pattern = re.compile(r"\w+")
    return {
        "svenner.tokenize": lambda: [svenner.tokenize(text) for text in texts],
        r're.findall(r"\w+")': lambda: [pattern.findall(text) for text in texts],
        "PyICU words, borders only": lambda: [icu_borders(words, text) for text in texts],
        "PyICU words": lambda: [icu_pieces(words, text) for text in texts],
        "blingfire": lambda: [blingfire.text_to_words(text).split(" ") for text in texts],
        "simplemma.simple_tokenizer": lambda: [simplemma.simple_tokenizer(text) for text in texts],
        'spacy.blank("sv")': lambda: [[token.text for token in nlp.tokenizer(text)] for text in texts],
    }


def sentence_candidates(texts: list[str]) -> Candidates:
    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    sentences = icu.BreakIterator.createSentenceInstance(icu.Locale("sv"))
    return {
        "svenner.split_sentences": lambda: [svenner.split_sentences(text) for text in texts],
        "PyICU sentences": lambda: [icu_pieces(sentences, text) for text in texts],
        "blingfire": lambda: [blingfire.text_to_sentences(text).split("\n") for text in texts],
        "syntok": lambda: [[list(s) for paragraph in segmenter.process(text) for s in paragraph] for text in texts],
        "spaCy sentencizer": lambda: [[s.text for s in nlp(text).sents] for text in texts],
    }


def analysis_candidates(texts: list[str]) -> Candidates:
    nlp = spacy.blank("sv")
    pattern = re.compile(r"\w+")
    return {
        "svenner.analyze": lambda: [svenner.analyze(text) for text in texts],
        "svenner.analyze, entities as objects": lambda: [list(svenner.analyze(text).entities) for text in texts],
        "svenner.analyze().to_json()": lambda: [svenner.analyze(text).to_json() for text in texts],
        r're.findall(r"\w+")': lambda: [pattern.findall(text) for text in texts],
        'spacy.blank("sv"), tokens only': lambda: [nlp(text) for text in texts],
    }


def date_candidates(texts: list[str]) -> Candidates:
    day = date(2022, 1, 7)
    settings = {"RELATIVE_BASE": datetime(2022, 1, 7)}
    return {
        "svenner.analyze, TME": lambda: [
            [entity.value for entity in svenner.analyze(text, date=day).entities if entity.label == "TME"]
            for text in texts
        ],
        "dateparser.search": lambda: [
            dateparser.search.search_dates(text, languages=["sv"], settings=settings) for text in texts
        ],
    }


def table(timings: list[Timing], size: int, words: int) -> str:
    lines = ["| | seconds | MB/s | million words/s | × the time of the first |", "|---|---:|---:|---:|---:|"]
    for timing in timings:
        name = timing.name.replace("|", "\\|")
        lines.append(
            f"| `{name}` | {timing.best:.3f} | {size / timing.best / 1e6:.2f} "
            f"| {words / timing.best / 1e6:.3f} | {timing.ratio} |"
        )
    return "\n".join(lines)


def startup() -> str:
    text = "Natochefen Jens Stoltenberg mötte USA:s president i Åre."
    codes = {
        "svenner: import and a first analysis": f"import svenner; svenner.analyze({text!r}).to_dict()",
        "PyICU: import and a first text's words": (
            "import icu; b = icu.BreakIterator.createWordInstance(icu.Locale('sv')); "
            f"b.setText(icu.UnicodeString({text!r})); list(b)"
        ),
        "spaCy: import and a first text in blank sv": f"import spacy; spacy.blank('sv')({text!r})",
        "dateparser: import and a first search": (
            f"import dateparser.search; dateparser.search.search_dates({text!r}, languages=['sv'])"
        ),
    }
    lines = ["| in a new interpreter | ms | MB |", "|---|---:|---:|"]
    for name, code in codes.items():
        milliseconds, megabytes = fresh(code)
        lines.append(f"| {name} | {milliseconds:.0f} | {megabytes:.1f} |")
    return "\n".join(lines)


def growth(rows: list[int], rounds: int) -> tuple[str, dict[int, list[tuple[int, float]]]]:
    """Seconds for so many short rows, on one thread and on two."""
    analyzer = svenner.Analyzer()
    column = [text[:200] for text in corpus.paragraphs(20_000_000, seed=2)]
    lines = ["| rows | 1 thread, s | 2 threads, s | rows/s on one | gain of two |", "|---:|---:|---:|---:|---:|"]
    points: dict[int, list[tuple[int, float]]] = {1: [], 2: []}
    for count in rows:
        texts = (column * (count // len(column) + 1))[:count]
        done = compare(
            {
                str(threads): lambda texts=texts, threads=threads: analyzer.analyze_many(texts, threads=threads)
                for threads in (1, 2)
            },
            rounds=max(1, min(rounds, 2_000_000 // count)),
            clock=time.perf_counter,
        )
        for threads, timing in zip((1, 2), done, strict=True):
            points[threads].append((count, timing.best))
        one, two = done[0].best, done[1].best
        lines.append(f"| {count:,} | {one:.3f} | {two:.3f} | {count / one:,.0f} | {one / two:.2f} |")
    return "\n".join(lines), points


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PEERS)
    cores = len(os.sched_getaffinity(0))
    return (
        f"{model}, {cores} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"ICU {icu.ICU_VERSION}. {versions}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less text and fewer rounds; writes nothing")
    options = parser.parse_args()
    rounds = 2 if options.quick else 5
    size = 300_000 if options.quick else 1_000_000
    rows = [1_000, 10_000] if options.quick else [1_000, 10_000, 100_000]

    parts = [
        "# Benchmarks",
        "Written by `make bench`: every row of a table was timed in the same run, in rounds, each candidate once a "
        "round. Seconds are the processor's, of the fastest round; the last column is the median of the ratios within a "
        "round, with the smallest and the largest. Only the table of threads has seconds of the clock.",
        machine(),
    ]
    drawn = {}
    for title, candidates, share in [
        ("Words", token_candidates, 1.0),
        ("Sentences", sentence_candidates, 0.25),
        ("Whole analysis", analysis_candidates, 1.0),
        ("Dates", date_candidates, 0.005),
    ]:
        texts = corpus.paragraphs(int(size * share), seed=1)
        total = sum(len(text.encode()) for text in texts)
        words = sum(len(text.split()) for text in texts)
        timings = compare(candidates(texts), rounds)
        drawn[title] = [(timing.name, words / timing.best / 1e6) for timing in timings]
        parts += [
            f"## {title}",
            f"{total / 1e6:.2f} MB, {words:,} words, {len(texts):,} texts: {corpus.name()}.",
            table(timings, total, words),
        ]
        print(f"## {title}\n\n{parts[-1]}\n", flush=True)
    parts += ["## Start", startup()]
    print(parts[-1] + "\n", flush=True)
    text, points = growth(rows, rounds)
    parts += ["## Rows and threads", "`Analyzer().analyze_many(texts, threads=…)`, 200 characters a row.", text]
    print(parts[-1], flush=True)
    if not options.quick:
        (HERE / "RESULTS.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        charts.draw(drawn, points, HERE.parent / "docs" / "images")


if __name__ == "__main__":
    main()
