"""What stands where in an element of a TEI list, for those who read it and those who change it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from carnet.register.authorities import SCHEMES, from_address, plain
from carnet.register.cells import tidy_name
from carnet.register.degrees import AXES, in_degrees
from carnet.register.elements import (
    XML_ID,
    XML_LANG,
    Element,
    children_of,
    local,
    note_of,
    stated_in,
    words,
)
from carnet.register.record import Kind, Name, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KINDS: Final[Mapping[str, Kind]] = {
    "person": "person", "personGrp": "person", "place": "place", "bibl": "work", "biblStruct": "work",
    "biblFull": "work", "org": "organisation", "event": "event",
}  # fmt: skip
NAME_TAGS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "person": ("persName", "name"), "place": ("placeName", "geogName", "name"), "work": ("title",),
    "organisation": ("orgName", "name"), "event": ("eventName", "label", "head", "name"),
}  # fmt: skip
_UNNAMED: Final = (
    "settlement",
    "district",
    "region",
    "country",
    "bloc",
)  # what names a place in their stead
_CHIEF: Final = frozenset(("pref", "preferred", "reg", "main", "standard"))
_OWN: Final = frozenset(("sort", "parts"))
_NOTES: Final = frozenset(("note", "desc", "p"))
_NUMBER = r"[+-]?\d{1,3}(?:[.,]\d+)?"
_NORTH = re.compile(r"(.*\d.*[NSns])[\s,;]+(.*\d.*[EWew])")
_GEO = re.compile(
    rf"({_NUMBER})(?:\s+|\s*[,;]\s+|;)({_NUMBER})|([+-]?\d+(?:\.\d+)?),([+-]?\d+(?:\.\d+)?)"
)


# ---------------------------------------------------------------------- names


def compose(element: Element) -> str:
    """A name as it is said: the parts of a structured one in their usual order."""
    parts = {
        name: part_of(element, name) for name in ("forename", "nameLink", "surname", "genName")
    }
    if parts["surname"] or parts["forename"]:
        return " ".join(filter(None, parts.values()))
    return words(element)


def part_of(element: Element, name: str) -> str:
    """What a name's parts of one sort say, such as its forenames, without a surname of another time
    beside one of now.
    """
    found = children_of(element, name)
    now = [part for part in found if part.get("type") not in _BEFORE]
    return " ".join(filter(None, map(words, now if name == "surname" and now else found)))


def _beside(element: Element) -> list[tuple[Name, Element]]:
    """Further names within a structured one: a surname of another time, a nickname."""
    if not (part_of(element, "surname") or part_of(element, "forename")):
        return []
    surnames = children_of(element, "surname")
    before = [part for part in surnames if part.get("type") in _BEFORE]
    return [
        (
            tidy_name(
                Name(words(part), _SORTS.get(part.get("type") or "", part.get("type") or ""))
            ),
            part,
        )
        for part in (
            *(before if len(before) < len(surnames) else ()),
            *children_of(element, "addName"),
        )
        if words(part)
    ]


_BEFORE: Final = frozenset(("birth", "maiden", "née", "nee", "geb", "alternate", "alt"))
_SORTS: Final = {"nick": "nickname", "maiden": "birth", "geb": "birth"}


def _name_elements(element: Element, kind: Kind) -> list[Element]:
    if local(element) in ("biblStruct", "biblFull"):
        return [e for e in element.iter() if local(e) == "title" and words(e)]
    found = [child for child in children_of(element, *NAME_TAGS[kind]) if words(child)]
    if not found and kind == "place":
        held = (children_of(element, tag)[:1] for tag in _UNNAMED)
        found = next(([child for child in of if words(child)] for of in held if of), [])
    return found


def _chief(found: Sequence[Element]) -> Element | None:
    """The name that readers see: one that says it is preferred, else the first plain one."""
    own = [e for e in found if e.get("type") not in _OWN]
    preferred = [e for e in own if e.get("type") in _CHIEF]
    unmarked = [e for e in own if e.get("type") is None]
    return next(iter([*preferred[:1], *unmarked, *own]), None)


def _same_in_parts(chief: Element | None, found: Sequence[Element]) -> Element | None:
    """The same name once more, as surname and forename, where the chief one is not in parts. Many
    lists say `Alexander Pope` for readers and then `Pope`, `Alexander` for what sorts them.
    """
    if chief is None or any(part_of(chief, name) for name in ("surname", "forename")):
        return None
    said = sorted(words(chief).split())
    others = (e for e in found if e is not chief and e.get("type") is None)
    return next(
        (e for e in others if part_of(e, "surname") and sorted(compose(e).split()) == said), None
    )


def _variant(element: Element) -> Name:
    kind = element.get("type") or ""
    return tidy_name(Name(compose(element), kind, element.get(XML_LANG) or "", stated_in(element)))


# ---------------------------------------------------------------------- the lens


class View:
    """What stands where in an element."""

    def __init__(self, element: Element, kind: Kind) -> None:
        self.element = element
        self.kind = kind
        found = _name_elements(element, kind)
        self.chief = _chief(found)
        self.sort = next((e for e in found if e.get("type") == "sort"), None)
        self.parts = next((e for e in found if e.get("type") == "parts"), None)
        if kind == "person" and self.parts is None:
            self.parts = _same_in_parts(self.chief, found)
        named = (self.chief, self.sort, self.parts)
        self.variants = [(_variant(e), e) for e in found if e not in named]
        if kind == "person":
            self.variants += [pair for e in found for pair in _beside(e)]
        self.notes = [
            (words(e), e)
            for e in children_of(element, *_NOTES)
            if e.get("type") is None and words(e)
        ]
        self.pointed = list(_pointed(element, self.chief))
        self.idnos = [
            (said, e) for e in children_of(element, "idno") if (said := _idno(e)) is not None
        ]
        self.roles = [
            (role, e)
            for e in children_of(element, "occupation")
            if (role := words(e) or e.get("subtype") or e.get("type") or "")
        ]
        authors = (e for e in element.iter() if local(e) == "author") if kind == "work" else ()
        own = [e for e in authors if nearest(e) is element]
        self.authors = [(author, e) for e in own if (author := _author(e))]
        self.relations = [
            (Relation(words(e), (e.get("corresp") or "").lstrip("#"), e.get("n") or ""), e)
            for e in children_of(element, "note")
            if e.get("type") == "relation"
        ]
        self.extra = [
            ((e.get("n") or "", words(e)), e)
            for e in children_of(element, "note")
            if e.get("type") == "carnet-extra" and e.get("n")
        ]
        self.geo = _geo(element) if kind == "place" else None

    def derived_refs(self) -> list[str]:
        """Further ids that its numbered addresses give: where the record `pmb50` has the address
        `…/entity/77` of the same kind, `pmb`, it is `pmb77` too.
        """
        id_ = self.element.get(XML_ID) or ""
        out = []
        for _, idno in self.idnos:
            prefix = idno.get("subtype") or idno.get("type") or ""
            if not prefix or not re.fullmatch(re.escape(prefix) + r"\d+", id_):
                continue
            number = words(idno).rstrip("/").rpartition("/")[2].removesuffix(".html")
            number = number.removeprefix(prefix)
            if number.isdigit() and f"{prefix}{number}" != id_:
                out.append(f"{prefix}{number}")
        return list(dict.fromkeys(out))

    def within(self) -> str:
        noted = note_of(self.element, "within")
        if noted is not None:
            return words(noted)
        for holder in self.element.iter():
            if holder is self.element or nearest(holder) is not self.element:
                continue
            around = holder.getparent()
            if local(holder) != "placeName" or around is None:
                continue
            located = around.get("type") == "located_in_place"
            listed = self.kind != "place" and local(around) in ("place", "location")
            ref = holder.get("ref") or holder.get("key") or ""
            if ref and (located or listed):
                return ref.split()[0].lstrip("#")
        where = (self.element.get("where") or "").split() if self.kind == "event" else []
        if where:
            return where[0].rpartition("#")[2]
        parent = self.element.getparent()
        while parent is not None and self.kind == "place":
            if local(parent) == "place" and parent.get(XML_ID):
                return str(parent.get(XML_ID))
            parent = parent.getparent()
        return ""

    def type(self) -> str:
        for child in children_of(self.element, "desc", "note"):
            if child.get("type") in ("entity_type", "work_kind") and words(child):
                return words(child)
        named = self.chief.get("n") if self.kind == "event" and self.chief is not None else ""
        return (self.element.get("type") or "") or named or ""


def nearest(element: Element) -> Element | None:
    """The record within which an element stands."""
    at: Element | None = element.getparent()
    while at is not None and not is_record(at):
        at = at.getparent()
    return at


def is_record(element: Element) -> bool:
    """Whether an element is a record of a list: it has an id, and stands in no other record, but a
    place may stand in another.
    """
    kind = KINDS.get(local(element))
    if kind is None or not element.get(XML_ID):
        return False
    parent = element.getparent()
    if kind == "work" and (parent is None or local(parent) != "listBibl"):
        return False
    while parent is not None:
        name = local(parent)
        if kind == "work" and name == "teiHeader":
            return False  # the sources of the file itself
        if name in KINDS and not (kind == "place" and name == "place"):
            return False
        parent = parent.getparent()
    return True


def records_in(root: Element) -> Iterator[Element]:
    """The elements that are records, in their order."""
    for element in root.iter():
        if local(element) in KINDS and is_record(element):
            yield element


def _idno(element: Element) -> tuple[str, str] | None:
    """A catalogue and an id, or `links` or `refs` and what stands there."""
    text = words(element)
    if not text:
        return None
    named = from_address(text)
    if named is not None:
        return named.scheme, named.id
    for said in (element.get("type"), element.get("subtype")):
        scheme = (said or "").lower()
        scheme = {"d-nb": "gnd", "pnd": "gnd"}.get(scheme, scheme)
        if scheme in SCHEMES and "://" not in text:
            return scheme, plain(scheme, text)
    return ("links" if "://" in text else "refs"), text


_POINTERS: Final = ("sameAs", "corresp", "ref", "key")


def _pointed(
    element: Element, chief: Element | None
) -> Iterator[tuple[tuple[str, str], Element, str]]:
    """Ids of catalogues that attributes of a record or of its chief name point to: what they say,
    and where.
    """
    for holder in [element, chief] if chief is not None else [element]:
        for name in _POINTERS:
            for ref in (holder.get(name) or "").split():
                named = from_address(ref)
                if named is not None:
                    yield (named.scheme, named.id), holder, name


def _author(element: Element) -> str:
    refs = [
        str(e.get("ref") or e.get("key") or "") for e in element.iter() if isinstance(e.tag, str)
    ]
    first = next(filter(None, refs), "")
    return first.split()[0].lstrip("#") if first else words(element)


def _geo(element: Element) -> tuple[Element, float, float] | None:
    for geo in geos(element):
        found = _both(words(geo))
        if found is not None:
            return geo, *found
    return None


def geos(element: Element) -> Iterator[Element]:
    """What states the coordinates of a place."""
    for holder in children_of(element, "location", "geo"):
        if holder.get("type") != "located_in_place":
            yield from (geo for geo in holder.iter() if local(geo) == "geo")


def _both(text: str) -> tuple[float, float] | None:
    """Latitude and longitude; None where a text is not these two."""
    found = _GEO.fullmatch(text)
    if found is not None:
        said = (found[1], found[2]) if found[1] else (found[3], found[4])
    else:
        of = _NORTH.fullmatch(text)
        if of is None:
            return None
        said = (of[1], of[2])
    latitude, longitude = (in_degrees(v, axis) for v, axis in zip(said, AXES, strict=True))
    return None if latitude is None or longitude is None else (latitude, longitude)
