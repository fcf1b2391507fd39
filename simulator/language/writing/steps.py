"""What happens in a story, as the parts that a feature's steps say: the other way round of `doings` and `tables`."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Place
from simulator.instants import clock_text, duration_words
from simulator.language.calls import call_members
from simulator.language.phrases.parts import (
    AwaitsPayment,
    DeliveryFault,
    DoesWith,
    EverythingArrives,
    HistoryShows,
    Links,
    MembersAre,
    NextFault,
    OrdersWith,
    Part,
    Passes,
    Pays,
    ProfileShows,
    Reaches,
    ReportsWith,
    SendsAgain,
    SendsCalls,
    Table,
    Updates,
    ViewsPageWith,
    ViewsScreenWith,
    WorldPart,
    WritesAbout,
)
from simulator.language.times import instant_named
from simulator.language.wording import verb_words
from simulator.language.writing.cells import history_table, items_table, members_table, shown_table, told_table
from simulator.language.writing.layout import block_text
from simulator.language.writing.refusal import refusal
from simulator.language.writing.world import GHERKIN
from simulator.scenario import (
    AttributeIs,
    Check,
    Done,
    HistoryIs,
    Item,
    Moment,
    Opaque,
    Repeated,
    Scenario,
    SegmentMembers,
    Time,
    end_of,
    moments,
)
from simulator.shoppers import (
    DoEvent,
    LinkKey,
    PayOrder,
    PlaceOrder,
    SendCalls,
    SendEvent,
    SetAttributes,
    UpdateOrder,
    Verb,
    ViewPage,
    ViewScreen,
)

_PASSED_MAX = 90
"""Up to how many of a unit a sentence lets pass."""

Placed = tuple[Part, Place]
"""A part, and where what it says is written."""


def order_parts(scenario: Scenario) -> Iterator[tuple[WorldPart, Place]]:
    """What the Givens say of named orders: which await their payment, and what befalls their deliveries."""
    for moment in moments(scenario):
        match moment.event:
            case Done(verb=PlaceOrder(order=str(order), paid=False)):
                yield AwaitsPayment(order), moment.item.place
            case _:
                pass
    for moment in moments(scenario):
        named = _order_delivery(moment)
        if named is not None:
            event, order, fault = named
            yield from (
                (DeliveryFault(event, order, one.late, one.times, one.lost), moment.item.place) for one in _each(fault)
            )


def story_parts(scenario: Scenario) -> Iterator[Placed]:
    """What the Whens and Thens say, with the time that passes between them."""
    _refuse_own_steps(scenario)
    time, zone = Time(), scenario.shop.zone
    for group in _grouped(list(moments(scenario))):
        first = group[0]
        place = first.item.place
        yield from ((part, place) for part in _between(time, first.time, scenario.starts, zone))
        yield from ((part, place) for part in _parts(group))
        time = first.time
    last = scenario.items[-1].place if scenario.items else scenario.place
    yield from ((part, last) for part in _between(time, end_of(scenario), scenario.starts, zone))


def _refuse_own_steps(scenario: Scenario) -> None:
    for item in scenario.items:
        if isinstance(item, Opaque):
            raise refusal(item.place, GHERKIN, f"'{item.text}', a step of your own")


def _grouped(everything: Sequence[Moment]) -> Iterator[list[Moment]]:
    """Attributes of one shopper that are looked at together stand in one table; anything else stands alone."""
    for _, group in groupby(enumerate(everything), _company):
        yield [moment for _, moment in group]


def _company(numbered: tuple[int, Moment]) -> tuple[object, ...]:
    number, moment = numbered
    if isinstance(moment.event, AttributeIs):
        return (moment.time, moment.event.shopper)
    return (number,)


def _between(earlier: Time, later: Time, starts: int, zone: str) -> Iterator[Part]:
    """What moves the clock from one time to a later one."""
    if later.waited != earlier.waited:
        assert later.waited is not None, "nothing that was waited for is forgotten"
        yield from _between(earlier, later.waited, starts, zone)
        yield EverythingArrives()
        earlier = Time(0, "arrival", later.waited)
    passed = later.seconds - earlier.seconds
    there = starts + later.seconds
    is_short = later.since != "start" or not _is_long(passed) or not _is_told(there, zone)
    if later.since != earlier.since or not is_short:
        yield Reaches(_clock(there, zone))
    elif passed:
        yield Passes(passed)


def _is_long(seconds: int) -> bool:
    """Whether a reader would rather be told a time than so many hours, minutes or seconds."""
    return int(duration_words(seconds).partition(" ")[0]) > _PASSED_MAX


def _is_told(instant: int, zone: str) -> bool:
    """Whether the time that the clocks show is that of no other instant."""
    return instant_named(_clock(instant, zone), zone=zone) == instant


def _clock(instant: int, zone: str) -> str:
    return clock_text(instant, zone=zone).removesuffix(":00")


def _parts(group: Sequence[Moment]) -> Iterator[Part]:
    first = group[0]
    event = first.event
    if isinstance(event, Done):
        if _order_delivery(first) is None:
            yield from (NextFault(one.late, one.times, one.lost, one.fresh_key) for one in _each(event.fault))
        yield _doing(event.verb, first.item)
    elif isinstance(event, Repeated):
        yield SendsAgain(event.source, event.seconds)
    elif isinstance(event, AttributeIs):
        shown = [moment.event for moment in group if isinstance(moment.event, AttributeIs)]
        yield ProfileShows(event.shopper, shown_table(shown))
    else:
        yield _look(event)


def _order_delivery(moment: Moment) -> tuple[str, str, Fault] | None:
    """The event, the order and the fault of a delivery that a Given can name."""
    match moment.event:
        case Done(verb=PlaceOrder(order=str(order)), fault=fault) if not fault.fresh_key:
            return "Order Placed", order, fault
        case Done(verb=PayOrder(order=order), fault=fault) if not fault.fresh_key:
            return "Order Paid", order, fault
        case _:
            return None


def _each(fault: Fault) -> Iterator[Fault]:
    """What befalls, one thing at a time."""
    each = (Fault(late=fault.late), Fault(times=fault.times), Fault(lost=fault.lost), Fault(fresh_key=fault.fresh_key))
    return (one for one in each if one != HEALTHY)


def _doing(verb: Verb, item: Item) -> Part:
    match verb:
        case PayOrder():
            return Pays(verb.order)
        case SendCalls():
            return SendsCalls(verb.source, verb.shopper, block_text(list(map(call_members, verb.calls))))
        case LinkKey():
            return Links(verb.kind, verb.value, verb.customer_id)
        case UpdateOrder(amount=None):
            return Updates(verb.order, verb.change)
        case PlaceOrder(order=str(order), device=str(device), total=None, email=None, guest=False) if verb.items:
            return OrdersWith(verb.shopper, order, device, items_table(verb.items))
        case PlaceOrder(order=str()):
            return msgspec.structs.replace(verb, paid=True)
        case SetAttributes():
            table = told_table(verb.attributes, name="attribute")
            if table is not None:
                return WritesAbout(verb.source, verb.shopper, table, verb.device)
        case DoEvent() if verb.data:
            table = told_table(verb.data, name="data")
            if table is not None:
                return DoesWith(verb.shopper, verb.event, verb.device, table)
        case ViewPage() | ViewScreen() | SendEvent() if verb.data:
            table = told_table(verb.data, name="data")
            if table is not None:
                return _with_data(verb, table)
        case _:
            return verb
    raise refusal(item.place, GHERKIN, f"'{verb_words(verb)}'; a cell can't tell one of the values")


def _with_data(verb: ViewPage | ViewScreen | SendEvent, table: Table) -> Part:
    match verb:
        case ViewPage():
            return ViewsPageWith(verb.shopper, verb.page, verb.device, table)
        case ViewScreen():
            return ViewsScreenWith(verb.shopper, verb.screen, verb.device, table)
        case SendEvent():
            return ReportsWith(verb.source, verb.shopper, verb.event, table, verb.kind)


def _look(check: Check) -> Part:
    match check:
        case HistoryIs():
            return HistoryShows(check.shopper, history_table(check))
        case SegmentMembers() if check.members:
            return MembersAre(check.segment, members_table(check.members))
        case _:
            return check
