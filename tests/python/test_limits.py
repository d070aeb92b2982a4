"""What a text may cost: SECURITY.md promises these bounds."""

import subprocess
import sys

import pytest

# Bytes for each byte of text, while it is analysed; about a sixth of that for ordinary articles.
PEAK = 256

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
    ],
)
def test_memory_is_bounded_by_the_text(unit: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", MEASURE, unit], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert float(done.stdout) < PEAK
