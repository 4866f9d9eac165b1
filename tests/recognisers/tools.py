"""People of invented registers, and a linker that knows them."""

from __future__ import annotations

from carnet.recognisers.names import Linker, Memory
from carnet.register import Name, Record


def person(id_: str, name: str, *variants: str, **more: str) -> Record:
    return Record(id_, "person", name, variants=tuple(map(Name, variants)), **more)


def made(*records: Record) -> Linker:
    linker = Linker(Memory())
    for record in records:
        linker.memory.add_record(record)
    return linker
