"""The settings of the project that Misago ships with, for production: no debug and no toolbar."""

import os

from devproject.settings import *  # noqa: F403
from devproject.settings import MIDDLEWARE as ALL

from benchmarks.peersites import cache, database

DEBUG = False
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
MIDDLEWARE = [name for name in ALL if not name.startswith("debug_toolbar")]
DATABASES = {"default": database()}
CACHES = {"default": cache()}
MEDIA_ROOT = os.environ["PEER_FOLDER"]
CELERY_BROKER_URL = os.environ["CACHE_URL"]  # who hears of a reply is worked out later
