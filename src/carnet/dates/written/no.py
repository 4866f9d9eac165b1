"""Dates in Norwegian, Bokmål and Nynorsk.

Danish was written in Norway for centuries, and what is Norwegian in dates is read in Danish too:
both read alike, so that no heading is doubted for its spelling. They say dates in words of their own.
"""

from __future__ import annotations

from dataclasses import replace

from carnet.dates.written.da import DANISH
from carnet.dates.written.language import Phrases

_OWN = {3: "mars", 5: "mai", 12: "desember"}  # month by number, where it is not the Danish word

NORWEGIAN = replace(
    DANISH,
    code="no",
    months=tuple(
        tuple(dict.fromkeys((_OWN.get(number, words[0]), *words)))
        for number, words in enumerate(DANISH.months, 1)
    ),
    phrases=Phrases(
        unknown="udatert",
        day="{day}. {month} {year}",
        first="1",
        yearless_day="{day}. {month}, år ukjent",
        yearless_month="{month}, år ukjent",
        month="{month} {year}",
        season="{season} {year}",
        decade="{year}-årene",
        seasons=("vår", "sommer", "høst", "vinter"),
        quarter="{number}. kvartal {year}",
        third="{number}. tredel av {year}",
        half="{number}. halvår {year}",
        before_christ="{year} f.Kr.",
        weekday="{weekday} {}",
        about="omkring {}",
        about_day="omkring {}",
        uncertain="{} (usikkert)",
        span_days="{first}.–{last}",
        span="{first} – {last}",
        between="mellom {first} og {last}",
        since="fra {}",
        since_day="fra {}",
        until="inntil {}",
        until_day="inntil {}",
        one_of=" eller ",
        all_of=" og ",
        republican_day="{day}. {month} år {year}",
        republican_month="{month} år {year}",
        republican_year="republikkens år {year}",
        nth="{day}.",
        complementary_day="{day} tilleggsdag år {year}",
        complementary_days="tilleggsdager år {year}",
    ),
)
