"""Takes out of a text what tells who it is about: names, places, numbers and addresses.

>>> from svenner.redact import redact
>>> redact("Åsa Ek (811218-9876) bor på Storgatan 5 i Lund.").text
'[PERSON] ([PERSONNUMMER]) bor på [ADRESS] i [PLATS].'

What is found is what svenner finds: read what comes out before you publish it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from svenner._core import TOKEN_KINDS, Analyzer, Document, default_analyzer
from svenner.matcher import Matcher

__all__ = ["KINDS", "Redacted", "Redaction", "Redactor", "redact"]

KINDS = {
    "PER": "PERSON",
    "LOC": "PLATS",
    "PERSONNUMMER": "PERSONNUMMER",
    "ORGNUMMER": "ORGNUMMER",
    "PHONE": "TELEFON",
    "EMAIL": "E-POST",
    "ADDRESS": "ADRESS",
}
"""What is redacted unless told otherwise, and what stands in its place."""

_LEAST_NAME_LETTERS = 2
_MOST_NAME_WORDS = 10
_PSEUDONYM_DIGITS = 6

# Repetitions are bounded: a search takes time linear in the text, whatever it holds.
_DASH = "[-–−]"
_PERSONAL = re.compile(
    r"(?<![\w-])(?P<vat>SE ?)?((?:19|20)?)(\d{2})-?(\d{2})-?(\d{2})(?: ?[-–−+] ?| )?(\d{4})(?(vat) ?01)(?![\w-])"
)
_ORGANISATION = re.compile(
    rf"(?<![\w-])(?P<vat>SE ?)?((?:16)?)(\d{{2}}[2-9]\d{{3}})({_DASH}?)(\d{{4}})(?(vat) ?01)(?![\w-])"
)
_PHONE = re.compile(
    r"(?<![\w+.,-])(?<!\d{4} )(?:(?:\+|00)46[ -]?(?:\(0\))?[ -]?[1-9]\d{0,3}|\(?0(?:8|\d{2,3})\)?)"
    r"[-–−/ ]?\d{2,3}(?:[ -]?\d{2,3}){1,3}(?![\w-]|[.,]\d)"
)
_PHONE_DIGITS = range(8, 13)
_FOREIGN_PHONE = re.compile(r"(?<![\w+])\+(?!46)[1-9]\d{0,2}(?:[ -]?\(?\d{1,4}\)?){2,6}(?![\w-]|[.,]\d)")
_FOREIGN_DIGITS = range(9, 16)
_THOUSANDS = re.compile(r"\+\d{1,3}(?: \d{3})+")
_LOCAL_PHONE = re.compile(
    r"(?<!\w)(?i:tel|telefon|tfn|fax|mobil)(?:nummer|nr)?\.?:? {0,2}(\d{2,3}(?:[ -]?\d{2,3}){1,2})(?![\w-]|[.,]\d)"
)
_LOCAL_DIGITS = range(5, 9)
_STREET = (
    "gatan|gata|vägen|väg|gränden|gränd|stigen|stig|torget|torg|allén|allé|backen|planen|plan|platsen|plats|"
    "esplanaden|kajen|leden|stråket|slingan|ringen|promenaden|gårdsväg"
)
_NUMBER = rf"(?:\d{{1,3}}|(?!19|20)\d{{4}})(?!\d)(?: ?[A-Z](?!\w)| ?[a-h](?!\w))?(?:{_DASH}(?:\d{{1,3}}[A-Za-z]?|[A-Za-z])(?!\w))?"
_POSTAL = r"(?:SE?-)?\d{3} ?\d{2} [A-ZÅÄÖÉ][\w-]{1,40}"
_NO_ADDRESS = r"(?! \d{3}(?!\w)| (?:meter|m|km|kilometer|personer|människor|gånger|procent|kronor|kr|år)(?!\w))"
_ADDRESS = re.compile(
    r"(?<!\w)(?!(?:Riks|Läns|Europa|Motor)väg )(?:"
    r"(?:[A-ZÅÄÖÉ](?:[\w:]{1,20}|[\w:]{0,3}\.) ){0,2}"
    rf"(?:[A-ZÅÄÖÉ][\w'’-]{{0,40}}(?:{_STREET})|[A-ZÅÄÖÉ][\w'’-]{{1,40}} (?i:{_STREET})) {_NUMBER}"
    r"(?:,? (?:(?:lgh|lägenhet) ?\d{3,4}|\d{1,2} ?tr(?!\w)|tr\.? \d{1,2}(?!\w)))?"
    rf"(?:,? {_POSTAL}|{_NO_ADDRESS})"
    rf"|Box \d{{1,5}}(?:,? {_POSTAL})?"
    rf"|[A-ZÅÄÖÉ][\w'’-]{{1,40}} {_NUMBER}, {_POSTAL})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Redaction:
    """A stretch that was replaced: where it stood (code points, end exclusive) and where its replacement stands."""

    start: int
    end: int
    new_start: int
    new_end: int
    kind: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted text, and the way back to the places of the original."""

    text: str
    redactions: tuple[Redaction, ...]

    def to_original(self, offset: int) -> int:
        """The place in the original of a place in the redacted text; inside a replacement, where that began."""
        at = bisect_right(self.redactions, offset, key=lambda redaction: redaction.new_start) - 1
        if at < 0:
            return offset
        last = self.redactions[at]
        return last.start if offset < last.new_end else offset - last.new_end + last.end

    def to_redacted(self, offset: int) -> int:
        """The place in the redacted text of a place in the original; inside what was replaced, where that begins."""
        at = bisect_right(self.redactions, offset, key=lambda redaction: redaction.start) - 1
        if at < 0:
            return offset
        last = self.redactions[at]
        return last.new_start if offset < last.end else offset - last.end + last.new_end

    def to_dict(self) -> dict[str, Any]:
        """The text and its redactions, as JSON can hold them; what was taken out is not in it."""
        fields = Redaction.__slots__
        return {"text": self.text, "redactions": [{f: getattr(r, f) for f in fields} for r in self.redactions]}


@dataclass(frozen=True, slots=True)
class _Find:
    start: int
    end: int
    kind: str
    name: str  # equal for what is to have the same pseudonym
    ending: str = ""  # kept behind the replacement


class Redactor:
    """Redacts texts alike: the same name has the same pseudonym in all of them.

    `kinds`: keys of KINDS, and any label of the analyzer. `pseudonyms`: `[PERSON-3f9a1c]` in place of `[PERSON]`, made
    of the name and `key`; with the same key they are the same another day, and without the key a name cannot be tried
    for. Without a key one is drawn, and is gone with the redactor.
    """

    def __init__(
        self,
        kinds: Iterable[str] = tuple(KINDS),
        *,
        pseudonyms: bool = False,
        key: str | bytes | None = None,
        analyzer: Analyzer | None = None,
    ) -> None:
        if isinstance(kinds, str):
            raise TypeError("kinds must be a sequence of str, not a str")
        self._analyzer = analyzer or default_analyzer()
        self._kinds = frozenset(kinds)
        unknown = self._kinds - KINDS.keys() - set(self._analyzer.labels)
        if unknown:
            raise ValueError(f"no kind is called {', '.join(sorted(unknown))}")
        self._pseudonyms = pseudonyms
        self._key = secrets.token_bytes(32) if key is None else key.encode() if isinstance(key, str) else key

    def redact(self, text: str) -> Redacted:
        """Redact one text."""
        return self._redact(self._analyzer.analyze(text))

    def redact_many(self, texts: Iterable[str | float | None], *, threads: int | None = None) -> list[Redacted | None]:
        """Redact many texts, on threads; a missing one stays None."""
        documents = self._analyzer.analyze_many(texts, threads=threads)
        return [None if document is None else self._redact(document) for document in documents]

    def _redact(self, doc: Document) -> Redacted:
        text = doc.text
        parts: list[str] = []
        redactions: list[Redaction] = []
        at = length = 0
        for find in _settle(self._find(doc)):
            replacement = f"[{self._label(find)}]{find.ending}"
            parts += (text[at : find.start], replacement)
            start = length + find.start - at
            length = start + len(replacement)
            redactions.append(Redaction(find.start, find.end, start, length, find.kind, replacement))
            at = find.end
        parts.append(text[at:])
        return Redacted("".join(parts), tuple(redactions))

    def _label(self, find: _Find) -> str:
        label = KINDS.get(find.kind, find.kind)
        if not self._pseudonyms:
            return label
        name = f"{find.kind}\0{find.name}".encode("utf-8", "surrogatepass")
        return f"{label}-{hmac.new(self._key, name, hashlib.sha256).hexdigest()[:_PSEUDONYM_DIGITS]}"

    def _find(self, doc: Document) -> Iterator[_Find]:
        text = doc.text
        for kind, search in _SEARCHES.items():
            if kind in self._kinds:
                yield from search(text)
        if "EMAIL" in self._kinds:
            kinds = doc.tokens.kind.tolist()
            for token, number in zip(doc.tokens, kinds, strict=True):
                if number == _EMAIL_KIND:
                    yield _Find(token.start, token.end, "EMAIL", token.text.lower())
        for entity in doc.entities:
            if entity.label in self._kinds:
                name = entity.cluster or entity.value or entity.norm
                ending = "" if entity.compound else _genitive(entity.text, entity.norm)
                yield _Find(entity.start, entity.end, entity.label, name, ending)
        if "PER" in self._kinds:
            yield from _again(doc)


_EMAIL_KIND = TOKEN_KINDS.index("email")


def redact(
    text: str,
    kinds: Iterable[str] = tuple(KINDS),
    *,
    pseudonyms: bool = False,
    key: str | bytes | None = None,
    analyzer: Analyzer | None = None,
) -> Redacted:
    """Redact one text: see Redactor."""
    return Redactor(kinds, pseudonyms=pseudonyms, key=key, analyzer=analyzer).redact(text)


def _genitive(text: str, norm: str) -> str:
    """The ending of a genitive: `s` of `Annas`, `:s` of `SVT:s`; none of `Lars`, whose base form ends so too."""
    if text.endswith(":s"):
        return ":s"
    return "s" if text.endswith("s") and not norm.endswith("s") else ""


def _again(doc: Document) -> Iterator[_Find]:
    """A person's name once more, whole or in part, where the analysis did not see that it is one."""
    names: dict[str, str] = {}
    for cluster in doc.clusters:
        words = cluster.name.split()
        if cluster.label != "PER" or len(words) > _MOST_NAME_WORDS:
            continue
        for name in (cluster.name, *words):
            if len(name) >= _LEAST_NAME_LETTERS and name[0].isupper():
                names.setdefault(name, cluster.name)
    if names:
        for match in Matcher(names).find(doc.text):
            yield _Find(match.start, match.end, "PER", names[match.pattern], match.ending)


def _settle(finds: Iterable[_Find]) -> list[_Find]:
    """In text order; what overlaps is one: nothing of either stays in the text."""
    settled: list[_Find] = []
    for find in sorted(finds, key=lambda find: (find.start, -find.end)):
        if settled and find.start < settled[-1].end:
            last = settled[-1]
            if find.end > last.end:
                settled[-1] = _Find(last.start, find.end, last.kind, last.name, find.ending)
        else:
            settled.append(find)
    return settled


def _control_digit(digits: str) -> bool:
    """Whether the last of ten digits is right: every second one doubled, their digits add up to a multiple of ten."""
    total = 0
    for at, digit in enumerate(digits):
        product = int(digit) * (2 - at % 2)
        total += product // 10 + product % 10
    return total % 10 == 0


def _personal_numbers(text: str) -> Iterator[_Find]:
    """`811218-9876`, `19811218-9876`, `8112189876`, with 60 added to the day, and `SE811218987601`; not `811218-9875`."""
    for match in _PERSONAL.finditer(text):
        _, _, year, month, day, last = match.groups()
        plausible = 1 <= int(month) <= 12 and (1 <= int(day) <= 31 or 61 <= int(day) <= 91)
        if plausible and _control_digit(year + month + day + last):
            yield _Find(match.start(), match.end(), "PERSONNUMMER", year + month + day + last)


def _organisation_numbers(text: str) -> Iterator[_Find]:
    """`556036-0793`, `16556036-0793`, `SE556036079301`; `5560360793` only where `org.nr` or the like stands before it."""
    for match in _ORGANISATION.finditer(text):
        vat, century, first, hyphen, last = match.groups()
        told = vat or hyphen or century or "org" in text[max(0, match.start() - 25) : match.start()].lower()
        if told and _control_digit(first + last):
            yield _Find(match.start(), match.end(), "ORGNUMMER", first + last)


def _phone_numbers(text: str) -> Iterator[_Find]:
    """`08-123 456 78`, `070-123 45 67`, `+46 70 123 45 67`, `+47 22 12 34 56`, `tel. 123 45`; not `02-11 2021`."""
    for pattern, group, lengths in (
        (_PHONE, 0, _PHONE_DIGITS),
        (_FOREIGN_PHONE, 0, _FOREIGN_DIGITS),
        (_LOCAL_PHONE, 1, _LOCAL_DIGITS),
    ):
        for match in pattern.finditer(text):
            digits = re.sub(r"\D", "", match[group])
            if len(digits) in lengths and not _THOUSANDS.fullmatch(match[group]):
                national = re.sub(r"^(?:00)?460?", "0", digits)
                yield _Find(match.start(group), match.end(group), "PHONE", national)


def _addresses(text: str) -> Iterator[_Find]:
    """`Storgatan 5 B, 222 22 Lund`, `Norra vägen 12`, `Box 100`, `Byn 3, 790 15 Ort`; not `Storgatan`, `Riksväg 40`."""
    for match in _ADDRESS.finditer(text):
        yield _Find(match.start(), match.end(), "ADDRESS", " ".join(match[0].lower().split()))


_SEARCHES: dict[str, Callable[[str], Iterator[_Find]]] = {
    "PERSONNUMMER": _personal_numbers,
    "ORGNUMMER": _organisation_numbers,
    "PHONE": _phone_numbers,
    "ADDRESS": _addresses,
}
