"""A heading put down in one word or two, so that tables of headings can be read by eye.

A full date is its EDTF, with its calendar where that is not the Gregorian. What lacks a part has X
for it. Then come the weekday, and signs: night, alive, near (a misprint), ? (doubt), @ and a place.
"""

from carnet.dates.written import read_date, read_parts

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
JOINS = {"to": "/", "and": "+", "or": "|", "/": "=", "same": "=="}


def described(line, language):
    """What is read of a line in one language."""
    readings = read_parts(line, languages=[language])
    parts = readings[0] if readings else None
    reading = read_date(line, [language])
    if reading is not None:
        when = reading.when
        words = [when.edtf]
        if when.calendar != "gregorian":
            words.append(when.calendar.replace("french ", ""))
        words += ["?"] if when.sure < 0.8 else []
        words += ["near"] if parts is not None and parts.near else []
        weekday, place = reading.weekday, reading.place
    elif parts is None:
        return "-"
    else:
        words = [_items(parts) if parts.kind == "date" else parts.kind]
        words += [name for name in ("night", "alive") if getattr(parts, name)]
        words += ["near"] if parts.near else []
        words += ["?"] if parts.doubtful else []
        words += [parts.style] if parts.style else []
        words += ["…"] if parts.reach < len(line) else []
        weekday, place = parts.weekday, parts.place
    words += [DAYS[weekday]] if weekday is not None else []
    words += [f"@{place}"] if place else []
    return " ".join(words)


def _items(parts):
    signs = ["", *(JOINS[join] for join in parts.joins)]
    return "".join(
        sign + _item(item)
        for sign, item in zip(signs, parts.items, strict=True)
        if item is not None
    )


def _item(item):
    if item.day is None and item.month is None and item.year is None:
        return item.feast or "day"
    year = "XXXX" if item.year is None else f"{item.year:04d}"
    digits = "".join(
        "X" if item.blank >> (3 - place) & 1 else digit for place, digit in enumerate(year)
    )
    words = digits
    if item.month is not None:
        words += f"-{item.month:02d}"
    elif item.day is not None:
        words += "-XX"
    if item.day is not None:
        words += f"-{item.day:02d}"
    return words + ("~" if item.about else "") + ("r" if item.republican else "")
