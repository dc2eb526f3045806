"""What tests of lists share."""

import re
from datetime import timedelta

from tests.factories import NOON, published


def many(number: int, **fields) -> list:
    return [published(at=NOON + timedelta(minutes=n), statement=f"Statement {n}.", **fields).claim for n in range(number)]


def headings(response) -> list[str]:
    return re.findall(r"<h3><a [^>]*>“(.*?)”</a></h3>", re.sub("</?mark>", "", response.content.decode()))
