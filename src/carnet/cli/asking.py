"""The conversation of `carnet review`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from carnet.archive import Archive
from carnet.cli.printing import directory
from carnet.cli.tables import counted, print_rows
from carnet.errors import CarnetError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.archive.review import Doubt

_HOW: Final = "Answer y (yes), n (no), the id of the record that is meant, s (skip) or q (stop); ? says this again."


def print_review(doubts: Sequence[Doubt], form: str) -> int:
    """Ask until there is no doubt left, nobody answers, or the answer is q."""
    if form != "table":
        print_rows([doubt.as_row() for doubt in doubts], form)
        return 0
    if not doubts:
        click.echo("There is nothing to ask.")
        return 0
    settled = 0
    click.echo(_HOW)
    with Archive(directory()) as archive:
        for n, doubt in enumerate(doubts, 1):
            click.echo(f"\n{n:,} of {len(doubts):,}: {doubt.question}")
            for line in doubt.lines:
                click.echo(f"    {line}")
            made = _ask(archive, doubt)
            if made is None:
                break
            settled += made
    click.echo(f"\nRecorded: {counted(settled, 'decision')}.")
    if settled:
        click.echo(f"They take effect with: carnet build {directory()}")
    return 0


def _ask(archive: Archive, doubt: Doubt) -> int | None:
    """How many decisions the answer made; None where there are to be no more questions."""
    while True:
        click.echo("[y, n, id, s, q] ", nl=False)
        line = sys.stdin.readline()
        said = line.strip()
        if not line or said == "q":
            return None
        if said in ("s", ""):
            return 0
        if said in ("?", "h", "help"):
            click.echo(f"{_HOW} The ids are the first column of: carnet list {directory()} people")
            continue
        try:
            return len(archive.answer(doubt, said))
        except CarnetError as error:  # an id that is none: asked again
            click.echo(str(error), err=True)
