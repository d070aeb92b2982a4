"""Turns the amounts of measures into other units: `convert("120 km", to="m")`.

A measure's value is an amount and a unit (`7000 SEK`, `61.25 %`, `20..25 kg`). Units are named as values write them
(`km`, `°C`, `m/s`) or by their UCUM code (`Cel`, `[in_i]`).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

__all__ = ["convert", "parse"]


@cache
def _units() -> dict[str, tuple[str, str, float]]:
    """Unit as values write it -> UCUM code, quantity, factor to the quantity's base unit: those of lexicon/units.tsv."""
    lines = (Path(__file__).parent / "data" / "units.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {name: (ucum, quantity, float(factor)) for name, ucum, quantity, factor in rows}


@cache
def _names() -> dict[str, str]:
    """UCUM code -> unit as values write it."""
    return {ucum: name for name, (ucum, _, _) in _units().items()}


# Kelvin of a degree, and of its zero.
_TEMPERATURES = {
    "°C": (1.0, 273.15),
    "Cel": (1.0, 273.15),
    "°F": (5 / 9, 459.67 * 5 / 9),
    "[degF]": (5 / 9, 459.67 * 5 / 9),
}


def parse(value: str) -> tuple[float, float, str]:
    """Lower end, upper end (the same but for a range) and unit (may be empty) of a measure's value.

    Raises ValueError where `value` is no such value.
    """
    amount, _, unit = value.partition(" ")
    whole, slash, divisor = amount.partition("/")
    low, _, high = whole.partition("..")
    try:
        parts = int(divisor) if slash else 1
        return float(Fraction(low) / parts), float(Fraction(high or low) / parts), unit
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"not a measure's value: {value!r}") from None


def _factor(unit: str) -> tuple[str, float]:
    """Quantity and factor of a unit, of a quotient too (`l/km`)."""
    name = unit if unit in _units() else _names().get(unit)
    if name is not None:
        return _units()[name][1:]
    top, slash, bottom = unit.rpartition("/")
    if not slash:
        raise ValueError(f"no factor is known for the unit {unit!r}")
    (above, times), (below, over) = _factor(top), _factor(bottom)
    return f"{above}/{below}", times / over


def convert(value: str, to: str) -> float | tuple[float, float]:
    """The amount of a measure's value in the unit `to`; both ends of a range.

    >>> convert("12.5 km", to="m")
    12500.0
    >>> convert("20..25 °C", to="°F")
    (68.0, 77.0)

    Raises ValueError for a unit without a fixed factor (money) and for units of different quantities.
    """
    low, high, unit = parse(value)
    if unit in _TEMPERATURES or to in _TEMPERATURES:
        scale, zero = _TEMPERATURES.get(unit, (1.0, 0.0))
        to_scale, to_zero = _TEMPERATURES.get(to, (1.0, 0.0))
        if {unit, to} - _TEMPERATURES.keys() - {"K"}:
            raise ValueError(f"{unit!r} and {to!r} are not of one quantity")
        ends = [round((end * scale + zero - to_zero) / to_scale, 9) for end in (low, high)]
    else:
        (quantity, factor), (wanted, to_factor) = _factor(unit), _factor(to)
        if quantity != wanted:
            raise ValueError(f"{unit!r} ({quantity}) and {to!r} ({wanted}) are not of one quantity")
        ends = [float(f"{end * factor / to_factor:.12g}") for end in (low, high)]
    return ends[0] if low == high else (ends[0], ends[1])
