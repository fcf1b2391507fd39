"""People through campaigns: triggers that wait for admission, enrolments, exits, sends.

Exits are tested before each action and, for a goal, at once. What is decided about a message goes to the outbox with
its reason, also when nothing is sent.
"""

from collections.abc import Container, Iterable, Mapping

from simulator.instants import duration_words
from simulator.operations import Identifier
from simulator.workspace.agenda import Phase
from simulator.workspace.campaigns.campaign import Campaign, Delay, SendEmail, may_enter_again, stops
from simulator.workspace.campaigns.decision import decide
from simulator.workspace.campaigns.enrolment import FILTER_RETRY, Candidate, Enrolment
from simulator.workspace.campaigns.outbox import Decided, MessageRow
from simulator.workspace.changes import Change, EventAttached
from simulator.workspace.effects import CampaignEntered, CampaignExited, CampaignNotEntered, MessageDecided
from simulator.workspace.events import EventRow, may_trigger
from simulator.workspace.facts import Facts
from simulator.workspace.present import Present
from simulator.workspace.profiles import Person
from simulator.workspace.segments.evaluator import Judge, Members, compiled
from simulator.workspace.segments.truth import Truth

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
        """Take these campaigns from now on; whoever is inside or waits for one that is kept goes on in its new form."""
        self._empty_all_but(campaigns.keys())
        self.take(campaigns)
        self._test_again(self.candidates)

    def take(self, campaigns: Mapping[str, Campaign]) -> None:
        """Have these campaigns, and nothing happen because of it: those who are inside are so by their facts."""
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

    def note(self, change: Change) -> None:
        """Let a change trigger, stop or admit."""
        if not self.campaigns:
            return
        person = change.person
        if isinstance(change, EventAttached) and change.row.kind == "event":
            for name in self._triggered.get(change.row.name, ()):
                self._trigger(self.campaigns[name], person, change.row)
            for number in person.enrolments:
                self._test_goal(self.enrolments[number], change.row)
        self._test_again(person.waiting)

    def admit(self, number: int) -> None:
        """Let a candidate in, if the filter holds and the frequency allows; else wait, at most half an hour.

        Rules: campaigns.entry.trigger-and-filter, campaigns.entry.filter-retry-edge,
        campaigns.entry.retry-start-instant.
        """
        candidate = self.candidates.get(number)
        if candidate is None:
            return
        campaign, person = self.campaigns[candidate.campaign], self._person(candidate.person)
        filtered = self._filter(campaign, person)
        if filtered.holds:
            self._dismiss(candidate)
            self._enter_if_due(campaign, person, candidate.row)
        elif self._present.now >= candidate.deadline:
            self._dismiss(candidate)
            self._refuse(campaign, person, candidate.row, _FILTER_MISSED, "campaigns.entry.filter-retry-30m")
        else:
            again = min(filtered.until, candidate.deadline)
            self._present.due(Phase.ENROLMENTS, ADMIT, (number,), at=again)

    def goal_met(self, number: int, operation: int) -> None:
        """End an enrolment at once (campaigns.exit.goal-immediate)."""
        enrolment = self.enrolments.get(number)
        if enrolment is None:
            return
        rows = self._person(enrolment.person).history.rows
        row = next(row for row in rows if row.operation == operation)
        received = "" if row.received == row.at else f", received {self._present.clock(row.received)},"
        reason = f"'{row.name}' of {self._present.clock(row.at)}{received} ended it"
        self._exit(enrolment, reason, "campaigns.exit.goal-immediate", by=operation)

    def delay_over(self, number: int) -> None:
        """Go on to the step after the delay."""
        enrolment = self.enrolments.get(number)
        if enrolment is not None:
            enrolment.step += 1
            self._proceed(enrolment)

    def send(self, number: int) -> None:
        """Send, or write down why not, and go on; a message that fails or is withheld ends nothing."""
        enrolment = self.enrolments.get(number)
        if enrolment is None or self._exit_by_filter(enrolment):
            return
        campaign, person = self.campaigns[enrolment.campaign], self._person(enrolment.person)
        step = campaign.steps[enrolment.step]
        assert isinstance(step, SendEmail), "nothing comes between reaching a message and its second's end"
        decided = decide(step, campaign, enrolment, person, self._present)
        message = self._post(campaign, enrolment.step, person, enrolment.row, decided, enrolment=number)
        told = MessageDecided(person.cio_id, campaign.name, message, decided.state)
        self._present.tell(told, operation=enrolment.row.operation)
        enrolment.step += 1
        self._proceed(enrolment)

    def recipient(self, message: int) -> int | None:
        """The person whom the outbox's line of that number is about."""
        if not 0 < message <= len(self.outbox):
            return None
        who = self._facts.directory.find(Identifier("cio_id", self.outbox[message - 1].person))
        return None if who is None else who.key

    def empty(self) -> None:
        self.candidates.clear()
        self.enrolments.clear()
        self.outbox.clear()

    def _empty_all_but(self, kept: Container[str]) -> None:
        """Force everybody out of the campaigns that are not kept (campaigns.stop.two-ways)."""
        reason, rule = "the campaign was taken out of the definition", "campaigns.stop.two-ways"
        for enrolment in [one for one in self.enrolments.values() if one.campaign not in kept]:
            self._exit(enrolment, reason, rule, by=self._present.operation)
        for candidate in [one for one in self.candidates.values() if one.campaign not in kept]:
            self._dismiss(candidate)
            campaign, person = self.campaigns[candidate.campaign], self._person(candidate.person)
            self._refuse(campaign, person, candidate.row, reason, rule)

    def _trigger(self, campaign: Campaign, person: Person, row: EventRow) -> None:
        if not may_trigger(row, self._present.now, self._facts.settings):
            reason = f"'{row.name}' of {self._present.clock(row.at)} is older than 72 hours"
            self._refuse(campaign, person, row, reason, "events.time.72h")
            return
        self.triggers += 1
        candidate = Candidate(self.triggers, campaign.name, person.key, row, self._present.now + FILTER_RETRY)
        self.candidates[candidate.number] = candidate
        person.waiting.append(candidate.number)

    def _test_again(self, candidates: Iterable[int]) -> None:
        """Ask before this second ends whether these may come in, for what decides has changed."""
        for number in candidates:
            self._present.due(Phase.ENROLMENTS, ADMIT, (number,))

    def _enter_if_due(self, campaign: Campaign, person: Person, row: EventRow) -> None:
        now, last = self._present.now, person.entries.get(campaign.name)
        if last is not None and not may_enter_again(campaign.gap, last, now):
            often = "once" if campaign.gap is None else f"once per {duration_words(campaign.gap)}"
            reason = f"the campaign takes each person {often}; the last entry was at {self._present.clock(last)}"
            self._refuse(campaign, person, row, reason, "campaigns.frequency.min-gap")
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
        steps = self.campaigns[enrolment.campaign].steps
        match steps[enrolment.step] if enrolment.step < len(steps) else None:
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
        campaign, person = self.campaigns[enrolment.campaign], self._person(enrolment.person)
        if campaign.goal is not None or self._filter(campaign, person).holds:
            return False
        self._exit(enrolment, "the filter no longer holds", "campaigns.exit.filter-at-action")
        return True

    def _exit(self, enrolment: Enrolment, reason: str, rule: str, *, by: int | None = None) -> None:
        """End the pass before its end; every message that now will not go out is written down as not sent."""
        campaign, person = self.campaigns[enrolment.campaign], self._person(enrolment.person)
        exited = CampaignExited(person.cio_id, campaign.name, enrolment.number, reason, rule)
        self._present.tell(exited, operation=enrolment.row.operation if by is None else by)
        decided = Decided("not sent", reason, rule, () if by is None else (by,))
        for position in _messages_of(campaign, enrolment.step):
            self._post(campaign, position, person, enrolment.row, decided, enrolment=enrolment.number)
        self._leave(enrolment)

    def _refuse(self, campaign: Campaign, person: Person, row: EventRow, reason: str, rule: str) -> None:
        """Keep somebody out; each message they will not get is written down as not sent."""
        self._present.tell(CampaignNotEntered(person.cio_id, campaign.name, reason, rule), operation=row.operation)
        for position in _messages_of(campaign):
            self._post(campaign, position, person, row, Decided("not sent", f"did not enter: {reason}", rule))

    def _post(
        self,
        campaign: Campaign,
        position: int,
        person: Person,
        row: EventRow,
        decided: Decided,
        *,
        enrolment: int | None = None,
    ) -> int:
        """Write what was decided about the message at that step into the outbox; the line's number."""
        step = campaign.steps[position]
        assert isinstance(step, SendEmail)
        number = len(self.outbox) + 1
        message = MessageRow(
            number=number,
            campaign=campaign.name,
            step=position + 1,
            name=step.name,
            person=person.cio_id,
            enrolment=enrolment,
            at=self._present.now,
            trigger=row.operation,
            decided=decided,
        )
        self.outbox.append(message)
        return number

    def _filter(self, campaign: Campaign, person: Person) -> Truth:
        judge = self._filters.get(campaign.name)
        return Truth(True) if judge is None else judge(person, self._present.now)

    def _dismiss(self, candidate: Candidate) -> None:
        del self.candidates[candidate.number]
        self._person(candidate.person).waiting.remove(candidate.number)

    def _leave(self, enrolment: Enrolment) -> None:
        del self.enrolments[enrolment.number]
        self._person(enrolment.person).enrolments.remove(enrolment.number)

    def _person(self, key: int) -> Person:
        person = self._facts.directory.person(key)
        assert person is not None, "whoever waits for a campaign or is inside has a profile"
        return person


def _messages_of(campaign: Campaign, start: int = 0) -> list[int]:
    """Positions of the messages among the steps, from `start` on."""
    return [
        position for position, step in enumerate(campaign.steps) if position >= start and isinstance(step, SendEmail)
    ]


_FILTER_MISSED = f"the filter did not hold within {duration_words(FILTER_RETRY)} of the trigger"
