"""Compile the readable lists in lexicon/ to the data file that the package ships, and beside it units.tsv: the factors of units.

    python tools/compile_lexicon.py [OUT]

Every module in tools/lexicon/ without a leading underscore adds its section(s) of the file: it has
`build(builder, folder)`, where `builder` is a `svenner._core.DataBuilder` and `folder` the path of lexicon/. The same
lists give the same bytes.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

from lexicon.units import conversions

import lexicon
from svenner import _core

ROOT = Path(__file__).resolve().parent.parent


def compile_lexicon(folder: Path) -> bytes:
    """The bytes of the data file for the lists in `folder`."""
    builder = _core.DataBuilder()
    names = sorted(module.name for module in pkgutil.iter_modules(lexicon.__path__) if not module.name.startswith("_"))
    for name in names:
        importlib.import_module(f"lexicon.{name}").build(builder, folder)
    return bytes(builder.finish())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "out", type=Path, nargs="?", default=ROOT / "svenner" / "data" / "lexicon.sve", help="the data file to write"
    )
    parser.add_argument("--lists", type=Path, default=ROOT / "lexicon", help="folder of the readable lists")
    options = parser.parse_args()
    data = compile_lexicon(options.lists)
    options.out.write_bytes(data)
    options.out.with_name("units.tsv").write_text(conversions(options.lists), encoding="utf-8")
    print(f"{options.out}: {len(data):,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
