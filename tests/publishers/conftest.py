"""Editions in memory, for publishers to publish."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from carnet.archive import Archive
from carnet.dates import UNKNOWN, When
from carnet.edition import Edition, Facts, Line, Note, Published, SourceLine
from carnet.edition.records import Records
from carnet.edition.withheld import Withheld
from carnet.model import Matter, Mention, Span
from carnet.register import Register
from tests.browsing import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

EXAMPLE = Path(__file__).parents[2] / "examples" / "exile"
AS_OF = date(2026, 11, 22)


class Unnamed:
    """A catalogue in which no entry names anything."""

    def uses(self, *, suggested: bool = False) -> list[tuple[str, str, int]]:
        return []


class Invented(Edition):
    """An edition of plain data."""

    def __init__(
        self,
        facts: Facts,
        entries: Sequence[Published],
        *,
        matter: Iterable[Matter] = (),
        redirects: dict[str, str] | None = None,
        titles: dict[str, SourceLine] | None = None,
        as_of: date = AS_OF,
    ) -> None:
        self.facts = facts
        self.as_of = as_of
        self.unsealed = False
        self.redirects = redirects or {}
        self.asked: list[str] = []
        self._entries = {entry.id: entry for entry in entries}
        self._matter: dict[str, list[Matter]] = {}
        for piece in matter:
            self._matter.setdefault(piece.source, []).append(piece)
        self.lines = [_line(entry) for entry in entries]
        names = dict.fromkeys([entry.source for entry in entries] + list(self._matter))
        self.sources = [self._source(name, (titles or {}).get(name)) for name in names]
        self._register = Register()  # it names nobody
        self.records = Records(
            Unnamed(), self._register, Withheld(self._register, ()), self.lines, (), self.published,
            self.digest,
        )  # fmt: skip

    def _source(self, name: str, known: SourceLine | None) -> SourceLine:
        held = [entry for entry in self._entries.values() if entry.source == name]
        plain = known or SourceLine(name, "", "", "", "", 0, 0)
        return plain._replace(entries=len(held), words=sum(entry.words for entry in held))

    def source(self, name: str) -> SourceLine | None:
        return next((source for source in self.sources if source.name == name), None)

    @property
    def matter_sources(self) -> Sequence[str]:
        return sorted(self._matter)

    def published(self, ids: Iterable[str]) -> Iterator[Published]:
        for name in ids:
            self.asked.append(name)
            yield self._entries[name]

    def texts(self, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        return ((name, self._entries[name].text) for name in ids)

    @property
    def digests(self) -> Sequence[bytes]:
        return [self.digest(line.id) for line in self.lines]

    def titles(self, names: Sequence[str]) -> dict[str, str]:
        return {source.name: source.title for source in self.sources if source.name in names}

    def digest(self, name: str) -> bytes:
        entry = self._entries[name]
        said = repr((entry, next(s for s in self.sources if s.name == entry.source)))
        return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).digest()

    def matter(self, source: str) -> Sequence[Matter]:
        return self._matter.get(source, [])

    def matter_digest(self, source: str) -> bytes:
        held = self._matter.get(source)
        return hashlib.blake2b(repr(held).encode(), digest_size=8).digest() if held else b""


def _line(entry: Published) -> Line:
    start = entry.heading_span[1] if entry.heading_span else 0
    opening = " ".join(entry.text[start:].split())
    if len(opening) > 80:
        opening = opening[:80].rpartition(" ")[0]
    return Line(
        entry.id,
        entry.when.edtf,
        entry.when.calendar,
        entry.heading,
        entry.title,
        opening,
        entry.source,
        entry.words,
        entry.language,
        entry.author,
    )


def entry(name: str, text: str, when: When = UNKNOWN, **more: object) -> Published:
    """An entry with as little said of it as one likes."""
    fields: dict[str, object] = {
        "heading": "",
        "title": "",
        "source": "diary.txt",
        "locator": "",
        "language": "en",
        "author": "",
        "words": len(text.split()),
        "heading_span": None,
        "spans": (),
        "mentions": (),
        "notes": (),
        "pages": (),
    }
    return Published(id=name, text=text, when=when, **(fields | more))  # type: ignore[arg-type]


def over(text: str, words: str, kind: str, value: str = "", nth: int = 0) -> Span:
    """A span over some words of a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words), kind, value)


def paragraphs(text: str) -> list[Span]:
    spans, at = [], 0
    for part in text.split("\n\n"):
        spans.append(Span(at, at + len(part), "p"))
        at += len(part) + 2
    return spans


def named(text: str, words: str, kind: str, ref: str | None = None, **more: str) -> Mention:
    start = text.index(words)
    fields = {"by": "stated 1", "standing": "stated", "target": None} | more
    return Mention(start, start + len(words), words, kind, ref, **fields)  # type: ignore[arg-type]


def sample(interface: str = "en") -> Invented:
    """A small edition that has one of everything: three languages, every mark, doubtful dates."""
    facts = Facts(
        title="The Notebooks of Anna Weiss",
        subtitle="Vienna, Paris, London",
        author="Anna Weiss",
        born="1861-03-04",
        died="1937",
        description="Forty years of a milliner’s notebooks, kept in whatever language the "
        "neighbours spoke: of hats, of hunger, and of the people who came into the shop.",
        licence="CC BY 4.0",
        interface=interface,
        languages=("en", "fr", "de"),
        address="https://weiss.example.org/notebooks/",
    )
    return Invented(
        facts,
        _entries(),
        matter=_matter(),
        redirects={"1889-04-01": "1889-04-02", "lost": "nowhere"},
        titles={
            "paris.xml": SourceLine(
                "paris.xml",
                "The Paris Notebook",
                "Anna Weiss",
                "CC BY 4.0",
                "Edited by Jean Dupont from the manuscript in the Bibliothèque de l’Arsenal",
                0,
                0,
            ),
            "scraps.txt": SourceLine("scraps.txt", "Scraps from the hatbox", "", "", "", 0, 0),
        },
    )


def _entries() -> list[Published]:
    fr = (
        "Mardi 2 avril 1889\n\nPremier jour chez Mme Lanvin. On m’a donné une table près de la "
        "fenêtre ; la rue Boissy d’Anglas fait un bruit de mer. Monsieur Eiffel a fini sa tour "
        "et tout Paris lève la tête. J’ai écrit à Maman : « Ici, même les pigeons sont bien mis. »"
        "\n\nLe soir, avec Berthe, au bouillon Duval ; on y mange pour dix-neuf sous. Berthe dit "
        "que je parle françois comme un Suisse. Note que je n’ai pas montrée à Berthe."
    )
    note_fr = "Note que je n’ai pas montrée à Berthe."
    de = (
        "Wien, d. 9. XI. 1887.\n\nHeute zum erſten Mal wieder im Prater. Frau v. Hofmannsthal "
        "beſtellte einen Hut mit Reiherfedern, wch ich nicht habe. Der Herr Doctor Schnitzler "
        "war auch da und lachte über Alles – auch über die Federn.\n\nWas bleibt,\nist der Hut,\n"
        "und wer ihn trug,\nvergeht damit.\n\nAusgaben\n\nSeide\t4 fl. 20\nReiher\t11 fl.\n"
        "Fiaker\t1 fl. 50"
    )
    de_spans = [
        over(
            de,
            "Heute zum erſten Mal wieder im Prater. Frau v. Hofmannsthal beſtellte einen Hut mit "
            "Reiherfedern, wch ich nicht habe. Der Herr Doctor Schnitzler war auch da und lachte "
            "über Alles – auch über die Federn.",
            "p",
        ),
        over(de, "Wien, d. 9. XI. 1887.", "head"),
        over(de, "Was bleibt,\nist der Hut,\nund wer ihn trug,\nvergeht damit.", "verse"),
        *[
            over(de, line, "line")
            for line in ("Was bleibt,", "ist der Hut,", "und wer ihn trug,", "vergeht damit.")
        ],
        over(de, "Ausgaben", "head"),
        *[
            over(de, cell, "cell")
            for cell in ("Seide", "4 fl. 20", "Reiher", "11 fl.", "Fiaker", "1 fl. 50")
        ],
        over(de, "wch", "expanded", "welche"),
        over(de, "Alles", "spaced"),
        Span(0, 0, "page", "3r"),
        Span(de.index("Der Herr"), de.index("Der Herr"), "page", "3v"),
    ]
    # The last of “Reiher”: the cell, not the feather.
    at = de.index("Reiher\t")
    de_spans = [s for s in de_spans if not (s.kind == "cell" and de[s.start : s.end] == "Reiher")]
    de_spans.append(Span(at, at + 6, "cell"))
    en = (
        "Feb. 29th. (Leap Day.)\n\nUp betimes & to the shop, where Mrs. Pankhurst’s order was not "
        "begun, nor like to be. I recieved eleven yards of ribbon and payd for twelve. The fog so "
        "thick that Tom walked into the Serpentine, or says he did.\n\nHe brought me a card. It "
        "read: To the finest hand in Regent Street, from one who has no hat. I did not laugh till "
        "he was gone, and then I could not stop.\n\nItem: buttons.\n\nItem: courage, if they have "
        "it in black.\n\nMr. Gladstone is dead, the paper says. M’aidez, says the parrot in the window."
    )
    en_spans = [
        *paragraphs(en)[1:3],
        over(en, "Item: buttons.", "item"),
        over(en, "Item: courage, if they have it in black.", "item"),
        paragraphs(en)[-1],
        over(en, "recieved", "corrected", "received"),
        over(en, "payd", "regularised", "paid"),
        over(en, "not begun, nor like", "underline"),
        over(en, "nor like to be", "italic"),
        over(en, "eleven yards", "deleted"),
        over(en, "of ribbon", "added"),
        over(en, "the Serpentine", "unclear"),
        over(en, "To the finest hand in Regent Street, from one who has no hat.", "quote"),
        over(en, "courage", "bold"),
        over(en, "black", "smallcaps"),
        over(en, "M’aidez", "foreign", "fr"),
        over(en, "is dead", "supplied"),
        over(en, "the paper", "link", "https://example.org/paper?day=1&page=2"),
        over(en, "parrot", "link", "javascript:alert(1)"),
        over(en, "window", "strike"),
        Span(en.index("He brought"), en.index("He brought"), "page", "41"),
        Span(en.index(" I did not laugh"), en.index(" I did not laugh"), "gap", "two words"),
        Span(en.index(", and then"), en.index(", and then"), "withheld", "2040-01-01"),
        over(en, "Feb. 29th.", "date", "1904-02-29"),
        over(en, "th", "super"),
    ]
    return [
        entry(
            "1887-11-09",
            de,
            When.day(1887, 11, 9, written="d. 9. XI. 1887"),
            heading="Wien, d. 9. XI. 1887.",
            heading_span=(0, 21),
            language="de",
            source="wien/1887.xml",
            locator="#e1",
            spans=tuple(de_spans),
            mentions=(
                named(de, "Prater", "place", "#pmb168"),
                named(de, "Frau v. Hofmannsthal", "person", "#pmb11740"),
                named(de, "Doctor Schnitzler", "person", "#pmb2121"),
                named(de, "Schnitzler", "person", None, standing="suggested", by="names 0.3"),
            ),
            pages=(("3r", "https://images.example.org/1887/3r.jpg"), ("3v", "scan-3v.tif")),
        ),
        entry(
            "1889-04-02",
            fr,
            When.day(1889, 4, 2, written="Mardi 2 avril 1889"),
            heading="Mardi 2 avril 1889",
            heading_span=(0, 18),
            language="fr",
            source="paris.xml",
            locator="#d-1889-04-02",
            title="Premier jour",
            spans=(
                *paragraphs(fr)[1:],
                over(fr, "françois", "regularised", "français"),
                over(fr, note_fr, "note", "n1"),
                Span(fr.index("Berthe dit"), fr.index("Berthe dit"), "noteref", "n1"),
                over(fr, "« Ici, même les pigeons sont bien mis. »", "quote"),
            ),
            mentions=(
                named(
                    fr,
                    "Mme Lanvin",
                    "organisation",
                    None,
                    target="org-1",
                    standing="confirmed",
                    by="Jean Dupont",
                ),
                named(fr, "rue Boissy d’Anglas", "place", "#rue"),
                named(fr, "Monsieur Eiffel", "person", "#eiffel"),
                named(fr, "sa tour", "work", "#tour"),
            ),
            notes=(
                Note(
                    fr.index("dix-neuf sous"),
                    fr.index("dix-neuf sous") + 13,
                    "A bowl of broth was then twenty centimes.",
                    "Jean Dupont",
                    "2026-11-22",
                ),
                Note(None, None, "The leaf is torn at the foot.", "Mary Hill", "2026-11-20"),
            ),
        ),
        entry(
            "1889-undated-1",
            "Une feuille sans date, entre deux autres.\n\nElle sent la colle.",
            source="paris.xml",
            language="fr",
        ),
        entry(
            "1889-05",
            "Mai 1889. Pluie, pluie, et des rubans.",
            When.parse(
                "1889-05?",
                why=("The month is written over another", "The fair had opened"),
                sure=0.7,
            ),
            source="paris.xml",
            language="fr",
            heading="Mai 1889.",
            heading_span=(0, 9),
        ),
        entry(
            "1904-02-29",
            en,
            When.day(1904, 2, 29, written="Feb. 29th"),
            heading="Feb. 29th. (Leap Day.)",
            heading_span=(0, 22),
            source="london.txt",
            locator="lines 41–60",
            spans=tuple(en_spans),
            mentions=(
                named(en, "Mrs. Pankhurst", "person", "#pankhurst"),
                named(
                    en,
                    "the Serpentine",
                    "place",
                    None,
                    target="place-7",
                    standing="suggested",
                    by="gazetteer 2",
                ),
                named(en, "Tom", "person", "#tom"),
                named(en, "Mr. Gladstone", "person", "#gladstone"),
                named(en, "paper", "work", "#x", standing="rejected"),
            ),
            pages=(("41", "https://images.example.org/41.jpg"),),
        ),
        entry(
            "1917-10-25",
            "The news from Petrograd. Nobody will buy a hat this week.",
            When.day(1917, 10, 25, "julian", written="25 October, O.S."),
            source="scraps.txt",
        ),
        entry(
            "192x",
            "Somewhere in these years I stopped counting hats.",
            When.parse("192X", written="the twenties"),
            source="scraps.txt",
        ),
        entry("undated-1", "A receipt: one bonnet, blue.\n\nPaid.", source="receipt.txt"),
    ]


def _matter() -> list[Matter]:
    front = (
        "Carnet de Paris\n\nAcheté rue du Bac,1 trois sous. Qui le trouve le rende.Au numéro 40."
    )
    note = front.index("Au numéro")
    return [
        Matter(
            "paris.xml",
            "#front",
            "front",
            0,
            len(front),
            front,
            (
                over(front, "Carnet de Paris", "head"),
                Span(17, len(front), "p"),
                over(front, "1", "noteref", "f"),
                Span(note, len(front), "note", "f"),
            ),
        ),
        Matter("paris.xml", "#back", "back", 900, 920, "Fin du cahier, 1889.", ()),
    ]


@pytest.fixture
def edition() -> Invented:
    return sample()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in three interface languages, published side by side."""
    return build_samples(tmp_path_factory.mktemp("site"))


def build_samples(folder: Path) -> Path:
    from carnet.publishers import no_progress
    from carnet.publishers.site import SitePublisher

    for language in ("en", "fr", "de"):
        SitePublisher().publish(
            sample(language), folder / language, folder / f"{language}.ledger", no_progress
        )
    return folder


def changed(edition: Invented, name: str, change: Callable[[Published], Published]) -> Invented:
    """The same edition but for one entry."""
    entries = [change(one) if one.id == name else one for one in edition._entries.values()]
    again = Invented(edition.facts, entries, redirects=dict(edition.redirects), as_of=edition.as_of)
    again._matter, again.sources = edition._matter, edition.sources
    return again


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example, built anew."""
    at = tmp_path_factory.mktemp("example") / "exile"
    shutil.copytree(EXAMPLE, at, ignore=shutil.ignore_patterns(".carnet", "site"))
    with Archive(at) as archive:
        archive.build()
    return at / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser."""
    with chromium() as browser:
        yield browser
