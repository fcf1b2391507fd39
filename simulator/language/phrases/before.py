"""Phrases about people and what they did before the scenario begins, from files and from tables."""

from simulator.language.phrases.parts import DidBefore, HistoryIn, PeopleIn
from simulator.language.phrases.phrase import Columns, given

PHRASES = (
    given(
        'the people in "{file:Text}"',
        PeopleIn,
        "A CSV or JSONL file beside the feature: one profile a row, `customer_id`, `email` or `phone` among its "
        "columns; a shopper is called what `shopper` says, else by the first of these keys.",
    ),
    given(
        'the history in "{file:Text}"',
        HistoryIn,
        "A CSV or JSONL file beside the feature: one event a row, with `event`, `at`, perhaps `source` and `kind`, "
        "whose it is as `shopper`, `customer_id`, `email` or `phone`, and its data.",
    ),
    given(
        '"{shopper:Shopper}" has this history:',
        DidBefore,
        "The sources told of these events when the scenario begins; `at` is an instant or such as `3 days ago`.",
        columns=Columns(("event", "at"), ("source", "kind"), others="any data of the events"),
    ),
)
