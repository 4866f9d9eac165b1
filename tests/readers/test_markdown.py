"""Markdown: what it says, that nothing is lost, that offsets return home, that time is linear."""

import contextlib
import html
import os
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.errors import SourceError
from carnet.readers.frontmatter import front_matter
from carnet.readers.markdown import MarkdownReader

ENTITY = re.compile(r"&#?\w+;")


def read(text, source="notes.md", **options):
    return MarkdownReader().read(source, text.encode(), options)


def spans(document, *kinds):
    return [
        (span.kind, span.value, document.text[span.start : span.end])
        for span in document.spans
        if span.kind in kinds
    ]


def entries(document):
    return [
        (piece.kind, piece.locator, piece.when and str(piece.when)) for piece in document.pieces
    ]


# Marks


@pytest.mark.parametrize(
    ("text", "reading", "said"),
    [
        ("a *b* _c_", "a b c", [("italic", "", "b"), ("italic", "", "c")]),
        ("**b** __c__", "b c", [("bold", "", "b"), ("bold", "", "c")]),
        ("~~b~~ ~c~", "b ~c~", [("strike", "", "b")]),
        ("*a **b** c*", "a b c", [("italic", "", "a b c"), ("bold", "", "b")]),
        ("**a*b**", "a*b", [("bold", "", "a*b")]),
        ("snake_case_word 2*3*4", "snake_case_word 234", [("italic", "", "3")]),
        ("* a ** b", "a ** b", [("item", "", "a ** b")]),
        (r"\*a\* \q", r"*a* \q", []),
        ("`*a*` ``b`c``", "*a* b`c", [("code", "", "*a*"), ("code", "", "b`c")]),
        ("[a *b*](http://c.d/e_(f))", "a b",
         [("link", "http://c.d/e_(f)", "a b"), ("italic", "", "b")]),
        ("[a](<b c> 'd')", "a", [("link", "b c", "a")]),
        ("[a](b c) [a]() [a", "[a](b c) a [a", [("link", "", "a")]),
        ("*a [b*](c)", "*a b*", [("link", "c", "b*")]),
        ("[a [b](c) d](e)", "[a b d](e)", [("link", "c", "b")]),
        ("![the sea](sea.jpg)", "the sea", [("figure", "sea.jpg", "the sea")]),
        ("![[sea.jpg|300]].", ".", [("figure", "sea.jpg", "")]),
        ("[[Anna]] [[Anna K|she]]", "Anna she", [("name", "Anna", "Anna"), ("name", "Anna K", "she")]),
        ("[[1941-05-03]]", "1941-05-03", [("date", "1941-05-03", "1941-05-03")]),
        ("<http://a.b> <c@d.e>", "http://a.b c@d.e",
         [("link", "http://a.b", "http://a.b"), ("link", "mailto:c@d.e", "c@d.e")]),
        ("#tag @who [ ] x", "#tag @who [ ] x", []),
        ("A &amp; B &eacute;&#233; &nope; &#0;", "A & B éé &nope; \ufffd", []),
        ("`a *b* [c](", "`a b [c](", [("italic", "", "b")]),
    ],
)  # fmt: skip
def test_marks_within_a_line(text, reading, said):
    document = read(text)
    assert document.text == reading
    assert spans(document, *({kind for kind, _, _ in said} or {"italic", "link"})) == said


def test_lines_of_a_paragraph_stay_lines():
    document = read("one *two\nthree* four\n\nfive\n")
    assert document.text == "one two\nthree four\n\nfive\n"
    assert spans(document, "p") == [("p", "", "one two\nthree four"), ("p", "", "five")]


def test_headings():
    document = read("# One #\n\nTwo *x*\n===\n\nThree\n---\n\n#tag\n\n##### Five\n\na\nb\n---\n")
    assert spans(document, "head") == [
        ("head", "1", "One"),
        ("head", "1", "Two x"),
        ("head", "2", "Three"),
        ("head", "5", "Five"),
    ]
    assert document.text.endswith("a\nb\n---\n")  # a rule under several lines is no heading


def test_lists_and_quotations():
    document = read(
        "- one\n  - *in\n    ner*\n- two\n\n  more\n\n1. first\n2. second\n\n> said\n> > deep\n\nend"
    )
    assert document.text == "one\nin\nner\ntwo\n\nmore\n\n1. first\n2. second\n\nsaid\ndeep\n\nend"
    assert spans(document, "item", "quote", "italic") == [
        ("item", "", "one\nin\nner"),
        ("item", "", "in\nner"),
        ("italic", "", "in\nner"),
        ("item", "", "two\n\nmore"),
        ("item", "1", "1. first"),
        ("item", "2", "2. second"),
        ("quote", "", "said\ndeep"),
        ("quote", "", "deep"),
    ]


def test_a_number_that_counts_nothing_is_no_item():
    document = read("3. Mai, Paris.\n\nIm Jahre\n1. etwas")
    assert document.text == "3. Mai, Paris.\n\nIm Jahre\n1. etwas"
    assert not spans(document, "item")


def test_code_is_verbatim_and_an_unclosed_fence_swallows_nothing():
    document = read("```py\n*a* > b\n> c\n```\n\n```\n*d*\n\n## 3 May 1941\n")
    assert spans(document, "code", "italic") == [
        ("code", "py", "*a* > b\n> c"),
        ("italic", "", "d"),
    ]
    assert entries(document)[-1] == ("entry", "3 May 1941", "1941-05-03")


@pytest.mark.parametrize(
    ("text", "reading", "cells"),
    [
        ("| *a* | b \\| c |\n|:--|---|\n| d |  |\n|  | e", "a\tb | c\nd\t\n\te", ["a", "b | c", "d", "\t", "e"]),
        ("> | a | b |\n> |---|---|\n> | c | d |", "a\tb\nc\td", ["a", "b", "c", "d"]),
        ("- x\n  | a |\n  |---|\n  | b |", "x\na\nb", ["a", "b"]),
        ("| a | b |\n| c | d |", "| a | b |\n| c | d |", []),  # no rule: words between strokes
        ("|\n|-|\n|", "\n", []),
    ],
)  # fmt: skip
def test_tables_are_rows_of_cells(text, reading, cells):
    document = read(text)
    assert document.text == reading
    found = [span for span in document.spans if span.kind == "cell"]
    assert [reading[span.start : span.end] for span in found] == cells
    assert {finding.kind for finding in document.findings} <= {"empty"}


def test_html_is_literal():
    text = "<div class='x_y_z'>*e*</div> <!-- f -->"
    document = read(text)
    assert document.text == text.replace("*e*", "e")
    (finding,) = document.findings
    assert (finding.kind, document.text[finding.start : finding.end]) == (
        "html",
        "<div class='x_y_z'>",
    )


def test_references():
    document = read('[a][B] [b][] [b] [c]\n\n[b]: http://x.y "T"\n[Paris]: arrivée hier')
    assert document.text.rstrip() == "a b b [c]\n\n\n[Paris]: arrivée hier"
    assert spans(document, "link") == [("link", "http://x.y", w) for w in "abb"]
    assert [omission.reason for omission in document.omissions] == ["link definition", "link label"]


def test_titles_of_links_are_omitted_by_name():
    (omission,) = read('[a](b "A title")').omissions
    assert (omission.reason, omission.text) == ("link title", "A title")


# Footnotes


def test_a_footnote_goes_to_the_end_of_its_entry():
    document = read(
        "# 3 May 1941\n\nRain[^1].\n\n## Evening\n\nMore.\n\n# 4 May 1941\n\nSun[^b].\n\n"
        "[^1]: *Very*\n    wet.\n\n    All day.\n[^b]: Hot.\n[^c]: Unused.\n"
    )
    texts = [document.text[piece.start : piece.end] for piece in document.pieces]
    assert texts == [
        "3 May 1941\n\nRain.\n\nEvening\n\nMore.\n\nVery\nwet.\n\nAll day.\n",
        "4 May 1941\n\nSun.\n\nUnused.\nHot.\n",
    ]
    assert spans(document, "note", "noteref", "italic") == [
        ("noteref", "1", ""),
        ("note", "1", "Very\nwet.\n\nAll day."),
        ("italic", "", "Very"),
        ("noteref", "b", ""),
        ("note", "c", "Unused."),
        ("note", "b", "Hot."),
    ]


def test_without_entries_a_footnote_goes_to_the_end_of_its_paragraph():
    document = read("One[^1].\n\nTwo.\n\n[^1]: Note.")
    assert document.text == "One.\nNote.\n\nTwo.\n\n"


def test_a_reference_to_no_note_is_text():
    assert read("One[^1].").text == "One[^1]."


# Front matter


def test_fields_of_front_matter():
    document = read(
        "---\nTitel: \"Mein \\\"Buch\\\"\"\ndatum: 1941-05-03  # a Saturday\nOrt: 'L''Isle'\n"
        "tags: [a, \"b, c\", 'd']\nleute:\n  - Anna\n  - Ben\nyes: no\nsprache: de\n---\n\nText."
    )
    assert document.text == "Text."
    assert document.meta == {
        "title": 'Mein "Buch"',
        "date": "1941-05-03",
        "place": "L'Isle",
        "tags": ["a", "b, c", "d"],
        "leute": ["Anna", "Ben"],
        "yes": "no",
        "language": "de",
        "encoding": "utf-8",
    }
    (piece,) = document.pieces
    assert (str(piece.when), piece.title, piece.language) == ("1941-05-03", 'Mein "Buch"', "de")
    assert document.findings == ()


def test_toml():
    document = read('+++\ntitle = "T"\ndate = 1941-05-03T10:00:00Z\n[a]\nb = [1, 2]\n+++\nText.')
    assert document.meta["a"] == {"b": ["1", "2"]}
    assert entries(document) == [("entry", "", "1941-05-03")]


@pytest.mark.parametrize(
    "raw", ["a: &x 1\n", "a: [b\n", "a: {b: c}\n", "a: 1\na: 2\n", 'a: "b\n', "a:\n  b: c\n  d\n"]
)
def test_what_is_not_understood_is_kept_and_said(raw):
    document = read(f"---\n{raw}---\nText.")
    assert document.meta["front matter"] == raw
    assert document.omissions[0].text == raw
    assert [finding.kind for finding in document.findings] == ["front matter"]


def test_fields_within_fields():
    raw = (
        "title: A day\npeople:\n  family:\n    - Ada\n    - Bela\n  guests: [Cosmo, Dora]\n"
        "places:\n  [\n    Rome,\n    'Ostia',\n  ]\nmood:\n- calm\n- tired\nweather: |\n"
        "  wind\n  rain\nnote: >-\n  two\n  lines\nflow:\n  done: true\n\n  # aside\n  by: E. F.\n"
    )
    document = read(f"---\n{raw}---\nText.")
    assert document.findings == ()
    meta = document.meta
    assert meta["people"] == {"family": ["Ada", "Bela"], "guests": ["Cosmo", "Dora"]}
    assert (meta["places"], meta["mood"]) == (["Rome", "Ostia"], ["calm", "tired"])
    assert (meta["weather"], meta["note"]) == ("wind\nrain", "two lines")
    assert meta["flow"] == {"done": "true", "by": "E. F."}
    assert document.omissions[0].text == raw


def test_comments_are_left_out_and_named():
    text = (
        "---\ndate: 1873-01-11\n---\n%% 001 %%\n%% to check: the name %%\n# Saturday 11 January 1873\n\n"
        "We rode %%with whom?%% to the sea.\n\n%%\nnot for others\n%%\n\nRain, 100%% wet.\n\n"
        "```\n%% kept %%\n```\n"
    )
    document = read(text)
    assert document.text == (
        "Saturday 11 January 1873\n\nWe rode  to the sea.\n\n\nRain, 100%% wet.\n\n\n%% kept %%\n\n"
    )
    said = [each.text for each in document.omissions if each.reason == "comment"]
    assert said == [
        "%% 001 %%", "%% to check: the name %%", "%%with whom?%%", "%%\nnot for others\n%%",
    ]  # fmt: skip
    (piece,) = document.pieces
    assert document.text[slice(*piece.heading)] == "Saturday 11 January 1873"


@pytest.mark.parametrize(
    "text", ["---\nProse\nbetween rules.\n---\nMore.", "---\na: b\nno end", "+++\n"]
)
def test_what_is_no_front_matter(text):
    assert front_matter(text) is None
    assert read(text).text == text


# Entries


def test_headings_with_dates_are_entries():
    document = read(
        "Preface.\n\n# 1941\n\n## 3 May 1941\n\nRain.\n\n### Morning\n\n## Undated\n\nx\n\n"
        "## 2021-02-20: Lunch\n\ny\n\n## A thought\n\nz\n\n## 3 May 1941\n\n# Appendix\n\nWords.\n"
    )
    assert entries(document) == [
        ("front", "front", None),
        ("heading", "1941", None),
        ("entry", "3 May 1941", "1941-05-03"),
        ("entry", "Undated", "unknown"),
        ("entry", "2021-02-20: Lunch", "2021-02-20"),
        ("entry", "A thought", "unknown"),
        ("entry", "3 May 1941 (2)", "1941-05-03"),
        ("back", "Appendix", None),
    ]
    assert [finding.kind for finding in document.findings] == ["undated", "undated"]
    first, lunch = document.pieces[2], document.pieces[4]
    assert document.text[slice(*first.heading)] == "3 May 1941"
    assert lunch.title == "Lunch"
    assert document.pieces[3].when.written == "Undated"
    start = document.findings[0].start
    assert document.text[start : document.findings[0].end] == "Undated"


@pytest.mark.parametrize(
    ("heading", "when", "title"),
    [
        ("2 February 1911, at the quay", "1911-02-02", "at the quay"),
        ("Thursday, 2 February 1911, at the quay", "1911-02-02", "at the quay"),
        ("2 February 1911 - at the quay", "1911-02-02", "at the quay"),
        ("2 February 1911 (at the quay)", "1911-02-02", "at the quay"),
        ("Paris, 2 février 1911 : la grève, encore", "1911-02-02", "la grève, encore"),
        ("2 February 1911, Paris", "1911-02-02", ""),
        ("2 February 1911, Paris, the strike", "1911-02-02", "the strike"),
        ("2 February 1911 – 4 February 1911, on board", "1911-02-02/1911-02-04", "on board"),
    ],
)
def test_a_heading_may_go_on_after_its_date(heading, when, title):
    document = read(f"## 1 February 1911\n\na\n\n## {heading}\n\nb\n")
    assert [str(piece.when) for piece in document.pieces] == ["1911-02-01", when]
    assert document.pieces[1].title == title
    assert document.findings == ()


@pytest.mark.parametrize(
    "heading", ["At the quay on 2 February 1911", "2 February 1911 at the quay"]
)
def test_a_date_among_the_words_of_a_heading_is_a_finding(heading):
    document = read(f"## 1 February 1911\n\na\n\n## {heading}\n\nb\n")
    assert [str(piece.when) for piece in document.pieces] == ["1911-02-01", "unknown"]
    (finding,) = document.findings
    assert finding.kind == "date"
    assert "1911-02-02" in finding.message
    assert document.text[finding.start : finding.end] == heading


def test_a_locator_is_stable_under_edits_elsewhere():
    before = read("# 3 May 1941\n\na\n\n# 4 May 1941\n\nb\n")
    after = read("New.\n\n# 2 May 1941\n\n# 3 May 1941\n\nlonger\n\n# 4 May 1941\n\nb\n")
    locators = {piece.locator for piece in before.pieces}
    assert locators <= {piece.locator for piece in after.pieces}


@pytest.mark.parametrize("text", ["# One\n\nx\n", "x", "# 3 May\n\na\n\n# 4 May 1941\n\nb\n"])
def test_what_prose_must_tell_has_no_pieces(text):
    assert read(text).pieces == ()


@pytest.mark.parametrize(
    ("source", "text", "when", "why"),
    [
        ("1941-05-03.md", "x", "1941-05-03", "the file is named 1941-05-03"),
        ("a.md", "---\ndate: 3 May 1941\n---\nx", "1941-05-03", "the front matter says so"),
        ("a.md", "---\ndate: 2020-08-31 14:11\n---\nx", "2020-08-31", "the front matter says so"),
        ("a.md", "---\ndate: 1941-05~\n---\nx", "1941-05~", "the front matter says so"),
        ("a.md", "---\ntitle: Feb 20th, 2021\n---\nx", "2021-02-20", "its title is a date"),
        ("a.md", "---\ncreated: 2020-08-31T14:11:00Z\n---\nx", "2020-08-31",
         "the front matter says that it was made then"),
        ("1941-05-03.md", "---\ncreated: 1613844220407\n---\nx", "1941-05-03",
         "the file is named 1941-05-03"),
    ],
)  # fmt: skip
def test_a_file_that_is_dated_is_one_entry(source, text, when, why):
    document = read(text, source)
    (piece,) = document.pieces
    assert (piece.kind, piece.locator, str(piece.when), piece.when.why) == (
        "entry",
        "",
        when,
        (why,),
    )
    assert document.findings == ()


def test_doubts_about_the_date_of_a_file():
    document = read("---\ndate: 1941-05-04\n---\n# 5 May 1941\nx", "1941-05-03.md")
    assert entries(document) == [("entry", "", "1941-05-04")]
    assert [finding.kind for finding in document.findings] == ["date", "date"]
    document = read("---\ndate: soon\n---\nx")
    assert entries(document) == [("entry", "", "unknown")]
    assert document.findings[0].message == "the date in the front matter cannot be read: 'soon'"


def test_a_dated_heading_of_the_same_day_is_the_heading():
    document = read("# 3 May 1941\n\nRain.", "1941-05-03.md")
    (piece,) = document.pieces
    assert document.text[slice(*piece.heading)] == "3 May 1941"
    assert document.findings == ()


def test_a_month_file_with_days_is_many_entries_or_left_to_prose():
    days = read("# 3 May 1941\n\na\n\n# 4 May 1941\n\nb\n", "1941-05.md")
    assert [when for _, _, when in entries(days)] == ["1941-05-03", "1941-05-04"]
    assert read("# 3 May\n\na\n\n# 4 May\n\nb\n", "1941-05.md").pieces == ()
    assert entries(read("Only prose.", "1941-05.md")) == [("entry", "", "1941-05")]


def test_a_file_without_words_has_no_entry():
    document = read("---\ntitle: Sep 20th, 2020\n---\n\n-", "2020_09_20.md")
    assert entries(document) == [("other", "", None)]
    assert [finding.kind for finding in document.findings] == ["empty"]


# Laws

FRAGMENTS = [
    *"*_~`[](){}<>!#-+=|>&;:\\\"'^ \n\n\n",
    *("**", "~~", "```", "[[", "]]", "![", "](", "[^1]", "[^1]: ", "[a]: http://b ", "&amp;"),
    *(
        "> ",
        "- ",
        "1. ",
        "2. ",
        "    ",
        "\t",
        "# ",
        "## ",
        "\n---\n",
        "\n\n",
        "<b>",
        "---\n",
        "+++\n",
    ),
    *(
        "a",
        "b",
        "word",
        "Été",
        "3 May 1941",
        "4 May 1941",
        "1941-05-03",
        "date: ",
        "7",
        "\u0301",
        "😀",
    ),
    *(
        "\n# 3 May 1941\n",
        "\n## 4 May 1941\n",
        "\n# Undated\n",
        "\n[^1]: note\n",
        "\f",
        "\u00a0",
        "\r",
    ),
]
texts = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join) | st.text(max_size=200)
names = st.sampled_from(["notes.md", "1941-05-03.md", "1941-05.md"])


@settings(max_examples=400)
@given(texts, names)
def test_nothing_is_lost_and_offsets_return_home(text, source):
    text = text.replace("\0", "")
    data = text.encode("utf-8", "surrogatepass")
    try:
        document = MarkdownReader().read(source, data, {})
    except SourceError:
        return
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = re.sub("[\0-\x08\x0e-\x1f]", "?", text)
    size = len(document.text)

    begun = {offset for _, _, _, offset in document.offsets.runs}
    copied = Counter()
    for start, length, node, offset in document.offsets.runs:
        assert node == 0
        here, there = document.text[start : start + length], text[offset : offset + length]
        entity = ENTITY.match(text, offset) if length == 1 and offset + 1 not in begun else None
        if entity and here == html.unescape(entity[0]):
            copied.update(range(*entity.span()))
        else:
            assert here == there or "?" in there
            copied.update(range(offset, offset + length))
    assert not copied or max(copied.values()) == 1

    lost = Counter(c for i, c in enumerate(text) if c.isalnum() and i not in copied)
    told = Counter("".join(omission.text for omission in document.omissions))
    told += Counter("".join(span.value for span in document.spans))
    assert not lost - told

    assert all(0 <= span.start <= span.end <= size for span in document.spans)
    if document.pieces:
        assert [piece.start for piece in document.pieces] == [
            0,
            *(piece.end for piece in document.pieces[:-1]),
        ]
        assert document.pieces[-1].end == size
        assert all(piece.start < piece.end for piece in document.pieces) or not document.text
        locators = [piece.locator for piece in document.pieces]
        assert len(locators) == len(set(locators))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(SourceError):
        MarkdownReader().read("x.md", data, {})


HOSTILE = [
    *(">", "[", "]", "*", "_", "`", "<", "&", "!", "#", "-", "\\", "(", ")", "|", "~", "=", "+"),
    *(
        "*_",
        "*_*",
        "_a*",
        "**a*",
        "[a](",
        "[a](b",
        '[a](b "',
        "[a](<",
        "![",
        "[[",
        "[[a",
        "[^",
        "][",
    ),
    *(
        "`a",
        "``a`",
        "<a ",
        "<!--",
        "<a:",
        "<a@",
        "&a",
        "- ",
        "- + ",
        "> ",
        "1. ",
        "a\n- ",
        "a\n=\n",
    ),
    *(
        "```a\n",
        "~~~\n````\n",
        "[^1]: a\n",
        "[^1]\n",
        "[a]: b\n",
        "# 3 May 1941\n",
        "\n> ",
        "    - a\n",
    ),
    *("[a]: " + "x" * 900 + "\n", "a: b\n", "|a\n", "# \n", "* * ", "~~a~~", "a*b**c", "[*a](b)*"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit):
    def cost(size):
        text = "x " + unit * (size // len(unit)) + "\n\n[a]: http://b\n[^1]: c\n"
        times = []
        for _ in range(2):
            begun = time.process_time()
            read(text)
            times.append(time.process_time() - begun)
        return min(times)

    assert cost(160_000) < 8 * cost(40_000) + 0.3  # four times as long; sixteen if quadratic


@pytest.mark.slow
def test_depth_without_end():
    document = read("\n".join([">" * 100_000 + "a"] * 20))
    assert document.text == "\n".join("a" * 20)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a", " ", "*a ", ">", "\n"])
def test_a_hundred_million_characters(unit):
    read("x" + unit * ((10_000_000 if unit in ("*a ", "\n") else 100_000_000) // len(unit)))


# Real diaries


@pytest.fixture
def apps():
    root = os.environ.get("CARNET_DATA")
    if not root:
        pytest.skip("CARNET_DATA names no folder of real diaries")
    return Path(root) / "apps"


@pytest.mark.data
def test_logseq(apps):
    for path in apps.glob("logseq/journals/*.md"):
        document = MarkdownReader().read(f"journals/{path.name}", path.read_bytes(), {})
        assert document.meta["named"] == path.stem.replace("_", "-")
        if document.text.strip():
            (piece,) = document.pieces
            assert piece.kind == "entry"
            assert str(piece.when) == document.meta["named"]
            assert {finding.kind for finding in document.findings} <= {"empty"}
        else:
            assert [finding.kind for finding in document.findings] == ["empty"]


@pytest.mark.data
def test_dendron(apps):
    found = {}
    for path in apps.glob("dendron/*.md"):
        document = MarkdownReader().read(path.name, path.read_bytes(), {})
        found[path.name] = document.meta.get("named")
        assert "stub" not in document.text
        assert not [finding for finding in document.findings if finding.kind != "empty"]
    assert found == {
        "dendron.journal.2021.02.20.md": "2021-02-20",
        "dendron.journal.2021.02.md": "2021-02",
        "dendron.journal.2021.md": None,
        "dendron.journal.md": None,
        "people.journal.2020-07-17-105322.md": "2020-07-17",
    }
