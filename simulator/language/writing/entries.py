"""Doings as entries of a scenario file: the other way round of `yaml_verbs`."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from simulator.deliveries import HEALTHY, Fault
from simulator.instants import DAY, HOUR, MINUTE, duration_words
from simulator.language.calls import call_members
from simulator.language.money import money_text
from simulator.language.yaml_journey import SEND_AGAIN
from simulator.operations import EventKind
from simulator.scenario import Done, Repeated
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    DoEvent,
    GiveKey,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    OrderChange,
    OrderedItem,
    OrderVerb,
    PayOrder,
    PlaceOrder,
    SendCalls,
    SendEvent,
    SetAttributes,
    StartCheckout,
    Subscribe,
    SuppressPerson,
    UnsuppressPerson,
    UpdateOrder,
    Verb,
    ViewCategory,
    ViewPage,
    ViewProduct,
    ViewScreen,
)
from simulator.values import Json

Entry = dict[str, Json]

_CHANGES: dict[OrderChange, str] = {
    "cancelled": "cancel",
    "refunded": "refund",
    "shipped": "ship",
    "delivered": "deliver",
    "edited": "edit",
}
"""What is done to an order that then is so."""


def short_duration(seconds: int) -> str:
    """A time from the start as a journey writes it: `0m`, `2m`, `1d2h`, `30s`."""
    parts = []
    for unit, size in (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", 1)):
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0m"


_REPORTED: dict[EventKind, tuple[str, str]] = {
    "event": ("event", "name"),
    "page": ("view page", "page"),
    "screen": ("view screen", "screen"),
}
"""The verb of what a source reports, and under which key its name stands."""


def doing_entry(done: Done, at: str) -> Entry:
    """The entry of a journey: when, who and where first, then what, then what befalls it."""
    verb = done.verb
    device = getattr(verb, "device", None)
    entry: Entry = {"at": at, "shopper": verb.shopper}
    if device is not None:
        entry["on"] = device
    entry |= _said(_doing(verb))
    if done.fault != HEALTHY:
        entry["delivery"] = _fault(done.fault)
    return entry


def _said(members: Iterable[tuple[str, Json]]) -> Entry:
    """What is said of it; a member that is nothing is not."""
    return {key: value for key, value in members if value is not None}


def _doing(verb: Verb) -> Iterator[tuple[str, Json]]:
    match verb:
        case ViewProduct():
            yield from (("does", "view product"), ("product", verb.product), ("sku", verb.sku))
        case AddToCart():
            yield from (("does", "add to cart"), ("product", verb.product), ("sku", verb.sku))
            yield "quantity", None if verb.quantity == 1 else verb.quantity
        case ViewCategory():
            yield from (("does", "view products"), ("category", verb.category), ("count", verb.count))
        case StartCheckout():
            yield "does", "start checkout"
        case GiveKey():
            yield from (("does", "identify"), ("with", verb.kind), ("value", verb.value))
        case LogIn():
            yield from (("does", "log in"), ("value", verb.customer_id))
        case LogOut():
            yield "does", "log out"
        case LoseCookies():
            yield "does", "lose cookies"
        case ViewPage() | ViewScreen() | DoEvent() | SendEvent():
            yield from _happening(verb)
        case ChangeKey():
            yield from (("does", "change"), ("with", verb.kind), ("value", verb.value), ("source", verb.source))
        case ChooseConsent():
            yield "does", "opt in" if verb.given else "opt out"
            yield from (("channel", verb.channel), ("source", verb.source))
        case SetAttributes():
            yield from (("does", "set"), ("attributes", verb.attributes), ("source", verb.source))
        case SendCalls():
            yield from (("does", "send"), ("source", verb.source))
            yield "calls", list(map(call_members, verb.calls))
        case LinkKey():
            yield from (("does", "link"), ("with", verb.kind), ("value", verb.value), ("to", verb.customer_id))
        case DeletePerson():
            yield "does", "delete person"
        case SuppressPerson():
            yield "does", "suppress"
        case UnsuppressPerson():
            yield "does", "unsuppress"
        case _:
            yield from _ordering(verb)


def _happening(verb: ViewPage | ViewScreen | DoEvent | SendEvent) -> Iterator[tuple[str, Json]]:
    match verb:
        case ViewPage():
            yield from (("does", "view page"), ("page", verb.page), ("data", verb.data or None))
        case ViewScreen():
            yield from (("does", "view screen"), ("screen", verb.screen), ("data", verb.data or None))
        case SendEvent():
            does, name = _REPORTED[verb.kind]
            yield from (("does", does), (name, verb.event), ("data", verb.data or None), ("source", verb.source))
        case DoEvent():
            yield from (("does", "event"), ("name", verb.event), ("data", verb.data or None))


def _ordering(verb: OrderVerb) -> Iterator[tuple[str, Json]]:
    match verb:
        case UpdateOrder():
            key = "total" if verb.change == "edited" else "amount"
            yield from (("does", _CHANGES[verb.change]), ("order", verb.order))
            yield key, None if verb.amount is None else money_text(verb.amount)
        case Subscribe():
            yield from (("does", "subscribe"), ("product", verb.product), ("every", duration_words(verb.every)))
        case PayOrder():
            yield from (("does", "pay"), ("order", verb.order))
        case PlaceOrder():
            yield from (("does", "place order"), ("order", verb.order))
            yield "total", None if verb.total is None else money_text(verb.total)
            yield from (("as", "guest" if verb.guest else None), ("email", verb.email))
            yield "items", [item_cells(item) for item in verb.items] or None
            yield "paid", None if verb.paid else False
        case _:
            assert_never(verb)


def item_cells(item: OrderedItem) -> dict[str, Json]:
    """A row of an order as both languages write it."""
    discount = None if item.discount is None else " ".join(filter(None, (item.discount, item.code)))
    return _said(
        (("sku", item.sku), ("quantity", str(item.quantity)), ("price", item.price), ("discount", discount)),
    )


def repeat_entry(repeated: Repeated, at: str) -> Entry:
    """The entry of a journey for what a source sends again."""
    return {"at": at, "does": SEND_AGAIN, "source": repeated.source, "last": short_duration(repeated.seconds)}


def _fault(fault: Fault) -> Entry:
    return _said(
        (
            ("late", short_duration(fault.late) if fault.late else None),
            ("times", fault.times if fault.times > 1 else None),
            ("lost", fault.lost or None),
            ("fresh key", fault.fresh_key or None),
        )
    )
