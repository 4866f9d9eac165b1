"""Compiled templates are kept where nobody else can put any, and a build does not need them."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from carnet.publishers.site.templates import Templates, telling
from carnet.publishers.site.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def page() -> bytes:
    return Templates(telling(Words("en"))).page(
        "moved", living="a", name="a", edition_title="The Box"
    )


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/__carnet-*.cache"))


def test_they_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first = page()
    files = kept(tmp_path)
    assert files
    assert {path.parent.stat().st_mode & 0o777 for path in files} == {0o700}
    assert page() == first
    assert kept(tmp_path) == files


def test_what_cannot_be_kept_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert page()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first = page()
    for path in kept(tmp_path):
        path.write_bytes(b"spoilt")
    assert page() == first
