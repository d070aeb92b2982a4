"""What a text may cost: SECURITY.md promises these bounds."""

import subprocess
import sys

import pytest

# Bytes for each byte of text, while it is analysed; about a ninth of that for ordinary articles.
PEAK = 384

MEASURE = """
import resource, sys
import svenner
unit = sys.argv[1]
text = unit * (1_000_000 // len(unit))
svenner.analyze("Anna Ek bor i Lund sedan den 3 maj 2022.")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
document = svenner.analyze(text, date="2022-01-07")
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) * 1024 / len(text.encode()))
"""


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a ",
        ". ",
        "A ",
        "1 ",
        "1. ",
        "kl. ",
        "Anna Ek ",
        "3 maj ",
        "7 kr ",
        "”a”, säger Anna. ",
        "a\n",
        "Natochefen ",
        # An amount, a name or a number at every second byte, or third: the costliest of many random ones.
        "1%",
        "(1",
        "1;",
        "A$",
        "SD,",
    ],
)
def test_memory_is_bounded_by_the_text(unit: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", MEASURE, unit], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert float(done.stdout) < PEAK


STARVE = """
import resource, sys
import svenner
text = "Anna Ek i Lund betalade 20 kr den 3 maj, säger hon till TT. " * 5_000
names = [f"Namn{i} Ek" for i in range(30_000)]
matcher = svenner.Matcher(["Anna Ek", "Lund"])
CALLS = {
    "analyze": lambda: svenner.analyze(text).to_dict(),
    "analyze_many": lambda: svenner.analyze_many([text, text[:1000]] * 2, threads=2),
    "find": lambda: matcher.find(text),
    "Matcher": lambda: svenner.Matcher(names),
}
call = CALLS[sys.argv[1]]
svenner.analyze("Lund")
soft, hard = resource.getrlimit(resource.RLIMIT_AS)
refused = done = 0
for extra in [*range(0, 8_000_000, 1_000_000), *range(8_000_000, 100_000_000, 12_000_000)]:
    pages = int(open("/proc/self/statm").read().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * 4096 + extra, hard))
    try:
        call()
        done += 1
    except MemoryError:
        refused += 1
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    assert svenner.tokenize("Hej då") == ["Hej", "då"]
print(refused, done)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is taken away as Linux does it")
@pytest.mark.parametrize("call", ["analyze", "analyze_many", "find", "Matcher"])
def test_where_memory_runs_out(call: str) -> None:
    command = [sys.executable, "-I", "-c", STARVE, call]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    assert min(int(number) for number in done.stdout.split()) > 0
