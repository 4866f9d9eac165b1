"""Dates in Swedish."""

from __future__ import annotations

from carnet.dates.written.language import Language, Phrases

_NTHS = (
    "första|förste", "andra|andre", "tredje", "fjärde", "femte", "sjätte|sjette", "sjunde", "åttonde", "nionde", "tionde", "elfte|ellofte",
    "tolfte|tolvte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde|adertonde|aderstonde", "nittonde",
    "tjugonde|tjugunde",
)  # fmt: skip

SWEDISH = Language(
    code="sv",
    months=(
        ("januari", "jan", "januarii", "januarij", "januarius", "januar"),
        ("februari", "feb", "febr", "februarii", "februarij", "februarius", "februar"),
        ("mars", "mar", "martii", "martij", "martius", "martz", "mart"),
        ("april", "apr", "aprill", "aprilis"),
        ("maj", "maji", "maii", "maij", "mai", "may", "majus"),
        ("juni", "jun", "junii", "junij", "junius", "juny"),
        ("juli", "jul", "julii", "julij", "julius", "july"),
        ("augusti", "aug", "august", "augustus", "augusty"),
        ("september", "sep", "sept", "septbr", "septb", "septembr", "septembris", "7br", "7ber", "7bris", "7bre"),
        ("oktober", "okt", "october", "oct", "octbr", "oktbr", "octob", "octobris", "8br", "8ber", "8bris", "8bre"),
        ("november", "nov", "novbr", "novb", "novembr", "novembris", "9br", "9ber", "9bris", "9bre"),
        ("december", "dec", "decbr", "decb", "decembr", "decembris", "10br", "10ber", "xbr", "xber"),
    ),
    weekdays=(
        ("måndag", "mån", "månd", "måndagen", "måndags", "mondag"),
        ("tisdag", "tis", "tisd", "tisdagen", "tisdags", "thisdag", "tissdag"),
        ("onsdag", "ons", "onsd", "onsdagen", "onsdags", "odensdag"),
        ("torsdag", "tors", "torsd", "torsdagen", "torsdags", "thorsdag", "thorsd", "thorsdagen"),
        ("fredag", "fre", "fredagen", "fredags"),
        ("lördag", "lör", "lördagen", "lördags", "lögerdag", "lögerd", "lögerdagen"),
        ("söndag", "sön", "sönd", "söndagen", "söndags"),
    ),
    seasons=(("våren", "vår"), ("sommaren", "sommar"), ("hösten", "höst"), ("vintern", "vinter")),
    ordinals=frozenset(("a", "sta", "ste", "dra", "dre", "dje", "die", "de", "te", "tte", "nde", "e", "je")),
    numbers={word: number for number, words in enumerate(_NTHS, 1) for word in words.split("|")}
    | {
        f"{ten}{space}{nth}": tens + number
        for tens, stems in ((20, ("tjugo", "tjugu")), (30, ("trettio", "tretio")))
        for number, words in enumerate(_NTHS[: 9 if tens == 20 else 1], 1)
        for ten in stems
        for space in ("", " ")
        for nth in words.split("|")
    }
    | {"trettionde": 30, "tretionde": 30, "trettiende": 30},
    articles=frozenset(("den", "d", "dn", "denna")),
    prepositions=frozenset(("i", "pa", "fran", "till", "mot", "om", "natt", "natten", "afton", "anno", "ao", "av", "af", "vid", "efter")),
    inner=frozenset(("i", "af", "av", "anno", "ao", "ar", "aret", "manad", "manads")),
    to=frozenset(("till", "intill", "mot")),
    both=frozenset(("och", "o", "samt")),
    either=frozenset(("eller",)),
    about=frozenset(("omkring", "ungefar", "ca", "cirka", "circa", "c")),
    part=frozenset(("borjan", "mitten", "slutet", "medio", "ultimo", "primo", "tidigt", "sent", "utgangen")),
    year=frozenset(("aret", "anno", "ao")),
    of_day=frozenset(
        (
            "morgon", "morgonen", "formiddag", "formiddagen", "fm", "middag", "middagen", "eftermiddag", "eftermiddagen", "em", "afton",
            "aftonen", "kvall", "kvallen", "qvall", "qvallen", "natt", "natten", "midnatt", "jul", "pask", "pingst", "fortsattning",
            "forts", "kl", "klockan",
        )
    ),
    clock=frozenset(("tiden", "slaget")),
    no_place=frozenset(
        (
            "jag", "hon", "mitt", "vart", "kara", "kare", "kapitel", "kapitlet", "dagbok", "dagboken", "brev", "bref", "igar", "icke",
            "inte", "fodd", "dod", "efter", "sedan", "nagra", "detta", "dessa", "nar", "medan", "dagen", "det", "idag",
        )
    ),
    small_months=True,
    republican=(
        "vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse",
        "germinal", "floréal", "prairial", "messidor", "thermidor", "fructidor",
    ),
    phrases=Phrases(
        unknown="odaterad",
        day="{day} {month} {year}",
        first="1",
        yearless_day="{day} {month}, år okänt",
        yearless_month="{month}, år okänt",
        month="{month} {year}",
        season="{season} {year}",
        decade="{year}-talet",
        seasons=("vår", "sommar", "höst", "vinter"),
        quarter="kvartal {number}, {year}",
        third="tredjedel {number}, {year}",
        half="halvår {number}, {year}",
        before_christ="{year} f.Kr.",
        weekday="{weekday} {}",
        about="omkring {}",
        about_day="omkring den {}",
        uncertain="{} (osäkert)",
        span_days="{first}–{last}",
        span="{first} – {last}",
        between="mellan {first} och {last}",
        since="från {}",
        since_day="från den {}",
        until="fram till {}",
        until_day="fram till den {}",
        one_of=" eller ",
        all_of=" och ",
        republican_day="{day} {month} år {year}",
        republican_month="{month} år {year}",
        republican_year="republikens år {year}",
        nth="{day}:e",
        complementary_day="{day} tilläggsdagen år {year}",
        complementary_days="tilläggsdagar år {year}",
    ),
    night=frozenset(("natt", "natten")),
    between=frozenset(("mellan", "emellan")),
    unsure=("kanske", "troligen", "sannolikt", "antagligen", "förmodligen", "möjligen"),
    today=("i dag", "idag", "i dag är det", "i morgon", "imorgon", "jag fortsätter"),
    same_day=(
        "samma dag", "samma dags", "samma datum", "samma afton", "samma kväll", "s. d.", "dito", "ditto", "idem", "eodem", "eodem die",
        "på aftonen", "på kvällen",
    ),
    next_day=(
        "nästa dag", "dagen därpå", "dagen derpå", "dagen efter", "följande dag", "den följande dagen", "dagen därefter", "nästa morgon",
        "påföljande dag",
    ),
    undated=("odaterad", "odaterat", "utan datum", "utan dag", "utan år", "u. d.", "u. å.", "odat.", "okänt datum", "datum okänt"),
    if_alive=("om jag lever", "om jag lefver", "om Gud vill", "vill Gud", "om Gud så vill"),
    this_month=(
        "dennes", "ds", "d:s", "denna månad", "i denna månad", "samma månad", "d. m.", "hujus", "huius", "ejusdem", "eiusdem", "dito", "ditto",
    ),
    old_style=("gamla stilen", "gammal stil", "g. st.", "gl. st.", "st. v."),
    new_style=("nya stilen", "ny stil", "n. st.", "st. n."),
    feasts={
        "nyår": "new year", "nyårsdagen": "new year", "nyårsdag": "new year", "nyårsafton": "new year's eve", "nyårsaftonen": "new year's eve",
        "trettondagen": "epiphany", "trettondag jul": "epiphany", "trettondedag jul": "epiphany", "trettondedagen": "epiphany",
        "trettondagsafton": "epiphany eve", "trettondedagsafton": "epiphany eve", "kyndelsmässodagen": "candlemas", "kyndelsmässa": "candlemas",
        "marie bebådelsedag": "lady day", "vårfrudagen": "lady day", "vårfrudag": "lady day", "valborgsmässoafton": "walpurgis", "valborg": "walpurgis",
        "första maj": "may day", "midsommarafton": "swedish midsummer eve", "midsommaraftonen": "swedish midsummer eve",
        "midsommardagen": "swedish midsummer", "midsommardag": "swedish midsummer", "midsommar": "swedish midsummer", "johannisdagen": "midsummer",
        "mickelsmässa": "michaelmas", "mikaelidagen": "michaelmas", "mårtensdagen": "martinmas", "luciadagen": "lucy", "lucia": "lucy",
        "luciadag": "lucy", "julafton": "christmas eve", "julaftonen": "christmas eve", "juldagen": "christmas", "juldag": "christmas",
        "annandag jul": "stephen", "annandagen jul": "stephen", "annandag juldag": "stephen", "tredjedag jul": "john in christmas",
        "tredjedagen jul": "john in christmas", "fjärdedag jul": "innocents", "menlösa barns dag": "innocents",
        "fastlagssöndagen": "quinquagesima", "fastlagssöndag": "quinquagesima", "blå måndag": "shrove monday", "fettisdagen": "shrove tuesday", "fettisdag": "shrove tuesday",
        "askonsdagen": "ash wednesday", "askonsdag": "ash wednesday", "palmsöndagen": "palm sunday", "palmsöndag": "palm sunday",
        "skärtorsdagen": "maundy thursday", "skärtorsdag": "maundy thursday", "långfredagen": "good friday", "långfredag": "good friday",
        "påskafton": "holy saturday", "påskaftonen": "holy saturday", "påskdagen": "easter", "påskdag": "easter", "påsk": "easter",
        "annandag påsk": "easter monday", "annandagen påsk": "easter monday", "tredjedag påsk": "easter tuesday",
        "kristi himmelsfärdsdag": "ascension", "kristi himmelfärdsdag": "ascension", "christi himmelsfärdsdag": "ascension", "himmelsfärdsdagen": "ascension",
        "pingstdagen": "whit sunday", "pingstdag": "whit sunday", "pingst": "whit sunday", "annandag pingst": "whit monday",
        "annandagen pingst": "whit monday", "tredjedag pingst": "whit tuesday", "trefaldighetssöndagen": "trinity", "trefaldighetssöndag": "trinity",
        "1:a advent": "advent", "1 advent": "advent", "första advent": "advent", "1:sta advent": "advent", "1:a söndagen i advent": "advent",
        "första söndagen i advent": "advent", "första adventssöndagen": "advent", "2:a advent": "second advent", "2:dra advent": "second advent",
        "andra advent": "second advent", "andra söndagen i advent": "second advent", "3:e advent": "third advent", "3:dje advent": "third advent",
        "tredje advent": "third advent", "4:e advent": "fourth advent", "4:de advent": "fourth advent", "fjärde advent": "fourth advent",
    },
    ordinary=frozenset(
        ("lars", "mats", "mary", "mark", "mass", "mans", "mara", "mors", "fars", "vars", "jule", "julen", "julie", "julia", "jungfru",
         "juna", "vinner", "sommars")
    ),
)  # fmt: skip
