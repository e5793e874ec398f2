# Everything a fresh machine needs is Python 3.11 or newer, git and make:
#
#   make walk-in    installs into .venv and starts a first audit
#   make demo       a made-up year, in the browser
#   make test       the tests, with what they need
#   make lint       format, lint and types
#   make bench      speed and size, as ratios to baselines
#   make clean      removes what these have made; audits live elsewhere

VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
# A start must not compile first, even where PYTHONDONTWRITEBYTECODE is set.
COMPILE = $(BIN)/python -m compileall -q audit_cli

.PHONY: walk-in demo test lint bench clean

walk-in: $(VENV)/base
	@$(COMPILE)
	@trap : INT; $(BIN)/audit walk-in || { code=$$?; [ $$code -eq 130 ] || exit $$code; } # Ctrl-C is no error

demo: $(VENV)/base
	@$(COMPILE)
	@$(BIN)/audit demo --open

# A module stays with one worker: what it has made for its tests is made once.
test: $(VENV)/test
	@$(COMPILE) tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/base
	@$(COMPILE)
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps of what is installed; another pyproject.toml or another Python makes them old.

$(VENV)/base: pyproject.toml $(BIN)/python
	@echo 'Installing audit into $(VENV) (once) …'
	@$(PIP) --editable .
	@touch $@

$(VENV)/test: pyproject.toml $(BIN)/python
	@echo 'Installing audit and what its tests need into $(VENV) (once) …'
	@$(PIP) --editable '.[test]'
	@touch $(VENV)/base $@

$(VENV)/dev: $(VENV)/test
	@echo 'Installing ruff and mypy into $(VENV) (once) …'
	@$(PIP) --editable '.[dev]'
	@touch $@

# Each is tried, for what is called python3.13 may be a shim that leads nowhere.
$(BIN)/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec $$python -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo 'audit needs Python 3.11 or newer with venv, and found none (Debian: apt install python3-venv)' >&2; \
	exit 1
