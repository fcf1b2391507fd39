"""In which order outstanding deliveries arrive."""

from simulator.deliveries import Calls, Delivery, Timeline


def a_delivery(name: str, *, arrives: int) -> Delivery:
    return Delivery(name, "web", "Mia", "Checkout Started", 0, 0, arrives, Calls(()))


def a_timeline(*deliveries: Delivery) -> Timeline:
    timeline = Timeline()
    timeline.add(deliveries)
    return timeline


def test_deliveries_come_out_by_arrival_then_as_they_were_added() -> None:
    timeline = a_timeline(a_delivery("late", arrives=9), a_delivery("b", arrives=5), a_delivery("a", arrives=5))

    assert [delivery.id for delivery in timeline.due(9)] == ["b", "a", "late"]


def test_the_asked_second_is_included_and_what_comes_later_stays_outstanding() -> None:
    timeline = a_timeline(a_delivery("now", arrives=5), a_delivery("next", arrives=6))

    assert [delivery.id for delivery in timeline.due(5)] == ["now"]
    assert [delivery.id for delivery in timeline.due(6)] == ["next"]


def test_what_is_added_while_others_arrive_takes_its_turn() -> None:
    timeline = a_timeline(a_delivery("first", arrives=1), a_delivery("last", arrives=9))

    arriving = timeline.due(9)
    next(arriving)
    timeline.add([a_delivery("between", arrives=5)])

    assert [delivery.id for delivery in arriving] == ["between", "last"]


def test_the_last_arrival_is_known_until_nothing_is_outstanding() -> None:
    timeline = a_timeline(a_delivery("late", arrives=9), a_delivery("soon", arrives=5))

    assert timeline.last_arrival() == 9
    list(timeline.due(9))
    assert timeline.last_arrival() is None
