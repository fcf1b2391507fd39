import pytest

from simulator.service.credential_index import CredentialIndex


@pytest.fixture
def index() -> CredentialIndex[str]:
    index = CredentialIndex[str]()
    index.add("key", "Maya's")
    index.add("other key", "Noor's")
    return index


def test_a_secret_leads_to_its_owner(index: CredentialIndex[str]) -> None:
    assert (index.owner_of("key"), index.owner_of("other key")) == ("Maya's", "Noor's")


@pytest.mark.parametrize("guess", ["", "ke", "keys", "Key", "key\x00", "k\udc80", "ключ"])
def test_what_is_nobodys_secret_has_no_owner(index: CredentialIndex[str], guess: str) -> None:
    assert index.owner_of(guess) is None


def test_a_secret_that_is_removed_has_no_owner(index: CredentialIndex[str]) -> None:
    index.remove("key")

    assert (index.owner_of("key"), index.owner_of("other key")) == (None, "Noor's")


def test_secrets_are_kept_under_other_digests_in_every_index(index: CredentialIndex[str]) -> None:
    again = CredentialIndex[str]()
    again.add("key", "Maya's")

    assert not again._owners.keys() & index._owners.keys()
    assert all(b"key" not in kept for kept in index._owners)
