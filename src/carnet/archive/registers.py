"""The register at work: lists that come in and go out, and the tables that an editor looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from carnet.errors import CarnetError
from carnet.register import LISTS, Kind, Record, Register
from carnet.register.cells import write_names, write_relations
from carnet.register.likeness import duplicates, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carnet.catalogue import Catalogue
    from carnet.edition import Edition
    from carnet.register.kept import Taken

Rows = Iterator[dict[str, Any]]
ACTIONS: Final = ("import", "export", "tidy", "propose")
_COMMON: Final = ("id", "name", "sort")
_OWN: Final[Mapping[Kind, tuple[str, ...]]] = {
    "person": ("born", "died", "sex", "roles"),
    "place": ("kind", "within", "latitude", "longitude"),
    "work": ("authors", "kind", "date", "own"),
    "organisation": ("kind", "within"),
    "event": ("kind", "date", "within"),
}


def act(
    folder: Path, catalogue: Callable[[], Catalogue], records: Callable[[], Register],
    action: str, files: Sequence[str | Path], kind: str,
) -> list[dict[str, Any]]:  # fmt: skip
    """Import lists, export them, tidy the tables, or propose records: one row for each thing done."""
    # reading and writing lists needs lxml, and nothing else here does
    from carnet.register.kept import add_records, take_in, tidy  # noqa: PLC0415

    if action not in ACTIONS:
        raise CarnetError(
            f"the register has no action {action!r}", mend=f"Choose one of: {', '.join(ACTIONS)}."
        )
    today = date.today().isoformat()  # noqa: DTZ011 - the editor's own day
    if action == "import":
        if not files:
            raise CarnetError("there is nothing to import", mend="Name TEI files or tables.")
        return [_said(t) for t in take_in(folder, [Path(file) for file in files], kind, today)]
    if action == "tidy":
        return [_said(t) for t in tidy(folder)]
    if action == "propose":
        made = list(proposed(catalogue(), records(), kind))
        add_records(folder, made)
        return [{"id": r.id, "kind": r.kind, "name": r.name} for r in made]
    if len(files) != 1:
        raise CarnetError("the register is exported into one folder", mend="Name a new folder.")
    return _export(folder, records(), Path(files[0]))


def _said(taken: Taken) -> dict[str, Any]:
    return {
        "file": taken.file, "list": taken.kind, "new": taken.new, "known": taken.known,
        "passed_over": list(taken.passed_over),
    }  # fmt: skip


def _export(folder: Path, register: Register, out: Path) -> list[dict[str, Any]]:
    from carnet.register.kept import give_out  # noqa: PLC0415

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CarnetError("this folder is not empty", where=str(out), mend="Name a new folder.")
    made = list(give_out(folder, register.moved))
    out.mkdir(parents=True, exist_ok=True)
    for name, data in made:
        (out / name).write_bytes(data)
    return [{"file": str(out / name), "bytes": len(data)} for name, data in made]


def proposed(catalogue: Catalogue, register: Register, kind: str = "") -> Iterator[Record]:
    """A record for each stated reference that has none, as an editor would make it: its id the
    reference's, its name the words that it most often stands on, its kind what the source says.
    """
    words: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    for _, mention in catalogue.all_mentions():
        ref = mention.ref
        if (
            mention.standing == "stated"
            and ref
            and mention.target is None
            and mention.kind in LISTS
        ):
            id_ = ref.strip().lstrip("#")
            if not id_ or "/" in id_ or "#" in id_ or id_ in register.moved:
                continue
            words.setdefault(id_, Counter())[mention.text] += 1
            kinds.setdefault(id_, Counter())[mention.kind] += 1
    by_name: Mapping[str, Kind] = {k: k for k in LISTS}
    for id_, counted in sorted(words.items()):
        said = by_name[kinds[id_].most_common(1)[0][0]]
        if kind in ("", said, LISTS[said]) and register.resolve(id_) is None:
            name = next((text for text, _ in counted.most_common() if text), id_)
            yield Record(id_, said, name)


# ---------------------------------------------------------------------- tables


def _uses(
    catalogue: Catalogue, edition: Edition
) -> dict[str, tuple[int, int, str | None, str | None]]:
    """For each record its mentions, the entries that they stand in, and when the first and the last
    of these was written.
    """
    order = {line.id: n for n, line in enumerate(edition.lines)}
    found: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    for target, entry, mentions in catalogue.uses():
        found.setdefault(target, []).append(order.get(entry, 0))
        counts[target] += mentions
    out = {}
    for target, places in found.items():
        dates = [edition.lines[n].edtf for n in sorted(places) if edition.lines[n].edtf]
        out[target] = (
            counts[target],
            len(places),
            dates[0] if dates else None,
            dates[-1] if dates else None,
        )
    return out


def _records(kind: Kind) -> Callable[[Catalogue, Edition, Register], Rows]:
    def rows(catalogue: Catalogue, edition: Edition, register: Register) -> Rows:
        uses = _uses(catalogue, edition)
        writer = _writer(register, edition.facts.author)
        for record in sorted(register.of_kind(kind), key=sorting):
            mentions, entries, first, last = uses.get(record.id, (0, 0, None, None))
            own = {
                "born": record.begin, "died": record.end, "sex": record.sex, "roles": list(record.roles),
                "kind": record.type, "within": record.within, "latitude": record.latitude,
                "longitude": record.longitude, "authors": list(record.authors), "date": record.begin,
                "own": is_own(record, register, writer, edition.facts.author),
            }  # fmt: skip
            yield {
                "id": record.id, "name": record.name, "sort": record.sort or sort_name(record),
                "variants": write_names(record.variants), **{field: own[field] for field in _OWN[kind]},
                "relations": write_relations(record.relations), "note": record.note,
                "ids": {a.scheme: a.id for a in record.authorities}, "links": list(record.links),
                "refs": list(record.refs),
                "replaces": sorted(old for old, new in register.moved.items() if record.id in new),
                "mentions": mentions, "entries": entries, "first": first, "last": last,
            }  # fmt: skip

    return rows


def _writer(register: Register, author: str) -> str:
    """The id of the writer's own record, where the register has one of that name."""
    name = folded(author)
    for record in register.of_kind("person"):
        if name and any(folded(known.text) == name for known in record.names):
            return record.id
    return ""


def is_own(work: Record, register: Register, writer: str, author: str) -> bool:
    """Whether a work is the writer's own."""
    named = {folded(said) for said in work.authors}
    ids = {register.resolve(said) for said in work.authors}
    return bool(author) and (folded(author) in named or (bool(writer) and writer in ids))


def sort_name(record: Record) -> str:
    """How a list sorts a record that does not say: surname first, else as the name stands."""
    if record.surname:
        return ", ".join(filter(None, (record.surname, record.forename)))
    return record.name


def sorting(record: Record) -> tuple[str, str]:
    """The key of a record's place in a list, without accents and case."""
    return folded(record.sort or sort_name(record)), record.id


def _unlinked(catalogue: Catalogue, _edition: Edition, register: Register) -> Rows:
    """Mentions without a record, those that name the same together, the most frequent first: one
    answer settles them all.
    """
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for entry, mention in catalogue.all_mentions():
        if mention.target is None and mention.standing != "rejected":
            key = (mention.kind, mention.ref or "", "" if mention.ref else mention.text)
            held = groups.setdefault(key, [0, Counter(), entry])
            held[0] += 1
            held[1][mention.text] += 1
    for (kind, ref, _), (count, words, entry) in sorted(
        groups.items(), key=lambda item: (-item[1][0], item[0])
    ):
        yield {
            "kind": kind, "ref": ref or None, "text": words.most_common(1)[0][0], "mentions": count,
            "forms": [text for text, _ in words.most_common(8)], "entry": entry,
            "gone": bool(ref) and ref.lstrip("#") in register.moved,
        }  # fmt: skip


def _orphans(catalogue: Catalogue, _edition: Edition, register: Register) -> Rows:
    """Records that nothing names: no entry, and no other record."""
    used = {target for target, _, _ in catalogue.uses()}
    for record in register:
        said = (record.within, *record.authors, *(r.target for r in record.relations))
        used |= {found for ref in said if ref and (found := register.resolve(ref))}
    for record in sorted(register, key=lambda r: (r.kind, sorting(r))):
        if record.id not in used:
            yield {"id": record.id, "kind": record.kind, "name": record.name, "note": record.note}


def _duplicates(_catalogue: Catalogue, _edition: Edition, register: Register) -> Rows:
    for pair in duplicates(register):
        one, other = register.records[pair.one], register.records[pair.other]
        yield {
            "one": one.id, "other": other.id, "kind": one.kind, "name": one.name, "other_name": other.name,
            "score": pair.score, "why": list(pair.why),
        }  # fmt: skip


TABLES: Final[dict[str, Callable[[Catalogue, Edition, Register], Rows]]] = {
    **{name: _records(kind) for kind, name in LISTS.items()},
    "unlinked": _unlinked,
    "orphans": _orphans,
    "duplicates": _duplicates,
}


def rows_of(
    name: str, catalogue: Catalogue, edition: Edition, register: Register
) -> Iterable[dict[str, Any]]:
    """The rows of one table of the register."""
    return TABLES[name](catalogue, edition, register)
