"""`simulator convert`: stories go into the other language, whole or not at all."""

from tests.cli.project import Project

STORY = """\
scenario: The order is late
story: It arrives when the mail is out.
starts: 2026-03-02T09:00:00Z
shoppers:
  Mia: {devices: [laptop]}
journey:
  - {at: 0m, shopper: Mia, on: laptop, does: identify, with: email, value: mia@example.com}
  - {at: 2m, shopper: Mia, on: laptop, does: place order, order: R-1, total: 59.00 USD, delivery: {late: 20m}}
expect:
  - {at: 10m, profile: Mia, events: {Order Placed: 0}}
  - {at: 1h, profile: Mia, attributes: {total_orders: 1}, events: {Order Placed: 1}}
"""
FEATURE = """\
Feature: The order is late

  Scenario: The order is late
    It arrives when the mail is out.

    Given it is 2026-03-02 09:00
    And "Mia" is a new visitor on a laptop
    And the delivery of "Order Placed" for order "R-1" is 20 minutes late
    When "Mia" gives email "mia@example.com" on the laptop
    And 2 minutes pass
    And "Mia" places order "R-1" for 59.00 USD on the laptop
    And 8 minutes pass
    Then the history of "Mia" counts 0 "Order Placed"
    When 50 minutes pass
    Then the profile of "Mia" shows:
      | attribute    | value |
      | total_orders | 1     |
    And the history of "Mia" counts 1 "Order Placed"
"""
AGAIN = """\
  Scenario: And once more
    Given "Mia" is a new visitor on a laptop
    Then "Mia" is 0 profiles
"""


def test_a_scenario_is_printed_as_a_feature_that_holds_too(project: Project) -> None:
    project.write("late.yaml", STORY)

    status = project.run("convert", "late.yaml")

    assert (status, project.out, project.err) == (0, FEATURE, "")
    project.write("features/late.feature", FEATURE)
    assert project.run("run", "features", "--quiet") == 0


def test_a_feature_is_printed_as_the_scenario_that_it_came_from(project: Project) -> None:
    project.write("late.feature", FEATURE)

    project.run("convert", "late.feature")

    assert project.out == STORY


def test_each_scenario_of_a_feature_becomes_a_file_of_the_folder(project: Project) -> None:
    project.write("features/late.feature", FEATURE + AGAIN)

    status = project.run("convert", "features", "--output", "scenarios")

    assert status == 0
    assert project.out == "scenarios/the_order_is_late.yaml\nscenarios/and_once_more.yaml\n"
    assert project.run("run", "scenarios", "--quiet") == 0


def test_several_stories_need_a_folder(project: Project) -> None:
    project.write("late.feature", FEATURE + AGAIN)

    status = project.run("convert", "late.feature")

    assert (status, project.out) == (2, "")
    assert project.err == "2 stories: name a folder to write them to with --output\n"


def test_with_a_refusal_nothing_is_written(project: Project) -> None:
    project.write("late.yaml", STORY)
    project.write("now.yaml", STORY.replace("2026-03-02T09:00:00Z", "now"))

    status = project.run("convert", "late.yaml", "now.yaml", "--output", "features")

    assert status == 2
    assert project.err == "now.yaml:3:1: Gherkin has no words for 'starts: now'; write an instant\n"
    assert not (project.folder / "features").exists()


def test_a_file_that_is_there_is_left_as_it_is(project: Project) -> None:
    project.write("late.yaml", STORY)
    project.write("features/late.feature", "mine")

    status = project.run("convert", "late.yaml", "--output", "features")

    assert status == 2
    assert "features/late.feature is there already and is left as it is" in project.err
    assert (project.folder / "features/late.feature").read_text(encoding="utf-8") == "mine"


def test_only_what_is_not_in_the_language_yet_is_converted_to_it(project: Project) -> None:
    project.write("stories/late.yaml", "scenario: " + STORY.removeprefix("scenario: "))
    project.write("stories/again.feature", "Feature: F\n" + AGAIN)

    status = project.run("convert", "stories", "--to", "yaml")

    assert status == 0
    assert project.out.startswith("scenario: And once more\n")


def test_a_step_of_ones_own_is_named_at_its_place(project: Project) -> None:
    project.write("own.feature", "Feature: F\n  Scenario: S\n    Given the robot dances\n")

    status = project.run("convert", "own.feature")

    assert status == 2
    assert project.err == "own.feature:3:5: unknown step 'the robot dances'.\n"
