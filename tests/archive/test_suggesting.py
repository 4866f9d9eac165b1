"""Suggested names on their way through: asked for, taken up, decided, learned, kept from the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive
from carnet.errors import DecisionError
from carnet.recognisers.names import Learned, Linker, Text
from tests.archive.tools import AS_OF, build, catalogue_rows, decide, done, files, make, site_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carnet.archive.suggesting import Suggested

PEOPLE = "id,name,forename,surname\np-ada,Ada Thornbury,Ada,Thornbury\np-jem,Jeremiah Oakes,Jeremiah,Oakes\n"
DIARY = """\
3 May 1911

Ada Thornbury called, and stayed. The oaks were green.

4 May 1911

Jeremiah Oakes at the mill; then Ada Thornbury again.

5 May 1911

Nobody. Rain on the glass-house, and a letter from old Mr. Quance.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    at = make(tmp_path / "mill", {"mill.txt": DIARY.encode()})
    (at / "register").mkdir(exist_ok=True)
    (at / "register" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    done("build", at, "--as-of", AS_OF)
    return at


def mentions(at: Path) -> list[tuple[str, str, str]]:
    with Archive(at) as archive:
        return [(m["text"], m["target"], m["standing"]) for m in archive.list("mentions")]


def test_rows_without_an_id_are_left_out_and_said_so(archive: Path) -> None:
    people = archive / "register" / "people.csv"
    people.write_text("name\nAda Thornbury\nJeremiah Oakes\n", encoding="utf-8")
    told = done("suggest", archive).out
    assert "Left out: 2 rows" in told
    assert f"carnet register {archive} tidy" in told.replace("\n", " ")
    done("register", archive, "tidy")
    assert "Left out" not in done("suggest", archive).out
    assert len(mentions(archive)) == 3


SUGGESTED = [
    ("Ada Thornbury", "p-ada", "suggested"),
    ("Jeremiah Oakes", "p-jem", "suggested"),
    ("Ada Thornbury", "p-ada", "suggested"),
]


def suggested(at: Path) -> dict[str, Any]:
    (row,) = done("suggest", at, "--format", "jsonl").rows
    return row


def test_asked_for_and_taken_up(archive: Path):
    assert mentions(archive) == []
    site = files(archive / "site")
    assert suggested(archive)["mentions"] == 3
    assert mentions(archive) == SUGGESTED
    before = catalogue_rows(archive)
    done("build", archive, "--as-of", AS_OF)
    assert files(archive / "site") == site
    assert catalogue_rows(archive) == before
    assert suggested(archive)["mentions"] == 3
    assert catalogue_rows(archive) == before


def test_a_corrected_entry_waits_until_it_is_looked_at_again(archive: Path):
    suggested(archive)
    path = archive / "sources" / "mill.txt"
    path.write_text(DIARY.replace("Nobody. Rain", "Nobody: rain"), encoding="utf-8")
    build(archive)
    assert mentions(archive) == SUGGESTED
    path.write_text(DIARY.replace("called, and", "came and"), encoding="utf-8")
    build(archive)
    assert len(mentions(archive)) == 2
    assert suggested(archive)["mentions"] == 3


def test_decisions_stand_above_suggestions(archive: Path):
    suggested(archive)
    with Archive(archive) as opened:
        first, second, third = [
            f"{m['entry']}@{m['start']}-{m['end']}" for m in opened.list("mentions")
        ]
    decide(archive, "confirm", first)
    decide(archive, "reject", second)
    build(archive)
    expected = ["confirmed", "rejected", "suggested"]
    assert [standing for *_, standing in mentions(archive)] == expected
    assert "p-ada" in site_text(archive)
    assert suggested(archive)["mentions"] == 1
    assert [standing for *_, standing in mentions(archive)] == expected
    decide(archive, "confirm", third)
    assert suggested(archive)["mentions"] == 0
    assert [standing for *_, standing in mentions(archive)] == [
        "confirmed",
        "rejected",
        "confirmed",
    ]


def test_the_derived_can_be_deleted(archive: Path):
    suggested(archive)
    before = catalogue_rows(archive)
    (archive / ".carnet" / "names.jsonl").write_text("{]\n", encoding="utf-8")
    build(archive)
    assert mentions(archive) == []
    suggested(archive)
    assert catalogue_rows(archive) == before


def test_what_would_come_to_the_same_is_not_made_again(
    archive: Path, monkeypatch: pytest.MonkeyPatch
):
    learned: list[int] = []
    learn = Linker.learn

    def counted(linker: Linker, texts: Iterable[Text], *, kept: Learned | None) -> Learned | None:
        learned.append(1)
        return learn(linker, texts, kept=kept)

    def asked() -> Suggested:
        with Archive(archive) as opened:
            return opened.suggest()

    monkeypatch.setattr(Linker, "learn", counted)
    path = archive / ".carnet" / "names.jsonl"
    made = asked()
    written = path.read_bytes()
    assert asked() == made
    assert path.read_bytes() == written
    assert len(learned) == 1
    other = written.replace(b"p-ada", b"p-jem", 1)
    for damaged in (written[:-40], other, b"", b'["made",["x"]]\n'):
        path.write_bytes(damaged)
        assert asked() == made
        assert path.read_bytes() == written
    assert len(learned) == 5
    with Archive(archive) as opened:
        (first, *_) = [f"{m['entry']}@{m['start']}-{m['end']}" for m in opened.list("mentions")]
    decide(archive, "confirm", first)
    after = asked()
    assert (made.mentions, after.mentions) == (3, 2)
    assert asked() == after
    assert len(learned) == 6


def test_no_reader_learns_of_them(archive: Path):
    suggested(archive)
    done("build", archive, "--as-of", AS_OF)
    for path, data in files(archive / "site").items():
        assert b"names 2" not in data, path


def test_unknown_names_are_listed(archive: Path):
    suggested(archive)
    with Archive(archive) as opened:
        assert [row["text"] for row in opened.list("unknown")] == ["Mr. Quance"]


MARKED = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>
<text><body><div type="entry"><head><date when="1911-05-03">3 May 1911</date></head>
<p><persName ref="https://example.org/p-ada https://d-nb.info/gnd/118554700">Ada</persName> came.
<note resp="#ed">See Jeremiah Oakes, Letters; and <persName ref="#p-jem">Oakes</persName>.</note></p></div>
</body></text></TEI>
"""


def test_two_addresses_of_one_record_are_one_passage_and_notes_of_editors_get_none(
    tmp_path: Path,
) -> None:
    at = make(tmp_path / "mill", {"mill.xml": MARKED.encode()})
    (at / "register").mkdir(exist_ok=True)
    (at / "register" / "people.csv").write_text(
        "id,name,forename,surname,gnd\np-ada,Ada Thornbury,Ada,Thornbury,118554700\n"
        "p-jem,Jeremiah Oakes,Jeremiah,Oakes,\n",
        encoding="utf-8",
    )
    done("build", at, "--as-of", AS_OF)
    with Archive(at) as archive:
        assert [m["target"] for m in archive.list("mentions")].count("p-ada") == 2
        assert {r["id"]: r["mentions"] for r in archive.list("people")} == {"p-ada": 1, "p-jem": 1}
        assert archive.suggest().links == 2
        assert not list(
            archive.list("suggestions")
        )  # marked throughout: what is not marked is no name
    page = next((at / "site" / "people").glob("p-ada*.html")).read_text(encoding="utf-8")
    assert page.count(" came.") == 1


SHARED = """\
3 May 1911

Walked to the mill with Thornbury, who sang all the way as if there had been no rain for weeks and
no bills to pay, which is how he has always been when there is nothing left in the house to eat.

4 May 1911

No wind at all. We mended the gate and then most of the long fence by the river with old Thornbury.

5 May 1911

We went to the fair with Thornbury.
"""


def test_a_name_that_two_share_is_asked_about_one_after_the_other(tmp_path: Path) -> None:
    at = make(tmp_path / "mill", {"mill.txt": SHARED.encode()})
    (at / "register").mkdir(exist_ok=True)
    people = (
        PEOPLE
        + "p-sam,Samuel Thornbury,Samuel,Thornbury\np-tom,Thomas Thornbury,Thomas,Thornbury\n"
    )
    (at / "register" / "people.csv").write_text(people, encoding="utf-8")
    done("suggest", at)
    with Archive(at) as archive:
        doubt = next(doubt for doubt in archive.review() if doubt.kind == "shared")
        assert len(doubt.places) == 3
        assert all(id_ in doubt.question for id_ in ("p-ada", "p-sam", "p-tom"))
        for one, said in zip(archive.each(doubt), ("p-sam", "p-tom"), strict=False):
            (decision,) = archive.answer(one, said)
            assert decision.value == said
        with pytest.raises(DecisionError, match="nothing is suggested"):
            archive.answer(doubt, "n")
        left = next(doubt for doubt in archive.review() if doubt.kind == "shared")
        assert len(left.places) == 1
    shown = done("review", at, said="m\no\nq\n").out
    assert shown.count("There are no more of them.") == 2
    assert [m[1] for m in mentions(at) if m[2] == "confirmed"] == ["p-sam", "p-tom"]


def test_more_is_shown_and_each_mention_is_asked(archive: Path) -> None:
    suggested(archive)
    told = done("review", archive, said="m\no\ny\nn\nq\n").out
    assert told.count("[Ada Thornbury]") == 4
    assert "2 of 2" in told
    assert [m[2] for m in mentions(archive) if m[1] == "p-ada"] == ["suggested"] * 2  # no build yet
    build(archive)
    assert [m[2] for m in mentions(archive) if m[1] == "p-ada"] == ["confirmed", "rejected"]


def test_what_was_answered_is_not_asked_again(archive: Path) -> None:
    suggested(archive)
    asked = done("review", archive, said="y\ny\n").out
    assert "Recorded: 3 decisions" in asked
    assert "There is nothing to ask" in done("review", archive).out
