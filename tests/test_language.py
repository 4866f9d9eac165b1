"""In which language a text is: told where it can be told, and else not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.language import language_of, tell, with_neighbours
from tests.demand import need_data

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
    "da": "I dag har det regnet hele morgenen, og vi gik ikke ud før om eftermiddagen.",
    "sv": "Idag har det regnat hela morgonen och vi gick inte ut förrän på eftermiddagen.",
    "cs": "Dnes celé ráno pršelo a my jsme nevyšli z domu až do odpoledne. Přišel Petr.",
    "no": "I dag har det regnet hele morgenen, og vi gikk ikke ut før om ettermiddagen, men nå er det fint.",
    "fi": "Tänään on satanut koko aamun, emmekä lähteneet ulos ennen iltapäivää.",
    "hu": "Ma egész délelőtt esett az eső, és délutánig nem mentünk ki a házból.",
    "eo": "Hodiaŭ pluvis la tutan matenon kaj ni ne eliris el la domo ĝis la posttagmezo.",
}
STRANGE = {
    "ca": "Avui ha plogut tot el matí i no hem sortit de casa fins a la tarda.",
    "ro": "Astăzi a plouat toată dimineața și nu am ieșit din casă până după-amiaza.",
    "uk": "Сьогодні весь ранок ішов дощ, і ми не виходили з дому. Прийшов Петро обідати.",
    "sr": "Данас је цело јутро падала киша и нисмо излазили из куће. Дошао је Петар.",
}
OF_SCRIPT = {
    "el": "Σήμερα έβρεχε όλο το πρωί και δεν βγήκαμε από το σπίτι.",
    "he": "\u05d4\u05d9\u05d5\u05dd \u05d9\u05e8\u05d3 \u05d2\u05e9\u05dd \u05db\u05dc \u05d4\u05d1\u05d5\u05e7\u05e8",
    "yi": "\u05d4\u05f2\u05e0\u05d8 \u05d4\u05d0\u05d8 \u05d2\u05e2\u05e8\u05e2\u05d2\u05e0\u05d8 \u05d0\u05d5\u05df \u05de\u05d9\u05e8 \u05d6\u05f2\u05e0\u05e2\u05df",
    "ar": "\u0647\u0637\u0644 \u0627\u0644\u0645\u0637\u0631 \u0637\u0648\u0627\u0644 \u0627\u0644\u0635\u0628\u0627\u062d",
    "fa": "\u0627\u0645\u0631\u0648\u0632 \u062a\u0645\u0627\u0645 \u0635\u0628\u062d \u0628\u0627\u0631\u0627\u0646 \u0628\u0627\u0631\u06cc\u062f \u0648 \u0686\u0627\u06cc \u062e\u0648\u0631\u062f\u06cc\u0645",
    "ja": "今日は朝から雨が降り、午後まで家を出なかった。",
    "zh": "今天整個上午下雨,我們到下午才出門。",
    "ko": "오늘은 아침 내내 비가 와서 집에 있었다.",
    "th": "วันนี้ฝนตกทั้งเช้า เราไม่ได้ออกจากบ้าน",
    "hy": "Այսօր ամբողջ առավոտ անձրև էր գալիս։",
    "ka": "დღეს მთელი დილა წვიმდა და სახლში ვიყავით.",
}


@pytest.mark.parametrize("code", SAID)
def test_a_few_words_are_enough(code):
    assert language_of(SAID[code]) == code
    assert language_of(SAID[code].upper()) == code


@pytest.mark.parametrize("code", OF_SCRIPT)
def test_a_script_tells_its_language(code):
    assert language_of(OF_SCRIPT[code]) == code
    assert language_of(OF_SCRIPT[code], [f"{code}-XX"]) == f"{code}-XX"
    assert language_of(f"{SAID['fr'] * 9} {OF_SCRIPT[code][:9]}") == "fr"


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
    assert language_of(text * 3) in {"", "ur", *SAID, *OF_SCRIPT}


def test_no_more_is_looked_at_than_is_needed():
    text = SAID["en"] * 1_000_000
    start = time.perf_counter()
    assert language_of(text) == "en"
    assert time.perf_counter() - start < 0.05


def test_how_sure():
    short, long = tell(SAID["en"]), tell(" ".join([SAID["en"]] * 5))
    assert 0.3 < short.sure < long.sure <= 1
    assert tell("Rain.") == ("", 0.0)


def test_short_entries_follow_their_neighbours():
    assert with_neighbours(["en", "", "en", "fr"]) == ["en", "en", "en", "fr"]
    assert with_neighbours(["", "de", ""]) == ["de", "de", "de"]
    assert with_neighbours(["en", "", "fr"]) == ["en", "", "fr"]
    assert with_neighbours(["en", "en", "", "fr"]) == ["en", "en", "en", "fr"]
    assert with_neighbours(["", ""]) == ["", ""]


def test_the_tables_are_small():
    import subprocess
    import sys

    code = (
        "import re, typing, tracemalloc; tracemalloc.start(); import carnet.language; "
        "print(tracemalloc.get_traced_memory()[0])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 1 << 20


BOOKS = {
    "text/goncourt_journal-1_fr.txt": "fr", "text/sand_journal-d-un-voyageur-1870_fr.txt": "fr",
    "text/prince_deutsch-ostafrika_1896-_de.txt": "de", "text/scott_last-expedition-1_en.txt": "en",
    "parallel/werther_de-en/de.txt": "de", "parallel/werther_de-en/en.txt": "en",
}  # fmt: skip


@pytest.mark.data
@pytest.mark.parametrize("name", BOOKS)
def test_paragraphs_of_books(name):
    text = (need_data() / name).read_text("utf-8")
    told = [language_of(part) for part in text.split("\n\n") if sum(map(str.isalpha, part)) >= 60]
    wrong = sum(tag not in ("", BOOKS[name]) for tag in told)
    untold = told.count("")
    assert wrong <= 0.005 * len(told)
    assert untold <= 0.02 * len(told)
