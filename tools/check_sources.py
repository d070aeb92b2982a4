"""Checks that pyproject.toml lists every C file of the core, in order; `--write` brings the list up to date."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = re.compile(r"^sources = \[\n(?:  \"csrc/.*\n)*\]$", re.MULTILINE)


def main() -> int:
    project = ROOT / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "csrc").rglob("*.c"))
    wanted = "sources = [\n" + "".join(f'  "{file}",\n' for file in files) + "]"
    listed = LIST.search(text)
    if listed is None:
        print("pyproject.toml: no list of sources")
        return 1
    if listed.group() == wanted:
        return 0
    if "--write" in sys.argv[1:]:
        project.write_text(LIST.sub(lambda _: wanted, text, count=1), encoding="utf-8")
        return 0
    print("pyproject.toml: the list of sources is not that of csrc; run `make sources`")
    return 1


if __name__ == "__main__":
    sys.exit(main())
