"""What must not leave the machine that it was recorded on: real addresses and phone numbers, secrets, names of people.

An address becomes one of example.com and a number one of those reserved for fiction, the same one wherever it stands.
What is called a secret is left out; what looks like one, or like somebody's name or home, is replaced.
"""

import re
from collections.abc import Iterator
from itertools import count

from simulator.errors import UsageError
from simulator.values import Json

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_RESERVED_DOMAIN = re.compile(r"(?i)(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)$")
_PHONE = re.compile(r"\+[0-9][0-9 ().-]{6,18}[0-9]|\(?\b[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}\b")
_PHONE_NAME = re.compile(r"(?i)phone|mobile|msisdn|(?:^|_)tel(?:$|_)|whatsapp|sms_number")
_DIGITS = re.compile(r"\+?[0-9][0-9 ().-]{6,18}")
_RESERVED_PHONE = re.compile(r"[0-9]{3}55501[0-9]{2}")
_SECRET_NAME = re.compile(
    r"(?i)passw|passphrase|secret|token|api_?key|authori[sz]ation|credential|cookie|cvv|cvc|card_?number|iban"
    r"|(?:^|_)(?:ssn|pin|signature)(?:$|_)|private_?key"
)
_SECRET = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?i:bearer|basic) [\w.~+/=-]{8,}"
    r"|\b(?:sk|pk|rk|whsec|shpat|shpss|xox[abp]|ghp|AKIA)[_-]?[A-Za-z0-9_-]{12,}|\b(?:[0-9][ -]?){13,19}\b"
)
_PERSONAL_NAME = re.compile(
    r"(?i)^(?:name|(?:first|last|full|given|family|middle|display|user)_?name|surname|address\d?|address_?line_?\d?"
    r"|street|zip|zip_?code|postcode|postal_?code|birth_?da(?:y|te)|date_of_birth|dob|ip|ip_?address|latitude|longitude)$"
)
_IP = re.compile(r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b")
_NUMBERS = 100
_AREAS = ("202", "212", "305", "312", "404", "415", "512", "617", "702", "713")
"""Area codes; in each the numbers 555 0100 to 0199 are reserved for fiction."""


class Mask:
    """Replaces what is real, everywhere alike; what was replaced is told by `replaced` and `left_out`.

    `beside` is all that is made up already: nothing real becomes what stands there.
    """

    def __init__(self, beside: str = "") -> None:
        self.left_out: set[str] = set()
        self._taken = {found[0].lower() for found in _EMAIL.finditer(beside)}
        self._taken |= {_national(found[0]) for found in _PHONE.finditer(beside)}
        self._emails: dict[str, str] = {}
        self._phones: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    @property
    def replaced(self) -> int:
        """How many different values were replaced."""
        return len(self._emails) + len(self._phones) + len(self._texts)

    def value(self, value: Json, *, name: str = "", personal: bool = False) -> Json:
        """The value of a member called `name`; `personal` where names of members are those of a person's attributes."""
        match value:
            case str():
                return self._member_text(value, name, personal=personal)
            case list():
                return [self.value(member, name=name, personal=personal) for member in value]
            case dict():
                return self.members(value, personal=personal)
            case int() | float() if _PHONE_NAME.search(name) and not isinstance(value, bool):
                return int(self._phone(str(value)).removeprefix("+"))
            case _:
                return value

    def members(self, members: dict[str, Json], *, personal: bool = False) -> dict[str, Json]:
        """The members without secrets."""
        kept: dict[str, Json] = {}
        for name, value in members.items():
            if _SECRET_NAME.search(name):
                self.left_out.add(name)
            else:
                kept[self.text(name)] = self.value(value, name=name, personal=personal)
        return kept

    def definition(self, value: Json) -> Json:
        """The value with every text in it masked, names of members too; nothing of a definition is left out."""
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.definition(member) for member in value]
            case dict():
                return {self.text(name): self.definition(member) for name, member in value.items()}
            case _:
                return value

    def text(self, text: str) -> str:
        """The text with every address, number and secret in it replaced."""
        text = _EMAIL.sub(lambda found: self._email(found[0]), text)
        text = _PHONE.sub(lambda found: self._phone(found[0]), text)
        text = _SECRET.sub(lambda found: self._numbered("secret", found[0]) if _is_secret(found[0]) else found[0], text)
        return _IP.sub("192.0.2.1", text)

    def token(self, token: str) -> str:
        """A made-up one for the token of somebody's device."""
        return self._numbered("token", token) if token else token

    def _member_text(self, text: str, name: str, *, personal: bool) -> str:
        if text and _PHONE_NAME.search(name) and _DIGITS.fullmatch(text):
            return self._phone(text)
        if text and personal and _PERSONAL_NAME.match(name) and not _EMAIL.search(text):
            return self._numbered(name.lower(), text)
        return self.text(text)

    def _email(self, found: str) -> str:
        if _is_reserved_email(found):
            return found
        masked = self._emails.get(found.lower()) or self._another(_addresses())
        self._emails[found.lower()] = masked
        if found.isupper():
            return masked.upper()
        return masked.capitalize() if found[0].isupper() else masked

    def _phone(self, found: str) -> str:
        digits = _national(found)
        if _is_reserved_phone(digits):
            return found
        self._phones[digits] = self._phones.get(digits) or f"+1{self._another(_numbers())}"
        return self._phones[digits]

    def _another(self, made_up: Iterator[str]) -> str:
        """The first that stands for nobody yet.

        Raises:
            UsageError: there is none left.
        """
        for one in made_up:
            if one not in self._taken:
                self._taken.add(one)
                return one
        raise UsageError(f"more than {len(_AREAS) * _NUMBERS} phone numbers came in, and no more can be made up")

    def _numbered(self, what: str, found: str) -> str:
        return self._texts.setdefault(found, f"{what}-{len(self._texts) + 1}")


def real_contacts(text: str) -> Iterator[str]:
    """Addresses and phone numbers in the text that may be somebody's."""
    yield from (found[0] for found in _EMAIL.finditer(text) if not _is_reserved_email(found[0]))
    for found in _PHONE.finditer(text):
        if not _is_reserved_phone(_national(found[0])):
            yield found[0]


def _is_reserved_email(address: str) -> bool:
    return _RESERVED_DOMAIN.search(address.rpartition("@")[2]) is not None


def _addresses() -> Iterator[str]:
    return (f"person{number}@example.com" for number in count(1))


def _numbers() -> Iterator[str]:
    """All that are reserved in the area codes, as people write them there."""
    return (f"{area}55501{number:02d}" for area in _AREAS for number in range(_NUMBERS))


def _national(number: str) -> str:
    """The digits of a number; of one in North America without the country code, as people write it there."""
    digits = re.sub(r"[^0-9]", "", number)
    return digits.removeprefix("1") if len(digits) == len("12025550100") else digits


def _is_reserved_phone(digits: str) -> bool:
    return _RESERVED_PHONE.fullmatch(digits) is not None


def _is_secret(found: str) -> bool:
    """Whether it is one: of digits only those that are the number of a card."""
    digits = re.sub(r"[ -]", "", found)
    if not digits.isdigit():
        return True
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
