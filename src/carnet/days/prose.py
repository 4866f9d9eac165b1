"""Entries in prose: headings found by reasoning over the whole sequence.

A heading is a date, or part of one, at the beginning of a paragraph. What may be one is gathered
(`spots`, `heads`), the best sequence is searched for (`sequence`), and each date gets its reasons
and how sure it is (`doubt`). What stands before the first heading is front matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from carnet.dates import UNKNOWN
from carnet.dates.calendars import weekday
from carnet.dates.written import Reading, read_date
from carnet.dates.written.meaning import CENTURY
from carnet.dates.written.shelf import LANGUAGES, spoken
from carnet.days.detours import without_detours
from carnet.days.doubt import Understood, understood
from carnet.days.figures import order_of_figures
from carnet.days.heads import Head, read_head
from carnet.days.sequence import Habits, Path, Search, Taken, weekday_odds
from carnet.days.spots import HEAD, spots
from carnet.language import language_of
from carnet.model import Document, Finding, Piece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carnet.dates.written.language import Language

Stands = Callable[[int], bool | None]

LONGEST = 200  # code points; no heading is longer, and a line may be 100 MB
RUN_IN = 80  # code points; titles are no longer
_ON = 10  # days by which a number goes on from the day before it
_MOSTLY = 0.7  # of all
_FIRSTS = 3  # years, the first and the most written: a diary may begin in the one before
_ASSUMED = 1900  # the century of years in two figures where no other year is written
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"[^\S\n]*\n[^\S\n]*\n")
_WORD = re.compile(r"[^\W\d_]")
_YEARS = re.compile(r"(?<![\d.,])(1[0-9]{3}|20[0-9]{2})(?![\d])")


def read_heading(line: str, options: Mapping[str, Any]) -> Reading | None:
    """The date that a line consists of, in the writer's calendar. The archive's languages come
    first, which settles what two languages read differently; a heading in another language is a
    heading all the same.
    """
    languages = tuple(options.get("languages") or ())
    calendar = str(options.get("calendar") or "gregorian")
    reading = read_date(line, languages, calendar)
    return read_date(line, None, calendar) if reading is None and languages else reading


def find_headings(
    document: Document, options: Mapping[str, Any]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """Pieces of a document whose structure states none."""
    frame = _frame(document)
    author = str(document.meta.get("author") or "")
    taken = read_sequence(document, options)
    if not any(each.role == "entry" for each in taken):
        return _undated(document, frame, author)
    return _pieces(document, frame, author, taken)


def read_sequence(
    document: Document, options: Mapping[str, Any], stands: Stands | None = None
) -> list[Understood]:
    """The headings of a document with their dates, sections among them, in the order of the text.

    `stands` tells of a place whether a heading is known to stand there, or known not to; None says
    that it may, as everywhere in prose.
    """
    heads = _heads(document, _frame(document), options, stands)
    return _taken(document, heads, options) if heads else []


def _frame(document: Document) -> tuple[int, int]:
    """What of the text is the writer's own: not the notices of who digitised it."""
    return document.meta.get("frame") or (0, len(document.text))


def _likely(document: Document, options: Mapping[str, Any]) -> tuple[Language, ...]:
    """The languages in which headings are looked for first: the archive's, or what samples of
    the text are written in.
    """
    tags = list(options.get("languages") or ())
    if document.meta.get("language"):
        tags.append(str(document.meta["language"]))
    if not tags:
        text, counted = document.text, Counter[str]()
        stride = max(1, len(text) // 12)
        for at in range(stride // 2, len(text), stride):
            tag = language_of(text[at : at + 1500], ())
            if tag:
                counted[tag] += 1
        tags = [tag for tag, count in counted.most_common(3) if count > 1 or len(counted) == 1]
    known = [tag for tag in tags if tag.partition("-")[0] in LANGUAGES]
    return spoken(known) if known else ()


def _heads(
    document: Document, frame: tuple[int, int], options: Mapping[str, Any], stands: Stands | None
) -> list[Head]:
    likely = _likely(document, options)
    places = list(spots(document.text, *frame))
    order = "dmy" if likely and all(language.code != "en" for language in likely) else ""
    order = order or order_of_figures(document.text, places)
    found: list[Head] = []
    said = 0
    pattern = re.compile(str(options["heading"])) if options.get("heading") else None
    for spot in places:
        known = stands(spot.start) if stands is not None else None
        if known is False:
            continue
        head = read_head(document.text, spot, likely, order)
        if head is None:
            continue
        if pattern is not None:  # what is said to be a heading is one, and nothing else is
            if not pattern.search(document.text[spot.start : min(spot.line, spot.start + HEAD)]):
                continue
            known = True
        if known:
            head = head._replace(prior=max(head.prior, 0.0) + 8.0, bare=False)
        if head.prior < -9:
            continue
        if found and _says_again(document.text, found[-1], said, head):
            said = head.end
            continue
        found.append(head)
        said = head.end
    return found


def _says_again(text: str, before: Head, said: int, head: Head) -> bool:
    """Whether a line only says again what the heading on the line before it says."""
    if before.joined is None or head.joined is None or before.run not in ("line", "alone"):
        return False
    if text.count("\n", said, head.start) > 1 or _WORD.search(text, said, head.start):
        return False
    return any(item.day is not None for item in before.joined.items)


# ---------------------------------------------------------------------- the search


def _taken(
    document: Document, heads: Sequence[Head], options: Mapping[str, Any]
) -> list[Understood]:
    calendar = str(options.get("calendar") or "")
    bases, mask = _bases(document, heads, options)
    best: tuple[float, Search, Path, Habits] | None = None
    dual = any(item.dual for head in heads if head.joined for item in head.joined.items)
    tried = ["julian"] if dual else ["gregorian", "julian"]
    for each in [calendar] if calendar else tried:
        if best is not None and not _weekdays_fail(best[1], best[2]):
            break
        search = Search(heads, each, bases, mask)
        path = search.run(Habits.unknown())
        habits = _habits(search, path)
        path = without_detours(search, search.run(habits))
        if best is None or path.score > best[0] + 4.0:
            best = path.score, search, path, habits
    assert best is not None
    _, search, path, habits = best
    return understood(document, search, path, habits)


def _weekdays_fail(search: Search, path: Path) -> bool:
    right, wrong = _weekdays(search, path)
    return wrong > right and wrong >= 4


def _weekdays(search: Search, path: Path) -> tuple[int, int]:
    right = wrong = 0
    for taken in path.taken:
        head = search.heads[taken.n]
        if head.weekday is None or taken.choice is None or taken.mask or taken.role == "section":
            continue
        if taken.choice.first == taken.choice.last and "day" not in taken.choice.inferred:
            if weekday(taken.choice.first) == head.weekday:
                right += 1
            else:
                wrong += 1
    return right, wrong


def _habits(search: Search, path: Path) -> Habits:
    """What this book's headings look like, from a first search."""
    kept = {taken.n for taken in path.taken if taken.role == "entry"}
    yes, no = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    again = steps = 0
    last = None
    over = {taken.n for taken in path.taken if taken.role == "section" and _year_alone(taken)}
    for n, head in enumerate(search.heads):
        if head.kind == "section" or n in over:
            continue  # a year over what follows looks like no heading, and need not
        (yes if n in kept else no)[head.shape] += 1
    for taken in path.taken:
        if taken.choice is not None and taken.role == "entry":
            steps += 1
            again += taken.choice.first == last
            last = taken.choice.first
    shapes = {}
    for shape in yes.keys() | no.keys():
        odds = 0.8 * math.log((yes[shape] + 0.7) / (no[shape] + 0.7))
        strong = shape[0] in ("alone", "dash", "mark", "line") and shape[2] and shape[3] != "prose"
        least = -1.0 if strong else -2.0 if shape[0] == "alone" else -4.0
        share = math.log((yes[shape] + 0.3) / (steps + 1) / 0.15)
        odds += min(1.0, max(least, share))
        shapes[shape] = max(-5.0, min(4.0 if yes[shape] > 0.5 * steps else 2.5, odds))
    months = Counter(
        search.heads[t.n].shape for t in path.taken
        if (joined := search.heads[t.n].joined) is not None and t.role == "entry"
        and any(item.month is not None for item in joined.items)
    )  # fmt: skip
    bare = {head.shape for head in search.heads if head.bare}
    # sections name the months and headings only the days: as Pepys is printed
    alone = [t for t in path.taken if t.choice is not None and _month_alone(search.heads[t.n], t)]
    days = sum(months.values()) - sum(t.role == "entry" for t in alone)
    headed = len(alone) > 1 and days < 0.5 * sum(head.bare for head in search.heads)
    bare = {
        shape for shape in bare
        if sum(count for other, count in months.items() if other[:4] == shape[:4]) > max(2, steps / 5)
        or (headed and shape[0] in ("alone", "dash", "mark", "stop"))
        or _goes_on(search, path, shape)
    }  # fmt: skip
    shapes.update(dict.fromkeys(bare, 0.8))  # they were passed over until now
    years = {
        search.heads[t.n].years for t in path.taken if t.role == "section" and t.choice is None
    }
    match, mismatch = weekday_odds(*_weekdays(search, path))
    share = (again + 0.5) / (steps + 5)
    return Habits(
        shapes, match, mismatch, max(-0.5, min(2.0, 2.0 + math.log(share * 2))),
        frozenset(bare), parted=len(years) > 1,
    )  # fmt: skip


def _goes_on(search: Search, path: Path, shape: tuple[str, ...]) -> bool:
    """Whether numbers of this shape count on from the full dates before them, as days do and the
    numbers of a list do not: "5 March 1710 …", "6. …", "9. …".
    """
    dated = {
        taken.n: taken.choice.items[-1].day
        for taken in path.taken
        if taken.choice is not None and taken.role == "entry"
    }
    last: int | None = None
    fresh = False  # whether the last was a full date
    firsts: list[bool] = []
    steps: list[bool] = []
    for n, head in enumerate(search.heads):
        if dated.get(n) is not None:
            last, fresh = dated[n], True
        elif head.bare and head.shape == shape and last is not None and head.joined is not None:
            day = head.joined.items[0].day or 0
            on = 0 < day - last <= _ON
            (firsts if fresh else steps).append(on)
            last, fresh = (day if on else last), False
    return len(firsts) > 1 and min(
        firsts.count(True) - _MOSTLY * len(firsts), steps.count(True) - _MOSTLY * len(steps)
    ) >= 0  # fmt: skip


def _year_alone(taken: Taken) -> bool:
    """Whether a line is a year and nothing else."""
    return taken.choice is None or all(item.month is None for item in taken.choice.items)


def _month_alone(head: Head, taken: Taken) -> bool:
    """Whether a line is a month and nothing else."""
    choice = taken.choice
    if choice is None or head.run not in ("alone", "line") or len(choice.items) != 1:
        return False
    return choice.items[0].month is not None and choice.items[0].day is None


def _bases(
    document: Document, heads: Sequence[Head], options: Mapping[str, Any]
) -> tuple[list[int | None], str]:
    """Years in which the first heading may lie, the likeliest first; the mask for none at all."""
    first = options.get("first_year")
    if first:
        return [int(first)], ""
    written: list[int] = []
    for head in heads:
        if head.joined is not None:
            written += [
                item.year
                for item in head.joined.items
                if item.year and not item.republican and item.blank != CENTURY
            ]
        written += head.years
        if len(written) > 40:
            break
    counted = Counter(written)
    for name in (document.source, str(document.meta.get("title") or "")):
        counted.update(int(year) for year in _YEARS.findall(name))
    opening = heads[0].start if heads else 0
    front = document.text[max(0, opening - 3000) : opening]
    counted.update(int(year) for year in _YEARS.findall(front))
    years = [year for year, _ in counted.most_common(8)]
    firsts = list(dict.fromkeys(written))[:_FIRSTS]
    years += [year for year in firsts if year not in years]
    early = dict.fromkeys(year - 1 for year in (*years[:_FIRSTS], *firsts))
    early = {year: None for year in early if year not in years}
    if not years:
        endings = Counter(
            item.year
            for head in heads if head.joined is not None
            for item in head.joined.items if item.year and item.blank == CENTURY
        )  # fmt: skip
        if endings:  # '34, and nothing tells of which century
            return [_ASSUMED + ending for ending, _ in endings.most_common(8)], ""
        return [2000], "XXXX"
    return [*years, *early], ""


# ---------------------------------------------------------------------- pieces


def _pieces(
    document: Document, frame: tuple[int, int], author: str, taken: Sequence[Understood]
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    text = document.text
    pieces: list[Piece] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    first = next(n for n, each in enumerate(taken) if each.role == "entry")
    opening = taken[first].head.start
    for each in reversed(
        taken[:first]
    ):  # headings over the first entry belong to it, not to the front
        if _WORD.search(text, each.head.end, opening):
            break
        opening = each.head.start
    if opening > 0:
        pieces.append(
            Piece(0, taken[first].head.start if opening == 0 else opening, "front", "front")
        )
    marks = [each for each in taken if each.head.start >= opening]
    for i, each in enumerate(marks):
        start = each.head.start if i or not pieces else opening
        end = marks[i + 1].head.start if i + 1 < len(marks) else frame[1]
        if i == 0 and not pieces:
            start = 0
        heading = each.head.start, each.head.end
        words = " ".join(text[slice(*heading)].split())
        seen[words] = seen.get(words, 0) + 1
        locator = words if seen[words] == 1 else f"{words} ({seen[words]})"
        prose = _WORD.search(text, heading[1], end) is not None
        over = (
            each.when.known and each.may_be_entry
        )  # a month or a season: an entry if it has prose
        if not prose and over and i + 1 < len(marks) and each.head.run in ("alone", "line"):
            pieces.append(Piece(start, end, "heading", locator))
            continue
        if each.role == "section" and not (over and prose):
            pieces.append(Piece(start, end, "heading", locator))
            continue
        findings += [
            Finding(document.source, locator, "date", message, *heading) for message in each.doubts
        ]
        title = _title(text, heading[1], end) if each.head.run == "alone" else ""
        pieces.append(Piece(start, end, "entry", locator, each.when, heading, title, "", author))
    if frame[1] < len(text):
        pieces.append(Piece(frame[1], len(text), "back", "back"))
    return tuple(pieces), tuple(findings)


def _title(text: str, start: int, end: int) -> str:
    """What an entry is called: the line in capitals that stands alone between its heading and its
    prose, if one does. Other short lines may be anything, so they are left to be text.
    """
    lines = _LINE.finditer(text, start, end)
    line = next((found for found in lines if found[0].strip()), None)
    if line is None or line.end() - line.start() > RUN_IN:
        return ""
    title = " ".join(line[0].split())
    alone = "\n" in text[start : line.start()].removeprefix("\n") and _BLANK.match(text, line.end())
    if not alone or not title.isupper() or title.endswith((",", ";", ":")):
        return ""
    if not 4 <= sum(map(str.isalpha, title)) <= 60:
        return ""
    return title if any(map(str.islower, text[line.end() : min(end, line.end() + 400)])) else ""


def _undated(
    document: Document, frame: tuple[int, int], author: str
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """No heading: one undated entry, and a finding that says so."""
    start, end = frame
    pieces = [Piece(start, end, "entry", "text", UNKNOWN, None, str(document.meta.get("title") or ""),
                    "", author)]  # fmt: skip
    if start > 0:
        pieces.insert(0, Piece(0, start, "front", "front"))
    if end < len(document.text):
        pieces.append(Piece(end, len(document.text), "back", "back"))
    finding = Finding(
        document.source, "text", "undated",
        "no dated heading was found; the whole file is one undated entry", start, start,
    )  # fmt: skip
    return tuple(pieces), (finding,)
