"""From a document to its entries: headings in prose, their titles, the language of each entry."""

import pytest

from carnet.days import find_pieces
from carnet.days.decided import shape
from carnet.decisions import new_decision, passage
from carnet.readers.markdown import MarkdownReader
from carnet.readers.plain import PlainReader
from carnet.readers.tei import TeiReader

ENGLISH = "It rained all day and we did not leave the house before the evening."
FRENCH = "Il a plu toute la journée et nous ne sommes pas sortis de la maison avant le soir."


def entries(text, reader=PlainReader, source="a.txt", **options):
    pieces, _ = find_pieces(reader().read(source, text.encode(), options), options)
    return [piece for piece in pieces if piece.kind == "entry"]


@pytest.mark.parametrize(
    ("after", "title"),
    [
        ("\n\nOF WHAT IS PUT IN BRACKETS\n\nA stenographer.", "OF WHAT IS PUT IN BRACKETS"),
        ("\n \nDER  ÖSTLICHE WIND \n\t\nEr weht.", "DER ÖSTLICHE WIND"),
        ("\n\nOF WHAT IS PUT\nIN BRACKETS\n\nProse.", ""),  # two lines
        ("\nOF WHAT IS PUT\n\nProse.", ""),  # it does not stand alone
        ("\n\nOf what is put\n\nProse.", ""),  # no capitals: it may be anything
        ("\n\nMY DEAR KINSEY,\n\nProse.", ""),  # a letter
        ("\n\nTHE END\n", ""),  # nothing follows
        ("\n\nXI\n\nProse.", ""),
        ("\n\nProse.\n\nOF WHAT IS PUT\n\nMore.", ""),
    ],
)
def test_a_line_in_capitals_under_the_heading_is_the_title(after, title):
    first, second = entries(f"2 May 1941\n\nx\n\n3 May 1941{after}\n\n")
    assert (first.title, second.title) == ("", title)


def test_the_language_is_what_is_stated_or_else_what_the_words_tell():
    two = f"3 May 1941\n\n{ENGLISH}\n\n4 May 1941\n\n{FRENCH}\n\n5 May 1941\n\nHm.\n"
    both = ("en", "fr")
    assert [piece.language for piece in entries(two)] == ["en", "fr", ""]
    assert [piece.language for piece in entries(two, languages=both)] == ["en", "fr", ""]
    assert {piece.language for piece in entries(two, language="fr")} == {"fr"}


def test_the_language_of_markdown_and_of_tei():
    one = entries(f"# 3 May 1941\n\n{FRENCH}\n", MarkdownReader, "a.md")
    assert [piece.language for piece in one] == ["fr"]
    stated = f"---\nlang: de\ndate: 1941-05-03\n---\n{FRENCH}\n"
    assert [piece.language for piece in entries(stated, MarkdownReader, "a.md")] == ["de"]
    tei = (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body>"
        f"<div when='1941-05-03'><p>{FRENCH}</p></div>"
        f"<div when='1941-05-04' xml:lang='de'><p>{FRENCH}</p></div></body></text></TEI>"
    )
    assert [piece.language for piece in entries(tei, TeiReader, "a.xml")] == ["fr", "de"]


def test_a_split_reads_its_date_in_the_calendar_of_the_archive():
    text = "3 May 1700\n\nRain.\n\nIt rained, and\n4 May 1700\nSun.\n"
    options = {"calendar": "julian", "languages": ("en",)}
    document = PlainReader().read("a.txt", text.encode(), options)
    pieces, _ = find_pieces(document, options)
    assert len(pieces) == 1
    joined, lost = shape(
        document,
        (pieces[0]._replace(end=len(text)),),
        [new_decision("split", by="M", **passage(text, at := text.rindex("4 May"), at + 10))],
        options,
    )
    assert lost == []
    assert [(str(piece.when), piece.when.calendar) for piece in joined] == [
        ("1700-05-03", "julian"),
        ("1700-05-04", "julian"),
    ]
