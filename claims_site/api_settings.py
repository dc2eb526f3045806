"""Settings of the API: how it answers (Django REST framework), and its description of itself (OpenAPI, drf-spectacular)."""

from claims_site import env

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.throttle.PerAddress"],
    "DEFAULT_THROTTLE_RATES": {"anon": env.text("API_RATE", "120/minute")},
    "EXCEPTION_HANDLER": "claims.api.errors.problem",
    "NUM_PROXIES": 1 if env.flag("BEHIND_PROXY", False) else 0,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
DESCRIPTION = {
    "DESCRIPTION": "Claims about China’s social credit system, each with its verdict and the evidence for it, source by source. Read-only.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "LICENSE": {"name": "CC BY 4.0 (quotations of others excepted)", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "DISABLE_ERRORS_AND_WARNINGS": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "VerdictName": "claims.verdicts.Verdict",
        "Stance": "claims.verdicts.Stance",
        "System": "claims.verdicts.System",
        "SourceKind": "sources.models.Kind",
        "LinkCertainty": "sources.models.Link",
        "HowRead": "sources.models.Read",
        "SourceStanding": "sources.models.Standing",
        "Change": "claims.models.Change",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_AUTHENTICATION": [],
}
