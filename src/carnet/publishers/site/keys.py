"""The plan of the site: every file, and a key that covers all that it is made from.

A key may cover more than the file shows (an entry's neighbours are covered whole, though only
their dates are shown): then a file is made again, found to be the same, and left alone.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from carnet.publishers.site.fronts import ways
from carnet.publishers.site.layout import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.publishers.site.layout import Layout
    from carnet.publishers.site.parts import Part


def _key(*parts: bytes) -> bytes:
    return blake2b(b"\0".join(parts), digest_size=12).digest()


def plan(
    layout: Layout, version: str, style: bytes, parts: Sequence[Part]
) -> list[tuple[str, bytes]]:
    """Every file of the site by its path, each with the key of all that it is made from."""
    edition = layout.edition
    shown = (edition.facts, edition.unsealed, [list(part.links()) for part in parts])
    base = _key(version.encode(), repr(shown).encode())
    pairs = zip(layout.lines, edition.digests, strict=True)
    lines = [line.id.encode() + b"=" + digest for line, digest in pairs]
    return [
        (STYLE, _key(version.encode(), style)),
        *_lists(layout, base, lines),
        *_years(layout, base, lines),
        *_sources(layout, base, lines),
        *_entries(layout, base, lines, parts),
        *(
            (f"entries/{old}.html", _key(base, lines[layout.place_of[new]]))
            for old, new in layout.redirects.items()
        ),
        *chain.from_iterable(part.plan(base) for part in parts),
    ]


def _lists(layout: Layout, base: bytes, lines: list[bytes]) -> Iterator[tuple[str, bytes]]:
    edition = layout.edition
    everything = _key(*lines)  # with each line what its own source says of itself
    sources = _key(everything, repr([edition.source(name) for name in layout.slugs]).encode())
    yield "index.html", _key(base, everything, repr(ways(layout)).encode("utf-8", "replace"))
    yield "contents.html", _key(base, sources)
    for of_kind in layout.groups.values():
        for group in of_kind:
            yield f"contents/{group.slug}.html", _key(base, *[lines[i] for i in group.lines])
    days = layout.almanac.anniversaries
    names = sorted(days)
    for n, name in enumerate(names):
        around = f"{names[n - 1]} {names[(n + 1) % len(names)]}".encode()
        yield f"days/{name}.html", _key(base, around, *[lines[i] for i in days[name]])
    yield "sources.html", _key(base, sources)


def _years(layout: Layout, base: bytes, lines: list[bytes]) -> Iterator[tuple[str, bytes]]:
    names = ["", *layout.years, ""]
    for n, (name, held) in enumerate(layout.years.items(), 1):
        around = f"{names[n - 1]} {name} {names[n + 1]}".encode()
        yield f"contents/{name}.html", _key(base, around, *[lines[i] for i in held])


def _sources(layout: Layout, base: bytes, lines: list[bytes]) -> Iterator[tuple[str, bytes]]:
    for name, slug in layout.slugs.items():
        held = [lines[i] for i in layout.by_source.get(name, ())]
        said = repr(layout.edition.source(name)).encode()
        yield f"sources/{slug}.html", _key(base, said, layout.edition.matter_digest(name), *held)


def _entries(
    layout: Layout, base: bytes, lines: list[bytes], parts: Sequence[Part]
) -> Iterator[tuple[str, bytes]]:
    slugs = layout.slugs
    added = [layout.almanac.signs()]
    added += [keys for part in parts if (keys := part.entry_keys()) is not None]
    more = map(b"\0".join, zip(*added, strict=True)) if added[1:] else added[0]
    beside = zip(
        [b"", *lines], lines, [*lines[1:], b""], layout.lines, layout.year_of, more, strict=False
    )
    for before, held, after, line, year, shown in beside:
        page = slugs.get(line.source, "")
        key = b"\0".join((base, before, held, after, page.encode(), year.encode(), shown))
        yield f"entries/{line.id}.html", blake2b(key, digest_size=12).digest()
