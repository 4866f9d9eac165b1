"""What becomes of each thing that TEI can say, in small files of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.readers.accounting import unaccounted

from carnet.errors import SourceError
from carnet.readers.tei import TeiReader

if TYPE_CHECKING:
    from carnet.model import Document

READER = TeiReader()
HEAD = "<teiHeader><fileDesc><titleStmt><title>A pocket book</title></titleStmt></fileDesc>{}</teiHeader>"


def tei(body: str, header: str = "", root: str = "", front: str = "") -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {root}>{HEAD.format(header)}'
        f"<text>{front}<body>{body}</body></text></TEI>"
    ).encode()


def read(body: str, header: str = "", root: str = "", front: str = "", **options: str) -> Document:
    data = tei(body, header, root, front)
    document = READER.read("book.xml", data, options)
    assert unaccounted(document, data) == ({}, [])
    return document


def entry(words: str, date: str = "1941-05-03", more: str = "") -> str:
    return f'<div type="entry" {more}><head><date when="{date}">the day</date></head><p>{words}</p></div>'


def spans(document: Document, kind: str) -> list[tuple[str, str]]:
    return [(document.text[s.start : s.end], s.value) for s in document.spans if s.kind == kind]


def whens(document: Document) -> list[str | None]:
    return [
        piece.when.edtf if piece.when else None
        for piece in document.pieces
        if piece.kind == "entry"
    ]


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("one  two\n\n   three", "one two three"),
        ("<hi rend='italic'>one </hi> two", "one two"),
        (" <lb/>one<lb/>two ", "one\ntwo"),
        ("gelau<lb break='no'/>fen", "gelaufen"),
        ("gelau-<lb break='no'/>\n  fen", "gelaufen"),
        ("Mann-<lb/>heim", "Mann-\nheim"),  # the mark does not say that the word goes on
        ("ge¬\n<lb n='2'/>hen", "gehen"),
        ("Ta<g ref='#hyphen'/><lb break='no'/>gen", "Tagen"),
        ("one<pb n='2'/>two", "one two"),
        ("vi<pb n='2' break='no'/>sited", "visited"),
        ("<subst><del>red</del><add>blue</add></subst> ink", "red blue ink"),
        ("the <subst>\n <del>red</del>\n <add>blue</add>\n</subst> ink", "the red blue ink"),
        ("th<subst><del>e</del><add>a</add></subst>n", "thean"),
        ("<choice><sic>recieve</sic><corr>receive</corr></choice> it", "recieve it"),
        ("<choice><expan>Mister</expan><abbr>Mr</abbr></choice> B", "Mr B"),
        ("<choice>\n<reg>Jesus</reg>\n<orig>Iesus</orig>\n</choice>", "Iesus"),
        ("a <app><lem>rose</lem><rdg>nose</rdg></app>", "a rose"),
        ("snow<gap reason='torn'/> fell", "snow fell"),
        ("<w>snow</w><c> </c><w>fell</w>", "snow fell"),
        ("x<anchor xml:id='a'/>y", "xy"),
        ("<![CDATA[a < b]]> &amp; c", "a < b & c"),
        ("non\u00a0breaking\u2003kept", "non\u00a0breaking\u2003kept"),
    ],
)
def test_reading_text(markup: str, text: str) -> None:
    document = read(entry(markup))
    assert document.text == f"the day\n\n{text}"


def test_preserved_white_space_is_kept() -> None:
    document = read('<div type="entry"><p xml:space="preserve">one  two\n three</p></div>')
    assert document.text == "one  two\n three"


def test_regularised_reading_on_request() -> None:
    body = entry("<choice><orig>Iesus</orig><reg>Jesus</reg></choice>")
    assert read(body, choice="regularised").text.endswith("Jesus")
    assert spans(read(body, choice="regularised"), "written") == [("Jesus", "Iesus")]
    assert spans(read(body), "regularised") == [("Iesus", "Jesus")]


def test_marks_keep_their_stretch() -> None:
    document = read(
        entry("<del rend='overstrike'>gone</del> <add place='margin'>here</add> <unclear>may be</unclear> "
              "<supplied>put in</supplied> <hi rend='underline'>so</hi> <foreign xml:lang='la'>ergo</foreign>")
    )  # fmt: skip
    assert spans(document, "deleted") == [("gone", "")]
    assert spans(document, "added") == [("here", "margin")]
    assert [text for text, _ in spans(document, "unclear")] == ["may be"]
    assert [text for text, _ in spans(document, "supplied")] == ["put in"]
    assert [text for text, _ in spans(document, "underline")] == ["so"]
    assert spans(document, "foreign") == [("ergo", "la")]


@pytest.mark.parametrize(
    ("rend", "kind"),
    [
        ("#sup", "super"), ("#sub", "sub"), ("#s", "strike"), ("#u", "underline"), ("#g", "spaced"),
        ("underlined red", "underline"), ("overstrike", "strike"), ("small-caps", "smallcaps"),
        ("font-style: italic;", "italic"), ("indent", ""), ("#aq", ""), ("suspicious", ""),
    ],
)  # fmt: skip
def test_renditions(rend: str, kind: str) -> None:
    document = read(entry(f"a <hi rend='{rend}'>b</hi> c"))
    assert [s.kind for s in document.spans if document.text[s.start : s.end] == "b"] == [
        kind
    ] * bool(kind)


def test_points_at_the_very_beginning_stand_there() -> None:
    document = read("<div type='entry'><pb n='1'/><note>x</note><p>The day.</p></div>")
    assert [s.start for s in document.spans if s.kind in ("page", "noteref")] == [0, 0]


def test_a_deletion_that_ends_elsewhere() -> None:
    document = read(entry("a <delSpan spanTo='#d'/>b</p><p>c<anchor xml:id='d'/> e"))
    assert spans(document, "deleted") == [("b\n\nc", "")]
    assert any(
        "no #nowhere" in f.message for f in read(entry("a<delSpan spanTo='#nowhere'/>b")).findings
    )


def test_names_with_several_ids_and_names_within_names() -> None:
    document = read(
        entry("<rs type='person' ref='#a #b'>the <persName ref='#c'>Smiths</persName></rs>, "
              "<placeName>Bath</placeName>, <title ref='#t'>Emma</title>, <orgName ref='#o'>the Bank</orgName>, "
              "<ref target='https://example.org/x'>there</ref>")
    )  # fmt: skip
    assert spans(document, "person") == [
        ("the Smiths", "#a"),
        ("the Smiths", "#b"),
        ("Smiths", "#c"),
    ]
    assert spans(document, "place") == [("Bath", "")]
    assert spans(document, "work") == [("Emma", "#t")]
    assert spans(document, "organisation") == [("the Bank", "#o")]
    assert spans(document, "link") == [("there", "https://example.org/x")]


def test_a_name_in_the_reading_not_taken_still_names() -> None:
    document = read(
        entry(
            "<choice><abbr>W.</abbr><expan><persName ref='#w'>Wilhelm</persName></expan></choice>"
        )
    )
    assert ("W.", "#w") in spans(document, "person")


def test_notes_are_read_after_their_entry() -> None:
    document = read(
        entry("before<note resp='#ed'>by the <persName ref='#x'>editor</persName></note> after")
        + entry("next", "1941-05-04")
    )
    first = document.pieces[0]
    assert document.text[first.start : first.end].split("\n\n")[:3] == [
        "the day",
        "before after",
        "by the editor",
    ]
    (ref,) = [s for s in document.spans if s.kind == "noteref"]
    assert document.text[: ref.start].endswith("before")
    assert spans(document, "note") == [("by the editor", ref.value)]
    assert spans(document, "by") == [("by the editor", "#ed")]
    assert spans(document, "person") == [("editor", "#x")]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Form of Words", "Form of Words"),
        ("<placeName>Mexico</placeName>, dimanche <date when='1941-05-03'>3 mai 1941</date>", ""),
        ("<date when='1941-05-03'>About the 3rd</date>, <placeName>Veracruz</placeName>", ""),
        ("XX <date when='1941-05-03'>Saturday 3</date>", ""),
        ("Saturday 3", ""),
        ("Saturday", ""),
        (
            "<date when='1941-05-03'>3 May</date>: how the mill burned",
            "3 May: how the mill burned",
        ),
    ],
)
def test_a_head_that_is_more_than_date_and_place_is_a_title(head: str, title: str) -> None:
    division = f"<div type='entry'><head>{head}</head><p>Words.</p></div>"
    document = read(division + entry("More.", "1941-05-04"))
    assert document.pieces[0].title == title


def volume(body: str, back: str) -> Document:
    data = tei(body).replace(b"</body>", f"</body><back>{back}</back>".encode())
    document = READER.read("book.xml", data, {})
    assert unaccounted(document, data) == ({}, [])
    return document


def pieces(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, " ".join(document.text[p.start : p.end].split())) for p in document.pieces]


@pytest.mark.parametrize("ref", ["<ref target='#n1'>1</ref>", "<ptr target='#n0 #n1'/>"])
def test_a_note_in_the_back_is_read_with_the_entry_that_refers_to_it(ref: str) -> None:
    document = volume(
        entry(f"One{ref} two.") + entry("Three, as<ref target='#n1'>1</ref> above.", "1941-05-04"),
        "<head>Notes</head><note xml:id='n1'>The <hi>first</hi>.</note>"
        "<note xml:id='n2'>Nobody's.</note><p>The end.</p>",
    )
    one = "1" if "ref" in ref else ""
    assert pieces(document) == [
        ("entry", f"the day One{one} two. The first."),
        ("entry", "the day Three, as1 above."),
        ("back", "Notes The end. Nobody's."),
    ]
    assert spans(document, "note") == [("The first.", "1"), ("Nobody's.", "2")]
    first = next(span for span in document.spans if span.kind == "noteref")
    assert (first.start, first.end, first.value) == (document.text.index(" two."),) * 2 + ("1",)
    assert len(spans(document, "link")) == 2


def test_notes_on_notes_in_the_back_and_notes_before_their_place() -> None:
    document = volume(
        "<div><note xml:id='a'>Ahead, see <ref target='#b'>b</ref>.</note></div>"
        + entry("One.")
        + entry("Two<ptr target='#a'/>.", "1941-05-04"),
        "<p><note xml:id='b'>Behind, see <ref target='#a'>a</ref>.</note></p>",
    )
    assert pieces(document) == [
        ("entry", "the day One."),
        ("entry", "the day Two. Ahead, see b. Behind, see a."),
    ]
    assert [value for _, value in spans(document, "note")] == ["1", "2"]


def test_a_note_in_its_place_stays_there() -> None:
    note = "<note xml:id='n1'>In place.</note>"
    document = volume(
        entry("See<ref target='#n1'>1</ref>.") + entry(f"Here{note}.", "1941-05-04"),
        "<p>The end.</p>",
    )
    assert pieces(document)[1] == ("entry", "the day Here. In place.")


def test_a_note_that_only_an_omitted_reading_refers_to_is_kept() -> None:
    choice = "<choice><sic>a</sic><corr>b<ref target='#n1'>1</ref></corr></choice>"
    document = volume(entry(f"One {choice}."), "<note xml:id='n1'>Kept.</note>")
    assert pieces(document) == [("entry", "the day One a."), ("back", "Kept.")]


def test_running_heads_comments_and_instructions_are_named_and_left_out() -> None:
    document = read(
        entry(
            "one <fw type='header'>The Diary <fw>12</fw></fw><!-- check! -->two<?page break?> three"
        )
    )
    assert document.text.endswith("one two three")
    reasons = {omission.text: omission.reason for omission in document.omissions}
    assert "running head" in reasons["The Diary 12"]
    assert reasons["check!"] == "comment of an encoder"
    assert reasons["page break"] == "processing instruction"


def test_hands() -> None:
    document = read(entry("mine <handShift new='#w'/>hers</p><p><add hand='#n'>his</add> and hers"))
    assert ("hers\n\nhis and hers", "#w") in spans(document, "hand")
    assert ("his", "#n") in spans(document, "hand")


def test_an_unknown_element_keeps_its_words_and_is_a_finding() -> None:
    document = read(entry("a <blink>strange</blink> <blink>thing</blink>"))
    assert document.text.endswith("a strange thing")
    assert [f.kind for f in document.findings] == ["markup"]
    assert "blink" in document.findings[0].message


def test_verse_lists_and_tables() -> None:
    document = read(
        entry("</p><lg><l n='1'>One line</l><l>and two</l></lg><list><item>bread</item><item>ink</item></list>"
              "<table><row><cell>a</cell><cell>b</cell></row></table><p>end")
    )  # fmt: skip
    assert "One line\nand two\n\nbread\nink\n\na\tb\n\nend" in document.text
    assert spans(document, "line") == [("One line", "1"), ("and two", "")]
    assert [text for text, _ in spans(document, "item")] == ["bread", "ink"]


def test_pages_and_their_images() -> None:
    facsimile = '<facsimile><surface xml:id="s1"><graphic url="a.jpg"/></surface></facsimile>'
    data = tei(entry("<pb n='1r' facs='#s1'/>x")).replace(b"<text>", facsimile.encode() + b"<text>")
    based = data.replace(b"<TEI ", b'<TEI xml:base="https://example.org/d/" ')
    assert [(p.number, p.image) for p in READER.read("b.xml", data, {}).pages] == [("1r", "a.jpg")]
    assert [p.image for p in READER.read("b.xml", based, {}).pages] == [
        "https://example.org/d/a.jpg"
    ]


# ------------------------------------------------------------------ structure


def test_a_volume_of_years_months_and_days() -> None:
    days = "".join(
        f'<div><head><date when="1819-01-{day:02}">{day}</date></head><p>words</p></div>'
        for day in (1, 2, 3)
    )
    document = read(
        f'<div><head><date when="1819">1819</date></head><div><head>January</head>{days}</div></div>'
    )
    assert whens(document) == ["1819-01-01", "1819-01-02", "1819-01-03"]
    kinds = [piece.kind for piece in document.pieces]
    assert kinds == ["heading", "heading", "entry", "entry", "entry"]
    assert document.text[slice(*document.pieces[2].heading)] == "1"


def test_an_undated_leaf_beside_dated_ones() -> None:
    document = read(
        entry("a") + "<div><head>On ink</head><p>words</p></div>" + entry("b", "1941-05-05")
    )
    assert whens(document) == ["1941-05-03", None, "1941-05-05"]


def test_nested_entries_are_read_after_the_outer_one() -> None:
    document = read(
        '<div type="entry" xml:id="o"><head><date when="1941-05-03">3</date></head><p>a</p>'
        '<div type="entry" xml:id="i"><head><date when="1941-05-01">1</date></head><p>b</p></div><p>c</p></div>'
    )
    assert [(p.locator, document.text[p.start : p.end].split()) for p in document.pieces] == [
        ("o", ["3", "a", "c"]), ("i", ["1", "b"])
    ]  # fmt: skip
    assert "nested entry" in [f.kind for f in document.findings]


def test_a_poem_with_a_date_inside_an_entry_is_part_of_it() -> None:
    document = read(
        entry(
            "a</p><div type='poem'><head><date when='1820-01-01'>then</date></head><l>b</l></div><p>c"
        )
    )
    assert whens(document) == ["1941-05-03"]


def test_one_file_one_notebook_is_dated_by_its_header() -> None:
    header = "<profileDesc><creation><date notBefore='1847' notAfter='1854' cert='medium'/></creation></profileDesc>"
    document = read("<div><p>a</p></div><div><p>b</p></div>", header)
    assert whens(document) == ["1847/1854"]
    assert document.pieces[0].when.sure < 1


def test_a_file_dated_by_its_header_is_one_entry_though_two_divisions_make_it_up() -> None:
    title = "<titleStmt><title type='iso-date'>1889-03-28</title></titleStmt>"
    two = "<div type='day'><p><date when='1889-03-28'>28</date> a</p></div>" * 2
    data = tei(two).replace(b"<titleStmt><title>A pocket book</title></titleStmt>", title.encode())
    assert whens(READER.read("b.xml", data, {})) == ["1889-03-28"]
    other = data.replace(b"<div type='day'>", b"<div type='day' who='#anna'>", 1)
    assert len(whens(READER.read("b.xml", other, {}))) == 2


def test_prose_without_divisions_is_left_to_the_days() -> None:
    assert read("<p>3 May 1941</p><p>words</p>").pieces == ()


def test_front_and_back_matter() -> None:
    document = read(entry("a"), front="<front><p>Found in a box.</p></front>")
    assert next((p.kind, document.text[p.start : p.end].strip()) for p in document.pieces) == (
        "front",
        "Found in a box.",
    )


def test_prefixed_and_missing_namespaces_read_the_same() -> None:
    plain = tei(entry("one <hi>two</hi> three"))
    prefixed = (
        b'<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:text><t:body><t:div type="entry"><t:head>'
        b'<t:date when="1941-05-03">the day</t:date></t:head><t:p>one <t:hi>two</t:hi> three</t:p></t:div>'
        b"</t:body></t:text></t:TEI>"
    )
    bare = plain.replace(b' xmlns="http://www.tei-c.org/ns/1.0"', b"")
    texts = {READER.read("b.xml", data, {}).text for data in (plain, prefixed, bare)}
    assert texts == {"the day\n\none two three"}


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<TEI><text>", "line 1"),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/></TEI>", "no text"),
        (b"<html><body/></html>", "root element is html"),
        (b"<TEI>" + b"<div>" * 10_000, "line 1"),
        (
            b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(
                b'<!ENTITY b%d "%s">' % (i, b"&%s;" % (b"a" if i == 0 else b"b%d" % (i - 1)) * 10)
                for i in range(12)
            )
            + b"]><TEI><text><body><p>&b11;</p></body></text></TEI>",
            "line",
        ),
    ],
)
def test_what_cannot_be_read_says_so_on_one_line(data: bytes, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        READER.read("box/page.xml", data, {})
    assert said in str(caught.value)
    assert str(caught.value).startswith("box/page.xml: ")
    assert "\n" not in str(caught.value)


def test_outside_entities_are_never_fetched(tmp_path: object) -> None:
    secret = tmp_path / "secret.txt"  # type: ignore[operator]
    secret.write_text("CANARY")
    data = f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode() + tei(
        entry("a &x; b")
    )
    try:
        text = READER.read("b.xml", data, {}).text
    except SourceError:
        return
    assert "CANARY" not in text


def test_entities_of_the_file_itself_are_text() -> None:
    data = b'<!DOCTYPE TEI [<!ENTITY eacute "&#233;">]>' + tei(entry("caf&eacute;"))
    assert READER.read("b.xml", data, {}).text.endswith("café")


# ------------------------------------------------------------------ laws

WORDS = st.text(alphabet="ab é\n\t -¬œß&<字か、한", max_size=12)
TAGS = st.sampled_from(
    [
        "p",
        "hi",
        "del",
        "add",
        "persName",
        "rs",
        "note",
        "choice",
        "sic",
        "corr",
        "lb",
        "pb",
        "gap",
        "subst",
        "seg",
        "fw",
        "date",
        "ref",
        "q",
        "lg",
        "l",
        "list",
        "item",
        "unknown",
        "head",
        "foreign",
        "unclear",
        "div",
        "table",
        "row",
        "cell",
        "figure",
        "figDesc",
    ]
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> etree._Element:
    element = etree.Element("{http://www.tei-c.org/ns/1.0}" + draw(TAGS))
    element.text = draw(WORDS)
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        child = draw(trees(depth=depth - 1)) if draw(st.booleans()) else etree.Comment("kept out")
        child.tail = draw(WORDS)
        element.append(child)
    if draw(st.booleans()):
        element.set("ref", draw(st.sampled_from(["#a", "#a #b", ""])))
    if draw(st.integers(0, 5)) == 0:
        element.set("break", "no")
    if draw(st.integers(0, 7)) == 0:
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


@given(st.lists(trees(), min_size=1, max_size=3))
def test_every_character_of_any_tree_is_copied_once_or_named_as_left_out(
    elements: list[etree._Element],
) -> None:
    root = etree.fromstring(tei(""))
    body = next(root.iter("{*}body"))
    for element in elements:
        body.append(element)
    data = etree.tostring(root)
    document = READER.read("b.xml", data, {})
    assert unaccounted(document, data) == ({}, [])
    length = len(document.text)
    assert all(0 <= s.start <= s.end <= length for s in document.spans)
    assert list(document.spans) == sorted(document.spans, key=lambda s: (s.start, -s.end))
    if document.pieces:
        ends = [0, *(piece.end for piece in document.pieces)]
        assert all(piece.start == end for piece, end in zip(document.pieces, ends, strict=False))
        assert ends[-1] == length


@given(st.lists(trees(), min_size=1, max_size=3), st.data())
def test_offsets_return_home(elements: list[etree._Element], data: st.DataObject) -> None:
    """Any stretch of reading text leads to stretches of the source with the same letters."""
    root = etree.fromstring(tei(""))
    body = next(root.iter("{*}body"))
    for element in elements:
        body.append(element)
    raw = etree.tostring(root)
    document = READER.read("b.xml", raw, {})
    text = document.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    from tests.readers.accounting import text_nodes

    nodes = text_nodes(etree.fromstring(raw))
    homes = document.offsets.home(start, end)
    there = "".join(nodes[home.node][home.start : home.end] for home in homes)
    assert there.split() == text[start:end].split() or "".join(there.split()) == "".join(
        text[start:end].split()
    )
    for home in homes:
        back = list(document.offsets.reading(home.node, home.start, home.end))
        assert sum(right - left for left, right in back) == home.end - home.start
        assert all(start <= left and right <= end for left, right in back)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>雨の\n   朝。\n\n庭へ</p>", "雨の朝。庭へ"),
        ("<p><hi>雨</hi>\n <hi>朝</hi></p>", "雨朝"),
        ("<p>雨\n<hi>朝</hi></p>", "雨朝"),
        ("<p><hi>雨</hi>\n朝</p>", "雨朝"),
        ("<p>雨 朝</p>", "雨 朝"),  # no line ends here
        ("<p>雨\nRegen</p>", "雨 Regen"),
        ("<p>Regen\n雨</p>", "Regen 雨"),
        ("<p>비가\n온다</p>", "비가 온다"),  # Korean parts its words
        ("<p>雨\n비</p>", "雨 비"),
        ("<p>dé\njà  là\n雨\n朝</p>", "dé jà là 雨朝"),
    ],
)
def test_lines_that_break_between_wide_characters_leave_no_space(body: str, expected: str) -> None:
    raw = tei(body)
    document = READER.read("b.xml", raw, {})
    assert expected in document.text
    from tests.readers.accounting import text_nodes

    nodes = text_nodes(etree.fromstring(raw))
    begin = document.text.index(expected)
    for at in range(begin, begin + len(expected)):
        there = "".join(nodes[h.node][h.start : h.end] for h in document.offsets.home(at, at + 1))
        assert there.split() == document.text[at].split()
