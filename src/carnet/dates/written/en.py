"""Dates in English."""

from __future__ import annotations

from carnet.dates.written.language import Language, Phrases

ENGLISH = Language(
    code="en",
    months=(
        ("January", "Jan", "Jany", "Janry", "Januy", "Janr"),
        ("February", "Feb", "Feby", "Febry", "Febr", "Februy"),
        ("March", "Mar", "Mch", "Mrch"),
        ("April", "Apr", "Apl", "Aprl", "Aprill"),
        ("May",),
        ("June", "Jun", "Jne"),
        ("July", "Jul", "Jly"),
        ("August", "Aug", "Augt", "Augst"),
        ("September", "Sep", "Sept", "Septr", "Sepr", "Septber", "7ber", "7br", "7bre"),
        ("October", "Oct", "Octr", "Octob", "Octber", "8ber", "8br", "8bre"),
        ("November", "Nov", "Novr", "Novem", "Novbr", "Novber", "9ber", "9br", "9bre"),
        ("December", "Dec", "Decr", "Decem", "Decbr", "Decber", "Decemr", "10ber", "10br", "Xber"),
    ),
    weekdays=(
        ("Monday", "Mon", "Mond", "Mondy", "Munday"),
        ("Tuesday", "Tue", "Tues", "Tuesd", "Tuesdy"),
        ("Wednesday", "Wed", "Weds", "Wedn", "Wednes", "Wednesdy", "Wensday"),
        ("Thursday", "Thu", "Thur", "Thurs", "Thursd", "Thursdy"),
        ("Friday", "Fri", "Frid", "Fridy", "Fryday"),
        ("Saturday", "Sat", "Satur", "Satd", "Saturd", "Saturdy"),
        ("Sunday", "Sun", "Sund", "Sundy", "Sabbath"),
    ),
    seasons=(("spring",), ("summer",), ("autumn", "fall"), ("winter",)),
    ordinals=frozenset(("st", "nd", "rd", "th", "d", "sd")),
    numbers={"first": 1, "second": 2, "third": 3, "fourth": 4},
    articles=frozenset(("the", "this", "ye", "dated")),
    prepositions=frozenset(
        ("on", "in", "from", "of", "night", "evening", "morning", "afternoon", "ad", "anno")
    ),
    inner=frozenset(("of", "the", "ye", "day", "in", "ad", "anno")),
    to=frozenset(("to", "till", "until", "through", "thru")),
    both=frozenset(("and",)),
    either=frozenset(("or",)),
    about=frozenset(("c", "ca", "circa", "about", "around", "abt")),
    part=frozenset(("early", "mid", "middle", "late", "beginning", "end")),
    year=frozenset(("year", "anno", "ad")),
    of_day=frozenset(
        (
            "morning", "forenoon", "noon", "afternoon", "evening", "night", "midnight", "dawn",
            "dusk", "christmas", "easter", "whit", "palm", "good", "trinity", "ash", "shrove",
            "eve", "day", "lord", "lords", "ld",
        )
    ),
    clock=frozenset(("am", "pm", "oclock", "hours", "hrs", "h")),
    no_place=frozenset(
        (
            "i", "we", "he", "she", "it", "they", "you", "my", "our", "his", "her", "their", "to",
            "dear", "chapter", "diary", "journal", "letter", "volume", "vol", "book", "part",
            "page", "no", "not", "that", "there", "here", "today", "yesterday", "tomorrow",
            "after", "before", "when", "while", "until", "since", "a", "an", "as", "is", "was",
            "were", "but", "so", "if", "entry", "week", "born", "died", "copyright", "published",
            "figure", "fig", "illustration", "note", "notes", "by", "between", "during", "version", "section", "act",
            "scene", "article", "number", "plate",
        )
    ),
    small_months=False,
    republican=(
        "Vendémiaire", "Brumaire", "Frimaire", "Nivôse", "Pluviôse", "Ventôse",
        "Germinal", "Floréal", "Prairial", "Messidor", "Thermidor", "Fructidor",
    ),
    phrases=Phrases(
        unknown="undated",
        day="{day} {month} {year}",
        first="1",
        yearless_day="{day} {month}, year unknown",
        yearless_month="{month}, year unknown",
        month="{month} {year}",
        season="{season} {year}",
        decade="{year}s",
        seasons=("spring", "summer", "autumn", "winter"),
        quarter="quarter {number} of {year}",
        third="third {number} of {year}",
        half="half {number} of {year}",
        before_christ="{year} BC",
        weekday="{weekday} {}",
        about="about {}",
        about_day="about {}",
        uncertain="{} (uncertain)",
        span_days="{first}–{last}",
        span="{first} – {last}",
        between="between {first} and {last}",
        since="from {}",
        since_day="from {}",
        until="until {}",
        until_day="until {}",
        one_of=" or ",
        all_of=" and ",
        republican_day="{day} {month} year {year}",
        republican_month="{month} year {year}",
        republican_year="year {year} of the Republic",
        nth="{day}",
        complementary_day="complementary day {day} of year {year}",
        complementary_days="complementary days of year {year}",
    ),
)  # fmt: skip
