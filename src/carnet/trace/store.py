"""The index on disk: volumes as files that are mapped into memory, brought up to date by what changed.

A folder holds a manifest and, for each volume, its text, letters, their places and the sorted array.
When the edition changes, units that are no longer in it (or say something else) are marked as dead
in their volume, and what is new makes a volume of its own; when too much is dead or apart, all is
made anew. Everything is written to a new folder and moved into place at the end.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from carnet.trace.corpus import Corpus
from carnet.trace.shingles import MOST
from carnet.trace.volume import Unit, Volume
from carnet.trace.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import DTypeLike, NDArray

    from carnet.edition import Edition

VERSION: Final = "carnet trace 4"

_APART = 0.25  # of all letters dead, or in volumes after the first, before all is made anew
Key = tuple[str | None, str, str]
"""What a unit is known by: entry, source, digest."""


def corpus(edition: Edition, folder: Path) -> Corpus:
    """The corpus of an edition, from its folder; made, or brought up to date, where need be."""
    keys = list(_keys(edition))
    stamp = _stamp(keys)
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        if manifest["version"] != VERSION:
            manifest = None
    except (OSError, ValueError, KeyError):
        manifest = None
    if manifest is None or manifest["stamp"] != stamp:
        manifest = _update(edition, folder, keys, stamp, manifest)
    return Corpus([_open(folder, one) for one in manifest["volumes"]])


def _stamp(keys: Sequence[Key]) -> str:
    said = repr(keys).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=16).hexdigest()


def _keys(edition: Edition) -> Iterator[Key]:
    """Every unit, in the order of the sources."""
    matter = set(edition.matter_sources)
    for source, ids in edition.in_sources():
        for id_ in ids:
            yield id_, source, edition.digest(id_).hex()
        if source in matter:
            matter.discard(source)
            yield None, source, edition.matter_digest(source).hex()
    for source in sorted(matter):
        yield None, source, edition.matter_digest(source).hex()


def _units(edition: Edition, keys: Iterable[Key]) -> Iterator[tuple[Unit, str]]:
    """The units of these keys, with their texts."""
    for entry, source, digest in keys:
        found = edition.matter_stretches(source) if entry is None else edition.stretches([entry])
        for one in found:
            yield Unit(one.entry, one.source, one.start, one.cuts, digest), one.text


# ---------------------------------------------------------------------- writing


def _update(
    edition: Edition, folder: Path, keys: Sequence[Key], stamp: str, old: dict[str, Any] | None
) -> dict[str, Any]:
    kept: list[dict[str, Any]] = []
    wanted = dict.fromkeys(keys)
    missing = dict(wanted)
    if old is not None:
        for said in old["volumes"]:
            units = _Units(folder / said["name"] / "units.json")
            dead = [n for n, unit in enumerate(units) if _key(unit) not in wanted]
            for unit in units:
                missing.pop(_key(unit), None)
            kept.append({**said, "dead": dead})
        total = sum(one["letters"] for one in kept)
        gone = sum(one["letters"] * len(one["dead"]) / max(one["units"], 1) for one in kept)
        later = sum(one["letters"] for one in kept[1:])
        if gone + later > _APART * total or len(missing) > _APART * len(keys) or len(kept) > 6:
            kept, missing = [], dict(wanted)
    taken = {one["name"] for one in kept}
    number = 1 + max((int(name) for name in taken), default=0)
    while (folder / f"{number:04d}").exists():
        number += 1
    folder.mkdir(parents=True, exist_ok=True)
    volumes = list(kept)
    for volume in _volumes(_units(edition, missing)):
        name = f"{number:04d}"
        _write(folder / name, volume)
        volumes.append(
            {"name": name, "width": volume.width, "units": len(volume.units),
             "letters": len(volume.symbols), "dead": []}
        )  # fmt: skip
        number += 1
    manifest = {"version": VERSION, "stamp": stamp, "volumes": volumes}
    draft = folder / "manifest.json.new"
    draft.write_text(json.dumps(manifest), encoding="utf-8")
    draft.replace(folder / "manifest.json")
    used = {one["name"] for one in volumes}
    for path in folder.iterdir():
        if path.is_dir() and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)
    return manifest


def _key(unit: Unit) -> Key:
    return unit.entry, unit.source, unit.digest


def _volumes(units: Iterable[tuple[Unit, str]]) -> Iterator[Volume]:
    held: list[tuple[Unit, str]] = []
    size = 0
    for unit, text in units:
        if held and size + len(text) > MOST:
            yield Volume.of(held)
            held, size = [], 0
        held.append((unit, text))
        size += len(text)
    if held:
        yield Volume.of(held)


def _write(folder: Path, volume: Volume) -> None:
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for name in ("symbols", "home", "array", "steps", "starts"):
        np.ascontiguousarray(getattr(volume, name)).tofile(draft / name)
    for name, values in zip(("begins", "numbers", "places"), volume.words, strict=True):
        np.ascontiguousarray(values).tofile(draft / name)
    (draft / "text").write_bytes(volume.data)
    (draft / "units.json").write_text(
        json.dumps([[*unit] for unit in volume.units], ensure_ascii=True), encoding="ascii"
    )
    draft.replace(folder)


# ---------------------------------------------------------------------- reading


class _Units:
    """The units of a volume, read when the first is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: list[Unit] | None = None

    def _all(self) -> list[Unit]:
        if self._held is None:
            rows = json.loads(self._path.read_text("ascii"))
            self._held = [
                Unit(entry, source, start, tuple(map(tuple, cuts)), digest)
                for entry, source, start, cuts, digest in rows
            ]
        return self._held

    def __getitem__(self, nth: int) -> Unit:
        return self._all()[nth]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._all())


def _open(folder: Path, said: dict[str, Any]) -> Volume:
    where = folder / said["name"]
    maps: list[mmap.mmap] = []

    def mapped(name: str, kind: DTypeLike) -> NDArray[Any]:
        """A file as an array that is read as it is looked at."""
        with (where / name).open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return np.zeros(0, kind)
            maps.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return np.frombuffer(maps[-1], kind)

    return Volume(
        _Units(where / "units.json"),  # type: ignore[arg-type]
        mapped("starts", np.int64), mapped("text", np.uint8).data, said["width"],
        mapped("symbols", np.uint8), mapped("home", np.int32), mapped("array", np.uint64),
        said["dead"], said["units"],
        Words(mapped("begins", np.int32), mapped("numbers", np.uint32), mapped("places", np.uint64)),
        mapped("steps", np.uint64), maps,
    )  # fmt: skip
