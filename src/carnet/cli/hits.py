"""What `carnet search` and `carnet trace` print, in colour where it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from carnet.cli.tables import counted, print_jsonl, print_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.search import Found
    from carnet.trace import Quotation


def print_search(found: Found, form: str) -> int:
    """How much was found and where, then the hits in their lines."""
    if form == "jsonl":
        print_jsonl([{"count": found.count, "entries": found.entries, "facets": found.facets}])
        print_jsonl(hit._asdict() for hit in found)
    elif form == "csv":
        print_rows((hit._asdict() for hit in found), form)
    else:
        _show_found(found)
    return 0


def _show_found(found: Found) -> None:
    from carnet.search.concordance import concordance, years  # noqa: PLC0415

    if not found.count:
        click.echo("Nothing was found. Fewer words find more; so does a star for an ending: gard*")
        return
    found.limit = 20 if found.limit is None else found.limit
    click.echo(f"{counted(found.count, 'hit')} in {counted(found.entries, 'entry')}")
    for name, counts in found.facets.items():
        some = [f"{value or '?'} {n:,}" for value, n in list(counts.items())[:5]]
        more = f" and {len(counts) - 5:,} more" if len(counts) > 5 else ""
        if len(counts) > 1:
            click.echo(
                f"  {name + 's':<10} {years(counts) if name == 'year' else ', '.join(some) + more}"
            )
    click.echo()
    for line in concordance(found, _width()):
        match = click.style(line.match, bold=True, fg="red")
        click.echo(f"{click.style(line.entry, dim=True)}  {line.left}{match}{line.right}".rstrip())
    if found.count > found.limit:
        click.echo(f"\n{found.count - found.limit:,} more: --limit {found.count}")


def print_trace(found: Sequence[Quotation], form: str) -> int:
    """Each quotation with its verdict; `carnet.trace.table` says what stands in its lines."""
    if form != "table":
        print_rows([one.row() for one in found], form)
        return 0
    from carnet.trace.table import summary, table  # noqa: PLC0415

    several = len({one.essay for one in found}) > 1
    last = ""
    for one, line in zip(found, table(found, _width()), strict=True):
        if several and one.essay != last:
            last = one.essay
            click.echo(click.style(last, bold=True))
        colour = {"verbatim": "green", "altered": "yellow", "unfound": "red"}[line.verdict]
        click.echo(f"{line.place:>7}  {click.style(line.said, fg=colour)}  {line.rest}".rstrip())
        for more in line.more:
            click.echo(f"{'':>7}    {more}")
    click.echo(summary(found))
    return 0


def _width() -> int:
    """The columns of the screen."""
    import shutil  # noqa: PLC0415 - takes long to load

    return shutil.get_terminal_size((100, 24)).columns
