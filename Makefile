# Everything from a bare checkout: each target makes .venv and installs what it needs from PyPI.
# PYTHON=python3.12 make test: another interpreter (3.11 or newer).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: handouts test test-all bench schema pictures golden-pictures clean

handouts: $(VENV)/run
	$(BIN)/carefold build

test: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n auto --dist worksteal

test-all: test
	$(BIN)/pytest -m all -n auto --dist worksteal

bench: $(VENV)/test
	$(BIN)/python benchmarks/speed.py

schema: $(VENV)/run
	$(BIN)/python -m carefold.reading.schema

pictures: $(VENV)/run
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python docs/fold.py
	$(BIN)/python docs/make_layouts.py --pictures
	$(BIN)/python docs/make_blocks.py --pictures

# The pages that tests/test_gallery.py compares with: look at each change before you commit it.
golden-pictures: $(VENV)/test
	UPDATE_PICTURES=1 $(BIN)/pytest -q tests/test_gallery.py

clean:
	rm -rf $(VENV) build dist out *.egg-info

$(VENV)/run: setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "carefold needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -e .
	touch $@

$(VENV)/test: $(VENV)/run
	$(PIP) install -e .[test]
	touch $@
