"""Whose an order or a key is, where a sentence names only the order or the key."""

from collections.abc import Iterable, Iterator

from simulator.language.orders import orders_before
from simulator.scenario import Shopper
from simulator.shoppers import ChangeKey, GiveKey, KeyKind, LogIn, PlaceOrder, Verb, is_key
from simulator.values import text_of


def owner_of_order(name: str, verbs: Iterable[Verb], shoppers: Iterable[Shopper]) -> str | None:
    """Who places the order called so, or placed it before the story."""
    placed = (verb.shopper for verb in verbs if isinstance(verb, PlaceOrder) and verb.order == name)
    return next(placed, None) or orders_before(shoppers).get(name)


def owner_of_key(kind: KeyKind, value: str, verbs: Iterable[Verb], shoppers: Iterable[Shopper]) -> str | None:
    """Who has the key: from before the story, or from something they do in it."""
    wanted = _form(kind, value)
    keys = (*_known(shoppers), *_used(verbs))
    return next((shopper for shopper, known, each in keys if (known, _form(known, each)) == (kind, wanted)), None)


def _known(shoppers: Iterable[Shopper]) -> Iterator[tuple[str, KeyKind, str]]:
    for shopper in shoppers:
        for fact in (fact for facts in (shopper.known, *shopper.profiles) for fact in facts):
            if is_key(fact.attribute):
                yield shopper.name, _kind(fact.attribute), text_of(fact.value)


def _kind(attribute: str) -> KeyKind:
    match attribute:
        case "email":
            return "email"
        case "phone":
            return "phone"
        case _:
            return "customer id"


def _used(verbs: Iterable[Verb]) -> Iterator[tuple[str, KeyKind, str]]:
    for verb in verbs:
        match verb:
            case GiveKey(value=str(value)) | ChangeKey(value=value):
                yield verb.shopper, verb.kind, value
            case LogIn(customer_id=str(value)):
                yield verb.shopper, "customer id", value
            case PlaceOrder(email=str(value)):
                yield verb.shopper, "email", value
            case _:
                pass


def _form(kind: KeyKind, value: str) -> str:
    return value.lower() if kind == "email" else value
