"""The private server in good times: wherever it lies, whoever uses it, there for its clients and gone after them."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from psutil import Process, virtual_memory

from claims_site.embedded_pg import environment, socket_dir, status, stop

ROOT = Path(__file__).resolve().parents[2]
TRIGRAMS = "CREATE EXTENSION IF NOT EXISTS pg_trgm; SELECT cardinality(show_trgm('社会信用体系')), lower('ÆØÅ')"
AWKWARD = ['it\'s a "社会信用"', "$HOME `id` \\ ,;*", "long/" + "long-name-" * 20]


def command_line(*arguments, **env):
    return subprocess.run(
        [sys.executable, "-m", "claims_site.embedded_pg", *arguments],
        cwd=ROOT,
        env={**os.environ, "EMBEDDED_PG_GRACE": "0.5", **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", AWKWARD)
def test_starts_in_any_folder_and_knows_chinese_letters(checkout, name):
    home = checkout.home(name, fresh=True)

    client = checkout.client(home)

    assert client.ask(TRIGRAMS) == [[7, "æøå"]]
    assert client.ask("SELECT current_user, current_database()") == [["claims", "claims"]]


def test_serves_an_ordinary_user_and_root_and_ends_after_its_last_client(anyones_checkout):
    home = anyones_checkout.home()
    first, second = anyones_checkout.client(home), anyones_checkout.client(home)
    assert first.ask("CREATE TABLE note AS SELECT 1 AS n") == []

    first.leave()

    assert second.ask("SELECT n FROM note") == [[1]]
    second.leave()
    anyones_checkout.wait_for_the_end(home)
    assert anyones_checkout.client(home).ask("SELECT n FROM note") == [[1]]


def test_runs_unprivileged_behind_a_closed_folder(checkout):
    home = checkout.home()
    client = checkout.client(home)
    client.ask("SELECT 1")

    server = checkout.serving(home)[0]

    assert server.uids().real != 0
    assert oct(checkout.data(home).stat().st_mode)[-3:] == "700"
    assert oct(socket_dir(home).stat().st_mode)[-3:] == "700"
    assert client.ask("SHOW listen_addresses") == [[""]]
    assert client.ask("SHOW max_connections") == [["100"]]


def test_takes_an_eighth_of_the_memory_within_bounds(checkout):
    client = checkout.client(checkout.home())

    [[blocks]] = client.ask("SELECT setting::int FROM pg_settings WHERE name = 'shared_buffers'")

    assert blocks // 128 == min(max(virtual_memory().total // 8_000_000, 128), 3_000)


@pytest.mark.parametrize("env", [{}, {"LANG": "xx_YY.UTF-8", "LC_ALL": "nonsense"}], ids=["empty", "broken locale"])
def test_needs_nothing_from_the_environment(checkout, env):
    assert checkout.client(checkout.home("环境", fresh=True), env=env).ask(TRIGRAMS) == [[7, "æøå"]]


def test_many_processes_starting_at_once_share_one_server(checkout):
    home = checkout.home(fresh=True)
    clients = [checkout.client(home) for _ in range(6)]

    for client in clients:
        client.send("SELECT pg_postmaster_start_time()::text")

    assert len({str(client.receive()) for client in clients}) == 1
    assert home.joinpath("postgres.log").read_text().count("starting PostgreSQL") == 1


def test_many_threads_starting_at_once_share_one_server(checkout):
    home = checkout.home()
    client = checkout.client(home)
    client.ask("!from claims_site.embedded_pg import ensure; from concurrent.futures import ThreadPoolExecutor as Pool")

    assert client.ask("!list(Pool(8).map(lambda _: ensure(home, fast=True), range(8)))") == "done"

    assert home.joinpath("postgres.log").read_text().count("starting PostgreSQL") == 1


SLEEP = "os.execvp('sleep', ['sleep', '600'])"


@pytest.mark.parametrize("deed", [SLEEP, f"os.fork() and os._exit(0); {SLEEP}"], ids=["exec", "fork and exec"])
def test_what_a_client_forks_or_execs_into_keeps_the_server_up(checkout, deed):
    home = checkout.home()
    client = checkout.client(home)
    client.ask("SELECT 1")

    client.send("!" + deed)

    checkout.wait_until(lambda: client.process.poll() is not None or Process(client.process.pid).name() == "sleep")
    with open(home / "clients.lock") as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert status(home)["state"] == "running"
    os.killpg(client.process.pid, signal.SIGKILL)
    checkout.wait_for_the_end(home)


def test_knowing_the_socket_folder_creates_nothing(checkout):
    home = checkout.home(fresh=True)

    found = socket_dir(home)

    assert found.is_absolute()
    assert not home.exists()
    checkout.client(home).ask("SELECT 1")
    assert socket_dir(home) == found


def test_two_checkouts_run_side_by_side_one_fast_one_safe(checkout):
    fast, safe = checkout.client(checkout.home("fast"), fast=True), checkout.client(checkout.home("safe"), fast=False)

    assert fast.ask("CREATE TABLE mine AS SELECT 1 AS n") == []

    assert "does not exist" in str(safe.ask("SELECT n FROM mine"))
    assert fast.ask("SELECT n, current_setting('fsync') FROM mine") == [[1, "off"]]
    assert safe.ask("SHOW fsync") == [["on"]]


def test_parallel_queries_need_no_shared_memory_file_system(checkout):
    client = checkout.client(checkout.home())
    client.ask("CREATE TABLE big AS SELECT n, n % 1000 AS m FROM generate_series(1, 300000) n; ANALYZE big")
    client.ask("SET debug_parallel_query = on; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0")
    client.ask("SET min_parallel_table_scan_size = 0; SET enable_mergejoin = off; SET enable_nestloop = off")

    plan = client.ask("EXPLAIN (ANALYZE) SELECT count(*) FROM big a JOIN big b USING (n)")

    assert "Workers Launched" in str(plan)
    assert client.ask("SHOW dynamic_shared_memory_type") == [["mmap"]]
    assert client.ask("SELECT count(*) FROM big a JOIN big b USING (n)") == [[300000]]


def test_people_can_look_stop_and_run_programs(checkout):
    home = checkout.home()
    assert command_line("status", str(home)).returncode == 3

    counted = command_line("run", str(home), "psql", "-Atc", "SELECT 6 * 7")

    assert counted.stdout == "42\n", counted.stderr
    client = checkout.client(home)
    client.ask("SELECT 1")
    assert command_line("status", str(home)).returncode == 0
    assert command_line("stop", str(home)).stdout == "stopped\n"
    assert not checkout.serving(home)
    assert "database system is shut down" in home.joinpath("postgres.log").read_text()
    assert client.ask("SELECT 1") == [[1]]


def test_stopping_what_does_not_run_says_so(checkout):
    assert stop(checkout.home()) is False


def test_dbshell_and_pg_dump_find_their_server(checkout):
    home = checkout.home()
    client = checkout.client(home)

    shell = "from django.core.management import call_command; call_command('dbshell', '--', '-qc', 'CREATE TABLE s()')"
    assert client.ask("!" + shell) == "done"
    assert client.ask("SELECT count(*) FROM s") == [[0]]

    ran = subprocess.run(["pg_dump"], env=environment(home), capture_output=True, text=True, check=True)

    assert "CREATE TABLE public.s" in ran.stdout
