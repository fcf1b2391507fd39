"""Why an expectation failed, in shop words: the shopper's timeline, the deliveries and the rules that decided.

Operation numbers of facts are joined with the deliveries of the run; the reasons themselves come from the workspace.
"""

from collections.abc import Callable, Iterable, Iterator

from simulator.deliveries import Delivery
from simulator.engine.expectations import Finding, counted
from simulator.engine.record import Doing
from simulator.engine.sight import Sight
from simulator.engine.verdict import Failure
from simulator.instants import Instant, clock_text, duration_words
from simulator.scenario import Check, Expect, InSegment, MessageCount, SegmentMembers
from simulator.targets import EffectRow
from simulator.workspace import MessageAnswer

Clock = Callable[[Instant], str]


def explained(item: Expect, check: Check, finding: Finding, sight: Sight, *, zone: str) -> Failure:
    """The failure of one check, ready to read."""

    def clock(instant: Instant) -> str:
        return clock_text(instant, zone=zone, beside=sight.now)

    about = finding.shoppers or tuple(dict.fromkeys(doing.delivery.shopper for doing in sight.record.doings))
    return Failure(
        place=item.place,
        sentence=item.text,
        expected=finding.expected,
        found=finding.found,
        timeline=tuple(_timeline(about, sight, clock)),
        decided=tuple(dict.fromkeys(_decided(check, finding, about, sight, clock))),
    )


def _timeline(shoppers: Iterable[str], sight: Sight, clock: Clock) -> list[str]:
    """What the shoppers did and what was sent to them, oldest first, up to the present second."""
    lines: list[tuple[Instant, str]] = []
    for shopper in shoppers:
        for doing in sight.record.of(shopper):
            lines.append((doing.delivery.occurred, f"{shopper}: {_doing_words(doing, clock)}"))
        people = {profile.cio_id for profile in sight.profiles(shopper)}
        for message in sight.messages:
            if message.cio_id in people and message.state != "not sent":
                lines.append((message.at, f"{shopper}: {_message_words(message)}"))
    return [f"{clock(at)}  {words}" for at, words in sorted(lines, key=lambda line: line[0])]


def _doing_words(doing: Doing, clock: Clock) -> str:
    delivery = doing.delivery
    return f"{delivery.what} ({delivery.source}, {delivery.id}){_arrival_words(doing, clock)}"


def _arrival_words(doing: Doing, clock: Clock) -> str:
    """How the arrival differs from a healthy one; nothing if it does not."""
    if doing.fault.lost:
        return ", lost on the way"
    late = f", arrived {clock(doing.arrivals[0])}, {duration_words(doing.fault.late)} late" if doing.fault.late else ""
    often = f", arrived {counted(len(doing.arrivals), 'time')}" if len(doing.arrivals) > 1 else ""
    return late + often


def _message_words(message: MessageAnswer) -> str:
    return f"message '{message.name}' of '{message.campaign}' {message.state}"


def _decided(check: Check, finding: Finding, shoppers: tuple[str, ...], sight: Sight, clock: Clock) -> Iterator[str]:
    match check:
        case InSegment(_, segment) | SegmentMembers(segment, _):
            for shopper in finding.shoppers:
                yield from _membership_words(shopper, segment, sight, clock)
        case MessageCount():
            yield from _message_reasons(check, shoppers, sight, clock)
        case _:
            pass
    yield from _came_from(finding.operations, sight)
    yield from _under_way(shoppers, sight)
    yield from _silent(shoppers, sight)


def _membership_words(shopper: str, segment: str, sight: Sight, clock: Clock) -> Iterator[str]:
    for profile in sight.profiles(shopper):
        answer = sight.why(profile, segment)
        yield from answer.reason
        for rule in answer.rules:
            yield f"rule {rule}"
        if answer.until is not None:
            yield f"changes by itself at {clock(answer.until)} at the earliest"


def _message_reasons(check: MessageCount, shoppers: tuple[str, ...], sight: Sight, clock: Clock) -> Iterator[str]:
    """Each line of the outbox about these people, and the deliveries that came too late to change it."""
    people = {profile.cio_id: shopper for shopper in shoppers for profile in sight.profiles(shopper)}
    decided = [one for one in sight.messages if one.campaign == check.campaign and one.cio_id in people]
    for message in decided:
        rule = f" (rule {message.rule})" if message.rule else ""
        yield f"'{message.name}' {message.state} at {clock(message.at)}: {message.reason}{rule}"
        yield from _came_from(message.decided_by, sight)
        for doing in sight.record.of(people[message.cio_id]):
            if message.state == "sent" and _came_too_late(doing, message):
                yield (
                    f"{doing.delivery.what} ({doing.delivery.id}) happened at {clock(doing.delivery.occurred)}"
                    f"{_arrival_words(doing, clock)}: the workspace could not know it at {clock(message.at)}"
                )
    if not decided:
        yield f"nobody of {', '.join(shoppers)} has reached a message of '{check.campaign}'"


def _came_too_late(doing: Doing, message: MessageAnswer) -> bool:
    known_from = min(doing.arrivals, default=None)
    return doing.delivery.occurred <= message.at and (known_from is None or known_from > message.at)


def _under_way(shoppers: tuple[str, ...], sight: Sight) -> Iterator[str]:
    """The deliveries that were lost or have not arrived yet."""
    for shopper in shoppers:
        for doing in sight.record.of(shopper):
            if not doing.arrivals:
                yield f"{doing.delivery.what} ({doing.delivery.id}) was lost on the way"
            elif min(doing.arrivals) > sight.now:
                yield f"{doing.delivery.what} ({doing.delivery.id}) has not arrived yet"


def _came_from(operations: Iterable[int], sight: Sight) -> Iterator[str]:
    for number in sorted(operations):
        delivery = sight.record.delivery_of(number)
        if delivery is not None:
            yield f"{delivery.id}: {delivery.what}, from {delivery.source}"


def _silent(shoppers: tuple[str, ...], sight: Sight) -> Iterator[str]:
    """What the workspace answered with 200 and did not do, or not for these people."""
    mine = {number for shopper in shoppers for number in sight.record.operations_of(shopper)}
    attached = {event.operation for profile in sight.people for event in profile.events}
    for entry in sight.requests:
        for number in mine.intersection(entry.operations):
            for effect in entry.effects:
                delivery = sight.record.delivery_of(number)
                if delivery is not None and effect.rule is not None and number not in attached:
                    yield f"{delivery.id}: {_silent_words(effect, delivery, sight)} (rule {effect.rule})"


def _silent_words(effect: EffectRow, delivery: Delivery, sight: Sight) -> str:
    """The effect in shop words: deliveries instead of operations, devices instead of ids."""
    match effect.name:
        case "EventDuplicate":
            first = sight.record.delivery_of(int(str(effect.fields["first_operation"])))
            brought = "an earlier call" if first is None else f"{first.id}"
            return f"{delivery.what} came again and was dropped; {brought} had brought it with the same key"
        case "EventHeldAnonymous":
            return f"{delivery.what} is still anonymous: nobody was identified on its device"
        case _:
            return effect.words
