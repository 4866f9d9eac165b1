"""Records in TEI: what an element of a `listPerson`, `listPlace`, `listBibl`, `listOrg` or
`listEvent` says, as a `Record`, and a record's changes put back into its element.

`get` and `put` are the two halves of one lens: `put(element, get(element))` changes nothing, and
`get` of what `put` wrote gives the record that was put. Whatever else stands in an element is left
alone. What a table holds and TEI has no element of its own for stands in `note`s whose `@type`
begins with `carnet-`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from carnet.register.authorities import SCHEMES, from_address, plain, to_address
from carnet.register.cells import tidy_name
from carnet.register.elements import (
    DATED,
    SIMPLE,
    XML_ID,
    XML_LANG,
    Element,
    children_of,
    date_of,
    drop,
    local,
    make_child,
    note_of,
    one_line,
    put_date,
    put_dated_child,
    put_items,
    put_note,
    stated_in,
    words,
)
from carnet.register.record import Authority, Kind, Name, Record, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
KINDS: Final[Mapping[str, Kind]] = {
    "person": "person", "personGrp": "person", "place": "place", "bibl": "work", "biblStruct": "work",
    "org": "organisation", "event": "event",
}  # fmt: skip
LIST_TAGS: Final[Mapping[Kind, tuple[str, str]]] = {
    "person": ("listPerson", "person"), "place": ("listPlace", "place"), "work": ("listBibl", "bibl"),
    "organisation": ("listOrg", "org"), "event": ("listEvent", "event"),
}  # fmt: skip
_NAMES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "person": ("persName", "name"), "place": ("placeName", "geogName", "name"), "work": ("title",),
    "organisation": ("orgName", "name"), "event": ("eventName", "label", "head", "name"),
}  # fmt: skip
_CHIEF: Final = frozenset(("pref", "preferred", "reg", "main", "standard"))
_OWN: Final = frozenset(("sort", "parts"))
_NOTES: Final = frozenset(("note", "desc", "p"))
_NUMBER = r"[+-]?\d{1,3}(?:[.,]\d+)?"
_GEO = re.compile(
    rf"({_NUMBER})(?:\s+|\s*[,;]\s+|;)({_NUMBER})|([+-]?\d+(?:\.\d+)?),([+-]?\d+(?:\.\d+)?)"
)


# ---------------------------------------------------------------------- names


def _compose(element: Element) -> str:
    """A name as it is said: the parts of a structured one in their usual order."""
    parts = {name: _part(element, name) for name in ("forename", "nameLink", "surname", "genName")}
    if parts["surname"] or parts["forename"]:
        return " ".join(filter(None, parts.values()))
    return words(element)


def _part(element: Element, name: str) -> str:
    return " ".join(filter(None, map(words, children_of(element, name))))


def _name_elements(element: Element, kind: Kind) -> list[Element]:
    if local(element) == "biblStruct":
        return [e for e in element.iter() if local(e) == "title" and words(e)]
    return [child for child in children_of(element, *_NAMES[kind]) if words(child)]


def _chief(found: Sequence[Element]) -> Element | None:
    """The name that readers see: one that says it is preferred, else the first plain one."""
    own = [e for e in found if e.get("type") not in _OWN]
    preferred = [e for e in own if e.get("type") in _CHIEF]
    unmarked = [e for e in own if e.get("type") is None]
    return next(iter([*preferred[:1], *unmarked, *own]), None)


def _variant(element: Element) -> Name:
    kind = element.get("type") or ""
    return tidy_name(Name(_compose(element), kind, element.get(XML_LANG) or "", stated_in(element)))


# ---------------------------------------------------------------------- the lens


class _View:
    """What stands where in an element."""

    def __init__(self, element: Element, kind: Kind) -> None:
        self.element = element
        self.kind = kind
        found = _name_elements(element, kind)
        self.chief = _chief(found)
        self.sort = next((e for e in found if e.get("type") == "sort"), None)
        self.parts = next((e for e in found if e.get("type") == "parts"), None)
        named = (self.chief, self.sort, self.parts)
        self.variants = [(_variant(e), e) for e in found if e not in named]
        self.notes = [
            (words(e), e)
            for e in children_of(element, *_NOTES)
            if e.get("type") is None and words(e)
        ]
        self.idnos = [
            (said, e) for e in children_of(element, "idno") if (said := _idno(e)) is not None
        ]
        self.roles = [
            (role, e)
            for e in children_of(element, "occupation")
            if (role := words(e) or e.get("subtype") or e.get("type") or "")
        ]
        authors = (e for e in element.iter() if local(e) == "author") if kind == "work" else ()
        own = [e for e in authors if _nearest(e) is element]
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
            if holder is self.element or _nearest(holder) is not self.element:
                continue
            around = holder.getparent()
            if local(holder) != "placeName" or around is None:
                continue
            located = around.get("type") == "located_in_place"
            listed = local(around) == "place" and self.kind == "event"
            ref = holder.get("ref") or holder.get("key") or ""
            if ref and (located or listed):
                return ref.split()[0].lstrip("#")
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


def _nearest(element: Element) -> Element | None:
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


def _author(element: Element) -> str:
    refs = [
        str(e.get("ref") or e.get("key") or "") for e in element.iter() if isinstance(e.tag, str)
    ]
    first = next(filter(None, refs), "")
    return first.split()[0].lstrip("#") if first else words(element)


def _geo(element: Element) -> tuple[Element, float, float] | None:
    for holder in children_of(element, "location", "geo"):
        if holder.get("type") == "located_in_place":
            continue
        for geo in holder.iter():
            found = _GEO.fullmatch(words(geo)) if local(geo) == "geo" else None
            if found is not None:
                north, east = (found[1], found[2]) if found[1] else (found[3], found[4])
                latitude, longitude = float(north.replace(",", ".")), float(east.replace(",", "."))
                if abs(latitude) <= 90 and abs(longitude) <= 180:
                    return geo, latitude, longitude
    return None


def get(element: Element) -> Record:
    """What an element says, as far as a table can hold it."""
    kind = KINDS[local(element)]
    view = _View(element, kind)
    chief, parts = view.chief, view.parts
    id_ = str(element.get(XML_ID) or "")
    name = _compose(chief) if chief is not None else ""
    if not name:
        name = words(element)[:80] if kind in ("work", "event") else ""
    structured = parts if parts is not None else chief
    is_person = kind == "person" and structured is not None
    said = [said for said, _ in view.idnos]
    authorities = [Authority(scheme, value) for scheme, value in said if scheme in SCHEMES]
    rank = list(SCHEMES).index
    begin, end = _dates(view)
    sex = next(iter(children_of(element, "sex")), None)
    refs = [value for field, value in said if field == "refs"]
    return Record(
        id=id_, kind=kind, name=name or id_,
        sort=words(view.sort) if view.sort is not None else "",
        variants=tuple(dict.fromkeys(said for said, _ in view.variants if said.text)),
        forename=_part(structured, "forename") if is_person else "",  # type: ignore[arg-type]
        surname=_part(structured, "surname") if is_person else "",  # type: ignore[arg-type]
        begin=begin, end=end,
        sex=(sex.get("value") or words(sex)) if sex is not None else "",
        roles=tuple(dict.fromkeys(said for said, _ in view.roles)),
        relations=tuple(dict.fromkeys(said for said, _ in view.relations)),
        type=view.type() if kind != "person" else "",
        authors=tuple(dict.fromkeys(said for said, _ in view.authors)),
        within=view.within() if kind not in ("person", "work") else "",
        latitude=view.geo[1] if view.geo else None, longitude=view.geo[2] if view.geo else None,
        note="\n\n".join(dict.fromkeys(said for said, _ in view.notes)),
        authorities=tuple(sorted(dict.fromkeys(authorities), key=lambda a: rank(a.scheme))),
        links=tuple(dict.fromkeys(value for field, value in said if field == "links")),
        refs=tuple(dict.fromkeys([*refs, *view.derived_refs()])),
        extra=tuple(said for said, _ in view.extra),
    )  # fmt: skip


def _dates(view: _View) -> tuple[str, str]:
    element = view.element
    if view.kind == "person":
        birth, death = (next(iter(children_of(element, tag)), None) for tag in ("birth", "death"))
        return (
            date_of(birth) if birth is not None else "",
            date_of(death) if death is not None else "",
        )
    if view.kind == "event":
        return stated_in(element), ""
    if view.kind == "work":
        date = next(
            (e for e in element.iter() if local(e) == "date" and _nearest(e) is element), None
        )
        return (date_of(date) if date is not None else ""), ""
    begin, end = note_of(element, "begin"), note_of(element, "end")
    return (words(begin) if begin is not None else "", words(end) if end is not None else "")


def tidied(record: Record) -> Record:
    """A record as an element can say it: each text on one line, both coordinates or none."""
    if record.latitude is None or record.longitude is None:
        record = replace(record, latitude=None, longitude=None)
    return replace(
        record, name=one_line(record.name), sort=one_line(record.sort), forename=one_line(record.forename),
        surname=one_line(record.surname), type=one_line(record.type), sex=one_line(record.sex),
        note="\n\n".join(filter(None, map(one_line, record.note.split("\n\n")))),
        variants=tuple(dict.fromkeys(tidy_name(n._replace(text=one_line(n.text))) for n in record.variants)),
        roles=tuple(dict.fromkeys(map(one_line, record.roles))), authors=tuple(dict.fromkeys(map(one_line, record.authors))),
        relations=tuple(dict.fromkeys(r._replace(what=one_line(r.what)) for r in record.relations)),
        extra=tuple((one_line(key), one_line(value)) for key, value in record.extra if one_line(value)),
    )  # fmt: skip


def put(element: Element, record: Record) -> bool:
    """Make an element say what a record says; whether anything had to be changed for that."""
    record = tidied(record)
    before = get(element)
    if tidied(before) == record:
        return False
    kind = record.kind
    view = _View(element, kind)
    before = tidied(before)
    if (before.name, before.forename, before.surname) != (
        record.name,
        record.forename,
        record.surname,
    ):
        _put_name(view, record)
    chief = view.chief
    if before.sort != record.sort:
        if view.sort is not None:
            drop(view.sort)
        if record.sort:
            at = (
                element.index(chief) + 1
                if chief is not None and chief.getparent() is element
                else 0
            )
            element.insert(at, make_child(element, _NAMES[kind][0], record.sort, type="sort"))
    if before.variants != record.variants:
        tag = _NAMES[kind][0]

        def variant(name: Name) -> Element:
            made = make_child(element, tag, name.text, type=name.kind or "alt", lang=name.language)
            if name.period:
                made.set("when" if SIMPLE.fullmatch(name.period) else "when-custom", name.period)
            return made

        put_items(element, view.variants, record.variants, variant, chief)
    _put_dates(view, before, record)
    if before.sex != record.sex:
        for held in children_of(element, "sex"):
            drop(held)
        if record.sex:
            element.append(make_child(element, "sex", record.sex))
    put_items(
        element, view.roles, record.roles, lambda said: make_child(element, "occupation", said)
    )
    if before.relations != record.relations:
        put_items(element, view.relations, record.relations, lambda r: make_child(
            element, "note", r.what, type="relation", corresp=f"#{r.target}" if r.target else "", n=r.period))  # fmt: skip
    if before.type != record.type:
        for child in children_of(element, "desc", "note"):
            if child.get("type") in ("entity_type", "work_kind"):
                drop(child)
        element.attrib.pop("type", "")
        if kind == "event" and chief is not None:
            chief.attrib.pop("n", "")
        if record.type:
            tag, said = ("note", "work_kind") if kind == "work" else ("desc", "entity_type")
            element.append(make_child(element, tag, record.type, type=said))
    if before.authors != record.authors:
        put_items(
            element,
            view.authors,
            record.authors,
            lambda said: make_child(element, "author", said),
            chief,
        )
    if before.within != record.within:
        put_note(element, "within", record.within)
        if not record.within and view.within():
            element.append(make_child(element, "note", type="carnet-within"))
    if (before.latitude, before.longitude) != (record.latitude, record.longitude):
        _put_geo(view, record)
    if before.note != record.note:
        wanted = record.note.split("\n\n") if record.note else []
        put_items(element, view.notes, wanted, lambda said: make_child(element, "note", said))
    _put_ids(view, before, record)
    if before.extra != record.extra:
        put_items(element, view.extra, record.extra, lambda said: make_child(element, "note", said[1], type="carnet-extra", n=said[0]))  # fmt: skip
    return True


def _put_name(view: _View, record: Record) -> None:
    element, chief = view.element, view.chief
    if chief is None:
        chief = view.chief = make_child(element, _NAMES[record.kind][0])
        element.insert(0, chief)
    for child in list(chief):
        chief.remove(child)
    chief.text = None
    if view.parts is not None:
        drop(view.parts)
        view.parts = None
    parts = [("forename", record.forename), ("surname", record.surname)]
    structured = record.forename or record.surname
    if structured and record.name == " ".join(filter(None, (value for _, value in parts))):
        holder = chief
    else:
        chief.text = record.name
        holder = make_child(element, "persName", type="parts")
        if structured:
            chief.addnext(holder)
    if structured:
        for tag, value in parts:
            if value:
                holder.append(make_child(element, tag, value))


def _put_dates(view: _View, before: Record, record: Record) -> None:
    element, kind = view.element, view.kind
    names = {"person": ("birth", "death"), "work": ("date", ""), "event": ("", "")}.get(
        kind, ("", "")
    )
    for tag, field in zip(names, ("begin", "end"), strict=True):
        value = getattr(record, field)
        if getattr(before, field) == value:
            continue
        if kind == "event" and field == "begin":
            for name in DATED & set(element.keys()):
                del element.attrib[name]
            if value:
                element.set("when" if SIMPLE.fullmatch(value) else "when-custom", value)
        elif kind == "work" and tag:
            date = next(
                (e for e in element.iter() if local(e) == "date" and _nearest(e) is element), None
            )
            if date is None:
                element.append(make_child(element, "date"))
                date = element[-1]
            put_date(date, value)
            if not value:
                drop(date)
        elif tag:
            put_dated_child(element, tag, value, view.chief)
        else:
            put_note(element, field, value)


def _put_geo(view: _View, record: Record) -> None:
    if view.geo is not None:
        geo = view.geo[0]
    elif record.latitude is not None:
        location = make_child(view.element, "location")
        view.element.append(location)
        geo = make_child(view.element, "geo")
        location.append(geo)
    else:
        return
    if record.latitude is None or record.longitude is None:
        geo.text = None
    else:
        geo.text = f"{record.latitude!r} {record.longitude!r}"


def _put_ids(view: _View, before: Record, record: Record) -> None:
    fields = ("authorities", "links", "refs")
    if all(getattr(before, field) == getattr(record, field) for field in fields):
        return
    derived = view.derived_refs()
    wanted = [(a.scheme, a.id) for a in record.authorities]
    wanted += [("links", link) for link in record.links]
    wanted += [("refs", ref) for ref in record.refs if ref not in derived]
    element = view.element

    def idno(said: tuple[str, str]) -> Element:
        scheme, value = said
        if scheme in SCHEMES:
            return make_child(
                element, "idno", to_address(Authority(scheme, value)), type="URI", subtype=scheme
            )
        return make_child(element, "idno", value, **({"type": "URI"} if scheme == "links" else {}))

    put_items(element, view.idnos, wanted, idno)


def new_element(parent: Element, record: Record) -> Element:
    """An element that says what a record says, at the end of a list."""
    made = make_child(parent, LIST_TAGS[record.kind][1])
    made.set(XML_ID, record.id)
    made.append(make_child(made, _NAMES[record.kind][0], one_line(record.name)))
    parent.append(made)
    put(made, record)
    return made


def elements_of(records: Iterable[Record]) -> Element:
    """A TEI document with a list for each kind of record."""
    root = etree.Element(f"{{{NAMESPACE}}}TEI", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    header = etree.fromstring(
        f'<teiHeader xmlns="{NAMESPACE}"><fileDesc><titleStmt><title>Register</title></titleStmt>'
        "<publicationStmt><p>Made by Carnet from the register of an archive.</p></publicationStmt>"
        "<sourceDesc><p>Born digital.</p></sourceDesc></fileDesc></teiHeader>"
    )
    root.append(header)
    body = etree.SubElement(etree.SubElement(root, f"{{{NAMESPACE}}}text"), f"{{{NAMESPACE}}}body")
    lists: dict[Kind, Element] = {}
    for record in records:
        if record.kind not in lists:
            lists[record.kind] = etree.SubElement(
                body, f"{{{NAMESPACE}}}{LIST_TAGS[record.kind][0]}"
            )
        new_element(lists[record.kind], record)
    return root
