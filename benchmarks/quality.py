"""How right each peer is: F1 of the exact spans of its words and sentences.

Beside the repository's sibling `shared`, on the development sets of two treebanks, Talbanken and LinES. Always on the
repository's own cases, which say what svenner promises, so that it is right about all of them.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import peers

from svenner._core import TOKEN_KINDS

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
Span = tuple[int, int]
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Gold:
    """Texts, each with the spans that are right."""

    name: str
    texts: list[tuple[str, list[Span]]]


def spans_of(text: str, pieces: Iterable[str]) -> list[Span]:
    """Where the pieces stand, one behind the other; white space around them does not count."""
    spans, at = [], 0
    for piece in (piece.strip() for piece in pieces):
        start = text.find(piece, at) if piece else -1
        if start >= 0:
            at = start + len(piece)
            spans.append((start, at))
    return spans


def _plain(cell: str) -> str:
    """The text that a cell of the cases stands for."""
    return cell.replace(r"\n", "\n").replace(r"\r", "\r").replace(r"\t", "\t")


def _cases(task: str) -> Gold:
    texts = []
    for line in (ROOT / "tests" / "cases" / f"{task}.tsv").read_text(encoding="utf-8").splitlines():
        text, pieces = (_plain(cell) for cell in line.partition("\t")[::2])
        if pieces and not line.startswith("#"):
            # A token of another kind than word carries it: 12/number.
            alone = [piece.rsplit("/", 1) for piece in pieces.split("¦")]
            texts.append(
                (text, spans_of(text, ["/".join(x for x in piece if x not in TOKEN_KINDS) for piece in alone]))
            )
    return Gold("own cases", texts)


def _treebanks(task: str) -> list[Gold]:
    if not SHARED.exists():
        return []
    sys.path.insert(0, str(SHARED / "eval"))
    from conllu import read_documents

    return [
        Gold(name, [(doc.text, getattr(doc, task)) for doc in read_documents(SHARED / "gold" / f"{file}.conllu")])
        for name, file in (("Talbanken dev", "sv_talbanken-ud-dev"), ("LinES dev", "sv_lines-ud-dev"))
    ]


def _cut(text: str, spans: Iterable[Span]) -> set[Span]:
    """Without the white space inside: `100 000` counts whether it is one word or two."""
    return {
        (start + word.start(), start + word.end()) for start, end in spans for word in _WORD.finditer(text[start:end])
    }


def f1(peer: peers.Peer, gold: Gold) -> float:
    """Per cent, over all of the texts."""
    run = peer.make()
    right = all_of_both = 0
    for text, wanted in gold.texts:
        found, right_ones = set(spans_of(text, run(text))), set(wanted)
        if peer.task == "Words":
            found, right_ones = _cut(text, found), _cut(text, right_ones)
        right += len(found & right_ones)
        all_of_both += len(found) + len(right_ones)
    return 200 * right / all_of_both


def table(task: str) -> str:
    """A row for each scored peer of Words or Sentences, a column for each gold."""
    part = {"Words": "tokens", "Sentences": "sentences"}[task]
    golds = [*_treebanks(part), _cases(part)]
    lines = ["| F1 | " + " | ".join(gold.name for gold in golds) + " |", "|---|" + "---:|" * len(golds)]
    for peer in peers.of(task):
        if peer.scored:
            name = peer.name.replace("|", "\\|")
            lines.append(f"| `{name}` | " + " | ".join(f"{f1(peer, gold):.2f}" for gold in golds) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    for task in ("Words", "Sentences"):
        print(table(task) + "\n")
