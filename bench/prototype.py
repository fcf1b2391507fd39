"""What one would write in an afternoon: people as dictionaries, events as lists, every segment asked again each time.

It knows no conflicts, no late events, no time that passes by itself and no reasons, and keeps only who is a member now.
The machine does all of that and is measured beside it.
"""

import pickle
from collections.abc import Callable, Mapping
from typing import TypedDict

from simulator.values import Json


class Event(TypedDict):
    name: str
    at: int
    data: dict[str, Json]


class Person(TypedDict):
    added: int
    attributes: dict[str, Json]
    events: list[Event]


Predicate = Callable[[Person, int], bool]


class Prototype:
    """People by whatever key names them."""

    def __init__(self, segments: Mapping[str, Predicate]) -> None:
        self.segments = dict(segments)
        self.people: dict[str, Person] = {}
        self.members: dict[str, set[str]] = {name: set() for name in segments}

    def identify(self, key: str, attributes: dict[str, Json], now: int) -> None:
        self._person(key, now)["attributes"].update(attributes)
        self._ask(key, now)

    def track(self, key: str, name: str, data: dict[str, Json], now: int) -> None:
        self._person(key, now)["events"].append({"name": name, "at": now, "data": data})
        self._ask(key, now)

    def merge(self, primary: str, secondary: str, now: int) -> None:
        gone, stays = self.people.pop(secondary), self.people[primary]
        stays["attributes"] = {**gone["attributes"], **stays["attributes"]}
        stays["events"] = gone["events"] + stays["events"]
        for members in self.members.values():
            members.discard(secondary)
        self._ask(primary, now)

    def saved(self) -> bytes:
        return pickle.dumps((self.people, self.members), protocol=pickle.HIGHEST_PROTOCOL)

    def _person(self, key: str, now: int) -> Person:
        if key not in self.people:
            self.people[key] = {"added": now, "attributes": {}, "events": []}
        return self.people[key]

    def _ask(self, key: str, now: int) -> None:
        person = self.people[key]
        for name, holds in self.segments.items():
            if holds(person, now):
                self.members[name].add(key)
            else:
                self.members[name].discard(key)
