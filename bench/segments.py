"""Segments of the kinds that shops write: as the machine reads them, and as the prototype asks."""

from collections.abc import Callable
from typing import NamedTuple

from bench.prototype import Person, Predicate
from simulator.values import Json

NAMES = ("Product Viewed", "Added to Cart", "Order Placed", "Checkout Started")


class Segment(NamedTuple):
    """One segment, in both ways of saying it."""

    condition: Json
    holds: Predicate


def event_segments(count: int) -> dict[str, Segment]:
    """That many segments about events; the first five are of five kinds."""
    kinds: tuple[Callable[[str], Segment], ...] = (
        lambda name: performed(name, within=14_400),
        lambda name: not_performed(name, within=14_400),
        lambda name: performed(name, within=86_400, times=3),
        lambda name: performed(name, within=None),
        lambda name: performed(name, within=3_600),
    )
    names = ("Added to Cart", "Order Placed", "Product Viewed", "Order Placed", "Checkout Started")
    listed = [kind(name) for kind, name in zip(kinds, names, strict=True)]
    listed += [kind(name) for kind, used in zip(kinds, names, strict=True) for name in NAMES if name != used]
    return {f"Segment {number}": segment for number, segment in enumerate(listed[:count], start=1)}


def attribute_segments(count: int) -> dict[str, Segment]:
    """That many segments about one number of a person."""
    return {f"At least {number}": at_least("visits", 2 * number) for number in range(1, count + 1)}


def performed(name: str, *, within: int | None, times: int = 1) -> Segment:
    condition: dict[str, Json] = {"performed": name, "times": {"at least": times}}
    if within is not None:
        condition["within"] = f"{within} seconds"

    def holds(person: Person, now: int) -> bool:
        counted = [
            event
            for event in person["events"]
            if event["name"] == name and (within is None or now - event["at"] <= within)
        ]
        return len(counted) >= times

    return Segment(condition, holds)


def not_performed(name: str, *, within: int) -> Segment:
    """The real product's rule: nobody is inside before being known for as long as the window."""
    done = performed(name, within=within)

    def holds(person: Person, now: int) -> bool:
        return now - person["added"] >= within and not done.holds(person, now)

    return Segment({"not performed": name, "within": f"{within} seconds"}, holds)


def at_least(attribute: str, least: int) -> Segment:
    def holds(person: Person, _now: int) -> bool:
        value = person["attributes"].get(attribute)
        return isinstance(value, int) and value >= least

    return Segment({"attribute": attribute, "at least": least}, holds)
