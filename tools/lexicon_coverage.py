"""How many names of annotated text the lexicon knows, and which it does not.

    python tools/lexicon_coverage.py FILES… [--missing LABEL]

FILES are IOB2 or two columns (form, label). A name is known whole where the gazetteer has it with its label, weakly
where as a weak sign, in part where a word of it has the label's kind. It shows which kinds of rows are missing: the
names are not to be copied from annotated text.
"""

from __future__ import annotations

import argparse
import collections
from collections.abc import Iterator
from pathlib import Path

from lexicon import _gazetteer, words

LISTS = Path(__file__).resolve().parent.parent / "lexicon"
KINDS = {"PER": words.GIVEN | words.SURNAME, "ORG": words.ORG | words.ORG_WORD, "LOC": words.PLACE}


def read_names(path: Path) -> Iterator[tuple[str, str]]:
    """(label, name) of a file in either format."""
    name: list[str] = []
    label = ""
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split() if line and not line.startswith("# ") else [""]
        form, tag = (cells[1], cells[2]) if len(cells) > 2 else (cells[0], cells[-1])
        kind = tag.split("-")[-1] if form else ""
        if name and (kind != label or tag.startswith("B-")):
            yield label, " ".join(name)
            name = []
        label = kind if kind in KINDS else ""
        if label:
            name.append(form)


def bases(word: str) -> tuple[str, ...]:
    for ending in (":s", "s", "'", "’"):
        if word.endswith(ending):
            return word, word[: -len(ending)]
    return (word,)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--missing", choices=sorted(KINDS), help="print the names of this label that are not known")
    options = parser.parse_args()
    lexicon = words.collect(LISTS)
    gazetteer = {(name.text, name.label) for name in _gazetteer.gazetteer(LISTS)}
    missing: collections.Counter[str] = collections.Counter()
    print(f"{'':30} {'':5} {'names':>6} {'whole':>7} {'weak':>7} {'a word':>7} {'nothing':>7}")
    for path in options.files:
        counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        for label, name in read_names(path):
            *first, last = name.split(" ")
            forms = [" ".join([*first, base]) for base in bases(last)]
            known = any(lexicon.kinds(base) & KINDS[label] for word in name.split(" ") for base in bases(word))
            if any((form, label) in gazetteer for form in forms):
                counts[label]["whole"] += 1
            elif any((form, label.lower()) in gazetteer for form in forms):
                counts[label]["weak"] += 1
            elif known:
                counts[label]["part"] += 1
            else:
                counts[label]["nothing"] += 1
                if label == options.missing:
                    missing[name] += 1
        for label, count in sorted(counts.items()):
            total = sum(count.values())
            shares = [100 * count[key] / total for key in ("whole", "weak", "part", "nothing")]
            cells = "".join(f" {share:7.1f}" for share in shares)
            print(f"{path.name:30} {label:5} {total:6}{cells}")
    for name, count in missing.most_common():
        print(count, name, sep="\t")


if __name__ == "__main__":
    main()
