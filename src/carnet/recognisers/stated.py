"""Mentions that the source states itself: names that an encoder marked, links in a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carnet.model import MENTION_KINDS, Entry, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class StatedRecogniser:
    """Every marked name is a mention, with the reference as stated; two references are two."""

    name = "stated"
    version = "1"

    def recognise(self, entry: Entry, register: Mapping[str, Any]) -> Iterator[Mention]:
        del register
        text = entry.text
        for start, end, kind, value in entry.spans:
            if kind in MENTION_KINDS:
                yield Mention(
                    start,
                    end,
                    " ".join(text[start:end].split()),
                    kind,
                    value or None,
                    None,
                    "source",
                    "stated",
                )
