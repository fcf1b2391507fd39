"""The last second of a span: whether something exactly as old as the span is still inside."""

from simulator.workspace.settings import Settings


def inside(age: int, span: int, settings: Settings) -> bool:
    """Whether `age` seconds are within `span`; the setting `window_edges` decides on the last second."""
    return age <= span if settings.window_edges == "inclusive" else age < span


def over_at(start: int, span: int, settings: Settings) -> int:
    """The first second at which a span that began at `start` is over."""
    return start + span + (settings.window_edges == "inclusive")
