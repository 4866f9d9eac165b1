"""How well names in unmarked text are linked: Schnitzler, Mitford and Humboldt, and what it costs.

    python bench/linking.py           every measure
    python bench/linking.py --learn   the shipped weights, learned from these three diaries
    python bench/linking.py --show    with the most frequent misses and false suggestions
    python bench/linking.py Mitford   the measures of which the name begins so

The marks are stripped, the register is kept (and has a record for every id that was linked in the
part that is learned from, as an editor would have made), the links of the earlier part are learned
and the later part is linked. Counted are mentions whose record exists by then. Words that the
encoder marked and gave no reference are left out: nobody knows whom they mean.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from lxml import etree

import linking_humboldt
from carnet.archive import Archive
from carnet.archive.suggesting import suggest
from carnet.dates import When
from carnet.days import find_pieces
from carnet.publishers import no_progress
from carnet.readers.tei import TeiReader
from carnet.recognisers.names import Link, Linker, Memory, Text, aside
from carnet.recognisers.names.asawhole import (
    UNLEARNED,
    WHOLE,
    fit_whole,
    questions_of_forms,
    shipped_whole,
)
from carnet.recognisers.names.features import FEATURES, HABITS
from carnet.recognisers.names.firstlook import shipped
from carnet.recognisers.names.fitting import fit
from carnet.recognisers.names.forms import keys_of, words
from carnet.recognisers.names.rehearsing import as_wholes, gone_through, rehearse
from carnet.recognisers.names.together import (
    EVIDENCE,
    fit_speaking,
    questions,
    shipped_again,
)
from carnet.register import tei
from carnet.register.kept import add_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(os.environ["CARNET_DATA"])
KINDS = ("person", "place")
MARKED = (*KINDS, "work", "organisation", "event", "name")
WRITERS = {
    "MRM": "Mary Russell Mitford",
    "H0012069": "Alexander von Humboldt",
}  # by their own records
SHOW = "--show" in sys.argv
ONLY = tuple(said for said in sys.argv[1:] if said[0] != "-")


class Scored(NamedTuple):
    score: float
    right: bool
    words: str
    gold: int  # which mention it settles, else -1


def texts_of(path: Path) -> list[tuple[str, Text]]:
    document = TeiReader().read(path.name, path.read_bytes(), {})
    pieces, _ = find_pieces(document, {})
    spans = [s for s in document.spans if s.kind in MARKED and s.end > s.start]
    out = []
    for piece in pieces:
        if piece.kind != "entry" or piece.when is None or piece.when.bounds is None:
            continue
        links = [
            Link(s.start - piece.start, s.end - piece.start, s.kind, ref.rpartition("#")[2])
            for s in spans
            if piece.start <= s.start and s.end <= piece.end
            for ref in (s.value.split() or [""])
            if s.kind != "name" or not ref
        ]
        links += aside(linking_humboldt.asides_of(piece, document), links)
        text = document.text[piece.start : piece.end]
        out.append((piece.when.edtf, Text(text, piece.when.bounds[0], tuple(links))))
    return out


def records_of(*paths: Path) -> list:
    out = []
    for path in paths:
        tree = etree.parse(str(path), etree.XMLParser(huge_tree=True))
        out += [tei.get(element) for element in tei.records_in(tree.getroot())]
    return out


def life(record) -> tuple[int | None, int | None]:
    bounds = []
    for said, at in ((record.begin, 0), (record.end, 1)):
        when = When.parse(said) if said else None
        bounds.append(when.bounds[at] if when and when.bounds else None)
    return bounds[0], bounds[1]


def fresh(records, weights=None) -> Linker:
    writer = next(
        (name for id_, name in WRITERS.items() if any(r.id == id_ for r in records)),
        "Arthur Schnitzler",
    )
    linker = Linker(Memory(writer), weights)
    for record in records:
        linker.memory.add_record(record, life(record))
    return linker


def gold_of(text: Text, kind: str, known: set[str]) -> list[tuple[int, int, set[str]]]:
    spans = defaultdict(set)
    for link in text.links:
        if link.kind == kind and link.target in known:
            spans[link.start, link.end].add(link.target)
    return [(*span, ids) for span, ids in spans.items()]


def judge(text, suggestions, kind, known, base) -> tuple[list[Scored], int]:
    """Each suggestion of a kind: right, false, or (neutral) not counted."""
    gold = gold_of(text, kind, known)
    neutral = [(k.start, k.end) for k in text.links if not k.target and k.kind in (*KINDS, "name")]
    out = []
    for start, end, of, target, score in suggestions:
        if of != kind or any(a < end and start < b for a, b in neutral):
            continue
        hits = [n for n, (a, b, ids) in enumerate(gold) if a < end and start < b and target in ids]
        said = " ".join(text.text[start:end].split())
        out.append(Scored(score, bool(hits), said, base + hits[0] if hits else -1))
    return out, len(gold)


def told(name: str, scored: list[Scored], gold: int) -> None:
    def at(least):
        taken = [s for s in scored if s.score >= least]
        right = sum(s.right for s in taken)
        found = len({s.gold for s in taken if s.right})
        p, r = right / max(1, len(taken)), found / max(1, gold)
        return p, r, 2 * p * r / max(1e-9, p + r)

    best = (2.0, 0.0)
    for least in [n / 100 for n in range(2, 100)]:
        p, r, _ = at(least)
        if p >= 0.95 and r > best[1]:
            best = (least, r)
    bins = defaultdict(list)
    for s in scored:
        bins[min(9, int(s.score * 10))].append(s)
    held = [s for s in scored if s.score >= 0.05]
    ece = sum(
        abs(sum(s.right for s in b) - sum(s.score for s in b)) for b in bins.values()
    ) / max(1, len(held))  # fmt: skip
    at5, at9 = at(0.5), at(0.9)
    print(f"{name:<34} gold {gold:>5}  ≥.5 P {at5[0]:.3f} R {at5[1]:.3f} F {at5[2]:.3f}  "
          f"≥.9 P {at9[0]:.3f} R {at9[1]:.3f}  P≥.95: R {best[1]:.3f} (from {best[0]:.2f})  ECE {ece:.3f}")  # fmt: skip
    if SHOW:
        curve = " ".join(
            f"{n / 10:.1f}:{sum(s.right for s in bins[n]) / len(bins[n]):.2f}/{len(bins[n])}"
            for n in sorted(bins)
        )
        print("    reliability", curve)
        print("    false", Counter(s.words for s in scored if s.score >= 0.5 and not s.right).most_common(25))  # fmt: skip


def errors(scored, gold, least=0.5) -> int:
    taken = [s for s in scored if s.score >= least]
    return sum(not s.right for s in taken) + gold - len({s.gold for s in taken if s.right})


def floor_of(train, records):
    """Exact-name look-up with the most frequent id; names of one word must be of that record."""
    counts = defaultdict(Counter)
    kinds = {}
    for record in records:
        kinds[record.id] = record.kind
        for name in record.names:
            counts[keys_of(name.text)][record.id] += 0
    for text in train:
        for link in text.links:
            if link.target:
                kinds.setdefault(link.target, link.kind)
                counts[keys_of(text.text[link.start : link.end])][link.target] += 1
    table = {keys: c.most_common(1)[0][0] for keys, c in counts.items() if keys}

    def suggest(text):
        row = words(text)
        at = 0
        while at < len(row):
            for length in range(min(5, len(row) - at), 0, -1):
                stretch = row[at : at + length]
                id_ = table.get(tuple(w.key for w in stretch))
                if id_ and not any(w.apart for w in stretch[1:]):
                    yield stretch[0].start, stretch[-1].end, kinds[id_], id_, 1.0
                    at += length - 1
                    break
            at += 1

    return suggest


def known_of(train, records) -> set[str]:
    return {record.id for record in records} | {
        k.target for t in train for k in t.links if k.target
    }


def linked(linker, train, test, least=0.5) -> list[list[tuple]]:
    """What is suggested for the later texts, with the links of the earlier ones."""
    asked = [text._replace(links=(), whole=False) for text in test]
    suggested = linker.suggest_all([*train, *asked], least=least)
    return [
        [(s.start, s.end, s.kind, s.target, s.score) for s in one]
        for one in suggested[len(train) :]
    ]


def run(name, train, test, records, weights=None, *, enough=True) -> None:
    run_each(name, [(train, test)], records, weights, enough=enough)


def run_each(name, pairs, records, weights=None, *, enough=True) -> None:
    """What is suggested for the second of each pair of texts with the links of the first, all told as one."""
    rows = {(how, kind): [] for how in ("floor", "names") for kind in KINDS}
    golds, could = Counter(), Counter()
    missed = {kind: Counter() for kind in KINDS}
    for train, test in pairs:
        linker = fresh(records, weights)
        linker.notice([t.text for t in (*train, *test)])
        linker.learn(train, weights=enough)
        known = known_of(train, records)
        floor = floor_of(train, records)
        book = linker.memory.book
        found = linked(linker, train, test, 0.02)
        for kind in KINDS:
            for text, suggestions in zip(test, found, strict=True):
                gold = golds[kind]
                row, n = judge(text, suggestions, kind, known, gold)
                rows["names", kind] += row
                rows["floor", kind] += judge(text, floor(text.text), kind, known, gold)[0]
                hits = {s.gold - gold for s in row if s.right and s.score >= 0.5}
                for m, (a, b, ids) in enumerate(gold_of(text, kind, known)):
                    form = " ".join(keys_of(text.text[a:b]))
                    held = {*book.linked.get(form, ()), *book.known.get(form, ())}
                    could[kind] += bool(held & ids) or m in hits
                    if m not in hits:
                        missed[kind][" ".join(text.text[a:b].split())] += 1
                golds[kind] += n
    for kind in KINDS:
        gold, floors, names = golds[kind], rows["floor", kind], rows["names", kind]
        told(f"{name}, {kind}, floor", floors, gold)
        told(f"{name}, {kind}", names, gold)
        a, b = errors(floors, gold), errors(names, gold)
        print(f"    errors {a} → {b} ({1 - b / max(1, a):.0%} removed); form known for {could[kind] / max(1, gold):.1%}")  # fmt: skip
        if SHOW:
            print("    missed", missed[kind].most_common(25))


def as_an_editor(name, texts, records) -> None:
    """Links learned after each tenth of the decisions: how good the next tenth is."""
    linker = fresh(records)
    known = {record.id for record in records}
    total = sum(len({(k.start, k.end) for k in t.links if k.target}) for t in texts)
    parts, part, n = [], [], 0
    for text in texts:
        part.append(text)
        n += len({(k.start, k.end) for k in text.links if k.target})
        if n >= total / 10:
            parts.append(part)
            part, n = [], 0
    parts += [part] if part else []
    done, decided, line = [], 0, []
    for part in parts:
        scored, gold = [], 0
        linker = fresh(records)
        linker.notice([t.text for t in texts])
        linker.learn(done)
        for text, s in zip(part, linked(linker, done, part), strict=True):
            for kind in KINDS:
                row, n = judge(text, s, kind, known, gold)
                scored += row
                gold += n
            linker_links = text.links
            done.append(text)
            known |= {k.target for k in linker_links if k.target}
        right = len({s.gold for s in scored if s.right})
        p = sum(s.right for s in scored) / max(1, len(scored))
        decided += gold - right + sum(not s.right for s in scored)
        line.append(f"{p:.2f}/{right / max(1, gold):.2f}")
    print(f"{name}: precision/recall of each tenth {' '.join(line)}; {decided} corrections for {total} mentions")  # fmt: skip


def decisions_until(name, texts, records, aim=0.95, rounds=16) -> None:
    """From a register and no link at all: how many decisions until so many mentions are right.

    In each round suggestions are made anew; then the editor answers the most valuable questions
    (an answer settles the same words with the same suggestion at once: yes, no, or another record; where
    no answer holds throughout, the three mentions that are shown are decided one by one), and of each name that was
    missed links one mention, the most frequent names first.
    """
    gold = [
        {(a, b): ids for kind in KINDS for a, b, ids in gold_of(t, kind, known_of(texts, []))}
        for t in texts
    ]
    total = sum(map(len, gold))
    said = [{} for _ in texts]  # what was decided: stretch: (kind, record)
    made, line = 0, []
    for _ in range(rounds):
        linker = fresh(records)
        linker.notice([t.text for t in texts])
        now = [
            Text(t.text, t.day, tuple(Link(a, b, k, i) for (a, b), (k, i) in sorted(d.items())), whole=False)
            for t, d in zip(texts, said, strict=True)
        ]  # fmt: skip
        linker.learn(text for text in now if text.links)
        suggested = linker.suggest_all(now)
        groups, missed, right = defaultdict(list), defaultdict(list), 0
        for n, text in enumerate(texts):
            done = set()
            for s in suggested[n]:
                if any(a < s.end and s.start < b for a, b in said[n]):
                    continue
                hits = {
                    g
                    for g, ids in gold[n].items()
                    if g[0] < s.end and s.start < g[1] and s.target in ids
                }
                done |= hits
                key = " ".join(keys_of(text.text[s.start : s.end])), s.target
                groups[key].append((n, s, hits))
            done |= {g for g, ids in gold[n].items() if said[n].get(g, ("", ""))[1] in ids}
            right += len(done)
            for g in gold[n].keys() - done - said[n].keys():
                missed[" ".join(keys_of(text.text[g[0] : g[1]])), min(gold[n][g])].append((n, g))
        line.append(f"{made} {right / total:.2f}")
        if right >= aim * total:
            break
        budget = total // 40
        worth = {k: sum(1 - abs(2 * s.score - 1) for _, s, _ in v) for k, v in groups.items()}
        for key in sorted(groups, key=lambda k: (-worth[k], k))[:budget]:
            held = [
                (n, s, next(((g, ids) for g, ids in gold[n].items() if g[0] < s.end and s.start < g[1]), None))
                for n, s, _ in groups[key]
            ]  # fmt: skip
            meant = Counter(min(at[1]) if at else "" for *_, at in held).most_common(1)[0]
            mixed = meant[1] < 0.97 * len(held)
            for n, s, at in held[:: max(1, -(-len(held) // 3))] if mixed else held:
                right_one = (min(at[1]) if at else "") if mixed else meant[0]
                said[n][at[0] if at else (s.start, s.end)] = (
                    s.kind if right_one else "",
                    right_one,
                )
                made += mixed
            made += not mixed
        for key in sorted(missed, key=lambda k: (-len(missed[k]), k))[:budget]:
            n, span = missed[key][0]
            kind = next(k.kind for k in texts[n].links if (k.start, k.end) == span and k.target)
            said[n] = {g: v for g, v in said[n].items() if g[1] <= span[0] or span[1] <= g[0]}
            said[n][span] = (kind, key[1])
            made += 1
    print(f"{name}: of {total} mentions, decisions and share right: {', '.join(line)}")


# of forms that were never linked: how much is known, and what of it is hidden, records or forms
_NEW_FORMS = (
    (0.0, None, None),
    *((0.1, None, (n, 3)) for n in range(3)),
    *((share, None, None) for share in (0.3, 0.5, 0.7)),
    *((share, half, None) for share in (0.3, 0.5) for half in (0, 1)),
)
_TIMID = 2.5  # three diaries teach nothing so surely that a fourth could not outweigh it


def learn_shipped(sets) -> None:
    """Weights for archives that have few links: from the earlier parts of other diaries, gone through
    with the register alone, as if taken up again after long, and as if at work on them; with a register
    of a wider world, and with one that was made for the edition. Of works and organisations they say
    nothing: only one diary links these.
    """
    sets = [(list(map(of_people_and_places, texts)), records) for texts, records in sets]
    groups = []
    for texts, everybody in sets:
        used = known_of(texts, [])
        own = [record for record in everybody if record.id in used]
        for records, parts, warm in (
            (r, *p) for r in (everybody, own) for p in ((1, 0), (2, 1), (6, 1))
        ):
            linker = fresh([r for r in records if r.kind in KINDS], [0.0] * len(FEATURES))
            linker.notice([text.text for text in texts])
            groups += gone_through(linker, texts, parts, warm)
    kept = np.array([name not in HABITS for name in FEATURES], dtype=float)
    groups = [group._replace(rows=group.rows * kept) for group in groups]
    weights = fit(groups, [0.0] * len(FEATURES), 4.0)
    weights = [max(weight, -_TIMID) for weight in weights]
    keep("weights.json", FEATURES, weights)
    shipped.cache_clear()
    forms = []
    for texts, everybody in sets:
        used = known_of(texts, [])
        own = [record for record in everybody if record.id in used]
        for records, (share, hidden, part) in product((everybody, own), _NEW_FORMS):
            linker = fresh(records)
            linker.notice([text.text for text in texts])
            known = int(share * len(texts))
            held = rehearse(linker, texts, hidden=hidden, known=known, forms=part)
            done, of_forms = held.done(weights)
            forms += questions_of_forms(*done[:3], of_forms)
    whole = fit_whole(forms, UNLEARNED, 4.0)
    keep("whole.json", WHOLE, whole)
    shipped_whole.cache_clear()
    start = [float(name == "odds") for name in EVIDENCE]
    for _ in range(2):  # those of before weigh what comes between: the second time, its own
        asked = []
        for texts, records in sets:
            for share, hidden in ((0.0, None), (0.5, None), (0.5, 0), (0.5, 1)):
                linker = fresh(records)
                linker.notice([text.text for text in texts])
                held = rehearse(linker, texts, hidden=hidden, known=int(share * len(texts)))
                asked += questions(as_wholes(*held.done(weights), whole))
        keep("again.json", EVIDENCE, fit_speaking(asked, start, 4.0))
        shipped_again.cache_clear()
    print(f"learned from {len(groups):,}, {len(forms):,} and {len(asked):,} names")


def of_people_and_places(text: Text) -> Text:
    """A text without the links to anything else."""
    kept = (link for link in text.links if link.kind in (*KINDS, "name"))
    return text._replace(links=tuple(kept))


def keep(name, names, weights) -> None:
    said = {name: round(weight, 3) for name, weight in zip(names, weights, strict=True)}
    path = Path(sys.modules[Linker.__module__].__file__).with_name(name)
    path.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def load():
    folder = DATA / "tei" / "schnitzler-tagebuch"
    texts = [
        pair for path in sorted((folder / "editions").glob("*.xml")) for pair in texts_of(path)
    ]
    mitford = [
        pair for path in (DATA / "tei" / "mitford-journal").glob("*.xml") for pair in texts_of(path)
    ]
    texts.sort(key=lambda pair: pair[1].day)
    mitford.sort(key=lambda pair: pair[1].day)
    registers = DATA / "registers"
    return (
        [text for day, text in texts if day < "1891"],
        [text for day, text in texts if day > "1913"],
        [text for _, text in mitford],
        records_of(registers / "schnitzler_persons_derived.xml", folder / "indices" / "listplace.xml"),
        records_of(registers / "digitalmitford_si.xml"),
    )  # fmt: skip


def split(texts):
    n = int(len(texts) * 0.6)
    return texts[:n], texts[n:]


def day_index(early, late, records) -> None:
    """Person-days of the later part against the editors' own day index."""
    root = etree.parse(str(DATA / "tei/schnitzler-tagebuch/indices/index_person_day.xml")).getroot()
    index = {
        item.get("target"): {ref.text for ref in item.iter("ref")} for item in root.iter("item")
    }
    for name, texts in (("1879–90", early), ("1914", late)):
        train, test = split(texts)
        linker = fresh(records)
        linker.notice([t.text for t in texts])
        linker.learn(train)
        known = known_of(train, records)
        said, gold = set(), set()
        for text, found in zip(test, linked(linker, train, test), strict=True):
            day = str(When.day(*ymd(text.day)))
            gold |= {(day, id_) for id_ in index.get(day, ()) if id_ in known}
            said |= {(day, target) for _, _, kind, target, _ in found if kind == "person"}
        right = len(said & gold)
        print(f"day index {name}: {len(gold)} person-days, found {right} ({right / len(gold):.1%}), "
              f"of {len(said)} said ({right / max(1, len(said)):.1%} right)")  # fmt: skip


def ymd(jdn: int) -> tuple[int, int, int]:
    day = date.fromordinal(jdn - 1_721_425)
    return day.year, day.month, day.day


_MARK = re.compile(rb"</?(?:\w+:)?(?:rs|persName|placeName)\b[^>]*>")


def speed(records) -> None:
    """16,000 entries, half of them without marks, against 7,500 records: what suggesting costs beside
    reading them in.
    """
    more = [replace(r, id=f"{r.id}-{n}", name=f"{r.name[::-1].title()} {r.surname}") for n in range(8) for r in records]  # fmt: skip
    files = sorted((DATA / "tei" / "schnitzler-tagebuch" / "editions").glob("*.xml"))
    for times, many in ((1, 500), (8, len(files))):
        with tempfile.TemporaryDirectory() as folder:
            there = Path(folder) / "a"
            with Archive.new(there)[0] as archive:
                for n in range(times):
                    for m, path in enumerate(files[-many:]):
                        data = path.read_bytes()
                        strip = m % 2 if times == 1 else n >= times // 2
                        (there / "sources" / f"{n}-{path.name}").write_bytes(
                            _MARK.sub(b"", data) if strip else data
                        )
                # every mark needs its record: those of the references make up the rest
                add_records(there / "register", [*records, *more][: 7500 if times > 1 else 800])
                began = time.process_time()
                archive.index()
                read = time.process_time()
                suggest(
                    archive.catalogue,
                    archive.records(),
                    there / ".carnet" / "names.jsonl",
                    no_progress,
                )
                done = time.process_time()
                (entries,) = archive.catalogue.db.execute("SELECT count(*) FROM entries").fetchone()
        print(f"speed: {entries:,} entries: read in {read - began:.1f} s, suggested in {done - read:.1f} s of CPU: "
              f"{(done - read) / (read - began):.1f} times")  # fmt: skip


def humboldts():
    """The records and the notebooks of the third set."""
    records = records_of(
        *(DATA / "registers" / f"humboldt_{of}.xml" for of in ("persons", "places"))
    )
    return records, linking_humboldt.notebooks(records)


def humboldt() -> Iterator[tuple[str, Callable[[], None]]]:
    """Notebooks in two languages and by two writers, of which some entries are as long as a book."""
    records, books = humboldts()
    texts = [text for book in books for text in book.texts]
    others = [([t for o in books if o is not b for t in o.texts], b.texts) for b in books]
    for name, pairs in (
        ("Humboldt, by time", [linking_humboldt.cut(texts)]),
        ("Humboldt, each notebook from the rest", others),
        ("Humboldt, the register alone", [([], texts)]),
    ):
        yield name, partial(run_each, name, pairs, records)


def measures() -> Iterator[tuple[str, Callable[[], None]]]:
    """Each measure by its name."""
    early, late, mitford, persons, mitfords = load()
    for name, of, enough in (
        ("1879–90", (*split(early), persons), True),
        ("1914", (*split(late), persons), True),
        ("1890→1914", (early, late, persons), True),
        ("Mitford", (*split(mitford), mitfords), True),
        ("1914, shipped weights", (*split(late), persons), False),
    ):
        yield name, partial(run, name, *of, enough=enough)
    yield from humboldt()
    yield "day index", partial(day_index, early, late, persons)
    edited = ("1879–90", early, persons), ("1914", late, persons), ("Mitford", mitford, mitfords)
    for how, of in (("as an editor, {}", as_an_editor), ("until 95 %, {}", decisions_until)):
        for name, texts, records in edited:
            yield how.format(name), partial(of, how.format(name), texts, records)
    yield "speed", partial(speed, persons)


def learn() -> None:
    early, _, mitford, persons, mitfords = load()
    records, books = humboldts()
    third, _ = linking_humboldt.cut([text for book in books for text in book.texts])
    learn_shipped([(split(early)[0], persons), (split(mitford)[0], mitfords), (third, records)])


def main() -> None:
    if "--learn" in sys.argv:
        learn()
    for name, measure in measures():
        if name.startswith(ONLY or ""):
            measure()


if __name__ == "__main__":
    main()
