"""Why an expectation failed, in shop words: the shopper's timeline, the deliveries and the rules that decided.

Operation numbers of facts are joined with the deliveries of the run; the reasons themselves come from the workspace.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from math import inf

from simulator.engine.decisions import decisions
from simulator.engine.finding import Finding, counted
from simulator.engine.record import Doing
from simulator.engine.sight import Sight
from simulator.engine.verdict import Failure
from simulator.instants import Instant, clock_text, duration_words
from simulator.operations import Identify, Operation, Track
from simulator.scenario import Check, Expect, InSegment, LeavesSegment, MessageCount, SegmentMembers
from simulator.workspace import MessageAnswer

_NAMED_MAX = 12
"""How many shoppers a line names."""

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
        shoppers=tuple(about),
    )


def _timeline(shoppers: Collection[str], sight: Sight, clock: Clock) -> list[str]:
    """What the shoppers did and what was sent to them, oldest first, up to the present second."""
    lines: list[tuple[Instant, float, str]] = []
    for number, doing in enumerate(sight.record.doings, 1):
        if doing.delivery.shopper in shoppers:
            words = f"{doing.delivery.shopper}: {_doing_words(doing, clock)}"
            lines.append((doing.delivery.occurred, number, words))
    for shopper in shoppers:
        for unsent in sight.truth(shopper).unsent:
            lines.append((unsent.at, unsent.after + 0.5, f"{shopper}: {unsent.what}"))
        for message in sight.messages_to(shopper):
            if message.state != "not sent":
                lines.append((message.at, inf, f"{shopper}: {_message_words(message)}"))
    return [f"{clock(at)}  {words}" for at, _, words in sorted(lines, key=lambda line: line[:2])]


def _doing_words(doing: Doing, clock: Clock) -> str:
    delivery = doing.delivery
    return f"{delivery.what} ({delivery.source}, {delivery.id}){_arrival_words(doing, clock)}"


def _arrival_words(doing: Doing, clock: Clock) -> str:
    """How the arrival differs from a healthy one; nothing if it does not."""
    if not doing.arrivals:
        return ", lost on the way"
    lost = ", lost, sent again" if doing.fault.lost else ""
    delay = doing.arrivals[0] - doing.delivery.sent
    late = f", arrived {clock(doing.arrivals[0])}, {duration_words(delay)} late" if delay else ""
    often = f", arrived {counted(len(doing.arrivals), 'time')}" if len(doing.arrivals) > 1 else ""
    refused = f", refused {counted(doing.refusals, 'time')}" if doing.refusals else ""
    return lost + refused + late + often


def _message_words(message: MessageAnswer) -> str:
    of = "" if message.campaign is None else f" of '{message.campaign}'"
    return f"message '{message.name}'{of} {message.state}"


def _decided(check: Check, finding: Finding, shoppers: tuple[str, ...], sight: Sight, clock: Clock) -> Iterator[str]:
    match check:
        case InSegment(_, segment) | LeavesSegment(_, segment) | SegmentMembers(segment, _):
            for shopper in finding.shoppers:
                yield from _membership_words(shopper, segment, sight, clock)
        case MessageCount():
            yield from _message_reasons(check, shoppers, sight, clock)
        case _:
            pass
    yield from finding.causes
    yield from _came_from(finding.operations, sight)
    if not finding.causes:
        yield from _under_way(shoppers, sight)
    yield from map(str, decisions(shoppers, sight))


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
    owners = {message.number: shopper for shopper in shoppers for message in sight.messages_to(shopper)}
    decided = [one for one in sight.messages if one.campaign == check.campaign and one.number in owners]
    for message in decided:
        rule = f" (rule {message.rule})" if message.rule else ""
        yield f"'{message.name}' {message.state} at {clock(message.at)}: {message.reason}{rule}"
        yield from _came_from(message.decided_by, sight)
        for doing in sight.record.of(owners[message.number]):
            if message.state == "sent" and _came_too_late(doing, message):
                yield (
                    f"{doing.delivery.what} ({doing.delivery.id}) happened at {clock(doing.delivery.occurred)}"
                    f"{_arrival_words(doing, clock)}: the workspace could not know it at {clock(message.at)}"
                )
    if not decided:
        more = f" and {len(shoppers) - _NAMED_MAX} more" if len(shoppers) > _NAMED_MAX else ""
        yield f"nobody of {', '.join(shoppers[:_NAMED_MAX])}{more} has reached a message of '{check.campaign}'"


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
            calls = [call for arrival, call in sight.record.calls if arrival.id == delivery.id]
            untimed = ", which tells no time: its arrival counted" if any(map(_is_untimed, calls)) else ""
            keyless = ", which gives its events no id" if any(map(_is_keyless, calls)) else ""
            yield f"{delivery.id}: {delivery.what}, from {delivery.source}{untimed}{keyless}"


def _is_keyless(call: Operation) -> bool:
    """Whether it is an event that can't be recognised as one that came before."""
    return isinstance(call, Track) and call.id is None


def _is_untimed(call: Operation) -> bool:
    """Whether it is an update that says nothing of when it was true."""
    return isinstance(call, Identify) and call.timestamp is None
