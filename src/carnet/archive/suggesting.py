"""Names found in unmarked text: suggested, kept beside the catalogue, taken up by the next build.

Suggestions are made when they are asked for, from all that is stated and decided in the archive by
then; they are derived, and lie in `.carnet/`. Each is kept under its entry and the digest of its words, so that
a build takes up those whose words are still the same and no others. Where a person is sealed they
say which words must be withheld: then a build makes them itself whenever they are not those of now.
"""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carnet.archive.learned import Kept, keep, read
from carnet.archive.marking import wholly_marked
from carnet.archive.undisturbed import undisturbed
from carnet.catalogue.linking import undo
from carnet.dates import When
from carnet.errors import DateError
from carnet.model import Mention

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from carnet.catalogue import Catalogue
    from carnet.publishers import Progress
    from carnet.recognisers.names import Link, Suggestion
    from carnet.register import Record, Register

BY: Final = "names 7"
FILE: Final = "names.jsonl"
LEAST: Final = 0.5
"""A record that is less likely than this is not suggested."""
LEAST_SEALED: Final = 0.2
"""But one that is sealed is: what may name it is withheld, until an editor says that it does not."""
_NO_DAY: Final = 2_400_000


class Suggested(NamedTuple):
    """What was suggested: how many mentions in how many entries, how many of them with a score of
    0.95 or more, from how many links, how many groups of names no record has, and how many rows of
    the register were left out since they have no id.
    """

    mentions: int
    entries: int
    sure: int
    links: int
    unknown: int
    without_id: int = 0


class _Entry(NamedTuple):
    n: int
    source: int
    id: str
    text: str
    day: int
    language: str


@undisturbed()
def suggest(
    catalogue: Catalogue, register: Register, path: Path, progress: Progress, *,
    writer: str = "", languages: Sequence[str] = (), sealed: Collection[str] = (),
    learned: Path | None = None, renew: bool = False, anew: bool = False,
) -> Suggested:  # fmt: skip
    """Learn from what is stated and decided, and write what that suggests for the rest to `path`.
    Who bears the surname of the writer is likely to be named by a first name; in some languages names
    have cases; of the records that are sealed even what is not likely is told. Where nothing has
    changed since they were made, they stay as they are.

    In `learned` stands what the links have taught before. If it is to be kept there (`renew`), it is
    learned again once there are many more links, or fewer; or now (`anew`).
    """
    entries = list(_entries(catalogue))
    marked = _marked(catalogue)
    asides = catalogue.asides()
    count = sum(bool(m[3]) or m[4] == "rejected" for held in marked.values() for m in held)
    before = read(learned, BY) if learned else None
    if before is not None and renew and (anew or not before.holds(count)):
        before = None
    author = (writer, *languages, *sorted(sealed))
    basis = _digest(entries, marked, asides, register, author, before)
    decided = _decided(catalogue)
    kept = _sum(*(f"{e.id} {decided[e.n]}" for e in entries if e.n in decided))
    told = None if anew else _recall(path, basis, kept)
    if told is not None:
        return told
    # most commands suggest nothing, and learning takes long to load
    from carnet.recognisers.names import Learned, Linker, Memory, Text, aside  # noqa: PLC0415
    from carnet.recognisers.names.unknown import Strangers  # noqa: PLC0415

    whole = wholly_marked(catalogue)
    texts = []
    for e in entries:
        links = tuple(dict.fromkeys(_links(marked.get(e.n, ()))))
        links += tuple(aside(asides.get(e.n, ()), links))
        texts.append(Text(e.text, e.day, links, e.n in whole))
    linker = Linker(Memory(writer, languages))
    for record in register:
        linker.memory.add_record(record, _life(record))
    linker.notice([text.text for text in texts])
    teaching = (text for text in texts if text.links or text.whole)
    weights = Learned.of(before.weights) if before else None
    own = linker.learn(teaching, kept=weights)
    if learned and renew and (own is None or weights is None):
        before = keep(learned, BY, count, own.named() if own else None)
        basis = _digest(entries, marked, asides, register, author, before)
    made = sure = named = 0
    lines = []

    def step(n: int) -> None:
        if n % 256 == 0:
            progress("looking for names", n, len(entries))

    linker.memory.book.sealed = frozenset(sealed)
    suggested = linker.suggest_all(texts, least=LEAST_SEALED if sealed else LEAST, step=step)
    strangers = Strangers(linker.memory, linker.wholes.likely)
    for entry, text, likely in zip(entries, texts, suggested, strict=True):
        held = marked.get(entry.n, ())
        found = [one for one in _free(likely, held) if one.score >= LEAST or one.target in sealed]
        if entry.n in whole:  # what is not marked there is no name, in its notes neither
            found = [one for one in found if not _within(one, asides.get(entry.n, ()))]
        made += len(found)
        named += bool(found)
        sure += sum(s.score >= 0.95 for s in found)
        taken = [(m[0], m[1]) for m in held] + [(s.start, s.end) for s in found]
        strangers.look(entry.id, text.text, taken)
        rows = [*decided.get(entry.n, ()), *([*s[:5], list(s.why)] for s in found)]
        if rows:
            lines.append(_line([_key(entry.id, entry.text), rows]))
    progress("looking for names", len(entries), len(entries))
    unknown = strangers.groups()
    beside = path.with_suffix(".new")
    told = Suggested(made, named, sure, linker.memory.links, len(unknown))
    body = "".join([_line(["unknown", unknown]), *lines])
    head = _line(["made", [basis]]) + _line(["told", [*told, kept, _sum(body)]])
    beside.write_text(head + body, encoding="utf-8")
    beside.replace(path)
    return told


def _recall(path: Path, basis: str, kept: str) -> Suggested | None:
    """What was suggested, where that follows from the same, and the file is whole."""
    try:
        made, told, body = path.read_text(encoding="utf-8").split("\n", 2)
        if json.loads(made) == ["made", [basis]]:
            *counts, beside, whole = json.loads(told)[1]
            return Suggested(*counts) if (beside, whole) == (kept, _sum(body)) else None
    except (OSError, ValueError, TypeError, LookupError):
        pass  # it is damaged, or of another version
    return None


def _sum(*texts: str) -> str:
    made = blake2b(digest_size=12)
    for text in texts:
        made.update(text.encode("utf-8", "replace"))
    return made.hexdigest()


def of_now(catalogue: Catalogue, register: Register, path: Path, *,
    writer: str = "", languages: Sequence[str] = (), sealed: Collection[str] = (),
    learned: Path | None = None,
) -> bool:  # fmt: skip
    """Whether the suggestions there are were made from what the archive holds now: the same words,
    the same register, the same links and decisions, the same that was learned, by this version.
    """
    made = next((rows for key, rows in _read(path) if key == "made"), None)
    return made == [
        _digest(
            list(_entries(catalogue)), _marked(catalogue), catalogue.asides(), register,
            (writer, *languages, *sorted(sealed)), read(learned, BY) if learned else None,
        )
    ]  # fmt: skip


def _digest(
    entries: Sequence[_Entry],
    marked: Mapping[int, Sequence[_Marked]],
    asides: Mapping[int, Sequence[tuple[int, int]]],
    register: Register,
    author: Sequence[str],
    learned: Kept | None,
) -> str:
    """Changes when anything does that suggestions follow from; numbers of rows are nothing."""
    taught = learned.sum if learned else ""
    made = blake2b(f"{BY} {author} {taught}".encode("utf-8", "replace"), digest_size=12)
    for entry in entries:
        said = (entry.id, entry.day, entry.text, marked.get(entry.n, ()), asides.get(entry.n, ()))
        made.update(repr(said).encode("utf-8", "replace"))
    for record in sorted(register, key=lambda record: record.id):
        made.update(repr(record).encode("utf-8", "replace"))
    return made.hexdigest()


def _key(id_: str, text: str) -> str:
    return f"{id_} {blake2b(text.encode('utf-8', 'replace'), digest_size=12).hexdigest()}"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def groups(path: Path) -> list[dict[str, Any]]:
    """Groups of names that no record has, as the last suggestions left them: those that fit some
    records with the places where they stand.
    """
    return next((rows for key, rows in _read(path) if key == "unknown"), [])


def unknown(path: Path) -> list[dict[str, Any]]:
    """The same groups, as they are listed."""
    return [{key: said for key, said in row.items() if key != "places"} for row in groups(path)]


def reasons(path: Path, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Each suggestion with what speaks for it."""
    held = dict(_read(path))
    for entry in _entries(catalogue):
        for start, end, kind, target, score, why in held.get(_key(entry.id, entry.text), ()):
            if not why:
                continue
            words = " ".join(entry.text[start:end].split())
            yield {
                "entry": entry.id, "start": start, "end": end, "text": words, "kind": kind,
                "target": target, "score": score, "why": why,
            }  # fmt: skip


def take_up(
    catalogue: Catalogue, path: Path, register: Register, *, anew: bool, since: int
) -> set[int]:
    """Write the suggestions into the catalogue: for all entries, or for those that were read again
    (from number `since` on). Gives the entries whose mentions changed.
    """
    touched: set[int] = set()
    if anew:
        touched |= undo(catalogue)
        touched |= {
            n for (n,) in catalogue.db.execute("SELECT entry FROM mentions WHERE by = ?", (BY,))
        }
        catalogue.db.execute("DELETE FROM mention_rows WHERE by = ?", (catalogue.said.number(BY),))
    held = dict(_read(path))
    if not held:
        return touched
    rows = []
    asked = "SELECT n, id, text FROM entries JOIN bodies USING (n) WHERE n >= ?"
    for n, id_, text in catalogue.db.execute(asked, (0 if anew else since,)):
        for start, end, kind, target, score, _ in held.get(_key(id_, text), ()):
            living = register.living(target)
            if living is not None:
                words = " ".join(text[start:end].split())
                mention = Mention(start, end, words, kind, None, living, BY, "suggested", score)
                rows.append((n, mention, None))
    catalogue.add_mentions(rows)
    return touched | {row[0] for row in rows}


def _read(path: Path) -> Iterator[tuple[str, list[Any]]]:
    """The lines of the file; one that is damaged is as if it were not there: it is only derived."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        try:
            key, rows = json.loads(line)
        except (ValueError, TypeError):
            continue
        yield key, rows


# ---------------------------------------------------------------------- what is known


def _entries(catalogue: Catalogue) -> Iterator[_Entry]:
    """Entries in the order of their days; one without a day goes with the one before it."""
    day = _NO_DAY
    asked = (
        "SELECT n, source, id, text, order0, order1, language FROM entries JOIN bodies USING (n) "
        "ORDER BY order0, order1, coalesce(order2, -order1), source, ordinal"
    )
    for n, source, id_, text, unknown_, first, language in catalogue.db.execute(asked):
        day = first if unknown_ == 0 else day
        yield _Entry(n, source, id_, text, day, language)


_Marked = tuple[int, int, str, str | None, str, str]


def _marked(catalogue: Catalogue) -> dict[int, list[_Marked]]:
    """By entry what is stated and decided: start, end, kind, target, standing, by."""
    out: dict[int, list[_Marked]] = defaultdict(list)
    asked = (
        'SELECT entry, start, "end", kind, target, standing, by FROM mentions '
        'WHERE standing <> ? ORDER BY entry, start, "end"'
    )
    for n, *rest in catalogue.db.execute(asked, ("suggested",)):
        out[n].append(tuple(rest))
    return out


def _decided(catalogue: Catalogue) -> dict[int, list[list[Any]]]:
    """By entry the suggestions on which somebody has decided. They stay, without reasons: a decision
    that is withdrawn leaves what was there before it.
    """
    out: dict[int, list[list[Any]]] = defaultdict(list)
    asked = 'SELECT entry, start, "end", kind, found FROM mentions WHERE found <> ? ORDER BY entry, start'
    for n, start, end, kind, found in catalogue.db.execute(asked, ("",)):
        target, by, _, score = json.loads(found)
        if by == BY and target is not None:
            out[n].append([start, end, kind, target, score, []])
    return out


def _links(marked: Sequence[_Marked]) -> Iterator[Link]:
    from carnet.recognisers.names import Link  # noqa: PLC0415

    for start, end, kind, target, standing, _ in marked:
        if standing == "rejected":
            yield Link(start, end, "", "")
        else:
            yield Link(start, end, kind, target or "")


def _free(found: Sequence[Suggestion], marked: Sequence[_Marked]) -> Iterator[Suggestion]:
    """The suggestions that contradict nothing stated or decided. One on words that the source marks
    as a name without saying whose takes exactly these.
    """
    for one in found:
        over = [m for m in marked if m[0] < one.end and one.start < m[1]]
        if not over:
            yield one
        elif len(over) == 1 and over[0][3] is None and over[0][4] == "stated":
            start, end, kind, *_ = over[0]
            if kind in (one.kind, "name"):
                yield one._replace(start=start, end=end)


def _within(one: Suggestion, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in stretches)


def _life(record: Record) -> tuple[int | None, int | None]:
    """The first and the last day on which a record may have been there."""
    days: list[int | None] = []
    for said, at in ((record.begin, 0), (record.end, 1)):
        try:
            bounds = When.parse(said).bounds if said else None
        except DateError:
            bounds = None
        days.append(bounds[at] if bounds else None)
    return days[0], days[1]
