"""Settings of the portal. See ``environment.py`` for the two modes and ``.env.example``."""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from whitenoise.compress import Compressor

from tayninh_portal.environment import checked_mode, secret, var_dir
from tayninh_portal.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = checked_mode()
EMBEDDED = MODE == "embedded"
VAR_DIR = var_dir(os.environ.get("PORTAL_VAR_DIR"), BASE_DIR / "var")
SECRETS_DIR = VAR_DIR / "secrets"

# --- secrets -------------------------------------------------------------------------------
SECRET_KEY = secret("PORTAL_SECRET_KEY", SECRETS_DIR / "secret_key", MODE) or "chưa-có-khóa"
SECRET_KEY_MISSING = SECRET_KEY == "chưa-có-khóa"
# Newest first; every key still in use somewhere stays in the list.
FIELD_KEYS = [k for k in secret("PORTAL_FIELD_KEYS", SECRETS_DIR / "field_keys", MODE).split() if k]
INDEX_KEY = secret("PORTAL_INDEX_KEY", SECRETS_DIR / "index_key", MODE)
# Seal the backups: the first makes them, all open them. They lie in no backup.
BACKUP_KEYS = secret("PORTAL_BACKUP_KEYS", SECRETS_DIR / "backup_keys", MODE).split()
# Newest first: it signs, all of them are known as ours (docs/decisions/0023).
SEAL_KEYS = secret("PORTAL_SEAL_KEYS", SECRETS_DIR / "seal_keys", MODE).split()
# Where the heads of the seals go: mail addresses, folders (ending with /), files.
SEAL_OUTSIDE = env.str("PORTAL_SEAL_OUTSIDE", default="").split()
# A folder of certificates (.pem, .cer) and lists of revoked ones (.crl) by which the signatures of
# an original are judged; without it no trust is claimed (docs/decisions/0037).
SIGNATURE_TRUST = env.str("PORTAL_SIGNATURE_TRUST", default="")

# --- hosts and transport ---------------------------------------------------------------------
DEBUG = False
ALLOWED_HOSTS = env.list("PORTAL_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
BASE_URL = env.str(
    "PORTAL_BASE_URL", default=f"http://localhost:{os.environ.get('PORT', '8000')}"
).rstrip("/")
HTTPS = BASE_URL.startswith("https://")
PROXY_COUNT = env.int("PORTAL_PROXY_COUNT", default=0)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "portal_session"
# Without anything done a session ends after so long, and whatever is done after one working day: a
# shared office PC is left behind at noon and at night (drafts/sessions.py).
SESSION_COOKIE_AGE = env.int("PORTAL_IDLE_MINUTES", default=60) * 60
SESSION_LONGEST = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
# The load balancer asks for health over plain HTTP inside the server room.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its form marks from data: URLs
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- apps -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "tayninh_portal.apps.PortalConfig",
    "inspections.apps.InspectionsConfig",
    "reports.apps.ReportsConfig",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_structlog",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tayninh_portal.middleware.HealthFirst",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tayninh_portal.middleware.RequestLog",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tayninh_portal.drafts.sessions.EndsInTime",
    "tayninh_portal.drafts.sessions.SignInFirst",
    "tayninh_portal.second_factor.demanded.FactorFirst",
    "tayninh_portal.middleware.NotKept",
    "tayninh_portal.middleware.ReadOnlyGet",
    "tayninh_portal.middleware.Refusals",
    "tayninh_portal.drafts.middleware.SentForms",
]
ROOT_URLCONF = "tayninh_portal.urls"
WSGI_APPLICATION = "tayninh_portal.wsgi.application"
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
                "tayninh_portal.navigation.frame",
            ],
            "builtins": ["tayninh_portal.templatetags.fixed"],
        },
    }
]
FORM_RENDERER = "tayninh_portal.drawing.Widgets"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- data -------------------------------------------------------------------------------------
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a reader never has to become a writer half-way
        "timeout": 20,
        # An index made for one question is taken to be narrow and is not where a state is shared by
        # all rows: a report read every result once for each kind of finding.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        " PRAGMA automatic_index=OFF;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Figures are long queries over few rows: compiling them took PostgreSQL 2.3 s of 2.3 s
    # (docs/performance.md).
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    # Seconds: a server that is cut off must not hold every request until gunicorn kills it.
    DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)
# Set where migrations run as another role than the portal: the role they give its rights to.
DATABASE_ROLE = env.str("PORTAL_DATABASE_ROLE", default="")

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # Seconds: a Redis that is cut off must not hold every request.
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 5},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

FILES_DIR = VAR_DIR / "files"
# With less room on its disk no further file is taken in: the database, the log and the backup may
# lie on the same one.
MIN_FREE_BYTES = env.int("PORTAL_MIN_FREE_MB", default=500) * 1024 * 1024
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Days a draft is kept after its writer last went on with it, and the longest one in bytes: below
# what a server takes, far above what a form of ours does.
DRAFT_DAYS = env.int("PORTAL_DRAFT_DAYS", default=30)
DRAFT_BYTES = 500_000
# Days the sealed name of somebody found at fault is kept after its case is over: five years. No
# rule was found that names them; the choice is ours.
IDENTITY_DAYS = env.int("PORTAL_IDENTITY_DAYS", default=1826)
# Days a notice that was read, and a mail that went, are kept.
NEWS_DAYS = env.int("PORTAL_NEWS_DAYS", default=400)

# --- background work: Celery's workers with a broker, one of our own without (ADR 0019) ----------
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A worker outlives any absence of the broker: the default gives up after a hundred tries.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Who asks for work does not wait for an absent broker: the sweep sends it later. Seconds; a worker
# listens in steps of one second.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
# Far beyond any report: only what hangs meets it. Seconds.
CELERY_TASK_SOFT_TIME_LIMIT = 1800
CELERY_TASK_TIME_LIMIT = 1900
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
JOB_LEASE_SECONDS = 120
JOB_SWEEP_SECONDS = 60
# How often the worker of the embedded mode looks for work; one query that an index answers.
JOB_POLL_SECONDS = 0.5
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {
        "task": "tayninh_portal.background.sweep_jobs",
        "schedule": JOB_SWEEP_SECONDS,
        # Without a worker the sweeps of a night would all wait in the queue.
        "options": {"expires": JOB_SWEEP_SECONDS - 5},
    },
    "sweep-drafts": {
        "task": "tayninh_portal.background.sweep_old_drafts",
        "schedule": 86400,
    },
}

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["tayninh_portal.accounts.SignedIn"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tayninh_portal.passwords.OwnWordsValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "tayninh_portal.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "tayninh_portal.account_forms.LoginForm",
    "reauthenticate": "tayninh_portal.account_forms.ReauthenticateForm",
    "reset_password": "tayninh_portal.account_forms.ResetPasswordForm",
    "reset_password_from_key": "tayninh_portal.account_forms.ResetPasswordKeyForm",
    "change_password": "tayninh_portal.account_forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the administrator, not from visitors
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
# What is refused as too often (tayninh_portal/tries.py says who is counted). A number, a time in
# seconds, minutes, hours or days, and by what: the address of the network, the account signed in,
# or a key of ours. Right passwords are not counted.
ACCOUNT_RATE_LIMITS = {
    # An office of hundreds signs in from one address within minutes of eight o'clock.
    "login": None,
    # A person at a browser that knows them: nobody else's tries hold them up.
    "login_known_device": "10/5m/key,50/d/key",
    # One account from one address. The second number keeps one address far from the brake below.
    "login_failed": "5/5m/key,20/d/key",
    # One address on all accounts: who tries one password on everybody.
    "login_failed_address": "100/10m/key",
    # One account from all addresses that do not know it: 36,500 guesses a year at most.
    "login_failed_account": "100/d/key",
    # Links are asked for and opened by whole offices, too.
    "reset_password": "60/m/ip",
    "reset_password_from_key": "120/m/ip",
    # One's own factor or password once more; wrong ones are counted as at signing in.
    "reauthenticate": "30/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
# Days the log of sign-ins is kept (Luật 91/2025/QH15: no longer than it serves its purpose).
SIGN_IN_DAYS = env.int("PORTAL_SIGN_IN_DAYS", default=730)
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "tayninh_portal.links.NewestLink"
# Whoever asks, an account gets one mail with a link in so many minutes: nobody fills a mailbox, or
# makes the link in it void before it is opened.
RESET_MAIL_MINUTES = 15
PASSWORD_RESET_TIMEOUT = 3 * 86400  # an invitation sent on Friday still opens on Monday

# --- second factor (docs/decisions/0028) --------------------------------------------------------
# Whether it is demanded of the roles of ``access.protected_roles``. Offered to all in any case.
SECOND_FACTOR = env.bool("PORTAL_SECOND_FACTOR", default=not EMBEDDED)
# Seconds after a factor was shown in which the gravest steps do not ask for it again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = env.int("PORTAL_REAUTH_MINUTES", default=10) * 60
MFA_ADAPTER = "tayninh_portal.second_factor.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# The next and the last half minute count as well: a telephone's clock is never quite right.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Whole offices sign in from one address.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "tayninh_portal.second_factor.forms.CodeForm",
    "authenticate_webauthn": "tayninh_portal.second_factor.forms.PasskeyForm",
    "login_webauthn": "tayninh_portal.second_factor.forms.PasskeyLoginForm",
    "reauthenticate": "tayninh_portal.second_factor.forms.CodeAgainForm",
    "reauthenticate_webauthn": "tayninh_portal.second_factor.forms.PasskeyAgainForm",
    "add_webauthn": "tayninh_portal.second_factor.forms.AddPasskeyForm",
    "activate_totp": "tayninh_portal.second_factor.forms.ActivateAppForm",
}

# --- mail -------------------------------------------------------------------------------------
MAIL_ENABLED = bool(os.environ.get("PORTAL_EMAIL_URL"))
if MAIL_ENABLED:
    vars().update(env.email_url("PORTAL_EMAIL_URL"))
# Without a mail server every mail is a file here.
MAIL_DIR = VAR_DIR / "mail"
# Seconds: for each answer before a mail is handed over, and for the one after it, where giving up
# too early would leave it unclear (RFC 5321, 4.5.3.2).
MAIL_CONNECT_SECONDS = 30
MAIL_ANSWER_SECONDS = 600
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "PORTAL_EMAIL_FROM", default="cong-van-hoa-cong-vu@localhost"
)

# --- language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

# --- static files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_DIR},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The faces of the paper: no browser asks for them, and to compress them takes six seconds.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf"]

# --- logs: structured, without personal data ------------------------------------------------------
LOGGING = logging_config(env.str("PORTAL_LOG_LEVEL", default="INFO"))
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False

# --- rules of the trade that are settings (Nghị định 20/2008, Luật Tiếp công dân) -------------
# Nghị định 20/2008/NĐ-CP: a matter of another body is passed on within 5 working days.
FORWARD_WORKDAYS = env.int("PORTAL_FORWARD_WORKDAYS", default=5)
# Luật Tiếp công dân 2013, điều 28: the first answer within 10 working days.
ANSWER_WORKDAYS = env.int("PORTAL_ANSWER_WORKDAYS", default=10)

# --- where a citizen calls or comes ---------------------------------------------------------------
# On a desk no real number stands for the one nobody has set.
HOTLINE = env.str("PORTAL_HOTLINE", default="0276 000 0000 (số minh họa)")
OFFICE_ADDRESS = env.str("PORTAL_ADDRESS", default="")

SILENCED_SYSTEM_CHECKS: list[str] = []
