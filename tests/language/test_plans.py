"""Which tracking plan a scenario means: by its name the nearest one, a file, or one written in place."""

from pathlib import Path

import pytest

from tests.language.compiled import MIA, Compile, sound

PLAN = "name: core commerce\nevents: {Quiz Finished: {owner: shop}}\n"
APPLIES = 'Given the tracking plan "core commerce" applies\n'
SATISFIED = "Then every delivery satisfies the tracking plan\n"
EXPECT = "expect: [{at: 1m, plan: satisfied}]\n"


def test_the_plan_core_commerce_comes_with_the_package(steps: Compile) -> None:
    plan = sound(steps(APPLIES)).plan

    assert plan is not None
    assert "Order Placed" in plan.events


def test_the_nearest_plan_of_that_name_is_meant(steps: Compile, folder: Path) -> None:
    (folder.parent / "tracking_plan.yaml").write_text("name: core commerce\nevents: {}\n")
    (folder / "tracking_plan_b2b.yaml").write_text("name: b2b\nevents: {}\n")
    (folder / "tracking_plan_shop.yaml").write_text(PLAN)

    plan = sound(steps(APPLIES)).plan

    assert plan is not None
    assert list(plan.events) == ["Quiz Finished"]
    assert plan.events["Quiz Finished"].owners == ("storefront",)
    (folder.parent / "tracking_plan.yaml").unlink()


def test_a_name_that_no_plan_has_is_told_with_those_that_there_are(steps: Compile, folder: Path) -> None:
    (folder / "tracking_plan.yaml").write_text("name: growth\nevents: {}\n")

    _, problems = steps('Given the tracking plan "core comerce" applies\n' + MIA + SATISFIED)

    assert problems == [
        (
            "story.feature:3:1: unknown tracking plan 'core comerce'. Did you mean 'core commerce'? "
            "Defined: core commerce, growth."
        )
    ]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("nmae: growth\nevents: {}\n", "tracking_plan.yaml:1:1: unknown key 'nmae' in the tracking plan."),
        ("name: [growth\n", "tracking_plan.yaml:2:1: is not YAML: "),
    ],
)
def test_a_plan_that_may_be_the_one_but_is_broken_is_told_too(
    written: str, problem: str, steps: Compile, folder: Path
) -> None:
    (folder / "tracking_plan.yaml").write_text(written)

    _, problems = steps('Given the tracking plan "growth" applies\n')

    assert problems[0] == "story.feature:3:1: unknown tracking plan 'growth'. Defined: core commerce."
    assert any(told.startswith(problem) for told in problems[1:])


def test_what_is_wrong_with_the_plan_is_told_where_it_stands(steps: Compile, yaml: Compile, folder: Path) -> None:
    (folder / "tracking_plan.yaml").write_text("name: growth\nevents: {A: {required: {id: text}}}\n")
    expected = [
        "tracking_plan.yaml:2:29: unknown type 'text'. Defined: boolean, list, money, number, object, string, time."
    ]

    assert steps('Given the tracking plan "growth" applies\n')[1] == expected
    assert yaml("scenario: S\nplan: growth\n" + EXPECT)[1] == expected


def test_an_expectation_about_a_plan_needs_one(steps: Compile, yaml: Compile) -> None:
    _, in_gherkin = steps(SATISFIED)
    _, in_yaml = yaml("scenario: S\nexpect: [{at: 1m, plan reports: {wrong type: total}}]\n")

    advice = 'Given the tracking plan "core commerce" applies'
    assert in_gherkin == [f"story.feature:3:1: no tracking plan applies here; say which: {advice}"]
    assert in_yaml == ["story.yaml:2:10: no tracking plan applies here; say which: plan: core commerce"]


@pytest.mark.parametrize("plan", ["core commerce", "plans/mine.yaml", "{name: core commerce, events: {}}"])
def test_in_yaml_a_plan_is_named_is_a_file_or_stands_there(plan: str, yaml: Compile, folder: Path) -> None:
    (folder / "plans").mkdir()
    (folder / "plans" / "mine.yaml").write_text(PLAN)

    found = sound(yaml(f"scenario: S\nplan: {plan}\n{EXPECT}")).plan

    assert found is not None
    assert found.name == "core commerce"


@pytest.mark.parametrize(
    ("plan", "problem"),
    [
        ("mine.yaml", "2:7: plan: there is no file 'mine.yaml' beside this one"),
        ("7", "2:7: plan: expected a name, a file or a mapping, found a number"),
        ("{name: P}", "2:7: the tracking plan needs 'events'"),
    ],
)
def test_a_plan_that_is_none_is_told_at_its_place(plan: str, problem: str, yaml: Compile) -> None:
    assert yaml(f"scenario: S\nplan: {plan}\n{EXPECT}")[1] == [f"story.yaml:{problem}"]


def test_a_rule_that_there_is_not_is_told_with_the_nearest(steps: Compile, yaml: Compile) -> None:
    rules = "Defined: missing field, money scale, time scale, two writers, unknown event, wrong type."
    sentence = 'the tracking plan reports "wrong typ" on "total"'
    _, in_gherkin = steps(APPLIES + f"Then {sentence}\n")
    _, in_yaml = yaml("scenario: S\nplan: core commerce\nexpect: [{at: 1m, plan reports: {wrong typ: total}}]\n")

    said = f"unknown rule 'wrong typ'. Did you mean 'wrong type'? {rules}"
    assert in_gherkin == [f"story.feature:4:1: step '{sentence}': {said}"]
    assert in_yaml == [f"story.yaml:3:34: {said}"]
