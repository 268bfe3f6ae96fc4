"""Settings, read from the environment (docs/reference/environment-variables.md); safe unless
told otherwise.
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from motcua.config import env, logs

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("MOTCUA_VAR", str(BASE_DIR / "var")))

DEMO = env.boolean("MOTCUA_DEMO")
DEBUG = env.boolean("MOTCUA_DEBUG")
if DEMO:
    env.need("DATABASE_URL")
else:
    env.need("SECRET_KEY", "DATABASE_URL", "SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL")

SECRET_KEY = env.text("SECRET_KEY", "demo-only-not-a-secret-" * 3 if DEMO else None)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]", "testserver") if DEMO else ()
)
SITE_URL = env.text("SITE_URL", "http://localhost:8000" if DEMO else None).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", (SITE_URL,))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "motcua.config",
    "motcua.audit",
    "motcua.places",
    "motcua.accounts",
    "motcua.files",
    "motcua.papers",
    "motcua.eforms",
    "motcua.notifications",
    "motcua.catalogue",
    "motcua.dossiers",
    "motcua.public",
    *(["motcua.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "motcua.config.tracing.RequestIdMiddleware",
    "motcua.config.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.config.compression.CompressedPagesMiddleware",
    "motcua.config.middleware.ContentPolicyMiddleware",
    "motcua.config.middleware.NotStoredMiddleware",
    "motcua.public.caching.OneLanguagePerAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "motcua.config.requests.ReadableRequestMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.config.guards.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.config.guards.StaffGuard",
    "motcua.config.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "motcua.config.spoken.SpokenTemplates",
        "NAME": "jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "motcua.config.jinja.environment",
            "context_processors": [],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FORM_RENDERER = "motcua.config.forms.ComponentRenderer"

DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["motcua.config.sessions.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "public:dossiers"  # where a draft waits to be sent
ACCOUNT_HOME = "public:account"

ACCOUNT_ADAPTER = "motcua.accounts.actions.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "motcua.public.forms.signing.SignIn",
    "signup": "motcua.public.forms.signing.SignUp",
    "change_password": "motcua.public.forms.signing.ChangePassword",
    "set_password": "motcua.public.forms.signing.SetPassword",
    "reset_password_from_key": "motcua.public.forms.signing.ResetPassword",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up: back to the draft
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {  # beside the library's own
    "look_up": "20/10m/ip",  # wrong pairs only
    "own_data": "6/h/user",  # each reads everything held about a person
    "close_account": "10/h/user",  # wrong passwords only
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https://") else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.boolean("BEHIND_PROXY") else 0
MFA_ADAPTER = "motcua.accounts.actions.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_ISSUER = "Một Cửa"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = False
STAFF_HOME = "/mot-cua/"
STAFF_SECOND_FACTOR = not DEMO
MESSAGE_DAYS_AFTER_END = env.integer("MOTCUA_MESSAGE_DAYS_AFTER_END", 30)
MATTER_DAYS = env.integer("MOTCUA_MATTER_DAYS", 365)
ALERT_DAYS_BEFORE = env.integer("MOTCUA_ALERT_DAYS_BEFORE", 1)
APOLOGY_DAYS_BEFORE = env.integer("MOTCUA_APOLOGY_DAYS_BEFORE", 1)
STAFF_IDLE_MINUTES = env.integer("MOTCUA_STAFF_IDLE_MINUTES", 15)

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/tinh/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "assets"]
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MOTCUA_FILES_DIR = Path(env.text("MOTCUA_FILES_DIR", str(VAR_DIR / "files")))
MOTCUA_X_ACCEL = env.text("MOTCUA_X_ACCEL", "")  # nginx's internal address of MOTCUA_FILES_DIR
CLAMD_ADDRESS = env.text(
    "CLAMD_ADDRESS", ""
)  # host:port or unix:/path; set, nothing unscanned is shown
if S3_BUCKET := env.text("S3_BUCKET", ""):
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.text("S3_ENDPOINT", "") or None,
            "region_name": env.text("S3_REGION", "") or None,
            "access_key": env.text("S3_ACCESS_KEY", "") or None,
            "secret_key": env.text("S3_SECRET_KEY", "") or None,
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": False,
        },
    }
else:
    STORAGES["private"] = {
        "BACKEND": "motcua.files.providers.disk.DurableStorage",
        "OPTIONS": {"location": MOTCUA_FILES_DIR},
    }

SESSION_ENGINE = "motcua.config.sessions"
SESSION_COOKIE_NAME = "mc_phien"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
CSRF_COOKIE_NAME = "mc_csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SITE_URL.startswith("https://") else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY") else None
)
X_FRAME_OPTIONS = "DENY"
# A field of 10 MB is cut and told to its page, not met with a page that knows nothing of the form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a hundred children with all their papers
CSRF_FAILURE_VIEW = "motcua.public.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

LOGGING = logs.configure(readable=DEMO or DEBUG)

METRICS_TOKEN = env.text("MOTCUA_METRICS_TOKEN", "")
METRICS_ADDRESSES = env.words("MOTCUA_METRICS_ADDRESSES")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
JOBS_POLL_SECONDS = env.integer("MOTCUA_JOBS_POLL_SECONDS", 5)
JOBS_STALLED_AFTER = env.integer("MOTCUA_JOBS_STALLED_AFTER", 30)

EMAIL_BACKEND = "motcua.notifications.actions.backend.EmailBackend"
EMAIL_URL = env.text("EMAIL_URL", "mailbox:" if DEMO else None)
EMAIL_TIMEOUT = env.integer("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "khong-tra-loi@demo.test" if DEMO else None
)
