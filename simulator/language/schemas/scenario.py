"""The schema of scenario files, from the tables of their parser: verbs, what may befall, and what can be expected."""

from simulator.language.calls import KIND, KINDS
from simulator.language.ordered_items import OPTIONAL as ITEM_OPTIONAL
from simulator.language.ordered_items import REQUIRED as ITEM_REQUIRED
from simulator.language.pasts import KINDS as PAST_KINDS
from simulator.language.pasts import OPTIONAL as PAST_OPTIONAL
from simulator.language.pasts import REQUIRED as PAST_REQUIRED
from simulator.language.schemas.plan import PLAN
from simulator.language.schemas.shapes import (
    ANYTHING,
    BOOLEAN,
    COUNT,
    COUNT_FROM_ONE,
    DURATION,
    INSTANT,
    TEXT,
    Schema,
    any_of,
    list_of,
    names_of,
    one_or_more,
    record,
    told,
    when,
    words,
)
from simulator.language.schemas.workspace import CAMPAIGNS, SEGMENTS, SOURCES, WORKSPACE
from simulator.language.sources import KEYS as KEY_KINDS
from simulator.language.yaml_expectations import CHANNELS, DISORDERS, LAST_ARRIVAL, LISTS, SUBJECTS, Subject
from simulator.language.yaml_journey import AGAIN_KEYS, COMMON, FAULT_KEYS, SEND_AGAIN, VERBS, keys_of, required_of
from simulator.language.yaml_shoppers import DEVICES, PERSONAS
from simulator.language.yaml_shoppers import KEYS as SHOPPER_KEYS
from simulator.language.yaml_text import KEYS, OUTAGE_KEYS, REQUIRED, SHOP_KEYS
from simulator.language.yaml_verbs import FORMS, Form
from simulator.plan import RULES
from simulator.values import Json

_SHOP: dict[str, Schema] = {
    "name": told(TEXT, "what it is called"),
    "currency": told({"type": "string", "examples": ["EUR"]}, "the code of its currency"),
    "zone": told({"type": "string", "examples": ["Europe/Berlin"]}, "its time zone, and the workspace's"),
}
_FILE = told(TEXT, "a file beside this one")
_FILES = one_or_more(_FILE)
_PAST_TIME: Schema = {"type": ["string", "integer"], "examples": ["3 days ago", "2026-03-02T09:00:00Z"]}
_DEVICE = words(DEVICES)
_FACTS = told(names_of(ANYTHING), "attributes, among them customer_id, email or phone; {value: 1, owner: warehouse}")


def scenario_schema() -> Schema:
    """A scenario; it refers to the workspace's definitions."""
    shapes = {
        "scenario": told(TEXT, "the name of the story"),
        "story": told(TEXT, "what it shows, in a sentence or two"),
        "workspace": any_of(_FILE, WORKSPACE),
        "segments": any_of(_FILE, SEGMENTS),
        "campaigns": any_of(_FILE, CAMPAIGNS),
        "sources": any_of(_FILE, SOURCES),
        "shop": told(record(SHOP_KEYS, _SHOP), "the shop, where it is not the workspace's"),
        "plan": any_of(told(TEXT, "the name of a tracking plan, or a file beside this one"), PLAN),
        "starts": told(INSTANT, "an instant in ISO 8601, or 'now'"),
        "seed": told(COUNT, "a whole number; everything made up follows from it"),
        "shoppers": told(names_of(any_of({"type": "null"}, _shopper())), "each shopper by name"),
        "people": told(_FILES, "files of people, CSV or JSONL, one profile a row"),
        "history": told(_FILES, "files of what people did before, CSV or JSONL, one event a row"),
        "unavailable": told(record(OUTAGE_KEYS, _OUTAGE, required=["for"]), "when every call is answered 503"),
        "journey": told(
            list_of({"if": {"required": ["does"]}, "then": _doing(), "else": _expectation()}),
            "what is done, each entry with its time from the start; an expectation looks before what stands below it",
        ),
        "expect": {**list_of(_expectation()), "minItems": 1, "description": "what must be true at a time"},
    }
    return record(KEYS, shapes, required=REQUIRED)


def _shopper() -> Schema:
    shapes = {
        "persona": words(PERSONAS),
        "devices": list_of(_DEVICE),
        "uses device of": told(names_of(one_or_more(_DEVICE)), "an owner each with what they share"),
        "known as": told(_FACTS, "what is known from before"),
        "profiles": told(list_of(_FACTS), "separate profiles that nobody knows to be one person"),
        "blocks tracking": told(one_or_more(_DEVICE), "these devices send nothing"),
        "history": told(list_of(_past()), "what they did before"),
    }
    return record(SHOPPER_KEYS, shapes)


def _past() -> Schema:
    shapes = {
        "event": told(TEXT, "the name of the event, the page or the screen"),
        "at": told(_PAST_TIME, "an instant, or such as '3 days ago'"),
        "source": told(TEXT, "who told it; the backend, if nobody is named"),
        "kind": words(PAST_KINDS),
    }
    return {
        **record([*PAST_REQUIRED, *PAST_OPTIONAL], shapes, required=PAST_REQUIRED),
        "additionalProperties": ANYTHING,
    }


def _doing() -> Schema:
    """An entry of the journey: its verb says which keys it may have."""
    any_verb: Schema = {"properties": {"does": words(VERBS)}, "required": ["does"], "type": "object"}
    by_verb: list[Json] = [
        when(
            {"properties": {"does": {"const": verb}}, "required": ["does"]},
            _doing_as(form),
        )
        for verb, form in FORMS.items()
    ]
    again = when(
        {"properties": {"does": {"const": SEND_AGAIN}}, "required": ["does"]},
        record(AGAIN_KEYS, _AGAIN, required=AGAIN_KEYS),
    )
    return {**any_verb, "allOf": [*by_verb, again]}


def _doing_as(form: Form) -> Schema:
    shape = record(keys_of(form), _doing_shapes(form), required=required_of(form))
    either: list[Json] = [{"required": ["on"]}, {"required": ["source"]}]
    return {**shape, "oneOf": either} if form.device == "or source" else shape


_OUTAGE: dict[str, Schema] = {
    "at": told(DURATION, "how long after the start it begins"),
    "for": told(DURATION, "how long it lasts"),
}
_AGAIN: dict[str, Schema] = {
    "at": told(DURATION, "how long after the start"),
    "does": told({"const": SEND_AGAIN}, "the verb"),
    "source": told(TEXT, "the source that repeats what it sent"),
    "last": told(DURATION, "how far back"),
}


def _doing_shapes(form: Form) -> dict[str, Schema]:
    fault_shapes = {
        "late": told(DURATION, "arrives so much later"),
        "times": told(COUNT_FROM_ONE, "arrives so often in all"),
        "lost": told(BOOLEAN, "never arrives"),
        "fresh key": told(BOOLEAN, "each copy has an event id of its own"),
    }
    common = {
        "at": told(DURATION, "how long after the start"),
        "shopper": told(TEXT, "one of the shoppers"),
        "on": told(_DEVICE, "the device"),
        "does": told({"const": form.does}, "the verb"),
        "delivery": told(record(FAULT_KEYS, fault_shapes), "what befalls what comes of it"),
    }
    assert set(common) == set(COMMON), "every common key has a shape"
    return {**_VERB_KEYS, **common}


def _item() -> Schema:
    shapes = {
        "sku": told(TEXT, "its number in the shop"),
        "quantity": COUNT_FROM_ONE,
        "price": told(TEXT, "what one piece costs"),
        "discount": told(TEXT, "an amount off the row, such as 5.00, or with its code '5.00 TEN'"),
    }
    return record((*ITEM_REQUIRED, *ITEM_OPTIONAL), shapes, required=ITEM_REQUIRED)


_CALL: Schema = {
    "type": "object",
    "properties": {KIND: words(KINDS)},
    "required": [KIND],
    "additionalProperties": True,
}
_VERB_KEYS: dict[str, Schema] = {
    "product": told(TEXT, "the name of a product"),
    "category": told(TEXT, "a category of products"),
    "count": told(COUNT_FROM_ONE, "how many"),
    "items": told({**list_of(_item()), "minItems": 1}, "what is bought, instead of the cart"),
    "amount": told({"type": "string", "examples": ["59.00 EUR"]}, "what is paid back; without it all that is left"),
    "every": told({"type": "string", "examples": ["4 weeks", "30 days"]}, "how long from charge to charge"),
    "sku": told(TEXT, "its number in the shop"),
    "quantity": COUNT_FROM_ONE,
    "with": told(words(KEY_KINDS), "the kind of key"),
    "value": told(TEXT, "the key itself; of a phone in quotes, with its plus"),
    "page": told(TEXT, "the address of the page"),
    "screen": told(TEXT, "the name of the screen"),
    "name": told(TEXT, "the name of the event"),
    "data": told(names_of(ANYTHING), "the data of the event"),
    "order": told(TEXT, "the order's id"),
    "total": told({"type": "string", "examples": ["59.00 EUR"]}, "an amount with its currency"),
    "as": words(["guest"]),
    "email": told(TEXT, "the email of a guest order"),
    "paid": told(BOOLEAN, "false: it awaits its payment"),
    "source": told(TEXT, "who tells it, where no device does"),
    "channel": words(CHANNELS),
    "attributes": told(names_of(ANYTHING), "attributes with their values"),
    "to": told(TEXT, "a customer id"),
    "calls": told(list_of(_CALL), "the calls of one delivery, as they are sent"),
}
"""The keys of verbs beside the common ones."""


def _expectation() -> Schema:
    """An entry: its subject says which other keys it may have; a profile can have `profiles` too."""
    by_subject: list[Json] = [
        when(_speaks_of(subject), record(subject.keys, _ASPECTS, required=["at", subject.key, *subject.required]))
        for subject in SUBJECTS.values()
    ]
    subjects: list[Json] = [{"required": [key]} for key in SUBJECTS]
    return {"type": "object", "anyOf": subjects, "allOf": by_subject}


def _speaks_of(subject: Subject) -> Schema:
    others: list[Json] = [{"required": [key]} for key, other in SUBJECTS.items() if subject.key in other.aspects]
    asked: Schema = {"required": [subject.key]}
    return {**asked, "not": {"anyOf": others}} if others else asked


_PEOPLE = one_or_more(told(TEXT, "one of the shoppers"))
_EVENT = any_of(TEXT, {**names_of(ANYTHING), "required": ["event"]})
_ASPECTS: dict[str, Schema] = {
    "at": told(DURATION, f"how long after the start; under expect also '{LAST_ARRIVAL}'"),
    "profile": told(TEXT, "one of the shoppers"),
    "profiles": told(COUNT, "how many people there are"),
    "attributes": told(names_of(ANYTHING), "attributes with their values; {value: 1, type: number}"),
    "missing": told(one_or_more(TEXT), "attributes that are not there"),
    "events": told(names_of(COUNT), "how often each event is in the history"),
    "written by": told(names_of(TEXT), "the source that wrote each attribute last"),
    "history": told(list_of(_EVENT), "all events, exactly, by timestamp, then arrival"),
    "segment": told(TEXT, "one of the segments"),
    "members": told(_PEOPLE, "exactly these"),
    "includes": _PEOPLE,
    "excludes": _PEOPLE,
    "leaves": told(_PEOPLE, "who is a member now and, without new data, none any more in time"),
    "within": told(DURATION, "the time in which they leave"),
    "count": COUNT,
    "equals list": told(words(LISTS), "a list that the shop itself keeps"),
    "messages": told(TEXT, "one of the campaigns"),
    "to": told(TEXT, "one of the shoppers"),
    "apart": told({**list_of(TEXT), "minItems": 2, "maxItems": 2}, "two shoppers who are not mixed up"),
    "consent": words(["respected"]),
    "silent": told(words(["none"]), "no accepted call was silently ignored"),
    "outside": told(words(["unchanged"]), "nobody was changed but the people of the story"),
    "plan": told(words(["satisfied"]), "everything that has arrived is as the tracking plan says"),
    "plan reports": told(
        record(RULES, dict.fromkeys(RULES, one_or_more(TEXT))), "what differs from the plan: by a rule, on a field"
    ),
    "channel": words(CHANNELS),
    "same result": told(words(DISORDERS), "what may befall all deliveries and changes nothing"),
}
"""The keys of expectations."""
