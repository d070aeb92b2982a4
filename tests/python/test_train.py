"""Training and evaluation: annotated files in, a model out, scores."""

from array import array
from pathlib import Path

import pytest

import svenner
from svenner import _core, gold
from svenner.evaluate import evaluate, reliability, table

IOB2 = """# newdoc id = a
# sent_id = 1
# text = Solina köper Kelvik.
1\tSolina\tB-ORG
2\tköper\tO
3\tKelvik\tB-ORG
4\t.\tO

# sent_id = 2
# newpar
# text = Nya Zeeland ligger långt bort.
1\tNya\tB-LOC
2\tZeeland\tI-LOC
3\tligger\tO
4\tlångt\tO
5\tbort\tO
6\t.\tO

"""
COLUMNS = "Anna\tPER\nEk\tPER\nbor\t0\ni\t0\nLund\tLOC\n.\t0\n\nBo\tPER\nsov\t0\n.\t0\n"
CONLLU = "# text = Lund regnar\n1\tLund\t_\t_\t_\t_\t_\t_\t_\tNER=B-LOC\n2\tregnar\t_\t_\t_\t_\t_\t_\t_\t_\n\n"


MARKED = """# Invented.
Solina lämnar [[LOC|Lund]]
[[PER|Anna Eks]] bolag [[ORG|Solina AB]] flyttar.
– Vi flyttar till [[LOC|Malmö]], säger [[PER|Ek]].

# Another document
I [[LOC|Lund]] regnar det # 1.
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def names(document: gold.GoldDocument) -> list[tuple[str, str]]:
    return [(document.text[start:end], label) for start, end, label in document.entities]


def test_a_long_text_is_read_in_parts(tmp_path):
    sentence = IOB2.split("\n\n")[0].replace("# newdoc id = a\n", "")
    documents = gold.read(write(tmp_path, "a.iob2", "# newdoc id = a\n" + f"{sentence}\n\n" * 45 + IOB2))
    assert [document.sentences for document in documents] == [20, 20, 5, 2]
    assert [document.continued for document in documents] == [False, True, True, False]


def test_iob2_is_read_as_running_text(tmp_path):
    (document,) = gold.read(write(tmp_path, "a.iob2", IOB2))
    assert document.text == "Solina köper Kelvik.\nNya Zeeland ligger långt bort."
    assert names(document) == [("Solina", "ORG"), ("Kelvik", "ORG"), ("Nya Zeeland", "LOC")]


def test_two_columns_make_a_document_of_each_sentence(tmp_path):
    first, second = gold.read(write(tmp_path, "a.txt", COLUMNS))
    assert first.text == "Anna Ek bor i Lund."
    assert names(first) == [("Anna Ek", "PER"), ("Lund", "LOC")]
    assert names(second) == [("Bo", "PER")]


def test_conllu_has_names_in_misc(tmp_path):
    (document,) = gold.read(write(tmp_path, "a.conllu", CONLLU))
    assert names(document) == [("Lund", "LOC")]
    written = svenner.analyze("Anna Ek bor i Lund.")
    (again,) = gold.read(write(tmp_path, "b.conllu", written.to_conllu()))
    assert names(again) == [(entity.text, entity.label) for entity in written.entities]


def test_marked_text_is_read_a_sentence_a_line(tmp_path):
    first, second = gold.read(write(tmp_path, "a.txt", MARKED))
    assert first.text == "Solina lämnar Lund\nAnna Eks bolag Solina AB flyttar. – Vi flyttar till Malmö, säger Ek."
    assert names(first) == [("Lund", "LOC"), ("Anna Eks", "PER"), ("Solina AB", "ORG"), ("Malmö", "LOC"), ("Ek", "PER")]
    assert second.text == "I Lund regnar det # 1."
    assert names(second) == [("Lund", "LOC")]


@pytest.mark.parametrize("line", ["[[PER|Bo sov.", "Bo]] sov.", "[[PER|Bo [[LOC|Lund]]]] sov.", "[[PER|]] sov."])
def test_a_mark_that_is_not_whole_is_told_by_line(tmp_path, line):
    with pytest.raises(gold.GoldError, match=r"a\.txt:2: a mark"):
        gold.read(write(tmp_path, "a.txt", f"I [[LOC|Lund]] regnar det.\n{line}\n"))


def test_what_cannot_be_read_is_told_by_line(tmp_path):
    with pytest.raises(gold.GoldError, match=r"a\.iob2:1: 'PERSON'"):
        gold.read(write(tmp_path, "a.iob2", "1\tAnna\tPERSON\n"))
    with pytest.raises(gold.GoldError, match="'Anna' is not in 'Bo sov'"):
        gold.read(write(tmp_path, "b.iob2", "# text = Bo sov\n1\tAnna\tB-PER\n"))


def test_scores_count_exact_spans(tmp_path):
    result = evaluate([write(tmp_path, "a.txt", COLUMNS)])
    assert result.total.wanted == 3
    assert 0 <= result.total.f1 <= 1
    assert result.labels["PER"].right <= result.labels["PER"].found
    assert table(result).splitlines()[-1].startswith("all")
    assert reliability(result).startswith("score")


def test_nothing_found_is_no_division_by_zero(tmp_path):
    result = evaluate([write(tmp_path, "a.txt", "sov\t0\n")])
    assert (result.total.f1, result.total.precision, result.total.recall) == (0, 0, 0)


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    from svenner.train import Settings, train

    folder = tmp_path_factory.mktemp("train")
    lines = []
    for name in ("Brevix", "Norrgen", "Svalux", "Tekbo", "Mirfors", "Halnova"):
        lines.append(f"Då\t0\nköper\t0\nbolaget\t0\n{name}\tFIRMA\nmer\t0\n.\t0\n")
        lines.append(f"Då\t0\nsjunker\t0\nbåten\t0\n{name}\tSHIP\nigen\t0\n.\t0\n")
    path = write(folder, "own.txt", "\n".join(lines))
    model = folder / "own.model"
    train([path], model, labels=["FIRMA", "SHIP"], settings=Settings(least_weight=0.0))
    again = folder / "again.model"
    train([path], again, labels=["FIRMA", "SHIP"], settings=Settings(least_weight=0.0))
    assert model.read_bytes() == again.read_bytes()
    return model


def test_a_model_finds_the_labels_it_was_trained_on(trained):
    analyzer = svenner.Analyzer(model=trained)
    found = [(e.text, e.label) for e in analyzer.analyze("Då köper bolaget Vexbo mer.").entities]
    assert ("Vexbo", "FIRMA") in found
    found = [(e.text, e.label) for e in analyzer.analyze("Då sjunker båten Vexbo igen.").entities]
    assert ("Vexbo", "SHIP") in found


def test_training_needs_names_and_at_most_three_labels(tmp_path):
    from svenner.train import train

    path = write(tmp_path, "a.txt", COLUMNS)
    with pytest.raises(ValueError, match="no name with a label of SHIP"):
        train([path], tmp_path / "m", labels=["SHIP"])
    with pytest.raises(ValueError, match="one to 3 labels"):
        train([path], tmp_path / "m", labels=["A", "B", "C", "D"])


def test_what_cannot_be_trained_on_is_refused():
    features, starts, ends = array("Q", [1, 2]), array("I", [0, 1, 2]), array("I", [2])
    assert len(_core.train(features, starts, b"\1\0", ends, 1, 1, 0.1, 0.0)[0]) == 16
    with pytest.raises(ValueError, match="lengths"):
        _core.train(features, starts, b"\1", ends, 1, 1, 0.1, 0.0)
    with pytest.raises(ValueError, match="unknown tag"):
        _core.train(features, starts, b"\1\3", ends, 1, 1, 0.1, 0.0)
    with pytest.raises(ValueError, match="rate"):
        _core.train(features, starts, b"\1\0", ends, 1, 1, float("nan"), 0.0)
