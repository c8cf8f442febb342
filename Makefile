# make run   set up and read the samples          make test   set up and check everything
# Both need only Python 3.11 or newer, make and a package index. PYTHON=... names another interpreter.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
PIP = $(BIN)/python -m pip --disable-pip-version-check $(if $(CI),--quiet)
# Every version comes from the lock; pip asks the index only for those.
INSTALL = $(PIP) install --constraint requirements.lock
# pip compiles what it installs but not what it only links to; where Python may not write, each start would compile it anew.
COMPILE = $(BIN)/python -m compileall -q pipeline
# The font of the samples. Without its dependencies: it is wanted for one file, not for the plotting library it extends.
FONT = japanize-matplotlib
# Its module is named pdfplumber too, so it can only be had in a folder of its own.
PDFPLUMBER_RS = pdfplumber-rs==0.3.0

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test fuzz lint lint-code lint-format lint-types lint-layers pytest format messages samples picture reference notebooks bench bench-tables data site pages release lock clean

help:
	@echo "make run      read the sample documents, show what was found and what changed over three years"
	@echo "make test     lint, types, layers and all tests"
	@echo "make lint     lint, types and layers only      make format   format the code"
	@echo "make fuzz     attack every reader with damaged and hostile input for ten minutes"
	@echo "make samples  draw the sample documents anew   make picture  draw the pictures in docs anew"
	@echo "make reference  write docs/reference.md and its Japanese: commands, changes, vocabulary"
	@echo "make notebooks  run the notebooks and keep what they show"
	@echo "make messages collect the texts of the program into the Japanese catalogue"
	@echo "make bench    measure everything beside peers  make lock     pin the newest versions"
	@echo "make data     make the package of data subsidy-rules-data from rules_out/"
	@echo "make site     a static site of rules_out/  make pages    the pages that stand in rules_out/ anew"
	@echo "make release  make the files of a release in dist/: wheel, data, bill of materials, audit, sums"
	@echo "make clean    remove environments, caches and work folders"

setup: $(VENV)/.run
setup-dev: $(VENV)/.dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "subsidy-rules needs Python 3.11 or newer: install it, or name it with make PYTHON=/path/to/python" >&2; exit 2; }
	@"$(PYTHON)" -m venv "$(VENV)" || { rm -rf "$(VENV)"; \
		echo "$(PYTHON) cannot make a virtual environment (on Debian and Ubuntu: apt-get install python3-venv)" >&2; exit 2; }

$(VENV)/.run: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing into $(VENV); the first time this downloads about 420 MB."
	@$(INSTALL) --editable ".[all]"
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing into $(VENV) with the tools of development."
	@$(INSTALL) --editable ".[dev]"
	@$(INSTALL) --no-deps $(FONT)
	@$(COMPILE)
	@touch $(VENV)/.run $@

run: $(VENV)/.run
	@$(BIN)/subsidy-rules run $(ARGS)

# --keep-going: one run tells everything that is wrong, not only the first thing.
test: $(VENV)/.dev
	@$(MAKE) --no-print-directory --keep-going lint-code lint-format lint-types lint-layers pytest

lint: $(VENV)/.dev
	@$(MAKE) --no-print-directory --keep-going lint-code lint-format lint-types lint-layers

lint-code:
	$(BIN)/ruff check .

lint-format:
	$(BIN)/ruff format --check .

lint-types:
	$(BIN)/mypy

lint-layers:
	$(BIN)/lint-imports --no-logo

# One process a core; a module's tests stay together, because they share what one of them has read, and in the order of tests/conftest.py.
pytest:
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

# Ten minutes of attacks on every reader with damaged and hostile input; ARGS="--only html --rounds 1 --first 1234" is one of them again.
fuzz: $(VENV)/.dev
	$(BIN)/python tests/fuzz/attack.py $(if $(ARGS),$(ARGS),--seconds 600)

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The texts of the program are collected from the code; what is new stands without Japanese in ja.po until somebody writes it there.
TEXTS = build/messages.pot
CATALOGUE = pipeline/subsidy_rules/messages/ja.po
messages: $(VENV)/.dev
	@mkdir -p $(dir $(TEXTS))
	@$(BIN)/pybabel -q extract --no-default-keywords -k message -k worded -k counted:1,2 -k message_in:1c,2 \
		--no-location --sort-output --omit-header -o $(TEXTS) pipeline/subsidy_rules
	@$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap -l ja -i $(TEXTS) -o $(CATALOGUE)

samples: $(VENV)/.dev
	$(BIN)/python sources/samples/make_samples.py

picture: $(VENV)/.dev
	$(BIN)/python docs/draw_picture.py
	$(BIN)/python docs/draw_review.py

notebooks: $(VENV)/.dev
	$(BIN)/python notebooks/run.py

reference: $(VENV)/.dev
	$(BIN)/python docs/reference.py

# All that takes time, each beside a peer or floor: a table, and build/bench.json. ARGS="--against benchmarks/released.json" compares ratios.
bench: $(VENV)/.dev
	@$(INSTALL) --editable ".[dev,bench]"
	@mkdir -p build
	$(BIN)/python benchmarks/all.py --json build/bench.json $(ARGS)

# The same of tables alone, beside all extractors.
bench-tables: $(VENV)/.dev
	@$(INSTALL) --editable ".[dev,bench]"
	@$(PIP) install --quiet --no-deps --upgrade --target $(VENV)/pdfplumber-rs $(PDFPLUMBER_RS)
	$(BIN)/python benchmarks/tables.py --pdfplumber-rs $(VENV)/pdfplumber-rs $(ARGS)

# the rule sets of rules_out/ as a package of data
data: $(VENV)/.run
	@$(BIN)/subsidy-rules export rules_out --format package --output build/data
	@$(PIP) wheel --quiet --no-deps --wheel-dir dist build/data
	@ls dist/subsidy_rules_data-*.whl

# A static site of the rule sets, their changes and history: build/site/index.html opens from the file.
SITE_LANG ?= ja
site: $(VENV)/.run
	@$(BIN)/subsidy-rules export rules_out --format site --output build/site --lang $(SITE_LANG)

# The pages that stand beside the rule sets in rules_out/: rules, changes, changelog. A test fails where they do not follow from the sets.
pages: $(VENV)/.run
	@$(BIN)/subsidy-rules export rules_out --format pages --output rules_out --lang ja

# All that a release consists of. The sums come last: whatever else is to be a part of it is made before release/finish.py.
release: $(VENV)/.dev
	@$(INSTALL) --quiet --editable ".[dev,release]"
	@rm -rf dist
	@$(PIP) wheel --quiet --no-deps --wheel-dir dist .
	@if ls rules_out/*/*/ruleset.yaml >/dev/null 2>&1; then $(MAKE) --no-print-directory data && $(BIN)/python release/rules.py rules_out dist; \
		else echo "rules_out/ holds no rule set: no package of data"; fi
	@$(BIN)/python release/finish.py dist

# A new environment gets the newest versions that pyproject.toml allows; what pip then lists is the lock. Run it with the oldest Python that
# is supported (make lock PYTHON=...): a newer one takes versions that the oldest cannot install, which a test tells.
lock:
	rm -rf .venv-lock
	"$(PYTHON)" -m venv .venv-lock
	.venv-lock/bin/python -m pip install --disable-pip-version-check --quiet --editable ".[dev,bench,release]"
	.venv-lock/bin/python -m pip install --disable-pip-version-check --quiet --no-deps $(FONT)
	@echo "# Exact versions of everything that is installed here, for all extras. Written by \`make lock\`." > requirements.lock
	.venv-lock/bin/python -m pip freeze --disable-pip-version-check --exclude-editable >> requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache work build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
