"""The charts of the benchmark page: bars of rates and of seconds, and time against rows."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

mpl.use("Agg")
mpl.rcParams["svg.hashsalt"] = "svenner"


def _save(figure: plt.Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)


def _bars(groups: dict[str, list[tuple[str, float]]], what: str, path: Path) -> None:
    """A group of bars for each title; a logarithmic scale each, whose numbers stand at the bars."""
    heights = [len(rows) for rows in groups.values()]
    figure, axes = plt.subplots(
        len(groups),
        1,
        figsize=(8, 0.3 * sum(heights) + 0.75 * len(groups)),
        height_ratios=heights,
        layout="constrained",
    )
    for axis, (title, rows) in zip(axes, groups.items(), strict=True):
        values = [value for _, value in rows]
        colours = ["#1f6f8b" if "svenner" in name else "#b8b8b8" for name, _ in rows]
        bars = axis.barh([name for name, _ in rows], values, color=colours)
        axis.bar_label(bars, fmt="%.3g", padding=3)
        axis.invert_yaxis()
        axis.set_xscale("log")
        # Room for the numbers behind the bars, and a beginning that leaves the shortest bar a length.
        axis.set_xlim(min(values) / 3, max(values) * (max(values) / min(values) * 3) ** 0.15)
        axis.set_title(f"{title}: {what}", loc="left", fontsize=10)
        axis.spines[["top", "right", "bottom"]].set_visible(False)
        axis.xaxis.set_visible(False)
    _save(figure, path)


def draw(
    rates: dict[str, list[tuple[str, float]]],
    columns: dict[str, list[tuple[str, float]]],
    growth: dict[str, list[tuple[int, float]]],
    folder: Path,
) -> None:
    """`rates`: million words a second by task and peer; `columns`: seconds; `growth`: (rows, seconds) by threads."""
    _bars(rates, "million words a second", folder / "benchmark-rates.svg")
    _bars(columns, "seconds for 200,000 rows", folder / "benchmark-columns.svg")
    figure, axis = plt.subplots(figsize=(6, 4), layout="constrained")
    for label, points in growth.items():
        rows, seconds = zip(*points, strict=True)
        axis.plot(rows, seconds, marker="o", label=label)
    axis.set(xscale="log", yscale="log", xlabel="rows", ylabel="seconds")
    axis.legend()
    axis.spines[["top", "right"]].set_visible(False)
    _save(figure, folder / "benchmark-growth.svg")
