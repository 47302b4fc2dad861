# Every verb of the project. Each makes .venv by itself where there is none.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help release test quick attack fuzz lint types grade container bench bench-kernels bench-peers docs docs-check goldens doctor quality quality-sample clean

help:              ## list the verbs
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $(READY)

release: $(READY)  ## build every assignment, run the gates, grade a sample of each kind
	$(BIN)/grader release

test: $(READY) lint types  ## everything that CI runs
	$(BIN)/python -m pytest -m 'not patient' --numprocesses 2
	$(MAKE) --no-print-directory quality-sample docs-check

quick: $(READY)    ## the tests that take less than a few seconds each
	$(BIN)/python -m pytest -m 'not slow and not patient'

attack: $(READY)   ## every hostile submission, in every confinement that this machine has, containers included
	$(BIN)/python -m pytest tests/sandbox tests/container

fuzz: $(READY)     ## 100,000 made-up inputs for every reader of what comes from outside; make fuzz SEED=1
	$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED))

lint: $(READY)     ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)    ## mypy, strict
	$(BIN)/mypy

grade: $(READY)    ## grade one submission: make grade A=hw2_conv S=path/to/notebook.ipynb
	$(BIN)/grader grade $(A) $(S)

container: $(READY)  ## grade one submission as the platform does: make container SUBMISSION=path/to/notebook.ipynb
	$(BIN)/grader container $(or $(A),hw2_conv) $(SUBMISSION)

bench: $(READY) bench-kernels  ## what the sandbox costs, and how fast the course's kernels are; writes docs/bench
	test -e build/hw2_conv-solved.ipynb || $(BIN)/grader release hw2_conv
	$(BIN)/python bench/sandbox.py --write docs/bench
	test -e build/hw4_im2col-solved.ipynb || $(BIN)/grader release hw4_im2col
	$(BIN)/python bench/compiled.py --write docs/bench

bench-kernels: $(READY) bench/.venv-kernels/.ready  ## the course's compiled kernels beside torch and memcpy
	bench/.venv-kernels/bin/python -m bench.kernels --write docs/bench

bench-peers: $(READY) bench/.venv-peers/.ready  ## the same homework through other graders and through ours, timed side by side
	$(BIN)/python -m bench.peers

bench/.venv-kernels/.ready: bench/kernels/requirements.txt
	$(PYTHON) -m venv bench/.venv-kernels
	bench/.venv-kernels/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

bench/.venv-peers/.ready: bench/peers/requirements.txt
	$(PYTHON) -m venv bench/.venv-peers
	bench/.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement bench/peers/requirements.txt
	touch $@

docs: $(READY)     ## write the generated parts of README and docs anew
	$(BIN)/python docs/generate.py

docs-check: $(READY)
	$(BIN)/python docs/generate.py --check

goldens: $(READY)  ## write the golden files anew, and show what changed
	UPDATE_GOLDENS=1 $(BIN)/python -m pytest -q -p no:randomly tests/report
	git diff --stat tests/goldens

quality: $(READY)  ## try every wrong and every right answer on the cases; writes docs/quality.md; make quality SEEDS=20
	$(BIN)/grader quality --all --seeds $(or $(SEEDS),200) --write docs

quality-sample: $(READY)  ## an even part of that, in about a minute
	$(BIN)/grader quality --seeds 2 --sample 60

doctor: $(READY)   ## what confines student code on this machine
	$(BIN)/grader doctor

clean:             ## remove what was built; the secret stays
	rm -rf build release/*/ release/*.zip .pytest_cache .mypy_cache .ruff_cache
