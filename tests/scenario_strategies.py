"""Scenario values that both languages have words for, for laws; nothing that only one of them can say."""

import json
from typing import TypeGuard, get_args

import msgspec
from hypothesis import strategies as st

from simulator.deliveries import Fault, Lateness
from simulator.documents import NOWHERE
from simulator.instants import clock_text
from simulator.language.plans import bundled_plan
from simulator.language.times import instant_named
from simulator.plan import RULES
from simulator.scenario import (
    Act,
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    Disorder,
    Expect,
    HistoryCounts,
    HistoryIs,
    InSegment,
    LeavesSegment,
    LetArrive,
    MessageCount,
    NothingOutside,
    NothingSilent,
    Outage,
    PlanReports,
    PlanSatisfied,
    ProfileCount,
    SameResult,
    Scenario,
    ScenarioItem,
    SegmentCount,
    SegmentIsList,
    SegmentMembers,
    SendAgain,
    Shop,
    Shopper,
    WrittenBy,
)
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    DeviceName,
    DoEvent,
    GiveKey,
    Habits,
    KnownFact,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    Money,
    MoneyUnit,
    OrderChange,
    OrderedItem,
    PayOrder,
    PlaceOrder,
    ProductKey,
    SendCalls,
    SentType,
    SetAttributes,
    SharedDevice,
    StartCheckout,
    Subscribe,
    SuppressPerson,
    TimeUnit,
    UnsuppressPerson,
    UpdateOrder,
    Verb,
    ViewCategory,
    ViewPage,
    ViewProduct,
    usual_habits,
)
from simulator.values import Json
from tests.wire.operation_strategies import operations

_ODD = [
    "yes",
    "null",
    "12:30",
    "1e3",
    "0x1F",
    "- a",
    "{a}",
    "a: b",
    "# c",
    "@d",
    "<e>",
    "a|b",
    "a\\n",
    "it's",
    "é ü",
    "*",
]
_letters = st.characters(exclude_categories=["C", "Z"], exclude_characters='"')
TEXTS = st.sampled_from(_ODD) | st.text(_letters, min_size=1, max_size=8)
"""Names and texts that a sentence can hold: without double quotes and blanks around them."""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


DEVICES: st.SearchStrategy[DeviceName] = st.sampled_from(get_args(DeviceName))
CHANNELS = st.sampled_from(["email", "sms", "push", "whatsapp"])
SOURCES = st.sampled_from(["web", "app", "storefront", "backend", "crm", "warehouse"])
NUMBERS = st.integers(-(2**40), 2**40) | st.floats(-1e6, 1e6).map(lambda number: round(number, 3) + 0.0)
PLAIN: st.SearchStrategy[Json] = st.booleans() | NUMBERS | TEXTS
UNTYPED: st.SearchStrategy[Json] = st.booleans() | NUMBERS | TEXTS.filter(lambda text: not _is_json(text))
"""What a cell tells without a type beside it."""
VALUES: st.SearchStrategy[Json] = (
    PLAIN | st.lists(PLAIN, max_size=2) | st.dictionaries(TEXTS, PLAIN, min_size=1, max_size=2)
)
COUNTS = st.integers(0, 10**6)
MONEY = st.builds(Money, st.sampled_from(["59.00", "100", "1.5", "0.05"]), st.sampled_from(["EUR", "USD", "JPY"]))
FAULTS = st.just(Fault()) | st.builds(
    Fault, late=st.integers(0, 10**6), times=st.integers(1, 4), lost=st.booleans(), fresh_key=st.booleans()
)
SEGMENTS: dict[str, Json] = {
    "Buyers": {"performed": "Order Placed"},
    "Quiet": 'performed "Added to Cart" within 4 hours and not performed "Order Placed"',
    "Press list": "manual",
}
CAMPAIGNS: dict[str, Json] = {
    "Cart": {
        "trigger": {"event": "Added to Cart"},
        "frequency": "every time",
        "steps": [{"delay": "30 minutes"}, {"send": {"email": "Cart", "subject": "Cart"}}],
        "exit": {"performed": "Order Placed"},
    },
    "Two mails": {
        "trigger": {"event": "Quiz"},
        "steps": [{"send": {"email": "One"}}, {"delay": "1 day"}, {"send": {"sms": "Two"}}],
        "requires": "email consent",
    },
}


NAMES = ("Mia", "it's a|b", "null")
"""The shoppers of every story."""
WHO = st.sampled_from(NAMES)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A story of three shoppers: any of the verbs and the checks, in any order and at any times."""
    shop, told = draw(_SHOPS), draw(_DEFINITIONS)
    zone: dict[str, Json] = {} if shop.zone == "UTC" else {"timezone": shop.zone}
    return Scenario(
        name=draw(TEXTS),
        place=NOWHERE,
        definition={**told, "settings": {**draw(_SETTINGS), **zone}},
        items=draw(_items()),
        story=draw(_STORIES),
        starts=draw(_STARTS.filter(lambda at: _is_told(at, shop.zone))),
        seed=draw(st.integers(0, 99)),
        shop=shop,
        shoppers=draw(_shoppers()),
        sources=draw(_SOURCES),
        plan=bundled_plan(),
        unavailable=draw(st.none() | st.builds(Outage, st.just(0), COUNTS)),
    )


def _is_told(at: int, zone: str) -> bool:
    return instant_named(clock_text(at, zone=zone), zone=zone) == at


_SHOPS = st.builds(Shop, TEXTS, st.sampled_from(["EUR", "USD"]), st.sampled_from(["UTC", "Europe/Berlin"]))
_STORIES = st.just("") | TEXTS.map("It shows {}".format)
_STARTS = st.integers(1_600_000_000, 1_900_000_000)
_SETTINGS: st.SearchStrategy[dict[str, Json]] = st.sampled_from(
    [{}, {"identifiers": ["id", "email", "phone"]}, {"reorder_window": "5 seconds"}]
)
_TOLD: dict[str, Json] = {"segments": SEGMENTS, "campaigns": CAMPAIGNS}
_DEFINITIONS: st.SearchStrategy[dict[str, Json]] = st.sampled_from([_TOLD, {**_TOLD, "name": "Another"}])
_HABITS = st.builds(
    Habits,
    identifies_by=st.sampled_from([(), ("email",), ("phone",), ("customer id",)]),
    resets_on_logout=st.booleans(),
    sends_times=st.booleans(),
    takes=st.integers(0, 10**5),
    any_order=st.booleans(),
    events=st.just({}) | TEXTS.map(lambda name: {"Order Placed": name}),
    types=st.dictionaries(TEXTS, st.sampled_from(get_args(SentType)), max_size=2),
    times=st.sampled_from(get_args(TimeUnit)),
    money=st.sampled_from(get_args(MoneyUnit)),
    leaves_out=st.lists(TEXTS, max_size=2, unique=True).map(tuple),
    products_by=st.none() | st.sampled_from(get_args(ProductKey)),
    lateness=st.none() | st.sampled_from(get_args(Lateness)),
    fields=st.dictionaries(TEXTS, TEXTS, max_size=2),
    event_id=st.none() | TEXTS,
    also_writes=st.dictionaries(TEXTS, UNTYPED, max_size=2),
)


def _sayable(sources: dict[str, Habits]) -> dict[str, Habits]:
    """The sources as somebody can say them: late by seconds or by a shape, event ids as usual unless told."""
    return {
        source: msgspec.structs.replace(
            habits,
            takes=habits.takes if habits.lateness is None else 0,
            event_id=habits.event_id or usual_habits(source).event_id,
        )
        for source, habits in sources.items()
    }


_SOURCES = st.dictionaries(SOURCES, _HABITS, max_size=2).map(_sayable)
_KINDS = st.sampled_from(["visitor", "guest", "known", "profiles", "both"])
_SOME_DEVICES = st.lists(DEVICES, max_size=3, unique=True).map(tuple)
_BLOCKED = st.lists(DEVICES, max_size=1).map(tuple)


@st.composite
def _shoppers(draw: st.DrawFn) -> tuple[Shopper, ...]:
    """The first is a known customer; the last may hold a device of hers."""
    kinds = ["known", draw(_KINDS), draw(_KINDS)]
    shoppers = [draw(_shopper(number, kind)) for number, kind in enumerate(kinds)]
    device = draw(DEVICES)
    if device not in shoppers[2].devices and draw(st.booleans()):
        shoppers[2] = msgspec.structs.replace(shoppers[2], shares=(SharedDevice(device, NAMES[0]),))
    return tuple(shoppers)


@st.composite
def _shopper(draw: st.DrawFn, number: int, kind: str) -> Shopper:
    profiles = (draw(_PROFILE_FACTS[number]), draw(_PROFILE_FACTS[number + 3]))
    return Shopper(
        NAMES[number],
        "guest" if kind == "guest" else "visitor",
        devices=draw(_SOME_DEVICES),
        known=draw(_KNOWN_FACTS[number]) if kind in ("known", "both") else (),
        profiles=profiles if kind in ("profiles", "both") else (),
        blocks=draw(_BLOCKED),
    )


@st.composite
def _facts(
    draw: st.DrawFn, mark: str, values: st.SearchStrategy[Json], owners: st.SearchStrategy[str]
) -> tuple[KnownFact, ...]:
    keys: list[tuple[str, Json]] = [("customer_id", f"C-{mark}"), ("email", f"{mark}@example.com")]
    consent: tuple[str, Json] = (f"{draw(CHANNELS)} consent", draw(st.booleans()))
    others = draw(st.dictionaries(TEXTS, values, max_size=2))
    facts = draw(st.permutations([*keys, consent, *others.items()]))
    return tuple(KnownFact(attribute, value, draw(owners)) for attribute, value in facts)


_KNOWN_FACTS = [_facts(f"k{number}", VALUES, SOURCES) for number in range(3)]
_PROFILE_FACTS = [_facts(f"p{number}", UNTYPED, st.just("backend")) for number in range(6)]


@st.composite
def _items(draw: st.DrawFn) -> tuple[ScenarioItem, ...]:
    """Doings and looks at times that never go back, and looks at the end or at the last arrival."""
    at, items = 0, list[ScenarioItem]()
    for number, event in enumerate(draw(_EVENTS)):
        at += draw(_PAUSES)
        if isinstance(event, Check):
            items.append(Expect(NOWHERE, "", (event,), at))
            continue
        verb = msgspec.structs.replace(event, order=f"R-{number}") if _is_named(event) else event
        items.append(Act(NOWHERE, "", verb, draw(FAULTS), at))
        if isinstance(verb, PlaceOrder) and verb.order is not None and not verb.paid:
            items.append(Act(NOWHERE, "", PayOrder(verb.shopper, verb.order), draw(FAULTS), at))
            items.append(Act(NOWHERE, "", UpdateOrder(verb.shopper, verb.order, draw(_CHANGES)), draw(FAULTS), at))
            items.append(SendAgain(NOWHERE, "", draw(SOURCES), draw(COUNTS), at))
    arrives = [LetArrive(NOWHERE, "every outstanding delivery has arrived")] if draw(st.booleans()) else []
    last = Expect(NOWHERE, "", tuple(draw(_LOOKS)), None if arrives else at)
    return (*items, *arrives, last)


def _is_named(verb: Verb) -> TypeGuard[PlaceOrder]:
    return isinstance(verb, PlaceOrder) and verb.order is not None


_PHONES = st.integers(0, 99).map(lambda last: f"+120255501{last:02d}")
_TOLD_VALUES = st.dictionaries(TEXTS, VALUES, max_size=3)
_TELLERS: st.SearchStrategy[tuple[DeviceName | None, str | None]] = st.sampled_from(
    [("laptop", None), (None, "crm"), (None, "backend"), (None, None)]
)
_NAMED = st.just("R")
_ITEMS = st.lists(
    st.builds(OrderedItem, TEXTS, st.integers(1, 9), st.just("12.50"), st.just("5.00"), st.none() | st.just("TEN")),
    min_size=1,
    max_size=2,
).map(tuple)
_CHANGES = st.sampled_from(get_args(OrderChange))
_ORDERS = st.one_of(
    st.builds(PlaceOrder, WHO, st.none(), _NAMED, st.none() | MONEY, TEXTS, st.just(True)),
    st.builds(PlaceOrder, WHO, st.none() | DEVICES, _NAMED, st.none() | MONEY, paid=st.booleans()),
    st.builds(PlaceOrder, WHO, st.none() | DEVICES, st.none(), st.none() | MONEY),
    st.builds(PlaceOrder, WHO, DEVICES, _NAMED, items=_ITEMS),
)
VERBS: st.SearchStrategy[Verb] = st.one_of(
    st.builds(ViewProduct, WHO, DEVICES, product=TEXTS),
    st.builds(ViewProduct, WHO, DEVICES, sku=TEXTS),
    st.builds(AddToCart, WHO, DEVICES, product=TEXTS, quantity=st.integers(1, 3)),
    st.builds(AddToCart, WHO, DEVICES, sku=TEXTS, quantity=st.integers(1, 3)),
    st.builds(ViewCategory, WHO, DEVICES, TEXTS, st.integers(1, 4)),
    st.builds(Subscribe, WHO, TEXTS, st.integers(86_400, 10**7)),
    st.builds(StartCheckout, WHO, DEVICES),
    st.builds(GiveKey, WHO, DEVICES, st.sampled_from(["email", "customer id"]), st.none() | TEXTS),
    st.builds(GiveKey, WHO, DEVICES, st.just("phone"), st.none() | _PHONES),
    st.builds(LogIn, WHO, DEVICES, st.none() | TEXTS),
    st.builds(LogOut, WHO, DEVICES),
    st.builds(LoseCookies, WHO, DEVICES),
    st.builds(ViewPage, WHO, DEVICES, TEXTS),
    st.builds(DoEvent, WHO, DEVICES, TEXTS, _TOLD_VALUES),
    st.builds(lambda who, phone, by: ChangeKey(who, "phone", phone, *by), WHO, _PHONES, _TELLERS),
    st.builds(
        lambda who, channel, given, by: ChooseConsent(who, channel, given, *by), WHO, CHANNELS, st.booleans(), _TELLERS
    ),
    st.builds(lambda who, told, by: SetAttributes(who, told, *by), WHO, _TOLD_VALUES.filter(bool), _TELLERS),
    st.builds(LinkKey, st.just("Mia"), st.just("email"), st.just("k0@example.com"), TEXTS),
    st.builds(SendCalls, WHO, SOURCES, st.lists(operations(2), min_size=1, max_size=2).map(tuple)),
    st.builds(DeletePerson, WHO),
    st.builds(SuppressPerson, WHO),
    st.builds(UnsuppressPerson, WHO),
    _ORDERS,
)
"""Every verb. A named order has its number yet to get, and is paid next if it awaits that."""


@st.composite
def _histories(draw: st.DrawFn) -> Check:
    columns = ("event", *draw(_COLUMNS))
    rows = [tuple(draw(_CELLS[column]) for column in columns) for _ in range(draw(st.integers(0, 3)))]
    return HistoryIs(draw(WHO), columns, tuple(rows))


_COLUMNS = st.lists(st.sampled_from(["at", "source", "product"]), max_size=3, unique=True)
_CELLS = {
    "event": TEXTS,
    "at": st.sampled_from(["", "09:02:00", "2026-03-02 09:02:00"]),
    "source": st.just("") | SOURCES,
    "product": st.just("") | TEXTS,
}
_SEGMENT, _CAMPAIGN = st.sampled_from(list(SEGMENTS)), st.sampled_from(list(CAMPAIGNS))
CHECKS: st.SearchStrategy[Check] = st.one_of(
    st.builds(ProfileCount, COUNTS, st.none() | WHO),
    st.builds(AttributeIs, WHO, TEXTS, PLAIN),
    st.builds(AttributeIs, WHO, TEXTS, NUMBERS, st.just("number")),
    st.builds(AttributeIs, WHO, TEXTS, TEXTS, st.just("string")),
    st.builds(AttributeIs, WHO, TEXTS, st.lists(PLAIN, max_size=2), st.just("list")),
    st.builds(AttributeMissing, WHO, TEXTS),
    _histories(),
    st.builds(HistoryCounts, WHO, TEXTS, COUNTS),
    st.builds(InSegment, WHO, _SEGMENT, st.booleans()),
    st.builds(SegmentMembers, _SEGMENT, st.lists(WHO, max_size=2, unique=True).map(tuple)),
    st.builds(SegmentCount, _SEGMENT, COUNTS),
    st.builds(SegmentIsList, _SEGMENT, st.just("buyers")),
    st.builds(MessageCount, _CAMPAIGN, COUNTS, st.none() | WHO),
    st.builds(WrittenBy, WHO, TEXTS, SOURCES),
    st.builds(ConsentRespected, st.none() | CHANNELS),
    st.just(NothingSilent()),
    st.just(NothingOutside()),
    st.builds(SameResult, st.sampled_from(get_args(Disorder))),
    st.builds(LeavesSegment, WHO, _SEGMENT, COUNTS),
    st.just(PlanSatisfied()),
    st.builds(PlanReports, st.sampled_from(RULES), TEXTS),
    st.just(Apart(NAMES[0], NAMES[1])),
)
"""Every check."""
_EVENTS: st.SearchStrategy[list[Verb | Check]] = st.lists(VERBS | CHECKS, max_size=6)
_LOOKS = st.lists(CHECKS, min_size=1, max_size=4)
_PAUSES = st.just(0) | st.integers(0, 200_000)
