"""What the shipped lexicon knows, as an analysis without a model shows it; and that it is compiled from its lists."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import svenner

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(svenner.__file__).parent / "data" / "lexicon.sve"


@pytest.fixture(scope="module")
def analyzer():
    return svenner.Analyzer(model=None)


def names_in(analyzer, text):
    found = analyzer.analyze(text).to_dict()["entities"]
    return [(entity["text"], entity["label"]) for entity in found if entity["label"] in ("PER", "ORG", "LOC")]


@pytest.mark.parametrize(
    "text",
    [
        "En björn sov under en sten vid en ek.",
        "Per person blir det en ros, en lilja och en bit mark.",
        "Det var en stig i en dal, och hon hade liv i sin röst.",
    ],
)
def test_words_that_are_names_too_are_no_names_in_lower_case(analyzer, text):
    assert names_in(analyzer, text) == []


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("I dag reser vi till Göteborg med tåg.", "Göteborg", "LOC"),
        ("Vi bodde i Förenade Arabemiraten.", "Förenade Arabemiraten", "LOC"),
        ("Där talade Magdalena Andersson länge.", "Magdalena Andersson", "PER"),
        ("I går kritiserades Arbetsförmedlingens chef.", "Arbetsförmedlingens", "ORG"),
        ("Hon arbetar på Sveriges lantbruksuniversitet.", "Sveriges lantbruksuniversitet", "ORG"),
        ("Där mötte vi Natos trupper.", "Natos", "ORG"),
        ("I år firar Västra Götaland.", "Västra Götaland", "LOC"),
    ],
)
def test_listed_names_are_found(analyzer, text, name, label):
    assert names_in(analyzer, text) == [(name, label)]


def test_compounds_on_a_name(analyzer):
    found = analyzer.analyze("Där kritiserades Natochefen.").to_dict()["entities"]
    assert [(entity["text"], entity["compound"]) for entity in found] == [("Nato", True)]


@pytest.mark.skipif(not (ROOT / "lexicon").is_dir(), reason="only in a checkout")
def test_the_same_lists_give_the_same_bytes(tmp_path):
    """In a process with another hash seed, since sets are ordered by it."""
    out = tmp_path / "lexicon.sve"
    subprocess.run(
        [sys.executable, ROOT / "tools" / "compile_lexicon.py", out],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert out.read_bytes() == DATA.read_bytes()


@pytest.mark.skipif(not (ROOT / "lexicon").is_dir(), reason="only in a checkout")
def test_each_list_states_its_source_and_licence():
    for path in sorted((ROOT / "lexicon").glob("*.tsv")):
        head = path.read_text(encoding="utf-8").split("\n", 12)[:12]
        notes = " ".join(line for line in head if line.startswith("#"))
        assert "Source:" in notes, path.name
        assert "icence:" in notes or "icence)" in notes, path.name
