"""What becomes of passes, waiting triggers and messages when people are merged or leave.

A pass through a campaign moves with a merge and goes on at its time; of two through one campaign only one does. With
somebody who is deleted or suppressed everything ends.
"""

from collections.abc import Container

import msgspec

from simulator.workspace.campaigns.enrolment import Enrolment
from simulator.workspace.campaigns.passages import Passages
from simulator.workspace.effects import MergeLost
from simulator.workspace.facts import Facts
from simulator.workspace.profiles import Person

_RIVAL = "the person was merged with one who is inside the campaign already"
_GONE = "the person was deleted or suppressed"


def inherit_passes(passages: Passages, facts: Facts, primary: Person, secondary: Person) -> None:
    """Let the secondary's passes, triggers and messages be the primary's (merge.journeys, merge.history)."""
    passages.outbox.hand_over(secondary.cio_id, primary.cio_id)
    if secondary.waiting or secondary.enrolments or secondary.entries:
        _move(passages, facts, primary, secondary)
    for number in primary.enrolments:
        passages.test_known_goals(passages.enrolments[number], primary)
    passages.test_again(primary.waiting)


def _move(passages: Passages, facts: Facts, primary: Person, secondary: Person) -> None:
    """Let what the secondary is inside of, waits for and went through be the primary's."""
    for number in secondary.waiting:
        passages.candidates[number].person = primary.key
    for number in secondary.enrolments:
        passages.enrolments[number].person = primary.key
    inherited = tuple(secondary.enrolments)
    primary.waiting += secondary.waiting
    primary.enrolments += secondary.enrolments
    for name, last in secondary.entries.items():
        primary.entries[name] = max(last, primary.entries.get(name, last))
    for number in inherited:
        _settle(passages, facts, passages.enrolments[number], inherited, primary, secondary)


def end_passes(passages: Passages, facts: Facts, person: Person) -> None:
    """End what somebody who is gone was inside of or waited for (suppression.journeys-end)."""
    rule = "suppression.journeys-end"
    for number in list(person.enrolments):
        passages.exit(passages.enrolments[number], _GONE, rule, by=facts.operation, person=person)
    for number in list(person.waiting):
        candidate = passages.candidates[number]
        passages.dismiss(candidate, person)
        passages.refuse(passages.campaigns[candidate.campaign], person, candidate.row, _GONE, rule)


def _settle(
    passages: Passages,
    facts: Facts,
    theirs: Enrolment,
    inherited: Container[int],
    primary: Person,
    secondary: Person,
) -> None:
    """Where both sides of a merge are inside one campaign, only one pass goes on: the primary's by default."""
    own = [passages.enrolments[number] for number in primary.enrolments if number not in inherited]
    rivals = [enrolment for enrolment in own if enrolment.campaign == theirs.campaign]
    if not rivals:
        return
    furthest = facts.settings.merge_same_campaign == "furthest"
    theirs_goes_on = furthest and all(theirs.step > rival.step for rival in rivals)
    kept = theirs if theirs_goes_on else rivals[0]
    for enrolment in rivals if theirs_goes_on else [theirs]:
        _tell_loss(facts, enrolment, kept, primary, secondary)
        passages.exit(enrolment, _RIVAL, "merge.journeys", by=facts.operation)


def _tell_loss(facts: Facts, lost: Enrolment, kept: Enrolment, primary: Person, secondary: Person) -> None:
    """Tell which pass ended, and keep it in the loss report of the merge."""
    loss = MergeLost(
        primary.cio_id,
        secondary.cio_id,
        "pass",
        lost.campaign,
        f"at step {lost.step + 1}",
        f"at step {kept.step + 1}",
        "merge.journeys",
    )
    facts.tell(loss)
    last = primary.merges[-1]
    primary.merges = (*primary.merges[:-1], msgspec.structs.replace(last, losses=(*last.losses, loss)))
