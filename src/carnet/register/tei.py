"""Records in TEI: what an element of a `listPerson`, `listPlace`, `listBibl`, `listOrg` or
`listEvent` says, as a `Record`, and a record's changes put back into its element.

`get` and `put` are the two halves of one lens: `put(element, get(element))` changes nothing, and
`get` of what `put` wrote gives the record that was put. Whatever else stands in an element is left
alone. What a table holds and TEI has no element of its own for stands in `note`s whose `@type`
begins with `carnet-`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carnet.register.authorities import SCHEMES
from carnet.register.cells import tidy_name
from carnet.register.elements import (
    XML_ID,
    Element,
    children_of,
    date_of,
    local,
    note_of,
    one_line,
    stated_in,
    words,
)
from carnet.register.record import Authority, Record
from carnet.register.related import Listed, with_listed
from carnet.register.view import KINDS, View, compose, nearest, part_of, records_in

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KINDS", "get", "records_in", "tidied"]


def get(element: Element, listed: Sequence[Listed] = ()) -> Record:
    """What an element says, as far as a table can hold it; `listed` is what the list states of its
    relations apart from it.
    """
    kind = KINDS[local(element)]
    view = View(element, kind)
    chief, parts = view.chief, view.parts
    id_ = str(element.get(XML_ID) or "")
    name = compose(chief) if chief is not None else ""
    if not name:
        name = words(element)[:80].strip() if kind in ("work", "event") else ""
    structured = parts if parts is not None else chief
    is_person = kind == "person" and structured is not None
    said = [*(said for said, _ in view.idnos), *(said for said, *_ in view.pointed)]
    authorities = [Authority(scheme, value) for scheme, value in said if scheme in SCHEMES]
    rank = list(SCHEMES).index
    begin, end = _dates(view)
    sex = next(iter(children_of(element, "sex")), None)
    refs = [value for field, value in said if field == "refs"]
    return Record(
        id=id_, kind=kind, name=name or id_,
        sort=words(view.sort) if view.sort is not None else "",
        variants=tuple(dict.fromkeys(said for said, _ in view.variants if said.text)),
        forename=part_of(structured, "forename") if is_person else "",  # type: ignore[arg-type]
        surname=part_of(structured, "surname") if is_person else "",  # type: ignore[arg-type]
        begin=begin, end=end,
        sex=(sex.get("value") or words(sex)) if sex is not None else "",
        roles=tuple(dict.fromkeys(said for said, _ in view.roles)),
        relations=with_listed(tuple(said for said, _ in view.relations), listed),
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


def _dates(view: View) -> tuple[str, str]:
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
            (e for e in element.iter() if local(e) == "date" and nearest(e) is element), None
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
