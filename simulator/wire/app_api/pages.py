"""Pages of the App API: how many entries a caller gets, and the opaque token with which to ask for the next ones."""

from base64 import b64decode, b64encode
from collections.abc import Mapping

from simulator.wire.app_api.errors import bad_request
from simulator.wire.exchange import Refused


def limit_from(written: str, *, most: int) -> int:
    """How many are wanted, cut to what is allowed (app.page.limit-max)."""
    if not (written.isascii() and written.isdigit()) or int(written[:9]) == 0:
        raise Refused(bad_request("limit must be a whole number from 1"))
    return min(int(written[:9]), most)


def position_from(token: str) -> int:
    """Where the page with this `start` begins."""
    try:
        _, _, position = b64decode(token, validate=True).decode("ascii").partition(":")
        if position.isdigit():
            return int(position)
    except ValueError:
        pass
    raise Refused(bad_request("start must be the next of an earlier page"))


def start_from(query: Mapping[str, str]) -> int | None:
    """Where the page begins that the query asks for; nothing if it asks for the first."""
    return position_from(query["start"]) if query.get("start") else None


def token_of(position: int) -> str:
    """The opaque token of a page: two numbers in base64, as the real ones look (app.page.opaque)."""
    return b64encode(f"0:{position}".encode()).decode()
