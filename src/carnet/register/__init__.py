"""The register: what has a permanent id."""

from __future__ import annotations

from carnet.register.entries import EntryRegister, Known, Newcomer, lookalikes, only_counts
from carnet.register.record import LISTS, Authority, Kind, Name, Record, Relation
from carnet.register.register import Register

__all__ = [
    "LISTS",
    "Authority",
    "EntryRegister",
    "Kind",
    "Known",
    "Name",
    "Newcomer",
    "Record",
    "Register",
    "Relation",
    "lookalikes",
    "only_counts",
]
