"""Diaries in Danish, Norwegian and Swedish: headings of their shapes, and the days they mean.

The diaries are invented. A line is EDTF and a heading that stands over its text.
"""

import pytest

from carnet.days import find_pieces
from carnet.readers.plain import PlainReader

PROSE = {
    "da": (
        "Det regnede hele dagen, og vi blev inde ved ovnen med de gamle breve. Ingen kom, og jeg skrev "
        "ikke noget, før lampen var tændt; min søster læste højt for os, og så gik vi til ro."
    ),
    "no": (
        "Det regnet hele dagen, og vi ble inne ved ovnen med de gamle brevene. Ingen kom, og jeg skrev "
        "ikke noe før lampen var tent; søsteren min leste høyt for oss, og så gikk vi til ro."
    ),
    "sv": (
        "Det regnade hela dagen, och vi stannade inne vid kakelugnen med de gamla breven. Ingen kom, och "
        "jag skrev inte något förrän lampan var tänd; min syster läste högt för oss, och sedan gick vi till sängs."
    ),
}
DIARIES = {
    "da": """
        1849-05-03 Torsdag den 3. Maj 1849.
        1849-05-04 d. 4de.
        1849-05-05 Lørdag 5te Maj.
        1849-05-06 Søndagen den 6te
        1849-05-07 Mand. 7. Maj.
        1849-05-10 Kjøbenhavn, den 10de Mai.
        1849-05-10 Samme Dag Aften
        1849-05-12 Løverdag d. 12te.
        1849-05-27 Pinsedag
        1849-05-28 Anden Pinsedag
        1849-06-01 d. 1ste Juni.
        1849-06-02/1849-06-03 Natten mellem den 2. og 3.
        1849-06-04 Mandag d. 4.
        1849-07-06 Fredag 6 Juli.
        1849-07-07 Den følgende Dag.
        1849-09-12 d. 12te Septbr.
        1849-12-24 Juleaften
        1849-12-25 Første Juledag
        1850-01-01 Nyaarsdag 1850
        1850-01-03 Thorsdag d. 3die Januar.
    """,
    "no": """
        1884-11-12 Kristiania, 12. november 1884
        1884-11-13 Torsdag 13. november.
        1884-11-15 Lørdag 15.
        1884-11-16 Søndag den 16de
        1884-11-16 Samme dag, kveld.
        1884-11-18 Drammen, 18. november
        1884-11-22 22. nov.
        1884-11-30 Første søndag i advent
        1884-12-03 Onsdag 3. desember.
        1884-12-05 5. des.
        1884-12-24 Julaften
        1884-12-26 Annen juledag
        1885-01-01 Nyttårsdag 1885
        1885-04-02 Skjærtorsdag
        1885-04-03 Langfredag
        1885-05-17 17. mai.
        1885-06-23 St. Hansaften
    """,
    "sv": """
        1854-05-03 Onsdagen den 3 Maj 1854.
        1854-05-04 Den 4:de.
        1854-05-05 Fredag 5 Maj
        1854-05-06 Lördagen den 6 maj
        1854-05-08 d. 8:de.
        1854-05-12 Upsala, den 12 maj
        1854-05-12 Samma Dag Afton
        1854-06-01 Thorsdagen den 1:sta Juni.
        1854-06-04 Pingstdagen
        1854-06-05 Annandag Pingst
        1854-06-23 Midsommarafton
        1854-07-07 7/7
        1854-07-09 Söndag 9/7
        1854-10-03 Den 3:dje October.
        1854-12-03 1:a Advent
        1854-12-24 Julafton
        1854-12-25 Juldagen
        1855-01-06 Trettondagen 1855
    """,
}


def read(code, options):
    rows = [line.strip().split(" ", 1) for line in DIARIES[code].strip().splitlines()]
    text = "\n\n".join(f"{heading}\n\n{PROSE[code]}" for _, heading in rows)
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), options)
    entries = [piece for piece in pieces if piece.kind == "entry"]
    return rows, [(piece.when, text[slice(*piece.heading)]) for piece in entries]


@pytest.mark.parametrize(
    ("code", "tag"),
    [("da", ""), ("no", ""), ("sv", ""), ("da", "da"), ("da", "nb"), ("no", "nn-NO"), ("no", "da"), ("no", "no"), ("sv", "sv-FI")],
)  # fmt: skip
def test_northern_diaries(code, tag):
    """Danish and Norwegian are read by each other's words too; no day is doubted for that."""
    rows, found = read(code, {"languages": [tag]} if tag else {})
    assert [(when.edtf, heading.rstrip(".")) for when, heading in found] == [
        (edtf, heading.rstrip(".")) for edtf, heading in rows
    ]
    doubted = [heading for when, heading in found if when.sure < 0.7]
    assert doubted == []
