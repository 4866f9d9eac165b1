"""`essays/`: what others wrote of the notebooks, kept beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.edition.essays import FOLDER, EssayText
from carnet.edition.fronts import front_page
from carnet.errors import SourceError
from carnet.model import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 4_000_000
"""Code points of an essay that is published: a page of the site is read as one."""

_MARKDOWN = (".md", ".markdown")


def essays_in(folder: Path) -> list[Path]:
    """The essays that an archive keeps, by name."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def read_essays(folder: Path) -> Iterator[EssayText | Finding]:
    """The essays of the archive in `folder`, as they are published; a finding for each file that
    cannot be read as one, or lies elsewhere.
    """
    home = folder / FOLDER
    for path in essays_in(home):
        name = path.relative_to(home).as_posix()
        where = f"{FOLDER}/{name}"
        if not path.resolve().is_relative_to(home.resolve()):
            yield Finding(where, "", "essay", "it is a link to another place, and is left out")
            continue
        try:
            yield _essay(path, name)
        except SourceError as error:
            said = " ".join(f"{error.what} {error.mend}".split())
            yield Finding(where, "", "essay", f"it is left out: {said}")
        except OSError as error:
            yield Finding(where, "", "essay", f"it cannot be read: {error.strerror}")


def _essay(path: Path, name: str) -> EssayText:
    # Only archives that have essays pay for what reads them.
    from carnet.trace.essay import read_essay  # noqa: PLC0415

    read = read_essay(path, name)
    if len(read.text) > LONGEST:
        raise SourceError(f"it is longer than {LONGEST:,} characters", mend="Split it.")
    if path.suffix.lower() not in _MARKDOWN:
        blocks = tuple(Span(start, end, "quote") for start, end in read.blocks)
        return EssayText(
            name, read.title, read.author, read.text, read.spans or blocks, read.blocks
        )
    from carnet.readers.markdown import MarkdownReader  # noqa: PLC0415

    document = MarkdownReader().read(name, path.read_bytes(), {})
    page = front_page(name, document.text, document.spans)
    meta = document.meta
    title = page.title or str(meta.get("title") or "")
    blocks_ = tuple((s.start, s.end) for s in page.spans if s.kind == "quote" and s.end > s.start)
    return EssayText(name, title, str(meta.get("author") or ""), page.text, page.spans, blocks_)
