from simulator.service.wording import effect_row
from simulator.workspace import effects
from simulator.workspace.effects import Effect


def test_every_kind_of_effect_has_its_sentence() -> None:
    kinds = [kind for kind in vars(effects).values() if isinstance(kind, type) and issubclass(kind, Effect)]
    kinds.remove(Effect)
    assert len(kinds) > 15

    for kind in kinds:
        effect = kind(*(_sample(name) for name in kind.__struct_fields__))
        row = effect_row(effect, zone="UTC")

        assert row.name == kind.__name__
        assert "{" not in row.words


def _sample(name: str) -> object:
    return 5 if name in ("at", "to", "sent", "taken_as", "stored_at", "sent_at") else name


def test_times_are_told_in_the_zone_of_the_workspace() -> None:
    row = effect_row(effects.ClockMoved(1_772_442_000), zone="America/New_York")

    assert row.words == "the clock stands at 2026-03-02T04:00:00-05:00"
    assert row.fields == {"to": 1_772_442_000}


def test_the_rule_that_decided_stands_apart() -> None:
    row = effect_row(effects.Ignored("nobody has the cio_id 7", "identity.cio.unknown-dropped"), zone="UTC")

    assert row.rule == "identity.cio.unknown-dropped"
    assert row.words == "nothing changed: nobody has the cio_id 7"
    assert row.fields == {"reason": "nobody has the cio_id 7"}
