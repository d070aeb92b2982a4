"""Reads Swedish text fast and says where the words, the sentences and the names are.

>>> import svenner
>>> doc = svenner.analyze("Natos generalsekreterare Jens Stoltenberg varnar.")
>>> [(entity.text, entity.label) for entity in doc.entities]
[('Natos', 'ORG'), ('Jens Stoltenberg', 'PER')]
"""

from collections.abc import Sequence as _Sequence

from svenner import _core
from svenner._core import (
    TOKEN_KINDS,
    Analyzer,
    Cluster,
    DataError,
    Document,
    Entity,
    Match,
    Quote,
    Sentence,
    Token,
    analyze,
    analyze_many,
    split_sentences,
    tokenize,
)
from svenner.matcher import Matcher

__all__ = [
    "TOKEN_KINDS",
    "Analyzer",
    "Cluster",
    "DataError",
    "Document",
    "Entity",
    "Match",
    "Matcher",
    "Quote",
    "Sentence",
    "Token",
    "analyze",
    "analyze_many",
    "split_sentences",
    "tokenize",
]
__version__ = "0.1.0"

for _view in (_core.Tokens, _core.Sentences, _core.Entities, _core.Clusters, _core.Quotes):
    _Sequence.register(_view)
