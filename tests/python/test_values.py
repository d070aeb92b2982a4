"""When and how much: the rules' examples, the cases of tests/cases/values.tsv, and the peer's where its folder is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import svenner
from svenner import units

ROOT = Path(__file__).parent.parent.parent
PEER = ROOT.parent / "shared" / "peer" / "recognizers-sv.jsonl"

Found = list[tuple[int, int, str, str]]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its brackets, and the stretches that were in them."""
    text, spans, start = "", [], 0
    for piece in re.split(r"([\[\]])", marked):
        if piece == "[":
            start = len(text)
        elif piece == "]":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, spans


def find(text: str, date: str | None, compounds: bool = False) -> Found:
    """Every time and measure, those inside compounds where asked for: start, end, label, value."""
    entities = svenner.analyze(text, date=date).entities
    return [
        (entity.start, entity.end, entity.label, entity.value or "")
        for entity in entities
        if entity.label in ("TME", "MSR") and (compounds or not entity.compound)
    ]


def amount_of(text: str) -> float | None:
    """`0,5`, `2/3`, `20%` as a number; None for a range or none."""
    top, _, bottom = text.rstrip("%").replace(",", ".").partition("/")
    try:
        return float(top) / float(bottom or 1)
    except ValueError:
        return None


def rows_of_rules() -> Iterator[list[str]]:
    lines = (ROOT / "lexicon" / "time-rules.tsv").read_text(encoding="utf-8").splitlines()
    yield from (line.split("\t") for line in [line for line in lines if not line.startswith("#")][1:])


@pytest.mark.parametrize(("marked", "date", "expected"), [pytest.param(*row[3:], id=row[0]) for row in rows_of_rules()])
def test_every_rule_does_what_its_example_says(marked, date, expected):
    text, [span] = unmark(marked)
    assert (*span, "TME", expected) in find(text, date or None, compounds=True)


def rows_of_cases() -> Iterator[tuple[str, str, str]]:
    for line in (ROOT / "tests" / "cases" / "values.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            marked, date, values = line.split("\t")
            yield marked, date, values


@pytest.mark.parametrize(("marked", "date", "values"), list(rows_of_cases()))
def test_cases(marked, date, values):
    text, spans = unmark(marked)
    wanted = [
        (*span, *value.split("=")) for span, value in zip(spans, values.split("¦") if values else [], strict=True)
    ]
    assert find(text, None if date == "-" else date) == wanted


def test_an_approximation_tells_its_number_too():
    [entity] = [e for e in svenner.analyze("Det kom drygt 300 besökare.").to_dict()["entities"] if e["label"] == "MSR"]
    assert entity["text"] == "drygt 300"
    assert entity["value"] == "300"
    assert [nested["text"] for nested in entity["also"]] == ["300"]


def test_a_weekday_in_a_compound():
    [entity] = svenner.analyze("Måndagsmötet avbröts.", date="2024-01-30").entities
    assert (entity.text, entity.compound, entity.value) == ("Måndag", True, "2024-01-29")


@pytest.mark.skipif(not PEER.exists(), reason="the peer's cases are not there")
class TestPeer:
    """Microsoft's Recognizers-Text: what it finds is found. Where its value differs, docs/values.md says why."""

    def cases(self) -> Iterator[dict]:
        for line in PEER.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)

    def test_found(self):
        found = wanted = 0
        for case in self.cases():
            label = "TME" if case["spec"].startswith("Date") else "MSR"
            spans = [row[:2] for row in find(case["input"], case["ref"] and case["ref"][:10]) if row[2] == label]
            wanted += len(case["results"])
            found += sum(any(a < end and start < b for a, b in spans) for start, end, *_ in case["results"])
        assert found >= 0.97 * wanted

    # Of the amounts that a model tells, how many are ours too. docs/values.md says by kind which are not.
    @pytest.mark.parametrize(
        ("model", "least", "of"),
        [
            ("AgeModel", 12, 12),
            ("CurrencyModel", 17, 19),
            ("DimensionModel", 33, 34),
            ("NumberModel", 59, 86),
            ("PercentModel", 6, 6),
            ("TemperatureModel", 20, 21),
        ],
    )
    def test_amounts_are_the_same(self, model, least, of):
        same = told = 0
        for case in self.cases():
            rows = [row for row in find(case["input"], None) if row[2] == "MSR"]
            for start, end, _, value in case["results"]:
                wanted = amount_of(value["value"]) if case["spec"] == model and value["value"] else None
                if wanted is None:
                    continue
                wanted /= 100 if value.get("unit") == "Øre" else 1
                told += 1
                ours = [amount_of(row[3].split(" ")[0]) for row in rows if row[0] < end and start < row[1]]
                same += any(amount is not None and amount == pytest.approx(wanted) for amount in ours)
        assert told == of
        assert same >= least

    def test_dates_are_the_same(self):
        # Impossible dates, the American order, `min dag`, and an n-th weekday written as a rule.
        other = {"9-18-15", "08/12,15", "min dag", "31 denna månad", "första fredagen i nästa månad"}
        for case in self.cases():
            for start, end, _, value in case["results"]:
                if case["spec"] == "DateParser" and case["input"][start:end] not in other:
                    values = {
                        row[3] for row in find(case["input"], case["ref"][:10]) if row[0] < end and start < row[1]
                    }
                    assert value in values, case["input"]


class TestConvert:
    @pytest.mark.parametrize(
        ("value", "to", "wanted"),
        [
            ("120 km", "m", 120000.0),
            ("90 km/h", "m/s", 25.0),
            ("20..25 °C", "°F", (68.0, 77.0)),
            ("0 °C", "K", 273.15),
            ("3 tum", "cm", 7.62),
            ("3 [in_i]", "cm", 7.62),
            ("2/3 kg", "g", 2000 / 3),
            ("95 g/km", "kg/km", 0.095),
        ],
    )
    def test_right(self, value, to, wanted):
        assert units.convert(value, to=to) == pytest.approx(wanted)

    @pytest.mark.parametrize(
        ("value", "to"), [("7 SEK", "EUR"), ("7 kg", "m"), ("20 °C", "m"), ("", "m"), ("1/0 kg", "g"), ("3", "m")]
    )
    def test_what_cannot_be_converted(self, value, to):
        with pytest.raises(ValueError, match=r"unit|quantity|value"):
            units.convert(value, to=to)


def test_an_expression_goes_on_over_a_line_break_as_its_sentence_does():
    text = "Vinsten blev 311\nmiljoner kronor under tredje\nkvartalet.\nSal 3\n18 platser"
    found = [(e.text, e.value) for e in svenner.analyze(text, date="2023-10-26").entities if e.value]
    assert found == [("311\nmiljoner kronor", "311000000 SEK"), ("tredje\nkvartalet", "2023-Q3"), ("18", "18")]
