"""The tokenizer and the component for spaCy."""

import pytest

import svenner

spacy = pytest.importorskip("spacy")
import svenner.spacy  # noqa: E402

TEXT = (
    "Natos generalsekreterare Jens Stoltenberg varnar.\n\n– Det är allvar, sade Stoltenberg i  Bryssel 2022-01-07. 😀"
)


@pytest.fixture(params=["ours", "spacy's"])
def nlp(request):
    nlp = spacy.blank("sv")
    if request.param == "ours":
        nlp.tokenizer = svenner.spacy.Tokenizer(nlp.vocab)
    nlp.add_pipe("svenner")
    return nlp


def test_tokens_are_the_same():
    doc = svenner.spacy.Tokenizer(spacy.blank("sv").vocab)(TEXT)
    assert doc.text == TEXT
    assert [token.text for token in doc if not token.is_space] == svenner.tokenize(TEXT)
    assert [(t.idx, t.text) for t in doc if not t.is_space] == [(t.start, t.text) for t in svenner.analyze(TEXT).tokens]


def test_entities_sentences_and_quotes(nlp):
    doc = nlp(TEXT)
    ours = svenner.analyze(TEXT)
    assert doc.text == TEXT
    assert [(e.start_char, e.end_char, e.label_, e._.norm, e._.value) for e in doc.ents] == [
        (e.start, e.end, e.label, e.norm, e.value) for e in ours.entities if not e.compound
    ]
    assert [sentence.text.strip() for sentence in doc.sents] == ours.sentences.texts()
    assert len(doc.spans["quotes"]) == len(ours.quotes)
    assert [span._.speaker for span in doc.spans["quotes"]] == [quote.speaker for quote in ours.quotes]
    assert doc._.svenner.to_dict() == ours.to_dict()


def test_displacy_and_bytes(nlp):
    doc = nlp(TEXT)
    html = spacy.displacy.render(doc, style="ent", jupyter=False)
    for entity in doc.ents:
        assert entity.text in html
    again = spacy.blank("sv").from_bytes(spacy.blank("sv").to_bytes())
    assert again.lang == "sv"
    assert [d.text for d in nlp.pipe(["Hej.", "", " "])] == ["Hej.", "", " "]


def test_dates_and_labels(tmp_path):
    nlp = spacy.blank("sv")
    svenner.Matcher([("Bryssel", "CITY", "b1")]).save(tmp_path / "names.sve")
    nlp.add_pipe("svenner", config={"labels": ["TME", "CITY"], "matchers": [str(tmp_path / "names.sve")]})
    doc = nlp.make_doc("Vi ses i morgon i Bryssel.")
    doc._.date = "2022-01-07"
    doc = nlp(doc)
    wanted = [e.value for e in svenner.analyze(doc.text, date="2022-01-07").entities if e.label == "TME"]
    assert [e._.value for e in doc.ents if e.label_ == "TME"] == wanted
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents if e.label_ != "TME"] == [("Bryssel", "CITY", "b1")]
