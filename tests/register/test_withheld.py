"""A sealed person is in no byte of the site, whichever way the name comes in."""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.archive import Archive, suggesting
from carnet.decisions import new_decision
from carnet.edition.withheld import Withheld
from carnet.errors import CatalogueError
from carnet.register import Name, Record, Register, Relation

if TYPE_CHECKING:
    from pathlib import Path

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Letters to Zoë Quillfeather</title><author>Ada Lind</author></titleStmt>
<publicationStmt><publisher>Quillfeather Press</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text>
<front><p>For <persName ref="#zq">my friend</persName>, ZOE QUILLFEATHER.</p></front><body>
<div type="entry" xml:id="d1"><head><date when="1911-05-03">3 May 1911</date>, with Zoë Quillfeather</head>
<p>Zoe Quill-<lb/>feather came. <choice><orig>Z. Q.</orig><reg>Zoë Quillfeather</reg></choice> left.</p>
<p>Also <persName ref="#zq #ada">the two of us</persName>, and <persName ref="https://d-nb.info/gnd/118609807">she</persName>.</p>
<note>See Quillfeather, Zoë.</note></div>
<div type="entry" xml:id="d2"><head><date when="1911-05-04">4 May 1911</date></head>
<p>Read <title ref="#w-1">her book</title> at <placeName ref="#villa">the villa</placeName>. Met <persName ref="#other">Quillfeather</persName> the grocer and <persName ref="#ada">Ada</persName>. Wind.</p></div>
</body></text></TEI>"""
PEOPLE = """id,name,forename,surname,variants,relations,note,gnd
zq,Zoë Quillfeather,Zoë,Quillfeather,Zizi | Quillfeather,,,118609807
ada,Ada Lind,Ada,Lind,,friend of: zq | writer,Friend of Zoë Quillfeather. | Born in Lund.,
other,Sven,,,,,,
"""


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    (tmp_path / "one.xml").write_text(TEI, "utf-8")
    (tmp_path / "zizi-1912.txt").write_text("3 May 1912\n\nA file that bears a name.\n", "utf-8")
    (tmp_path / "two.md").write_text(
        "# 5 May 1911 Zizi\n\nOn Zizi's\nstep. **ZIZI** wept; Zizis did not.\n\n# 6 May 1911\n\nRain.\n",
        "utf-8",
    )
    made, _ = Archive.new(
        tmp_path / "a", [tmp_path / name for name in ("one.xml", "two.md", "zizi-1912.txt")]
    )
    register = made.folder / "register"
    register.mkdir(exist_ok=True)
    (register / "people.csv").write_text(PEOPLE, "utf-8")
    (register / "works.csv").write_text(
        "id,title,author\nw-1,The Box,zq\nw-2,To Zoë Quillfeather,ada\n", "utf-8"
    )
    (register / "places.csv").write_text("id,name,note\nvilla,Villa Quillfeather,\n", "utf-8")
    text = (made.folder / "carnet.toml").read_text("utf-8")
    (made.folder / "carnet.toml").write_text(
        re.sub("(?m)^(title|description) =.*$", '\\1 = "A Diary"', text), "utf-8"
    )
    with Archive(made.folder) as opened:
        opened.build()
        yield opened


def test_no_way_leads_to_a_sealed_person(archive: Any) -> None:
    last = [row["id"] for row in archive.list("entries")][-1]
    archive.decide("note", last, "As Zizi said.", by="Zoë Quillfeather")
    archive.decide("seal", "zq")
    built = archive.build()
    site = archive.folder / "site"
    assert (site / "index.html").is_file()
    for path in site.rglob("*"):
        if path.is_file():
            plain = unicodedata.normalize("NFKD", path.read_text("utf-8", "replace")).casefold()
            plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
            name = path.relative_to(site).as_posix()
            for word in (
                "zizi'",
                "zizi ",
                "zizi<",
                "zoe",
                "zq",
                "118609807",
                "z. q.",
                "quill-",
                "the two of us",
            ):
                assert word not in plain, (name, word)
            others = "grocer" in plain or name.startswith(("search/", "people/other"))
            assert others or "quillfeather" not in plain, name  # the grocer is another
    kinds = {f.kind for f in built}
    assert "seal" in kinds  # a file bears the name, and is held back whole
    assert not any("1912" in line.id for line in archive.edition().lines)
    ada = (site / "people/ada.html").read_text("utf-8")
    assert "Born in Lund" in ada
    assert "friend of" not in ada


def test_the_editor_still_has_all_of_it(archive: Any) -> None:
    archive.decide("seal", "zq")
    archive.index()
    assert any(row["id"] == "zq" for row in archive.list("people"))
    archive.build(unsealed=True)
    assert (archive.folder / "unsealed/people/zq.html").is_file()


SEALED = Register(
    [
        Record("zq", "person", "Zoë Quillfeather", variants=(Name("Zizi"), Name("Z."))),
        Record("ada", "person", "Ada", relations=(Relation("aunt of", "zq"),)),
    ]
)


@given(
    st.text(max_size=20), st.text(max_size=20),
    st.sampled_from([
        "Zoë Quillfeather", "ZOE  QUILLFEATHER", "zoë\nquillfeather", "Zoe\u0308 Quillfeather", "Zizi", "Zi\u00adzi",
        "zoe-quillfeather", "zoe_quillfeather", "Zoë Quill-\nfeather",
    ]),
)  # fmt: skip
def test_a_name_is_known_in_any_dress(before: str, after: str, name: str) -> None:
    withheld = Withheld(SEALED, [new_decision("seal", by="x", record="zq")])
    text = f"{before} {name} {after}"
    start = len(before) + 1
    assert any(
        left <= start and start + len(name) <= right for left, right in withheld.names_in(text)
    )
    assert not withheld.in_words("Z. came")  # too short to be cut where it is not marked


def test_other_records_say_nothing_of_it() -> None:
    withheld = Withheld(SEALED, [new_decision("seal", by="x", record="zq")])
    shown = withheld.without(SEALED.records["ada"])
    assert shown is not None
    assert shown.relations == ()
    assert withheld.without(SEALED.records["zq"]) is None


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_what_is_only_suggested_for_her_is_withheld_with_no_file_to_hang_on(archive: Any) -> None:
    """“Quillf.” is no name of the register: only a suggestion says that it is hers."""
    (archive.folder / "sources/three.md").write_text(
        "# 7 May 1911\n\nTea at four. Zo. Quillf. came.\n", "utf-8"
    )
    archive.index()
    archive.suggest()
    assert any(row["text"].startswith("Zo") for row in archive.list("suggestions"))
    archive.decide("seal", "zq")
    archive.build()
    site = archive.folder / "site"
    first = _bytes(site)
    assert not any(b"Quillf." in data for data in first.values())
    archive.close()
    for gone in (".carnet", "site"):
        shutil.rmtree(archive.folder / gone)
    archive.build()
    assert _bytes(site) == first
    (archive.folder / ".carnet/names.jsonl").unlink()
    archive.build()
    assert _bytes(site) == first
    (archive.folder / "sources/four.md").write_text("# 8 May 1911\n\nZo. Quillf. again.\n", "utf-8")
    archive.build()
    assert not any(b"Quillf." in data for data in _bytes(site).values())


def test_what_may_well_not_be_she_is_withheld_too(
    archive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“The Quill.” is not suggested of anybody. Once she is sealed it is, until an editor says no."""
    monkeypatch.setattr(suggesting, "LEAST_SEALED", 0.02)  # whatever the weights make of it
    (archive.folder / "sources/three.md").write_text(
        "# 7 May 1911\n\nTea at four. Zo. Q. came.\n\n# 8 May 1911\n\nThe Quill. again.\n\n"
        "# 9 May 1911\n\nRain, and a herring.\n",
        "utf-8",
    )

    def built() -> bytes:
        archive.build()
        return b"".join(_bytes(archive.folder / "site").values())

    archive.suggest()
    assert not [row for row in archive.list("suggestions") if row["text"] == "Quill."]
    assert b"The Quill. again" in built()
    archive.decide("seal", "zq")
    held = built()
    assert b"The Quill." not in held
    assert b"herring" in held
    (found,) = (row for row in archive.list("suggestions") if row["text"] == "Quill.")
    assert found["score"] < suggesting.LEAST
    archive.decide("reject", found["entry"], quote="Quill.")
    assert b"The Quill. again" in built()


def test_nothing_is_shown_before_her_names_have_been_looked_for(archive: Any) -> None:
    archive.decide("seal", "zq")
    with pytest.raises(CatalogueError, match="zq is sealed"):
        archive.edition()
    with pytest.raises(CatalogueError, match="carnet build"):
        archive.search("tea")
    assert archive.edition(unsealed=True).lines
    archive.index()
    assert archive.edition().lines
