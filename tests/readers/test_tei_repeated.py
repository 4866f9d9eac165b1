"""Headers that repeat are told from their words alone: what comes out must be the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carnet.errors import SourceError
from carnet.readers import tei
from carnet.readers.tei import TeiReader
from carnet.readers.tei.repeated import Headers, Parse

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}">
 <teiHeader>
  <fileDesc>
   <titleStmt>
    <title type="main">{title}</title>
    <title type="iso-date">{date}</title>
    <author>{author}</author><editor><name>Ida</name> <name>{editor}</name></editor>
   </titleStmt>
   <publicationStmt><publisher>{publisher}</publisher><idno>{{braces}} {idno}</idno></publicationStmt>
   <sourceDesc><bibl>Notebook <num>{leaf}</num> of
     seven</bibl></sourceDesc>
  </fileDesc>
  <profileDesc>{profile}</profileDesc>
 </teiHeader>
 <text><body><div><p>Rain. {leaf} <wrong/></p></div></body></text>
</TEI>
"""

WORDS = st.one_of(
    st.text(st.sampled_from("ab é{}0%\u00a0\n\t \u2063\ue000"), max_size=6),
    st.sampled_from(
        ["", " ", "a  b", "a\nb", "&amp;", "&lt;b&gt;", "a > b", "]]>", "&who;", "<b>c</b>", "<!-- d -->",
         "<?e f?>", "<![CDATA[g]]>", "h</title><title>i", "<fileDesc/>", "\u0001", "\r", "x" * 5000]
    ),
)  # fmt: skip
PROFILES = st.sampled_from(
    ["", '<langUsage><language ident="deu"/></langUsage>', '<creation><date when="1901-02-03"/></creation>',
     "<!-- nothing -->"]
)  # fmt: skip
HEADERS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["e1", "e2"]),
        "title": WORDS,
        "date": st.sampled_from(["1901-02-03", "1901-02-04", "1901-02", "never"]),
        "author": WORDS,
        "editor": WORDS,
        "publisher": st.sampled_from(["House", "Press"]),
        "idno": WORDS,
        "leaf": st.sampled_from(["1", "2"]),
        "profile": PROFILES,
    }
)


def outcome(data: bytes) -> Any:
    try:
        document = TeiReader().read("a.xml", data, {})
    except SourceError as error:
        return str(error)
    return repr(document.meta), document.text, document.pieces, document.findings, document.spans


def plainly(data: bytes) -> Any:
    """Read by a reader that has met nothing."""
    known, tei._headers = tei._headers, Headers()
    try:
        return outcome(data)
    finally:
        tei._headers = known


@pytest.fixture(autouse=True)
def forget() -> None:
    tei._headers = Headers()


COMMON = {
    "id": "e1", "title": "One", "date": "1901-02-03", "author": "A", "editor": "B", "publisher": "House",
    "idno": "n", "leaf": "1", "profile": "",
}  # fmt: skip


@settings(deadline=None)
@example([COMMON, COMMON | {"title": "Two"}, COMMON | {"title": "Three {0}"}])
@example([COMMON, COMMON | {"author": "C"}, COMMON | {"author": "c\n  d", "leaf": "2"}])
@given(st.lists(HEADERS, min_size=3, max_size=6))
def test_what_is_recognised_reads_as_if_it_were_not(headers: list[dict[str, str]]) -> None:
    tei._headers = Headers()
    for said in headers:
        data = FILE.format(**said).encode()
        assert outcome(data) == plainly(data)


def test_the_third_file_is_recognised_with_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    met = []
    plain = tei._headers.recognise

    def watched(data: bytes, parse: Parse) -> Any:
        met.append(plain(data, parse))
        return met[-1]

    monkeypatch.setattr(tei._headers, "recognise", watched)
    for n in range(1, 5):
        data = FILE.format(**COMMON | {"title": f"Leaf {n}", "date": f"1901-02-{n:02d}"}).encode()
        document = TeiReader().read("a.xml", data, {})
        assert document.meta["title"] == f"Leaf {n}"
        assert document.meta["when"].edtf == f"1901-02-{n:02d}"
        assert document.findings[0].locator == "line 16"  # as in the file, header and all
    assert [found is not None for found in met] == [False, False, True, True]


def test_another_namespace_is_another_header() -> None:
    for n in range(3):
        data = FILE.format(**COMMON | {"title": f"Leaf {n}"}).encode()
        TeiReader().read("a.xml", data, {})
    bare = data.replace(b' xmlns="http://www.tei-c.org/ns/1.0"', b"")
    assert outcome(bare) == plainly(bare)
    inner = data.replace(b"<teiHeader>", b'<teiHeader xmlns="http://example.org/other">')
    assert outcome(inner) == plainly(inner)


@pytest.mark.parametrize("tail", [b"</teiHeader", b"", b"</TEI>", b"<text/>"])
def test_what_is_broken_is_told_as_ever(tail: bytes) -> None:
    data = FILE.format(**COMMON).encode()
    for n in range(3):
        TeiReader().read("a.xml", FILE.format(**COMMON | {"title": f"Leaf {n}"}).encode(), {})
    broken = data[: data.index(b"</teiHeader>")] + tail
    assert outcome(broken) == plainly(broken)
