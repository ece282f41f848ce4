# `make` alone lists the targets.
.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: site test judge fuzz serve demo bench bench-search lint lock clean help

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO := build/demo

site: $(VENV)/site.stamp ## build site/ and say where to look
	$(BIN)/exemplary build
	@echo "The site is in $(CURDIR)/site/. To look at it: make serve, then http://127.0.0.1:8000/"

test: $(VENV)/test.stamp lint ## find or install a browser, then run every test
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest

judge: $(VENV)/test.stamp ## HTML checker, Lighthouse, script types, a slow phone; needs Node and Java: tests/judges/
	$(BIN)/python -m tests.judges

fuzz: $(VENV)/test.stamp ## edit projects at random for long and compare each build with a clean one; FUZZ=4 takes four times as long
	EXEMPLARY_FUZZ=$(or $(FUZZ),1) $(BIN)/python -m pytest -n 0 tests/test_incremental.py -k Editor

serve: $(VENV)/site.stamp ## preview; open tabs follow every change
	$(BIN)/exemplary serve

demo: $(VENV)/site.stamp ## build the fictional demonstration site
	rm -rf $(DEMO)
	$(BIN)/exemplary init --demo $(DEMO)
	$(BIN)/exemplary build -f $(DEMO)/mkdocs.yml
	@echo "To look at it: $(BIN)/exemplary serve -f $(DEMO)/mkdocs.yml, then http://127.0.0.1:8000/"

bench: $(VENV)/$(if $(PREVIEW),test,site).stamp ## measure builds beside Hugo's; N=1000 ROUNDS=5 STOCK=1 LARGE=1, or PREVIEW=1: tests/benchmarks/
	$(BIN)/python -m tests.benchmarks $(N) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(STOCK),--stock) $(if $(LARGE),--large) $(if $(PREVIEW),--preview)

bench-search: $(VENV)/test.stamp ## measure the search beside Pagefind; N=1000 OURS=1 PEER=1; needs Node: tests/benchmarks/search/
	$(BIN)/python -m tests.benchmarks.search $(N) $(if $(OURS),--ours) $(if $(PEER),--peer)

lint: $(VENV)/test.stamp ## check style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

lock: $(VENV)/test.stamp ## bring the two lock files up to date with pyproject.toml
	$(BIN)/uv pip compile $(LOCK) --group build --output-file requirements.lock
	$(BIN)/uv pip compile $(LOCK) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

LOCK := pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-annotate --upgrade --quiet \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

clean: ## remove everything that was built or installed
	rm -rf $(VENV) site build dist .cache .exemplary .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find plugins tests -name __pycache__ -type d -exec rm -rf {} +

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The package's own build tools are in the lock too: nothing unpinned is fetched.
$(VENV)/site.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --only-binary :all: --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(VENV)/site.stamp
	$(PIP) install --only-binary :all: --require-hashes -r requirements-dev.lock
	@touch $@

$(BIN)/python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed: install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing: on Debian or Ubuntu run: apt-get install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
