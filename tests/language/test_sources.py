"""What workspaces, scenarios and features say of their sources."""

from pathlib import Path

import pytest

from simulator.shoppers import Habits
from tests.language.compiled import Compile, sound

CONTRACT = """\
  storefront:
    identifies by: [customer id, email]
    events: {Order Placed: Order Completed}
    fields: {total: order_total}
    types: {total: string}
    leaves out: [discount_codes]
    resets on logout: true
    event id: order_id
    writes: {total_orders: count, lifetime_value: sum}
    takes: 2 seconds
"""
HEAD = "scenario: S\nexpect: [{at: 0m, profiles: 0}]\n"


@pytest.mark.parametrize(
    ("written", "source", "habits"),
    [
        ("{web: {identifies by: email}}", "web", Habits(identifies_by=("email",))),
        (
            "{web pixel: {identifies by: [customer id, phone]}}",
            "web",
            Habits(identifies_by=("customer id", "phone")),
        ),
        ("{app: {resets on logout: true}}", "app", Habits(resets_on_logout=True)),
        ("{app: {takes: 2 seconds}}", "app", Habits(resets_on_logout=False, takes=2)),
        ("{crm: {sends times: false}}", "crm", Habits(sends_times=False)),
        ("{shop webhook: {}}", "storefront", Habits(event_id="order_id")),
        ("{web: {takes: woo cron}}", "web", Habits(lateness="woo cron")),
        ("{web: {event id: none}}", "web", Habits(event_id="none")),
        ("{web: {event id: null}}", "web", Habits(event_id="none")),
        ("{web: {fields: {total: sum}, event id: quiz}}", "web", Habits(fields={"total": "sum"}, event_id="quiz")),
    ],
)
def test_a_source_differs_in_what_is_written(yaml: Compile, written: str, source: str, habits: Habits) -> None:
    scenario = sound(yaml(f"{HEAD}sources: {written}\n"))

    assert scenario.sources == {source: habits}


def test_the_source_of_the_contract_is_read_in_full(yaml: Compile) -> None:
    scenario = sound(yaml(f"{HEAD}sources:\n{CONTRACT}"))

    assert scenario.sources["storefront"] == Habits(
        identifies_by=("customer id", "email"),
        events={"Order Placed": "Order Completed"},
        fields={"total": "order_total"},
        types={"total": "string"},
        leaves_out=("discount_codes",),
        event_id="order_id",
        figures={"total_orders": "count", "lifetime_value": "sum"},
        takes=2,
    )


def test_a_later_duration_ends_a_shape_of_lateness_and_the_other_way_round(folder: Path, steps: Compile) -> None:
    (folder / "workspace.yaml").write_text("sources: {crm: {takes: woo cron}, erp: {takes: 2 minutes}}\n")

    scenario = sound(
        steps('Given "crm" deliveries take 3 seconds\nAnd "erp" deliveries are as late as in "shopify incident"\n')
    )

    assert scenario.sources == {"crm": Habits(takes=3), "erp": Habits(lateness="shopify incident")}


def test_a_scenario_amends_what_its_workspace_says_of_a_source(folder: Path, yaml: Compile) -> None:
    (folder / "workspace.yaml").write_text("sources: {crm: {takes: 1 minute, sends times: false}}\n")

    scenario = sound(yaml(f"{HEAD}sources: {{crm: {{takes: 2 minutes}}}}\n"))

    assert scenario.sources == {"crm": Habits(takes=120, sends_times=False)}
    assert "sources" not in scenario.definition


@pytest.mark.parametrize("holder", ["workspace", "scenario"])
def test_sources_can_stand_in_a_file_of_their_own(folder: Path, yaml: Compile, holder: str) -> None:
    (folder / "shop.yaml").write_text("crm: {sends times: false}\n")
    named = "sources: shop.yaml\n"
    if holder == "workspace":
        (folder / "workspace.yaml").write_text(named)

    scenario = sound(yaml(HEAD + (named if holder == "scenario" else "")))

    assert scenario.sources == {"crm": Habits(sends_times=False)}


def test_a_feature_amends_what_its_workspace_says_of_a_source(folder: Path, steps: Compile) -> None:
    (folder / "workspace.yaml").write_text("sources: {web: {resets on logout: false}}\n")

    scenario = sound(steps('Given "web pixel" identifies people by phone\nAnd "web" deliveries take 3 seconds\n'))

    assert scenario.sources == {"web": Habits(identifies_by=("phone",), resets_on_logout=False, takes=3)}


BAD = {
    "no mapping": ("[web]", ["story.yaml:3:10: sources: expected a mapping, found a list"]),
    "an unknown way": (
        "{web: {identify by: email}}",
        [
            (
                "story.yaml:3:17: unknown key 'identify by' in source 'web'. Did you mean 'identifies by'? "
                "Known: identifies by, resets on logout, sends times, takes, any order, events, fields, types, "
                "times, money, leaves out, products by, event id, writes, also writes."
            )
        ],
    ),
    "a field's name that is none": (
        "{web: {fields: {total: [sum]}}}",
        ["story.yaml:3:33: total: expected a text, found a list"],
    ),
    "a type that is none": (
        "{web: {types: {total: text}}}",
        [
            (
                "story.yaml:3:32: unknown type 'text'. Defined: ISO 8601, ISO 8601 without zone, boolean, list, "
                "major units, milliseconds, minor units, null, number, seconds, string."
            )
        ],
    ),
    "a figure that is none": (
        "{storefront: {writes: {total_orders: number}}}",
        ["story.yaml:3:47: unknown figure 'number'. Defined: count, first, last, sum."],
    ),
    "a key that is none": (
        "{web: {identifies by: [name]}}",
        ["story.yaml:3:33: unknown key 'name'. Defined: customer id, email, phone."],
    ),
    "no key": (
        "{web: {identifies by: []}}",
        ["story.yaml:3:32: identifies by: expected at least one of customer id, email, phone"],
    ),
    "a preset of lateness": (
        "{web: {takes: wp cron}}",
        [
            (
                "story.yaml:3:24: takes: 'wp cron' is no duration; write a whole number and a unit, "
                "such as '30 minutes' or '4 hours', or one of shopify, shopify blip, shopify incident, shopify worst, "
                "woo cron"
            )
        ],
    ),
    "a file that is not there": (
        "shops.yaml",
        ["story.yaml:3:10: sources: there is no file 'shops.yaml' beside this one"],
    ),
}


@pytest.mark.parametrize(("sources", "problems"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_with_a_source_is_said_at_its_place(yaml: Compile, sources: str, problems: list[str]) -> None:
    scenario, found = yaml(f"{HEAD}sources: {sources}\n")

    assert sorted(found) == problems
    assert scenario is None
