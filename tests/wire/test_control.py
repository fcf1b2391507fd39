from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import node_of
from simulator.operations import Identifier, IdentifierKind
from simulator.wire import Refused, Request, RouteTable, Terms, control
from simulator.wire.control_commands import (
    AdvanceBy,
    AdvanceTo,
    AdvanceToNextTimer,
    AskWhy,
    Command,
    EmptyWorkspace,
    EndFaults,
    EndWorkspace,
    ListActivities,
    ListMessages,
    ListProfiles,
    ListRequests,
    ListSegments,
    ListSnapshots,
    ListWorkspaces,
    MakeFault,
    MakeWorkspace,
    ReadClock,
    ReadDefinition,
    ReadHealth,
    ReadProfile,
    ReadSegment,
    Redefine,
    RestoreSnapshot,
    SetClock,
    TakeSnapshot,
)
from simulator.wire.control_requests import encode
from simulator.wire.document_body import BODY
from simulator.wire.problem_details import ProblemDetails

TABLE = RouteTable(control.ROUTES)
MARCH = 1_772_442_000


def decoded(request: Request) -> Command:
    found = TABLE.find(request.method, request.path)
    assert found is not None
    return found[0].decode(request, found[1], Terms())


def refusal(method: str, path: str, body: bytes = b"", *, query: str = "") -> ProblemDetails:
    with pytest.raises(Refused) as refused:
        decoded(Request(method, path, query, body=body))
    assert refused.value.response.headers["content-type"] == "application/problem+json"
    return msgspec.json.decode(refused.value.response.body, type=ProblemDetails)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
WORKSPACE_NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
INSTANTS = st.integers(0, 4_000_000_000)
PEOPLE = st.sampled_from(
    [Identifier("id", "a/b c%"), Identifier("email", "maya+1@example.com"), Identifier("cio_id", "03000001")]
)
DEFINITIONS = st.dictionaries(NAMES, NAMES).map(lambda members: node_of({"segments": {**members}}, place=BODY))
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from(
        [
            ReadHealth(), ListWorkspaces(), ReadClock(), ReadDefinition(), ListProfiles(), ListSegments(),
            ListMessages(), ListActivities(), ListSnapshots(), AdvanceToNextTimer(),
        ]
    ),
    st.builds(
        MakeWorkspace,
        st.none() | WORKSPACE_NAMES,
        st.none() | DEFINITIONS,
        st.sampled_from(["real", "frozen"]) | INSTANTS,
        st.lists(NAMES.filter(str.strip), max_size=3).map(tuple),
    ),
    st.builds(EndWorkspace, WORKSPACE_NAMES),
    st.builds(SetClock, st.none() | INSTANTS, st.none() | st.sampled_from(["real", "frozen"])),
    st.builds(AdvanceBy, st.integers(0, 10**9)),
    st.builds(AdvanceTo, INSTANTS),
    st.builds(Redefine, DEFINITIONS),
    st.builds(EmptyWorkspace, st.none() | INSTANTS),
    st.builds(ReadProfile, PEOPLE),
    st.builds(ReadSegment, NAMES),
    st.builds(AskWhy, NAMES, PEOPLE),
    st.builds(TakeSnapshot, st.none() | WORKSPACE_NAMES),
    st.builds(RestoreSnapshot, NAMES),
    st.builds(MakeFault, st.integers(400, 599), st.none() | INSTANTS, st.none() | INSTANTS),
    st.just(EndFaults()),
    st.builds(ListRequests, st.booleans()),
)  # fmt: skip


@given(COMMANDS)
def test_commands_are_read_as_they_were_written(command: Command) -> None:
    assert decoded(encode(command)) == command


@pytest.mark.parametrize(
    ("kinds", "meant"), [(("id", "email", "phone"), "phone"), (("id", "email"), "id")], ids=["phone", "no phone"]
)
def test_a_phone_number_means_a_person_where_it_identifies(
    kinds: tuple[Literal["id", "email", "phone"], ...], meant: IdentifierKind
) -> None:
    request = encode(ReadProfile(Identifier("phone", "+12025550123")))

    found = TABLE.find(request.method, request.path)

    assert found is not None
    command = found[0].decode(request, found[1], Terms(identifiers=kinds))
    assert command == ReadProfile(Identifier(meant, "+12025550123"))


def test_the_routes_of_a_made_workspace_stand_under_its_base() -> None:
    assert encode(ReadClock(), base="/_sim/workspaces/w").path == "/_sim/workspaces/w/clock"


def test_a_definition_may_be_yaml_and_keeps_its_places() -> None:
    body = b"segments:\n  Buyers:\n    performed: Order Placed\n"

    command = decoded(Request("PUT", "/_sim/workspace", headers={"content-type": "application/yaml"}, body=body))

    assert isinstance(command, Redefine)
    assert command.definition.plain() == {"segments": {"Buyers": {"performed": "Order Placed"}}}
    assert str(next(command.definition.entries())[2].place) == "<body>:2:3"


def test_what_is_called_yaml_may_begin_with_a_brace() -> None:
    command = decoded(
        Request("PUT", "/_sim/workspace", headers={"content-type": "application/yaml"}, body=b"{segments: {}}")
    )

    assert isinstance(command, Redefine)
    assert command.definition.plain() == {"segments": {}}


@pytest.mark.parametrize(
    "body", [b'{"segments":{}}', b'\n {"segments":{}}', b"segments: {}", b"\xef\xbb\xbfsegments: {}"]
)
def test_json_and_yaml_are_told_apart_without_a_content_type(body: bytes) -> None:
    command = decoded(Request("PUT", "/_sim/workspace", body=body))

    assert isinstance(command, Redefine)
    assert command.definition.plain() == {"segments": {}}


def test_json_escapes_are_read_as_json_means_them() -> None:
    command = decoded(Request("PUT", "/_sim/workspace", body=b'{"name":\t"\\ud83d\\ude00 \\/"}'))

    assert isinstance(command, Redefine)
    assert command.definition.plain() == {"name": "\N{GRINNING FACE} /"}


@pytest.mark.parametrize(
    ("method", "path", "body", "message"),
    [
        ("POST", "/_sim/workspaces", b'{"clok": "real"}', "unknown key 'clok' in the workspace to make"),
        ("POST", "/_sim/workspaces", b'{"clock": 5}', "clock: expected real, frozen or an instant"),
        ("POST", "/_sim/workspaces", b'{"clock": "soon"}', "clock: 'soon' is no instant"),
        ("POST", "/_sim/workspaces", b'{"name": "a/b"}', "name: 'a/b' must be 1 to 100 letters"),
        ("POST", "/_sim/workspaces", b'{"watch": "Buyers"}', "watch: expected a list"),
        ("POST", "/_sim/workspaces", b"[1", "is not YAML"),
        ("POST", "/_sim/workspaces", b"[1]", "expected a mapping"),
        ("POST", "/_sim/workspaces", b'{"a": "\xff"}', "is not a JSON object"),
        ("POST", "/_sim/workspaces", b"a: \xff", "is not UTF-8 text"),
        ("PUT", "/_sim/clock", b'{"mode": "slow"}', "mode: expected real or frozen"),
        ("PUT", "/_sim/clock", b'{"now": "2026-02-30"}', "now: '2026-02-30' is no instant"),
        ("POST", "/_sim/clock/advance", b"", "expected one of by, to and until"),
        ("POST", "/_sim/clock/advance", b'{"by": "1 hour", "to": "2026-03-02"}', "expected one of by, to and until"),
        ("POST", "/_sim/clock/advance", b'{"by": "soon"}', "by: 'soon' is no duration"),
        ("POST", "/_sim/clock/advance", b'{"until": "tomorrow"}', "until: expected next timer"),
        ("POST", "/_sim/reset", b'{"clock": 1}', "clock: expected an instant"),
        ("PUT", "/_sim/workspace", b'{"a":' * 10_000, "is not a JSON object"),
    ],
)
def test_a_body_that_cannot_be_meant_is_refused_with_what_was_expected(
    method: str, path: str, body: bytes, message: str
) -> None:
    details = refusal(method, path, body)

    assert details.status == 400
    assert details.title == "Bad Request"
    assert message in details.detail
    assert message in details.problems[0].message


def test_all_problems_of_a_body_are_told_at_once() -> None:
    details = refusal("POST", "/_sim/workspaces", b'{"clok": "real", "name": "a b", "watch": 5}')

    assert len(details.problems) == 3


def test_requests_are_filtered_by_no_other_word_than_none() -> None:
    assert decoded(Request("GET", "/_sim/requests", "effect=none")) == ListRequests(silent=True)
    assert refusal("GET", "/_sim/requests", query="effect=some").status == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_sim/stream"),
    ],
)
def test_a_route_that_is_not_there_yet_says_so(method: str, path: str) -> None:
    details = refusal(method, path)

    assert details.status == 501
    assert f"{method} {path} is not there yet" in details.detail


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("web-1;source=web", ("web-1", "web")),
        ("web-1; source=web", ("web-1", "web")),
        ("web-1.2", ("web-1.2", None)),
        ("web-1;colour=red", ("web-1", None)),
        ("web-1;source=", ("web-1", None)),
        (control.delivery_header("d;1", "shop"), ("d", None)),
    ],
)
def test_the_delivery_of_a_call_is_read_from_its_header(header: str, told: tuple[str, str | None]) -> None:
    assert control.delivery_and_source(header) == told
