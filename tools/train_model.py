"""Trains the shipped model: `make model GOLD=FOLDER` -> svenner/data/model.sve.

GOLD is a folder with the corpora that docs/recogniser.md names; those are read and nothing else.
"""

import argparse
import sys
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path, help="the folder with the corpora")
    parser.add_argument("--output", type=Path, default=MODEL)
    options = parser.parse_args()
    paths = []
    for corpus, times in CORPORA.items():
        found = sorted(options.gold.glob(corpus))
        if not found:
            print(
                f"{options.gold}: {corpus} is missing; docs/recogniser.md says where it is to be had", file=sys.stderr
            )
            return 1
        paths += found * times
    paths += sorted((ROOT / "training").rglob("*.txt"))
    size = train(paths, options.output)
    print(f"{options.output}: {size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
