# Two commands do everything: `make run` and `make test`. Both prepare what is missing; a second call is fast.

PYTHON = .venv/bin/python
READY = .venv/.ready

.DEFAULT_GOAL := run
.PHONY: run test conformance setup bench lint clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt deploy/setup
	bash deploy/setup

run: $(READY)
	bash deploy/show

test: $(READY)
	$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Every screen in every way on every panel, as a page: var/conformance/index.html. Fails when anything is violated.
# With PICTURES=0 all is measured, in the pixels too, but no picture is kept: a third quicker.
conformance: $(READY)
	$(PYTHON) -m kiosk conformance --out var/conformance $(if $(PICTURES),--pictures $(PICTURES))

bench: $(READY)
	$(PYTHON) -m bench

lint: $(READY)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

clean:
	rm -rf var .venv build *.egg-info
