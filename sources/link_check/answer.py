"""What came back from an address: plain data, so that it can be judged without the network."""

from dataclasses import dataclass, field
from datetime import datetime

from sources.link_check.text import Measures


@dataclass(frozen=True)
class Answer:
    """What an address answered.

    `status` is None when it gave no answer, and `problem` then says why. `size` in bytes, as far as it was read. `retry_at` (aware, UTC) is the
    moment until which the server asks us to wait. `hops` are the statuses on the way, redirects first.
    """

    address: str
    final_address: str
    status: int | None = None
    media_type: str = ""
    size: int = 0
    measures: Measures | None = None
    problem: str = ""
    forbidden: bool = False
    retry_at: datetime | None = None
    hops: list[int] = field(default_factory=list)
