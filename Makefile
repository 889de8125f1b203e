# Every target is one or two commands; `make` alone lists them.

SWIFT  ?= swift
PYTHON ?= python3
BUILD  := .build/release
PREFIX ?= /usr/local
RUNTIME := .build/runtime
RUNS   ?= 10000000

.DEFAULT_GOAL := help
.PHONY: help deps validator build run test lint format golden embedded runtime install cross bench sweep fuzz references check clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Building without the headers ends in a page of linker errors; one line says it better.
deps:
	@command -v $(SWIFT) >/dev/null || { \
	  echo "make: the Swift toolchain is missing: https://www.swift.org/install"; exit 2; }
	@pkg-config --exists yaml-0.1 2>/dev/null || test -e /usr/include/yaml.h || { \
	  echo "make: libyaml is missing: run  sudo apt-get install -y libyaml-dev"; exit 2; }

# The tests hold the JSON Schema against recipes with a validator of its own; without one they fail, much later.
validator:
	@for python in $(PYTHON) /usr/bin/python3; do \
	  $$python -W ignore -c 'import jsonschema, yaml' 2>/dev/null && exit 0; done; \
	  echo "make: the tests need jsonschema and yaml for Python: run  sudo apt-get install -y python3-jsonschema python3-yaml"; exit 2

# Static: the tool then starts in two thirds of the time, and runs where no Swift is installed.
build: deps  ## Build the executable (release)
	$(SWIFT) build -c release --product recipec --static-swift-stdlib

run: build  ## Check, compile and evaluate a real recipe
	$(BUILD)/recipec check recipes/resnet50.yaml
	$(BUILD)/recipec compile recipes/resnet50.yaml --emit table -o .build/resnet50.rct
	$(BUILD)/recipec eval .build/resnet50.rct --at 0,1ep,5ep,50%,85ep,end

test: deps validator runtime  ## Build and run every test
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	.build/debug/recipec test recipes --output-format short
	$(SWIFT) test --skip-build

lint:  ## Check formatting and documentation comments
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

format:  ## Format every Swift file
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

golden: deps  ## Record the golden files anew; the run fails on purpose, look at `git diff`
	RECIPEC_RECORD=1 $(SWIFT) test

embedded:  ## Prove that the runtime compiles as Embedded Swift
	mkdir -p .build/embedded
	$(SWIFT)c -enable-experimental-feature Embedded -wmo -O -parse-as-library -swift-version 6 \
	  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
	  -enable-upcoming-feature MemberImportVisibility -strict-memory-safety -warnings-as-errors \
	  -module-name RecipeRuntime -package-name recipec -I Sources/CRecipeKernels/include -c $$(find Sources/RecipeRuntime -name '*.swift' | sort) \
	  -o .build/embedded/RecipeRuntime.o
	@echo "Embedded Swift: RecipeRuntime compiles"

runtime:  ## Build librecipec-runtime, the C library (needs no Swift to run)
	Sources/RecipeRuntimeABI/packaging/build.sh $(RUNTIME)

install: runtime  ## Install the C library, its header and recipec-runtime.pc (PREFIX, DESTDIR)
	Sources/RecipeRuntimeABI/packaging/install.sh $(RUNTIME) $(PREFIX) "$(DESTDIR)"

cross: deps  ## Compare the bits of x86-64, aarch64 (qemu) and WebAssembly (node)
	Tests/RecipeRuntimeABITests/Programs/cross/cross.sh .build/cross

bench: build  ## Measure against the targets, beside NumPy and optax; prints ratios
	$(SWIFT) build -c release --product recipec-bench --static-swift-stdlib
	$(PYTHON) Tests/Benchmarks/bench.py

sweep: deps  ## Compare evaluation paths bit by bit over 10^8 updates (release)
	$(SWIFT) build -c release --product recipec-sweep --static-swift-stdlib
	$(BUILD)/recipec-sweep

# Ten million executions of each target take hours on two busy cores; see Tests/Fuzz/README.md.
fuzz: deps  ## Fuzz the readers of tables and states under AddressSanitizer (RUNS=10000000)
	Tests/Fuzz/build.sh .build/fuzz
	cd .build/fuzz && ./fuzz-seeds tables seeds-tables && ./fuzz-seeds states seeds-states && \
	  mkdir -p corpus-tables corpus-states
	cd .build/fuzz && SWIFT_BACKTRACE=enable=no ./fuzz-tables -max_len=2560 -runs=$(RUNS) corpus-tables seeds-tables
	cd .build/fuzz && SWIFT_BACKTRACE=enable=no ./fuzz-states -max_len=3072 -runs=$(RUNS) corpus-states seeds-states

references:  ## Re-run the reference scripts of whichever library is installed, and compare
	$(PYTHON) Tests/Reference/compare.py

check: lint test embedded  ## Everything that has to pass before a change is ready

clean:  ## Remove everything that was built
	rm -rf .build
