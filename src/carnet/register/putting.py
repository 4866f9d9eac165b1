"""A record's changes put back into its element of a TEI list, and lists of new elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from carnet.register.authorities import SCHEMES, from_address, to_address
from carnet.register.elements import (
    DATED,
    SIMPLE,
    XML_ID,
    Element,
    children_of,
    drop,
    local,
    make_child,
    one_line,
    put_date,
    put_dated_child,
    put_items,
    put_note,
)
from carnet.register.record import Authority, Kind, Name, Record
from carnet.register.related import Listed, take_back
from carnet.register.tei import get, tidied
from carnet.register.view import NAME_TAGS, View, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
LIST_TAGS: Final[Mapping[Kind, tuple[str, str]]] = {
    "person": ("listPerson", "person"), "place": ("listPlace", "place"), "work": ("listBibl", "bibl"),
    "organisation": ("listOrg", "org"), "event": ("listEvent", "event"),
}  # fmt: skip


def put(element: Element, record: Record, listed: Sequence[Listed] = ()) -> bool:
    """Make an element say what a record says; whether anything had to be changed for that. `listed`
    is what the list states of its relations apart from it.
    """
    record = tidied(record)
    before = get(element, listed)
    if tidied(before) == record:
        return False
    kind = record.kind
    view = View(element, kind)
    before = tidied(before)
    if (before.name, before.forename, before.surname) != (
        record.name,
        record.forename,
        record.surname,
    ):
        _put_name(view, record)
        view = View(element, kind)  # what stood within the name is gone with its parts
        before = tidied(get(element, listed))
    chief = view.chief
    renamed = (before.sort, before.variants) != (record.sort, record.variants)
    if renamed and chief is not None and local(chief) not in NAME_TAGS[kind]:
        # a settlement that names its place does so only as long as nothing else does
        chief.addprevious(make_child(element, NAME_TAGS[kind][0], record.name))
        view = View(element, kind)
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
            element.insert(at, make_child(element, NAME_TAGS[kind][0], record.sort, type="sort"))
    if before.variants != record.variants:
        tag = NAME_TAGS[kind][0]

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
        take_back(record.id, set(before.relations) - set(record.relations), listed)
        apart = {relation for relation, _ in listed}
        wanted_here = [relation for relation in record.relations if relation not in apart]
        put_items(element, view.relations, wanted_here, lambda r: make_child(
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


def _put_name(view: View, record: Record) -> None:
    element, chief = view.element, view.chief
    if chief is None:
        chief = view.chief = make_child(element, NAME_TAGS[record.kind][0])
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


def _put_dates(view: View, before: Record, record: Record) -> None:
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
                (e for e in element.iter() if local(e) == "date" and nearest(e) is element), None
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


def _put_geo(view: View, record: Record) -> None:
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


def _put_ids(view: View, before: Record, record: Record) -> None:
    fields = ("authorities", "links", "refs")
    if all(getattr(before, field) == getattr(record, field) for field in fields):
        return
    derived = view.derived_refs()
    wanted = [(a.scheme, a.id) for a in record.authorities]
    wanted += [("links", link) for link in record.links]
    wanted += [("refs", ref) for ref in record.refs if ref not in derived]
    element = view.element
    for said, holder, name in view.pointed:
        if said in wanted:
            if all(said != other for other, _ in view.idnos):
                wanted.remove(said)  # it stays where it is
        else:
            refs = [ref for ref in (holder.get(name) or "").split() if not _names(ref, said)]
            if refs:
                holder.set(name, " ".join(refs))
            else:
                holder.attrib.pop(name, "")

    def idno(said: tuple[str, str]) -> Element:
        scheme, value = said
        if scheme in SCHEMES:
            return make_child(
                element, "idno", to_address(Authority(scheme, value)), type="URI", subtype=scheme
            )
        return make_child(element, "idno", value, **({"type": "URI"} if scheme == "links" else {}))

    put_items(element, view.idnos, wanted, idno)


def _names(ref: str, said: tuple[str, str]) -> bool:
    named = from_address(ref)
    return named is not None and (named.scheme, named.id) == said


def new_element(parent: Element, record: Record) -> Element:
    """An element that says what a record says, at the end of a list."""
    made = make_child(parent, LIST_TAGS[record.kind][1])
    made.set(XML_ID, record.id)
    made.append(make_child(made, NAME_TAGS[record.kind][0], one_line(record.name)))
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
