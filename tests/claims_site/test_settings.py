"""The settings, each time read anew in a process of their own: production refuses insecure values, the demo needs none."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SECURE = {
    "PRODUCTION": "yes",
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "claims.example.org",
    "SITE_URL": "https://claims.example.org/",
    "DATABASE_URL": "postgres://claims:x@db.example.org/claims",
}
READ = "import json, sys; from claims_site import settings; print(json.dumps([getattr(settings, name) for name in sys.argv[1:]], default=str))"


def read(names: list[str], **environment: str) -> subprocess.CompletedProcess:
    """A new process that reads the settings under `environment` alone and prints those of `names`."""
    return subprocess.run(
        [sys.executable, "-c", READ, *names],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set, to 50 characters or more"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set, to 50 characters or more"),
        ({"DEBUG": "yes"}, "DEBUG must be off"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the site's own hosts, without *"),
        ({"ALLOWED_HOSTS": "a.example.org,*"}, "ALLOWED_HOSTS must name the site's own hosts, without *"),
        ({"SITE_URL": "http://claims.example.org"}, "SITE_URL must be the public address, with https://"),
        ({"DATABASE_URL": ""}, "DATABASE_URL must name a PostgreSQL server"),
        ({"DATABASE_URL": "sqlite:///x"}, "DATABASE_URL must be a postgres:// address: the site runs on PostgreSQL only."),
        ({"DEBUG": "perhaps"}, "DEBUG='perhaps' is not understood: set it to yes or no, or leave it out."),
        ({"PRODUCTION": "prod"}, "PRODUCTION='prod' is not understood: set it to yes or no, or leave it out."),
    ],
)
def test_production_refuses_an_insecure_value_and_says_which(change, message):
    refused = read(["DEBUG"], **SECURE | change)

    assert refused.returncode == 1
    assert "ImproperlyConfigured" in refused.stderr
    assert message in refused.stderr
    assert refused.stdout == ""


def test_production_names_all_faults_at_once():
    refused = read(["DEBUG"], PRODUCTION="yes", DEBUG="yes")

    assert refused.stderr.strip().endswith(
        "PRODUCTION=yes refuses to start: SECRET_KEY must be set, to 50 characters or more; DEBUG must be off; "
        "ALLOWED_HOSTS must name the site's own hosts, without *; SITE_URL must be the public address, with https://; "
        "DATABASE_URL must name a PostgreSQL server."
    )


def test_production_is_served_over_https_only():
    names = [
        "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "DEBUG",
        "SITE_URL", "ALLOWED_HOSTS", "SECRET_KEY",
    ]  # fmt: skip

    shown = json.loads(read(names, **SECURE).stdout)

    assert shown == [True, True, True, 31_536_000, True, False, "https://claims.example.org", ["claims.example.org"], "k" * 50]


def test_a_proxy_header_is_believed_only_when_there_is_a_proxy():
    behind = read(["SECURE_PROXY_SSL_HEADER"], **SECURE, BEHIND_PROXY="yes")
    alone = read(["SECURE_PROXY_SSL_HEADER"], **SECURE)

    assert json.loads(behind.stdout) == [["HTTP_X_FORWARDED_PROTO", "https"]]
    assert "AttributeError" in alone.stderr


def test_the_demo_needs_no_environment_and_keeps_its_own_key_to_itself():
    first = json.loads(read(["SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "SITE_URL"]).stdout)
    second = json.loads(read(["SECRET_KEY"]).stdout)

    assert len(first[0]) >= 50
    assert first[1:] == [False, ["localhost", "127.0.0.1", "[::1]"], "http://127.0.0.1:8000"]
    assert second == first[:1]
    assert (settings.VAR / "secret_key").stat().st_mode & 0o777 == 0o600


def test_another_server_and_another_database_can_be_named():
    shown = read(["DATABASES"], DATABASE_URL="postgres://me:pw@db.example.org:5433/claims", DATABASE_NAME="claims_copy")

    database = json.loads(shown.stdout)[0]["default"]

    assert (database["ENGINE"], database["HOST"], database["PORT"]) == ("django.db.backends.postgresql", "db.example.org", 5433)
    assert database["NAME"] == "claims_copy"


@pytest.mark.parametrize(("pooled", "kept"), [("yes", True), ("no", False)])
def test_behind_a_pool_nothing_is_kept_on_a_connection(pooled, kept):
    shown = read(["DATABASES"], DATABASE_URL="postgres://me:pw@db.example.org/claims", DATABASE_POOLED=pooled)

    assert json.loads(shown.stdout)[0]["default"]["DISABLE_SERVER_SIDE_CURSORS"] is kept


def test_the_private_server_is_the_default():
    database = json.loads(read(["DATABASES"]).stdout)[0]["default"]

    assert (database["ENGINE"], database["NAME"]) == ("claims_site.pg", "claims")
