# Needs Python >= 3.11 and make; everything else is made in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-deps prove bench docs check clean

demo: .venv/installed
	$(BIN)/simulator demo

test: .venv/installed
	$(BIN)/python -m pytest -n 2 --dist loadfile -q

# What only some tests need. The default suite needs nothing beyond the development packages today.
test-deps: .venv/installed

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
