# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Each makes its own virtual environment in .venv from the first python3 that is new enough.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# Two processes at once: the tests start real servers with time limits, which a machine full of them would miss.
NPROC ?= 2

.PHONY: demo test check bench clean

demo: .venv/demo
	$(BIN)/rung demo $(DEMO)

test: .venv/dev
	$(BIN)/python -m pytest -n $(NPROC) $(TESTS)

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q tests/checks tests/playbooks --ignore tests/playbooks/bottlenecks
	$(BIN)/coverage report --include='checks/*,playbooks/*' --skip-covered --show-missing

bench: .venv/dev
	@missed=; for one in tests/bench/*.py; do $(BIN)/python $$one || missed="$$missed $$one"; done; \
	test -z "$$missed" || { echo "missed its bar:$$missed"; exit 1; }

clean:
	rm -rf .venv .cache .coverage .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "rung needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv)"; exit 2; }
	$(PYTHON) -m venv .venv

.venv/demo: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[demo]'
	@touch $@

.venv/dev: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@touch $@
