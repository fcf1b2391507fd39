"""Doings, faults and checks in a reader's words."""

import pytest

from simulator.deliveries import Fault
from simulator.language import check_words, fault_words, verb_words
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    HistoryCounts,
    HistoryIs,
    InSegment,
    LeavesSegment,
    MessageCount,
    NothingOutside,
    NothingSilent,
    ProfileCount,
    SameResult,
    SegmentCount,
    SegmentIsList,
    SegmentMembers,
    WrittenBy,
)
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DeletePerson,
    DoEvent,
    GiveKey,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    Money,
    OrderedItem,
    PayOrder,
    PlaceOrder,
    SendEvent,
    SetAttributes,
    StartCheckout,
    Subscribe,
    SuppressPerson,
    UnsuppressPerson,
    UpdateOrder,
    Verb,
    ViewCategory,
    ViewPage,
    ViewProduct,
    ViewScreen,
)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (ViewProduct("Maya", "laptop", product="Calm Serum"), "Maya views Calm Serum on the laptop"),
        (AddToCart("Maya", "phone", sku="S-30"), "Maya adds S-30 to the cart on the phone"),
        (AddToCart("Maya", "phone", sku="S-30", quantity=2), "Maya adds 2 of S-30 to the cart on the phone"),
        (StartCheckout("Maya", "till"), "Maya starts checkout on the till"),
        (GiveKey("Maya", "laptop", "email"), "Maya gives an email on the laptop"),
        (GiveKey("Maya", "laptop", "customer id"), "Maya gives a customer id on the laptop"),
        (GiveKey("Maya", "laptop", "email", "m@example.com"), "Maya gives email m@example.com on the laptop"),
        (LogIn("Maya", "laptop"), "Maya logs in on the laptop"),
        (LogIn("Maya", "laptop", "C-1"), "Maya logs in as customer C-1 on the laptop"),
        (ViewScreen("Maya", "phone", "Quiz", {"step": 2}), "Maya views the screen Quiz with step 2 on the phone"),
        (SendEvent("Maya", "Quiz Graded", "crm"), "crm reports Quiz Graded of Maya"),
        (SendEvent("Maya", "/quiz", "site", "page", {"step": 2}), "site reports the page /quiz of Maya with step 2"),
        (GiveKey("Maya", "laptop", "phone"), "Maya gives a phone on the laptop"),
        (LogOut("Maya", "laptop"), "Maya logs out on the laptop"),
        (LoseCookies("Maya", "laptop"), "Maya loses all cookies on the laptop"),
        (ViewPage("Maya", "laptop", "/quiz"), "Maya views the page /quiz on the laptop"),
        (DoEvent("Maya", "laptop", "Quiz Left"), "Maya does Quiz Left on the laptop"),
        (
            DoEvent("Maya", "laptop", "Quiz Finished", {"score": 3, "kind": "skin"}),
            "Maya does Quiz Finished with score 3, kind skin on the laptop",
        ),
        (ChangeKey("Maya", "email", "m@example.net"), "Maya changes email to m@example.net"),
        (ChooseConsent("Maya", "sms", given=True), "Maya opts in to sms"),
        (ChooseConsent("Maya", "email", given=False, device="laptop"), "Maya opts out of email on the laptop"),
        (SetAttributes("Maya", {"plan": "gold"}, source="crm"), "Maya has plan gold, as crm tells"),
        (LinkKey("Maya", "email", "m@example.net", "C-1"), "the shop links email m@example.net to customer C-1"),
        (DeletePerson("Maya"), "the shop deletes Maya"),
        (SuppressPerson("Maya"), "the shop suppresses Maya"),
        (UnsuppressPerson("Maya"), "the shop unsuppresses Maya"),
        (PayOrder("Maya", "R-1"), "order R-1 is paid"),
        (UpdateOrder("Maya", "R-1", "shipped"), "order R-1 is shipped"),
        (UpdateOrder("Maya", "R-1", "refunded", Money("9.00", "EUR")), "order R-1 is refunded by 9.00 EUR"),
        (UpdateOrder("Maya", "R-1", "edited", Money("9.00", "EUR")), "order R-1 is edited to cost 9.00 EUR"),
        (Subscribe("Maya", "Calm Serum", 28 * 86_400), "Maya subscribes to Calm Serum every 28 days"),
        (ViewCategory("Maya", "laptop", "Serums", 2), "Maya views 2 products of Serums on the laptop"),
        (
            PlaceOrder(
                "Maya", "laptop", "R-1", items=(OrderedItem("A", 2, "5.00", "1.00", "TEN"), OrderedItem("B", 1, "3"))
            ),
            "Maya places order R-1 of 2 A at 5.00 less 1.00 with TEN, 1 B at 3 on the laptop",
        ),
        (PlaceOrder("Maya", order="R-1", paid=False), "Maya places order R-1 and has not paid yet"),
        (PlaceOrder("Maya"), "Maya places an order"),
        (
            PlaceOrder("Maya", "laptop", "R-1", Money("59.00", "EUR")),
            "Maya places order R-1 for 59.00 EUR on the laptop",
        ),
        (
            PlaceOrder("Maya", None, "R-1", None, "m@example.com", guest=True),
            "Maya places guest order R-1 with email m@example.com",
        ),
        (PlaceOrder("Maya", email="m@example.com", guest=True), "Maya places a guest order with email m@example.com"),
    ],
)
def test_a_doing_reads_like_a_sentence(verb: Verb, words: str) -> None:
    assert verb_words(verb) == words


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(), ""),
        (Fault(late=1_200), "is 20 minutes late"),
        (Fault(late=60, times=2), "is 1 minute late and arrives 2 times"),
        (Fault(times=3, fresh_key=True), "arrives 3 times, each time with a fresh key"),
        (Fault(late=60, lost=True), "is lost"),
    ],
)
def test_a_fault_says_what_befalls_the_delivery(fault: Fault, words: str) -> None:
    assert fault_words(fault) == words


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (ProfileCount(1, "Maya"), "Maya is 1 profile"),
        (ProfileCount(2), "everybody together is 2 profiles"),
        (AttributeIs("Maya", "total_orders", 1), "total_orders of Maya is 1"),
        (AttributeIs("Maya", "total_orders", 1, "number"), "total_orders of Maya is 1 (number)"),
        (AttributeMissing("Maya", "phone"), "the profile of Maya has no phone"),
        (
            HistoryIs("Maya", ("event", "product"), (("Product Viewed", "Calm Serum"), ("Order Placed", ""))),
            "the history of Maya is Product Viewed Calm Serum, Order Placed",
        ),
        (HistoryIs("Maya", ("event",), ()), "the history of Maya is empty"),
        (HistoryCounts("Maya", "Order Placed", 1), "the history of Maya counts 1 Order Placed"),
        (InSegment("Maya", "VIPs"), "Maya is in the segment VIPs"),
        (InSegment("Maya", "VIPs", holds=False), "Maya is not in the segment VIPs"),
        (SegmentMembers("VIPs", ("Maya", "Noor")), "the segment VIPs holds exactly Maya, Noor"),
        (SegmentMembers("VIPs", ()), "the segment VIPs holds nobody"),
        (SegmentCount("VIPs", 1), "the segment VIPs holds 1 person"),
        (SegmentCount("VIPs", 0), "the segment VIPs holds 0 people"),
        (SegmentIsList("VIPs", "buyers"), "the segment VIPs equals the shop's own list of buyers"),
        (WrittenBy("Maya", "plan", "crm"), "plan of Maya was last written by crm"),
        (ConsentRespected(), "nobody receives a message without recorded consent"),
        (LeavesSegment("Maya", "VIPs", 3600), "Maya leaves the segment VIPs within 1 hour"),
        (NothingOutside(), "nothing outside this run has changed"),
        (NothingSilent(), "no accepted request was silently ignored"),
        (SameResult("any order"), "the result is the same for every delivery order"),
        (SameResult("every delivery twice"), "the result is the same when every delivery arrives twice"),
        (ConsentRespected("email"), "nobody receives email without recorded consent"),
        (MessageCount("Nudge", 1, "Maya"), "the campaign Nudge sends 1 message to Maya"),
        (MessageCount("Nudge", 0), "the campaign Nudge sends nothing"),
        (Apart("Maya", "Noor"), "the profiles of Maya and Noor stay apart"),
    ],
)
def test_a_check_reads_like_a_sentence(check: Check, words: str) -> None:
    assert check_words(check) == words
