"""Keys of a person: customer id, email, phone, and how calls carry them."""

from collections.abc import Iterable

import msgspec

from simulator.operations import Identifier, IdentifierKind
from simulator.shoppers.behaviours import KeyKind

_IDENTIFIER_OF: dict[KeyKind, IdentifierKind] = {"customer id": "id", "email": "email", "phone": "phone"}
ATTRIBUTE_OF: dict[KeyKind, str] = {"customer id": "customer_id", "email": "email", "phone": "phone"}
"""What a key is called where it is an attribute."""


class Key(msgspec.Struct, frozen=True, gc=False):
    kind: KeyKind
    value: str

    def identifier(self, identifying: Iterable[IdentifierKind]) -> Identifier:
        """The key as calls name a person by it: as `id` where the workspace has no identifier of its kind."""
        kind = _IDENTIFIER_OF[self.kind]
        return Identifier(kind if kind in identifying else "id", self.value)


class Keys(msgspec.Struct, frozen=True, gc=False):
    """What somebody knows of a person."""

    customer_id: str | None = None
    email: str | None = None
    phone: str | None = None

    def of(self, kind: KeyKind) -> str | None:
        match kind:
            case "customer id":
                return self.customer_id
            case "email":
                return self.email
            case "phone":
                return self.phone

    @property
    def each(self) -> tuple[Key, ...]:
        """All that are known, the best first."""
        return tuple(Key(kind, value) for kind in ATTRIBUTE_OF if (value := self.of(kind)) is not None)

    def first(self, kinds: Iterable[KeyKind]) -> Key | None:
        """The first of `kinds` that is known."""
        return next((Key(kind, value) for kind in kinds if (value := self.of(kind)) is not None), None)

    def having(self, key: Key) -> "Keys":
        """What is known once `key` is given; email and phone of one customer are not those of the next."""
        match key.kind:
            case "customer id":
                is_other_customer = self.customer_id not in {None, key.value}
                return Keys(key.value) if is_other_customer else Keys(key.value, self.email, self.phone)
            case "email":
                return Keys(self.customer_id, key.value, self.phone)
            case "phone":
                return Keys(self.customer_id, self.email, key.value)
