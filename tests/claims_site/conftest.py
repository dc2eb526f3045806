"""Real clients, real servers: each test gets folders of its own, and nothing it started outlives it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from claims_site.embedded_pg import locks, status, stop
from claims_site.embedded_pg.places import outside

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
CLIENT = """
import json, os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import django
from django.conf import settings
from django.db import Error, connection
home = Path(sys.argv[2])
settings.configure(
    DATABASES={"default": {"ENGINE": "claims_site.pg", "NAME": "claims", "USER": "claims", "CONN_HEALTH_CHECKS": True}},
    EMBEDDED_PG_HOME=home, EMBEDDED_PG_FAST=sys.argv[3] == "fast")
django.setup()
for line in sys.stdin:
    try:
        if line.startswith("!"):
            exec(line[1:])
            answer = "done"
        else:
            connection.close_if_unusable_or_obsolete()
            with connection.cursor() as cursor:
                cursor.execute(line)
                answer = cursor.fetchall() if cursor.description else []
    except Error as error:
        answer = f"{type(error).__name__}: {error}"
    print(json.dumps(answer), flush=True)
"""


@dataclass
class Client:
    """A process that uses the server through Django. SQL in, rows (or the error's text) out; "!…" runs as Python."""

    process: subprocess.Popen[str]

    def send(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def receive(self) -> object:
        return json.loads(self.process.stdout.readline())

    def ask(self, line: str) -> object:
        self.send(line)
        return self.receive()

    def leave(self, number: int | None = None) -> None:
        """End it: by the end of its input, or by a signal."""
        if number is None:
            self.process.stdin.close()
        else:
            self.process.send_signal(number)
        self.process.wait(60)


@dataclass
class Checkout:
    """A folder for servers, and whoever is to use them."""

    folder: Path
    uid: int
    clients: list[Client] = field(default_factory=list)
    homes: set[Path] = field(default_factory=set)
    template: Path | None = None

    def home(self, name: str = "pg", *, fresh: bool = False) -> Path:
        """A folder for a server: with a copy of a cluster that was stopped cleanly, which saves a second, or fresh."""
        home = self.folder / name
        self.homes.add(home)
        if self.template and not fresh:
            home.mkdir()
            os.chown(home, self.uid, -1)
            subprocess.run(["cp", "-a", self.template, home / "data"], check=True)
        return home

    def client(self, home: Path, *, fast: bool = True, uid: int | None = None, env: dict[str, str] | None = None, **more: str) -> Client:
        uid = self.uid if uid is None else uid
        calm = {name: value for name, value in os.environ.items() if not name.startswith("EMBEDDED_PG_")}
        process = subprocess.Popen(
            [sys.executable, "-c", CLIENT, ROOT, home, "fast" if fast else "safe"],
            env={"EMBEDDED_PG_GRACE": "0.5", **(calm if env is None else env), **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd="/",
            **({} if uid == os.geteuid() else {"user": uid, "group": uid, "extra_groups": []}),
        )
        self.clients.append(Client(process))
        return self.clients[-1]

    @staticmethod
    def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
        """Return once `condition` holds; AssertionError if that takes far too long."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.05)

    @staticmethod
    def data(home: Path) -> Path:
        """Where the cluster of `home` is."""
        return Path(status(home)["data"])

    def serving(self, home: Path) -> list[psutil.Process]:
        """The living processes of the server of `home`, the postmaster first."""
        data, found = str(self.data(home)), []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.name().startswith("postgres") and process.cwd() == data:
                    found.append((process.cmdline()[1:3] != ["-D", data], process))
        return [process for _, process in sorted(found, key=lambda pair: pair[0])]

    def supervisor(self, home: Path) -> int:
        """The supervisor's process number."""
        return int(status(home)["supervisor"].removeprefix("process "))

    def wait_for_the_end(self, home: Path) -> None:
        """Return once neither supervisor nor server is left."""
        self.wait_until(lambda: locks.supervisor(home) is None and not self.serving(home))

    def close(self) -> None:
        for client in self.clients:
            if client.process.poll() is None:
                client.leave(signal.SIGKILL)
            client.process.stdin.close()
            client.process.stdout.close()
        for home in self.homes:
            stop(home)
            for process in self.serving(home):
                process.kill()
            if os.geteuid() == 0:
                shutil.rmtree(outside(home), ignore_errors=True)
        shutil.rmtree(self.folder)


def _short_folder() -> Path:
    """A folder whose path is short and open to all (pytest's are neither): in memory, where a cluster is copied six times
    as fast, if there is room for some."""
    memory = Path("/dev/shm")  # noqa: S108 - each test makes a folder of its own there, with a random name
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 2 * 1024**3 else Path("/tmp")  # noqa: S108 - likewise


def _checkout(uid: int, template: Path | None = None) -> Iterator[Checkout]:
    folder = Path(tempfile.mkdtemp(dir=_short_folder(), prefix="epg-"))
    folder.chmod(0o755)
    os.chown(folder, uid, -1)
    made = Checkout(folder, uid, template=template)
    yield made
    made.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The data folder of a cluster that is not running."""
    for made in _checkout(os.geteuid()):
        home = made.home()
        assert made.client(home).ask("SELECT 1") == [[1]]
        stop(home)
        yield made.data(home)


@pytest.fixture
def checkout(cluster: Path) -> Iterator[Checkout]:
    """A folder of ours, for clients that run as we do."""
    yield from _checkout(os.geteuid(), cluster)


@pytest.fixture
def ordinary_user() -> int:
    """The number of an ordinary user other than us: root can be one, if it may enter the folder of our Python."""
    if os.geteuid() != 0:
        pytest.skip("only root can run something as somebody else")
    try:
        subprocess.run([sys.executable, "-c", ""], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", check=True)
    except (PermissionError, subprocess.CalledProcessError):
        pytest.skip(f"an ordinary user may not run {sys.executable}")
    return NOBODY


@pytest.fixture(params=["as we are", "as an ordinary user"])
def anyones_checkout(request: pytest.FixtureRequest) -> Iterator[Checkout]:
    """The same twice: for clients that run as we do, and for clients of an ordinary user."""
    uid = os.geteuid() if request.param == "as we are" else request.getfixturevalue("ordinary_user")
    yield from _checkout(uid)
