"""Names for pages, made from names that anybody may have given."""

from __future__ import annotations

import re
from hashlib import blake2b

_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def slug(name: str) -> str:
    """A name for the page of a source: its own where that can be a file's name, else like it, with
    a sign that no other source has. It does not depend on what other sources there are.
    """
    if _SAFE.fullmatch(name) and not _DEVICE.match(name) and not name.endswith("."):
        return name
    like = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "source"
    sign = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"source-{like}-{sign}" if _DEVICE.match(like) else f"{like}-{sign}"
