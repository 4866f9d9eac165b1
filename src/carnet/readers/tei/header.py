"""What a TEI header says of a text: who wrote it, when, in what language, under what terms.

An edition of one file a day has thousands of headers, so what is to be known of one is asked in a
single XPath expression, made from a table of facts and compiled once for each namespace.
"""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from carnet.dates.stated import from_attributes
from carnet.readers.tei.elements import XML_ID, Element

if TYPE_CHECKING:
    from carnet.dates import When


# ISO 639-2 codes that headers use for ISO 639-1 languages
_LANGUAGES: Final = {
    "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "eng": "en", "lat": "la", "spa": "es",
    "ita": "it", "rus": "ru", "pol": "pl", "nld": "nl", "dut": "nl", "por": "pt", "ces": "cs",
    "cze": "cs", "dan": "da", "swe": "sv", "nor": "no", "hun": "hu", "grc": "grc", "ell": "el", "gre": "el",
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
_FILE: Final = "t:fileDesc"  # all facts are in there
_BESIDE: Final = ("langUsage", "creation", "correspDesc", "handNotes")  # and what else is listed
_NAME_PARTS: Final = ("forename", "nameLink", "surname", "genName")  # as they are spoken
_BETWEEN: Final = "\u2063"  # an invisible separator: no header has it
_WHERE: Final = {
    "creation": "date of creation in the file's header",
    "correspAction": "date of sending in the file's header",
    "bibl": "date of the original in the file's header",
}
_MANUSCRIPT: Final = "date of the manuscript in the file's header"
_TITLE: Final = "title of the file's header"
_DATES: Final = ("iso-date", "isodate", "date", "when")  # types of titles that are dates

_line = etree.XPath("normalize-space(.)", smart_strings=False)


class Listed(NamedTuple):
    """One title, editor, language, hand or date of a header."""

    kind: str  # the element's name
    key: str  # a title's type, a hand's id, a language's code
    words: str
    when: When | None  # the date that its attributes state
    where: str  # what that is the date of


class Said(NamedTuple):
    """All that is to be known of a header, before it is understood."""

    facts: tuple[str, ...]  # in the order of `_FACTS`
    listed: tuple[Listed, ...]


class _Questions(NamedTuple):
    facts: etree.XPath
    listed: etree.XPath
    beside: etree.XPath  # what is listed outside of `fileDesc`


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
        etree.XPath("|".join(own(path) for path in _LISTED if _FILE not in path), namespaces=known),
    )


def language(code: str) -> str:
    """A BCP 47 tag for a language as TEI files give it."""
    code = code.strip().replace("_", "-")
    return _LANGUAGES.get(code.lower(), code)


def words(element: Element) -> str:
    """The text of an element on one line."""
    return str(_line(element))


def name(element: Element) -> str:
    """A name on one line. One cut into its parts is put together as it is spoken: forename first."""
    if not len(element):
        return words(element)
    said: dict[str, list[str]] = {part: [] for part in _NAME_PARTS}
    for part in element.iter("*"):
        kind = part.tag.rpartition("}")[2]
        if kind in said:
            said[kind].append(words(part))
    whole = [text for texts in said.values() for text in texts if text]
    return " ".join(whole) if said["surname"] and said["forename"] else words(element)


def _title(element: Element) -> str:
    """A title without the notes that an editor put into it."""
    if not len(element) or next(element.iter("{*}note"), None) is None:
        return words(element)
    kept = copy.deepcopy(element)
    for note in list(kept.iter("{*}note")):
        note.clear(keep_tail=True)
    return words(kept)


def _dated(element: Element) -> When | None:
    attributes = element.attrib
    if not attributes:
        return None
    when, _problem = from_attributes({k.rpartition("}")[2]: v for k, v in attributes.items()})
    return when if when is not None and when.known else None


def _listed(element: Element) -> Listed:
    kind = element.tag.rpartition("}")[2]
    if kind == "title":
        dated = element.get("when-iso") or element.get("when")
        when = _dated(element) if dated else None
        key = element.get("type") or element.get("level") or ""
        return Listed(kind, key, _title(element), when, _TITLE)
    if kind in ("date", "origDate"):
        where = _WHERE.get(element.getparent().tag.rpartition("}")[2], _MANUSCRIPT)
        return Listed("date", "", "", _dated(element), where)
    if kind == "language":
        return Listed(kind, element.get("ident") or "", "", None, "")
    said = name(element) if kind == "editor" else words(element)
    return Listed(kind, element.get(XML_ID) or "", said, None, "")


def gather(root: Element) -> Said | None:
    """What the header of a file says; None where there is no header."""
    header = next(root.iterchildren("{*}teiHeader"), None)
    if header is None:
        return None
    questions = _questions(header.tag.rpartition("}")[0][1:])
    facts = str(questions.facts(header)).split(_BETWEEN)[: len(_FACTS)]
    author = header.find("{*}fileDesc/{*}titleStmt/{*}author")
    if author is not None and len(author):
        facts[0] = name(author)
    listed: Any = questions.listed(header)
    return Said(tuple(facts), tuple(map(_listed, listed)))


def beside(header: Element) -> tuple[Listed, ...]:
    """What a header lists outside of its `fileDesc`."""
    if not any(
        block.tag.rpartition("}")[2] in _BESIDE
        for part in header.iterchildren("{*}profileDesc")
        for block in part.iterchildren("*")
    ):
        return ()  # the question itself would take longer
    listed: Any = _questions(header.tag.rpartition("}")[0][1:]).beside(header)
    return tuple(map(_listed, listed))


def understand(said: Said | None) -> dict[str, Any]:
    """Title, author, editors, licence, languages, hands, credit of the source, and its date."""
    if said is None:
        return {}
    author, publisher, target, terms, identifier, manuscript, book, original = said.facts
    licence = target or terms
    credit = manuscript or book or original
    stated = {
        "author": author,
        "publisher": publisher,
        "licence": licence,
        "identifier": identifier,
        "credit": credit[:400],
    }
    meta: dict[str, Any] = {key: words for key, words in stated.items() if words}
    _read_listed(meta, said.listed)
    return meta


def _read_listed(meta: dict[str, Any], listed: tuple[Listed, ...]) -> None:
    """Titles, editors, languages, hands; and the first date, a title's before all others."""
    titles: dict[str, str] = {}
    editors: list[str] = []
    languages: list[str] = []
    hands: dict[str, str] = {}
    when: When | None = None
    where = ""
    for kind, key, said, dated, of_what in listed:
        if kind == "title":
            titles.setdefault(key, said)
            if where != _TITLE:
                if key in _DATES:
                    dated, _problem = from_attributes({"when": said})  # noqa: PLW2901
                if dated is not None:
                    when, where = dated, of_what
        elif kind == "date":
            if when is None and dated is not None:
                when, where = dated, of_what
        elif kind == "language":
            if key:
                languages.append(language(key))
        elif kind == "handNote":
            hands[key] = said
        else:
            editors.append(said)
    main = next((t for key in ("main", "a", "", *titles) if (t := titles.get(key))), "")
    hands.pop("", None)
    stated = {
        "title": main,
        "titles": titles if len(titles) > 1 else None,
        "editors": list(dict.fromkeys(editors)),
        "languages": languages,
        "hands": hands,
        "when": when,
        "when from": where,
    }
    meta |= {key: value for key, value in stated.items() if value}
