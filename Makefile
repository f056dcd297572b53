# The few commands that there are. `make run` and `make test` need nothing typed before them.

CARGO_FLAGS ?=
LISTEN ?= 0.0.0.0:8080
DATA ?= data
STEP ?= group
DEMO_LISTEN ?= 127.0.0.1:8080
DEMO_URL ?= http://$(DEMO_LISTEN)
DEMO_DATA ?= target/demo
NPM = npm --prefix web
BROWSER = npm --prefix tests/browser

.PHONY: run build test check dependencies demo floor protocol bounds clean need-rust need-node browser-needs export-needs

## make run: build, start on the embedded store, print the links.
run: build
	target/release/trestle serve --listen $(LISTEN) --data $(DATA)

## make build: the page, then the one binary with the page in it: target/release/trestle
build: web/dist/.built need-rust
	cargo build --release --locked -p trestle --bin trestle $(CARGO_FLAGS)

## make demo: start the server and play a whole workshop into it, up to STEP (group, rate, brief, act, ...).
demo: build
	deploy/scripts/demo $(DEMO_LISTEN) $(DEMO_URL) $(DEMO_DATA) $(STEP)

## make test: everything, with what it needs: Rust, page, real browser.
test: need-rust need-node browser-needs export-needs web/dist/.built
	$(NPM) run check
	$(NPM) test
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo build --locked -p trestle --bins --features stepped-clock
	deploy/scripts/rust-tests
	$(BROWSER) test

## make check: the quick loop: formatting, lints, types, unit tests, and what the code of others brings along.
check: need-rust web/node_modules/.installed
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo test -q -p trestle-protocol -p trestle-core -p trestle-gate --lib --tests
	$(NPM) run check
	$(NPM) test
	deploy/scripts/dependencies

## make dependencies: licences, sources, versions and known faults of what others wrote.
dependencies: need-rust need-node
	deploy/scripts/dependencies

## make floor: five workshops of thirty people on one processor and 512 MiB. Needs root and Linux.
floor: build
	cargo build --release --locked -p trestle-tests --example floor
	deploy/scripts/floor

## make protocol: write the page's types anew from the protocol crate.
protocol: need-rust
	UPDATE=1 cargo test -q -p trestle-protocol --test drift

## make bounds: write the table of all bounds anew from the code: server/BOUNDS.md
bounds: need-rust
	UPDATE=1 cargo test -q -p trestle-protocol --test bounds

clean:
	cargo clean
	rm -rf web/dist web/node_modules tests/browser/node_modules $(DEMO_DATA)

need-rust:
	@command -v cargo >/dev/null || { echo "Rust is needed: install it from https://rustup.rs, then run make again." >&2; exit 1; }

need-node:
	@command -v npm >/dev/null || deploy/scripts/install nodejs npm
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' || { echo "Node 20 or newer is needed to build the page." >&2; exit 1; }

browser-needs: need-node tests/browser/node_modules/.installed
	@command -v chromium >/dev/null || deploy/scripts/install chromium

export-needs:
	deploy/scripts/export-needs

web/node_modules/.installed: web/package-lock.json | need-node
	$(NPM) ci --no-audit --no-fund
	@touch $@

tests/browser/node_modules/.installed: tests/browser/package-lock.json | need-node
	$(BROWSER) ci --no-audit --no-fund
	@touch $@

web/dist/.built: web/node_modules/.installed $(shell find web/src web/messages web/public web/scripts web/*.html web/*.ts web/*.json -type f 2>/dev/null)
	$(NPM) run build
	@touch $@
