"""People through campaigns: triggers that wait for admission, enrolments, exits, sends.

Exits are tested before each action and, for a goal, at once. What is decided about a message goes to the outbox with
its reason, also when nothing is sent.
"""

from collections.abc import Mapping

from simulator.instants import duration_words
from simulator.values import Json
from simulator.workspace.agenda import Phase
from simulator.workspace.campaigns.campaign import Campaign, Delay, SendEmail, may_enter_again, stops
from simulator.workspace.campaigns.enrolment import FILTER_RETRY, Candidate, Enrolment
from simulator.workspace.campaigns.outbox import MessageRow, State, is_unsubscribed
from simulator.workspace.campaigns.templates import RenderFailed, render
from simulator.workspace.changes import Change, EventAttached
from simulator.workspace.effects import CampaignEntered, CampaignExited, CampaignNotEntered, MessageDecided
from simulator.workspace.events import EventRow, may_trigger
from simulator.workspace.facts import Facts
from simulator.workspace.present import Present
from simulator.workspace.profiles import Person
from simulator.workspace.segments.evaluator import Judge, Members, compiled
from simulator.workspace.segments.truth import NEVER, Truth

ADMIT, GOAL, DELAY, SEND = "admit to campaign", "goal met", "delay over", "send"
"""The agenda's words for what campaigns do."""


class Passages:
    """Everybody's way through the campaigns of a workspace."""

    def __init__(self, present: Present, facts: Facts, members: Members) -> None:
        self._present = present
        self._facts = facts
        self._members = members
        self.campaigns: dict[str, Campaign] = {}
        self.candidates: dict[int, Candidate] = {}
        self.enrolments: dict[int, Enrolment] = {}
        self.outbox: list[MessageRow] = []
        self.triggers = 0
        """How many triggers there were; the last one's number."""
        self.entries = 0
        """How many enrolments there were; the last one's number."""
        self._filters: dict[str, Judge] = {}
        self._triggered: dict[str, tuple[str, ...]] = {}

    def define(self, campaigns: Mapping[str, Campaign]) -> None:
        """Take these campaigns from now on; people inside one that is still there go on in its new form."""
        self.campaigns = dict(campaigns)
        self._filters = {
            name: compiled(campaign.filter, self._members)
            for name, campaign in campaigns.items()
            if campaign.filter is not None
        }
        self._triggered = {
            event: tuple(name for name, campaign in campaigns.items() if campaign.trigger == event)
            for event in {campaign.trigger for campaign in campaigns.values()}
        }
        for enrolment in [passing for passing in self.enrolments.values() if passing.campaign not in campaigns]:
            self._leave(enrolment)

    def note(self, change: Change) -> None:
        """Let a change trigger, stop or admit."""
        person = change.person
        if isinstance(change, EventAttached) and change.row.kind == "event":
            for name in self._triggered.get(change.row.name, ()):
                self._trigger(self.campaigns[name], person, change.row)
            for number in person.enrolments:
                self._test_goal(self.enrolments[number], change.row)
        for number in person.waiting:
            self._present.due(Phase.ENROLMENTS, ADMIT, (number,))

    def admit(self, number: int) -> None:
        """Let a candidate in, if the filter holds and the frequency allows; else wait, at most half an hour.

        Rules: campaigns.entry.trigger-and-filter, campaigns.entry.filter-retry-edge,
        campaigns.entry.retry-start-instant.
        """
        candidate = self.candidates.get(number)
        person = None if candidate is None else self._facts.directory.person(candidate.person)
        if candidate is None or person is None:
            return
        campaign = self.campaigns.get(candidate.campaign)
        filtered = Truth(False) if campaign is None else self._filter(campaign, person)
        if campaign is not None and filtered.holds:
            self._dismiss(candidate, person)
            self._enter_if_due(campaign, person, candidate.row)
        elif campaign is None or self._present.now >= candidate.deadline:
            self._dismiss(candidate, person)
            self._refuse(candidate.campaign, person, candidate.row, _FILTER_MISSED, "campaigns.entry.filter-retry-30m")
        else:
            again = min(filtered.until, candidate.deadline)
            self._present.due(Phase.ENROLMENTS, ADMIT, (number,), at=again)

    def goal_met(self, number: int, operation: int) -> None:
        """End an enrolment at once (campaigns.exit.goal-immediate)."""
        enrolment = self.enrolments.get(number)
        if enrolment is None:
            return
        person = self._person(enrolment)
        row = next(row for row in person.history.rows if row.operation == operation)
        received = "" if row.received == row.at else f", received {self._present.clock(row.received)},"
        reason = f"'{row.name}' of {self._present.clock(row.at)}{received} ended it"
        self._exit(enrolment, person, reason, "campaigns.exit.goal-immediate", (operation,))

    def delay_over(self, number: int) -> None:
        """Go on to the step after the delay."""
        enrolment = self.enrolments.get(number)
        if enrolment is not None:
            enrolment.step += 1
            self._proceed(enrolment)

    def send(self, number: int) -> None:
        """Send, or write down why not, and go on; a message that fails or is withheld ends nothing."""
        enrolment = self.enrolments.get(number)
        if enrolment is None:
            return
        step = self._step(enrolment)
        if isinstance(step, SendEmail) and not self._exit_by_filter(enrolment):
            self._decide(enrolment, step)
            enrolment.step += 1
            self._proceed(enrolment)

    def empty(self) -> None:
        self.candidates.clear()
        self.enrolments.clear()
        self.outbox.clear()

    def _trigger(self, campaign: Campaign, person: Person, row: EventRow) -> None:
        if not may_trigger(row.at, self._present.now):
            reason = f"'{row.name}' of {self._present.clock(row.at)} is older than 72 hours"
            self._refuse(campaign.name, person, row, reason, "events.time.72h")
            return
        self.triggers += 1
        candidate = Candidate(self.triggers, campaign.name, person.key, row, self._present.now)
        self.candidates[candidate.number] = candidate
        person.waiting.append(candidate.number)

    def _enter_if_due(self, campaign: Campaign, person: Person, row: EventRow) -> None:
        now, last = self._present.now, person.entries.get(campaign.name)
        if last is not None and not may_enter_again(campaign.gap, last, now):
            often = "once" if campaign.gap is None else f"once per {duration_words(campaign.gap)}"
            reason = f"the campaign takes each person {often}; the last entry was at {self._present.clock(last)}"
            self._refuse(campaign.name, person, row, reason, "campaigns.frequency.min-gap")
            return
        person.entries[campaign.name] = now
        self.entries += 1
        enrolment = Enrolment(self.entries, campaign.name, person.key, row, now)
        self.enrolments[enrolment.number] = enrolment
        person.enrolments.append(enrolment.number)
        self._present.tell(CampaignEntered(person.cio_id, campaign.name, enrolment.number), operation=row.operation)
        if campaign.goal is not None:
            for done in person.history.series("event", campaign.goal).rows:
                self._test_goal(enrolment, done)
        self._proceed(enrolment)

    def _test_goal(self, enrolment: Enrolment, row: EventRow) -> None:
        goal = self.campaigns[enrolment.campaign].goal
        if row.name == goal and stops(row.at, enrolment.entered_at):
            self._present.due(Phase.EXITS, GOAL, (enrolment.number, row.operation))

    def _proceed(self, enrolment: Enrolment) -> None:
        """Begin the next step, or end."""
        match self._step(enrolment):
            case None:
                self._leave(enrolment)
            case SendEmail():
                self._present.due(Phase.SENDS, SEND, (enrolment.number,))
            case Delay(seconds):
                if not self._exit_by_filter(enrolment):
                    at = self._present.now + seconds
                    self._present.due(Phase.TIMERS, DELAY, (enrolment.number,), at=at)

    def _exit_by_filter(self, enrolment: Enrolment) -> bool:
        """Leave if the campaign has no goal and its filter stopped holding; whether that was so.

        Rules: campaigns.exit.default, campaigns.exit.filter-at-action, campaigns.exit.event-trigger-untested.
        """
        campaign, person = self.campaigns[enrolment.campaign], self._person(enrolment)
        if campaign.goal is not None or self._filter(campaign, person).holds:
            return False
        self._exit(enrolment, person, "the filter no longer holds", "campaigns.exit.filter-at-action", ())
        return True

    def _decide(self, enrolment: Enrolment, step: SendEmail) -> None:
        person, row = self._person(enrolment), enrolment.row
        if is_unsubscribed(person):
            by = (person.attributes["unsubscribed"].operation,)
            self._post(enrolment, "withheld", "the person is unsubscribed", "consent.checked-at-message", by)
            return
        if person.email is None:
            reason = "the person has no email address"
            self._post(enrolment, "failed", reason, "campaigns.entry.no-address-enters")
            return
        try:
            subject = render(step.subject, self._template_values(enrolment, person), now=self._present.now)
        except RenderFailed as failed:
            self._post(enrolment, "failed", f"the subject: {failed}", "liquid.undefined-output-fails")
            return
        goal = self.campaigns[enrolment.campaign].goal
        unstopped = "" if goal is None else f"; no '{goal}' since {self._present.clock(enrolment.entered_at)} is known"
        waited = duration_words(self._present.now - enrolment.entered_at)
        reason = f"{waited} after entering with '{row.name}' of {self._present.clock(row.at)}{unstopped}"
        self._post(enrolment, "sent", reason, None, recipient=person.email, subject=subject)

    def _post(
        self,
        enrolment: Enrolment,
        state: State,
        reason: str,
        rule: str | None,
        decided_by: tuple[int, ...] = (),
        *,
        recipient: str | None = None,
        subject: str | None = None,
    ) -> None:
        """Write the next step's message into the outbox."""
        person, step = self._person(enrolment), self._step(enrolment)
        assert isinstance(step, SendEmail)
        self.outbox.append(
            MessageRow(
                number=len(self.outbox) + 1,
                campaign=enrolment.campaign,
                step=enrolment.step + 1,
                name=step.name,
                person=person.cio_id,
                enrolment=enrolment.number,
                at=self._present.now,
                state=state,
                reason=reason,
                trigger=enrolment.row.operation,
                recipient=recipient,
                subject=subject,
                rule=rule,
                decided_by=decided_by,
            )
        )
        if state != "not sent":
            decided = MessageDecided(person.cio_id, enrolment.campaign, len(self.outbox), state)
            self._present.tell(decided, operation=enrolment.row.operation)

    def _exit(self, enrolment: Enrolment, person: Person, reason: str, rule: str, decided_by: tuple[int, ...]) -> None:
        """End the pass before its end; every message that now will not go out is written down as not sent."""
        exited = CampaignExited(person.cio_id, enrolment.campaign, enrolment.number, reason, rule)
        self._present.tell(exited, operation=decided_by[0] if decided_by else enrolment.row.operation)
        steps = self.campaigns[enrolment.campaign].steps
        for position in range(enrolment.step, len(steps)):
            if isinstance(steps[position], SendEmail):
                enrolment.step = position
                self._post(enrolment, "not sent", reason, rule, decided_by)
        self._leave(enrolment)

    def _refuse(self, name: str, person: Person, row: EventRow, reason: str, rule: str) -> None:
        """Keep somebody out; each message they will not get is written down as not sent."""
        self._present.tell(CampaignNotEntered(person.cio_id, name, reason, rule), operation=row.operation)
        campaign = self.campaigns.get(name)
        for position, step in enumerate(campaign.steps if campaign else ()):
            if isinstance(step, SendEmail):
                self.outbox.append(
                    MessageRow(
                        number=len(self.outbox) + 1,
                        campaign=name,
                        step=position + 1,
                        name=step.name,
                        person=person.cio_id,
                        enrolment=None,
                        at=self._present.now,
                        state="not sent",
                        reason=f"did not enter: {reason}",
                        trigger=row.operation,
                        rule=rule,
                    )
                )

    def _filter(self, campaign: Campaign, person: Person) -> Truth:
        judge = self._filters.get(campaign.name)
        return Truth(True, NEVER) if judge is None else judge(person, self._present.now)

    def _dismiss(self, candidate: Candidate, person: Person) -> None:
        del self.candidates[candidate.number]
        person.waiting.remove(candidate.number)

    def _leave(self, enrolment: Enrolment) -> None:
        del self.enrolments[enrolment.number]
        self._person(enrolment).enrolments.remove(enrolment.number)

    def _step(self, enrolment: Enrolment) -> Delay | SendEmail | None:
        steps = self.campaigns[enrolment.campaign].steps
        return steps[enrolment.step] if enrolment.step < len(steps) else None

    def _person(self, enrolment: Enrolment) -> Person:
        person = self._facts.directory.person(enrolment.person)
        assert person is not None, "an enrolment ends with its person"
        return person

    def _template_values(self, enrolment: Enrolment, person: Person) -> dict[str, Json]:
        """What a template may name: the profile as it is now, the event as it was (liquid.render-at-send)."""
        customer: dict[str, Json] = {
            name: row.value for name, row in person.attributes.items() if row.value is not None
        }
        for name in ("id", "email", "cio_id"):
            if (value := person.identifier(name)) is not None:
                customer[name] = value
        row = enrolment.row
        return {
            "customer": customer,
            "event": dict(row.data),
            "event_name": row.name,
            "event_timestamp": row.at,
            "event_id": row.id or "",
            "campaign": {"name": enrolment.campaign, "type": "transactional"},
        }


_FILTER_MISSED = f"the filter did not hold within {duration_words(FILTER_RETRY)} of the trigger"
