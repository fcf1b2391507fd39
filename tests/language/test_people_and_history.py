"""People and what they did before, from files of rows and from tables, in both languages."""

from pathlib import Path

import pytest

from simulator.shoppers import Key, KnownFact, PastEvent, Shopper
from tests.language.compiled import Compile, sound

HEAD = "scenario: S\nstarts: 2026-03-02T09:00\nexpect: [{at: 0m, profiles: 0}]\n"
PEOPLE = """\
shopper,customer_id,email,plan,email consent,owner
Ada,C-118,ada@example.com,gold,yes,
Leo,0042,,,,warehouse
"""
LEO = Shopper("Leo", known=(KnownFact("customer_id", "0042", "warehouse"),))
ADA = Shopper(
    "Ada",
    known=(
        KnownFact("customer_id", "C-118"),
        KnownFact("email", "ada@example.com"),
        KnownFact("plan", "gold"),
        KnownFact("email consent", value=True),
    ),
)


def written(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)


@pytest.mark.parametrize("language", ["yaml", "gherkin"])
def test_people_of_a_file_are_shoppers_whom_the_sources_know(
    folder: Path, yaml: Compile, steps: Compile, language: str
) -> None:
    written(folder, people_csv=PEOPLE)

    if language == "yaml":
        scenario = sound(yaml(HEAD + "people: people.csv\n"))
    else:
        scenario = sound(steps('Given the people in "people.csv"\nThen "Leo" is 1 profile\n'))

    assert scenario.shoppers == (ADA, LEO)


def test_without_names_people_are_called_by_their_first_key(folder: Path, yaml: Compile) -> None:
    written(folder, a_jsonl='{"email": "a@example.com", "customer_id": 7}\n', b_csv='phone\n"+12025550143"\n')

    scenario = sound(yaml(HEAD + "people: [a.jsonl, b.csv]\n"))

    assert [shopper.name for shopper in scenario.shoppers] == ["7", "+12025550143"]


def test_several_rows_of_one_shopper_are_separate_profiles(folder: Path, steps: Compile) -> None:
    written(folder, people_csv='shopper,email,phone\nNoor,noor@example.com,\nNoor,,"+12025550143"\n')

    scenario = sound(steps('Given the people in "people.csv"\nAnd "Noor" also uses a phone\n'))

    email, phone = KnownFact("email", "noor@example.com"), KnownFact("phone", "+12025550143")
    assert scenario.shoppers == (Shopper("Noor", devices=("phone",), profiles=((email,), (phone,))),)


def test_a_row_tells_what_is_known_of_a_shopper_who_is_introduced_already(folder: Path, yaml: Compile) -> None:
    written(folder, people_csv="shopper,email\nAda,ada@example.com\n")

    scenario = sound(yaml(HEAD + "shoppers: {Ada: {devices: [phone]}}\npeople: people.csv\n"))

    assert scenario.shoppers == (Shopper("Ada", devices=("phone",), known=(KnownFact("email", "ada@example.com"),)),)


@pytest.mark.parametrize("language", ["yaml", "gherkin"])
def test_a_history_belongs_to_whom_its_rows_name(folder: Path, yaml: Compile, steps: Compile, language: str) -> None:
    history = "email,event,at,source,order_id,total\nADA@example.com,Order Placed,3 days ago,shop webhook,R-1,59\n"
    views = '{"shopper": "Ada", "event": "/serums", "kind": "page", "at": 1772000000, "source": "web", "tags": ["a"]}\n'
    written(folder, people_csv=PEOPLE, orders_csv=history, views_jsonl=views)

    if language == "yaml":
        scenario = sound(yaml(HEAD + "people: people.csv\nhistory: [orders.csv, views.jsonl]\n"))
    else:
        files = 'Given the history in "orders.csv"\nAnd the history in "views.jsonl"\nAnd the people in "people.csv"\n'
        scenario = sound(steps("Given it is 2026-03-02 09:00\n" + files))

    under = Key("email", "ada@example.com")
    order = PastEvent("Order Placed", "storefront", data={"order_id": "R-1", "total": 59}, ago=3 * 86_400, under=under)
    view = PastEvent("/serums", "web", kind="page", data={"tags": ["a"]}, at=1_772_000_000)
    assert scenario.shoppers[0].history == (order, view)
    assert scenario.shoppers[1].history == ()


@pytest.mark.parametrize("language", ["yaml", "gherkin"])
def test_a_history_can_be_written_in_place(yaml: Compile, steps: Compile, language: str) -> None:
    if language == "yaml":
        row = "{event: Quiz Finished, at: 2026-03-01 09:00, score: 3}"
        scenario = sound(yaml(HEAD + f"shoppers: {{Mia: {{history: [{row}]}}}}\n"))
    else:
        table = "| event | at | score | note |\n| Quiz Finished | 2026-03-01 09:00 | 3 | |\n"
        head = 'Given the shop "S" trades in EUR on "America/New_York" time\nAnd it is 2026-03-02 09:00\n'
        scenario = sound(steps(head + 'And "Mia" is a new visitor on a phone\nAnd "Mia" has this history:\n' + table))

    assert scenario.shoppers[0].history == (PastEvent("Quiz Finished", data={"score": 3}, at=1_772_373_600),)


@pytest.mark.parametrize(
    ("people", "history", "problem"),
    [
        ("name\nAda\n", "", "people.csv:2:1: a row needs a shopper, a customer_id, an email or a phone"),
        ("shopper,plan\nAda,gold\n", "", "people.csv:2:1: a row needs a customer_id, an email or a phone"),
        ("email\na@example.com\na@example.com\n", "", "people.csv:3:1: duplicate email 'a@example.com'"),
        ("shopper,email\nMia,m@example.com\n", "", "people.csv:2:1: duplicate name 'Mia'; this shopper is known"),
        ("phone\n12025550143\n", "", "people.csv:2:1: '12025550143' is no phone number"),
        ("email,sms consent\na@example.com,perhaps\n", "", "people.csv:2:1: sms consent: expected yes or no"),
        (PEOPLE, "shopper,event\nAda,Quiz\n", "history.csv:2:1: what somebody did before needs 'at'"),
        (PEOPLE, "event,at\nQuiz,1 day ago\n", "history.csv:2:1: a row needs a shopper, a customer_id"),
        (PEOPLE, "email,event,at\nx@example.com,Quiz,1 day ago\n", "history.csv:2:1: nobody has the email 'x@"),
        (
            PEOPLE,
            "shopper,event,at\nAba,Quiz,1 day ago\n",
            "history.csv:2:1: unknown shopper 'Aba'. Did you mean",
        ),
        (PEOPLE, "shopper,event,at\nAda,Quiz,1772600000\n", "is after the story begins, at 2026-03-02 09:00:00"),
        (PEOPLE, "shopper,event,at\nAda,Quiz,1772000000000\n", "is no time between 1970 and 2999 in Unix seconds"),
        (PEOPLE, "shopper,event,at\nAda,Quiz,soon\n", "history.csv:2:1: at: 'soon' is no"),
        (PEOPLE, "shopper,event,at,kind\nAda,Quiz,1 day ago,tap\n", "history.csv:2:1: unknown kind 'tap'"),
    ],
)
def test_slips_are_told_at_their_row(folder: Path, yaml: Compile, people: str, history: str, problem: str) -> None:
    written(folder, people_csv=people, history_csv=history or "shopper,event,at\n")

    _, problems = yaml(
        HEAD + "shoppers: {Mia: {known as: {email: mia@example.com}}}\npeople: people.csv\nhistory: history.csv\n"
    )

    assert [one for one in problems if problem in one] != []


def test_of_a_file_that_is_wrong_throughout_the_first_problems_are_told(folder: Path, yaml: Compile) -> None:
    written(folder, people_csv="plan\n" + "gold\n" * 1_000)

    _, problems = yaml(HEAD + "people: people.csv\n")

    assert len(problems) == 21
    assert problems[-1] == "people.csv:22:1: and 980 more problems from here on"


@pytest.mark.parametrize("language", ["yaml", "gherkin"])
def test_of_a_file_that_is_not_there_only_that_is_told(yaml: Compile, steps: Compile, language: str) -> None:
    if language == "yaml":
        _, problems = yaml(HEAD.replace("profiles: 0", "profile: Zoe, profiles: 1") + "people: peple.csv\n")
    else:
        _, problems = steps('Given the people in "peple.csv"\nThen "Zoe" is 1 profile\n')

    assert len(problems) == 1
    assert problems[0].endswith("people: there is no file 'peple.csv' beside this one")


def test_an_order_of_before_can_change_in_the_story_and_its_name_is_taken(folder: Path, steps: Compile) -> None:
    written(folder, people_csv=PEOPLE, orders_csv="shopper,event,at,order_id\nAda,Order Placed,3 days ago,R-1\n")
    head = 'Given the people in "people.csv"\nAnd the history in "orders.csv"\n'

    sound(steps(head + 'And the delivery of "Order Refunded" for order "R-1" is lost\nWhen order "R-1" is refunded\n'))
    _, problems = steps(head + 'When "Leo" places order "R-1" for 1.00 EUR on the laptop\n')

    assert problems == [
        "story.feature:5:1: duplicate name 'R-1'; this order is placed already before the story",
    ]
