"""Entries in prose: headings found by reasoning over the whole sequence.

A heading is a date, or part of one, at the beginning of a paragraph. What may be one is gathered
(`spots`, `heads`), the best sequence is searched for (`sequence`), and each date gets its reasons
and how sure it is (`doubt`). What stands before the first heading is front matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from carnet.dates.written import Reading, read_date
from carnet.dates.written.shelf import language_of as words_of_dates
from carnet.dates.written.shelf import spoken
from carnet.days.asides import weighed_by_what_follows
from carnet.days.back import end_of_diary
from carnet.days.detours import without_detours
from carnet.days.doubt import Understood, understood
from carnet.days.figures import order_of_figures
from carnet.days.habits import Habits, learned, weekdays
from carnet.days.heads import Head, Reader
from carnet.days.pieces import pieces_of, undated
from carnet.days.runs import with_runs
from carnet.days.sequence import Path, Search
from carnet.days.spots import HEAD, Spot, spots
from carnet.days.years import first_years
from carnet.language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carnet.dates.written.language import Language
    from carnet.model import Document, Finding, Piece

Stands = Callable[[int], bool | None]

LONGEST = 200  # code points; no heading is longer, and a line may be 100 MB
# Before this year either calendar may be the writer's; after it the weekdays must fail in one.
_REFORMED = 1753
_GREGORIAN = 1582  # nobody counted in it before
_MUCH, _LITTLE = 4.0, 1.0  # log odds by which the Julian calendar must be the better
_WORD = re.compile(r"[^\W\d_]")


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
    if not any(_is_day(each) for each in taken):
        # days may be numbered as the items of a list are, under their months
        numbered = read_sequence(document, options, numbered=True)
        taken = numbered if any(map(_is_day, numbered)) else taken
    if not any(each.role == "entry" for each in taken):
        return undated(document, frame, author)
    end = end_of_diary(document.text, *frame, taken)
    taken = [each for each in taken if each.head.start < end]
    return pieces_of(document, (frame[0], end), author, taken)


def _is_day(each: Understood) -> bool:
    """Whether a heading is over an entry of one day."""
    start = each.when.start
    return each.role == "entry" and start is not None and start.day is not None


def read_sequence(
    document: Document,
    options: Mapping[str, Any],
    stands: Stands | None = None,
    *,
    numbered: bool = False,
) -> list[Understood]:
    """The headings of a document with their dates, sections among them, in the order of the text.

    `stands` tells of a place whether a heading is known to stand there, or known not to; None says
    that it may, as everywhere in prose. `numbered`: days may look like the items of a list, "3)".
    """
    frame = _frame(document)
    places = spots(document.text, *frame, numbered=numbered)
    heads = _heads(document, places, options, stands, numbered=numbered)
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
    known = [tag for tag in tags if words_of_dates(tag)]
    return spoken(known) if known else ()


def _heads(
    document: Document, found_at: Iterable[Spot], options: Mapping[str, Any], stands: Stands | None,
    *, numbered: bool,
) -> list[Head]:  # fmt: skip
    likely = _likely(document, options)
    marked = {span.start for span in document.spans if span.kind == "head"}
    places = list(found_at)
    order = "dmy" if likely and all(language.code != "en" for language in likely) else ""
    order = order or order_of_figures(document.text, places)
    found: list[Head] = []
    read = Reader(likely, order)
    said = 0
    pattern = re.compile(str(options["heading"])) if options.get("heading") else None
    for spot in places:
        known = stands(spot.start) if stands is not None else None
        if known is False:
            continue
        head = read(document.text, spot)
        if head is None:
            continue
        if pattern is not None:  # what is said to be a heading is one, and nothing else is
            if not pattern.search(document.text[spot.start : min(spot.line, spot.start + HEAD)]):
                continue
            known = True
        if spot.start in marked:
            head = head._replace(shape=head.shape._replace(opener="#"))
        if known:
            head = head._replace(prior=max(head.prior, 0.0) + 8.0, bare=False)
        if head.prior < -9 or (head.bare and not numbered and _as_in_lists(document.text, head)):
            continue
        if found and _says_again(document.text, found[-1], said, head):
            said = head.end
            found[-1] = _with_year(found[-1], head)
            continue
        found.append(head)
        said = head.end
    if stands or pattern:
        return found
    return weighed_by_what_follows(document.text, with_runs(document.text, found, read))


def _as_in_lists(text: str, head: Head) -> bool:
    """Whether a number is closed as those of lists are: "3)"."""
    return text[head.end - 1] == ")" and "(" not in text[head.start : head.end]


def _with_year(before: Head, head: Head) -> Head:
    """A heading with the year that the sentence under it gives the same day."""
    if before.joined is None or head.joined is None:
        return before
    item, again = before.joined.items[-1], head.joined.items[-1]
    same = again._replace(weekday=item.weekday, month_first=item.month_first, year=item.year)
    if item.year is not None or again.year is None or same != item:
        return before
    items = (*before.joined.items[:-1], item._replace(year=again.year))
    return before._replace(joined=before.joined._replace(items=items))


def _says_again(text: str, before: Head, said: int, head: Head) -> bool:
    """Whether a line only says again what the heading on the line before it says, or a sentence
    what the heading over it does.
    """
    if before.joined is None or head.joined is None or not before.shape.of_its_own:
        return False
    parted = text.count("\n", said, head.start) > 1 and head.shape.setting not in ("text", "comma")
    if parted or _WORD.search(text, said, head.start):
        return False
    days = {item.day for item in before.joined.items} - {None}
    again = {item.day for item in head.joined.items} - {None}
    # a column of dates, torn from its text, says another with each line
    return bool(days) and (not again or not days.isdisjoint(again))


# ---------------------------------------------------------------------- the search


def _taken(
    document: Document, heads: Sequence[Head], options: Mapping[str, Any]
) -> list[Understood]:
    calendar = str(options.get("calendar") or "")
    bases, mask = first_years(document, heads, options)
    best: tuple[float, Search, Path, Habits] | None = None
    dual = any(item.dual for head in heads if head.joined for item in head.joined.items)
    before = bool(bases) and not mask and (bases[0] or 0) < _GREGORIAN
    tried = ["julian"] if dual or before else ["gregorian", "julian"]
    old = bool(bases) and not mask and (bases[0] or 0) < _REFORMED
    margin = _LITTLE if old else _MUCH
    for each in [calendar] if calendar else tried:
        if best is not None and not old and not _weekdays_fail(best[1], best[2]):
            break
        search = Search(heads, each, bases, mask)
        path = search.run(Habits.unknown(heads))
        habits = learned(search, path)
        path = without_detours(search, search.run(habits))
        if best is None or path.score > best[0] + margin:
            best = path.score, search, path, habits
    assert best is not None
    _, search, path, habits = best
    return understood(document, search, path, habits)


def _weekdays_fail(search: Search, path: Path) -> bool:
    right, wrong = weekdays(search, path)
    return wrong > right and wrong >= 4
