"""Law: each operation that the vendor's own specification describes is routed, and answers as it is documented.

The calls are made from the specification, not from our tables; what is not emulated yet says so by name.
"""

import warnings
from typing import TYPE_CHECKING

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.openapi.loaders import from_dict

from simulator.service import Service
from simulator.wire import Request, Response
from simulator.wire.routing import Api
from tests.builders import START
from tests.fuzz.hostile import KEYS
from tests.openapi.trimmed import specification
from tests.service.caller import DEFINITION, REAL_NOW

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiOperation

EXAMPLES = max(20, settings().max_examples // 25)
"""For each operation: 20, and 200 in `make prove`; there are 133."""
UNDOCUMENTED = {400, 404, 422, 501}
"""Answers that a specification need not list: malformed, unknown, unfit, not emulated."""
HOSTS = {"track": "track.customer.io", "app": "api.customer.io"}


def operations(api: Api) -> "list[OpenApiOperation]":
    return [found.ok() for found in from_dict(specification(api)).get_all_operations() if isinstance(found, Ok)]


OPERATIONS = [
    pytest.param(api, operation, id=operation.label) for api in ("track", "app") for operation in operations(api)
]


def sent(api: Api, case: "Case[OpenApiOperation]") -> Request:
    """The bytes that an HTTP client would send for the case, with our key."""
    prepared = requests.Request(**case.as_transport_kwargs(base_url=f"https://{HOSTS[api]}")).prepare()
    path, _, query = prepared.path_url.partition("?")
    written = prepared.body or b""
    body = written.encode() if isinstance(written, str) else written
    headers = {name.lower(): value for name, value in prepared.headers.items()}
    return Request(case.method, path, query, {**headers, "host": HOSTS[api], **KEYS[api]}, body)


def is_unrouted(response: Response) -> bool:
    """Whether nobody knew the path: the App API shows a page for people, the Track API says so."""
    return response.status == 404 and ("html" in response.headers["content-type"] or b'"Not found"' in response.body)


@pytest.mark.parametrize(("api", "operation"), OPERATIONS)
@settings(max_examples=EXAMPLES)
@given(st.data())
def test_an_operation_of_the_specification_answers_as_documented(
    api: Api, operation: "OpenApiOperation", data: st.DataObject
) -> None:
    service = Service(now=REAL_NOW, definition=DEFINITION, clock=START)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the specification, about formats that it names
        case = data.draw(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))

    response = service.handle(sent(api, case), REAL_NOW)

    documented = {int(code) for code in operation.responses.status_codes if code.isdigit()}
    assert response.status in documented | UNDOCUMENTED, response
    assert not is_unrouted(response), case.formatted_path
