"""The Python of the how-to pages runs, where the documentation is beside the tests."""

import json
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
    "../README.md": (),
    "matching.md": (),
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


def test_the_notebook_runs():
    for library in ("pandas", "pyarrow", "matplotlib"):
        pytest.importorskip(library)
    import matplotlib

    matplotlib.use("Agg")
    notebook = json.loads((DOCS.parent / "examples" / "tutorial.ipynb").read_text("utf-8"))
    names = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    doc, entities = names["doc"], names["entities"]
    assert {"Karin Lundmark", "Per Nutti"} <= {cluster.name for cluster in doc.clusters}
    assert entities.loc[1, "norm"].tolist()[0] == "Per Nutti"
    assert 2 not in entities.index
