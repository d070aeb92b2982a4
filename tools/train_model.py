"""Trains the shipped model: `make model GOLD=FOLDER` -> svenner/data/model.sve.

GOLD is a folder with the corpora that docs/recogniser.md names; those are read and nothing else.
"""

import argparse
from pathlib import Path

from svenner.train import train

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "svenner" / "data" / "model.sve"
# Running text that was annotated for others to use counts twice.
CORPORA = {
    "klintan-train.txt": 2,
    "sv_talbanken-ud-train.iob2": 2,
    "sv_talbanken-ud-dev.iob2": 2,
    "suc3-fragment.iob2": 1,
    "written/*.iob2": 1,
}


def paths_to_train_on(folder: Path) -> list[Path]:
    """The files of the corpora in `folder`, those that count twice twice, and of training/."""
    paths = []
    for corpus, times in CORPORA.items():
        found = sorted(folder.glob(corpus))
        if not found:
            raise SystemExit(f"{folder}: {corpus} is missing; docs/recogniser.md says where it is to be had")
        paths += found * times
    return paths + sorted((ROOT / "training").rglob("*.txt"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path, help="the folder with the corpora")
    parser.add_argument("--output", type=Path, default=MODEL)
    options = parser.parse_args()
    size = train(paths_to_train_on(options.gold), options.output)
    print(f"{options.output}: {size:,} bytes")


if __name__ == "__main__":
    main()
