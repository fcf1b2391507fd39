"""The exports of a workspace: its newest, with their files.

They go with the state that they show: who empties the workspace has none any more, and a snapshot that is restored
brings back those of its second. Numbers go on as long as the state does.
"""

from collections import deque
from collections.abc import Iterator

import msgspec

from simulator.wire.app_api.exports import Export

EXPORTS_MAX = 20
"""How many are kept; one more, and the oldest is gone as if it had never been."""


class ExportRows(msgspec.Struct, frozen=True, gc=False):
    """What the exports of a workspace were, and how many had been made until then."""

    rows: tuple[Export, ...] = ()
    made: int = 0


class Exports:
    """The newest exports, and how many were ever made."""

    def __init__(self) -> None:
        self._rows: deque[Export] = deque(maxlen=EXPORTS_MAX)
        self._made = 0

    @property
    def next_number(self) -> int:
        """The number of the export that is made next."""
        return self._made + 1

    def __iter__(self) -> Iterator[Export]:
        """The newest first."""
        return reversed(self._rows)

    def find(self, number: int) -> Export | None:
        """The export of that number, if it is still there."""
        return next((one for one in self._rows if one.number == number), None)

    def keep(self, export: Export) -> None:
        self._rows.append(export)
        self._made = export.number

    def count_download(self, number: int) -> None:
        """Count one more link to an export that is there."""
        place = next(place for place, one in enumerate(self._rows) if one.number == number)
        counted = self._rows[place]
        self._rows[place] = msgspec.structs.replace(counted, downloads=counted.downloads + 1)

    def empty(self) -> None:
        self.bring_back(ExportRows())

    def kept(self) -> ExportRows:
        """What there is now, to be brought back later."""
        return ExportRows(tuple(self._rows), self._made)

    def bring_back(self, kept: ExportRows) -> None:
        """Have what was kept, and nothing that came after."""
        self._rows.clear()
        self._rows.extend(kept.rows)
        self._made = kept.made
