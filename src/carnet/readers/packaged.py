"""EPUB 2 and 3: a ZIP of pages, and a package file that says in which order they are read."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from carnet.errors import SourceError, brief
from carnet.model import Document, Finding
from carnet.readers.boxes import Box
from carnet.readers.xhtml.book import Part, number_members, read_book
from carnet.readers.xhtml.elements import BACK, FRONT, Element, local, types
from carnet.readers.xhtml.parsing import MAX_ELEMENTS, parse, sheets

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES: Final = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")
_NAV: Final = "the book's table of contents"
_COVER: Final = "the book's cover"
_LONGEST_COVER: Final = 300  # code points; a page with more words is more than a cover
_MOST_STYLE: Final = 1 << 20
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
)


class _Item(NamedTuple):
    """A row of the package's manifest."""

    path: str
    kind: str
    properties: tuple[str, ...]


class _Package(NamedTuple):
    """What the package file says: its items by id, the order of reading, the parts of the book."""

    items: dict[str, _Item]
    spine: list[str]
    guide: dict[str, str]
    meta: dict[str, Any]


def read_epub(source: str, data: bytes, reader: str, options: Mapping[str, Any]) -> Document:
    """The document, or `SourceError` where no page of a book can be read."""
    box = Box(source, data)
    _refuse_locked(source, box)
    package = _package(source, box)
    findings = [
        Finding(source, left.name, "unreadable", f"{left.name}: {left.why}") for left in box.left
    ]
    pages: list[tuple[str, Any]] = []
    reasons: dict[str, str] = {}
    elements = 0
    for path, why in _order(package):
        if path not in box:
            if not any(path == left.name for left in box.left):
                message = f"the page {path} is named in the package, and is not in the file"
                findings.append(Finding(source, path, "unreadable", message))
            continue
        try:
            parsed = parse(path, box.read(path))
        except SourceError as error:
            message = f"the page {path} cannot be read: {error.what}"
            findings.append(Finding(source, path, "unreadable", message))
            continue
        if parsed.doubt:
            findings.append(Finding(source, path, "markup", f"{path}: {parsed.doubt}"))
        elements += sum(1 for _ in parsed.root.iter())
        if elements > MAX_ELEMENTS:
            raise SourceError(
                f"the book has more than {MAX_ELEMENTS:,} elements", where=source,
                mend="Split it into volumes.",
            )  # fmt: skip
        pages.append((path, parsed.root))
        reasons[path] = why or _not_text(package, path, parsed.root)
    if not pages:
        said = f" ({findings[0].message})" if findings else ""
        raise SourceError(
            f"no page of this EPUB can be read{said}", where=source, mend="Fetch it anew."
        )
    styles = [*_styles(box, package), *(sheet for _, root in pages for sheet in sheets(root))]
    read = [page for page in pages if not reasons[page[0]]]
    members = {member.name: member for member in number_members([*read, *_others(pages, read)])}
    parts = [
        Part(members[path], reasons[path], package.guide.get(path, "other")) for path, _ in pages
    ]
    package.meta["members"] = [[member.name, member.base] for member in members.values()]
    return read_book(source, reader, parts, styles, package.meta, findings, options)


def _others(pages: list[tuple[str, Any]], read: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Pages that are left out are counted behind those that are read."""
    names = {name for name, _ in read}
    return [page for page in pages if page[0] not in names]


def _xml(source: str, box: Box, path: str) -> Element:
    try:
        return etree.fromstring(box.read(path, 16 << 20), _PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise SourceError(
            f"its {path} is not well-formed XML ({brief(error)})",
            where=source,
            mend="Fetch it anew.",
        ) from None
    except SourceError as error:
        raise SourceError(f"its {path} cannot be read: {error.what}", where=source) from None


def _refuse_locked(source: str, box: Box) -> None:
    """Fonts may be obscured; pages that are encrypted cannot be read by anyone but a reading app."""
    if _ENCRYPTION not in box:
        return
    for data in _xml(source, box, _ENCRYPTION).iter("{*}EncryptedData"):
        methods = [str(m.get("Algorithm") or "") for m in data.iterchildren("{*}EncryptionMethod")]
        if methods and all(method in _FONTS for method in methods):
            continue
        if any(
            str(ref.get("URI") or "").lower().endswith((".xhtml", ".html", ".htm", ".xml", ".opf"))
            for ref in data.iter("{*}CipherReference")
        ):
            raise SourceError(
                "its pages are encrypted, as a shop's copy protection does", where=source,
                mend="Ask for a copy that is not.",
            )  # fmt: skip


def _package(source: str, box: Box) -> _Package:
    path = _package_path(source, box)
    root = _xml(source, box, path)
    folder = posixpath.dirname(path)
    items = {}
    for item in root.iter("{*}item"):
        found = _within(folder, str(item.get("href") or ""))
        if found:
            properties = tuple(str(item.get("properties") or "").split())
            kind = str(item.get("media-type") or "").lower()
            items[str(item.get("id") or "")] = _Item(found, kind, properties)
    spine = [str(ref.get("idref") or "") for ref in root.iter("{*}itemref")]
    guide = {}
    for reference in root.iter("{*}reference"):
        kind = str(reference.get("type") or "").lower().removeprefix("other.")
        place = "front" if kind in FRONT else "back" if kind in BACK | {"notes"} else ""
        if kind == "cover":
            place = "cover"
        if place:
            guide[_within(folder, str(reference.get("href") or ""))] = place
    return _Package(items, spine, guide, _facts(root))


def _package_path(source: str, box: Box) -> str:
    if _CONTAINER in box:
        for file in _xml(source, box, _CONTAINER).iter("{*}rootfile"):
            path = posixpath.normpath(unquote(str(file.get("full-path") or "")))
            if path in box:
                return path
    found = [name for name in box.names if name.lower().endswith(".opf")]
    if len(found) != 1:
        raise SourceError(
            "this EPUB does not say where its package file is", where=source,
            mend="Fetch it anew, or unpack it and add its pages.",
        )  # fmt: skip
    return found[0]


def _within(folder: str, href: str) -> str:
    path = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
    return "" if path.startswith(("../", "/")) or path in (".", "..") else path


def _order(package: _Package) -> list[tuple[str, str]]:
    """The pages in the order of reading, then those of no order; with the reason why one is no
    text, where the package gives it.
    """
    out: dict[str, str] = {}
    ids = [*package.spine, *package.items]
    for name in ids:
        item = package.items.get(name)
        if item is None or item.path in out or item.kind not in _PAGES:
            continue
        out[item.path] = _NAV if "nav" in item.properties else ""
    return list(out.items())


def _not_text(package: _Package, path: str, root: Element) -> str:
    """Why the words of a page are not the book's: it is a cover, or nothing but navigation."""
    body = next(root.iter("{*}body"), root)
    said = types(body).union(*(types(child) for child in body if isinstance(child.tag, str)))
    if package.guide.get(path) == "cover" or "cover" in said:
        short = len("".join(body.itertext()).strip()) <= _LONGEST_COVER
        return _COVER if short else ""
    return ""


def _styles(box: Box, package: _Package) -> list[str]:
    found = []
    for item in package.items.values():
        if item.kind == "text/css" and item.path in box:
            try:
                found.append(box.read(item.path, _MOST_STYLE).decode("utf-8", "replace"))
            except SourceError:
                continue  # a book is read without its looks
    return found


def _facts(root: Element) -> dict[str, Any]:
    """What the package says of the book: Dublin Core, in the words of a `Document`."""
    roles = {
        str(meta.get("refines") or "").removeprefix("#"): str(meta.text or "").strip()
        for meta in root.iter("{*}meta")
        if meta.get("property") == "role"
    }
    said: dict[str, list[str]] = {}
    for element in root.iter(f"{_DC}*"):
        name, words = local(element.tag), " ".join("".join(element.itertext()).split())
        if not words:
            continue
        role = str(element.get(f"{_OPF}role") or roles.get(str(element.get("id") or "")) or "")
        if name == "creator" and role in ("edt", "trl"):
            name = "contributor"
        if name == "contributor" and role and role not in ("edt", "trl", "aui", "ann", "com"):
            continue
        said.setdefault(name, []).append(words)
    facts: dict[str, Any] = {
        "title": next(iter(said.get("title", ())), ""),
        "author": ", ".join(said.get("creator", ())),
        "editors": said.get("contributor", []),
        "languages": list(dict.fromkeys(said.get("language", ()))),
        "licence": " ".join(said.get("rights", ())),
        "publisher": ", ".join(said.get("publisher", ())),
        "identifier": next(iter(said.get("identifier", ())), ""),
        "credit": "; ".join(said.get("source", ()))[:400],
    }
    return {key: value for key, value in facts.items() if value}
