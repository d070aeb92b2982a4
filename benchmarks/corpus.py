"""The text that is timed: paragraphs of a real corpus where one lies beside the repository, else made ones."""

import random
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "text" / "riksdag-interpellations.txt"

_OPENINGS = [
    "På torsdagen",
    "I förra veckan",
    "Enligt TT",
    "Den 3 maj 2022",
    "Trots kritiken",
    "I Umeå",
    "Hittills i år",
]
_SUBJECTS = [
    "meddelade bolaget",
    "sade Anna Ek",
    "beslutade regeringen",
    "visade SCB:s siffror",
    "hävdade Per Holmgren",
]
_OBJECTS = [
    "att hyran sjunker med 14 procent",
    "att Stockholms kommun betalar 7,5 miljoner kronor",
    "att flytten från Västerås till Örebro är klar nästa vecka",
    "att minst 50 tjänster blir kvar, t.ex. inom vården",
    "att USA:s president besöker Köpenhamn kl. 14.30",
]


def _made(rng: random.Random) -> str:
    count = rng.randint(1, 5)
    return " ".join(f"{rng.choice(_OPENINGS)} {rng.choice(_SUBJECTS)} {rng.choice(_OBJECTS)}." for _ in range(count))


def paragraphs(size: int, seed: int = 0) -> list[str]:
    """Paragraphs, in an order that `seed` gives, of about `size` bytes of UTF-8 in all."""
    rng = random.Random(seed)
    real = REAL.read_text(encoding="utf-8").splitlines() if REAL.exists() else []
    rng.shuffle(real)
    taken = []
    total = 0
    while total < size:
        text = real.pop() if real else _made(rng)
        if text:
            taken.append(text)
            total += len(text.encode()) + 1
    return taken


def name() -> str:
    """What the text is, for the report."""
    return "interpellations in the Riksdag (source: Sveriges riksdag)" if REAL.exists() else "made sentences"
