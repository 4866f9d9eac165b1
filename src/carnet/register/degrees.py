"""Coordinates as people write them: in degrees with a point or a comma, in minutes and seconds, with
the letter of a quarter of the sky.
"""

from __future__ import annotations

import math
import re
from typing import Final

AXES: Final = ("latitude", "longitude")
_MINUS: Final = str.maketrans({"−": "-", "–": "-"})
_SIGNS: Final = str.maketrans({"º": "°", "’": "'", "′": "'", "″": '"', "”": '"', "“": '"'})
_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_ANGLE = re.compile(
    rf"(?P<first>[NSEW]\s*)?(?P<minus>[+-])?\s*(?P<degrees>{_NUMBER}(?:[eE]-?\d+)?)\s*(?:°\s*"
    rf"(?:(?P<minutes>{_NUMBER})\s*'\s*)?(?:(?P<seconds>{_NUMBER})\s*(?:\"|'')\s*)?)?(?P<last>[NSEW])?",
    re.IGNORECASE,
)
_QUARTERS: Final = {"latitude": "NS", "longitude": "EW"}
_LIMITS: Final = {"latitude": 90, "longitude": 180}


def in_degrees(text: str, axis: str) -> float | None:
    """A `latitude` or `longitude`; None where the text is none. South and west are negative."""
    found = _ANGLE.fullmatch(text.strip().translate(_MINUS).translate(_SIGNS))
    if found is None:
        return None
    quarter = ((found["first"] or "").strip() + (found["last"] or "")).upper()
    if len(quarter) > 1 or (quarter and (quarter not in _QUARTERS[axis] or found["minus"])):
        return None
    minutes, seconds = (
        float((found[part] or "0").replace(",", ".")) for part in ("minutes", "seconds")
    )
    value = float(found["degrees"].replace(",", "."))
    if minutes >= 60 or seconds >= 60 or ((minutes or seconds) and value % 1):
        return None
    value += minutes / 60 + seconds / 3600
    if minutes or seconds:
        value = round(value, 6)  # a tenth of a metre
    value = -value if found["minus"] == "-" or quarter in ("S", "W") else value
    return value if math.isfinite(value) and abs(value) <= _LIMITS[axis] else None
