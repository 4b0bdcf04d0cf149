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
# the tests start hundreds of processes, which read compiled modules
unexport PYTHONDONTWRITEBYTECODE
PORT ?= 3000
# Values from users and workflows reach a recipe only through the environment, as "$$NAME", so that
# neither make nor a shell expands them. Values from raw/ come from the program, which validates them.
PASSED := AGAINST FORMAT GITHUB_REF_NAME NAME PACKAGE PORT REPORT TEXT
$(foreach each,$(PASSED),$(if $(filter-out undefined,$(origin $(each))),$(eval override $(each) := $$(value $(each)))))
# A text belongs to one report: that of REPORT, or the only one in raw/. A received package may be of
# any report, so that `verify` takes only a text that is given.
OWN_TEXT := set -- raw/*/report.yaml; test $$\# -gt 1 || REPORT="$${REPORT:-$$(basename "$$(dirname "$$1")")}"; \
  TEXT="$${TEXT:-$${REPORT:+../shared/source/$$REPORT.md}}"; set --;
export $(PASSED)
ABOUT := $${REPORT:+--report "$$REPORT"}
# licences that permit use beside this project's MIT licence; MPL concerns changes of its own files only
LICENCES := MIT;BSD;0BSD;Apache;Mozilla Public License 2.0;MPL-2.0;Python Software Foundation;PSF-2.0;ISC;Artistic
CODE := pipeline tests benchmarks .ci
# 1 if the reader's locale is Chinese, as the program decides it
ZH := $(if $(filter zh%,$(firstword $(LANGUAGE) $(LC_ALL) $(LC_MESSAGES) $(LANG))),1,0)
COMMA := ,
spoken = $(if $(filter 1,$(ZH)),$2,$1)

# every target that `make help` lists is a command, not a file
.PHONY: $(shell awk -F ':.*\#\# ' '/^[a-z-]+:.*\#\# / {print $$1}' $(firstword $(MAKEFILE_LIST)))

help: ## list the commands / 列出命令
	@awk -F ':.*## ' -v zh=$(ZH) '/^[a-z-]+:.*## / {split($$2, text, " / "); \
	  printf "  make %-14s %s\n", $$1, text[1 + zh]}' $(MAKEFILE_LIST)

setup: $(READY) ## create the environment (other commands do it if needed) / 建立环境

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(call spoken,Python 3.11 or newer is required: run make PYTHON=python3.11,需要 Python 3.11 或更高版本：请运行 make PYTHON=python3.11)"; exit 1; }
	@echo "$(call spoken,creating $(VENV) (once$(COMMA) about two minutes),正在建立环境（仅一次）)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

chromium: ## install a browser and a Chinese font, for the tests (Debian, Ubuntu) / 安装浏览器与中文字体
	@.ci/chromium

r: ## install R with readr, for the tests (Debian, Ubuntu) / 安装测试所用的 R 与 readr
	@.ci/r

postgres: ## install PostgreSQL, for the tests (Debian, Ubuntu) / 安装测试所用的 PostgreSQL
	@.ci/postgres

hooks: $(READY) ## install checks that run before each commit / 安装提交前校验
	@$(BIN)/pre-commit install

.dagster/dagster.yaml: dagster.yaml
	@mkdir -p .dagster
	@rm -f $@ && cp dagster.yaml $@

publish: $(READY) .dagster/dagster.yaml ## validate raw/ and publish datapackage/ / 校验并发布数据包
	@$(BIN)/python -m pipeline publish $(ABOUT)

check: $(READY) ## validate raw/ only / 只校验 raw/
	@$(BIN)/python -m pipeline check

new-report: $(READY) ## create a report: NAME=caict-2021 / 新建报告
	@$(BIN)/python -m pipeline new-report -- "$$NAME"

fix: $(READY) ## fix the format of raw/: spaces, full-width digits, order / 修整 raw/ 的格式
	@$(BIN)/python -m pipeline fix

reproduce: ## publish twice and compare the bytes with the commit / 重复发布并逐字节比较
	@$(MAKE) --no-print-directory publish
	@$(MAKE) --no-print-directory publish
	@test -z "$$(git status --porcelain -- 'datapackage*')" || { git --no-pager diff --stat -- 'datapackage*'; git status --short -- 'datapackage*'; \
	  echo "$(call spoken,datapackage/ is not what raw/ makes: run make publish and commit it,datapackage/ 与 raw/ 不一致：请运行 make publish 并提交)"; exit 1; }

review: $(READY) ## write the effect of a change on the data: AGAINST=main → build/review.md / 改动对数据的影响
	@$(BIN)/python -m pipeline review $${AGAINST:+--against "$$AGAINST"}

test: $(READY) ## run the everyday tests / 日常测试
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow and not browser and not clients"

test-slow: $(READY) ## run the tests that take minutes / 耗时较长的测试
	@$(BIN)/python -m pytest -q -n 2 -m "slow and not browser and not clients"

test-clients: $(READY) ## read the package with independent programs / 以独立程序读取数据包
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m clients

test-browser: $(READY) ## test the user interface and the page in a browser / 浏览器测试
	@$(BIN)/python -m pytest -q -n 2 -m "browser and not interface"
	@$(BIN)/python -m pytest -q -m interface

test-all: test test-slow test-clients test-browser ## run all tests / 全部测试

ui: $(READY) .dagster/dagster.yaml ## start Dagster on http://localhost:3000 (PORT=…) / 打开 Dagster 界面
	@$(BIN)/dagster dev --host 127.0.0.1 --port "$$PORT" --module-name pipeline.definitions

source: $(READY) ## verify raw/ against a copy of the report: TEXT=… REPORT=… / 以报告文本核对
	@$(OWN_TEXT) $(BIN)/python -m pipeline source $(ABOUT) -- verify "$$TEXT"

diff: $(READY) ## report what changed in the data: AGAINST=revision|folder|zip FORMAT=text|markdown|html|json / 数据有何改动
	@$(BIN)/python -m pipeline diff $(ABOUT) --format "$${FORMAT:-text}" -- "$${AGAINST:-HEAD}"

verify: $(READY) ## verify a package: PACKAGE=folder|zip (default: every published one) TEXT=… / 核验数据包
	@each() { $(BIN)/python -m pipeline verify $${TEXT:+--text "$$TEXT"} -- "$$1"; }; \
	  if [ -n "$$PACKAGE" ]; then each "$$PACKAGE"; exit; fi; \
	  status=0; for package in datapackage*/; do each "$$package" || status=1; done; exit $$status

mutate: $(READY) ## inject errors and count those that the rules detect: TEXT=… / 注入错误，统计发现率
	@$(OWN_TEXT) if [ -e "$$TEXT" ]; then set -- --text "$$TEXT"; fi; $(BIN)/python -m pipeline mutate $(ABOUT) "$$@"

lint: $(READY) ## check the style of the code / 检查代码风格
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/zizmor --offline --no-progress --quiet --min-severity medium .github

licences: $(READY) ## list the licences of all dependencies; reject others / 列出依赖的许可证
	@mkdir -p build
	@# axe-playwright-python has a file LICENSE (MIT) and no metadata about it
	@$(BIN)/pip-licenses --from mixed --format markdown --with-urls --output-file build/licences.md --ignore-packages axe-playwright-python \
	  --partial-match --allow-only "$(LICENCES)"

types: $(READY) ## check the types of the code / 检查代码类型
	@$(BIN)/mypy

format: $(READY) ## format the code / 格式化代码
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

docs: $(READY) ## update the generated parts of docs/ / 更新由代码生成的文档
	@$(BIN)/python -m pipeline docs

clients: $(READY) ## run every independent program and update docs/clients*.md / 更新独立程序的对照表
	@$(BIN)/python -m tests.clients

screenshots: $(READY) ## take pictures of the page: build/screenshots / 页面截图
	@$(BIN)/python .ci/screenshots.py build/screenshots

release: $(READY) ## build the package in all formats, and its zip: dist/ (REPORT=…) / 构建含全部格式的发行版
	@$(BIN)/python -m pipeline release $(ABOUT) $(TAGGED)

# a release of a tag, and what it needs, is of one report
bundle: TAGGED := $${GITHUB_REF_NAME:+--tag "$$GITHUB_REF_NAME"}
bundle: release ## write checksums and notes of a release in dist/: REPORT=… or the tag / 生成发行版附带文件
	@$(BIN)/python -m pipeline bundle $(ABOUT) $(TAGGED)

tagged: $(READY) ## check that the tag is the version of the data: GITHUB_REF_NAME=v… / 检查标签与数据版本一致
	@$(BIN)/python -m pipeline tagged -- "$$GITHUB_REF_NAME"

site: release ## build the site from the releases: build/site / 生成站点文件
	@$(BIN)/python -m pipeline site $(ABOUT)

comment: ## write build/review.txt to the comment of the pull request (on GitHub) / 更新合并请求的评论
	@$(PYTHON) .ci/comment.py build/review.txt

github-release: ## publish dist/ as a release of the tag (on GitHub) / 在 GitHub 上发布
	@$(PYTHON) .ci/github_release.py dist

messages: $(READY) ## update the Chinese catalogue from the code / 更新中文译文目录
	@$(BIN)/python .ci/messages.py

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header --no-strip-extras --quiet
lock: $(READY) ## update requirements.lock and deploy/requirements.txt from pyproject.toml (needs uv) / 更新锁定文件
	@$(LOCK) --group dev --output-file requirements.lock
	@$(LOCK) --extra distributed --constraint requirements.lock --output-file deploy/requirements.txt

clean: ## remove the environment, working files and Dagster's history / 清理
	@rm -rf $(VENV) build dist .dagster
