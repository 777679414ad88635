# `make` alone prints what there is. PORT, HOST and PARTNERHUB_DATA are honored.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VNU := 26.9.27
VNU_SHA256 := 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1 - /'

run: $(VENV)/run ## serve on http://127.0.0.1:8080, with everything kept in instance/
	@$(BIN)/python run.py

demo: export PARTNERHUB_DATA ?= $(CURDIR)/demo
demo: $(VENV)/run ## serve the demonstration school, kept in demo/
	@$(BIN)/flask --app partnerhub demo --if-empty
	@$(BIN)/python run.py

test: check ## format, lint and type check, then every test, the browser's too
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/browser/need_chromium.sh
	@sh tests/deploy/need_tools.sh caddy
	@$(BIN)/python -m pytest -n 2 --dist worksteal

test-postgres: $(VENV)/dev ## every test that opens a school, on a PostgreSQL that is started for them and thrown away
	@sh tests/postgres/need_servers.sh
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/browser/need_chromium.sh
	@$(BIN)/python -m tests.postgres -n 2 --dist worksteal $(TESTS)

test-deploy: $(VENV)/dev ## the unit, updates and their way back, and slow attacks on Caddy in front (Debian as root)
	@sh tests/deploy/need_tools.sh caddy slowhttptest systemd-analyze strace
	@$(BIN)/python -m pytest -s tests/deploy/test_front.py tests/deploy/unit.py tests/deploy/update.py tests/deploy/slow.py

test-hostile: $(VENV)/dev ## send 10,000 requests that nobody means; takes long
	@$(BIN)/python -m tests.hostile.storm

test-crash: $(VENV)/dev ## kill it 300 times while people write, then fill, break and lock its disk; takes long
	@$(BIN)/python -m tests.crash.storm --kills 300 --clients 16
	@$(BIN)/python -m tests.crash.disk

bench: $(VENV)/dev ## measure the main pages with one month's and with ten years' data
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.results
	@$(BIN)/python -m tests.bench.served

test-headers: $(VENV)/headers/node_modules $(VENV)/dev ## ask Mozilla's HTTP Observatory and Google's CSP Evaluator, over TLS; needs npm
	@sh tests/deploy/need_tools.sh caddy
	@$(BIN)/python -m pytest -s tests/headers/answers.py

html: $(VENV)/vnu.jar $(VENV)/dev ## ask the Nu Html Checker about every page; needs Java and npm
	@$(BIN)/python -m tests.nu $(VENV)/vnu.jar

check: $(VENV)/dev ## format, lint and type check only
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: $(VENV)/dev ## recompile the requirements: exact versions with hashes, no addresses
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --all-extras -c requirements.txt pyproject.toml -o requirements-postgres.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group dev -c requirements-postgres.txt -o requirements-dev.txt

catalogs: $(VENV)/run ## gather all texts into the catalogs of translations; NEW=pl begins one more
	@$(BIN)/flask --app partnerhub catalogs $(NEW)

screenshots: $(VENV)/dev ## take the README's pictures anew, from the demonstration school
	@$(BIN)/python -m tests.browser.screenshots

$(VENV)/run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-postgres.txt requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-postgres.txt -r requirements-dev.txt
	@touch $@

$(VENV)/vnu.jar: | $(VENV)/dev
	@cd $(VENV) && npm pack --silent vnu-jar@$(VNU) >/dev/null && tar xzf vnu-jar-$(VNU).tgz package/build/dist/vnu.jar
	@cd $(VENV) && rm vnu-jar-$(VNU).tgz && mv package/build/dist/vnu.jar vnu.jar && rm -r package
	@cd $(VENV) && echo "$(VNU_SHA256)  vnu.jar" | sha256sum -c --quiet || { rm vnu.jar; exit 1; }

$(VENV)/headers/node_modules: tests/headers/package-lock.json | $(VENV)/dev
	@mkdir -p $(VENV)/headers && cp tests/headers/package*.json $(VENV)/headers/
	@cd $(VENV)/headers && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: help run demo test test-postgres test-deploy test-headers test-hostile test-crash bench html check lock catalogs screenshots
