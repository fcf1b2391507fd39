"""Who is who in what came in: identifiers and anonymous ids that one call names together are one shopper's."""

from collections.abc import Iterable, Sequence

from simulator.operations import FactOperation, Track
from simulator.shoppers import anonymous_id_of, identifiers_of
from simulator.workspace import PersonAnswer, lookup_form

_NAMES = ("Mia", "Noor", "Leo", "Ada", "Ben", "Zoe", "Ana", "Tess", "Ida", "Kim", "Eve", "Maya")
_Sign = tuple[str, str]
"""A kind of identifier, or `anonymous`, and the value in the form in which it is compared."""


class People:
    """The shoppers behind the calls, in the order in which they are first heard of."""

    def __init__(self, calls: Iterable[FactOperation], profiles: Iterable[PersonAnswer] = ()) -> None:
        self._joined: dict[_Sign, _Sign] = {}
        for signs in (*map(_signs_of, calls), *map(_profile_signs, profiles)):
            for sign in signs:
                self._joined.setdefault(sign, sign)
                self._joined[self._first(sign)] = self._first(signs[0])
        firsts = dict.fromkeys(self._first(sign) for sign in self._joined)
        self._names = {first: _name(number) for number, first in enumerate(firsts)}

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody; somebody is there even if nobody is named."""
        return tuple(self._names.values()) or (_name(0),)

    def of(self, call: FactOperation) -> str | None:
        """Whose the call is, if it names anybody."""
        return self._named(_signs_of(call))

    def of_profile(self, profile: PersonAnswer) -> str | None:
        """Whose the profile is by what it is known by."""
        return self._named(_profile_signs(profile))

    def _named(self, signs: Sequence[_Sign]) -> str | None:
        return next((self._names[self._first(sign)] for sign in signs if sign in self._joined), None)

    def _first(self, sign: _Sign) -> _Sign:
        while self._joined[sign] != sign:
            sign = self._joined[sign]
        return sign


def _signs_of(call: FactOperation) -> list[_Sign]:
    signs: list[_Sign] = [(who.kind, lookup_form(who.kind, who.value)) for who in identifiers_of(call)]
    anonymous = anonymous_id_of(call)
    if anonymous is not None:
        signs.append(("anonymous", anonymous))
    if not signs and isinstance(call, Track) and isinstance(recipient := call.data.get("recipient"), str):
        signs.append(("email", lookup_form("email", recipient)))
    return signs


def _profile_signs(profile: PersonAnswer) -> list[_Sign]:
    signs: list[_Sign] = [("cio_id", profile.cio_id)]
    if profile.id is not None:
        signs.append(("id", lookup_form("id", profile.id)))
    if profile.email is not None:
        signs.append(("email", lookup_form("email", profile.email)))
    if profile.phone is not None:
        signs.append(("phone", lookup_form("phone", profile.phone)))
    return signs


def _name(number: int) -> str:
    """A made-up name; past the last of them with a number."""
    name = _NAMES[number % len(_NAMES)]
    return name if number < len(_NAMES) else f"{name} {number // len(_NAMES) + 1}"
