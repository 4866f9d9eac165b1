"""Humboldt's travel journals as a set for `linking.py`: five notebooks on which nothing was tuned.

England 1790, Vienna and Salzburg 1797/98, Toulon and Valencia 1798/99 (Humboldt), Siberia 1829
(Ehrenberg, who went with him); German and French, entries from a line to a whole notebook. The marks
name a record by the address of its page, and by that of GeoNames or the GND beside it, of which the
register resolves one; a place of which it has no record goes by the address.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from carnet.days import find_pieces
from carnet.model import asides_in
from carnet.readers.tei import TeiReader
from carnet.recognisers.names import Link, Text, aside
from carnet.register.register import Register

FOLDER = Path(os.environ["CARNET_DATA"]) / "tei" / "humboldt-travel-journals"
KINDS = ("person", "place")  # a plain `name` is of a plant, an animal or a stone: nobody there


class Notebook(NamedTuple):
    """One notebook: the name of its file, and its texts in the order of their days."""

    name: str
    texts: list[Text]


def notebooks(records) -> list[Notebook]:
    """The notebooks in the order of their days."""
    register = Register(records)
    found = [Notebook(path.stem, texts_of(path, register)) for path in sorted(FOLDER.glob("*.xml"))]
    return sorted(found, key=lambda notebook: notebook.texts[0].day)


def texts_of(path: Path, register: Register) -> list[Text]:
    document = TeiReader().read(path.name, path.read_bytes(), {})
    pieces, _ = find_pieces(document, {})
    spans = [s for s in document.spans if s.kind in KINDS and s.end > s.start]
    out: list[Text] = []
    day = None
    for piece in pieces:
        bounds = piece.when.bounds if piece.when is not None else None
        # what has no day goes with what stands before it, as in an archive
        day = bounds[0] if bounds else day
        if piece.kind != "entry" or day is None:
            continue
        refs = defaultdict(list)
        for span in spans:
            if piece.start <= span.start and span.end <= piece.end:
                refs[span.start - piece.start, span.end - piece.start, span.kind].append(span.value)
        links = [
            Link(*place, target)
            for place, all_ in refs.items()
            for target in targets(all_, register)
        ]
        links += aside(asides_of(piece, document), links)
        out.append(Text(document.text[piece.start : piece.end], day, tuple(links)))
    return sorted(out, key=lambda text: text.day)


def asides_of(piece, document) -> list[tuple[int, int]]:
    """What editors tell in an entry: there a name without a mark is nobody's fault."""
    return [
        (start - piece.start, end - piece.start)
        for start, end in asides_in(document.spans)
        if piece.start <= start and end <= piece.end
    ]


def targets(refs: list[str], register: Register) -> list[str]:
    """The records that a mark names: each once, by whichever of its addresses the register knows."""
    found = list(dict.fromkeys(filter(None, map(register.resolve, refs))))
    return found or refs[:1] or [""]


def cut(texts: list[Text], share: float = 0.6) -> tuple[list[Text], list[Text]]:
    """Texts up to a share of their links, and the rest; the text between is divided at the end of a
    paragraph.
    """
    named = [sorted(link.end for link in text.links if link.target) for text in texts]
    total = sum(map(len, named))
    seen, early = 0, []
    for n, text in enumerate(texts):
        if seen + len(named[n]) >= share * total:
            at = named[n][max(0, int(share * total) - seen - 1)]
            at = text.text.find("\n\n", at)
            if at < 0:
                return [*early, text], texts[n + 1 :]
            return [*early, part(text, 0, at)], [part(text, at, len(text.text)), *texts[n + 1 :]]
        seen += len(named[n])
        early.append(text)
    return early, []


def part(text: Text, start: int, end: int) -> Text:
    """A stretch of a text, with the links in it."""
    links = tuple(
        link._replace(start=link.start - start, end=link.end - start)
        for link in text.links
        if start <= link.start and link.end <= end
    )
    return Text(text.text[start:end], text.day, links)
