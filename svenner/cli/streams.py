"""From a file's bytes to its text: opened, unpacked and decoded, whole or a line at a time."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any

from svenner._core import DataError, decode_text

COMPRESSED = {".gz", ".bz2", ".xz", ".lzma", ".zst"}
_Bytes = IO[bytes] | gzip.GzipFile
_BLOCK = 1 << 16
_HEAD = 1 << 20  # bytes that tell a file's encoding
_UNDECODABLE = re.compile("[\udc80-\udcff]")


class InputError(Exception):
    """What could not be read: the message is one line for the user."""


def read_text(file: str, encoding: str | None) -> str:
    """All of a file; `-` is standard input."""
    with _told(file), _opened(file) as (_, unpacked):
        data = unpacked.read()
    return _decode(file, data, encoding)[0]


class Lines:
    """The lines of a file, read as they are asked for, their ends kept.

    The first stretch of the file tells its encoding. A byte that is wrong in it becomes a lone surrogate: `is_sound`.
    """

    def __init__(self, file: str, encoding: str | None) -> None:
        self._file, self._encoding = file, encoding
        self.position = 0
        """How many bytes of the file, as it lies on disk, have been read; of a pipe, characters."""
        self.encoding = ""
        """What was taken, from the first line on."""
        self.start = ""
        """The first non-blank characters of the file, from the first line on."""

    def __iter__(self) -> Iterator[str]:
        with _told(self._file), _opened(self._file) as (packed, unpacked):
            head = unpacked.read(_HEAD)
            text, self.encoding = _decode(self._file, _whole_lines(head), self._encoding)
            self.start = text.lstrip()[:1]
            # A file that looks like Latin-1 so far may hold Windows-1252's characters later on.
            codec = "windows-1252" if self.encoding == "ISO-8859-1" and self._encoding is None else self.encoding
            try:
                codecs.lookup(codec)
            except LookupError:
                raise InputError(f"{self._file}: tables in {codec} cannot be read") from None
            joined = io.BufferedReader(_Blocks(chain((head,), _blocks(unpacked))))
            seekable = packed.seekable()
            for number, line in enumerate(io.TextIOWrapper(joined, codec, "surrogateescape", newline="")):
                self.position = packed.tell() if seekable else self.position + len(line)
                yield line.removeprefix("\ufeff") if number == 0 else line

    def is_sound(self, text: str) -> bool:
        """Whether all of its bytes were right in the file's encoding."""
        return text.isascii() or _UNDECODABLE.search(text) is None


class _Blocks(io.RawIOBase):
    """Blocks of bytes as a file."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks, self._left = iter(blocks), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            try:
                self._left = next(self._blocks)
            except StopIteration:
                return 0
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _blocks(file: _Bytes) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _whole_lines(head: bytes) -> bytes:
    """Without the line that the head's end cuts, as that may be inside a character."""
    if len(head) < _HEAD:
        return head
    end = head.rfind(b"\n") + 1
    return head[: end + (head[end : end + 1] == b"\0")] or head  # UTF-16's line end has another byte


@contextmanager
def _opened(file: str) -> Iterator[tuple[IO[bytes], _Bytes]]:
    """The file as it lies on disk, and what it unpacks to."""
    if file == "-":
        yield sys.stdin.buffer, sys.stdin.buffer
        return
    with Path(file).open("rb") as packed:
        yield packed, _unpack(file, packed)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Errors of reading as InputError."""
    try:
        yield
    except (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{file}: cannot be unpacked: {error}") from None
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not text in {error.encoding}") from None


def _unpack(file: str, packed: IO[bytes]) -> _Bytes:
    suffix = Path(file.lower()).suffix
    if suffix == ".gz":
        return gzip.open(packed)
    if suffix == ".bz2":
        return bz2.open(packed)
    if suffix in (".xz", ".lzma"):
        return lzma.open(packed)
    return io.BufferedReader(_Blocks(_unpack_zstandard(file, packed))) if suffix == ".zst" else packed


def _unpack_zstandard(file: str, packed: IO[bytes]) -> Iterator[bytes]:
    try:
        import zstandard
    except ImportError:
        raise InputError(f"{file}: reading .zst needs `pip install zstandard`") from None
    frame = None
    try:
        for block in _blocks(packed):
            while block:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                yield frame.decompress(block)
                block = frame.unused_data
                if frame.eof:
                    frame = None
    except zstandard.ZstdError as error:
        raise InputError(f"{file}: cannot be unpacked: {error}") from None
    if frame is not None:
        raise InputError(f"{file}: cannot be unpacked: it ends inside a frame")


def _decode(file: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    try:
        return decode_text(data, encoding)
    except (DataError, ValueError) as error:
        raise InputError(f"{file}: {error}") from None
