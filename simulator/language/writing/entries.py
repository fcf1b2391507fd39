"""Doings and checks as entries of a scenario file: the other way round of `yaml_verbs` and `yaml_expectations`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

import msgspec

from simulator.deliveries import HEALTHY, Fault
from simulator.instants import DAY, HOUR, MINUTE
from simulator.language.calls import call_members
from simulator.language.money import money_text
from simulator.language.yaml_expectations import SUBJECTS
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    Done,
    HistoryCounts,
    HistoryIs,
    InSegment,
    MessageCount,
    NothingSilent,
    PlanReports,
    PlanSatisfied,
    ProfileCount,
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
    DoEvent,
    GiveKey,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    PayOrder,
    PlaceOrder,
    SendCalls,
    SetAttributes,
    StartCheckout,
    SuppressPerson,
    UnsuppressPerson,
    Verb,
    ViewPage,
    ViewProduct,
)
from simulator.values import Json, text_of

Entry = dict[str, Json]


def short_duration(seconds: int) -> str:
    """A time from the start as a journey writes it: `0m`, `2m`, `1d2h`, `30s`."""
    parts = []
    for unit, size in (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", 1)):
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0m"


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
        case ViewPage():
            yield from (("does", "view page"), ("page", verb.page))
        case DoEvent():
            yield from (("does", "event"), ("name", verb.event), ("data", verb.data or None))
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
        case PayOrder():
            yield from (("does", "pay"), ("order", verb.order))
        case PlaceOrder():
            yield from (("does", "place order"), ("order", verb.order))
            yield "total", None if verb.total is None else money_text(verb.total)
            yield from (("as", "guest" if verb.guest else None), ("email", verb.email))
            yield "paid", None if verb.paid else False
        case _:
            assert_never(verb)


def _fault(fault: Fault) -> Entry:
    return _said(
        (
            ("late", short_duration(fault.late) if fault.late else None),
            ("times", fault.times if fault.times > 1 else None),
            ("lost", fault.lost or None),
            ("fresh key", fault.fresh_key or None),
        )
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What a check says: `aspect` of the subject `key` called `name`; without an aspect the subject alone is said."""

    key: str
    name: Json
    aspect: str | None = None
    value: Json = None
    beside: tuple[tuple[str, Json], ...] = ()


def look_entries(checks: Iterable[tuple[str, Check]]) -> Iterator[Entry]:
    """The checks with their times as entries, in order; neighbours about one subject share an entry."""
    entry: Entry | None = None
    for at, check in checks:
        look = _look(check)
        if entry is not None and entry["at"] == at and _joins(entry, look):
            continue
        if entry is not None:
            yield entry
        entry = {"at": at, look.key: look.name, **dict(look.beside)}
        if look.aspect is not None:
            entry[look.aspect] = look.value
    if entry is not None:
        yield entry


def _joins(entry: Entry, look: Look) -> bool:
    """Put the look into the entry, if it is read there behind what the entry says so far."""
    aspects = SUBJECTS[look.key].aspects
    if look.aspect is None or look.beside or entry.get(look.key) != look.name:
        return False
    said = max((aspects.index(key) for key in entry if key in aspects), default=-1)
    place = aspects.index(look.aspect)
    if place > said:
        entry[look.aspect] = look.value
        return True
    before = entry.get(look.aspect)
    if place < said:
        return False
    if isinstance(before, dict) and isinstance(look.value, dict) and before.keys().isdisjoint(look.value):
        before.update(look.value)
        return True
    return False


def _look(check: Check) -> Look:
    match check:
        case ProfileCount(shopper=None):
            return Look("profiles", check.count)
        case ProfileCount():
            return Look("profile", check.shopper, "profiles", check.count)
        case AttributeIs():
            return Look("profile", check.shopper, "attributes", {check.attribute: _expected(check)})
        case AttributeMissing():
            return Look("profile", check.shopper, "missing", check.attribute)
        case HistoryCounts():
            return Look("profile", check.shopper, "events", {check.event: check.count})
        case WrittenBy():
            return Look("profile", check.shopper, "written by", {check.attribute: check.source})
        case HistoryIs():
            return Look("profile", check.shopper, "history", _history(check))
        case SegmentMembers():
            return Look("segment", check.segment, "members", list(check.members))
        case InSegment():
            return Look("segment", check.segment, "includes" if check.holds else "excludes", check.shopper)
        case SegmentCount():
            return Look("segment", check.segment, "count", check.count)
        case SegmentIsList():
            return Look("segment", check.segment, "equals list", check.list)
        case MessageCount():
            to = () if check.shopper is None else (("to", check.shopper),)
            return Look("messages", check.campaign, beside=(*to, ("count", check.count)))
        case Apart():
            return Look("apart", [check.first, check.second])
        case ConsentRespected():
            channel = () if check.channel is None else (("channel", check.channel),)
            return Look("consent", "respected", beside=channel)
        case NothingSilent():
            return Look("silent", "none")
        case PlanSatisfied():
            return Look("plan", "satisfied")
        case PlanReports():
            return Look("plan reports", {check.rule: check.field})
    assert_never(check)


def _expected(check: AttributeIs) -> Json:
    """With its type where that counts; else as the plain value that is the text."""
    if check.type is not None:
        return {"value": check.value, "type": check.type}
    if not isinstance(check.value, str):
        return check.value
    try:
        plain: Json = msgspec.json.decode(check.value)
    except (msgspec.DecodeError, RecursionError):
        return check.value
    is_plain = isinstance(plain, bool | int | float) and text_of(plain) == check.value
    return plain if is_plain else check.value


def _history(check: HistoryIs) -> Json:
    """Each event: its name, or a mapping of all columns, so that they are read in their order."""
    if check.columns == ("event",):
        return [event for (event,) in check.rows]
    return [dict(zip(check.columns, row, strict=True)) for row in check.rows]
