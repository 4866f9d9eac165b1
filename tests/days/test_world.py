"""Shapes of the world's diaries: each a few headings as one kind of book has them, and their days.

A line `EDTF | heading` is a heading with prose after it on its line, `EDTF ¶ heading` one with the
prose in its own paragraph, `EDTF = heading` one with no prose; a line without is no entry's heading.
"""

import re

import pytest

from carnet.days import find_pieces
from carnet.readers.plain import PlainReader

PROSE = (
    "the wind had not gone down and nobody went out before the rain was over, so that we all sat "
    "by the fire with old letters until somebody came from the mill and told us what was done."
)

DIARIES = {
    "weekdays cut short": """
        1738-02-01 | WED. Feb. 1, 1738.—
        1738-02-03 | FRI. 3.—
        1738-02-07 | TUES. 7.—
        1738-02-12 | SUN. 12.—
        1738-03-04 | SAT. MARCH 4.—
        1738-03-06 | MON. 6.—
    """,
    "years of two styles whose last figure is twice": """
        DIARY. 1685-1686.
        1686-01-13 | Wednesday, Jan. 13, 168⅚.
        1686-01-15 | Friday, Jan. 15th.
        1686-02-06 | Satterday, Febr. 6th, 168 5/6.
        1686-04-19 | Monday, Apr. 19.
        1686-06-13 | Lords-Day, June 13. 1686.
        1686-10-01 | 8r. 1.
        1686-11-03 | Novr. 3. Wednesday.
        1686-12-20 | Xr. 20. Monday.
        1687-01-09 | Sabbath, Jan. 9, 168 6/7.
    """,
    "a weekday or dots behind the day": """
        1776.
        1776-01-01 | JAN. 1.
        1776-01-12 | JAN. 12, Friday.
        1776-05-03 | MAY 3. ...
        1776-05-04 | MAY 4. ...
        1777
        1777-01-21 | JAN. 21, TUESDAY, ...
        1777-03-29 | MARCH 29, ...
    """,
    "Friends' months in words": """
        CHAPTER IX 1763
        1763-06-08 | 8th of sixth month, 1763.—
        1763-06-12 | Twelfth of sixth month and first of the week.—
        1763-06-13 | Thirteenth of sixth month.—
        1763-06-17 | Seventeenth sixth month.—
    """,
    "a year with its month over the days": """
        1789. APRIL.
        1789-04-28 | TUESDAY 28.
        1789-04-29 | WEDNESDAY 29.
        MAY.
        1789-05-01 | FRIDAY, MAY THE 1ST.
        1789-05-02 | SATURDAY 2.
        1789-05-04 | MONDAY 4.
    """,
    "words that make a day of a number": """
        1778-10-21 | Octubre 21 de 1778.
        1778-10-22 | Dia 22.
        1778-10-23 | Dia 23.
        1778-10-24 | Dia 24.--
        1778-11-01 | Dia 1.º de Noviembre.
        1778-11-02 | Dia 2 id.
    """,
    "the same month as before": """
        1618-12-28 | Den 28. December, Anno 1618.
        1618-12-29 | Den 29. dito
        1618-12-30 | Den 30. dito
        1619-01-01 | Den 1. Januarij, 1619.
        1619-01-02 | Den 2. dito
    """,
    "Roman years over days in Latin": """
        Anno Domini MCCCCLXXXIV.
        1484-08-12 | Die Jovis, 12 mensis Augusti,
        1484-08-13 | Feria sexta, XIII. eiusdem mensis,
        1484-08-14 | Sabbato, XIV. Augusti,
        1484-08-15 | Dominica, XV. mensis Augusti,
        1484-08-16 | Die lunae, XVI. Augusti
        1484-09-03 | iij Septembris.
    """,
    "Roman months": """
        1882-05-06 ¶ 6 V (sobota) 1882
        1882-05-07 ¶ 7 V (niedziela)
        1882-05-08 ¶ Poniedziałek, 8 maja
        1882-05-12 ¶ Warszawa, d. 12 maja
        1882-06-01 | 1-go czerwca.
    """,
    "two weekdays and two days": """
        1863-01-01 | Thursday, Jan 1st, 1863.
        1863-01-02 | Fri. 2d
        1863-01-03 | Sat. 3d
        1863-02-10 | Tues. Feb'y 10
        1863-02-13/1863-02-14 | Fri. & Sat. 13th & 14th
        1863-03-01 | March 1 Sunday
    """,
    "figures with dashes": """
        1916-07-11 ¶ 11/7/16
        1916-07-13 | 13/7/16 - 7.30 p.m.
        1916-07-15 ¶ Sat. 15/7/16
        1916-07-20 ¶ July 20. '16
        1916-08-01 ¶ 1-8-16
        1916-08-03 ¶ 3rd Aug., 1916.
    """,
    "as machines write": """
        2014-03-05 ¶ 2014-03-05 Wed
        2014-03-06 ¶ ## 2014-03-06
        2014-03-08 ¶ 08 Mar 2014 10:30
        2014-03-10 ¶ [2014-03-10 Mon]
        2014-03-11 ¶ Tue, 11 Mar 2014 21:14:05 +0100
        2014-03-12 ¶ 20140312
        2014-03-14 ¶ 14.03.2014, 22:10
    """,
    "a month with its first day behind a dash": """
        1788
        1788-01-03 | Janvier. — 3.
        1788-01-05 | 5.
        1788-01-09 | 9.
        1788-02-02 | Février. — 2.
        1788-02-11 | 11.
        1788-03-01 | Mars. — 1er.
        1788-03-08 | 8.
    """,
    "planets": """
        1659-06-05 | ☉ 5 June 1659.
        1659-06-06 | ☽ 6.
        1659-06-07 | ♂ 7.
        1659-06-08 | ☿ 8.
        1659-06-11 | ♄ 11.
    """,
    "running heads": """
        THE DIARY OF A LADY
        JANUARY 1813                                   17
        1813-01-04 | Monday, 4th.
        1813]                                              19
        1813-01-06 | Wednesday, 6th.
        20                              DIARY                      [1813
        1813-01-07 | Thursday, 7th.
        FEBRUARY 1813                                   21
        1813-02-01 | Monday, 1st.
        22                                        FEBRUARY 1813
        1813-02-03 | Wednesday, 3rd.
    """,
    "days that are counted": """
        1944-06-06 ¶ Tuesday, 6 June 1944.
        1944-06-07 ¶ DAY 2 -- Wednesday, June 7
        1944-06-08 ¶ Day 3. June 8. Thursday
        1944-06-09 ¶ Friday 9 June: the road to C.
    """,
    "ranges of numbers": """
        1815-06-20 ¶ _Mardi 20 juin 1815._
        1815-06-21 ¶ _Mercredi 21._
        1815-06-24/1815-06-25 ¶ _Samedi 24, Dimanche 25._
        1815-07-01/1815-07-03 ¶ _Samedi 1er juillet au Lundi 3._
        1815-07-10 ¶ _Lundi 10._
        1815-07-11/1815-07-13 ¶ _Du 11 au 13._
    """,
    "a sentence that says again what stands over it, with the year": """
        1492-08-03 = Viernes 3 de Agosto
        Partimos viernes 3 días de agosto de 1492 años, y anduvimos hasta la noche
        1492-08-04 ¶ Sábado 4 de Agosto
        1492-08-06 ¶ Lunes 6 de Agosto
        1492-10-01 ¶ Lunes 1.º de Octubre
        1492-10-16/1492-10-17 ¶ Martes y miércoles 16 y 17 de Octubre
    """,
    "feasts and seasons of the year alone": """
        1870
        1870-01-18 ¶ _Tuesday, 18 January_
        1870-04-17 ¶ _Easter Day, 17 April_
        1870-05-01 ¶ _May Day_
        1870-05-03 ¶ _Tuesday, 3 May_
        1870-12-25 ¶ _Sunday, Christmas Day_
        1871
        1871-01-01 ¶ _New Year's Day_
        1871-01-02 ¶ _Monday, 2 January_
    """,
    "spans over what follows, and a place in initials": """
        I WEYMOUTH, S. C. _November 8, 1860_—_December 27, 1860_
        1860-11-08 | WEYMOUTH, S. C., _November 8, 1860_.—
        1860-12-10 | _December 10th._—
        1860-12-20 | _December 20th._—
        II MONTFORT, ALA. _February 19, 1861_—_March 11, 1861_
        1861-02-19 | MONTFORT, ALA., _February 19, 1861._—
        1861-02-28 | _February 28th._—
        1861-03-01 | _March 1st._—
    """,
    "annals, whose dates run on into the prose": """
        1577-01-16 | 1577. Jan. 16th,
        1577-11-03 | Nov. 3rd,
        1577-12-01 | Dec. 1st,
        1578-02-05 | 1578. Feb. 5th,
        1578-08-05 | Aug. 5th,
        1578-09-01 | Sept. 1st,
        1578-10-06 | Oct. 6th,
        1578-11-13 | Nov. 13th,
        1579-01-13 | 1579. Jan. 13th,
        1579-08-27 | Aug. 27th,
        1579-09-06 | Sept. 6th,
    """,
    "numbers with their weekdays behind": """
        1868-07-01 | Julio 1.º de 1868.
        1868-07-02 | Jueves 2.
        1868-07-05 | Día 5, domingo.
        1868-07-06 | Día 6. Lunes.
        1868-07-08/1868-07-10 | Días 8, 9 y 10.
        1868-07-12 | A 12 de dicho mes.
        1868-08-01 | 1 de agosto. Por la noche
    """,
    "Roman months before a full stop": """
        ROK 1914
        1914-08-01 | 1 sierpnia. Sobota.
        1914-08-03 | 3 VIII.
        1914-08-05 | 5 VIII 1914 r.
        1914-08-15 | Dn. 15 sierpnia.
    """,
    "a time of day behind the day": """
        1914-08-01 ¶ 1. VIII. 14
        1914-08-04 ¶ 4.8.14, Dienstag
        1914-08-09 | Sonntag, 9. Aug.
        1914-08-11 | Am 11. August früh.
        1914-08-12/1914-08-14 | 12.–14. August.
        1914-12-24 | Heiliger Abend.
        1914-12-31 | Silvester.
        1915-01-01 | Neujahr 1915.
    """,
    "years in two figures behind the day": """
        2003-09-01 ¶ Monday, September 1, 2003 at 8:15 PM
        2003-09-03 ¶ 9/3/2003
        2003-09-04 ¶ 9/4/03
        2003-09-15 ¶ 9/15
        2003-09-16 ¶ 9/16
        2003-10-31 ¶ Halloween!!!
        2003-11-02 ¶ Nov 2, 2003 (Sunday)
        2003-11-03 ¶ Date: November 3, 2003
        2003-11-06 ¶ Thurs. Nov. 6/03
    """,
    "Latin letters in Russian words, and styles": """
        1854
        1854-06-14 | 14 Июня.
        1854-07-07 | 7 Iюля.
        1854-07-09 | 9 Июля, вечеромъ.
        1854-07-11 | Бухарестъ. 11 Июля.
        1854-10-07 | 7 октября ст. ст.
    """,
    "emphasis on each of two days": """
        1838-08-18 | _Saturday, August 18, 1838_.--
        1838-08-19 | _Sunday, 19th_.--
        1838-08-22 | _Wednesday, August 22d_.--
        1838-08-23 | _Thursday, August 23d_.--
        1838-09-01 | _Saturday, September 1st_.--
        1838-09-16 | _Madeira, Sunday, September 16th_.--
        1838-09-17 | _17th_.--
        1838-09-18/1838-09-19 | _18th_ and _19th_.--
        1838-09-25/1838-09-28 | _25th to 28th_.--
        1838-10-02 | _Oct. 2d, noon_.--
    """,
    "tags": """
        1901-05-03 | <i>May 3rd</i>, 1901.--
        1901-05-04 | <i>May 4th</i>.--
        1901-05-06 | <i>May 6th</i>.--
    """,
    "letters that were copied": """
        1870
        1870-08-01 | August 1st.
        1870-08-02 | August 2nd.
        1870-08-04 | August 4th. I wrote home:
        "On board the Maria, August 4th.
        "My dear Mother,--We are well.
        1870-08-05 | August 5th.
        1870-08-06 | August 6th.
        "Dover, July 30, 1870.
        "Dear Sir,--I beg to say that nothing came.
        1870-08-07 | August 7th.
        1870-08-09 | August 9th.
        1870-08-11 | August 11th.
        1870-08-12 | August 12th.
    """,
    "what stands before a diary and behind it": """
        JANUARY 1850 ... 1
        INTRODUCTION
        She was born on 3 May 1820, in a village by the sea, and the mill was her father's.
        London, 12 November 1903.
        THE DIARY
        1850
        1850-01-04 | January 4th.—
        1850-01-05 | January 5th.—
        1850-01-09 | January 9th.—
        1850-01-12 | January 12th.—
        1850-02-01 | February 1st.—
        1850-02-02 | February 2nd.—
        NOTES
        1. January 4th. This was the day when the mill burnt down.
        APPENDIX
        Boston, 3 March 1851.
        Dear Anne,--The ship came in, and with it nothing that we had hoped for.
        INDEX
        B., Jan. 5, 1850, 22; death of, 17 March 1860, 101
    """,
}  # fmt: skip


def _written(diary: str) -> tuple[str, list[tuple[str, str]]]:
    """The text, and the EDTF and the first words of each entry."""
    out, days = [], []
    for line in (raw.removeprefix(" " * 8) for raw in diary.split("\n") if raw.strip()):
        found = re.match(r"([0-9/-]+) ([|¶=]) (.*)", line)
        if found is None:
            out.append(line)
            continue
        edtf, own, heading = found.groups()
        days.append((edtf, heading))
        under = {"|": [f"{heading} {PROSE}"], "¶": [heading, PROSE.capitalize()], "=": [heading]}
        out += under[own]
    return "\n\n".join(out) + "\n", days


@pytest.mark.parametrize("diary", DIARIES.values(), ids=DIARIES)
def test_the_worlds_diaries(diary):
    text, days = _written(diary)
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), {})
    found = [
        (piece.when.edtf, text[piece.heading[0] :])
        for piece in pieces
        if piece.kind == "entry" and piece.when is not None and piece.heading
    ]
    assert [edtf for edtf, _ in found] == [edtf for edtf, _ in days]
    for (_, at), (_, heading) in zip(found, days, strict=True):
        assert at.lstrip("# ").startswith(heading.removeprefix("<i>").lstrip("# "))


def test_what_stands_behind_a_diary_is_no_entry():
    text, _ = _written(DIARIES["what stands before a diary and behind it"])
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), {})
    assert pieces[-1].kind == "back"
    assert text[pieces[-1].start :].startswith("NOTES")


def test_letters_are_entries_where_all_are_letters():
    days = [f"Bath, May {day}, 1810." for day in (3, 4, 9, 12, 20)]
    text = "\n\n".join(f"{day}\n\nMy dear Anne,\n\n{PROSE.capitalize()}" for day in days)
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), {})
    read = [piece.when.edtf for piece in pieces if piece.kind == "entry"]
    assert read == [f"1810-05-{day:02d}" for day in (3, 4, 9, 12, 20)]


def test_a_column_of_dates_torn_from_its_text():
    dates = [("Mon.", 1), ("Tues.", 2), ("Thurs.", 11), ("Fri.", 12), ("Sat.", 13), ("Sun.", 14)]
    column = "".join(f"{name} {day} Feb.\n" for name, day in dates)
    text = f"1819\n\n{column}{PROSE}\nMon. 15 Feb.\t{PROSE}\nTuos. 16 Feb.\t{PROSE}\n"
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), {})
    read = [piece.when.edtf for piece in pieces if piece.kind == "entry"]
    assert read == [f"1819-02-{day:02d}" for day in (*(day for _, day in dates), 15, 16)]


def test_a_title_that_the_writer_set_ends_no_diary():
    days = [f"May {day}, 1810.\n\n{PROSE.capitalize()}" for day in range(1, 29)]
    text = "\n\n".join((*days[:26], "NOTES", *days[26:]))
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), {})
    assert sum(piece.kind == "entry" for piece in pieces) == 28


def test_someone_spoken_of_as_dear_is_not_greeted():
    days = [f"May {day}, 1810.\n\n{PROSE.capitalize()}" for day in range(1, 20)]
    days[4] = f"May 5, 1810.\n\nDear old Tom came over at noon and {PROSE}"
    text = "\n\n".join(days)
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), {})
    assert sum(piece.kind == "entry" for piece in pieces) == 19


def test_an_editors_words_that_a_season_dates_are_no_entry():
    days = ("July 12, 19 . . .", "July 14.", "July 15.", "August 2.", "August 3.", "August 9.")
    preface = "I have altered nothing but the names.\n\nTHE EDITOR. LINZ, _Autumn_, 1921."
    text = f"{preface}\n\n\n\nFIRST YEAR, AGE TWELVE\n\n\nFIRST YEAR\n\n\n"
    text += "".join(f"{day} {PROSE}\n\n" for day in days)
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), {})
    found = [piece.when.edtf for piece in pieces if piece.kind == "entry" and piece.when]
    assert found == [
        f"19XX-{day}" for day in ("07-12", "07-14", "07-15", "08-02", "08-03", "08-09")
    ]
