"""What GitHub shows: errors where they belong, never more than it takes, nothing taken for a command or markup."""

from dataclasses import replace
from pathlib import Path

from simulator.documents import Place
from simulator.report import Results, github_annotations, github_summary
from tests.report.results_shown import RECOVERED, RESULTS, a_verdict


def failing(times: int) -> Results:
    return Results((a_verdict(failures=(RECOVERED,) * times),))


def test_ten_failures_are_ten_errors() -> None:
    lines = github_annotations(failing(10)).splitlines()

    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 10


def test_of_more_than_ten_failures_a_notice_counts_those_that_github_would_drop() -> None:
    lines = github_annotations(failing(12)).splitlines()

    assert len(lines) == 10
    assert lines[-1].startswith("::notice ")
    assert "3 more failures" in lines[-1]


def test_a_name_cannot_end_its_property_nor_begin_a_command() -> None:
    name = "50% off: now, or\n::error::never"

    (line,) = github_annotations(Results((a_verdict(name, failures=(RECOVERED,)),))).splitlines()

    assert "title=50%25 off%3A now%2C or%0A%3A%3Aerror%3A%3Anever::" in line


def test_a_file_is_named_from_the_checkout(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "shop" / "a.feature"), 4, 5)
    results = Results((a_verdict(failures=(replace(RECOVERED, place=place),)),))

    assert "file=shop/a.feature,line=4,col=5," in github_annotations(results, root=tmp_path)


def test_a_run_that_holds_annotates_nothing() -> None:
    assert github_annotations(Results((a_verdict(),))) == ""


def test_names_in_the_summary_are_neither_markdown_nor_markup() -> None:
    summary = github_summary(Results((a_verdict("<b>a|b</b> @everyone [x](y)", failures=(RECOVERED,)),)))

    assert "<b>" not in summary
    assert "a|b" not in summary.partition("|---|")[2]
    assert "@everyone" not in summary.partition("|---|")[2]


def test_a_summary_that_github_would_not_take_is_cut_and_says_so() -> None:
    verdicts = tuple(replace(verdict, name="a" * 1000) for verdict in RESULTS.verdicts * 600)

    summary = github_summary(Results(verdicts)).encode()

    assert len(summary) <= 1024 * 1024
    assert summary.endswith(b"the other reports have all of it.\n")
