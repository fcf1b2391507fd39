"""What the workspace decided about calls of a shopper beyond taking them: merged, refused, dropped, forgotten.

The API answered 200 to most of it and said no more. In shop words: deliveries instead of operations, people by the
keys that they go by.
"""

from collections.abc import Iterable, Iterator

from simulator.deliveries import Delivery
from simulator.engine.finding import profile_name
from simulator.engine.sight import Sight
from simulator.targets import EffectRow
from simulator.values import Json, text_of


def decisions(shoppers: Iterable[str], sight: Sight) -> Iterator[str]:
    """A sentence for each, in the order of the calls; of events that found their person there is nothing to say."""
    mine = {number for shopper in shoppers for number in sight.record.operations_of(shopper)}
    attached = {event.operation for profile in sight.people for event in profile.events}
    for entry in sight.requests:
        numbers = sorted(mine.intersection(entry.operations))
        delivery = sight.record.delivery_of(numbers[0]) if numbers else None
        if delivery is None:
            continue
        for effect in entry.effects:
            words = None if attached.issuperset(numbers) and _is_of_events(effect) else _words(effect, delivery, sight)
            if words is not None:
                yield f"{delivery.id}: {words}" + (f" (rule {effect.rule})" if effect.rule else "")


def _is_of_events(effect: EffectRow) -> bool:
    return effect.name not in _OF_PEOPLE


_OF_PEOPLE = frozenset(
    ("PersonDeleted", "PeopleMerged", "MergeLost", "IdentifierRefused", "IdentifiersBlocked", "IdentifiersFreed")
)
"""Effects that matter whatever became of an event in the same call."""


def _words(effect: EffectRow, delivery: Delivery, sight: Sight) -> str | None:
    """The effect for a reader; nothing where it goes without saying."""
    fields = effect.fields
    match effect.name:
        case "EventDuplicate":
            first = sight.record.delivery_of(int(text_of(fields["first_operation"])))
            brought = "an earlier call" if first is None else first.id
            return f"{delivery.what} came again and was dropped; {brought} had brought it with the same key"
        case "EventHeldAnonymous":
            return f"{delivery.what} is still anonymous: {_why_anonymous(fields['anonymous_id'], sight)}"
        case "PeopleMerged":
            secondary, person = _person(fields["secondary"], sight), _person(fields["person"], sight)
            return f"merged {secondary} into {person}" + (", by itself" if fields["automatic"] is True else "")
        case "MergeLost":
            kept = "" if fields["kept"] is None else f"; {text_of(fields['kept'])} stayed"
            return f"the merge lost the {text_of(fields['kind'])} {text_of(fields['name'])}{_value(fields)}{kept}"
        case "ValuesConfirmed":
            return None
        case "PersonDeleted":
            return None if fields["how"] == "merged" else f"the person was {text_of(fields['how'])} and is forgotten"
        case "IdentifierRefused":
            who, reason = _person(fields["person"], sight), text_of(fields["reason"])
            return f"{who} did not get the {text_of(fields['kind'])} {text_of(fields['value'])}: {reason}"
        case "AttributeSkipped":
            return f"{text_of(fields['name'])} stays: the value that came before is newer"
        case _:
            return effect.words if effect.rule is not None else None


def _why_anonymous(anonymous_id: Json, sight: Sight) -> str:
    for profile in sight.people:
        if anonymous_id in profile.anonymous_ids:
            return f"its device counts as that of {profile_name(profile)}, and it came too late to be theirs"
    return "nobody was identified on its device"


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
