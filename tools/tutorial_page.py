"""MkDocs hook: runs examples/tutorial.ipynb and makes a page of it, tutorial.md, with what each cell gives."""

import ast
import contextlib
import io
import json
import pprint
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

NOTEBOOK = Path(__file__).resolve().parent.parent / "examples" / "tutorial.ipynb"


def shown(value: Any) -> str:
    """A cell's value as a notebook would show it: HTML, a picture, or text."""
    if value is None:
        return ""
    if hasattr(value, "_repr_html_"):
        return f"<div>{value._repr_html_()}</div>\n"
    if hasattr(value, "figure"):
        picture = io.StringIO()
        value.figure.savefig(picture, format="svg", bbox_inches="tight", metadata={"Date": None})
        return "<div>" + re.sub(r".*?(?=<svg)", "", picture.getvalue(), count=1, flags=re.DOTALL) + "</div>\n"
    return f"```text\n{pprint.pformat(value, width=100)}\n```\n"


def run(source: str, names: dict[str, Any]) -> str:
    """Runs a cell: what it prints, and its last expression."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
    return (f"```text\n{printed.getvalue().rstrip()}\n```\n" if printed.getvalue() else "") + shown(value)


def page(notebook: Path) -> str:
    """The notebook as Markdown."""
    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "svenner"
    names: dict[str, Any] = {}
    parts = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```\n\n{run(source, names)}")
    return "\n\n".join(parts) + "\n"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    files.append(File.generated(config, "tutorial.md", content=page(NOTEBOOK)))
    return files
