"""The command line: each command is one method of `Archive`.

`commands` makes them, `printing`, `hits` and `tables` print what they give, `asking` holds the
conversation of `review`. Here every trouble becomes one line.
"""

from __future__ import annotations

import gc

# A command makes much and keeps it to its end: looking for cycles again and again finds none. So it
# is from here on, since to load what a command uses makes most of what there is.
gc.set_threshold(200_000, 20, 100)

import os  # noqa: E402
import sqlite3  # noqa: E402
import sys  # noqa: E402
from typing import NoReturn  # noqa: E402

import click  # noqa: E402

from carnet.cli import stopping  # noqa: E402
from carnet.cli.commands import cli  # noqa: E402
from carnet.errors import CarnetError  # noqa: E402


def main() -> None:
    """Run the command line; every trouble of a user's is one line and status 2."""
    # to start threads for matrices takes longer than any search, and Carnet's matrices are small
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    stopping.watch()
    try:
        _run()
    finally:
        gc.freeze()  # else Python looks once more through all there is before it ends


def _run() -> None:
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


def _fail(line: str, status: int) -> NoReturn:
    sys.stderr.write(f"carnet: {line}\n")
    sys.exit(status)


__all__ = ["cli", "main"]
