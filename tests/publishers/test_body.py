"""From text and spans to HTML: laws for any spans, and the looks of each kind."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.edition import Note
from carnet.model import Mention, Span
from carnet.publishers.site.apparatus import compose
from carnet.publishers.site.body import ask, render
from carnet.publishers.site.escape import address, clean, language
from carnet.publishers.site.marks import Marks
from carnet.publishers.site.nested import nested
from carnet.publishers.site.setting import set_all
from carnet.publishers.site.words import words_in
from tests.publishers.conftest import over

MARKS = Marks(words_in("en"))
VOID = {"br"}
OURS = {"ed", "page", "withheld", "noteref"}  # words that are not the text's
BLOCKS = {"p", "h2", "h3", "ul", "li", "div", "table", "tr", "td", "blockquote", "ol"}
MARKUP = [
    "p",
    "head",
    "line",
    "cell",
    "item",
    "quote",
    "verse",
    "page",
    "note",
    "noteref",
    "figure",
    "formula",
    "sign",
    "italic",
    "bold",
    "underline",
    "small",
    "super",
    "sub",
    "spaced",
    "smallcaps",
    "strike",
    "deleted",
    "added",
    "unclear",
    "supplied",
    "gap",
    "foreign",
    "hand",
    "expanded",
    "corrected",
    "regularised",
    "date",
    "calendar",
    "link",
    "person",
    "place",
    "withheld",
    "unheard-of",
]

texts = st.text(st.sampled_from("ab <&>\"'\n\n\t\x00\x1b\u0085é\ud800\ufffe𝔘"), max_size=60)
values = st.sampled_from(["", "x", "1", "fr", "https://a.example/?b=1&c", 'javascript:"<b>', "<"])


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, list[Span], list[Mention]]:
    """What most texts are: paragraphs, and marks and names that nest in them, or nearly."""
    text = "\n\n".join(draw(st.lists(st.text("ab <&é\n\ufffe", max_size=12), max_size=4)))
    spans, mentions = [], []
    at = 0
    for part in text.split("\n\n"):
        end = at + len(part)
        spans.append(Span(at, end, draw(st.sampled_from(["p", "p", "head", "item"])), ""))
        inner = st.tuples(st.integers(at, end), st.integers(at, end)).map(sorted)
        for left, right in draw(st.lists(inner, max_size=4)):
            kind = draw(
                st.sampled_from(["italic", "bold", "link", "foreign", "page", "line", "gap"])
            )
            spans.append(Span(left, left if kind == "page" else right, kind, draw(values)))
        at = end + 2
    for left, right in draw(
        st.lists(st.tuples(st.integers(0, at), st.integers(0, at)), max_size=2)
    ):
        mentions.append(
            Mention(min(left, right), max(left, right), "x", "person", None, None, "", "stated")
        )
    return text, spans, mentions


@given(paragraphs(), st.booleans())
@settings(max_examples=600)
def test_what_is_a_tree_already_is_set_as_anything_is(
    given_: tuple[str, list[Span], list[Mention]],
    numbered: bool,  # noqa: FBT001
) -> None:
    text, spans, mentions = given_
    asked = ask(text, spans, mentions, MARKS)
    quick = nested(text, *asked[:3], 2, numbered=numbered)
    if quick is not None:
        assert quick == set_all(text, *asked[:3], 2, lines=asked.lines, numbered=numbered)


def test_the_quick_way_was_taken() -> None:
    one, whole = Span(0, 3, "italic", ""), Span(0, 9, "p", "")
    asked = ask(
        "one & two", [whole, one], [Mention(6, 9, "two", "person", None, None, "", "stated")], MARKS
    )
    html = nested("one & two", *asked[:3], 2, numbered=True)
    assert html is not None
    assert html.startswith('<p id="p1"><a class="para" href="#p1"')
    assert "<i>one</i> &amp; <span" in html
    crossing = ask("one & two", [whole, one, Span(1, 5, "bold", "")], [], MARKS)
    assert nested("one & two", *crossing[:3], 2, numbered=True) is None


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, list[Span], list[Mention], list[Note]]:
    text = draw(texts)
    at = st.integers(0, len(text))
    pair = st.tuples(at, at).map(sorted)
    spans = [
        Span(*draw(pair), draw(st.sampled_from(MARKUP)), draw(values))
        for _ in range(draw(st.integers(0, 12)))
    ]
    mentions = [
        Mention(
            *(two := draw(pair)),
            text[two[0] : two[1]],
            "person",
            draw(values),
            None,
            "<b>",
            "stated",
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    notes = [
        Note(*draw(pair), "a <note>", "x", "2026-11-22") for _ in range(draw(st.integers(0, 2)))
    ]
    return text, spans, mentions, notes


class Strict(HTMLParser):
    """Reads HTML as it stands: every element closed, in its order, and where it may be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.text = ""
        self.ids: list[str] = []
        self.aims: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        names = [name for name, _ in self.open]
        if tag in BLOCKS:
            assert not {"p", "h2", "h3", "span", "i", "b", "a"} & set(names), (tag, names)
        if tag == "a":
            assert "a" not in names
            assert named["href"].startswith(("#", "http"))
        if tag == "li":
            assert names[-1] in {"ul", "ol"}
        if tag == "td":
            assert names[-1] == "tr"
        if names and names[-1] in {"ul", "table", "tr"}:
            assert tag in {"li", "tr", "td"}
        assert not {name for name in named if name.startswith("on") or name == "style"}
        assert tag not in {"script", "img", "iframe", "style", "base", "meta"}
        self.ids += [named["id"]] if "id" in named else []
        self.aims += [named["href"][1:]] if named.get("href", "").startswith("#") else []
        if tag not in VOID:
            classes = set((named.get("class") or "").split())
            self.open.append((tag, bool(classes & OURS)))

    def handle_endtag(self, tag):
        assert self.open, f"{tag} closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if self.open and self.open[-1][0] in {"ul", "table", "tr"}:
            assert not data.strip(" \t\n\f")
        if not any(hidden for _, hidden in self.open):
            self.text += data


def read(html: str) -> Strict:
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert not parser.open
    assert len(parser.ids) == len(set(parser.ids))
    return parser


@given(spanned())
@settings(max_examples=500, deadline=None)
def test_any_spans_give_well_formed_html_with_all_the_words(case) -> None:
    text, spans, mentions, _ = case
    spans = [
        span
        for span in spans
        if span.kind not in {"note", "noteref"}
        and not (span.start == span.end and span.kind in {"gap", "unclear"})
    ]
    html = render(text, spans, mentions, MARKS)
    assert read(html).text == clean(text)
    assert "<p></p>" not in html


@given(spanned())
@settings(max_examples=500, deadline=None)
def test_any_notes_leave_every_word_once(case) -> None:
    text, spans, mentions, notes = case
    composed = compose(text, spans, mentions, notes, MARKS)
    body = read(f"<div>{composed.body}</div><ol>{composed.notes}</ol>")
    assert set(body.aims) <= set(body.ids)
    for sign in "abé𝔘":
        said = composed.body.count(sign) + composed.notes.count(sign)
        assert said >= text.count(sign)


def test_crossing_marks_are_split() -> None:
    html = render("one two three", [Span(0, 7, "italic"), Span(4, 13, "bold")], (), MARKS)
    assert html == "<p><i>one <b>two</b></i><b> three</b></p>"


def test_a_mark_over_two_paragraphs_is_in_both() -> None:
    spans = [Span(0, 3, "p"), Span(5, 8, "p"), Span(1, 7, "italic")]
    html = render("abc\n\ndef", spans, (), MARKS)
    assert html == "<p>a<i>bc</i></p>\n\n<p><i>de</i>f</p>"


def test_prose_without_spans_has_paragraphs_at_blank_lines() -> None:
    assert render("a\nb\n\nc", (), (), MARKS) == "<p>a\nb</p>\n\n<p>c</p>"


def test_a_list_within_a_paragraph_breaks_it() -> None:
    spans = [Span(0, 11, "p"), Span(3, 5, "item"), Span(5, 7, "item")]
    html = render("to:onetw ok", spans, (), MARKS)
    assert html == '<p>to:</p><ul><li>on</li><li>et</li></ul><p class="on">w ok</p>'


def test_cells_fall_into_rows_at_line_ends() -> None:
    text = "a\tb\nc\td"
    html = render(text, [Span(n, n + 1, "cell") for n in (0, 2, 4, 6)], (), MARKS)
    assert html.replace("\t", "").replace("\n", "") == (
        '<div class="table" tabindex="0"><table><tr><td>a</td><td>b</td></tr>'
        "<tr><td>c</td><td>d</td></tr></table></div>"
    )


def test_an_empty_cell_keeps_its_place() -> None:
    spans = [Span(0, 1, "cell"), Span(1, 2, "cell"), Span(2, 3, "cell")]
    assert render("a b", spans, (), MARKS).count("<td>") == 3


def test_the_written_form_and_the_editors_can_both_be_read() -> None:
    html = render("wch", [Span(0, 3, "expanded", "which")], (), MARKS)
    assert ">wch</span>" in html
    assert '<span class="ed"> [which]</span>' in html


def test_a_withheld_passage_says_until_when() -> None:
    html = render("ab", [Span(1, 1, "withheld", "2040-01-01")], (), MARKS)
    assert ">passage withheld until 1 January 2040</span>]</span>" in html
    assert ">passage withheld</span>]" in render("ab", [Span(1, 1, "withheld")], (), MARKS)


def test_paragraphs_can_be_pointed_to() -> None:
    text = "One.\n\nTwo, broken\nby a quotation\nand on.\n\nThree."
    spans = [
        over(text, "Two, broken\nby a quotation\nand on.", "p"),
        over(text, "by a quotation", "verse"),
    ]
    html = render(text, spans, (), MARKS, numbered=True)
    assert re.findall(
        r'<p id="(p\d)"><a class="para" href="#(p\d)" aria-label="(¶ \d)"></a>', html
    ) == [
        ("p1", "p1", "¶ 1"),
        ("p2", "p2", "¶ 2"),
        ("p3", "p3", "¶ 3"),
    ]
    assert "para" not in render(text, spans, (), MARKS)


def test_a_line_of_the_manuscript_can_be_shown_or_run_on() -> None:
    html = render("one\ntwo", [Span(4, 4, "line")], (), MARKS)
    assert '<br class="lb">' in html, "shown where the reader wishes it"
    assert "<br>" in render("one  \ntwo", (), (), MARKS), (
        "Markdown’s own end of a line is always one"
    )


def test_a_rejected_name_is_not_shown() -> None:
    mention = Mention(0, 3, "Tom", "person", "#x", None, "a", "rejected")
    assert render("Tom", (), [mention], MARKS) == "<p>Tom</p>"


def test_a_note_and_its_reference_lead_to_each_other() -> None:
    text = "Word and more.The note."
    spans = [Span(4, 4, "noteref", "n"), Span(14, 23, "note", "n")]
    composed = compose(text, spans, (), (), MARKS)
    assert composed.body.startswith('<p>Word<sup><a class="noteref" id="ref-1" href="#note-1"')
    assert "The note." not in composed.body
    assert 'id="note-1"' in composed.notes
    assert 'href="#ref-1"' in composed.notes
    assert "The note." in composed.notes


def test_notes_of_editors_are_told_apart() -> None:
    composed = compose("One two", (), (), [Note(0, 3, "x", "Mary", "2026-11-22")], MARKS)
    assert '<li class="editor"' in composed.notes
    assert "note by Mary, 22 November 2026" in composed.notes
    assert "One]" in composed.notes


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "http://",
        "https://a b/",
        "https://[::1",
        "http://a.example:port/",
        "\x01javascript:x",
        "blob:x",
        'https://a.example/"onclick=x',
    ],
)
def test_addresses_that_lead_nowhere_good_are_none(target: str) -> None:
    assert address(target) == ""
    html = render("word", [Span(0, 4, "link", target)], (), MARKS)
    assert "<a" not in html


@pytest.mark.parametrize(
    "target",
    [
        "https://a.example/b?c=1&d=2#e",
        "http://a.example",
        "mailto:a@b.example",
        "https://[::1]:80/x",
    ],
)
def test_addresses_of_the_web_and_of_mail_are_links(target: str) -> None:
    assert address(target) == target
    assert "<a href=" in render("word", [Span(0, 4, "link", target)], (), MARKS)


def test_forbidden_characters_are_shown_as_signs() -> None:
    assert clean("a\x00b\x1bc\x7fd\x85e\ud800f\ufffeg\r") == "a␀b␛c␡d\ufffde\ufffdf\ufffdg␍"
    assert clean("tab\tline\nno-break\xa0") == "tab\tline\nno-break\xa0"


@pytest.mark.parametrize("code", ['en"onclick=x', "<b>", "", "en us", "x" * 20])
def test_what_is_no_language_is_none(code: str) -> None:
    assert language(code) == ""


def _many(kind: str) -> tuple[str, list[Span]]:
    size = 50_000
    match kind:
        case "crossing":
            return "ab " * size, [Span(n, n + size, "italic") for n in range(size)]
        case "nested":
            return "ab " * size, [Span(n, 3 * size - n, "bold") for n in range(size)]
        case "blocks":
            return "ab " * size, [Span(n, n + size, "quote" if n % 2 else "p") for n in range(size)]
        case "notes":
            return "ab " * size, [Span(3 * n, 3 * n + 2, "note", str(n)) for n in range(size)]
        case "deep notes":
            return "ab " * size, [Span(n, 3 * size - n, "note", str(n)) for n in range(size)]
        case _:
            return "ab\n\n" * size * 5, []


@pytest.mark.parametrize("kind", ["crossing", "nested", "blocks", "notes", "deep notes", "long"])
def test_many_spans_take_time_in_proportion(kind: str) -> None:
    text, spans = _many(kind)
    start = time.process_time()
    composed = compose(text, spans, (), (), MARKS)
    assert time.process_time() - start < 15
    assert len(composed.body) + len(composed.notes) < 3_000 * len(text)


def test_underscores_that_were_typed_for_italics_are_there_and_not_seen():
    text = "_Le mot_, said"
    html = render(text, [Span(0, 14, "p"), Span(0, 8, "italic", "_")], (), MARKS)
    typed = '<span class="typed">_</span>'
    assert f"<i>{typed}Le mot{typed}</i>" in html
    assert re.sub(r"<[^>]*>", "", html) == text
    cut = render("mot_, said", [Span(0, 10, "p"), Span(0, 4, "italic", "_")], (), MARKS)
    assert f"<i>mot{typed}</i>" in cut  # an entry that begins within
