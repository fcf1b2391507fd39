"""Law: whatever is sent as a transactional message, the answer is one that the API gives, and reading goes on."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from simulator.service import Service
from simulator.values import Json
from tests.builders import START
from tests.service.caller import REAL_NOW, Caller
from tests.wire.operation_strategies import TEXTS, VALUES

KEYS = (
    "identifiers", "to", "transactional_message_id", "message_data", "subject", "body", "from", "reply_to", "preheader",
    "bcc", "headers", "attachments", "send_at", "queue_draft", "disable_message_retention", "title", "custom_device",
)  # fmt: skip
DEFINITION: dict[str, Json] = {
    "transactional": {name: {name: name, "subject": "{{ trigger.x }}"} for name in ("email", "sms", "push")}
}
USUAL: dict[str, dict[str, Json]] = {
    "email": {"to": "maya@example.com", "subject": "Hi", "body": "Hello", "from": "shop@example.com"},
    "sms": {"to": "+12025550143", "transactional_message_id": "sms"},
    "push": {"transactional_message_id": "push"},
}
WORDS: st.SearchStrategy[Json] = st.sampled_from(
    [
        "maya@example.com", "{{ customer.email }}", "{% for i in (1..9) %}{{ i", 1, "[]", "all", 10**30, {"id": "5"},
        {"a.pdf": ""},
    ]
)  # fmt: skip
STRANGE = st.dictionaries(st.sampled_from(KEYS), VALUES | WORDS | TEXTS, max_size=4)


@given(st.lists(st.tuples(st.sampled_from(sorted(USUAL)), STRANGE), min_size=1, max_size=4))
def test_every_send_is_answered(sends: list[tuple[str, dict[str, Json]]]) -> None:
    caller = Caller(Service(now=REAL_NOW, definition=DEFINITION, clock=START))

    for channel, strange in sends:
        body = {"identifiers": {"id": "5"}, **USUAL[channel], **strange}
        answer = caller.call("POST", f"/v1/send/{channel}", body, authorization=caller.app_authorization)
        assert answer.status in {200, 400, 403, 413}
        told = msgspec.json.decode(answer.body, type=dict[str, Json])
        assert told.keys() == ({"delivery_id", "queued_at"} if answer.status == 200 else {"meta"})

    assert caller.sim("POST", "/snapshots").status == 201
    assert caller.sim("POST", "/clock/advance", {"by": "90 days"}).status == 200
    for path in ("/messages", "/activities"):
        assert (caller.app(path).status, caller.sim("GET", path).status) == (200, 200)
