"""Attributes of a person: each value with the instant it counts from and the operation that brought it.

An update older than what is stored changes nothing; null and the empty text remove; nothing is converted.
"""

from simulator.instants import Instant
from simulator.values import Json, text_of
from simulator.workspace.effects import AttributeChanged, AttributeSkipped
from simulator.workspace.profiles import ADDED, AttributeRow, Person
from simulator.workspace.settings import Settings

PREFERENCES = "cio_subscription_preferences"
COMPUTED_PREFERENCES = "_cio_subscription_preferences_computed"
READ_ONLY = (ADDED, COMPUTED_PREFERENCES)
"""What the workspace itself says of a person: callers write it in vain."""


def write(
    person: Person, name: str, value: Json, *, at: Instant, operation: int, settings: Settings
) -> tuple[AttributeChanged | AttributeSkipped | None, str | None]:
    """Set one attribute; the effect, and the name of the attribute that has another value now.

    Rules: attributes.upsert, attributes.remove, attributes.no-coercion; a key under the subscription preferences
    changes one entry of that object (attributes.prefs.dot), any other dot is part of the name
    (attributes.dotted-names).
    """
    if "." in name and (name.startswith(PREFERENCES + ".") or settings.dotted_attribute_names == "path"):
        top, *path = name.split(".")
        patch = _patched(person.attribute(top), path, value)
        return write(person, top, patch, at=at, operation=operation, settings=settings)
    if name in READ_ONLY:
        return None, None
    stored = person.attributes.get(name)
    if stored is not None and is_older(at, stored.at):
        return AttributeSkipped(person.cio_id, name, stored.at, at), None
    new = None if value == "" and settings.empty_string_removes else value
    old = None if stored is None else stored.value
    if new is None and stored is None:
        return None, None
    person.attributes[name] = AttributeRow(new, at, operation)
    if _is_same(old, new):
        return None, None
    return AttributeChanged(person.cio_id, name, old, new), name


def _is_same(old: Json, new: Json) -> bool:
    """Whether both are one value to every reader: `1`, `1.0`, `true` and "1" are four."""
    if type(old) is not type(new):
        return False
    return text_of(old) == text_of(new) if isinstance(new, dict | list) else old == new


def is_older(sent_at: Instant, stored_at: Instant) -> bool:
    """Whether an update is older than the stored value; on a tie the last received wins (attributes.order)."""
    return sent_at < stored_at


def _patched(held: Json, path: list[str], value: Json) -> Json:
    base = dict(held) if isinstance(held, dict) else {}
    first, *rest = path
    base[first] = _patched(base.get(first), rest, value) if rest else value
    return base
