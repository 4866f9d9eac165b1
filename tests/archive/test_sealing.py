"""What is sealed appears in no byte of what is published. Each test plants words that stand nowhere
else in the world where a secret could be, seals the place, and looks through every byte."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from carnet.archive import Archive
from carnet.errors import DecisionError
from tests.archive.tools import (
    AS_OF,
    FORMS,
    Book,
    Day,
    build,
    carnet,
    clean_copy,
    decide,
    done,
    entries,
    files,
    forget_derived,
    id_of,
    lighthouse,
    make,
    refused,
    tei,
    write,
)
from tests.unpacking import unpacked

if TYPE_CHECKING:
    from pathlib import Path

CANARY = re.compile(rb"qx[a-z]+zq", re.IGNORECASE)


def published(archive: Path, folder: str = "site") -> bytes:
    """Every byte that was published, names of files and what is packed included."""
    parts = []
    for name, data in files(archive / folder).items():
        parts += [name.encode(), data, unpacked(name, data)]
        if data[:2] == b"\x1f\x8b":
            parts.append(gzip.decompress(data))
        if data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(BytesIO(data)) as packed:
                parts += [packed.read(inner) for inner in packed.namelist()]
    return b"\n".join(parts)


def leaks(archive: Path) -> set[str]:
    """The canaries that got out, by way of the site or of what `preview` prints."""
    said = done("preview", archive, "--as-of", AS_OF).out
    said += done("preview", archive, "--as-of", AS_OF, "--format", "jsonl").out
    return {found.decode().lower() for found in CANARY.findall(published(archive) + said.encode())}


def sealed(archive: Path, *shown: str) -> None:
    """Build, by what there was and from nothing: no canary anywhere, and these words still there."""
    build(archive)
    assert leaks(archive) == set()
    text = re.sub(rb"<[^>]*>", b"", published(archive)).decode("utf-8", "replace")
    text = " ".join(text.split())
    for words in shown:
        assert words in text, words
    site = files(archive / "site")
    copy = clean_copy(archive, archive.with_name(f"{archive.name}-copy"))
    build(copy)
    assert files(copy / "site") == site
    shutil.rmtree(copy)


# ---------------------------------------------------------------------- a whole entry

SECRET_TEI = """
<div type="entry" xml:id="e1"><head><date when="1911-02-01">1 February 1911</date></head>
<pb n="1" facs="leaf-1.jpg"/><p>Before: a plain day.</p><pb n="2" facs="qxleafzq.jpg"/></div>
<div type="entry" xml:id="qxkeyzq" hand="#qxhandzq" who="#qxwhozq"><head>qxheadzq
<date when="1911-02-02" n="qxattributezq">2 February 1911</date></head>
<p>I met <persName ref="#qxrefzq" key="qxpkeyzq">qxnamezq</persName> at <placeName ref="http://qxuri.example/qxplacezq">
the quay</placeName>. <choice><orig>qxorigzq</orig><reg>qxregzq</reg></choice>
<choice><sic>qxsiczq</sic><corr>qxcorrzq</corr></choice> <choice><abbr>qxabbrzq</abbr><expan>qxexpanzq</expan></choice>
<del rend="strike">qxdelzq</del> <add place="qxaddplacezq">qxaddzq</add> <gap reason="qxgapzq"/>
<unclear cert="qxcertzq">qxunclearzq</unclear> <foreign xml:lang="qxlangzq">mot</foreign>
<note resp="#qxrespzq" xml:id="qxnoteidzq">qxnotezq <persName ref="#qxinnerzq">who</persName></note>
<fw>qxfwzq</fw><figure><figDesc>qxfigzq</figDesc><graphic url="qxgraphiczq.png"/></figure>
<ref target="http://example.org/qxtargetzq">there</ref> <!-- qxcommentzq --><?qxpizq data?></p>
<pb n="3" facs="qxfacszq.jpg"/><p><quote source="qxquotezq">qxquotedzq</quote></p></div>
<div type="entry" xml:id="e3"><head><date when="1911-02-03">3 February 1911</date></head>
<p>After: a plainer day.</p></div>
"""


def test_an_entry_in_tei_with_all_that_hangs_on_it(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.xml": tei(SECRET_TEI)})
    build(archive)
    assert len(leaks(archive)) > 15  # the canaries sing where nothing is sealed
    target = id_of(archive, "qxnamezq")
    decide(archive, "note", target, "An editor says qxeditorzq.")
    decide(archive, "note", target, "And qxothernotezq.", quote="the quay")
    decide(archive, "seal", target)
    sealed(archive, "Before: a plain day.", "After: a plainer day.")
    one, three = (id_of(archive, words) for words in ("Before:", "After:"))
    first = (archive / "site" / "entries" / f"{one}.html").read_text("utf-8")
    last = (archive / "site" / "entries" / f"{three}.html").read_text("utf-8")
    assert f'rel="next" href="{three}.html"' in first
    assert f'rel="prev" href="{one}.html"' in last
    assert "leaf-1.jpg" in first
    assert target not in published(archive).decode()
    assert "div[" not in first + last


SECRET_MARKDOWN = """# The Lamp

## 1 February 1911

Before: a plain day.

## Qxplacezq, 2 February 1911

I met [[qxlinkzq|somebody]] and [qxwordzq](https://example.org/qxurlzq "qxtitlezq"). ![qxaltzq](qximagezq.jpg)
~~qxstruckzq~~ <span title="qxhtmlzq">x</span>[^secret] [there][ref]

| qxcellzq | 2 |
|---|---|

## 3 February 1911

After: a plainer day.

[^secret]: A footnote: qxfootnotezq.
[ref]: https://example.org/qxreferencezq
"""


def test_an_entry_in_markdown_with_all_that_hangs_on_it(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.md": SECRET_MARKDOWN.encode()})
    build(archive)
    assert len(leaks(archive)) > 5
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    sealed(archive, "Before: a plain day.", "After: a plainer day.")


def test_a_file_of_one_entry_with_front_matter(tmp_path: Path):
    front = '---\ntitle: qxtitlezq\ndate: 1911-02-02\nplace: qxplacezq\ntags: [qxtagzq]\nauthor: qxauthorzq\nmood: "qxmoodzq"\n---\n'
    archive = make(
        tmp_path / "a",
        {
            "1911-02-01.md": b"Before: a plain day.\n",
            "1911-02-02 qxfilezq.md": f"{front}I said qxwordzq.\n".encode(),
            "1911-02-03.txt": b"After: a plainer day.\n",
        },
    )
    build(archive)
    assert len(leaks(archive)) >= 3
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    sealed(archive, "Before: a plain day.", "After: a plainer day.")


def test_a_file_of_one_entry_in_tei_with_its_header(tmp_path: Path):
    body = '<div type="entry"><head><date when="1911-02-02">2 February 1911</date></head><p>qxwordzq</p></div>'
    archive = make(
        tmp_path / "a",
        {
            "one.xml": tei(body, title="qxtitlezq", author="qxauthorzq").replace(
                b"Ar Vran Press", b"qxpresszq"
            ),
            "two.txt": b"3 February 1911\n\nAfter: a plainer day.\n",
        },
    )
    build(archive)
    assert "qxtitlezq" in leaks(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    sealed(archive, "After: a plainer day.")


@pytest.mark.parametrize("form", FORMS)
def test_the_second_entry_of_a_day_does_not_tell_of_the_first(tmp_path: Path, form: str):
    days = [Day("1911-02-02", "It is qxwordzq."), Day("1911-02-02", "After: a plainer hour.")]
    archive = make(tmp_path / "a", {f"lamp.{form}": Book(days).written(form)})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    sealed(archive, "After: a plainer hour.")
    page = (archive / "site" / "entries" / f"{id_of(archive, 'After:')}.html").read_text("utf-8")
    assert "(2)" not in page
    assert "[2]" not in page
    alone = make(tmp_path / "b", {f"lamp.{form}": Book(days[1:]).written(form)})
    build(alone)
    assert "1 entry" in (archive / "site" / "index.html").read_text("utf-8")
    assert "1 entry" in (alone / "site" / "index.html").read_text("utf-8")


def test_a_passage_by_which_other_entries_of_its_day_name_an_entry(tmp_path: Path):
    """Two entries of one day and one source are told apart by how they begin."""
    days = [
        Day("1911-02-02", "Before: qxwordzq at the quay."),
        Day("1911-02-02", "After: a plainer hour."),
        Day("1911-02-03", "A day of its own."),
    ]
    archive = make(tmp_path / "a", {"lamp.txt": Book(days).text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "A day of its own"))  # so that no more changes than must
    build(archive)
    assert leaks(archive) == {"qxwordzq"}
    decide(archive, "seal", id_of(archive, "qxwordzq"), quote="qxwordzq at the quay")
    sealed(archive, "Before:", "After: a plainer hour.")


def test_months_and_years_that_hold_only_what_is_sealed_are_not_named(tmp_path: Path):
    book = lighthouse()
    book.days.append(Day("1931-07-09", "Alone in its year: qxwordzq."))
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    assert b"1931" in published(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    sealed(archive, "Fog before noon")
    assert b"1931" not in published(archive)


# ---------------------------------------------------------------------- a passage

PASSAGES = {
    "within a paragraph": ("Dull. I owe qxonezq nine francs. Rain.", "I owe qxonezq nine francs."),
    "over two paragraphs": (
        "Dull. I qxonezq\n\nand then qxtwozq him. Rain.",
        "I qxonezq … qxtwozq him.",
    ),
    "all the words": ("qxonezq qxtwozq", "qxonezq qxtwozq"),
    "half a word": ("Dull. Thatqxonezq rain.", "qxonezq"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", PASSAGES)
def test_a_passage(tmp_path: Path, form: str, case: str):
    words, quote = PASSAGES[case]
    book = Book(
        [Day("1911-02-01", "Before."), Day("1911-02-02", words), Day("1911-02-03", "After.")]
    )
    archive = make(tmp_path / "a", {f"lamp.{form}": book.written(form)})
    build(archive)
    assert leaks(archive)
    decide(archive, "seal", id_of(archive, "qxonezq"), quote=quote)
    left = [part for part in ("Dull.", "rain.", "Rain.") if part in words]
    sealed(archive, "Before.", "After.", *left)


@pytest.mark.parametrize("form", FORMS)
def test_a_passage_over_the_heading(tmp_path: Path, form: str):
    book = Book(
        [Day("1911-02-01", "Before."), Day("1911-02-02", "A qxonezq day. Rain.", "Qxplacezq")]
    )
    archive = make(tmp_path / "a", {f"lamp.{form}": book.written(form)})
    build(archive)
    assert len(leaks(archive)) == 2
    start = {"txt": "Qxplacezq", "md": "Qxplacezq", "xml": "2 February"}[form]
    decide(archive, "seal", id_of(archive, "qxonezq"), quote=f"{start} … day.")
    sealed(archive, "Before.", "Rain.")


def test_a_passage_that_touches_marks_and_mentions(tmp_path: Path):
    body = """<div type="entry"><head><date when="1911-02-02">2 February 1911</date></head>
    <p>Dull. He spoke to <persName ref="#qxrefzq">the old Madame qxnamezq</persName>, who
    <choice><orig>shewed</orig><reg>qxregzq</reg></choice> it; <hi rend="italic">he said qxitaliczq to her</hi>.
    <date when="1899-01-01" n="qxdatezq">the day</date> <ref target="http://example.org/qxlinkzq">when he came</ref>.
    <seg hand="#qxhandzq">by night</seg> Rain.</p></div>"""
    for n, quote in enumerate(
        (
            "Madame qxnamezq … qxitaliczq to",
            "the old Madame … by night",
            "qxnamezq, who … said qxitaliczq to her. the day when he came. by night",
        )
    ):
        archive = make(tmp_path / str(n), {"lamp.xml": tei(body)})
        build(archive)
        target = id_of(archive, "qxnamezq")
        decide(archive, "seal", target, quote=quote)
        if n == 0:  # the link and the hand stand beyond the passage
            decide(archive, "seal", target, quote="the day … by night")
        sealed(archive, "Dull.", "Rain.")


@pytest.mark.parametrize("form", ["md", "xml"])
def test_a_passage_with_a_note_that_stands_elsewhere(tmp_path: Path, form: str):
    words = {
        "md": "## 2 February 1911\n\nDull. He knows[^1] it. Rain.\n\n## 3 February 1911\n\nAfter.\n\n[^1]: That is qxnotezq.[^2]\n\n[^2]: And qxdeeperzq.\n",
        "xml": tei(
            '<div type="entry"><head><date when="1911-02-02">2 February 1911</date></head><p>Dull. He '
            'knows<note>That is qxnotezq.<note>And <persName ref="#qxrefzq">qxdeeperzq</persName></note></note>'
            " it. Rain.</p></div>"
            '<div type="entry"><head><date when="1911-02-03">3 February 1911</date></head><p>After.</p></div>'
        ),
    }[form]
    archive = make(
        tmp_path / "a", {f"lamp.{form}": words.encode() if isinstance(words, str) else words}
    )
    build(archive)
    assert {"qxnotezq", "qxdeeperzq"} <= leaks(archive)
    decide(archive, "seal", id_of(archive, "He knows"), quote="He knows it.")
    sealed(archive, "Dull.", "Rain.", "After.")


@pytest.mark.parametrize("quote", ["", "Sealed1 words here."])
def test_a_note_in_the_back_matter(tmp_path: Path, quote: str):
    xml = tei(
        '<div type="entry"><head><date when="1911-02-02">2 February 1911</date></head><p>Sealed'
        '<ref type="note" target="#n1">1</ref> words here.</p></div><div type="entry"><head>'
        '<date when="1911-02-03">3 February 1911</date></head><p>After.</p></div>'
    ).replace(
        b"</body>",
        b'</body><back><div type="notes"><note xml:id="n1">qxbackzq</note></div></back>',
    )
    archive = make(tmp_path / "a", {"lamp.xml": xml})
    build(archive)
    decide(archive, "seal", id_of(archive, "Sealed"), quote=quote)
    sealed(archive, "After.")


def test_a_note_cut_in_half(tmp_path: Path):
    archive = make(
        tmp_path / "a",
        {
            "lamp.xml": tei(
                '<div type="entry"><head><date when="1911-02-02">2 February 1911</date></head><p>Dull.<note '
                'xml:id="n9">Plain words, then qxnotezq, then an end.</note> Rain.</p></div>'
            )
        },
    )
    build(archive)
    decide(archive, "seal", id_of(archive, "Dull."), quote="qxnotezq")
    sealed(archive, "Dull.", "Rain.", "Plain words,", "then an end.")


@pytest.mark.parametrize("form", FORMS)
def test_an_editors_note_on_a_sealed_passage(tmp_path: Path, form: str):
    book = Book([Day("1911-02-02", "Dull. He was there by night, they say. Rain.")])
    archive = make(tmp_path / "a", {f"lamp.{form}": book.written(form)})
    build(archive)
    target = id_of(archive, "by night")
    decide(archive, "note", target, "This is qxnoteinzq.", quote="there by")
    decide(
        archive,
        "note",
        target,
        "This is qxnotearoundzq.",
        quote="Dull. He was there by night, they say.",
    )
    decide(archive, "note", target, "This is a note beyond.", quote="Rain.")
    build(archive)
    assert len(leaks(archive)) == 2
    decide(archive, "seal", target, quote="He was there by night, they say.")
    sealed(archive, "Dull.", "Rain.", "This is a note beyond.")


def test_the_picture_of_a_side_of_paper_with_a_sealed_passage(tmp_path: Path):
    body = """<pb n="1" facs="leaf-1.jpg"/><div type="entry"><head><date when="1911-02-01">1 February 1911</date></head>
    <p>Before.</p><pb n="2" facs="qxleafzq.jpg"/><p>Dull; still here.</p></div>
    <div type="entry"><head><date when="1911-02-02">2 February 1911</date></head>
    <p>He is qxwordzq. Rain.</p><pb n="3" facs="leaf-3.jpg"/><p>Over the leaf.</p></div>"""
    archive = make(tmp_path / "a", {"lamp.xml": tei(body)})
    build(archive)
    assert leaks(archive) == {"qxwordzq", "qxleafzq"}
    decide(archive, "seal", id_of(archive, "qxwordzq"), quote="He is qxwordzq.")
    sealed(archive, "Before.", "still here.", "Rain.", "Over the leaf.")
    assert b"leaf-1.jpg" in published(archive)
    assert b"leaf-3.jpg" in published(archive)


def test_the_title_of_a_day_that_is_its_first_line(tmp_path: Path):
    """The title of a Markdown file is often its first heading: sealed there, it is sealed everywhere."""
    archive = make(
        tmp_path / "a",
        {
            "1911-02-02.md": b"# Qxtitlezq comes\n\nDull. Rain.\n",
            "1911-02-03.md": b"# Plain\n\nAfter.\n",
        },
    )
    build(archive)
    assert leaks(archive)
    decide(archive, "seal", id_of(archive, "Dull."), quote="Qxtitlezq comes")
    sealed(archive, "Dull. Rain.", "After.")


def test_the_title_of_an_entry_that_is_the_first_line_of_its_prose(tmp_path: Path):
    text = b"2 February 1911\n\nOF QXTITLEZQ COMING\n\nDull. Rain.\n\n3 February 1911\n\nAfter.\n"
    archive = make(tmp_path / "a", {"a.txt": text})
    build(archive)
    assert leaks(archive)
    decide(archive, "seal", id_of(archive, "Dull."), quote="QXTITLEZQ COMING")
    sealed(archive, "Dull. Rain.", "After.")


# ---------------------------------------------------------------------- sources and other matter


def test_a_whole_source(tmp_path: Path):
    secret = Book(
        [Day("1911-02-02", "It is qxwordzq."), Day("1911-02-04", "It is qxagainzq.")],
        "qxtitlezq", "qxauthorzq", "Front: qxfrontzq.",
    ).tei()  # fmt: skip
    secret = secret.replace(b"Ar Vran Press", b"qxpresszq").replace(b"A notebook.", b"qxcreditzq")
    archive = make(
        tmp_path / "a",
        {"boxes/qxfilezq.xml": secret, "plain.txt": Book([Day("1911-02-03", "After.")]).text()},
    )
    build(archive)
    assert len(leaks(archive)) >= 5
    decide(archive, "seal", source="boxes/qxfilezq.xml")
    build(archive)
    assert not CANARY.search(published(archive))
    assert b"After." in published(archive)
    assert b"boxes" not in published(archive)
    with Archive(archive) as opened:
        assert [held.what for held in opened.preview()[1]] == ["source"]


def test_a_source_that_was_corrected_or_renamed_stays_sealed(tmp_path: Path):
    archive = make(
        tmp_path / "a",
        {
            "one.txt": b"2 February 1911\n\nIt is qxwordzq.\n",
            "two.txt": b"3 February 1911\n\nAfter.\n",
        },
    )
    build(archive)
    decide(archive, "seal", source="one.txt")
    newer = tmp_path / "newer.txt"
    newer.write_text("2 February 1911\n\nIt is qxwordzq, I think.\n", "utf-8")
    done("add", archive, newer, "--replaces", "one.txt")
    sealed(archive, "After.")
    (archive / "sources" / "newer.txt").rename(archive / "sources" / "newest.txt")
    sealed(archive, "After.")


def test_an_entry_stays_sealed_where_its_source_is_renamed_or_comes_back(tmp_path: Path):
    archive = make(tmp_path / "a", {"one.txt": lighthouse().text() + b"\nThe end: qxwordzq.\n"})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    sealed(archive, "Fog before noon")
    (archive / "sources" / "one.txt").rename(archive / "sources" / "two.txt")
    sealed(archive, "Fog before noon")
    data = (archive / "sources" / "two.txt").read_bytes()
    (archive / "sources" / "two.txt").unlink()
    build(archive)
    write(archive, "two.txt", data)
    sealed(archive, "Fog before noon")


@pytest.mark.parametrize("form", FORMS)
def test_a_passage_in_the_front_matter(tmp_path: Path, form: str):
    book = lighthouse()
    book.front = "Kept at Ar Vran. Given to me by qxgiverzq in March. Not to be lent."
    archive = make(tmp_path / "a", {f"lamp.{form}": book.written(form)})
    build(archive)
    assert leaks(archive) == {"qxgiverzq"}
    decide(archive, "seal", source=f"lamp.{form}", quote="Given to me by qxgiverzq in March.")
    sealed(archive, "Kept at Ar Vran.", "Not to be lent.", "Fog before noon")


# ---------------------------------------------------------------------- days


def test_a_seal_opens_on_its_day(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "Painted the gallery"), until="2040-02-01")
    decide(
        archive,
        "seal",
        id_of(archive, "Fog before noon"),
        quote="A trawler answered",
        until="2041-02-01",
    )
    for day, open_ in (
        (date(2026, 11, 22), (False, False)),
        (date(2040, 1, 31), (False, False)),
        (date(2040, 2, 1), (True, False)),
        (date(2041, 1, 31), (True, False)),
        (date(2041, 2, 1), (True, True)),
        (date(2039, 1, 1), (False, False)),
    ):
        build(archive, as_of=day)
        text = published(archive)
        assert (b"Painted the gallery" in text, b"A trawler answered" in text) == open_, day
        assert b"Trimmed the wick" in text


def test_without_a_day_the_seal_is_for_good(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "Painted the gallery"))
    build(archive, as_of=date(9999, 12, 31))
    assert b"Painted the gallery" not in published(archive)


@pytest.mark.parametrize("until", ["20271231", "2027-W52-5"])
def test_a_day_in_another_form_of_iso_8601_is_the_same_day(tmp_path: Path, until: str):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "Painted the gallery"), until=until)
    build(archive, as_of=date(2027, 12, 30))
    assert b"Painted the gallery" not in published(archive)
    build(archive, as_of=date(2027, 12, 31))
    assert b"Painted the gallery" in published(archive)


def test_unsealing_brings_it_back(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.xml": tei(SECRET_TEI)})
    build(archive)
    site = files(archive / "site")
    target = id_of(archive, "qxnamezq")
    taken = [decide(archive, "seal", target), decide(archive, "seal", target, quote="qxnamezq")]
    taken.append(decide(archive, "seal", source="lamp.xml"))
    build(archive)
    assert leaks(archive) == set()
    for decision in taken:
        decide(archive, "withdraw", decision)
        if decision != taken[-1]:
            build(archive)
            assert leaks(archive) == set()
    build(archive)
    assert files(archive / "site") == site


# ---------------------------------------------------------------------- what is in doubt stays shut


@pytest.mark.parametrize("form", FORMS)
def test_a_passage_that_lost_its_place_shuts_its_whole_entry(tmp_path: Path, form: str):
    book = Book([Day("1911-02-01", "Before."), Day("1911-02-02", "Dull. It is qxwordzq. Rain.")])
    archive = make(tmp_path / "a", {f"lamp.{form}": book.written(form)})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"), quote="It is qxwordzq.")
    sealed(archive, "Before.", "Rain.")
    newer = tmp_path / f"newer.{form}"
    newer.write_bytes(book.but(1, words="Dull. It was, he said, qxwordzq. Rain.").written(form))
    done("add", archive, newer, "--replaces", f"lamp.{form}")
    ran = done("build", archive, "--as-of", AS_OF, status=1)
    assert "held back" in ran.err
    assert "qxwordzq" not in ran.err
    sealed(archive, "Before.")
    assert b"Rain." not in published(archive)
    assert done("check", archive, status=1).out.count("held back") == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_passage_keeps_its_place_where_words_around_it_change(tmp_path: Path, form: str):
    book = Book(
        [Day("1911-02-01", "Before."), Day("1911-02-02", "Dull. It is qxwordzq as ever. Rain.")]
    )
    archive = make(tmp_path / "a", {f"lamp.{form}": book.written(form)})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"), quote="It is qxwordzq as ever.")
    write(archive, f"lamp.{form}", book.but(0, words="Before, and more of it.").written(form))
    sealed(archive, "and more of it", "Dull.", "Rain.")


def test_a_sealed_entry_that_was_rewritten_stays_shut(tmp_path: Path):
    book = lighthouse().but(2, words="It is qxwordzq.")
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    for changed in (
        book.but(2, words="Not a word of it is as it was, save qxwordzq."),
        book.but(
            2, date="1911-03-21", words="Other words on another day, and again qxwordzq here."
        ),
        book.but(2, date="1911-03-22", words="Wholly new, from end to end: qxnewzq."),
    ):
        write(archive, "lamp.txt", changed.text())
        sealed(archive, "Fog before noon")


def test_a_sealed_entry_that_was_joined_shuts_what_it_was_joined_to(tmp_path: Path):
    book = lighthouse().but(2, words="It is qxwordzq.")
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    target = id_of(archive, "qxwordzq")
    decide(archive, "seal", target)
    decide(archive, "join", target)
    sealed(archive, "Fog before noon", "The inspector wrote")
    assert b"relief boat" not in published(archive)
    with Archive(archive) as opened:
        assert opened.show(target)["id"] != target


def test_a_short_sealed_entry_whose_words_stand_everywhere_can_be_joined(tmp_path: Path):
    book = Book(
        [
            Day("1911-02-02", "On 4 February 1911 Rain. So I guess."),
            Day("1911-02-03", "Dull, and qxbeforezq."),
            Day("1911-02-04", "Rain."),
        ]
    )
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    (target,) = [row["id"] for row in entries(archive) if row["when"] == "1911-02-04"]
    decide(archive, "seal", target)
    decide(archive, "join", target)
    build(archive)
    assert leaks(archive) == set()  # the joined entry is shut, and no other


def test_a_sealed_entry_cannot_be_split_out_of_its_seal(tmp_path: Path):
    book = lighthouse().but(2, words="It is dull.\n\nAnd qxwordzq.")
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    target = id_of(archive, "qxwordzq")
    decide(archive, "seal", target)
    with pytest.raises(DecisionError):
        decide(archive, "split", target, "1911-03-20", quote="And qxwordzq.")
    sealed(archive, "Fog before noon")
    decide(archive, "seal", target, quote="It is dull. … qxwordzq.")
    with Archive(archive) as opened:
        (whole,) = [d.id for d in opened.decisions() if not d.has_place]
    decide(archive, "withdraw", whole)
    decide(archive, "split", target, "1911-03-20", quote="And qxwordzq.")
    sealed(archive, "Fog before noon")


def test_a_passage_that_two_entries_share_after_a_split(tmp_path: Path):
    book = lighthouse().but(2, words="Dull. It is qxonezq and\n\nthere is qxtwozq. Rain.")
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    target = id_of(archive, "qxonezq")
    decide(archive, "seal", target, quote="It is qxonezq … there is qxtwozq.")
    decide(archive, "split", target, "1911-03-20", quote="there is qxtwozq. Rain.")
    sealed(archive, "Fog before noon")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "not json",
        '{"id":"urn:uuid:1","body":{"type":"carnet:seal"},"target":"lamp.txt"}',
        '{"id":"urn:uuid:1","body":{"type":"carnet:seal"}}',
        '{"id":"urn:uuid:1","body":{"type":"carnet:seal"},"target":{}}',
        '{"id":"urn:uuid:1","body":{"type":"carnet:seal","carnet:until":"soon"},"target":{"source":"sources/lamp.txt"}}',
        '{"id":"urn:uuid:1","body":{"type":"carnet:shut"},"target":{"source":"sources/lamp.txt"}}',
        '{"id":"urn:uuid:1","body":{"type":"carnet:withdraw"},"target":{}}',
        "[" * 5000,
        "null",
        "\udce9",
    ],
)
def test_a_damaged_line_stops_everything(tmp_path: Path, line: str):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    target = id_of(archive, "Painted the gallery")
    decide(archive, "seal", target)
    build(archive)
    site = files(archive / "site")
    path = archive / "decisions" / "decisions.jsonl"
    good = path.read_bytes()
    path.write_bytes(good + line.encode("utf-8", "surrogateescape") + b"\n")
    said = refused("build", archive, "--as-of", AS_OF)
    assert "decisions.jsonl line 2" in said
    assert files(archive / "site") == site
    assert refused("preview", archive)
    done("check", archive, status=1)
    path.write_bytes(good)
    done("build", archive, "--as-of", AS_OF)
    assert files(archive / "site") == site


def test_a_line_that_was_cut_short_stops_everything(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "Painted the gallery"))
    build(archive)
    site = files(archive / "site")
    path = archive / "decisions" / "decisions.jsonl"
    data = path.read_bytes()
    for length in (len(data) - 2, len(data) // 2, 1):
        path.write_bytes(data[:length])
        refused("build", archive, "--as-of", AS_OF)
        assert files(archive / "site") == site


@pytest.mark.parametrize(
    "target", [{"carnet:entry": "1911-01-01-zzz"}, {"source": "sources/lamp.text"}]
)
def test_a_seal_on_nothing_is_not_passed_over(tmp_path: Path, target: dict[str, str]):
    """A hand that wrote `lamp.text` for `lamp.txt` must not believe that all is well."""
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().text()})
    build(archive)
    line = {"id": "urn:uuid:1", "body": {"type": "carnet:seal"}, "target": target}
    (archive / "decisions" / "mine.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    ran = done("build", archive, "--as-of", AS_OF, status=1)
    assert "urn:uuid:1" in ran.err


# ---------------------------------------------------------------------- what was published before


def test_an_older_page_of_what_is_sealed_now_is_taken_away(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.xml": tei(SECRET_TEI)})
    build(archive)
    target = id_of(archive, "qxnamezq")
    page = archive / "site" / "entries" / f"{target}.html"
    assert page.exists()
    decide(archive, "seal", target)
    forget_derived(archive)
    done("build", archive, "--as-of", AS_OF)
    assert not page.exists()
    assert leaks(archive) == set()


def test_an_edition_with_nothing_left_out_lies_apart(tmp_path: Path):
    archive = make(tmp_path / "a", {"lamp.xml": tei(SECRET_TEI)})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxnamezq"))
    build(archive)
    site = files(archive / "site")
    done("build", archive, "--as-of", AS_OF, "--unsealed")
    assert files(archive / "site") == site
    assert CANARY.search(published(archive, "unsealed"))
    done("build", archive, "--as-of", AS_OF)
    assert files(archive / "site") == site


def test_what_an_editor_is_told_is_not_withheld(tmp_path: Path):
    """`list` and `show` are for those who have the sources anyway."""
    archive = make(tmp_path / "a", {"lamp.xml": tei(SECRET_TEI)})
    build(archive)
    target = id_of(archive, "qxnamezq")
    decide(archive, "seal", target)
    build(archive)
    assert "qxnamezq" in done("show", archive, target).out
    assert target in done("list", archive, "entries").out


# ---------------------------------------------------------------------- by another door


@pytest.mark.parametrize("way", ["edited", "replaced"])
def test_a_sealed_entry_that_falls_in_two(tmp_path: Path, way: str):
    book = lighthouse().but(
        2, words="It is dull and grey and long here.\n\nAnd then the secret qxwordzq came about."
    )
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    newer = book.but(2, words="It is dull and grey and long here.")
    newer.days.insert(3, Day("1911-03-19", "And then the secret qxwordzq came about."))
    if way == "edited":
        write(archive, "lamp.txt", newer.text())
    else:
        (tmp_path / "n.txt").write_bytes(newer.text())
        done("add", archive, tmp_path / "n.txt", "--replaces", "lamp.txt")
    ran = carnet("build", archive, "--as-of", AS_OF)
    assert ran.status == 1
    assert "another entry" in ran.err
    assert leaks(archive) == set()
    assert b"Fog before noon" in published(archive)


def test_a_copy_of_a_file_with_a_sealed_entry(tmp_path: Path):
    words = "They told me at the harbour that qxwordzq had been seen."
    archive = make(tmp_path / "a", {"lamp.txt": lighthouse().but(2, words=words).text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    write(archive, "copy.md", b"# 19 March 1911\n\n" + words.encode() + b"\n")
    assert carnet("build", archive, "--as-of", AS_OF).status == 1
    assert leaks(archive) == set()


def test_what_said_the_same_when_a_seal_was_set_stays_open(tmp_path: Path):
    poem = "Under the lamp the seven boats go out and seven boats come home."
    book = lighthouse().but(2, words=f"{poem} But qxwordzq did not.").but(3, words=poem)
    archive = make(tmp_path / "a", {"lamp.txt": book.text()})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    sealed(archive, "Under the lamp the seven boats")


def test_a_sealed_entry_whose_source_is_renamed_and_edited_at_once(tmp_path: Path):
    end = b"\nThe end of all of this was, as they say, qxwordzq.\n"
    archive = make(tmp_path / "a", {"one.txt": lighthouse().text() + end})
    build(archive)
    decide(archive, "seal", id_of(archive, "qxwordzq"))
    data = (archive / "sources" / "one.txt").read_bytes()
    (archive / "sources" / "one.txt").unlink()
    write(archive, "two.txt", data + b"\nA word more.\n")
    assert carnet("build", archive, "--as-of", AS_OF).status == 1
    assert leaks(archive) == set()


def test_a_sealed_source_that_is_renamed_and_edited_at_once(tmp_path: Path):
    other = b"3 February 1911\n\nSnow on the roofs; nobody came up from the harbour all that day.\n"
    book = lighthouse().text() + b"\nThe end of all of this was, as they say, qxwordzq.\n"
    archive = make(tmp_path / "a", {"one.txt": book, "other.txt": other})
    build(archive)
    decide(archive, "seal", source="one.txt")
    sealed(archive, "Snow on the roofs")
    (archive / "sources" / "one.txt").unlink()
    write(archive, "two.txt", book + b"\nA word more.\n")
    shutil.rmtree(archive / ".carnet")
    assert carnet("build", archive, "--as-of", AS_OF).status == 1
    assert leaks(archive) == set()
    assert b"Snow on the roofs" in published(archive)
    assert "this source is like it" in carnet("list", archive, "findings").out
