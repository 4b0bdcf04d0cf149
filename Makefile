# The commands of this project. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export DAGSTER_HOME := $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := 1
export PYTHONUTF8 := 1
TEXT ?= ../shared/source/caict-2020.md
REPORT ?= caict-2020
PORT ?= 3000

.PHONY: help setup publish fix test test-all check ui source mutate lint types format lock clean

help: ## list the commands / 列出命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment (the other commands do it themselves) / 建立环境

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say make PYTHON=python3.11 / 需要 Python 3.11 以上"; exit 1; }
	@echo "setting up $(VENV) (once, about two minutes) / 正在建立环境（仅一次）"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

.dagster/dagster.yaml: dagster.yaml
	@mkdir -p .dagster
	@cp dagster.yaml $@

publish: $(READY) .dagster/dagster.yaml ## raw/ → validated → datapackage/ / 校验并发布数据包
	@$(BIN)/python -m pipeline publish

check: $(READY) ## validate raw/ only / 只校验 raw/
	@$(BIN)/python -m pipeline check

fix: $(READY) ## mend the form of raw/: spaces, full-width digits, order / 修整 raw/ 的格式
	@$(BIN)/python -m pipeline fix

test: $(READY) ## the everyday tests / 日常测试
	@$(BIN)/python -m pytest -q -n 2 -m "not slow and not browser"

test-all: $(READY) ## all tests, slow ones and the browser too / 全部测试
	@$(BIN)/python -m pytest -q -n 2 -m "not browser"
	@$(BIN)/python -m pytest -q -m browser

ui: $(READY) .dagster/dagster.yaml ## Dagster on http://localhost:3000 (PORT=…) / 打开 Dagster 界面
	@$(BIN)/dagster dev --host 127.0.0.1 --port $(PORT) --module-name pipeline.definitions

source: $(READY) ## hold raw/ against a copy of the report: TEXT=… REPORT=… / 以报告文本核对
	@$(BIN)/python -m pipeline source prove "$(TEXT)" --report $(REPORT)

mutate: $(READY) ## plant slips, count what the rules catch: TEXT=… / 植入错误，统计发现率
	@$(BIN)/python -m pipeline mutate --report $(REPORT) $(if $(wildcard $(TEXT)),--text "$(TEXT)")

lint: $(READY) ## style of the code / 代码风格
	@$(BIN)/ruff check pipeline tests benchmarks
	@$(BIN)/ruff format --check pipeline tests benchmarks

types: $(READY) ## types of the code / 代码类型
	@$(BIN)/mypy

format: $(READY) ## format the code / 格式化代码
	@$(BIN)/ruff format pipeline tests benchmarks
	@$(BIN)/ruff check --fix pipeline tests benchmarks

lock: $(READY) ## renew requirements.lock from pyproject.toml (needs uv) / 更新锁定文件
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-strip-extras --quiet --output-file requirements.lock

clean: ## remove the environment, working files and Dagster's history / 清理
	@rm -rf $(VENV) build dist .dagster
