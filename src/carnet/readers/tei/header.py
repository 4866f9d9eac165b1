"""What a TEI header says of a text: who wrote it, when, in what language, under what terms."""

from __future__ import annotations

from typing import Any

from carnet.dates import When
from carnet.dates.stated import from_attributes

Element = Any

# ISO 639-2 codes that headers use for ISO 639-1 languages
_LANGUAGES = {
    "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "eng": "en", "lat": "la", "spa": "es",
    "ita": "it", "rus": "ru", "pol": "pl", "nld": "nl", "dut": "nl", "por": "pt", "ces": "cs",
    "cze": "cs", "dan": "da", "swe": "sv", "hun": "hu", "grc": "grc", "ell": "el", "gre": "el",
}  # fmt: skip


def language(code: str) -> str:
    """A BCP 47 tag for a language as TEI files give it."""
    code = code.strip().replace("_", "-")
    return _LANGUAGES.get(code.lower(), code)


def words(element: Element | None) -> str:
    """The text of an element on one line; empty where there is none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _first(root: Element, path: str) -> Element | None:
    return root.find(path)


def _dated(element: Element) -> When | None:
    if not element.attrib:
        return None
    when, _problem = from_attributes({k.rpartition("}")[2]: v for k, v in element.attrib.items()})
    return when if when is not None and when.edtf else None


def _title_date(titles: list[Element]) -> When | None:
    for title in titles:
        if (title.get("type") or "") in ("iso-date", "isodate", "date", "when"):
            when, _problem = from_attributes({"when": words(title)})
            if when is not None:
                return when
        when = _dated(title)
        if when is not None:
            return when
    return None


def read_when(header: Element, titles: list[Element]) -> tuple[When | None, str]:
    """The date that the header gives to the text as a whole, and where it gives it."""
    when = _title_date(titles)
    if when is not None:
        return when, "title of the file's header"
    places = (
        ("{*}profileDesc/{*}creation/{*}date", "date of creation in the file's header"),
        ("{*}profileDesc/{*}creation/{*}origDate", "date of creation in the file's header"),
        (
            "{*}profileDesc/{*}correspDesc/{*}correspAction[@type='sent']/{*}date",
            "date of sending in the file's header",
        ),
        ("{*}fileDesc/{*}sourceDesc//{*}origDate", "date of the manuscript in the file's header"),
        ("{*}fileDesc/{*}sourceDesc/{*}bibl/{*}date", "date of the original in the file's header"),
    )
    for path, where in places:
        for element in header.iterfind(path):
            when = _dated(element)
            if when is None:
                continue
            if path.endswith("bibl/{*}date") and not _is_original(element):
                continue
            return when, where
    return None, ""


def _is_original(date: Element) -> bool:
    """A `bibl` in the source description may be a printed book: then its date is the book's."""
    bibl = date.getparent()
    return all(
        bibl.find(f"{{*}}{name}") is None for name in ("publisher", "pubPlace", "imprint", "monogr")
    )


def read_header(root: Element) -> dict[str, Any]:
    """Title, author, editors, licence, languages, hands and the credit line of the source."""
    meta: dict[str, Any] = {}
    header = root.find("{*}teiHeader")
    if header is None:
        return meta
    statement = header.find("{*}fileDesc/{*}titleStmt")
    titles = [] if statement is None else statement.findall("{*}title")
    by_type: dict[str, str] = {}
    for title in titles:
        by_type.setdefault(title.get("type") or title.get("level") or "", words(title))
    main = next((t for key in ("main", "a", "") if (t := by_type.get(key))), "") or next(
        iter(by_type.values()), ""
    )
    if main:
        meta["title"] = main
    if len(by_type) > 1:
        meta["titles"] = by_type
    if statement is not None:
        author = statement.find("{*}author")
        if author is not None:
            meta["author"] = words(author)
        editors = [words(e) for e in statement.findall("{*}editor") + statement.findall("{*}principal")]
        if editors:
            meta["editors"] = list(dict.fromkeys(editors))
    published = header.find("{*}fileDesc/{*}publicationStmt")
    if published is not None:
        publisher = next(
            (e for name in ("publisher", "distributor", "authority")
             if (e := published.find(f"{{*}}{name}")) is not None), None
        )  # fmt: skip
        if publisher is not None:
            meta["publisher"] = words(publisher)
        licence = published.find(".//{*}licence")
        if licence is not None:
            meta["licence"] = (licence.get("target") or words(licence)).strip()
        elif (availability := published.find("{*}availability")) is not None:
            meta["licence"] = words(availability)
        identifiers = [words(e) for e in published.findall("{*}idno") if words(e)]
        if identifiers:
            meta["identifiers"] = identifiers
    source = header.find("{*}fileDesc/{*}sourceDesc")
    if source is not None:
        credit = source.find(".//{*}msIdentifier")
        if credit is None:
            credit = source.find(".//{*}biblStruct/{*}monogr")
        if credit is None:
            credit = source.find("{*}bibl")
        if credit is not None:
            meta["credit"] = " ".join(filter(None, (words(part) for part in credit)))[:400]
    languages = [
        language(e.get("ident") or "")
        for e in header.iterfind("{*}profileDesc/{*}langUsage/{*}language")
        if e.get("ident")
    ]
    if languages:
        meta["languages"] = languages
    hands = {
        e.get("{http://www.w3.org/XML/1998/namespace}id") or "": words(e)
        for e in header.iterfind(".//{*}handNote")
    }
    hands.pop("", None)
    if hands:
        meta["hands"] = hands
    when, where = read_when(header, titles)
    if when is not None:
        meta["when"] = when
        meta["when from"] = where
    return meta
