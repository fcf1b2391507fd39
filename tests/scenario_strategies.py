"""Scenario values that both languages have words for, for laws; nothing that only one of them can say."""

from collections.abc import Sequence

from hypothesis import strategies as st

from simulator.deliveries import Fault
from simulator.documents import NOWHERE
from simulator.instants import clock_text
from simulator.language.times import instant_named
from simulator.scenario import (
    Act,
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    Expect,
    HistoryCounts,
    HistoryIs,
    InSegment,
    LetArrive,
    MessageCount,
    NothingSilent,
    ProfileCount,
    Scenario,
    ScenarioItem,
    SegmentCount,
    SegmentIsList,
    SegmentMembers,
    Shop,
    Shopper,
    WrittenBy,
)
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    DoEvent,
    GiveKey,
    Habits,
    KnownFact,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    Money,
    PayOrder,
    PlaceOrder,
    SetAttributes,
    SharedDevice,
    StartCheckout,
    SuppressPerson,
    UnsuppressPerson,
    Verb,
    ViewPage,
    ViewProduct,
)
from simulator.values import Json

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

DEVICES = st.sampled_from(["laptop", "phone", "tablet", "till"])
CHANNELS = st.sampled_from(["email", "sms", "push", "whatsapp"])
SOURCES = st.sampled_from(["web", "app", "storefront", "backend", "crm", "warehouse"])
NUMBERS = st.integers(-(2**40), 2**40) | st.floats(-1e6, 1e6).map(lambda number: round(number, 3) + 0.0)
PLAIN: st.SearchStrategy[Json] = st.booleans() | NUMBERS | TEXTS
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


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A story of up to three shoppers: any of the verbs and the checks, in any order and at any times."""
    shop = draw(st.builds(Shop, TEXTS, st.sampled_from(["EUR", "USD"]), st.sampled_from(["UTC", "Europe/Berlin"])))
    shoppers = draw(_shoppers())
    return Scenario(
        name=draw(TEXTS),
        place=NOWHERE,
        definition=draw(_definitions(shop)),
        items=draw(_items(shoppers)),
        story=draw(st.just("") | TEXTS),
        starts=draw(st.integers(1_600_000_000, 1_900_000_000).filter(lambda at: _is_told(at, shop.zone))),
        seed=draw(st.integers(0, 99)),
        shop=shop,
        shoppers=shoppers,
        sources=draw(st.dictionaries(SOURCES, _habits, max_size=2)),
    )


def _is_told(at: int, zone: str) -> bool:
    return instant_named(clock_text(at, zone=zone), zone=zone) == at


@st.composite
def _definitions(draw: st.DrawFn, shop: Shop) -> dict[str, Json]:
    """Segments and campaigns beside settings and a name that the workspace above has or has not."""
    settings: dict[str, Json] = draw(
        st.just({}) | st.just({"identifiers": ["id", "email", "phone"]}) | st.just({"reorder_window": "5 seconds"})
    )
    if shop.zone != "UTC":
        settings = {**settings, "timezone": shop.zone}
    named: dict[str, Json] = draw(st.just({}) | st.just({"name": "Another"}))
    return {**named, "settings": settings, "segments": SEGMENTS, "campaigns": CAMPAIGNS}


_habits = st.builds(
    Habits,
    identifies_by=st.just(()) | st.sampled_from([("email",), ("phone",), ("customer id",)]),
    resets_on_logout=st.booleans(),
    sends_times=st.booleans(),
    takes=st.integers(0, 10**5),
).filter(lambda habits: habits.sends_times is False or True)


@st.composite
def _shoppers(draw: st.DrawFn) -> tuple[Shopper, ...]:
    names = draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
    shoppers = [draw(_shopper(name, number)) for number, name in enumerate(names)]
    if len(names) > 1 and draw(st.booleans()):
        device = draw(DEVICES)
        if device not in shoppers[1].devices:
            shoppers[1] = _with(shoppers[1], shares=(SharedDevice(device, names[0]),))
    return tuple(shoppers)


def _with(shopper: Shopper, *, shares: tuple[SharedDevice, ...]) -> Shopper:
    return Shopper(
        shopper.name, shopper.persona, shopper.devices, shares, shopper.known, shopper.profiles, shopper.blocks
    )


@st.composite
def _shopper(draw: st.DrawFn, name: str, number: int) -> Shopper:
    kind = draw(st.sampled_from(["visitor", "guest", "known", "profiles", "both"]))
    return Shopper(
        name,
        "guest" if kind == "guest" else "visitor",
        devices=tuple(draw(st.lists(DEVICES, max_size=3, unique=True))),
        known=draw(_facts(f"k{number}", VALUES, SOURCES)) if kind in ("known", "both") else (),
        profiles=tuple(draw(_facts(f"p{number}{one}", PLAIN, st.just("backend"))) for one in range(2))
        if kind in ("profiles", "both")
        else (),
        blocks=tuple(draw(st.lists(DEVICES, max_size=1))),
    )


@st.composite
def _facts(
    draw: st.DrawFn, mark: str, values: st.SearchStrategy[Json], owners: st.SearchStrategy[str]
) -> tuple[KnownFact, ...]:
    keys: list[tuple[str, Json]] = [("customer_id", f"C-{mark}"), ("email", f"{mark}@example.com")]
    consent: tuple[str, Json] = (f"{draw(CHANNELS)} consent", draw(st.booleans()))
    others = draw(st.dictionaries(TEXTS.filter(lambda name: not name.endswith(" consent")), values, max_size=2))
    facts = draw(st.permutations([*keys, consent, *others.items()]))
    return tuple(KnownFact(attribute, value, draw(owners)) for attribute, value in facts)


@st.composite
def _items(draw: st.DrawFn, shoppers: Sequence[Shopper]) -> tuple[ScenarioItem, ...]:
    names = [shopper.name for shopper in shoppers]
    at, items = 0, []
    owed: dict[str, str] = {}
    for number in range(draw(st.integers(0, 6))):
        at += draw(st.just(0) | st.integers(0, 200_000))
        items.append(
            Expect(NOWHERE, "", (draw(_checks(names)),), at)
            if draw(st.booleans())
            else Act(NOWHERE, "", draw(_verbs(shoppers, number, owed)), draw(FAULTS), at)
        )
    arrives = [LetArrive(NOWHERE, "every outstanding delivery has arrived")] if draw(st.booleans()) else []
    last = Expect(NOWHERE, "", tuple(draw(st.lists(_checks(names), min_size=1, max_size=4))), None if arrives else at)
    return (*items, *arrives, last)


def _verbs(shoppers: Sequence[Shopper], number: int, owed: dict[str, str]) -> st.SearchStrategy[Verb]:
    """A verb; orders have their `number`, and those `owed` may be paid once."""
    who = st.sampled_from([shopper.name for shopper in shoppers])
    phones = st.integers(0, 99).map(lambda last: f"+120255501{last:02d}")
    values = st.dictionaries(TEXTS, VALUES, max_size=3)
    tellers = st.sampled_from([{"device": "laptop"}, {"source": "crm"}, {"source": "backend"}, {}])
    verbs: list[st.SearchStrategy[Verb]] = [
        st.builds(ViewProduct, who, DEVICES, product=TEXTS) | st.builds(ViewProduct, who, DEVICES, sku=TEXTS),
        st.builds(AddToCart, who, DEVICES, product=TEXTS, quantity=st.integers(1, 3)),
        st.builds(AddToCart, who, DEVICES, sku=TEXTS, quantity=st.integers(1, 3)),
        st.builds(StartCheckout, who, DEVICES),
        st.builds(GiveKey, who, DEVICES, st.sampled_from(["email", "customer id"]), st.none() | TEXTS),
        st.builds(GiveKey, who, DEVICES, st.just("phone"), st.none() | phones),
        st.builds(LogIn, who, DEVICES, st.none() | TEXTS),
        st.builds(LogOut, who, DEVICES) | st.builds(LoseCookies, who, DEVICES),
        st.builds(ViewPage, who, DEVICES, TEXTS),
        st.builds(DoEvent, who, DEVICES, TEXTS, values),
        st.builds(lambda name, value, by: ChangeKey(name, "phone", value, **by), who, phones, tellers),
        st.builds(
            lambda name, channel, given, by: ChooseConsent(name, channel, given, **by),
            who,
            CHANNELS,
            st.booleans(),
            tellers,
        ),
        st.builds(lambda name, told, by: SetAttributes(name, told, **by), who, values.filter(bool), tellers),
        st.builds(DeletePerson, who) | st.builds(SuppressPerson, who) | st.builds(UnsuppressPerson, who),
        _orders(who, f"R-{number}", owed),
    ]
    known = [shopper.name for shopper in shoppers if shopper.known]
    if known:
        key = f"k{[shopper.name for shopper in shoppers].index(known[0])}@example.com"
        verbs.append(st.just(LinkKey(known[0], "email", key, "C-9")))
    if owed:
        order, buyer = owed.popitem()
        return st.just(PayOrder(buyer, order))
    return st.one_of(verbs)


@st.composite
def _orders(draw: st.DrawFn, who: st.SearchStrategy[str], name: str, owed: dict[str, str]) -> Verb:
    """Named or not, of a guest or not, for an amount or the cart; one that awaits its payment is paid next."""
    buyer, total = draw(who), draw(st.none() | MONEY)
    match draw(st.sampled_from(["guest", "owed", "named", "unnamed"])):
        case "guest":
            return PlaceOrder(buyer, None, name, total, "guest@example.com", guest=True)
        case "owed":
            owed[name] = buyer
            return PlaceOrder(buyer, draw(st.none() | DEVICES), name, total, paid=False)
        case "named":
            return PlaceOrder(buyer, draw(st.none() | DEVICES), name, total)
    return PlaceOrder(buyer, draw(st.none() | DEVICES), None, total)


def _checks(names: Sequence[str]) -> st.SearchStrategy[Check]:
    who, segment, campaign = st.sampled_from(names), st.sampled_from(list(SEGMENTS)), st.sampled_from(list(CAMPAIGNS))
    apart = [st.just(Apart(names[0], names[-1]))] if len(names) > 1 else []
    return st.one_of(
        st.builds(ProfileCount, COUNTS, st.none() | who),
        st.builds(AttributeIs, who, TEXTS, PLAIN),
        st.builds(AttributeIs, who, TEXTS, NUMBERS, st.just("number")),
        st.builds(AttributeIs, who, TEXTS, TEXTS, st.just("string")),
        st.builds(AttributeIs, who, TEXTS, st.lists(PLAIN, max_size=2), st.just("list")),
        st.builds(AttributeMissing, who, TEXTS),
        _histories(who),
        st.builds(HistoryCounts, who, TEXTS, COUNTS),
        st.builds(InSegment, who, segment, st.booleans()),
        st.builds(SegmentMembers, segment, st.lists(who, max_size=2, unique=True).map(tuple)),
        st.builds(SegmentCount, segment, COUNTS) | st.builds(SegmentIsList, segment, st.just("buyers")),
        st.builds(MessageCount, campaign, COUNTS, st.none() | who),
        st.builds(WrittenBy, who, TEXTS, SOURCES),
        st.builds(ConsentRespected, st.none() | CHANNELS) | st.just(NothingSilent()),
        *apart,
    )


@st.composite
def _histories(draw: st.DrawFn, who: st.SearchStrategy[str]) -> Check:
    cells = {
        "event": TEXTS,
        "at": st.sampled_from(["", "09:02:00", "2026-03-02 09:02:00"]),
        "source": st.just("") | SOURCES,
        "product": st.just("") | TEXTS,
    }
    columns = ("event", *draw(st.lists(st.sampled_from(["at", "source", "product"]), max_size=3, unique=True)))
    rows = draw(st.lists(st.tuples(*(cells[column] for column in columns)), max_size=3))
    return HistoryIs(draw(who), columns, tuple(rows))
