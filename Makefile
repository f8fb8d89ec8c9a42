# make demo    compare current practice, dossier counting and responsive working; prints where the report is
# make example the demo's report in docs/example/, Dutch and English
# make test    every test; ends on pytest's own closing line
# make test-quick  the tests of reading, naming, writing and statistics, which compile no model: under two minutes
# make test-newest  the equality of the two engines and the work with Mesa, on Python 3.13 and the newest numba, Mesa and numpy
#              that pyproject.toml allows; an environment of its own (.venv-newest), a few minutes, not a part of .ci/run
# make lint    ruff          make types   mypy
# make view    the live viewer on 127.0.0.1; opens the browser, Ctrl-C ends it
# make bench   the benchmarks, one after the other, into benchmarks/results.md; BENCH=--quick for few and short rounds;
#              PEERS_PYTHON=... names a Python that has simpy, ciw and starsim, which the locks have not
# make docs    make the tables in docs/ again from configs/
# make pictures  make docs/images/ again: the viewer and a room played in a browser, the first page of docs/example/, a few minutes
# make lock    resolve the dependencies again into the two hashed locks; make lock-newest does so for test-newest alone
# make clean   remove what was built and cached; results/ and .venv/ stay

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: demo view example test test-quick test-newest lock-newest lint types bench docs pictures lock clean
MAKEFLAGS += --no-print-directory

# The first Python on the path that the project supports; PYTHON=... names another.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(SUPPORTED)' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
REPLICATIONS ?= 20
BENCHMARKS ?= week twin size start threads peers sweep report compare viewer

# One thread a process: two busy processes that each start two threads are slower than one.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export NUMBA_NUM_THREADS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

demo: .venv/.installed-run
	@.venv/bin/leefwereld compare current_practice dossier_count responsive --replications $(REPLICATIONS) --out results/demo

view: .venv/.installed-run
	@.venv/bin/leefwereld view

example: demo
	@for lang in nl en; do .venv/bin/leefwereld report results/demo --lang $$lang --to docs/example/report.$$lang.html; done

# A file of tests stays with one worker, which then makes the file's shared runs once.
test: .venv/.installed-dev
	@$(PY) -m pytest -n 2 --dist loadfile

# What a change breaks first; the whole suite is for before it is handed over.
QUICK := cache compare designs files house lost luck notes numbers office own_files registry run scenario security wording
test-quick: .venv/.installed-dev
	@$(PY) -m pytest -n 2 --dist loadfile -m "not slow" $(foreach name,$(QUICK),$(wildcard tests/*/test_$(name).py))

# What looks inside numba and Mesa (abm/compiling, abm/run/light.py) breaks first when these move on.
NEWEST := .venv-newest/bin/python
test-newest: .venv-newest/.installed
	@$(NEWEST) -m pytest tests/abm/test_engines.py tests/abm/test_mesa.py

.venv-newest/.installed: requirements-newest.lock pyproject.toml
	@command -v python3.13 >/dev/null || { echo "make test-newest needs python3.13; none was found" >&2; exit 2; }
	@python3.13 -m venv --clear .venv-newest
	@$(NEWEST) -m pip install --quiet --no-deps --require-hashes -r requirements-newest.lock
	@$(NEWEST) -m pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@

lint: .venv/.installed-dev
	@$(PY) -m ruff check .

types: .venv/.installed-dev
	@$(PY) -m mypy

bench: .venv/.installed-dev
	@for script in $(BENCHMARKS); do echo "== benchmarks/$$script.py"; $(PY) benchmarks/$$script.py $(BENCH); done
	@echo "The table with every target stands in benchmarks/results.md."

docs: .venv/.installed-run
	@.venv/bin/python -m experiments.describe.pages

pictures: .venv/.installed-dev
	@$(PY) docs/images/make.py

# Both locks hold one version of each package per Python, since the second is bound by the first. The machine's own
# certificates are used, as pip does, so that it works behind an office's proxy too.
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m uv pip compile --system-certs --quiet --universal --generate-hashes \
	--python-version 3.11 --no-annotate --group build pyproject.toml --extra viewer --extra cluster
lock: .venv/.installed-dev
	@$(LOCK) --upgrade --output-file requirements.lock
	@$(LOCK) --upgrade --extra research --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	@echo "Written: requirements.lock requirements-dev.lock; run make test before you keep them."

lock-newest: .venv/.installed-dev
	@echo "pytest>=8.3" | UV_CUSTOM_COMPILE_COMMAND="make lock-newest" $(PY) -m uv pip compile --system-certs --quiet --generate-hashes \
		--python-version 3.13 --no-annotate --group build --upgrade pyproject.toml - --output-file requirements-newest.lock

clean:
	@rm -rf build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find . -path ./.venv -prune -o -path ./results -prune -o -name __pycache__ -type d -print0 | xargs -0 rm -rf

# An environment that is there already is used when its Python is supported, and made anew when it is not.
define environment
	@test -n "$(PYTHON)" || { echo "leefwereld needs Python 3.11, 3.12 or 3.13; none was found" >&2; exit 2; }
	@$(PY) -c '$(SUPPORTED)' 2>/dev/null || { echo "Making .venv with $(PYTHON)"; $(PYTHON) -m venv --clear .venv; }
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@echo "Installing $(1) (once, a few minutes)"
	@$(PY) -m pip install --quiet --no-deps --require-hashes -r $(1)
	@$(PY) -m pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@
endef

.venv/.installed-run: requirements.lock pyproject.toml
	$(call environment,requirements.lock)

.venv/.installed-dev: requirements-dev.lock pyproject.toml
	$(call environment,requirements-dev.lock)
