# Needs Python >= 3.11 and make; everything else is made in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-deps prove bench docs check clean

demo: .venv/installed
	$(BIN)/simulator demo

test: .venv/installed
	$(BIN)/python -m pytest -n 2 --dist loadfile -q

# What only some tests need; where it cannot be had, the suite says in a line what it left out.
test-deps: .venv/installed
	$(BIN)/python -m pip install --quiet --editable .[fast] || echo "no uvloop: its tests are left out"
	$(BIN)/python -m pip install --quiet --group browser || echo "no driver for a browser: its tests are left out"
	command -v node >/dev/null || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends nodejs; } >/dev/null 2>&1 \
	  || echo "no Node: its test is left out"
	for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	  command -v $$name >/dev/null && exit 0; done; \
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
	  || echo "no browser: its tests are left out"

prove: .venv/installed
	$(BIN)/python -m bench.proof

bench: .venv/installed
	$(BIN)/python -m bench

docs: .venv/installed
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/pictures.py
	$(BIN)/python -m docs.parity

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf .venv build dist

# Installed anew when the project's metadata changes.
.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --group dev --editable .
	touch $@
