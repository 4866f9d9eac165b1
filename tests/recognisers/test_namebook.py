"""What a book of names keeps in mind is what it would find anew."""

from __future__ import annotations

import random

import pytest

from carnet.recognisers.names import Link, Linker, Text
from carnet.recognisers.names.forms import bones, words
from carnet.recognisers.names.namebook import Form, Namebook
from carnet.register import Name, Record

NAMES = (
    *("ida", "ida brandt", "brandt", "i b", "ida b", "idi", "brant", "von der au", "der au", "weissenbach"),
    *("weissen bach", "koenig", "konig", "jem oakes", "oakes", "jem", "jm", "j o", "oakesley", "oak tree of ada"),
    *("mary jane", "maryjane", "borucki", "anna borucka", "anna", "ania", "st john", "xaver k", "xav k", "k"),
)  # fmt: skip
SAID = (
    *("Ida", "Ida.", "I.", "Brandts", "Brandt", "B.", "Brant", "von", "der", "Au", "Weißenbach", "Weissen Bach"),
    *("König", "Koenigs", "Jem", "Jm.", "J.", "Oakes", "O.", "Oak", "tree", "of", "Ada", "Mary", "Jane", "Maryjanes"),
    *("Boruckiego", "Anny", "Annie", "St. John", "Xaver", "Xav.", "K.", "Mr.", "und", "Nothing", "Else,", "the", "Jema"),
)  # fmt: skip


def anew(book: Namebook) -> Namebook:
    """A book that has learned the same, and has looked at no text yet."""
    other = book.copy()
    other.forget()
    return other


def test_what_was_found_before_is_what_is_found_anew():
    for seed in range(6):
        chance = random.Random(seed)
        book = Namebook(("pl",) if seed % 3 == 0 else ("de",))
        book.within |= {"tree"}
        for step in range(160):
            name, record = chance.choice(NAMES), chance.choice(("p1", "p2", "p3"))
            if chance.random() < 0.5:
                book.link(name, record)
            elif chance.random() < 0.5:
                book.know(name, record, chance.choice(("whole", "surname", "pet")))
            text = " ".join(chance.choice(SAID) for _ in range(30))
            row = words(text, (), book.within)
            found, fresh = list(book.forms(row)), anew(book)
            assert found == list(fresh.forms(row)), (seed, step, text)
            assert list(book.forms(row)) == found
            if step % 50 == 0:
                book = book.copy()
            for form in found:
                assert book.candidates(form, row) == fresh.candidates(form, row)


def test_what_is_learned_is_seen_at_once_in_every_way_that_it_can_be_said():
    book = Namebook()
    rows = [
        words(said) for said in ("Maryjane came.", "Zsofie came.", "Vlk. came.", "Vera Specht.")
    ]
    assert [list(book.forms(row)) for row in rows] == [[], [], [], []]
    for form in ("mary jane", "sofie", "valik", "vera specht"):
        book.know(form, "p1", "whole")
    assert bones("valik") == "vlk"
    assert [next(book.forms(row)).key for row in (rows[0], rows[2], rows[3])] == [
        "mary jane", "vlk", "vera specht",
    ]  # fmt: skip
    assert next(book.forms(rows[3])) == Form(0, 2, "vera specht")


def test_the_full_stop_of_an_abbreviation_that_the_register_has() -> None:
    linker = Linker()
    names = tuple(map(Name, ("Wsh. Gdn.", "W. G.")))
    linker.memory.add_record(Record("pl", "place", "Washing Garden", variants=names))
    text = "Dined at W. G. On Sunday at Wsh. Gdn. all day; Washing Garden. Rain."
    found = [text[s.start : s.end] for s in linker.suggest(text, 2_410_000, least=0.0)]
    assert found == ["W. G.", "Wsh. Gdn.", "Washing Garden"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nachricht von H. H. aus Wien", "h h"),  # nobody else's initial
        ("Oper, Eug. Pfandl, dann heim", "eug pfandl"),
        ("Bei Eug. und Pfandl", "eug"),
        ("Heute in St. V. mit allen", "st v"),
    ],
)
def test_after_an_abbreviation_whoever_bears_both_names_goes_first(text: str, key: str) -> None:
    book = Namebook(("de",))
    book.know("hedwig hallgren", "p-h", "whole")
    book.know("eugen pfandl", "p-e", "whole")
    book.know("pfandl", "p-e", "surname")
    book.know("st vigil", "l-v", "whole")
    book.link("h", "l-hafen")
    book.link("eug", "p-other")
    assert next(iter(book.forms(words(text)))).key == key


def test_a_surname_that_was_abbreviated_in_a_link_may_be_anybodys_who_has_it() -> None:
    linker = Linker()
    linker.memory.add_record(Record("p-otto", "person", "Otto Harknagel"))
    said = "Mit Tilda Harkn. im Garten"
    link = Link(4, 16, "person", "p-tilda")
    linker.take(Text(said, 2_410_000, (link,)))
    book = linker.memory.book
    for text, who in (
        ("Bei Harkn. gegessen", {"p-tilda", "p-otto"}),
        ("Bei Harkn gegessen", {"p-tilda"}),
        ("Bei Harknagel gegessen", {"p-otto"}),
    ):
        row = words(text)
        (form,) = book.forms(row)
        assert set(book.candidates(form, row)) == who, text
