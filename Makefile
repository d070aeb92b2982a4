# Builds, tests and checks svenner. `make try` and `make test` set everything up by themselves.
.DEFAULT_GOAL := build
.DELETE_ON_ERROR:

PYTHON ?= python3
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
VENV := .venv
BIN := $(VENV)/bin
CCACHE := $(shell command -v ccache 2>/dev/null)
CLANG ?= clang-14

# With the one file of the binding that knows nothing of Python.
CORE_SOURCES := $(sort $(shell find csrc -name '*.c' -not -path 'csrc/python/*') csrc/python/arrow_read.c)
C_FILES := $(sort $(shell find csrc tests/c $(wildcard tests/fuzz) -name '*.[ch]'))
WRITTEN_C := $(filter-out %_table.h %_table.c,$(C_FILES)) # not the generated tables
C_TESTS := $(sort $(wildcard tests/c/test_*.c))
PACKAGE_FILES := $(sort $(shell find csrc $(wildcard svenner) -type f -not -name '*.pyc'))

.PHONY: help try build test test-c test-threads test-valgrind test-python test-bare check format data tables model sources bench docs fuzz fuzz-python soak differential coverage wheels sdist reproducible clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

try: build ## build, and analyse the sample article
	@$(BIN)/svenner analyze --date 2024-03-14 examples/article.txt

test: test-c test-python ## all tests

# ---- The package, installed into .venv as a user would install it.

COMMA := ,
SYSTEM := $(VENV)/.system
DEV := $(VENV)/.dev
CHECKERS := $(VENV)/.check
INSTALLED := $(VENV)/.installed

build: $(INSTALLED) ## build the package and install it into .venv

$(SYSTEM):
	@mkdir -p $(VENV)
	@echo '#include <unicode/utypes.h>' | $(CC) -E - >/dev/null 2>&1 || tools/install_system.sh libicu-dev
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || tools/install_system.sh python3-venv
	@$(PYTHON) -c 'import os, sysconfig; open(os.path.join(sysconfig.get_path("include"), "Python.h"))' 2>/dev/null \
	  || tools/install_system.sh python3-dev
	@touch $@

$(DEV): requirements/dev.txt | $(SYSTEM)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq -r $<
	@touch $@

# Into the environment of the Python $(1). Without isolation: the tools are pinned there, and objects come from ccache.
install = rm -rf build/lib.* build/bdist.* svenner.egg-info && \
  CC="$(strip $(CCACHE) $(CC))" $(1) -m pip install -qq --no-index --no-deps --no-build-isolation --force-reinstall .

$(INSTALLED): $(PACKAGE_FILES) pyproject.toml setup.cfg | $(DEV)
	@$(PYTHON) tools/check_sources.py --write
	@$(call install,$(BIN)/python)
	@touch $@

sources: ## list every C file of csrc in pyproject.toml
	@$(PYTHON) tools/check_sources.py --write

# ---- C tests: the core as a plain library under ASan and UBSan, with an allocator that can fail.

C_WARNINGS := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wno-missing-field-initializers -Werror
ICU_LIBRARIES := -licui18n -licuuc -licudata
TESTED_CORE := $(filter-out csrc/base/allocator.c,$(CORE_SOURCES))

# A way to build the core and its tests: $(1) a folder of build/, $(2) the compiler, $(3) its flags.
define variant
$(1)_OBJECTS := $$(patsubst csrc/%.c,build/$(1)/%.o,$$(TESTED_CORE)) build/$(1)/tests/failing_memory.o build/$(1)/tests/invariants.o
$(1)_TESTS := $$(patsubst tests/c/%.c,build/$(1)/tests/%,$$(C_TESTS))
build/$(1)/%.o: csrc/%.c
	@mkdir -p $$(@D)
	@$$(CCACHE) $(2) -std=c11 -Icsrc $$(C_WARNINGS) $(3) -MMD -MP -c $$< -o $$@
build/$(1)/tests/%.o: tests/c/%.c
	@mkdir -p $$(@D)
	@$$(CCACHE) $(2) -std=c11 -Icsrc -Itests/c $$(C_WARNINGS) $(3) -MMD -MP -c $$< -o $$@
build/$(1)/libsvenner.a: $$($(1)_OBJECTS)
	@rm -f $$@ && ar rcs $$@ $$^
build/$(1)/tests/test_%: build/$(1)/tests/test_%.o build/$(1)/libsvenner.a
	@$(2) $(3) -o $$@ $$^ $$(ICU_LIBRARIES) -lm -lpthread
.PRECIOUS: build/$(1)/%.o build/$(1)/tests/%.o
-include $$($(1)_OBJECTS:.o=.d) $$($(1)_TESTS:=.d)
endef

# Enough debug information for a stack of lines; more makes compiling and linking slow.
$(eval $(call variant,asan,$(CC),-O1 -g1 -fsanitize=address$(COMMA)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer))
$(eval $(call variant,tsan,$(CLANG),-O1 -g1 -fsanitize=thread))
$(eval $(call variant,plain,$(CC),-O1 -g1))
$(eval $(call variant,coverage,$(CC),-O0 -g1 --coverage -fprofile-update=atomic))

# `make test-c T=memory` runs the test of one module.
chosen = $(if $(T),build/$(1)/tests/test_$(T),$($(1)_TESTS))
test-c: $(SYSTEM) ## the C tests (T=memory: those of one module)
	@$(MAKE) --no-print-directory -s -j$(JOBS) $(call chosen,asan)
	@tools/run_c_tests.sh $(call chosen,asan)

test-threads: $(CHECKERS) ## the C tests under ThreadSanitizer
	@$(MAKE) --no-print-directory -s -j$(JOBS) $(call chosen,tsan)
	@tools/run_c_tests.sh $(call chosen,tsan)

test-valgrind: $(SYSTEM) ## the C tests under valgrind
	@$(MAKE) --no-print-directory -s -j$(JOBS) $(call chosen,plain)
	@RUNNER="valgrind -q --leak-check=full --error-exitcode=3" tools/run_c_tests.sh $(call chosen,plain)

# By the C tests, where allocations fail, and by the Python tests, which have the shipped data: a module of its own, beside
# the package's Python files, in front of the installed one. Tests of speed are left out.
COVERED := build/coverage/site/svenner/_core.so
COVERED_OBJECTS := $(patsubst csrc/%.c,build/coverage/python/%.o,$(sort $(shell find csrc -name '*.c')))
build/coverage/python/%.o: csrc/%.c
	@mkdir -p $(@D)
	@$(CCACHE) $(CC) -std=c11 -Icsrc -I$(PYTHON_INCLUDE) -O0 -g1 -fPIC --coverage -fprofile-update=atomic -MMD -MP -c $< -o $@
$(COVERED): $(COVERED_OBJECTS) $(INSTALLED)
	@rm -rf build/coverage/site && mkdir -p $(@D)
	@cp -r svenner/. $(@D)
	@$(CC) --coverage -shared -o $@ $(COVERED_OBJECTS) $(ICU_LIBRARIES) -lm -lpthread
-include $(COVERED_OBJECTS:.o=.d)

coverage: build $(CHECKERS) ## lines and branches of csrc that the tests reach
	@$(MAKE) --no-print-directory -s -j$(JOBS) $(coverage_TESTS) $(COVERED)
	@find build/coverage -name '*.gcda' -delete
	@tools/run_c_tests.sh $(coverage_TESTS)
	@PYTHONPATH=$(CURDIR)/build/coverage/site $(BIN)/python -P -m pytest --deselect tests/python/test_startup.py -k 'not linear and not interrupt and not memory and not grow'
	@$(BIN)/gcovr --root . --filter csrc/ build/coverage --exclude-branches-by-pattern '.*assert\(.*' --gcov-suspicious-hits-threshold 0 \
	  --txt-metric line --txt build/coverage/lines.txt --html-details build/coverage/index.html --print-summary

# ---- Fuzz targets: the same core with clang's libFuzzer, ASan and UBSan.

SECONDS ?= 60
# 0: another one each time. The check takes the same always, so that what passed passes again.
SEED ?= 0
FUZZ := build/fuzz
# Not pointer-overflow: an empty list's NULL plus zero is meant.
FUZZ_FLAGS := -std=c11 -O1 -g1 -Icsrc -Itests/c $(C_WARNINGS) -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=pointer-overflow -fno-sanitize-recover=all
FUZZ_CORE := $(patsubst csrc/%.c,$(FUZZ)/%.o,$(CORE_SOURCES)) $(FUZZ)/invariants.o
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,$(FUZZ)/targets/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

# New inputs are kept in build/fuzz/corpus; what crashed is left beside the target.
fuzz: $(CHECKERS) ## every fuzz target for SECONDS=60 (T=analyze: that target)
	@$(MAKE) --no-print-directory -s -j$(JOBS) $(if $(T),$(FUZZ)/targets/fuzz_$(T),$(FUZZ_TARGETS))
	@tools/run_fuzz.sh $(SECONDS) $(SEED) $(if $(T),$(FUZZ)/targets/fuzz_$(T),$(FUZZ_TARGETS))

$(FUZZ)/%.o: csrc/%.c
	@mkdir -p $(@D)
	@$(CCACHE) $(CLANG) $(FUZZ_FLAGS) -MMD -MP -c $< -o $@

$(FUZZ)/invariants.o: tests/c/invariants.c
	@mkdir -p $(@D)
	@$(CCACHE) $(CLANG) $(FUZZ_FLAGS) -MMD -MP -c $< -o $@

$(FUZZ)/targets/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	@$(CCACHE) $(CLANG) $(FUZZ_FLAGS) -MMD -MP -c $< -o $@

$(FUZZ)/targets/fuzz_%: $(FUZZ)/targets/fuzz_%.o $(FUZZ_CORE)
	@$(CLANG) -fsanitize=fuzzer,address,undefined -o $@ $^ $(ICU_LIBRARIES) -lm -lpthread

# The package's calls, by atheris: the module instrumented, ASan's library in front.
FUZZ_MODULE := $(FUZZ)/site/svenner/_core.so
FUZZ_MODULE_OBJECTS := $(patsubst csrc/%.c,$(FUZZ)/module/%.o,$(sort $(shell find csrc -name '*.c')))
$(FUZZ)/module/%.o: csrc/%.c
	@mkdir -p $(@D)
	@$(CCACHE) $(CLANG) -std=c11 -O1 -g1 -fPIC -Icsrc -I$(PYTHON_INCLUDE) -fsanitize=fuzzer-no-link,address -MMD -MP -c $< -o $@
$(FUZZ_MODULE): $(FUZZ_MODULE_OBJECTS) $(INSTALLED)
	@rm -rf $(FUZZ)/site && mkdir -p $(@D)
	@cp -r svenner/. $(@D)
	@$(CLANG) -shared -fsanitize=fuzzer-no-link,address -o $@ $(FUZZ_MODULE_OBJECTS) $(ICU_LIBRARIES) -lm -lpthread
-include $(FUZZ_MODULE_OBJECTS:.o=.d)

fuzz-python: build $(CHECKERS) ## the package's calls for SECONDS=60
	@$(BIN)/python -m pip install -qq -r requirements/fuzz.txt
	@$(MAKE) --no-print-directory -s -j$(JOBS) $(FUZZ_MODULE)
	@mkdir -p $(FUZZ)/corpus/fuzz_python $(FUZZ)/crashes
	@LD_PRELOAD=$$($(BIN)/python -c 'import atheris; print(atheris.path())')/asan_with_fuzzer.so ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
	  PYTHONPATH=$(FUZZ)/site PYTHONMALLOC=malloc $(BIN)/python -P tests/fuzz/fuzz_python.py -max_total_time=$(SECONDS) -seed=$(SEED) \
	  -max_len=1000 -artifact_prefix=$(FUZZ)/crashes/python- -print_final_stats=1 $(FUZZ)/corpus/fuzz_python >$(FUZZ)/python.log 2>&1 \
	  || { tail -n 40 $(FUZZ)/python.log; exit 1; }
	@echo "fuzz_python: $$(sed -n 's/^stat::number_of_executed_units: *//p' $(FUZZ)/python.log) executions in $(SECONDS) s," \
	  "$$(grep -a -o 'cov: [0-9]*' $(FUZZ)/python.log | tail -n 1) edges"

.PRECIOUS: $(FUZZ)/%.o $(FUZZ)/targets/%.o
-include $(FUZZ_CORE:.o=.d) $(FUZZ_TARGETS:=.d)

# ---- What takes too long for each check.

soak: build ## random documents on two threads for SECONDS=1800: memory stays level
	@$(BIN)/python -P tools/soak.py $(if $(filter file,$(origin SECONDS)),1800,$(SECONDS))

# Where five million words lie.
TEXT ?= ../shared/text/riksdag-interpellations.txt
differential: $(CHECKERS) ## other builds, one with 32 bits, find the same in TEXT=…
	@tools/check_differential.sh $(TEXT)

test-python: build ## the Python tests
	@$(BIN)/pytest

# What a newcomer's `make test` runs: none of the libraries of the integrations is there, whatever is in .venv by now.
BARE := build/bare
test-bare: $(BARE)/.ready ## the Python tests where only pytest and hypothesis are installed
	@$(BARE)/bin/pytest

$(BARE)/.ready: requirements/dev.txt $(PACKAGE_FILES) pyproject.toml setup.cfg | $(SYSTEM)
	@rm -rf $(BARE) && $(PYTHON) -m venv $(BARE)
	@$(BARE)/bin/python -m pip install -qq -r $<
	@$(call install,$(BARE)/bin/python)
	@touch $@

# ---- What is compiled and committed.

data: build ## compile lexicon/ into svenner/data/lexicon.sve
	$(BIN)/python tools/compile_lexicon.py
	@$(MAKE) --no-print-directory build

tables: $(DEV) ## make the generated tables of the tokenizer anew
	$(BIN)/python tools/make_tables.py

# Where the corpora lie; docs/recogniser.md says where each is to be had.
GOLD ?= ../shared/gold

model: build ## train the recogniser into svenner/data/model.sve (GOLD=folder of the corpora)
	$(BIN)/python tools/train_model.py $(GOLD)
	@$(MAKE) --no-print-directory build

# ---- Checks that need no running of the code.

CLANG_TOOLS := clang-14 clang-format-14 clang-tidy-14
PYTHON_INCLUDE = $(shell $(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("include"))')
export NO_MKDOCS_2_WARNING := true

$(CHECKERS): requirements/check.txt requirements/docs.txt $(wildcard requirements/integrations.txt) | $(DEV)
	@for tool in $(CLANG_TOOLS); do command -v $$tool >/dev/null || missing="$$missing $${tool}"; done; \
	ls /usr/lib/llvm-14/lib/clang/14*/lib/linux/libclang_rt.fuzzer-*.a >/dev/null 2>&1 || missing="$$missing libclang-rt-14-dev"; \
	test -z "$$missing" || tools/install_system.sh $$missing
	$(BIN)/python -m pip install -qq $(patsubst %,-r %,$^)
	@touch $@

.PHONY: lint-layers lint-format lint-python lint-shell lint-workflows tidy types data-check
# The tests come last: their closing lines are what a reader, and CI, look for.
check: ## all that CI runs
	@$(MAKE) --no-print-directory lint-layers
	@$(MAKE) --no-print-directory lint-format lint-python lint-shell lint-workflows
	@$(MAKE) --no-print-directory -j$(JOBS) tidy
	@$(MAKE) --no-print-directory types docs $(if $(wildcard tools/compile_lexicon.py),data-check)
	@$(MAKE) --no-print-directory fuzz SECONDS=10 SEED=1
	@$(MAKE) --no-print-directory test-threads T=svenner
	@$(MAKE) --no-print-directory test-bare
	@$(MAKE) --no-print-directory test

lint-layers:
	@$(PYTHON) tools/check_layers.py
	@$(PYTHON) tools/check_sources.py
	@$(PYTHON) tools/make_tables.py --check

lint-format: $(CHECKERS)
	@clang-format-14 --dry-run --Werror $(WRITTEN_C)

lint-python: $(CHECKERS)
	@$(BIN)/ruff format --quiet --check --diff .
	@$(BIN)/ruff check --quiet .

lint-shell: $(CHECKERS)
	@$(BIN)/shellcheck tools/*.sh .ci/run

# Against the schema of workflows that the tool brings along.
lint-workflows: $(CHECKERS)
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml

TIDY_STAMPS := $(patsubst %.c,build/tidy/%.ok,$(shell find csrc -name '*.c'))
tidy: $(TIDY_STAMPS) ## clang-tidy over the core and the binding

build/tidy/%.ok: %.c .clang-tidy $(shell find csrc -name '*.h') | $(CHECKERS)
	@mkdir -p $(@D)
	@clang-tidy-14 --quiet $< -- -std=c11 -Icsrc -isystem $(PYTHON_INCLUDE) -Wall -Wextra -Wshadow -Wno-missing-field-initializers \
	  >$@.log 2>&1 || { cat $@.log; exit 1; }
	@mv $@.log $@

# Outside of the source folder, so that the installed package is what is looked at.
types: build $(CHECKERS) ## mypy, and the stubs against the built module
	@$(BIN)/mypy --no-error-summary
	@mkdir -p build && cd build && ../$(BIN)/python -m mypy.stubtest --concise svenner._core

docs: build $(CHECKERS) ## the documentation site, into site/
	@SVENNER_INSTALLED=$$($(BIN)/python -P -c 'import pathlib, svenner; print(pathlib.Path(svenner.__file__).parent.parent)') \
	  $(BIN)/mkdocs build --quiet --strict

# The model says what is in it: to be drawn again when that has changed.
.PHONY: picture
picture: build ## docs/images/article.png, drawn by a headless Chromium
	@mkdir -p build
	@$(BIN)/python -P -c 'import pathlib, svenner; text = pathlib.Path("examples/article.txt").read_text(encoding="utf-8"); \
	  pathlib.Path("build/article.html").write_text(svenner.analyze(text, date="2024-03-14").to_html(page=True), encoding="utf-8")'
	@chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=820,650 \
	  --screenshot=docs/images/article.png build/article.html 2>/dev/null

data-check: build
	@mkdir -p build
	@$(BIN)/python tools/compile_lexicon.py build/lexicon.sve
	@cmp build/lexicon.sve svenner/data/lexicon.sve && cmp build/units.tsv svenner/data/units.tsv \
	  || { echo "svenner/data is not what lexicon/ gives: run make data"; exit 1; }

# ---- Benchmarks, in an environment of their own: the peers are many.

BENCH := build/bench
bench: $(BENCH)/.ready ## time svenner beside its peers, write benchmarks/RESULTS.md
	$(BENCH)/bin/python benchmarks/run.py $(BENCH_OPTIONS)

$(BENCH)/.ready: benchmarks/requirements.txt $(PACKAGE_FILES) | $(DEV)
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	@command -v pkg-config >/dev/null || tools/install_system.sh pkg-config
	$(BENCH)/bin/python -m pip install -qq -r requirements/dev.txt -r benchmarks/requirements.txt
	@$(call install,$(BENCH)/bin/python)
	@touch $@

# ---- Self-contained wheels.

# What can be built and tried on Debian; the workflow builds the others.
WHEELS ?= $(foreach python,cp311 cp313 cp314 cp315,$(python)-manylinux_x86_64) $(foreach python,cp311 cp313,$(python)-manylinux_aarch64) \
  $(foreach machine,x86_64 aarch64,cp311-musllinux_$(machine)) cp313t-manylinux_x86_64
wheels: $(SYSTEM) ## wheels with ICU inside, into dist/ (WHEELS="cp311-manylinux_x86_64 …")
	@tools/build_wheels.sh $(WHEELS)

sdist: $(DEV) ## the source distribution, into dist/
	@$(BIN)/python tools/build_sdist.py

reproducible: $(SYSTEM) ## build a wheel and the source distribution twice, and compare the bytes
	@tools/check_reproducible.sh $(firstword $(WHEELS))

format: ## lay out the C and Python code
	clang-format-14 -i $(WRITTEN_C)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what was built (not .venv)
	rm -rf build dist site *.egg-info $(INSTALLED)
