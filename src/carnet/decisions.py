"""What a person decided, kept for ever: W3C Web Annotations, one a line, append-only.

A decision that is taken back stays in its file; a later line withdraws it. A decision about a
stretch of text carries its position and its words (Web Annotation Data Model, 4.2: text position
and text quote selectors), so that it finds its place again in a corrected text, or says that it
cannot: it is never moved silently to another passage.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from carnet.errors import DecisionError
from carnet.growing import append_lines
from carnet.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

KINDS: Final[Mapping[str, str]] = {
    "date": "editing",  # the entry's date is another
    "split": "editing",  # a new entry begins here
    "join": "editing",  # this entry belongs to the one before it
    "not-a-heading": "editing",  # these words are no heading: what they opened belongs before
    "note": "commenting",  # an editor's note, for readers
    "seal": "moderating",  # not to be published until a day, or ever
    "confirm": "assessing",  # these words do name that record
    "reject": "assessing",  # these words do not name that record, or none at all
    "relink": "identifying",  # these words name another record than was thought
    "merge": "editing",  # two records are one; the first leads on to the second
    "divide": "editing",  # one record is several
    "distinct": "assessing",  # two records are not one, however alike they are
    "relation": "linking",  # how a record stands to the writer or to another
    "theme": "classifying",  # this entry or passage is about that
    "withdraw": "editing",  # an earlier decision no longer holds
}
ON_MENTIONS: Final = frozenset(("confirm", "reject", "relink"))
ON_RECORDS: Final = frozenset(("merge", "divide", "distinct", "relation"))
CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"carnet": "urn:carnet:"}]
AROUND: Final = 32  # code points of context kept on either side of a passage
NEAR: Final = 8  # of them, how many are enough to know a passage again by one side
MANY: Final = 40  # code points of a passage that is known by its own words alone
_FILE: Final = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person decided.

    It is about a `record` of the register, an `entry`, a whole `source`, or another `decision`.
    `start` and `end` count in the source's reading text and are None for the whole target.
    `value` is what was decided: an EDTF date, a note's text, the day until which to seal ("" for
    good), the ids of records, a relation, a theme. `calendar` belongs to a date.
    """

    id: str
    kind: str
    source: str = ""
    entry: str = ""
    decision: str = ""  # for `withdraw`
    record: str = ""  # the register id that it is about
    start: int | None = None
    end: int | None = None
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    value: str = ""
    calendar: str = ""
    words: str = ""  # of a seal on an entry: what it said when it was sealed
    apart: tuple[str, ...] = ()  # of a seal: entries that said the same then, and stayed open
    by: str = ""
    created: str = ""

    @property
    def has_place(self) -> bool:
        return self.start is not None and self.end is not None

    def holds_on(self, day: date) -> bool:
        """Whether a seal still holds: until the named day, on which it opens."""
        return not self.value or self.value > day.isoformat()

    def place_in(self, text: str) -> tuple[int, int] | None:
        """Where the passage stands in `text` now: where it stood, else where the same words stand
        between the same neighbours, else where they stand just once and are either many or beside
        one neighbour at least; None where none of that is so.
        """
        if self.start is None or self.end is None:
            return None
        if not self.exact:  # a point, held by what is around it
            return self._point_in(text)
        if text[self.start : self.end] == self.exact and self._fits(text, self.start):
            return self.start, self.end
        places = list(_places(text, self.exact))
        alike = [at for at in places if self._fits(text, at)]
        chosen = alike if len(alike) == 1 else places
        if len(chosen) != 1:
            return None
        at, end = chosen[0], chosen[0] + len(self.exact)
        sure = len(self.exact) >= MANY or self._beside(text, at, end)
        return (at, end) if sure else None

    def mention_in(self, text: str) -> tuple[int, int] | None:
        """As `place_in`, for a name, whose like may stand anywhere in a text: it must have its own
        words before or after it, as far as they were kept, and no other place may fit as well.
        """
        if self.start is None or self.end is None or not self.exact:
            return None
        if text[self.start : self.end] == self.exact and self._fits(text, self.start):
            return self.start, self.end
        size = len(self.exact)
        places = list(_places(text, self.exact))
        alike = [at for at in places if self._fits(text, at)]
        if not alike:
            alike = [
                at
                for at in places
                if (len(self.prefix) >= NEAR and text.endswith(self.prefix, 0, at))
                or (len(self.suffix) >= NEAR and text.startswith(self.suffix, at + size))
            ]
        return (alike[0], alike[0] + size) if len(alike) == 1 else None

    def _beside(self, text: str, at: int, end: int) -> bool:
        """Whether what stood just before the passage, or just after it, still does."""
        before, after = self.prefix[-NEAR:], self.suffix[:NEAR]
        return bool(before and text.endswith(before, 0, at)) or bool(
            after and text.startswith(after, end)
        )

    def _fits(self, text: str, at: int) -> bool:
        end = at + len(self.exact)
        return text.endswith(self.prefix, 0, at) and text.startswith(self.suffix, end)

    def _point_in(self, text: str) -> tuple[int, int] | None:
        around = self.prefix + self.suffix
        at = self.start or 0
        if text[max(0, at - len(self.prefix)) : at + len(self.suffix)] == around:
            return at, at
        places = list(_places(text, around)) if around else []
        if len(places) != 1:
            return None
        return (places[0] + len(self.prefix),) * 2

    def as_annotation(self) -> dict[str, Any]:
        """The Web Annotation that says the same."""
        body: dict[str, Any] = {"type": f"carnet:{self.kind}"}
        if self.kind == "note":
            body = {"type": "TextualBody", "value": self.value, "format": "text/plain"}
        elif self.kind == "seal":
            if self.value:
                body["carnet:until"] = self.value
            if self.words:
                body["carnet:words"] = self.words
            if self.apart:
                body["carnet:apart"] = list(self.apart)
        elif self.value:
            body["value"] = self.value
        if self.calendar:
            body["carnet:calendar"] = self.calendar
        target: dict[str, Any] = {}
        if self.decision:
            target["source"] = self.decision
        elif self.source:
            target["source"] = f"sources/{self.source}"
        if self.entry:
            target["carnet:entry"] = self.entry
        if self.record:
            target["carnet:record"] = self.record
        if self.has_place:
            target["selector"] = [
                {"type": "TextPositionSelector", "start": self.start, "end": self.end},
                {"type": "TextQuoteSelector", "prefix": self.prefix, "exact": self.exact, "suffix": self.suffix},
            ]  # fmt: skip
        return {
            "@context": CONTEXT,
            "id": self.id,
            "type": "Annotation",
            "motivation": KINDS[self.kind],
            "created": self.created,
            "creator": {"type": "Person", "name": self.by},
            "body": body,
            "target": target,
        }


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _from_annotation(data: Mapping[str, Any]) -> Decision:
    """Raises ValueError, KeyError or TypeError where the annotation is not one of ours."""
    body = data.get("body") or {}
    target = data["target"]
    selectors = {s["type"]: s for s in target.get("selector", ())}
    position = selectors.get("TextPositionSelector", {})
    quote = selectors.get("TextQuoteSelector", {})
    kind = (
        "note" if body.get("type") == "TextualBody" else str(body["type"]).removeprefix("carnet:")
    )
    if kind not in KINDS:
        raise ValueError(f"its kind {kind!r} is not known; perhaps a newer Carnet wrote it")
    named = str(target.get("source") or "")
    until = str(body.get("carnet:until") or "")
    if until:
        until = date.fromisoformat(until).isoformat()
    about = str(target.get("carnet:record") or "")
    if not named and not about and not target.get("carnet:entry"):
        raise ValueError("it does not say what it is about")
    start, end = position.get("start"), position.get("end")
    if start is not None and not (
        isinstance(start, int) and isinstance(end, int) and 0 <= start <= end
    ):
        raise ValueError("its text position is no range")
    return Decision(
        id=str(data["id"]),
        kind=kind,
        source=named.removeprefix("sources/") if kind != "withdraw" else "",
        entry=str(target.get("carnet:entry") or ""),
        decision=named if kind == "withdraw" else "",
        record=about,
        start=start,
        end=end,
        exact=str(quote.get("exact") or ""),
        prefix=str(quote.get("prefix") or ""),
        suffix=str(quote.get("suffix") or ""),
        value=until if kind == "seal" else str(body.get("value") or ""),
        calendar=str(body.get("carnet:calendar") or ""),
        words=str(body.get("carnet:words") or ""),
        apart=tuple(map(str, body.get("carnet:apart") or ())),
        by=str((data.get("creator") or {}).get("name") or ""),
        created=str(data.get("created") or ""),
    )


def read_decisions(folder: Path) -> tuple[list[Decision], list[Finding]]:
    """The decisions that hold, in the order they were taken, and what could not be understood.

    A line that cannot be understood is a finding; the archive's own gate (`edition`) treats
    a seal among such lines as an error, since what it hid would otherwise come to light.
    """
    files: list[list[Decision]] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.jsonl")):
        files.append([])
        with path.open(encoding="utf-8", errors="surrogateescape") as lines:
            for number, line in enumerate(lines, 1):
                said = line.removeprefix("\ufeff") if number == 1 else line
                if not said.strip():
                    continue
                try:
                    files[-1].append(_from_annotation(json.loads(said)))
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                    findings.append(
                        Finding(
                            f"decisions/{path.name}", f"line {number}", "decision",
                            f"this decision cannot be understood ({_what_is_wrong(error)}); "
                            "nothing is published until it is mended or removed",
                        )
                    )  # fmt: skip
    taken = list(_in_time(files))
    withdrawn = {decision.decision for decision in taken if decision.kind == "withdraw"}
    return [d for d in taken if d.id not in withdrawn and d.kind != "withdraw"], findings


def _what_is_wrong(error: Exception) -> str:
    """In a few words, for an editor."""
    if isinstance(error, json.JSONDecodeError):
        return f"it breaks off, or is no JSON: {error}"
    if isinstance(error, KeyError):
        return f"it has no {error}"
    return str(error) if isinstance(error, ValueError) else "it is no annotation such as these"


def _in_time(files: Sequence[Sequence[Decision]]) -> Iterator[Decision]:
    """The decisions of several files in the order in which they were taken: each editor may keep a
    file. Within one file the order of its lines holds, whatever a clock said.
    """
    waiting = []
    for n, held in enumerate(files):
        latest = ""
        for at, decision in enumerate(held):
            latest = max(latest, decision.created)
            waiting.append((latest, n, at))
    return (files[n][at] for _, n, at in sorted(waiting))


def passage(text: str, start: int, end: int) -> dict[str, Any]:
    """The fields of a `Decision` that hold a stretch of reading text."""
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def new_decision(kind: str, *, by: str, **fields: Any) -> Decision:
    """A decision taken now."""
    if kind not in KINDS:
        raise DecisionError(
            f"there is no decision of the kind {kind!r}", mend=f"Choose one of: {', '.join(KINDS)}."
        )
    import uuid  # noqa: PLC0415 - takes long to load, and most runs only read decisions

    created = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return Decision(id=f"urn:uuid:{uuid.uuid4()}", kind=kind, by=by, created=created, **fields)


def record(folder: Path, decisions: Iterable[Decision]) -> Path:
    """Append decisions to the archive's file; either all of their bytes are there or none."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _FILE
    lines = "".join(
        json.dumps(d.as_annotation(), ensure_ascii=False, separators=(",", ":")) + "\n"
        for d in decisions
    )
    append_lines(path, lines)
    return path
