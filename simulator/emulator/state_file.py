"""The file that a state is kept in: a line that says what it is, then what was held once, then records as they came.

Each part is framed by its length and checksums. A process that is killed leaves a whole file or one whose last part is
cut short; anything else that does not add up is damage, and such a file is never written to.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from zlib import crc32

import msgspec

from simulator.errors import UsageError
from simulator.instants import SystemClock
from simulator.service import ENTRIES_DEFAULT, Record, Service
from simulator.workspace.snapshot import RULES_VERSION

FORMAT_VERSION = 1
_log = logging.getLogger(__name__)
_MAGIC = b"customerio-simulator state"
HEADING = b"%b, format %d, rules %d\n" % (_MAGIC, FORMAT_VERSION, RULES_VERSION)
_HEADING_BYTES_MAX = 80
_FRAME = Struct(">QII")
"""Length and checksum of a part, and a checksum of these two: so a damaged length is no end of the file."""
_LENGTHS = Struct(">QI")

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Record).decode


class Kept(msgspec.Struct, frozen=True):
    """What a file holds: `held` once, the records since, its whole parts' `length` and how many bytes are cut short."""

    held: bytes
    records: tuple[Record, ...]
    length: int
    torn: int


def framed(part: bytes) -> bytes:
    """The part as it stands in the file."""
    lengths = _LENGTHS.pack(len(part), crc32(part))
    return b"%b%b%b" % (lengths, crc32(lengths).to_bytes(4, "big"), part)


def record_bytes(record: Record) -> bytes:
    """The record as it stands in the file."""
    return framed(_encode(record))


def read_state(path: Path) -> Kept:
    """What the file holds.

    Raises:
        UsageError: it is no state, one of another version, damaged, or cannot be read.
    """
    if not path.is_file():
        raise UsageError(f"{path}: is no file, or there is none")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    heading = _checked_heading(path, data)
    parts, length = [], len(heading)
    for part in _parts(path, data, length):
        parts.append(part)
        length += _FRAME.size + len(part)
    if not parts:
        raise UsageError(f"{path}: ends before the state that it should begin with; use another file")
    try:
        records = tuple(map(_decode, parts[1:]))
    except msgspec.DecodeError as error:
        raise UsageError(f"{path}: holds a record that this version cannot read: {error}") from error
    return Kept(parts[0], records, length, len(data) - length)


def opened(path: Path) -> Service:
    """The service that goes on from the file, to look at: the file is not written to, and may be in use meanwhile.

    Raises:
        UsageError: the file holds no state that this version can read.
    """
    return resumed(path, read_state(path))


def resumed(path: Path, kept: Kept, *, journal_max: int = ENTRIES_DEFAULT) -> Service:
    """The service that goes on from what was kept.

    Raises:
        UsageError: this version cannot read it.
    """
    now = SystemClock().now()
    service = Service(now=now, journal_max=journal_max)
    try:
        faults = service.go_on(kept.held, kept.records, at=now)
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from error
    if faults:
        _log.warning("%s: %d records met a fault of the simulator, as when they came; the rest is there", path, faults)
    return service


def _checked_heading(path: Path, data: bytes) -> bytes:
    """The file's first line, if it is ours."""
    heading = data[:_HEADING_BYTES_MAX].partition(b"\n")[0] + b"\n"
    if not heading.startswith(_MAGIC):
        raise UsageError(f"{path}: is no state of the simulator, and is left as it is; choose another file")
    if heading != HEADING:
        raise UsageError(
            f"{path}: was written under {_versions(heading)}, this version has "
            f"{_versions(HEADING)}; it is left as it is. Go on with the version that wrote it, or choose another file"
        )
    return heading


def _versions(heading: bytes) -> str:
    return heading.removeprefix(_MAGIC).decode(errors="replace").strip(", \n")


def _parts(path: Path, data: bytes, offset: int) -> Iterator[bytes]:
    """The whole parts from `offset` on; what is cut short at the end is left out."""
    while len(data) - offset >= _FRAME.size:
        length, checksum, frame_checksum = _FRAME.unpack_from(data, offset)
        if crc32(data[offset : offset + _LENGTHS.size]) != frame_checksum:
            if not any(data[offset:]):
                return  # room that the file was given before the power went, and nothing came to stand there
            raise _damaged(path, offset)
        begin, offset_next = offset + _FRAME.size, offset + _FRAME.size + length
        if offset_next > len(data):
            return
        part = data[begin:offset_next]
        if crc32(part) != checksum:
            raise _damaged(path, offset)
        yield part
        offset = offset_next


def _damaged(path: Path, offset: int) -> UsageError:
    return UsageError(
        f"{path}: is damaged at byte {offset}, and is left as it is. "
        f"Cut a copy of it there to go on from what came before (head -c {offset}), or choose another file"
    )
