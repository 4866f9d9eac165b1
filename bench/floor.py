"""The floor F: a bare lxml parse of every file and as many small files written, in one process."""

import sys
from pathlib import Path

from lxml import etree

sources, out = Path(sys.argv[1]), Path(sys.argv[2])
page = b"x" * 4096
for n, path in enumerate(sorted(sources.rglob("*.xml"))):
    etree.parse(str(path))
    with open(out / f"{n}.html", "wb") as file:  # noqa: PTH123 - the plainest way there is
        file.write(page)
