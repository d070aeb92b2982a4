"""A list of names, ten or a million, found as Swedish bends them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from os import PathLike, cpu_count
from sys import maxsize
from typing import Any, Literal

from svenner._core import Match
from svenner._core import Matcher as _Matcher

_ROWS_AT_ONCE = 1000


class Matcher(_Matcher):
    """A list of names, found as whole words in their Swedish forms.

    `names` is an iterable of str, of pairs (name, payload) or of triples (name, label, id); a mapping from names to
    payloads; or a table (pandas, polars, pyarrow) with a column `name` and perhaps `label` and `id`. A payload is any
    object: a dict may have `label` and `id`, anything else is the id itself. A name may come several times: all its
    entries are found.

    `genitive`: also `Volvos`, `SVT:s`, `Marx'`. `inflect="noun"`: also the definite and plural forms of common nouns.
    `compounds`: also the name that begins a longer word, `Nato` in `Natochefen`. `ignore_case`, `fold_accents`
    (é = e; å, ä and ö are letters of their own). `overlap`: all matches, not the leftmost longest. `fuzzy=1`: one edit
    in a word of six letters or more. Apostrophes and dashes of all kinds, soft hyphens and NFC or NFD are always alike,
    and so is any white space between the words of a name.

    Raises ValueError for a blank name and TypeError for one that is no str; both name the row. A matcher does not
    change once made, and threads may share it.
    """

    __slots__ = ()

    def __new__(
        cls,
        names: Iterable[Any] | Mapping[str, Any],
        *,
        genitive: bool = True,
        compounds: bool = False,
        ignore_case: bool = False,
        fold_accents: bool = False,
        overlap: bool = False,
        inflect: Literal["noun"] | None = None,
        fuzzy: int = 0,
    ) -> "Matcher":
        """Make a matcher of `names`, as the class describes."""
        if inflect not in (None, "noun"):
            raise ValueError(f"inflect must be 'noun' or None, not {inflect!r}")
        if fuzzy not in (0, 1):
            raise ValueError(f"fuzzy must be 0 or 1, not {fuzzy!r}")
        return super().__new__(
            cls,
            *_columns(names),
            genitive=genitive,
            compounds=compounds,
            ignore_case=ignore_case,
            fold_accents=fold_accents,
            overlap=overlap,
            inflect_noun=inflect == "noun",
            fuzzy=bool(fuzzy),
        )

    def find_many(self, texts: Iterable[str | None], *, threads: int | None = None) -> list[list[Match]]:
        """`find` for many texts, on `threads` threads (None: one a processor): a list of matches for each text.

        A missing text (None, NaN) has none. Raises TypeError, which names the row, for anything else that is no str.
        """
        if isinstance(texts, str):
            raise TypeError("texts must be an iterable of str, not a str")
        count = cpu_count() or 1 if threads is None else threads
        if count < 1:
            raise ValueError(f"threads must be 1 or more, not {threads}")
        rows = iter(texts)
        stretches = iter(lambda: tuple(islice(rows, _ROWS_AT_ONCE)), ())
        ahead = tuple(islice(stretches, 2))
        if count == 1 or len(ahead) < 2:
            found: list[list[Match]] = []
            for stretch in chain(ahead, stretches):
                found += self._find_rows(stretch, len(found))
            return found
        from concurrent.futures import ThreadPoolExecutor  # here, as it takes longer to import than all of svenner

        with ThreadPoolExecutor(count) as pool:
            done = pool.map(self._find_rows, chain(ahead, stretches), range(0, maxsize, _ROWS_AT_ONCE))
            return list(chain.from_iterable(done))

    def replace(self, text: str, replacement: str | Mapping[str, str] | Callable[[Match], str]) -> str:
        """`text` with each match replaced: by a str, by a mapping's value for the name, or by what a function of the
        match returns. A name that the mapping does not have stays. Where matches overlap, the first and longest counts.
        """
        if isinstance(replacement, str):
            made: Callable[[Match], str | None] = lambda match: replacement  # noqa: E731
        elif isinstance(replacement, Mapping):
            made = lambda match: replacement.get(match.pattern)  # noqa: E731
        else:
            made = replacement
        parts: list[str] = []
        at = 0
        for match in sorted(self.find(text), key=lambda match: (match.start, -match.end)):
            if match.start < at:
                continue
            new = made(match)
            if new is None:
                continue
            if not isinstance(new, str):
                raise TypeError(f"a replacement must be str, not {type(new).__name__}")
            parts += (text[at : match.start], new)
            at = match.end
        return "".join(parts) + text[at:]

    def merge(self, *others: "Matcher") -> "Matcher":
        """A matcher with the names of this one and then of the others, and this one's options."""
        rows = [row for matcher in (self, *others) for row in matcher._entries()]
        options = self.options
        noun, fuzzy = options.pop("inflect_noun"), options.pop("fuzzy")
        return type(self)(
            ((name, _Given(label, payload)) for name, label, payload in rows),
            inflect="noun" if noun else None,
            fuzzy=int(fuzzy),
            **options,
        )

    def save(self, path: str | PathLike[str]) -> None:
        """Write a file for `load`. An old file of that name stays whole until the new one is.

        Raises TypeError, which names the row, where a payload is neither None, str, number nor made of such in JSON.
        """
        for row, payload in enumerate(self._payloads or ()):
            if _encode(payload) is _UNSAVABLE:
                raise TypeError(f"payload {row} cannot be saved: {payload!r}")
        self._save(path)

    def _entries(self) -> Iterator[tuple[str, str | None, Any]]:
        return map(self._entry, range(len(self)))

    def __iter__(self) -> Iterator[str]:
        """The names in the order they came."""
        return (entry[0] for entry in self._entries())

    def __repr__(self) -> str:
        wanted = [name for name, value in self.options.items() if value]
        return f"<Matcher of {len(self)} names{': ' if wanted else ''}{', '.join(wanted)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).from_bytes, (self.to_bytes(), self._payloads)


class _Given:
    """Label and payload of a name, each known."""

    __slots__ = ("label", "payload")

    def __init__(self, label: str | None, payload: Any) -> None:
        self.label = label
        self.payload = payload


_UNSAVABLE = object()


def _encode(payload: Any) -> Any:
    """A payload as the file holds it: a str as it is, anything else as NUL and JSON; or that it cannot be held."""
    if payload is None or (isinstance(payload, str) and payload and not payload.startswith("\0")):
        return payload
    import json  # here, as few payloads need it

    try:
        text = json.dumps(payload, ensure_ascii=False)
        same = json.loads(text) == payload
    except (TypeError, ValueError, RecursionError):
        return _UNSAVABLE
    return "\0" + text if same else _UNSAVABLE


def _is_missing(value: Any) -> bool:
    return value is None or value != value or type(value).__name__ in ("NAType", "NaTType")


def _table_columns(table: Any) -> tuple[list[Any], list[Any] | None, list[Any] | None]:
    """Columns of a pandas, polars or pyarrow table, missing values as None."""
    arrow = hasattr(table, "column_names")
    there = set(table.column_names if arrow else table.columns)
    if "name" not in there:
        raise ValueError(f"the table has no column 'name', but {', '.join(map(repr, there)) or 'none at all'}")

    def column(name: str) -> list[Any] | None:
        if name not in there:
            return None
        values = table.column(name).to_pylist() if arrow else list(table[name].to_list())
        return values if name == "name" else [None if _is_missing(value) else value for value in values]

    return column("name") or [], column("label"), column("id")


def _columns(names: Any) -> tuple[Iterable[Any], list[Any] | None, list[Any] | None, list[Any] | None]:
    """What users have -> names, labels, ids and payloads for the core."""
    if isinstance(names, (str, bytes)):
        raise TypeError(f"names must be an iterable of str, not {type(names).__name__}")
    if hasattr(names, "column_names") or (hasattr(names, "columns") and not isinstance(names, Mapping)):
        found, labels, payloads = _table_columns(names)
        return found, labels, *_id_columns(payloads)
    if isinstance(names, Mapping):
        return _given_columns(list(names.keys()), list(names.values()))
    if not isinstance(names, (list, tuple, set, frozenset)):
        names = list(names)
    if not any(isinstance(row, tuple) for row in names):
        return names, None, None, None
    plain, payloads = [], []
    for i, row in enumerate(names):
        if not isinstance(row, tuple):
            row = (row, None)
        if len(row) == 3:
            row = (row[0], _Given(row[1], row[2]))
        if len(row) != 2:
            raise ValueError(f"names[{i}] must be (name, payload) or (name, label, id), not {row!r}")
        plain.append(row[0])
        payloads.append(row[1])
    return _given_columns(plain, payloads)


def _given_columns(names: list[Any], given: list[Any]) -> tuple[Any, ...]:
    labels, payloads = [], []
    for payload in given:
        label = None
        if isinstance(payload, _Given):
            label, payload = payload.label, payload.payload
        elif isinstance(payload, Mapping):
            label = payload.get("label")
        labels.append(None if _is_missing(label) else label)
        payloads.append(payload)
    return names, labels if any(labels) else None, *_id_columns(payloads)


def _id_columns(payloads: list[Any] | None) -> tuple[list[Any] | None, list[Any] | None]:
    """What the file holds of the payloads, and the objects themselves where it cannot hold them all as they are."""
    if payloads is None:
        return None, None
    ids = [_encode(payload) for payload in payloads]
    plain = all(type(payload) in (str, int, bool, float, type(None)) for payload in payloads)
    keep = not plain or _UNSAVABLE in ids
    return [None if value is _UNSAVABLE else value for value in ids], payloads if keep else None
