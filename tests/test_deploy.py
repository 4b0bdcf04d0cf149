"""What people deploy: one truth in deploy/, pyproject.toml and docs/scale.md, and each command run or named as not run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from pipeline.defs.raw_files import IN_WORK_VARIABLE
from pipeline.object_store import VARIABLE
from pipeline.paths import ROOT_VARIABLE
from tests.project import CHECKOUT

DEPLOY = CHECKOUT / "deploy"
LOCKS = (DEPLOY / "requirements.txt", CHECKOUT / "requirements.lock")
SCALE = (CHECKOUT / "docs" / "scale.md").read_text(encoding="utf-8")
#: Programs of containers, and the packages that install them.
PROGRAMS = {
    "dagster": "dagster",
    "dagster-daemon": "dagster",
    "dagster-webserver": "dagster-webserver",
}
_QUEUE = "tests/clients/test_library_queue.py"
_LOGS = "tests/clients/test_run_logs.py"
#: The commands of docs/scale.md, and a test that runs each with the arguments of its own folders and ports.
RUN = {
    'PRINTED_FIGURES_IN_WORK="caict-2020" make ui': "tests/browser/serving.py",
    ".venv/bin/python -m pip install --require-hashes -r deploy/requirements.txt": _QUEUE,
    "export DAGSTER_HOME=/srv/dagster PRINTED_FIGURES_IN_WORK=": _QUEUE,
    'export DAGSTER_POSTGRES_URL="postgresql+psycopg2://dagster@/dagster?host=/run/postgresql"': _QUEUE,
    'cp deploy/dagster.yaml "$DAGSTER_HOME"': _QUEUE,
    ".venv/bin/dagster code-server start -h 127.0.0.1 -p 4000 -m pipeline.definitions &": _QUEUE,
    ".venv/bin/dagster-daemon run --grpc-host 127.0.0.1 --grpc-port 4000 &": _QUEUE,
    ".venv/bin/dagster-graphql --grpc-host 127.0.0.1 --grpc-port 4000 --file deploy/publish_all.graphql": _QUEUE,
    'cat deploy/compute_logs.yaml >> "$DAGSTER_HOME/dagster.yaml"': _LOGS,
    "export PRINTED_FIGURES_LOG_BUCKET=library AWS_ENDPOINT_URL_S3=http://… AWS_DEFAULT_REGION=us-east-1": _LOGS,
    'export PRINTED_FIGURES_STORE="s3://library/reports?region=us-east-1&allow_delayed_open=true"': _QUEUE,
    "export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…": _QUEUE,
    ".venv/bin/python -m pipeline pull": _QUEUE,
    ".venv/bin/python -m pipeline catalogue": "tests/package/test_catalogue.py",
}
#: Those that no test runs, and the sentence that states it.
NOT_RUN = {
    "docker compose -f deploy/compose.yaml up": "No test starts these containers.",
    "docker compose -f deploy/compose.yaml exec daemon python -m pipeline pull": "No test starts these containers.",
    "kubectl create secret generic printed-figures --from-env-file=store.env": "None of this was run on a cluster.",
    "kubectl create secret generic printed-figures-postgresql --from-literal=postgresql-password=…": "None of this was run on a cluster.",
    "helm install printed-figures dagster/dagster --version {dagster} -f deploy/helm-values.yaml": "None of this was run on a cluster.",
    "cd catalogue && duckdb -init catalogue.sql": "A test executes the statements and a query in DuckDB's library, not in its command.",
}


def settings(name: str) -> dict[str, Any]:
    """A file of deploy/."""
    return dict(yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8")))


def locked(path: Path) -> dict[str, list[str]]:
    """The packages of a lock: version, condition and hashes of each."""
    text = re.sub(r"^ *#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = [each.split() for each in text.replace("\\\n", " ").splitlines()]
    return {each[0].partition("==")[0]: each for each in entries}


@pytest.fixture
def services() -> dict[str, Any]:
    """The services of the containers."""
    return dict(settings("compose.yaml")["services"])


def test_the_image_has_the_versions_with_which_the_project_is_tested() -> None:
    """Its lock is the dependencies and the extra of pyproject.toml; what both locks have is the same file."""
    image, project = (locked(each) for each in LOCKS)
    assert {name: image[name] for name in image.keys() & project.keys()} == {
        name: project[name] for name in image.keys() & project.keys()
    }
    stated = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*stated["dependencies"], *stated["optional-dependencies"]["distributed"]]
    assert {re.split(r"[<>=]", each)[0] for each in named} <= image.keys()
    development = {"pytest", "mypy", "playwright", "ruff"}
    assert (development & image.keys(), development - project.keys()) == (set(), set())
    assert all(any(part.startswith("--hash=sha256:") for part in each) for each in image.values())


def test_the_parts_of_dagster_are_of_one_release() -> None:
    """0.29.27 belongs to 1.13.27."""
    image = locked(LOCKS[0])
    _, minor, patch = image["dagster"][0].partition("==")[2].split(".")
    parts = {image[f"dagster-{name}"][0] for name in ("aws", "k8s", "postgres")}
    assert {each.partition("==")[2] for each in parts} == {f"0.{int(minor) + 16}.{patch}"}


def test_kubernetes_has_the_queue_of_one_machine() -> None:
    """The chart's own settings of these are off, so that each key is in dagster.yaml once."""
    values, own = settings("helm-values.yaml"), settings("dagster.yaml")
    assert own.pop("storage") == {"postgres": {"postgres_url": {"env": "DAGSTER_POSTGRES_URL"}}}
    assert values["telemetry"] == own.pop("telemetry")
    assert values["additionalInstanceConfig"] == own
    daemon = values["dagsterDaemon"]
    parts = ("runCoordinator", "runMonitoring", "runRetries")
    assert [daemon[part] for part in parts] == [{"enabled": False}] * len(parts)
    logs = values["computeLogManager"]
    kept = settings("compute_logs.yaml")["compute_logs"]
    assert (logs["type"], logs["config"]["s3ComputeLogManager"]) == (kept["class"], kept["config"])


def test_kubernetes_starts_one_image_with_the_secret_of_the_store() -> None:
    """Interface, daemon, code and runs. A run does not mount the claim of the code."""
    values = settings("helm-values.yaml")
    (code,) = values["dagster-user-deployments"]["deployments"]
    parts = [values["dagsterWebserver"], values["dagsterDaemon"], code]
    assert {each["image"]["repository"] for each in parts} == {"printed-figures"}
    assert len({str(each["image"]) for each in parts}) == 1
    runs = values["runLauncher"]["config"]["k8sRunLauncher"]
    assert all(each["envSecrets"] == [{"name": "printed-figures"}] for each in (*parts, runs))
    assert code["includeConfigInLaunchedRuns"] == {"enabled": False}
    assert code["dagsterApiGrpcArgs"] == ["-m", "pipeline.definitions"]
    root = re.search(rf"{ROOT_VARIABLE}=(\S+)", (DEPLOY / "Dockerfile").read_text("utf-8"))
    assert root
    assert [each["mountPath"] for each in code["volumeMounts"]] == [root[1]]


def test_containers_start_the_commands_of_the_document(services: dict[str, Any]) -> None:
    """Their addresses are services of the file, and the programs are in the image."""
    image = locked(LOCKS[0])
    for name in ("code", "interface", "daemon"):
        command = services[name]["command"]
        assert PROGRAMS[command.split()[0]] in image
        for host in re.findall(r"--grpc-host (\S+) --grpc-port 4000", command):
            assert host == "code"
    served = services["code"]["command"].replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - of a container
    assert f".venv/bin/{served} &\n" in SCALE
    started = services["daemon"]["command"].replace("host code", "host 127.0.0.1")
    assert f".venv/bin/{started} &\n" in SCALE


def test_containers_have_the_settings_that_the_program_reads(services: dict[str, Any]) -> None:
    """Each address names a service, and the bucket that the store makes is the one of packages and logs."""
    made = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert f'{IN_WORK_VARIABLE}=""' in made
    files = [DEPLOY / name for name in ("dagster.yaml", "compute_logs.yaml")]
    configured = "".join(each.read_text(encoding="utf-8") for each in files)
    asked = set(re.findall(r"^ +env: (\w+)$", configured, re.MULTILINE))
    assert asked == {"DAGSTER_POSTGRES_URL", "PRINTED_FIGURES_LOG_BUCKET"}
    for name in ("code", "interface", "daemon"):
        given = services[name]["environment"]
        address = urlsplit(given[VARIABLE])
        (endpoint,) = parse_qs(address.query)["endpoint_override"]
        assert given["AWS_ENDPOINT_URL_S3"] == f"http://{endpoint}"
        assert endpoint.partition(":")[0] in services
        bucket = services["store"]["environment"]["S3_BUCKET"]
        assert (address.netloc, given["PRINTED_FIGURES_LOG_BUCKET"]) == (bucket, bucket)
        assert re.split(r"[@/]", given["DAGSTER_POSTGRES_URL"])[-2] in services
        waits = {part: {"condition": "service_healthy"} for part in ("database", "store")}
        assert services[name]["depends_on"] == waits
        keys = services["store"]["environment"].items() - {("S3_BUCKET", bucket)}
        assert keys <= given.items()
        assert asked <= given.keys()


def test_the_image_copies_files_that_exist() -> None:
    """Its dagster.yaml is both files of deploy/."""
    made = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = [part for line in re.findall(r"^COPY (.+)$", made, re.M) for part in line.split()[:-1]]
    assert copied == ["deploy/requirements.txt", "deploy/dagster.yaml", "deploy/compute_logs.yaml", "pipeline"]  # fmt: skip
    assert [each for each in copied if not (CHECKOUT / each).exists()] == []
    assert "cat deploy/dagster.yaml deploy/compute_logs.yaml > /dagster/dagster.yaml" in made


def test_each_command_of_the_document_is_run_or_named_as_not_run() -> None:
    """A new command needs a test, or a sentence that there is none."""
    version = locked(LOCKS[1])["dagster"][0].partition("==")[2]
    not_run = {each.replace("{dagster}", version): NOT_RUN[each] for each in NOT_RUN}
    blocks = re.findall(r"^```sh\n(.*?)^```", SCALE, re.MULTILINE | re.DOTALL)
    assert {line for block in blocks for line in block.splitlines()} == {*RUN, *not_run}
    assert [each for each in not_run.values() if each not in SCALE] == []
    assert [each for each in set(RUN.values()) if not (CHECKOUT / each).is_file()] == []
