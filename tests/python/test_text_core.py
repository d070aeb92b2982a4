"""The scanner against a plain slow one, and its cost on texts that are made to be slow."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "csrc"

pytestmark = pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")

sys.path.insert(0, str(ROOT / "tools"))
import make_tables  # noqa: E402


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """tests/c/text_probe.c, compiled with the floors that it needs."""
    program = tmp_path_factory.mktemp("probe") / "text_probe"
    sources = [*CORE.glob("base/*.c"), *CORE.glob("text/*.c"), ROOT / "tests/c/text_probe.c"]
    command = [
        "cc",
        "-std=c11",
        "-O1",
        f"-I{CORE}",
        "-o",
        program,
        *sources,
        "-licui18n",
        "-licuuc",
        "-lm",
        "-lpthread",
    ]
    subprocess.run(command, check=True)
    return program


# ---- Against a plain scanner: longest match by looking up one character after the other. ----

MACHINE, CLASSES, KINDS = make_tables.load()
GAPS = ("space", "line", "blank")
SPLIT = ("dashes", "dotname", "email", "chunk", "hashtag", "handle", "emoticon")  # kinds that are cut once more

# No slash: addresses are trimmed and hosts are asked about in C only.
ALPHABET = "aBåÅx7 059  \n\r\t\u00a0\u200b.,:;!?…-–—−'’\"”»()[]&@#+_*=<%§°½²\u0301\u00ad\u200d\ufe0f\u20e3😀👩👍🏽🇸🇪❤©שü\u2028\0\u2126"


class Scanner:
    """The probe, kept running."""

    def __init__(self, program: Path) -> None:
        self.process = subprocess.Popen([program, "scan"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def scan(self, text: str) -> list[tuple[int, int, str]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        data = text.encode("utf-8", "surrogatepass")
        self.process.stdin.write(struct.pack("<I", len(data)) + data)
        self.process.stdin.flush()
        (count,) = struct.unpack("<I", self.process.stdout.read(4))
        rows = struct.iter_unpack("<3I", self.process.stdout.read(12 * count))
        return [(start, end, KINDS[kind]) for start, end, kind in rows]


@pytest.fixture(scope="module")
def scanner(probe: Path) -> Iterator[Scanner]:
    running = Scanner(probe)
    yield running
    running.process.communicate()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from(ALPHABET), max_size=80) | st.text(max_size=20).filter(lambda text: "/" not in text))
def test_the_scanner_agrees_with_a_plain_one(scanner: Scanner, text: str) -> None:
    classes = [make_tables.class_of(CLASSES, ord(character)) for character in text]
    wanted = [token for token in MACHINE.scan(classes) if token[2] not in GAPS]
    found = scanner.scan(text)
    for start, end, kind in wanted:
        inside = [token for token in found if start <= token[0] and token[1] <= end]
        assert "".join(text[a:b] for a, b, _ in inside) == text[start:end]
        if kind not in SPLIT:
            assert inside == [(start, end, kind)]
    assert sum(end - start for start, end, _ in found) == sum(end - start for start, end, _ in wanted)


# ---- Cost. ----

PIECES = ['"', "(", "a.", "A.", "a-", "a/", "a.b/", "a@", "a@b.", "www.a.se/).", "http://", "1 000 ", "– ", ". ", "1. ", "t ",
          "å", "\u0301", "😀\u200d", "#", "'s", "\n"]  # fmt: skip
FEW, MANY = 1000, 4000


def instructions(program: Path, piece: str, times: int, folder: Path) -> int:
    """How many the program executes, by callgrind."""
    out = folder / "callgrind.out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program, piece, str(times)]
    subprocess.run(command, check=True, capture_output=True)
    summary = re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.MULTILINE)
    assert summary is not None
    return int(summary[1])


@pytest.fixture(scope="module")
def nothing(probe: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """Instructions that an empty text takes."""
    return instructions(probe, "a", 0, tmp_path_factory.mktemp("nothing"))


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="no valgrind")
@pytest.mark.parametrize(
    ("piece", "few", "many"),
    [*((piece, FEW, MANY) for piece in PIECES), pytest.param("a", 250_000, 1_000_000, id="a word of a megabyte")],
)
def test_the_cost_grows_with_the_text(
    probe: Path, tmp_path: Path, nothing: int, piece: str, few: int, many: int
) -> None:
    cost_of_few, cost_of_many = (instructions(probe, piece, times, tmp_path) - nothing for times in (few, many))
    assert cost_of_many < 1.15 * cost_of_few * many / few
