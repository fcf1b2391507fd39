"""What the shop does to its people through its backend, and what it knew of them before a story begins."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from simulator.deliveries import Calls
from simulator.operations import Delete, Merge, Operation, Suppress, Unsuppress
from simulator.shoppers.behaviours import DeletePerson, LinkKey, PersonVerb, SuppressPerson, UnsuppressPerson
from simulator.shoppers.habits import STOREFRONT
from simulator.shoppers.keys import Key
from simulator.shoppers.resident import Deed, Resident
from simulator.shoppers.shopper import Facts, KnownFact, Shopper, attributes_in, choices_in, keys_in, known_keys
from simulator.shoppers.sources import BACKEND, Sources
from simulator.shoppers.truth import ShopperTruth


def known_before(shopper: Shopper, resident: Resident, sources: Sources, at: int) -> Iterator[Deed]:
    """What the sources have told of the shopper when the story begins; the shop books on it.

    Of separate profiles the customer's keys are the shop's: an order carries no key of another one.
    """
    profiles = (shopper.known, *shopper.profiles)
    is_customer = any(map(_is_customer, profiles))
    for facts in profiles:
        for key in keys_in(facts):
            keyring = resident.keyring
            known = not is_customer or _is_customer(facts)
            resident.keyring = keyring.with_key(None, key) if known else keyring.with_key_apart(key)
    for facts in profiles:
        yield from _introduced(facts, sources, at)


def _is_customer(facts: Facts) -> bool:
    """Whether the shop knows this profile as a customer of its own."""
    return known_keys(facts).customer_id is not None


def _introduced(facts: Facts, sources: Sources, at: int) -> Iterator[Deed]:
    """One profile: a call of each source that knows something of it."""
    keys = known_keys(facts)
    news = ShopperTruth(tuple(map(sources.identifier, keys_in(facts))), choices=choices_in(facts, at))
    for owner, told in groupby(_by_owner(facts), key=_owner):
        who = sources.who(owner, keys)
        call = sources.identify(owner, who, attributes_in(told, named_by=who.value), at)
        yield Deed(owner, f"known from before as {who}", Calls((call,)), news)


def _by_owner(facts: Facts) -> list[KnownFact]:
    """The facts of each owner together, the owners in their order."""
    owners = list(dict.fromkeys(map(_owner, facts)))
    return sorted(facts, key=lambda fact: owners.index(fact.owner))


def _owner(fact: KnownFact) -> str:
    return fact.owner


def done_to(verb: PersonVerb, resident: Resident, sources: Sources, at: int) -> Deed:
    """Have the workspace do it under the key that the shop's orders carry."""
    who = sources.who(STOREFRONT, resident.account)
    match verb:
        case LinkKey():
            return _linked(verb, resident, sources, at)
        case DeletePerson():
            return _deed(f"deleted the person {who}", Delete(who))
        case SuppressPerson():
            return _deed(f"suppressed the person {who}", Suppress(who))
        case UnsuppressPerson():
            return _deed(f"unsuppressed {who}", Unsuppress(who))
    assert_never(verb)


def _linked(verb: LinkKey, resident: Resident, sources: Sources, at: int) -> Deed:
    """Make sure of the customer, then merge whoever has the key into them; an identify alone could be refused."""
    key, customer = Key(verb.kind, verb.value), Key("customer id", verb.customer_id)
    resident.keyring = resident.keyring.linked(key, verb.customer_id)
    primary, secondary = sources.identifier(customer), sources.identifier(key)
    calls: Iterable[Operation] = (sources.identify(BACKEND, primary, {}, at), Merge(primary, secondary))
    what = f"linked {verb.kind} {verb.value} to customer {verb.customer_id}"
    return _deed(what, *calls, news=ShopperTruth((secondary, primary)))


def _deed(what: str, *calls: Operation, news: ShopperTruth | None = None) -> Deed:
    return Deed(BACKEND, what, Calls(calls), news or ShopperTruth())
