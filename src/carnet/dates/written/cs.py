"""Dates in Czech."""

from __future__ import annotations

from carnet.dates.written.language import Language, Phrases

_NTHS = (
    "prv|první", "druh", "třetí", "čtvrt", "pát", "šest", "sedm", "osm", "devát", "desát", "jedenáct", "dvanáct", "třináct", "čtrnáct",
    "patnáct", "šestnáct", "sedmnáct", "osmnáct", "devatenáct", "dvacát",
)  # fmt: skip


def _numbers() -> dict[str, int]:
    """Days spelt out: prvního, třetího, dvacátého pátého, pětadvacátého."""
    spelt = {"prvního": 1, "prvý": 1, "prvého": 1, "první": 1, "třetí": 3, "třetího": 3}
    for number, stem in enumerate(_NTHS, 1):
        if number not in (1, 3):
            spelt |= {stem + "ého": number, stem + "ý": number}
    ones = {number: word for word, number in spelt.items() if number < 10 and word.endswith("ho")}
    for number, one in ones.items():
        spelt[f"dvacátého {one}"] = 20 + number
    joined = ("jedna", "dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět")
    for number, one in enumerate(joined, 1):
        spelt |= {f"{one}advacátého": 20 + number, f"{one}advacátý": 20 + number}
    spelt |= {"třicátého": 30, "třicátý": 30, "třicátého prvního": 31, "jedenatřicátého": 31}
    return spelt


CZECH = Language(
    code="cs",
    months=(
        ("leden", "ledna", "lednu", "ledn", "lednem"),
        ("únor", "února", "únoru", "ún", "únorem"),
        ("březen", "března", "březnu", "břez", "březnem"),
        ("duben", "dubna", "dubnu", "dubn", "dubnem"),
        ("květen", "května", "květnu", "květ", "květnem", "máj", "máje", "máji"),
        ("červen", "června", "červnu", "červ", "červn", "červnem"),
        ("červenec", "července", "červenci", "červenc", "červencem"),
        ("srpen", "srpna", "srpnu", "srp", "srpnem"),
        ("září", "zář", "zářím", "7bris", "7bra"),
        ("říjen", "října", "říjnu", "říj", "říjnem", "8bris", "8bra"),
        ("listopad", "listopadu", "listop", "listopadem", "9bris", "9bra"),
        ("prosinec", "prosince", "prosinci", "pros", "prosincem", "10bris", "10bra", "Xbris", "Xbra"),
    ),
    weekdays=(
        ("pondělí", "pond", "pondělek", "pondělího", "pondělka"),
        ("úterý", "út", "úter", "úterek", "outerý", "úterka"),
        ("středa", "středu", "stř", "středy", "středě"),
        ("čtvrtek", "čt", "čtvrt", "čtvrtka"),
        ("pátek", "pátku", "pátka"),
        ("sobota", "sobotu", "sob", "soboty"),
        ("neděle", "neděli", "ned", "den Páně"),
    ),
    seasons=(("jaro", "jara", "jaře"), ("léto", "léta", "létě"), ("podzim", "podzimu"), ("zima", "zimy", "zimě")),
    ordinals=frozenset(("ho", "ty", "teho", "eho", "y", "niho", "ni", "leta")),
    numbers=_numbers(),
    articles=frozenset(("dne", "dnem", "den", "d", "v", "ve", "na", "dnes")),
    prepositions=frozenset(("od", "z", "ze", "pod", "noc", "vecer", "k", "ke", "o")),
    inner=frozenset(("dne", "mesice", "mes", "m", "roku", "r", "leta", "lp")),
    to=frozenset(("do", "az", "na")),
    both=frozenset(("a", "i")),
    either=frozenset(("nebo", "anebo", "ci")),
    about=frozenset(("okolo", "kolem", "asi", "cca", "circa", "ca", "priblizne")),
    part=frozenset(("zacatek", "zacatkem", "pocatek", "pocatkem", "polovina", "polovinou", "polovine", "konec", "koncem", "prostredek")),
    year=frozenset(("rok", "roku", "leta", "anno")),
    of_day=frozenset(
        (
            "rano", "rana", "jitro", "dopoledne", "poledne", "odpoledne", "odpo", "vecer", "vecera", "noc", "noci", "pulnoc", "pulnoci",
            "vanoce", "velikonoce", "svatek", "pokracovani",
        )
    ),
    clock=frozenset(("h", "hod", "hodin", "hodina", "hodiny", "hodine", "hodinu")),
    no_place=frozenset(
        (
            "ja", "my", "on", "ona", "oni", "vy", "muj", "moje", "nas", "jeho", "jeji", "mily", "mila", "drahy", "draha", "kapitola",
            "denik", "dopis", "list", "dil", "cast", "strana", "dnes", "vcera", "zitra", "kdyz", "narozen", "zemrel", "poznamka", "kniha",
            "to", "ten", "ta", "ne", "co", "jak", "byl", "byla", "bylo", "ale", "vstal", "jsem", "je", "bylo", "zase", "sesit",
        )
    ),
    small_months=True,
    republican=(
        "vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse",
        "germinal", "floréal", "prairial", "messidor", "thermidor", "fructidor",
    ),
    phrases=Phrases(
        unknown="bez data",
        day="{day}. {month} {year}",
        first="1",
        yearless_day="{day}. {month}, rok neznámý",
        yearless_month="{month}, rok neznámý",
        month="{month} {year}",
        season="{season} {year}",
        decade="{year}–léta",
        seasons=("jaro", "léto", "podzim", "zima"),
        quarter="{number}. čtvrtletí {year}",
        third="{number}. třetina roku {year}",
        half="{number}. pololetí {year}",
        before_christ="{year} př. n. l.",
        weekday="{weekday} {}",
        about="přibližně {}",
        about_day="kolem {}",
        uncertain="{} (nejisté)",
        span_days="{first}.–{last}",
        span="{first} – {last}",
        between="mezi {first} a {last}",
        since="{} a později",
        since_day="od {}",
        until="{} a dříve",
        until_day="do {}",
        one_of=" nebo ",
        all_of=" a ",
        republican_day="{day}. {month} roku {year}",
        republican_month="{month} roku {year}",
        republican_year="rok {year} republiky",
        nth="{day}.",
        complementary_day="{day} doplňkový den roku {year}",
        complementary_days="doplňkové dny roku {year}",
    ),
    months_of=("ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"),
    after_year=frozenset(("r", "roku")),
    night=frozenset(("noc", "noci")),
    between=frozenset(("mezi",)),
    unsure=("snad", "asi", "možná", "pravděpodobně", "patrně"),
    today=("dnes", "dneska", "zítra", "pokračuji", "pokračování"),
    same_day=("téhož dne", "ten samý den", "týž den", "toho dne", "ten den", "tentýž den", "téhož večera", "idem"),
    next_day=("druhého dne", "druhý den", "následujícího dne", "následující den", "nazítří", "příštího dne", "příští den"),
    undated=("bez data", "bez datumu", "b. d.", "nedatováno", "nedatovaný", "bez udání dne", "b. r."),
    if_alive=("budu-li živ", "budu-li živa", "dá-li Bůh", "dá-li Pán Bůh", "bude-li Bůh chtít"),
    this_month=("t. m.", "tohoto měsíce", "tohoto m.", "tm.", "b. m.", "téhož měsíce", "téhož"),
    old_style=("st. st.", "starého stylu", "starého kalendáře"),
    new_style=("n. st.", "nového stylu", "nového kalendáře"),
    feasts={
        "Nový rok": "new year", "Tří králů": "epiphany", "Tři králové": "epiphany", "Na Tři krále": "epiphany", "Hromnice": "candlemas", "Na Hromnice": "candlemas",
        "Zvěstování Panny Marie": "lady day", "Svatého Jiří": "george", "Na svatého Jana": "midsummer", "Svatého Jana": "midsummer",
        "Petra a Pavla": "peter and paul", "Svatého Petra a Pavla": "peter and paul", "Nanebevzetí": "assumption", "Nanebevzetí Panny Marie": "assumption",
        "Svatého Bartoloměje": "bartholomew", "Svatého Michala": "michaelmas", "Všech svatých": "all saints", "Dušičky": "all souls", "Na Dušičky": "all souls",
        "Svatého Martina": "martinmas", "Svaté Kateřiny": "catherine", "Svatého Ondřeje": "andrew", "Svatého Mikuláše": "nicholas", "Svaté Lucie": "lucy",
        "Štědrý den": "christmas eve", "Na Štědrý den": "christmas eve", "Štědrý večer": "christmas eve", "Boží hod vánoční": "christmas", "Hod Boží vánoční": "christmas",
        "Na Boží hod vánoční": "christmas", "Svatého Štěpána": "stephen", "Na svatého Štěpána": "stephen", "Na Štěpána": "stephen", "Mláďátek": "innocents",
        "Silvestr": "new year's eve", "Na Silvestra": "new year's eve", "Masopustní úterý": "shrove tuesday", "Popeleční středa": "ash wednesday",
        "Květná neděle": "palm sunday", "Zelený čtvrtek": "maundy thursday", "Velký pátek": "good friday", "Bílá sobota": "holy saturday",
        "Velikonoční neděle": "easter", "Boží hod velikonoční": "easter", "Hod Boží velikonoční": "easter", "Velikonoční pondělí": "easter monday",
        "Nanebevstoupení": "ascension", "Nanebevstoupení Páně": "ascension", "Svatodušní neděle": "whit sunday", "Boží hod svatodušní": "whit sunday",
        "Svatodušní pondělí": "whit monday", "Boží tělo": "corpus christi",
    },
    ordinary=frozenset(("ledu", "sobe", "sobol", "zare", "jasno", "jara", "stred", "strada", "strany", "patky", "pana", "leta", "dubu", "mari", "kvetina", "cerven")),
)  # fmt: skip
