"""What a workspace lets its owner choose, and what is unknown about the real product: one named setting each.

Only settings that this version honours stand here; the others of the list are definition errors until they do
something. A bool or a word is written as such, a span of time in words, `unlimited` where there is no end.
"""

from collections.abc import Callable
from typing import Annotated, Literal, get_args, get_origin, get_type_hints

import msgspec

from simulator.documents import Node, Problems
from simulator.documents.reading import boolean, duration, expect, fields, integer, one_of, text
from simulator.instants import HOUR, MINUTE, duration_words, zone_from

IdentifierSet = tuple[Literal["id", "email", "phone"], ...]

UNLIMITED = 1 << 62
"""Longer than any time and more than any number."""

Span = Annotated[int, "span"]
"""Seconds, written as a duration in words or `unlimited`."""
Count = Annotated[int, "count"]
"""A whole number, or `none` for no limit."""


class Settings(msgspec.Struct, frozen=True, gc=False):
    """Names, values and defaults as in the list of settings; see `docs/glossary.md` for the words."""

    identifiers: IdentifierSet = ("id", "email")
    """Which identifiers address a person: `[id]`, `[email]`, `[id, email]` or `[id, email, phone]`."""
    timezone: str = "UTC"
    """The zone of dates that name none."""
    allow_email_update_by_id: bool = True
    """Whether a call that addresses a person by id may replace the email."""
    id_modify: Literal["cio_id", "other"] = "cio_id"
    """How identifiers may be changed; merges succeed only with `cio_id`."""
    id_takeover_by_email: bool = False
    """Whether an unknown id replaces the id of the person who owns the email of the call."""
    auto_merge: bool = True
    """Whether an id person without email and an email person without id are merged when one call names both."""
    conflict_applies_rest: bool = True
    """Whether the other attributes of a call are stored when an identifier is refused."""
    cio_id_unknown: Literal["drop_200", "error_400"] = "drop_200"
    """What a call with an unknown cio_id answers."""
    email_trim: bool = True
    """Whether spaces around an email are trimmed."""
    id_trim: bool = False
    """Whether spaces around an id are trimmed."""
    identifier_null: Literal["clear_if_other_remains", "ignore", "fail"] = "clear_if_other_remains"
    """What null or "" for an identifier does."""
    update_only_activity: Literal["by_version", "always", "never"] = "by_version"
    """Whether `_update` without a person logs a failed change: v1 says yes, v2 no."""
    processing_delay: Span = 0
    """How long after its receipt a call takes effect."""
    reorder_window: Span = 0
    """Within which time accepted calls may change places, by the seed."""

    empty_string_removes: bool = True
    """Whether "" on a person removes the attribute as null does."""
    attribute_overflow: Literal["reject_400", "fail_attribute", "drop_call", "warn", "off"] = "reject_400"
    """What happens over a documented limit of ids, attributes or event data."""
    order_field: Literal["any_name", "strict_2025", "strict_2026"] = "any_name"
    """Which names of an update's time are taken."""
    dotted_attribute_names: Literal["literal", "path"] = "literal"
    """Whether a dot in an attribute name is part of the name or a path into an object."""
    timestamps_milliseconds: Literal["accept", "reject"] = "accept"
    """Whether a time in milliseconds is stored as it is."""
    unsubscribe_false: Literal["resubscribe", "ignore"] = "resubscribe"
    """What the unsubscribe route does with false."""
    limits_event_name: Literal["100 bytes", "500 characters"] = "100 bytes"
    """How long an event name may be."""
    limits_value_in_events: Literal["none", "1000 bytes"] = "none"
    """Whether a value of event data is limited as an attribute's is."""
    limits_kilobyte: Literal[1024, 1000] = 1024
    """How many bytes the KB of "32 KB" and "500 KB" has."""

    anonymous_merge: bool = True
    """Whether anonymous events become a person's at identification."""
    anonymous_late_window: Span = 5 * MINUTE
    """How long after the identify anonymous events still attach."""
    anon_retention_clock: Literal["received", "event_time"] = "received"
    """From which instant the 30 days of an anonymous event count."""
    anon_reidentify_same_id: Literal["ignored", "merges"] = "ignored"
    """Whether a further identify with the same anonymous id attaches what came too late."""
    anon_id_reuse: Literal["first_wins", "last_wins", "newer_only"] = "first_wins"
    """Who gets the events of an anonymous id that two people identified with."""
    anon_trigger_clock: Literal["event_timestamp", "request_time"] = "event_timestamp"
    """From which instant the 72 hours of an attached event count."""
    anonymous_only_creates_person: bool = False
    """Whether a call with nothing but an anonymous id creates a profile."""
    window_edges: Literal["inclusive", "exclusive"] = "inclusive"
    """Whether exactly 72 hours, 5 minutes and 30 days are still inside."""

    merge_events_immediate_days: Count = 29
    """How many days of events a merge moves at once."""
    merge_events_delay: Span = 60 * MINUTE
    """After what time the older events of a merge follow."""
    merge_old_events: bool = True
    """Whether older events follow at all."""
    merge_secondary_identifiers: Literal["fill_missing", "freed", "blocked"] = "fill_missing"
    """What becomes of the secondary's identifiers."""
    merge_impossible: Literal["noop_200", "error_400"] = "noop_200"
    """What a merge answers when the secondary is missing or suppressed, or both sides are one person."""
    merge_unsubscribed: Literal["attribute_rule", "either_true"] = "attribute_rule"
    """Whether `unsubscribed` merges like any attribute, or true on either side wins."""
    merge_empty_map_counts_as_set: bool = True
    """Whether empty subscription preferences on the primary count as set."""
    merge_devices: Literal["union", "drop"] = "union"
    """Whether the secondary's devices move to the primary."""
    merge_same_campaign: Literal["primary", "furthest"] = "primary"
    """Whose pass stays when both sides are inside one campaign."""

    dedupe: Literal["ulid_only", "any_id", "none", "error_400"] = "ulid_only"
    """Which event ids dedupe; `error_400` refuses one that is no ULID."""
    dedupe_scope: Literal["workspace", "person"] = "workspace"
    """Among which events a repeated id is looked for."""
    dedupe_window: Span = UNLIMITED
    """How long an id is remembered."""
    future_events: Literal["store", "clamp", "delay"] = "store"
    """What happens to an event whose timestamp lies in the future."""
    unknown_person_event: Literal["create", "drop"] = "create"
    """What an event of an unknown person does."""
    entry_max_event_age: Span = 72 * HOUR
    """How old an event may be to start a campaign."""
    rebase_real_time: Literal["auto", "on", "off"] = "auto"
    """Whether times of the machine are moved onto a virtual clock; `auto` is on where the clock is frozen."""
    device_creates_person: bool = True
    """Whether a device of an unknown person creates the person."""
    device_token_exclusive: bool = False
    """Whether a token moves from one person to another instead of standing on both."""
    device_limit: Count = UNLIMITED
    """How many devices a person may have."""

    consent_withheld_record: Literal["none", "skipped_note", "undeliverable"] = "skipped_note"
    """What is kept of a message withheld for lack of consent."""

    app_seg_delete_in_use: Literal["allow", "error_409"] = "allow"
    """What deleting a segment does that a campaign or another segment names."""
    app_seg_delete_dynamic: Literal["error_400", "allow"] = "error_400"
    """What deleting a data-driven segment answers."""

    suppressed_call: Literal["ignore_200", "error_400"] = "ignore_200"
    """What a call on a suppressed identifier answers."""
    activity_retention: Span = UNLIMITED
    """How long activities are listed."""
    page_activity_name: Literal["absent", "url"] = "absent"
    """Whether a page activity has a `name`."""

    errors_v1_envelope: Literal["error", "errors"] = "error"
    """Whether a refusal of Track v1 holds one text or a list, where neither is known."""
    errors_unauthorized_text: Literal["Unauthorized request", "Unauthorized"] = "Unauthorized request"
    """The text of Track's 401; a call with no good key belongs to nobody, so the workspace `default` says it."""
    errors_oversize_status: Literal[400, 413] = 400
    """What a too large Track request answers."""
    track_unknown_route: Literal["json_404", "html_404"] = "json_404"
    """What an unknown path of the Track API answers; the workspace `default` says it."""
    rate_limit: Literal["off", "1000 per second", "3000 per 3 seconds"] = "off"
    """How many calls of Track and Pipelines are taken before one answers 429."""
    v2_cio_id_prefix: Literal["both", "bare", "prefixed"] = "both"
    """Which form of `identifiers.cio_id` Track v2 takes."""
    v2_id_with_cio_prefix: Literal["id", "cio_id"] = "id"
    """What Track v2 makes of an `id` that begins with `cio_`."""
    v2_batch_all_bad: Literal[207, 400] = 207
    """What a batch answers when all its items are bad."""
    v2_several_errors_per_item: Literal["first", "all"] = "first"
    """How many faults of one operation are listed."""

    app_unauthorized_body: Literal["by_endpoint", "errors", "meta_error"] = "by_endpoint"
    """Which body a refused key is answered with: `by_endpoint` is `meta.error` on sends, `errors` elsewhere."""
    app_unknown_route: Literal["html_404", "json_404"] = "html_404"
    """What an unknown path of the App API answers."""
    app_people_by_id_wrapped: bool = False
    """Whether each of several people is wrapped in `customer`."""
    app_email_lookup_case: Literal["insensitive", "exact"] = "insensitive"
    """Whether the search by email regards case."""
    app_next_at_end: Literal["", "absent"] = ""
    """What `next` is on the last page."""
    app_limit_over_max: Literal["clamp", "error_400"] = "clamp"
    """What a `limit` above its maximum does."""
    app_retry_after: Literal["1 second", "none"] = "1 second"
    """Whether an answer of 429 says when to come again."""
    app_rate_limits: bool = False
    """Whether the App API answers 429 to those who call too often."""
    app_filter_malformed: Literal["error_400", "empty"] = "error_400"
    """What a malformed filter of people answers."""
    app_unknown_segment_in_filter: Literal["empty", "error_404"] = "empty"
    """What a filter that names an unknown segment answers; `empty` is a segment with nobody in it."""


HINTS: dict[str, object] = get_type_hints(Settings, include_extras=True)
"""Setting to the type that says how it is written."""

IDENTIFIER_SETS: dict[tuple[str, ...], IdentifierSet] = {
    ("id",): ("id",),
    ("email",): ("email",),
    ("email", "id"): ("id", "email"),
    ("email", "id", "phone"): ("id", "email", "phone"),
}
"""The sets of identifiers that a workspace can have, by their kinds in alphabetical order."""


def read_settings(node: Node, problems: Problems) -> Settings:
    """The settings a mapping names, the others at their defaults; problems at the value they concern."""
    chosen: dict[str, object] = {}
    for name, value in fields(node, problems, what="settings", known=HINTS).items():
        read = _read_one(name, value, problems)
        if read is not None:
            chosen[name] = read
    return msgspec.convert(chosen, Settings)


def setting_words(name: str, value: object) -> str:
    """The value as `workspace.yaml` would have it."""
    if HINTS[name] == Span:
        assert isinstance(value, int)
        return "unlimited" if value == UNLIMITED else duration_words(value)
    if HINTS[name] == Count:
        return "none" if value == UNLIMITED else str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'


def setting_choices(name: str) -> str:
    """What else the setting takes, for a reader."""
    hint = HINTS[name]
    if get_origin(hint) is Literal:
        return ", ".join(str(choice) or '""' for choice in get_args(hint))
    special: dict[object, str] = {bool: "true, false", Span: "a duration, unlimited", Count: "a whole number, none"}
    if name == "identifiers":
        return ", ".join(f"[{', '.join(kinds)}]" for kinds in IDENTIFIER_SETS.values())
    return special.get(hint, "an IANA zone")


def _read_one(name: str, node: Node, problems: Problems) -> object:
    hint = HINTS[name]
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        return _read_figure(name, node, problems) if isinstance(choices[0], int) else _read_word(name, node, problems)
    return _READERS[name if name in _READERS else hint](node, problems, what=name)


def _read_word(name: str, node: Node, problems: Problems) -> str | None:
    choices = get_args(HINTS[name])
    if isinstance(node.value, bool) and "on" in choices:
        node = Node("on" if node.value else "off", node.place)
    if node.value is None and "none" in choices:
        return "none"
    return one_of(node, choices, problems, what=name)


def _read_figure(name: str, node: Node, problems: Problems) -> int | None:
    """One of the few whole numbers that the setting takes."""
    if node.value in get_args(HINTS[name]) and not isinstance(node.value, bool):
        return integer(node, problems, what=name, least=0)
    expect(node, setting_choices(name).replace(", ", " or "), problems, what=name)
    return None


def _read_span(node: Node, problems: Problems, *, what: str) -> int | None:
    return UNLIMITED if node.value == "unlimited" else duration(node, problems, what=what)


def _read_count(node: Node, problems: Problems, *, what: str) -> int | None:
    return UNLIMITED if node.value in ("none", None) else integer(node, problems, what=what, least=0)


def _read_identifiers(node: Node, problems: Problems, *, what: str) -> IdentifierSet | None:
    written = node.plain()
    if isinstance(written, list):
        found = IDENTIFIER_SETS.get(tuple(sorted(map(str, written))))
        if found is not None:
            return found
    expect(node, setting_choices("identifiers").replace("], ", "] or "), problems, what=what)
    return None


def _read_zone(node: Node, problems: Problems, *, what: str) -> str | None:
    name = text(node, problems, what=what)
    if name is None:
        return None
    try:
        zone_from(name)
    except ValueError as error:
        problems.add(node.place, str(error))
        return None
    return name


_READERS: dict[object, Callable[..., object]] = {
    "identifiers": _read_identifiers,
    "timezone": _read_zone,
    bool: boolean,
    Span: _read_span,
    Count: _read_count,
}
"""How a setting is read, by its name or its type."""
