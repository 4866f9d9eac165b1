"""What entries are called where little tells them apart, or where their year was withheld."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from carnet.archive import Archive
from carnet.publishers.site.labels import short, unmarked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("_Easter Monday._", "Easter Monday."),
        ("_To-day, July_ 21.", "To-day, July 21."),
        ("__Undated__ leaf", "Undated leaf"),
        ("plain, snake_case", "plain, snake_case"),
        ("a _ b", "a _ b"),
    ],
)
def test_a_label_is_without_the_marks_of_transcribers(text: str, label: str) -> None:
    assert unmarked(text) == label
    assert short(text) == label


def built(tmp_path: Path, text: str) -> Path:
    source = tmp_path / "diary.txt"
    source.write_text(text, "utf-8")
    Archive.new(tmp_path / "archive", [source])[0].close()
    with Archive(tmp_path / "archive") as archive:
        archive.build()
    return tmp_path / "archive" / "site"


def page(site: Path, words: str) -> str:
    pages = (path.read_text("utf-8") for path in sorted(site.glob("entries/*.html")))
    return next(text for text in pages if words in text)


def test_entries_of_one_day_and_source_are_told_apart(tmp_path: Path) -> None:
    site = built(
        tmp_path,
        "3 May 1941\n\nThe harbour was closed before noon.\n\n3 May 1941, evening\n\nA letter at last, "
        "from Tomas.\n\n4 May 1941\n\nNothing.\n",
    )
    text = page(site, "The harbour was closed")
    beside = re.search(r"Also of this date.*?</ul>", text, re.DOTALL)
    assert beside is not None
    assert "A letter at last" in beside[0]
    assert "diary.txt" not in beside[0]


def test_a_withheld_year_is_said_in_words_and_is_no_year(tmp_path: Path) -> None:
    site = built(
        tmp_path,
        "_July 10, 19 . . ._\n\nWe both keep a diary now.\n\n_July 12._\n\nRain, and we bathed.\n\n"
        "_July 14._\n\nDora was out until nine.\n\n_Easter Monday._\n\nUp the hill with everyone.\n",
    )
    text = page(site, "Rain, and we bathed")
    assert "12 July, between 1900 and 1999" in text
    contents = (site / "contents.html").read_text("utf-8")
    assert "between 1900 and 1999" in contents
    assert 'data-d="1900"' not in contents
    easter = page(site, "Up the hill")
    assert re.search(r"\d+ (?:March|April), between", easter) is None  # no year, no Easter
