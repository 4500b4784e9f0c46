# `make run` starts the page, `make test` proves it; both make their own environment in .venv.
PYTHON ?= python3
BIN := .venv/bin
RUN_STAMP := .venv/.installed
DEV_STAMP := .venv/.installed-dev

.PHONY: help run install local dev check test bench format lock vectors pictures clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(RUN_STAMP)  ## Install what is needed, build the index, start the page
	@$(BIN)/rolecall serve

install: $(RUN_STAMP)  ## Make the environment without starting anything

local: $(RUN_STAMP)  ## Add the local engine: llama.cpp, 100 MB
	@sh tools/install.sh requirements.txt requirements-local.txt

dev: $(DEV_STAMP)  ## Make the environment for tests and checks

check: $(DEV_STAMP)  ## Lint, types, import contract, content
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/rolecall check

test: $(DEV_STAMP)  ## Run every test: offline, no key
	$(BIN)/python -m pytest

bench: $(DEV_STAMP)  ## Measure speed, as ratios to stated limits
	$(BIN)/python -m benchmarks

format: $(DEV_STAMP)  ## Mend layout and what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

vectors: $(DEV_STAMP)  ## Embed the guides anew, after they changed
	$(BIN)/python -m tools.vectors

lock:  ## Resolve the hashed locks anew (needs uv and a network)
	@sh tools/lock.sh

pictures: $(DEV_STAMP)  ## Take the pictures of the README
	$(BIN)/python -m tests.web.pictures docs/pictures

clean:  ## Remove the environment and caches; your data folder is not touched
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

.venv/bin/python:
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --python '>=3.11' .venv; \
	else $(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("RoleCall needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Install a newer one, or name it: make PYTHON=python3.12 run")' \
	&& $(PYTHON) -m venv .venv; fi

$(RUN_STAMP): requirements.txt pyproject.toml | .venv/bin/python
	@sh tools/install.sh requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt requirements-models.txt pyproject.toml | .venv/bin/python
	@sh tools/install.sh requirements-dev.txt requirements-models.txt
	@touch $(RUN_STAMP) $@
