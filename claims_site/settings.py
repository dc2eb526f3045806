"""Settings of the site. Everything that differs between machines comes from the environment; docs/operations.md lists it.

Two modes. The demo (the default) needs nothing: it makes its own secret key and its own PostgreSQL in var/. PRODUCTION=yes refuses to start
on a missing or insecure value and says which.
"""

import secrets
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from claims_site import api_settings, env
from claims_site.embedded_pg import socket_dir

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
TESTING = "pytest" in sys.modules

PRODUCTION = env.flag("PRODUCTION", False)
DEBUG = env.flag("DEBUG", False)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_NAME = "Social Credit Claims"
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")


def _demo_key() -> str:
    """The demo's own key, made once and kept in var/, readable by its owner only."""
    path = VAR / "secret_key"
    VAR.mkdir(exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.text("SECRET_KEY") or ("" if PRODUCTION else _demo_key())
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS", [])

if PRODUCTION:
    faults = [
        (len(SECRET_KEY) < 50, "SECRET_KEY must be set, to 50 characters or more"),
        (DEBUG, "DEBUG must be off"),
        (not env.text("ALLOWED_HOSTS") or "*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the site's own hosts, without *"),
        (not SITE_URL.startswith("https://"), "SITE_URL must be the public address, with https://"),
        (not env.text("DATABASE_URL"), "DATABASE_URL must name a PostgreSQL server"),
    ]
    if found := [what for wrong, what in faults if wrong]:
        raise ImproperlyConfigured("PRODUCTION=yes refuses to start: " + "; ".join(found) + ".")

INSTALLED_APPS = [
    "claims_site.admin.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "import_export",
    "sources",
    "claims",
    "people",
    "claims_site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claims_site.middleware.KnownVersions",  # outside all that follows: what it keeps is finished, compressed and with every header
    "claims_site.middleware.Compressed",
    "csp.middleware.CSPMiddleware",
    "claims_site.middleware.Labelled",
    "claims_site.wellformed.WellFormedQueries",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "claims_site.middleware.PrintablePages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.SecondFactor",
    "claims_site.middleware.SaysWhoChanges",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # asking who reads would make readers’ pages vary by cookie

ROOT_URLCONF = "claims_site.urls"
WSGI_APPLICATION = "claims_site.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims_site.context.site",
            ],
            "builtins": ["claims.templatetags.claims", "claims.templatetags.keeping", "claims.templatetags.ticks", "django.templatetags.static"],
        },
    }
]

# The database: a server named by DATABASE_URL, else a private one in var/, started on the first connection.
EMBEDDED_PG_HOME = VAR / env.text("EMBEDDED_PG_FOLDER", "pg-test" if TESTING else "pg")
EMBEDDED_PG_FAST = TESTING
_PROGRAM = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])[:63]  # as "manage.py load_corpus": the history of a row names it
_CONNECTION = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if url := env.text("DATABASE_URL"):
    pooled = env.flag("DATABASE_POOLED", False)
    DATABASES = {"default": {**dj_database_url.parse(url, disable_server_side_cursors=pooled), **_CONNECTION}}
    if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must be a postgres:// address: the site runs on PostgreSQL only.")
else:
    DATABASES = {
        "default": {"ENGINE": "claims_site.pg", "NAME": "claims", "USER": "claims", "HOST": str(socket_dir(EMBEDDED_PG_HOME)), **_CONNECTION}
    }
DATABASES["default"]["OPTIONS"] = {"application_name": _PROGRAM, **DATABASES["default"].get("OPTIONS", {})}
if name := env.text("DATABASE_NAME"):  # another database on the same server: the browser tests use it
    DATABASES["default"]["NAME"] = name

# Shared by all processes, so that a limit is one limit; `manage.py createcachetable` makes the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}

FINISHED_ANSWERS = 0 if TESTING else 16_000_000  # bytes of finished answers that each worker keeps (claims_site/finished.py)

REST_FRAMEWORK = api_settings.REST_FRAMEWORK
SPECTACULAR_SETTINGS = {"TITLE": SITE_NAME, **api_settings.DESCRIPTION}

AUTHENTICATION_BACKENDS = ["people.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in (people/, django-allauth). Wrong passwords and codes are counted in the shared cache: 10 a minute an address, 5 in 5 minutes an account.
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "admin:index"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER, MFA_ADAPTER = "people.adapters.AccountAdapter", "people.adapters.FactorAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"username"}, ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY", False) else 0
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account comes from an invitation; an address is for resetting the password only
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE = SITE_NAME, 1
MFA_FORMS = {
    "activate_totp": "people.forms.ActivateApp",
    "add_webauthn": "people.forms.AddPasskey",
    "login_webauthn": "people.forms.SignInWithPasskey",
    "authenticate_webauthn": "people.forms.ShowPasskey",
    "reauthenticate_webauthn": "people.forms.ShowPasskeyAgain",
}

# Without EMAIL_HOST mail is printed to the server's log.
EMAIL_HOST, EMAIL_PORT = env.text("EMAIL_HOST"), env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("EMAIL_USER"), env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS, EMAIL_TIMEOUT = env.flag("EMAIL_TLS", True), 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "webmaster@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / ("static-test" if TESTING else "static")  # a collectstatic beside a test run must not disturb it
DUMP_FOLDER = Path(env.text("DUMP_FOLDER", str(VAR / ("dump-test" if TESTING else "dump"))))  # what /data/ serves; `manage.py dump_data` fills it
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Readers' pages run under this policy; the admin adds inline styles, which its date widgets need (claims_site/admin.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if env.flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_HANDLERS = [
    "claims_site.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
}
