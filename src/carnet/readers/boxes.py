"""ZIP files opened in memory, with care: nothing is written to the disk, and what a member claims
of itself is not believed.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from carnet.errors import SourceError, brief

MAX_MEMBERS: Final = 20_000
MAX_MEMBER: Final = 128 << 20
"""A member larger than this, in bytes unpacked, is not read."""
MAX_TOTAL: Final = 512 << 20
_BOMB: Final = 150  # how often a member may be larger than it is packed, beyond the first bytes
_SMALL: Final = 4 << 20
_BROKEN: Final = (  # what `zipfile` raises over bytes that are no ZIP
    BadZipFile, LargeZipFile, NotImplementedError, ValueError, OverflowError, IndexError, EOFError,
    OSError, struct.error, zlib.error,
)  # fmt: skip
_ENTRY: Final = b"PK\x01\x02"  # begins an entry of the directory
_ENCRYPTED: Final = 0x1
_OUT: Final = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
_UNFIT: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Left(NamedTuple):
    """A member that is not read, and why."""

    name: str
    why: str


class Box:
    """The members of a ZIP by their names, in its own order. Raises `SourceError` where the file
    cannot be opened, or is made to do harm. `left` are those that cannot be read.
    """

    def __init__(self, source: str, data: bytes) -> None:
        self._source = source
        if data.count(_ENTRY) > 2 * MAX_MEMBERS:
            raise self._refused(f"it holds more than {MAX_MEMBERS:,} files")
        try:
            self._zip = ZipFile(BytesIO(data))
            infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        except _BROKEN as error:
            raise SourceError(
                f"this is no ZIP that can be opened ({brief(error)})", where=source,
                mend="It may be cut short: fetch it anew, or unpack it and add the files.",
            ) from None  # fmt: skip
        if len(infos) > MAX_MEMBERS:
            raise self._refused(f"it holds more than {MAX_MEMBERS:,} files")
        total = sum(info.file_size for info in infos)
        if total > MAX_TOTAL:
            raise self._refused(f"unpacked it would have {total >> 20:,} MB")
        self.left: list[Left] = []
        self._infos: dict[str, ZipInfo] = {}
        twice = set()
        for info in infos:
            if why := _unfit(info):
                self.left.append(Left(ascii(info.filename)[1:-1][:200], why))
            elif info.filename in self._infos:
                twice.add(info.filename)
            else:
                self._infos[info.filename] = info
        for name in sorted(twice):  # which is meant cannot be told, so neither is read
            del self._infos[name]
            self.left.append(Left(name, "several files in the ZIP have this name"))

    def _refused(self, what: str) -> SourceError:
        return SourceError(what, where=self._source, mend="Unpack it and add what is a notebook.")

    @property
    def names(self) -> list[str]:
        return list(self._infos)

    def size(self, name: str) -> int:
        """Its size unpacked, as the ZIP states it; never less than what `read` gives."""
        return self._infos[name].file_size

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    def read(self, name: str, most: int = MAX_MEMBER) -> bytes:
        """The bytes of a member; of a long one `most`. `SourceError` where it is damaged."""
        try:
            with self._zip.open(self._infos[name]) as file:
                return file.read(most)
        except _BROKEN as error:
            raise SourceError(
                f"it is damaged within the ZIP ({brief(error)})", where=name
            ) from None
        except RuntimeError:  # what `zipfile` raises where a password is asked for
            raise SourceError("it is encrypted", where=name) from None


def _unfit(info: ZipInfo) -> str:
    """Why a member is not read; empty for one that may be."""
    if _OUT.search(info.filename):
        return "its name leads out of the ZIP"
    if not info.filename or _UNFIT.search(info.filename):
        return "its name holds line ends or other signs that are no letters"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted; unpack it with its password and add the file"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "it is packed by a method other than those of a common ZIP; unpack it"
    if info.file_size > MAX_MEMBER:
        return f"unpacked it would have {info.file_size >> 20:,} MB"
    if info.file_size > _SMALL and info.file_size > _BOMB * max(info.compress_size, 1):
        return "unpacked it would be more than a hundred times as large, as only a trap is"
    return ""
