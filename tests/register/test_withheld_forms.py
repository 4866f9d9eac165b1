"""A sealed person in other forms of the name, and in what stands beside the notebooks."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.archive import Archive
from carnet.decisions import new_decision
from carnet.edition.calling import Calling
from carnet.edition.withheld import Withheld
from carnet.model import Mention
from carnet.register import Name, Record, Register

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = Calling(["Grete Dichler", "Dichler", "Grete", "Fritz", "Jo"])
CZECH = Calling(["Anna Nováková", "Novák", "Rose"], ["cs"])
RUSSIAN = Calling(["Лидия Астахова"])


@pytest.mark.parametrize(
    "text",
    [
        "Gretes Hut", "bei Dichlers", "die Dichlerin", "das Dichlersche Haus", "Dichler'sche", "GRETES", "Fritzens", "den Fritzen",
        "Grete Dichlers", "Dich-\nlers Haus", "Dichlerschen", "bei Greten", "die Dichler\u00ads", "grete dichler", "Gre\u0301tes",
    ],
)  # fmt: skip
def test_a_name_is_known_with_its_endings(text: str) -> None:
    assert list(GERMAN.places(text))


@pytest.mark.parametrize(
    "text",
    ["Dichlerei", "dichlers", "Gretel", "die Josefine", "fritzen", "Dichlersaal", "verdichlern"],
)
def test_other_words_are_not(text: str) -> None:
    assert not list(GERMAN.places(text))


@pytest.mark.parametrize(
    "text", ["s Annou Novákovou", "u Nováka", "Novákovi", "Anny Novákové", "o Rose"]
)
def test_cases_of_slavic_names(text: str) -> None:
    assert list(CZECH.places(text))
    assert list(RUSSIAN.places("у Лидии Астаховой"))
    assert not list(Calling(["Novák"]).places("u Nováka"))  # where no language has cases


@given(
    st.text(max_size=12),
    st.sampled_from(["Dichlers", "Dichler", "Gretes", "Grete Dichlers"]),
    st.text(max_size=12),
)
def test_a_place_is_where_the_words_are(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    start = len(before) + 1
    assert any(a <= start and start + len(name) <= b for a, b in GERMAN.places(text))


PEOPLE = Register(
    [
        Record("gd", "person", "Grete Dichler", variants=(Name("Dichler"), Name("Grete"))),
        Record("mother", "person", "Anna Dichler"),
        Record("mb", "person", "Max Berger"),
    ]
)


@pytest.mark.parametrize(
    ("target", "words", "cut"),
    [
        ("mother", "Frau Dichlers", ""),  # her own name too
        ("mb", "Dichlers Freund", "Dichlers"),
        ("mb", "Grete", ""),  # an editor says that this one is another
    ],
)
def test_a_name_within_what_names_another(target: str, words: str, cut: str) -> None:
    withheld = Withheld(PEOPLE, [new_decision("seal", by="x", record="gd")])
    mention = Mention(4, 4 + len(words), words, "person", None, target, "source", "stated", 1.0)
    text = f"Mit {words} dort."
    assert [text[a:b] for a, b, _ in withheld.cuts(text, (), [mention])] == ([cut] if cut else [])


def test_the_name_of_what_was_divided_may_be_hers(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\nboth,Die Dichlers\ngd,Grete\nmd,Mina\n", "utf-8")
    divided = new_decision("divide", by="x", record="both", value="gd md")
    register = Register.read(tmp_path, [divided])
    withheld = Withheld(register, [new_decision("seal", by="x", record="gd")])
    assert withheld.in_words("Bei den Dichlers; die Dichlers kamen.")
    assert not Withheld(
        Register.read(tmp_path), [new_decision("seal", by="x", record="gd")]
    ).in_words("Die Dichlers")


def test_nothing_beside_the_notebooks_names_her(tmp_path: Path) -> None:
    folder = tmp_path / "diary"
    Archive.new(folder)[0].close()
    files = {
        "carnet.toml": 'title = "Für Grete Dichler"\ndescription = "Von Dichlers."\nlanguages = ["de"]\n[author]\nname = "Anna Holm"\n',
        "sources/a.md": "# 3 May 1911\n\nBei Dichlers, mit der Dichlerin.\n\n# 4 May 1911\n\nEin Hut.\n\n"
        "![Ein Hut](images/hat.png)\n\n![Ein Bild](images/grete-dichler.png)\n",
        "sources/b.xml": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Reise</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
        '<div type="entry"><head><date when="1911-06-01">1. Juni</date></head><p>Mit <persName ref="#mb">Dichlers Freund</persName>.'
        '<figure><graphic url="grete-dichler.png"/><figDesc>Gretes Bild</figDesc></figure></p></div></body></text></TEI>',
        "register/people.csv": "id,name,variants\ngd,Grete Dichler,Dichler | Grete\nmb,Max Berger,\n",
        "pages/introduction.md": "# Vorwort\n\nDichlers Haus steht noch.\n",
        "essays/e.md": "# Essay\n\nIn Gretes Zimmer.\n",
        "images/credits.csv": "file,alt,credit,licence\nhat.png,Gretes Hut,Sammlung Dichlers,CC\n",
    }  # fmt: skip
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    for name in ("hat.png", "grete-dichler.png"):
        (folder / "images" / name).write_bytes(_picture())
    with Archive(folder) as archive:
        archive.build()
        first = next(row["id"] for row in archive.list("entries"))
        archive.decide("note", first, "Gretes Schwester.")
        archive.build()
        assert "gretes" in _everything(folder / "site")
        archive.decide("seal", "gd")
        findings = archive.build()
        told = {finding.source for finding in findings if finding.kind == "seal"}
        assert {"carnet.toml", "pages/introduction.md", "essays/e.md", "images/credits.csv"} <= told
        plain = _everything(folder / "site")
        assert "ein hut" in plain
        for word in ("dichler", "grete"):
            assert word not in plain, plain[plain.index(word) - 80 :][:160]


def _everything(site: Path) -> str:
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    said = "\n".join(f"{p.relative_to(site)} {p.read_text('utf-8', 'replace')}" for p in files)
    plain = unicodedata.normalize("NFKD", said).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _picture() -> bytes:
    """The smallest picture there is: one white point."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010000000037 6ef924"
        "0000000a49444154789c636000000002 0001e221bc33".replace(" ", "")
        + "0000000049454e44ae426082"
    )


def test_the_languages_of_entries_count_where_nobody_stated_any(tmp_path: Path) -> None:
    source = tmp_path / "denik.txt"
    source.write_text(
        "3. května 1911\n\nByl jsem večer na procházce s Annou Novákovou a pršelo celou noc.\n\n"
        "4. května 1911\n\nDnes jsem nic nepsal, protože jsem byl nemocný a ležel v posteli.\n", "utf-8",
    )  # fmt: skip
    with Archive.new(tmp_path / "diary", [source])[0] as archive:
        toml = archive.folder / "carnet.toml"
        toml.write_text(
            toml.read_text("utf-8").replace('languages = ["cs"]', "languages = []"), "utf-8"
        )
        (archive.folder / "register").mkdir(exist_ok=True)
        (archive.folder / "register/people.csv").write_text("id,name\nan,Anna Nováková\n", "utf-8")
        archive.build()
        assert {row["language"] for row in archive.list("entries")} == {"cs"}
        archive.decide("seal", "an")
        archive.build()
        assert "novakov" not in _everything(archive.folder / "site")


@pytest.mark.parametrize("text", ["100 % Regen", "%", "%25", "%%2525", "50%-ig"])
def test_a_per_cent_sign_names_nobody(text: str) -> None:
    seal = new_decision("seal", by="x", record="gd")
    assert not Withheld(PEOPLE, [seal]).in_words(text)
    assert not Withheld(PEOPLE, []).in_words(text)
    assert not Calling([])


def test_an_address_that_is_quoted_twice_names_her() -> None:
    seal = new_decision("seal", by="x", record="gd")
    assert Withheld(PEOPLE, [seal]).in_words("x.org/Grete%2520Dichler")


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for_names(text: str) -> None:
    Withheld(PEOPLE, [new_decision("seal", by="x", record="gd")]).in_words(text)
