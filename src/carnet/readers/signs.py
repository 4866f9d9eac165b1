"""How files of some kinds begin: what a reader's claim rests on, and costs next to nothing to load."""

from __future__ import annotations

import re
from typing import Final

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")

# Comments and instructions, none of them looked at twice, and then the first element.
_HTML: Final = re.compile(
    rb"(?>\s+|<!--.*?-->|<\?.*?\?>)*+"
    rb"(?:<!doctype\s+html|<(?:[a-z]+:)?html[\s>]|<(?:head|body)[\s>])",
    re.DOTALL | re.IGNORECASE,
)


def looks_like_html(head: bytes) -> bool:
    """Whether a file that begins with `head` says that it is HTML or XHTML."""
    return _HTML.match(head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None
