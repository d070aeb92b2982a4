"""Who said what, and whose name is whose: the texts of tests/cases/quotes.txt and clusters.txt, and the rows of a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import svenner

CASES = Path(__file__).parent.parent / "cases"
MARK = re.compile(r"\[(PER|ORG|LOC) ([^|\]]*)(?:\|([^\]]*))?\]")

Rows = list[list[str]]


def read_cases(path: Path) -> Iterator[tuple[str, str, Rows]]:
    """Name, marked text and rows of each case; the first lines of the file say how they are written."""
    for block in re.split(r"^====\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        lines = block.rstrip("\n").split("\n")
        name = next(line[1:].strip() for line in lines if line.startswith("#"))
        rows = [[cell.strip() for cell in line[1:].split("|")] for line in lines if line.startswith(">")]
        yield name, "\n".join(line for line in lines if not line.startswith(("#", ">"))), rows


def analyze_marked(marked: str) -> svenner.Document:
    """The document of a text whose names are known: a matcher of them, so that no recogniser is tested here."""
    names = {match[3] or match[2]: match[1] for match in MARK.finditer(marked)}
    matchers = [svenner.Matcher([(name, label, None) for name, label in names.items()])] if names else []
    return svenner.Analyzer(matchers=matchers).analyze(MARK.sub(lambda match: match[2], marked))


def speaker_of(cell: str) -> str | None:
    """`~`: nobody is named; `~polisen`: the words, which are no cluster's name."""
    return cell.removeprefix("~") or None


@pytest.mark.parametrize(
    ("text", "rows"), [pytest.param(*case[1:], id=case[0]) for case in read_cases(CASES / "quotes.txt")]
)
def test_quotes_of_a_text(text: str, rows: Rows) -> None:
    document = analyze_marked(text)
    wanted = [(row[0], speaker_of(row[1]), row[2], row[3] if len(row) > 3 else None) for row in rows]
    quotes = document.to_dict()["quotes"]
    assert all(before["end"] <= after["start"] for before, after in pairwise(quotes))
    assert [(q["kind"], q["speaker"], q["text"], q.get("source")) for q in quotes] == wanted


def test_spans_are_slices_of_the_text() -> None:
    text = "😀 ”Vi går nu”, säger Åsa Öberg till TT. Hon säger att det regnar."
    for quote in svenner.analyze(text).to_dict()["quotes"]:
        assert text[quote["start"] : quote["end"]] == quote["text"]
        assert text[quote["speaker_start"] : quote["speaker_end"]] in ("Åsa Öberg", "Hon")


@pytest.mark.parametrize(
    "text", ["", "”", "””””", "– ", "–\n–\n–", "att", "säger att", "”’»«“„\"'" * 50, ", säger , säger"]
)
def test_odd_texts_have_no_quotes(text: str) -> None:
    assert svenner.analyze(text).to_dict()["quotes"] == []


@pytest.mark.parametrize(
    ("text", "rows"), [pytest.param(*case[1:], id=case[0]) for case in read_cases(CASES / "clusters.txt")]
)
def test_clusters_of_a_text(text: str, rows: Rows) -> None:
    document = analyze_marked(text).to_dict()
    entities = document["entities"]
    found = [[c["name"], *(entities[i]["text"] for i in c["mentions"])] for c in document["clusters"]]
    assert found == rows


def test_shipped_names_join_aliases_and_correct_spelling() -> None:
    document = svenner.analyze(
        "Världshälsoorganisationen varnar. WHO kräver svar av utrikesminister Dymtro Kuleba."
    ).to_dict()
    assert [c["name"] for c in document["clusters"]] == ["Världshälsoorganisationen", "Dmytro Kuleba"]
    assert [e["norm"] for e in document["entities"]] == ["Världshälsoorganisationen", "WHO", "Dmytro Kuleba"]
