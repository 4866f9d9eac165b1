"""Books, pages and ZIPs made to do harm, among good sources, through a whole build."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests.hostile.test_bytes import survives
from tests.readers.test_epub import BOMB, LOCKED, book

if TYPE_CHECKING:
    from pathlib import Path


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in files.items():
            box.writestr(name, data)
    return out.getvalue()


def test_boxes_and_pages_made_to_do_harm(tmp_path: Path):
    ran = survives(
        tmp_path,
        {
            "many.zip": packed({f"{n}.txt": b"" for n in range(20_001)}),
            "huge.zip": packed({f"{n}.txt": bytes(110 << 20) for n in range(5)}),
            "out.zip": packed({"../../../evil.txt": b"3 May 1911\n\nEvil.\n", "a.txt": b"Good.\n"}),
            "nested.zip": packed({"inner.zip": packed({"a.txt": b"x"})}),
            "cut.zip": packed({"a.txt": b"Words.\n" * 100})[:-30],
            "locked.epub": book(more={"META-INF/encryption.xml": LOCKED}),
            "bomb.epub": book(more={"OPS/book.opf": BOMB}),
            "cut.epub": book()[:-40],
            "deep.html": b"<!DOCTYPE html>" + b"<div>" * 200_000 + b"x",
            "wide.html": b"<!DOCTYPE html><p>x" + b"<br>" * 3_000_000,
            "script.html": b"<!DOCTYPE html><p>Words.<script>alert('evil')</script><p onload=x>more",
        },
    )
    assert ran.status == 1
    assert not list(tmp_path.rglob("evil*"))
    site = tmp_path / "a" / "site"
    assert not any(b"alert('evil')" in path.read_bytes() for path in site.rglob("*.html"))
