"""What a shopper does, as values: one for each verb of a journey. Who does it and where stands in each."""

from typing import Literal

import msgspec

from simulator.deliveries import SourceName
from simulator.operations import EventKind, FactOperation
from simulator.values import Json

DeviceName = Literal["laptop", "phone", "tablet", "till"]
KeyKind = Literal["customer id", "email", "phone"]
"""What somebody can be known by, the best first."""
Channel = Literal["email", "sms", "push", "whatsapp"]
OrderChange = Literal["cancelled", "refunded", "shipped", "delivered", "edited"]
"""What becomes of an order beside its payment."""


class Money(msgspec.Struct, frozen=True, gc=False):
    """An amount as written (`59.00`) and its currency code; sums are made with decimals."""

    amount: str
    currency: str


class Doing(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Base of all verbs."""

    shopper: str


class ViewProduct(Doing, frozen=True, gc=False):
    """`product` by name or `sku` by code; one of them. What nobody defined is made up from the seed."""

    device: DeviceName
    product: str | None = None
    sku: str | None = None


class ViewCategory(Doing, frozen=True, gc=False):
    """Looks at so many products of a category, one after the other."""

    device: DeviceName
    category: str
    count: int = 1


class AddToCart(Doing, frozen=True, gc=False):
    device: DeviceName
    product: str | None = None
    sku: str | None = None
    quantity: int = 1


class StartCheckout(Doing, frozen=True, gc=False):
    device: DeviceName


class GiveKey(Doing, frozen=True, gc=False):
    """Types a key into a form: `does: identify`. Without `value` the shopper's own is given."""

    device: DeviceName
    kind: KeyKind
    value: str | None = None


class LogIn(Doing, frozen=True, gc=False):
    device: DeviceName
    customer_id: str | None = None


class LogOut(Doing, frozen=True, gc=False):
    """Ends who is known on the device; whether its anonymous id goes too is a habit of its source."""

    device: DeviceName


class LoseCookies(Doing, frozen=True, gc=False):
    """The device forgets who is known on it, and its anonymous id."""

    device: DeviceName


class ViewPage(Doing, frozen=True, gc=False):
    """Looks at a page called `page`; an app tells it as a screen."""

    device: DeviceName
    page: str
    data: dict[str, Json] = {}


class ViewScreen(Doing, frozen=True, gc=False):
    """Looks at a screen called `screen`, whatever the device is."""

    device: DeviceName
    screen: str
    data: dict[str, Json] = {}


class DoEvent(Doing, frozen=True, gc=False):
    """Anything else that happens on a device, under the name and with the data that the journey writes."""

    device: DeviceName
    event: str
    data: dict[str, Json] = {}


class SendEvent(Doing, frozen=True, gc=False):
    """`source` tells, under the key that it goes by, what the shopper did, or which page or screen they saw."""

    event: str
    source: SourceName
    kind: EventKind = "event"
    data: dict[str, Json] = {}


class OrderedItem(msgspec.Struct, frozen=True, gc=False):
    """A row of an order as it is written; `price` of one piece, `discount` off the whole row, by `code` if by one."""

    sku: str
    quantity: int
    price: str
    discount: str | None = None
    code: str | None = None


class PlaceOrder(Doing, frozen=True, gc=False):
    """Buys the cart, or for `total`, or the `items` that are named.

    A guest order has an `email` of its own and no device; `order` names it. It is paid when placed, unless `paid` is
    false: then it awaits payment.
    """

    device: DeviceName | None = None
    order: str | None = None
    total: Money | None = None
    email: str | None = None
    guest: bool = False
    paid: bool = True
    items: tuple[OrderedItem, ...] = ()


class PayOrder(Doing, frozen=True, gc=False):
    """The payment of `order` comes in, which its buyer placed before."""

    order: str


class UpdateOrder(Doing, frozen=True, gc=False):
    """Something else becomes of `order`, which was placed before.

    `amount` is what is refunded, without it the whole order; or the new total of an edited one.
    """

    order: str
    change: OrderChange
    amount: Money | None = None


class Subscribe(Doing, frozen=True, gc=False):
    """Is charged for a product now, and again after every so many seconds."""

    product: str
    every: int


class ChangeKey(Doing, frozen=True, gc=False):
    """Has another email, phone or customer id from now on, and tells it: on `device`, else `source` learns of it."""

    kind: KeyKind
    value: str
    device: DeviceName | None = None
    source: SourceName | None = None


class ChooseConsent(Doing, frozen=True, gc=False):
    """Says yes or no to messages by `channel`: on `device`, else `source` learns of it."""

    channel: Channel
    given: bool
    device: DeviceName | None = None
    source: SourceName | None = None


class SetAttributes(Doing, frozen=True, gc=False):
    """Attributes of the shopper as `device`, else `source` tells them."""

    attributes: dict[str, Json]
    device: DeviceName | None = None
    source: SourceName | None = None


class LinkKey(Doing, frozen=True, gc=False):
    """The shop finds that `value` and a customer are one person, and merges its profile into the customer's."""

    kind: KeyKind
    value: str
    customer_id: str


class DeletePerson(Doing, frozen=True, gc=False):
    """The shop has the person deleted under the key that its orders carry."""


class SuppressPerson(Doing, frozen=True, gc=False):
    """The shop has the person suppressed under the key that its orders carry."""


class UnsuppressPerson(Doing, frozen=True, gc=False):
    """The shop lets the key that its orders carry be used again."""


class SendCalls(Doing, frozen=True, gc=False):
    """What `source` sends of the shopper in one delivery, call by call, whatever the shop's model would send."""

    source: SourceName
    calls: tuple[FactOperation, ...]


OneOnDevice = (
    ViewProduct | AddToCart | StartCheckout | GiveKey | LogIn | LogOut | LoseCookies | ViewPage | ViewScreen | DoEvent
)
"""What is done on a device in one go."""

DeviceVerb = OneOnDevice | ViewCategory
"""What is done on a device."""

TellVerb = ChangeKey | ChooseConsent | SetAttributes
"""What a device or a source tells of a person."""

PersonVerb = LinkKey | DeletePerson | SuppressPerson | UnsuppressPerson
"""What the shop does to a person."""

OrderVerb = PlaceOrder | PayOrder | UpdateOrder | Subscribe
"""What the shop books and its platform tells."""

ModelledVerb = DeviceVerb | SendEvent | TellVerb | PersonVerb | OrderVerb
"""What the sources send calls of in their own ways."""

Verb = ModelledVerb | SendCalls
"""Every verb; closed."""
