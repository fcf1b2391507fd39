"""A run with a story that holds, one that fails and one that was passed over: what the golden texts show."""

from pathlib import Path

from simulator.documents import Place
from simulator.engine import Failure, Verdict
from simulator.report import Results, Skipped
from simulator.scenario import NO_ORIGIN, Origin

GOLDEN = Path(__file__).parent.parent / "golden"


def a_verdict(
    name: str = "The order webhook is late",
    *,
    path: str = "scenarios/late_order_webhook.yaml",
    line: int = 1,
    failures: tuple[Failure, ...] = (),
    origin: Origin = NO_ORIGIN,
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
        origin=origin,
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


OUTLINE = Origin(
    feature="Late webhooks",
    rule="A buyer is not asked to come back",
    row=(("waits", "30 minutes"), ("late", "31 minutes"), ("count", "0")),
    tags=("cart_recovery", "slow"),
)
RESULTS = Results(
    verdicts=(
        a_verdict(),
        a_verdict(
            "A late purchase webhook against the recovery delay [30 minutes, 31 minutes, 0]",
            path="features/cart_recovery/late_webhook.feature",
            line=8,
            failures=(RECOVERED,),
            origin=OUTLINE,
        ),
    ),
    skipped=(Skipped("A staging run touches only its own people", Place("features/safety.feature", 3, 3), "no key"),),
)
