"""Word files as they come: cut, spoilt, or made to do harm. Each is an essay or one clear line."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

from carnet.errors import SourceError
from carnet.trace.essay import read_essay

if TYPE_CHECKING:
    from pathlib import Path

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = (
    f'<?xml version="1.0"?><w:document xmlns:w="{SPACE}"><w:body>'
    + "".join(f"<w:p><w:r><w:t>The lamp was lit at {n}.</w:t></w:r></w:p>" for n in range(60))
    + "</w:body></w:document>"
).encode()


def word(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def reads(path: Path, data: bytes) -> str:
    """The words of an essay, or what is said of it."""
    path.write_bytes(data)
    try:
        return read_essay(path).text
    except SourceError as error:
        said = str(error)
    assert "\n" not in said
    return said


def test_a_word_file_that_is_spoilt_anywhere(tmp_path: Path):
    data = word({"word/document.xml": WORDS, "word/footnotes.xml": WORDS[:-30]})
    rng = random.Random(19110503)
    for _ in range(300):
        spoilt = bytearray(data)
        for _ in range(rng.choice((1, 1, 4))):
            at = rng.randrange(len(spoilt))
            if rng.random() < 0.5:
                spoilt[at] = rng.randrange(256)
            else:
                del spoilt[at : at + rng.choice((1, 9, 90))]
        assert reads(tmp_path / "essay.docx", bytes(spoilt))


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"word/document.xml": bytes(30 << 20)}, "as only a trap is"),
        ({"word/document.xml": WORDS.replace(b"1.0", b'1.0" encoding="klingon', 1)}, "damaged"),
        ({"word/document.xml": WORDS[:-9] + b"<!-- a secret"}, "damaged"),
        ({"mimetype": b"x"}, "no Word file"),
    ],
)
def test_a_word_file_made_to_do_harm(tmp_path: Path, files: dict[str, bytes], says: str):
    said = reads(tmp_path / "essay.docx", word(files))
    assert says in said
    assert "a secret" not in said
