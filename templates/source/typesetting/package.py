"""A zip package that depends on nothing but its parts: fixed times, the order given, no trace of the machine."""

import io
import zipfile
from typing import Dict, List, Sequence, Tuple

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that zip can tell


class NotAPackage(Exception):
    """The bytes are no zip package that can be read whole."""


Parts = Sequence[Tuple[str, bytes]]


def write(parts: Parts, stored: Sequence[str] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.create_system = 0
            entry.external_attr = 0
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()


def read(data: bytes) -> List[Tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    except zipfile.BadZipFile as error:
        raise NotAPackage(str(error)) from error


def differing_parts(left: bytes, right: bytes) -> List[str]:
    """Names whose bytes differ or stand in one package only. Compressed bytes may differ: compressors do."""
    first: Dict[str, bytes] = dict(read(left))
    second: Dict[str, bytes] = dict(read(right))
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
