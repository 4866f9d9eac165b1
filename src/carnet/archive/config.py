"""`carnet.toml`: what an archive says of itself, and what it asks of its readers."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from carnet.dates import CALENDARS, When
from carnet.edition import Facts
from carnet.errors import ArchiveError, DateError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME: Final = "carnet.toml"
INTERFACES: Final = ("en", "fr", "de")

_TEXT: Final = ("title", "subtitle", "description", "licence", "language", "calendar", "address")
_KNOWN: Final = {*_TEXT, "languages", "author", "read", "publish", "replay_from"}
_CHOICES: Final = ("written", "regularised")
_AUTHOR: Final = {"name", "born", "died"}


@dataclass(frozen=True, slots=True)
class Settings:
    """An archive's `carnet.toml`, understood."""

    facts: Facts
    calendar: str = "gregorian"
    options: Mapping[str, Any] = field(default_factory=dict)  # what readers and days are told
    publish: tuple[str, ...] = ("site",)

    @property
    def reading(self) -> str:
        """All that changes what is read; another value means that everything is read again."""
        return json.dumps(dict(self.options), sort_keys=True, ensure_ascii=False, default=str)


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ArchiveError(f"{key} must be text", where=where, mend=f'Write {key} = "…".')
    return " ".join(value.split())


def _date(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if text:
        try:
            When.parse(text)
        except DateError as error:
            raise ArchiveError(f"author.{key}: {error}", where=where) from None
    return text


def read_settings(folder: Path) -> Settings:
    """The settings of the archive in `folder`; `ArchiveError` says what to mend."""
    path = folder / NAME
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ArchiveError(
            "this folder is not an archive: it has no carnet.toml", where=str(folder),
            mend="Make one with: carnet new FOLDER FILES…",
        ) from None  # fmt: skip
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(
            f"not valid TOML: {error}",
            where=where,
            mend="Mend that line; text stands in “straight” quotes.",
        ) from None
    unknown = sorted(set(data) - _KNOWN)
    if unknown:
        raise ArchiveError(
            f"unknown setting {unknown[0]!r}",
            where=where,
            mend=f"Known are: {', '.join(sorted(_KNOWN))}.",
        )
    for key in ("author", "read"):
        if not isinstance(data.get(key, {}), dict):
            raise ArchiveError(
                f"{key} must be a table", where=where, mend=f"Write [{key}] on a line of its own."
            )
    stray = sorted(set(data.get("author", {})) - _AUTHOR)
    if stray:
        raise ArchiveError(
            f"unknown setting {stray[0]!r} of the author",
            where=where,
            mend=f"Known are: {', '.join(sorted(_AUTHOR))}.",
        )
    calendar = _text(data, "calendar", where) or "gregorian"
    if calendar not in CALENDARS:
        raise ArchiveError(
            f"unknown calendar {calendar!r}",
            where=where,
            mend=f"Known are: {', '.join(CALENDARS)}.",
        )
    languages = data.get("languages", [])
    if not isinstance(languages, list) or not all(isinstance(code, str) for code in languages):
        raise ArchiveError(
            "languages must be a list of codes", where=where, mend='Write languages = ["en", "fr"].'
        )
    interface = _text(data, "language", where) or "en"
    if interface not in INTERFACES:
        raise ArchiveError(
            f"the pages cannot be in {interface!r}",
            where=where,
            mend=f"Choose one of: {', '.join(INTERFACES)}.",
        )
    address = _text(data, "address", where)
    if address and not address.startswith(("https://", "http://")):
        raise ArchiveError("address must begin with https://", where=where)
    publish = data.get("publish", ["site"])
    if not isinstance(publish, list) or not all(isinstance(name, str) for name in publish):
        raise ArchiveError(
            "publish must be a list of publishers", where=where, mend='Write publish = ["site"].'
        )
    replay = data.get("replay_from", "")
    try:
        replay = date.fromisoformat(str(replay)).isoformat() if replay else ""
    except ValueError:
        raise ArchiveError(
            "replay_from must be a day", where=where, mend="Write replay_from = 2027-01-01."
        ) from None
    author = data.get("author", {})
    facts = Facts(
        title=_text(data, "title", where) or folder.resolve().name,
        subtitle=_text(data, "subtitle", where),
        author=_text(author, "name", where),
        born=_date(author, "born", where),
        died=_date(author, "died", where),
        description=_text(data, "description", where),
        licence=_text(data, "licence", where),
        interface=interface,
        languages=tuple(languages),
        address=address.rstrip("/"),
        replay_from=replay,
    )
    read = data.get("read", {})
    _check_read(read, where)
    options = {
        **read,
        "languages": tuple(languages),
        # where none is named, prose may tell by its weekdays that it is in the Old Style
        "calendar": calendar if "calendar" in data else "",
        "author": facts.author,
        "lived": _lived(facts.born, facts.died),
        "language": languages[0] if len(languages) == 1 else "",
    }
    return Settings(facts, calendar, options, tuple(dict.fromkeys(publish)))


def _lived(born: str, died: str) -> tuple[int, int] | None:
    """The first and last year of a life, if both are known: they tell a year's century."""
    years = [date[:4] for date in (born, died)]
    return (int(years[0]), int(years[1])) if all(map(str.isdecimal, years)) else None


def _toml(text: object) -> str:
    """A TOML string: JSON's are the same but for one control sign."""
    words = str(text).encode("utf-8", "replace").decode()  # a folder's name may be no Unicode
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_settings(folder: Path, guessed: Mapping[str, Any]) -> Path:
    """A first `carnet.toml`, with what was guessed and room for the rest."""
    quote = _toml
    languages = ", ".join(quote(code) for code in guessed.get("languages", ()))
    author = guessed.get("author", "")
    text = f"""\
# What this archive says of itself. Lines that begin with # are comments.
title = {quote(guessed.get("title", folder.name))}
{"" if guessed.get("description") else "# "}description = {quote(guessed.get("description", "Two or three sentences for the cover."))}
language = {quote(guessed.get("language", "en"))}  # of the pages: en, fr or de
languages = [{languages}]  # of the notebooks
{"" if guessed.get("licence") else "# "}licence = {quote(guessed.get("licence", "CC-BY-4.0"))}
# calendar = "gregorian"  # the writer's: gregorian, julian or french republican
# address = "https://example.org/diary"  # where the edition will stand; citations then name it

[author]
{"" if author else "# "}name = {quote(author or "Who wrote the notebooks")}
# born = "1890-12-30"
# died = "1947-11-17"
"""
    path = folder / NAME
    path.write_text(text, encoding="utf-8")
    return path


def _check_read(read: dict[str, Any], where: str) -> None:
    """Refuse what would steer the reading of dates nowhere."""
    first = read.get("first_year")
    if first is not None and (type(first) is not int or not 1 <= first <= 2199):
        raise ArchiveError(
            "first_year must be a year", where=where, mend="Write first_year = 1914 under [read]."
        )
    if not isinstance(read.get("encoding", ""), str):
        raise ArchiveError(
            "encoding must be text", where=where, mend='Write encoding = "cp1252" under [read].'
        )
    if read.get("choice", _CHOICES[0]) not in _CHOICES:
        raise ArchiveError(
            f"choice must be one of: {', '.join(_CHOICES)}", where=where,
            mend='Write choice = "regularised" under [read].',
        )  # fmt: skip
    heading = read.get("heading")
    if heading is not None:
        try:
            re.compile(heading if isinstance(heading, str) else "[")
        except re.error as error:
            raise ArchiveError(
                f"heading is no regular expression ({error})",
                where=where,
                mend="Write heading = '^\\* ' under [read]: what each heading begins with.",
            ) from None
