"""The machine and the naive model, who live through the same acts and are asked for the same facts."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from simulator.operations import Advance, Identifier, Identify, Operation, Track
from simulator.workspace import Machine, Outcome, PersonAnswer, views
from tests.builders import START, a_workspace
from tests.laws.identity_histories import ANONYMOUS, Act
from tests.laws.naive_identity import Model, Somebody

NOBODY = "ffffffff"
"""A cio_id that no workspace of a few people comes to."""


class Both:
    """The machine and the model, who live through the same."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.machine: Machine = a_workspace(settings=settings)
        self.model = Model(settings)
        self.second = START
        self.acts = 0
        self.cio_ids: list[str] = []

    def perform(self, act: Act) -> Outcome | None:
        """What the machine did; nothing where the references leave open what it should do."""
        self.second += act.later
        self.acts += 1
        asked = self._dated(act.operation)
        if self.model.leaves_open(asked):
            return None
        outcome = self.machine.apply(with_cio_ids(asked, self.cio_ids), at=self.second)
        self.model.apply(asked, self.second)
        known = set(self.cio_ids)
        self.cio_ids += [one.cio_id for one in views.people(self.machine) if one.cio_id not in known]
        return outcome

    def _dated(self, operation: Operation | None) -> Operation:
        if operation is None:
            return Advance(self.second)
        if isinstance(operation, Track | Identify) and operation.timestamp is not None:
            operation = msgspec.structs.replace(operation, timestamp=self.second + operation.timestamp)
        if isinstance(operation, Track):
            operation = msgspec.structs.replace(operation, name=f"E{self.acts}")
        return operation

    def as_the_machine_has_it(self) -> dict[str, Any]:
        places = {cio_id: place for place, cio_id in enumerate(self.cio_ids, 1)}
        held = views.anonymous_events(self.machine)
        return {
            "people": {places[one.cio_id]: _answered(self.model, one) for one in views.people(self.machine)},
            "held": {x: [event.name for event in rows] for x, rows in held.items() if rows},
            "suppressed": {self.model.key(one.kind, one.value) for one in views.suppressed(self.machine)},
        }

    def as_the_model_has_it(self) -> dict[str, Any]:
        held = {x: [one.name for one in self.model.held(x)] for x in ANONYMOUS}
        return {
            "people": {one.number: _modelled(self.model, one) for one in self.model.people},
            "held": {x: names for x, names in held.items() if names},
            "suppressed": {key for group in self.model.blocked for key in group},
        }


def lived_through(settings: Mapping[str, Any], history: Sequence[Act]) -> Both:
    """Both after the acts."""
    both = Both(settings)
    for act in history:
        both.perform(act)
    return both


def _answered(model: Model, one: PersonAnswer) -> dict[str, Any]:
    named = {"id": one.id, "email": one.email, "phone": one.phone}
    return {
        "names": {model.key(kind, value) for kind, value in named.items() if value is not None},
        "added": one.created,
        "attributes": {name: (fact.value, fact.at) for name, fact in one.attributes.items()},
        "events": [(event.name, event.at, event.received) for event in one.events],
        "devices": {device.token: (device.platform, device.last_used) for device in one.devices},
    }


def _modelled(model: Model, one: Somebody) -> dict[str, Any]:
    return {
        "names": model.keys(one),
        "added": one.added_at,
        "attributes": {name: row for name, row in one.attributes.items() if row[0] is not None},
        "events": [(event.name, event.at, event.received) for event in model.history(one)],
        "devices": one.devices,
    }


def with_cio_ids(operation: Operation, cio_ids: list[str]) -> Operation:
    """The operation with real cio_ids instead of places."""
    changes: dict[str, Identifier] = {}
    for name in ("who", "primary", "secondary"):
        who = getattr(operation, name, None)
        if who is not None and who.kind == "cio_id":
            place = int(who.value)
            real = cio_ids[place - 1] if place <= len(cio_ids) else NOBODY
            changes[name] = Identifier("cio_id", real)
    return msgspec.structs.replace(operation, **changes) if changes else operation
