"""The Python of the how-to pages runs, where the documentation is beside the tests."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
NEEDED = {
    "data-frames.md": ("pandas", "polars", "pyarrow", "duckdb"),
    "nlp-libraries.md": ("spacy", "sklearn"),
    "notebooks.md": ("matplotlib", "networkx"),
    "redaction.md": (),
    "index.md": (),
}


@pytest.mark.parametrize("page", NEEDED)
def test_the_code_of_a_page_runs(page):
    for library in NEEDED[page]:
        pytest.importorskip(library)
    if "matplotlib" in NEEDED[page]:
        import matplotlib

        matplotlib.use("Agg")
    blocks = re.findall(r"^```python\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    names = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)
    if page == "redaction.md":
        wanted = re.search(r"redacted\.text  # '(.*)'", blocks[0])[1]
        assert names["redacted"].text == wanted
