"""Checks of segments: who is in, and how many."""

from collections.abc import Sequence

from simulator.engine.finding import Finding, counted
from simulator.engine.sight import Sight
from simulator.scenario import InSegment, SegmentCount, SegmentMembers


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
    names = ", ".join(member.email or member.id or member.cio_id for member in members[:5])
    found = counted(len(members), "member") + (f": {names}" if names else "")
    return Finding(len(members) == check.count, f"'{check.segment}' has {check.count}", found)
