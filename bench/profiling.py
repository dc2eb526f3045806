"""Where the time of one page goes: SQL, templates, the rest of Python."""

import cProfile
import io
import pstats
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.template import Template
from django.test import Client

from bench.driving import Unusable

TIMES = 20


@dataclass
class _Clock:
    """Seconds spent inside something that may call itself."""

    seconds: float = 0
    deep: int = 0
    slowest: dict[str, list[float]] = field(default_factory=dict)

    def around(self, what, *args, name: str = ""):
        self.deep += 1
        began = time.perf_counter()
        try:
            return what(*args)
        finally:
            self.deep -= 1
            spent = time.perf_counter() - began
            if not self.deep:
                self.seconds += spent
            if name:
                self.slowest.setdefault(name, []).append(spent)


def profile(path: str) -> str:
    """Ask for `path` in this process, over and over, and tell where the time went. Raises Unusable when it does not answer 200."""
    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    for _ in range(3):  # the first ones load what later ones find loaded
        status = client.get(path).status_code
    if status != 200:
        raise Unusable(f"{path} answered {status}.")
    sql, templates, whole, both = _Clock(), _Clock(), _Clock(), _Clock()

    def timed(execute, query, *rest):
        if templates.deep:
            return both.around(lambda: sql.around(execute, query, *rest, name=query))
        return sql.around(execute, query, *rest, name=query)

    render = Template.render
    Template.render = lambda template, context: templates.around(render, template, context)
    try:
        with connection.execute_wrapper(timed):
            for _ in range(TIMES):
                whole.around(client.get, path)
    finally:
        Template.render = render
    templates.seconds -= both.seconds
    return "\n".join([*_shares(path, whole, sql, templates), "", *_queries(sql), "", _functions(client, path)])


def _shares(path: str, whole: _Clock, sql: _Clock, templates: _Clock) -> list[str]:
    each = {"all": whole.seconds, "SQL": sql.seconds, "templates": templates.seconds}
    each["other Python"] = whole.seconds - sql.seconds - templates.seconds
    lines = [f"{path}, mean of {TIMES} (in one process, without HTTP; queries that a template sets off count as SQL):"]
    return lines + [f"  {name:<13}{1000 * seconds / TIMES:8.2f} ms {100 * seconds / whole.seconds:5.0f} %" for name, seconds in each.items()]


def _queries(sql: _Clock) -> list[str]:
    """Each query, the slowest first."""
    spent = sorted(sql.slowest.items(), key=lambda item: -sum(item[1]))
    lines = [f"{sum(map(len, sql.slowest.values())) / TIMES:g} queries, milliseconds of each for one page:"]
    return lines + [f"  {1000 * sum(times) / TIMES:7.2f}  {len(times) / TIMES:g} ×  {query[:160]}" for query, times in spent]


def _functions(client: Client, path: str) -> str:
    """The functions that took most, by Python's profiler, which makes all of them slower."""
    profiler, out = cProfile.Profile(), io.StringIO()
    profiler.enable()
    for _ in range(TIMES):
        client.get(path)
    profiler.disable()
    pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime").print_stats(20)
    return out.getvalue()
