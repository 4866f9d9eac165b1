"""From bytes to a tree: as XML where the file is well-formed, else as browsers read HTML.

No network, no outside entity or DTD, and the bounds of libxml2 on depth, on the length of a text
node and on the growth of entities.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from carnet.errors import SourceError, brief
from carnet.readers.xhtml.elements import Element, local
from carnet.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_XML = etree.XMLParser(
    resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know only a flag
    no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=False, strip_cdata=True,
)  # fmt: skip
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
MAX_ELEMENTS = 1_000_000
"""A page of more elements is refused: no notebook has them, and each costs memory."""


class Parsed(NamedTuple):
    """The root element, and what a person should know of how it was come by."""

    root: Element
    doubt: str  # empty for well-formed XHTML, and for HTML that says it is no more
    encoding_doubt: str = ""


def parse(where: str, data: bytes, encoding: str = "") -> Parsed:
    """The tree of a page. Raises `SourceError` where there is none.

    `encoding` is what a person states, for HTML; XML states its own.
    """
    if data.count(b"<") > 2 * MAX_ELEMENTS:  # each has an end, or is one that has none
        raise SourceError(
            f"the page has more than {MAX_ELEMENTS:,} elements", where=where, mend="Split it."
        )
    head = data[:1024].replace(b"\x00", b"").lower()
    as_xml = b"<?xml" in head or b"www.w3.org/1999/xhtml" in head
    said = ""
    if as_xml:
        try:
            root = etree.fromstring(_NAMED.sub(_numbered, data), _XML)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            what = brief(str(error.msg or error).split(", line")[0])
            said = f"not well-formed at line {line}, column {column} ({what}); it is read as HTML"
        except (ValueError, LookupError) as error:
            said = f"cannot be parsed as XML ({brief(error)}); it is read as HTML"
        else:
            return Parsed(_bounded(where, root), "")
    text, _, doubt = decode(data, where, encoding)
    found, cut = _as_html(where, text, huge=False)
    if cut:  # beyond the bounds of libxml2 the rest would be lost without a word
        found, cut = _as_html(where, text, huge=True)
    if cut:
        raise SourceError(
            "its elements stand in each other more than 2,000 deep", where=where,
            mend="Save the page anew, or its text alone.",
        )  # fmt: skip
    if found is None:
        raise SourceError("the page is empty", where=where, mend="Remove it, or find its text.")
    return Parsed(_bounded(where, found), said, doubt)


def _as_html(where: str, text: str, *, huge: bool) -> tuple[Element, bool]:
    """The tree as browsers would have it, and whether a bound cut it short."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=huge, remove_blank_text=False
    )
    try:
        found = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            f"no HTML can be made out ({brief(error)})", where=where, mend="Save the page anew."
        ) from None
    return found, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _bounded(where: str, root: Element) -> Element:
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS:
        raise SourceError(
            f"the page has {count:,} elements, and {MAX_ELEMENTS:,} is the most",
            where=where, mend="Split it.",
        )  # fmt: skip
    return root


def _numbered(found: re.Match[bytes]) -> bytes:
    """HTML's own names for characters, which XML does not know, by their numbers."""
    if found[1] in _OF_XML:
        return found[0]
    signs = html5.get(f"{found[1].decode('ascii')};")
    return found[0] if signs is None else "".join(f"&#{ord(c)};" for c in signs).encode("ascii")


def sheets(root: Element) -> Iterator[str]:
    """The style sheets that stand in the page itself."""
    for element in root.iter("{*}style", "style"):
        if element.text:
            yield str(element.text)


def page_facts(root: Element) -> dict[str, str]:
    """What the head of a page says: title, author, licence, language, and a date."""
    facts: dict[str, str] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = local(element.tag)
        if name == "body":
            break
        if name == "title" and "title" not in facts:
            facts["title"] = " ".join("".join(element.itertext()).split())
        elif name == "meta":
            key = str(element.get("name") or element.get("property") or "").lower()
            value = " ".join(str(element.get("content") or "").split())
            known = _META.get(key)
            if known and value:
                facts.setdefault(known, value[:400])
        elif name == "link" and "license" in str(element.get("rel") or "").lower().split():
            facts.setdefault("licence", str(element.get("href") or ""))
    return {key: value for key, value in facts.items() if value}


_META = {
    "author": "author", "dc.creator": "author", "dcterms.creator": "author",
    "dc.title": "title", "dc.rights": "licence", "dcterms.rights": "licence",
    "dc.publisher": "publisher", "dc.source": "credit", "dc.identifier": "identifier",
}  # fmt: skip
