"""All settings. What differs between machines comes from the environment; the README lists each variable.

Outside the demo no secret has a default: a missing one stops the start with its name. The demo draws its own
secrets on the first run and keeps them beside its database.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from config.demo_secrets import load_or_draw

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("GUIHANG_DEMO", default=False)
VAR_DIR = env.path("GUIHANG_VAR", default=str(BASE_DIR / "var" / ("demo" if DEMO else "site")))()
VAR_DIR = Path(VAR_DIR)
# Sessions and case facts lie here: nobody else on this machine reads them.
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
if DEMO:
    load_or_draw(VAR_DIR / "secrets.env")

DEBUG = env.bool("GUIHANG_DEBUG", default=False)
SECRET_KEY = env.str("GUIHANG_SECRET_KEY")
ALLOWED_HOSTS = env.list("GUIHANG_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("GUIHANG_ORIGINS", default=[])

# Field encryption: "id:base64 of 32 bytes", newest first; older ones only decrypt until rotate_keys has run.
VAULT_KEYS = env.list("GUIHANG_VAULT_KEYS")
VAULT_INDEX_KEY = env.str("GUIHANG_VAULT_INDEX_KEY")
LEDGER_KEY = env.str("GUIHANG_LEDGER_KEY")

INSTALLED_APPS = [
    "people",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    # Before Wagtail: its templates and words stand in front of Wagtail's own.
    "cms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "ui",
    "jobs",
    "clients",
    "employers",
    "welfare",
    "placement",
    "figures",
    "config",
    # Wagtail's widgets include Django's by name; behind "ui", whose own stand in front.
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Around everything that is more than a file of the packages.
    "config.request_line.RequestLineMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.too_large.TooLargeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "people.middleware.NothingKeptMiddleware",
    "people.middleware.ActingMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "employers.doors.DeskIsShutMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.editor.doors.EditorDoorMiddleware",
    "cms.middleware.PublicRedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
            "builtins": ["django_cotton.templatetags.cotton", "ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "ui.forms.FormRenderer"

# Data -----------------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'guihang.sqlite3'}")}
# Each thread keeps its connection and asks before each request whether it still stands. Measured on PostgreSQL with
# eight threads: 0.2 ms of processor time a request, as with a pool; 0.8 ms, and a new process of the server, where each
# request connects anew. A pool would be held by threads that a forked Celery worker does not inherit. PostgreSQL must
# allow as many connections as there are threads of web servers and processes of workers.
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A server that is away is known within seconds; who waits for a row gives up when SQLite's writers would. What
    # the address says (?sslmode=require) comes before this.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": "-c lock_timeout=20s",
        **DATABASES["default"].get("OPTIONS", {}),
    }
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time: taking the write lock at BEGIN waits its turn, taking it midway fails with "locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Vacancies are searched in the database, or with an address here in Elasticsearch (and in the database while that is
# away). The prefix keeps several sites apart on one engine.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
SEARCH_INDEX = env.str("GUIHANG_SEARCH_INDEX", default="guihang")

MEDIA_ROOT = VAR_DIR / "media"
# Papers of households, encrypted. Several machines share this folder as they share the database.
PAPERS_DIR = VAR_DIR / "papers"
# Business licences that firms handed in, encrypted as well.
LICENCES_DIR = VAR_DIR / "licences"
# Papers of hires that firms uploaded for incentives, encrypted.
DOSSIERS_DIR = VAR_DIR / "dossiers"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a missing folder
# Served straight from the packages, so that nobody has to collect anything to start the site.
WHITENOISE_USE_FINDERS = True
# Whole requests too: config.too_large. Uploaded lists of people stay in memory, on disk they would lie in the clear.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Sign-in --------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Failures are counted by axes in the database, where every process sees them; these limits are for what axes does not
# see: mails to somebody else's box, and guessing the present password in a session that was left open.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reauthenticate": None,
    "reset_password": "20/h/ip,3/h/key",
    # The employer portal; how many mails go to one address or for one firm is counted in rows: employers.mail_limits.
    "portal_register": "20/h/ip",
    "portal_upload": "30/h/key",
    "portal_confirm": "20/h/ip,5/h/key",
    # Firms that register for a fair on the public site: at the venue many come from one network.
    "fair_register": "60/h/ip",
    # A client's own page: answers to the question at its door, from one network; each link counts its own besides.
    "me_open": "100/h/ip",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "【就业援助平台】"
ACCOUNT_FORMS = {
    "login": "people.sign_in_forms.LoginForm",
    "reauthenticate": "people.sign_in_forms.ReauthenticateForm",
    "change_password": "people.sign_in_forms.ChangePasswordForm",
    "set_password": "people.sign_in_forms.SetPasswordForm",
    "reset_password": "people.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "people.sign_in_forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "people.sign_in.MFAAdapter"
MFA_FORMS = {
    "authenticate": "people.sign_in_forms.AuthenticateForm",
    "reauthenticate": "people.sign_in_forms.ReauthenticateCodeForm",
    "activate_totp": "people.sign_in_forms.ActivateForm",
}
# Nobody signs up here: managers enter the addresses.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# As mails do, it names the platform by what firms know of it, not by the product: they sign in here too.
MFA_TOTP_ISSUER = "就业援助平台"
SECOND_FACTOR_REQUIRED = env.bool("GUIHANG_SECOND_FACTOR", default=not DEMO)

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "people.sign_in.locked_out"
AXES_VERBOSE = False
AXES_HTTP_RESPONSE_CODE = 429

SESSION_IDLE = timedelta(minutes=env.int("GUIHANG_SESSION_MINUTES", default=480 if DEMO else 60))
SESSION_COOKIE_AGE = int(SESSION_IDLE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Browser --------------------------------------------------------------------------------------------------------------

HTTPS = env.bool("GUIHANG_HTTPS", default=not (DEMO or DEBUG))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("GUIHANG_BEHIND_PROXY", False) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = False
X_FRAME_OPTIONS = "DENY"
# A message may carry a case number: it ends with the session and stays in no cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Public site and its editors ------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "就业援助平台"
WAGTAILADMIN_BASE_URL = env.str("GUIHANG_SITE_URL", default="http://localhost:8000")
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
# Nothing here asks another host for anything: no new versions, no portraits, no embedded videos.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Accounts, passwords and languages are kept where all staff have theirs.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
# Every page of the site is public: no page hides behind a password of its own.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"PASSWORD": False, "LOGIN": False, "GROUPS": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False, "PASSWORD": False, "LOGIN": False, "GROUPS": False}
# What was approved is what stands there: a change afterwards is looked at again.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_COMMENTS_ENABLED = True
# Addresses are short and Latin; titles are not.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# For the editors' own lists: finds two Chinese characters inside a word, which a full-text table does not.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}
MEDIA_URL = "/media/"

# Language, time, mail, logs -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "ui.formats"
# Before the words of any package: Wagtail says some of Django's again.
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]

EMAIL_URL = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_URL)
DEFAULT_FROM_EMAIL = env.str("GUIHANG_MAIL_FROM", default="noreply@localhost")

LOGGING_CONFIG = "config.logs.configure"
LOGGING = {
    # "json" for whoever collects them, "line" for a reader.
    "format": env.str("GUIHANG_LOG_FORMAT", default="line"),
    # Each request and each job is a line at INFO. The demo's console is for its mails.
    "level": env.str("GUIHANG_LOG_LEVEL", default="WARNING" if DEMO else "INFO"),
}
# With it Prometheus may ask for /metrics from anywhere; without it only from this machine.
METRICS_TOKEN = env.str("GUIHANG_METRICS_TOKEN", default="")

# Background work ------------------------------------------------------------------------------------------------------

# Without a broker the site's own worker thread drains the jobs; with one, Celery workers do.
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
# Several sites may share one broker; none must take the ids of another.
CELERY_TASK_DEFAULT_QUEUE = env.str("GUIHANG_QUEUE", default="guihang")
WORKER_IN_SITE = env.bool("GUIHANG_WORKER_IN_SITE", default=not CELERY_BROKER_URL)
# Every night an archive goes to this folder, which should lie on another disk; empty: nobody makes one by itself.
BACKUP_DIR = env.str("GUIHANG_BACKUP_DIR", default="")
BACKUP_DAYS = env.int("GUIHANG_BACKUP_DAYS", default=14)
