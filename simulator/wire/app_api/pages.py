"""Pages of the App API: how many entries a caller gets, and the opaque token with which to ask for the next ones."""

from base64 import b64decode, b64encode
from collections.abc import Mapping

from simulator.wire.app_api.errors import bad_request
from simulator.wire.exchange import Refused
from simulator.wire.terms import Terms


def limit_from(query: Mapping[str, str], terms: Terms, *, default: int, most: int) -> int:
    """How many are wanted; above what is allowed, cut to that or refused (app.page.limit-max)."""
    written = query.get("limit", str(default))
    if not (written.isascii() and written.isdigit()) or int(written[:9]) == 0:
        raise Refused(bad_request("limit must be a whole number from 1"))
    wanted = int(written[:9])
    if wanted > most and terms.settings.app_limit_over_max == "error_400":
        raise Refused(bad_request(f"limit may be {most} at most"))
    return min(wanted, most)


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


def next_page(position: int | None, terms: Terms) -> dict[str, str]:
    """The member `next` of a page: where the following one begins; empty or absent on the last (app.page.next)."""
    if position is not None:
        return {"next": token_of(position)}
    return {} if terms.settings.app_next_at_end == "absent" else {"next": ""}


def token_of(position: int) -> str:
    """The opaque token of a page: two numbers in base64, as the real ones look (app.page.opaque)."""
    return b64encode(f"0:{position}".encode()).decode()
