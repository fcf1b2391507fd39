"""Checks of segments: who is in, and how many."""

from collections.abc import Sequence

from simulator.engine.finding import Finding, counted
from simulator.engine.sight import Sight
from simulator.instants import duration_words
from simulator.scenario import InSegment, LeavesSegment, SegmentCount, SegmentMembers

NAMED_MAX = 5
"""How many members are named where a number is wrong."""


def in_segment(check: InSegment, sight: Sight) -> Finding:
    profiles = sight.profiles(check.shopper)
    answers = [sight.why(profile, check.segment) for profile in profiles]
    inside = any(answer.holds for answer in answers)
    found = f"{check.shopper} is {'' if inside else 'not '}in it" + ("" if profiles else ": no profile")
    return Finding(
        holds=inside is check.holds,
        expected=f"{check.shopper} is {'' if check.holds else 'not '}in '{check.segment}'",
        found=found,
        shoppers=(check.shopper,),
        operations=frozenset(number for answer in answers for number in answer.operations),
    )


def leaves_segment(check: LeavesSegment, sight: Sight) -> Finding:
    """Look ahead to when the shopper leaves by themselves; the present stays as it is."""
    profiles = sight.profiles(check.shopper)
    inside = [profile for profile in profiles if sight.why(profile, check.segment).holds]
    left_at = sight.left_at(inside, check.segment, sight.now + check.seconds) if inside else None
    found = f"{check.shopper} is not in it"
    if inside:
        found = "still in it then" if left_at is None else f"leaves after {duration_words(left_at - sight.now)}"
    return Finding(
        holds=left_at is not None,
        expected=f"{check.shopper} leaves '{check.segment}' within {duration_words(check.seconds)}",
        found=found,
        shoppers=(check.shopper,),
        operations=frozenset(number for one in inside for number in sight.why(one, check.segment).operations),
    )


def segment_members(check: SegmentMembers, sight: Sight, shoppers: Sequence[str]) -> Finding:
    inside = {member.cio_id for member in sight.segment(check.segment).members}
    owners = {shopper: {profile.cio_id for profile in sight.profiles(shopper)} for shopper in shoppers}
    found = {shopper for shopper, profiles in owners.items() if profiles & inside}
    strangers = inside - set().union(*owners.values())
    names = sorted(found) + [f"a profile of nobody in the story ({one})" for one in sorted(strangers)]
    wrong = found ^ set(check.members)
    return Finding(
        holds=not wrong and not strangers,
        expected=f"'{check.segment}' holds exactly {', '.join(sorted(check.members)) or 'nobody'}",
        found=", ".join(names) or "nobody",
        shoppers=tuple(sorted(wrong)),
    )


def segment_count(check: SegmentCount, sight: Sight) -> Finding:
    members = sight.segment(check.segment).members
    names = {member.cio_id: member.email or member.id or member.cio_id for member in members[:NAMED_MAX]}
    found = counted(len(members), "member") + (f": {', '.join(names.values())}" if names else "")
    return Finding(
        holds=len(members) == check.count,
        expected=f"'{check.segment}' has {check.count}",
        found=found,
        causes=tuple(f"{names[member.cio_id]}: {reason}" for member in members[:NAMED_MAX] for reason in member.reason),
    )
