"""Every story that the project ships is the same in the other language, and after coming back."""

from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.errors import DefinitionError
from simulator.language import Language, written_as
from simulator.language.writing.conversion import read_again
from simulator.scenario import Scenario, meaning_of
from tests.stories.conftest import bundled_stories

SUFFIXES: dict[Language, str] = {"yaml": ".yaml", "gherkin": ".feature"}


def there_and_back(story: Scenario) -> Scenario:
    """The story after it went into the language that it is not in, and back, beside where it stands."""
    ways: list[Language] = ["gherkin", "yaml"]
    beside = Path(story.place.path)
    for language in ways if beside.suffix == ".yaml" else ways[::-1]:
        path, problems = beside.with_suffix(SUFFIXES[language]), Problems()
        again = read_again(language, written_as(language, story, path), path, problems)
        assert again is not None, list(map(str, problems))
        assert meaning_of(again) == meaning_of(story)
        story = again
    return story


STORIES = bundled_stories()
FROM_FILES = [story for story in STORIES if any(past.under for one in story.shoppers for past in one.history)]


@pytest.mark.parametrize("story", FROM_FILES, ids=lambda story: story.name)
def test_what_only_a_file_of_rows_can_say_is_refused_by_name(story: Scenario) -> None:
    with pytest.raises(DefinitionError, match="did before under one key, as a file of rows says it"):
        written_as("yaml", story, Path(story.place.path).with_suffix(".yaml"))


@pytest.mark.parametrize("story", [one for one in STORIES if one not in FROM_FILES], ids=lambda story: story.name)
def test_a_bundled_story_is_the_same_in_the_other_language_and_back(story: Scenario) -> None:
    again = there_and_back(story)

    assert meaning_of(again) == meaning_of(story)
