"""Analyses random documents on two threads for a while, and tells whether memory stays level: soak.py [SECONDS] [SEED]

Documents are sentences of the examples, cut, joined, repeated and garbled, of ten bytes to some hundred thousand; each
goes through one of the ways in (analyze, analyze_many, tokenize, matchers, and calls that must fail).
Prints memory now and then; exits with 1 where a call went wrong or memory was higher by more than 5 % in the second half than in the first.
"""

import gc
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any

import svenner

THREADS = 2
GROWTH = 1.05
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ODD = [
    "\x00",
    "\ud83d",
    "😀",
    "A\u030a",
    "\u00ad",
    "”",
    "– ",
    "1 000",
    "kl. 14.30",
    "\n\n",
    "USA:s",
    "“",
    "…",
    "\ufeff",
]


def resident() -> int:
    """Bytes of memory that the process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def make_text(chance: random.Random, sentences: list[str]) -> str:
    """A text of one sentence to some thousand, part of it garbled."""
    text = " ".join(chance.choices(sentences, k=int(10 ** chance.uniform(0, 3.2))))
    if chance.random() < 0.5:
        pieces = [text[at : at + 40] for at in range(0, min(len(text), 4000), 40)]
        text = "".join(piece + chance.choice(ODD) for piece in pieces)
    return text[chance.randrange(5) :]


def refuse(call: Any, *arguments: Any) -> None:
    """Calls what must fail."""
    try:
        call(*arguments)
    except (TypeError, ValueError):
        return
    raise AssertionError(f"{call} took {arguments}")


def use(chance: random.Random, text: str, matcher: svenner.Matcher) -> None:
    """One call, of whatever kind; raises AssertionError where its answer is wrong."""
    kind = chance.randrange(7)
    if kind < 2:
        document = svenner.analyze(text, date="2022-01-07")
        for item in (*document.entities, *document.quotes):
            assert text[item.start : item.end] == item.text
        if kind == 1:
            document.to_dict(offsets="utf16")
    elif kind == 2:
        documents = svenner.analyze_many([text, None, text[:200]], threads=2)
        assert [document is None for document in documents] == [False, True, False]
    elif kind == 3:
        assert all(token in text for token in svenner.tokenize(text))
    elif kind == 4:
        assert all(text[match.start : match.end] == match.text for match in matcher.find(text))
    elif kind == 5:
        small = svenner.Matcher(
            [name for name in text.split(" ")[:20] if name.strip(" \n\x00\u00ad\ufeff")] or ["Lund"]
        )
        small.find(text[:500])
    else:
        refuse(svenner.analyze, text, "i går")
        refuse(svenner.analyze, text.encode("utf-8", "surrogatepass"))
        refuse(svenner.analyze_many, [text, 7])
        refuse(svenner.Matcher, [text, " "])


def main(seconds: float, seed: int) -> int:
    """Runs the threads and watches memory."""
    sentences = [
        sentence for path in sorted(EXAMPLES.glob("*.txt")) for sentence in svenner.split_sentences(path.read_text())
    ]
    matcher = svenner.Matcher([word for word in sentences[0].split() if word.isalpha()], compounds=True)
    counts, characters = [0] * THREADS, [0] * THREADS
    failures: list[BaseException] = []
    at_work = [threading.Lock() for _ in range(THREADS)]
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        chance = random.Random(seed * THREADS + number)
        try:
            while time.monotonic() < end and not failures:
                with at_work[number]:
                    text = make_text(chance, sentences)
                    use(chance, text, matcher)
                    counts[number] += 1
                    characters[number] += len(text)
                    del text
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    samples: list[tuple[float, int]] = []
    while any(thread.is_alive() for thread in threads):
        time.sleep(min(60.0, seconds / 50))
        # While no thread is at work, so that memory is what is kept, and not what is in use.
        with at_work[0], at_work[1]:
            gc.collect()
            samples.append((time.monotonic() - start, resident()))
        if len(samples) % 5 == 0:
            print(f"{samples[-1][0]:6.0f} s  {sum(counts):9,} calls  {samples[-1][1] / 1e6:6.1f} MB", flush=True)
    early = [size for at, size in samples if at <= seconds / 2]
    late = [size for at, size in samples if at > seconds / 2]
    print(
        f"{sum(counts):,} calls, {sum(characters) / 1e6:,.0f} million characters; memory {max(early) / 1e6:.1f} MB at the most in the "
        f"first half, {max(late) / 1e6:.1f} MB in the second"
    )
    for failure in failures:
        print(f"failed: {failure!r}")
    return int(bool(failures) or max(late) > GROWTH * max(early))


if __name__ == "__main__":
    sys.exit(
        main(
            float(sys.argv[1]) if len(sys.argv) > 1 else 1800.0,
            int(sys.argv[2]) if len(sys.argv) > 2 else 1,
        )
    )
