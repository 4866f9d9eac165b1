"""Blocks: some hundred entries each, with all that a hit shows of them."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from zlib import crc32

from carnet.dates.display import say
from carnet.edition.lines import in_columns
from carnet.publishers.site.labels import PLAIN_DAY, unmarked
from carnet.publishers.site.packing import alike, days, ids, numbers
from carnet.publishers.site.strings import LANGUAGES
from carnet.search.facts import UNDATED, bounds_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.edition import Edition, Line
    from carnet.edition.lines import Lines

MEANT: Final = 12_000
"""Words that a block is meant to have; a quarter at least, and twice as many at most, but
for what one entry has.
"""
_SPREAD: Final = 1 << 32


class Block(NamedTuple):
    """A stretch of the edition's entries."""

    name: str  # the id of its first entry
    of: Sequence[Line]  # the lines of the edition
    start: int
    end: int
    words: int
    key: bytes  # changes with anything that it shows

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self.end - self.start

    @property
    def lines(self) -> Sequence[Line]:
        """Made anew each time: most builds look at few blocks."""
        return self.of[self.start : self.end]


def cut(edition: Edition) -> list[Block]:
    """The edition in blocks. An entry ends its block with a chance that goes by its length, and
    that is drawn from its id: so an edit moves no end but those close by.
    """
    out: list[Block] = []
    lines = in_columns(edition.lines)
    start = words = 0
    for n, own in enumerate(lines.columns.words):
        words += own
        if words * 4 < MEANT:
            continue
        drawn = crc32(lines.ids[n].encode("utf-8", "replace")) * MEANT
        if drawn < own * _SPREAD or words > 2 * MEANT:
            out.append(_block(edition, lines, start, n + 1, words))
            start, words = n + 1, 0
    if start < len(lines):
        out.append(_block(edition, lines, start, len(lines), words))
    return out


def _block(edition: Edition, lines: Lines, start: int, end: int, words: int) -> Block:
    said = b"".join(edition.digests[start:end])  # of which the ids are part
    key = blake2b(edition.facts.author.encode() + b"\0" + said, digest_size=12).digest()
    return Block(lines.ids[start], lines, start, end, words, key)


def block_script(
    edition: Edition, block: Block, texts: list[str], titles: Mapping[str, str]
) -> bytes:
    """A block as a script that hands it over, with the titles of its sources."""
    values: dict[str, dict[Any, int]] = {name: {} for name in ("language", "source", "author")}
    of: dict[str, list[int]] = {name: [] for name in values}
    when, dates, labels = [], {}, {}
    own = edition.facts.author
    lines = block.lines
    for n, line in enumerate(lines):
        plain = _is_plain(line)
        when.append(line.edtf or "")
        if not plain:
            both = bounds_of(line)
            dates[n] = None if both == UNDATED else both
            labels[n] = _labels(line)
        for name, value in (
            ("language", line.language), ("source", (line.source, titles[line.source])),
            ("author", line.author or own),
        ):  # fmt: skip
            known = values[name]
            of[name].append(known.setdefault(value, len(known)))
    said = {name: list(known) for name, known in values.items()}
    said["source"] = [alike(each) for each in zip(*said["source"], strict=True)]
    data = {
        "ids": ids((line.id for line in lines), when),
        "when": days(when),
        "dates": dates,
        "labels": labels,
        "values": said,
        **{name: numbers(each) for name, each in of.items()},
        "texts": texts,
    }
    return f'carnet.block("b-{block.name}",{as_script(data)});\n'.encode()


def _is_plain(line: Line) -> bool:
    """Whether the script can tell all about a date from its EDTF."""
    edtf = line.edtf
    return line.calendar == "gregorian" and edtf is not None and bool(PLAIN_DAY.fullmatch(edtf))


def _labels(line: Line) -> list[str]:
    """How a date is said in each language of the interface; what has none begins like this."""
    if line.edtf is None:
        words = line.title or unmarked(line.heading or line.opening)
        return [f"{words[:60]}…" if len(words) > 60 else words] if words else []
    when = line.when
    return [say(when, language) for language in LANGUAGES]


def as_script(value: object) -> str:
    """A value as a script may hold it: JSON in which nothing can end the script or a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>\u2028\u2029":
        if sign in text:
            text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "replace").decode()


def texts_of(edition: Edition, block: Block) -> list[str]:
    """The reading texts of a block."""
    return [text for _, text in edition.texts([line.id for line in block.lines])]
