"""Whatever both languages have words for goes from one to the other and back without loss."""

from pathlib import Path

from hypothesis import given

from simulator.documents import Problems
from simulator.language.writing import Language, written_as
from simulator.language.writing.conversion import read_again
from simulator.scenario import Scenario, meaning_of
from tests.scenario_strategies import scenarios

NOWHERE_IN_PARTICULAR = Path("/story-of-nobody")
"""Where no workspace.yaml stands above."""


def through(language: Language, scenario: Scenario) -> Scenario:
    path = NOWHERE_IN_PARTICULAR.with_suffix(".yaml" if language == "yaml" else ".feature")
    problems = Problems()
    again = read_again(language, written_as(language, scenario, path), path, problems)
    assert again is not None, list(map(str, problems))
    return again


@given(scenarios())
def test_a_story_is_the_same_after_it_went_through_both_languages(scenario: Scenario) -> None:
    in_yaml = through("yaml", scenario)
    in_gherkin = through("gherkin", in_yaml)
    again = through("yaml", in_gherkin)

    assert meaning_of(in_yaml) == meaning_of(in_gherkin) == meaning_of(again) == meaning_of(scenario)


@given(scenarios())
def test_writing_a_story_again_gives_the_same_text(scenario: Scenario) -> None:
    for language in ("yaml", "gherkin"):
        path = NOWHERE_IN_PARTICULAR.with_suffix(".yaml" if language == "yaml" else ".feature")
        once = through(language, scenario)

        assert written_as(language, once, path) == written_as(language, through(language, once), path)
