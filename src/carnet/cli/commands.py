"""The commands, made from the methods of `Archive`: its arguments are a method's positional
parameters, its options the keyword-only ones, its help the method's docstring.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

import carnet
from carnet.archive import Archive
from carnet.archive.tables import COLUMNS
from carnet.cli.asking import print_review
from carnet.cli.bars import Bars
from carnet.cli.hits import print_search, print_trace
from carnet.cli.printing import (
    print_add,
    print_build,
    print_check,
    print_decision,
    print_new,
    print_preview,
    print_register,
    print_settled,
    print_show,
    print_suggested,
    tell_left,
)
from carnet.cli.tables import print_rows

Render = Callable[[Any, str], int]  # what the method gave, the format; returns the exit status

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
    "anew": "Learn from all links how much each sign weighs, however few are new.",
    "annotations": "Write the quotations as W3C Web Annotations into this file.",
    "format": "How to print: a table to look at, one JSON object a line, or CSV.",
}


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
                    tell_left(archive.left)
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
        if not print_rows(rows, form, COLUMNS[kind]) and form == "table":
            click.echo(f"{kind}: there is nothing to list.", err=True)
        return 0

    return _command("list", Archive.list, render)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(carnet.__version__, prog_name="carnet")
def cli() -> None:
    """Turn a life's notebooks into an edition that people can read, search, cite and check."""


for _name, _method, _render in (
    ("new", Archive.new, print_new),
    ("add", Archive.add, print_add),
    ("build", Archive.build, print_build),
    ("search", Archive.search, print_search),
    ("trace", Archive.trace, print_trace),
    ("show", Archive.show, print_show),
    ("check", Archive.check, print_check),
    ("preview", Archive.preview, print_preview),
    ("decide", Archive.decide, print_decision),
    ("suggest", Archive.suggest, print_suggested),
    ("settle", Archive.settle, print_settled),
    ("review", Archive.review, print_review),
    ("register", Archive.register, print_register),
):
    cli.add_command(_command(_name, _method, _render))
cli.add_command(_list_command())
