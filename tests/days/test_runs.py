"""Days that run on within a paragraph, numbers under their months, and signs that part a day."""

import pytest

from carnet.days import find_pieces
from carnet.readers.plain import PlainReader


def entries(text):
    document = PlainReader().read("a.txt", text.encode(), {})
    pieces, _ = find_pieces(document, {})
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    return [
        (piece.when.edtf, text[piece.start : piece.end].strip())
        for piece in pieces
        if piece.kind == "entry"
    ]


ALMANAC = """\
1591. March 2nd, the frost brake, and the river was loose by noone.
March 4th, Mr. Hobbes came about the orchard wall, and stayed to supper with
his two sonnes. March 9th, I payd the smith for all
since Candlemas. March
11th, my wife had the ague, and so the 12th day after it.

March 20th, a great wynde, wherof five elmes fell. March 22nd, letters
from my brother, written the 3rd of February. March 30th, the
newe bell was rung. April 1st, sowed the long field.

May 3rd, the bees swarmed. May 4th, they were taken agayn in the hollow
ashe. May 19th, to the fayre with Nicolas, who lost his hat.
"""


def test_days_that_run_on_in_paragraphs():
    found = entries(ALMANAC)
    assert [edtf for edtf, _ in found] == [
        "1591-03-02", "1591-03-04", "1591-03-09", "1591-03-11", "1591-03-20", "1591-03-22",
        "1591-03-30", "1591-04-01", "1591-05-03", "1591-05-04", "1591-05-19",
    ]  # fmt: skip
    assert found[3][1] == "March\n11th, my wife had the ague, and so the 12th day after it."


def test_the_same_with_the_day_first():
    text = """\
1744. 2. Mai, die Aussaat beendet. 3. Mai, Regen bis in die Nacht. 7. Mai, der Vetter kam mit dem
Pferd und blieb. 9. Mai, nach der Stadt gefahren.

12. Mai, Frost, die Blüten sind hin. 13. Mai, wieder Frost. 20. Mai, zum Amtmann bestellt
wegen der Mühle, wie schon am 4. April. 21. Mai, Ruhetag.

2. Juni, das Heu liegt. 5. Juni, das Heu ist eingebracht. 8. Juni, Markt.
"""
    assert [edtf for edtf, _ in entries(text)] == [
        f"1744-05-{day:02}" for day in (2, 3, 7, 9, 12, 13, 20, 21)
    ] + ["1744-06-02", "1744-06-05", "1744-06-08"]


def test_days_that_are_spoken_of_end_no_entry():
    text = "\n\n".join(
        f"May {day}, 1871. We talked of the year before. {month} 3d, the mill burned. "
        "It was a day like this one, and the bells would not be still."
        for day, month in ((1, "March"), (2, "July"), (3, "June"), (5, "April"), (8, "March"))
    )
    assert [edtf for edtf, _ in entries(text)] == [f"1871-05-{day:02}" for day in (1, 2, 3, 5, 8)]


def test_numbers_closed_by_brackets_are_days_under_their_months():
    text = """\
Dicembre 1917

1) Di guardia, senza novità. Due morti nella baracca (2).

2) Principio a vivere di carità.

3) Neve e vento da mattina a sera.

6) Arriva un treno di feriti.

Gennaio 1918

1) Capo d'anno triste.

2) Freddo intenso.
"""
    assert [edtf for edtf, _ in entries(text)] == [
        "1917-12-01", "1917-12-02", "1917-12-03", "1917-12-06", "1918-01-01", "1918-01-02",
    ]  # fmt: skip


def test_items_of_a_list_are_no_days():
    text = "".join(
        f"May {day}, 1871.\n\nI have thought of three things:\n\n"
        "1) The roof will not last the winter.\n\n2) Nobody mends it.\n\n3) It is not mine.\n\n"
        for day in (1, 2, 5, 9)
    )
    assert [edtf for edtf, _ in entries(text)] == [f"1871-05-{day:02}" for day in (1, 2, 5, 9)]


@pytest.mark.parametrize(
    "sign", [" = ", " - ", " — ", ": ", ") "], ids=["equals", "hyphen", "dash", "colon", "bracket"]
)
def test_signs_that_part_a_day_from_its_text(sign):
    text = "Terza parte: 1917\n\n" + "".join(
        f"{day}{sign}La sera piove e il vento non cala, siamo tutti agli avamposti.\n\n"
        for day in ("22 agosto", "23 agosto", "2 settembre", "5 settembre", "8 settembre")
    )
    assert [edtf for edtf, _ in entries(text)] == [
        "1917-08-22", "1917-08-23", "1917-09-02", "1917-09-05", "1917-09-08",
    ]  # fmt: skip


def test_numbers_alone_go_on_from_full_dates():
    text = """\
13 de outubro de 1859

Dormi bem. Às 7 h em frente à vila, e às 8 já ninguém a via.

14 de outubro

Parti às 6 da manhã rio acima.

15 — Saí às 5 1/2 a pé. Vi a igreja e a cadeia, com 7 presos.

16 (domingo) — Missa às 7 horas, e depois nada.
"""
    assert [edtf for edtf, _ in entries(text)] == [
        "1859-10-13", "1859-10-14", "1859-10-15", "1859-10-16",
    ]  # fmt: skip


def test_numbers_alone_under_their_months_beside_full_dates():
    text = """\
1895

JANVIER

1er janvier.

Pas assez travaillé, ni avec assez de méthode.

4 janvier.

Le 3 au soir il pleuvait encore.

FÉVRIER

2.

Dîner chez les voisins.

9. — Visite au notaire. Il dit : « En 1870, j'avais trente ans. »

Jeudi gras, 21.

Des masques sur la place.

MARS

3.

On se lève tôt.

7.

Rien. Le vent.

AVRIL

1er.

Poisson d'avril.

5. — Nous étions trois. On parle de l'Académie.
"""
    assert [edtf for edtf, _ in entries(text)] == [
        "1895-01-01", "1895-01-04", "1895-02-02", "1895-02-09", "1895-02-21", "1895-03-03", "1895-03-07",
        "1895-04-01", "1895-04-05",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("15. November 1910, zehn Uhr.", "16. November, zwölf Uhr."),
        ("November 15, 1910, ten o'clock.", "November 16, twelve o'clock."),
        ("15 novembre 1910, dix heures.", "16 novembre, midi."),
    ],
)
def test_an_hour_spelt_out_stays_in_the_heading(first, second):
    prose = "Ich werde mich heute nicht müde werden lassen, und wenn es Abend wird, lese ich noch."
    found = entries(f"{first} {prose}\n\n{second} {prose}\n\n")
    assert [edtf for edtf, _ in found] == ["1910-11-15", "1910-11-16"]


def test_a_title_that_ends_in_the_figures_of_its_day():
    text = "".join(
        f"日誌{n:04}_{day}\n\nNothing happened, and I wrote it down all the same.\n\n"
        for n, day in enumerate(("20200406", "20200411", "20200403"), 191)
    )
    assert sorted(edtf for edtf, _ in entries(text)) == ["2020-04-03", "2020-04-06", "2020-04-11"]


def test_what_an_editor_tells_in_brackets_heads_no_entry():
    text = (
        "Sunday, May 21, 1786.--I have a new business to write upon, and no paper.\n\n"
        "[June, 1786.--A place fell vacant at this time, and was offered to the writer, who asked "
        "for days to consider.]\n\n"
        "Monday, June 12, 1786.--Yesterday evening they called, and desired an answer.\n\n"
        "[June 14, 1786.]--It is done.\n\n"
    )
    assert [edtf for edtf, _ in entries(text)] == ["1786-05-21", "1786-06-12", "1786-06-14"]
