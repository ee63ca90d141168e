# ENACT Academy: `make run` starts the platform, `make test` runs every check. `make help` lists all.
BIN := .venv/bin
PYTEST_FLAGS ?=
# Tests side by side; most of them wait for processes, so one a core is not too many.
TEST_JOBS ?= 2
# Not courses: how code is laid out there belongs to what is taught.
FORMATTED := grading hub_config site tests --exclude tests/example_courses,tests/broken_courses
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run test lint bench site clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  Settings: ENACT_PORT (8000), ENACT_STATE (./var), … see site/pages/en/how-to/run.md"

run: ## Start the platform on http://127.0.0.1:8000 and print the demo logins
	@sh .ci/environment run
	@exec $(BIN)/python -m hub_config.start

test: ## Run all checks and tests; exit status 0 when everything passes
	@sh .ci/environment test
	@sh .ci/browser
	@$(MAKE) --no-print-directory lint; lint=$$?; \
	$(BIN)/python -m pytest -n $(TEST_JOBS) $(PYTEST_FLAGS); tests=$$?; \
	test $$tests -eq 0 || exit $$tests; exit $$lint

lint: ## Check style and types
	@sh .ci/environment test
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet $(FORMATTED) && $(BIN)/mypy

bench: ## Measure, side by side with the peers; JSON to build/bench/
	@sh .ci/environment test
	@$(BIN)/python -m tests.benchmarks

site: ## Build the public site into build/site
	@sh .ci/environment run
	@$(BIN)/python site/generate.py

clean: ## Remove what was built; keeps the state folder and the environment
	@rm -rf build
