# Everything from a bare checkout: each target makes .venv and installs what the locks name from PyPI.
# PYTHON=python3.12 make test: another interpreter (3.11 or newer).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NO_NOTES := --disable-pip-version-check --quiet
PIP := $(BIN)/python -m pip $(NO_NOTES)
# Bytecode is kept, also where a machine is told not to: tests start many processes.
export PYTHONDONTWRITEBYTECODE :=
# The checkout itself, with the setuptools that the lock names.
THIS := --no-deps --no-build-isolation -e .

.PHONY: handouts test test-all sweeps mutants same-bytes test-oldest test-newest lock bench schema pictures golden-pictures look site clean

handouts: $(VENV)/run
	$(BIN)/carefold build

test: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n auto --dist worksteal

test-all: test sweeps

# What is too slow for each day: the whole product of handouts, layouts and editions.
sweeps: $(VENV)/test
	$(BIN)/pytest -m all -n auto --dist worksteal

# Whether the tests notice the faults of tests/mutants.txt, each made in a copy: about 20 minutes.
mutants: $(VENV)/test
	$(BIN)/python tests/mutants.py

# Whether this checkout makes the same files and says the same as another revision: make same-bytes BASE=HEAD~1.
BASE ?= HEAD
same-bytes: $(VENV)/test
	$(BIN)/python tests/same_bytes.py $(BASE)

# The lowest versions that setup.cfg allows, with the same test tools; less what no library has a say in.
OURS = review layout fit batch auditing approval model
test-oldest: requirements-test.lock requirements-oldest.lock
	$(PYTHON) -m venv --clear $(VENV)-oldest
	$(VENV)-oldest/bin/python -m pip $(NO_NOTES) install --require-hashes -r requirements-test.lock
	$(VENV)-oldest/bin/python -m pip $(NO_NOTES) install --require-hashes --no-deps -r requirements-oldest.lock
	$(VENV)-oldest/bin/python -m pip $(NO_NOTES) install $(THIS)
	$(VENV)-oldest/bin/python -m pip check
	VERSIONS=oldest $(VENV)-oldest/bin/pytest -n auto --dist worksteal $(OURS:%=--ignore=tests/%)

# The newest versions that PyPI has and setup.cfg allows, with the same test tools.
test-newest: requirements-test.lock
	$(PYTHON) -m venv --clear $(VENV)-newest
	$(VENV)-newest/bin/python -m pip $(NO_NOTES) install --require-hashes -r requirements-test.lock
	$(VENV)-newest/bin/python -m pip $(NO_NOTES) install --upgrade --upgrade-strategy eager -e .
	$(VENV)-newest/bin/python -m pip check
	VERSIONS=newest $(VENV)-newest/bin/pytest -n auto --dist worksteal

# Locks of what setup.cfg and pyproject.toml ask for; versions stay as they are where they still fit.
# make lock UPGRADE=--upgrade: the newest ones.
COMPILE = $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --generate-hashes --python-version 3.11 \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock"
BUILD_NEEDS = $(BIN)/python -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")'

lock: $(BIN)/python
	$(PIP) install "$$(sed -n 's/^ *\(uv == .*\)/\1/p' setup.cfg)"
	$(BUILD_NEEDS) | $(COMPILE) setup.cfg - -o requirements.lock
	$(BUILD_NEEDS) | $(COMPILE) setup.cfg - --extra test -c requirements.lock -o requirements-test.lock
	$(BUILD_NEEDS) | $(COMPILE) setup.cfg - --extra bench -c requirements-test.lock -o requirements-bench.lock
	echo "mkdocs-material >= 9.6, < 10" | $(COMPILE) - -o requirements-site.lock
	$(BUILD_NEEDS) | $(COMPILE) setup.cfg - --resolution lowest-direct -o requirements-oldest.lock

# Speed beside other engines, held to docs/performance.md: make bench OPTIONS=--write renews what stands there.
bench: $(VENV)/bench
	$(BIN)/python benchmarks/peers.py $(OPTIONS)

schema: $(VENV)/run
	$(BIN)/python -m carefold.reading.schema

pictures: $(VENV)/run
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python docs/fold.py
	$(BIN)/python docs/make_layouts.py --pictures
	$(BIN)/python docs/make_blocks.py --pictures
	$(BIN)/python docs/make_library.py --pictures
	$(BIN)/python docs/make_symbols.py

# The pages that tests/test_gallery.py compares with: look at each change before you commit it.
golden-pictures: $(VENV)/test
	UPDATE_PICTURES=1 $(BIN)/pytest -q tests/test_gallery.py tests/layout/test_page_pictures.py

# Every handout of tests/cases/pages in every layout, on one page to look at: build/look/index.html.
look: $(VENV)/test
	$(BIN)/python tests/look.py

# The documentation as a site, in site/: a warning stops it.
site: $(VENV)-site/done
	NO_MKDOCS_2_WARNING=1 $(VENV)-site/bin/mkdocs build --strict

$(VENV)-site/done: requirements-site.lock
	$(PYTHON) -m venv --clear $(VENV)-site
	$(VENV)-site/bin/python -m pip $(NO_NOTES) install --require-hashes -r requirements-site.lock
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-oldest $(VENV)-newest $(VENV)-site build dist out site *.egg-info

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "carefold needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements.lock setup.cfg pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install $(THIS)
	touch $@

$(VENV)/bench: requirements-bench.lock $(VENV)/run
	$(PIP) install --require-hashes -r requirements-bench.lock
	touch $@

$(VENV)/test: requirements-test.lock $(VENV)/run
	$(PIP) install --require-hashes -r requirements-test.lock
	touch $@
