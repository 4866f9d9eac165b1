"""The pages that an essay claims, and whether the words stand on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carnet.archive import Archive
from carnet.trace import Tracer
from carnet.trace.known import Known, Told
from carnet.trace.pages import PageClaim, pages, volume_of
from carnet.trace.quotation import Part
from tests.archive.tools import carnet

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "the rope already wet"

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>The ferry</title>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body>
<pb n="213"/><div type="entry"><head><date when="1911-05-03">3 May 1911</date></head>
<p>Went to the ferry at six and found the rope already wet. The boatman would not say who had
<pb n="214"/>crossed before me, and wrote his name in the book as if nothing had been lost that day.</p></div>
<div type="entry"><head><date when="1911-05-04">4 May 1911</date></head>
<p>Counted thirty-eight herons from the mill; Tom says that it was thirty-nine, as he always does.</p>
<p><pb n="215"/>The harbour master has taken down his flag for the winter and folded it like a letter.</p></div>
</body></text></TEI>"""


@pytest.mark.parametrize(
    ("behind", "said", "first", "last"),
    [
        (" (p. 214).", "p. 214", "214", "214"),
        ("” (Diary, p. 214)", "p. 214", "214", "214"),
        ("» (S. 12–15)", "S. 12–15", "12", "15"),
        (" (pp. 214–15)", "pp. 214–15", "214", "215"),
        (" [f. 12v]", "f. 12v", "12v", "12v"),
        (" (fol. 3 r)", "fol. 3 r", "3 r", "3 r"),
        (", p. xiv.", "p. xiv", "xiv", "xiv"),
        (" (стр. 80)", "стр. 80", "80", "80"),
        (" (214)", "214", "214", "214"),
        (" (214-5)", "214-5", "214", "215"),
    ],
)
def test_pages_behind_a_quotation(behind: str, said: str, first: str, last: str):
    text = f"So she wrote “{QUOTE}”{behind} It was spring."
    start = text.index(QUOTE)
    (claim,) = pages(text, [(start, start + len(QUOTE))])
    assert claim is not None
    assert (claim.said, claim.first, claim.last) == (said, first, last)


@pytest.mark.parametrize("before", ["On p. 214 she wrote: “", "Seite 214: „", "See page 214, “"])
def test_pages_that_lead_into_a_quotation(before: str):
    text = f"{before}{QUOTE}”, and no more."
    (claim,) = pages(text, [(len(before), len(before) + len(QUOTE))])
    assert claim is not None
    assert claim.first == "214"


@pytest.mark.parametrize("behind", [" (1911)", " (see the map)", ", p. ", " and 214 herons", ""])
def test_what_is_no_page(behind: str):
    text = f"So she wrote “{QUOTE}”{behind} it was spring."
    start = text.index(QUOTE)
    assert pages(text, [(start, start + len(QUOTE))], (1905, 1915)) == [None]


def test_bare_numbers_that_count_notes_are_no_pages():
    text = "“one thing” (1) and “another thing” (2) and “a third” (3)."
    spans = [
        (text.index(one), text.index(one) + len(one))
        for one in ("one thing", "another thing", "a third")
    ]
    assert pages(text, spans) == [None, None, None]


@pytest.mark.parametrize(
    ("said", "page", "fits"),
    [
        ("p. 214", "214", True),
        ("p. 214", "[214]", True),
        ("p. 214", "213", False),
        ("pp. 214–16", "215", True),
        ("p. 214 f.", "215", True),
        ("p. 214 ff.", "216", True),
        ("p. 214", "", True),
        ("f. 12", "12v", True),
        ("f. 12r", "12v", False),
        ("p. xiv", "xiv", True),
        ("p. xiv", "14", False),
    ],
)
def test_a_page_fits(said: str, page: str, fits: bool):  # noqa: FBT001
    text = f"“{QUOTE}” ({said})"
    (claim,) = pages(text, [(1, 1 + len(QUOTE))])
    assert claim is not None
    assert claim.fits([page]) is fits


def test_a_page_that_the_archive_does_not_number_is_let_stand():
    tracer = Tracer.from_texts({"one": "Went to the ferry and found the rope already wet."})
    assert tracer.known == Known()
    (found,) = tracer.trace("She “found the rope already wet” (p. 9), she says.")
    assert (found.claimed, found.misattributed) == ("p. 9", False)


def test_wrong_pages_are_misattributions(tmp_path: Path):
    source = tmp_path / "ferry.xml"
    source.write_text(TEI, encoding="utf-8")
    carnet("new", tmp_path / "archive", source)
    essay = (
        "She “found the rope already wet” (p. 213). Nobody knew “who had crossed before me” "
        "(pp. 213–14). And she “wrote his name in the book as if nothing had been lost” (p. 213), "
        "which is odd.\n\nLater she “Counted thirty-eight herons from the mill” (214), then “folded "
        "it like a letter” (214).\n"
    )
    with Archive(tmp_path / "archive") as archive:
        archive.index()
        found = archive.trace(essay)
    assert [(one.claimed, one.misattributed) for one in found] == [
        ("p. 213", False),
        ("pp. 213–14", False),
        ("p. 213", True),
        ("214", False),
        ("214", True),
    ]


@pytest.mark.parametrize(
    ("behind", "said", "volume", "page"),
    [
        (" (II, 214).", "II, 214", 2, "214"),
        (" (vol. 3, p. 12).", "vol. 3, p. 12", 3, "12"),
        (" (Bd. IV, S. 7–9)", "Bd. IV, S. 7–9", 4, "7"),
        (" (3 May 1911)", None, 0, ""),
    ],
)
def test_a_volume_before_the_page(behind: str, said: str | None, volume: int, page: str):
    text = f"“{QUOTE}”{behind}"
    (claim,) = pages(text, [(1, 1 + len(QUOTE))], (1905, 1915))
    if said is None:
        assert claim is None
    else:
        assert claim is not None
        assert (claim.said, claim.volume, claim.first) == (said, volume, page)


def test_the_volume_that_a_source_says_it_is():
    assert [
        volume_of(name) for name in ("diary-vol-2.xml", "Band_IV.txt", "tome1.md", "may.txt")
    ] == [2, 4, 1, 0]
    known = Known(pages=lambda _: [(0, "214")])
    part = Part("e", 0, 5, "diary-vol2.txt", 0, 5, "words")
    for number, said in ((2, None), (3, "III, 214")):
        claim = PageClaim("III, 214", "214", "214", volume=number)
        assert known.wrong(Told(None, claim), [part]) == said
