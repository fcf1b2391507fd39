"""Doings and checks in a reader's words, in the voice of the phrases: `Maya starts checkout on the laptop`."""

from typing import assert_never

from simulator.deliveries import Fault
from simulator.instants import duration_words
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    HistoryCounts,
    HistoryIs,
    InSegment,
    MessageCount,
    ProfileCount,
    SegmentCount,
    SegmentMembers,
)
from simulator.shoppers import AddToCart, GiveKey, LogIn, PlaceOrder, StartCheckout, Verb, ViewProduct
from simulator.values import text_of


def verb_words(verb: Verb) -> str:
    """What the shopper does: `Maya adds SERUM-30 to the cart on the laptop`."""
    where = f" on the {verb.device}" if verb.device else ""
    return f"{verb.shopper} {_doing(verb)}{where}"


def _doing(verb: Verb) -> str:
    match verb:
        case ViewProduct():
            return f"views {verb.product or verb.sku}"
        case AddToCart():
            amount = "" if verb.quantity == 1 else f"{verb.quantity} of "
            return f"adds {amount}{verb.product or verb.sku} to the cart"
        case StartCheckout():
            return "starts checkout"
        case GiveKey():
            return f"gives {verb.kind} {verb.value}" if verb.value else f"gives {_article(verb.kind)} {verb.kind}"
        case LogIn():
            return f"logs in as customer {verb.customer_id}" if verb.customer_id else "logs in"
        case PlaceOrder():
            return _ordering(verb)
    assert_never(verb)


def _ordering(verb: PlaceOrder) -> str:
    kind = "guest order" if verb.guest else "order"
    what = f"{kind} {verb.order}" if verb.order else f"{_article(kind)} {kind}"
    total = f" for {verb.total.amount} {verb.total.currency}" if verb.total else ""
    email = f" with email {verb.email}" if verb.email else ""
    return f"places {what}{total}{email}"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def fault_words(fault: Fault) -> str:
    """What befalls the deliveries: `is 20 minutes late and arrives 2 times`; empty when nothing does."""
    if fault.lost:
        return "is lost"
    late = f"is {duration_words(fault.late)} late" if fault.late else ""
    times = f"arrives {fault.times} times" if fault.times > 1 else ""
    keys = ", each time with a fresh key" if fault.fresh_key else ""
    return " and ".join(filter(None, (late, times))) + keys


def check_words(check: Check) -> str:
    """What must be true: `the campaign Cart recovery sends nothing to Maya`."""
    match check:
        case ProfileCount():
            return f"{check.shopper or 'everybody together'} is {_counted(check.count, 'profile')}"
        case AttributeIs():
            kind = f" ({check.type})" if check.type else ""
            return f"{check.attribute} of {check.shopper} is {text_of(check.value)}{kind}"
        case AttributeMissing():
            return f"the profile of {check.shopper} has no {check.attribute}"
        case HistoryIs():
            events = ", ".join(" ".join(filter(None, row)) for row in check.rows)
            return f"the history of {check.shopper} is {events or 'empty'}"
        case HistoryCounts():
            return f"the history of {check.shopper} counts {check.count} {check.event}"
        case InSegment():
            return f"{check.shopper} is {'' if check.holds else 'not '}in the segment {check.segment}"
        case SegmentMembers():
            members = f"exactly {', '.join(check.members)}" if check.members else "nobody"
            return f"the segment {check.segment} holds {members}"
        case SegmentCount():
            people = "1 person" if check.count == 1 else f"{check.count} people"
            return f"the segment {check.segment} holds {people}"
        case MessageCount():
            to = f" to {check.shopper}" if check.shopper else ""
            what = _counted(check.count, "message") if check.count else "nothing"
            return f"the campaign {check.campaign} sends {what}{to}"
        case Apart():
            return f"the profiles of {check.first} and {check.second} stay apart"
    assert_never(check)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
