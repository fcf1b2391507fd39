"""Nothing real leaves: addresses, numbers, names and secrets, wherever they stand; one thing becomes one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import UsageError
from simulator.recording import Mask, real_contacts
from simulator.values import Json
from simulator.values import text_of as written

REAL_PHONES = ["+1 415-555-2671", "+49 30 901820", "(415) 555-2671", "415.555.2671", "+447911123456"]
SECRETS = ["password", "apiToken", "client_secret", "Authorization", "card_number", "ssn", "iban"]
MADE_UP = ["maya@example.com", "a.b@shop.example.net", "+12025550143", "202-555-0143", "x@y.test", "id 42", "9:30"]


@pytest.mark.parametrize("text", REAL_PHONES)
def test_a_real_number_becomes_a_reserved_one(text: str) -> None:
    masked = Mask().text(f"call {text} today")

    assert masked == "call +12025550100 today"


@pytest.mark.parametrize("text", MADE_UP)
def test_what_is_made_up_already_stays(text: str) -> None:
    assert Mask().text(text) == text


def test_one_address_is_one_address_wherever_and_however_it_is_written() -> None:
    mask = Mask()

    data = mask.members({"email": "Jane@Shop.de", "note": "to jane@shop.de", "tags": ["JANE@SHOP.DE", "bob@shop.de"]})

    assert data == {
        "email": "Person1@example.com",
        "note": "to person1@example.com",
        "tags": ["PERSON1@EXAMPLE.COM", "person2@example.com"],
    }


def test_one_number_is_one_number_with_and_without_its_country() -> None:
    mask = Mask()

    assert mask.text("+1 (415) 555-2671") == mask.text("415-555-2671") == "+12025550100"
    assert mask.value(4155552671, name="phone") == 12025550100


@pytest.mark.parametrize(
    "name", ["password", "apiToken", "client_secret", "Authorization", "card_number", "ssn", "iban"]
)
def test_what_is_called_a_secret_is_left_out_and_named(name: str) -> None:
    mask = Mask()

    assert mask.members({"plan": "gold", "more": {name: "x"}}) == {"plan": "gold", "more": {}}
    assert mask.left_out == {name}


@pytest.mark.parametrize(
    "text", ["sk_live_51H8abcdefghijkl", "Bearer abc.def.ghijkl", "eyJhbGciOiJI.eyJzdWIi.abc", "4242 4242 4242 4242"]
)
def test_what_looks_like_a_secret_is_replaced(text: str) -> None:
    assert Mask().text(f"is {text}") == "is secret-1"


@pytest.mark.parametrize("text", ["1772438400", "4242 4242 4242 4241", "01HV7Q0000000000000000", "basic plan"])
def test_numbers_of_orders_times_and_plans_are_no_secrets(text: str) -> None:
    assert Mask().text(text) == text


def test_names_and_homes_of_a_person_are_replaced_and_those_of_products_are_not() -> None:
    mask = Mask()

    assert mask.members({"first_name": "Jane", "street": "Main St 1"}, personal=True) == {
        "first_name": "first_name-1",
        "street": "street-2",
    }
    assert mask.members({"name": "Calm Serum"}) == {"name": "Calm Serum"}


def test_a_definition_loses_nothing_but_what_is_real() -> None:
    definition: Json = {"segments": {"Token holders": 'email equals "jane@shop.de"'}}

    assert Mask().definition(definition) == {"segments": {"Token holders": 'email equals "person1@example.com"'}}


@given(
    st.recursive(
        st.emails() | st.sampled_from(REAL_PHONES) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.emails(), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_no_address_and_no_number_is_left_in_anything(value: Json) -> None:
    masked = Mask().value(value)

    assert list(real_contacts(written(masked))) == []


def test_nobody_real_becomes_somebody_who_is_there_already() -> None:
    mask = Mask("person1@example.com is +1 (202) 555-0100")

    assert mask.text("jane@shop.de") == "person2@example.com"
    assert mask.text("+14155552671") == "+12025550101"


def test_more_numbers_than_are_reserved_are_refused() -> None:
    mask = Mask()
    numbers = [f"+4930{number:07d}" for number in range(1_001)]

    with pytest.raises(UsageError, match="more than 1000 phone numbers came in"):
        mask.value(list(numbers))
