"""What a check asked and what was found, and the words that findings share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.workspace import PersonAnswer


@dataclass(frozen=True, slots=True)
class Finding:
    """`shoppers` are those it is about; `operations` what it stands on; `causes` what is known already of why."""

    holds: bool
    expected: str
    found: str
    shoppers: tuple[str, ...] = ()
    operations: frozenset[int] = field(default_factory=frozenset)
    causes: tuple[str, ...] = ()


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 profile`, `2 profiles`; a noun whose plural is not made by an s says it."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def profile_name(profile: PersonAnswer) -> str:
    """A profile by its identifiers: `C-118 + ada@example.com`."""
    return " + ".join(filter(None, (profile.id, profile.email, profile.phone))) or profile.cio_id


def listed(profiles: Iterable[PersonAnswer]) -> str:
    """The profiles in brackets, behind their number; nothing if there are none."""
    names = "; ".join(map(profile_name, profiles))
    return f" ({names})" if names else ""
