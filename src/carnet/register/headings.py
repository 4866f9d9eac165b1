"""What the columns of a table are called: in Carnet, and in the sheets that people have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from carnet.register.authorities import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.register.record import Kind

_LAST: Final = ("note", *SCHEMES, "links", "refs")
COLUMNS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "person": ("id", "name", "sort", "forename", "surname", "variants", "born", "died", "sex", "roles", "relations", *_LAST),
    "place": ("id", "name", "sort", "variants", "kind", "within", "latitude", "longitude", "begin", "end", "relations", *_LAST),
    "work": ("id", "title", "sort", "variants", "author", "kind", "date", "relations", *_LAST),
    "organisation": ("id", "name", "sort", "variants", "kind", "within", "begin", "end", "relations", *_LAST),
    "event": ("id", "name", "sort", "variants", "kind", "date", "within", "relations", *_LAST),
}  # fmt: skip
"""The columns of each table, in the order in which they are written."""

_SAID: Final = {
    "name": "title, label, full name, display name, nom, nom complet, titel, titre, bezeichnung",
    "forename": "first name, firstname, given name, given names, vorname, vornamen, prénom, prénoms, prenom",
    "surname": "last name, lastname, family name, nachname, familienname, zuname, nom de famille",
    "born": "birth, birth date, birthdate, date of birth, year of birth, geboren, geburtsdatum, geburtsjahr, "
    "naissance, né, née, né(e), date de naissance",
    "died": "death, death date, date of death, year of death, gestorben, sterbedatum, sterbejahr, todesdatum, "
    "todesjahr, mort, mort(e), morte, décès, date de décès",
    "sex": "gender, geschlecht, sexe",
    "variants": "variant, alias, aliases, other names, namensvarianten, varianten, weitere namen, variantes, autres noms",
    "roles": "role, occupation, occupations, profession, beruf, berufe, métier",
    "relations": "relation, beziehung, beziehungen",
    "note": "notes, remark, remarks, comment, comments, notiz, notizen, anmerkung, anmerkungen, bemerkung, "
    "bemerkungen, remarque, remarques, commentaire",
    "author": "authors, autor, autorin, verfasser, verfasserin, auteur, autrice",
    "kind": "type, art, gattung, genre",
    "date": "datum, year, jahr, année",
    "within": "parent, place",
    "latitude": "lat, breite, breitengrad",
    "longitude": "lon, lng, long, länge, längengrad",
    "links": "link, url, urls, lien, liens",
    "refs": "ref",
    "geonames": "geoname",
    "wikidata": "qid",
    "gnd": "pnd",
}
_SAME: Final = {word: column for column, said in _SAID.items() for word in said.split(", ")}
_ID_OF = re.compile(rf"({'|'.join(SCHEMES)})[ _-]*(?:id|nr\.?|nummer|uri|url)")


_NAMES: Final[Mapping[Kind, frozenset[str]]] = {  # of what a sheet lists, where no column says name
    "person": frozenset(("person", "personne", "who", "wer", "qui")),
    "place": frozenset(("place", "lieu", "ort", "ortsname", "stadt", "town", "city", "ville")),
    "work": frozenset(("work", "werk", "œuvre", "oeuvre")),
    "organisation": frozenset(("organisation", "organization", "institution", "körperschaft")),
    "event": frozenset(("event", "ereignis", "événement", "evenement")),
}


def canonical(kind: Kind, column: str) -> str:
    """What a column is called here; one that is not known keeps its own name, in small letters."""
    column = " ".join(column.split()).lower()
    own = COLUMNS[kind]
    if column in own and column != "title":
        return column
    of_scheme = _ID_OF.fullmatch(column)
    same = of_scheme[1] if of_scheme else _SAME.get(column, column)
    return same if same == "name" or same in own else column


def place_columns(kind: Kind, columns: Sequence[str]) -> dict[str, int]:
    """Where each column that is known stands, by what it is called here; of two the first."""
    known: dict[str, int] = {}
    names = [canonical(kind, column) for column in columns]
    for n, (column, name) in enumerate(zip(columns, names, strict=True)):
        own = column.strip().lower()
        here = "surname" if own == "nom" and kind == "person" and "forename" in names else name
        if own == "name":
            known[own] = n  # before all that are called so elsewhere
        known.setdefault(here, n)
    if kind == "person" and "name" in known and known.keys() & {"forename", "surname"}:
        said = columns[known["name"]].strip().lower()
        if said in ("title", "titel", "titre"):  # Dr., Prof.
            del known["name"]
    if "name" not in known:
        called = [n for n, column in enumerate(columns) if column.strip().lower() in _NAMES[kind]]
        if called:
            known = {name: n for name, n in known.items() if n != called[0]} | {"name": called[0]}
    return known


def each_named(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of the columns, each its own: what stands in a column without a name, or in one whose
    name is there already, is not lost.
    """
    width = max(map(len, rows), default=0)
    filled = [any(n < len(row) and row[n] for row in rows[1:]) for n in range(width)]
    columns: list[str] = []
    taken: set[str] = set()
    for n in range(width):
        name = rows[0][n] if n < len(rows[0]) else ""
        if not name and filled[n]:
            name = f"column {n + 1}"
        columns.append(free(name, taken) if name else "")
        taken.add(columns[-1].lower())
    while columns and not columns[-1]:
        columns.pop()
    return columns


def free(name: str, taken: set[str]) -> str:
    """A name that no column has yet."""
    here, n = name, 1
    while here.lower() in taken:
        n += 1
        here = f"{name} {n}"
    return here
