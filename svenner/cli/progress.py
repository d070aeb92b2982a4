"""A progress bar on standard error, with rate and time left: rich's where it is installed, else none."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Progress:
    """Counts bytes of the files, as they lie on disk, whose texts are done."""

    def __init__(self, total: int, shown: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        if not shown:
            return
        try:
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, TimeRemainingColumn, TransferSpeedColumn
            from rich.progress import Progress as Bar
        except ImportError:
            return
        columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=Console(file=sys.stderr), transient=True)
        self._task = self._bar.add_task("", total=total or None)

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def done(self, count: int) -> None:
        """So many bytes of the files are done in all."""
        if self._bar is not None:
            self._bar.update(self._task, completed=count)

    def say(self, line: str) -> None:
        """Print a line to standard error, above the bar."""
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr)
