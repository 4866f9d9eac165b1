"""Quotations in many languages: their marks, their older spelling, their letters."""

from __future__ import annotations

import pytest

from carnet.trace import Tracer, marks
from carnet.trace.normal import letters

DIARIES = {
    "es": "Lunes. Llovió toda la mañana y el río creció hasta la puerta del molino. Don Íñigo vino a "
    "pedirme el caballo y no supe decirle que no. Fui con mi hermana y compré pan, aceite y dos "
    "libros viejos que olían a humedad.",
    "it": "Oggi non è venuto nessuno. Ho letto fino a notte le lettere di mio padre, perché più non "
    "sapevo che fare di me stesso. Un’altra guerra, dissero, e nessuno piangeva.",
    "la": "Hodie uenit ad nos Iulius frater meus, et multa de iuuentute sua narrauit. Cœlum serenum "
    "erat, nec ulla nubes uidebatur. Ad vesperum cum amicis cenavi.",
    "ru": "Всё утро шёлъ дождь, и я никуда не ходилъ. Въ концѣ концовъ пріѣхалъ братъ и привёзъ мнѣ "
    "письмо отъ матери. Вечеромъ сестра плакала, а я молчалъ и думалъ о томъ, что скоро всё кончится.",
    "el": "Σήμερα ἔβρεχε ὅλη τὴν ἡμέρα καὶ ἔμεινα στὸ σπίτι διαβάζοντας τὰ παλιὰ γράμματα τοῦ πατέρα "
    "μου. Τὸ φεγγάρι ἦταν μεγάλο καὶ κανεὶς δὲν μιλοῦσε.",
    "sv": "I dag kom ångbåten först sent på kvällen, och jag gick ensam hem öfver bron med hennes "
    "bref i handen. Far sade ingenting, men jag såg att han grät.",
    "da": "Jeg sad hele Natten ved Vinduet og saae paa Sneen, der faldt over Haven. Aaret gik uden "
    "at jeg mærkede det, og nu ere Træerne atter grønne.",
    "nl": "Vandaag is het ijs op de vaart gebroken, en 's avonds zaten wij met z'n allen om het vuur. "
    "Zoo eenzaam heb ik mij nooit gevoeld als in die groote stad, waar niemand mijnen naam kende.",
    "pl": "Dziś rano śnieg przykrył całą wieś, a ja siedziałem przy oknie i czekałem na list od siostry.",
    "fr": "J'étois à la fenêtre lorsqu'il arriva ; ses habits estoient mouillés, et il ne me dit pas "
    "un mot de tout le souper.",
    "he": "הבוקר ירד גשם כבד וישבתי בבית כל היום וקראתי את המכתבים הישנים של אבי",
    "ja": "今日は朝から雨が降って、一日中家にいて父の古い手紙を読んでいた。夜になって弟が来た。",
}


@pytest.mark.parametrize(
    ("language", "essay", "quote", "verdict", "kinds"),
    [
        ("es", "Escribe que «el río creció hasta la puerta del molino» aquel lunes.",
         "el río creció hasta la puerta del molino", "verbatim", set()),
        ("es", "Y dice: “Don Iñigo vino á pedirme el caballo y no supe decirle que nó”.",
         "Don Iñigo vino á pedirme el caballo y no supe decirle que nó", "altered", {"spelling"}),
        ("es", "Aquel día compró «pan, aceite […] que olían a humedad», y nada más.",
         "pan, aceite […] que olían a humedad", "verbatim", set()),
        ("es", "—No supe decirle que no —anota, y calla.", "No supe decirle que no", "verbatim", set()),
        ("it", "Annota: «Ho letto fino a notte le lettere di mio padre, perchè più non sapevo che fare».",
         "Ho letto fino a notte le lettere di mio padre, perchè più non sapevo che fare", "altered",
         {"spelling"}),
        ("it", "Una frase, “un'altra guerra, dissero, e nessuno piangeva”, basta.",
         "un'altra guerra, dissero, e nessuno piangeva", "verbatim", set()),
        ("la", "Scribit: „Hodie venit ad nos Julius frater meus, et multa de juventute sua narravit“.",
         "Hodie venit ad nos Julius frater meus, et multa de juventute sua narravit", "altered",
         {"spelling"}),
        ("la", "Tum addit: “Caelum serenum erat, nec vlla nvbes videbatur”, inquit.",
         "Caelum serenum erat, nec vlla nvbes videbatur", "altered", {"spelling"}),
        ("ru", "В дневнике сказано: „В конце концов приехал брат и привез мне письмо от матери“.",
         "В конце концов приехал брат и привез мне письмо от матери", "altered", {"spelling"}),
        ("ru", "— Вечером сестра плакала, а я молчал, — записано там, и больше ничего.",
         "Вечером сестра плакала, а я молчал", "altered", {"spelling"}),
        ("ru", "И дальше: «думалъ о томъ, … всё кончится».", "думалъ о томъ, … всё кончится",
         "verbatim", set()),
        ("el", "Γράφει: «Σήμερα έβρεχε όλη την ημέρα και έμεινα στο σπίτι».",
         "Σήμερα έβρεχε όλη την ημέρα και έμεινα στο σπίτι", "altered", {"spelling"}),
        ("sv", "Han skrifver: ”I dag kom ångbåten först sent på kvällen, och jag gick ensam hem över bron.”",
         "I dag kom ångbåten först sent på kvällen, och jag gick ensam hem över bron.", "altered",
         {"spelling"}),
        ("sv", "Det heter »far sade ingenting, men jag såg att han grät» på nästa sida.",
         "far sade ingenting, men jag såg att han grät", "verbatim", set()),
        ("sv", "– Far sade ingenting, men jag såg att han grät, står det.",
         "Far sade ingenting, men jag såg att han grät", "verbatim", set()),
        ("da", "Han skriver: »Jeg sad hele natten ved vinduet og så på sneen, der faldt over haven«.",
         "Jeg sad hele natten ved vinduet og så på sneen, der faldt over haven", "altered",
         {"spelling", "case"}),
        ("da", "Siden: „Året gik uden at jeg mærkede det, og nu ere træerne atter grønne“.",
         "Året gik uden at jeg mærkede det, og nu ere træerne atter grønne", "altered",
         {"spelling", "case"}),
        ("nl", "Hij schrijft: „Vandaag is het ijs op de vaart gebroken, en ’s avonds zaten wij met z’n allen.”",
         "Vandaag is het ijs op de vaart gebroken, en ’s avonds zaten wij met z’n allen.", "verbatim",
         set()),
        ("nl", "Dan: ‘Zo eenzaam heb ik mij nooit gevoeld als in die grote stad, waar niemand mijn naam kende.’",
         "Zo eenzaam heb ik mij nooit gevoeld als in die grote stad, waar niemand mijn naam kende.",
         "altered", {"spelling"}),
        ("pl", "Pisze: „Dziś rano śnieg przykrył całą wieś, a ja siedziałem przy oknie”.",
         "Dziś rano śnieg przykrył całą wieś, a ja siedziałem przy oknie", "verbatim", set()),
        ("fr", "« J’étais à la fenêtre lorsqu’il arriva ; ses habits étaient mouillés », dit-elle.",
         "J’étais à la fenêtre lorsqu’il arriva ; ses habits étaient mouillés", "altered", {"spelling"}),
        ("he", "הוא כותב: ״ירד גשם כבד וישבתי בבית כל היום״ ועוד.",
         "ירד גשם כבד וישבתי בבית כל היום", "verbatim", set()),
        ("ja", "日記には「今日は朝から雨が降って、一日中家にいて父の古い手紙を読んでいた」とある。",
         "今日は朝から雨が降って、一日中家にいて父の古い手紙を読んでいた", "verbatim", set()),
    ],
)  # fmt: skip
def test_a_quotation_in_its_own_language(
    language: str, essay: str, quote: str, verdict: str, kinds: set[str]
):
    found = Tracer.from_texts(DIARIES).trace(essay)
    [one] = [each for each in found if each.parts]
    assert (one.quote, one.verdict, one.entry) == (quote, verdict, language)
    assert one.marked
    assert {change.kind for change in one.changes} == kinds
    assert not one.flags


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("пріѣхалъ въ Ѳеодоръ", "приехал в Феодор"),
        ("объявилъ", "об’явил"),
        ("på Åen", "paa Aaen"),
        ("pa\u030a", "på"),
    ],
)
def test_a_reform_of_spelling_parts_nothing(one: str, two: str):
    assert letters(one).symbols.tobytes() == letters(two).symbols.tobytes()


def test_a_dash_at_the_head_of_a_paragraph_announces_speech():
    text = "Él calló.\n—No supe decirlo —dijo—, y salió.\nUn guion - aquí no es nada. Y — tampoco."
    spans = [one for one in marks.marked(text) if one.kind == "dash"]
    assert [text[one.start : one.end].strip() for one in spans] == ["No supe decirlo"]
    assert not any(one.sure for one in spans)


def test_an_abbreviation_in_hebrew_is_no_mark():
    assert marks.marked('הוא שירת בצה"ל ובמד"א שנים רבות') == []


@pytest.mark.parametrize(
    ("diary", "essay", "flag"),
    [
        ("Far sade ingenting, och jag gick icke hem förrän sent på natten.",
         "Hon citerar: ”jag gick hem förrän sent på natten”.", "negation"),
        ("Esperé dos horas junto al puente y nadie vino a buscarme.",
         "Cita: «Esperé tres horas junto al puente y nadie vino a buscarme».", "number"),
        ("Мы ждали пять дней у моря, и никто не пришёл за нами.",
         "Он цитирует: «Мы ждали семь дней у моря, и никто не пришёл за нами».", "number"),
        ("Het was koud en wij hadden geen hout meer om te branden in huis.",
         "Zij citeert: „wij hadden hout meer om te branden in huis”.", "negation"),
    ],
)  # fmt: skip
def test_what_turns_the_sense_is_flagged_in_other_languages(diary: str, essay: str, flag: str):
    [one] = Tracer.from_texts({"a": diary}).trace(essay)
    assert (one.verdict, one.flags) == ("altered", (flag,))
