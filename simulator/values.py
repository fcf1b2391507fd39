"""What an attribute or an event's datum can hold, and the one text form every reader sees."""

from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
    """A value as sent: nothing converts it on the way in."""
else:
    Json = object  # msgspec reads annotations at run time and takes no recursive ones; decoding gives just these types

_encode = msgspec.json.Encoder().encode


def text_of(value: Json) -> str:
    """The value as the App API shows it: texts as they are, `42` as `42`, `true`, objects and lists as JSON text."""
    return value if isinstance(value, str) else _encode(value).decode()
