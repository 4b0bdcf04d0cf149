"""A real object store with the interface of S3: OpenStack Swift, one process for each of its four servers."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from pipeline.object_store import VARIABLE
from tests.clients.environments import python_program

HOST = "127.0.0.1"
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "library:reports",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_SERVERS = ("account", "container", "object")
_HASH = "[swift-hash]\nswift_hash_path_suffix = library\n"
_DEFAULT = """[DEFAULT]
bind_ip = {host}
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}
devices = {folder}
mount_check = false
log_address = /nonexistent
"""
_STORAGE = """[pipeline:main]
pipeline = {name}-server
[app:{name}-server]
use = egg:swift#{name}
"""
_PROXY = """[pipeline:main]
pipeline = catch_errors healthcheck listing_formats s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_library_reports = secret .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
"""


def free_port() -> str:
    """A port that nothing listens to."""
    with socket.socket() as made:
        made.bind((HOST, 0))
        return str(made.getsockname()[1])


def _configured(folder: Path, bin_: Path) -> str:
    """Write the configuration and the rings of one disk; return the port of the proxy."""
    (folder / "disk").mkdir(parents=True)
    (folder / "swift.conf").write_text(_HASH, encoding="utf-8")
    for name in ("proxy", *_SERVERS):
        port = free_port()
        user = pwd.getpwuid(os.getuid()).pw_name
        text = _DEFAULT.format(host=HOST, port=port, user=user, folder=folder)
        text += _PROXY if name == "proxy" else _STORAGE.format(name=name)
        (folder / f"{name}.conf").write_text(text, encoding="utf-8")
        if name == "proxy":
            proxy = port
            continue
        builder = folder / f"{name}.builder"
        for arguments in (
            ("create", "4", "1", "0"),
            ("add", f"r1z1-{HOST}:{port}/disk", "1"),
            ("rebalance",),
        ):
            command = [bin_ / "python", bin_ / "swift-ring-builder", builder, *arguments]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return proxy


@dataclass
class Store:
    """A running store: the settings under which a program reaches it, and how its front is taken away."""

    settings: dict[str, str]
    front: Callable[[], subprocess.Popen[bytes]]
    proxy: subprocess.Popen[bytes]

    def refuse(self) -> None:
        """Accept no connection any more."""
        self.proxy.kill()
        self.proxy.wait()

    def accept(self) -> None:
        """Start again with the same disk."""
        self.proxy = self.front()


@contextmanager
def store(folder: Path) -> Iterator[Store]:
    """Run the store below a folder."""
    bin_ = python_program("swift").parent
    port = _configured(folder, bin_)

    def started(name: str) -> subprocess.Popen[bytes]:
        command = [bin_ / "python", bin_ / f"swift-{name}-server", folder / f"{name}.conf"]
        with (folder / f"{name}.log").open("a", encoding="utf-8") as log:
            return subprocess.Popen(command, stdout=log, stderr=log)

    with ExitStack() as running:
        for name in _SERVERS:
            server = started(name)
            running.callback(server.wait)
            running.callback(server.kill)
        made = Store({}, lambda: started("proxy"), started("proxy"))
        running.callback(made.refuse)
        _wait(f"http://{HOST}:{port}/healthcheck")
        address = f"s3://library/reports?endpoint_override={HOST}:{port}&scheme=http&region=us-east-1&allow_delayed_open=true"
        made.settings |= {**ACCOUNT, VARIABLE: address}
        creating = f"{address}&allow_bucket_creation=true"
        code = f"from pyarrow.fs import FileSystem as F; F.from_uri({creating!r})[0].create_dir('library')"
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **made.settings}, check=True
        )
        yield made


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - of this machine
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
