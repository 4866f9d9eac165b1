"""Dates in Polish."""

from __future__ import annotations

from carnet.dates.written.language import Language, Phrases

_UNITS = ("pierwsz", "drugi", "trzeci", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt")
_TEENS = (
    "dziesiąt", "jedenast", "dwunast", "trzynast", "czternast", "piętnast", "szesnast",
    "siedemnast", "osiemnast", "dziewiętnast", "dwudziest",
)  # fmt: skip


def _numbers() -> dict[str, int]:
    stems = dict(enumerate((*_UNITS, *_TEENS), 1))
    stems |= {20 + n: f"dwudziestego {unit}" for n, unit in enumerate(_UNITS, 1)}
    stems |= {30: "trzydziest", 31: "trzydziestego pierwsz"}
    spelt = {
        stem + ending: number for number, stem in stems.items() for ending in ("ego", "y", "go", "")
    }
    spelt |= {
        f"dwudziesty {unit}{end}": 20 + n for n, unit in enumerate(_UNITS, 1) for end in ("y", "")
    }
    return {word: number for word, number in spelt.items() if word[-1] in "ogyi"}


POLISH = Language(
    code="pl",
    months=(
        ("styczeń", "stycznia", "styczniu", "stycz", "styczniem"),
        ("luty", "lutego", "lutym", "lut"),
        ("marzec", "marca", "marcu", "marz"),
        ("kwiecień", "kwietnia", "kwietniu", "kwiec", "kwiet"),
        ("maj", "maja", "maju", "maia"),
        ("czerwiec", "czerwca", "czerwcu", "czerw"),
        ("lipiec", "lipca", "lipcu", "lip"),
        ("sierpień", "sierpnia", "sierpniu", "sierp"),
        ("wrzesień", "września", "wrześniu", "wrzes", "wrz", "7bra", "7bris"),
        ("październik", "października", "październiku", "paźdz", "paźdź", "paź", "8bra", "8bris"),
        ("listopad", "listopada", "listopadzie", "listop", "9bra", "9bris"),
        ("grudzień", "grudnia", "grudniu", "grud", "grudz", "10bra", "Xbra", "Xbris"),
    ),
    weekdays=(
        ("poniedziałek", "pon", "poniedz", "poniedziałku"),
        ("wtorek", "wt", "wtor", "wtorku"),
        ("środa", "środę", "śr", "środy"),
        ("czwartek", "czw", "czwart", "czwartku"),
        ("piątek", "pt", "piąt", "piątku"),
        ("sobota", "sobotę", "sob", "soboty"),
        ("niedziela", "niedzielę", "niedz", "nd", "niedzieli", "dzień Pański"),
    ),
    seasons=(("wiosna", "wiosną", "wiosny"), ("lato", "latem"), ("jesień", "jesienią", "jesieni"), ("zima", "zimą", "zimy")),
    ordinals=frozenset(("go", "ego", "szy", "ty", "y", "szego", "tego")),
    numbers=_numbers(),
    articles=frozenset(("dnia", "dn", "d", "w", "we", "dzien", "dni", "dzis", "roku")),
    prepositions=frozenset(("od", "z", "ze", "na", "pod", "noc", "wieczor", "ku")),
    inner=frozenset(("dnia", "miesiaca", "roku", "r", "mies", "rp", "panskiego", "m", "mca")),
    to=frozenset(("do", "na", "po")),
    both=frozenset(("i", "oraz")),
    either=frozenset(("lub", "albo", "czy")),
    about=frozenset(("okolo", "ok", "circa", "ca", "mniej", "wiecej")),
    part=frozenset(("poczatek", "poczatku", "poczatkiem", "polowa", "polowie", "srodek", "koniec", "koncu", "koncem", "schylek", "schylku")),
    year=frozenset(("rok", "roku", "anno")),
    of_day=frozenset(
        (
            "rano", "ranek", "poranek", "poludnie", "popoludnie", "popoludniu", "wieczor", "wieczorem", "noc", "noca", "nocy", "polnoc",
            "switem", "swit", "wigilia", "wielkanoc", "ciag", "dalszy",
        )
    ),
    clock=frozenset(("godz", "godzina", "godziny", "h", "g")),
    no_place=frozenset(
        (
            "ja", "my", "on", "ona", "oni", "wy", "moj", "moja", "nasz", "jego", "jej", "drogi", "droga", "rozdzial", "dziennik",
            "list", "tom", "czesc", "strona", "dzis", "dzisiaj", "wczoraj", "jutro", "kiedy", "gdy", "urodzony", "zmarl", "przypis",
            "ksiazka", "to", "ten", "ta", "nie", "co", "jak", "byl", "byla", "bylo", "ale", "jesli",
        )
    ),
    small_months=True,
    republican=(
        "vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse",
        "germinal", "floréal", "prairial", "messidor", "thermidor", "fructidor",
    ),
    phrases=Phrases(
        unknown="bez daty",
        day="{day} {month} {year}",
        first="1",
        yearless_day="{day} {month}, rok nieznany",
        yearless_month="{month}, rok nieznany",
        month="{month} {year}",
        season="{season} {year}",
        decade="lata {year}",
        seasons=("wiosna", "lato", "jesień", "zima"),
        quarter="{number}. kwartał {year}",
        third="{number}. trzecia część {year}",
        half="{number}. półrocze {year}",
        before_christ="{year} p.n.e.",
        weekday="{weekday}, {}",
        about="mniej więcej {}",
        about_day="około {}",
        uncertain="{} (niepewne)",
        span_days="{first}–{last}",
        span="{first} – {last}",
        between="między {first} a {last}",
        since="{} i później",
        since_day="od {}",
        until="{} i wcześniej",
        until_day="do {}",
        one_of=" lub ",
        all_of=" i ",
        republican_day="{day} {month} rok {year}",
        republican_month="{month} rok {year}",
        republican_year="rok {year} Republiki",
        nth="{day}.",
        complementary_day="{day} dzień dopełniający rok {year}",
        complementary_days="dni dopełniające rok {year}",
    ),
    months_of=("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
               "listopada", "grudnia"),
    after_year=frozenset(("r", "roku", "rok")),
    night=frozenset(("noc", "nocy", "noca")),
    between=frozenset(("miedzy", "pomiedzy")),
    unsure=("może", "prawdopodobnie", "chyba", "zdaje się"),
    today=("dziś", "dzisiaj", "jutro", "ciąg dalszy"),
    same_day=("tegoż dnia", "tego samego dnia", "ten sam dzień", "tego dnia", "w tym samym dniu", "tamże", "tego wieczoru", "idem"),
    next_day=("następnego dnia", "nazajutrz", "następny dzień", "na drugi dzień", "drugiego dnia"),
    undated=("bez daty", "b. d.", "niedatowane", "nie datowane", "data nieznana", "b. r."),
    if_alive=("jeśli będę żył", "jeżeli będę żył", "jeśli będę żyła", "jeśli żyć będę", "jak Bóg da", "jeśli Bóg pozwoli", "da Bóg"),
    this_month=("b. m.", "bieżącego miesiąca", "bieżącego", "tego miesiąca", "bm.", "t. m.", "tegoż miesiąca", "tegoż", "tegoż m."),
    old_style=("st. st.", "starego stylu", "stary styl", "s. s.", "v. s."),
    new_style=("n. st.", "nowego stylu", "nowy styl", "n. s."),
    feasts={
        "Nowy Rok": "new year", "Trzech Króli": "epiphany", "Święto Trzech Króli": "epiphany", "Matki Boskiej Gromnicznej": "candlemas", "Gromniczna": "candlemas",
        "Zwiastowanie": "lady day", "św. Jerzego": "george", "św. Jana": "midsummer", "Świętego Jana": "midsummer", "świętych Piotra i Pawła": "peter and paul",
        "Matki Boskiej Zielnej": "assumption", "Wniebowzięcie": "assumption", "św. Bartłomieja": "bartholomew", "Matki Boskiej Siewnej": "nativity of mary", "św. Michała": "michaelmas",
        "Wszystkich Świętych": "all saints", "Dzień Zaduszny": "all souls", "Zaduszki": "all souls", "św. Marcina": "martinmas", "św. Katarzyny": "catherine",
        "św. Andrzeja": "andrew", "św. Mikołaja": "nicholas", "św. Łucji": "lucy", "Wigilia": "christmas eve", "Wigilia Bożego Narodzenia": "christmas eve", "Boże Narodzenie": "christmas",
        "św. Szczepana": "stephen", "Młodzianków": "innocents", "Sylwester": "new year's eve", "św. Sylwestra": "new year's eve", "Tłusty Czwartek": "fat thursday", "Ostatki": "shrove tuesday", "Popielec": "ash wednesday", "Środa Popielcowa": "ash wednesday",
        "Niedziela Palmowa": "palm sunday", "Wielki Czwartek": "maundy thursday", "Wielki Piątek": "good friday", "Wielka Sobota": "holy saturday", "Wielkanoc": "easter", "Niedziela Wielkanocna": "easter",
        "Poniedziałek Wielkanocny": "easter monday", "Lany Poniedziałek": "easter monday", "Wniebowstąpienie": "ascension", "Zielone Święta": "whit sunday", "Zielone Świątki": "whit sunday", "Boże Ciało": "corpus christi",
    },
    ordinary=frozenset(("miejsca", "lipka", "lipa", "marka", "listo", "liste", "lista", "sobote", "lutnia", "mai", "mak", "moja", "raj", "daj", "marsa")),
)  # fmt: skip
