"""Whatever both languages have words for goes from one to the other and back without loss."""

import os
from pathlib import Path

from hypothesis import given, settings

from simulator.documents import Problems
from simulator.language import Language, written_as
from simulator.language.writing.conversion import read_again
from simulator.scenario import Scenario, meaning_of
from tests.scenario_strategies import scenarios

PATHS: dict[Language, Path] = {"yaml": Path("/nobodys.yaml"), "gherkin": Path("/nobodys.feature")}
"""Where no workspace.yaml stands above."""
_STORIES = 500 if os.environ.get("SIMULATOR_PROVE") == "1" else 100


def through(language: Language, scenario: Scenario) -> Scenario:
    """The scenario written in the language and read again."""
    path, problems = PATHS[language], Problems()
    again = read_again(language, written_as(language, scenario, path), path, problems)
    assert again is not None, list(map(str, problems))
    return again


@settings(max_examples=_STORIES)
@given(scenarios())
def test_a_story_is_the_same_after_it_went_through_both_languages(scenario: Scenario) -> None:
    in_yaml = through("yaml", scenario)
    in_gherkin = through("gherkin", in_yaml)

    assert meaning_of(in_yaml) == meaning_of(scenario)
    assert meaning_of(in_gherkin) == meaning_of(scenario)
    assert meaning_of(through("yaml", in_gherkin)) == meaning_of(scenario)
