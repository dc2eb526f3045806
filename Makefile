# Every task of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PATH ?= /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH  # an empty environment has none

.PHONY: help run test lint fix search-quality editor shell load dump bench bench-profile
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: $(VENV)/.run ## set everything up and serve on http://127.0.0.1:8000/ (PORT=8123 for another port)
	@exec $(BIN)/python manage.py up $(if $(PORT),--port $(PORT))

test: $(VENV)/.dev ## run the whole suite: unit, journeys, browser
	@$(BIN)/python tests/get_browser.py
	@$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term $(ARGS)

lint: $(VENV)/.dev ## check code, templates, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

fix: $(VENV)/.dev ## mend what the checks can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

search-quality: $(VENV)/.dev ## ask sixty judged queries and print how well the search answers
	@$(BIN)/python -m pytest --quiet --capture=no --durations=0 tests/journeys/test_search_quality.py

editor: $(VENV)/.run ## create an account for the desk (ROLE="publisher administrator" for other roles than editor)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py create_editor $(if $(ROLE),--role $(ROLE))

shell: $(VENV)/.run ## open a Python shell with the site loaded
	@$(BIN)/python manage.py shell

load: $(VENV)/.run ## load corpus/ into the database
	@$(BIN)/python manage.py load_corpus

dump: $(VENV)/.run ## write the database back to corpus/
	@$(BIN)/python manage.py dump_corpus

bench: $(VENV)/.run var/bench-venv/.made ## measure the site beside its peers at 100,000 claims (SIZE=10000 for another number)
	@$(BIN)/python -m bench --size $(or $(SIZE),100000) $(ARGS)

bench-profile: $(VENV)/.run ## say where the time of one page goes: PAGE='/claims/?q=score'
	@$(BIN)/python -m bench --size $(or $(SIZE),100000) --profile '$(or $(PAGE),/claims/)'

var/bench-venv/.made: requirements-bench.txt | $(VENV)/.python
	@echo "Installing what the bench compares with …"
	@mkdir -p var
	@$(PYTHON) -m venv var/bench-venv
	@var/bench-venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "Making a virtual environment in $(VENV)/ …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements.txt | $(VENV)/.python
	@echo "Installing what the site runs on …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/.python
	@echo "Installing what the site and its tests run on …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run
