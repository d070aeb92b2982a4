"""Times svenner.Matcher beside other tools that find lists of names, in one run: `python benchmarks/matching.py`.

The names are combinations of the lexicon's given names, surnames, places and organisations, drawn with a seed; the
rows are stretches of 200 characters of the corpus. Each tool is called as one has a column searched with it: svenner by
`find_many` on one thread, and row by row by `find`; the others, which have no call for many texts, row by row. Their hits
are held against word borders, as a user needs (`Berg` is not in `Bergen`); they know no genitives, svenner finds those
too. Needs ahocorasick-rs, daachorse, pyahocorasick and flashtext.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import corpus
from harness import compare

import svenner

HERE = Path(__file__).parent
LEXICON = HERE.parent / "lexicon"
ROW = 200
COMPANY_WORDS = ["Bygg", "Förvaltning", "Konsult", "Fastigheter", "Transport", "Invest", "Media", "Teknik", "Vård"]
PLACE_WORDS = ["kommun", "torg", "församling", "station", "golfklubb", "IF", "AIK", "bibliotek", "sjukhus"]

Names = list[str]


def column(name: str, weight: int | None = None) -> tuple[Names, list[float]]:
    """The names of a list, and how often each is drawn."""
    rows = [line.split("\t") for line in (LEXICON / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if not row[0].startswith("#")][1:]
    return [row[0] for row in rows], [5.0 + float(row[weight] or 0) if weight else 1.0 for row in rows]


def make_names(count: int, seed: int = 8) -> Names:
    """So many different names: three in five are persons', the rest companies and places."""
    rng = random.Random(seed)
    given, given_weights = column("given-names", 1)
    surnames, surname_weights = column("surnames", 1)
    places = column("places")[0] + column("localities")[0]
    organisations, _ = column("organisations")
    names: dict[str, None] = {}
    while len(names) < count:
        many = count // 2 + 1000
        firsts = rng.choices(given, given_weights, k=many)
        lasts = rng.choices(surnames, surname_weights, k=many)
        for first, last in zip(firsts, lasts, strict=True):
            kind = rng.random()
            if kind < 0.6:
                name = f"{first} {last}"
            elif kind < 0.75:
                name = f"{last} {rng.choice(COMPANY_WORDS)} AB"
            elif kind < 0.85:
                name = f"{rng.choice(organisations)} {rng.choice(places)}"
            elif kind < 0.95:
                name = f"{rng.choice(places)} {rng.choice(PLACE_WORDS)}"
            else:
                name = rng.choice([rng.choice(places), rng.choice(organisations), last])
            names[name] = None
    made = list(names)[:count]
    rng.shuffle(made)
    return made


def make_rows(size: int) -> list[str]:
    return [text[i : i + ROW] for text in corpus.paragraphs(size, seed=4) for i in range(0, len(text), ROW)]


def is_word(text: str, start: int, end: int) -> bool:
    return not (start > 0 and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def find_aho(automaton: object, rows: list[str]) -> list[list[tuple[int, int, int]]]:
    return [
        [(i, start, end) for i, start, end in automaton.find_matches_as_indexes(row) if is_word(row, start, end)]
        for row in rows
    ]


def find_daachorse(automaton: object, rows: list[str]) -> list[list[tuple[int, int, int]]]:
    return [[(start, end, i) for start, end, i in automaton.find(row) if is_word(row, start, end)] for row in rows]


def find_pyaho(automaton: object, rows: list[str]) -> list[list[tuple[int, int]]]:
    found = []
    for row in rows:
        ends = ((end + 1 - length, end + 1) for end, length in automaton.iter_long(row))
        found.append([(start, end) for start, end in ends if is_word(row, start, end)])
    return found


# What else a user may ask for, each added to the default.
OPTIONS: dict[str, dict[str, Any]] = {
    "default": {},
    "overlap": {"overlap": True},
    "compounds": {"compounds": True},
    'inflect="noun"': {"inflect": "noun"},
    "ignore_case": {"ignore_case": True},
    "fold_accents": {"fold_accents": True},
    "fuzzy=1": {"fuzzy": 1},
}


def time_options(names: Names, rows: list[str], rounds: int) -> None:
    """Prints how fast each option searches and builds. A matcher at a time: one of a million words with edits is large."""
    size = sum(len(row.encode()) for row in rows)
    default = svenner.Matcher(names)
    print(f"| {len(names):,} names | build, CPU s | MB/s | × the default's time |\n|---|---:|---:|---:|")
    for option, given in OPTIONS.items():
        start = time.process_time()
        matcher = svenner.Matcher(names, **given)
        built = time.process_time() - start
        candidates = {"default": default, option: matcher}
        timing = compare(
            {name: lambda made=made: made.find_many(rows, threads=1) for name, made in candidates.items()}, rounds
        )[-1]
        print(f"| {option} | {built:.2f} | {size / timing.best / 1e6:.0f} | {timing.ratio} |", flush=True)
    print()


def build_svenner(names: Names) -> svenner.Matcher:
    return svenner.Matcher(names)


def build_aho(names: Names, dfa: bool = False) -> object:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(
        names,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA if dfa else None,
    )


def build_daachorse(names: Names) -> object:
    import daachorse

    return daachorse.CharwiseDoubleArrayAhoCorasick(names, daachorse.MATCH_KIND_LEFTMOST_LONGEST)


def build_pyaho(names: Names) -> object:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    return automaton


def build_flashtext(names: Names) -> object:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_list(names)
    return processor


def search_candidates(names: Names, rows: list[str]) -> dict[str, Callable[[], object]]:
    matcher = build_svenner(names)
    candidates: dict[str, Callable[[], object]] = {
        "svenner, find_many": lambda: matcher.find_many(rows, threads=1),
        "svenner, find": lambda: [matcher.find(row) for row in rows],
    }
    if len(names) <= 1000:
        dfa = build_aho(names, dfa=True)
        candidates["ahocorasick-rs DFA"] = lambda: find_aho(dfa, rows)
    aho, daa = build_aho(names), build_daachorse(names)
    candidates["ahocorasick-rs"] = lambda: find_aho(aho, rows)
    candidates["daachorse"] = lambda: find_daachorse(daa, rows)
    if len(names) <= 100_000:
        pyaho, flash = build_pyaho(names), build_flashtext(names)
        candidates["pyahocorasick"] = lambda: find_pyaho(pyaho, rows)
        candidates["flashtext"] = lambda: [flash.extract_keywords(row, span_info=True) for row in rows]
    return candidates


def peak_of_build(candidate: str, count: int) -> tuple[float, float, float]:
    """CPU seconds, megabytes held and megabytes at the peak beside the names, of one build in a new process."""
    code = (
        f"import sys; sys.path.insert(0, {str(HERE)!r}); import matching; matching.build_alone({candidate!r}, {count})"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True)
    seconds, held, peak = map(float, done.stdout.split())
    return seconds, held, peak


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def build_alone(candidate: str, count: int) -> None:
    names = make_names(count)
    build = globals()[f"build_{candidate}"]
    build(names[:10])
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = resident()
    start = time.process_time()
    built = build(names)
    seconds = time.process_time() - start
    held = resident() - before
    status = Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6 - before
    print(seconds, held, peak)
    del built


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=2_000_000, help="bytes of text")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--counts", type=int, nargs="*", default=[1000, 100_000, 1_000_000])
    parser.add_argument("--no-build", action="store_true", help="search only")
    options = parser.parse_args()
    rows = make_rows(options.size)
    size = sum(len(row.encode()) for row in rows)
    names = make_names(max(options.counts))
    print(f"{size / 1e6:.1f} MB in {len(rows):,} rows of {ROW} characters: {corpus.name()}\n")
    for count in options.counts:
        print(f"| {count:,} names | MB/s | × svenner's time |\n|---|---:|---:|")
        for timing in compare(search_candidates(names[:count], rows), options.rounds):
            print(f"| {timing.name} | {size / timing.best / 1e6:.0f} | {timing.ratio} |")
        print(flush=True)
    few, many = (build_svenner(names[: options.counts[-1] * 7 // 10 // share]) for share in (1000, 1))
    grown = compare(
        {
            f"svenner, {len(few):,} names": lambda: few.find_many(rows, threads=1),
            f"svenner, {len(many):,} names": lambda: many.find_many(rows, threads=1),
        },
        options.rounds,
    )
    for timing in grown:
        print(f"{timing.name}: {size / timing.best / 1e6:.0f} MB/s, {timing.ratio} × the time")
    path = Path("/tmp/svenner-benchmark.sve")
    many.save(path)
    loads = []
    for _ in range(20):
        start = time.perf_counter()
        svenner.Matcher.load(path)
        loads.append(time.perf_counter() - start)
    path.unlink()
    print(f"load: {sorted(loads)[10] * 1000:.2f} ms\n")
    for count in (min(options.counts), max(options.counts)):
        time_options(names[:count], rows, options.rounds)
    if options.no_build:
        return
    count = max(options.counts)
    text = sum(len(name.encode()) for name in names) / 1e6
    print(f"| build of {count:,} names ({text:.0f} MB) | CPU s | MB held | MB at the peak |\n|---|---:|---:|---:|")
    for candidate in ("svenner", "daachorse", "aho", "pyaho"):
        seconds, held, peak = peak_of_build(candidate, count)
        print(f"| {candidate} | {seconds:.2f} | {held:.0f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
