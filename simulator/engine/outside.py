"""Whether a run has changed anybody but its own people: those of the story, and whom its deliveries made or met."""

from collections.abc import Iterator, Sequence

from simulator.engine.finding import Finding, counted, profile_name
from simulator.engine.sight import Sight
from simulator.targets import JournalEntry
from simulator.values import text_of


def nothing_outside(sight: Sight, shoppers: Sequence[str]) -> Finding:
    """Look at every call that changed somebody, and whom."""
    own = {profile.cio_id for shopper in shoppers for profile in sight.profiles(shopper)}
    own.update(person for entry in sight.requests if _is_of_run(entry, sight) for person in _changed(entry))
    strange = {person: entry for entry in sight.requests for person in _changed(entry) if person not in own}
    names = {profile.cio_id: profile_name(profile) for profile in sight.people}
    found = f"{counted(len(strange), 'profile')} of nobody in the story changed" if strange else "only its own people"
    return Finding(
        holds=not strange,
        expected="nothing outside this run has changed",
        found=found,
        operations=frozenset(number for entry in strange.values() for number in entry.operations),
        causes=tuple(
            f"{names.get(person, person)} by {entry.method} {entry.path}" for person, entry in strange.items()
        ),
    )


def _is_of_run(entry: JournalEntry, sight: Sight) -> bool:
    return any(sight.record.delivery_of(number) is not None for number in entry.operations)


def _changed(entry: JournalEntry) -> Iterator[str]:
    """Whom the call changed, by cio_id."""
    for effect in entry.effects:
        person = effect.fields.get("person")
        if person is not None:
            yield text_of(person)
