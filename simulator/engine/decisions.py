"""What the workspace decided about calls of a shopper beyond taking them: merged, refused, dropped, forgotten.

The API answered 200 to most of it and said no more. In shop words: deliveries instead of operations, people by the
keys that they go by.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.deliveries import Delivery
from simulator.engine.finding import profile_name
from simulator.engine.sight import Sight
from simulator.instants import Instant, duration_words
from simulator.targets import EffectRow
from simulator.values import Json, text_of
from simulator.workspace.anonymous import KEPT


class Decision(NamedTuple):
    """What was decided about an arrival of a delivery."""

    delivery: Delivery
    words: str

    def __str__(self) -> str:
        return f"{self.delivery.id}: {self.words}"


def decisions(shoppers: Iterable[str], sight: Sight) -> Iterator[Decision]:
    """A sentence for each, in the order of the calls; of events that found their person there is nothing to say."""
    mine = {number for shopper in shoppers for number in sight.record.operations_of(shopper)}
    gone: dict[str, str] = {}
    attached = {event.operation for profile in sight.people for event in profile.events}
    for entry in sight.requests:
        numbers = sorted(mine.intersection(entry.operations))
        delivery = sight.record.delivery_of(numbers[0]) if numbers else None
        if delivery is None:
            continue
        for effect in entry.effects:
            if effect.name == "PersonDeleted":
                gone[delivery.shopper] = text_of(effect.fields["how"])
            elif effect.name == "PersonCreated" and (rule := _ANEW.get(gone.pop(delivery.shopper, ""))):
                yield Decision(delivery, f"{delivery.what} made the person anew, with nothing of before (rule {rule})")
            if attached.issuperset(numbers) and _is_of_events(effect):
                continue
            words, rule = _words(effect, delivery, sight), effect.rule
            if effect.name == "EventHeldAnonymous":
                words, rule = _anonymous(effect.fields, entry.at, delivery, sight)
            if words is not None:
                yield Decision(delivery, words + (f" (rule {rule})" if rule else ""))


def _is_of_events(effect: EffectRow) -> bool:
    return effect.name not in _OF_PEOPLE


_OF_PEOPLE = frozenset(
    ("PersonDeleted", "PeopleMerged", "MergeLost", "IdentifierRefused", "IdentifiersBlocked", "IdentifiersFreed")
)
"""Effects that matter whatever became of an event in the same call."""


_ANEW = {"deleted": "suppression.delete-recreate", "suppressed": "suppression.unsuppress-empty"}
"""Why somebody comes back empty, by how they went; who was merged is not gone."""


def _words(effect: EffectRow, delivery: Delivery, sight: Sight) -> str | None:
    """The effect for a reader; nothing where it goes without saying."""
    fields = effect.fields
    match effect.name:
        case "EventDuplicate":
            first = sight.record.delivery_of(int(text_of(fields["first_operation"])))
            brought = "an earlier call" if first is None else first.id
            return f"{delivery.what} came again and was dropped; {brought} had brought it with the same key"
        case "PeopleMerged":
            secondary, person = _person(fields["secondary"], sight), _person(fields["person"], sight)
            return f"merged {secondary} into {person}" + (", by itself" if fields["automatic"] is True else "")
        case "MergeLost":
            kept = "" if fields["kept"] is None else f"; {text_of(fields['kept'])} stayed"
            return f"the merge lost the {text_of(fields['kind'])} {text_of(fields['name'])}{_value(fields)}{kept}"
        case "ValuesConfirmed" | "AnonymousLeft":  # of what stayed anonymous each event tells
            return None
        case "PersonDeleted":
            return None if fields["how"] == "merged" else f"the person was {text_of(fields['how'])} and is forgotten"
        case "IdentifierRefused":
            who, reason = _person(fields["person"], sight), text_of(fields["reason"])
            return f"{who} did not get the {text_of(fields['kind'])} {text_of(fields['value'])}: {reason}"
        case "AttributeSkipped":
            return f"{text_of(fields['name'])} stays: the value that came before is newer"
        case _:
            return _named(effect, sight) if effect.rule is not None else None


def _named(effect: EffectRow, sight: Sight) -> str:
    """The workspace's own words, with the person by their keys."""
    cio_id = effect.fields.get("person")
    if not isinstance(cio_id, str):
        return effect.words
    name = _person(cio_id, sight)
    return effect.words.replace(f"person {cio_id}", "the person" if name == cio_id else name)


def _anonymous(fields: dict[str, Json], held_at: Instant, delivery: Delivery, sight: Sight) -> tuple[str, str]:
    """Why an event is nobody's, and the rule: too late for its device's person, too old for them, or kept apart."""
    anonymous_id, happened_at = fields["anonymous_id"], int(text_of(fields["at"]))
    owner = next((profile for profile in sight.people if anonymous_id in profile.anonymous_ids), None)
    still = f"{delivery.what} is still anonymous"
    if owner is None:
        return f"{still}: nobody was identified on its device", "anonymous.no-profile"
    identified_at = _identified_at(anonymous_id, sight)
    if held_at > identified_at:
        late = f"its device counts as that of {profile_name(owner)}, and it came too late to be theirs"
        return f"{still}: {late}", "anonymous.late5"
    if identified_at - min(held_at, happened_at) >= KEPT:
        waited = f"nobody was identified on its device for {duration_words(KEPT)}"
        return f"{delivery.what} was forgotten: {waited}", "anonymous.retention"
    return f"{still}: the workspace gives what came before the identification to nobody", "anonymous.setting-off"


def _identified_at(anonymous_id: Json, sight: Sight) -> Instant:
    """When somebody was first identified with the anonymous id; now, if no call of this run did it."""
    for entry in sight.requests:
        for effect in entry.effects:
            named = (effect.fields.get("name"), effect.fields.get("new"))
            if effect.name == "AttributeChanged" and named == ("anonymous_id", anonymous_id):
                return entry.at
    return sight.now


def _value(fields: dict[str, Json]) -> str:
    return "" if fields["value"] is None else f" {text_of(fields['value'])}"


def _person(cio_id: Json, sight: Sight) -> str:
    """A profile by the keys it has, or had when it was merged; else by its cio_id."""
    for profile in sight.people:
        if profile.cio_id == cio_id:
            return profile_name(profile)
        for merge in profile.merges:
            if merge.cio_id == cio_id:
                return " + ".join(filter(None, (merge.id, merge.email, merge.phone))) or text_of(cio_id)
    return text_of(cio_id)
