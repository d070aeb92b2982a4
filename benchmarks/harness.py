"""Timing candidates side by side: in rounds, each candidate once a round, so that a slow spell of the machine
strikes all alike and ratios are taken within a round. Seconds are the processor's, so that what else runs
on the machine counts little."""

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """What one candidate took."""

    name: str
    seconds: list[float]  # one a round
    ratios: list[float]  # to the first candidate, within the round

    @property
    def best(self) -> float:
        """Seconds of the fastest round."""
        return min(self.seconds)

    @property
    def ratio(self) -> str:
        """How many times the first candidate's time, with the spread over the rounds."""
        middle = statistics.median(self.ratios)
        return f"{middle:.3g} ({min(self.ratios):.3g}–{max(self.ratios):.3g})"


def compare(candidates: dict[str, Callable[[], object]], rounds: int = 5) -> list[Timing]:
    """Times each candidate `rounds` times after one call to warm up; Python's collector waits, as timeit has it."""
    for run in candidates.values():
        run()
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    gc.disable()
    for _ in range(rounds):
        gc.collect()
        for name, run in candidates.items():
            start = time.process_time()
            run()
            seconds[name].append(time.process_time() - start)
    gc.enable()
    first = next(iter(seconds.values()))
    return [
        Timing(name, taken, [mine / other for mine, other in zip(taken, first, strict=True)])
        for name, taken in seconds.items()
    ]


_FRESH = """
import sys, time

def memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

exec(sys.argv[2])
before = memory()
start = time.process_time()
exec(sys.argv[1])
print(time.process_time() - start, memory() - before)
"""


def fresh(code: str, before: str, times: int = 5) -> tuple[float, float]:
    """Milliseconds (the median) and megabytes that `code` takes in a new interpreter, `before` apart."""
    taken = []
    for _ in range(times):
        done = subprocess.run(
            [sys.executable, "-I", "-c", _FRESH, code, before],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        seconds, kilobytes = done.stdout.split()
        taken.append((float(seconds) * 1000, float(kilobytes) / 1024))
    return statistics.median(t for t, _ in taken), statistics.median(m for _, m in taken)
