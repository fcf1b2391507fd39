import msgspec
import pytest

from simulator.operations import CreateSegment, DeleteSegment, Identifier, Operation
from simulator.values import Json
from simulator.wire import CannotSay, Refused, Request, Response, RouteTable, SegmentTerm, Terms, app_api
from simulator.wire.app_api import people, segments
from simulator.workspace import AttributeFact, PersonAnswer

TABLE = RouteTable(app_api.ROUTES)
TERMS = Terms(
    segments={
        "1": SegmentTerm("Buyers", "dynamic", "", 1_492_548_000, 1_492_548_073),
        "2": SegmentTerm("Press list", "manual", "Who writes about us"),
    }
)


def asked(path: str, query: str = "", *, terms: Terms = TERMS) -> object:
    found = TABLE.find("GET", path)
    assert found is not None
    return found[0].decode(Request("GET", path, query), found[1], terms)


def refusal(path: str, query: str = "", *, terms: Terms = TERMS) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        asked(path, query, terms=terms)
    answer = members(refused.value.response)
    return refused.value.response.status, msgspec.convert(answer["errors"], list[dict[str, str]])[0]["detail"]


def members(response: Response) -> dict[str, Json]:
    return msgspec.json.decode(response.body, type=dict[str, Json])


def a_person(number: int = 1, **attributes: Json) -> PersonAnswer:
    return PersonAnswer(
        cio_id=f"0300000{number}",
        id=str(number),
        email=f"p{number}@example.com",
        phone=None,
        created=1_000,
        operation=1,
        attributes={name: AttributeFact(value, 2_000, 1) for name, value in attributes.items()},
        events=(),
        segments=("Buyers",),
        anonymous_ids=(),
    )


@pytest.mark.rule("app.idtype.default")
def test_without_id_type_the_value_is_an_id() -> None:
    expected = people.PersonAttributes(Identifier("id", "a@example.com"))

    assert asked("/v1/customers/a%40example.com/attributes") == expected


@pytest.mark.rule("app.idtype.cio-prefix")
@pytest.mark.parametrize("value", ["03000001", "cio_03000001"])
def test_a_cio_id_is_taken_with_and_without_its_prefix(value: str) -> None:
    assert asked(f"/v1/customers/{value}/segments", "id_type=cio_id") == people.PersonSegments(
        Identifier("cio_id", "03000001")
    )


@pytest.mark.rule("app.idtype.disabled-400")
def test_a_kind_of_identifier_that_the_workspace_does_not_know_is_refused() -> None:
    only_ids = Terms(identifiers=("id",))

    status, detail = refusal("/v1/customers/a%40example.com/attributes", "id_type=email", terms=only_ids)

    assert (status, detail) == (400, "id_type must be one of id, cio_id")


@pytest.mark.rule("app.404.resource")
def test_an_unknown_segment_answers_404_with_the_same_reference_each_time() -> None:
    status, detail = refusal("/v1/segments/9/membership")

    assert status == 404
    assert detail.startswith("not found (reference ")
    assert len(detail) == len("not found (reference )") + 26
    assert refusal("/v1/segments/9/membership") == (status, detail)
    assert refusal("/v1/segments/8/membership") != (status, detail)


@pytest.mark.rule("app.seg.membership-page")
def test_a_page_of_members_holds_1000_unless_limit_says_otherwise() -> None:
    assert asked("/v1/segments/1/membership") == segments.SegmentMembership("1", 0, 1_000)
    assert asked("/v1/segments/1/membership", "limit=7") == segments.SegmentMembership("1", 0, 7)


@pytest.mark.rule("app.page.limit-max")
def test_a_limit_over_the_maximum_is_cut_to_it() -> None:
    assert asked("/v1/segments/1/membership", "limit=999999999999999999999") == segments.SegmentMembership(
        "1", 0, 30_000
    )


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=x", "limit=%D9%A3", "start=!", "start=YWJj", "start=MDot", "start=MDotNQ=="]
)
def test_a_page_that_cannot_be_is_refused(query: str) -> None:
    assert refusal("/v1/segments/1/membership", query)[0] == 400


@pytest.mark.rule("app.page.opaque")
def test_a_token_in_the_form_of_the_documentation_is_read() -> None:
    assert asked("/v1/segments/1/membership", "start=MDox") == segments.SegmentMembership("1", 1, 1_000)


@pytest.mark.rule("app.page.next")
def test_the_pages_of_a_segment_hold_each_member_once() -> None:
    people = [a_person(number) for number in range(1, 6)]
    seen: list[Json] = []
    start = ""

    for _ in range(3):
        question = asked("/v1/segments/1/membership", f"limit=2&start={start}")
        assert isinstance(question, segments.SegmentMembership)
        page = members(segments.segment_membership(people, question, TERMS))
        seen += msgspec.convert(page["ids"], list[Json])
        start = str(page["next"])

    assert seen == ["1", "2", "3", "4", "5"]
    assert start == ""


@pytest.mark.rule("app.seg.ids-blank")
def test_a_member_without_id_has_an_empty_text_among_the_ids() -> None:
    guest = msgspec.structs.replace(a_person(), id=None)

    page = members(segments.segment_membership([guest], segments.SegmentMembership("1", 0, 10), TERMS))

    assert page["ids"] == [""]
    assert page["identifiers"] == [{"email": "p1@example.com", "id": None, "cio_id": "03000001"}]


@pytest.mark.rule("app.attr.strings")
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (42, "42"),
        (59.5, "59.5"),
        (True, "true"),
        ("59.00", "59.00"),
        (["a", 1], '["a",1]'),
        ({"topics": {"topic_1": False}}, '{"topics":{"topic_1":false}}'),
    ],
)
def test_every_attribute_reads_as_a_text(value: Json, shown: str) -> None:
    answer = members(people.person_attributes(a_person(plan=value), unsubscribed=False, terms=TERMS))

    customer = msgspec.convert(answer["customer"], dict[str, Json])
    assert customer["attributes"] == {"email": "p1@example.com", "id": "1", "cio_id": "03000001", "plan": shown}


@pytest.mark.rule("app.attr.timestamps")
def test_a_person_is_told_with_identifiers_times_and_consent() -> None:
    answer = members(people.person_attributes(a_person(plan="basic"), unsubscribed=True, terms=TERMS))

    customer = msgspec.convert(answer["customer"], dict[str, Json])
    assert customer["id"] == "1"
    assert customer["identifiers"] == {"email": "p1@example.com", "id": "1", "cio_id": "03000001"}
    assert customer["timestamps"] == {"cio_id": 1_000, "plan": 2_000}
    assert customer["unsubscribed"] is True
    assert customer["devices"] == []


@pytest.mark.rule("attributes.prefs.computed")
@pytest.mark.parametrize("computed", ['{"topics":{"topic_1":false}}', None])
def test_the_computed_preferences_are_told_with_the_time_zero(computed: str | None) -> None:
    person = msgspec.structs.replace(a_person(), computed_preferences=computed)

    answer = members(people.person_attributes(person, unsubscribed=False, terms=TERMS))

    told = msgspec.convert(answer["customer"], dict[str, Json])
    attributes = msgspec.convert(told["attributes"], dict[str, str])
    timestamps = msgspec.convert(told["timestamps"], dict[str, int])
    name = "_cio_subscription_preferences_computed"
    assert (attributes.get(name), timestamps.get(name)) == (computed, None if computed is None else 0)


def test_a_workspace_without_email_shows_none() -> None:
    terms = Terms(identifiers=("id",))

    answer = members(people.person_attributes(a_person(), unsubscribed=False, terms=terms))

    customer = msgspec.convert(answer["customer"], dict[str, Json])
    assert customer["identifiers"] == {"id": "1", "cio_id": "03000001"}


@pytest.mark.rule("app.seg.person-list")
def test_the_segments_of_a_person_have_three_members_only() -> None:
    answer = members(people.person_segments(("Press list",), TERMS))

    assert answer == {"segments": [{"id": 2, "name": "Press list", "description": "Who writes about us"}]}


@pytest.mark.rule("app.seg.no-conditions")
@pytest.mark.rule("app.seg.dedup")
@pytest.mark.rule("app.seg.progress-null")
def test_a_segment_is_told_without_its_conditions() -> None:
    answer = members(segments.segment("1", TERMS))

    assert answer["segment"] == {
        "id": 1,
        "deduplicate_id": "1:1492548073",
        "name": "Buyers",
        "description": "",
        "state": "finished",
        "progress": None,
        "type": "dynamic",
        "tags": None,
        "created_at": 1_492_548_000,
        "updated_at": 1_492_548_073,
    }


def test_all_segments_are_listed_in_the_order_of_their_numbers() -> None:
    answer = members(segments.segment_list(TERMS))

    listed = msgspec.convert(answer["segments"], list[dict[str, Json]])
    assert [(one["id"], one["type"]) for one in listed] == [(1, "dynamic"), (2, "manual")]


def test_the_size_of_a_segment_is_a_number() -> None:
    assert members(segments.segment_size("2", 3)) == {"segment_id": 2, "count": 3}


@pytest.mark.parametrize("operation", [CreateSegment("VIPs", "Who buys most"), DeleteSegment("Press list")])
def test_what_makes_or_deletes_a_segment_is_understood_as_it_was_meant(operation: Operation) -> None:
    request = app_api.encode(operation, TERMS)

    assert isinstance(request, Request)
    found = TABLE.find(request.method, request.path)
    assert found is not None
    assert found[0].decode(request, found[1], TERMS) == operation


@pytest.mark.parametrize("operation", [CreateSegment(" "), DeleteSegment("Nobody")])
def test_a_segment_without_name_or_number_cannot_be_said(operation: Operation) -> None:
    assert isinstance(app_api.encode(operation, TERMS), CannotSay)
