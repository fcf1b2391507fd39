"""What a shopper did before a story begins: events of any name, from any source, that arrive when it begins.

An event from a device is told as the device would: under the person where they are known on it, else anonymously. Any
other source names the person by the key that it goes by.
"""

import msgspec

from simulator.deliveries import SourceName
from simulator.operations import EventKind
from simulator.shoppers.keys import Key
from simulator.values import Json


class PastEvent(msgspec.Struct, frozen=True):
    """It happened `at` an instant, or without one so many seconds `ago`, counted from when the story begins.

    `under` is the key that it was recorded under, where that is told; a page or a screen has its name as `event`.
    """

    event: str
    source: SourceName = "backend"
    kind: EventKind = "event"
    data: dict[str, Json] = {}
    at: int | None = None
    ago: int = 0
    under: Key | None = None

    def occurred(self, starts: int) -> int:
        """The instant at which it happened in a story that begins at `starts`."""
        return starts - self.ago if self.at is None else self.at
