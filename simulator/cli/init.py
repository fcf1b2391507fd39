"""`simulator init`: a project that runs green from its first second; no file that is there is touched."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import msgspec

from simulator.errors import UsageError
from simulator.language import bundled_plan_text
from simulator.language.schemas import SCHEMAS, schema_of
from simulator.scaffold import STACKS, sources_of, text_of

_SCHEMAS = ".vscode/simulator"
_MEANT_FOR = {"workspace": "workspace.yaml", "scenario": "scenarios/*.yaml", "plan": "tracking_plan.yaml"}
"""Which files an editor reads by which schema."""
_NEXT = """\
Next:
  simulator run            runs the stories in features/ and scenarios/, and says what went wrong
  simulator check          compiles and lints all files
  simulator steps search   finds the sentence that you want to write
  pytest                   the same stories as tests, beside your own
"""


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", type=Path, help="where (default: here)")
    parser.add_argument("--stack", choices=STACKS, default="custom", help="the kind of shop (default: custom)")
    parser.add_argument(
        "--ci", choices=("github", "none"), default="github", help="whose workflow file to write (default: github)"
    )


def execute(options: Namespace) -> int:
    texts = {options.folder / name: text for name, text in project(options.stack, ci=options.ci).items()}
    there = sorted(str(path) for path in texts if path.exists())
    if there:
        raise UsageError(f"nothing was written, for there is already {', '.join(there)}; name an empty folder")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path}")
    print(_NEXT, end="")
    return 0


def project(stack: str, *, ci: str) -> dict[str, str]:
    """The files of a new project and their texts, by path."""
    texts = {
        "workspace.yaml": text_of("workspace.yaml") + sources_of(stack),
        "tracking_plan.yaml": bundled_plan_text(),
        "features/cart_recovery.feature": text_of("cart_recovery.feature"),
        "scenarios/late_order.yaml": text_of("late_order.yaml"),
        "conftest.py": text_of("conftest.py.txt"),
        ".vscode/settings.json": _json(
            {"yaml.schemas": {f"{_SCHEMAS}/{kind}.json": _MEANT_FOR[kind] for kind in SCHEMAS}}
        ),
    }
    texts.update((f"{_SCHEMAS}/{kind}.json", _json(schema_of(kind))) for kind in SCHEMAS)
    if ci == "github":
        texts[".github/workflows/customerio.yml"] = text_of("github.yaml")
    return texts


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value)).decode() + "\n"
