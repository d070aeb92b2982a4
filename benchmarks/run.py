"""Times svenner beside its peers in one run and writes benchmarks/RESULTS.md: `make bench`.

What each peer is stands in benchmarks/peers.py. Lists of names are timed here as one table; benchmarks/matching.py, which
makes it, has more about them.
"""

import argparse
import gc
import importlib.metadata
import json
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

import svenner
import svenner.pandas

sys.path.insert(0, str(Path(__file__).parent))
import charts
import corpus
import dates
import matching
import peers
import quality
from harness import Timing, compare, fresh

HERE = Path(__file__).resolve().parent
Bars = list[tuple[Any, float]]
ROW = 200  # characters of a row of a column
NAMES = 10_000
KEPT = HERE.parent / "build" / "bench" / "sections"
TOO_SLOW = 20  # seconds for a column: a peer that would take longer does a sample of its rows
FIRST_TEXT = "Natochefen Jens Stoltenberg mötte USA:s president i Åre."


def over(run: Callable[[str], object], texts: list[str]) -> Callable[[], object]:
    return lambda: [run(text) for text in texts]


def table(timings: list[Timing], size: int, words: int) -> str:
    lines = ["| | seconds | MB/s | million words/s | × the time of the first |", "|---|---:|---:|---:|---:|"]
    for timing in timings:
        name = timing.name.replace("|", "\\|")
        lines.append(
            f"| `{name}` | {timing.best:.3f} | {size / timing.best / 1e6:.2f} "
            f"| {words / timing.best / 1e6:.3f} | {timing.ratio} |"
        )
    return "\n".join(lines)


def rates(task: str, size: int, rounds: int) -> tuple[str, Bars]:
    """The table of a task, and million words a second of each peer."""
    texts, what = corpus.paragraphs(size, seed=1), ""
    if task == "Names":
        texts = matching.make_rows(size)
        candidates = matching.search_candidates(matching.make_names(NAMES), texts)
        what = f"A list of {NAMES:,}. "
    else:
        candidates = {peer.name: over(peer.make(), texts) for peer in peers.of(task)}
    total, words = sum(len(text.encode()) for text in texts), sum(len(text.split()) for text in texts)
    timings = compare(candidates, rounds)
    what += f"{total / 1e6:.2f} MB, {words:,} words, {len(texts):,} texts: {corpus.name()}."
    return what + "\n\n" + table(timings, total, words), [(t.name, words / t.best / 1e6) for t in timings]


def startup() -> str:
    """Each peer that is not a variant of one above: loading it and a first text, in a new interpreter."""
    lines = ["| in a new interpreter | ms | MB |", "|---|---:|---:|"]
    for task in ("Words", "Sentences", "Whole analysis", "Dates"):
        for number, peer in enumerate(peers.of(task)):
            if ("," in peer.name and number > 0) or peer.name.endswith("()"):
                continue
            before = f"sys.path.insert(0, {str(HERE)!r}); import peers"
            milliseconds, megabytes = fresh(f"peers.of({task!r})[{number}].make()({FIRST_TEXT!r})", before)
            name = peer.name.replace("|", "\\|")
            lines.append(f"| {task.lower()}: `{name}` | {milliseconds:.0f} | {megabytes:.1f} |")
    return "\n".join(lines)


def building(count: int) -> str:
    """What building a list of names takes, each in a new process."""
    lines = [f"| build of {count:,} names | CPU s | MB held | MB at the peak |", "|---|---:|---:|---:|"]
    for candidate in ("svenner", "aho", "daachorse", "pyaho"):
        seconds, held, peak = matching.peak_of_build(candidate, count)
        lines.append(f"| `{candidate}` | {seconds:.2f} | {held:.0f} | {peak:.0f} |")
    return "\n".join(lines)


def rows_of(count: int) -> list[str]:
    """So many rows of 200 characters, the corpus again where it ends."""
    rows = [text[at : at + ROW] for text in corpus.paragraphs(40_000_000, seed=2) for at in range(0, len(text), ROW)]
    return (rows * (count // len(rows) + 1))[:count]


def seconds_of(run: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def in_a_column(task: str, count: int) -> tuple[str, Bars]:
    """A pandas column: svenner's table of what is in it, and `apply` with each peer, once each."""
    column = pd.Series(rows_of(count), dtype="str")
    sample = column.iloc[:: max(1, count // 2000)]
    names = matching.make_names(NAMES)
    make: Callable[[], object] = {
        "Words": partial(column.svenner.tokens, threads=1),
        "Sentences": partial(column.svenner.sentences, threads=1),
        "Names": partial(column.svenner.match, svenner.Matcher(names), threads=1),
        "Whole analysis": partial(column.svenner.entities, threads=1),
        "Dates": partial(column.svenner.entities, peers.DAY, threads=1),
    }[task]
    first = seconds_of(make)
    taken = [(f"svenner.{make.func.__name__}(), a table", first)]
    words = sum(len(text.split()) for text in column)
    lines = [
        f"{count:,} rows of {ROW} characters, {words:,} words. ≈: a sample of the rows, times their number.\n",
        "| | seconds | × the time of svenner's table |\n|---|---:|---:|",
        f"| `{taken[0][0]}` | {first:.2f} | 1 |",
    ]
    for name, apply, apply_sample in appliers(task, column, sample, names):
        apply_sample()
        estimate = seconds_of(apply_sample) * len(column) / len(sample)
        seconds = seconds_of(apply) if estimate < TOO_SLOW else estimate
        taken.append((name, seconds))
        about = "≈ " if estimate >= TOO_SLOW else ""
        shown = name.replace("|", "\\|")
        lines.append(f"| `{shown}` | {about}{seconds:.2f} | {about}{seconds / first:.3g} |")
    return "\n".join(lines), taken


def appliers(
    task: str, column: pd.Series, sample: pd.Series, names: list[str]
) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Each peer's name, what it does over the column and what over the sample."""
    if task == "Names":
        whole, part = (matching.search_candidates(names, rows.tolist()) for rows in (column, sample))
        return [(name, whole[name], part[name]) for name in whole]
    made = [(peer.name, peer.make()) for peer in peers.of(task)]
    applied = [(name, partial(column.apply, run), partial(sample.apply, run)) for name, run in made]
    if task == "Words":
        applied.insert(0, ("svenner.to_arrow(), row, start and end", spans_of(column), spans_of(sample)))
    return applied


def spans_of(column: pd.Series) -> Callable[[], object]:
    analyzer = svenner.Analyzer()
    return lambda: pa.table(analyzer.to_arrow(column, "tokens", columns=["row", "start", "end"], threads=1))


def growth(counts: list[int], rounds: int) -> tuple[str, dict[str, Bars]]:
    """How time grows with rows, and what two threads give: by the clock, and at most, by the processor's time.

    What the calling thread does alone (it fills the columns) is not shared; the rest is. Other work on the machine
    spoils the clock, but not that.
    """
    lines = [
        f'`df["text"].svenner.entities(threads=…)`, {ROW} characters a row. Processor time; at most: if the second thread '
        "takes half of all but what the calling thread does alone. By the clock it depends on what else runs: the load "
        f"average was {os.getloadavg()[1]:.1f} at the start.\n",
        "| rows | 1 thread, s | rows/s | 2 threads, s | of that alone | gain of two, at most | by the clock |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    points: dict[str, list[tuple[int, float]]] = {"1 thread": [], "2 threads, at best": []}
    rows = rows_of(max(counts))
    for count in counts:
        column = pd.Series(rows[:count], dtype="str")
        taken: dict[int, list[tuple[float, float, float]]] = {1: [], 2: []}
        for _ in range(max(1, min(rounds, 500_000 // count))):
            for threads, seconds in taken.items():
                before = time.process_time(), time.thread_time(), time.perf_counter()
                column.svenner.entities(threads=threads)
                after = time.process_time(), time.thread_time(), time.perf_counter()
                seconds.append(tuple(then - now for now, then in zip(before, after, strict=True)))
        one, two = min(taken[1]), min(taken[2])
        best = two[1] + (two[0] - two[1]) / 2
        clock = min(seconds[2] for seconds in taken[1]) / min(seconds[2] for seconds in taken[2])
        points["1 thread"].append((count, one[0]))
        points["2 threads, at best"].append((count, best))
        lines.append(
            f"| {count:,} | {one[0]:.3f} | {count / one[0]:,.0f} | {two[0]:.3f} | {100 * two[1] / two[0]:.1f} % "
            f"| {two[0] / best:.2f} | {clock:.2f} |"
        )
    return "\n".join(lines), points


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    pins = re.findall(r"^([\w-]+)==", (HERE / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ["svenner", *pins])
    cores = len(os.sched_getaffinity(0))
    return (
        f"{model}, {cores} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"ICU {svenner_icu()}. {versions}."
    )


def svenner_icu() -> str:
    import icu

    return icu.ICU_VERSION


TASKS = {"Words": 1.0, "Sentences": 0.25, "Names": 1.0, "Whole analysis": 1.0, "Dates": 0.005}  # and share of the text
INTRODUCTION = """# Benchmarks

Written by `make bench`: all rows of a table were timed in one process, in rounds, each candidate once a round. Seconds are the \
processor's, of the fastest round; the last column is the median of the ratios within a round, with the smallest and the \
largest.
"""


def sections(quick: bool) -> dict[str, Callable[[], tuple[str, Any]]]:
    """What there is to do: each gives its text, and what a chart is drawn of."""
    rounds, size, rows = (2, 200_000, 5_000) if quick else (5, 1_000_000, 200_000)
    grown = [1_000, 10_000] if quick else [1_000, 10_000, 100_000, 1_000_000]
    return {
        **{task: partial(rates, task, int(size * share), rounds) for task, share in TASKS.items()},
        "How right words are": lambda: (quality.table("Words"), None),
        "How right sentences are": lambda: (quality.table("Sentences"), None),
        "How right dates are": lambda: (f"Expressions of benchmarks/dates.tsv.\n\n{dates.table(rounds)}", None),
        "Building a list of names": lambda: (building(rows * 5), None),
        "Start": lambda: (startup(), None),
        **{f"A pandas column: {task.lower()}": partial(in_a_column, task, rows) for task in TASKS},
        "Rows and threads": partial(growth, grown, rounds),
    }


def write(titles: list[str]) -> None:
    """RESULTS.md and the charts, of the sections that are kept; nothing while one is missing."""
    if not all((KEPT / f"{title}.json").exists() for title in titles):
        return
    kept = {title: json.loads((KEPT / f"{title}.json").read_text(encoding="utf-8")) for title in titles}
    parts = [INTRODUCTION, machine() + "\n", *(f"## {title}\n\n{text}\n" for title, (text, _) in kept.items())]
    (HERE / "RESULTS.md").write_text("\n".join(parts), encoding="utf-8")
    charts.draw(
        {task: kept[task][1] for task in TASKS},
        {task: kept[f"A pandas column: {task.lower()}"][1] for task in TASKS},
        kept["Rows and threads"][1],
        HERE.parent / "docs" / "images",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less text and fewer rounds; writes nothing")
    parser.add_argument("titles", nargs="*", metavar="SECTION", help="only these again; the others as they were")
    options = parser.parse_args()
    there = sections(options.quick)
    KEPT.mkdir(parents=True, exist_ok=True)
    for title in options.titles or there:
        text, drawn = there[title]()
        print(f"## {title}\n\n{text}\n", flush=True)
        if not options.quick:
            (KEPT / f"{title}.json").write_text(json.dumps([text, drawn]), encoding="utf-8")
    if not options.quick:
        write(list(there))


if __name__ == "__main__":
    main()
