"""Effects in words: one sentence for each kind, the same on every face that shows them."""

from simulator.instants import instant_text
from simulator.values import Json, text_of
from simulator.wire.control_answers import EffectRow, FiredRow
from simulator.workspace import effects
from simulator.workspace.effects import Effect
from simulator.workspace.present import Told

_SENTENCES: dict[type[Effect], str] = {
    effects.PersonCreated: "person {person} was created",
    effects.PersonDeleted: "person {person} is gone: {how}",
    effects.IdentifiersBlocked: "calls that name {identifiers} are ignored from now on",
    effects.IdentifiersFreed: "{identifiers} can be used again; nobody came back",
    effects.PeopleMerged: "person {secondary} was merged into person {person}",
    effects.MergeLost: "the {kind} {name} of person {secondary} was lost in the merge: {value}, {person} has {kept}",
    effects.EventsInherited: "person {person} has the events of person {secondary}: {events}",
    effects.EventsPostponed: "older events of person {secondary} follow at {at} to person {person}: {events}",
    effects.IdentifierSet: "the {kind} of person {person} is {value}, it was {old}",
    effects.IdentifierRefused: "person {person} did not get the {kind} {value}: {reason}",
    effects.AttributeChanged: "{name} of person {person} is {new}, it was {old}",
    effects.AttributeSkipped: "{name} of person {person} stays: its value of {stored_at} is newer than {sent_at}",
    effects.AttributeRefused: "{name} of person {person} was not taken: {reason}",
    effects.ValuesConfirmed: "person {person} has everything already that the call brings",
    effects.UpdateMissed: "nothing changed: the call updates only, and nobody is called {who}",
    effects.EventStored: "{name} of {at} was kept for person {person}",
    effects.EventHeldAnonymous: "{name} of {at} is held under the anonymous id {anonymous_id}",
    effects.EventDuplicate: "{name} was dropped: operation {first_operation} brought the id {id} before",
    effects.InviteTaken: "{name} of {at} invites {recipient}; nobody was created",
    effects.DeviceChanged: "the device {token} of person {person} was {change}",
    effects.DeviceStatusChanged: "pushes to the device {token} of person {person} fare so: {status}",
    effects.RelationChanged: "the relation of person {person} to object {object_id} of type {object_type} was {change}",
    effects.RelationHeldAnonymous: "object {object_id} of type {object_type} waits for the anonymous id {anonymous_id}",
    effects.AddressBlocked: "the email provider takes no mail for {address}: {reason}",
    effects.AddressUnblocked: "{address} is no longer among the email provider's {reason}",
    effects.SmsAnswered: "{phone} answered {sender}: stopped is {stopped}",
    effects.Unsubscribed: "person {person} answered message {message}: unsubscribed is {value}",
    effects.AnonymousAttached: "events of the anonymous id {anonymous_id} became those of person {person}: {events}",
    effects.AnonymousLeft: "events of the anonymous id {anonymous_id} stay anonymous, not those of {person}: {events}",
    effects.AnonymousExpired: "events held under the anonymous id {anonymous_id} were forgotten: {events}",
    effects.SegmentEntered: "person {person} entered {segment}",
    effects.SegmentLeft: "person {person} left {segment}",
    effects.SegmentCreated: "the manual segment {segment} was made, with the number {number}",
    effects.SegmentDeleted: "the segment {segment} was deleted, which had the number {number}",
    effects.CampaignEntered: "person {person} entered {campaign}",
    effects.CampaignNotEntered: "person {person} did not enter {campaign}: {reason}",
    effects.CampaignExited: "person {person} left {campaign}: {reason}",
    effects.MessageQueued: "message {message} to person {person} waits until {at}",
    effects.MessageDecided: "message {message} of {campaign} to person {person} was {state}",
    effects.TimestampRebased: "the machine's time {sent} was taken as {taken_as}",
    effects.Ignored: "nothing changed: {reason}",
    effects.LimitPassed: "a limit was passed, and the call taken all the same: {reason}",
    effects.Rejected: "the call was refused: {reason}",
    effects.Postponed: "the call was taken and takes effect at {until}",
    effects.Defined: "the workspace has {segments} segments and {campaigns} campaigns",
    effects.ClockMoved: "the clock stands at {to}",
    effects.WorkspaceEmptied: "the workspace was emptied of {people} people",
}
_INSTANTS = frozenset(("at", "stored_at", "sent_at", "sent", "taken_as", "to", "until"))


def effect_row(effect: Effect, *, zone: str) -> EffectRow:
    """The effect for a reader; times are told in `zone`."""
    fields = {name: _plain(getattr(effect, name)) for name in effect.__struct_fields__}
    shown = {name: _shown(name, value, zone) for name, value in fields.items()}
    rule = fields.pop("rule", None)
    return EffectRow(
        name=type(effect).__name__,
        words=_SENTENCES[type(effect)].format_map(shown),
        rule=rule if isinstance(rule, str) else None,
        fields=fields,
    )


def fired_row(told: Told, *, zone: str) -> FiredRow:
    """What happened on its own, for a reader."""
    return FiredRow(told.at, told.operation, effect_row(told.effect, zone=zone))


def _plain(value: Json | tuple[str, ...]) -> Json:
    return list(value) if isinstance(value, tuple) else value


def _shown(name: str, value: Json, zone: str) -> str:
    if name in _INSTANTS and isinstance(value, int):
        return instant_text(value, zone=zone)
    if isinstance(value, list):
        return ", ".join(map(text_of, value))
    return "nothing" if value is None or value == "" else text_of(value)
