"""The command line. Each command is one method of `Archive`: its arguments are the method's
positional parameters, its options the keyword-only ones, its help the method's docstring.
"""

from __future__ import annotations

import csv
import gc
import inspect
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

import carnet
from carnet.archive import Archive, Built
from carnet.archive.registers import SHOWN as RECORDS_SHOWN
from carnet.errors import CarnetError
from carnet.register.cells import guarded

if TYPE_CHECKING:
    from carnet.model import Finding
    from carnet.search import Found
    from carnet.trace import Quotation

Render = Callable[[Any, str], int]  # what the method gave, the format; returns the exit status

SERIOUS = frozenset(("unreadable", "decision", "seal", "register"))
"""Findings for which `build` ends with status 1: something is wrong, not merely doubtful. A source
that was altered is built as it stands; `check` calls that wrong."""

MINOR = frozenset(
    ("empty", "encoding", "language", "markup", "nested entry", "not read", "undated")
)
"""Findings that tell of the notebooks; `check` shows them and does not call them wrong."""

MOST_LEFT = 30
"""So many files that were left out of a folder are named."""

HELP = {
    "as_of": "Publish as on this day (2040-01-31); decides which seals still hold. Today, if not given.",
    "unsealed": "Leave nothing out. Only for the editor's own eyes.",
    "findings": "Publish a page of findings with the site, for those who edit it: findings.html.",
    "site": "Write the site into this folder instead of DIR/site.",
    "replaces": "The older source that this file corrects; both stay, the newer is read.",
    "quote": "The words it is about, exactly; or the first and last of them with … between.",
    "until": "The day on which a seal opens, 2040-01-31. For good, if not given.",
    "calendar": "The calendar of a date: gregorian, julian, french republican.",
    "source": "A source instead of an entry: all of it, or with --quote a passage.",
    "by": "Who decides. Your name on this machine, if not given.",
    "limit": "How many hits to show; all in jsonl and csv, and 20 in a table, if not given.",
    "rank": "The entries first that are most about it, instead of in order of date.",
    "kind": "Only records of this kind, or what a table lists: people, places, works, organisations, events.",
    "itself": "Trace the notebooks in themselves: what was copied into a later entry.",
    "html": "Write a report for reading into this file: the essay beside the passages.",
    "annotations": "Write the quotations as W3C Web Annotations into this file.",
    "format": "How to print: a table to look at, one JSON object a line, or CSV.",
}


class Bars:
    """Progress bars on standard error, one for each kind of work; none where nobody looks."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._what = ""
        self._at = 0
        self._on = sys.stderr.isatty()

    def __call__(self, what: str, done: int, of: int) -> None:
        if not self._on or of < 1:
            return
        if what != self._what:
            self.close()
            self._bar = click.progressbar(
                length=of, label=f"{what:<10}", file=sys.stderr
            ).__enter__()
            self._what, self._at = what, 0
        self._bar.update(done - self._at)
        self._at = done

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
        self._bar, self._what = None, ""


# ---------------------------------------------------------------------- printing


def _jsonl(rows: Iterable[Any]) -> None:
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return " ".join(str(value).split())


def _csv_cell(value: Any) -> str:
    """A spreadsheet must not take what a notebook says for a formula."""
    return guarded(_cell(value)) if isinstance(value, str) else _cell(value)


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Columns as wide as what stands in them, but the last, whose words are there to be read."""
    if not rows:
        return
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    widths = [
        max(len(column), *(min(len(row[i]), 60) for row in cells))
        for i, column in enumerate(columns)
    ]
    for row in ([*map(str.upper, columns)], *cells):
        *first, last = row
        line = [cell[:60].ljust(size) for cell, size in zip(first, widths, strict=False)]
        click.echo("  ".join([*line, last if len(last) <= 400 else f"{last[:399]}…"]).rstrip())


def _rows(
    rows: Iterable[dict[str, Any]], form: str, columns: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    found = list(rows)
    if form == "jsonl":
        _jsonl(found)
    elif form == "csv" and found:
        writer = csv.DictWriter(sys.stdout, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _csv_cell(value) for key, value in row.items()} for row in found)
    elif found:
        _table(found, columns or list(found[0]))
    return found


SHOWN = {
    "entries": ("id", "when", "heading", "title", "words", "source"),
    "matter": ("source", "locator", "kind", "start", "end", "words"),
    "mentions": ("entry", "text", "kind", "ref", "target", "standing"),
    "findings": ("kind", "source", "locator", "entry", "message"),
    "sources": ("source", "reader", "entries", "length", "title"),
    "omissions": ("source", "locator", "reason", "text"),
    "decisions": ("id", "motivation", "created", "body", "target"),
    "suggestions": ("entry", "text", "kind", "target", "score", "why"),
    "unknown": ("text", "mentions", "entries", "person", "forms", "entry"),
    **RECORDS_SHOWN,
}


def _count(n: int, what: str) -> str:
    """`1 entry`, `2 entries`."""
    many = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{n:,} {what if n == 1 else many}"


def _directory() -> str:
    """The archive that the command was given."""
    return str(click.get_current_context().params["directory"])


def _finding_rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [finding._asdict() for finding in findings]


def _tell_left(left: Sequence[Any]) -> None:
    """What of folders was not taken, each with its reason; of very many the first."""
    for name, why in left[:MOST_LEFT]:
        click.echo(f"left out {name}: {why}", err=True)
    if len(left) > MOST_LEFT:
        click.echo(f"left out {_count(len(left) - MOST_LEFT, 'more file')}", err=True)


def _print_new(made: tuple[Archive, dict[str, Any]], form: str) -> int:
    archive, guessed = made
    _tell_left(archive.left)
    if form != "table":
        _rows([{"archive": str(archive.folder), **guessed}], form)
        return 0
    click.echo(f"Made {archive.folder}/ with {_count(len(archive.sources.manifest()), 'source')}.")
    for key, value in guessed.items():
        click.echo(f"  guessed {key}: {', '.join(value) if isinstance(value, list) else value}")
    click.echo(f"Look over {archive.folder / 'carnet.toml'}, then: carnet build {archive.folder}")
    return 0


def _print_add(names: list[str], form: str) -> int:
    if form != "table":
        _rows([{"source": name} for name in names], form)
    else:
        click.echo("\n".join(f"added {name}" for name in names) or "Nothing was new.")
    return 0


def _print_build(built: Built, form: str) -> int:
    if form != "table":
        _rows(_finding_rows(built.findings), form)
    else:
        click.echo(
            f"{_count(built.entries, 'entry')}; {_count(built.read, 'source')} read, {built.kept:,} unchanged"
            + (f", {built.removed:,} gone" if built.removed else "")
        )
        for outcome in built.published:
            click.echo(
                f"{_count(len(outcome.written), 'file')} written, {outcome.kept:,} unchanged, {len(outcome.removed):,} removed"
            )
            click.echo(f"Look at: {(outcome.folder / 'index.html').resolve().as_uri()}")
        kinds: dict[str, int] = {}
        for finding in built.findings:
            kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
        if kinds:
            counts = ", ".join(f"{n:,} {kind}" for kind, n in sorted(kinds.items()))
            click.echo(f"Worth a look ({counts}): carnet list {_directory()} findings")
        for finding in built.findings:
            if finding.kind in SERIOUS:
                click.echo(f"{finding.source}: {finding.message}", err=True)
    return int(any(finding.kind in SERIOUS for finding in built.findings))


def _print_check(findings: Sequence[Finding], form: str) -> int:
    wrong = [finding for finding in findings if finding.kind not in MINOR]
    _rows(_finding_rows(findings), form, SHOWN["findings"])
    if form == "table":
        click.echo(
            "Nothing is wrong." if not wrong else f"{len(wrong):,} to mend.", err=bool(wrong)
        )
    return int(bool(wrong))


def _print_show(entry: dict[str, Any], form: str) -> int:
    if form != "table":
        _rows([entry], form)
        return 0
    for key in ("id", "when", "calendar", "gregorian", "sure", "why", "heading", "title", "source", "locator",
                "start", "end", "words", "language", "author", "pages", "findings"):  # fmt: skip
        if entry[key] not in ("", None, []):
            click.echo(f"{key:>10}  {_cell(entry[key])}")
    click.echo(f"\n{entry['text'].strip()}\n")
    _table(entry["mentions"], ("kind", "text", "ref", "standing"))
    return 0


def _print_preview(seen: tuple[Any, Sequence[Any]], form: str) -> int:
    edition, held = seen
    rows = [
        {"public": False, "what": what, "which": which, "when": None, "words": None, "until": until}
        for what, which, until in held
    ]
    if form != "table":
        public = [
            {
                "public": True,
                "what": "entry",
                "which": line.id,
                "when": line.when.edtf,
                "words": line.words,
                "until": None,
            }
            for line in edition.lines
        ]
        _rows([*public, *rows], form)
        return 0
    words = sum(line.words for line in edition.lines)
    click.echo(
        f"As of {edition.as_of}: {_count(len(edition.lines), 'entry')}, {_count(words, 'word')} would be public."
    )
    click.echo(f"Held back: {len(rows):,}")
    _rows(rows, form, ("what", "which", "until"))
    return 0


def _print_search(found: Found, form: str) -> int:
    if form == "jsonl":
        _jsonl([{"count": found.count, "entries": found.entries, "facets": found.facets}])
        _jsonl(hit._asdict() for hit in found)
    elif form == "csv":
        _rows((hit._asdict() for hit in found), form)
    else:
        _show_found(found)
    return 0


def _print_trace(found: Sequence[Quotation], form: str) -> int:
    if form != "table":
        _rows([one.row() for one in found], form)
        return 0
    from carnet.trace.table import summary, table  # noqa: PLC0415

    for line in table(found, shutil.get_terminal_size((100, 24)).columns):
        colour = {"verbatim": "green", "altered": "yellow", "unfound": "red"}[line.verdict]
        click.echo(f"{line.place:>7}  {click.style(line.said, fg=colour)}  {line.rest}".rstrip())
        for more in line.more:
            click.echo(f"{'':>7}    {more}")
    click.echo(summary(found))
    return 0


def _show_found(found: Found) -> None:
    from carnet.search.concordance import concordance, years  # noqa: PLC0415

    if not found.count:
        click.echo("Nothing was found. Fewer words find more; so does a star for an ending: gard*")
        return
    found.limit = 20 if found.limit is None else found.limit
    click.echo(f"{_count(found.count, 'hit')} in {_count(found.entries, 'entry')}")
    for name, counts in found.facets.items():
        some = [f"{value or '?'} {n:,}" for value, n in list(counts.items())[:5]]
        more = f" and {len(counts) - 5:,} more" if len(counts) > 5 else ""
        if len(counts) > 1:
            click.echo(
                f"  {name + 's':<10} {years(counts) if name == 'year' else ', '.join(some) + more}"
            )
    click.echo()
    for line in concordance(found, shutil.get_terminal_size((100, 24)).columns):
        match = click.style(line.match, bold=True, fg="red")
        click.echo(f"{click.style(line.entry, dim=True)}  {line.left}{match}{line.right}".rstrip())
    if found.count > found.limit:
        click.echo(f"\n{found.count - found.limit:,} more: --limit {found.count}")


def _print_register(rows: list[dict[str, Any]], form: str) -> int:
    _rows(rows, form)
    if form == "table" and not rows:
        click.echo("Nothing was to be done.")
    return 0


def _print_decision(decision: Any, form: str) -> int:
    if form != "table":
        _rows([decision.as_annotation()], form)
    else:
        click.echo(f"Recorded: {decision.kind} ({decision.id}).")
        click.echo(f"It takes effect with: carnet build {_directory()}")
    return 0


def _print_suggested(made: Any, form: str) -> int:
    if form != "table":
        _rows([made._asdict()], form)
        return 0
    click.echo(
        f"Suggested: {_count(made.mentions, 'mention')} in {_count(made.entries, 'entry')}, {made.sure:,} of them "
        f"with a score of 0.95 or more; learned from {_count(made.links, 'link')}."
    )
    click.echo(f"Names that no record has: {_count(made.unknown, 'group')}.")
    click.echo(f"Decide with: carnet review {_directory()}")
    return 0


def _print_settled(decisions: list[Any], form: str) -> int:
    if form != "table":
        _rows([decision.as_annotation() for decision in decisions], form)
    else:
        click.echo(f"Recorded: {_count(len(decisions), 'decision')}.")
        if decisions:
            click.echo(f"They take effect with: carnet build {_directory()}")
    return 0


def _print_review(doubts: Sequence[Any], form: str) -> int:
    """Ask until there is no doubt left, nobody answers, or the answer is q."""
    if form != "table":
        _rows([doubt.as_row() for doubt in doubts], form)
        return 0
    settled = 0
    with Archive(_directory()) as archive:
        for n, doubt in enumerate(doubts, 1):
            click.echo(f"\n{n:,} of {len(doubts):,}: {doubt.question}")
            for line in doubt.lines:
                click.echo(f"    {line}")
            while True:
                click.echo("[y, n, id, s, q] ", nl=False)
                said = sys.stdin.readline()
                if not said or said.strip() in ("q", "s", ""):
                    break
                try:
                    settled += len(archive.answer(doubt, said.strip()))
                except CarnetError as error:
                    click.echo(str(error), err=True)
                    continue
                break
            if not said or said.strip() == "q":
                break
    click.echo(f"\nRecorded: {_count(settled, 'decision')}.")
    if settled:
        click.echo(f"They take effect with: carnet build {_directory()}")
    return 0


# ---------------------------------------------------------------------- commands


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day in ISO 8601."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2040-01-31", param, ctx)


def _option_type(annotation: str) -> Any:
    """What an option takes, by the annotation of its parameter."""
    if annotation.startswith("date"):
        return Day()
    return click.IntRange(min=0) if annotation.startswith("int") else str


def _parameters(method: Callable[..., Any]) -> list[click.Parameter]:
    """Positional parameters as arguments, keyword-only ones as options."""
    out: list[click.Parameter] = []
    for parameter in inspect.signature(method).parameters.values():
        name, kind, default = parameter.name, str(parameter.annotation), parameter.default
        if name in ("self", "cls", "progress", "folder"):
            continue
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            flag = f"--{name.replace('_', '-')}"
            if kind == "bool":
                out.append(click.Option([flag], is_flag=True, help=HELP[name]))
            else:
                out.append(
                    click.Option(
                        [flag],
                        type=_option_type(kind),
                        default=default,
                        help=HELP[name],
                    )
                )
        elif kind.startswith("Sequence"):
            out.append(
                click.Argument([name], nargs=-1, required=default is inspect.Parameter.empty)
            )
        elif default is inspect.Parameter.empty:
            out.append(click.Argument([name]))
        else:
            out.append(click.Argument([name], required=False, default=default))
    return out


def _command(name: str, method: Callable[..., Any], render: Render) -> click.Command:
    takes_progress = "progress" in inspect.signature(method).parameters

    def run(directory: str, form: str, **given: Any) -> None:
        bars = Bars()
        if takes_progress:
            given["progress"] = bars
        try:
            if name == "new":
                status = render(Archive.new(directory, given["files"]), form)
            else:
                with Archive(directory) as archive:
                    found = getattr(archive, name)(**given)
                    _tell_left(archive.left)
                    status = render(found, form)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read on has seen enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = 0
        finally:
            bars.close()
        sys.exit(status)

    form = click.Option(
        ["--format", "form"],
        type=click.Choice(["table", "jsonl", "csv"]),
        default="table",
        help=HELP["format"],
    )
    return click.Command(
        name,
        params=[click.Argument(["directory"], metavar="DIR"), *_parameters(method), form],
        callback=run,
        help=inspect.getdoc(method),
        short_help=(inspect.getdoc(method) or "").split("\n\n")[0].replace("\n", " ").rstrip("."),
    )


def _list_command() -> click.Command:
    def render(rows: Iterable[dict[str, Any]], form: str) -> int:
        kind = click.get_current_context().params["kind"]
        _rows(rows, form, SHOWN[kind])
        return 0

    return _command("list", Archive.list, render)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(carnet.__version__, prog_name="carnet")
def cli() -> None:
    """Turn a life's notebooks into an edition that people can read, search, cite and check."""


for _name, _method, _render in (
    ("new", Archive.new, _print_new),
    ("add", Archive.add, _print_add),
    ("build", Archive.build, _print_build),
    ("search", Archive.search, _print_search),
    ("trace", Archive.trace, _print_trace),
    ("show", Archive.show, _print_show),
    ("check", Archive.check, _print_check),
    ("preview", Archive.preview, _print_preview),
    ("decide", Archive.decide, _print_decision),
    ("suggest", Archive.suggest, _print_suggested),
    ("settle", Archive.settle, _print_settled),
    ("review", Archive.review, _print_review),
    ("register", Archive.register, _print_register),
):
    cli.add_command(_command(_name, _method, _render))
cli.add_command(_list_command())


def main() -> None:
    """Run the command line; every trouble of a user's is one line and status 2."""
    # a command makes much and keeps it to its end: looking for cycles again and again finds none
    gc.set_threshold(200_000, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        cli.main(prog_name="carnet", standalone_mode=False)
    except click.exceptions.Abort:
        _fail("stopped; the last good build stands", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.UsageError as error:
        said = " ".join(error.format_message().split())
        path = error.ctx.command_path if error.ctx else "carnet"
        _fail(f"{said}{'' if said.endswith(('.', '?')) else '.'} See: {path} --help", 2)
    except click.ClickException as error:
        _fail(error.format_message(), 2)
    except CarnetError as error:
        _fail(str(error), 2)
    except sqlite3.Error as error:
        _fail(
            f"the catalogue cannot be used ({error}). Delete the folder .carnet and build again.", 2
        )
    except OSError as error:
        _fail(f"{error.filename or 'the system'}: {error.strerror or error}", 2)
    except MemoryError:
        _fail("there is not enough memory for this; split the largest source, or close programs", 2)
    except KeyboardInterrupt:
        _fail("stopped; the last good build stands", 130)


def _fail(line: str, status: int) -> None:
    sys.stderr.write(f"carnet: {line}\n")
    sys.exit(status)
