"""Rows on standard output: a table to look at, one JSON object a line, or CSV."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDEST: Final = 60  # characters of a column
_LONGEST: Final = 400  # characters of the last one
_SAID_ALONE: Final = ("type", "value", "source")  # what these say needs no name beside it


def print_jsonl(rows: Iterable[Any]) -> None:
    """Each row as JSON on a line of its own; nothing else stands on standard output then."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def cell(value: Any) -> str:
    """What stands in a cell of a table, for eyes alone: one line, and no JSON."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case list():
            return "; ".join(map(cell, value))
        case dict():
            return "; ".join(
                cell(held) if key in _SAID_ALONE else f"{_plain(key)} {cell(held)}"
                for key, held in value.items()
            )
    return _plain(" ".join(str(value).split()))


def _plain(name: str) -> str:
    """A name of our own vocabulary without the sign that it is ours."""
    return name.removeprefix("carnet:")


def _csv_cell(value: Any) -> str:
    """What is no plain value is JSON, for programs; and a spreadsheet must not take what a notebook
    says for a formula.
    """
    from carnet.register.cells import guarded  # noqa: PLC0415 - only who writes CSV pays for it

    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    said = " ".join(str(value).split())
    return guarded(said) if isinstance(value, str) else said


def print_table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Columns as wide as what stands in them, but the last, whose words are there to be read."""
    if not rows:
        return
    cells = [[cell(row.get(column)) for column in columns] for row in rows]
    widths = [
        max(len(column), *(min(len(row[i]), _WIDEST) for row in cells))
        for i, column in enumerate(columns)
    ]
    for row in ([column.upper().replace("_", " ") for column in columns], *cells):
        *first, last = row
        line = [value[:_WIDEST].ljust(size) for value, size in zip(first, widths, strict=False)]
        click.echo(
            "  ".join(
                [*line, last if len(last) <= _LONGEST else f"{last[: _LONGEST - 1]}…"]
            ).rstrip()
        )


def print_rows(
    rows: Iterable[dict[str, Any]], form: str, columns: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Rows as they were asked for (`columns` is for the table alone); they are returned as a list."""
    found = list(rows)
    if form == "jsonl":
        print_jsonl(found)
    elif form == "csv" and found:
        writer = csv.DictWriter(sys.stdout, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _csv_cell(value) for key, value in row.items()} for row in found)
    elif found:
        print_table(found, columns or list(found[0]))
    return found


def counted(n: int, what: str) -> str:
    """`1 entry`, `2 entries`."""
    many = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{n:,} {what if n == 1 else many}"
