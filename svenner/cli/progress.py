"""A progress bar on standard error, with rate and time left: rich's where it is installed, else none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any


class Progress:
    """Counts bytes of files; characters stand in for them while a file is under way."""

    def __init__(self, total: int, shown: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._before = self._inside = 0
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

    @contextmanager
    def file(self, file: str) -> Iterator[None]:
        """While a file is read; at its end all of its bytes are done."""
        size = os.path.getsize(file) if file != "-" else 0  # noqa: PTH202
        self._inside = 0
        yield
        self._before += size
        self._inside = 0
        self.advance(0)

    def advance(self, characters: int) -> None:
        """Count characters of the file under way."""
        self._inside += characters
        if self._bar is not None:
            self._bar.update(self._task, completed=self._before + self._inside)

    def say(self, line: str) -> None:
        """Print a line to standard error, above the bar."""
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr)
