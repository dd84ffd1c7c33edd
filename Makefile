# The two commands of the README: `make demo` and `make test`. Everything else is for those who change the code.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export HF_HUB_OFFLINE := 1

.PHONY: demo test check bench kill-trials clean

demo: $(VENV)/.installed
	$(BIN)/pledgebook demo

test: $(VENV)/.installed-dev
	$(MAKE) check
	$(BIN)/pytest -n auto

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.installed-dev
	$(BIN)/python tests/benchmarks/bench.py

kill-trials: $(VENV)/.installed-dev
	$(BIN)/python tests/tools/kill_trials.py

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "Pledgebook needs Python 3.11 to 3.13; name one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e '.[dev]'
	touch $@ $(VENV)/.installed
