"""Charts of what a text or many texts name. Needs matplotlib and, for the network, networkx.

Each function takes documents (`None` among them is passed over), draws on `ax` or a new figure, and returns the Axes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Date
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svenner import Document

__all__ = ["mentions", "network", "over_time", "speakers", "timeline"]

COLOURS = {"PER": "#3b82f6", "ORG": "#d97706", "LOC": "#059669", "TME": "#a855f7", "MSR": "#64748b"}
OTHER_COLOUR = "#e11d48"
_GREY = "#64748b"

# What of a TIMEX3 value has a place on a calendar: a year, and perhaps month and day, or a week.
_CALENDAR = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)))?(?:$|[T/])")


def _axes(ax: Any, height: float = 4.8) -> Any:
    if ax is not None:
        return ax
    from matplotlib import pyplot

    ax = pyplot.subplots(layout="constrained", figsize=(7.2, height))[1]
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _colour(label: str) -> str:
    return COLOURS.get(label, OTHER_COLOUR)


def _legend(ax: Any, labels: Iterable[str]) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(color=_colour(label), label=label) for label in labels]
    if patches:
        ax.legend(handles=patches, frameon=False)


def mentions(docs: Iterable[Document | None], *, top: int = 15, ax: Any = None) -> Any:
    """A bar for each of the `top` most mentioned persons, places and organisations."""
    count: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        for cluster in doc.clusters if doc is not None else ():
            count[cluster.name, cluster.label] += len(cluster.mentions)
    ranked = count.most_common(top)[::-1]
    ax = _axes(ax, 1.2 + 0.3 * len(ranked))
    ax.barh(
        [name for (name, _), _ in ranked],
        [number for _, number in ranked],
        color=[_colour(label) for (_, label), _ in ranked],
    )
    ax.set_xlabel("mentions")
    ax.xaxis.get_major_locator().set_params(integer=True)
    _legend(ax, sorted({label for (_, label), _ in ranked}))
    return ax


def over_time(
    docs: Sequence[Document | None],
    dates: Sequence[Any],
    *,
    names: Sequence[str] | None = None,
    top: int = 5,
    ax: Any = None,
) -> Any:
    """How often each of `names` (else the `top` most mentioned) is mentioned by the texts of each date, as lines.

    `dates`: one a document, anything that matplotlib draws as a date; texts without one are left out.
    """
    series: dict[str, Counter[Any]] = defaultdict(Counter)
    for doc, day in zip(docs, dates, strict=True):
        if doc is None or day is None or day != day:
            continue
        at = Date.fromisoformat(day[:10]) if isinstance(day, str) else day
        for cluster in doc.clusters:
            series[cluster.name][at] += len(cluster.mentions)
    if names is None:
        names = sorted(series, key=lambda name: -series[name].total())[:top]
    days = sorted({day for counts in series.values() for day in counts})
    ax = _axes(ax)
    for name in names:
        ax.plot(days, [series[name][day] for day in days], marker="o", markersize=3, label=name)
    ax.set_ylabel("mentions")
    ax.set_ylim(bottom=0)
    if names:
        ax.legend(frameon=False)
    ax.figure.autofmt_xdate()
    return ax


def speakers(docs: Iterable[Document | None], *, top: int = 15, ax: Any = None) -> Any:
    """Who said how much: words in direct and in indirect speech, a bar for each of the `top` speakers."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for quote in doc.quotes if doc is not None else ():
            if quote.speaker:
                said[quote.speaker][quote.kind] += len(quote.text.split())
    ranked = sorted(said, key=lambda name: said[name].total())[-top:]
    ax = _axes(ax, 1.2 + 0.3 * len(ranked))
    left = [0] * len(ranked)
    for kind, colour in (("direct", COLOURS["PER"]), ("indirect", _GREY)):
        words = [said[name][kind] for name in ranked]
        ax.barh(ranked, words, left=left, color=colour, label=kind)
        left = [before + more for before, more in zip(left, words, strict=True)]
    ax.set_xlabel("words said")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(frameon=False)
    return ax


def network(
    docs: Iterable[Document | None], *, labels: Sequence[str] = ("PER", "ORG"), top: int = 25, ax: Any = None
) -> Any:
    """Who is named together: the `top` most mentioned names, joined where a sentence names both."""
    import networkx

    count: Counter[tuple[str, str]] = Counter()
    pairs: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    for doc in docs:
        for named in _names_by_sentence(doc, labels) if doc is not None else ():
            count.update(named)
            pairs.update(combinations(sorted(set(named)), 2))
    graph = networkx.Graph()
    for node, number in count.most_common(top):
        graph.add_node(node, size=number)
    for (one, other), number in pairs.items():
        if one in graph and other in graph:
            graph.add_edge(one, other, weight=number)
    ax = _axes(ax, 6)
    ax.set_axis_off()
    place = networkx.spring_layout(graph, seed=1, k=1.6 / max(1, len(graph)) ** 0.5)
    networkx.draw_networkx_edges(
        graph,
        place,
        ax=ax,
        edge_color=_GREY,
        alpha=0.5,
        width=[1 + weight**0.5 for *_, weight in graph.edges(data="weight")],
    )
    networkx.draw_networkx_nodes(
        graph,
        place,
        ax=ax,
        node_color=[_colour(label) for _, label in graph],
        node_size=[60 + 40 * size for _, size in graph.nodes(data="size")],
    )
    above = {node: (x, y + 0.06) for node, (x, y) in place.items()}
    networkx.draw_networkx_labels(graph, above, {node: node[0] for node in graph}, ax=ax, font_size=8)
    ax.margins(0.12)
    _legend(ax, sorted({label for _, label in graph}))
    return ax


def _names_by_sentence(doc: Document, labels: Sequence[str]) -> Iterable[list[tuple[str, str]]]:
    at = 0
    entities = doc.entities
    for sentence in doc.sentences:
        named = []
        while at < len(entities) and entities[at].start < sentence.end:
            entity = entities[at]
            if entity.label in labels and entity.cluster is not None:
                named.append((entity.cluster, entity.label))
            at += 1
        yield named


def timeline(docs: Iterable[Document | None], *, ax: Any = None) -> Any:
    """What the texts say of when: each time that has a place on the calendar, in its own words."""
    times: dict[Date, list[str]] = defaultdict(list)
    for doc in docs:
        for entity in doc.entities if doc is not None else ():
            day = _day_of(entity.value) if entity.label == "TME" else None
            if day is not None and entity.text not in times[day]:
                times[day].append(entity.text)
    ax = _axes(ax, 3.6)
    days = sorted(times)
    heights = [(1, 2, 3)[at % 3] * (1 if at % 2 else -1) for at in range(len(days))]
    ax.axhline(0, color=_GREY, linewidth=1)
    ax.vlines(days, 0, heights, color=COLOURS["TME"], linewidth=1)
    ax.plot(days, [0] * len(days), "o", color=COLOURS["TME"], markersize=4)
    for day, height in zip(days, heights, strict=True):
        words = ", ".join(times[day][:2])
        ax.annotate(words, (day, height), ha="center", va="bottom" if height > 0 else "top", fontsize=8)
    ax.set_ylim(-4, 4)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.margins(x=0.15)
    return ax


def _day_of(value: str | None) -> Date | None:
    """The first day of a TIMEX3 value; None where it has no year or is no date: `P3D`, `XXXX-06-06`, `199X`."""
    match = _CALENDAR.match(value or "")
    if match is None:
        return None
    year, month, day, week = (int(part) if part else 0 for part in match.groups())
    try:
        return Date.fromisocalendar(year, week, 1) if week else Date(year, month or 1, day or 1)
    except ValueError:
        return None
