"""What each command prints of what its method gave. Each returns the exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from carnet.archive import Held
from carnet.archive.tables import COLUMNS, finding_row, preview_rows, serious, to_mend
from carnet.cli.tables import cell, counted, print_rows, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carnet.archive import Archive, Built
    from carnet.decisions import Decision
    from carnet.edition import Edition
    from carnet.model import Finding

_MOST_LEFT: Final = 30  # so many files that were left out of a folder are named


def directory() -> str:
    """The archive that the command was given."""
    return str(click.get_current_context().params["directory"])


def tell_left(left: Sequence[Any]) -> None:
    """What of folders was not taken, each with its reason; of very many the first."""
    for name, why in left[:_MOST_LEFT]:
        click.echo(f"left out {name}: {why}", err=True)
    if len(left) > _MOST_LEFT:
        click.echo(f"left out {counted(len(left) - _MOST_LEFT, 'more file')}", err=True)


def print_new(made: tuple[Archive, dict[str, Any]], form: str) -> int:
    """What was made and what was guessed of it, to be looked over."""
    archive, guessed = made
    tell_left(archive.left)
    if form != "table":
        print_rows([{"archive": str(archive.folder), **guessed}], form)
        return 0
    click.echo(f"Made {archive.folder}/ with {counted(len(archive.sources.manifest()), 'source')}.")
    for key, value in guessed.items():
        click.echo(f"  guessed {key}: {', '.join(value) if isinstance(value, list) else value}")
    click.echo(f"Look over {archive.folder / 'carnet.toml'}, then: carnet build {archive.folder}")
    return 0


def print_add(names: list[str], form: str) -> int:
    """The names under which the files are sources now."""
    if form != "table":
        print_rows([{"source": name} for name in names], form)
    else:
        click.echo("\n".join(f"added {name}" for name in names) or "Nothing was new.")
    return 0


def print_build(built: Built, form: str) -> int:
    """What was done, where to look, and in so many words what is seriously wrong."""
    if form != "table":
        print_rows(map(finding_row, built.findings), form)
    else:
        click.echo(
            f"{counted(built.entries, 'entry')}; {counted(built.read, 'source')} read, {built.kept:,} unchanged"
            + (f", {built.removed:,} gone" if built.removed else "")
        )
        for outcome in built.published:
            click.echo(
                f"{counted(len(outcome.written), 'file')} written, {outcome.kept:,} unchanged, {len(outcome.removed):,} removed"
            )
            click.echo(f"Look at: {(outcome.folder / 'index.html').resolve().as_uri()}")
        kinds: dict[str, int] = {}
        for finding in built.findings:
            kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
        if kinds:
            counts = ", ".join(f"{n:,} {kind}" for kind, n in sorted(kinds.items()))
            click.echo(f"Worth a look ({counts}): carnet list {directory()} findings")
        for finding in serious(built):
            click.echo(f"{finding.source}: {finding.message}", err=True)
    return int(bool(serious(built)))


def print_check(findings: Sequence[Finding], form: str) -> int:
    """Every finding, and how many are to be mended."""
    wrong = to_mend(findings)
    print_rows(map(finding_row, findings), form, COLUMNS["findings"])
    if form == "table":
        click.echo(
            "Nothing is wrong." if not wrong else f"{len(wrong):,} to mend.", err=bool(wrong)
        )
    return int(bool(wrong))


def print_show(entry: dict[str, Any], form: str) -> int:
    """What is known of an entry, its text, its mentions."""
    if form != "table":
        print_rows([entry], form)
        return 0
    for key in ("id", "when", "calendar", "gregorian", "sure", "why", "heading", "title", "source", "locator",
                "start", "end", "words", "language", "author", "pages", "findings"):  # fmt: skip
        if entry[key] not in ("", None, []):
            click.echo(f"{key:>10}  {cell(entry[key])}")
    click.echo(f"\n{entry['text'].strip()}\n")
    print_table(entry["mentions"], ("kind", "text", "ref", "standing"))
    return 0


def print_preview(seen: tuple[Edition, Sequence[Held]], form: str) -> int:
    """How much would be public, and each thing that would not."""
    edition, held = seen
    if form != "table":
        print_rows(preview_rows(edition, held), form)
        return 0
    words = sum(line.words for line in edition.lines)
    click.echo(
        f"As of {edition.as_of}: {counted(len(edition.lines), 'entry')}, {counted(words, 'word')} would be public."
    )
    click.echo(f"Held back: {len(held):,}")
    print_table([one._asdict() for one in held], Held._fields)
    return 0


def print_register(rows: list[dict[str, Any]], form: str) -> int:
    """One row for each thing that was done."""
    print_rows(rows, form)
    if form == "table" and not rows:
        click.echo("Nothing was to be done.")
    return 0


def print_decision(decision: Decision, form: str) -> int:
    """That it is recorded, and what makes it take effect."""
    if form != "table":
        print_rows([decision.as_annotation()], form)
    else:
        click.echo(f"Recorded: {decision.kind} ({decision.id}).")
        click.echo(f"It takes effect with: carnet build {directory()}")
    return 0


def print_suggested(made: Any, form: str) -> int:
    """How much was suggested, and how to decide."""
    if form != "table":
        print_rows([made._asdict()], form)
        return 0
    click.echo(
        f"Suggested: {counted(made.mentions, 'mention')} in {counted(made.entries, 'entry')}, {made.sure:,} of them "
        f"with a score of 0.95 or more; learned from {counted(made.links, 'link')}."
    )
    click.echo(f"Names that no record has: {counted(made.unknown, 'group')}.")
    if made.without_id:
        click.echo(
            f"Left out: {counted(made.without_id, 'row')} of the register without an id. "
            f"Give them one with: carnet register {directory()} tidy"
        )
    click.echo(f"Decide with: carnet review {directory()}")
    return 0


def print_settled(decisions: Sequence[Decision], form: str) -> int:
    """How many decisions the table made."""
    if form != "table":
        print_rows([decision.as_annotation() for decision in decisions], form)
    else:
        click.echo(f"Recorded: {counted(len(decisions), 'decision')}.")
        if decisions:
            click.echo(f"They take effect with: carnet build {directory()}")
    return 0
