"""The results as one page that opens from disk: no script, no network, light or dark as the reader's system is.

It prints well, and what failed stands in the same words as on the console.
"""

from html import escape
from string import Template

from simulator.engine import Verdict
from simulator.report.failure import failure_text
from simulator.report.results import Results, Skipped, checks_made

_PAGE = Template("""\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light dark; --line: #d5d8dd; --good: #14713a; --bad: #b3261e; --pale: #f5f6f8; }
@media (prefers-color-scheme: dark) { :root { --line: #3c4148; --good: #6fd08c; --bad: #ff8a80; --pale: #23272d; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .25rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
code, pre { font: .85rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--pale); padding: .8rem 1rem; white-space: pre-wrap; border-left: 4px solid var(--bad); }
.story { margin: 0; opacity: .75; }
.holds { color: var(--good); }
.fails { color: var(--bad); font-weight: 600; }
@media print { body { max-width: none; margin: 0; } pre, tr { break-inside: avoid; } }
</style>
<h1>$title</h1>
<p class="$state">$summary</p>
<table>
<thead><tr><th>Story</th><th>File</th><th>Verdict</th><th class="number">Checks</th>\
<th class="number">Deliveries</th></tr></thead>
<tbody>
$rows
</tbody>
</table>
$failures
</html>
""")
_ROW = Template("""\
<tr><td>$name<p class="story">$story</p></td><td><code>$file</code></td><td class="$verdict">$verdict</td>\
<td class="number">$checks</td><td class="number">$deliveries</td></tr>""")
_FAILURES = Template("""\
<section><h2>$name</h2>
$texts
</section>""")


def results_page(results: Results, *, title: str = "Customer.io simulator: results") -> str:
    """The whole page as text."""
    rows = [_verdict_row(verdict) for verdict in results.verdicts]
    rows.extend(_skipped_row(story) for story in results.skipped)
    return _PAGE.substitute(
        title=escape(title),
        state="holds" if results.holds else "fails",
        summary=escape(results.summary),
        rows="\n".join(rows),
        failures="\n".join(_failures(verdict) for verdict in results.failed),
    )


def _verdict_row(verdict: Verdict) -> str:
    return _ROW.substitute(
        name=escape(verdict.name),
        story=escape(verdict.story),
        file=escape(f"{verdict.place.path}:{verdict.place.line}"),
        verdict="holds" if verdict.holds else "fails",
        checks=f"{verdict.passed} of {checks_made(verdict)}",
        deliveries=verdict.deliveries,
    )


def _skipped_row(story: Skipped) -> str:
    return _ROW.substitute(
        name=escape(story.name),
        story=escape(story.reason),
        file=escape(f"{story.place.path}:{story.place.line}"),
        verdict="skipped",
        checks="0 of 0",
        deliveries=0,
    )


def _failures(verdict: Verdict) -> str:
    texts = "\n".join(f"<pre>{escape(failure_text(verdict, failure))}</pre>" for failure in verdict.failures)
    return _FAILURES.substitute(name=escape(verdict.name), texts=texts)
