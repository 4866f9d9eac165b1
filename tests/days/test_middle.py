"""Diaries in Czech, Finnish and Hungarian: headings of their shapes, and the days they mean.

The diaries are invented. A line is EDTF and a heading that stands over its text.
"""

import pytest

from carnet.days import find_pieces
from carnet.readers.plain import PlainReader

PROSE = {
    "cs": (
        "Celý den pršelo a my jsme zůstali u kamen se starými dopisy. Nikdo nepřišel a já jsem nic "
        "nenapsal, dokud nebyla lampa rozsvícena; sestra nám četla nahlas a pak jsme šli spát."
    ),
    "fi": (
        "Satoi koko päivän, ja me istuimme uunin ääressä vanhojen kirjeiden kanssa. Kukaan ei tullut, "
        "enkä minä kirjoittanut mitään ennen kuin lamppu oli sytytetty; sisar luki meille ääneen."
    ),
    "hu": (
        "Egész nap esett, és mi a kályha mellett maradtunk a régi levelekkel. Nem jött senki, és nem "
        "írtam semmit, míg meg nem gyújtották a lámpát; a húgom felolvasott nekünk, aztán lefeküdtünk."
    ),
}
DIARIES = {
    "cs": """
        1883-05-03 Čtvrtek 3. května 1883.
        1883-05-04 V pátek dne 4. t. m.
        1883-05-05 Sobota 5.
        1883-05-07 Pondělí, 7. května
        1883-05-10 V Kolíně, dne 10. května.
        1883-05-10 Téhož dne večer
        1883-05-13 Svatodušní neděle
        1883-06-01 1. června
        1883-06-02/1883-06-03 2. a 3. června
        1883-07-12 Čtvrtek 12. 7.
        1883-09-30 30. září
        1883-10-01 Pondělí 1. října
        1883-12-24 Štědrý den
        1884-01-01 Nový rok 1884
    """,
    "fi": """
        1883-05-03 Torstaina 3. toukokuuta 1883.
        1883-05-04 Toukokuun 4. p.
        1883-05-05 Lauantaina 5 p.
        1883-05-07 Maanant. 7 p. Toukok.
        1883-05-10 Porvoossa 10. toukokuuta
        1883-05-10 Samana iltana
        1883-06-01 1. kesäkuuta
        1883-06-02/1883-06-03 2. ja 3. kesäkuuta
        1883-07-12 Torstai 12.7.
        1883-10-01 Lokakuun 1 p:nä
        1883-12-24 Jouluaatto
        1884-01-01 Uudenvuodenpäivä 1884
    """,
    "hu": """
        1883-05-03 1883. május 3., csütörtök.
        1883-05-04 Május 4-én.
        1883-05-05 Szombat, május 5.
        1883-05-07 V. 7.
        1883-05-10 Kassa, május 10.
        1883-05-10 Ugyanaznap este
        1883-05-14 Pünkösdhétfő
        1883-06-01 Június 1.
        1883-06-02/1883-06-03 Június 2–3.
        1883-07-12 1883. VII. 12.
        1883-10-01 Hétfő, október 1.
        1883-12-24 Szenteste
        1884-01-01 Újév napja 1884
    """,
}


@pytest.mark.parametrize("tagged", [False, True])
@pytest.mark.parametrize("code", DIARIES)
def test_diaries_of_the_middle_of_europe(code, tagged):
    rows = [line.strip().split(" ", 1) for line in DIARIES[code].strip().splitlines()]
    text = "\n\n".join(f"{heading}\n\n{PROSE[code]}" for _, heading in rows)
    options = {"languages": [code]} if tagged else {}
    pieces, _ = find_pieces(PlainReader().read("a.txt", text.encode(), {}), options)
    found = [
        (piece.when.edtf, text[slice(*piece.heading)]) for piece in pieces if piece.kind == "entry"
    ]
    assert found == [(edtf, heading) for edtf, heading in rows]
