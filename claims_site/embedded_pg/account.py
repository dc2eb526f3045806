"""As whom the server runs: PostgreSQL refuses root, so root lends it an unprivileged account."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN_NAME = "claims_pg"
SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"  # PATH may be unset
MAKERS = (
    ("useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", OWN_NAME),
    ("adduser", "-S", "-D", "-H", "-h", "/nonexistent", "-s", "/sbin/nologin", OWN_NAME),  # busybox
)


@dataclass(frozen=True)
class Account:
    """A user and group of this machine."""

    uid: int
    gid: int

    def __str__(self) -> str:
        try:
            return f"the account {pwd.getpwuid(self.uid).pw_name}"
        except KeyError:
            return f"the account number {self.uid}"

    @property
    def process(self) -> dict[str, Any]:
        """Arguments that make `subprocess` run a program as this account; none when that is who we are."""
        return {} if self.uid == os.geteuid() else {"user": self.uid, "group": self.gid, "extra_groups": []}


def ourselves() -> Account:
    """Give the account of this process."""
    return Account(os.geteuid(), os.getegid())


def owner(path: Path) -> Account:
    """Give the account that `path` belongs to (links are not followed); OSError if there is no such path."""
    found = path.lstat()
    return Account(found.st_uid, found.st_gid)


def unprivileged() -> Account:
    """Give an account for root to lend: $EMBEDDED_PG_USER, or `claims_pg`, made if need be, or postgres, or nobody.

    KeyError if $EMBEDDED_PG_USER names nobody, or if the machine knows none of these.
    """
    if wanted := os.environ.get("EMBEDDED_PG_USER"):
        return _named(wanted)
    if not _exists(OWN_NAME):
        _make()
    return _named(next((name for name in (OWN_NAME, "postgres") if _exists(name)), "nobody"))


def can_pass(account: Account | None, folder: Path) -> bool:
    """Say whether `account` (None: an account that owns nothing) may go through `folder` and all above it.

    Judged by the mode bits of what exists; what is missing is ours to make.
    """
    for place in (folder, *folder.parents):
        if not place.exists():
            continue
        found = place.stat()
        if account and found.st_uid == account.uid:
            needed = 0o100
        elif account and found.st_gid == account.gid:
            needed = 0o010
        else:
            needed = 0o001
        if not found.st_mode & needed:
            return False
    return True


def _named(name: str) -> Account:
    found = pwd.getpwnam(name)
    return Account(found.pw_uid, found.pw_gid)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _make() -> None:
    for program, *arguments in MAKERS:
        if found := shutil.which(program, path=SYSTEM_PATH):
            # It may fail: /etc is read-only, or another start was quicker. What counts is whether there is one now.
            subprocess.run([found, *arguments], capture_output=True, check=False, cwd="/")
            return
