"""A ledger on disk: each record is written to the file before anything happens, so that a killed process loses nothing.

The operating system has the record when the call is answered: it outlives the process, not a loss of power. On the
start, and when the records have grown, the file is written anew with what they came to, which takes the old one's
place in one step.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import FileIO
from pathlib import Path
from shutil import copymode
from typing import Self

from filelock import FileLock, Timeout

from simulator.emulator.state_file import HEADING, framed, read_state, record_bytes, resumed
from simulator.errors import UsageError
from simulator.service import NotKept, Record, Service

RECORDS_BYTES_MAX = 64 * 1024 * 1024
"""How much the records may take until the file is written anew; as much as the state before them, if that is more.

Nobody is answered meanwhile, which a large workspace feels; so it is seldom.
"""
_log = logging.getLogger(__name__)


@contextmanager
def kept_in(path: Path, begin: Callable[[], Service], *, journal_max: int) -> Iterator[Service]:
    """The service that goes on from the file, and keeps there what happens until the block ends.

    Where there is no file, or an empty one, it is what `begin` gives.

    Raises:
        UsageError: the file is in use, no state, of another version or damaged, and is left as it was; or there is no
            room for it.
    """
    path = path.resolve()
    with ExitStack() as closing:
        closing.enter_context(_locked(path))
        try:
            service = _gone_on(path, journal_max) if path.exists() and path.stat().st_size else _begun(path, begin)
            store = closing.enter_context(Store(path, service.held, records_bytes_max=RECORDS_BYTES_MAX))
        except OSError as error:
            raise UsageError(f"{path}: a state cannot be kept there: {_why(error)}") from error
        service.keep_in(store)
        yield service


class Store:
    """The file, open for writing; `held` gives what the service holds."""

    def __init__(self, path: Path, held: Callable[[], bytes], *, records_bytes_max: int) -> None:
        self._path = path
        self._held = held
        self._records_bytes_max = records_bytes_max
        self._is_torn = False
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, record: Record) -> None:
        """Write the record, whole or not at all.

        Raises:
            NotKept: the file system has no room for it, or fails.
        """
        if self._length > self._length_max:
            self._compact()
        written = record_bytes(record)
        try:
            if self._is_torn:
                self._cut()
            self._write(written)
        except OSError as error:
            self._is_torn = True
            raise NotKept(f"nothing has changed: the state file cannot be written to ({_why(error)})") from error
        self._length += len(written)

    def _open(self) -> None:
        self._file: FileIO = self._path.open("ab", buffering=0)
        self._length = self._path.stat().st_size
        self._length_max = self._length + max(self._length, self._records_bytes_max)

    def _write(self, data: bytes) -> None:
        written = self._file.write(data)
        while written < len(data):
            written += self._file.write(memoryview(data)[written:])

    def _cut(self) -> None:
        """Take away what was written of a record that could not be kept."""
        self._file.truncate(self._length)
        self._is_torn = False

    def _compact(self) -> None:
        """Write the file anew with what the service holds, or if that fails go on with it and try again later."""
        try:
            partial = _written_beside(self._path, self._held())
        except OSError as error:
            _log.warning("%s: cannot be written anew yet (%s)", self._path, _why(error))
            self._length_max += self._records_bytes_max
            return
        self._file.close()  # or some systems would not let go of it
        partial.replace(self._path)
        self._is_torn = False
        self._open()


def _begun(path: Path, begin: Callable[[], Service]) -> Service:
    service = begin()
    _written_beside(path, service.held()).replace(path)
    return service


def _gone_on(path: Path, journal_max: int) -> Service:
    """The service in the file, which is whole afterwards, and written anew if there is room."""
    kept = read_state(path)
    service = resumed(path, kept, journal_max=journal_max)
    if kept.torn:
        os.truncate(path, kept.length)
        _log.warning("%s: cut the last %d bytes, a record that was never finished nor answered", path, kept.torn)
    if kept.records:
        try:
            _written_beside(path, service.held()).replace(path)
        except OSError as error:
            _log.warning("%s: cannot be written anew yet (%s)", path, _why(error))
    return service


def _written_beside(path: Path, held: bytes) -> Path:
    """A file that holds this and can take the other's place; it is on the disk."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            file.write(HEADING)
            file.write(framed(held))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            copymode(path, partial)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    return partial


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """The file for this process alone."""
    if not path.parent.is_dir():  # or one would be made for the lock
        raise UsageError(f"{path}: a state cannot be kept there: there is no such directory")
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UsageError(f"{path}: is in use by another `simulator serve`; end it, or choose another file") from error
    except OSError as error:
        raise UsageError(f"{path}: a state cannot be kept there: {_why(error)}") from error
    try:
        yield
    finally:
        lock.release()


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
