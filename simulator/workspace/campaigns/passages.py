"""People through campaigns: triggers that wait for admission, enrolments, exits, sends.

Exits are tested before each action and, for a goal, at once. What is decided about a message goes to the outbox with
its reason, also when nothing is sent.
"""

from collections.abc import Container, Iterable, Mapping

import msgspec

from simulator.instants import duration_words
from simulator.operations import Identifier
from simulator.workspace.agenda import Phase
from simulator.workspace.campaigns.campaign import Campaign, Delay, Send, may_enter_again, stops
from simulator.workspace.campaigns.consent import Topic
from simulator.workspace.campaigns.decision import decide
from simulator.workspace.campaigns.enrolment import FILTER_RETRY, Candidate, Enrolment
from simulator.workspace.campaigns.outbox import Decided, MessageRow, Outbox
from simulator.workspace.changes import Change, EventAttached, EventsInherited
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
        self.topics: dict[str, Topic] = {}
        self.candidates: dict[int, Candidate] = {}
        self.enrolments: dict[int, Enrolment] = {}
        self.outbox = Outbox()
        self.triggers = 0
        """How many triggers there were; the last one's number."""
        self.entries = 0
        """How many enrolments there were; the last one's number."""
        self._filters: dict[str, Judge] = {}
        self._triggered: dict[str, tuple[str, ...]] = {}

    def define(self, campaigns: Mapping[str, Campaign], topics: Mapping[str, Topic]) -> None:
        """Take these campaigns from now on; whoever is inside or waits for one that is kept goes on in its new form."""
        self._empty_all_but(campaigns.keys())
        self.take(campaigns, topics)
        self.test_again(self.candidates)

    def take(self, campaigns: Mapping[str, Campaign], topics: Mapping[str, Topic]) -> None:
        """Have these campaigns, and nothing happen because of it: those who are inside are so by their facts."""
        self.campaigns, self.topics = dict(campaigns), dict(topics)
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
        person = change.person
        if not self.campaigns and not person.is_guest:
            return
        match change:
            case EventAttached(_, row) if row.kind == "event":
                for name in self._triggered.get(row.name, ()):
                    self._trigger(self.campaigns[name], person, row)
                self._test_goals(person, (row,))
            case EventsInherited(_, rows):
                self._test_goals(person, rows)
            case _:
                pass
        self.test_again(person.waiting)
        self._let_go(person)

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
            self.dismiss(candidate, person)
            self._enter_if_due(campaign, person, candidate.row)
            self._let_go(person)
        elif self._present.now >= candidate.deadline:
            self.dismiss(candidate, person)
            self._let_go(person)
            self.refuse(campaign, person, candidate.row, _FILTER_MISSED, "campaigns.entry.filter-retry-30m")
        else:
            again = min(filtered.until, candidate.deadline)
            self._present.due(Phase.ENROLMENTS, ADMIT, (number,), at=again)

    def goal_met(self, number: int, operation: int) -> None:
        """End an enrolment at once (campaigns.exit.goal-immediate), unless a merge left the event behind meanwhile.

        An event that follows the merge later is tested again when it comes.
        """
        enrolment = self.enrolments.get(number)
        rows = [] if enrolment is None else self._person(enrolment.person).history.rows
        row = next((row for row in rows if row.operation == operation), None)
        if enrolment is None or row is None:
            return
        received = "" if row.received == row.at else f", received {self._present.clock(row.received)},"
        reason = f"'{row.name}' of {self._present.clock(row.at)}{received} ended it"
        self.exit(enrolment, reason, "campaigns.exit.goal-immediate", by=operation)

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
        assert isinstance(step, Send), "nothing comes between reaching a message and its second's end"
        decided = self._recorded(decide(step, campaign, enrolment, person, self._facts, self.topics))
        if decided is not None:
            message = self._post(campaign, enrolment.step, person, enrolment.row, decided, enrolment=number)
            told = MessageDecided(person.cio_id, campaign.name, message, decided.state, step.channel)
            self._present.tell(told, operation=enrolment.row.operation)
        enrolment.step += 1
        self._proceed(enrolment)

    def _recorded(self, decided: Decided) -> Decided | None:
        """What is kept of a decision: of a withheld message a note, by default (consent.withheld-record)."""
        if decided.state != "withheld" or self._facts.settings.consent_withheld_record == "skipped_note":
            return decided
        undeliverable = self._facts.settings.consent_withheld_record == "undeliverable"
        return msgspec.structs.replace(decided, state="undeliverable") if undeliverable else None

    def recipient(self, message: int) -> int | None:
        """Whom the message of that number went to; nobody if it never became a delivery, or they are gone."""
        line = self.outbox.line(message)
        if line is None or line.decided.state != "sent":
            return None
        who = self._facts.directory.find(Identifier("cio_id", line.person))
        return None if who is None else who.key

    def empty(self) -> None:
        self.candidates.clear()
        self.enrolments.clear()
        self.outbox.empty()

    def _empty_all_but(self, kept: Container[str]) -> None:
        """Force everybody out of the campaigns that are not kept (campaigns.stop.two-ways)."""
        reason, rule = "the campaign was taken out of the definition", "campaigns.stop.two-ways"
        for enrolment in [one for one in self.enrolments.values() if one.campaign not in kept]:
            self.exit(enrolment, reason, rule, by=self._present.operation)
        for candidate in [one for one in self.candidates.values() if one.campaign not in kept]:
            campaign, person = self.campaigns[candidate.campaign], self._person(candidate.person)
            self.dismiss(candidate, person)
            self.refuse(campaign, person, candidate.row, reason, rule)
            self._let_go(person)

    def _trigger(self, campaign: Campaign, person: Person, row: EventRow) -> None:
        if not may_trigger(row, self._present.now, self._facts.settings):
            age = duration_words(self._facts.settings.entry_max_event_age)
            reason = f"'{row.name}' of {self._present.clock(row.at)} is older than {age}"
            self.refuse(campaign, person, row, reason, "events.time.72h")
            return
        self.triggers += 1
        candidate = Candidate(self.triggers, campaign.name, person.key, row, self._present.now + FILTER_RETRY)
        self.candidates[candidate.number] = candidate
        person.waiting.append(candidate.number)

    def test_again(self, candidates: Iterable[int]) -> None:
        """Ask before this second ends whether these may come in, for what decides has changed."""
        for number in candidates:
            self._present.due(Phase.ENROLMENTS, ADMIT, (number,))

    def _enter_if_due(self, campaign: Campaign, person: Person, row: EventRow) -> None:
        now, last = self._present.now, person.entries.get(campaign.name)
        if last is not None and not may_enter_again(campaign.gap, last, now):
            often = "once" if campaign.gap is None else f"once per {duration_words(campaign.gap)}"
            reason = f"the campaign takes each person {often}; the last entry was at {self._present.clock(last)}"
            self.refuse(campaign, person, row, reason, "campaigns.frequency.min-gap")
            return
        person.entries[campaign.name] = now
        self.entries += 1
        enrolment = Enrolment(self.entries, campaign.name, person.key, row, now)
        self.enrolments[enrolment.number] = enrolment
        person.enrolments.append(enrolment.number)
        self._present.tell(CampaignEntered(person.cio_id, campaign.name, enrolment.number), operation=row.operation)
        self.test_known_goals(enrolment, person)
        self._proceed(enrolment)

    def test_known_goals(self, enrolment: Enrolment, person: Person) -> None:
        """Ask whether anything that the person did before stops the pass."""
        goal = self.campaigns[enrolment.campaign].goal
        if goal is not None:
            for done in person.history.series("event", goal).rows:
                self._test_goal(enrolment, done)

    def _test_goals(self, person: Person, rows: Iterable[EventRow]) -> None:
        """Ask whether one of the events stops a pass of the person."""
        if person.enrolments:
            for row in rows:
                for number in person.enrolments:
                    self._test_goal(self.enrolments[number], row)

    def _test_goal(self, enrolment: Enrolment, row: EventRow) -> None:
        goal = self.campaigns[enrolment.campaign].goal
        if row.name == goal and row.kind == "event" and stops(row.at, enrolment.entered_at):
            self._present.due(Phase.EXITS, GOAL, (enrolment.number, row.operation))

    def _proceed(self, enrolment: Enrolment) -> None:
        """Begin the next step, or end."""
        steps = self.campaigns[enrolment.campaign].steps
        match steps[enrolment.step] if enrolment.step < len(steps) else None:
            case None:
                self._leave(enrolment, self._person(enrolment.person))
            case Send():
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
        self.exit(enrolment, "the filter no longer holds", "campaigns.exit.filter-at-action")
        return True

    def exit(
        self, enrolment: Enrolment, reason: str, rule: str, *, by: int | None = None, person: Person | None = None
    ) -> None:
        """End the pass before its end; every message that now will not go out is written down as not sent.

        Args:
            person: whose pass it is, where that is somebody who is gone.
        """
        campaign, person = self.campaigns[enrolment.campaign], person or self._person(enrolment.person)
        exited = CampaignExited(person.cio_id, campaign.name, enrolment.number, reason, rule)
        self._present.tell(exited, operation=enrolment.row.operation if by is None else by)
        decided = Decided("not sent", reason, rule, () if by is None else (by,))
        for position in _messages_of(campaign, enrolment.step):
            self._post(campaign, position, person, enrolment.row, decided, enrolment=enrolment.number)
        self._leave(enrolment, person)

    def refuse(self, campaign: Campaign, person: Person, row: EventRow, reason: str, rule: str) -> None:
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
        assert isinstance(step, Send)
        number = len(self.outbox.rows) + 1
        message = MessageRow(
            number=number,
            campaign=campaign.name,
            step=position + 1,
            channel=step.channel,
            name=step.name,
            person=person.cio_id,
            enrolment=enrolment,
            at=self._present.now,
            trigger=row.operation,
            decided=decided,
        )
        self.outbox.keep(message)
        return number

    def _filter(self, campaign: Campaign, person: Person) -> Truth:
        judge = self._filters.get(campaign.name)
        return Truth(True) if judge is None else judge(person, self._present.now)

    def dismiss(self, candidate: Candidate, person: Person) -> None:
        """Let a trigger of the person wait no more."""
        del self.candidates[candidate.number]
        person.waiting.remove(candidate.number)

    def _leave(self, enrolment: Enrolment, person: Person) -> None:
        del self.enrolments[enrolment.number]
        person.enrolments.remove(enrolment.number)
        self._let_go(person)

    def _let_go(self, person: Person) -> None:
        """Forget a guest whom no campaign writes to any more (anonymous.invite)."""
        if person.is_guest and not person.enrolments and not person.waiting:
            self._facts.dismiss_guest(person)

    def _person(self, key: int) -> Person:
        person = self._facts.directory.person(key)
        assert person is not None, "whoever waits for a campaign or is inside has a profile"
        return person


def _messages_of(campaign: Campaign, start: int = 0) -> list[int]:
    """Positions of the messages among the steps, from `start` on."""
    return [position for position, step in enumerate(campaign.steps) if position >= start and isinstance(step, Send)]


_FILTER_MISSED = f"the filter did not hold within {duration_words(FILTER_RETRY)} of the trigger"
