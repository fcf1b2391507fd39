"""What a story sent is recorded as a story that sends the same and ends the same."""

from pathlib import Path

import msgspec
import pytest

from simulator.documents import Problems, node_of
from simulator.engine.run import Run
from simulator.language import Language, written_as
from simulator.language.writing.conversion import read_again
from simulator.operations import FactOperation
from simulator.recording import real_contacts, recorded
from simulator.recording.traffic import journal_traffic
from simulator.scenario import Scenario, watched_segments
from simulator.service import Service
from simulator.targets import JournalEntry
from simulator.targets.emulator import EmulatorTargets
from simulator.wire import Request, Response
from simulator.wire.control_answers import WorkspaceList
from simulator.wire.terms import terms_of
from simulator.workspace import read_definition
from tests.builders import START
from tests.stories.conftest import bundled_stories

Sent = list[tuple[int, str | None, FactOperation]]
PATHS: dict[Language, Path] = {"yaml": Path("/nobodys.yaml"), "gherkin": Path("/nobodys.feature")}


class Served:
    """An emulator in this process, and what a story run against it leaves."""

    def __init__(self) -> None:
        self._service = Service(now=START, journal_max=10_000)
        self._targets = EmulatorTargets("served", self._send)

    def _send(self, request: Request) -> Response:
        return self._service.handle(request, START)

    def run(self, story: Scenario) -> tuple[Sent, Scenario]:
        """What came in when the story ran, and the story that is recorded of it."""
        with self._targets.workspace(story.definition, watched_segments(story), story.starts) as target:
            run = Run(story, target)
            for item in story.items:
                run.perform(item)
            assert run.failures == []
            listed = self._send(Request("GET", "/_sim/workspaces")).body
            name = msgspec.json.decode(listed, type=WorkspaceList).workspaces[-1].name
            standing = self._targets.standing(name)
            return sent(standing.requests(), story), recorded(standing, name="Recorded").scenario


def sent(entries: tuple[JournalEntry, ...], story: Scenario) -> Sent:
    terms = terms_of(read_definition(node_of(story.definition), Problems()))
    heard = journal_traffic(entries, terms)
    assert heard.left_out == ()
    return [(one.at, one.source, call) for one in heard.heard for call in one.calls]


@pytest.mark.parametrize("language", PATHS)
@pytest.mark.parametrize("story", bundled_stories(), ids=lambda story: story.name)
def test_a_recorded_story_sends_the_same_and_ends_the_same(story: Scenario, language: Language) -> None:
    came_in, recording = Served().run(story)
    problems = Problems()
    text = written_as(language, recording, PATHS[language])
    again = read_again(language, text, PATHS[language], problems)
    assert again is not None

    came_again, _ = Served().run(again)

    assert came_again == came_in
    assert list(real_contacts(text)) == []
