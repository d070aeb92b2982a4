"""Documents as users see them: shapes, offsets, sequences, batches, errors."""

import datetime
import gc
import json
import pickle
import threading
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import svenner

TEXT = (
    "Natos generalsekreterare Jens Stoltenberg varnar 😀 för kriget.\n"
    "– Det är allvar, sade Stoltenberg i Bryssel den 7 januari."
)


@pytest.fixture(scope="module")
def doc():
    return svenner.analyze(TEXT, date="2022-01-07")


def test_tokens_are_slices_of_the_text(doc):
    assert [TEXT[token.start : token.end] for token in doc.tokens] == [token.text for token in doc.tokens]
    assert doc.tokens.texts() == svenner.tokenize(TEXT) == [token.text for token in doc.tokens]
    assert {token.kind for token in doc.tokens} <= set(svenner.TOKEN_KINDS)


def test_sentences_hold_their_tokens(doc):
    assert doc.sentences.texts() == svenner.split_sentences(TEXT)
    assert [token for sentence in doc.sentences for token in sentence.tokens] == list(doc.tokens)


def test_to_dict_agrees_with_the_attributes(doc):
    plain = doc.to_dict()
    assert list(plain) == ["tokens", "sentences", "entities", "clusters", "quotes"]
    assert plain["tokens"] == [[token.start, token.end, token.kind] for token in doc.tokens]
    assert plain["sentences"] == [[sentence.start, sentence.end] for sentence in doc.sentences]
    assert plain["entities"] == [entity.to_dict() for entity in doc.entities]
    for entity, row in zip(doc.entities, plain["entities"], strict=True):
        assert row["text"] == TEXT[row["start"] : row["end"]] == entity.text
        assert 0 <= row["score"] <= 1
        assert row["source"] in ("matcher", "model", "rule", "lexicon")
        assert {name: getattr(entity, name) for name in row if name != "also"} == {
            name: value for name, value in row.items() if name != "also"
        }
    for cluster, row in zip(doc.clusters, plain["clusters"], strict=True):
        assert [doc.entities[index] for index in row["mentions"]] == cluster.mentions
        assert all(mention.cluster == cluster.name for mention in cluster.mentions)
    for quote, row in zip(doc.quotes, plain["quotes"], strict=True):
        assert set(row) == {"start", "end", "text", "kind", "speaker", "speaker_start", "speaker_end", "source"}
        assert row["text"] == TEXT[row["start"] : row["end"]] == quote.text
    assert json.loads(doc.to_json()) == plain


@pytest.mark.parametrize("unit", ["codepoints", "bytes", "utf16"])
def test_offsets_in_other_units(doc, unit):
    encode = {
        "codepoints": lambda text: [*text],
        "bytes": lambda text: text.encode(),
        "utf16": lambda text: memoryview(text.encode("utf-16-le")).cast("H"),
    }[unit]
    other = svenner.analyze(TEXT, date="2022-01-07", offsets=unit)
    assert other.offsets == unit
    whole = encode(TEXT)
    for token, same in zip(other.tokens, doc.tokens, strict=True):
        assert token.text == same.text
        assert whole[token.start : token.end] == encode(token.text)
    starts, ends = other.tokens.spans()
    assert starts.tolist() == other.tokens.start.tolist() == [token.start for token in other.tokens]
    assert ends.tolist() == [token.end for token in other.tokens]
    assert doc.to_dict(offsets=unit) == other.to_dict()
    assert [column.tolist() for column in doc.tokens.spans(unit)] == [starts.tolist(), ends.tolist()]


def test_unknown_offsets_are_refused(doc):
    for call in (
        lambda: svenner.analyze("a", offsets="chars"),
        lambda: doc.to_dict(offsets=1),
        lambda: doc.tokens.spans(""),
    ):
        with pytest.raises(ValueError, match="codepoints"):
            call()


def test_sequences_behave_like_lists(doc):
    tokens, plain = doc.tokens, list(doc.tokens)
    assert isinstance(tokens, Sequence)
    assert len(tokens) == len(plain)
    assert tokens[-1] == plain[-1]
    assert tokens[0] != plain[1]
    assert tokens[2] in tokens
    assert hash(tokens[2]) == hash(plain[2])
    for part in (slice(2, 5), slice(None, None, -2), slice(5, 2), slice(-3, None), slice(1, 100, 3)):
        assert list(tokens[part]) == plain[part]
        assert tokens[part].start.tolist() == [token.start for token in plain[part]]
        assert tokens[part].kind.tolist() == [svenner.TOKEN_KINDS.index(token.kind) for token in plain[part]]
    assert list(tokens[::-1][1:4]) == plain[::-1][1:4]
    with pytest.raises(IndexError):
        tokens[len(plain)]
    with pytest.raises(TypeError):
        tokens["a"]


def test_columns_outlive_the_document():
    starts = svenner.analyze("en två tre").tokens.start
    gc.collect()
    assert starts.readonly
    assert starts.format == "I"
    assert starts.tolist() == [0, 3, 7]


def test_reprs_are_short_and_say_what_it_is(doc):
    assert repr(doc).startswith("<svenner.Document 'Natos general")
    assert repr(doc.tokens[0]) == "Token('Natos', 'word')"
    assert repr(doc.tokens[:1]) == "[Token('Natos', 'word')]"
    assert len(repr(svenner.analyze("ord " * 10_000).tokens)) < 1000


@pytest.mark.parametrize("wrong", [b"Malm\xc3\xb6", None, 1, ["a"]])
def test_only_str_is_a_text(wrong):
    for function in (svenner.analyze, svenner.tokenize, svenner.split_sentences):
        with pytest.raises(TypeError, match="str"):
            function(wrong)


def test_dates():
    day = datetime.date(2022, 1, 7)
    wanted = svenner.analyze(TEXT, date="2022-01-07").to_dict()
    for date in (day, datetime.datetime(2022, 1, 7, 12, 30), "2022-01-07T12:30:00Z", "2022-01-07 12:30"):
        assert svenner.analyze(TEXT, date=date).to_dict() == wanted
    for wrong in ("7 januari", "2022-02-30", "2022-1-7", ""):
        with pytest.raises(ValueError, match="ISO date"):
            svenner.analyze(TEXT, date=wrong)
    with pytest.raises(TypeError, match="date"):
        svenner.analyze(TEXT, date=2022)


def test_many_texts_keep_their_places():
    texts = ["Anna Ek bor i Lund.", None, float("nan"), "", "nan", "null", "NA"]
    answers = svenner.analyze_many(texts)
    assert [answer is None for answer in answers] == [False, True, True, False, False, False, False]
    assert [answer.to_dict() for answer in answers if answer] == [
        svenner.analyze(text).to_dict() for text in texts if isinstance(text, str)
    ]
    assert answers[4].tokens.texts() == ["nan"]
    assert svenner.analyze_many([]) == []
    assert svenner.analyze_many([None] * 3) == [None] * 3


def test_many_texts_on_threads_answer_alike():
    texts = [f"Den {i % 28 + 1} mars for Åsa till Lund {'å' * (i % 50)}." for i in range(3000)]
    wanted = [svenner.analyze(text, date="2022-01-07").to_dict() for text in texts]
    for threads in (1, 2, 5):
        answers = svenner.analyze_many(iter(texts), dates="2022-01-07", threads=threads)
        assert [answer.to_dict() for answer in answers] == wanted
    dates = [datetime.date(2020 + i % 3, 1, 1) for i in range(len(texts))]
    answers = svenner.analyze_many(texts, dates=dates)
    for i in (0, 1, 2, 2999):
        assert answers[i].to_dict() == svenner.analyze(texts[i], date=dates[i]).to_dict()


def test_many_texts_report_progress_and_errors():
    seen = []
    svenner.analyze_many(["a"] * 40_000, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 40_000
    with pytest.raises(ZeroDivisionError):
        svenner.analyze_many(["a"], progress=lambda done: 1 / 0)
    with pytest.raises(TypeError, match=r"texts\[1\]"):
        svenner.analyze_many(["a", b"b"])
    with pytest.raises(TypeError, match="sequence"):
        svenner.analyze_many("abc")
    with pytest.raises(ValueError, match="2 dates for 1 texts"):
        svenner.analyze_many(["a"], dates=["2022-01-07"] * 2)
    for threads in (0, -1, 10**6):
        with pytest.raises(ValueError, match="threads"):
            svenner.analyze_many(["a"], threads=threads)


def test_python_threads_share_the_default_analyzer():
    wanted = svenner.analyze(TEXT * 50).to_dict()
    answers = []

    def run():
        for _ in range(5):
            answers.append(svenner.analyze(TEXT * 50).to_dict() == wanted)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 40


def test_words_over_a_line_break():
    """OCR: one token, the text as it stands, its norm and what is found by it whole."""
    text = "Rege-\nringen i Stock-\n  holm skrev om in-\noch utrikes frågor i EU-\nmötet."
    doc = svenner.Analyzer(dehyphenate=True).analyze(text)
    norms = [token.norm for token in doc.tokens]
    assert norms == "Regeringen i Stockholm skrev om in- och utrikes frågor i EU-mötet .".split()
    assert doc.tokens[0].text == "Rege-\nringen"
    assert [(entity.text, entity.norm) for entity in doc.entities] == [("Stock-\n  holm", "Stockholm")]
    assert "\tStockholm\t" in doc.to_conllu()
    assert len(doc.sentences) == 1
    decomposed = svenner.Analyzer(dehyphenate=True).analyze(unicodedata.normalize("NFD", text))
    assert [token.norm for token in decomposed.tokens] == norms
    assert svenner.tokenize("Rege-\nringen") == ["Rege-", "ringen"]


def test_analyzers():
    analyzer = svenner.Analyzer(abbreviations=["xyzt."])
    assert analyzer.labels[:5] == ("PER", "ORG", "LOC", "TME", "MSR")
    assert "xyzt." in analyzer.tokenize("Hon tog xyzt. med sig.")
    again = pickle.loads(pickle.dumps(analyzer))
    assert again.tokenize("Hon tog xyzt. med sig.") == analyzer.tokenize("Hon tog xyzt. med sig.")
    only = svenner.Analyzer(labels=["TME"])
    assert {entity.label for entity in only.analyze(TEXT, date="2022-01-07").entities} <= {"TME"}
    with pytest.raises(ValueError, match="NONE"):
        svenner.Analyzer(labels=["NONE"])
    only = svenner.Analyzer(labels=["PER"]).analyze("Natochefen Jens Stoltenberg kom till SVT-huset.")
    assert [entity.text for entity in only.entities] == ["Jens Stoltenberg"]
    with pytest.raises(TypeError, match="labels"):
        svenner.Analyzer(labels="PER")
    with pytest.raises(TypeError, match="Matcher"):
        svenner.Analyzer(matchers=["Nato"])
    with pytest.raises(TypeError):
        svenner.Analyzer([])


def test_ids_of_any_kind():
    class Payload:
        def __str__(self):
            return "a payload"

    for payload, in_json in (("x1", "x1"), (7, 7), ({"id": 8}, 8), (Payload(), "a payload")):
        analyzer = svenner.Analyzer(matchers=[svenner.Matcher({"Zyxwia": payload})])
        doc = analyzer.analyze("Hon bor i Zyxwia.")
        assert [entity.source for entity in doc.entities] == ["matcher"]
        assert doc.entities[0].id == (8 if isinstance(payload, dict) else payload)
        assert json.loads(doc.to_json())["entities"][0]["id"] == in_json


def test_a_model_that_is_none(tmp_path):
    with pytest.raises(FileNotFoundError, match="none"):
        svenner.Analyzer(model=tmp_path / "none.sve")
    (tmp_path / "wrong.sve").write_bytes(b"not a model" * 100)
    with pytest.raises(svenner.DataError):
        svenner.Analyzer(model=tmp_path / "wrong.sve")
    assert svenner.Analyzer(model=None).analyze("Hej.").tokens.texts() == ["Hej", "."]


def test_documents_are_made_by_analysis_only(doc):
    for kind in (svenner.Document, svenner.Token, svenner.Entity, type(doc.tokens)):
        with pytest.raises(TypeError):
            kind()
    with pytest.raises(AttributeError):
        doc.text = ""
    with pytest.raises(TypeError):
        svenner.Token.start = 1
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(doc)


@given(st.lists(st.text(st.sampled_from("aåa\u0301b\0–😀"), min_size=1, max_size=18), max_size=30))
def test_words_met_before_are_told_apart(words: list[str]):
    """tokenize() keeps short words for the next text: never one word for another."""
    text = " ".join(words)
    assert svenner.tokenize(text) == [token.text for token in svenner.analyze(text).tokens]
