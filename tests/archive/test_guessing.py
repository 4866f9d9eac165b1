"""What `carnet new` makes of a box that nobody has described."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carnet.archive import Archive
from carnet.archive.guessing import guess
from carnet.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

DAYS = """

3 May 1911

Rain all day. My diary is wet, and so is everything that it says of the sun.

4 May 1911

Less rain. I have counted it.
"""

TITLES = {
    "The diary of Ada Lind": "The diary of Ada Lind",
    "THE LIND JOURNALS.": "The Lind Journals",
    "JOURNAL D\u2019UN VOYAGEUR PENDANT LA PLUIE": "Journal d\u2019un Voyageur Pendant la Pluie",
    "Produced by two volunteers\nand a machine.\n\n\nThe Journal\n\nof\n\nAda Lind": "",
    "THE JOURNAL OF\n\nADA LIND": "The Journal of Ada Lind",
    "Ein Tagebuch": "Ein Tagebuch",
    "Journal, Malm\u00f6, 2 May 1911": "",  # the heading of a day
    "Everything in this diary is true, and I can prove it, with the exception of Thursday.": "",
    "To whom it may concern.": "",
}


@pytest.mark.parametrize("top", TITLES)
def test_a_plain_text_says_what_it_is_called(tmp_path: Path, top: str):
    file = tmp_path / "box-7.txt"
    file.write_text(top + DAYS, "utf-8")
    expected = TITLES[top] or ("The Journal" if "The Journal" in top else "lamp room")
    assert guess(tmp_path / "lamp-room", [(file, file.name)])["title"] == expected


def test_two_texts_with_two_titles_leave_the_name_of_the_folder(tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Diary number {name}{DAYS}", "utf-8")
    files = [(tmp_path / f"{name}.txt", f"{name}.txt") for name in ("one", "two")]
    assert guess(tmp_path / "lamp_room", files)["title"] == "lamp room"


def test_the_edition_in_a_box_names_the_box(tmp_path: Path):
    """Its transcripts stand beside it and say nothing; the terms of use are no notebook."""
    box = tmp_path / "box"
    box.mkdir()
    (box / "edition.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        "<title>The Lamp Room Notebook</title><author>Ada Lind</author></titleStmt>"
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
        '<text><body><div type="entry"><head><date when="1911-05-03">3 May</date></head><p>Rain.</p>'
        "</div></body></text></TEI>",
        "utf-8",
    )
    for n in range(3):
        (box / f"pass-{n}.txt").write_text(f"Typed by hand, no. {n}{DAYS}", "utf-8")
    (box / "LICENSE").write_text("You may copy this.", "utf-8")
    archive, guessed = Archive.new(tmp_path / "lamp", [box])
    with archive:
        assert guessed["title"] == "The Lamp Room Notebook"
        assert not any("LICENSE" in source for source in archive.sources.manifest())
        assert [why for name, why in archive.left if name.endswith("LICENSE")] == [
            "it tells the terms of use, and is no notebook"
        ]


def test_a_file_of_a_word_processor_is_refused_with_what_to_do(tmp_path: Path):
    file = tmp_path / "grandmother.docx"
    file.write_bytes(b"PK\x03\x04 and so on")
    with pytest.raises(Refused, match="word processor"):
        Archive.new(tmp_path / "lamp", [file])
