"""Dates in Danish."""

from __future__ import annotations

from carnet.dates.written.language import Language, Phrases

_ONES = "en|to|tre|fire|fem|seks|syv|otte|ni"
_NTHS = (
    "første|förste", "anden|andet", "tredje|tredie", "fjerde|fierde", "femte", "sjette|siette", "syvende|sjuende",
    "ottende", "niende", "tiende", "ellevte|elvte|ellefte", "tolvte|tolfte", "trettende", "fjortende|fiortende", "femtende",
    "sekstende|sextende", "syttende|søttende", "attende", "nittende", "tyvende",
)  # fmt: skip

DANISH = Language(
    code="da",
    months=(
        ("januar", "jan", "januari", "januarii", "januarij", "januarius", "janr", "jany"),
        ("februar", "feb", "febr", "februari", "februarii", "februarij", "februarius", "febuar"),
        ("marts", "mar", "mars", "martz", "mart", "martii", "martij", "martius"),
        ("april", "apr", "aprill", "aprilis"),
        ("maj", "mai", "may", "maji", "maii", "maij", "majus"),
        ("juni", "jun", "junii", "junij", "junius", "juny"),
        ("juli", "jul", "julii", "julij", "julius", "july"),
        ("august", "aug", "augusti", "augustus", "avgust", "augst"),
        ("september", "sep", "sept", "septbr", "septb", "septembr", "septembris", "7br", "7ber", "7bris", "7bre"),
        ("oktober", "okt", "october", "oct", "octbr", "oktbr", "octob", "octobris", "8br", "8ber", "8bris", "8bre"),
        ("november", "nov", "novbr", "novb", "novembr", "novembris", "9br", "9ber", "9bris", "9bre"),
        ("december", "dec", "desember", "des", "decbr", "desbr", "decembr", "decembris", "10br", "10ber", "xbr", "xber"),
    ),
    weekdays=(
        ("mandag", "man", "mandags", "mandagen", "måndag", "maandag", "mandg"),
        ("tirsdag", "tir", "tirs", "tirsd", "tirsdags", "tirsdagen", "tiisdag", "tiirsdag", "tisdag", "tysdag"),
        ("onsdag", "ons", "onsd", "onsdags", "onsdagen", "odensdag", "onsdg"),
        ("torsdag", "tor", "tors", "torsd", "torsdags", "torsdagen", "thorsdag", "thorsd", "thorsdagen"),
        ("fredag", "fre", "fredags", "fredagen", "fredg", "freedag"),
        ("lørdag", "lør", "lørdags", "lørdagen", "løverdag", "løverd", "løverdagen", "løgerdag", "laurdag", "lørdg"),
        ("søndag", "søn", "sønd", "søndags", "søndagen", "sundag", "sønddag"),
    ),
    seasons=(
        ("foraar", "forår", "foråret", "foraaret", "våren", "vår", "vaaren", "vaar"),
        ("sommer", "sommeren"),
        ("efterår", "efteraar", "efteråret", "efteraaret", "høst", "høsten", "haust", "hausten"),
        ("vinter", "vinteren"),
    ),
    ordinals=frozenset(
        ("ste", "sta", "den", "det", "de", "die", "dje", "te", "tte", "vte", "nde", "ende", "sde", "ne", "e", "re")
    ),
    numbers={word: number for number, words in enumerate(_NTHS, 1) for word in words.split("|")}
    | {
        form.format(one=one, ten=ten): 20 + number
        for number, one in enumerate(_ONES.split("|"), 1)
        for ten in ("tyvende", "tjuende")
        for form in ("{one}og{ten}", "{one} og {ten}")
    }
    | {
        f"tjue{nth}": 20 + number
        for number, words in enumerate(_NTHS[:9], 1)
        for nth in words.split("|")
    }
    | dict.fromkeys(("tredivte", "trettiende", "tredevte", "tredvte", "tretiende"), 30)
    | {"tjuende": 20, "seks og tyvende": 26, "sex og tyvende": 26, "sexogtyvende": 26}
    | dict.fromkeys(("enogtredivte", "en og tredivte", "enogtredevte", "en og tredevte", "trettiførste", "tredivteførste"), 31),
    articles=frozenset(("den", "d", "dn", "dend", "de", "dag")),
    prepositions=frozenset(("i", "pa", "paa", "fra", "til", "om", "natt", "nat", "natten", "aften", "anno", "ao", "af", "av", "efter", "ved")),
    inner=frozenset(("i", "af", "av", "anno", "ao", "aar", "aaret", "ar", "aret", "md", "maned", "maaned", "maneds", "maaneds")),
    to=frozenset(("til", "indtil", "inntil")),
    both=frozenset(("og", "samt")),
    either=frozenset(("eller",)),
    about=frozenset(("omkring", "omtrent", "ca", "circa", "cirka", "c", "henved", "henimod")),
    part=frozenset(
        (
            "begyndelsen", "begynnelsen", "midten", "slutningen", "slutten", "primo", "medio", "ultimo", "tidligt", "tidlig",
            "sent", "udgangen", "utgangen", "slutning", "begyndelse",
        )
    ),
    year=frozenset(("aar", "aaret", "aret", "anno", "ao")),
    of_day=frozenset(
        (
            "morgen", "morgenen", "formiddag", "middag", "eftermiddag", "ettermiddag", "aften", "aftenen", "kveld", "kvelden", "nat",
            "natt", "natten", "midnat", "midnatt", "morges", "jul", "paske", "paaske", "pinse", "pinsen", "fortsat", "fortsatt",
            "tidlig", "tidligt", "sent", "kl", "klokken", "fm", "em",
        )
    ),
    clock=frozenset(("uhr", "slet", "slett")),
    no_place=frozenset(
        (
            "jeg", "vi", "hun", "min", "mit", "mitt", "vort", "kaere", "kjaere", "kjere", "kapitel", "kapittel", "dagbog", "dagbok",
            "brev", "igar", "igaar", "iaften", "ikke", "fodt", "dode", "efter", "etter", "siden", "nogle", "noen", "dette",
            "disse", "det", "mens", "medens", "derpaa", "dagen", "aftes",
        )
    ),
    small_months=True,
    republican=(
        "vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse",
        "germinal", "floréal", "prairial", "messidor", "thermidor", "fructidor",
    ),
    phrases=Phrases(
        unknown="udateret",
        day="{day}. {month} {year}",
        first="1",
        yearless_day="{day}. {month}, år ukendt",
        yearless_month="{month}, år ukendt",
        month="{month} {year}",
        season="{season} {year}",
        decade="{year}’erne",
        seasons=("forår", "sommer", "efterår", "vinter"),
        quarter="{number}. kvartal {year}",
        third="{number}. tredjedel af {year}",
        half="{number}. halvår {year}",
        before_christ="{year} f.Kr.",
        weekday="{weekday} den {}",
        about="omkring {}",
        about_day="omkring den {}",
        uncertain="{} (usikkert)",
        span_days="{first}.–{last}",
        span="{first} – {last}",
        between="mellem {first} og {last}",
        since="fra {}",
        since_day="fra den {}",
        until="indtil {}",
        until_day="indtil den {}",
        one_of=" eller ",
        all_of=" og ",
        republican_day="{day}. {month} år {year}",
        republican_month="{month} år {year}",
        republican_year="republikkens år {year}",
        nth="{day}.",
        complementary_day="{day} tillægsdag år {year}",
        complementary_days="tillægsdage år {year}",
    ),
    night=frozenset(("nat", "natt", "natten")),
    between=frozenset(("mellem", "imellem", "mellom")),
    unsure=(
        "måske", "maaske", "vistnok", "formodentlig", "sandsynligvis", "antagelig", "kanskje", "sannsynligvis", "trolig", "rimeligvis",
    ),
    today=("i dag", "idag", "i dag er det", "i morgen", "imorgen", "jeg fortsætter", "jeg fortsetter"),
    same_day=(
        "samme dag", "den samme dag", "samme dags", "samme dato", "samme aften", "samme kveld", "s. d.", "dito", "ditto", "idem", "eodem",
        "eodem die", "om aftenen", "om kvelden", "sammedags",
    ),
    next_day=(
        "næste dag", "den næste dag", "dagen efter", "dagen derpå", "dagen derpaa", "den følgende dag", "følgende dag", "dagen etter",
        "neste dag", "den neste dag", "næste morgen", "neste morgen", "dagen derefter", "dagen efterpå",
    ),
    undated=(
        "udateret", "uden dato", "uden datum", "u. d.", "u. å.", "u. aa.", "uden år", "uden aar", "dato ukendt", "udatert", "uten dato",
        "uten år", "dato ukjent", "udatered",
    ),
    if_alive=("hvis jeg lever", "om jeg lever", "dersom jeg lever", "om Gud vil", "vil Gud", "om Gud villet"),
    this_month=(
        "dennes", "ds", "d. M.", "denne måned", "denne maaned", "denne måneds", "samme måned", "samme maaned", "samme måneds",
        "samme maaneds", "s. M.", "hujus", "huius", "ejusdem", "eiusdem", "dito", "ditto", "denne md", "i denne måned",
    ),
    old_style=("gammel stil", "gammel stiil", "gl. stil", "gl. st.", "g. st.", "st. v."),
    new_style=("ny stil", "ny stiil", "nye stil", "n. st.", "st. n."),
    feasts={
        "nytår": "new year", "nytaar": "new year", "nytårsdag": "new year", "nytaarsdag": "new year", "1. nyttårsdag": "new year",
        "nyttårsdag": "new year", "nyaarsdag": "new year", "nyårsdag": "new year", "1ste nytaarsdag": "new year", "nytårsaften": "new year's eve",
        "nytaarsaften": "new year's eve", "nyttårsaften": "new year's eve", "nyaarsaften": "new year's eve", "nyårsaften": "new year's eve",
        "helligtrekonger": "epiphany", "hellig tre konger": "epiphany", "helligtrekongersdag": "epiphany", "helligtrekongersaften": "epiphany eve",
        "kyndelmisse": "candlemas", "kyndelsmesse": "candlemas", "valborgsaften": "walpurgis", "sankthansaften": "midsummer eve",
        "sankt hans aften": "midsummer eve", "sankt hansaften": "midsummer eve", "sanct hans aften": "midsummer eve", "st. hans aften": "midsummer eve",
        "st. hansaften": "midsummer eve", "sankthans": "midsummer", "sankt hans": "midsummer", "sankt hans dag": "midsummer", "sankthansdag": "midsummer",
        "sanct hans": "midsummer", "sanct hans dag": "midsummer", "st. hans": "midsummer", "st. hans dag": "midsummer", "st. hansdag": "midsummer",
        "jonsok": "midsummer", "jonsokaften": "midsummer eve", "olsok": "olaf", "mikkelsdag": "michaelmas", "mikkelsmesse": "michaelmas",
        "mortensaften": "martinmas eve", "mortensdag": "martinmas", "luciadag": "lucy", "luciadagen": "lucy",
        "lille juleaften": "day before christmas eve", "lillejuleaften": "day before christmas eve", "lillejulaften": "day before christmas eve", "juleaften": "christmas eve",
        "juleaftensdag": "christmas eve", "julaften": "christmas eve", "julekvelden": "christmas eve", "juledag": "christmas", "juledagen": "christmas",
        "1. juledag": "christmas", "1ste juledag": "christmas", "første juledag": "christmas", "første jule dag": "christmas",
        "2. juledag": "stephen", "2den juledag": "stephen", "anden juledag": "stephen", "annen juledag": "stephen", "andre juledag": "stephen",
        "3. juledag": "john in christmas", "3die juledag": "john in christmas", "tredje juledag": "john in christmas", "tredie juledag": "john in christmas",
        "4. juledag": "innocents", "4de juledag": "innocents", "fjerde juledag": "innocents",
        "fastelavnssøndag": "quinquagesima", "fastelavns søndag": "quinquagesima", "fastelavn": "quinquagesima", "fastelavnsmandag": "shrove monday",
        "fastelavns mandag": "shrove monday", "hvide tirsdag": "shrove tuesday", "hvidetirsdag": "shrove tuesday", "fetetirsdag": "shrove tuesday",
        "askeonsdag": "ash wednesday", "palmesøndag": "palm sunday", "palme søndag": "palm sunday", "skærtorsdag": "maundy thursday",
        "skjærtorsdag": "maundy thursday", "skiærtorsdag": "maundy thursday", "skjær torsdag": "maundy thursday", "langfredag": "good friday",
        "lang fredag": "good friday", "påskelørdag": "holy saturday", "paaskelørdag": "holy saturday", "påskeaften": "holy saturday",
        "paaskeaften": "holy saturday", "påske": "easter", "paaske": "easter", "påskedag": "easter", "påskedagen": "easter", "paaskedagen": "easter", "paaskedag": "easter", "påskesøndag": "easter",
        "1. påskedag": "easter", "1ste paaskedag": "easter", "første påskedag": "easter", "første paaskedag": "easter",
        "2. påskedag": "easter monday", "2den paaskedag": "easter monday", "anden påskedag": "easter monday", "anden paaskedag": "easter monday",
        "annen påskedag": "easter monday", "andre påskedag": "easter monday", "annen paaskedag": "easter monday", "påskemandag": "easter monday",
        "3die paaskedag": "easter tuesday", "tredje påskedag": "easter tuesday", "store bededag": "great prayer day", "storebededag": "great prayer day",
        "kristi himmelfartsdag": "ascension", "kristi himmelfart": "ascension", "christi himmelfartsdag": "ascension", "christi himmelfart": "ascension",
        "himmelfartsdag": "ascension", "pinsedag": "whit sunday", "pinsedagen": "whit sunday", "pinse": "whit sunday", "pinsesøndag": "whit sunday", "1. pinsedag": "whit sunday",
        "1ste pinsedag": "whit sunday", "første pinsedag": "whit sunday", "2. pinsedag": "whit monday", "2den pinsedag": "whit monday",
        "anden pinsedag": "whit monday", "annen pinsedag": "whit monday", "andre pinsedag": "whit monday", "3die pinsedag": "whit tuesday",
        "tredje pinsedag": "whit tuesday", "trinitatis": "trinity", "trinitatis søndag": "trinity", "allehelgensdag": "all saints", "allehelgen": "all saints",
        "1. advent": "advent", "1ste advent": "advent", "første advent": "advent", "1. søndag i advent": "advent", "første søndag i advent": "advent",
        "1ste søndag i advent": "advent", "2. advent": "second advent", "2. søndag i advent": "second advent", "anden søndag i advent": "second advent",
        "2den søndag i advent": "second advent", "3. advent": "third advent", "3. søndag i advent": "third advent", "3die søndag i advent": "third advent",
        "4. advent": "fourth advent", "4. søndag i advent": "fourth advent", "4de søndag i advent": "fourth advent",
    },
    ordinary=frozenset(
        ("mandat", "mandlig", "jule", "julen", "junker", "jung", "mark", "marks", "mart", "parts", "mats", "lars", "mary", "maja",
         "hans", "maje", "vante", "vintre", "fred", "frede")
    ),
)  # fmt: skip
