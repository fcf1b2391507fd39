"""Makes the trace of a run that failed, by telling another workspace the same and looking before and after.

A story that holds pays nothing but the note of what was told: nobody looks at a workspace while it goes. The same
calls in the same seconds make the same workspace, so the second telling shows what the first one did. It is told twice:
the first time to learn what happens by itself and when, the second time to look at it.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import assert_never

import msgspec

from simulator.engine.beats import Beat, Mark, beats_of, window
from simulator.engine.finding import profile_name
from simulator.engine.record import Doing, Record
from simulator.engine.trace import Moment, Outbox, Profile, Trace, Travel
from simulator.instants import Instant
from simulator.scenario import Scenario, watched_segments
from simulator.targets import (
    Answered,
    Delivered,
    EffectRow,
    FiredRow,
    JournalEntry,
    LookedAt,
    Reached,
    Target,
    Targets,
    Telling,
)
from simulator.values import Json
from simulator.wire import Credentials
from simulator.wire.credentials import headers_of
from simulator.workspace import MessageAnswer, PersonAnswer

PROFILES_MAX = 6
"""How many profiles a moment shows."""
ROWS_MAX = 20
"""How many messages, deliveries under way, effects and calls of each."""


def retold(
    scenario: Scenario, first: Target, marks: Sequence[Mark], record: Record, targets: Targets, *, starts: Instant
) -> Trace:
    """The trace of the run that told `first` what it was told.

    Raises:
        TargetError: the target does not answer.
    """
    told, calls = tuple(first.told), sum(entry.delivery is None for entry in first.requests())
    watched = watched_segments(scenario)
    with targets.workspace(scenario.definition, watched, starts) as target:
        beats = list(_Telling(target, first.credentials, starts).with_timers(beats_of(told, marks, record)))
    chosen = window(beats, record)
    with targets.workspace(scenario.definition, watched, starts) as target:
        looking = _Looking(_Telling(target, first.credentials, starts), record)
        moments = [moment for moment in looking.moments(beats, chosen.shown) if moment is not None]
        moments = list(_with_calls(moments, target))
    return Trace(
        zone=scenario.shop.zone,
        starts=starts,
        moments=tuple(moments),
        names=looking.names,
        brought=looking.brought,
        left_before=chosen.before,
        left_between=chosen.between,
        left_after=chosen.after,
        is_whole=calls <= sum(isinstance(telling, Answered) for telling in told),
    )


class _Telling:
    """Tells a workspace what another one was told, each thing that is due by itself in its own second."""

    def __init__(self, target: Target, credentials: Credentials, starts: Instant) -> None:
        self.target = target
        self._now = starts
        self.became: dict[int, str] = {}
        self._keys = dict(zip(headers_of(credentials), headers_of(target.credentials), strict=True))

    def with_timers(self, beats: Iterable[Beat]) -> Iterator[Beat]:
        """The beats with those of what happens by itself among them."""
        for beat in beats:
            first = beat.tellings[0] if beat.tellings else None
            fired = self._let_pass(_last_before(first)) if first is not None else ()
            for instant in sorted({row.at for row in fired}):
                yield Beat("time", instant)
            self.tell(beat)
            yield beat if beat.kind != "own call" else replace(beat, at=self._now)

    def _let_pass(self, last: Instant | None) -> tuple[FiredRow, ...]:
        """What happens by itself up to and in that second."""
        if last is None or last < self._now:
            return ()
        self._now = last
        return self.target.advance(last)

    def tell(self, beat: Beat) -> tuple[FiredRow, ...]:
        """Let the beat happen; what did so by itself."""
        if beat.kind == "time":
            return self._let_pass(beat.at)
        return tuple(chain.from_iterable(map(self._tell, beat.tellings)))

    def _tell(self, telling: Telling) -> tuple[FiredRow, ...]:
        match telling:
            case Delivered(delivery_id, source, operation, at):
                fired = self._let_pass(at - 1)
                self._now = at
                number = self.target.deliver(delivery_id, source, operation, at)
                if isinstance(number, int):
                    self.became[number] = delivery_id
                return fired
            case Answered(request):
                key = request.headers.get("authorization", "")
                headers = {**request.headers, "authorization": self._keys.get(key, key)} if key else request.headers
                self.target.answer(msgspec.structs.replace(request, headers=headers))
                return ()
            case Reached(instant):
                fired = self._let_pass(instant - 1)
                self._now = instant
                self.target.reach(instant)
                return fired
            case LookedAt(instant):
                return self._let_pass(instant)
            case _:
                assert_never(telling)


def _last_before(telling: Telling) -> Instant | None:
    """The last second that has passed when it is told."""
    match telling:
        case Delivered():
            return telling.at - 1
        case Reached(instant):
            return instant - 1
        case LookedAt(instant):
            return instant
        case Answered():
            return None
        case _:
            assert_never(telling)


@dataclass(frozen=True, slots=True)
class _Look:
    people: dict[str, PersonAnswer]
    messages: dict[int, MessageAnswer]


class _Looking:
    """Looks before and after each beat that is shown; `names` and `brought` are learnt on the way."""

    def __init__(self, telling: _Telling, record: Record) -> None:
        self._telling = telling
        self._record = record
        self.names: dict[str, str] = {}
        self.brought = telling.became
        self._arrived: dict[str, int] = {}
        self._sent: set[str] = set()

    def moments(self, beats: Sequence[Beat], shown: frozenset[int]) -> Iterator[Moment | None]:
        """The moments of the beats that are shown; nothing for the others."""
        for position, beat in enumerate(beats):
            before = self._look() if position in shown else None
            arrived, known = dict(self._arrived), set(self._sent)
            fired = self._telling.tell(beat)
            self._note(beat)
            yield None if before is None else self._moment(beat, before, self._look(), fired, arrived, known)

    def _look(self) -> _Look:
        target = self._telling.target
        people = {one.cio_id: one for one in target.people()}
        self.names |= {cio_id: profile_name(one) for cio_id, one in people.items()}
        return _Look(people, {one.number: one for one in target.messages()})

    def _note(self, beat: Beat) -> None:
        doing = self._record.doing_of(beat.arrival)
        if doing is not None:
            self._arrived[doing.delivery.id] = self._arrived.get(doing.delivery.id, 0) + 1
            self._sent.add(doing.delivery.id)
        if beat.mark is not None:
            self._sent |= {one.delivery.id for one in beat.mark.doings}

    def _moment(
        self,
        beat: Beat,
        before: _Look,
        after: _Look,
        fired: Sequence[FiredRow],
        arrived: dict[str, int],
        known: set[str],
    ) -> Moment:
        doing, mark = self._record.doing_of(beat.arrival), beat.mark
        shoppers = _shoppers(beat, doing)
        named = {row.effect.fields.get("person") for row in fired}
        profiles = [self._profile(cio_id, before, after) for cio_id in {**before.people, **after.people}]
        shown = sorted(
            (one for one in profiles if _is_shown(one, shoppers, named)),
            key=lambda one: not one.is_changed,
        )
        return Moment(
            kind=beat.kind if beat.kind != "passing" else "time",
            at=beat.at,
            words=doing.delivery.what if doing else mark.item.text.strip() if mark else "",
            delivery=doing.delivery if doing else None,
            arrival=beat.arrival,
            effects=tuple(row.effect for row in fired)[:ROWS_MAX],
            calls=(),
            profiles=tuple(shown[:PROFILES_MAX]),
            profiles_left=len(shown[PROFILES_MAX:]),
            outbox=_outbox(before, after, shown),
            travels=tuple(self._travels(arrived, known))[:ROWS_MAX],
            answers=mark.answers if mark else (),
            failures=mark.failures if mark else (),
        )

    def _profile(self, cio_id: str, before: _Look, after: _Look) -> Profile:
        old, new = before.people.get(cio_id), after.people.get(cio_id)
        numbers = {number for one in (old, new) if one is not None for number in _operations(one)}
        made = (self._record.doing_of(self.brought.get(number, "")) for number in numbers)
        return Profile(old, new, tuple(sorted({doing.delivery.shopper for doing in made if doing})))

    def _travels(self, arrived: dict[str, int], known: set[str]) -> Iterator[Travel]:
        """The deliveries that were under way before the moment or are after it."""
        for doing in self._record.doings:
            key = doing.delivery.id
            if key in self._sent:
                was, now = arrived.get(key, 0), self._arrived.get(key, 0)
                is_new = key not in known
                if is_new or was < len(doing.arrivals):
                    yield Travel(doing, was, now, is_new)


def _shoppers(beat: Beat, doing: Doing | None) -> set[str]:
    """Whose moment it is; nobody's in particular where nothing tells."""
    if doing is not None:
        return {doing.delivery.shopper}
    if beat.mark is None:
        return {""}
    failing = {shopper for failure in beat.mark.failures for shopper in failure.shoppers}
    return failing or {one.delivery.shopper for one in beat.mark.doings}


def _is_shown(profile: Profile, shoppers: set[str], named: Container[Json]) -> bool:
    """Whether the moment changed it, is about it by name, or about its shopper."""
    one = profile.after or profile.before
    is_named = one is not None and one.cio_id in named
    return profile.is_changed or is_named or not shoppers or bool(shoppers & set(profile.shoppers))


def _operations(person: PersonAnswer) -> Iterator[int]:
    yield person.operation
    yield from (fact.operation for fact in person.attributes.values())
    yield from (event.operation for event in person.events)


def _outbox(before: _Look, after: _Look, shown: Iterable[Profile]) -> Outbox:
    theirs = {one.cio_id for profile in shown for one in (profile.before, profile.after) if one is not None}
    news = [row for number, row in after.messages.items() if before.messages.get(number) != row]
    old = [row for row in before.messages.values() if row.cio_id in theirs and row not in news]
    return Outbox(tuple(news[:ROWS_MAX]), tuple(old[-ROWS_MAX:]))


def _with_calls(moments: Iterable[Moment], target: Target) -> Iterator[Moment]:
    """The moments with how the workspace was told, and what it did then."""
    secrets = tuple(msgspec.structs.astuple(target.credentials))
    entries: dict[str | None, list[JournalEntry]] = {}
    for entry in target.requests():
        entries.setdefault(entry.delivery, []).append(_without(secrets, entry))
    own = iter(entries.get(None, ()))
    for moment in moments:
        calls = entries.get(moment.arrival, []) if moment.arrival else []
        if moment.kind == "own call":
            calls = [entry for entry in (next(own, None),) if entry is not None]
        done: tuple[EffectRow, ...] = (*moment.effects, *(effect for entry in calls for effect in entry.effects))
        yield replace(moment, calls=tuple(calls[:ROWS_MAX]), effects=done[:ROWS_MAX])


def _without(secrets: Iterable[str], entry: JournalEntry) -> JournalEntry:
    """The call without a key, wherever it may stand."""
    texts = {name: getattr(entry, name) for name in ("path", "query", "request", "response")}
    for secret in secrets:
        texts = {name: text.replace(secret, "•••") for name, text in texts.items()}
    return msgspec.structs.replace(entry, **texts)
