"""Transactional sends: a call becomes a line of the outbox at once, and is decided now or at its time.

No limit applies (messages.limit.exempt), and the same call twice is two messages (app.send.no-idempotency). What the
template says counts as it was when the call came.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from simulator.instants import DAY
from simulator.operations import Identifier, SendTransactional
from simulator.workspace import limits
from simulator.workspace.agenda import Phase
from simulator.workspace.campaigns.outbox import Decided, MessageRow, Outbox
from simulator.workspace.campaigns.sending_decision import decide
from simulator.workspace.campaigns.transactional import Template, called
from simulator.workspace.effects import Effect, Ignored, MessageDecided, MessageQueued, Rejected
from simulator.workspace.facts import Facts
from simulator.workspace.present import Present

DISPATCH = "send transactional message"
"""The agenda's word for a message whose time has come."""
AHEAD_MAX = 90 * DAY
"""How far ahead a message may be asked for (app.send.send-at)."""
WITHOUT_TEMPLATE = 1
"""The number under which a message without template counts (app.send.template1)."""


class Sending:
    """What is sent on call."""

    def __init__(self, present: Present, facts: Facts, outbox: Outbox) -> None:
        self._present = present
        self._facts = facts
        self._outbox = outbox
        self.templates: Mapping[str, Template] = {}

    def take(self, call: SendTransactional) -> None:
        """Let a message be on its way, unless the call cannot be meant.

        An unknown id or email makes somebody of it (messages.transactional.creates); to a suppressed person, or a
        cio_id that nobody has, nothing goes.
        """
        template = None if call.template is None else called(self.templates, call.template)
        refusal = self._refusal(call, template)
        if refusal is not None:
            self._present.tell(refusal)
            return
        order = _completed(call, template)
        name = order.subject or "" if template is None else template.trigger
        person = self._facts.addressed(order.who, creates=True, rule="messages.transactional.creates")
        if person is not None:
            self._begin(order, name, person.cio_id)
            return
        said = self._present.told[-1].effect
        if isinstance(said, Ignored):
            self._settle(self._post(order, name, "", _LEAVING), Decided("not sent", said.reason, said.rule))

    def dispatch(self, number: int) -> None:
        """Send, or write down why not."""
        line = self._outbox.rows[number - 1]
        assert line.order is not None, "only what a call asked for waits here"
        person = self._facts.directory.find(Identifier("cio_id", line.person))
        if person is None:
            self._settle(
                number, Decided("not sent", "the person was deleted or suppressed", "suppression.journeys-end")
            )
            return
        decided = decide(line.order, person, self._facts)
        if decided.state == "withheld" and self._facts.settings.consent_withheld_record == "undeliverable":
            decided = replace(decided, state="undeliverable")
        self._settle(number, decided)

    def _begin(self, order: SendTransactional, name: str, person: str) -> None:
        now, at = self._present.now, order.send_at
        if at is None or at <= now:
            self.dispatch(self._post(order, name, person, _LEAVING))
            return
        number = self._post(
            order, name, person, Decided("queued", f"waits until {self._present.clock(at)}", "app.send.send-at")
        )
        self._present.due(Phase.SENDS, DISPATCH, (number,), at=at)
        self._present.tell(MessageQueued(person, number, at))

    def _refusal(self, call: SendTransactional, template: Template | None) -> Effect | None:
        passed = limits.judged(call, self._facts.settings).answer
        if passed is not None:
            return passed
        if call.send_at is not None and call.send_at - self._present.now > AHEAD_MAX:
            return Rejected("send_at must be at most 90 days in the future", "app.send.send-at")
        if call.template is not None and template is None:
            return Rejected(f"transactional message not found: {call.template}", "app.send.trigger-name")
        if template is not None and template.channel != call.channel:
            return Rejected(f"transactional message {call.template} is no {call.channel}", "app.send.trigger-name")
        return None

    def _post(self, order: SendTransactional, name: str, person: str, decided: Decided) -> int:
        number = len(self._outbox.rows) + 1
        message = MessageRow(
            number=number,
            campaign=None,
            step=None,
            channel=order.channel,
            name=name,
            person=person,
            enrolment=None,
            at=self._present.now,
            trigger=self._present.operation,
            decided=decided,
            order=order,
        )
        self._outbox.keep(message)
        return number

    def _settle(self, number: int, decided: Decided) -> None:
        line = self._outbox.settle(number, decided, at=self._present.now)
        told = MessageDecided(line.person, line.name, number, decided.state, line.channel)
        self._present.tell(told, operation=line.trigger)


_LEAVING = Decided("queued", "is decided in this second")


def _completed(call: SendTransactional, template: Template | None) -> SendTransactional:
    """The call with what its template says where it says nothing itself (app.send.draft-default)."""
    if template is None:
        return replace(call, template=WITHOUT_TEMPLATE, send_to_unsubscribed=call.send_to_unsubscribed is not False)
    to_all, draft = call.send_to_unsubscribed, call.queue_draft
    return replace(
        call,
        template=template.number,
        subject=template.subject if call.subject is None else call.subject,
        body=template.body if call.body is None else call.body,
        sender=template.sender if call.sender is None else call.sender,
        send_to_unsubscribed=template.send_to_unsubscribed if to_all is None else to_all,
        queue_draft=template.draft if draft is None else draft,
    )
