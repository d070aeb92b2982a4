"""Redaction: what is taken out, what stays, and the way back to the original's places."""

import time

import pytest

import svenner
from svenner.redact import KINDS, Redactor, redact

OUT = [
    ("Skriv till anna.ek@example.se i dag.", "Skriv till [E-POST] i dag."),
    ("Hans nummer 811218-9876 står där.", "Hans nummer [PERSONNUMMER] står där."),
    ("Född 19811218-9876.", "Född [PERSONNUMMER]."),
    ("Född 811218+9876, 8112189876.", "Född [PERSONNUMMER], [PERSONNUMMER]."),
    ("Samordningsnummer 701063-2391 finns.", "Samordningsnummer [PERSONNUMMER] finns."),
    ("Bolagets nummer är 556012-5790.", "Bolagets nummer är [ORGNUMMER]."),
    ("Org.nr: 5560125790", "Org.nr: [ORGNUMMER]"),
    ("Ring 08-123 456 78 nu.", "Ring [TELEFON] nu."),
    ("Ring 070-123 45 67 nu.", "Ring [TELEFON] nu."),
    ("Ring +46 70 123 45 67 nu.", "Ring [TELEFON] nu."),
    ("Ring 0470-123 45.", "Ring [TELEFON]."),
    ("Huset på Storgatan 5 B brann.", "Huset på [ADRESS] brann."),
    ("Huset på Storgatan 5 i stan och Storgatan 5b.", "Huset på [ADRESS] i stan och [ADRESS]."),
    ("Huset på Norra Kyrkogatan 12, 222 22 Lund brann.", "Huset på [ADRESS] brann."),
    ("Box 100, 111 22 Stockholm", "[ADRESS]"),
    ("Född 811218–9876, 811218 - 9876 och 1981-12-18-9876.", "Född [PERSONNUMMER], [PERSONNUMMER] och [PERSONNUMMER]."),
    ("Moms SE556012579001, enskild firma SE811218987601.", "Moms [ORGNUMMER], enskild firma [PERSONNUMMER]."),
    ("Fax: 08–123 45 67, tel. 123 45, +47 22 12 34 56.", "Fax: [TELEFON], tel. [TELEFON], [TELEFON]."),
    (
        "Hon bor på Drottninggatan 71 b, Storgatan 5–7 och Stora Torget 1.",
        "Hon bor på [ADRESS], [ADRESS] och [ADRESS].",
    ),
    ("Köpmansgatan 20, 3 tr; Ekvägen 2 lgh 1101.", "[ADRESS]; [ADRESS]."),
    ("Kom till Ekbyn 114, 790 15 Sundborn.", "Kom till [ADRESS]."),
]
STAYS = [
    "Numret 811218-9875 har fel kontrollsiffra.",
    "Numret 811318-9876 har ingen sådan månad.",
    "Den 02-11 2021 kom 100 000 personer.",
    "Resultatet blev 3-2 och 2019-2021 var bra år.",
    "Det kostade 5560125790 kronor.",
    "Storgatan är lång.",
    "Från Ekvägen i Borås. Riksväg 40 och länsväg 222 är stängda.",
    "På Stortorget 200 personer, på Sveavägen 2022 inga, på Storgatan 5 000 bilar.",
    "IBAN SE45 5000 0000 0583 9825 7466.",
    "Vinsten blev +10 000 000 kronor.",
    "Klockan 08-16 och 0,5 procent.",
    "",
]


@pytest.mark.parametrize(("text", "wanted"), OUT)
def test_what_is_taken_out(text, wanted):
    kinds = [kind for kind in KINDS if kind not in ("PER", "LOC")]
    assert redact(text, kinds).text == wanted


@pytest.mark.parametrize("text", STAYS)
def test_what_stays(text):
    kinds = [kind for kind in KINDS if kind not in ("PER", "LOC")]
    assert redact(text, kinds).text == text


def test_names_are_taken_out_everywhere():
    text = "Jens Stoltenberg kom. Stoltenbergs bil stod kvar. Det sade stoltenberg inget om i Lund."
    redacted = redact(text)
    assert redacted.text == "[PERSON] kom. [PERSON]s bil stod kvar. Det sade stoltenberg inget om i [PLATS]."
    assert redact(text, ["LOC"]).text.endswith("i [PLATS].")
    assert redact(text, []).text == text


def test_pseudonyms_are_stable():
    text = "Jens Stoltenberg mötte Åsa Ek. Stoltenberg log."
    one, two = (Redactor(["PER"], pseudonyms=True, key="k").redact(text) for _ in range(2))
    assert one == two
    first, second, third = (redaction.replacement for redaction in one.redactions)
    assert first == third != second
    assert redact(text, ["PER"], pseudonyms=True).text != redact(text, ["PER"], pseudonyms=True).text


def test_places_are_mapped_back():
    text = "Jens Stoltenberg (811218-9876) bor i Lund, sade Åsa Ek."
    redacted = redact(text)
    for word in ("bor", "sade", ") bor"):
        new, old = redacted.text.index(word), text.index(word)
        assert redacted.to_original(new) == old
        assert redacted.to_redacted(old) == new
    for redaction in redacted.redactions:
        assert redacted.text[redaction.new_start : redaction.new_end] == redaction.replacement
        assert redacted.to_original(redaction.new_start + 1) == redaction.start
        assert text[redaction.start : redaction.end] not in redacted.text
    assert redacted.to_original(len(redacted.text)) == len(text)
    assert "Stoltenberg" not in str(redacted.to_dict())


def test_every_place_outside_a_redaction_goes_there_and_back():
    text = "😀 Åsa Ek (811218-9876), Åsa Eks dotter och 08-123 45 67. Lund, Lunds domkyrka. Ekvägen 2"
    redacted = redact(text, [*KINDS, "ORG"], pseudonyms=True)
    inside = {at for r in redacted.redactions for at in range(r.start, r.end)}
    outside = [at for at in range(len(text) + 1) if at not in inside]
    assert len(redacted.redactions) == 7
    for at in outside:
        there = redacted.to_redacted(at)
        assert redacted.to_original(there) == at
        assert redacted.text[there : there + 1] == text[at : at + 1]
    rebuilt = list(redacted.text)
    for r in reversed(redacted.redactions):
        rebuilt[r.new_start : r.new_end] = text[r.start : r.end]
    assert "".join(rebuilt) == text


def test_many_and_wrong():
    assert [r and r.text for r in Redactor().redact_many(["Hon bor i Lund.", None, ""])] == [
        "Hon bor i [PLATS].",
        None,
        "",
    ]
    with pytest.raises(ValueError, match="NAMN"):
        Redactor(["NAMN"])
    with pytest.raises(TypeError):
        Redactor("PER")
    with pytest.raises(TypeError):
        redact(b"x")
    own = svenner.Analyzer(matchers=[svenner.Matcher([("Projekt X", "SECRET", None)])])
    assert redact("Om Projekt X.", ["SECRET"], analyzer=own).text == "Om [SECRET]."


@pytest.mark.parametrize("piece", ["å", "A", "1", "Ab ", "0 ", "08-12 ", "Storgatan ", "a@", "Åsa Ek "])
def test_time_is_linear(piece):
    text = piece * (300_000 // len(piece))
    start = time.process_time()
    redact(text)
    assert time.process_time() - start < 2
