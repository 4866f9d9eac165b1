"""Mentions that the source states itself: names that an encoder marked, links in a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carnet.model import MENTION_KINDS, Entry, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carnet.register import Register


_new = tuple.__new__  # `Mention(…)` without its Python: there are many


class StatedRecogniser:
    """Every marked name is a mention, with the reference as stated; two references are two.

    Its target is the record that the reference names. Should the register change, the catalogue
    resolves the references anew, and the sources need not be read again.
    """

    name = "stated"
    version = "2"

    def recognise(self, entry: Entry, register: Register) -> Iterator[Mention]:
        text = entry.text
        for start, end, kind, value in entry.spans:
            if kind in MENTION_KINDS:
                target = register.resolve(value) if value else None
                words = " ".join(text[start:end].split())
                yield _new(
                    Mention,
                    (start, end, words, kind, value or None, target, "source", "stated", 1.0),
                )
