"""The charts of the benchmark page: bars of rates, and time against rows."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

mpl.use("Agg")
mpl.rcParams["svg.hashsalt"] = "svenner"


def _save(figure: plt.Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)


def draw(rates: dict[str, list[tuple[str, float]]], growth: dict[int, list[tuple[int, float]]], folder: Path) -> None:
    """`rates`: million words a second by title and candidate; `growth`: (rows, seconds) by number of threads."""
    heights = [len(rows) for rows in rates.values()]
    figure, axes = plt.subplots(len(rates), 1, figsize=(8, 0.38 * sum(heights) + 2), height_ratios=heights)
    for axis, (title, rows) in zip(axes, rates.items(), strict=True):
        names = [name for name, _ in rows]
        values = [value for _, value in rows]
        colours = ["#1f6f8b" if "svenner" in name else "#b8b8b8" for name in names]
        bars = axis.barh(names, values, color=colours)
        axis.bar_label(bars, fmt="%.3g", padding=3)
        axis.invert_yaxis()
        axis.set_xscale("log")
        axis.set_title(f"{title}: million words a second", loc="left", fontsize=10)
        axis.margins(x=0.15)
    figure.tight_layout()
    _save(figure, folder / "benchmark-rates.svg")

    figure, axis = plt.subplots(figsize=(6, 4))
    for threads, points in growth.items():
        axis.plot(
            [rows for rows, _ in points],
            [seconds for _, seconds in points],
            marker="o",
            label=f"{threads} thread{'s' if threads > 1 else ''}",
        )
    axis.set(xscale="log", yscale="log", xlabel="rows", ylabel="seconds")
    axis.legend()
    _save(figure, folder / "benchmark-growth.svg")
