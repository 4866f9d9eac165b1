"""The pictures of an edition: copied beside the pages, and shown with what is said of them."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from carnet.edition.pictures import FOLDER, Picture, named
from carnet.errors import PublishError
from carnet.publishers.site.escape import attribute, escape
from carnet.publishers.site.parts import Part, Tools

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carnet.edition import Published
    from carnet.publishers.site.layout import Layout

_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF87a": "gif", b"GIF89a": "gif"}
_HEAD = 1 << 18
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # segments of a JPEG that say its size


class Pictures(Part):
    """A folder of pictures, and the pictures of the sides of paper on the page of an entry."""

    folders = (FOLDER,)

    def plan(self, base: bytes) -> Iterator[tuple[str, bytes]]:
        for picture in self.layout.edition.pictures.values():
            key = blake2b(base + picture.stamp.encode(), digest_size=12).digest()
            yield f"{FOLDER}/{picture.name}", key

    def make(self, due: Sequence[str], tools: Tools) -> Iterator[tuple[str, bytes]]:
        del tools
        for path in due:
            picture = self.layout.edition.pictures[path.rpartition("/")[2]]
            yield path, _bytes(picture)

    def entry_keys(self) -> Sequence[bytes] | None:
        edition = self.layout.edition
        if not edition.illustrated:
            return None
        keys = {
            entry: repr([edition.pictures.get(named(image)) for image in images]).encode()
            for entry, images in edition.illustrated.items()
        }
        return [keys.get(id_, b"") for id_ in self.layout.ids]

    def entry(self, entry: Published, tools: Tools) -> str:
        """The sides of paper that an entry stands on, where we have their pictures."""
        shown = []
        for number, image in entry.pages:
            picture = self.layout.edition.pictures.get(named(image))
            if picture is not None:
                shown.append(figure(picture, number, tools))
        if not shown:
            return ""
        return (
            f'<section class="facsimile" aria-labelledby="facsimile">\n<h2 id="facsimile">'
            f"{tools.words.tell('facsimile')}</h2>\n{''.join(shown)}</section>\n"
            '<script defer src="../script/leaf.js"></script>\n'
        )


def figure(picture: Picture, number: str, tools: Tools) -> str:
    """A picture of a side of paper, with its number, credit and licence."""
    page = tools.words.tell(f"page_n|number={number}" if number else "page")
    said = " · ".join(filter(None, (page, escape(picture.credit), escape(picture.licence))))
    alt = picture.alt or tools.words.spoken(f"page_n|number={number}" if number else "page")
    name = f"../{FOLDER}/{picture.name}"
    return (
        f'<figure><a href="{name}"><img src="{name}" alt="{attribute(alt)}"{size(picture)} loading="lazy">'
        f"</a><figcaption>{said}</figcaption></figure>\n"
    )


def inline(picture: Picture, up: str) -> tuple[str, str]:
    """A picture as the beginning of an element whose words are its caption, and what follows them."""
    said = ", ".join(filter(None, (escape(picture.credit), escape(picture.licence))))
    beside = f' <span class="ed">({said})</span>' if said else ""
    return (
        (
            f'<span class="figure"><img src="{up}{FOLDER}/{picture.name}" alt="{attribute(picture.alt)}"'
            f'{size(picture)} loading="lazy">'
        ),
        beside,
    )


def size(picture: Picture) -> str:
    """The attributes that keep a place for a picture before it is there."""
    found = measured(_bytes(picture)[:_HEAD])
    return f' width="{found[0]}" height="{found[1]}"' if found else ""


def _bytes(picture: Picture) -> bytes:
    try:
        data = picture.path.read_bytes()
    except OSError as error:
        raise PublishError(f"cannot be read: {error.strerror}", where=str(picture.path)) from error
    if not any(data.startswith(sign) for sign in _KINDS):
        raise PublishError(
            "this is not the picture that its name says", where=f"{FOLDER}/{picture.name}",
            mend="Save it as PNG, JPEG or GIF.",
        )  # fmt: skip
    return data


def measured(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, from the head of a PNG, GIF or JPEG file; None if it does not say."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith(b"GIF8") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return None


def pictured(layout: Layout, up: str, target: str) -> tuple[str, str] | None:
    """`inline` for an address in a text, if the edition has such a picture."""
    picture = layout.edition.pictures.get(named(target))
    return inline(picture, up) if picture is not None else None
