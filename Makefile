# make edition   builds the example archive and says where to look
# make test      passes all tests; makes what it needs first
# Both need only Python 3.11 or later, git, and a network that reaches the package index.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: edition test check fix bench clean

edition: $(VENV)/.core
	$(BIN)/carnet build examples/exile

test: check
	$(BIN)/python -m pytest -n 2
	$(PYTHON) scripts/other_python.py

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.test
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) .venv-* examples/exile/.carnet examples/exile/site

$(VENV)/.core: pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Carnet needs Python 3.11 or later; say which with: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.test: $(VENV)/.core pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@
