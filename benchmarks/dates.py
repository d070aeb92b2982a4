"""How many of the expressions of dates.tsv svenner and dateparser get right, and how fast: `python benchmarks/dates.py`.

svenner is right where the expression's value is the one of the table; dateparser, which answers with a day, where that day
is in the day, week, month or year that is meant. It gets the expression alone (`parse`) or the sentence (`search_dates`).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from harness import compare

LISTS = ("dateparser", "other")


@dataclass(frozen=True)
class Case:
    """A sentence, the expression in it, the reference date, and the TIMEX3 value that is right."""

    source: str
    sentence: str
    expression: str
    day: date
    value: str


def read_cases() -> list[Case]:
    lines = (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [
        Case(source, re.sub(r"[\[\]]", "", marked), marked.split("[")[1].split("]")[0], date.fromisoformat(day), value)
        for source, marked, day, value in rows
    ]


def period(value: str) -> tuple[date, date]:
    """The first and last day of `2024-03-14`, `2024-W11`, `2024-03` or `2024`."""
    if "W" in value:
        monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return monday, monday + timedelta(days=6)
    year, month, day = (int(part) for part in (value + "-0-0").split("-")[:3])
    first = date(year, month or 1, day or 1)
    return first, first if day else date(year, month or 12, monthrange(year, month or 12)[1])


def holds(days: Iterable[datetime], value: str) -> bool:
    first, last = period(value)
    return any(first <= day.date() <= last for day in days)


def by_svenner(case: Case) -> bool:
    import svenner

    found = svenner.analyze(case.sentence, date=case.day).entities
    return any(entity.text == case.expression and entity.value == case.value for entity in found)


def by_search(case: Case) -> bool:
    from dateparser.search import search_dates

    base = datetime.combine(case.day, datetime.min.time())
    found = search_dates(case.sentence, languages=["sv"], settings={"RELATIVE_BASE": base})
    return holds((day for _, day in found or []), case.value)


def by_parse(case: Case) -> bool:
    import dateparser

    base = datetime.combine(case.day, datetime.min.time())
    day = dateparser.parse(case.expression, languages=["sv"], settings={"RELATIVE_BASE": base})
    return day is not None and holds([day], case.value)


WAYS: dict[str, Callable[[Case], bool]] = {
    "svenner.analyze, TME": by_svenner,
    "dateparser.parse, the expression alone": by_parse,
    "dateparser.search": by_search,
}


def table(rounds: int = 3) -> str:
    """A row for each way: how many of each list are right, and the time of all."""
    cases = read_cases()
    right = {name: [case for case in cases if way(case)] for name, way in WAYS.items()}
    runs = {name: partial(lambda way: [way(case) for case in cases], way) for name, way in WAYS.items()}
    sizes = [sum(case.source == source for case in cases) for source in LISTS]
    lines = [
        f"| right | of {sizes[0]} that dateparser's Swedish has | of {sizes[1]} others | ms an expression | × the time |",
        "|---|---:|---:|---:|---:|",
    ]
    for timing in compare(runs, rounds):
        counts = " | ".join(str(sum(case.source == source for case in right[timing.name])) for source in LISTS)
        lines.append(f"| `{timing.name}` | {counts} | {timing.best / len(cases) * 1000:.3f} | {timing.ratio} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
