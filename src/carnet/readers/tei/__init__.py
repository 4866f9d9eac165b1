"""TEI P5: one file an entry, one file a volume with nested divisions, one file a notebook.

A reader of TEI keeps the words (`flow`), the structure (`units`, `pieces`) and what the header
says (`header`); what it leaves out of the reading text it names, with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from carnet.dates import When
from carnet.errors import SourceError, brief
from carnet.model import Document, Finding, Page, Piece
from carnet.readers import Claim
from carnet.readers.named import named
from carnet.readers.tei.elements import XML_ID, local
from carnet.readers.tei.flow import Flow
from carnet.readers.tei.header import gather, understand
from carnet.readers.tei.pieces import make_pieces
from carnet.readers.tei.readings import REGULARISED, WRITTEN
from carnet.readers.tei.repeated import Headers
from carnet.readers.tei.units import find_units
from carnet.text import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from carnet.readers.tei.header import Said

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# Bounds: no network, no outside entities, libxml2's own limits on depth (256), on the length of a
# text node (10 MB) and on the growth of entities. `collect_ids` is left as it is: `False` makes
# libxml2 2.14 load the outside DTD in spite of `load_dtd`.
_PARSER = etree.XMLParser(
    resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know only a flag
    no_network=True, load_dtd=False, huge_tree=False,
    remove_blank_text=False, strip_cdata=True,
)  # fmt: skip


_TEI = ("TEI", "teiCorpus", "TEI.2", "TEI.1")
_TEXTS = ("{*}text", "{*}sourceDoc")
_PLAIN_START = (b"<?xml", b"<TEI")
_CERTAIN = Claim(1, "it has a TEI root element")
_headers = Headers()


class TeiReader:
    """Reads TEI P5, and P4 or TEI without a namespace as far as the names agree."""

    name = "tei"
    version = "1"
    suffixes = (".xml", ".tei")

    def claims(self, name: str, head: bytes) -> Claim:
        """TEI says what it is in its root element, near the top of the file."""
        if head.startswith(_PLAIN_START) and b"<TEI" in head:  # as nearly all do
            return _CERTAIN
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        wide = b"<\x00" in head[:4] or b"\x00<" in head[:4]
        if not start.startswith(b"<") and not wide:
            return Claim(0, "it does not begin like XML")
        plain = head.replace(b"\x00", b"")
        if (
            b"<TEI" in plain
            or b":TEI" in plain
            or b"tei-c.org/ns" in plain
            or b"<teiCorpus" in plain
        ):
            return _CERTAIN
        if name.lower().endswith(".xml") and b"<html" not in plain[:2000].lower():
            return Claim(0.3, "it is XML, though no TEI root element is near its top")
        return Claim(0, "it has no TEI root element near its top")

    def read(self, source: str, data: bytes, options: Mapping[str, Any]) -> Document:
        """The document, or `SourceError` where the file is not well-formed or not TEI."""
        return self.read_some([(source, data)], options)[0]

    def read_some(
        self, sources: Sequence[tuple[str, bytes]], options: Mapping[str, Any]
    ) -> list[Document]:
        """Their documents, step by step for all of them; see `carnet.readers.Some`."""
        prefer = REGULARISED if options.get("choice") == "regularised" else WRITTEN
        works = [_Work(source, *_opened(source, data)) for source, data in sources]
        for work in works:
            work.understand(f"{self.name} {self.version}")
        for work in works:
            work.divide()
        for work in works:
            work.flow = Flow(work.source, work.units, prefer)
            work.flow.read(work.text_root)
        for work in works:
            work.cut()
        return [work.document() for work in works]


class _Work:
    """A file, as far as it has been read."""

    flow: Flow
    units: dict[Any, Any]
    text: str
    pieces: tuple[Piece, ...]

    def __init__(self, source: str, root: Any, said: Said | None, texts: list[Any]) -> None:
        self.source = source
        self.root = root
        self._said = said
        if not texts:
            raise SourceError(
                "this TEI file has a header but no text", where=source,
                mend="Add the file that holds the text itself.",
            )  # fmt: skip
        # of a corpus, its texts one after the other
        self.text_root = root if len(texts) > 1 else texts[0]

    def understand(self, reader: str) -> None:
        """What the header says, and what else dates the file."""
        meta = self.meta = understand(self._said)
        meta["reader"] = reader
        if (base := self.root.get(XML_BASE)) is not None:
            meta["base"] = base
        self._by_name = named(self.source) if "when" not in meta else None
        if self._by_name is not None:
            meta["when"] = When.parse(self._by_name.edtf)
            meta["when from"] = "name of the file"

    def divide(self) -> None:
        """Which elements are entries."""
        meta = self.meta
        units = find_units(self.text_root, header_dates="when" in meta)
        self.units = _one_entry(units, self.text_root, meta)
        if self._by_name is not None and len(self.units) > 1:
            del meta["when"], meta["when from"]  # a name dates a file of one entry, not a volume

    def cut(self) -> None:
        """The reading text and its pieces."""
        self.text = "".join(self.flow.out)
        self.pieces = tuple(make_pieces(self.flow, self.text, self.meta))

    def document(self) -> Document:
        flow, meta = self.flow, self.meta
        disagreements = _disagreements(self.source, flow, self.pieces, meta)
        return Document(
            source=self.source,
            reader=meta["reader"],
            text=self.text,
            offsets=OffsetMap(flow.runs),
            spans=tuple(flow.spans),
            pieces=self.pieces,
            pages=tuple(_pages(self.root, flow.pages, meta.get("base", ""))),
            omissions=tuple(flow.omissions),
            findings=(*flow.findings, *disagreements),
            meta=meta,
        )


def _opened(source: str, data: bytes) -> tuple[Any, Said | None, list[Any]]:
    """The root element, what the header says, and the outermost texts."""
    if (known := _headers.recognise(data, _tried)) is not None:
        root, said = known
        texts = list(root.iterchildren(*_TEXTS))
        if len(texts) == 1 and local(root.tag) in _TEI:
            return root, said, texts
    root = parse(source, data)
    found = gather(root)
    if found is not None:
        _headers.learn(data, root, found, _tried)
    texts = list(root.iterchildren(*_TEXTS)) or [
        child for child in root.iter(*_TEXTS) if _outermost(child)
    ]
    return root, found, texts


def _tried(data: bytes) -> Any:
    try:
        return etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def parse(source: str, data: bytes) -> Any:
    """The root element, or one clear line on why there is none."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        said = brief(str(error.msg or error).split(", line")[0])
        raise SourceError(
            f"not well-formed XML at line {line}, column {column}: {said}", where=source,
            mend="Mend the file with an XML editor, then build again.",
        ) from None  # fmt: skip
    except (ValueError, LookupError) as error:
        raise SourceError(
            f"cannot be parsed as XML: {brief(error)}",
            where=source,
            mend="Save it as UTF-8 and try again.",
        ) from None
    if local(root.tag) not in _TEI:
        raise SourceError(
            f"XML, but not TEI: its root element is {local(root.tag)}", where=source,
            mend="Convert it to TEI P5, or to plain text or Markdown.",
        )  # fmt: skip
    return root


def _outermost(element: Any) -> bool:
    return all(local(parent.tag) not in ("text", "sourceDoc") for parent in element.iterancestors())


def _one_entry(units: dict[Any, Any], text: Any, meta: dict[str, Any]) -> dict[Any, Any]:
    """A file whose header dates it as one day is one entry, though several divisions make it up,
    unless they name different writers or carry dates of their own that differ.
    """
    if len(units) < 2 or "when" not in meta or meta["when"].precision != "day":
        return units
    days = {
        date.get("when")
        for unit in units
        for date in unit.iter("{*}date")
        if (date.get("when") or "")[4:5] == "-"
    }
    writers = {unit.get("who") or unit.get("hand") for unit in units}
    if (
        days <= {meta["when"].edtf}
        and len(writers) == 1
        and not any(u.nested for u in units.values())
    ):
        return {text: next(iter(units.values()))}
    return units


def _disagreements(
    source: str, flow: Flow, pieces: tuple[Piece, ...], meta: dict[str, Any]
) -> list[Finding]:
    """Where the header dates the file's one entry otherwise than the date inside it."""
    entries = [piece for piece in pieces if piece[2] == "entry"]
    if len(entries) > 1:
        return list(_passed_over(source, flow, entries))
    whole = meta.get("when")
    if len(entries) != 1 or whole is None or whole.precision != "day" or not flow.dates:
        return []
    piece = entries[0]
    leading = [
        (when, start, end)
        for start, end, when, _ in flow.dates
        if start - piece.start <= 40 and (when is None or when.precision == "day")
    ]
    stated = {when.edtf: None for when, _, _ in leading if when is not None}
    if not stated or list(stated) == [whole.edtf]:
        return []
    where = meta["when from"]
    return [
        Finding(
            source, piece.locator, "date",
            f"the {where} says {whole.edtf}, the text's own date says {', '.join(map(str, stated))}; "
            f"{whole.edtf} is taken",
            leading[0][1], leading[0][2],
        )
    ]  # fmt: skip


def _passed_over(source: str, flow: Flow, entries: list[Piece]) -> Iterator[Finding]:
    """Coarser dates in the head of an entry that is dated by another one there."""
    dates = iter(flow.dates)
    date = next(dates, None)
    for piece in entries:
        while date is not None and date[0] < piece.start:
            date = next(dates, None)
        if piece.heading is None or piece.when is None or piece.when.precision != "day":
            continue
        while date is not None and date[1] <= piece.heading[1]:
            start, end, when, _ = date
            date = next(dates, None)
            if (
                when is not None
                and when.precision in ("year", "month")
                and not _within(piece.when, when)
            ):
                message = f"the heading also states {when.edtf}; {piece.when.edtf} is taken"
                yield Finding(source, piece.locator, "date", message, start, end)


def _within(day: When, wider: When) -> bool:
    inner, outer = day.bounds, wider.bounds
    return bool(inner and outer and outer[0] <= inner[0] and inner[1] <= outer[1])


def _pages(root: Any, pages: list[Page], base: str) -> list[Page]:
    """Pages with the addresses of their images, through `facsimile` where `@facs` points there."""
    images: dict[str, str] = {}
    loose: list[str] = []
    facsimiles = list(root.iterchildren("{*}facsimile"))
    if not facsimiles and not pages:
        return []
    for facsimile in facsimiles:
        for graphic in facsimile.iter("{*}graphic"):
            url = graphic.get("url") or ""
            surface = graphic.getparent()
            loose.append(url)
            for holder in (graphic, surface):
                if (key := holder.get(XML_ID)) is not None:
                    images[key] = url
    known = [page._replace(image=images.get(page.image.lstrip("#"), page.image)) for page in pages]
    if loose and not any(page.image for page in known):
        known = [*(Page(0, "", url) for url in loose), *known]
    if base:
        known = [
            page._replace(image=urljoin(base, page.image))
            if page.image and not page.image.startswith(("#", "http:", "https:")) else page
            for page in known
        ]  # fmt: skip
    return known
