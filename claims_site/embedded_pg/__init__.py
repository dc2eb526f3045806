"""A private PostgreSQL for one checkout: started by the first client, stopped when the last one has gone.

The problem: `make run` has to work on a machine without a PostgreSQL, for an ordinary user and for root, and must leave
nothing running behind it, however its processes end. So nobody keeps a list of process numbers. Three locks, dropped by
the kernel when their holders die, say what is true now (all are files in `home`, see `locks.py`):

- `clients.lock`     shared by every process that uses the server, and by what it forks or execs into;
- `start.lock`       exclusive to the client that starts the server, and to the supervisor until the server answers;
- `supervisor.lock`  exclusive to the supervisor, a process of its own that owns the server for as long as it lives.

The supervisor stops the server when nobody has shared `clients.lock` for some seconds. When the supervisor is killed,
the server goes down with it; when the server is killed, the supervisor goes; the next client begins again.

`places.py` says where things lie, `account.py` as whom the server runs, `binaries.py` with which programs, `cluster.py`
makes and starts it, `supervisor.py` minds it, and `client.py` is what the site calls.
There is no TCP port and no password: the socket lies in a folder of mode 0700 that belongs to the server's account.
"""

from .binaries import bindir
from .client import ensure, environment, status, stop
from .places import DATABASE, USER, EmbeddedPostgresError, socket_dir

__all__ = [
    "DATABASE",
    "USER",
    "EmbeddedPostgresError",
    "bindir",
    "ensure",
    "environment",
    "socket_dir",
    "status",
    "stop",
]
