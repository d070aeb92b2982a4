"""Scores the recogniser by cross-validation: `python tools/cross_validate.py GOLD`.

GOLD is the folder that `make model` trains on. Four blocks of klintan and four parts of whole UNER texts are held out in
turn and read, with the whole pipeline, by a model of all the rest. Another order of what is trained on gives another
model; what is within that noise is no gain.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from train_model import paths_to_train_on

from svenner import Analyzer, gold
from svenner.evaluate import Evaluation, Score, evaluate_documents, reliability
from svenner.train import LABELS, Windows, train_windows

FOLDS = 4
# What is held out, and how it is divided: a file without texts into blocks of sentences, texts never into two parts.
HELD_OUT = {"klintan": "klintan-*", "UNER": "sv_talbanken-*"}


def folds_of(documents: Sequence[gold.GoldDocument]) -> list[int]:
    """The fold of each document: in rows, or of whole texts, the largest first, each into the smallest fold."""
    texts: list[list[int]] = []
    for index, document in enumerate(documents):
        if not document.continued:
            texts.append([])
        texts[-1].append(index)
    folds = [0] * len(documents)
    if len(texts) == len(documents):
        return [index * FOLDS // len(documents) for index in range(len(documents))]
    sizes = [0] * FOLDS
    for text in sorted(texts, key=len, reverse=True):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(text)
        for index in text:
            folds[index] = fold
    return folds


def add(total: Evaluation, more: Evaluation) -> None:
    for label, score in more.labels.items():
        total.labels[label] = total.labels.get(label, Score()) + score
    total.by_score = [one + other for one, other in zip(total.by_score, more.by_score, strict=True)]


def percent(score: Score) -> str:
    return f"{100 * score.f1:5.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path, help="the folder with the corpora")
    parser.add_argument("--orders", type=int, default=1, help="in how many orders to train (default: 1)")
    options = parser.parse_args()

    paths = paths_to_train_on(options.gold)
    read = {path: gold.read(path) for path in dict.fromkeys(paths)}
    windows = {path: [windows_of(document) for document in documents] for path, documents in read.items()}
    for corpus, pattern in HELD_OUT.items():
        files = [path for path in read if path.match(pattern)]
        held = [document for path in files for document in read[path]]
        folds = folds_of(held)
        fold_of = dict(zip(((path, i) for path in files for i in range(len(read[path]))), folds, strict=True))
        everything = Evaluation()
        for order in range(options.orders):
            whole, each = Evaluation(), []
            for fold in range(FOLDS):
                rest = [
                    part for path in paths for i, part in enumerate(windows[path]) if fold_of.get((path, i)) != fold
                ]
                documents = [document for document, its in zip(held, folds, strict=True) if its == fold]
                result = evaluate_documents(documents, trained_on(rest, order), LABELS)
                each.append(percent(result.total))
                add(whole, result)
            scores = "  ".join(f"{label} {percent(score)}" for label, score in whole.labels.items())
            print(f"{corpus:8} order {order}  {scores}  all {percent(whole.total)}  folds {' '.join(each)}", flush=True)
            add(everything, whole)
        print(reliability(everything), flush=True)


def windows_of(document: gold.GoldDocument) -> Windows:
    windows = Windows()
    windows.add(document, LABELS)
    return windows


def trained_on(parts: list[Windows], order: int) -> Analyzer:
    """By a model of these windows in the order they have (0), or in another."""
    if order > 0:
        random.Random(order).shuffle(parts)
    together = Windows()
    for part in parts:
        together.extend(part)
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "model.sve")
        model.write_bytes(train_windows(together))
        return Analyzer(model=model)


if __name__ == "__main__":
    main()
