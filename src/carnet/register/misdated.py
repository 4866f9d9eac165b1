"""What a date in a table may have meant, where it is no EDTF: as people write dates, and as
spreadsheets make them over.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from carnet.dates import When, read_date
from carnet.errors import DateError

_SIGN = re.compile(r"(?i)^(?:[*†✝∞+]|geb\.?|gest\.?|born|died|née?|mort|†)\s*")
_YEAR = r"(\d{3,4})"
_FORMS: Final = (
    (re.compile(rf"{_YEAR}[.,]0+"), "{}"),  # a number with decimals
    (re.compile(rf"{_YEAR}\s*[-–—]\s*{_YEAR}"), "{}/{}"),
    (re.compile(rf"(?i)(?:ca?\.?|circa|um|gegen|about|abt\.?|vers|env\.?)\s*{_YEAR}"), "{}~"),
    (re.compile(rf"{_YEAR}\s*(?:\(\?\)|\[\?\]|\?)"), "{}?"),
    (re.compile(rf"(?i)(?:vor|before|bef\.?|ante|avant|bis|until)\s*{_YEAR}"), "../{}"),
    (re.compile(rf"(?i)(?:nach|after|aft\.?|post|après|seit|since)\s*{_YEAR}"), "{}/.."),
)
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]0+)?")
_EPOCH: Final = date(1899, 12, 30)  # of Excel's and LibreOffice's numbers for days
_ORDERS: Final = ("en-GB", "en-US")  # 3/5/1941 is in May or in March


def likely(text: str) -> list[str]:
    """In EDTF what a date may mean, each once; nothing where that cannot be told."""
    text = " ".join(text.split())
    plain = _SIGN.sub("", text)
    for form, edtf in _FORMS:
        found = form.fullmatch(plain)
        if found is not None:
            return _dates([edtf.format(*(year.zfill(4) for year in found.groups()))])
    if _SERIAL.fullmatch(plain):
        return [str(_EPOCH + timedelta(int(plain[:5])))]
    own = [plain] if plain != text else []
    if own and _dates(own):
        return own
    orders = _ORDERS if "/" in plain else _ORDERS[:1]  # who writes points puts the day first
    means = [*(read_date(plain, [language]) for language in orders), read_date(plain, None)]
    # a heading may leave out its year; a life may not
    return _dates([m.when.edtf for m in means if m is not None and m.when.edtf and not m.place])


def _dates(said: list[str]) -> list[str]:
    """Those that are EDTF and have a year."""
    out = []
    for edtf in dict.fromkeys(said):
        try:
            if any(sign.isdigit() for sign in edtf) and When.parse(edtf).bounds is not None:
                out.append(edtf)
        except DateError:
            continue
    return out
