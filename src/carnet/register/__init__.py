"""The register: what has a permanent id."""

from __future__ import annotations

from carnet.register.entries import EntryRegister, Known, Newcomer

__all__ = ["EntryRegister", "Known", "Newcomer"]
