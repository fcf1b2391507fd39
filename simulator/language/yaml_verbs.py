"""The verbs of a scenario file: each with the keys that it is written with beside who, where and when."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulator.deliveries import SourceName
from simulator.documents import Node
from simulator.documents.reading import boolean, expect, items, mapping_entries
from simulator.instants import DAY
from simulator.language.calls import read_calls
from simulator.language.entries import Entry, choice, read_entry
from simulator.language.money import money_named
from simulator.language.ordered_items import OPTIONAL as ITEM_OPTIONAL
from simulator.language.ordered_items import REQUIRED as ITEM_REQUIRED
from simulator.language.ordered_items import ordered_items
from simulator.language.people import check_phone
from simulator.language.sources import KEYS, source_named
from simulator.language.times import interval_named
from simulator.language.yaml_expectations import CHANNELS
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    DeviceName,
    DoEvent,
    GiveKey,
    KeyKind,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    Money,
    OrderedItem,
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
from simulator.values import Json, text_of


def _product(entry: Entry) -> dict[str, str | None]:
    if ("product" in entry) == ("sku" in entry):
        entry.problems.add(entry.place, f"{entry.what} needs one of 'product' and 'sku'")
    return {"product": entry.text("product"), "sku": entry.text("sku")}


def _view_product(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return ViewProduct(shopper, device or "laptop", **_product(entry))


def _view_products(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    count = entry.count("count", least=1, default=1)
    return ViewCategory(shopper, device or "laptop", entry.text("category") or "", count)


def _add_to_cart(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    quantity = entry.count("quantity", least=1, default=1)
    return AddToCart(shopper, device or "laptop", **_product(entry), quantity=quantity)


def _start_checkout(_: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return StartCheckout(shopper, device or "laptop")


def _identify(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return GiveKey(shopper, device or "laptop", _key(entry) or "email", entry.text("value"))


def _key(entry: Entry) -> KeyKind | None:
    """The kind of key under `with`; a phone under `value` is looked at."""
    node = entry.members.get("with")
    kind = None if node is None else choice(node, KEYS, entry.problems, what="key")
    if kind is not None and "value" in entry:
        check_phone(kind, entry.text("value"), entry.members["value"].place, entry.problems)
    return kind


def _log_in(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return LogIn(shopper, device or "laptop", entry.text("value"))


def _log_out(_: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return LogOut(shopper, device or "laptop")


def _lose_cookies(_: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return LoseCookies(shopper, device or "laptop")


def _view_page(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    source, page, data = _reporter(entry), entry.text("page") or "", _values(entry, "data")
    if source is None:
        return ViewPage(shopper, device or "laptop", page, data)
    return SendEvent(shopper, page, source, "page", data)


def _view_screen(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    source, screen, data = _reporter(entry), entry.text("screen") or "", _values(entry, "data")
    if source is None:
        return ViewScreen(shopper, device or "laptop", screen, data)
    return SendEvent(shopper, screen, source, "screen", data)


def _do_event(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    source, name, data = _reporter(entry), entry.text("name") or "", _values(entry, "data")
    if source is None:
        return DoEvent(shopper, device or "laptop", name, data)
    return SendEvent(shopper, name, source, data=data)


def _reporter(entry: Entry) -> SourceName | None:
    """The source that tells of what happened; without one it happened on a device, which is then named."""
    if "source" not in entry and "on" not in entry:
        entry.problems.add(entry.place, f"{entry.what} needs 'on' or 'source'")
    return _teller(entry)


def _change(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    kind = _key(entry) or "email"
    return ChangeKey(shopper, kind, entry.text("value") or "", device, _teller(entry))


def _opt_in(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return _choose(entry, shopper, device, given=True)


def _opt_out(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return _choose(entry, shopper, device, given=False)


def _choose(entry: Entry, shopper: str, device: DeviceName | None, *, given: bool) -> Verb:
    node = entry.members.get("channel")
    channel = None if node is None else choice(node, CHANNELS, entry.problems, what="channel")
    return ChooseConsent(shopper, channel or "email", given, device, _teller(entry))


def _set(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    return SetAttributes(shopper, _values(entry, "attributes"), device, _teller(entry))


def _teller(entry: Entry) -> SourceName | None:
    """The source that tells it, where the entry names one; a device has its own."""
    if "source" in entry and "on" in entry:
        entry.problems.add(entry.members["source"].place, "a device sends by its own source; write 'on' or 'source'")
    named = entry.text("source")
    return None if named is None else source_named(named)


def _values(entry: Entry, key: str) -> dict[str, Json]:
    node = entry.members.get(key)
    if node is None:
        return {}
    if node.value == {}:
        entry.problems.add(node.place, f"{key}: expected at least one")
    return {name: value.plain() for name, _, value in mapping_entries(node, entry.problems, what=key)}


def _link(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    return LinkKey(shopper, _key(entry) or "email", entry.text("value") or "", entry.text("to") or "")


def _delete_person(_: Entry, shopper: str, _device: DeviceName | None) -> Verb:
    return DeletePerson(shopper)


def _suppress(_: Entry, shopper: str, _device: DeviceName | None) -> Verb:
    return SuppressPerson(shopper)


def _unsuppress(_: Entry, shopper: str, _device: DeviceName | None) -> Verb:
    return UnsuppressPerson(shopper)


def _pay(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    return PayOrder(shopper, entry.text("order") or "")


def _cancel(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    return UpdateOrder(shopper, entry.text("order") or "", "cancelled")


def _refund(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    return UpdateOrder(shopper, entry.text("order") or "", "refunded", _money(entry, "amount"))


def _ship(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    return UpdateOrder(shopper, entry.text("order") or "", "shipped")


def _deliver(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    return UpdateOrder(shopper, entry.text("order") or "", "delivered")


def _edit(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    return UpdateOrder(shopper, entry.text("order") or "", "edited", _money(entry, "total"))


def _subscribe(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    written = entry.text("every")
    try:
        every = DAY if written is None else interval_named(written)
    except ValueError as error:
        entry.problems.add(entry.members["every"].place, f"every: {error}")
        every = DAY
    return Subscribe(shopper, entry.text("product") or "", every)


def _items(entry: Entry) -> tuple[OrderedItem, ...]:
    """The rows under `items`, which say what is bought instead of the cart."""
    node = entry.members.get("items")
    if node is None:
        return ()
    if "total" in entry:
        entry.problems.add(node.place, "what an order costs follows from its items; write 'items' or 'total'")
    if node.value == []:
        entry.problems.add(node.place, "items: expected at least one")
    rows = [(row.place, _item(row, entry)) for row in items(node, entry.problems, what="items")]
    return tuple(ordered_items(((place, row) for place, row in rows if row), entry.problems))


def _item(row: Node, entry: Entry) -> dict[str, str]:
    known = (*ITEM_REQUIRED, *ITEM_OPTIONAL)
    read = read_entry(row, entry.problems, what="an item", known=known, required=ITEM_REQUIRED)
    written = {key: text_of(member.plain()) for key, member in read.members.items()}
    return written if all(key in written for key in ITEM_REQUIRED) else {}


def _place_order(entry: Entry, shopper: str, device: DeviceName | None) -> Verb:
    guest = "as" in entry and choice(entry.members["as"], ("guest",), entry.problems, what="buyer") is not None
    if guest and "email" not in entry:
        entry.problems.add(entry.place, f"{entry.what} as guest needs 'email'")
    if "email" in entry and "as" not in entry:
        entry.problems.add(entry.members["email"].place, "an order has an email of its own only with 'as: guest'")
    paid = boolean(entry.members["paid"], entry.problems, what="paid") if "paid" in entry else True
    return PlaceOrder(
        shopper,
        device,
        entry.text("order"),
        _money(entry, "total"),
        entry.text("email"),
        guest,
        paid=paid is not False,
        items=_items(entry),
    )


def _money(entry: Entry, key: str) -> Money | None:
    node = entry.members.get(key)
    if node is None:
        return None
    if not isinstance(node.value, str):
        expect(node, "an amount such as '59.00 EUR'", entry.problems, what=key)
        return None
    try:
        return money_named(node.value)
    except ValueError as error:
        entry.problems.add(node.place, f"{key}: {error}")
        return None


def _send(entry: Entry, shopper: str, _: DeviceName | None) -> Verb:
    node = entry.members.get("calls")
    calls = () if node is None else read_calls(node, entry.problems)
    return SendCalls(shopper, source_named(entry.text("source") or ""), calls)


@dataclass(frozen=True, slots=True)
class Form:
    """How a verb is written: its own keys beside the common ones, and how they are read."""

    does: str
    read: Callable[[Entry, str, DeviceName | None], Verb]
    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    device: Literal["needed", "or source", "possible", "none"] = "needed"


FORMS = {
    form.does: form
    for form in (
        Form("view product", _view_product, ("product", "sku")),
        Form("view products", _view_products, ("category", "count"), required=("category", "count")),
        Form("add to cart", _add_to_cart, ("product", "sku", "quantity")),
        Form("start checkout", _start_checkout),
        Form("identify", _identify, ("with", "value"), required=("with",)),
        Form("log in", _log_in, ("value",)),
        Form("log out", _log_out),
        Form("lose cookies", _lose_cookies),
        Form("view page", _view_page, ("page", "data", "source"), required=("page",), device="or source"),
        Form("view screen", _view_screen, ("screen", "data", "source"), required=("screen",), device="or source"),
        Form("event", _do_event, ("name", "data", "source"), required=("name",), device="or source"),
        Form(
            "place order",
            _place_order,
            ("order", "total", "items", "as", "email", "paid"),
            device="possible",
        ),
        Form("pay", _pay, ("order",), required=("order",), device="none"),
        Form("cancel", _cancel, ("order",), required=("order",), device="none"),
        Form("refund", _refund, ("order", "amount"), required=("order",), device="none"),
        Form("ship", _ship, ("order",), required=("order",), device="none"),
        Form("deliver", _deliver, ("order",), required=("order",), device="none"),
        Form("edit", _edit, ("order", "total"), required=("order",), device="none"),
        Form("subscribe", _subscribe, ("product", "every"), required=("product", "every"), device="none"),
        Form("change", _change, ("with", "value", "source"), required=("with", "value"), device="possible"),
        Form("opt in", _opt_in, ("channel", "source"), required=("channel",), device="possible"),
        Form("opt out", _opt_out, ("channel", "source"), required=("channel",), device="possible"),
        Form("set", _set, ("attributes", "source"), required=("attributes",), device="possible"),
        Form("send", _send, ("source", "calls"), required=("source", "calls"), device="none"),
        Form("link", _link, ("with", "value", "to"), required=("with", "value", "to"), device="none"),
        Form("delete person", _delete_person, device="none"),
        Form("suppress", _suppress, device="none"),
        Form("unsuppress", _unsuppress, device="none"),
    )
}
