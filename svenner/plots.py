"""Charts of what a text or many texts name. Needs matplotlib (`pip install svenner[plots]`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svenner import Document

COLOURS = {"PER": "#3b82f6", "ORG": "#d97706", "LOC": "#059669", "TME": "#a855f7", "MSR": "#64748b"}
OTHER_COLOUR = "#e11d48"


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    from matplotlib import pyplot

    return pyplot.subplots(layout="constrained")[1]


def mentions(docs: Iterable[Document], *, top: int = 15, ax: Any = None) -> Any:
    """A bar for each of the `top` most mentioned clusters, coloured by label. Returns the Axes."""
    count: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        for cluster in doc.clusters:
            count[cluster.name, cluster.label] += len(cluster.mentions)
    ranked = count.most_common(top)[::-1]
    ax = _axes(ax)
    colours = [COLOURS.get(label, OTHER_COLOUR) for (_, label), _ in ranked]
    ax.barh([name for (name, _), _ in ranked], [number for _, number in ranked], color=colours)
    ax.set_xlabel("mentions")
    ax.spines[["top", "right"]].set_visible(False)
    return ax
