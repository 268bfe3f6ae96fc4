# Needs only make and python3 >= 3.11 with venv; everything else is brought by these targets.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done || echo python3)
PORT ?= 8000
# Which tests, and how many at once: make test TESTS=tests/unit/kit JOBS=0
TESTS ?=
JOBS ?= auto
BIN := .venv/bin
DEVELOP := $(BIN)/python -m tools.develop
export PORT
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-pg journeys check fix bench migrate demo import messages docs upgrade release run-env dev-env chromium nginx

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: run-env ## Set everything up and serve the demo province on http://localhost:8000 (PORT=…, DATABASE_URL=…)
	@exec $(BIN)/python -m tools.run

test: dev-env chromium nginx ## Run the whole suite, browser journeys included (TESTS=path, JOBS=number)
	@$(BIN)/python -m pytest -n $(JOBS) $(TESTS)

test-fast: dev-env ## Run the suite without browser journeys and without servers
	@$(BIN)/python -m pytest -n $(JOBS) tests/unit tests/faces tests/house

test-pg: dev-env chromium nginx ## Run the whole suite on a PostgreSQL of your own: make test-pg DATABASE_URL=postgresql://…
	@test -n "$$DATABASE_URL" || { echo "Say which server: make test-pg DATABASE_URL=postgresql://user@host/name"; exit 2; }
	@$(BIN)/python -m pytest -n $(JOBS) $(TESTS)

journeys: dev-env chromium ## Run only the browser journeys
	@$(BIN)/python -m pytest -n $(JOBS) tests/journeys

check: dev-env ## Check format, lint, types, imports, templates, migrations, locks and messages
	@$(BIN)/python -m tools.check

fix: dev-env ## Mend what can be mended by itself: format, import order, simple lint
	@$(BIN)/python -m tools.check --fix

bench: dev-env ## Measure the budgets of the design and print them (ONLY=name, FULL=1 for five million dossiers)
	@$(BIN)/python -m bench

migrate: run-env ## Bring the developer's database up to date
	@$(DEVELOP) migrate

demo: run-env ## Load the demo province into the developer's database
	@$(DEVELOP) load_demo

import: run-env ## Take procedure records into the developer's database: make import FILE=… (CSV=report.csv)
	@test -n "$(FILE)" || { echo "Say which file: make import FILE=records.jsonl.gz"; exit 2; }
	@$(DEVELOP) import_procedures "$(FILE)" $(if $(CSV),--csv "$(CSV)")

messages: dev-env ## Extract the texts of code and templates into locale/
	@$(BIN)/python -m tools.messages update

docs: dev-env ## Write the generated lists and the import graph in docs/ anew
	@$(BIN)/python -m tools.docs

upgrade: dev-env ## Renew requirements/*.lock with releases at least seven days old
	@$(BIN)/python -m tools.locks upgrade

release: check test ## Check everything, then tag VERSION=x.y.z (docs/guides/release.md)
	@$(BIN)/python -m tools.release "$(VERSION)"

run-env:
	@$(PYTHON) tools/environment.py run

dev-env:
	@$(PYTHON) tools/environment.py dev

chromium: dev-env
	@$(BIN)/python -m tools.chromium

nginx: dev-env
	@$(BIN)/python -m tools.nginx
