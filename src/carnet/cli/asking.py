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

_HOW: Final = (
    "Answer y (yes), n (no), the id of the record that is meant, o (one mention after the other), m (show more of them), "
    "s (skip) or q (stop); ? says this again."
)
_MORE: Final = 12  # mentions that m shows

_SHORT: Final = {
    said: said[0] for said in ("y", "n", "s", "q", "yes", "no", "skip", "quit", "help")
}


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
    shown = len(doubt.lines)
    while True:
        click.echo("[y, n, id, o, m, s, q] ", nl=False)
        line = sys.stdin.readline()
        said = _SHORT.get(line.strip().lower(), line.strip())
        if not line or said == "q":
            return None
        if said in ("s", ""):
            return 0
        if said in ("?", "h", "help"):
            click.echo(f"{_HOW} The ids are the first column of: carnet list {directory()} people")
            continue
        if said in ("m", "o") and len(doubt.places) < 2:
            click.echo("    There are no more of them.")
            continue
        if said == "m":
            for one in archive.each(doubt)[shown : shown + _MORE]:
                click.echo(f"    {one.lines[0]}")
            shown = min(shown + _MORE, len(doubt.places))
            click.echo(f"    {shown:,} of {len(doubt.places):,}")
            continue
        if said == "o":
            return _one_by_one(archive, doubt)
        try:
            return len(archive.answer(doubt, said))
        except CarnetError as error:  # an id that is none: asked again
            click.echo(str(error), err=True)


def _one_by_one(archive: Archive, doubt: Doubt) -> int:
    """Ask the same of each mention; how many decisions that made. q goes back to the other questions."""
    settled = 0
    click.echo("  q goes back to the other questions.")
    for n, one in enumerate(archive.each(doubt), 1):
        click.echo(f"  {n:,} of {len(doubt.places):,}: {one.lines[0]}")
        made = _ask(archive, one)
        if made is None:
            break
        settled += made
    return settled
