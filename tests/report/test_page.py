"""The page: what it tells of a story, that it needs nothing from outside, that nothing in it is taken for markup."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from simulator.engine import Verdict
from simulator.report import Results, Skipped, failure_text, results_page
from simulator.report import html as page_file
from tests.report.late_order import chronicled
from tests.report.results_shown import RECOVERED, RESULTS, a_verdict


class Reader(HTMLParser):
    """The texts of a page by the element and class that they stand in, blanks counted once, and all its addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.addresses: list[str] = []
        self._open: list[tuple[str, str, list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        self.addresses += [value for name in ("src", "href", "action", "srcset") if (value := told.get(name))]
        if tag not in ("meta", "input", "br"):
            self._open.append((tag, told.get("class") or "", []))

    def handle_data(self, data: str) -> None:
        for _, _, said in self._open:
            said.append(data)

    def handle_endtag(self, tag: str) -> None:
        name, kind, said = self._open.pop()
        assert name == tag, f"{tag} closes {name}"
        self.texts.append((f"{name}.{kind}" if kind else name, " ".join("".join(said).split())))

    def all(self, name: str) -> list[str]:
        return [text for kind, text in self.texts if kind == name]


@pytest.fixture
def verdict(tmp_path: Path) -> Verdict:
    return chronicled(tmp_path / "story.yaml")


@pytest.fixture
def page(verdict: Verdict) -> Reader:
    return Reader(results_page(Results((verdict,))))


def test_a_delivery_tells_its_source_its_faults_and_when_it_arrived(page: Reader) -> None:
    (order,) = (text for text in page.all("li.delivery") if "Order Placed" in text)

    assert "09:03:00 delivery Order Placed R-1 40 minutes late arrived twice" in order
    assert "from storefront, arrived 09:43:00" in order


def test_a_delivery_tells_what_it_changed(page: Reader) -> None:
    (update,) = (text for text in page.all("li.delivery") if "plan" in text)

    assert "plan silver gold" in update


def test_a_profile_is_told_before_and_after_with_who_wrote_it(page: Reader) -> None:
    (plan,) = (text for text in page.all("tr.changed") if text.startswith("plan"))

    assert plan.startswith("plan silver gold backend, d")


TWO_PROFILES = """\
scenario: Nobody knows that they are one
shoppers:
  Noor: {profiles: [{customer_id: C-2}, {email: noor@example.com}]}
expect: [{at: 1m, profiles: 2}]
"""


def test_of_a_shopper_with_two_profiles_each_change_says_whose_it_is(tmp_path: Path) -> None:
    verdict = chronicled(tmp_path / "two.yaml", TWO_PROFILES)

    known = Reader(results_page(Results((verdict,)))).all("li.known-before")

    assert [text.rpartition(" of ")[2] for text in known] == ["C-2", "noor@example.com"]


def test_a_segment_tells_which_delivery_made_somebody_enter(page: Reader) -> None:
    (entered,) = page.all("li.segment")

    assert entered.startswith("09:43:00 segment Entered Buyers")
    assert ": Order Placed R-1" in entered


def test_a_message_tells_its_rendered_subject_and_why_it_went(page: Reader) -> None:
    (message,) = page.all("li.message")

    assert "“You left Calm Serum”, email of Recovery to mia@example.com" in message
    assert "30 minutes after entering" in message


def test_a_transactional_message_is_told_without_a_campaign(verdict: Verdict) -> None:
    assert verdict.chronicle is not None
    (chapter,) = (one for one in verdict.chronicle.chapters if one.messages)
    receipt = msgspec.structs.replace(chapter.messages[0], campaign=None, step=None)
    chronicle = replace(verdict.chronicle, chapters=(replace(chapter, messages=(receipt,)),))

    (message,) = Reader(results_page(Results((replace(verdict, chronicle=chronicle),)))).all("li.message")

    assert "“You left Calm Serum”, email to mia@example.com" in message


def test_expectations_that_hold_are_told_beside_those_that_fail(page: Reader) -> None:
    assert [text.split()[0] for text in (*page.all("li.holds"), *page.all("li.fails"))] == ["holds", "holds", "fails"]


def test_what_failed_stands_in_the_words_of_the_console(page: Reader, verdict: Verdict) -> None:
    (failure,) = page.all("pre.failure")

    assert failure == " ".join(failure_text(verdict, verdict.failures[0]).split())


def test_one_seed_is_one_page(verdict: Verdict, tmp_path: Path) -> None:
    again = replace(chronicled(tmp_path / "story.yaml"), seconds=9.9)

    assert results_page(Results((again,))) == results_page(Results((verdict,)))


def test_nothing_is_fetched_from_anywhere(page: Reader, verdict: Verdict) -> None:
    text = results_page(Results((verdict,)))

    assert all(address.startswith("#") for address in page.addresses)
    assert not re.search(r"https?:|url\(|@import|<link", text)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_no_other() -> None:
    text = results_page(RESULTS)

    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in text


def test_what_a_user_wrote_is_never_markup() -> None:
    evil = "<script>alert('x')</script>"
    verdict = replace(a_verdict(evil, failures=(replace(RECOVERED, found=evil),)), story=evil)

    text = results_page(Results((verdict,), (Skipped(evil, verdict.place, evil),)))

    assert "<script>alert" not in text


def test_the_head_leads_to_what_fails() -> None:
    assert Reader(results_page(RESULTS)).addresses == ["#stories", "#story-2"]


def test_what_fails_keeps_its_chronicle_when_the_page_gets_too_large(
    verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_file, "BYTES_MAX", 20_000)
    held = replace(verdict, failures=())

    page = Reader(results_page(Results((held, held, held, verdict))))

    assert len(page.all("ol.timeline")) < 4
    assert len(page.all("pre.failure")) == 1
    assert page.all("p.notice")[-1].startswith("What happened is left out here")
    assert "Order Placed" in page.all("article.story fails")[0]
