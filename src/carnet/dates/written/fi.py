"""Dates in Finnish."""

from __future__ import annotations

from carnet.dates.written.language import Language, Phrases

_STEMS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu",
)  # fmt: skip
_DAYS = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
_SHORT_DAYS = ("maanant", "tiist", "kesk", "torst", "perj", "lauant", "sunn")
_NTHS = (
    "ensimmäi|ensimmäisenä|ensimmäinen|ensimäisenä", "toisena|toinen", "kolmantena|kolmas", "neljäntenä|neljäs", "viidentenä|viides",
    "kuudentena|kuudes", "seitsemäntenä|seitsemäs", "kahdeksantena|kahdeksas", "yhdeksäntenä|yhdeksäs", "kymmenentenä|kymmenes",
    "yhdentenätoista|yhdestoista", "kahdentenatoista|kahdestoista", "kolmantenatoista|kolmastoista", "neljäntenätoista|neljästoista",
    "viidentenätoista|viidestoista", "kuudentenatoista|kuudestoista", "seitsemäntenätoista|seitsemästoista",
    "kahdeksantenatoista|kahdeksastoista", "yhdeksäntenätoista|yhdeksästoista", "kahdentenakymmenentenä|kahdeskymmenes",
)  # fmt: skip

FINNISH = Language(
    code="fi",
    months=tuple(
        (f"{stem}kuu", f"{stem}k", f"{stem}kuun", f"{stem}kuuta", f"{stem}kuussa", f"{stem}kuulla") for stem in _STEMS
    ),
    weekdays=tuple(
        (day, short, f"{day}na", f"{day}n", f"{day}s") for day, short in zip(_DAYS, _SHORT_DAYS, strict=True)
    ),
    seasons=(
        ("kevät", "keväällä", "kevättä"), ("kesä", "kesällä", "kesää"), ("syksy", "syksyllä", "syksyä"), ("talvi", "talvella", "talvea"),
    ),
    ordinals=frozenset(("s", "na", "nen", "sena", "ntena", "tena", "ntta", "nnen", "nteen", "p", "pna", "pv", "ta")),
    numbers={word: number for number, words in enumerate(_NTHS, 1) for word in words.split("|")}
    | {"kolmantenakymmenentenä": 30, "kolmaskymmenes": 30},
    articles=frozenset(("p", "pna", "pva", "na", "paivana", "paiva", "pv", "pvna", "n")),
    prepositions=frozenset(("yo", "vuonna", "ilta", "illalla")),
    inner=frozenset(("p", "pna", "pva", "na", "paivana", "paiva", "pv", "pvna", "n", "vuonna", "a", "paivan", "paivaa", "p.na")),
    to=frozenset(("asti", "saakka")),
    both=frozenset(("ja", "seka")),
    either=frozenset(("tai", "taikka")),
    about=frozenset(("noin", "ehka", "arviolta", "n", "suunnilleen")),
    part=frozenset(("alku", "alussa", "alkupuolella", "puolivali", "puolivalissa", "loppu", "lopussa", "loppupuolella", "keskivaiheilla")),
    year=frozenset(("vuosi", "vuonna", "vuoden", "anno")),
    of_day=frozenset(
        (
            "aamu", "aamulla", "aamuna", "aamupaiva", "aamupaivalla", "ap", "puolipaiva", "keskipaiva", "iltapaiva", "iltapaivalla", "ip",
            "ilta", "illalla", "iltana", "yo", "yolla", "keskiyo", "joulu", "paasiainen", "helluntai", "juhannus", "jatkoa",
        )
    ),
    clock=frozenset(("klo", "kello", "kl", "tuntia", "tunti")),
    no_place=frozenset(
        (
            "mina", "sina", "han", "me", "te", "he", "minun", "rakas", "hyva", "luku", "osa", "kirje", "paivakirja", "sivu", "tanaan",
            "eilen", "huomenna", "kun", "syntynyt", "kuoli", "ei", "se", "ne", "tama", "nyt", "olen", "oli", "on", "olin", "vihko",
        )
    ),
    small_months=True,
    republican=(
        "vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse",
        "germinal", "floréal", "prairial", "messidor", "thermidor", "fructidor",
    ),
    phrases=Phrases(
        unknown="päiväämätön",
        day="{day}. {month} {year}",
        first="1",
        yearless_day="{day}. {month}, vuosi tuntematon",
        yearless_month="{month}, vuosi tuntematon",
        month="{month} {year}",
        season="{season} {year}",
        decade="{year}-luku",
        seasons=("kevät", "kesä", "syksy", "talvi"),
        quarter="{number}. neljännes vuotta {year}",
        third="{number}. kolmannes vuotta {year}",
        half="{number}. vuosipuolisko {year}",
        before_christ="{year} eaa.",
        weekday="{weekday} {}",
        about="noin {}",
        about_day="{} tienoilla",
        uncertain="{} (epävarma)",
        span_days="{first}.–{last}",
        span="{first} – {last}",
        between="{first} ja {last} välillä",
        since="{} ja myöhemmin",
        since_day="{} alkaen",
        until="{} ja aiemmin",
        until_day="{} saakka",
        one_of=" tai ",
        all_of=" ja ",
        republican_day="{day}. {month} vuonna {year}",
        republican_month="{month} vuonna {year}",
        republican_year="tasavallan vuosi {year}",
        nth="{day}.",
        complementary_day="{day} lisäpäivä vuonna {year}",
        complementary_days="lisäpäivät vuonna {year}",
    ),
    months_of=tuple(f"{stem}kuuta" for stem in _STEMS),
    night=frozenset(("yo", "yolla", "yona")),
    between=frozenset(("valilla",)),
    unsure=("ehkä", "luultavasti", "todennäköisesti", "kai", "kenties"),
    today=("tänään", "tänään on", "huomenna", "jatkan"),
    same_day=("samana päivänä", "sama päivä", "samana iltana", "sam. p.", "s. p.", "idem", "dito"),
    next_day=("seuraavana päivänä", "seuraava päivä", "päivää myöhemmin", "seuraavana aamuna"),
    undated=("päiväämätön", "päiväämättä", "ilman päiväystä", "päiväys puuttuu", "ei päiväystä"),
    if_alive=("jos elän", "jos Jumala suo", "jos Herra suo"),
    this_month=("t. k.", "tk.", "tätä kuuta", "tätä k.", "kuluvaa kuuta", "k. k.", "kk.", "samaa kuuta"),
    old_style=("v. l.", "vanhaa lukua", "vanhan luvun mukaan"),
    new_style=("u. l.", "uutta lukua", "uuden luvun mukaan"),
    feasts={
        "uudenvuodenpäivä": "new year", "uudenvuodenpäivänä": "new year", "uusivuosi": "new year", "uudenvuodenaatto": "new year's eve", "uudenvuodenaattona": "new year's eve",
        "loppiainen": "epiphany", "loppiaisena": "epiphany", "kynttilänpäivä": "candlemas", "vapunpäivä": "may day", "vappuna": "may day", "vappuaatto": "walpurgis",
        "mikkelinpäivä": "michaelmas", "tuomaanpäivä": "thomas", "jouluaatto": "christmas eve", "jouluaattona": "christmas eve",
        "joulupäivä": "christmas", "joulupäivänä": "christmas", "tapaninpäivä": "stephen", "tapaninpäivänä": "stephen", "laskiaistiistai": "shrove tuesday",
        "palmusunnuntai": "palm sunday", "palmusunnuntaina": "palm sunday", "kiirastorstai": "maundy thursday", "pitkäperjantai": "good friday",
        "pitkänäperjantaina": "good friday", "pääsiäispäivä": "easter", "pääsiäispäivänä": "easter", "pääsiäissunnuntai": "easter",
        "toinen pääsiäispäivä": "easter monday", "2. pääsiäispäivä": "easter monday", "helatorstai": "ascension", "helatorstaina": "ascension",
        "helluntaipäivä": "whit sunday", "helluntaina": "whit sunday", "helluntaisunnuntai": "whit sunday", "toinen helluntaipäivä": "whit monday",
        "ensimmäinen adventtisunnuntai": "advent", "1. adventtisunnuntai": "advent",
    },
    ordinary=frozenset(("kesat", "talven", "talot", "talo", "kesken", "maa", "maana", "sunnan", "maani")),
)  # fmt: skip
