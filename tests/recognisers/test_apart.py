"""Couples that are linked as one, titles of works, names in another spelling, and titles of people."""

from __future__ import annotations

import pytest

from carnet.recognisers.names import Link, Linker, Text
from carnet.recognisers.names.apart import heads
from carnet.recognisers.names.forms import title_of
from carnet.register import Record
from tests.recognisers.tools import made, person

DAY = 2_411_000


def linked(text: str, said: str, kind: str, target: str, day: int = DAY) -> Text:
    start = text.index(said)
    return Text(text, day, (Link(start, start + len(said), kind, target),))


def found(linker: Linker, text: str) -> set[tuple[str, str]]:
    """The words and records of all that may be meant, however unlikely that is."""
    return {
        (" ".join(text[s.start : s.end].split()), s.target)
        for s in linker.suggest(text, DAY + 30, least=0.0)
    }


FAMILY = Record("o-oakes", "organisation", "The Oakes family")
WIFE = person("p-oakes", "Mrs. Oakes", sex="female")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Mr. & Mrs. Oakes", "Rain all day. Mr. & Mrs. Oakes called."),
        ("Mr. & Mrs. Oakes", "Rain all day. Mr. and Mrs. Oakes called."),
        ("Mr. and Mrs. Oakes", "Dined at Mr. & Mrs. Oakes's with Papa."),
        ("Herrn und Frau Oakes", "Besuch bei Herrn und Frau Oakes."),
    ],
)
def test_a_couple_that_was_linked_as_one_is_found_as_one(said: str, text: str) -> None:
    linker = made(FAMILY, WIFE)
    linker.learn([linked(f"At home. {said} dined here.", said, "organisation", "o-oakes")])
    targets = {target for _, target in found(linker, text)}
    assert targets == {"o-oakes"}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Pell & Mrs. Oakes called.",
        "Mr. Oakes. Mrs. Oakes called.",
        "To see Mr. Then Mrs. Oakes called.",
    ],
)
def test_other_words_beside_one_another_are_no_such_couple(text: str) -> None:
    linker = made(FAMILY, WIFE)
    linker.learn(
        [linked("Mr. & Mrs. Oakes dined here.", "Mr. & Mrs. Oakes", "organisation", "o-oakes")]
    )
    assert all(not words.startswith("Mr. & Mrs") for words, _ in found(linker, text))
    assert ("Mrs. Oakes", "p-oakes") in found(linker, text)


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        (
            "Ferrars and His Age: With Some Account of His Friends",
            "Went on with Ferrars & his Age till dinner.",
            "Ferrars & his Age",
        ),
        (
            "Sir Gervase Holt; or, the Miser. A Novel",
            "Read Sir Gervase Holt--dull.",
            "Sir Gervase Holt",
        ),
        ("Wanderings of a Tinker (1811)", "Finished the Wanderings of a Tinker.", ""),
        ("Der Kranz und die Klinge", "Abends Kranz und Klinge gelesen.", "Kranz und Klinge"),
    ],
)
def test_the_title_of_a_work_is_no_person(title: str, text: str, said: str) -> None:
    linker = made(
        Record("w", "work", title),
        person("p-f", "Silas Ferrars"),
        person("p-h", "Sir Gervase Hale"),
    )
    held = found(linker, text)
    assert {target for _, target in held} == {"w"}
    assert not said or (said, "w") in held


def test_a_title_that_is_only_names_does_not_take_them_away() -> None:
    linker = made(
        Record("w", "work", "Harold and Edith"),
        person("p-1", "Harold Pym"),
        person("p-2", "Edith Lowe"),
    )
    assert {target for _, target in found(linker, "Harold & Edith came to tea.")} == {"p-1", "p-2"}


def test_what_explains_a_title_is_none_of_it() -> None:
    assert dict(heads("Ferrars and His Age: An Essay")) == {
        "Ferrars and His Age": ("ferrars", "age")
    }
    assert [head for head, _ in heads("Holt; or, the Miser")] == ["Holt"]


def test_a_name_within_the_title_of_a_work_is_no_example_of_a_name() -> None:
    said = "Pellam's Magazine"
    texts = [
        linked(f"Read {said} with Aunt all evening, day {n}.", said, "work", "w", DAY + n)
        for n in range(12)
    ]
    linker = made(person("p", "Walter Pellam"), Record("w", "work", "Pellam's Magazine"))
    linker.learn(texts, weights=False)
    assert linker.memory.named["pellam"] == 0
    assert linker.memory.seen["pellam"] == 12


@pytest.mark.parametrize(
    ("kind", "seen"), [("work", 1), ("organisation", 1), ("person", 0), ("name", 0)]
)
def test_what_is_marked_as_a_work_without_saying_which_names_no_person(
    kind: str, seen: int
) -> None:
    linker = made(person("p", "Walter Pellam"))
    linker.learn([linked("Read Pellam again.", "Pellam", kind, "")], weights=False)
    assert linker.memory.seen["pellam"] == seen
    assert linker.memory.named["pellam"] == 0


@pytest.mark.parametrize("other", ["Mr. Eliot", "Mr. Elliot", "Mr. Ellyott"])
def test_a_name_of_several_words_in_another_spelling(other: str) -> None:
    linker = made(person("p-1", "Ada Elliott", sex="female"))
    linker.learn([linked("Mr. Elliott came early.", "Mr. Elliott", "person", "p-2")])
    assert (other, "p-2") in found(linker, f"Called on {other} after church.")


def test_a_spelling_that_is_anothers_stays_theirs() -> None:
    linker = made(person("p-1", "Ada Eliot"))
    linker.learn([linked("Mr. Elliott came early.", "Mr. Elliott", "person", "p-2")])
    assert all(words == "Eliot" for words, _ in found(linker, "Called on Mr. Eliot after church."))


def test_the_title_that_somebody_bears_tells_who_is_meant() -> None:
    linker = made(person("p-1", "Captain Harwood"), person("p-2", "Dr. Harwood"))
    texts = [
        linked(f"Capt. Harwood and the {n} dogs.", "Harwood", "person", "p-1", DAY + n)
        for n in range(2, 5)
    ]
    linker.learn(texts)
    assert linker.memory.styled["p-1"] == {"captain"}
    assert title_of("capt") == title_of("captain")
    assert title_of("harwood") == ""


def test_who_is_sealed_is_found_within_a_couple_and_a_title() -> None:
    linker = made(
        FAMILY, WIFE, Record("w", "work", "Ferrars and His Age"), person("p", "Silas Ferrars")
    )
    said = "Mr. & Mrs. Oakes"
    linker.learn([linked(f"{said} dined here.", said, "organisation", "o-oakes")])
    text = f"{said} called. Read Ferrars & his Age."
    assert {target for _, target in found(linker, text)} == {"o-oakes", "w"}
    linker.memory.book.sealed = frozenset({"p-oakes", "p"})
    assert {target for _, target in found(linker, text)} == {"o-oakes", "w", "p-oakes", "p"}
