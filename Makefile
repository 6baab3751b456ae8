# The front door: `make demo` and `make test` are all that a newcomer needs; both install what they miss.
.DEFAULT_GOAL := help
.PHONY: help setup build demo test coverage format models bench package deploy deploy-space clean
JOBS ?= $(shell nproc)
PRESET ?= release

help:    ## what can be made
	@sed -n 's/^\([a-z-]*\): .*## \(.*\)/  make \1\t\2/p;s/^\([a-z-]*\):    *## \(.*\)/  make \1\t\2/p' Makefile | expand -t 21

setup:
	@tools/setup.sh build

build: setup  ## the program: build/release/polso
	@cmake --preset $(PRESET) >build.log 2>&1 || { cat build.log; rm -f build.log; exit 1; }; rm -f build.log
	@cmake --build --preset $(PRESET) --parallel $(JOBS)

demo: build  ## classify a real stream of posts and show each brand's mood
	@build/release/polso demo

test: ## build and pass every check: levels, format, lint, unit and whole-program tests, sanitizers
	@tools/setup.sh test
	@tools/test.sh

coverage:  ## what of the code the unit tests run, by room: out/coverage (ROOMS=base,text: these alone)
	@tools/setup.sh coverage
	@tools/coverage.sh $(ROOMS)

format:  ## rewrite the sources in the house's format
	@git ls-files '*.h' '*.cpp' | xargs clang-format-19 -i

models: build  ## train the shipped bundles again, byte for byte (needs the public data: polso data list)
	@tools/models.sh

bench: setup  ## the programs behind the figures of docs/results.md
	@cmake --preset bench && cmake --build --preset bench --parallel $(JOBS)

package: build  ## the Debian package and the archive: out/package
	@cpack --config build/release/CPackConfig.cmake -B out/package

deploy: build  ## from a tag to the Hugging Face hub: gates, models, labels, Space (HF_TOKEN, POLSO_HUB)
	@tools/deploy.sh

deploy-space: build  ## the Space alone (HF_TOKEN, POLSO_HUB)
	@tools/make_space.sh out/space
	@build/release/polso models push out/space "$${POLSO_HUB:-polso-project}/polso" --as space

clean:  ## remove what was built
	@rm -rf build out
