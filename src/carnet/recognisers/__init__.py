"""Recognisers: each gets an entry and what the register knows, and yields mentions and findings.

A recogniser is a class with `name`, `version` and `recognise`, named under the entry point
`carnet.recognisers`. It says of each mention how it came by it and how sure it is; it never
decides: what a person confirmed or rejected is kept apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carnet.model import Entry, Finding, Mention
    from carnet.register import Register


class Recogniser(Protocol):
    """What finds names in an entry."""

    name: str
    version: str  # changes whenever the same entry would give other mentions

    def recognise(self, entry: Entry, register: Register) -> Iterable[Mention | Finding]:
        """The mentions in one entry; offsets count in the entry's text. A `target` is the id of a
        living record of the register; `register.resolve` finds the one that a reference names.
        """
        ...
