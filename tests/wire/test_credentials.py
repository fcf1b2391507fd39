from base64 import b64encode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.wire.credentials import basic_header, basic_pair, bearer_header, bearer_token

NAMES = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]))


@given(site_id=NAMES, key=st.text(st.characters(exclude_categories=["Cs"])))
def test_basic_credentials_are_read_as_they_were_written(site_id: str, key: str) -> None:
    assert basic_pair(basic_header(site_id, key)) == (site_id, key)


@pytest.mark.rule("track.v1.auth-urlsafe-base64")
def test_the_url_safe_alphabet_is_read_as_well() -> None:
    secret = b"site:\xc3\xbb\xc3\xbf\xc3\xbe~~?>"
    assert b64encode(secret) != urlsafe_b64encode(secret)

    pair = basic_pair(f"Basic {urlsafe_b64encode(secret).decode()}")

    assert pair == ("site", "ûÿþ~~?>")


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic ", "Basic ???", "Basic YQ==", "Bearer c2l0ZTprZXk=", "Basic /w==", "c2l0ZTprZXk="]
)
def test_what_is_no_basic_authorization_holds_no_pair(header: str) -> None:
    assert basic_pair(header) is None


def test_the_scheme_is_read_in_any_case() -> None:
    assert basic_pair(basic_header("site", "key").replace("Basic", "bAsIc")) == ("site", "key")
    assert bearer_token("BEARER token") == "token"


@pytest.mark.parametrize(
    ("header", "token"),
    [(bearer_header("app-key"), "app-key"), ("Bearer", None), ("Bearer  ", None), ("Basic YTpi", None)],
)
def test_a_bearer_token_is_what_follows_the_scheme(header: str, token: str | None) -> None:
    assert bearer_token(header) == token
