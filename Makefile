# `make site` builds the hub into site/; `make test` proves it. Both set up all they need.
PYTHON ?=
RUN := .venv/bin/python
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test check bench lighthouse lock docs wheel clean

site:
	PYTHON="$(PYTHON)" scripts/setup.sh site
	$(RUN) -m hubgen build

serve:
	PYTHON="$(PYTHON)" scripts/setup.sh site
	$(RUN) -m hubgen serve

check:
	PYTHON="$(PYTHON)" scripts/setup.sh site
	$(RUN) -m hubgen check

test:
	PYTHON="$(PYTHON)" scripts/setup.sh test
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) scripts/node.py --test 'hubgen/*/*.test.js'
	$(RUN) -m pytest -n auto --dist loadfile

# Times the hub against other generators on the same content; prints the ratios. Needs Node with npm.
bench:
	PYTHON="$(PYTHON)" scripts/setup.sh test
	$(RUN) -m benchmarks

# Audits the built site in a browser and writes benchmarks/lighthouse.md; needs Node with npm.
lighthouse: site
	npm --prefix benchmarks ci --silent --no-audit --no-fund
	$(RUN) -m benchmarks.lighthouse site

# Makes docs/reference/ anew from the code.
docs:
	PYTHON="$(PYTHON)" scripts/setup.sh test
	$(RUN) -m scripts.reference

# Renews the lock files after a change of pyproject.toml; needs uv.
LOCK := uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
lock:
	$(LOCK) pyproject.toml --extra documents --group build -o requirements.lock
	$(LOCK) pyproject.toml --all-extras --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) --group node -o requirements-node.lock
	npm install --package-lock-only --omit-lockfile-registry-resolved
	npm --prefix benchmarks install --package-lock-only --omit-lockfile-registry-resolved
	npm --prefix hubgen/admin install --package-lock-only --omit-lockfile-registry-resolved

wheel:
	PYTHON="$(PYTHON)" scripts/setup.sh test
	$(RUN) -m hatchling build -t wheel

clean:
	rm -rf site .hubgen build dist
