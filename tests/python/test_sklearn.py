"""The tokenizer and the transformer for scikit-learn."""

import pickle

import pytest

import svenner

pytest.importorskip("sklearn")
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import svenner.sklearn

TEXTS = ["Åsa bor i Lund. Lund är fint.", "Björn bor i Malmö.", "Sven reste till Lund.", "I Malmö regnar det."]


def test_words_for_counting():
    vectorizer = CountVectorizer(tokenizer=svenner.sklearn.words, token_pattern=None)
    counts = vectorizer.fit_transform(TEXTS)
    assert counts[0, vectorizer.vocabulary_["lund"]] == 2
    assert "." not in vectorizer.vocabulary_
    again = pickle.loads(pickle.dumps(clone(vectorizer)))
    assert (again.fit_transform(TEXTS) != counts).nnz == 0


def test_entities_as_features():
    vectorizer = svenner.sklearn.EntityVectorizer(labels=("LOC",))
    counts = vectorizer.fit_transform([*TEXTS, None, ""])
    names = list(vectorizer.get_feature_names_out())
    assert counts.shape == (6, len(names))
    wanted = sum(entity.norm == "Lund" for entity in svenner.analyze(TEXTS[0]).entities)
    assert counts[0, names.index("LOC=Lund")] == wanted
    assert counts[4:].nnz == 0
    assert clone(vectorizer).get_params() == vectorizer.get_params()
    again = pickle.loads(pickle.dumps(vectorizer))
    assert (again.transform(TEXTS) != counts[:4]).nnz == 0
    few = svenner.sklearn.EntityVectorizer(labels=None, min_count=2).fit(TEXTS)
    assert set(few.get_feature_names_out()) < set(
        svenner.sklearn.EntityVectorizer(labels=None).fit(TEXTS).get_feature_names_out()
    )


def test_in_a_pipeline():
    pipeline = make_pipeline(svenner.sklearn.EntityVectorizer(), LogisticRegression())
    assert pipeline.fit(TEXTS, [0, 1, 0, 1]).predict(["Det regnar i Lund.", "Det regnar i Malmö."]).tolist() == [0, 1]
