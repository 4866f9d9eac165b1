"""What a TEI header says of a text: who wrote it, when, in what language, under what terms.

An edition of one file a day has thousands of headers, so what is to be known of one is asked in a
single XPath expression, made from a table of facts and compiled once for each namespace.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from carnet.dates.stated import from_attributes

if TYPE_CHECKING:
    from carnet.dates import When

Element = Any

# ISO 639-2 codes that headers use for ISO 639-1 languages
_LANGUAGES: Final = {
    "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "eng": "en", "lat": "la", "spa": "es",
    "ita": "it", "rus": "ru", "pol": "pl", "nld": "nl", "dut": "nl", "por": "pt", "ces": "cs",
    "cze": "cs", "dan": "da", "swe": "sv", "hun": "hu", "grc": "grc", "ell": "el", "gre": "el",
}  # fmt: skip

# The first of what each path finds, on one line. `t:` stands for the file's own namespace.
_FACTS: Final = {
    "author": "t:fileDesc/t:titleStmt/t:author",
    "publisher": "t:fileDesc/t:publicationStmt/*[self::t:publisher|self::t:distributor|self::t:authority]",
    "licence": "t:fileDesc/t:publicationStmt/t:availability/t:licence/@target",
    "licence text": "t:fileDesc/t:publicationStmt/t:availability",
    "identifier": "t:fileDesc/t:publicationStmt/t:idno",
    "manuscript": "t:fileDesc/t:sourceDesc/*[not(self::t:biblStruct)]/descendant-or-self::t:msIdentifier",
    "book": "t:fileDesc/t:sourceDesc/t:biblStruct/t:monogr",
    "original": "t:fileDesc/t:sourceDesc/t:bibl",
}
# What there may be several of, or that has attributes to look at.
_LISTED: Final = (
    "t:fileDesc/t:titleStmt/t:title",
    "t:fileDesc/t:titleStmt/t:editor",
    "t:fileDesc/t:titleStmt/t:principal",
    "t:profileDesc/t:langUsage/t:language",
    "t:profileDesc/t:creation/t:date",
    "t:profileDesc/t:creation/t:origDate",
    "t:profileDesc/t:correspDesc/t:correspAction[@type='sent']/t:date",
    "t:profileDesc/t:handNotes/t:handNote",
    "t:fileDesc/t:sourceDesc/t:msDesc//t:handNote",
    "t:fileDesc/t:sourceDesc/*[not(self::t:biblStruct)]//t:origDate",
    # a `bibl` of a printed book has a publisher: then the date is the book's
    "t:fileDesc/t:sourceDesc/t:bibl[not(t:publisher|t:pubPlace|t:imprint|t:monogr)]/t:date",
)
_BETWEEN: Final = "\u2063"  # an invisible separator: no header has it
_WHERE: Final = {
    "creation": "date of creation in the file's header",
    "correspAction": "date of sending in the file's header",
    "bibl": "date of the original in the file's header",
}
_MANUSCRIPT: Final = "date of the manuscript in the file's header"
XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

_line = etree.XPath("normalize-space(.)", smart_strings=False)


class _Questions(NamedTuple):
    facts: etree.XPath
    listed: etree.XPath


@lru_cache(maxsize=8)
def _questions(namespace: str) -> _Questions:
    """Both expressions for files of one namespace (TEI P5's, or none as in P4)."""

    def own(path: str) -> str:
        return path if namespace else path.replace("t:", "")

    known = {"t": namespace} if namespace else None
    parts = f", '{_BETWEEN}', ".join(f"normalize-space({own(path)})" for path in _FACTS.values())
    return _Questions(
        etree.XPath(f"concat({parts})", namespaces=known, smart_strings=False),
        etree.XPath("|".join(map(own, _LISTED)), namespaces=known),
    )


def language(code: str) -> str:
    """A BCP 47 tag for a language as TEI files give it."""
    code = code.strip().replace("_", "-")
    return _LANGUAGES.get(code.lower(), code)


def words(element: Element) -> str:
    """The text of an element on one line."""
    return str(_line(element))


def _dated(element: Element) -> When | None:
    attributes = element.attrib
    if not attributes:
        return None
    when, _problem = from_attributes({k.rpartition("}")[2]: v for k, v in attributes.items()})
    return when if when is not None and when.known else None


def _title_date(title: Element, said: str) -> When | None:
    """A date in the title statement: `title[@type='iso-date']`, or `title/@when-iso`."""
    if title.get("type") in ("iso-date", "isodate", "date", "when"):
        when, _problem = from_attributes({"when": said})
        return when
    if title.get("when-iso") or title.get("when"):
        return _dated(title)
    return None


def read_header(root: Element) -> dict[str, Any]:
    """Title, author, editors, licence, languages, hands, credit of the source, and its date."""
    header = next(root.iterchildren("{*}teiHeader"), None)
    if header is None:
        return {}
    questions = _questions(header.tag.rpartition("}")[0][1:])
    facts = dict(zip(_FACTS, str(questions.facts(header)).split(_BETWEEN), strict=False))
    credit = facts["manuscript"] or facts["book"] or facts["original"]
    licence = facts["licence"] or facts["licence text"]
    meta: dict[str, Any] = {
        key: value
        for key, value in (
            ("author", facts["author"]), ("publisher", facts["publisher"]), ("licence", licence),
            ("identifier", facts["identifier"]), ("credit", credit[:400]),
        )
        if value
    }  # fmt: skip
    _read_listed(meta, questions.listed(header))
    return meta


def _read_listed(meta: dict[str, Any], elements: Any) -> None:
    """Titles, editors, languages, hands; and the first date, a title's before all others."""
    titles: dict[str, str] = {}
    editors: list[str] = []
    languages: list[str] = []
    hands: dict[str, str] = {}
    when: When | None = None
    where = ""
    for element in elements:
        name = element.tag.rpartition("}")[2]
        if name == "title":
            said = words(element)
            titles.setdefault(element.get("type") or element.get("level") or "", said)
            if (
                where != "title of the file's header"
                and (found := _title_date(element, said)) is not None
            ):
                when, where = found, "title of the file's header"
        elif name in ("date", "origDate"):
            if when is None and (when := _dated(element)) is not None:
                where = _WHERE.get(element.getparent().tag.rpartition("}")[2], _MANUSCRIPT)
        elif name == "language":
            if code := element.get("ident"):
                languages.append(language(code))
        elif name == "handNote":
            hands[element.get(XML_ID) or ""] = words(element)
        else:
            editors.append(words(element))
    main = next((t for key in ("main", "a", "", *titles) if (t := titles.get(key))), "")
    hands.pop("", None)
    found_all: dict[str, Any] = {
        "title": main, "titles": titles if len(titles) > 1 else None, "editors": list(dict.fromkeys(editors)),
        "languages": languages, "hands": hands, "when": when, "when from": where,
    }  # fmt: skip
    meta.update((key, value) for key, value in found_all.items() if value)
