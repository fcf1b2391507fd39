"""Seven deliveries in every order, 5,040 of them, beside each order replayed from an empty workspace.

Twice: all in one second, where many states are alike, and each in a minute of its own, where fewer are.
"""

from itertools import permutations

from bench.timing import Figure, Job, paired
from simulator.deliveries import Calls, Delivery
from simulator.engine.explorer import Arrival, Itinerary, Slot, explored, result_of
from simulator.instants import DAY, HOUR, MINUTE
from simulator.operations import Advance, Define, Identifier, Identify, Operation, Track
from simulator.seeds import ulid_text
from simulator.values import Json
from simulator.workspace import Machine, views

START, ORDERS = 1_772_442_000, 5_040
MIA = Identifier("email", "mia@example.com")
DEFINITION: dict[str, Json] = {
    "settings": {"identifiers": ["id", "email"]},
    "segments": {
        "Buyers": {"performed": "Order Placed"},
        "Abandoners": {"performed": "Added to Cart", "within": "4 hours"},
    },
    "campaigns": {
        "Recovery": {
            "trigger": {"event": "Added to Cart"},
            "exit": {"performed": "Order Placed"},
            "steps": [{"delay": "30 minutes"}, {"send": {"email": "Come back"}}],
        }
    },
}


def order_calls(number: int) -> tuple[Operation, ...]:
    """What the storefront's integration sends for an order."""
    at = START - HOUR + number * MINUTE
    return (
        Track("Order Placed", who=MIA, data={"order_id": f"R-{number}", "total": 59.0}, timestamp=at, id=ulid(number)),
        Identify(MIA, {"total_orders": number, "lifetime_value": 59.0 * number, "last_order_date": at}, timestamp=at),
    )


def ulid(number: int) -> str:
    return ulid_text(START * 1_000, number)


def browsing(number: int, name: str, *, known: bool) -> tuple[Operation, ...]:
    who, anonymous_id = (MIA, None) if known else (None, "anon-1")
    at = START - HOUR - number * MINUTE
    return (Track(name, who=who, data={"sku": "S-1"}, timestamp=at, id=ulid(100 + number), anonymous_id=anonymous_id),)


DELIVERIES = (
    browsing(9, "Product Viewed", known=False),
    browsing(8, "Added to Cart", known=False),
    (Identify(MIA, {"anonymous_id": "anon-1"}, timestamp=START - HOUR - 7 * MINUTE),),
    browsing(6, "Checkout Started", known=True),
    order_calls(1),
    order_calls(2),
    (Identify(MIA, {"email_consent": True}, timestamp=START - HOUR),),
)


def itinerary(apart: int) -> Itinerary:
    """The seven deliveries, so many seconds from one arrival to the next; all were sent before."""
    return Itinerary(
        definition=DEFINITION,
        starts=START,
        known=(),
        arrivals=tuple(an_arrival(number, calls) for number, calls in enumerate(DELIVERIES)),
        slots=tuple(Slot(START + apart * number) for number in range(len(DELIVERIES))),
        ends=START + DAY,
    )


def an_arrival(number: int, calls: tuple[Operation, ...]) -> Arrival:
    delivery = Delivery(f"d{number}", "web", "Mia", f"delivery {number}", START, START, START, Calls(calls))
    return Arrival(delivery, calls, after=0)


def replays(story: Itinerary) -> Job:
    """Every order from the beginning, and its result."""

    def job() -> set[bytes]:
        return {replayed(story, order) for order in permutations(range(len(story.arrivals)))}

    return job


def replayed(story: Itinerary, order: tuple[int, ...]) -> bytes:
    machine = Machine(now=story.starts)
    machine.apply(Define(story.definition), at=story.starts)
    for slot, number in zip(story.slots, order, strict=True):
        for call in story.arrivals[number].calls:
            machine.apply(call, at=slot.at)
    machine.apply(Advance(story.ends), at=machine.now)
    return result_of(views.people(machine), views.messages(machine)).written


def figures(*, rounds: int = 3) -> list[Figure]:
    lines = []
    for apart, how in ((0, "all in one second"), (MINUTE, "a minute apart")):
        story = itinerary(apart)
        tried = explored(story)
        assert tried.orders == ORDERS
        pair = paired(lambda: explored(story), replays(story), rounds=rounds)  # noqa: B023
        lines.append(
            Figure(
                f"seven deliveries in every order, {how}",
                f"{pair.ratio:.2g} times as fast as replaying each",
                f"{ORDERS:,} orders in {pair.first * 1000:.0f} ms by {tried.states:,} states; "
                f"replays {pair.second:.1f} s",
                aim="at most 1 s",
            )
        )
    return lines
