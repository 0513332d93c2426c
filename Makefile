PYTHON ?= python3
REQUIREMENTS ?= -r requirements.lock
BIN := .venv/bin
SMOKE := GAN_COURSE_BUDGET=smoke GAN_COURSE_DATASET=digits TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1
NBVAL := --nbval-lax --nbval-current-env --nbval-cell-timeout=120

.PHONY: lab test help build verify site coverage bench bench-quality bench-recipe bench-modes bench-grade ink lint gpu

lab: .venv/installed  ## open the course in JupyterLab
	$(BIN)/gan-course lab

test: lint  ## every test, and every notebook at the smoke budget
	$(SMOKE) $(BIN)/pytest --numprocesses=2 --dist=loadscope --durations=40 --doctest-modules $(NBVAL) tests gan_classroom gan_course notebooks solutions

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

build: .venv/installed  ## lessons/ -> solutions/ and notebooks/
	$(BIN)/gan-course build

verify: .venv/installed  ## every lesson at the laptop budget, against the promised time and memory
	GAN_COURSE_BUDGET=laptop $(BIN)/python -m gan_classroom.authoring.verify

site: .venv/installed  ## the site: lessons as they ran at the laptop budget, gallery, reference; what ran once is kept
	GAN_COURSE_BUDGET=laptop $(BIN)/python site/build.py

coverage: .venv/installed  ## which lines and branches of both packages the tests run
	$(SMOKE) $(BIN)/pytest --numprocesses=2 --dist=loadscope --cov --cov-report=term:skip-covered

bench: .venv/installed  ## what is fast, side by side
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.measures
	$(BIN)/python -m benchmarks.input_tuner

bench-modes: .venv/installed  ## modes of a ring and a grid that a plain and a regularised GAN cover, five seeds each
	$(BIN)/python -m benchmarks.modes

bench-quality: .venv/installed  ## quality against seconds of training, on MNIST: a tutorial's recipe and two of ours
	$(BIN)/python -m benchmarks.quality

bench-recipe: .venv/installed  ## what each part of the DCGAN's recipe is worth, on MNIST, three seeds each
	$(BIN)/python -m benchmarks.recipe_ablation

bench-grade: .venv/installed  ## a class of 200, a tenth of it hostile: ours, plain nbgrader, and ours killed; then memory for 200 and for 1,000
	$(BIN)/python -m benchmarks.grading
	$(BIN)/python -m benchmarks.class_size

ink: .venv/installed  ## train the networks of Day 8 anew that draw in ink, and measure them beside those that ship: some ten minutes
	mkdir -p build
	$(BIN)/python -m gan_course.ink --out build/ink.npy

lint: .venv/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/codespell
	$(BIN)/gan-course build --check

gpu: .venv/installed  ## CUDA for TensorFlow, on Linux with an NVIDIA driver
	$(BIN)/python -m pip install --constraint requirements.lock --editable '.[gpu]'

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; (3, 11) <= v < (3, 14) or sys.exit(f"the course needs Python 3.11, 3.12 or 3.13; $(PYTHON) is {v.major}.{v.minor}: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install $(REQUIREMENTS)
	$(BIN)/python -m pip install --no-deps --no-build-isolation --editable .
	touch $@
