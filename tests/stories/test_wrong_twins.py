"""Each story has a wrong twin: the same file with one thing changed, which fails, and for the right reason."""

from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

import pytest

from simulator.documents import Problems
from simulator.engine import Verdict, run_scenario
from simulator.language import compile_written, compile_yaml, read_feature
from simulator.report import failure_text
from simulator.targets import open_target

ROOT = Path(__file__).parents[2]


LINES_MAX = 25
"""What a failed expectation may take on the screen."""


class Twin(NamedTuple):
    """`story` with `right` replaced by `wrong` fails, and the text holds all of `because`."""

    story: str
    right: str
    wrong: str
    because: tuple[str, ...]


TWINS = [
    Twin(
        "scenarios/purchase_told_by_pixel_and_webhook.yaml",
        "{at: 3m, plan: satisfied}",
        "{at: 4m, plan: satisfied}",
        (
            "found     money scale on total, two writers on Order Placed",
            "total of 'Order Placed' is 5900, 100 times the 59.00 that it was (d5 from web)",
            "'Order Placed' is written by web, and is storefront's by the plan (d5 from web)",
        ),
    ),
    Twin(
        "scenarios/purchase_told_by_pixel_and_webhook.yaml",
        "total: 5900",
        "total: 59",
        ("reports money scale on total", "found     it reports two writers on Order Placed"),
    ),
    Twin(
        "features/plan/drift.feature",
        '"Mia" adds "Calm Serum" to the cart on the laptop',
        '"Mia" does "Product Added" on the laptop',
        ("found     unknown event on Product Added", "which calls it 'Added to Cart' (d2 from web)"),
    ),
    Twin(
        "features/plan/drift.feature",
        "| Added to Cart | handle |",
        "| Added to Cart | sku    |",
        ("reports missing field on sku", "found     it reports nothing"),
    ),
    Twin(
        "features/plan/drift.feature",
        "1772442000000",
        "1772442000",
        ("reports time scale on last_order_date", "found     it reports two writers on last_order_date"),
    ),
    Twin(
        "scenarios/nothing_silently_ignored.yaml",
        "times: 1",
        "times: 2",
        (
            "found     2 accepted requests changed nothing",
            "(d3.2): Order Placed was dropped",
            "(rule events.dedupe-ulid)",
            "has everything already that the call brings",
        ),
    ),
    Twin(
        "scenarios/results_in_any_order.yaml",
        "sends times: true",
        "sends times: false",
        (
            "found     another in 3 of 6 orders: plan of C-9 + mia@example.com is trial instead of pro",
            'it is enough that "set plan pro" (d4) arrives before "set plan trial" (d2)',
            "Scenario: the smallest order with another result",
            'When "Order Placed R-1" from storefront (d3) arrives at 10:30:00',
            'And "set plan pro" from warehouse (d4) arrives at 10:35:00',
            'And "set plan trial" from warehouse (d2) arrives at 10:40:00',
            "Then plan of C-9 + mia@example.com is trial instead of pro",
        ),
    ),
    Twin(
        "scenarios/results_in_any_order.yaml",
        "workspace: ../workspace.yaml",
        "workspace: {settings: {identifiers: [id, email], dedupe: none}}",
        (
            "found     another: C-9 + mia@example.com has 2 'Order Placed' instead of 1",
            'a copy of "Order Placed R-1" (d3) changes the result',
        ),
    ),
    Twin(
        "features/deliveries/any_order.feature",
        'Given "warehouse" deliveries take 20 minutes',
        'Given "warehouse" sends no times\n    And "warehouse" deliveries take 20 minutes',
        (
            "found     another in 1 of 2 orders: plan of C-118 + ada@example.com is silver instead of gold",
            'When "set plan gold" from warehouse (d3) arrives at 09:20:00',
            'And "set plan silver" from warehouse (d2) arrives at 09:25:00',
        ),
    ),
    Twin(
        "scenarios/anonymous_browse_then_identify.yaml",
        "on: laptop, does: identify",
        "on: phone, does: identify",
        ("d2: Added to Cart Calm Serum is still anonymous", "rule anonymous.no-profile"),
    ),
    Twin(
        "scenarios/anonymous_history_of_thirty_days.yaml",
        "at: 30d, shopper: Ada",
        "at: 30d1s, shopper: Ada",
        ("found     nothing", "Product Viewed Calm Serum"),
    ),
    Twin(
        "scenarios/recovery_15_order_20_late.yaml",
        "count: 1",
        "count: 0",
        ("'Come back' sent at 09:16:00", "Order Placed R-1 (d3) happened at 09:01:00", "20 minutes late"),
    ),
    Twin(
        "scenarios/recovery_30_order_20_late.yaml",
        "count: 0",
        "count: 1",
        ("'Come back' not sent at 09:21:00", "'Order Placed' of 09:01:00", "rule campaigns.exit.goal-immediate"),
    ),
    Twin(
        "scenarios/recovery_30_order_30_late.yaml",
        "late: 30m",
        "late: 30m1s",
        ("'Come back' sent at 09:31:00", "arrived 09:31:01"),
    ),
    Twin(
        "scenarios/recovery_30_order_31_late.yaml",
        "count: 1",
        "count: 0",
        ("'Come back' sent at 09:31:00", "31 minutes late"),
    ),
    Twin(
        "scenarios/order_webhook_twice.yaml",
        "times: 2",
        "times: 2, fresh key: true",
        ("expected  1 'Order Placed'", "found     2 'Order Placed'", "d2.2: Order Placed R-2, from storefront"),
    ),
    Twin(
        "scenarios/order_webhook_twice.yaml",
        "Order Placed: 1}",
        "Order Placed: 2}",
        ("d2.2: Order Placed R-2 came again and was dropped", "rule events.dedupe-ulid"),
    ),
    Twin(
        "scenarios/cart_abandoner_last_second.yaml",
        "members: []",
        "members: [Leo]",
        ('performed "Added to Cart" within 4 hours: not in the window', "4 hours 1 second ago"),
    ),
    Twin(
        "scenarios/cart_abandoner_as_usually_written.yaml",
        "written, excludes",
        "written, includes",
        ("known only since 09:00:00", "rule segments.neg.age"),
    ),
    Twin(
        "scenarios/late_order_webhook.yaml",
        "late: 20m",
        "late: 35m",
        ("message 'Come back' of 'Cart recovery' sent", "has not arrived yet", 'performed "Order Placed": never'),
    ),
    Twin(
        "scenarios/email_in_capitals.yaml",
        "value: MAYA@example.com",
        "value: maya@example.org",
        ("expected  1 profile", "found     2 profiles", "from app"),
    ),
    Twin(
        "scenarios/second_cart_within_a_week.yaml",
        "at: 7d, shopper",
        "at: 6d, shopper",
        ("did not enter", "once per 7 days", "rule campaigns.frequency.min-gap"),
    ),
    Twin(
        "scenarios/two_devices_one_customer_id.yaml",
        "web: {identifies by: [customer id]}",
        "web: {identifies by: [email]}",
        ("expected  1 profile", "found     2 profiles", "from web", "from app"),
    ),
    Twin(
        "scenarios/two_devices_two_keys.yaml",
        "app: {identifies by: [phone]}",
        "app: {identifies by: [email]}",
        ("expected  2 profiles", "found     1 profile", "app waits for email"),
    ),
    Twin(
        "scenarios/phone_as_identifier.yaml",
        "identifiers: [id, email, phone]",
        "identifiers: [id, email]",
        ("expected  phone is +12025550143", "found     phone is missing"),
    ),
    Twin(
        "scenarios/guest_order_then_account.yaml",
        "as: guest, email: ada@example.com",
        "as: guest, email: ada@example.net",
        ("expected  1 profile", "found     2 profiles (ada@example.net; C-77 + ada@example.com)"),
    ),
    Twin(
        "scenarios/guest_order_then_account_other_email.yaml",
        "to: C-77",
        "to: C-78",
        ("expected  1 profile", "merged ada@example.net into C-78", "rule merge.attributes"),
    ),
    Twin(
        "scenarios/newsletter_orphan_owns_the_new_address.yaml",
        "profile: Mia, profiles: 2",
        "profile: Mia, attributes: {email: mia@example.net}",
        ("did not get the email mia@example.net", "already", "rule identity.conflict.orphan"),
    ),
    Twin(
        "scenarios/newsletter_orphan_is_linked.yaml",
        "at: 30m",
        "at: 90m",
        ("found     email is mia@example.com", "rule identity.conflict.orphan", "the merge lost the identifier email"),
    ),
    Twin(
        "scenarios/shared_laptop_with_reset.yaml",
        "shoppers:\n",
        "sources:\n  web: {resets on logout: false}\nshoppers:\n",
        ("Ana and Ben share no profile", "they share 1 profile (ana@example.com)", "Ben: Product Viewed Day Cream"),
    ),
    Twin(
        "scenarios/shared_laptop_without_reset.yaml",
        "resets on logout: false",
        "resets on logout: true",
        ("expected  Product Viewed Day Cream", "found     nothing"),
    ),
    Twin(
        "scenarios/purchase_before_identify.yaml",
        "does: log in, value: C-31",
        "does: identify, with: email, value: leo@example.com",
        ("expected  id is C-31", "found     id is missing", "10 minutes late"),
    ),
    Twin(
        "scenarios/older_update_after_a_newer_one.yaml",
        "at: 2h, profile: Mia, attributes: {plan: pro}",
        "at: 2h, profile: Mia, attributes: {plan: trial}",
        ("plan stays: the value that came before is newer", "rule attributes.order"),
    ),
    Twin(
        "scenarios/older_update_without_its_time.yaml",
        "sends times: false",
        "sends times: true",
        ("expected  plan is trial", "found     plan is pro", "rule attributes.order"),
    ),
    Twin(
        "scenarios/test_person_deleted_and_added_again.yaml",
        "does: delete person",
        "does: set, attributes: {note: kept}",
        ("expected  0 profiles", "found     1 profile (C-1 + tess@example.com)"),
    ),
    Twin(
        "scenarios/suppressed_person_is_ignored.yaml",
        "does: suppress}",
        "does: delete person}",
        ("expected  0 profiles", "found     1 profile", "the person was deleted and is forgotten"),
    ),
    Twin(
        "scenarios/suppressed_person_is_ignored.yaml",
        "members: []",
        "members: [Zoe]",
        ("found     nobody", "is suppressed", "rule suppression.ignored"),
    ),
    Twin(
        "scenarios/consent_kept_through_a_merge.yaml",
        "{email: ida@example.net}",
        "{email: ida@example.net, email consent: false}",
        ("went to Ida, who had opted out of email", "the merge lost the attribute email_consent false; true stayed"),
    ),
    Twin(
        "scenarios/consent_lost_by_a_merge.yaml",
        "count: 0",
        "count: 1",
        ("the person does not want email", "rule consent.order", "merged ida@example.net into C-6"),
    ),
    Twin(
        "scenarios/known_purchasers_equal_the_shop_s_list.yaml",
        "order: R-1, total: 59.00 USD",
        "order: R-1, total: 59.00 USD, delivery: {lost: true}",
        ("found     Noor, Ada", "lost: the purchase R-1 (d5) of Mia was lost on the way"),
    ),
    Twin(
        "scenarios/known_purchasers_equal_the_shop_s_list.yaml",
        "order: R-3, total: 20.00 USD",
        "order: R-3, total: 20.00 USD, paid: false",
        ("list of buyers: ", "unpaid: Ada never paid order R-3; the segment counts it as a purchase"),
    ),
    Twin(
        "scenarios/known_purchasers_equal_the_shop_s_list.yaml",
        "order: R-2, total: 20.00 USD",
        "order: R-2, total: 20.00 USD, as: guest, email: noor@example.net",
        ("split: the purchase R-2 sits on the profile noor@example.net", "the shop knows Noor as C-2"),
    ),
    Twin(
        "scenarios/data_health_orders_without_a_date.yaml",
        "total_orders: 4",
        "total_orders: 4, last_order_date: 1700000000",
        ("expected  'Data health: orders without a date' holds exactly Eve", "last_order_date is missing: it is"),
    ),
    Twin(
        "scenarios/quiz_of_a_clinic.yaml",
        "name: Visit Booked",
        "name: visit_booked",
        ("sends 0 messages to Ida", "found     1 message", "'Your plan' sent at 2026-03-02 11:04:00"),
    ),
    Twin(
        "scenarios/event_ids_made_from_the_email.yaml",
        "event id: email",
        "event id: order_id",
        ("expected  1 'Order Placed'", "found     2 'Order Placed'"),
    ),
    Twin(
        "features/flows/lapsed_members.feature",
        'not performed "Class Attended" within 30 days',
        'not performed "Class Attended" within 46 days',
        (
            "expected  Uma is in 'Lapsed members'",
            'performed "Class Attended" within 46 days',
            "found     Uma is not in it",
        ),
    ),
    Twin(
        "features/identity/two_devices.feature",
        'links email "ada.shop@example.net" to customer "C-118"',
        'links email "ada.shop@example.net" to customer "C-119"',
        ("expected  1 profile", "into C-119"),
    ),
    Twin(
        "features/identity/shared_laptop.feature",
        '"web" keeps the visitor on logout',
        '"web" forgets the visitor on logout',
        ("expected  1 'Product Viewed'", "found     0 'Product Viewed'"),
    ),
    Twin(
        "features/identity/leaving.feature",
        'When the shop deletes "Tess"',
        'When the shop suppresses "Tess"',
        ("expected  1 profile", "found     0 profiles", "rule suppression.ignored"),
    ),
    Twin(
        "features/consent/merging.feature",
        "| no            |",
        "| yes           |",
        ("expected  'Win Back' sends 0 messages to Noor", "found     1 message"),
    ),
    Twin(
        "features/identity/anonymous_history.feature",
        'gives email "mia@example.com" on the laptop',
        'gives email "mia@example.com" on the phone',
        ("Added to Cart Calm Serum is still anonymous",),
    ),
    Twin(
        "features/cart_recovery/late_order_webhook.feature",
        "| 30 minutes | 20 minutes | 0        |",
        "| 30 minutes | 20 minutes | 1        |",
        ("'Order Placed' of 09:00:00, received 09:20:00, ended it", "rule campaigns.exit.goal-immediate"),
    ),
    Twin(
        "features/segments/four_hour_window.feature",
        "When 1 second passes",
        "When 0 seconds pass",
        ('performed "Added to Cart" within 4 hours: once, at 09:00:00', "changes by itself at 13:00:01"),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        'order "R-10" is refunded',
        'order "R-10" is delivered',
        ("expected  lifetime_value is 0 (number)", "found     lifetime_value is 59.0 (number)"),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        'order "R-12" is cancelled',
        'order "R-12" is refunded',
        ("list of buyers: Ada, Leo", "other rule: the purchase R-12 (d2) is on the profile of Leo"),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        '"Calm Serum" every 4 weeks',
        '"Calm Serum" every 6 weeks',
        ("expected  4 'Subscription Charged'", "found     3 'Subscription Charged'"),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        '"Zed" blocks browser tracking on the laptop',
        '"Zed" blocks browser tracking on the phone',
        ("found     Added to Cart web; Checkout Started web; Order Placed storefront",),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        "unavailable for 30 minutes",
        "unavailable for 32 minutes",
        ("expected  1 profile", "found     0 profiles", "refused 32 times"),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        "may arrive in any order",
        'may arrive in any order\n      And "shop webhook" sends no times',
        ("found     total_orders is 1", "Order Placed R-15, from storefront, which tells no time: its arrival counted"),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        "within 181 minutes",
        "within 180 minutes",
        ("found     still in it then", "changes by itself at 13:00:01"),
    ),
    Twin(
        "features/vocabulary/orders_and_deliveries.feature",
        '"Noor" opts out of email',
        '"Noor" opts out of SMS',
        ("expected  'Win Back' sends 0 messages to Noor", "found     1 message"),
    ),
]


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: f"{Path(twin.story).stem}: {twin.wrong}")
def test_the_wrong_twin_fails_for_the_right_reason(twin: Twin, tmp_path: Path) -> None:
    verdicts = _run(_written(twin, tmp_path))

    texts = [failure_text(verdict, failure) for verdict in verdicts for failure in verdict.failures]
    told = " ".join("\n".join(texts).split())
    assert texts
    assert all(len(text.splitlines()) <= LINES_MAX for text in texts)
    assert [words for words in twin.because if " ".join(words.split()) not in told] == []


def _written(twin: Twin, folder: Path) -> Path:
    """The twin beside a copy of the workspace, where the story's own file would be."""
    text = (ROOT / twin.story).read_text(encoding="utf-8")
    assert text.count(twin.right) >= 1, f"the story no longer has {twin.right!r}"
    (folder / "workspace.yaml").write_text((ROOT / "workspace.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path = folder / twin.story
    path.parent.mkdir(parents=True)
    for rows in (one for one in (ROOT / twin.story).parent.iterdir() if one.suffix in {".csv", ".jsonl"}):
        copyfile(rows, path.parent / rows.name)
    path.write_text(text.replace(twin.right, twin.wrong, 1), encoding="utf-8")
    return path


def _run(path: Path) -> list[Verdict]:
    problems = Problems()
    if path.suffix == ".yaml":
        stories = [compile_yaml(path, problems)]
    else:
        stories = [compile_written(written, problems) for written in read_feature(path, problems)]
    problems.raise_if_any()
    with open_target("embedded") as targets:
        return [run_scenario(story, targets) for story in stories if story is not None]
