"""What recipients and email providers answer to messages: unsubscribing by a link, addresses that take no mail."""

from simulator.operations import AnswerSms, BlockAddress, UnblockAddress, Unsubscribe
from simulator.workspace.effects import AddressBlocked, AddressUnblocked, Ignored, SmsAnswered, Unsubscribed
from simulator.workspace.facts import Facts
from simulator.workspace.provider_lists import ListedAddress
from simulator.workspace.subscription import UNSUBSCRIBED


def unsubscribe(facts: Facts, operation: Unsubscribe, recipient: int | None) -> None:
    """Set `unsubscribed` on the recipient of a message (consent.unsubscribe-endpoint, consent.unsubscribe-false)."""
    person = None if recipient is None else facts.directory.person(recipient)
    if person is None:
        reason = f"nobody who is still there got message {operation.message}"
        facts.tell(Ignored(reason, "consent.unsubscribe-endpoint"))
        return
    if not operation.value and facts.settings.unsubscribe_false == "ignore":
        facts.tell(Ignored("the call does not unsubscribe", "consent.unsubscribe-false"))
        return
    facts.tell(Unsubscribed(person.cio_id, operation.message, operation.value))
    facts.write(person, UNSUBSCRIBED, operation.value, at=facts.received)


def block(facts: Facts, operation: BlockAddress) -> None:
    """Let no mail go to the address; people, events and other channels go on (suppression.esp-separate)."""
    facts.provider_lists.put(ListedAddress(operation.address, operation.reason, facts.received, facts.operation))
    facts.tell(AddressBlocked(operation.address, operation.reason))


def unblock(facts: Facts, operation: UnblockAddress) -> None:
    """Take the address off one list; if it was the only one, mail goes there again."""
    if not facts.provider_lists.take_off(operation.address, operation.reason):
        missing = f"{operation.address} is not among the provider's {operation.reason}"
        facts.tell(Ignored(missing, "suppression.esp-separate"))
        return
    facts.tell(AddressUnblocked(operation.address, operation.reason))


def answer(facts: Facts, operation: AnswerSms) -> None:
    """Note that a phone number wants nothing of one sender, or wants it again (consent.sms-stop-per-sender)."""
    name = (phone_key(operation.phone), phone_key(operation.sender))
    if (name in facts.stopped) is (operation.word == "STOP"):
        facts.tell(Ignored(f"{operation.phone} answered so before", "consent.sms-stop-per-sender"))
        return
    if operation.word == "STOP":
        facts.stopped[name] = facts.operation
    else:
        del facts.stopped[name]
    facts.tell(SmsAnswered(operation.phone, operation.sender, operation.word == "STOP"))


def stopped_by(facts: Facts, phone: str | None, sender: str | None) -> int | None:
    """The operation by which the phone number stopped that sender, if it did."""
    return None if phone is None or sender is None else facts.stopped.get((phone_key(phone), phone_key(sender)))


def phone_key(number: str) -> str:
    """What two spellings of a phone number are compared by: its digits."""
    return "".join(character for character in number if character.isdigit())
