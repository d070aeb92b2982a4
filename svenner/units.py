"""Turns the amounts of measures into other units: `convert("120 km", to="m")`.

A measure's value is an amount and a unit (`7000 SEK`, `61.25 %`, `20..25 kg`). Units are named as values write them
(`km`, `°C`, `m/s`) or by their UCUM code (`Cel`, `[in_i]`).
"""

from __future__ import annotations

from fractions import Fraction

__all__ = ["convert", "parse"]

# Unit as values write it -> UCUM code, quantity, factor to the quantity's base unit: those of lexicon/units.tsv.
UNITS: dict[str, tuple[str, str, float]] = {
    "m": ("m", "length", 1.0),
    "km": ("km", "length", 1000.0),
    "dm": ("dm", "length", 0.1),
    "cm": ("cm", "length", 0.01),
    "mm": ("mm", "length", 0.001),
    "μm": ("um", "length", 1e-06),
    "nm": ("nm", "length", 1e-09),
    "mi": ("[mi_i]", "length", 1609.344),
    "naut. mil": ("[nmi_i]", "length", 1852.0),
    "tum": ("[in_i]", "length", 0.0254),
    "fot": ("[ft_i]", "length", 0.3048),
    "yd": ("[yd_i]", "length", 0.9144),
    "ljusår": ("[ly]", "length", 9460700000000000.0),
    "AE": ("AU", "length", 149597870700.0),
    "m²": ("m2", "area", 1.0),
    "km²": ("km2", "area", 1000000.0),
    "dm²": ("dm2", "area", 0.01),
    "cm²": ("cm2", "area", 0.0001),
    "mm²": ("mm2", "area", 1e-06),
    "ha": ("har", "area", 10000.0),
    "ac": ("[acr_us]", "area", 4046.87),
    "m³": ("m3", "volume", 1.0),
    "dm³": ("dm3", "volume", 0.001),
    "cm³": ("cm3", "volume", 1e-06),
    "km³": ("km3", "volume", 1000000000.0),
    "l": ("L", "volume", 0.001),
    "dl": ("dL", "volume", 0.0001),
    "cl": ("cL", "volume", 1e-05),
    "ml": ("mL", "volume", 1e-06),
    "hl": ("hL", "volume", 0.1),
    "msk": ("15.mL", "volume", 1.5e-05),
    "tsk": ("5.mL", "volume", 5e-06),
    "krm": ("1.mL", "volume", 1e-06),
    "fat": ("[bbl_us]", "volume", 0.158987),
    "gal": ("[gal_us]", "volume", 0.00378541),
    "pt": ("[pt_br]", "volume", 0.000568261),
    "g": ("g", "mass", 0.001),
    "hg": ("hg", "mass", 0.1),
    "kg": ("kg", "mass", 1.0),
    "mg": ("mg", "mass", 1e-06),
    "μg": ("ug", "mass", 1e-09),
    "t": ("t", "mass", 1000.0),
    "kt": ("kt", "mass", 1000000.0),
    "Mt": ("Mt", "mass", 1000000000.0),
    "Gt": ("Gt", "mass", 1000000000000.0),
    "lb": ("[lb_av]", "mass", 0.45359237),
    "uns": ("[oz_av]", "mass", 0.0283495),
    "ct": ("[car_m]", "mass", 0.0002),
    "s": ("s", "time", 1.0),
    "ms": ("ms", "time", 0.001),
    "min": ("min", "time", 60.0),
    "h": ("h", "time", 3600.0),
    "dygn": ("d", "time", 86400.0),
    "dag": ("d", "time", 86400.0),
    "vecka": ("wk", "time", 604800.0),
    "månad": ("mo", "time", 2629800.0),
    "år": ("a", "time", 31557600.0),
    "månader": ("mo", "time", 2629800.0),
    "veckor": ("wk", "time", 604800.0),
    "dagar": ("d", "time", 86400.0),
    "km/h": ("km/h", "speed", 0.277778),
    "m/s": ("m/s", "speed", 1.0),
    "kn": ("[kn_i]", "speed", 0.514444),
    "mi/h": ("[mi_i]/h", "speed", 0.44704),
    "varv/min": ("{rev}/min", "frequency", 0.0166667),
    "K": ("K", "temperature", 1.0),
    "°": ("deg", "angle", 0.0174533),
    "varv": ("{rev}", "angle", 6.2831853),
    "J": ("J", "energy", 1.0),
    "kJ": ("kJ", "energy", 1000.0),
    "MJ": ("MJ", "energy", 1000000.0),
    "cal": ("cal", "energy", 4.184),
    "kcal": ("kcal", "energy", 4184.0),
    "Wh": ("W.h", "energy", 3600.0),
    "kWh": ("kW.h", "energy", 3600000.0),
    "MWh": ("MW.h", "energy", 3600000000.0),
    "GWh": ("GW.h", "energy", 3600000000000.0),
    "TWh": ("TW.h", "energy", 3600000000000000.0),
    "W": ("W", "power", 1.0),
    "kW": ("kW", "power", 1000.0),
    "MW": ("MW", "power", 1000000.0),
    "GW": ("GW", "power", 1000000000.0),
    "hk": ("735.49875.W", "power", 735.49875),
    "N": ("N", "force", 1.0),
    "kN": ("kN", "force", 1000.0),
    "Nm": ("N.m", "torque", 1.0),
    "Pa": ("Pa", "pressure", 1.0),
    "hPa": ("hPa", "pressure", 100.0),
    "kPa": ("kPa", "pressure", 1000.0),
    "MPa": ("MPa", "pressure", 1000000.0),
    "bar": ("bar", "pressure", 100000.0),
    "mbar": ("mbar", "pressure", 100.0),
    "mm Hg": ("mm[Hg]", "pressure", 133.322),
    "Hz": ("Hz", "frequency", 1.0),
    "kHz": ("kHz", "frequency", 1000.0),
    "MHz": ("MHz", "frequency", 1000000.0),
    "GHz": ("GHz", "frequency", 1000000000.0),
    "V": ("V", "voltage", 1.0),
    "kV": ("kV", "voltage", 1000.0),
    "A": ("A", "current", 1.0),
    "Ω": ("Ohm", "resistance", 1.0),
    "lm": ("lm", "luminous flux", 1.0),
    "Bq": ("Bq", "radioactivity", 1.0),
    "mSv": ("mSv", "dose equivalent", 0.001),
    "mmol/l": ("mmol/L", "concentration", 1.0),
    "%": ("%", "ratio", 0.01),
    "procentenheter": ("{pp}", "ratio difference", 0.01),
    "‰": ("[ppth]", "ratio", 0.001),
    "räntepunkter": ("{bp}", "ratio", 0.0001),
    "ppm": ("[ppm]", "ratio", 1e-06),
    "b": ("bit", "information", 1.0),
    "B": ("By", "information", 8.0),
    "kB": ("kBy", "information", 8000.0),
    "MB": ("MBy", "information", 8000000.0),
    "GB": ("GBy", "information", 8000000000.0),
    "TB": ("TBy", "information", 8000000000000.0),
    "Mbit/s": ("Mbit/s", "data rate", 1000000.0),
    "Gbit/s": ("Gbit/s", "data rate", 1000000000.0),
    "st": ("{piece}", "count", 1.0),
}
_BY_UCUM = {ucum: name for name, (ucum, _, _) in UNITS.items()}

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
    name = unit if unit in UNITS else _BY_UCUM.get(unit)
    if name is not None:
        return UNITS[name][1], UNITS[name][2]
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
