"""The archive and its methods; the work itself is done on the floors below."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from carnet.archive import settled
from carnet.archive.config import NAME, Settings, read_settings, write_settings
from carnet.archive.lock import only_one
from carnet.archive.sources import Row, Sources, replaced
from carnet.archive.tables import COLUMNS
from carnet.archive.undisturbed import undisturbed
from carnet.decisions import Decision, read_decisions, record
from carnet.demand import Later
from carnet.errors import (
    ArchiveError,
    CarnetError,
    CatalogueError,
    DecisionError,
    PublishError,
    SourceError,
)
from carnet.publishers import no_progress
from carnet.registry import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from carnet.archive import (
        building,
        checking,
        deciding,
        gathering,
        guessing,
        learned,
        listing,
        registers,
        review,
        suggesting,
        tracing,
    )
    from carnet.archive.gathering import Left
    from carnet.archive.review import Doubt
    from carnet.archive.sources import Stat
    from carnet.archive.suggesting import Suggested
    from carnet.catalogue import Catalogue
    from carnet.edition import Edition
    from carnet.model import Finding
    from carnet.publishers import Outcome, Progress
    from carnet.register import Register
    from carnet.search import Found, Search
    from carnet.trace import Quotation
else:  # no command needs all of these, and a build that finds nothing to do needs none
    building = Later("carnet.archive.building")
    checking = Later("carnet.archive.checking")
    deciding = Later("carnet.archive.deciding")
    gathering = Later("carnet.archive.gathering")
    guessing = Later("carnet.archive.guessing")
    learned = Later("carnet.archive.learned")
    listing = Later("carnet.archive.listing")
    registers = Later("carnet.archive.registers")
    review = Later("carnet.archive.review")
    suggesting = Later("carnet.archive.suggesting")
    tracing = Later("carnet.archive.tracing")

_CURRENT = "current"  # what was suggested follows from what the catalogue holds


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. Iterating gives the findings: doubts are values."""

    entries: int
    read: int
    kept: int
    removed: int
    findings: tuple[Finding, ...]
    published: tuple[Outcome, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)


class Held(NamedTuple):
    """Something that publishing would hold back."""

    what: str  # source, entry or passage
    which: str
    until: str  # empty: for good, or as long as its entry or source


class Archive:
    """A folder of plain files that holds one writer's notebooks and all that was decided on them.

    `Archive(folder)` opens one; `Archive.new` makes one. `ArchiveError` where there is none.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.settings: Settings = read_settings(self.folder)
        self.sources = Sources(self.folder / "sources")
        self._catalogue: Catalogue | None = None
        self._links: building.Updated  # of the catalogue, from when it is open
        self._records: tuple[str, Register] | None = None
        self.left: list[Left] = []  # of folders that were added, with the reason for each
        self._searches: dict[tuple[object, ...], Search] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _value: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalogue."""
        self._searches.clear()
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None

    # ------------------------------------------------------------------ places

    @property
    def _derived(self) -> Path:
        return self.folder / ".carnet"

    @property
    def _register(self) -> Path:
        return self.folder / "register" / "entries.csv"

    @property
    def _decisions(self) -> Path:
        return self.folder / "decisions"

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the last build. `CatalogueError` where there was none."""
        if self._catalogue is None:
            from carnet.catalogue import Catalogue  # noqa: PLC0415 - not every build opens it

            catalogue = Catalogue(self._derived / "catalogue.db")
            self._links = building.Updated(
                redirects=json.loads(catalogue.meta("redirects") or "{}"),
                replaced=json.loads(catalogue.meta("replaced") or "{}"),
            )
            self._catalogue = catalogue
        return self._catalogue

    def decisions(self) -> Sequence[Decision]:
        """The decisions that hold. `DecisionError` where a line cannot be understood: a seal may
        be what it says, and nothing may come to light because a line was damaged.
        """
        taken, findings = read_decisions(self._decisions)
        if findings:
            first = findings[0]
            raise DecisionError(first.message, where=f"{first.source} {first.locator}")
        return taken

    # ------------------------------------------------------------------ commands

    @classmethod
    def new(
        cls, folder: str | Path, files: Sequence[str | Path] = ()
    ) -> tuple[Archive, dict[str, Any]]:
        """Make an archive, copy the files into it and guess its settings.

        Nothing is made unless every file that is named has a reader. Of a folder, or of a pattern in
        quotes such as '*.txt', what can be read is taken, and what cannot is named.
        \f
        Returns the archive, and what was guessed.
        """
        folder = Path(folder)
        if (folder / NAME).exists():
            raise ArchiveError(
                "there is an archive here already",
                where=str(folder),
                mend="Add files with: carnet add.",
            )
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ArchiveError(
                "the folder is not empty", where=str(folder), mend="Name a new folder."
            )
        gathered, left = gathering.gather([Path(file) for file in files])
        made = [folder / name for name in ("sources", "register", "decisions")]
        for path in made:
            path.mkdir(parents=True, exist_ok=True)
        sources = Sources(folder / "sources")
        _take_in(sources, gathered, {})
        guessed = guessing.guess(folder, [(sources.folder / name, name) for _, name in gathered])
        (folder / ".gitignore").write_text(".carnet/\nsite/\nunsealed/\n", encoding="utf-8")
        write_settings(folder, guessed)  # last: what has it is an archive
        archive = cls(folder)
        archive.left = left
        return archive, guessed

    def add(self, files: Sequence[str | Path], *, replaces: str = "") -> list[str]:
        """Add sources: all of the files, or none.

        Of a folder, or of a pattern in quotes such as '*.txt', what can be read is taken, and what
        cannot is named.

        A refusal says why, and which readers looked at the file. A source is corrected by adding
        the better file with --replaces OLD.
        \f
        Returns the names of the new sources. Raises `Refused` where no reader takes a file.
        """
        manifest = self.sources.manifest()
        gathered, self.left = gathering.gather([Path(file) for file in files])
        if replaces:
            old = replaces.removeprefix("sources/")
            if len(gathered) != 1:
                raise SourceError(
                    "one file replaces one", mend="Name the old source and one new file."
                )
            if old not in self.sources.found():
                raise SourceError(
                    "there is no such source", where=old, mend="See: carnet list DIR sources."
                )
            if old in replaced(manifest):
                raise SourceError(
                    f"it has been replaced by {replaced(manifest)[old]}",
                    where=old,
                    mend="Replace that one.",
                )
            gathered = [
                (origin, _free_name(self.sources, name, manifest)) for origin, name in gathered
            ]
        for origin, name in gathered:
            if (self.sources.folder / name).exists() and not gathering.same(
                origin, self.sources.folder / name
            ):
                raise SourceError(
                    "there is another source of that name", where=name,
                    mend=f"To correct it: carnet add {self.folder} --replaces {name} FILE.",
                )  # fmt: skip
        with only_one(self._derived):
            return _take_in(self.sources, gathered, manifest, replaces.removeprefix("sources/"))

    def build(
        self, *, as_of: date | None = None, unsealed: bool = False, findings: bool = False,
        site: str | Path | None = None, progress: Progress = no_progress,
    ) -> Built:  # fmt: skip
        """Read, recognise, index and publish; only what changed is done again.

        \f
        `progress(what, done, of)` is told now and then. The result iterates over the findings.
        """
        day = as_of or date.today()  # noqa: DTZ011
        with only_one(self._derived):
            places = list(self._places(site, unsealed=unsealed))
            asked = settled.Asked(day.isoformat(), unsealed, findings)
            state = settled.State(self.folder, self.sources, self.settings, asked, places)
            done = state.recall()
            if done is not None:
                return Built(done.entries, 0, done.sources, 0, done.findings, done.published)
            with undisturbed():
                self._index(progress, state.found)
                done = self._publish(day, asked, places, progress)
                links = self._links
                if not links.unread:
                    state.keep(done)
        return Built(
            done.entries, links.read, links.kept, links.removed, done.findings, done.published
        )

    def _places(self, site: str | Path | None, *, unsealed: bool) -> Iterator[settled.Place]:
        """What is published where. `PublishError` where nobody publishes it."""
        for name in self.settings.publish:
            if name not in shelf("carnet.publishers"):
                known = ", ".join(shelf("carnet.publishers"))
                raise PublishError(
                    f"no publisher is called {name!r}", where=NAME, mend=f"Known are: {known}."
                )
            # what leaves nothing out never lies where the public edition does
            own = "unsealed" if unsealed and name == "site" else name
            folder = Path(site) if site is not None and name == "site" else self.folder / own
            yield settled.Place(name, folder, self._derived / f"{own}.ledger")

    def _publish(
        self, day: date, asked: settled.Asked, places: Sequence[settled.Place], progress: Progress
    ) -> settled.Done:
        edition = self.edition(as_of=day, unsealed=asked.unsealed)
        if asked.findings:
            said = (*self.catalogue.findings(), *edition.findings)
            edition.review = list(edition.reviewed(said))
        published = [
            shelf("carnet.publishers")[name].publish(edition, folder, ledger, progress)
            for name, folder, ledger in places
        ]
        findings = (*self.catalogue.findings(), *edition.findings)
        sources = self._links.read + self._links.kept
        return settled.Done(len(edition.lines), sources, findings, tuple(published))

    def index(self, progress: Progress = no_progress) -> None:
        """Bring the catalogue up to date with the files, and publish nothing."""
        self._index(progress, None)

    def _index(self, progress: Progress, found: dict[str, Stat] | None) -> None:
        self._update(progress, found)
        taken, damaged = read_decisions(self._decisions)
        if any(d.kind == "seal" and d.record for d in taken) and not damaged:
            self._look_for_names(progress)

    def _look_for_names(self, progress: Progress) -> None:
        """See to it that what is suggested is what the archive says now: words that seem to name a
        sealed person are withheld, and a seal may not hang on a file that may be deleted.
        """
        if self.catalogue.meta("names") == self._current:
            return
        path = self._derived / suggesting.FILE
        asked = self._asked()
        if not suggesting.of_now(self.catalogue, self.records(), path, **asked):
            suggesting.suggest(self.catalogue, self.records(), path, progress, **asked)
            self._update(progress)
        self.catalogue.set_meta("names", self._current)

    def _asked(self) -> dict[str, Any]:
        """What helps to know the names, beside the words and the register: of the writer; and who is
        sealed.
        """
        facts = self.settings.facts
        return {
            "writer": facts.author, "languages": facts.languages, "sealed": self._sealed(),
            "learned": self._learned,
        }  # fmt: skip

    @property
    def _learned(self) -> Path:
        """Where it stands what the links have taught of names."""
        return self._decisions / learned.FILE

    def _sealed(self) -> set[str]:
        """The records that are sealed, or were until some day, under any of their ids."""
        held = {d.record for d in self.decisions() if d.kind == "seal" and d.record}
        return held | {living for one in held if (living := self.records().living(one))}

    @property
    def _current(self) -> str:
        """What the catalogue notes once its suggestions are those of now, with these records sealed."""
        sealed = sorted(self._sealed())
        taught = (learned.sum_of(self._learned),) if sealed else ()
        return " ".join((_CURRENT, *taught, *sealed))

    def _update(self, progress: Progress, found: dict[str, Stat] | None = None) -> None:
        """`found` are the sources, where it is known which there are."""
        self.close()
        decisions, general = read_decisions(self._decisions)
        catalogue = building.open_catalogue(self._derived / "catalogue.db", self.settings)
        try:
            with undisturbed():
                self._links = building.Update(
                    catalogue,
                    self.settings,
                    self.sources,
                    self._register,
                    decisions,
                    general,
                    progress,
                    found,
                ).run()
        except BaseException:
            catalogue.close()
            raise
        self._catalogue = catalogue

    def edition(self, *, as_of: date | None = None, unsealed: bool = False) -> Edition:
        """What may be published on a day; today, if none is named."""
        # only who makes an edition pays for what it is made of
        from carnet.archive.essays import read_essays  # noqa: PLC0415
        from carnet.archive.fronts import read_fronts  # noqa: PLC0415
        from carnet.archive.pictures import read_pictures  # noqa: PLC0415
        from carnet.edition import Edition  # noqa: PLC0415
        from carnet.register import lookalikes  # noqa: PLC0415

        catalogue, taken, day = self.catalogue, self.decisions(), as_of or date.today()  # noqa: DTZ011
        if not unsealed and catalogue.meta("names") != self._current:
            for seal in taken:
                if seal.kind == "seal" and seal.record and seal.holds_on(day):
                    raise CatalogueError(
                        f"{seal.record} is sealed, and the words that name it have not been looked for",
                        where=str(self.folder),
                        mend=f"Run: carnet build {self.folder}",
                    )
        return Edition(
            catalogue, taken, self.settings.facts, as_of=day,
            redirects=self._links.redirects, replaced=self._links.replaced, unsealed=unsealed,
            register=self.records(),
            pages=partial(read_fronts, self.folder), pictures=partial(read_pictures, self.folder),
            essays=partial(read_essays, self.folder),
            alike=partial(lookalikes, self._register),
        )  # fmt: skip

    def suggest(self, progress: Progress = no_progress, *, anew: bool = False) -> Suggested:
        """Find names in unmarked text, and suggest whom they mean.

        What the register knows, what the sources state and what was decided teach whom a name
        means. Suggestions are for the editor: they show in `list mentions`, `list suggestions` and
        `review`, and on no public page until they are confirmed.
        \f
        How much was suggested. Asked again after some decisions, it has learned from them; what they
        teach of how much each sign weighs is kept in `decisions/learned.json`, and learned again once
        there are many more, or where it is asked for `anew`.
        """
        with only_one(self._derived):
            self._update(progress)
            path, register, asked = self._derived / suggesting.FILE, self.records(), self._asked()
            made = suggesting.suggest(
                self.catalogue, register, path, progress, **asked, renew=True, anew=anew
            )
            self._update(progress)
            self.catalogue.set_meta("names", self._current)
            return made._replace(without_id=register.without_id)

    def search(
        self, query: str, *, limit: int | None = None, rank: bool = False, as_of: date | None = None,
        unsealed: bool = False,
    ) -> Found:  # fmt: skip
        """Find words in the edition: how often, where, in which years, languages and sources.

        Words side by side must all be in an entry; "a phrase" in quotation marks; the beginning of
        a word with a star, gard*; AND OR NOT ( ); NEAR or NEAR/5 for words that are close to each
        other; and date:1941..1943-05, language:fr, source:name, author:name; person:, place:, work:,
        organisation: and event: for what an entry names, by any of its names or its id.
        \f
        Iterating over what was found gives the hits, in order of date. `QueryError` where the
        query makes no sense, `CatalogueError` where there is no build yet.
        """
        from carnet.search import Search  # noqa: PLC0415 - only who searches pays for it

        day = as_of or date.today()  # noqa: DTZ011
        # a seal that was decided since, here or by another process, holds at once; so does a name
        files = *self._decisions.glob("*.jsonl"), *(self.folder / "register").glob("*.csv")
        decided = [(path.name, path.stat()) for path in files]
        stamps = sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in decided)
        key = day, unsealed, self.catalogue.changed, *stamps
        search = self._searches.get(key)
        if search is None:
            if len(self._searches) > 3:
                self._searches.clear()
            name = "search-unsealed.idx" if unsealed else "search.idx"
            edition = self.edition(as_of=day, unsealed=unsealed)
            search = self._searches[key] = Search(edition, self._derived / name)
        found = search.find(query)
        found.limit, found.order = limit, "rank" if rank else "date"
        return found

    def records(self) -> Register:
        """The people, places, works, organisations and events, as the files and decisions have
        them now.
        """
        from carnet.register import Register  # noqa: PLC0415 - not every build reads it

        folder, taken = self.folder / "register", self.decisions()
        on_records = [d for d in taken if d.record]
        key = building.register_state(folder, on_records)
        if self._records is None or self._records[0] != key:
            self._records = key, Register.read(folder, on_records)
        return self._records[1]

    def register(
        self, action: str, files: Sequence[str | Path] = (), *, kind: str = ""
    ) -> list[dict[str, Any]]:
        """Import lists into the register, export it as TEI, or put its tables in order.

        Actions: import FILES (TEI lists, or CSV tables with a row of columns), export FOLDER (a TEI
        file for each that was imported, and one for the rest), tidy (sort the tables and give an
        id to each row that has none), propose (make a record for each reference that a source
        states and the register does not have).
        \f
        One dictionary for each thing that was done.
        """
        with only_one(self._derived):
            folder = self.folder / "register"
            return registers.act(folder, lambda: self.catalogue, self.records, action, files, kind)

    def trace(
        self, essays: Sequence[str | Path] | str | Path = (), *, itself: bool = False,
        html: str | Path | None = None, annotations: str | Path | None = None,
        as_of: date | None = None, unsealed: bool = False,
    ) -> Sequence[Quotation]:  # fmt: skip
        """Find every quotation of the notebooks in essays, and check it letter by letter.

        Essays are text, Markdown, HTML, TEI, EPUB or Word; without one, all in the folder essays/.
        The verdict is verbatim, altered (and how) or unfound.
        \f
        The quotations in the order of the essays. Instead of a path the text itself may be given,
        if it has more than one line. `SourceError` where an essay cannot be read.
        """
        edition = self.edition(as_of=as_of, unsealed=unsealed)
        index = self._derived / ("trace-unsealed" if unsealed else "trace")
        return tracing.trace(
            edition, index, self.folder / "essays", self.settings.calendar, essays,
            itself=itself, html=html, annotations=annotations,
        )  # fmt: skip

    def list(self, kind: str = "entries") -> Iterator[dict[str, Any]]:
        """Print the table of one KIND.

        Kinds: entries, matter, mentions, findings, sources, omissions, decisions; people, places,
        works, organisations, events; unlinked (mentions without a record), orphans (records that
        nothing names), duplicates (records that may be one), suggestions (with their reasons),
        unknown (names that no record has).
        \f
        Yields a dictionary for each row.
        """
        if kind in ("unknown", "suggestions"):
            path = self._derived / suggesting.FILE
            return iter(
                suggesting.unknown(path)
                if kind == "unknown"
                else suggesting.reasons(path, self.catalogue)
            )
        if kind == "decisions":
            return iter([decision.as_annotation() for decision in self.decisions()])
        if kind in registers.TABLES:
            return iter(
                registers.rows_of(kind, self.catalogue, self.edition(unsealed=True), self.records())
            )
        if kind not in listing.KINDS:
            raise CarnetError(
                f"there is no list of {kind!r}",
                mend=f"Choose one of: {', '.join(COLUMNS)}.",
            )
        # the editor sees all entries, but what is wrong is what is wrong with the public edition
        edition = self.edition(unsealed=kind != "findings")
        return listing.list_rows(kind, self.catalogue, edition)

    def show(self, entry: str) -> dict[str, Any]:
        """Show one entry: text, marks, mentions, and how its date is known.

        \f
        A dictionary with the fields of `list entries` and more; `CarnetError` where there is none.
        """
        return listing.shown(self.catalogue, self.edition(unsealed=True), entry)

    def check(self, progress: Progress = no_progress) -> tuple[Finding, ...]:
        """Look for what is wrong: fixity, dates, decisions, seals, ids.

        \f
        Every finding there is; none is good news.
        """
        _, general = read_decisions(self._decisions)
        found = checking.check_archive(
            self.sources, self.catalogue, self._register, general, self.edition, progress
        )
        return tuple(found)

    def preview(self, *, as_of: date | None = None) -> tuple[Edition, tuple[Held, ...]]:
        """Tell what publishing would make public, and what it would hold back.

        \f
        The edition, and what is not in it.
        """
        edition = self.edition(as_of=as_of)
        return edition, tuple(Held(*row) for row in edition.held_back())

    def decide(
        self, kind: str, target: str = "", value: str = "", *,
        quote: str = "", until: str = "", calendar: str = "", source: str = "", by: str = "",
    ) -> Decision:  # fmt: skip
        """Record a decision, for good.

        Kinds: date, split, join, not-a-heading, note, seal, theme, withdraw; confirm, reject, relink
        (of a mention: TARGET is ENTRY@START-END, or the entry with --quote; VALUE the record); merge,
        divide, distinct, relation, note, seal (of a record). Else TARGET is the entry's id (for withdraw, the
        decision's); VALUE the date in EDTF, the words of a note, the name of a theme.
        \f
        `DecisionError` where what it is about is not there.
        """
        with only_one(self._derived):
            wish = deciding.Wish(kind, target, value, quote, until, calendar, source, by)
            return deciding.decide(self._decisions, self._known(), wish)

    def _known(self) -> deciding.Known:
        catalogue, taken = self.catalogue, self.decisions()
        return deciding.Known(catalogue, self.records(), taken, self._links.redirects)

    def settle(self, table: str | Path, *, by: str = "") -> Sequence[Decision]:
        """Record the decisions of a CSV table, all of them or none.

        Its column `decide` has the kind of each; `target`, `value`, `quote`, `until`, `calendar`, `source`
        are as for decide. The table that `list mentions --format csv` prints will do, with that
        column added: confirm or reject the target that stands there, or relink it to the `value`.
        \f
        `DecisionError` names the row that makes no sense.
        """
        with only_one(self._derived):
            return deciding.decide_all(self._decisions, self._known(), Path(table), by)

    def review(self) -> Sequence[Doubt]:
        """Answer the doubts about names, those first whose answer settles most.

        To each question: y, n, the id of the right record, o to be asked of one mention after the
        other, m to see more of them, s to skip, q to stop. What was answered before is not asked again.
        \f
        The queue; `answer` records what was said to one of them, and `each` parts it.
        """
        with only_one(self._derived):
            self._update(no_progress)  # what was decided since counts
        groups = suggesting.groups(self._derived / suggesting.FILE)
        return review.queue(self.catalogue, self.records(), groups)

    def each(self, doubt: Doubt) -> Sequence[Doubt]:
        """The same question of each mention by itself, where one answer does not hold for all."""
        return review.each(self.catalogue, doubt)

    def answer(self, doubt: Doubt, said: str, *, by: str = "") -> Sequence[Decision]:
        """Record the answer to one of the doubts of `review`: `y`, `n`, or the id of a record.
        `DecisionError` where it makes no sense.
        """
        with only_one(self._derived):
            made = review.answered(
                self.catalogue, self.records(), doubt, said, by or deciding.user()
            )
            if made:
                record(self._decisions, made)
            return made


def _take_in(
    sources: Sources,
    gathered: Sequence[tuple[Path, str]],
    manifest: dict[str, Row],
    replaces: str = "",
) -> list[str]:
    today = date.today().isoformat()  # noqa: DTZ011
    rows, names = [], []
    for origin, name in gathered:
        if name in manifest and (sources.folder / name).exists():
            continue
        sha = sources.take_in(origin, name)
        rows.append(Row(name, sha, origin.stat().st_size, today, replaces))
        names.append(name)
    if rows:
        sources.vouch(rows)
    return names


def _free_name(sources: Sources, name: str, manifest: dict[str, Row]) -> str:
    """A corrected file often has its forerunner's name: it gets a number."""
    stem, dot, suffix = name.rpartition(".")
    candidate, number = name, 2
    while candidate in manifest or (sources.folder / candidate).exists():
        candidate = f"{stem}-{number}{dot}{suffix}" if dot else f"{name}-{number}"
        number += 1
    return candidate
