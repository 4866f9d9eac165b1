"""Searches for what entries name, in an archive: as the register and the decisions have it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

DIARY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Diary</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<div type="entry" xml:id="d1"><head><date when="1911-05-03">3 May 1911</date></head>
<p>Tea with <rs type="person" ref="#quorra">Q.</rs> by the river.</p></div>
<div type="entry" xml:id="d2"><head><date when="1911-05-04">4 May 1911</date></head>
<p>A letter from <rs type="person" ref="#vilja">my sister</rs>, in <rs type="place" ref="#lund">Lund</rs>; tea alone.</p></div>
<div type="entry" xml:id="d3"><head><date when="1911-05-05">5 May 1911</date></head>
<p>Wind; <rs type="person" ref="#quorra">the cook</rs> burned <rs type="person" ref="#vilja">her</rs> tea.</p></div>
</body></text></TEI>"""
PEOPLE = "id,name,variants\nquorra,Quorra Zimt,Mamsell Zimt\nvilja,Vilja Berg,\nberg2,Berg the younger,\n"


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    (tmp_path / "diary.xml").write_text(DIARY, "utf-8")
    made, _ = Archive.new(tmp_path / "a", [tmp_path / "diary.xml"])
    (made.folder / "register/people.csv").write_text(PEOPLE, "utf-8")
    (made.folder / "register/places.csv").write_text("id,name\nlund,Lund\n", "utf-8")
    with made:
        made.build()
        yield made


def days(archive: Any, query: str, **more: Any) -> list[str]:
    return [str(hit.when)[-2:] for hit in archive.search(query, **more)]


def records_script(archive: Any, kind: str) -> str:
    path = archive.folder / f"site/search/r-{kind}.js"
    return path.read_text("utf-8") if path.exists() else ""


def test_entries_are_found_by_whom_they_name(archive: Any) -> None:
    assert days(archive, "person:vilja") == ["04", "05"]
    assert days(archive, "person:'mamsell'") == ["03", "05"]
    assert days(archive, "place:lund person:vilja") == ["04"]
    assert days(archive, "tea -person:quorra") == ["04"]
    assert days(archive, "person:younger") == []
    assert '"Mamsell Zimt"' in records_script(archive, "person")
    assert "younger" not in records_script(archive, "person")


def test_the_register_and_what_is_decided_hold_at_once(archive: Any) -> None:
    assert days(archive, "person:anna") == []
    people = archive.folder / "register/people.csv"
    people.write_text(PEOPLE.replace("Berg,", "Berg,Anna"), "utf-8")
    assert days(archive, "person:anna") == ["04", "05"]
    archive.decide("merge", "berg2", "vilja")
    archive.index()
    assert days(archive, "person:berg2") == ["04", "05"]


def test_a_sealed_person_is_not_found(archive: Any) -> None:
    archive.decide("seal", "quorra")
    archive.build()
    assert days(archive, "person:quorra") == []
    assert days(archive, "person:zimt OR person:mamsell") == []
    assert days(archive, "NOT person:quorra") == ["03", "04", "05"]
    assert days(archive, "person:quorra", unsealed=True) == ["03", "05"]
    assert "quorra" not in records_script(archive, "person")
    assert "Zimt" not in records_script(archive, "person")


def test_who_is_named_in_sealed_words_is_not_found_there(archive: Any) -> None:
    third = [row["id"] for row in archive.list("entries")][2]
    archive.decide("seal", third, quote="the cook")
    archive.build()
    assert days(archive, "person:zimt") == ["03"]
    before = records_script(archive, "person")
    archive.decide("seal", third)
    archive.build()
    assert days(archive, "person:vilja") == ["04"]
    assert records_script(archive, "person") != before
