"""scikit-learn: a tokenizer for CountVectorizer and a transformer from texts to counts of their entities.

    CountVectorizer(tokenizer=svenner.sklearn.words, token_pattern=None)
    make_pipeline(EntityVectorizer(labels=("PER", "ORG")), LogisticRegression())

Needs scikit-learn (`pip install svenner[sklearn]`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction import DictVectorizer
from sklearn.utils.validation import check_is_fitted

from svenner import _core

__all__ = ["EntityVectorizer", "words"]


def words(text: str) -> list[str]:
    """The text's words and numbers, without punctuation: for CountVectorizer's `tokenizer`."""
    return [word for word in _core.tokenize(text) if any(map(str.isalnum, word))]


class EntityVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc, unused-ignore]
    """Texts to a sparse matrix: how often each entity is named, a column for each label and base form.

    `labels`: which to count; None: all. `value`: whether times and measures are counted by their value rather than
    by their base form. `min_count`: columns named less often in the training texts are left out. A missing text has
    none.
    """

    def __init__(
        self, labels: Sequence[str] | None = ("PER", "ORG", "LOC"), value: bool = True, min_count: int = 1
    ) -> None:
        self.labels = labels
        self.value = value
        self.min_count = min_count

    def fit(self, texts: Iterable[str | None], y: Any = None) -> EntityVectorizer:
        """Learn which entities there are."""
        self.fit_transform(texts, y)
        return self

    def fit_transform(self, texts: Iterable[str | None], y: Any = None, **_: Any) -> Any:
        """Learn which entities there are and count them."""
        rows = self._count(texts)
        total: Counter[str] = Counter()
        for row in rows:
            total.update(row)
        kept = {name for name, count in total.items() if count >= self.min_count}
        self.vectorizer_ = DictVectorizer(dtype=int)
        return self.vectorizer_.fit_transform([{name: n for name, n in row.items() if name in kept} for row in rows])

    def transform(self, texts: Iterable[str | None]) -> Any:
        """Count the entities that the training texts had."""
        check_is_fitted(self)
        return self.vectorizer_.transform(self._count(texts))

    def get_feature_names_out(self, _input: Any = None) -> Any:
        """Name the columns: `PER=Jens Stoltenberg` and so on."""
        check_is_fitted(self)
        return self.vectorizer_.get_feature_names_out()

    def _count(self, texts: Iterable[str | None]) -> list[Counter[str]]:
        rows = []
        for doc in _core.analyze_many(texts):
            row: Counter[str] = Counter()
            for entity in doc.entities if doc is not None else ():
                if self.labels is None or entity.label in self.labels:
                    row[f"{entity.label}={(self.value and entity.value) or entity.norm}"] += 1
            rows.append(row)
        return rows
