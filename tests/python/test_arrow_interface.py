"""Arrow's interface by hand: columns that fail, columns that are none, and tables read without any library."""

import ctypes
import errno
import gc
from collections.abc import Iterator
from typing import Any

import pytest

import svenner

PYTHON = ctypes.pythonapi
PYTHON.PyCapsule_New.restype, PYTHON.PyCapsule_GetPointer.restype = ctypes.py_object, ctypes.c_void_p
PYTHON.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
PYTHON.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]

RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
GET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
LAST_ERROR = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)


class Schema(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_char_p) for name in ("format", "name", "metadata")),
        *((name, ctypes.c_int64) for name in ("flags", "n_children")),
        *((name, ctypes.c_void_p) for name in ("children", "dictionary")),
        ("release", RELEASE),
        ("private_data", ctypes.c_void_p),
    )


class Array(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int64) for name in ("length", "null_count", "offset", "n_buffers", "n_children")),
        *((name, ctypes.c_void_p) for name in ("buffers", "children", "dictionary")),
        ("release", RELEASE),
        ("private_data", ctypes.c_void_p),
    )


class Stream(ctypes.Structure):
    _fields_ = (
        ("get_schema", GET),
        ("get_next", GET),
        ("get_last_error", LAST_ERROR),
        ("release", RELEASE),
        ("private_data", ctypes.c_void_p),
    )


# The memory is Python's: a release has nothing to do, and any C function without effect will do.
NOTHING = ctypes.cast(PYTHON.Py_IsInitialized, RELEASE)


def capsule(of: ctypes.Structure, name: bytes) -> Any:
    return PYTHON.PyCapsule_New(ctypes.addressof(of), name, None)


class Column:
    """Texts as one array of Arrow's."""

    def __init__(self, *texts: str) -> None:
        encoded = [text.encode() for text in texts]
        self.data = b"".join(encoded)
        offsets = [sum(map(len, encoded[:at])) for at in range(len(texts) + 1)]
        self.offsets = (ctypes.c_int32 * len(offsets))(*offsets)
        places = [None, ctypes.addressof(self.offsets), ctypes.cast(self.data, ctypes.c_void_p).value]
        self.buffers = (ctypes.c_void_p * 3)(*places)
        self.schema = Schema(format=b"u", name=b"", release=NOTHING)
        self.array = Array(length=len(texts), n_buffers=3, buffers=ctypes.addressof(self.buffers), release=NOTHING)

    def __arrow_c_array__(self) -> Any:
        self.taken = Schema.from_buffer_copy(self.schema), Array.from_buffer_copy(self.array)
        return capsule(self.taken[0], b"arrow_schema"), capsule(self.taken[1], b"arrow_array")


class Chunks:
    """The same as a stream, which may fail; `released` counts how often it was let go of."""

    def __init__(self, *columns: Column, schema_code: int = 0, code: int = 0, message: bytes | None = None) -> None:
        self.left, self.released = iter(columns), 0
        self.text = ctypes.create_string_buffer(message) if message is not None else None

        def get_schema(_: int, out: int) -> int:
            schema = Schema(format=b"u", name=b"", release=NOTHING)
            ctypes.memmove(out, ctypes.addressof(schema), ctypes.sizeof(schema))
            return schema_code

        def get_next(_: int, out: int) -> int:
            column = next(self.left, None)
            if column is None and code != 0:
                return code
            array = Array() if column is None else column.array
            ctypes.memmove(out, ctypes.addressof(array), ctypes.sizeof(array))
            return 0

        def release(_: int) -> None:
            self.released += 1

        def get_last_error(_: int) -> int | None:
            return None if self.text is None else ctypes.addressof(self.text)

        self.calls = GET(get_schema), GET(get_next), LAST_ERROR(get_last_error), RELEASE(release)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        self.stream = Stream(*self.calls)
        return capsule(self.stream, b"arrow_array_stream")


def batches(table: Any) -> Iterator[int]:
    """Reads a table as another library would, and gives the rows of each batch; OSError as the stream says."""
    held = table.__arrow_c_stream__()
    stream = Stream.from_address(PYTHON.PyCapsule_GetPointer(held, b"arrow_array_stream"))
    here = ctypes.addressof(stream)

    def take(get: Any, out: Any) -> Any:
        code = get(here, ctypes.addressof(out))
        if code == errno.ENOMEM:
            raise MemoryError
        if code != 0:
            raise OSError(code, ctypes.string_at(stream.get_last_error(here)).decode())
        return out

    schema = take(stream.get_schema, Schema())
    schema.release(ctypes.addressof(schema))
    while (array := take(stream.get_next, Array())).release:
        rows = array.length
        array.release(ctypes.addressof(array))
        yield rows


ANALYZER = svenner.Analyzer()


def test_a_column_of_another_maker() -> None:
    column = Column("Anna Ek bor i Lund.", "", "Åre")
    assert sum(batches(ANALYZER.to_arrow(column, "tokens"))) == 7
    assert sum(batches(ANALYZER.to_arrow(column, "tokens", nested=True))) == 3
    chunks = Chunks(column, Column(), column)
    assert sum(batches(ANALYZER.to_arrow(chunks, "tokens"))) == 14
    gc.collect()
    assert chunks.released == 1


@pytest.mark.parametrize("message", [b"no more disk", None])
def test_a_column_that_fails_midway(message: bytes | None) -> None:
    chunks = Chunks(Column("Lund"), code=errno.EIO, message=message)
    table = batches(ANALYZER.to_arrow(chunks, "tokens"))
    assert next(table) == 1
    with pytest.raises(OSError, match="no more disk" if message else "the column could not be read") as raised:
        next(table)
    assert raised.value.errno == errno.EIO
    del table, raised
    gc.collect()
    assert chunks.released == 1


@pytest.mark.parametrize("message", [b"no schema here", None])
def test_a_column_without_a_schema(message: bytes | None) -> None:
    chunks = Chunks(schema_code=errno.EINVAL, message=message)
    with pytest.raises(ValueError, match="the column's schema cannot be read: " + (message or b"").decode()):
        ANALYZER.to_arrow(chunks)
    assert chunks.released == 1


@pytest.mark.parametrize("field", ["n_buffers", "length"])
def test_a_malformed_column(field: str) -> None:
    column = Column("Lund", "Åre")
    setattr(column.array, field, 1 if field == "n_buffers" else -1)
    with pytest.raises(OSError, match="no well-formed array"):
        list(batches(ANALYZER.to_arrow(column)))
    broken = Column("Lund", "Åre")
    broken.offsets[1] = 100
    with pytest.raises(OSError, match="no well-formed array"):
        list(batches(ANALYZER.to_arrow(broken)))


def test_what_is_no_column() -> None:
    class Given:
        def __init__(self, given: Any) -> None:
            self.given = given

        def __arrow_c_array__(self) -> Any:
            return self.given

    schema, _ = Column("Lund").__arrow_c_array__()
    for given in (None, (), (schema,), [schema, schema]):
        with pytest.raises(TypeError, match="must return two capsules"):
            ANALYZER.to_arrow(Given(given))
    for pair in ((1, 2), (schema, schema), (schema, 1)):
        with pytest.raises(ValueError, match="PyCapsule_GetPointer called"):
            ANALYZER.to_arrow(Given(pair))

    class Hidden:
        @property
        def __arrow_c_stream__(self) -> Any:
            raise RuntimeError("not today")

    with pytest.raises(RuntimeError, match="not today"):
        ANALYZER.to_arrow(Hidden())

    class Wrong:
        def __arrow_c_stream__(self) -> Any:
            return schema

    with pytest.raises(ValueError, match="PyCapsule_GetPointer called"):
        ANALYZER.to_arrow(Wrong())
