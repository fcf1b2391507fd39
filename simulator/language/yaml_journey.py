"""The journey of a scenario file: one verb an entry, with who, where and when, and what befalls its deliveries."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import get_args

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Node, Place, Problems
from simulator.documents.problem import unknown
from simulator.documents.reading import boolean, expect, items
from simulator.language.entries import Entry, choice, not_yet, read_entry
from simulator.language.money import money_named
from simulator.language.times import read_duration
from simulator.language.wording import fault_words, verb_words
from simulator.scenario import Act
from simulator.shoppers import (
    AddToCart,
    DeviceName,
    GiveKey,
    KeyKind,
    LogIn,
    Money,
    PlaceOrder,
    StartCheckout,
    Verb,
    ViewProduct,
)

DEVICES: tuple[DeviceName, ...] = get_args(DeviceName)
_KEYS: tuple[KeyKind, ...] = get_args(KeyKind)
_COMMON = ("at", "shopper", "on", "does", "delivery")


def read_journey(node: Node, shoppers: Collection[str], problems: Problems) -> list[Act]:
    """The doings in the order written, each `at` its seconds from the start."""
    entries = items(node, problems, what="journey")
    acts = [_read_act(entry, shoppers, problems) for entry in entries]
    _check_orders(entries, acts, problems)
    return [act for act in acts if act is not None]


def _read_act(node: Node, shoppers: Collection[str], problems: Problems) -> Act | None:
    form = _form_of(node, problems)
    if form is None:
        return None
    entry = read_entry(
        node,
        problems,
        what=f"'{form.does}'",
        known=(*_COMMON, *form.keys),
        required=("at", "shopper", *(("on",) if form.needs_device else ()), *form.required),
        later=form.later,
    )
    verb = form.read(entry, entry.name("shopper", shoppers, what="shopper"), _device(entry))
    fault = _read_fault(entry.members["delivery"], problems) if "delivery" in entry else HEALTHY
    at = read_duration(entry.members["at"], problems, what="at") if "at" in entry else None
    befalls = f"; its delivery {fault_words(fault)}" if fault != HEALTHY else ""
    return Act(node.place, verb_words(verb) + befalls, verb, fault, at or 0)


def _device(entry: Entry) -> DeviceName | None:
    return choice(entry.members["on"], DEVICES, entry.problems, what="device") if "on" in entry else None


def _form_of(node: Node, problems: Problems) -> "_Form | None":
    """How the entry's verb is written, or nothing after noting that there is none."""
    if not isinstance(node.value, dict):
        expect(node, "a mapping", problems, what="an entry of the journey")
        return None
    does = node.value.get("does")
    if does is None:
        problems.add(node.place, f"an entry of the journey needs 'does'. Known: {', '.join(_FORMS)}.")
    elif does.value in _LATER_VERBS:
        problems.add(does.place, not_yet(str(does.value)))
    elif not isinstance(does.value, str):
        expect(does, "a verb such as 'view product'", problems, what="does")
    elif does.value not in _FORMS:
        problems.add(does.place, unknown("verb", does.value, _FORMS))
    else:
        return _FORMS[does.value]
    return None


def _read_fault(node: Node, problems: Problems) -> Fault:
    entry = read_entry(
        node,
        problems,
        what="'delivery'",
        known=("late", "times", "lost", "fresh key"),
        later=("order", "arrives"),
    )
    late = read_duration(entry.members["late"], problems, what="late") if "late" in entry else None
    lost = boolean(entry.members["lost"], problems, what="lost") if "lost" in entry else None
    fresh = boolean(entry.members["fresh key"], problems, what="fresh key") if "fresh key" in entry else None
    times = entry.count("times", least=1, default=1)
    return Fault(late=late or 0, times=times, lost=bool(lost), fresh_key=bool(fresh))


def _check_orders(entries: Sequence[Node], acts: Sequence[Act | None], problems: Problems) -> None:
    placed: dict[str, Place] = {}
    for node, act in zip(entries, acts, strict=True):
        if act is None or not isinstance(act.verb, PlaceOrder) or act.verb.order is None:
            continue
        name = act.verb.order
        if name in placed:
            problems.add(
                node.place, f"duplicate name '{name}'; this order is placed already in line {placed[name].line}"
            )
        placed.setdefault(name, node.place)


def _product(entry: Entry) -> dict[str, str | None]:
    if ("product" in entry) == ("sku" in entry):
        entry.problems.add(entry.place, f"{entry.what} needs one of 'product' and 'sku'")
    return {"product": entry.text("product"), "sku": entry.text("sku")}


def _view_product(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return ViewProduct(shopper, device or "laptop", **_product(entry))


def _add_to_cart(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    quantity = entry.count("quantity", least=1, default=1)
    return AddToCart(shopper, device or "laptop", **_product(entry), quantity=quantity)


def _start_checkout(_: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return StartCheckout(shopper, device or "laptop")


def _identify(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return GiveKey(shopper, device or "laptop", _key(entry) or "email", entry.text("value"))


def _key(entry: Entry) -> KeyKind | None:
    node = entry.members.get("with")
    if node is None:
        return None
    if node.value == "phone":
        entry.problems.add(node.place, not_yet("phone"))
        return None
    return choice(node, _KEYS, entry.problems, what="key")


def _log_in(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return LogIn(shopper, device or "laptop", entry.text("value"))


def _place_order(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    guest = "as" in entry and choice(entry.members["as"], ("guest",), entry.problems, what="buyer") is not None
    if guest and "email" not in entry:
        entry.problems.add(entry.place, f"{entry.what} as guest needs 'email'")
    if "email" in entry and "as" not in entry:
        entry.problems.add(entry.members["email"].place, "an order has an email of its own only with 'as: guest'")
    return PlaceOrder(shopper, device, entry.text("order"), _total(entry), entry.text("email"), guest)


def _total(entry: Entry) -> Money | None:
    node = entry.members.get("total")
    if node is None:
        return None
    if not isinstance(node.value, str):
        expect(node, "an amount such as '59.00 EUR'", entry.problems, what="total")
        return None
    try:
        return money_named(node.value)
    except ValueError as error:
        entry.problems.add(node.place, f"total: {error}")
        return None


@dataclass(frozen=True, slots=True)
class _Form:
    """How a verb is written: its own keys beside the common ones, and how they are read."""

    does: str
    read: Callable[[Entry, str, DeviceName | None], Verb]
    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    needs_device: bool = True


_FORMS = {
    form.does: form
    for form in (
        _Form("view product", _view_product, ("product", "sku")),
        _Form("add to cart", _add_to_cart, ("product", "sku", "quantity")),
        _Form("start checkout", _start_checkout),
        _Form("identify", _identify, ("with", "value"), required=("with",)),
        _Form("log in", _log_in, ("value",)),
        _Form("place order", _place_order, ("order", "total", "as", "email"), later=("items",), needs_device=False),
    )
}

_LATER_VERBS = (
    *("log out", "lose cookies", "change", "opt in", "opt out", "subscribe", "set", "view page", "event"),
    *("link", "delete person", "suppress", "unsuppress"),
    *("pay", "cancel", "refund", "ship", "deliver", "edit", "send again"),
)
"""What the contract has beside these, for later versions."""
