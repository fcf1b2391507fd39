"""The files of exports as CSV: a line of names, then a line for each person or delivery.

How sure we are: that a file of people has `id`, `email`, `cio_id` and a column for each attribute, that of deliveries
extra columns for the attributes that are asked for, is documented or read by clients of the real one; which attributes
come when none is asked for, and all other names of a file of deliveries, are told by nobody (app.export.columns). They
are those that the API's messages have.
Values read as they do everywhere in the App API; what somebody does not have is empty.
Lines end as RFC 4180 says, with which a value may hold any end of line.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from simulator.values import Json, text_of
from simulator.wire.app_api.messages import METRICS, message_item
from simulator.wire.app_api.people import attributes_of
from simulator.wire.terms import Terms
from simulator.workspace.answers import MessageAnswer, PersonAnswer

_OF_A_MESSAGE = ("campaign_id", "action_id", "newsletter_id", "recipient", "subject", "failure_message", "created")


def people_file(people: Sequence[PersonAnswer], attributes: tuple[str, ...] | None, terms: Terms) -> bytes:
    """Identifiers, then those attributes, or all of them in the order in which they are met (app.export.attributes)."""
    told = [attributes_of(person, terms) for person in people]
    names = (name for one in told for name in one) if attributes is None else attributes
    return _csv((*terms.identifiers, "cio_id", *names), told)


def deliveries_file(
    messages: Iterable[MessageAnswer], attributes: tuple[str, ...], people: Mapping[str, PersonAnswer], terms: Terms
) -> bytes:
    """What is known of each delivery, the second of each metric it reached, then attributes of the recipient.

    An attribute that is called like one of the other columns has none of its own.

    Args:
        people: the recipients who are still there, by cio_id.
    """
    kinds = (kind for kind in terms.identifiers if kind != "phone")
    own = ("delivery_id", "delivery_type", *kinds, "cio_id", *_OF_A_MESSAGE, "transactional_message_id")
    rows = []
    for message in messages:
        person = people.get(message.cio_id)
        of_recipient = {} if person is None else attributes_of(person, terms)
        rows.append({**{name: of_recipient.get(name) for name in attributes}, **_delivery(message, terms)})
    return _csv((*own, *METRICS, *attributes), rows)


def _delivery(message: MessageAnswer, terms: Terms) -> dict[str, Json]:
    item = message_item(message, terms)
    identifiers, metrics = item["customer_identifiers"], item["metrics"]
    assert isinstance(identifiers, dict)
    assert isinstance(metrics, dict)
    return {
        **{name: item.get(name) for name in _OF_A_MESSAGE},
        **identifiers,
        **metrics,
        "delivery_id": item["id"],
        "delivery_type": item["type"],
        "transactional_message_id": None if message.transactional is None else message.transactional.template,
    }


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, Json]]) -> bytes:
    """A name that comes twice has one column, where it came first."""
    names = tuple(dict.fromkeys(columns))
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return written.getvalue().encode()


def _cell(value: Json) -> str:
    return "" if value is None else text_of(value)
