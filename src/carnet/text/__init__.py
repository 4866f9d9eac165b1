"""Text as it was found, and the map that leads from reading text home to the source.

A *reading text* is one Unicode string. A reader builds it from runs: each run copies a stretch of
the source, or is a separator that the source does not have. `OffsetMap` keeps the runs, so that
every span of the reading text can say where it stood.

`decode` turns a file's bytes into text and says how sure it is of their encoding.
"""

from __future__ import annotations

from carnet.text.decoding import Decoded, binary, decode
from carnet.text.reading import Home, OffsetMap, Run, opening_words

__all__ = ["Decoded", "Home", "OffsetMap", "Run", "binary", "decode", "opening_words"]
