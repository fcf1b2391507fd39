"""Every story that the project ships is the same in the other language, and after coming back."""

from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.language import Language, written_as
from simulator.language.writing.conversion import read_again
from simulator.scenario import Scenario, meaning_of
from tests.stories.conftest import ROOT, bundled_stories

LANGUAGES: tuple[tuple[Language, Path], ...] = (
    ("gherkin", ROOT / "features" / "converted.feature"),
    ("yaml", ROOT / "scenarios" / "converted.yaml"),
)


def there_and_back(story: Scenario) -> Scenario:
    """The story after it went into the language that it is not in, and back."""
    ways = LANGUAGES if story.place.path.endswith(".yaml") else LANGUAGES[::-1]
    for language, path in ways:
        problems = Problems()
        again = read_again(language, written_as(language, story, path), path, problems)
        assert again is not None, list(map(str, problems))
        assert meaning_of(again) == meaning_of(story)
        story = again
    return story


@pytest.mark.parametrize("story", bundled_stories(), ids=lambda story: story.name)
def test_a_bundled_story_is_the_same_in_the_other_language_and_back(story: Scenario) -> None:
    again = there_and_back(story)

    assert meaning_of(again) == meaning_of(story)
