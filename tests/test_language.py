"""In which language a text is: told where it can be told, and else not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.language import language_of

SAID = {
    "en": "Rain all day. Wrote letters. Walked to the mill with Anna; home by six.",
    "fr": "Pluie toute la journée. Écrit des lettres. Promenade au moulin avec Anna.",
    "de": "Vormittags Regen. Nachmittag spazieren mit O. Abends Oper, schlecht gesungen.",
    "es": "Hoy ha llovido toda la mañana y no salimos de casa hasta la tarde.",
    "it": "Oggi ha piovuto tutta la mattina e non siamo usciti di casa fino alla sera.",
    "pt": "Hoje choveu toda a manhã e não saímos de casa até à tarde. O Pedro veio almoçar.",
    "nl": "Vandaag heeft het de hele ochtend geregend en wij zijn niet uitgegaan.",
    "la": "Hodie tota die pluit, nec domo exivimus ante vesperum. Petrus ad nos venit et cenavit.",
    "ru": "Сегодня всё утро шёл дождь, и мы не выходили из дому. Пришёл Пётр обедать.",
    "pl": "Dziś padało cały ranek i nie wyszliśmy z domu do popołudnia. Przyszedł Piotr na obiad.",
}
STRANGE = {
    "da": "I dag har det regnet hele morgenen, og vi gik ikke ud før om eftermiddagen.",
    "sv": "Idag har det regnat hela morgonen och vi gick inte ut förrän på eftermiddagen.",
    "cs": "Dnes celé ráno pršelo a my jsme nevyšli z domu až do odpoledne. Přišel Petr.",
    "ca": "Avui ha plogut tot el matí i no hem sortit de casa fins a la tarda.",
    "ro": "Astăzi a plouat toată dimineața și nu am ieșit din casă până după-amiaza.",
    "uk": "Сьогодні весь ранок ішов дощ, і ми не виходили з дому. Прийшов Петро обідати.",
    "hu": "Ma egész délelőtt esett az eső, és nem mentünk ki a házból délutánig.",
    "el": "Σήμερα έβρεχε όλο το πρωί και δεν βγήκαμε από το σπίτι ως το απόγευμα.",
}


@pytest.mark.parametrize("code", SAID)
def test_a_few_words_are_enough(code):
    assert language_of(SAID[code]) == code
    assert language_of(SAID[code].upper()) == code


@pytest.mark.parametrize("code", STRANGE)
def test_a_language_that_is_not_known_is_not_taken_for_its_neighbour(code):
    assert language_of(STRANGE[code]) == ""


@pytest.mark.parametrize(
    "text", ["", "Rain.", "1911 " * 40, "Anna, Bertha, Clara, Dora, Emma, Frida, Greta, Hanna, Ida"]
)
def test_what_says_nothing(text):
    assert language_of(text) == ""


def test_the_languages_of_the_archive_settle_what_is_close():
    both = SAID["en"] + " " + SAID["fr"]
    assert language_of(both) == ""
    assert language_of(both, ["fr", "de"]) == "fr"
    assert language_of(both, ["fr", "en"]) == ""
    assert language_of(SAID["es"], ["fr", "en"]) == "es"
    assert language_of(SAID["en"], ["en-GB", "fr"]) == "en-GB"


@given(st.text())
def test_any_text(text):
    assert language_of(text * 3) in {"", *SAID}


def test_no_more_is_looked_at_than_is_needed():
    text = SAID["en"] * 1_000_000
    start = time.perf_counter()
    assert language_of(text) == "en"
    assert time.perf_counter() - start < 0.05
