"""Questions that a valid tracking plan leaves open."""

from pathlib import Path
from textwrap import dedent

import pytest

from simulator.language import lint, read_files

PLAN = Path(__file__).parents[2] / "simulator" / "plan" / "core_commerce.yaml"


def notes(path: Path) -> list[str]:
    return [str(note).removeprefix(f"{path}:") for note in lint(read_files(plans=[path]))]


def test_the_bundled_plan_leaves_no_question_open() -> None:
    assert notes(PLAN) == []


OPEN = {
    "a source that never sends the backbone": (
        "identity: {backbone: customer id, sources: {web: [email, phone], shop: [customer id]}}\nevents: {}",
        [
            (
                "2:45: note[source-without-backbone]: "
                "source 'web' names people by email and phone and never by the backbone, customer id: "
                "what it tells stays apart until somebody links it (ID-01)."
            )
        ],
    ),
    "an owner whose keys nobody tells": (
        (
            "identity: {backbone: customer id, sources: {shop: customer id}}\n"
            "attributes: {plan: {type: string, owner: crm}, tier: {type: string, owner: anybody}}\nevents: {}"
        ),
        [
            (
                "3:14: note[unknown-owner]: "
                "attribute 'plan' belongs to crm, whose keys the sources of identity do not tell (ID-01)."
            )
        ],
    ),
    "nobody owns it": (
        "attributes: {plan: string}\nevents: {Quiz Finished: {example: {}}}",
        [
            "2:14: note[no-owner]: attribute 'plan' has no owner; say which source writes it, or 'anybody' (SC-01).",
            (
                "3:10: note[no-owner]: "
                "event 'Quiz Finished' has no owner; say which source writes it, or 'anybody' (EV-01)."
            ),
        ],
    ),
    "an event without an example": (
        "events: {Quiz Finished: {owner: web}}",
        ["2:10: note[no-example]: event 'Quiz Finished' has no example; one shows what the fields look like (EV-01)."],
    ),
    "money without a currency": (
        "events: {Tipped: {owner: web, optional: {tip: money}, example: {}}}",
        [
            (
                "2:10: note[money-without-currency]: "
                "tip of event 'Tipped' is money, and no field says in which 'currency' (PU-01)."
            )
        ],
    ),
    "one name unlike the others": (
        (
            "events:\n"
            "  Order Placed: {owner: web, example: {}}\n"
            "  quiz_finished: {owner: web, example: {}}\n"
            "  Signup: {owner: web, example: {}}\n"
        ),
        ["4:3: note[odd-casing]: event 'quiz_finished' is written in snake_case, most are in Title Case (EV-01)."],
    ),
}


@pytest.mark.parametrize(("text", "expected"), OPEN.values(), ids=OPEN.keys())
def test_a_question_is_told_at_its_place(text: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "tracking_plan.yaml"
    path.write_text(f"name: P\n{dedent(text)}")

    assert notes(path) == expected
