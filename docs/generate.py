"""Writes docs/reference.md from the tables that the program itself walks: phrases, routes, settings, exit statuses.

`make docs` runs it; a test compares the page with what it would write.
"""

import sys
from pathlib import Path

from simulator.language import all_phrases
from simulator.parity import listed_settings
from simulator.service.routes import CALLS, CONTROLS
from simulator.wire import not_emulated
from simulator.workspace.settings import HINTS, Settings, setting_choices, setting_words

PAGE = Path(__file__).parent / "reference.md"

INTRODUCTION = """\
# Reference

Written by `make docs` from the program's own tables.
What each word means stands in the [glossary](glossary.md), how seconds pass in [How time works](explanations/time.md).
"""

YAML = """\
## Scenario files

One story a file, with the key `scenario`; all keys but `scenario` and `expect` can be left out.

| key | holds |
|---|---|
| `scenario`, `story` | the name, and what it shows in a sentence or two |
| `workspace` | a file relative to this one, or the definition itself; else the nearest `workspace.yaml` above |
| `segments`, `campaigns` | as in `workspace.yaml`, added to it or in place of those of the same name |
| `starts` | an instant in ISO 8601, or `now`; else 2026-01-05T09:00:00Z |
| `seed` | a whole number; everything made up follows from it |
| `sources` | as in `workspace.yaml`, amending what it says of the same source |
| `shoppers` | a name each: `persona` (`visitor`, `guest`), `devices` (`laptop`, `phone`, `tablet`, `till`), and what the next table has |
| `journey` | a list of doings: `at`, `shopper`, `on`, `does`, and `delivery` (`late`, `times`, `lost`, `fresh key`) |
| `expect` | a list of what must be true `at` a time from the start |

| key of a shopper | holds |
|---|---|
| `uses device of` | an owner each with one device or a list: `{Ana: laptop}` is one laptop with one anonymous id |
| `known as` | what is known from before: `{customer_id: C-118, email: ada@example.com, email consent: yes}`; `{value: 310, owner: warehouse}` names the source that says so |
| `profiles` | a list of such mappings: separate profiles that nobody knows to be one person |
| `blocks tracking` | a device or a list: they send nothing |

| `does:` | keys |
|---|---|
| `view product`, `add to cart` | `on`; `product` or `sku`; `quantity` |
| `start checkout`, `log out`, `lose cookies` | `on` |
| `identify` | `on`; `with` (`email`, `phone`, `customer id`); `value` |
| `log in` | `on`; `value` |
| `view page` | `on`; `page` |
| `event` | `on`; `name`, `data` |
| `place order` | `on`; `order`, `total`, `as: guest` with `email`, `paid: false` |
| `pay` | `order` |
| `change` | `with` (`email`, `phone`), `value`; `on` or `source` |
| `opt in`, `opt out` | `channel` (`email`, `sms`, `push`, `whatsapp`); `on` or `source` |
| `set` | `attributes`; `on` or `source` |
| `link` | `with`, `value`, `to` (a customer id) |
| `delete person`, `suppress`, `unsuppress` | none; under the key that the shop's orders carry |

`expect:` takes `profiles`; `profile` with `profiles`, `attributes`, `missing`, `events`, `written by`, `history`; `segment` with `members`, `includes`, `excludes`, `count`, `equals list: buyers`; `messages` with `to`, `count`; `apart`; `consent: respected` with `channel`.

## workspace.yaml

| key | holds |
|---|---|
| `name` | what the workspace is called |
| `settings` | see below |
| `segments` | a name each: a condition as a mapping or a sentence, or `manual` |
| `campaigns` | a name each: `trigger: {event}`, `frequency`, `filter`, `requires: email consent`, `exit: {performed}`, `steps` of `delay` and `send: {email, subject}` |
| `sources` | a name each (`web`, `app`, `storefront`, any other is a backend): `identifies by` (a key or a list, the best first), `resets on logout`, `sends times`, `takes` (a duration) |

A source tells with each call of when it is, so an older update that arrives after a newer one loses.
With `sends times: false` it does not, its arrival counts, and the older value wins.

A condition in its sentence form:

```
performed "Added to Cart" at least 2 times within 4 hours where price at least 50
not performed "Order Placed" within 4 hours
viewed page "https://shop.example/cart"
in segment "Press list"
lifetime_value at least 500
last_order_date is a timestamp after 30 days ago
```

`not` binds tightest, then `and`, then `or`; parentheses group.
"""

STATUSES = """\
## Exit statuses of `simulator run`

| status | means |
|---|---|
| 0 | every expectation holds |
| 1 | some do not |
| 2 | the command line or a file is wrong; nothing ran |
| 3 | the target does not answer, or a guard refused |
| 4 | there was nothing to run |
| 70 | a fault of ours; it says how to report it |
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, _phrases(), YAML, _settings(), _routes(), STATUSES])


def _phrases() -> str:
    lines = ["## Sentences of features", ""]
    for keyword in ("given", "when", "then"):
        lines += [f"### {keyword.capitalize()}", "", "| sentence | means |", "|---|---|"]
        for phrase in all_phrases():
            if phrase.keyword == keyword:
                follows = {"none": "", "doc": " (a doc string follows)"}.get(
                    phrase.block, f" (table: {phrase.columns})"
                )
                wording = str(phrase).replace("|", r"\|")  # a bar would end the cell
                lines.append(f"| `{wording}`{follows} | {phrase.help} |")
        lines.append("")
    return "\n".join(lines)


def _settings() -> str:
    defaults = Settings()
    lines = ["## Settings", "", "| setting | default | takes | decides |", "|---|---|---|---|"]
    for listed in listed_settings():
        if listed.name in HINTS:
            default = setting_words(listed.name, getattr(defaults, listed.name))
            lines.append(f"| `{listed.name}` | `{default}` | {setting_choices(listed.name)} | {listed.decides} |")
    return "\n".join(
        [
            *lines,
            "",
            "Why each is a setting and no fixed rule, and which are not honoured yet: [Parity](parity.md).",
            "",
        ]
    )


def _routes() -> str:
    missing = {(route.method, route.pattern) for route in not_emulated.ROUTES}
    lines = ["## Routes of `simulator serve`", ""]
    lines += ["All answer on one port; wrong credentials get what the real APIs answer.", ""]
    lines += ["| method | path | operation |", "|---|---|---|"]
    for route in (*CALLS, *CONTROLS):
        later = ", answers 501 so far" if (route.method, route.pattern) in missing else ""
        lines.append(f"| {route.method} | `{route.pattern}` | {route.operation}{later} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")
