"""Exact-span scores of the names that an analyzer finds in annotated files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from svenner import gold

if TYPE_CHECKING:
    from svenner import Analyzer

_RELIABILITY_STEPS = 10


@dataclass(slots=True)
class Score:
    """Names that were `wanted`, that were `found`, and that were both (`right`)."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right, 0 to 1; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found, 0 to 1; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.wanted + self.found
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        """The score over both sets of names."""
        return Score(self.wanted + other.wanted, self.found + other.found, self.right + other.right)


@dataclass(slots=True)
class Evaluation:
    """Scores by label, and how often names of each score were right."""

    labels: dict[str, Score] = field(default_factory=dict)
    by_score: list[Score] = field(default_factory=lambda: [Score() for _ in range(_RELIABILITY_STEPS)])

    @property
    def total(self) -> Score:
        """The score over all labels."""
        return sum(self.labels.values(), Score())


def evaluate(
    paths: Iterable[str | Path], analyzer: Analyzer | None = None, *, labels: Sequence[str] = ("PER", "ORG", "LOC")
) -> Evaluation:
    """Compare what `analyzer` finds with the gold of the files: exact spans, equal labels.

    Only `labels` are scored. Mentions inside compounds are left out, as the gold annotates whole tokens; a span
    is widened to the gold's token where the two differ in a genitive ending only. Raises GoldError, OSError.
    """
    from svenner import Analyzer

    analyzer = analyzer or Analyzer()
    documents = [document for path in paths for document in gold.read(path)]
    return evaluate_documents(documents, analyzer, labels)


def evaluate_documents(documents: Iterable[gold.GoldDocument], analyzer: Analyzer, labels: Sequence[str]) -> Evaluation:
    """The same over documents that were read already."""
    result = Evaluation({label: Score() for label in labels})
    wanted_count: Counter[str] = Counter()
    for document in documents:
        wanted = {entity for entity in document.entities if entity[2] in result.labels}
        ends = {(start, end - cut): end for start, end, _ in wanted for cut in (2, 1, 0)}
        wanted_count.update(label for _, _, label in wanted)
        for entity in analyzer.analyze(document.text).entities:
            if entity.label not in result.labels or entity.compound:
                continue
            end = ends.get((entity.start, entity.end), entity.end)
            right = (entity.start, end, entity.label) in wanted
            step = min(int(entity.score * _RELIABILITY_STEPS), _RELIABILITY_STEPS - 1)
            for score in (result.labels[entity.label], result.by_score[step]):
                score.found += 1
                score.right += right
    for label, count in wanted_count.items():
        result.labels[label].wanted = count
    return result


def table(evaluation: Evaluation) -> str:
    """A line a label with precision, recall and F1 in percent, and how many names the gold has."""
    rows = [*evaluation.labels.items(), ("all", evaluation.total)]
    lines = [f"{'':6} {'P':>6} {'R':>6} {'F1':>6} {'names':>7}"]
    for label, score in rows:
        lines.append(
            f"{label:6} {100 * score.precision:6.2f} {100 * score.recall:6.2f} {100 * score.f1:6.2f} {score.wanted:7d}"
        )
    return "\n".join(lines)


def reliability(evaluation: Evaluation) -> str:
    """A line for each tenth of `score`: names found with such a score, and the share of them that is right."""
    lines = ["score       names  right"]
    for step, score in enumerate(evaluation.by_score):
        if score.found:
            low, high = step / _RELIABILITY_STEPS, (step + 1) / _RELIABILITY_STEPS
            lines.append(f"{low:.1f}-{high:.1f} {score.found:9d} {100 * score.precision:6.1f}")
    return "\n".join(lines)
