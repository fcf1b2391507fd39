"""Calls that a story writes out: they are sent as they stand, and tell what the shopper is known by."""

from collections.abc import Iterator

from simulator.deliveries import Calls
from simulator.operations import FactOperation, Identifier, IdentifierKind, Identify, Merge
from simulator.shoppers.behaviours import SendCalls
from simulator.shoppers.resident import Deed
from simulator.shoppers.truth import ShopperTruth

_KINDS: tuple[IdentifierKind, ...] = ("id", "email", "phone")


def sent_as_written(verb: SendCalls) -> Deed:
    """The delivery of these calls."""
    identifiers = tuple(who for call in verb.calls for who in identifiers_of(call))
    anonymous = tuple(one for call in verb.calls if (one := anonymous_id_of(call)) is not None)
    what = ", ".join(map(call_words, verb.calls))
    return Deed(verb.source, what, Calls(verb.calls), ShopperTruth(identifiers, anonymous_ids=anonymous))


def identifiers_of(call: FactOperation) -> Iterator[Identifier]:
    """Who the call names: whom it is about, and what else it says they are known by."""
    match call:
        case Merge(primary=primary, secondary=secondary):
            yield from (primary, secondary)
        case Identify(who=who, attributes=attributes):
            if who is not None:
                yield who
            for kind in _KINDS:
                value = attributes.get(kind)
                if isinstance(value, str) and value:
                    yield Identifier(kind, value)
        case _:
            who = getattr(call, "who", None)
            if isinstance(who, Identifier):
                yield who


def anonymous_id_of(call: FactOperation) -> str | None:
    """The anonymous id that the call carries, if any."""
    told = call.attributes.get("anonymous_id") if isinstance(call, Identify) else getattr(call, "anonymous_id", None)
    return told if isinstance(told, str) and told else None


def call_words(call: FactOperation) -> str:
    """The call for a reader: its kind, and the name of what it tells of."""
    kind = str(call.__struct_config__.tag).replace("_", " ")
    return f"{kind} {name}" if isinstance(name := getattr(call, "name", None), str) else kind
