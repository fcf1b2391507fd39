"""Doings and checks in a reader's words, in the voice of the phrases: `Maya starts checkout on the laptop`."""

from typing import assert_never

from simulator.deliveries import Fault
from simulator.instants import duration_words
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    HistoryCounts,
    HistoryIs,
    InSegment,
    LeavesSegment,
    MessageCount,
    NothingOutside,
    NothingSilent,
    PlanReports,
    PlanSatisfied,
    ProfileCount,
    SameResult,
    SegmentCount,
    SegmentIsList,
    SegmentMembers,
    WrittenBy,
)
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    DeviceVerb,
    DoEvent,
    GiveKey,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
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
    call_words,
)
from simulator.values import Json, text_of

RunCheck = NothingSilent | NothingOutside | PlanSatisfied | PlanReports | SameResult
"""A check of the run as a whole, not of somebody in it."""


def verb_words(verb: Verb) -> str:
    """What the shopper does: `Maya adds SERUM-30 to the cart on the laptop`; or what the shop does to them."""
    match verb:
        case PlaceOrder():
            return f"{verb.shopper} {_ordering(verb)}{_where(verb.device)}"
        case PayOrder():
            return f"order {verb.order} is paid"
        case UpdateOrder():
            return f"order {verb.order} is {verb.change}" + _amount(verb)
        case Subscribe():
            return f"{verb.shopper} subscribes to {verb.product} every {duration_words(verb.every)}"
        case ChangeKey() | ChooseConsent() | SetAttributes():
            by = f", as {verb.source} tells" if verb.source else ""
            return f"{verb.shopper} {_telling(verb)}{_where(verb.device)}{by}"
        case SendEvent():
            kind = "" if verb.kind == "event" else f"the {verb.kind} "
            return f"{verb.source} reports {kind}{verb.event} of {verb.shopper}{_with(verb.data)}"
        case LinkKey():
            return f"the shop links {verb.kind} {verb.value} to customer {verb.customer_id}"
        case DeletePerson():
            return f"the shop deletes {verb.shopper}"
        case SuppressPerson():
            return f"the shop suppresses {verb.shopper}"
        case UnsuppressPerson():
            return f"the shop unsuppresses {verb.shopper}"
        case SendCalls():
            return f"{verb.source} sends of {verb.shopper}: {', '.join(map(call_words, verb.calls))}"
    return f"{verb.shopper} {_doing(verb)}{_where(verb.device)}"


def _amount(verb: UpdateOrder) -> str:
    if verb.amount is None:
        return ""
    amount = f"{verb.amount.amount} {verb.amount.currency}"
    return f" by {amount}" if verb.change == "refunded" else f" to cost {amount}"


def _where(device: str | None) -> str:
    return f" on the {device}" if device else ""


def _doing(verb: DeviceVerb) -> str:
    match verb:
        case ViewProduct():
            return f"views {verb.product or verb.sku}"
        case ViewCategory():
            return f"views {_counted(verb.count, 'product')} of {verb.category}"
        case AddToCart():
            amount = "" if verb.quantity == 1 else f"{verb.quantity} of "
            return f"adds {amount}{verb.product or verb.sku} to the cart"
        case StartCheckout():
            return "starts checkout"
        case GiveKey():
            return f"gives {verb.kind} {verb.value}" if verb.value else f"gives {_article(verb.kind)} {verb.kind}"
        case LogIn():
            return f"logs in as customer {verb.customer_id}" if verb.customer_id else "logs in"
        case LogOut():
            return "logs out"
        case LoseCookies():
            return "loses all cookies"
        case ViewPage():
            return f"views the page {verb.page}{_with(verb.data)}"
        case ViewScreen():
            return f"views the screen {verb.screen}{_with(verb.data)}"
        case DoEvent():
            return f"does {verb.event}{_with(verb.data)}"
    assert_never(verb)


def _with(data: dict[str, Json]) -> str:
    told = ", ".join(f"{name} {text_of(value)}" for name, value in data.items())
    return f" with {told}" if told else ""


def _telling(verb: ChangeKey | ChooseConsent | SetAttributes) -> str:
    match verb:
        case ChangeKey():
            return f"changes {verb.kind} to {verb.value}"
        case ChooseConsent():
            return f"opts {'in to' if verb.given else 'out of'} {verb.channel}"
        case SetAttributes():
            return "has " + ", ".join(f"{name} {text_of(value)}" for name, value in verb.attributes.items())
    assert_never(verb)


def _ordering(verb: PlaceOrder) -> str:
    kind = "guest order" if verb.guest else "order"
    what = f"{kind} {verb.order}" if verb.order else f"{_article(kind)} {kind}"
    total = f" for {verb.total.amount} {verb.total.currency}" if verb.total else ""
    email = f" with email {verb.email}" if verb.email else ""
    items = f" of {', '.join(map(_item, verb.items))}" if verb.items else ""
    unpaid = "" if verb.paid else " and has not paid yet"
    return f"places {what}{items}{total}{email}{unpaid}"


def _item(item: OrderedItem) -> str:
    code = "" if item.code is None else f" with {item.code}"
    off = "" if item.discount is None else f" less {item.discount}{code}"
    return f"{item.quantity} {item.sku} at {item.price}{off}"


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
        case LeavesSegment():
            return f"{check.shopper} leaves the segment {check.segment} within {duration_words(check.seconds)}"
        case SegmentMembers():
            members = f"exactly {', '.join(check.members)}" if check.members else "nobody"
            return f"the segment {check.segment} holds {members}"
        case SegmentCount():
            people = "1 person" if check.count == 1 else f"{check.count} people"
            return f"the segment {check.segment} holds {people}"
        case SegmentIsList():
            return f"the segment {check.segment} equals the shop's own list of {check.list}"
        case MessageCount():
            to = f" to {check.shopper}" if check.shopper else ""
            what = _counted(check.count, "message") if check.count else "nothing"
            return f"the campaign {check.campaign} sends {what}{to}"
        case Apart():
            return f"the profiles of {check.first} and {check.second} stay apart"
        case WrittenBy():
            return f"{check.attribute} of {check.shopper} was last written by {check.source}"
        case ConsentRespected():
            return f"nobody receives {check.channel or 'a message'} without recorded consent"
    return _run_words(check)


def _run_words(check: RunCheck) -> str:
    """What must be true of the run as a whole."""
    match check:
        case NothingSilent():
            return "no accepted request was silently ignored"
        case NothingOutside():
            return "nothing outside this run has changed"
        case PlanSatisfied():
            return "every delivery satisfies the tracking plan"
        case PlanReports():
            return f"the tracking plan reports {check.rule} on {check.field}"
        case SameResult("any order"):
            return "the result is the same for every delivery order"
        case SameResult():
            return "the result is the same when every delivery arrives twice"
    assert_never(check)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
