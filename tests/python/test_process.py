"""Forks, spawned processes, threads and Ctrl-C: the answers stay those of one thread."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

import svenner

TEXT = "– Natochefen mötte USA:s president i Åre den 3 maj 2022, säger Anna Ek till TT."


def answer(text: str) -> dict[str, Any]:
    return svenner.analyze(text, date="2022-01-07").to_dict()


def test_threads_share_an_analyzer_and_a_matcher() -> None:
    matcher = svenner.Matcher(["Nato", "USA", "Anna Ek"], compounds=True)
    analyzer = svenner.Analyzer(matchers=[matcher])
    wanted = analyzer.analyze(TEXT).to_dict()
    found = [match.to_dict() for match in matcher.find(TEXT)]

    def work(_: int) -> bool:
        return analyzer.analyze(TEXT).to_dict() == wanted and [m.to_dict() for m in matcher.find(TEXT)] == found

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(400)))


def test_spawned_processes() -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(svenner.tokenize, [TEXT, TEXT])) == [svenner.tokenize(TEXT)] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("threads", [0, 2])
def test_a_forked_process_goes_on(threads: int) -> None:
    wanted = answer(TEXT)
    stop = threading.Event()
    workers = [threading.Thread(target=lambda: [answer(TEXT) for _ in iter(stop.is_set, True)]) for _ in range(threads)]
    for worker in workers:
        worker.start()
    child = os.fork()
    if child == 0:
        same = answer(TEXT) == wanted and len(svenner.analyze_many([TEXT] * 50, threads=2)) == 50
        os._exit(0 if same else 1)
    _, status = os.waitpid(child, 0)
    stop.set()
    for worker in workers:
        worker.join()
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize(
    ("text", "count"),
    [(TEXT, 400_000), (TEXT * 20, 200_000), (TEXT * 12_000, 60), (TEXT * 60_000, 12), ((TEXT + "\n") * 240_000, 2)],
    ids=["short rows", "articles", "texts of 1 MB", "texts of 5 MB", "texts of 20 MB"],
)
def test_interrupt_stops_many_texts(text: str, count: int) -> None:
    texts = [text] * count
    waits, works = [], []
    for delay in (0.1, 0.2, 0.3, 0.4, 0.5):
        sent: list[tuple[float, float]] = []

        def interrupt(sent: list[tuple[float, float]] = sent) -> None:
            sent.append((time.monotonic(), time.process_time()))
            os.kill(os.getpid(), signal.SIGINT)

        timer = threading.Timer(delay, interrupt)
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            svenner.analyze_many(texts, threads=2)
        waits.append(time.monotonic() - sent[0][0])
        works.append(time.process_time() - sent[0][1])
    # On a machine with other work the time by the clock is mostly waiting for a processor: so the quickest by the clock,
    # and all by what the two threads worked.
    assert min(waits) < 0.1, waits
    assert max(works) < 2 * 0.1, works
