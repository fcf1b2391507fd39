"""Writes docs/reference.md from the tables that the program itself walks: phrases, routes, settings, exit statuses.

So it does with docs/lint.md and the rules of the linter. `make docs` runs it; a test compares the pages with what it
would write.
"""

import sys
from argparse import Action, ArgumentParser, _SubParsersAction
from importlib import import_module
from pathlib import Path
from typing import Any

from simulator import pytest_plugin
from simulator.cli.main import COMMANDS
from simulator.language import LINT_RULES, all_phrases, explanation_page
from simulator.parity import listed_settings
from simulator.service.routes import CALLS, CONTROLS
from simulator.wire import DEFAULT_CREDENTIALS, not_emulated
from simulator.workspace.settings import HINTS, Settings, setting_choices, setting_words

PAGE = Path(__file__).parent / "reference.md"
LINT_PAGE = Path(__file__).parent / "lint.md"

LINT_INTRODUCTION = """\
# What `simulator check` notes

Written by `make docs` from the rules themselves; the suite holds each rule to both of its examples.

A note is about what is valid and seldom meant, and changes nothing about the exit status.
`simulator check --explain ID` says on the terminal what stands here, `--ignore ID` leaves a rule out, and `--format sarif` writes the notes for GitHub's code scanning.

Rules about sentences look at the steps of a project's own; those of the vocabulary are sound, but for the address or number that is put into them.
What holds for nobody or for everybody is said only where it is certain, and what nobody sends only where there is a story or a tracking plan, and no story has a step of the project's own.

| note | is about |
|---|---|
"""

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
| `shop` | `name`, `currency` and `zone` of the shop, where they are not `the shop`, `USD` and the workspace's time zone; the zone becomes the workspace's |
| `starts` | an instant in ISO 8601, or `now`; else 2026-01-05T09:00:00Z |
| `seed` | a whole number; everything made up follows from it |
| `sources` | as in `workspace.yaml`, amending what it says of the same source, key by key |
| `plan` | the tracking plan that applies: its name, a file beside this one, or the plan itself |
| `shoppers` | a name each: `persona` (`visitor`, `guest`), `devices` (`laptop`, `phone`, `tablet`, `till`), and what the next table has |
| `people` | a file or a list of files of people, CSV or JSONL, one profile a row; [Flows](guides/flows.md) tells their columns |
| `history` | a file or a list of files of what people did before, CSV or JSONL, one event a row |
| `unavailable` | `{at: 5 minutes, for: 10 minutes}`: every call is answered 503 then, without `at` from the start; sources try again every minute with the same event ids |
| `journey` | a list of doings: `at` (a duration from the start), `shopper`, `on` (a device), `does`, and `delivery` (`late`, `times`, `lost`, `fresh key`); an expectation may stand between them, and looks before what stands below it is done |
| `expect` | a list of what must be true `at` a time from the start, or `at: last arrival`, when every outstanding delivery has arrived |

`segments`, `campaigns` and `sources` may each be the name of a file beside this one that holds them.

| key of a shopper | holds |
|---|---|
| `uses device of` | an owner each with one device or a list: `{Ana: laptop}` is one laptop with one anonymous id |
| `known as` | what is known from before, a key (`customer_id`, `email`, `phone`) among it: `{customer_id: C-118, email: ada@example.com, plan: gold}` |
| `profiles` | a list of such mappings: separate profiles that nobody knows to be one person |
| `blocks tracking` | a device or a list: they send nothing |
| `history` | what they did before: a list of mappings of `event`, `at` (an instant, or `3 days ago`), perhaps `source` and `kind` (`event`, `page`, `screen`), and data |

A fact is written by the backend; `lifetime_value: {value: 310, owner: warehouse}` names another source.
`email consent: yes` writes what an opt-in would: `email_consent` and the channel in the subscription preferences; `sms`, `push` and `whatsapp` go alike.
A phone number stands in quotes, with a plus and its country code: without quotes YAML reads a number and drops the plus.
With `known as` a shopper is signed in on every device of theirs, with `profiles` on none; a device is there from the first entry that names it.
Of who never gave a key the shop has a made-up email, under which it tells, deletes and books.

| `does:` | keys |
|---|---|
| `view product`, `add to cart` | `on`; `product` or `sku`; `quantity` |
| `view products` | `on`; `category` and `count`: so many products of it, the same ones each time |
| `start checkout`, `log out`, `lose cookies` | `on` |
| `identify` | `on`; `with` (`email`, `phone`, `customer id`); `value` |
| `log in` | `on`; `value` |
| `view page` | `page`, `data`; `on`, whose source an app's tells as a screen, or `source` |
| `view screen` | `screen`, `data`; `on` or `source` |
| `event` | `name`, `data`; `on` or `source` |
| `place order` | `on`; `order`, `total` or `items`, `as: guest` with `email`, `paid: false` |
| `pay`, `cancel`, `ship`, `deliver` | `order` |
| `refund` | `order`; `amount`, else all that is left of it |
| `edit` | `order`; `total`, what it costs now |
| `subscribe` | `product`, `every` (a duration of a day or more): charged now and after each |
| `send again` | no shopper; `source`, `last` (a duration): what it sent in that time arrives once more with the same ids, lost deliveries too |
| `change` | `with` (`email`, `phone`, `customer id`), `value`; `on` or `source`, else the backend |
| `opt in`, `opt out` | `channel` (`email`, `sms`, `push`, `whatsapp`); `on` or `source`, else the backend |
| `set` | `attributes`; `on` or `source`, else the backend |
| `link` | `with` (`email`, `phone`, `customer id`), `value`, `to` (a customer id): the profile that has the key is merged into the customer's |
| `send` | `source`, `calls`: the calls of one delivery as they are sent, each a mapping such as `{call: track, name: Quiz Finished, who: {email: mia@example.com}}`; what `record` writes |
| `delete person`, `suppress`, `unsuppress` | none; under the key that the shop's orders carry |

`items` are rows such as `{sku: SERUM-30, quantity: 2, price: 12.50, discount: 5.00 TEN}`: what they cost together, less their discounts, is the order's total, and `TEN` one of its discount codes.
A cancelled order is none any more for `total_orders`, `lifetime_value` and the shop's list of buyers; a refund is taken off the `lifetime_value` alone.

| `expect:` speaks of | and says |
|---|---|
| `profiles` | how many people the workspace has |
| `profile: NAME` | `profiles` (how many hold something of the shopper), `attributes` (`{plan: gold}`, or with its type `{total: {value: 1, type: number}}`), `missing` (a name or a list), `events` (`{Order Placed: 2}`), `written by` (`{plan: warehouse}`), `history` (all events: each a name, or a mapping of `event`, `at`, `source` and data) |
| `segment: NAME` | `members` (exactly these), `includes`, `excludes`, `count`, `equals list: buyers`, `leaves` with `within` (a member now, and without new data none any more by then; the clock does not move) |
| `messages: CAMPAIGN` | `count`, `to` |
| `apart: [NAME, NAME]` | that no profile holds anything of both |
| `consent: respected` | `channel`, else all: everybody who was sent something had said yes, and no no since |
| `same result: any order` | that identifiers, attributes, events, memberships and messages are the same however the deliveries sent so far are put on their own instants of arrival, none before it is sent; at most 5,040 orders are tried |
| `same result: every delivery twice` | that they are the same with a copy right behind each delivery |
| `silent: none` | that every request which the workspace accepted has changed something; a failure lists the others with their reasons |
| `outside: unchanged` | that nobody was changed but the people of the story |
| `plan: satisfied` | that nothing which has arrived differs from the tracking plan |
| `plan reports: {wrong type: total}` | that something does, by a rule, at a field, event or attribute, or a list of them |

An entry speaks of one of these; `at` goes with each.

## workspace.yaml

| key | holds |
|---|---|
| `name` | what the workspace is called |
| `settings` | see below |
| `segments` | a name each: a condition as a mapping or a sentence, or `manual` |
| `topics` | a name each, with `default`: whether somebody who chose nothing wants it, as in `Offers: {default: true}`; may have `description` and `translations` |
| `campaigns` | a name each, see the next table |
| `transactional` | a name each and what is sent under it on call: `Receipt: {email: Receipt, subject: "Your order {{ trigger.order }}"}` |
| `sources` | a name each, see the last table; what a scenario says of a source amends this |

Topics are numbered from 1 in the order in which they stand; a person's choice is `cio_subscription_preferences.topics.topic_1`.
`translations` are `name` and `description` by language tag, as in `de: {name: Angebote}`; subscription preferences read in the language that a call names.

| key of a campaign | holds |
|---|---|
| `trigger` | `{event: Added to Cart}` |
| `frequency` | `every time` (when nothing is said), `once`, or `once per 7 days` |
| `filter` | a condition: who meets it on the trigger or within half an hour of it enters; without an `exit`, who no longer meets it leaves at the next step |
| `requires` | `email consent`, or that of `sms`, `push` or `whatsapp`: `email_consent` must be true, and the channel not refused in the preferences; absent means no |
| `exit` | `{performed: Order Placed}`: the goal, which ends an enrolment at once |
| `steps` | a list of `delay: 30 minutes` and `send: {email: Come back, subject: You left something}` |

A `send` names one channel, `email`, `sms`, `push`, `whatsapp`, `in_app`, `slack` or `webhook`, and under it the message.
Beside it may stand `subject`, `topic` (one of `topics`) and, of an SMS, `sender`: its number in quotes, which a person can stop on its own.
Email, SMS, push and WhatsApp are withheld from somebody who is unsubscribed, who does not want the topic, or who does not want the channel, in this order; the others go out.

A message of `transactional` is sent by a call that names it by this name, in any case, or by its number, counted from 1.

| key of a transactional message | holds | when nothing is said |
|---|---|---|
| `email`, `sms` or `push` | what its content is called; one of them | |
| `subject`, `body`, `from` | Liquid, where `trigger` is the call's `message_data`; of a push `subject` is the title | the call must say them |
| `send_to_unsubscribed` | whether it goes to the unsubscribed and to those who do not want the channel | true |
| `draft` | whether it waits until somebody sends it by hand | false |

| key of a source | holds | when nothing is said |
|---|---|---|
| `identifies by` | `customer id`, `email`, `phone` or a list, the best first; only these name people in its calls | the customer id, else the email, else the phone; a backend goes by what the storefront does |
| `resets on logout` | whether a logout brings another anonymous id | true, of an app false |
| `sends times` | whether its calls tell of when they are | true |
| `takes` | how long whatever it sends is on its way: a duration, or a shape (`shopify`, `shopify blip`, `shopify incident`, `shopify worst`, `woo cron`) | 0 seconds |
| `any order` | whether what it has under way together arrives in an order of the seed's | false |
| `events`, `fields` | what it calls them, each by the name that it should have: `{Order Placed: Order Completed}`, `{total: order_total}` | those names |
| `types` | as what it sends a field: `string`, `number`, `boolean`, `null`, `list`, or one of the units of `times` and `money` | as it is |
| `times` | as what it sends all times: `seconds`, `milliseconds`, `ISO 8601`, `ISO 8601 without zone` | `seconds` |
| `money` | as what it sends all amounts: `major units`, `minor units` | `major units` |
| `leaves out` | fields and attributes that it does not send; `timestamp` is the time of its calls | none |
| `products by` | the only key of a product that it tells: `sku`, `product_id`, `handle` | sku and product id |
| `event id` | the field of an event that the key is made from by which repeats are recognised, or `none` | of the storefront `order_id`; elsewhere each event has its own |
| `writes` | the attributes that the storefront tells after an order, and nothing else: `count`, `sum`, `first`, `last` of the customer's orders | `{total_orders: count, lifetime_value: sum, last_order_date: last, first_order_date: first}` |
| `also writes` | values that go along with whatever it tells of a person | none |

Laptop, tablet and till send as `web`, the phone as `app`, orders come from the `storefront`; any other name is a backend.
A source tells with each call of when it is, so an older update that arrives after a newer one loses.
With `sends times: false` it does not, its arrival counts, and the older value wins.
A time of a call in ISO 8601 is no whole number, so it counts for nothing and the arrival does.
`events`, `types`, `leaves out` and `also writes` of a scenario add to those of its workspace; of any other key the scenario's counts.

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

## tracking_plan.yaml

What a team agreed to call its events and attributes, what they hold, and who writes them.
A story names the plan that applies; meant is the nearest `tracking_plan.yaml` in its folder or above with that `name`, or a file beside it such as `tracking_plan_b2b.yaml`.
The plan `core commerce` comes with the package; the guide [Tracking plan](guides/tracking_plan.md) shows a whole one at work.

```yaml
name: growth
identity:
  backbone: customer id
  contacts: [email, phone]
  sources: {web: [customer id, email], storefront: customer id}
attributes:
  lifetime_value: {type: money, owner: storefront, updates: with every order}
  last_order_date: {type: time, unit: seconds, owner: storefront}
events:
  Order Placed:
    owner: storefront
    aliases: [Order Completed, Purchased]
    required:
      order_id: string
      total: {type: money, plausible: {EUR: [1, 5000]}}
      currency: string
      items[].sku: string
    optional: {email: string}
    example: {order_id: R-1, total: 59, currency: EUR, items: [{sku: CALM-SERUM}]}
```

| key of a plan | holds |
|---|---|
| `name`, `owner` | what stories call it, and who answers for it |
| `identity` | `backbone`, the key that people are known by in the end, `contacts` beside it, `sources` with the keys that each sends, and `owner` |
| `attributes` | a name each: a type, or a mapping of `type`, `unit`, `plausible`, `owner` (the source that writes it) and `updates` (when, in words) |
| `events` | a name each: `owner`, `aliases` (other names that are used for it and should not be), `required` and `optional` fields, and an `example` that must fit |

| of a field | is |
|---|---|
| its name | a path: `order_id`, `shop.name`, `items[].sku` for that of every item |
| `type` | `string`, `number`, `boolean`, `list`, `object`, `money` or `time`; alone it stands for the whole field |
| `unit` | of money `major units` (when nothing is said) or `minor units`; of a time `seconds` (when nothing is said), `milliseconds` or `ISO 8601`; of a number any word |
| `plausible` | of money the least and the most, for all currencies or for each; of a time the first and the last instant, else the years 2000 to 2100 |
| `owner` | a source or a list, or `anybody` |

| rule | is broken by |
|---|---|
| `unknown event` | an event that the plan does not name; an alias is one, and tells the name that is meant |
| `missing field` | a required field that is not there or is null |
| `wrong type` | a value of another type, such as a text where a number is planned |
| `time scale` | a time in another unit, also of the call itself: its field is `timestamp`, which a plan may require |
| `money scale` | an amount that is 100, 1,000 or 10,000 times what it was, or as much less |
| `two writers` | an event or attribute from a source that is no owner, or, where the plan names none, from a second source |

Amounts of a run are held against what its shoppers did: the order with that `order_id`, the product with that `sku`, what the shop has of the customer.
Where nobody knows the truth, as of calls of other programs, `plausible` decides; a call that names no source may be an owner's, as long as there are no more writers than owners.
Fields and attributes that the plan does not name are nobody's business.
"""

ROUTE_WORDS = f"""\
All answer on one port; wrong credentials get what the real APIs answer.
The Track API takes Basic `{DEFAULT_CREDENTIALS.site_id}:{DEFAULT_CREDENTIALS.track_key}`, the App API Bearer `{DEFAULT_CREDENTIALS.app_key}`, and `/_sim` asks for nothing.
Whatever stands under `/_sim` stands under `/_sim/workspaces/{{name}}` too, for a workspace of one's own with the clock and the credentials that making it answers.

| of `/_sim` | may be asked or told |
|---|---|
| `{{ref}}` | `C-118`, `ada@example.com` or `cio_03000001`, as in a Track path; `+12025550143` too |
| `PUT /_sim/clock` | `{{"mode": "frozen"}}`, `{{"mode": "real"}}`, or of a frozen one `{{"now": "2026-03-02T09:00:00Z"}}` |
| `POST /_sim/clock/advance` | `{{"by": "30 minutes"}}`, `{{"to": "2026-03-02T09:30:00Z"}}` or `{{"until": "next timer"}}`; the clock must be frozen |
| `POST /_sim/reset` | `{{"clock": "2026-03-02T09:00:00Z"}}`, or nothing |
| `POST /_sim/snapshots` | `{{"name": "before-the-sale"}}` (letters, digits, dots, dashes, underscores); the answer is what was kept |
| `POST /_sim/faults` | `{{"status": 503}}`, and `from` and `until` in the workspace's time: every call of the APIs is answered so and nothing is done; the newest counts, `DELETE` ends all, and a state file keeps none |
| `GET /_sim/requests` | `?effect=none`: only the calls that were taken and changed nothing, each with its reason; a batch tells its `silent_items` |
| `GET /_sim/segments/{{name}}` | `?why={{ref}}`: whether that person is a member, since when, and until when at the earliest |
| `GET /_sim/profiles/{{ref}}` | attributes with who wrote them and when, events, segments, anonymous ids, devices, and `merges` with the loss report |
| `GET /_sim/activities` | the activity log, the newest line first, each `number`ed and in words |
| `GET /_sim/messages` | the outbox, the oldest line first: each has a `number` and the `delivery_id` that Customer.io's calls know it by |

Bodies are JSON, or YAML where the content type says so or they do not begin with a brace.
"""

COMMAND_WORDS = """\
`why` asks the emulator at `--target`: who is in a segment or not, since when, by which facts and rule, and when it changes by itself.
`schema` prints JSON Schema in the draft that the YAML servers of editors read; put `# yaml-language-server: $schema=FILE` in a file's first line.
`check` takes `workspace.yaml`, files with sources and tracking plans too; what it notes is valid and seldom meant, changes nothing about its exit status, and is explained in [What `simulator check` notes](lint.md).
`doctor` ends with 2 if anything is a problem; `why` with 2 if nobody or nothing is called so, with 3 if no emulator answers.
A replay id names file, seed and story; it is refused if the story or its workspace has changed since.
A long run shows a bar on standard error, on a terminal only.
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
    return "\n".join([INTRODUCTION, _commands(), _phrases(), _fixtures(), YAML, _settings(), _routes(), STATUSES])


def lint_page() -> str:
    """The page about the rules of the linter."""
    rows = "".join(f"| [`{rule.id}`](#{rule.id}) | {rule.what} |\n" for rule in LINT_RULES)
    return "\n".join([LINT_INTRODUCTION + rows, *(f"{explanation_page(rule)}\n" for rule in LINT_RULES)])


def _listed_actions(rows: list[str]) -> type[Action]:
    """Actions of a command, which add themselves and their options to the rows."""

    class Listed(_SubParsersAction):  # type: ignore[type-arg]  # generic for type checkers alone
        def add_parser(self, name: str, **options: Any) -> Any:
            rows.append(f"| `{name}` | {options['help']} |")
            parser = super().add_parser(name, **options)
            parser.rows = rows
            return parser

    return Listed


class _Listing(ArgumentParser):
    """Keeps a row of each option that a command describes, and those of each of its actions after it."""

    def __init__(self, **_: Any) -> None:
        self.rows: list[str] = []
        super().__init__(add_help=False)

    def add_subparsers(self, **told: Any) -> Any:
        return super().add_subparsers(action=_listed_actions(self.rows), **told)

    def add_argument(self, *names: str, **told: Any) -> Action:
        action = super().add_argument(*names, **told)
        written = ", ".join(action.option_strings) or str(action.metavar or action.dest.upper())
        value = f" {action.metavar or action.dest.upper()}" if action.option_strings and action.nargs != 0 else ""
        choices = f": {', '.join(map(str, action.choices))}" if action.choices else ""
        spelled = f"{written}{value}".replace("|", r"\|")  # a bar would end the cell
        self.rows.append(f"| `{spelled}` | {action.help}{choices} |")
        return action


def _commands() -> str:
    lines = ["## Commands", ""]
    for name, summary in COMMANDS.items():
        listing = _Listing()
        import_module(f"simulator.cli.{name}").add_options(listing)
        table = ["| takes | which is |", "|---|---|", *listing.rows, ""] if listing.rows else []
        lines += [f"### `simulator {name}`", "", f"{summary[0].upper()}{summary[1:]}.", "", *table]
    return "\n".join([*lines, COMMAND_WORDS])


def _phrases() -> str:
    lines = ["## Sentences of features", ""]
    for keyword in ("given", "when", "then"):
        lines += [f"### {keyword.capitalize()}", "", "| sentence | means |", "|---|---|"]
        for phrase in all_phrases():
            if phrase.keyword == keyword and not phrase.origin:
                follows = {"none": "", "doc": " (a doc string follows)"}.get(
                    phrase.block, f" (table: {phrase.columns})"
                )
                wording = str(phrase).replace("|", r"\|")  # a bar would end the cell
                lines.append(f"| `{wording}`{follows} | {phrase.help} |")
        lines.append("")
    return "\n".join(lines)


def _fixtures() -> str:
    """What a test may ask for; how they go together tells the guide."""
    kind = type(pytest_plugin.workspace)
    rows = [f"| `{name}` | {one.__doc__} |" for name, one in vars(pytest_plugin).items() if isinstance(one, kind)]
    public = [row for row in rows if not row.startswith("| `_")]
    guide = "How to test code of your own with them: [Test your own code](guides/mock.md)."
    return "\n".join(
        ["## Fixtures of the pytest plugin", "", "| fixture | gives |", "|---|---|", *public, "", guide, ""]
    )


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
    lines += [ROUTE_WORDS]
    lines += ["| method | path | operation |", "|---|---|---|"]
    for route in (*CALLS, *CONTROLS):
        later = ", answers 501 so far" if (route.method, route.pattern) in missing else ""
        lines.append(f"| {route.method} | `{route.pattern}` | {route.operation}{later} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    for path, text in ((PAGE, page()), (LINT_PAGE, lint_page())):
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {path.name}\n")
