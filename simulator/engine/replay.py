"""What a failing run prints so that anybody can have it again: the file, the seed, and which story of the file it was.

The id holds a digest of the story's name, with the row of an outline, and one of all that the story says; so a story
that has changed since is told apart from the one that failed. Moving it within its file changes nothing.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

from simulator.scenario import Scenario

_ID = re.compile(r"(.+)@(-?[0-9]{1,30})-([0-9a-f]{8})([0-9a-f]{8})")
_PLACE = re.compile(r"""Place\(path=(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"), line=\d+, column=\d+\)""")


@dataclass(frozen=True, slots=True)
class ReplayId:
    """One story of one file under one seed, written `scenarios/late.yaml@7-0123456789abcdef`."""

    path: str
    seed: int
    name: str
    story: str

    def __str__(self) -> str:
        return f"{self.path}@{self.seed}-{self.name}{self.story}"

    def means(self, scenario: Scenario) -> bool:
        """Whether the story of that file has the name of the one that ran."""
        return self.name == _digest(scenario.name)

    def is_as_it_was(self, scenario: Scenario) -> bool:
        """Whether it still says the same, its workspace included."""
        return self.story == _digest_of(scenario)


def replay_id(scenario: Scenario, seed: int) -> ReplayId:
    """The id of that story under that seed."""
    return ReplayId(scenario.place.path, seed, _digest(scenario.name), _digest_of(scenario))


def replay_id_from(written: str) -> ReplayId:
    """The id that a report shows so.

    Raises:
        ValueError: it is none.
    """
    match = _ID.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"'{written}' is no replay id; a failure prints one, such as 'late.yaml@7-0123456789abcdef'")
    path, seed, name, story = match.groups()
    return ReplayId(path, int(seed), name, story)


def _digest_of(scenario: Scenario) -> str:
    """Of all that the story says, wherever it stands."""
    return _digest(_PLACE.sub("", repr(scenario)))


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
