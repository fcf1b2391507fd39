"""How a source's calls differ from what they should be: names, types, units, what is missing or added."""

import msgspec
import pytest

from simulator.deliveries import Fault, arrivals
from simulator.operations import Identify, Operation, Track
from simulator.shoppers import (
    AddToCart,
    GiveKey,
    Habits,
    KnownFact,
    Local,
    LogIn,
    Money,
    PlaceOrder,
    SendEvent,
    SentAs,
    Shopper,
    Sources,
    TimeUnit,
    Town,
    ViewProduct,
)
from simulator.values import Json
from tests.shoppers.doing import NOON, calls, do, event, identification

MAIL = GiveKey("Mia", "laptop", "email", "mia@example.com")
ORDER = PlaceOrder("Mia", "laptop", "R-1", Money("59.00", "EUR"))
VIEWED = ViewProduct("Mia", "laptop", product="Calm Serum")


def sources(**habits: Habits) -> Sources:
    return Sources(habits, local=Local("EUR", "Europe/Berlin"))


def ordered(habits: Habits, order: PlaceOrder = ORDER) -> tuple[Track, Identify]:
    """The calls of an order whose storefront has these habits."""
    drifting = sources(storefront=habits)
    placed, told = calls(do(Town(7, currency="EUR", sources=drifting), MAIL, order), drifting)
    assert isinstance(placed, Track)
    assert isinstance(told, Identify)
    return placed, told


def rows(placed: Operation) -> list[dict[str, Json]]:
    """What an order's event tells of its items."""
    assert isinstance(placed, Track)
    return msgspec.convert(placed.data["items"], list[dict[str, Json]])


def viewed(habits: Habits) -> Track:
    """The call of a product that is viewed on a device whose source has these habits."""
    return event(do(Town(7, currency="EUR", sources=sources(web=habits)), VIEWED))


def test_habits_that_say_nothing_change_nothing() -> None:
    assert viewed(Habits()) == event(do(Town(7, currency="EUR"), VIEWED))


def test_a_purchase_has_the_name_that_the_source_gives_it() -> None:
    placed, _ = ordered(Habits(events={"Order Placed": "Purchased"}))

    assert (placed.name, placed.data["order_id"]) == ("Purchased", "R-1")


@pytest.mark.parametrize(
    ("field", "sent_as", "value"),
    [
        ("total", "string", "59.00"),
        ("total", "list", [59.0]),
        ("total", "null", None),
        ("total", "boolean", True),
        ("total", "number", 59.0),
        ("total", "minor units", 5900),
        ("total", "major units", 59.0),
        ("order_id", "number", 1),
        ("currency", "number", "EUR"),
        ("items", "list", "as it is"),
    ],
)
def test_a_field_is_sent_as_another_type(field: str, sent_as: SentAs, value: Json) -> None:
    healthy, _ = ordered(Habits())
    placed, _ = ordered(Habits(types={field: sent_as}))

    expected = healthy.data[field] if value == "as it is" else value
    assert placed.data == healthy.data | {field: expected}
    assert type(placed.data[field]) is type(expected)


def test_a_field_that_is_left_out_is_missing_in_events_and_attributes() -> None:
    placed, told = ordered(Habits(leaves_out=("order_id", "last_order_date")))

    assert "order_id" not in placed.data
    assert "last_order_date" not in told.attributes
    assert (placed.data["total"], told.attributes["total_orders"]) == (59.0, 1)


def test_a_left_out_timestamp_is_the_time_of_the_call() -> None:
    placed, told = ordered(Habits(leaves_out=("timestamp",)))

    assert (placed.timestamp, told.timestamp) == (None, None)


def test_an_identification_without_the_anonymous_id_can_be_a_way_of_a_source() -> None:
    town = Town(7, currency="EUR", sources=sources(web=Habits(leaves_out=("anonymous_id",))))

    assert identification(do(town, MAIL)).attributes == {}


@pytest.mark.parametrize(
    ("times", "timestamp", "last_order_date"),
    [
        ("seconds", NOON, NOON),
        ("milliseconds", NOON * 1000, NOON * 1000),
        ("ISO 8601", None, "2026-03-02T12:00:00Z"),
        ("ISO 8601 without zone", None, "2026-03-02T13:00:00"),
    ],
)
@pytest.mark.rule("events.bad-timestamp")
def test_times_are_sent_in_another_unit(times: TimeUnit, timestamp: int | None, last_order_date: Json) -> None:
    placed, told = ordered(Habits(times=times))

    assert (placed.timestamp, told.timestamp) == (timestamp, timestamp)
    assert told.attributes["last_order_date"] == last_order_date


@pytest.mark.parametrize(
    ("currency", "total", "minor"), [("EUR", "59.00", 5900), ("JPY", "1200", 1200), ("KWD", "1.500", 1500)]
)
def test_money_in_minor_units_follows_the_currency(currency: str, total: str, minor: int) -> None:
    order = PlaceOrder("Mia", "laptop", "R-1", Money(total, currency))
    placed, told = ordered(Habits(money="minor units"), order)

    (item,) = rows(placed)
    assert (placed.data["total"], item["price"], told.attributes["lifetime_value"]) == (minor, minor, minor)


def test_products_go_by_the_only_key_that_the_source_tells() -> None:
    assert viewed(Habits(products_by="handle")).data["handle"] == "calm-serum"
    assert viewed(Habits(products_by="handle")).data.keys() & {"sku", "product_id"} == set()
    assert viewed(Habits(products_by="sku")).data.keys() & {"handle", "sku", "product_id"} == {"sku"}


def test_the_rows_of_an_order_go_by_the_key_of_products_too() -> None:
    habits = Habits(products_by="product_id")
    drifting = sources(storefront=habits)
    town = Town(7, currency="EUR", sources=drifting)

    cart = event(do(town, MAIL, AddToCart("Mia", "laptop", product="Calm Serum")))
    placed = calls(do(town, ORDER), drifting)[0]

    assert [row["product_id"] for row in rows(placed)] == [cart.data["product_id"]]
    assert "sku" not in rows(placed)[0]


def test_without_a_basis_events_have_no_key() -> None:
    assert ordered(Habits(event_id="none"))[0].id is None
    assert viewed(Habits(event_id="none")).id is None
    assert ordered(Habits())[0].id is not None


def test_fields_and_attributes_have_the_names_that_the_source_gives_them() -> None:
    placed, told = ordered(Habits(fields={"total": "order_total", "sku": "code", "lifetime_value": "ltv"}))

    assert placed.data["order_total"] == 59.0
    assert "total" not in placed.data
    assert "code" in rows(placed)[0]
    assert told.attributes["ltv"] == 59.0


def test_what_else_is_said_of_a_field_goes_by_the_name_that_it_should_have() -> None:
    habits = Habits(
        fields={"total": "order_total", "currency": "cur"}, types={"total": "string"}, leaves_out=("currency",)
    )

    placed, _ = ordered(habits)

    assert placed.data["order_total"] == "59.00"
    assert {"currency", "cur"} & set(placed.data) == set()


def test_an_event_id_made_of_a_field_is_the_same_for_every_event_with_that_value() -> None:
    habits = Habits(event_id="sku")
    town = Town(7, currency="EUR", sources=sources(web=habits))

    first, again = event(do(town, VIEWED)), event(do(town, VIEWED, at=NOON + 60))
    other = event(do(town, ViewProduct("Mia", "laptop", product="Day Cream")))

    assert first.id == again.id
    assert first.id != other.id
    assert len(first.id or "") == 26


def test_events_of_two_names_and_of_two_sources_have_two_ids() -> None:
    quiz = {name: Habits(event_id="quiz") for name in ("crm", "erp")}
    town = Town(7, currency="EUR", sources=sources(**quiz))
    reports = [SendEvent("Mia", event, source, data={"quiz": 1}) for source in quiz for event in ("Begun", "Graded")]

    ids = {event(do(town, report)).id for report in reports}

    assert len(ids) == 4


def test_an_event_without_that_field_keeps_an_id_of_its_own() -> None:
    assert viewed(Habits(event_id="quiz")).id == viewed(Habits()).id


def test_an_order_s_event_id_is_as_the_storefront_makes_it_where_that_is_said_too() -> None:
    assert ordered(Habits(event_id="order_id"))[0].id == ordered(Habits())[0].id


def test_a_fresh_key_stays_fresh_whatever_event_ids_are_made_from() -> None:
    drifting = sources(storefront=Habits(event_id="total"))
    sent = do(Town(7, currency="EUR", sources=drifting), MAIL, ORDER)

    arriving = arrivals(sent, Fault(times=3, fresh_key=True), seed=7)

    assert len({calls(one, drifting)[0].id for one in arriving}) == 3  # type: ignore[union-attr]  # the event


def test_the_storefront_tells_only_the_figures_that_it_writes() -> None:
    _, told = ordered(Habits(figures={"orders": "count", "spent": "sum"}))

    assert told.attributes == {"orders": 1, "spent": 59.0}


def test_what_a_source_also_writes_goes_along_and_wins_over_its_own_figure() -> None:
    _, told = ordered(Habits(also_writes={"lifetime_value": 1, "tier": "gold"}))

    assert told.attributes["lifetime_value"] == 1
    assert told.attributes["tier"] == "gold"


def test_what_is_known_from_before_is_as_the_story_says_whatever_the_source_gets_wrong() -> None:
    known = (KnownFact("email", "ada@example.com", "storefront"), KnownFact("lifetime_value", 310, "storefront"))
    drifting = sources(storefront=Habits(leaves_out=("lifetime_value",), also_writes={"tier": "gold"}))
    town = Town(7, currency="EUR", shoppers=[Shopper("Ada", known=known)], sources=drifting)

    (delivery,) = town.open(NOON)

    assert identification(delivery).attributes == {"lifetime_value": 310}


def test_what_another_source_does_wrong_does_not_touch_this_one() -> None:
    drifting = sources(web=Habits(events={"Order Placed": "Purchased"}, money="minor units"))
    town = Town(7, currency="EUR", sources=drifting)

    placed = calls(do(town, LogIn("Mia", "laptop", "C-1"), ORDER), drifting)[0]

    assert isinstance(placed, Track)
    assert (placed.name, placed.data["total"]) == ("Order Placed", 59.0)
