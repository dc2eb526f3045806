"""Where the files of a server lie. Computed from what is on the disk; nothing here starts or creates a server.

    home/                clients.lock start.lock supervisor.lock postgres.log supervisor.log     (whoever runs the site)
    base/data/           the cluster                                                  (the server's account, mode 0700)
    base/run/            the socket; a short folder under /tmp where this path does not suit     (the same)

`base` is `home`, except for root when the unprivileged account cannot reach `home` (a checkout in /root, say). Then it
is `/var/lib/social-credit-claims-<hash>/<name of home>`: the outer folder is root's and can be passed but not listed
(0711), the inner one is the account's alone (0700). Nobody's existing folder gets another mode.
"""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from .account import Account, can_pass, owner

DATABASE = USER = "claims"
NAME = "social-credit-claims"
LIBRARY = Path("/var/lib")
TEMPORARY = Path("/tmp")  # not $TMPDIR: every client must find the same folder, whatever its environment
# A socket's path may have 103 bytes, of which "/.s.PGSQL.5432" takes 14; libpq reads a comma in it as a second host.
SUITS_A_SOCKET = re.compile(rb"[\w./ +=@-]{1,85}", re.ASCII)


class EmbeddedPostgresError(RuntimeError):
    """The private server cannot be had; the message says why and what to do."""


@dataclass(frozen=True)
class Places:
    """The folders of one server."""

    home: Path
    base: Path

    @property
    def data(self) -> Path:
        """The cluster's data folder."""
        return self.base / "data"

    @property
    def sockets(self) -> Path:
        """The folder of the Unix socket."""
        beside = self.base / "run"
        if SUITS_A_SOCKET.fullmatch(os.fsencode(beside)):
            return beside
        return TEMPORARY / f"{NAME}-{os.geteuid()}-{_tag(self.home)}"

    @property
    def log(self) -> Path:
        """What PostgreSQL writes."""
        return self.home / "postgres.log"

    @property
    def supervisor_log(self) -> Path:
        """What the supervisor writes, a traceback if it fails."""
        return self.home / "supervisor.log"


def places(home: Path) -> Places:
    """Give the folders of the server of `home`, the same before and after it was created."""
    home = home.resolve()
    if os.geteuid() != 0 or (home / "data").exists():
        return Places(home, home)
    elsewhere = outside(home) / home.name
    if (elsewhere / "data").exists() or not can_pass(None, home):
        return Places(home, elsewhere)
    return Places(home, home)


def socket_dir(home: Path) -> Path:
    """Give the folder of the Unix socket, for Django's HOST, without starting or creating anything."""
    return places(home).sockets


def outside(home: Path) -> Path:
    """Give root's folder for this checkout outside the checkout, under /var/lib or else /tmp; it need not exist yet."""
    candidates = [parent / f"{NAME}-{_tag(home.resolve().parent)}" for parent in (LIBRARY, TEMPORARY)]
    usable = [folder for folder in candidates if _is_roots(folder)]
    usable += [folder for folder in candidates if os.access(folder.parent, os.W_OK | os.X_OK)]
    return (usable or candidates)[0]


def make_outside(home: Path) -> Path:
    """Create `outside(home)` if it is missing and give it; EmbeddedPostgresError if something else lies there."""
    folder = outside(home)
    try:
        folder.mkdir(mode=0o711)
        folder.chmod(0o711)  # the umask may have narrowed it
    except FileExistsError:
        pass
    except OSError as error:
        raise EmbeddedPostgresError(f"{folder} cannot be created: {error.strerror}") from error
    if not _is_roots(folder):
        raise EmbeddedPostgresError(f"{folder} is not a folder of root's own: move it away")
    return folder


def make_home(home: Path) -> None:
    """Create `home` and what is missing above it, passable for the server's account whatever the umask (folders that
    exist keep their mode). EmbeddedPostgresError if that is not allowed."""
    try:
        missing = [folder for folder in (home, *home.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            if os.geteuid() == 0:
                folder.chmod(0o755)
    except OSError as error:
        raise EmbeddedPostgresError(f"{home} cannot be created: {error.strerror}") from error


def private_folder(folder: Path, account: Account) -> None:
    """Make sure that `folder` exists, belongs to `account` and is closed to others (0700); else EmbeddedPostgresError.

    A folder that somebody else made is refused, not taken over: in /tmp it might be a trap.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError as error:
        raise EmbeddedPostgresError(f"{folder} cannot be created: {error.strerror}") from error
    found = folder.lstat()
    if os.geteuid() == 0 == found.st_uid and stat.S_ISDIR(found.st_mode):  # just made, here or before a crash
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
        found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
        raise EmbeddedPostgresError(f"{folder} is not a private folder of {account}: move it away")


def owner_of_cluster(where: Places) -> Account | None:
    """Give the account that an existing cluster belongs to, or None if there is none yet."""
    return owner(where.data) if where.data.exists() else None


def _is_roots(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and not found.st_mode & 0o022


def _tag(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
