"""Whom a name means, in invented diaries of several languages."""

from __future__ import annotations

import numpy as np
import pytest

from carnet.recognisers.names import Link, Linker, Memory, Text
from carnet.recognisers.names.dwelling import moves
from carnet.recognisers.names.fitting import Group, fit
from carnet.recognisers.names.unknown import Strangers
from carnet.register import Name, Record

DAY = 2_410_000


def person(id_: str, forename: str, surname: str, *variants: str, sex: str = "") -> Record:
    return Record(
        id_, "person", f"{forename} {surname}", variants=tuple(map(Name, variants)),
        forename=forename, surname=surname, sex=sex,
    )  # fmt: skip


ENGLISH = (
    person("p-ada", "Ada", "Thornbury", sex="f"),
    person("p-silas", "Silas", "Thornbury", sex="m"),
    person("p-jem", "Jeremiah", "Oakes", "Jem", sex="m"),
    Record("pl-wick", "place", "Wickersley, Yorkshire"),
)


def linked(text: str, day: int, **named: str) -> Text:
    """A text with links: name=record, the name's underscores are spaces."""
    links = []
    for name, target in named.items():
        said = name.replace("_", " ")
        at = text.index(said)
        links.append(Link(at, at + len(said), "person", target))
    return Text(text, day, tuple(links))


def found(linker: Linker, text: str, day: int = DAY, least: float = 0.5) -> dict[str, str]:
    return {text[s.start : s.end]: s.target for s in linker.suggest(text, day, least=least)}


def made(*records: Record) -> Linker:
    linker = Linker()
    for record in records:
        linker.memory.add_record(record)
    return linker


def test_whole_names_need_no_links():
    text = "Walked to Wickersley with Ada Thornbury and Jeremiah Oakes."
    assert found(made(*ENGLISH), text) == {
        "Wickersley": "pl-wick", "Ada Thornbury": "p-ada", "Jeremiah Oakes": "p-jem",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rentré avec Lucienne Maurel ; déjeuné à Vézelay.", {"Lucienne Maurel": "p-l", "Vézelay": "pl-v"}),
        ("Cené con Lucienne Maurel en Vezelay, como siempre.", {"Lucienne Maurel": "p-l", "Vezelay": "pl-v"}),
        ("Mit Lucienne Maurel nach Vézelay.", {"Lucienne Maurel": "p-l", "Vézelay": "pl-v"}),
    ],
)  # fmt: skip
def test_in_any_language(text: str, names: dict[str, str]):
    linker = made(person("p-l", "Lucienne", "Maurel"), Record("pl-v", "place", "Vézelay"))
    assert found(linker, text) == names


def test_a_surname_follows_whom_it_was_last_said_of():
    linker = made(*ENGLISH)
    for n in range(6):
        linker.take(linked("Thornbury came to tea.", DAY + n, Thornbury="p-ada"))
    assert found(linker, "Dined with Thornbury.", DAY + 8) == {"Thornbury": "p-ada"}
    for n in range(14):
        linker.take(linked("Thornbury came to tea.", DAY + 300 + n, Thornbury="p-silas"))
    assert found(linker, "Dined with Thornbury.", DAY + 316) == {"Thornbury": "p-silas"}


def test_a_nickname_is_learned():
    linker = made(*ENGLISH)
    for n in range(4):
        linker.take(linked("Then Tuppy called.", DAY + n, Tuppy="p-jem"))
    assert found(linker, "A letter from Tuppy.", DAY + 5) == {"Tuppy": "p-jem"}


def test_common_words_are_not_names():
    linker = made(person("p-mann", "Otto", "Feld"), *ENGLISH)
    texts = ["Er ist im Feld. Wir sahen das Feld, ein Feld wie dieses."] * 30
    linker.notice(texts)
    assert "Feld" not in found(linker, "Sein Bruder ist auch im Feld geblieben.")
    assert found(linker, "Mit Otto Feld im Feld.") == {"Otto Feld": "p-mann"}


def test_what_was_rejected_counts_against_the_form():
    linker, other = made(*ENGLISH), made(*ENGLISH)
    text = "The Oakes were cut down."
    for n in range(8):
        at = text.index("Oakes")
        linker.take(Text(text, DAY + n, (Link(at, at + 5, "", ""),), whole=False))

    def score(one: Linker) -> float:
        return max((s.score for s in one.suggest(text, DAY + 9, least=0.0)), default=0.0)

    assert score(linker) < score(other)


def test_learning_twice_gives_the_same():
    texts = [
        linked(f"Day {n}: Thornbury and Jem.", DAY + n, Thornbury=("p-ada", "p-silas")[n % 7 == 0], Jem="p-jem")
        for n in range(400)
    ]  # fmt: skip
    linkers = [made(*ENGLISH), made(*ENGLISH)]
    for linker in linkers:
        linker.learn(texts)
    assert linkers[0].weights == linkers[1].weights
    (jem,) = [s for s in linkers[0].suggest("Jem again.", DAY + 401) if s.target == "p-jem"]
    assert jem.score > 0.9


def test_fitting_finds_what_tells_right_from_wrong():
    random = np.random.default_rng(7)
    groups = []
    for _ in range(400):
        rows = np.column_stack([np.ones(3), random.normal(size=3)])
        right = np.zeros(3)
        right[int(rows[:, 1].argmax())] = 1.0
        groups.append(Group(rows, right))
    weights = fit(groups, (0.0, 0.0))
    assert weights[1] > 1


def test_strangers_are_gathered():
    linker = made(*ENGLISH)
    texts = [
        "Met old Bartholomew Quance at the mill. We spoke of the price of wool.",
        "Then Quance wrote to me. The Vicar was there, and the vicar laughed.",
        "Tea with Mrs. Lidgett and Ada Thornbury.",
    ]
    linker.notice(texts)
    strangers = Strangers(linker.memory)
    for n, text in enumerate(texts):
        strangers.look(f"e{n}", text, [(s.start, s.end) for s in linker.suggest(text, DAY)])
    groups = {row["text"]: row for row in strangers.groups()}
    assert groups["Bartholomew Quance"]["mentions"] == 2
    assert groups["Mrs. Lidgett"]["person"]
    assert not any("Thornbury" in text or "Vicar" in text for text in groups)


MOVE: tuple[tuple[str, str], ...] = (
    ("Left the old house & went to live at the Mill, in rain.", "Mill"),
    ("On Monday we moved to the Mill.", "Mill"),
    ("Wir übersiedeln nach Mill.", "Mill"),
    ("Nous avons déménagé à Mill", "Mill"),
    ("Mr. Green went to live in town.", ""),
    ("He moved to the window.", ""),
)


@pytest.mark.parametrize(("text", "where"), MOVE)
def test_what_says_that_the_writer_moves(text: str, where: str) -> None:
    said = [text[start:end] for start, end in moves(text)]
    assert bool(said) == bool(where)
    assert all(where in part for part in said)


def test_home_is_elsewhere_after_the_writer_has_moved() -> None:
    linker = Linker()
    for id_, name in (("grange", "Grange"), ("mill", "Mill")):
        linker.memory.add_record(Record(id_, "place", name))
    for day in range(60):
        linker.take(Text("Stayed at home.", day, (Link(10, 14, "place", "grange"),)))
    linker.take(Text("Walked to the Mill.", 60, (Link(14, 18, "place", "mill"),)))

    def home(day: int) -> str:
        return next(s.target for s in linker.suggest("Stayed at home.", day, least=0.2))

    assert home(61) == "grange"
    linker.suggest("Left the Grange and went to live at the Mill.", 62, least=0.2)
    assert home(63) == "mill"
    assert home(61) == "grange"
    for day in (70, 72, 74):
        linker.take(Text("Stayed at home.", day, (Link(10, 14, "place", "grange"),)))
    assert home(69) == "mill"
    assert home(75) == "grange"  # links say more than words do


def test_nouns_and_the_things_of_others_are_no_unknown_names() -> None:
    linker = Linker()
    linker.memory.add_record(person("p-ada", "Ada", "Thornbury"))
    german = "Herrliche Luft, Abends Spuren von Talent bei Ada Quendel und Frau Ostwald im Garten der Villa am Berg."
    english = (
        "At last there was some quiet at the inn, where old Bartholomew Quance's Winter was read to us "
        "by the fire until nobody could keep awake any longer. Heard of the fair that is to be held there."
    )
    texts = (german, english)
    linker.notice(texts)
    strangers = Strangers(linker.memory)
    for n, text in enumerate(texts):
        strangers.look(f"e{n}", text, ())
    forms = {form for row in strangers.groups() for form in row["forms"]}
    assert {"Ada Quendel", "Frau Ostwald", "Bartholomew Quance"} <= forms
    assert not any(word in form for form in forms for word in ("Luft", "Talent", "Winter", "Heard"))


def test_a_name_that_two_records_share_is_listed_with_both() -> None:
    linker = made(*ENGLISH)
    texts = [f"Walked over with Thornbury, who shot {n} hares; Mrs. Thornbury sang." for n in range(4)]  # fmt: skip
    linker.notice(texts)
    strangers = Strangers(linker.memory)
    for n, text in enumerate(texts):
        strangers.look(f"e{n}", text, ())
    (group,) = strangers.groups()
    assert group["mentions"] == 8
    assert sorted(group["fits"]) == ["p-ada", "p-silas"]


def test_the_hour_and_the_month_are_no_unknown_names() -> None:
    text = (
        "The wind fell in January, and rose again at 9 P.M. Still nobody slept; 11 A.M.--Still the ice held. "
        "We had thought that in January it would break, as others said in their letters home."
    )
    linker = made(*ENGLISH)
    linker.notice([text])
    strangers = Strangers(linker.memory)
    strangers.look("e", text, ())
    assert not strangers.groups()


def test_a_name_that_the_register_has_with_an_article() -> None:
    linker = made(
        Record("p-o", "person", "Louis Marsan", variants=(Name("l’Ogre"),), sex="m"),
        Record("pl-b", "place", "Le Tréhou"),
    )
    text = "Vu l’Ogre au théâtre. Puis au Tréhou, où l’Ogre nous attend."
    linker.notice([text])
    assert found(linker, text) == {"Ogre": "p-o", "Tréhou": "pl-b"}


def test_the_first_name_after_aunt_is_rather_anothers() -> None:
    linker = made(
        Record("p-aunt", "person", "Aunt Ottilie", sex="f"),
        person("p-sister", "Ottilie", "Brandt", sex="f"),
    )
    text = "Aunt Ottilie came. Played at cards with Ottilie, who cheats; then Ottilie cried."
    linker.notice([text] * 3)
    least = 0.2
    assert found(linker, text, least=least) == {"Aunt Ottilie": "p-aunt", "Ottilie": "p-sister"}


def test_saints_are_written_in_many_ways() -> None:
    linker = made(
        Record("pl-a", "place", "Saint-Amance"),
        Record("pl-v", "place", "St. Velm"),
        person("p-r", "Luc", "Saint-Roman"),
    )
    text = "We left St Amance by the night train; St. Roman came with us to Sankt Velm."
    assert found(linker, text) == {"St Amance": "pl-a", "St. Roman": "p-r", "Sankt Velm": "pl-v"}


def test_a_people_is_no_person_and_a_kind_of_place_no_place() -> None:
    linker = made(
        person("p-f", "Sir John", "French", sex="m"), Record("pl-t", "place", "Theater am Tor")
    )
    text = "A French train full of French soldiers. Sir John French came past the Theater, and General French."
    linker.notice([text] * 2)
    assert found(linker, text) == {"Sir John French": "p-f", "French": "p-f"}
    (bare,) = [s for s in linker.suggest(text, DAY) if text[s.start : s.end] == "French"]
    assert text[: bare.start].endswith("General ")


def test_who_the_register_calls_mother_is_named_by_it() -> None:
    linker = made(Record("p-m", "person", "Mother", sex="f"))
    texts = [f"Then Mother said no, as Mother will; some mother of {n} passed by." for n in range(9)]  # fmt: skip
    linker.notice(texts)
    assert found(linker, texts[0], least=0.3) == {"Mother": "p-m"}


def test_the_writer_who_has_no_record_is_nobody_else() -> None:
    linker = Linker(Memory("Georg Brandt"))
    linker.memory.add_record(person("p-g", "Gisela", "Brandt"))
    linker.memory.add_record(person("p-o", "Otto", "Brandt"))
    text = "Signed G. Brandt; with O. Brandt to the notary, who wrote Georg Brandt."
    assert found(linker, text) == {"O. Brandt": "p-o"}


def test_a_rehearsal_knows_of_the_register_what_the_linker_knows() -> None:
    memory = Memory("Georg Brandt", ["pl"])
    ogre = Record("p-o", "person", "Louis Marsan", variants=(Name("l’Ogre"),))
    for record in (*ENGLISH, ogre):
        memory.add_record(record)
    memory.notice("Then l’Ogre came to Wickersley with Ada.")
    copy = memory.copy()
    apart = {"book", "dwelling", "stands"}  # these learn by themselves
    for name, held in vars(memory).items():
        assert name in apart or getattr(copy, name) == held, name
    assert copy.definite == {"ogre"}
