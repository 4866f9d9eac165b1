"""The plan of the site: every file, and a key that covers all that it is made from.

A key may cover more than the file shows (the cover's has every word in it): then a file is made
again, found to be the same, and left alone.
"""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.publishers.press import Section
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
) -> Iterator[tuple[str, bytes] | Section]:
    """Every file of the site by its path, each with the key of all that it is made from."""
    edition = layout.edition
    shown = (edition.facts, edition.unsealed, [list(part.links()) for part in parts])
    base = _key(version.encode(), repr(shown).encode())
    yield STYLE, _key(version.encode(), style)
    yield from _lists(layout, base)
    yield from _sources(layout, base)
    for old, new in layout.redirects.items():
        yield f"entries/{old}.html", _key(base, _face(layout, layout.place_of[new]))
    for part in parts:
        yield from part.plan(base)
    yield from _entries(layout, base, parts)


def _lists(layout: Layout, base: bytes) -> Iterator[tuple[str, bytes]]:
    edition, digests = layout.edition, layout.edition.digests
    everything = _key(
        *layout.year_keys.values()
    )  # with each line what its own source says of itself
    sources = _key(everything, repr([edition.source(name) for name in layout.slugs]).encode())
    yield "index.html", _key(base, everything, repr(ways(layout)).encode("utf-8", "replace"))
    yield "contents.html", _key(base, sources)
    for of_kind in layout.groups.values():
        for group in of_kind:
            yield f"contents/{group.slug}.html", _key(base, *[digests[i] for i in group.lines])
    days = layout.almanac.anniversaries
    names = sorted(days)
    for n, name in enumerate(names):
        around = f"{names[n - 1]} {names[(n + 1) % len(names)]}".encode()
        yield f"days/{name}.html", _key(base, around, *[digests[i] for i in days[name]])
    yield "sources.html", _key(base, sources)
    names = ["", *layout.years, ""]
    for n, (name, key) in enumerate(layout.year_keys.items(), 1):
        around = f"{names[n - 1]} {name} {names[n + 1]}".encode()
        yield f"contents/{name}.html", _key(base, around, key)


def _sources(layout: Layout, base: bytes) -> Iterator[tuple[str, bytes]]:
    digests = layout.edition.digests
    for name, slug in layout.slugs.items():
        held = [digests[i] for i in layout.by_source.get(name, ())]
        said = repr(layout.edition.source(name)).encode()
        yield f"sources/{slug}.html", _key(base, said, layout.edition.matter_digest(name), *held)


def _entries(layout: Layout, base: bytes, parts: Sequence[Part]) -> Iterator[Section]:
    """A section for each page of the contents."""
    slugs, sources = layout.slugs, layout.columns.source
    signs, day_of = layout.almanac.day_signs, layout.almanac.day_of
    added = [keys for part in parts if (keys := part.entry_keys()) is not None]
    added.append([signs[day[5:]] for day in day_of])
    if slugs:
        added.append([slugs.get(source, "").encode() for source in sources])
    for name, held in layout.years.items():
        beside = {near for n in held for near in (n - 1, n + 1)}.difference(held)
        faces = [_face(layout, n) for n in sorted(beside)]
        more = [b"\1".join([column[n] for n in held]) for column in added]
        key = _key(base, name.encode(), layout.year_keys[name], *faces, *more)
        yield Section(f"entries {name}", key, partial(_of_year, layout, base, name, added))


def _of_year(
    layout: Layout, base: bytes, name: str, added: Sequence[Sequence[bytes]]
) -> Iterator[tuple[str, bytes]]:
    """The pages of the entries of a year. What they show of their neighbours are names."""
    digests, ids, day_of = layout.edition.digests, layout.ids, layout.almanac.day_of
    held = layout.years[name]
    in_year = {day_of[n][:7] for n in held if day_of[n]}
    months, beside = layout.almanac.month_signs(in_year), layout.almanac.beside_signs(in_year)
    months[""] = b""
    for n in held:
        shown = (
            base, digests[n], _face(layout, n - 1), _face(layout, n + 1), name.encode(),
            months[day_of[n][:7]], beside.get(day_of[n], b""), *(column[n] for column in added),
        )  # fmt: skip
        yield f"entries/{ids[n]}.html", _key(*shown)


def _face(layout: Layout, n: int) -> bytes:
    """What a link to an entry shows of it; nothing where there is none."""
    columns = layout.columns
    if not 0 <= n < len(columns.id):
        return b""
    edtf = columns.edtf[n]
    said = f"{columns.id[n]}\1{edtf}\1{columns.calendar[n]}"
    if edtf is None:
        said += f"\1{columns.title[n]}\1{columns.heading[n]}\1{columns.opening[n]}"
    return said.encode("utf-8", "replace")
