"""A deliberately simple model of who is who: it keeps everything that ever was and looks through all of it each time.

It is written from the fact sheets alone and shares no code with the workspace. Somebody named by cio_id is named by
the place among all who were ever created. Where the sheets leave something open, the reading taken stands beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.operations import Identifier

MINUTE, DAY = 60, 86_400

DEFAULTS: Mapping[str, Any] = {
    "identifiers": ["id", "email"],
    "allow_email_update_by_id": True,
    "id_modify": "cio_id",
    "id_takeover_by_email": False,
    "auto_merge": True,
    "conflict_applies_rest": True,
    "email_trim": True,
    "id_trim": False,
    "identifier_null": "clear_if_other_remains",
    "empty_string_removes": True,
    "anonymous_merge": True,
    "anonymous_late_window": "5 minutes",
    "anon_reidentify_same_id": "ignored",
    "anon_id_reuse": "first_wins",
    "anon_retention_clock": "received",
    "window_edges": "inclusive",
    "merge_events_immediate_days": 29,
    "merge_events_delay": "60 minutes",
    "merge_old_events": True,
    "merge_secondary_identifiers": "fill_missing",
    "merge_unsubscribed": "attribute_rule",
    "merge_empty_map_counts_as_set": True,
    "merge_devices": "union",
    "dedupe": "ulid_only",
    "dedupe_window": "unlimited",
    "future_events": "store",
    "unknown_person_event": "create",
    "device_creates_person": True,
    "device_token_exclusive": False,
}


@dataclass
class Somebody:
    """A person, present or gone. An attribute's value stands beside the time it counts from; a removed one is null."""

    number: int
    added_at: int
    names: dict[str, str]
    attributes: dict[str, tuple[Any, int]] = field(default_factory=dict)
    devices: dict[str, tuple[str, int]] = field(default_factory=dict)
    gone: bool = False


@dataclass
class Happened:
    """An event of `owner`, or of nobody yet. `comes_at` is when it becomes the owner's, where a merge postponed it."""

    name: str
    at: int
    received: int
    id: str | None
    anonymous_id: str | None
    owner: Somebody | None = None
    comes_at: int | None = None


@dataclass
class Identified:
    """The anonymous id was identified as that person, in that second."""

    owner: Somebody
    since: int


class Model:
    """The people of a workspace under the settings, which are written as in `workspace.yaml`."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.rules: dict[str, Any] = {**DEFAULTS, **settings}
        self.now = self.over = 0
        self.ever: list[Somebody] = []
        self.events: list[Happened] = []
        self.identified: dict[str, Identified] = {}
        self.blocked: list[set[tuple[str, str]]] = []

    # ---- reading

    @property
    def people(self) -> list[Somebody]:
        return [one for one in self.ever if not one.gone]

    def history(self, who: Somebody) -> list[Happened]:
        """By timestamp, then arrival."""
        own = [one for one in self.events if one.owner is who and one.comes_at is None]
        return sorted(own, key=lambda one: one.at)

    def held(self, anonymous_id: str, by: int | None = None) -> list[Happened]:
        """What is kept for the anonymous id: 30 days from the receipt, by the last second that is over."""
        now, by_receipt = self.over if by is None else by, self.rules["anon_retention_clock"] == "received"
        mine = [one for one in self.events if one.owner is None and one.anonymous_id == anonymous_id]
        return [one for one in mine if self._inside(now - (one.received if by_receipt else one.at), 30 * DAY)]

    def values(self, who: Somebody) -> dict[str, Any]:
        return {name: value for name, (value, _) in who.attributes.items() if value is not None}

    def find(self, who: Identifier) -> Somebody | None:
        if who.kind == "cio_id":
            number = int(who.value)
            return next((one for one in self.people if one.number == number), None)
        return self._holder(who.kind, who.value)

    def _holder(self, kind: str, value: str) -> Somebody | None:
        key = self.key(kind, value)
        return next((one for one in self.people if key in self.keys(one)), None)

    def keys(self, person: Somebody) -> set[tuple[str, str]]:
        return {self.key(kind, value) for kind, value in person.names.items()}

    def key(self, kind: str, value: str) -> tuple[str, str]:
        """The form in which identifiers are compared: emails without case, spaces as the settings say."""
        trims = self.rules["email_trim"] if kind == "email" else kind == "id" and self.rules["id_trim"]
        value = value.strip() if trims else value
        return kind, value.lower() if kind == "email" else value

    def leaves_open(self, operation: Any) -> bool:
        """Whether the sheets say nothing of such a call, so that any answer is as good.

        - The path names nobody, and the body brings another value of the path's kind, or two identifiers one of which
          is somebody's.
        - A phone that is set is replaced by a call that does not go by cio_id.
        - Somebody suppressed is unsuppressed by the cio_id that is no more.
        """
        kind, path = type(operation).__name__, getattr(operation, "who", None)
        if kind == "Unsuppress":
            return bool(operation.who.kind == "cio_id")
        if kind != "Identify" or path is None:
            return False
        person, brought = self.find(path), self.names_in(operation)
        if person is None:
            holders = [holder for one in brought.items() if (holder := self._holder(*one)) is not None]
            has_phone = path.kind == "phone" and any("phone" in holder.names for holder in holders)
            return path.kind in brought or (len(brought) > 1 and bool(holders)) or has_phone
        return "phone" in brought and path.kind != "cio_id" and "phone" in person.names

    # ---- what is asked

    def apply(self, operation: Any, now: int) -> None:
        """Carry out the operation in the second `now`, which is never before the last one."""
        self._let_pass(now - 1)
        self.now = now
        kind = type(operation).__name__
        if kind == "Advance":
            self._let_pass(now)
            return
        named = [operation.primary, operation.secondary] if kind == "Merge" else [operation.who]
        if any(not self.addresses(one) for one in named if one is not None):
            return
        if kind != "Unsuppress" and self._names_somebody_blocked(operation, named):
            return
        getattr(self, f"_{kind.lower()}")(operation)

    def _let_pass(self, last: int) -> None:
        self.over = max(self.over, last)
        for one in self.events:
            if one.comes_at is not None and one.comes_at <= last:
                one.comes_at = None

    def addresses(self, who: Identifier) -> bool:
        """An email where email is no identifier, or a phone where phone is none, names nobody."""
        return who.kind == "cio_id" or who.kind in self.rules["identifiers"]

    def _names_somebody_blocked(self, operation: Any, named: list[Any]) -> bool:
        """Also where the body names it: `suppression.ignored` speaks of any call that names one."""
        keys = {self.key(one.kind, one.value) for one in named if one is not None}
        if type(operation).__name__ == "Identify":
            keys |= {self.key(kind, value) for kind, value in self.names_in(operation).items()}
        return any(keys & group for group in self.blocked)

    def names_in(self, operation: Any) -> dict[str, str]:
        """The identifiers that the body of an identify brings, without null and empty ones."""
        return {kind: text for kind in self.rules["identifiers"] if (text := operation.attributes.get(kind))}

    # ---- identify: section 1.3, row by row

    def _identify(self, operation: Any) -> None:
        path, brought = operation.who, self.names_in(operation)
        if path is None:
            return
        person, refused = self._whom(path, brought, creates=not operation.update_only)
        if person is None:
            return
        for kind, value in brought.items():
            person, kept_out = self._name(path.kind, person, kind, value)
            refused = refused or kept_out
        refused = self._unname(operation, person) or refused
        if refused and not self.rules["conflict_applies_rest"]:
            return
        for name, value in operation.attributes.items():
            if name not in self.rules["identifiers"]:
                self._write(person, name, value, self.now if operation.timestamp is None else operation.timestamp)
        if operation.attributes.get("anonymous_id"):
            self._associate(person, operation.attributes["anonymous_id"])

    def _whom(self, path: Identifier, brought: Mapping[str, str], *, creates: bool) -> tuple[Somebody | None, bool]:
        """Whom the call is about, by path, else body, else somebody new; and whether the path was refused."""
        person = self.find(path)
        if person is not None or path.kind == "cio_id":
            return person, False
        found = [self._holder(kind, value) for kind, value in brought.items()]
        person = next((one for one in found if one is not None), None)
        if person is not None:
            return person, not self._claims(path, person, brought)
        return self._create(path) if creates else None, False

    def _claims(self, path: Identifier, person: Somebody, brought: Mapping[str, str]) -> bool:
        """Rows 3, 4, 12 and 13: nobody has the path's identifier, and somebody has the body's."""
        free = path.kind not in person.names
        renamed = path.kind == "email" and "id" in brought and self.rules["allow_email_update_by_id"]
        taken_over = path.kind == "id" and "email" in brought and self.rules["id_takeover_by_email"]
        if free or renamed or taken_over:
            person.names[path.kind] = path.value
            return True
        return False

    def _name(self, path: str, person: Somebody, kind: str, value: str) -> tuple[Somebody, bool]:
        """Who the person is after the body brought this identifier, and whether it was refused."""
        holder = self._holder(kind, value)
        if holder is person:
            return person, False
        if holder is not None:
            return self._two_people(path, person, kind, holder)
        by_id = path == "id" and kind == "email" and self.rules["allow_email_update_by_id"]
        by_tip = path == "email" and kind == "id" and self.rules["id_takeover_by_email"]
        if path == "cio_id" or kind not in person.names or by_id or by_tip:  # rows 19, 5 and 14, 7, 16
            person.names[kind] = value
            return person, False
        return person, True

    def _two_people(self, path: str, person: Somebody, kind: str, holder: Somebody) -> tuple[Somebody, bool]:
        """Rows 8 and 17 merge; 9, 10, 18 and 20 refuse."""
        pair = {path, kind} == {"id", "email"}
        if self.rules["auto_merge"] and pair and kind not in person.names and path not in holder.names:
            older, younger = sorted((person, holder), key=lambda one: one.number)
            names = {**holder.names, **person.names}
            self._join(older, younger)
            older.names.update({path: names[path], kind: names[kind]})
            return older, False
        return person, True

    def _unname(self, operation: Any, person: Somebody) -> bool:
        """Null or "" for an identifier; whether one was refused."""
        refused = False
        for kind in self.rules["identifiers"]:
            if kind not in person.names or kind not in operation.attributes or operation.attributes[kind]:
                continue
            if self.rules["identifier_null"] == "clear_if_other_remains" and len(person.names) > 1:
                del person.names[kind]
            elif self.rules["identifier_null"] != "ignore":
                refused = True
        return refused

    def _create(self, who: Identifier) -> Somebody:
        self.ever.append(Somebody(len(self.ever) + 1, self.now, {who.kind: who.value}))
        return self.ever[-1]

    def _write(self, person: Somebody, name: str, value: Any, at: int) -> None:
        """The newer value stays, on a tie the last received; a removal counts as a value where there was one."""
        stored = person.attributes.get(name)
        if value == "" and self.rules["empty_string_removes"]:
            value = None
        if (stored is None and value is not None) or (stored is not None and at >= stored[1]):
            person.attributes[name] = (value, at)

    # ---- anonymous ids: section 3

    def _associate(self, person: Somebody, anonymous_id: str) -> None:
        """The id is its first person's for ever, also when that person is gone; identifying again changes nothing."""
        if not self.rules["anonymous_merge"]:
            return
        known = self.identified.get(anonymous_id)
        again = known is not None and known.owner is person and self.rules["anon_reidentify_same_id"] == "merges"
        taken = known is not None and known.owner is not person and self.rules["anon_id_reuse"] == "last_wins"
        if known is None or again or taken:
            for one in self.held(anonymous_id, by=self.now):
                one.owner = person
            self.identified[anonymous_id] = Identified(person, self.now)

    def _late_for(self, anonymous_id: str) -> Somebody | None:
        """Whose an anonymous event of this second is, because the identify was just before it."""
        known = self.identified.get(anonymous_id)
        if known is None or known.owner.gone:
            return None
        late = self.rules["anonymous_late_window"]
        unlimited = late == "unlimited"
        return known.owner if unlimited or self._inside(self.now - known.since, _seconds(late)) else None

    def _inside(self, age: int, length: int) -> bool:
        return age <= length if self.rules["window_edges"] == "inclusive" else age < length

    # ---- events and devices: sections 5 and 6

    def _track(self, operation: Any) -> None:
        if self._repeats(operation.id) or (operation.who is None and operation.anonymous_id is None):
            return
        person = None
        if operation.who is not None:
            person = self._known_or_new(operation.who, creates=self.rules["unknown_person_event"] == "create")
            if person is None:
                return
        elif operation.anonymous_id is not None:
            person = self._late_for(operation.anonymous_id)
        at = self.now if operation.timestamp is None else operation.timestamp
        if self.rules["future_events"] == "clamp":
            at = min(at, self.now)
        self.events.append(Happened(operation.name, at, self.now, operation.id, operation.anonymous_id, person))

    def _repeats(self, event_id: str | None) -> bool:
        """A ULID is remembered for ever, whoever the event was of and whatever became of it."""
        if event_id is None or self.rules["dedupe"] == "none":
            return False
        if self.rules["dedupe"] == "ulid_only" and len(event_id) != 26:
            return False
        earlier = [one for one in self.events if one.id == event_id]
        window = self.rules["dedupe_window"]
        return any(window == "unlimited" or self.now - one.received <= _seconds(window) for one in earlier)

    def _known_or_new(self, who: Identifier, *, creates: bool) -> Somebody | None:
        person = self.find(who)
        if person is None and creates and who.kind != "cio_id":
            return self._create(who)
        return person

    def _adddevice(self, operation: Any) -> None:
        person = self._known_or_new(operation.who, creates=self.rules["device_creates_person"])
        if person is None:
            return
        if self.rules["device_token_exclusive"]:
            for one in self.ever:
                one.devices.pop(operation.token, None)
        used = self.now if operation.last_used is None else operation.last_used
        person.devices[operation.token] = (operation.platform, used)

    def _deletedevice(self, operation: Any) -> None:
        person = self.find(operation.who)
        if person is not None:
            person.devices.pop(operation.token, None)

    # ---- merges: section 4

    def _merge(self, operation: Any) -> None:
        primary, secondary = self.find(operation.primary), self.find(operation.secondary)
        by_phone = "phone" in (operation.primary.kind, operation.secondary.kind)
        if by_phone or self.rules["id_modify"] != "cio_id" or primary is None or secondary is None:
            return
        if primary is not secondary:
            self._join(primary, secondary)

    def _join(self, primary: Somebody, secondary: Somebody) -> None:
        if self.rules["merge_secondary_identifiers"] == "fill_missing":
            primary.names = {**secondary.names, **primary.names}
        for name, (value, at) in secondary.attributes.items():
            if name in primary.attributes and primary.attributes[name][0] == value:
                continue  # what both say is the primary's own, with its time
            wins = name == "unsubscribed" and value is True and self.rules["merge_unsubscribed"] == "either_true"
            if value is not None and (wins or not self._is_set(primary, name)):
                primary.attributes[name] = (value, at)
        if self.rules["merge_devices"] == "union":
            primary.devices = {**secondary.devices, **primary.devices}
        for one in self.events:
            if one.owner is secondary:
                self._inherit(primary, one)
        for known in self.identified.values():  # what is still to come follows, also where the primary has an id (open)
            if known.owner is secondary:
                known.owner = primary
        secondary.gone = True

    def _inherit(self, primary: Somebody, event: Happened) -> None:
        """The last days at once, older ones later; what is on its way from an earlier merge stays on its way."""
        event.owner = primary
        if self.now - event.at <= self.rules["merge_events_immediate_days"] * DAY or event.comes_at is not None:
            return
        if self.rules["merge_old_events"]:
            event.comes_at = self.now + _seconds(self.rules["merge_events_delay"])
        else:
            event.owner = _NOBODY

    def _is_set(self, person: Somebody, name: str) -> bool:
        value = person.attributes.get(name, (None, 0))[0]
        return not (value in (None, "") or (value == {} and not self.rules["merge_empty_map_counts_as_set"]))

    # ---- deletion: section 7

    def _delete(self, operation: Any) -> None:
        person = self.find(operation.who)
        if person is not None:
            person.gone = True

    def _suppress(self, operation: Any) -> None:
        person = self.find(operation.who)
        if person is not None:
            person.gone = True
            self.blocked.append(self.keys(person))
        elif operation.who.kind != "cio_id":
            self.blocked.append({self.key(operation.who.kind, operation.who.value)})

    def _unsuppress(self, operation: Any) -> None:
        key = self.key(operation.who.kind, operation.who.value)
        self.blocked = [group for group in self.blocked if key not in group]


_NOBODY = Somebody(0, 0, {}, gone=True)
"""The owner of events that a merge lost."""


def _seconds(words: str) -> int:
    number, unit = words.split()
    return int(number) * {"seconds": 1, "minutes": MINUTE, "hours": 60 * MINUTE}[unit]
