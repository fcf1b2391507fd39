"""What a run prints, kept as golden text: plain and 100 columns wide wherever there is no terminal."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from simulator.documents import Place
from simulator.engine import Failure, Verdict
from simulator.report import Results, Skipped, show_results

GOLDEN = Path(__file__).parent.parent / "golden"


def a_verdict(
    name: str = "The order webhook is late",
    *,
    path: str = "scenarios/late_order_webhook.yaml",
    line: int = 1,
    failures: tuple[Failure, ...] = (),
) -> Verdict:
    return Verdict(
        name=name,
        place=Place(path, line, 1),
        story="Cart recovery stays silent.",
        seed=7,
        target="embedded",
        passed=6,
        failures=failures,
        seconds=0.0123,
        replay=f"simulator run {path} -k '{name}' --seed 7",
        people=1,
        deliveries=4,
    )


RECOVERED = Failure(
    place=Place("features/cart_recovery/late_webhook.feature", 19, 5),
    sentence='the campaign "Cart Recovery" sends 0 messages to "Mia"',
    expected="0 messages of 'Cart Recovery' to Mia",
    found="1 message: 'You left Calm Serum behind', sent 09:32:00",
    timeline=(
        "09:00:00  phone       gives email mia@example.com",
        "09:02:00  phone       adds Calm Serum to the cart",
        "09:02:00  storefront  Order Placed R-1, 31 minutes late: arrives 09:33:00",
        "09:32:00  workspace   sends 'You left Calm Serum behind'",
    ),
    decided=("Order Placed R-1 arrived 60 seconds after the send; a goal ends an enrolment on arrival",),
)


RESULTS = Results(
    verdicts=(
        a_verdict(),
        a_verdict(
            "A late purchase webhook against the recovery delay [30 minutes, 31 minutes, 0]",
            path="features/cart_recovery/late_webhook.feature",
            line=8,
            failures=(RECOVERED,),
        ),
    ),
    skipped=(Skipped("A staging run touches only its own people", Place("features/safety.feature", 3, 3), "no key"),),
)


def shown(results: Results, *, quiet: bool = False) -> str:
    stream = StringIO()
    show_results(results, stream, quiet=quiet)
    return stream.getvalue()


def test_the_table_the_failures_and_the_counts_are_plain_text_without_a_terminal() -> None:
    assert shown(RESULTS) == (GOLDEN / "console_failing.txt").read_text(encoding="utf-8")


def test_two_runs_of_different_length_print_the_same() -> None:
    slower = replace(RESULTS, verdicts=tuple(replace(verdict, seconds=9.9) for verdict in RESULTS.verdicts))

    assert shown(slower) == shown(RESULTS)


def test_quiet_prints_the_failures_alone() -> None:
    assert shown(RESULTS, quiet=True).strip().splitlines()[0] == RESULTS.verdicts[1].name


def test_quiet_prints_nothing_when_all_holds() -> None:
    assert shown(Results((a_verdict(),)), quiet=True) == ""


@pytest.mark.parametrize("name", ["[bold]not markup[/bold]", ":smile: not an emoji"])
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    assert name in shown(Results((a_verdict(name),)))


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("setting", "coloured"), [("", True), ("1", False)])
def test_a_terminal_has_colour_unless_no_color_is_set(
    monkeypatch: pytest.MonkeyPatch, setting: str, coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", setting)
    stream = Terminal()

    show_results(RESULTS, stream)

    assert ("\x1b[32m" in stream.getvalue()) is coloured


def test_a_terminal_shows_the_time_taken() -> None:
    stream = Terminal()

    show_results(RESULTS, stream)

    assert "0.02 s" in stream.getvalue()
