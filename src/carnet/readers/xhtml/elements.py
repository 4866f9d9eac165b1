"""What each HTML element, and each word of `epub:type`, `role`, `class` and `style`, means to a
reader of diaries. One table for each; an element that is not in the first is inline text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Element = Any  # lxml has no type of its own for elements, comments and the rest taken together

Act = Literal[
    "block", "p", "head", "quote", "list", "item", "table", "row", "cell", "pre", "break", "rule",
    "image", "link", "time", "mark", "omit", "inline",
]  # fmt: skip

_TABLE: Final[dict[Act, str]] = {
    # edges, and nothing else: bare words in them make a paragraph
    "block": """html body main section article aside header footer hgroup div center form fieldset
        figure details dialog address search frameset optgroup""",
    "p": "p dt dd figcaption caption legend summary option",
    "head": "h1 h2 h3 h4 h5 h6",
    "quote": "blockquote",
    "list": "ul ol dl menu dir",
    "item": "li",
    "table": "table",
    "row": "tr",
    "cell": "td th",
    "pre": "pre listing xmp plaintext",
    "break": "br",
    "rule": "hr",
    "image": "img image",
    "link": "a",
    "time": "time",
    "mark": """i em cite dfn var b strong u small big sup sub s strike del ins code kbd samp tt q
        math""",
    "omit": """head script style template noscript nav svg iframe button select datalist rp object
        applet embed audio video canvas map meter progress""",
}
ACTS: Final[dict[str, Act]] = {name: act for act, names in _TABLE.items() for name in names.split()}

OMISSIONS: Final[dict[str, str]] = {
    "head": "the head of the page: its title and what it tells machines",
    "script": "a script, which is never run",
    "style": "a style sheet",
    "template": "a template for scripts",
    "noscript": "shown only where scripts do not run",
    "nav": "navigation of the page or book",
    "svg": "words within a drawing",
    "rp": "brackets for readers that cannot show ruby",
}
CONTROL: Final = "a control, or what stands in for something embedded"

MARKS: Final[dict[str, str]] = {
    "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "var": "italic",
    "b": "bold", "strong": "bold", "u": "underline", "small": "small", "sup": "super",
    "sub": "sub", "s": "strike", "strike": "strike", "del": "deleted", "ins": "added",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "q": "quote", "math": "formula",
}  # fmt: skip

# declarations of CSS that mean something to a reader
_DECLARED: Final = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), "italic"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), "bold"),
    (re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps"), "smallcaps"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*underline"), "underline"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through"), "strike"),
    (re.compile(r"vertical-align\s*:\s*super"), "super"),
    (re.compile(r"vertical-align\s*:\s*sub\b"), "sub"),
    (re.compile(r"letter-spacing\s*:\s*(?:0?\.[1-9]|[1-9])"), "spaced"),
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_RULE: Final = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_SELECTOR: Final = re.compile(r"(?:span|i|em|b|p|div|small|font)?\.([\w-]{1,80})")
_MOST_STYLE: Final = 1 << 18  # code points of style sheets that are looked at

# classes that transcribers and word processors use, where no style sheet explains them
CLASSES: Final[dict[str, str]] = {
    "italic": "italic", "italics": "italic", "ital": "italic", "bold": "bold",
    "smcap": "smallcaps", "smallcap": "smallcaps", "smallcaps": "smallcaps",
    "small-caps": "smallcaps", "sc": "smallcaps", "underline": "underline", "u": "underline",
    "strike": "strike", "strikethrough": "strike", "deleted": "deleted", "gesperrt": "spaced",
    "superscript": "super", "subscript": "sub",
}  # fmt: skip

# names that publishers of EPUB mark: the vocabularies of DAISY and of Standard Ebooks
_NAMES: Final = (
    ("se:name.publication", "work"), ("se:name.music", "work"), ("se:name.visual-art", "work"),
    ("z3998:personal-name", "person"), ("z3998:persona", "person"), ("se:name.vessel", "name"),
    ("se:name.person", "person"), ("z3998:place", "place"), ("z3998:organization", "organisation"),
)  # fmt: skip

FRONT: Final = frozenset(
    [
        "frontmatter",
        "titlepage",
        "halftitlepage",
        "half-title-page",
        "title-page",
        "fulltitle",
        "imprint",
        "epigraph",
        "foreword",
        "preface",
        "introduction",
        "prologue",
        "dedication",
        "toc",
        "landmarks",
        "loi",
        "lot",
        "preamble",
        "cover",
        "seriespage",
        "contributors",
        "other-credits",
    ]
)
BACK: Final = frozenset(
    [
        "backmatter",
        "colophon",
        "copyright-page",
        "endnotes",
        "footnotes",
        "rearnotes",
        "afterword",
        "appendix",
        "bibliography",
        "index",
        "glossary",
        "acknowledgments",
        "acknowledgements",
        "errata",
        "conclusion",
        "epilogue",
        "credits",
    ]
)
NOTES: Final = frozenset(("footnote", "endnote", "rearnote", "note", "sidebar-note"))
NOTEREFS: Final = frozenset(("noteref", "annoref", "biblioref-note"))
VERSE: Final = frozenset(("z3998:verse", "z3998:poem", "z3998:song", "z3998:hymn", "poem"))
_ENTRY: Final = re.compile(r"(?:[a-z0-9]+:)?(?:diary|journal|notebook|log)-?(?:entry|day)$")
_PAGENUM: Final = re.compile(r"(?:^|\s)(?:pagenum|page-?num(?:ber)?|pageno|pagebreak|pb)(?:\s|$)")
EPUB_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """The name of an element or attribute without its namespace, in lower case."""
    return tag.rpartition("}")[2].lower()


def kind_of(element: Element) -> str:
    """The element's name; empty for comments and instructions."""
    tag = element.tag
    return local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _types(said: str, role: str) -> frozenset[str]:
    words = said.lower().split()
    return frozenset([*words, *(w.removeprefix("doc-") for w in role.lower().split())])


def types(element: Element) -> frozenset[str]:
    """The words of `epub:type`, and of `role` without their `doc-`."""
    said = element.get(EPUB_TYPE) or element.get("epub:type") or ""
    role = element.get("role") or ""
    return _types(said, role) if said or role else frozenset()


def own_id(element: Element) -> str:
    """The element's `id`, or that of XML."""
    return str(element.get("id") or element.get(XML_ID) or "")


def own_language(element: Element) -> str | None:
    """`xml:lang`, else `lang`; None where it says nothing."""
    said = element.get(XML_LANG)
    if said is None:
        said = element.get("lang")
    return None if said is None else str(said).strip().replace("_", "-")


def is_entry(element: Element) -> bool:
    """Whether an element says in plain words that it is a diary's entry."""
    if any(_ENTRY.match(word) for word in types(element)):
        return True
    said = element.get("class")
    return said is not None and any(_ENTRY.match(word) for word in str(said).lower().split())


def is_page_break(element: Element) -> bool:
    """Whether an element stands where a page of the print edition begins."""
    if "pagebreak" in types(element):
        return True
    said = element.get("class")
    return said is not None and bool(_PAGENUM.search(str(said).lower()))


def is_dateline(element: Element) -> bool:
    """Whether a paragraph says that it holds the date of what follows."""
    if any(word.endswith("dateline") for word in types(element)):
        return True
    said = element.get("class")
    return said is not None and "dateline" in str(said).lower().split()


@lru_cache(maxsize=512)
def name_kind(words: frozenset[str]) -> str:
    """What an element names, by its types; nothing for most."""
    for word in sorted(words):
        for begins, kind in _NAMES:
            if word.startswith(begins):
                return kind
    return ""


@lru_cache(maxsize=512)
def declared(style: str) -> tuple[str, ...]:
    """The marks that a declaration of CSS makes; `hidden` where it hides."""
    style = style.lower()
    found = [kind for pattern, kind in _DECLARED if pattern.search(style)]
    return (*found, "hidden") if _HIDDEN.search(style) else tuple(found)


def read_styles(sheets: list[str]) -> Mapping[str, tuple[str, ...]]:
    """By class the marks that style sheets make of it: rules for one class, and no more."""
    found: dict[str, tuple[str, ...]] = {}
    left = _MOST_STYLE
    for sheet in sheets:
        for rule in _RULE.finditer(sheet[:left]):
            marks = tuple(mark for mark in declared(rule[2]) if mark != "hidden")
            if marks:
                for selector in rule[1].split(","):
                    if chosen := _SELECTOR.fullmatch(selector.strip()):
                        found[chosen[1].lower()] = marks
        left -= len(sheet)
        if left <= 0:
            break
    return found
