"""Settings, read from the environment; safe by default, loud when something is missing.

Every variable is described in README.md. Nothing here depends on which machine runs it.
"""

from pathlib import Path

from django.utils.csp import CSP

from netwerk.kern import env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The place where it runs -------------------------------------------------------------
SECRET_KEY = env.key("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")  # older ones, read and never written
DEBUG = False  # Django's debug pages are English and break the content security policy
DEVELOPMENT = env.flag("DEVELOPMENT")  # the mail reader, the component page, demo accounts
SITE_URL = env.text("SITE_URL").rstrip("/")
SITE_NAME = env.text("SITE_NAME", "Nationaal Netwerk Brede Welvaart")
THEME = env.theme("THEME")  # a folder with thema.css, and merk.svg or fonts when there are
CONTACT_MAIL = env.text("CONTACT_MAIL", "contact@netwerk.voorbeeld.nl")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
MAINTENANCE = env.flag("MAINTENANCE")
ARCHIVE_MODE = env.flag(
    "ARCHIVE_MODE"
)  # the network is closed: everything is read, nothing written
ARCHIVED_ON = env.day("ARCHIVED_ON", required=ARCHIVE_MODE)

# --- What it is made of ------------------------------------------------------------------
INSTALLED_APPS = [
    "netwerk",
    "handboek",
    "bijeenkomsten",
    "casussen",
    "communities",
    "netwerk.kern",
    "netwerk.kern.audit",
    "netwerk.kern.avg",
    "netwerk.kern.begrippen",
    "netwerk.kern.berichten",
    "netwerk.kern.bijlagen",
    "netwerk.kern.uitvoer",
    "netwerk.kern.verantwoording",
    "netwerk.kern.zoeken",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pgtrigger",
    "pghistory",
    "rules.apps.AutodiscoverRulesConfig",
    "taggit",
]
MIDDLEWARE = [
    "netwerk.kern.toezicht.middleware.RequestMiddleware",
    # Headers first, so that they stand on every answer: redirects and files too.
    "netwerk.kern.middleware.SecurityHeadersMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "netwerk.kern.toezicht.middleware.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "netwerk.kern.api.middleware.ApiMiddleware",
    "netwerk.kern.middleware.MaintenanceMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "netwerk.kern.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "netwerk.kern.archief.ArchiveMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "communities.sessies.SessionTermMiddleware",
    "communities.api_toegang.ApiToegangMiddleware",
    "communities.tweede_stap.SecondStepMiddleware",
    "communities.inzage.InzageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "communities.akkoord.AgreementMiddleware",
    "netwerk.kern.middleware.DeclaredPolicyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "netwerk.kern.avg.middleware.LastSeenMiddleware",
]
ROOT_URLCONF = "netwerk.urls"
WSGI_APPLICATION = "netwerk.wsgi.application"
FORM_RENDERER = "netwerk.kern.formulieren.Renderer"
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
                "netwerk.kern.context.site",
            ]
        },
    }
]

# --- Data --------------------------------------------------------------------------------
# How long, in seconds, the database may make somebody wait (docs/reliability.md).
DATABASE_TIMES = env.durations(
    "DATABASE_TIMES",
    {
        "statement": 15,  # one question
        "lock": 5,  # for a row or a table that somebody else holds
        "connection": 5,  # for a place in the pool
        "migration": 2,  # for a table that a migration changes: people wait behind it
    },
)
POOL = {"min_size": 1, "max_size": env.number("DATABASE_POOL", 8, 1)}
SESSION = (
    f"-c statement_timeout={int(DATABASE_TIMES['statement'] * 1000)}"
    f" -c lock_timeout={int(DATABASE_TIMES['lock'] * 1000)}"
    # Of many joins the order in which Django wrote them is good: finding a better one takes
    # PostgreSQL longer (40 ms for 23 joins) than the question itself (1 ms).
    " -c join_collapse_limit=4"
)
DATABASES = {
    "default": env.database("DATABASE_URL")
    | {
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": POOL | {"timeout": DATABASE_TIMES["connection"]},
            "options": SESSION,
        },
    }
}
if env.text("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = DATABASES["default"] | env.database("DATABASE_REPLICA_URL")
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASES["replica"]["OPTIONS"] = {  # nobody waits for it
        "pool": POOL | {"timeout": 0.5},
        "options": SESSION,
        "connect_timeout": 2,  # seconds
        "tcp_user_timeout": 2000,  # milliseconds
    }
    DATABASE_ROUTERS = ["netwerk.kern.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "netwerk.kern.cache.ForgivingRedisCache",
        "LOCATION": env.text("CACHE_URL"),
        "OPTIONS": {
            "socket_timeout": 0.1,
            "socket_connect_timeout": 0.1,
            "retry": None,
            "serializer": "netwerk.kern.cache.JsonSerializer",
        },
    },
    "database": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kern_cache",
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MEDIA_ROOT = env.folder("MEDIA_ROOT", BASE_DIR / ".local" / "media")
MEDIA_URL = "/media/"
# Who was erased, as numbers: what an older backup must not bring back (docs/decisions/backup.md).
ERASURE_LEDGER = env.folder("ERASURE_LEDGER", MEDIA_ROOT / "gewist.jsonl")
PG_BIN = env.text("PG_BIN", "")  # where pg_dump and pg_restore are; "" is wherever they are found
STATIC_ROOT = env.folder("STATIC_ROOT", BASE_DIR / ".local" / "static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist", *([("thema", THEME)] if THEME else [])]
STORAGES = {
    "default": env.files("FILES_URL"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True
FILE_UPLOAD_HANDLERS = [
    "netwerk.kern.bijlagen.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
BIJLAGE_MOST_BYTES = env.number("BIJLAGE_MOST_MB", 20, 1) * 1_000_000  # of one file
BIJLAGE_MOST_BYTES_TOGETHER = env.number("BIJLAGE_MOST_MB_TOGETHER", 200, 1) * 1_000_000
BIJLAGE_MOST_BYTES_A_DAY = env.number("BIJLAGE_MOST_MB_A_DAY", 600, 1) * 1_000_000  # of one person
BIJLAGE_MOST_NUMBER_A_DAY = env.number("BIJLAGE_MOST_NUMBER_A_DAY", 300, 1)
BIJLAGE_MOST_NUMBER = env.number("BIJLAGE_MOST_NUMBER", 100, 1)  # of one casus or bijeenkomst
CLAMD_URL = env.scanner("CLAMD_URL")  # tcp://host:3310 or unix:///path; "" is no virus scanner

DISK_LOW_PERCENT = env.number("DISK_LOW_PERCENT", 10)  # less free is told; 0 is no limit
DISK_LOW_MB = env.number("DISK_LOW_MB", 2000)
DISK_FULL_MB = env.number("DISK_FULL_MB", 500)  # with less free no file comes in

# --- People ------------------------------------------------------------------------------
AUTH_USER_MODEL = "communities.Deelnemer"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "communities.password_validation.NotAboutYou"},
    {
        "NAME": "communities.password_validation.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "communities.password_validation.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "communities.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "request_login_code": "communities.forms.inloggen.CodeVraagForm",
    "reset_password": "communities.forms.inloggen.NieuwWachtwoordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/account/email/"  # to choose it there
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a change in an account its owner hears, whoever did it
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # a code, not a link: programs open every link in a mail
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # docs/decisions/signing-in.md
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before another address; communities/adapter.py
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_RATE_LIMITS = {  # also while the cache is away (netwerk.kern.cache)
    # A whole office has one address on the internet, so these are wide ...
    "login": "30/m/ip",
    "signup": "20/m/ip",
    "reset_password_from_key": "20/m/ip",
    # ... and an account or an e-mail address has narrow ones: nobody guesses, nobody floods.
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key",
    "reset_password": "20/m/ip,3/5m/key",
    "confirm_email": "1/3m/key",
    # Who is inside already, or sits at an open session of somebody else.
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
FAILED_SIGN_INS_ALARM = env.number("FAILED_SIGN_INS_ALARM", 50, 2)  # in ten minutes, of everybody
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
OIDC_ISSUER = env.text("OIDC_ISSUER", "").rstrip("/")  # docs/oidc.md; without it there is none
OIDC_APP = {
    "provider_id": "organisatie",
    "name": env.text("OIDC_NAME", "je organisatie"),
    "client_id": env.text("OIDC_CLIENT_ID", ""),
    "secret": env.text("OIDC_CLIENT_SECRET", ""),
    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "communities.oidc.provider.Provider",
        "APPS": [OIDC_APP] if OIDC_ISSUER else [],
    }
}
SOCIALACCOUNT_ADAPTER = "communities.oidc.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # only an address that the provider verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: form-action would stop a form that leads elsewhere
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "communities.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "communities.forms.tweede_stap.CodeForm",
    "reauthenticate": "communities.forms.tweede_stap.NogEensForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}  # codes share login_failed, by account
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute: the clock of a phone is never quite right
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody makes an account alone: the first address is verified
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.flag("INSECURE_HTTP")
# Accounts of the demo content, on the own machine only; everybody else keeps the rule.
DEMO_WITHOUT_SECOND_FACTOR = DEVELOPMENT and env.flag("DEMO_WITHOUT_SECOND_FACTOR")

# --- Security (docs/decisions; domain rules of internet.nl) -------------------------------
INSECURE_HTTP = env.flag("INSECURE_HTTP")  # plain http on the own machine only
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [
    r"^gezond/",  # asked inside, past the proxy that does TLS
    r"^metrics$",
    r"^api/.",  # refused there: a redirect would hide that a key went over the line in plain text
]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_HSTS_PRELOAD = not INSECURE_HTTP
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_NAME = "sessie" if INSECURE_HTTP else "__Host-sessie"
CSRF_COOKIE_NAME = "formulier" if INSECURE_HTTP else "__Host-formulier"
DEVICE_COOKIE_NAME = "apparaat" if INSECURE_HTTP else "__Host-apparaat"
MESSAGE_COOKIE_NAME = "bericht" if INSECURE_HTTP else "__Host-bericht"
MESSAGE_STORAGE = "netwerk.kern.berichtcookie.Storage"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30  # since signing in (communities/sessies.py)
SESSION_IDLE_AGE = 60 * 60 * 24 * 21  # since it was last used
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "netwerk.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "report-uri": ["/csp-melding/"],  # what is stopped is told to ourselves (netwerk/views/csp.py)
    "report-to": ["csp"],
}

# --- Messages and background work ----------------------------------------------------------
# How long, in seconds, each wait of the outbox lasts (docs/reliability.md).
MESSAGE_TIMES = env.durations(
    "MESSAGE_TIMES",
    {
        "answer": 10,  # for one answer of the mail server
        "sending": 120,  # for one message: several answers; then a sender counts as dead
        "lease": 300,  # for a batch that waits for its turn
        "retry": 15,  # before the second attempt; doubles with each next one
        "line": 5,  # before looking again whether an earlier message to a person is out
        "rest": 30,  # without attempts when the mail server is away; doubles, at most ten times
        "tick": 15,  # between two ticks of the clock
        "deaf": 60,  # before a process that shows no life is started anew
    },
)
MAILERS = {"default": env.mailer("MAIL_URL", "MAIL_DIR", MESSAGE_TIMES["answer"])}
MAIL_DIR = env.folder("MAIL_DIR", BASE_DIR / ".local" / "mail")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Netwerk Brede Welvaart <netwerk@netwerk.voorbeeld.nl>")
MAIL_IN_DOMAIN = env.text("MAIL_IN_DOMAIN", "")  # where answers and bounces come in; "" is nowhere
MAIL_IN_LISTEN = env.address("MAIL_IN_LISTEN", "127.0.0.1:8024")  # where `postvak` takes mail in
MAIL_WEBHOOK_SECRET = env.login("MAIL_WEBHOOK_SECRET")  # without it there is no webhook at all
MAIL_WEBHOOK_PROVIDER = env.text("MAIL_WEBHOOK_PROVIDER", "")
ANYMAIL = {"WEBHOOK_SECRET": MAIL_WEBHOOK_SECRET}
MAIL_PER_MINUTE = env.number("MAIL_PER_MINUTE", 0)  # 0: as fast as the mail server takes it
MESSAGE_QUIET_SECONDS = env.number("MESSAGE_QUIET_SECONDS", 0 if DEVELOPMENT else 300)
CELERY_BROKER_URL = env.text("REDIS_URL")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
LONGEST_TASK = 1800  # seconds: files of a large book
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": LONGEST_TASK + 60,  # sooner, and another would begin what still runs
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_ANNOTATIONS = {"netwerk.kern.uitvoer.tasks.make_files": {"time_limit": LONGEST_TASK}}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 200_000  # kB: who wrote a large book makes place for another
# With REMAP_SIGTERM=SIGQUIT: so many seconds for what a worker is doing, before it is cut off. What
# is cut off goes back to the broker, and is done again.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 25.0
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    name: {
        "task": f"netwerk.kern.berichten.tasks.{task}",
        "schedule": MESSAGE_TIMES["tick"],
        "options": {"expires": MESSAGE_TIMES["tick"]},  # ticks never pile up behind a busy worker
    }
    for name, task in (("hartslag", "heartbeat"), ("berichten", "sweep"))
} | {
    "gegevens van mensen": {
        "task": "netwerk.kern.avg.tasks.go_on",
        "schedule": MESSAGE_TIMES["tick"],
        "options": {"expires": MESSAGE_TIMES["tick"]},
    },
    "bestanden om mee te nemen": {
        "task": "netwerk.kern.uitvoer.tasks.make_files",
        "schedule": 3.0,
        "options": {"expires": 3.0},
    },
    "handboek als bestand": {"task": "handboek.tasks.refresh_files", "schedule": 60.0 * 10},
    "bewaartermijnen": {"task": "netwerk.kern.avg.tasks.forget", "schedule": 60.0 * 60 * 24},
    "bestanden zonder rij": {
        "task": "netwerk.kern.bijlagen.tasks.sweep_files",
        "schedule": 60.0 * 60 * 24,
    },
    "rechten nakijken": {"task": "communities.tasks.look_at_rights", "schedule": 60.0 * 60 * 6},
    "hoe is het nu": {"task": "casussen.tasks.ask_terugblikken", "schedule": 60.0 * 60 * 6},
    "antwoord van het rijk": {"task": "handboek.tasks.remind_rijk", "schedule": 60.0 * 60 * 6},
    "instemming": {"task": "handboek.tasks.remind_of_consent", "schedule": 60.0 * 60 * 6},
    "adviezen nakijken": {"task": "handboek.tasks.remind_of_reviews", "schedule": 60.0 * 60 * 24},
    "nieuw bij zoekopdrachten": {
        "task": "netwerk.kern.zoeken.tasks.look_for_new",
        "schedule": 60.0 * 5,
        "options": {"expires": 60.0 * 5},
    },
    "oude mail": {
        "task": "netwerk.kern.berichten.tasks.forget_inbound",
        "schedule": 60.0 * 60 * 6,
    },
}

if ARCHIVE_MODE:  # what keeps the house clean goes on, and files of what is read
    CELERY_BEAT_SCHEDULE = {
        name: CELERY_BEAT_SCHEDULE[name]
        for name in (
            "hartslag",
            "berichten",
            "gegevens van mensen",
            "bestanden om mee te nemen",
            "handboek als bestand",
            "bewaartermijnen",
            "bestanden zonder rij",
            "oude mail",
        )
    }

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
TAGGIT_CASE_INSENSITIVE = True

# --- Logs and figures ----------------------------------------------------------------------------
METRICS_TOKEN = env.secret("METRICS_TOKEN")  # what asks /metrics must say; "" is no such page
LOG_FORMAT = env.one_of("LOG_FORMAT", ("json", "text"))
LOG_LEVEL = env.one_of("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "netwerk.kern.toezicht.regels.JsonFormatter"},
        "text": {
            "()": "netwerk.kern.toezicht.regels.TextFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "filters": {"hide_secrets": {"()": "netwerk.kern.logregels.HideSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["hide_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "mail.log": {"level": "CRITICAL"},  # aiosmtpd writes down who mails whom
        # What a task did we write ourselves, without the text of its error (netwerk/celery.py).
        "celery.app.trace": {"level": "CRITICAL"},
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
    },
}
