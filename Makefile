# Every target sets up what it needs; scripts/bootstrap.py does it and asks nothing of pip while nothing has changed.

VENV_PYTHON := .venv/bin/python
# Any Python starts bootstrap.py, which then looks for one that is new enough. By hand: make run PYTHON=/path/to/python3.12
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$name && break; done 2>/dev/null)
READY_PYTHON = $(shell test -x $(VENV_PYTHON) && echo $(VENV_PYTHON))
BOOTSTRAP = $(or $(READY_PYTHON),$(PYTHON),$(NO_PYTHON)) scripts/bootstrap.py
NO_PYTHON = @printf '%s\n' '没有找到 Python。请先安装 Python 3.11 或更新的版本（Debian、Ubuntu：sudo apt install python3 python3-venv）。' \
	'No Python found: install Python 3.11 or newer (packages python3 and python3-venv).' >&2; exit 1; :

ARGS ?=
PYTEST_ARGS ?=
# One process a processor; a debugger wants PARALLEL=
PARALLEL ?= -n auto
TESTS = QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(VENV_PYTHON) -m pytest $(PARALLEL)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help env dev run demo test check style lint types layers coverage format screenshots score bench fuzz clean distclean

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: ## set up and open the window; without a display: the demo (ARGS="open FILE.duizhang" …)
	@$(BOOTSTRAP) run $(ARGS)

test: dev ## set up and run all tests, without a screen (PYTEST_ARGS="-k ledger" …)
	@$(TESTS) $(PYTEST_ARGS)

check: style lint types layers coverage ## all gates

demo: env ## the job without a window: samples in, findings, ledger and picture out
	@$(VENV_PYTHON) -m scripts.demo

style: dev ## gate: every file is formatted
	@$(VENV_PYTHON) -m ruff format --check .

lint: dev ## gate: ruff's rules
	@$(VENV_PYTHON) -m ruff check .

types: dev ## gate: mypy, strict
	@$(VENV_PYTHON) -m mypy

layers: dev ## gate: who may import whom
	@$(VENV_PYTHON) -c 'from importlinter.cli import lint_imports_command as check; check()'

coverage: dev ## gate: all tests, at least 90 % of the branches run
	@$(TESTS) --cov --cov-report=term $(PYTEST_ARGS)

format: dev ## format the code and mend what ruff can mend
	@$(VENV_PYTHON) -m ruff format .
	@$(VENV_PYTHON) -m ruff check --fix .

screenshots: env ## docs/screenshot.png, from the samples
	@$(VENV_PYTHON) -m scripts.screenshots

score: dev ## how well the test notices are read, by dialect and by mutation
	@$(VENV_PYTHON) -m tests.importers.score_table

bench: dev ## speed, as ratios against yardsticks measured in the same run
	@$(VENV_PYTHON) -m scripts.bench
	@$(VENV_PYTHON) -m scripts.bench_growth

fuzz: dev ## hostile texts for every pattern, then damaged files of every format for ten minutes (ARGS="--seconds 60 --seed 1")
	@$(VENV_PYTHON) -m tests.importers.hostile $(ARGS)
	@$(VENV_PYTHON) -m tests.importers.fuzz_files $(ARGS)

clean: ## remove what was built, but not .venv
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*
	@find . -name .venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

distclean: clean ## remove .venv too
	@rm -rf .venv

env:
	@$(BOOTSTRAP) env

dev:
	@$(BOOTSTRAP) dev
