"""What a test lets happen in words of its own: shoppers who do something, and time that passes, in one run.

A scenario has its run already; any other test gets one in which nothing is written down.
"""

from collections.abc import Mapping
from pathlib import Path

from simulator.documents import Problems
from simulator.engine import Run
from simulator.instants import Instant
from simulator.language import empty_story, read_doing
from simulator.scenario import Expect, ReachInstant
from simulator.targets import Target
from simulator.values import Json


class Improvisation:
    """Moves the run and looks at it: whatever was due by then has arrived and happened."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def move_to(self, instant: Instant) -> None:
        """Let the time pass until `instant`."""
        place = self._run.scenario.place
        self._run.perform(ReachInstant(place, "a test moves the clock", instant))
        self.look()

    def look(self) -> None:
        """Let arrive and happen what is due in the present second."""
        self._run.perform(Expect(self._run.scenario.place, "a test looks", ()))

    def do(self, members: dict[str, Json]) -> None:
        """Let a shopper do something, written as an entry of a `journey`.

        Raises:
            DefinitionError: that is no doing.
        """
        problems = Problems()
        act = read_doing(members, self._run.scenario.place, problems)
        problems.raise_if_any()
        assert act is not None, "a doing without problems has a value"
        self._run.perform(act)
        self.look()


class Person:
    """A shopper of the test, by name."""

    def __init__(self, name: str, improvisation: Improvisation) -> None:
        self.name = name
        self._improvisation = improvisation

    def does(
        self, verb: str, *, on: str | None = None, delivery: Mapping[str, Json] | None = None, **keys: Json
    ) -> None:
        """Do what `does:` of a scenario file says, in the present second.

        Args:
            on: the device; a doing that has none leaves it out.
            delivery: what befalls the delivery, such as `{"late": "20m"}`.
            keys: those of the verb; a blank is an underscore, and `with` is `with_`.
        """
        given = {name.rstrip("_").replace("_", " "): value for name, value in keys.items()}
        befalls = {} if delivery is None else {"delivery": dict(delivery)}
        device = {} if on is None else {"on": on}
        self._improvisation.do({"shopper": self.name, "does": verb, **device, **given, **befalls})


class Shoppers:
    """The shoppers of a test; each is there as soon as somebody names them: `shoppers("Maya")`."""

    def __init__(self, improvisation: Improvisation) -> None:
        self._improvisation = improvisation

    def __call__(self, name: str) -> Person:
        """The shopper of that name."""
        return Person(name, self._improvisation)


def improvised(name: str, path: Path, target: Target, seed: int | None) -> Improvisation:
    """For the test `name` in the file `path`, whose workspace is `target`.

    Raises:
        DefinitionError: the nearest `workspace.yaml` is wrong.
    """
    problems = Problems()
    story = empty_story(name, path, problems)
    problems.raise_if_any()
    return Improvisation(Run(story, target, starts=target.now(), seed=seed))
