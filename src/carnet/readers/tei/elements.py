"""What each TEI element means to a reader of diaries.

One table, from the TEI P5 Guidelines, says for every element what becomes of its text. An element
that is not in it is *unknown*: its text is kept where it stands, and a finding says so.
"""

from __future__ import annotations

from typing import Any, Final, Literal

Element = Any  # lxml has no type of its own for elements, comments and the rest taken together
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
XML_ID, XML_LANG, XML_SPACE = XML + "id", XML + "lang", XML + "space"

Act = Literal[
    "inline", "mark", "name", "date", "link", "block", "line", "cell", "item", "head",
    "division", "note", "choice", "subst", "omit", "break", "page", "point", "hand", "range",
    "void", "figure", "unknown",
]  # fmt: skip

_TABLE: Final[dict[Act, str]] = {
    # transparent: the text counts, the element itself says nothing that a reader needs marked
    "inline": """w c pc m seg s cl phr forename surname roleName addName genName nameLink abbr expan
        ex am orig sic num measure measureGrp unit time term gloss soCalled mentioned distinct
        desc email idno locus affiliation
        q said text group body TEI TEI.2 egXML gi att val code ident street postCode postBox
        age sex state trait label measureGrp width height depth dim mod redo retrace undo
        substJoin ruby rb rt orgDate publisher pubPlace author editor edition biblScope series monogr
        analytic imprint extent availability licence secl surplus
        damage restore unit ident stamp heraldry material watermark secFol typeNote
        floruit birth death occupation education faith nationality residence langKnown langKnowledge
        relation model persona socecStatus""",
    # marked stretches of text
    "mark": """hi emph del add unclear supplied foreign quote cit corr reg sub formula
        u ins""",
    "name": """rs name persName placeName geogName orgName title bibl biblStruct settlement country
        region district bloc geogFeat objectName eventName""",
    "date": "date origDate",
    "link": "ref ptr",
    # blocks stand apart from what is before and after them
    "block": """p ab opener closer postscript byline
        dateline argument epigraph trailer floatingText sp speaker stage castList castItem set
        address listPerson person persona personGrp listPlace place listOrg org listBibl listEvent
        event msDesc titlePage docTitle titlePart docAuthor docDate docImprint imprimatur
        docEdition listWit witness surface zone sourceDoc list table lg
        listRelation listNym nym biblFull""",
    "line": "l row addrLine line salute signed",
    "item": "item",
    "cell": "cell",
    "head": "head",
    "division": "div div0 div1 div2 div3 div4 div5 div6 div7 front back",
    "note": "note noteGrp",
    "choice": "choice app",
    "subst": "subst",
    # kept apart from the reading text, each with its reason
    "omit": """fw figDesc metamark listTranspose teiHeader standOff interp interpGrp index fs fsDescr
        certainty precision respons alt altGrp spanGrp linkGrp joinGrp timeline listAnnotation
        annotation noteCtx script style""",
    "break": "lb",
    "page": "pb cb gb",
    "point": "gap space g graphic media",
    "hand": "handShift",
    "range": "delSpan addSpan damageSpan",
    "void": """anchor milestone link span join fLib pause shift kinesic
        incident vocal caesura metSym catRef lacunaStart lacunaEnd witStart witEnd""",
    "figure": "figure",
}

ACTS: Final[dict[str, Act]] = {name: act for act, names in _TABLE.items() for name in names.split()}

OMISSIONS: Final[dict[str, str]] = {
    "fw": "running head or page number of the print edition",
    "figDesc": "an editor's description of a drawing",
    "metamark": "a mark by which the writer steered the text",
    "listTranspose": "the encoder's note of transposed passages",
    "index": "an index term",
}

NAME_KINDS: Final[dict[str, str]] = {
    "persName": "person",
    "placeName": "place",
    "geogName": "place",
    "geogFeat": "place",
    "settlement": "place",
    "country": "place",
    "region": "place",
    "district": "place",
    "bloc": "place",
    "orgName": "organisation",
    "title": "work",
    "bibl": "work",
    "biblStruct": "work",
    "eventName": "event",
    "objectName": "name",
}

# `@type` of `rs` and `name`, as editions write it
RS_KINDS: Final[dict[str, str]] = {
    "person": "person", "persons": "person", "per": "person", "pers": "person", "figur": "person",
    "role": "person", "rolle": "person", "character": "person", "allusively": "person",
    "personne": "person", "people": "person",
    "place": "place", "places": "place", "ort": "place", "lieu": "place", "loc": "place",
    "geog": "place", "settlement": "place", "city": "place", "country": "place",
    "work": "work", "works": "work", "werk": "work", "oeuvre": "work", "title": "work",
    "bibl": "work", "book": "work", "film": "work",
    "org": "organisation", "orgs": "organisation", "organisation": "organisation",
    "organization": "organisation", "institution": "organisation", "body": "organisation",
    "event": "event", "events": "event", "ereignis": "event",
}  # fmt: skip

MARK_KINDS: Final[dict[str, str]] = {
    "emph": "italic",
    "del": "deleted",
    "add": "added",
    "unclear": "unclear",
    "supplied": "supplied",
    "foreign": "foreign",
    "quote": "quote",
    "corr": "corrected",
    "reg": "regularised",
    "formula": "formula",
    "ins": "added",
    "u": "underline",
    "cit": "quote",
    "sub": "sub",
}

# what `@rend`, `@rendition` and `@style` say: whole words first, then words that have it in them
RENDITIONS: Final[dict[str, str]] = {
    "u": "underline", "uu": "underline", "ul": "underline", "s": "strike", "sc": "smallcaps",
    "caps": "smallcaps", "sup": "super", "super": "super", "sub": "sub", "g": "spaced",
    "b": "bold", "strong": "bold", "i": "italic", "it": "italic", "small": "small",
}  # fmt: skip
RENDERED: Final[tuple[tuple[str, str], ...]] = (
    ("underlin", "underline"), ("strike", "strike"), ("line-through", "strike"),
    ("smallcap", "smallcaps"), ("small-cap", "smallcaps"), ("superscript", "super"),
    ("subscript", "sub"), ("spaced", "spaced"), ("gesperrt", "spaced"),
    ("letter-spacing", "spaced"), ("bold", "bold"), ("italic", "italic"), ("latintype", "italic"),
)  # fmt: skip

ENTRY_TYPES: Final[frozenset[str]] = frozenset(
    [
        "entry",
        "entries",
        "diaryentry",
        "diaryday",
        "journalentry",
        "dayentry",
        "journalday",
        "day",
        "notebookentry",
        "tagebucheintrag",
        "eintrag",
        "tageseintrag",
        "tag",
        "entree",
        "entreejournal",
        "jour",
        "journee",
        "anotacion",
        "entrada",
        "dia",
        "giorno",
        "dagboksanteckning",
        "dagbokanteckning",
        "wpis",
        "dziennik",
    ]
)

ENTRY_TYPE_LETTERS: Final = str.maketrans("", "", " -_.")


def is_entry_type(kind: str) -> bool:
    """Whether `@type` of a division says in plain words that it is a diary's entry."""
    return kind.lower().translate(ENTRY_TYPE_LETTERS) in ENTRY_TYPES


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def parent_of(element: Element) -> Element:
    """What an element stands in; the root stands in itself."""
    parent = element.getparent()
    return element if parent is None else parent
