# `make` alone prints what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PARTNERHUB_DATA ?= $(CURDIR)/instance

help:            ## print this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

run: $(VENV)/run ## serve on http://127.0.0.1:8080
	@$(BIN)/python run.py

demo: export PARTNERHUB_DATA = $(CURDIR)/demo
demo: $(VENV)/run ## serve the demonstration school, from its own folder
	@$(BIN)/flask --app partnerhub demo --if-empty
	@$(BIN)/python run.py

test: check      ## format, lint and type check, then every test, the browser's too
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/browser/need_chromium.sh
	@$(BIN)/python -m pytest

check: $(VENV)/dev ## format, lint and type check
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: $(VENV)/dev ## recompile the requirements: exact versions with hashes, no addresses
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group dev -c requirements.txt -o requirements-dev.txt

$(VENV)/run: requirements.txt
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.txt
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.PHONY: help run demo test check lock
