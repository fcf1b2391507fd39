"""The id of a delivery, as Customer.io calls an outgoing message: opaque text that tells workspace and message.

Calls without key choose their workspace by it.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

_NUMBERS = re.compile(r"delivery:([1-9][0-9]{0,8}):([1-9][0-9]{0,8})")


def delivery_id(workspace: int, message: int) -> str:
    """The id of the outbox's message of that number."""
    return urlsafe_b64encode(f"delivery:{workspace}:{message}".encode()).decode().rstrip("=")


def workspace_and_message(written: str) -> tuple[int, int] | None:
    """The numbers of workspace and message that the id tells; nothing if it is no id of a delivery."""
    try:
        told = urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode("ascii")
    except ValueError:
        return None
    found = _NUMBERS.fullmatch(told)
    if found is None:
        return None
    workspace, message = int(found[1]), int(found[2])
    return (workspace, message) if delivery_id(workspace, message) == written else None
