"""What stands in one cell of a register's table: one value, or several with marks beside them.

- Several values are parted by ` | `; a `|` within a value is written `\\|`.
- After a name or relation stands, in square brackets and parted by commas, what is said of it: a
  language (`de`, `de-AT`), years in EDTF (`1911/1920`, `../1919`), a kind (`birth`, `nickname`).
  A `[` that belongs to the words is written `\\[`.
- A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@` or a tab)
  is written with a `'` before it, which reading takes off again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from carnet.dates import When
from carnet.errors import DateError
from carnet.register.record import Name, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

_RISKY: Final = re.compile(r"'*[=+\-@\t\r]")
_LISTED = re.compile(r"\s*;\s*")
_PARTS = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_BESIDE = re.compile(r"(?s)(.*?)(?<!\\)((?:\\\\)*)\[([^\[\]]*)\]\s*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_KIND = re.compile(r"[a-z][\w -]{3,40}")
_TARGET = re.compile(r"(?s)(.+?):\s+(\S+)")


def guarded(cell: str) -> str:
    """A cell as it is written: one that might be run as a formula has a `'` before it."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was meant."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def join(values: Iterable[str]) -> str:
    """Several values as one cell."""
    return " | ".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def _split(cell: str) -> list[str]:
    """The values of a cell, their escapes still in them."""
    if "\\" not in cell:
        return [value for part in cell.split("|") if (value := part.strip())]
    out, at = [], 0
    for found in _PARTS.finditer(cell):
        out.append(cell[at : found.end() - 1])
        at = found.end()
    out.append(cell[at:])
    return [value.strip() for value in out if value.strip()]


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) if "\\" in value else value


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell."""
    return tuple(map(_plain, _split(cell)))


def listed(cell: str) -> str:
    """A cell of a sheet from elsewhere, in which several values may be parted by semicolons."""
    return cell if "|" in cell else _LISTED.sub(" | ", cell).strip()


def is_period(text: str) -> bool:
    """Whether these are years, a day or a range of them in EDTF."""
    if not any(sign.isdigit() for sign in text):
        return False
    try:
        When.parse(text)
    except DateError:
        return False
    return True


def _marks(text: str) -> tuple[str, str, str] | None:
    """Kind, language and period of what stands in brackets; None where it says something else."""
    kind = language = period = ""
    for part in filter(None, (part.strip() for part in text.split(","))):
        if not language and _LANGUAGE.fullmatch(part) and len(part.partition("-")[0]) < 4:
            language = part
        elif not period and is_period(part):
            period = part
        elif not kind and _KIND.fullmatch(part):
            kind = part
        else:
            return None
    return kind, language, period


def _beside(value: str) -> tuple[str, str, str, str]:
    if not value.endswith("]"):
        return _plain(value), "", "", ""
    found = _BESIDE.fullmatch(value)
    if found is not None:
        marks = _marks(found[3])
        if marks is not None and found[1].strip():
            return _plain(found[1] + found[2]).strip(), *marks
    return _plain(value), "", "", ""


def _with_marks(text: str, *marks: str) -> str:
    text = text.replace("\\", "\\\\").replace("|", "\\|").replace("[", "\\[")
    said = ", ".join(filter(None, marks))
    return f"{text} [{said}]" if said else text


def read_names(cell: str) -> tuple[Name, ...]:
    """Names with what is said of each."""
    return tuple(Name(*_beside(value)) for value in _split(cell))


def write_names(names: Iterable[Name]) -> str:
    """The cell that `read_names` reads."""
    return " | ".join(_with_marks(n.text, n.language, n.period, n.kind) for n in names)


def read_relations(cell: str) -> tuple[Relation, ...]:
    """`friend [1911/1920]` is to the writer, `daughter of: p-halm` to another record."""
    out = []
    for value in _split(cell):
        text, _, _, period = _beside(value)
        found = _TARGET.fullmatch(text)
        what, target = (found[1], found[2]) if found else (text, "")
        out.append(Relation(what.strip(), target, period))
    return tuple(out)


def write_relations(relations: Iterable[Relation]) -> str:
    """The cell that `read_relations` reads."""
    return " | ".join(
        _with_marks(f"{r.what}: {r.target}" if r.target else r.what, r.period) for r in relations
    )


def tidy_name(name: Name) -> Name:
    """A name whose marks can stand in a cell: others are left out."""
    kind = name.kind if _KIND.fullmatch(name.kind) and not is_period(name.kind) else ""
    language = name.language if _LANGUAGE.fullmatch(name.language) else ""
    period = name.period if is_period(name.period) else ""
    return Name(" ".join(name.text.split()), kind, language, period)
