"""Decisions on mentions and records: they hold, lead on, find their words again, or say so."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carnet.archive import Archive
from carnet.decisions import new_decision, passage
from carnet.errors import CarnetError, DecisionError
from carnet.register import Record, Register
from carnet.register.ids import Ids
from carnet.register.register import shape

if TYPE_CHECKING:
    from pathlib import Path

DIARY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Diary</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<div type="entry" xml:id="d1"><head><date when="1911-05-03">3 May 1911</date></head>
<p>Tea with <rs type="person" ref="#ada">Ada</rs> and <rs type="person" ref="#bo #cy">the twins</rs>. Bertram Quill came by late.</p></div>
<div type="entry" xml:id="d2"><head><date when="1911-05-04">4 May 1911</date></head>
<p>A letter from <rs type="person" ref="#dora">Dora</rs>; <rs type="person" ref="#dora">Dora</rs> is in <rs type="place" ref="#lund">Lund</rs>.</p></div>
<div type="entry" xml:id="d3"><head><date when="1911-05-05">5 May 1911</date></head>
<p>Wind. Saw <rs type="person" ref="#quill">B. Q.</rs> at the bridge; bertram  quill waved. <rs type="person">Nobody</rs> else.</p></div>
</body></text></TEI>"""
PEOPLE = """id,name,variants,note
ada,Ada Lind,,
ada2,Ada Linde,,A cousin of Bertram Quill.
bo,Bo Lind,,
cy,Cy Lind,,
quill,Bertram Quill,B. Quill,
"""
PLACES = "id,name,note\nlund,Lund,\n"


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    (tmp_path / "diary.xml").write_text(DIARY, "utf-8")
    made, _ = Archive.new(tmp_path / "a", [tmp_path / "diary.xml"])
    (tmp_path / "a/register/people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "a/register/places.csv").write_text(PLACES, "utf-8")
    with made:
        made.build()
        yield made


def mentions(archive: Any) -> list[tuple[str, str | None, str]]:
    return [(m["text"], m["target"], m["standing"]) for m in archive.list("mentions")]


def test_stated_references_find_their_records(archive: Any) -> None:
    assert mentions(archive) == [
        ("Ada", "ada", "stated"), ("the twins", "bo", "stated"), ("the twins", "cy", "stated"),
        ("Dora", None, "stated"), ("Dora", None, "stated"), ("Lund", "lund", "stated"),
        ("B. Q.", "quill", "stated"), ("Nobody", None, "stated"),
    ]  # fmt: skip


def entries(archive: Any) -> list[str]:
    return [row["id"] for row in archive.list("entries")]


def test_mentions_are_confirmed_rejected_and_relinked(archive: Any) -> None:
    first, second, third = entries(archive)
    archive.decide("confirm", first, quote="Ada")
    archive.decide("relink", first, "bo>ada2", quote="the twins")
    archive.decide("reject", first, "cy", quote="the twins")
    archive.decide("relink", first, "quill", quote="Bertram Quill")  # nothing was found there
    archive.build()
    assert mentions(archive)[:4] == [
        ("Ada", "ada", "confirmed"), ("the twins", "ada2", "confirmed"), ("the twins", "cy", "rejected"),
        ("Bertram Quill", "quill", "confirmed"),
    ]  # fmt: skip
    assert next(iter(archive.list("mentions")))["by"] != "source"
    for decision in archive.decisions():
        archive.decide("withdraw", decision.id)
    archive.build()
    assert mentions(archive)[:3] == [
        ("Ada", "ada", "stated"), ("the twins", "bo", "stated"), ("the twins", "cy", "stated"),
    ]  # fmt: skip
    assert len(mentions(archive)) == 8
    del second, third


def test_decisions_that_make_no_sense_are_refused(archive: Any) -> None:
    first, _, third = entries(archive)
    for given_, said in (
        (("relink", first, "nobody", "Ada"), "no record 'nobody'"),
        (("confirm", first, "", "Bertram Quill"), "no record is suggested"),
        (("confirm", first, "", "the twins"), "several records"),
        (("reject", third, "", "Wind"), "nothing is found there"),
        (("relink", f"{first}@900-905", "ada", ""), "no such words"),
        (("merge", "ada", "lund", ""), "cannot be one"),
        (("merge", "ada", "ada", ""), "one record already"),
        (("divide", "ada", "ada2", ""), "two or more"),
        (("relation", "ada", "sister of: x1", ""), "no record 'x1'"),
    ):
        kind, target, value, quote = given_
        with pytest.raises(DecisionError, match=said):
            archive.decide(kind, target, value, quote=quote)
    assert not archive.decisions()


def test_a_merged_record_leads_on(archive: Any) -> None:
    archive.decide("merge", "ada", "ada2")
    archive.decide("relation", "ada2", "sister of: bo [1890/..]")
    archive.decide("note", "ada2", "Kept the accounts.", by="Ada Lind")
    archive.build()
    assert mentions(archive)[0] == ("Ada", "ada2", "stated")
    row = next(r for r in archive.list("people") if r["id"] == "ada2")
    assert (row["replaces"], row["mentions"]) == (["ada"], 1)
    assert "Ada Lind" in row["variants"]
    assert row["relations"] == "sister of: bo [1890/..]"
    assert "Kept the accounts. (Ada Lind" in row["note"]
    (archive.folder / "register/people.csv").write_text(
        PEOPLE.replace("ada,Ada Lind,,\n", ""), "utf-8"
    )
    archive.build()  # its row may go: the id leads on all the same
    assert archive.records().moved["ada"] == ("ada2",)
    assert mentions(archive)[0] == ("Ada", "ada2", "stated")


def test_a_divided_record_leaves_its_mentions_open(archive: Any) -> None:
    archive.decide("divide", "ada", "ada2 bo")
    archive.build()
    assert mentions(archive)[0] == ("Ada", None, "stated")
    assert next(r for r in archive.list("unlinked") if r["ref"] == "#ada")["gone"]


def test_what_changes_in_a_table_reads_no_source(archive: Any) -> None:
    (archive.folder / "register/people.csv").write_text(PEOPLE + "dora,Dora Mann,,\n", "utf-8")
    built = archive.build()
    assert built.read == 0
    assert [m[1] for m in mentions(archive)[3:5]] == ["dora", "dora"]
    assert archive.build().published[0].written == ()


def test_a_record_that_vanishes_is_noticed_and_its_id_stays(archive: Any) -> None:
    (archive.folder / "register/people.csv").write_text(
        PEOPLE.replace("cy,Cy Lind,,\n", ""), "utf-8"
    )
    found = [f for f in archive.build() if f.kind == "register"]
    assert [f.locator for f in found] == ["cy"]
    assert mentions(archive)[2] == ("the twins", None, "stated")
    (archive.folder / "new.csv").write_text("id,name\ncy,Another\n", "utf-8")
    assert archive.records().moved["cy"] == ()


def test_faults_of_the_register_are_found(archive: Any) -> None:
    table = "id,name,born,died,gnd\nada,Ada,1900,1890,118609806\nbo,Bo,May 1900,,\n"
    (archive.folder / "register/people.csv").write_text(table, "utf-8")
    said = [f.message for f in archive.build() if f.kind == "record"]
    assert len(said) == 3
    assert any("check digit" in message for message in said)
    assert any("before it begins" in message for message in said)
    assert any("no EDTF" in message for message in said)
    assert any(f.kind == "record" for f in archive.check())


# ---------------------------------------------------------------------- many at once


def run(archive: Any, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    archive.close()
    return subprocess.run(
        [sys.executable, "-m", "carnet", words[0], str(archive.folder), *words[1:]],
        input=said, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


def test_a_table_of_mentions_becomes_decisions(archive: Any, tmp_path: Path) -> None:
    listed = run(archive, "list", "mentions", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(listed)))
    for row in rows:
        row["decide"] = {"Ada": "confirm", "Dora": "relink", "B. Q.": "reject"}.get(row["text"], "")
        row["value"] = "bo" if row["text"] == "Dora" else ""
    table = tmp_path / "decided.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = run(archive, "settle", str(table))
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 decisions" in done.stdout
    archive.build()
    assert [m for m in mentions(archive) if m[2] != "stated"] == [
        ("Ada", "ada", "confirmed"), ("Dora", "bo", "confirmed"), ("Dora", "bo", "confirmed"),
        ("B. Q.", "quill", "rejected"),
    ]  # fmt: skip


def test_a_table_with_one_bad_row_changes_nothing(archive: Any, tmp_path: Path) -> None:
    ada = next(iter(archive.list("mentions")))
    first, start, end = ada["entry"], ada["start"], ada["end"]
    good = f"confirm,{first},{start},{end},Ada"
    for bad, said in (
        (f"confirm,{first},{start},{end},Eve", "not “Eve”"), (f"confirm,{first},x,12,Ada", "must be numbers"),
        ("bless,x,,,", "no decision of the kind"), ("merge,,,,", "no record"),
    ):  # fmt: skip
        (tmp_path / "t.csv").write_text(f"decide,entry,start,end,text\n{good}\n{bad}\n", "utf-8")
        with pytest.raises(DecisionError, match=said) as raised:
            archive.settle(tmp_path / "t.csv")
        assert "row 3" in str(raised.value)
    assert not archive.decisions()


def test_the_queue_asks_what_settles_most_first(archive: Any) -> None:
    asked = [
        json.loads(line) for line in run(archive, "review", "--format", "jsonl").stdout.splitlines()
    ]
    assert [(row["kind"], row["mentions"]) for row in asked] == [("unlinked", 2), ("unlinked", 1)]
    assert asked[0]["lines"][0].startswith("1911-05-04")
    done = run(archive, "review", said="?\nnobody\nbo\nn\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Answer y (yes), n (no)") == 2  # at first, and to a question mark
    assert "no record 'nobody'" in done.stderr
    assert "Recorded: 3 decisions" in done.stdout
    archive.build()
    assert ("Dora", "bo", "confirmed") in mentions(archive)
    assert ("Nobody", None, "rejected") in mentions(archive)
    assert run(archive, "review", said="").stdout.strip() == "There is nothing to ask."


def test_records_that_were_told_apart_are_not_asked_about_again(archive: Any) -> None:
    table = PEOPLE + "bo2,Bo Lind,,\n"
    (archive.folder / "register/people.csv").write_text(table, "utf-8")
    archive.build()
    assert [(row["one"], row["other"]) for row in archive.list("duplicates")] == [("bo", "bo2")]
    doubt = next(d for d in archive.review() if d.kind == "duplicate")
    archive.answer(doubt, "n")
    assert not list(archive.list("duplicates"))
    (archive.folder / "decisions/decisions.jsonl").unlink()
    archive.answer(doubt, "y")
    assert archive.records().living("bo2") == archive.records().living("bo")


# ---------------------------------------------------------------------- sealing a person


def test_a_sealed_person_is_in_no_byte(archive: Any) -> None:
    archive.build()
    before = b"".join(p.read_bytes() for p in (archive.folder / "site").rglob("*") if p.is_file())
    assert b"Bertram Quill" in before
    archive.decide("seal", "quill", until="2099-01-01")
    archive.build()
    for path in (archive.folder / "site").rglob("*"):
        assert "quill" not in path.name.lower()
        if path.is_file():
            data = path.read_bytes().lower()
            for word in (b"quill", b"bertram", b"b. q."):
                assert word not in data, path
    edition = archive.edition()
    assert list(archive.search("quill")) == []
    for entry in edition.published([line.id for line in edition.lines]):
        assert "quill" not in repr(entry).lower()
    assert ("record", "quill", "2099-01-01") in list(edition.held_back())
    # the seal outlives the record's row
    (archive.folder / "register/people.csv").write_text(
        PEOPLE.replace("quill,Bertram Quill,B. Quill,\n", ""), "utf-8"
    )
    archive.build()
    assert b"Quill" not in b"".join(
        p.read_bytes() for p in (archive.folder / "site").rglob("*") if p.is_file()
    )
    assert any(
        "Quill" in line
        for line in (archive.folder / "decisions/decisions.jsonl").read_text().splitlines()
    )


def test_a_seal_follows_a_merge_and_opens_on_its_day(archive: Any) -> None:
    from datetime import date

    archive.decide("seal", "quill", until="2040-01-01")
    archive.decide("merge", "quill", "bo")
    archive.build(as_of=date(2030, 1, 1))
    site = archive.folder / "site"
    text = b"".join(p.read_bytes() for p in site.rglob("*.html"))
    assert b"Quill" not in text
    assert b"Bo Lind" not in text
    archive.build(as_of=date(2041, 1, 1))
    assert b"Quill" in b"".join(p.read_bytes() for p in site.rglob("*.html"))


# ---------------------------------------------------------------------- laws

_IDS = [f"p-{n}" for n in range(7)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["merge", "divide", "drop"]),
            st.sampled_from(_IDS),
            st.lists(st.sampled_from(_IDS), min_size=1, max_size=3),
        )
    )
)
@settings(max_examples=300)
def test_every_old_address_answers(acts: list[tuple[str, str, list[str]]]) -> None:
    """Merge, divide and drop at random: each id ever given is a record, leads to records, or is
    known to be gone; nothing leads in a circle, and what is living is led to by itself only.
    """
    records = {id_: Record(id_, "person", id_) for id_ in _IDS}
    ids = Ids(dict.fromkeys(_IDS, "person"))
    decisions = []
    for kind, first, others in acts:
        if kind == "drop":
            records.pop(first, None)
        else:
            decisions.append(
                new_decision(
                    kind,
                    by="x",
                    record=first,
                    value=" ".join(others[:1] if kind == "merge" else others),
                )
            )
    held, moved, findings = shape(records, ids, decisions)
    register = Register(held.values(), moved, findings)
    for id_ in _IDS:
        assert (id_ in held) != (id_ in moved)
        for successor in moved.get(id_, ()):
            assert successor in held
        if id_ not in records and not moved[id_]:
            assert any(f.locator == id_ for f in findings)
        assert register.living(id_) is None or register.living(id_) in held
    names = {name.text for record in held.values() for name in record.names}
    for id_ in () if any(act[0] == "divide" for act in acts) else records:
        assert id_ in names  # what a record was called is not lost with it


@given(
    st.lists(
        st.tuples(st.sampled_from(_IDS), st.sampled_from(_IDS)).filter(
            lambda pair: pair[0] != pair[1]
        ),
        min_size=3,
        max_size=12,
    )
)
def test_merges_of_merges_leave_one_record_for_each_whole(pairs: list[tuple[str, str]]) -> None:
    """However merges are chained, those that were said to be one, by whatever way, answer with one
    record, and no others do.
    """
    one_of = {id_: {id_} for id_ in _IDS}
    for first, other in pairs:
        whole = one_of[first] | one_of[other]
        one_of.update(dict.fromkeys(whole, whole))
    ids = Ids(dict.fromkeys(_IDS, "person"))
    decisions = [new_decision("merge", by="x", record=a, value=b) for a, b in pairs]
    held, moved, findings = shape({i: Record(i, "person", i) for i in _IDS}, ids, decisions)
    register = Register(held.values(), moved, findings)
    for id_ in _IDS:
        living = register.living(id_)
        assert living in one_of[id_]
        assert {register.living(other) for other in one_of[id_]} == {living}
    assert len(held) == len({frozenset(whole) for whole in one_of.values()})


WORDS = [
    "Max",
    "came",
    "with",
    "Olga",
    "to",
    "tea",
    "and",
    "left",
    "Max,",
    "Wind.",
    "the",
    "Bridge",
]


@settings(max_examples=400)
@given(data=st.data())
def test_a_mention_is_never_moved_to_other_words(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=40))
    at = data.draw(st.integers(0, len(words) - 1))
    text = " ".join(words)
    start = len(" ".join(words[:at])) + bool(at)
    end = start + len(words[at].rstrip(",."))
    decision = new_decision("confirm", by="x", entry="e", value="p", **passage(text, start, end))
    around = decision.prefix + decision.exact + decision.suffix
    assume(text.count(around) == 1)
    assert decision.mention_in(text) == (start, end)
    # where each sign of the old text stands in the new one; None for what is gone
    where: list[int | None] = list(range(len(text)))
    new = text
    for _ in range(data.draw(st.integers(1, 4))):
        left = data.draw(st.integers(0, len(new)))
        right = data.draw(st.integers(left, min(len(new), left + 12)))
        put = data.draw(st.sampled_from(["", " ", "x", "Max ", "Olga and ", "\n"]))
        new = new[:left] + put + new[right:]
        moved = len(put) - (right - left)
        where = [
            None if w is None or left <= w < right else w + moved if w >= right else w
            for w in where
        ]
    found = decision.mention_in(new)
    if found is None:
        return
    assert new[slice(*found)] == decision.exact
    own = where[start:end]
    if own == list(range(found[0], found[1])):
        return
    # never other words of the old text: unless what is there is set between the very same neighbours
    assert new[
        max(0, found[0] - len(decision.prefix)) : found[0]
    ] == decision.prefix or new.startswith(decision.suffix, found[1])
    kept = sum(w is not None for w in where[max(0, start - 32) : end + 32])
    assert kept >= 8 or around in new


def test_a_mention_that_lost_its_words_is_a_finding(archive: Any, tmp_path: Path) -> None:
    first = entries(archive)[0]
    archive.decide("confirm", first, quote="Ada")
    archive.build()
    for change, lost in ((("Tea with", "Early tea with"), 0), (("Ada", "Eve"), 1)):
        text = DIARY.replace(*change, 1)
        (tmp_path / "new.xml").write_text(text, "utf-8")
        name = archive.add([tmp_path / "new.xml"], replaces=max(archive.sources.found()))
        found = [f for f in archive.build() if "no longer finds its words" in f.message]
        assert len(found) == lost, name
        (tmp_path / "new.xml").unlink()
    assert [m for m in mentions(archive) if m[2] == "confirmed"] == []


def test_a_theme_is_kept(archive: Any) -> None:
    first = entries(archive)[0]
    archive.decide("theme", first, "visits", quote="Tea with Ada")
    with pytest.raises(CarnetError):
        archive.decide("theme", first, " ")
    (decision,) = archive.decisions()
    assert (decision.kind, decision.value, decision.exact) == ("theme", "visits", "Tea with Ada")
