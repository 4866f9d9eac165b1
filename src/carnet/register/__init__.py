"""The register: what has a permanent id."""

from __future__ import annotations

from carnet.register.entries import EntryRegister, Known, Newcomer, only_counts

__all__ = ["EntryRegister", "Known", "Newcomer", "only_counts"]
