"""Each stage by itself."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.trace import Tracer, marks, shingles, store, verdict, volume
from carnet.trace.alignment import lay
from carnet.trace.boundaries import ANY, agree, form
from carnet.trace.chains import Run, colinear, groups, runs
from carnet.trace.corpus import Corpus
from carnet.trace.normal import GRAM, grams, letters
from carnet.trace.query import Query
from carnet.trace.search import Search
from carnet.trace.shingles import STEP, beginning, hits, lower, places, seeds, shingled
from carnet.trace.volume import Unit, Volume
from carnet.trace.words import words

DIARY = (
    "Went to the ferry at six and found the rope already wet. The boatman would not say who had "
    "crossed before me. So home, and wrote four letters by the light of the kitchen."
)

# ---------------------------------------------------------------------- normal form


def test_typography_is_gone_and_every_letter_knows_its_home():
    text = "“The ﬁrst Æon—½ of it”, naïve Straße"
    found = letters(text)
    assert found.symbols.tobytes() == b"thefirstaeon12ofitnaivestrasse"
    assert [text[at] for at in found.home.tolist()[3:5]] == ["ﬁ", "ﬁ"]
    assert np.all(np.diff(found.home) >= 0)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("coöperate", "cooperate"),
        ("to-mor-\nrow", "tomorrow"),
        ("ſhall", "shall"),
        ("Ёлка ещё", "елка еще"),
        ("don’t", "dont"),
        ("Smith & Sons", "Smith and Sons"),
        ("e\u0301te\u0301", "été"),
        ("soft\u00adly", "softly"),
    ],
)
def test_what_two_printings_do_not_share_is_the_same(one: str, two: str):
    assert letters(one).symbols.tobytes() == letters(two).symbols.tobytes()


def test_letters_of_one_script_stay_apart():
    for start, end in ((0x430, 0x450), (0x3B1, 0x3CA), (0x5D0, 0x5EB)):
        alphabet = [chr(code) for code in range(start, end) if chr(code) not in "ςйё"]
        symbols = [letters(letter).symbols.tobytes() for letter in alphabet]
        assert len(set(symbols)) >= len(alphabet) - 5  # final forms fold together
    assert len(letters("中文").symbols) == 4


@given(st.text(max_size=200))
def test_offsets_return_home(text: str):
    found = letters(text)
    assert len(found.symbols) == len(found.home)
    assert all(0 <= at < len(text) for at in found.home.tolist())
    for at in set(found.home.tolist()):
        own = found.symbols[found.home == at].tobytes()
        assert own[:1] == letters(text[at]).symbols.tobytes()[:1]


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), max_size=60))
def test_composed_and_decomposed_are_one(text: str):
    one = letters(unicodedata.normalize("NFC", text)).symbols.tobytes()
    assert one == letters(unicodedata.normalize("NFD", text)).symbols.tobytes()


# ---------------------------------------------------------------------- shingles


def test_every_shingle_is_found_where_it_stands():
    own = letters(DIARY).symbols
    array = shingled(own)
    found = seeds(array, own)
    for at in range(len(own) - GRAM + 1):
        there = places(array, int(found.first[at]), int(found.many[at]))
        assert at in there.tolist()
    assert grams(own[:5]).size == 0


@given(st.lists(st.integers(0, 400), max_size=300), st.integers(0, 2**32))
def test_what_leads_through_the_steps_comes_to_the_same_place(held: list[int], seed: int):
    array = np.sort(np.array(held, np.uint64))
    keys = np.sort(np.random.default_rng(seed).integers(0, 420, 400).astype(np.uint64))
    for own in (keys, keys[:3]):
        assert lower(array, array[::STEP], own).tolist() == np.searchsorted(array, own).tolist()


def test_hits_leave_out_the_commonest_shingles_when_there_are_too_many():
    own = letters("abcdefgh" * 300 + "the one and only").symbols
    array = shingled(own)
    query, _ = hits(array, seeds(array, own), 100)
    assert 0 < len(query) <= 100


def test_fewer_than_eight_letters_are_found_too():
    own = letters(DIARY).symbols
    array = shingled(own)
    there = beginning(array, letters("rope").symbols).tolist()
    assert own.tobytes().find(b"rope") in there


# ---------------------------------------------------------------------- chains


def test_runs_and_groups_of_a_copied_sentence():
    query, text = np.array([3, 4, 5, 6, 7, 20, 21]), np.array([103, 104, 105, 106, 107, 122, 123])
    found = runs(query, text)
    assert list(zip(*(one.tolist() for one in found), strict=True)) == [(3, 103, 12), (20, 122, 9)]
    [(group, bits)] = groups(*found, bits=np.array([40.0, 5.0]))
    assert [run.size for run in group] == [12]  # the other is too short to stand beside it
    assert bits == 40.0
    assert groups(*found, bits=np.array([10.0, 5.0])) == []


def test_a_chain_keeps_one_order_on_both_sides():
    chain = colinear([Run(0, 100, 20), Run(30, 90, 9), Run(30, 1300, 25), Run(70, 200, 6)])
    assert chain == [Run(0, 100, 20), Run(30, 1300, 25)]


# ---------------------------------------------------------------------- alignment


def test_words_part_where_anything_but_one_apostrophe_stands():
    text = "Don’t say 'a'-b’s æ cœur"
    corpus = Corpus.of([(Unit("e", "s", 0), text)])
    end = len(letters(text).symbols)
    assert corpus.edges(0, end) == [0, 4, 7, 8, 10, 12, end]
    assert corpus.edges(5, 9) == [7, 8]
    assert corpus.whole([0, 4, 5, 7, 8], 4) == [0, 4, 8]
    assert corpus.whole([4, 5, 7], 3) == [4, 7]


def laid(quote: str, runs_: list[Run]) -> str:
    """The words of `DIARY` that a quotation is laid on."""
    own = letters(quote)
    corpus = Corpus.of([(Unit("e", "s", 0), DIARY)])
    begins = [0, *(own.at(at + 1) for at, sign in enumerate(quote) if sign == " ")]
    essay = Query(own.symbols.tobytes(), begins)
    one = lay(essay, 0, len(own.symbols), runs_, corpus)
    home = corpus.home(one.text, one.text_end)
    return corpus.text(int(home[0]), int(home[-1]) + 1)


def run_of(quote: str, words: str) -> Run:
    own, there = letters(quote).symbols.tobytes(), letters(DIARY).symbols.tobytes()
    part = letters(words).symbols.tobytes()
    return Run(own.index(part), there.index(part), len(part))


@pytest.mark.parametrize(
    ("quote", "anchor", "words"),
    [
        ("found the rope already wet", "ropealready", "found the rope already wet"),
        ("fond the rope allready wett", "therope", "found the rope already wet"),
        ("and saw the rope already dry", "rope already", "and found the rope already wet"),
        ("would not tell who had crossed", "whohadcrossed", "would not say who had crossed"),
    ],
)
def test_ends_fall_where_the_words_of_the_source_do(quote: str, anchor: str, words: str):
    assert laid(quote, [run_of(quote, anchor)]) == words


# ---------------------------------------------------------------------- boundaries


def test_ends_go_on_while_words_agree():
    def take(*words: str) -> list[bytes]:
        return [form(word) for word in words]

    assert agree(take("the", "rope", "red"), take("the", "rope", "wet")) == (2, 2)
    assert agree(take("kichen", "of", "all"), take("kitchen", "of", "none")) == (2, 2)
    assert agree([ANY, *take("rope")], take("his", "rope")) == (2, 2)
    assert agree(take("to", "morrow", "home"), take("tomorrow", "home")) == (3, 2)
    assert agree(take("quite", "other"), take("words", "altogether")) == (0, 0)


# ---------------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He says “the rope was wet” and goes.", "the rope was wet"),
        ('He says "the rope was wet", and goes.', "the rope was wet"),
        ("He says 'the boatman's rope was wet' and goes.", "the boatman's rope was wet"),
        ("He says ‘the boatman’s rope was wet’ and goes.", "the boatman’s rope was wet"),
        ("Er sagt: „das Seil war naß“, und geht.", "das Seil war naß"),
        ("Er sagt: »das Seil war naß«, und geht.", "das Seil war naß"),
        ("Il dit : « la corde était mouillée », et part.", " la corde était mouillée "),
        ("Han säger: ”repet var vått” och går.", "repet var vått"),
        ("彼は「綱は濡れていた」と言った。", "綱は濡れていた"),
        ("Он пишет: «верёвка была мокрая».", "верёвка была мокрая"),
        ("He says ``the rope was wet'' and goes.", "the rope was wet"),
    ],
)
def test_marks_of_many_languages(text: str, inside: str):
    found = [text[one.start : one.end] for one in marks.marked(text) if one.sure]
    assert inside in found


def test_nested_marks_give_both():
    text = "“It becomes ‘Laughter on the left’, and stops.”"
    found = [text[one.start : one.end] for one in marks.marked(text)]
    assert "It becomes ‘Laughter on the left’, and stops." in found
    assert "Laughter on the left" in found


def test_a_quotation_goes_on_over_paragraphs_that_open_with_a_mark():
    text = "“The rope was wet.\n\n“So home.” Then he slept."
    assert any(text[one.start : one.end].endswith("So home.") for one in marks.marked(text))


def test_a_mark_that_is_never_closed_reaches_to_the_end_of_its_paragraph():
    text = "He says “the rope was wet.\n\nAnother paragraph."
    assert "the rope was wet." in [text[one.start : one.end] for one in marks.marked(text)]


def test_block_quotations():
    text = "He wrote:\n\n    the rope was wet\n    already\n\nand so home.\n\n> the boatman\n> too\n\nThat is all."
    found = [text[one.start : one.end] for one in marks.marked(text) if one.kind == "block"]
    assert [" ".join(one.replace(">", "").split()) for one in found] == [
        "the rope was wet already",
        "the boatman too",
    ]


@pytest.mark.parametrize(
    "sign", ["…", "...", ". . .", "[…]", "[...]", "* * *", "(…)", "....", "[ . . . ]"]
)
def test_signs_of_omission(sign: str):
    text = f"the rope {sign} already wet"
    assert [text[a:b] for a, b in marks.ellipses(text)] == [sign]


def test_brackets_that_hold_words():
    text = "[t]he rope […] was [quite] wet [sic]"
    assert [text[a:b] for a, b in marks.brackets(text)] == ["[t]", "[quite]", "[sic]"]


# ---------------------------------------------------------------------- verdict


def compared(quote: str, source: str) -> list[tuple[str, str, str]]:
    held = marks.brackets(quote)
    return [
        (one.kind, one.was, one.now)
        for one in verdict.compare(quote, 0, len(quote), source, held)
        if one.kind not in verdict.SMALL
    ]


@pytest.mark.parametrize(
    ("quote", "source", "changes"),
    [
        ("the rope was wet", "the rope was wet", []),
        ("The “rope” was — wet!", "the rope was wet.", []),
        ("the rope al-\nready wet", "the rope already wet", []),
        ("[T]he rope was wet", "the rope was wet", []),
        ("the rope was dry", "the rope was wet", [("word", "wet", "dry")]),
        ("the rop was wet", "the rope was wet", [("spelling", "rope", "rop")]),
        ("the rope wet", "the rope was wet", [("omission", "was", "")]),
        ("the old rope was wet", "the rope was wet", [("insertion", "", "old")]),
        ("the wet rope was", "the rope was wet", [("order", "wet", "wet")]),
        (
            "dass es nass war",
            "daß es naß war",
            [("spelling", "daß", "dass"), ("spelling", "naß", "nass")],
        ),
        ("he took nine", "he took ten", [("word", "ten", "nine")]),
        ("[the man] was wet", "he was wet", [("word", "he", "the man")]),
        ("cats & dogs", "cats and dogs", [("spelling", "and", "&")]),
        ("where the Dnke was", "where the Duke was", [("spelling", "Duke", "Dnke")]),
    ],
)
def test_changes_are_named(quote: str, source: str, changes: list[tuple[str, str, str]]):
    assert compared(quote, source) == changes


@pytest.mark.parametrize(
    ("quote", "source", "flags"),
    [
        ("I was there", "I was not there", ["negation"]),
        ("er hat gelogen", "er hat nicht gelogen", ["negation"]),
        ("in 1879 it rained", "in 1897 it rained", ["number"]),
        ("I saw nine ships", "I saw ten ships", ["number"]),
        ("so home in rain", "so home and wrote four letters in rain", []),
        ("so home in rain", "so home and then not at all in rain", ["silent elision"]),
        ("a wet rope", "a wett rope", []),
    ],
)
def test_changes_that_turn_the_sense_are_flagged(quote: str, source: str, flags: list[str]):
    assert verdict.flags(verdict.compare(quote, 0, len(quote), source)) == flags


def test_a_quotation_may_stop_before_what_limits_it():
    assert verdict.cut_short(".” And so", ", but not for long.")
    assert verdict.cut_short("”. And so", "; doch nicht lange.")
    assert not verdict.cut_short(",” he says", ", but not for long.")
    assert not verdict.cut_short(".” And so", ". He slept.")


# ---------------------------------------------------------------------- words


def test_a_word_is_known_by_its_letters_wherever_it_stands():
    here, there = letters("The rope; the roper, THE-rope"), letters("a rope")
    one, two = words(here.symbols, here.home), words(there.symbols, there.home)
    assert one.begins.tolist() == [0, 3, 7, 10, 15, 18]
    the, rope, again, roper, third, last = one.numbers.tolist()
    assert the == again == third
    assert rope == last == two.numbers.tolist()[1] != roper
    low, many = one.spread(two.numbers)
    assert many.tolist() == [0, 2]
    assert sorted(one.places(int(low[1]), 2).tolist()) == [1, 5]


@given(st.text(alphabet="abc -", max_size=60))
def test_words_that_are_equal_have_equal_numbers(text: str):
    found = letters(text)
    own = words(found.symbols, found.home)
    said = text.replace("-", " ").split()
    assert len(said) == len(own.numbers)
    for one, number in zip(said, own.numbers.tolist(), strict=True):
        assert (one == said[0]) == (number == own.numbers.tolist()[0])


@pytest.mark.parametrize(
    ("essay", "said"),
    [
        ("found a rope already", "found the rope already"),
        ("would say who had crossed before", "would not say who had crossed before"),
        ("wrote [some] letters by", "wrote four letters by"),
    ],
)
def test_a_short_stretch_is_found_by_the_words_that_stand_in_their_places(essay: str, said: str):
    corpus = Corpus.of([(Unit("a", "a", 0), DIARY), (Unit("b", "b", 0), DIARY[::-1])])
    search = Search(corpus, f"She writes “{essay}” there.")
    start = search.letter(12)
    found = search.sought(start, search.letter(12 + len(essay)))
    assert found is not None
    best = int(found.letters[0])
    first = int(corpus.home(best, best + 1)[0])
    assert DIARY[first:].startswith(said.split(maxsplit=1)[0])
    assert all(found.said[0] > found.said[found.letters != best])
    assert sum(run.size for run in found.runs) >= 10


def test_what_stands_at_the_edge_of_a_volume_is_found_there():
    late = "The ferryman sang about a bishop and two geese."
    corpus = Corpus(
        [Volume.of([(Unit("a", "a", 0), DIARY)]), Volume.of([(Unit("b", "b", 0), late)])]
    )
    found = Tracer(corpus).trace("She says that “the ferryman sang of a bishop and two geese”.")
    assert [(one.entry, one.verdict) for one in found] == [("b", "altered")]


def test_words_that_may_not_be_read_are_not_found_beside_those_that_may():
    secret = "The ferryman sang about a bishop and two geese. "
    whole = Volume.of(
        [(Unit("a", "a", 0), DIARY), (Unit("b", "b", 0), secret), (Unit("c", "c", 0), DIARY[::-1])]
    )
    sealed = Volume(
        whole.units, whole.starts, whole.data, whole.width, whole.symbols, whole.home, whole.array,
        [1], said=whole.words,
    )  # fmt: skip
    for quote in (
        "the ferryman sang about a bishop",
        "kitchen the ferryman sang of",
        "a bishop geese two and",
    ):
        essay = f"She says “{quote}”, and “found the rope already wet”."
        one, two = Tracer(Corpus([sealed])).trace(essay)
        assert (one.verdict, two.verdict) == ("unfound", "verbatim")
        assert one.nearest is None or "bishop" not in one.nearest.part.text


def test_a_large_array_is_walked_through_in_parts(monkeypatch):
    """Whatever is paused for and given back between them, the outcome is the same."""
    text = letters("the rain of the night before last fell on the roof of the mill " * 40).symbols
    query = letters("he heard the rain of the night before, and the mill; nothing else").symbols
    array = shingles.shingled(text)
    whole = shingles.seeds(array, query), shingles.hits(array, shingles.seeds(array, query), 10**6)
    open_ = shingles.shorter(array, array[:: shingles.STEP], grams(query))
    pauses = []
    monkeypatch.setattr(shingles, "_AT_ONCE", 100)
    found = shingles.seeds(array, query, pause=lambda: pauses.append(1))
    again = shingles.hits(array, found, 10**6, lambda: pauses.append(1))
    assert len(pauses) > 10
    for one, two in zip((*whole[0], *whole[1]), (*found, *again), strict=True):
        assert one.tolist() == two.tolist()
    assert shingles.shorter(array, array[:: shingles.STEP], grams(query)).tolist() == open_.tolist()


def test_what_is_given_back_is_there_again(tmp_path, monkeypatch):
    monkeypatch.setattr(volume, "_LARGE", 0)
    one = volume.Volume.of([(volume.Unit("a", "a.txt", 0), "Rain of the night before. " * 900)])
    store._write(tmp_path / "0001", one)
    said = {"name": "0001", "width": one.width, "units": 1, "dead": []}
    mapped = store._open(tmp_path, said)
    assert mapped._maps
    before = mapped.text(0, 100), mapped.array[:50].tolist()
    mapped.give_back()
    assert (mapped.text(0, 100), mapped.array[:50].tolist()) == before
