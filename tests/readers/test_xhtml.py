"""What becomes of pages of HTML, in small pages of our own, and of real ones to the letter."""

from __future__ import annotations

import csv
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.demand import need_data
from tests.readers.accounting_pages import nodes_of, unaccounted
from tests.readers.spoiling import is_sound, spoilt

from carnet.days import find_pieces
from carnet.errors import SourceError
from carnet.readers import choose
from carnet.readers.xhtml import HtmlReader
from carnet.readers.xhtml.parsing import parse
from carnet.registry import shelf

if TYPE_CHECKING:
    from carnet.model import Document, Piece

READER = HtmlReader()
XHTML = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{language}"><head><title>A pocket book'
    "</title>{head}</head><body>{body}</body></html>"
)
SOUP = "<!DOCTYPE html><html lang={language}><head><title>A pocket book</title>{head}<body>{body}"


def page(body: str, *, head: str = "", language: str = "en", soup: bool = False) -> bytes:
    return (SOUP if soup else XHTML).format(body=body, head=head, language=language).encode()


def read(body: str, name: str = "book.xhtml", **how: object) -> Document:
    data = page(body, **how)
    document = READER.read(name, data, {})
    missing, wrong = unaccounted(document, [data])
    assert (missing, wrong) == ({}, [])
    return document


def spans(document: Document, kind: str) -> list[tuple[str, str]]:
    return [(document.text[s.start : s.end], s.value) for s in document.spans if s.kind == kind]


def entries(document: Document) -> list[Piece]:
    pieces, _ = find_pieces(document, {})
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces[:-1])]
    assert pieces[-1].end == len(document.text)
    return [piece for piece in pieces if piece.kind == "entry"]


def days(document: Document) -> list[str | None]:
    return [piece.when.edtf for piece in entries(document)]


def article(date: str, heading: str, words: str, more: str = "") -> str:
    return (
        f'<article {more}><h2><time datetime="{date}">{heading}</time></h2><p>{words}</p></article>'
    )


# ------------------------------------------------------------------ words


@pytest.mark.parametrize("soup", [False, True])
@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one  two\n\n   three</p>", "one two three"),
        ("<p><i>one </i> two</p><p>three</p>", "one two\n\nthree"),
        ("<p>one<br/>two<br/> three</p>", "one\ntwo\nthree"),
        ("<p>one<br/><br/>two</p>", "one\n\ntwo"),
        ("<pre>  one\n    two</pre>", "  one\n    two"),
        (
            "<div>loose <b>words</b><p>a paragraph</p>and more</div>",
            "loose words\n\na paragraph\n\nand more",
        ),
        ("<ul><li>milk</li><li>eggs</li></ul>", "milk\neggs"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", "1\t2\n3\t4"),
        ("<table><tr><td><p>1</p></td><td><p>2</p></td></tr></table>", "1\t2"),
        ("<p>re<span role='doc-pagebreak' title='12'></span>ceived</p>", "received"),
        ("<p>caf&eacute;&nbsp;noir &amp; lait</p>", "café\u00a0noir & lait"),
        ("<p>before</p><script>alert(1)</script><p>after</p>", "before\n\nafter"),
        ("<p onclick='alert(1)'>a <span style='display:none'>b</span>c</p>", "a c"),
        ("<p hidden=''>a</p><p>b</p>", "b"),
    ],
)
def test_reading_text(markup, text, soup):
    assert read(markup, soup=soup).text == text


def test_what_is_left_out_is_named():
    document = read(
        "<nav><a href='b.html'>Next</a></nav><p>x</p><script>evil()</script><button>Like</button>"
        "<!-- a remark -->",
        head="<style>p {color: red}</style>",
    )
    assert {(o.reason, o.text) for o in document.omissions} == {
        (
            "the head of the page: its title and what it tells machines",
            "A pocket bookp {color: red}",
        ),
        ("navigation of the page or book", "Next"),
        ("a script, which is never run", "evil()"),
        ("a control, or what stands in for something embedded", "Like"),
        ("comment or instruction", "a remark"),
    }


@pytest.mark.parametrize(
    ("markup", "kind", "value"),
    [
        ("<em>x</em>", "italic", ""),
        ("<strong>x</strong>", "bold", ""),
        ("<span style='font-variant: small-caps'>x</span>", "smallcaps", ""),
        ("<span class='smcap'>x</span>", "smallcaps", ""),
        ("<span class='c1'>x</span>", "underline", ""),
        ("<sup>x</sup>", "super", ""),
        ("<sub>x</sub>", "sub", ""),
        ("<s>x</s>", "strike", ""),
        ("<del>x</del>", "deleted", ""),
        ("<ins>x</ins>", "added", ""),
        ("<i xml:lang='la' lang='la'>x</i>", "foreign", "la"),
        ("<abbr title='xylophone'>x</abbr>", "expanded", "xylophone"),
        ("<a href='https://example.org/'>x</a>", "link", "https://example.org/"),
        ("<i epub:type='se:name.publication.book'>x</i>", "work", ""),
        ("<time datetime='1941-05-03'>x</time>", "date", "1941-05-03"),
        ("<time datetime='14:30'>x</time>", "date", ""),
    ],
)
def test_marks(markup, kind, value):
    head = "<style>.c1, .c2 { text-decoration: underline }</style>"
    document = read(f"<p>a {markup} b</p>", head=head)
    assert document.text == "a x b"
    assert spans(document, kind) == [("x", value)]


def test_structure():
    document = read(
        "<h1>One</h1><blockquote><p>said</p></blockquote><ul><li>milk</li></ul>"
        "<blockquote epub:type='z3998:verse'><p><span>rose</span><br/><span>nose</span></p></blockquote>"
        "<p>a<span epub:type='pagebreak' id='page7'/>b<img src='a/b.png' alt='a barn'/></p>"
        "<p><span class='pagenum'>[Pg 8]</span>c</p>"
    )
    assert spans(document, "head") == [("One", "")]
    assert spans(document, "quote") == [("said", ""), ("rose\nnose", "")]
    assert spans(document, "verse") == [("rose\nnose", "")]
    assert spans(document, "item") == [("milk", "")]
    assert spans(document, "figure") == [("", "a barn")]
    assert [(page.number, document.text[page.start]) for page in document.pages] == [
        ("7", "b"), ("8", "c"),
    ]  # fmt: skip


def test_lines_of_verse_are_lines_and_headers_are_headings():
    document = read(
        "<section><header><p>Service</p></header><p>a<br/>b</p>"
        "<div epub:type='z3998:poem'><p>rose<br/>nose</p></div></section>"
    )
    assert document.text == "Service\n\na\nb\n\nrose\nnose"
    assert spans(document, "head") == [("Service", "")]
    assert [document.text[s.start] for s in document.spans if s.kind == "line"] == ["b"]


def test_an_image_between_paragraphs_is_behind_the_first():
    document = read("<p>a</p><img src='x/barn.png' alt=''/><p>b</p>")
    assert [(s.start, s.value) for s in document.spans if s.kind == "figure"] == [(1, "barn.png")]


# ------------------------------------------------------------------ notes


GUTENBERG = (
    '<p>Dined <a id="FN_1" href="#Note_1" class="x"><sup>[1]</sup></a> alone.</p><p>Slept.</p>'
    '<h2>Notes</h2><p id="Note_1"><a href="#FN_1">[1]</a> On herring.</p>'
)
EPUB = (
    '<p>Dined <a epub:type="noteref" href="#n1">1</a> alone.</p><p>Slept.</p>'
    '<section epub:type="endnotes"><h2>Notes</h2><ol><li id="n1" epub:type="endnote"><p>On herring. '
    '<a href="#r" role="doc-backlink">↩</a></p></li></ol></section>'
)


@pytest.mark.parametrize("body", [GUTENBERG, EPUB])
def test_notes_are_read_after_their_place(body):
    document = read(f"<article class='diary-entry'>{body}</article>")
    assert document.text.startswith("Dined alone.\n\nSlept.")
    assert document.text.endswith("On herring.")
    assert [(t.strip(), v) for t, v in spans(document, "note")] == [("On herring.", "1")]
    (ref,) = [s for s in document.spans if s.kind == "noteref"]
    assert (document.text[: ref.start], ref.value) == ("Dined", "1")


def test_notes_of_several_entries_go_with_their_own():
    body = (
        article("1911-05-03", "3 May", 'A<a epub:type="noteref" href="#n2">1</a>')
        + article("1911-05-04", "4 May", 'B<a epub:type="noteref" href="#n1">2</a>')
        + '<aside id="n1" epub:type="footnote">of B</aside><aside id="n2" epub:type="footnote">of A</aside>'
    )
    document = read(body)
    assert [document.text[p.start : p.end].split() for p in entries(document)] == [
        ["3", "May", "A", "of", "A"],
        ["4", "May", "B", "of", "B"],
    ]


def test_notes_in_another_file_are_a_finding():
    document = read('<p>A<a epub:type="noteref" href="notes.xhtml#n1">1</a> b.</p>')
    assert document.text == "A b."
    assert [f.kind for f in document.findings] == ["markup"]
    assert spans(document, "noteref") == [("", "notes.xhtml#n1")]


def test_a_table_of_contents_is_no_list_of_notes():
    body = '<p id="t1"><a href="#c1">1</a></p><h2 id="c1"><a href="#t1">1</a></h2><p>Words.</p>'
    assert read(body).text == "1\n\n1\n\nWords."


# ------------------------------------------------------------------ entries


def test_articles_with_a_time():
    document = read(
        "<h1>1911</h1>"
        + article("1911-05-03", "3 May", "Fog.", 'id="a"')
        + article("1911-05-04", "4 May: <b>a fine day at last</b>", "Sun.", 'id="b" lang="de"')
        + "<article id='c'><p>No date.</p></article>"
    )
    found = entries(document)
    assert [(p.locator, p.when.edtf, p.language) for p in found] == [
        ("a", "1911-05-03", "en"),
        ("b", "1911-05-04", "de"),
        ("c", None, "en"),
    ]
    assert [document.text[slice(*p.heading)] for p in found[:2]] == [
        "3 May", "4 May: a fine day at last",
    ]  # fmt: skip
    assert [f.kind for f in document.findings] == ["undated"]


@pytest.mark.parametrize(
    "body",
    [
        (
            "<h2><time datetime='1911-05-03'>3 May</time></h2><p>Fog.</p>"
            "<h2><time datetime='1911-05-04'>4 May</time></h2><p>Sun.</p>"
        ),
        (
            "<div><p><time datetime='1911-05-03'>3 May</time>. Fog.</p><p>More.</p>"
            "<p><time datetime='1911-05-04'>4 May</time>. Sun.</p></div>"
        ),
        (
            "<section><header><p>London, <time datetime='1911-05-03'>3 May</time></p></header><p>Fog.</p>"
            "</section><section><p><time datetime='1911-05-04T08:00Z'>4 May</time> Sun.</p></section>"
        ),
        (
            "<section><section><p><time datetime='1911-05-03'>3 May</time></p><p>Fog.</p></section>"
            "<section><p><time datetime='1911-05-04'>4 May</time></p><p>Sun.</p></section></section>"
        ),
        "<h2>3 May 1911</h2><p>Fog.</p><h2>4 May 1911</h2><p>Sun.</p>",
        "<section><h2>3 May 1911</h2><p>Fog.</p></section><section><h2>4 May 1911</h2></section>",
        "<p>3 May 1911</p><p>Fog.</p><p>4 May 1911</p><p>Sun.</p>",
    ],
)
@pytest.mark.parametrize("soup", [False, True])
def test_two_days(body, soup):
    assert days(read(f"{body}", soup=soup)) == ["1911-05-03", "1911-05-04"]


def test_times_in_an_entry_are_not_its_date():
    body = (
        "<article><h2>Fog</h2><p>It is <time datetime='1805-10-21'>that day</time> again.</p></article>"
        + article("1911-05-04", "4 May", "At <time datetime='14:30'>half past two</time> rain.")
        + article("1911-05-05", "5 May", "Sun.")
    )
    assert days(read(body)) == [None, "1911-05-04", "1911-05-05"]


def test_front_and_back_matter():
    document = read(
        "<section epub:type='preface'><p>Found <time datetime='1920-01-01'>in 1920</time>.</p></section>"
        + article("1911-05-03", "3 May", "Fog.")
        + article("1911-05-04", "4 May", "Sun.")
        + "<section epub:type='colophon'><p>Set in Caslon.</p></section>"
    )
    pieces, _ = find_pieces(document, {})
    assert [piece.kind for piece in pieces] == ["front", "entry", "entry", "back"]


def test_a_file_named_for_a_day():
    document = read("<p>Fog.</p><p>More.</p>", "1911-05-03.html")
    assert days(document) == ["1911-05-03"]


# ------------------------------------------------------------------ the writer's calendar


def julian(rows: list[tuple[str, str]]) -> Document:
    return read("".join(article(date, words, "Up betimes.") for date, words in rows))


def test_words_in_the_old_style():
    document = julian(
        [("1702-01-12", "January 1st"), ("1702-01-13", "2nd"), ("1702-01-14", "3rd"),
         ("1702-01-15", "4th (Sunday)")]
    )  # fmt: skip
    found = entries(document)
    assert next((p.when.edtf, p.when.calendar, p.when.gregorian) for p in found) == (
        "1702-01-01", "julian", "1702-01-12",
    )  # fmt: skip
    assert [p.when.edtf for p in found] == [f"1702-01-0{n}" for n in (1, 2, 3, 4)]
    assert all("Julian" in " ".join(p.when.why) for p in found)


def test_a_slip_or_two_make_no_calendar():
    document = julian(
        [("1911-05-03", "3rd"), ("1911-05-04", "4th"), ("1911-05-18", "5th"), ("1911-05-06", "6th")]
    )
    assert {p.when.calendar for p in entries(document)} == {"gregorian"}


def test_a_date_that_was_not_converted_is_found():
    rows = [(f"1702-01-{n + 11}", f"{n}th") for n in range(4, 15)]
    rows[5] = ("1702-01-09", "9th")
    document = julian(rows)
    pieces, findings = find_pieces(document, {})
    assert [p.when.edtf for p in pieces] == [f"1702-01-{n:02}" for n in range(4, 15)]
    (finding,) = findings
    assert "1702-01-09" in finding.message


def test_stated_dates_that_are_julian_themselves():
    names = ("Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday")
    rows = [(f"1702-01-0{n}", f"{name} {n} January") for n, name in enumerate(names, 1)]
    found = entries(julian(rows))
    assert [(p.when.edtf, p.when.calendar) for p in found] == [
        (f"1702-01-0{n}", "julian") for n in range(1, 7)
    ]


# ------------------------------------------------------------------ hostile pages


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">'
              for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Words. &i;</p></body></html>'
)  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        BOMB.encode(),
        b"<!DOCTYPE html><p>Words. " + b"<div>" * 1_900 + b"<b>x</b>" * 100_000,
        b"<!DOCTYPE html><p>Words. " + b"<a href='#x' id='x'>1</a>" * 20_000,
        b"<!DOCTYPE html><p>Words. " + b"<time datetime='1911-05-03'>" * 1_900,
        b"<!DOCTYPE html><p>Words. " + b"<table><tr><td>" * 400,
        b"<!DOCTYPE html><p>Words. " + b"<div class=diary-entry>" * 1_900,
        (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Words. &x;</p></body></html>'
        ),
    ],
)
def test_pages_made_to_do_harm(data):
    start = time.process_time()
    document = READER.read("a.html", data, {})
    find_pieces(document, {})
    assert time.process_time() - start < 10
    assert "Words." in document.text
    assert "root:" not in document.text
    assert len(document.text) < 10 * len(data)


@pytest.mark.parametrize("tags", [b"<div>", b"<b><i>", b"<table><tr><td>"])
def test_a_page_without_a_bottom_is_refused(tags):
    with pytest.raises(SourceError, match="deep"):
        READER.read("a.html", b"<!DOCTYPE html><p>Words. " + tags * 100_000, {})


def test_words_far_down_are_not_lost():
    assert read("<div>" * 900 + "deep", soup=True).text == "deep"
    assert read("<div>" * 900 + "deep" + "</div>" * 900).text == "deep"


def test_what_a_parser_says_is_one_line_and_quotes_nothing():
    data = page("<p>Fog.</p><!-- a word of the page")
    (finding,) = READER.read("book.xhtml", data, {}).findings
    assert "Comment not terminated" in finding.message
    assert "\n" not in finding.message
    assert "a word" not in finding.message


def test_a_finding_at_the_end_stands_within_the_text():
    document = read("<p>Fog.</p><p><time datetime='1911-99'></time></p>")
    (finding,) = document.findings
    assert finding.start == len(document.text)


def test_headings_within_headings():
    document = read("<h2>4 May 1911: fog <h2>5 May 1911</h2></h2><p>Fog.</p><h2>6 May 1911</h2>")
    is_sound(document)
    assert days(document) == ["1911-05-04", "1911-05-06"]


def test_mutations():
    for data in spoilt(page(EPUB + GUTENBERG + article("1911-05-03", "3 May", "Fog.")), 400):
        try:
            document = READER.read("a.xhtml", data, {})
        except SourceError:
            continue
        is_sound(document)


WORDS = st.text(alphabet="ab \n&<é—字か한", max_size=6)
NAMES = st.sampled_from(
    ["p", "div", "b", "i", "ul", "li", "table", "tr", "td", "h2", "article", "section", "aside", "br",
     "blockquote", "pre", "span", "script", "nav", "header", "time", "a", "del"]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [{}, {}, {}, {"id": "n1"}, {"href": "#n1"}, {"href": "#n1", "role": "doc-noteref"}, {"hidden": ""},
     {"class": "diary-entry"}, {"datetime": "1911-05-03"}, {"role": "doc-endnotes"}, {"role": "doc-pagebreak"},
     {"lang": "fr"}, {"role": "doc-footnote", "id": "n1"}]
)  # fmt: skip


@st.composite
def trees(draw, depth=4):
    element = etree.Element(draw(NAMES), draw(ATTRIBUTES))
    element.text = draw(WORDS)
    for _ in range(draw(st.integers(0, 3 if depth else 0))):
        child = draw(trees(depth - 1))
        child.tail = draw(WORDS)
        element.append(child)
    return element


@given(trees())
def test_nothing_is_lost_and_all_leads_home(tree):
    body = etree.tostring(tree, encoding="unicode")
    document = read(body)
    if document.text:
        entries(document)
    nodes = nodes_of([parse("page", page(body)).root])
    for start in range(0, len(document.text), 3):
        end = min(start + 5, len(document.text))
        homes = document.offsets.home(start, end)
        there = "".join(nodes[h.node][h.start : h.end] for h in homes)
        assert "".join(there.split()) == "".join(document.text[start:end].split())
    assert list(document.spans) == sorted(document.spans, key=lambda s: (s.start, -s.end))
    assert all(0 <= s.start <= s.end <= len(document.text) for s in document.spans)


def test_lines_that_break_between_wide_characters_leave_no_space():
    assert (
        "雨の朝、庭 へ、Regen 雨 비"
        in read("<p>雨の\n  <i>朝、</i>\n庭 へ、Regen\n雨\n비</p>").text
    )


# ------------------------------------------------------------------ claims


@pytest.mark.parametrize(
    ("name", "head", "reader"),
    [
        ("a.xhtml", b'<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        ("a.txt", b"<!DOCTYPE html><html>", "html"),
        ("a.html", b"<p>Words", "html"),
        ("a.xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "html"),
        ("a.xml", b'<TEI xmlns="http://www.tei-c.org/ns/1.0">', "tei"),
        ("a.txt", b"<3 you all", "text"),
    ],
)  # fmt: skip
def test_claims(name, head, reader):
    assert choose(name, head, shelf("carnet.readers").values()).name == reader


# ------------------------------------------------------------------ Pepys


@pytest.mark.data
def test_pepys_to_the_letter():
    data = need_data()
    with (data / "gold" / "pepys_xhtml.tsv").open(encoding="utf-8", newline="") as file:
        gold = {(r["file"], r["entry_id"]): r for r in csv.DictReader(file, delimiter="\t")}
    slips = []
    for path in sorted((data / "xhtml" / "pepys").glob("chapter-*.xhtml")):
        document = READER.read(path.name, path.read_bytes(), {})
        assert unaccounted(document, [path.read_bytes()]) == ({}, [])
        pieces, findings = find_pieces(document, {})
        for piece in pieces:
            if piece.kind != "entry":
                continue
            row = gold.pop((path.name, piece.locator))
            if any(f.locator == piece.locator and f.kind == "date" for f in findings):
                slips.append(piece.locator)
                assert (piece.when.edtf, piece.when.gregorian) == ("1661-11-14", "1661-11-24")
                continue
            heading = document.text[slice(*piece.heading)] if piece.heading else ""
            if int(row["n_time"]) > 1:  # the gold gives the first of several days
                assert heading.startswith(row["printed_date"])
                assert piece.when.gregorian == row["datetime_gregorian"]
                assert piece.when.edtf == row["printed_as_iso_julian"]
                assert any(why.startswith("the heading goes on to") for why in piece.when.why)
                continue
            assert heading == row["printed_date"]
            assert (piece.when.gregorian or "") == row["datetime_gregorian"]
            assert (piece.when.edtf or "") == row["printed_as_iso_julian"]
    assert gold == {}
    assert slips == ["entry-1661-11-24"]


@pytest.mark.data
@pytest.mark.slow
def test_endnotes_are_back_matter():
    path = need_data() / "xhtml" / "pepys" / "endnotes.xhtml"
    document = READER.read(path.name, path.read_bytes(), {})
    assert unaccounted(document, [path.read_bytes()]) == ({}, [])
    assert [piece.kind for piece in document.pieces] == ["back"]
